#!/usr/bin/env bats
# The site of an ordinary repository, in a browser, from its files: every page, and the overview's filters.
# bats file_tags=no-valgrind

load cli_helper
load site_helper
export LOOKS='every_page overview boards'

# A kind that takes two sign-offs.
review_kind() {
	mkdir -p .handoff/templates
	cat >.handoff/templates/note.md <<'END'
---
kind: note
contract:
  name: Note
  about: A small kind.
  directory: handoff/note
  fields:
    title: {type: string, required: true}
  lifecycle: {initial: draft, draft: [review], review: [draft, final], final: [review]}
  signoffs:
    - {role: research-lead, before: [final], covers: all}
    - {role: operations-lead, before: [final], covers: all}
---
# {{title}}
## Text
END
}

review() { # NUMBER STATUS
	printf -- '---\nkind: note\nid: note-%s\ntitle: Note %s\nstatus: %s\n---\n# Note %s\n\n## Text\n\nIt is said.\n' \
		"$1" "$1" "$2" "$1" >"handoff/note/note-$1.md"
}

sign_on() { # DAY PERSON ROLE NUMBER...
	local day=$1 person=$2 role=$3 number

	shift 3
	git config user.name "$person"
	git config user.email "$person@example.com"
	for number; do
		SOURCE_DATE_EPOCH=$(date -d "$day 12:00 UTC" +%s) \
			handoff_ok sign "handoff/note/note-$number.md" --as "$role"
	done
	commit_on "$day" "$person" "$person signs"
}

edit_on() { # DAY NUMBER
	sed -i 's/^It is said/It was said/' "handoff/note/note-$2.md"
	commit_on "$1" carol "Note $2 says more"
}

# All good examples, and 130 notes of which ten are in review: 001 has gone stale this week, 003 before, 002
# is signed by both.
documents() {
	local number

	good_documents
	review_kind
	mkdir handoff/note
	for number in $(seq -w 1 130); do
		review "$number" draft
	done
	for number in $(seq -w 1 10); do
		review "0$number" review
	done
	commit_on 2026-11-02 alice Start
	sign_on 2026-11-03 alice research-lead 001 002 003
	sign_on 2026-11-04 bob operations-lead 002
	edit_on 2026-11-09 003
	edit_on 2026-11-21 001
}

# ---- Every page ------------------------------------------------------------------------------------

@test "every page loads without a message, a dialog, or a request for anything but files of the site" {
	assert_seen
}

@test "every page has a strict Content-Security-Policy, before anything that it governs" {
	assert_seen
}

@test "no page holds an element, an attribute or an address that runs something" {
	assert_seen
}

@test "every link within the site leads to a page, and to a place in it" {
	assert_seen
}

@test "no page scrolls sideways, on a telephone, on a desk, or on paper" {
	assert_seen
}

@test "every page is dark where darkness is wanted, and light where it is not" {
	assert_seen
}

@test "every page is dark on light on paper, whatever the screen is" {
	assert_seen
}

@test "without scripts every page has its heading, its navigation, and text" {
	assert_seen
}

@test "without scripts links lead from the overview to every page" {
	assert_seen
}

@test "axe-core finds nothing serious in light" {
	assert_seen
}

@test "axe-core finds nothing serious in dark" {
	assert_seen
}

# ---- The overview ----------------------------------------------------------------------------------

@test "the search narrows the rows, whatever is typed, and the count follows" {
	assert_seen
}

@test "the count is read out when it changes" {
	assert_seen
}

@test "kind, status, state and staleness narrow the rows, each further" {
	assert_seen
}

@test "a person finds what needs their sign-off, and somebody else something else" {
	assert_seen
}

@test "what is chosen stands in the address, survives a reload, and can be sent to others" {
	assert_seen
}

@test "the address of a search opens it" {
	assert_seen
}

@test "an address that nobody could have chosen does no harm" {
	assert_seen
}

@test "rows that are many come some at a time, until all are there" {
	assert_seen
}

@test "Enter in the search leaves the page as it is" {
	assert_seen
}

@test "Tab stops at everything, in the order of the page, and one sees where" {
	assert_seen
}

@test "a slash goes to the search, but where it is typed it is typed" {
	assert_seen
}

@test "a header sorts by its column, up, down and as it was, by the keyboard too" {
	assert_seen
}

@test "everything chosen is taken back at once" {
	assert_seen
}

@test "who has nothing to sign finds themselves all the same" {
	assert_seen
}

@test "the link to the content keeps what is chosen" {
	assert_seen
}

@test "a figure leads down to its rows, on a telephone too" {
	assert_seen
}

@test "a word of the glossary is explained on hover and on focus, until Escape" {
	assert_seen
}

@test "the link to the content leads there" {
	assert_seen
}

@test "a row leads to its document, and back is where one was" {
	assert_seen
}

@test "paper has every row that was found, or says that there are more" {
	assert_seen
}

@test "without scripts there are rows, a way to all others, and no control that does nothing" {
	assert_seen
}

# ---- Boards ----------------------------------------------------------------------------------------

@test "a figure of the overview leads to as many rows as it says" {
	assert_seen
}

@test "every list of a board is searched and filtered, and says how much is left" {
	assert_seen
}

@test "the script shows the rows as they stand in the page without it" {
	assert_seen
}

@test "all that the browser looked at is told above" {
	assert_all_are_tests
}
