#!/usr/bin/env bats
# check --fix: what it mends and says, and that every other byte stays.

# shellcheck disable=SC2016  # backticks, $ and \ in single quotes are meant
load cli_helper

A=handoff/item/a.md

local_setup() {
	mkdir -p .handoff/templates handoff/item
	printf 'version: 1\n' >.handoff/config.yaml
	cat >.handoff/people.yaml <<'END'
people:
  alice: {name: Alice Ng, emails: [alice@example.com], roles: [research-lead]}
END
	cat >.handoff/templates/item.md <<'END'
---
kind: item
contract:
  name: Item
  about: A thing with dates, links and a table.
  directory: handoff/item
  fields:
    title:   {type: string, required: true}
    owner:   {type: person, required: true}
    created: date
    seen:    datetime
    days:    {type: list, of: date}
    spans:   {type: map, fields: {from: date, until: date}}
    other:   {type: link, to: item}
    proof:   file
  lifecycle: {initial: draft, draft: [done], done: []}
  sections:
    Decision: {from: done, optional: false, when: {title: Decided}}
    Log:
      optional: true
      table: {columns: {Day: date, Seen: datetime, What: text}}
    Costs:
      when: {title: Costly}
      table: {columns: {What: text, Monthly: number}}
    Appendix: {optional: true}
---
# {{title}}

## Summary

<!-- What it is. -->

## Impact

<!-- Whom it touches. -->

### Users

<!-- How many. -->

## Log

| Day | Seen | What |
|---|---|---|

## Rollback

<!-- How to go back. -->

## Decision

## Costs

<!-- One row each. -->

| What | Monthly |
|---|---|

## Appendix
END
	cat >"$A" <<'END'
---
kind: item
id: a
title: Item A
status: done
owner: alice
created: 2026-10-01
---
# Item A

## Summary

It is said.

## Impact

Some.

### Users

About 300.

## Rollback

Turn it off.
END
}

# Puts lines of front matter in the place of `created`; printf's escapes count.
front() { # LINES
	local lines

	# shellcheck disable=SC2059  # its escapes count
	printf -v lines "$1"
	LINES=$lines perl -0pi -e 's/^created: .*\n/$ENV{LINES}/m' "$A"
}

# Cuts the document: from the line that begins so to the end.
cut_from() { # START
	sed -i "/^$1/,\$d" "$A"
}

# Mends; these lines are said, and the file has exactly these changes (sed on the file as it was).
mends() { # STATUS SAID SED
	cp "$A" ../before
	handoff_run check --fix "$A"
	assert_status "$1"
	assert_output "$2"
	assert_no_errors_said
	sed "$3" ../before >../expected
	cmp "$A" ../expected || fail "$(diff -u ../expected "$A" | cat -A)"
}

# Nothing is mended: these lines are said, and no file of the repository is another one.
leaves() { # STATUS SAID
	local before

	stat -c '%n %i %Y %Z' "$A" >../stat
	before=$(tree)
	handoff_run check --fix
	assert_equal "$(tree)" "$before"
	assert_equal "$(stat -c '%n %i %Y %Z' "$A")" "$(cat ../stat)"
	assert_output "$2"
	assert_status "$1"
}

# Once more: nothing is left that could be mended.
is_stable() {
	local before

	before=$(tree)
	handoff_run check --fix
	assert_not_in_output ': fixed: '
	assert_equal "$(tree)" "$before"
}

@test "the good document has nothing to mend" {
	handoff_ok check --strict
	leaves 0 ''
	assert_silent
}

# ---- Dates -----------------------------------------------------------------------------------------

@test "a date in a field" {
	front 'created: 15 October 2026\n'
	mends 0 "$A:7:10: fixed: written as 2026-10-15 [front/type]" 's/15 October 2026/2026-10-15/'
	is_stable
}

@test "a date in quotes, and the comment behind it" {
	front 'created:   "2026/10/15"  # the day of the launch\n'
	mends 0 "$A:7:12: fixed: written as 2026-10-15 [front/type]" 's/"2026.10.15"/2026-10-15/'
}

@test "a date in single quotes" {
	front "created: 'October 5, 2026'\\n"
	mends 0 "$A:7:10: fixed: written as 2026-10-05 [front/type]" "s/'October 5, 2026'/2026-10-05/"
}

@test "a time with its offset" {
	front 'seen: 15 Oct 2026 14:05 UTC\n'
	mends 0 "$A:7:7: fixed: written as 2026-10-15T14:05Z [front/type]" \
		's/15 Oct 2026 14:05 UTC/2026-10-15T14:05Z/'
}

@test "a time without an offset is left: nobody knows when it was" {
	front 'seen: 2026-10-15 14:05\n'
	leaves 1 "$A:7:7: error: \`seen\` must be a date and time with its offset, such as 2026-01-31T14:05:00Z, not \"2026-10-15 14:05\" [front/type]"
}

@test "a date that can be read in two ways is left" {
	front 'created: 10/03/2026\n'
	leaves 1 "$A:7:10: error: \`created\` must be a date such as 2026-01-31, not \"10/03/2026\" [front/type]"
}

@test "a date that does not exist is left" {
	front 'created: 31 June 2026\n'
	leaves 1 "$A:7:10: error: \`created\` must be a date such as 2026-01-31, not \"31 June 2026\" [front/type]"
}

@test "a date in a block scalar is left" {
	front 'created: >-\n  15 October 2026\n'
	handoff_run check
	leaves 1 "$output"
	assert_in_output 'must be a date such as 2026-01-31, not "15 October 2026" [front/type]'
}

@test "several dates in one line, among them one that is left" {
	front 'days: [2026/1/2, 20260103, "3 May 2026", 10/03/2026]\n'
	mends 1 "$A:7:8: fixed: written as 2026-01-02 [front/type]
$A:7:18: fixed: written as 2026-01-03 [front/type]
$A:7:28: fixed: written as 2026-05-03 [front/type]
$A:7:44: error: \`days\` must be a date such as 2026-01-31, not \"10/03/2026\" [front/type]" \
		's|\[2026.*\]|[2026-01-02, 2026-01-03, 2026-05-03, 10/03/2026]|'
	is_stable
}

@test "dates in a map" {
	front 'spans: {from: 1 May 2026, until: 2026.5.2}\n'
	mends 0 "$A:7:15: fixed: written as 2026-05-01 [front/type]
$A:7:34: fixed: written as 2026-05-02 [front/type]" \
		's/1 May 2026/2026-05-01/; s/2026\.5\.2/2026-05-02/'
}

@test "dates in cells: the table keeps its spaces, and what is more than a date is left" {
	sed -i '/^## Rollback/i\
## Log\
\
| Day  |  Seen | What |\
|---|---|---|\
|  1 Oct 2026|2 October 2026 14:00 +02   | 3 May 2026 |\
| **3 Oct 2026** | 20261002T14:00Z | x |\
' "$A"
	mends 1 "$A:27:4: fixed: written as 2026-10-01 [table/cell-type]
$A:27:15: fixed: written as 2026-10-02T14:00+02:00 [table/cell-type]
$A:28:20: fixed: written as 2026-10-02T14:00Z [table/cell-type]
$A:28:3: error: Day must be a date such as 2026-01-31, not \"3 Oct 2026\" [table/cell-type]" \
		's/|  1 Oct 2026|2 October 2026 14:00 +02 /|  2026-10-01|2026-10-02T14:00+02:00 /; s/20261002T14:00Z/2026-10-02T14:00Z/'
	is_stable
}

# ---- Links -----------------------------------------------------------------------------------------

more_items() {
	local name

	for name in b c; do
		sed "s/^id: a/id: $name/" "$A" >handoff/item/$name.md
	done
}

@test "links in other letter case: two in one line, with their fragments" {
	more_items
	sed -i 's/^About 300\./See [a](B.md) and [b](C.md#item-a "the C.md").&/' "$A"
	mends 0 "$A:21:9: fixed: written as b.md [link/case]
$A:21:23: fixed: written as c.md#item-a [link/case]" 's/(B\.md)/(b.md)/; s/(C\.md#/(c.md#/'
	is_stable
}

@test "links in other letter case: fields, from the top and upwards" {
	more_items
	front 'other: ../ITEM/b.md\nproof: /Handoff/item/C.md\n'
	mends 0 "$A:7:8: fixed: written as ../item/b.md [link/case]
$A:8:8: fixed: written as /handoff/item/c.md [link/case]" 's/ITEM/item/; s/Handoff/handoff/; s/C\.md/c.md/'
}

@test "a link in other letter case that is written with escapes is left" {
	cp "$A" 'handoff/item/b c.md'
	sed -i 's/^id: a/id: b/' 'handoff/item/b c.md'
	sed -i 's/^About 300\./See [a](B%20c.md)./' "$A"
	leaves 1 "$A:21:9: error: \"B%20c.md\" differs in letter case from the file handoff/item/b c.md [link/case]"
}

@test "a link to a file that is not there is left" {
	sed -i 's/^About 300\./See [a](bb.md)./' "$A"
	leaves 1 "$A:21:9: error: no such file: \"bb.md\" (handoff/item/bb.md) [link/broken]"
}

# ---- Sections --------------------------------------------------------------------------------------

@test "a section at the end" {
	cut_from '## Rollback'
	mends 1 "$A:15:4: fixed: section \"Rollback\" added from the template [section/missing]
$A:23:4: error: section \"Rollback\" is empty [section/empty]" \
		'$a\
## Rollback\
\
<!-- How to go back. -->'
	is_stable
}

@test "two sections at the end, with what belongs below them" {
	cut_from '## Impact'
	mends 1 "$A:11:4: fixed: section \"Impact\" added from the template [section/missing]
$A:11:4: fixed: section \"Rollback\" added from the template [section/missing]
$A:19:5: error: section \"Users\" is empty [section/empty]
$A:23:4: error: section \"Rollback\" is empty [section/empty]" \
		'$a\
## Impact\
\
<!-- Whom it touches. -->\
\
### Users\
\
<!-- How many. -->\
\
## Rollback\
\
<!-- How to go back. -->'
	is_stable
}

@test "a section in front of the others, in a draft" {
	sed -i '/^## Summary/,/^It is/d; s/^status: .*/status: draft/' "$A"
	mends 0 "$A:9:3: fixed: section \"Summary\" added from the template [section/missing]
$A:12:4: warning: section \"Summary\" is empty [section/empty]" \
		'/^## Impact/i\
## Summary\
\
<!-- What it is. -->\
'
}

@test "a section inside another, at the level that the document uses" {
	sed -i '/^### Users/,/^About/d; s/^##/###/' "$A"
	sed -i '/^Some\./{n;n;d}' "$A"
	mends 1 "$A:15:5: fixed: section \"Users\" added from the template [section/missing]
$A:19:6: error: section \"Users\" is empty [section/empty]" \
		'/^### Rollback/i\
#### Users\
\
<!-- How many. -->\
'
}

@test "a section stands behind the team's own that belong to the one before it" {
	sed -i '/^## Impact/i\
### Our note\
\
Ours.\
' "$A"
	sed -i '/^## Impact/,/^About/d' "$A"
	handoff_run check --fix
	assert_in_output 'fixed: section "Impact" added from the template'
	assert_equal "$(grep '^#' "$A")" '# Item A
## Summary
### Our note
## Impact
### Users
## Rollback'
}

@test "a section comes with its table" {
	sed -i 's/Item A/Costly/' "$A"
	handoff_run check --fix
	assert_status 1
	assert_in_output "fixed: section \"Costs\" added from the template [section/missing]"
	assert_equal "$(tail -n 6 "$A")" '## Costs

<!-- One row each. -->

| What | Monthly |
|---|---|'
	is_stable
}

@test "a section that is not due, or that the document may lack, is not added" {
	sed -i 's/Item A/Decided/; s/^status: .*/status: draft/' "$A"
	leaves 0 ''
	sed -i 's/^status: .*/status: done/' "$A"
	mends 1 "$A:23:4: fixed: section \"Decision\" added from the template [section/missing]
$A:27:4: error: section \"Decision\" is empty [section/empty]" \
		'$a\
\
## Decision'
}

@test "no final newline: a section stands on a line of its own" {
	cut_from '## Rollback'
	printf 'The last line' >>"$A"
	handoff_run check --fix
	assert_status 1
	assert_equal "$(tail -n 5 "$A")" 'The last line

## Rollback

<!-- How to go back. -->'
	[ "$(tail -c 1 "$A" | wc -l)" -eq 1 ]
	is_stable
}

@test "no final newline: other mending adds none" {
	printf '%s' "$(cat "$A")" >../whole
	cp ../whole "$A"
	front 'created: 1 Oct 2026\n'
	mends 0 "$A:7:10: fixed: written as 2026-10-01 [front/type]" 's/1 Oct 2026/2026-10-01/'
}

@test "no heading is put behind a comment that is never closed; the rest is mended" {
	cut_from '## Rollback'
	front 'created: 1 Oct 2026\n'
	printf '<!-- open\n' >>"$A"
	mends 1 "$A:7:10: fixed: written as 2026-10-01 [front/type]
$A:15:4: error: section \"Rollback\" is missing (after \"Impact\") [section/missing]" \
		's/1 Oct 2026/2026-10-01/'
	is_stable
}

@test "no heading is put into a block of HTML that is never closed" {
	cut_from '## Impact'
	printf '<pre>\nopen\n' >>"$A"
	leaves 1 "$A:11:4: error: section \"Impact\" is missing (after \"Summary\") [section/missing]
$A:11:4: error: section \"Rollback\" is missing (after \"Summary\") [section/missing]"
}

# ---- The order of fields ---------------------------------------------------------------------------

@test "fields are put in the template's order, each with the comments above it" {
	cat >../front <<'END'
---
# the one who answers
owner: alice # own
# the title
# of it
title: Item A
x-sprint: 12
kind: item
x-list:
  - 1
  # inside
  - 2
signoffs: []
status: done
id: a
created: 1 Oct 2026
# behind it all
---
END
	sed '1,/^owner/d; 0,/^---$/{/^created/d; /^---$/d}' "$A" >../rest
	cat ../front ../rest >"$A"
	handoff_run check --fix
	assert_output "$A:1:1: fixed: fields put in the template's order [front/order]
$A:16:10: fixed: written as 2026-10-01 [front/type]"
	assert_status 0
	cat >../front <<'END'
---
kind: item
x-list:
  - 1
  # inside
  - 2
id: a
# the title
# of it
title: Item A
x-sprint: 12
status: done
# the one who answers
owner: alice # own
created: 2026-10-01
signoffs: []
# behind it all
---
END
	cat ../front ../rest >../expected
	cmp "$A" ../expected || fail "$(diff -u ../expected "$A")"
	is_stable
}

@test "the order of fields is not reported unless it is asked for, and mended in any case" {
	sed -i '/^owner: alice/d; s/^id: a/owner: alice\n&/' "$A"
	handoff_ok check --strict
	printf 'version: 1\nseverity: {front/order: warning}\n' >.handoff/config.yaml
	handoff_run check --strict
	assert_status 1
	assert_output "$A:2:1: warning: the fields do not stand in the template's order [front/order]"
	mends 0 "$A:1:1: fixed: fields put in the template's order [front/order]" \
		'/^owner: alice/d; s/^status: done/&\nowner: alice/'
	is_stable
}

@test "fields in one line stay where they are" {
	sed -i '2,7d; 1a{owner: alice, title: Item A, kind: item, id: a, status: done, created: 1 Oct 2026}' "$A"
	mends 0 "$A:2:73: fixed: written as 2026-10-01 [front/type]" 's/1 Oct 2026/2026-10-01/'
	is_stable
}

# ---- Bytes -----------------------------------------------------------------------------------------

@test "CR LF stays, also in what is added" {
	cut_from '## Rollback'
	front 'created: 1 Oct 2026\n'
	sed -i '/^owner: alice/d; s/^id: a/owner: alice\n&/' "$A"
	sed -i 's/$/\r/' "$A"
	mends 1 "$A:1:1: fixed: fields put in the template's order [front/order]
$A:7:10: fixed: written as 2026-10-01 [front/type]
$A:15:4: fixed: section \"Rollback\" added from the template [section/missing]
$A:23:4: error: section \"Rollback\" is empty [section/empty]" \
		'/^owner: alice/d; s/^status: done\r/&\nowner: alice\r/; s/1 Oct 2026/2026-10-01/; $a\
## Rollback\r\
\r\
<!-- How to go back. -->\r'
	is_stable
}

@test "CR LF without a blank line, and without a final one" {
	cut_from '## Rollback'
	sed -i '$d' "$A"
	sed -i 's/$/\r/' "$A"
	cp "$A" ../whole
	handoff_run check --fix
	assert_equal "$(tail -n 5 "$A" | cat -A)" 'About 300.^M$
^M$
## Rollback^M$
^M$
<!-- How to go back. -->^M$'
	head -c -2 ../whole >"$A"
	handoff_run check --fix
	assert_equal "$(tail -n 5 "$A" | cat -A)" 'About 300.^M$
^M$
## Rollback^M$
^M$
<!-- How to go back. -->^M$'
	is_stable
}

@test "mixed line ends, spaces at the end, tabs and other writing stay" {
	front 'created: 1 Oct 2026   \nx-note: "\\ttab, \xe2\x98\x83"\n'
	printf 'a  \r\n\ttab \xc3\xa9\r\n\n\n\nb\n' >>"$A"
	mends 0 "$A:7:10: fixed: written as 2026-10-01 [front/type]" 's/1 Oct 2026/2026-10-01/'
}

@test "a byte order mark is a fault: the document is left as it is" {
	front 'created: 1 Oct 2026\n'
	sed -i '1s/^/\xef\xbb\xbf/' "$A"
	leaves 1 "$A:1:1: error: begins with a byte order mark: save the file as UTF-8 without one [text/encoding]
$A:7:10: error: \`created\` must be a date such as 2026-01-31, not \"1 Oct 2026\" [front/type]"
}

@test "a document with faults of syntax is left as it is" {
	front 'created: 1 Oct 2026\nx-a: {\n'
	handoff_run check
	leaves 1 "$output"
	assert_in_output '[front/syntax]'
}

@test "a code block that is never closed: the document is left as it is" {
	cut_from '## Rollback'
	front 'created: 1 Oct 2026\n'
	printf '```\nopen\n' >>"$A"
	handoff_run check
	leaves 1 "$output"
	assert_in_output '[text/unclosed-code]'
}

# ---- Files -----------------------------------------------------------------------------------------

@test "the file keeps its mode, and nothing else lies beside it" {
	front 'created: 1 Oct 2026\n'
	chmod 754 "$A"
	handoff_ok check --fix
	assert_equal "$(stat -c %a "$A")" 754
	assert_equal "$(ls -A handoff/item)" a.md
}

@test "a symbolic link is not followed, nor is what it leads to changed" {
	front 'created: 1 Oct 2026\n'
	mv "$A" real.md
	ln -s ../../real.md "$A"
	leaves 1 "$A:1:1: error: this is a symbolic link, which is not followed, so the document cannot be checked [text/file]"
}

# Root may write everywhere: then somebody else mends.
as_other() { # COMMAND...
	local directory=$REPO other=(setpriv --reuid=65534 --regid=65534 --clear-groups)

	if [ "$(id -u)" -ne 0 ]; then
		keep "$@"
		return
	fi
	command -v setpriv >/dev/null || skip 'needs setpriv, as root may write everywhere'
	chown -R 65534:65534 "$REPO" "$HOME"
	# The way there is closed to others; only what the tests have made is opened.
	while [ "$directory" != / ]; do
		directory=$(dirname "$directory")
		case $directory in
		"$BATS_RUN_TMPDIR" | "$BATS_RUN_TMPDIR"/* | */handoff-tests.??????*) chmod a+x "$directory" ;;
		esac
	done
	"${other[@]}" test -r "$REPO/$A" -o -w "$REPO/$A" || skip 'others do not get there'
	"${other[@]}" test -x "$1" || skip 'others may not run the program'
	keep "${other[@]}" "$@"
}

# bats test_tags=no-valgrind
@test "a directory that cannot be written to: the file stays, and it is said" {
	front 'created: 1 Oct 2026\n'
	chmod 555 handoff/item
	cp "$A" ../before
	as_other "$(command -v handoff)" check --fix
	chmod 755 handoff/item
	assert_status 2
	assert_errors "handoff: $A: Permission denied"
	cmp "$A" ../before
	assert_equal "$(ls -A handoff/item)" a.md
}

# bats test_tags=no-valgrind
@test "a document that cannot be read is left, and the others are mended" {
	front 'created: 1 Oct 2026\n'
	sed 's/^id: a/id: b/' "$A" >handoff/item/b.md
	cp "$A" ../before
	chmod 200 "$A"
	as_other "$(command -v handoff)" check --fix
	chmod 644 "$A"
	assert_status 1
	assert_output "handoff/item/b.md:7:10: fixed: written as 2026-10-01 [front/type]
$A:1:1: error: this is a file that cannot be read, so the document cannot be checked [text/file]"
	cmp "$A" ../before
}

@test "only the documents that are named are mended" {
	front 'created: 1 Oct 2026\n'
	sed 's/^id: a/id: b/; s/^created: .*/&\nother: a.md/' "$A" >handoff/item/b.md
	cp "$A" ../before
	handoff_ok check --fix handoff/item/b.md
	assert_output 'handoff/item/b.md:7:10: fixed: written as 2026-10-01 [front/type]'
	cmp "$A" ../before
}

@test "paths are shown as they are typed from a directory below" {
	front 'created: 1 Oct 2026\n'
	cd handoff
	handoff_ok check --fix item
	assert_output 'item/a.md:7:10: fixed: written as 2026-10-01 [front/type]'
}

@test "mistakes under .handoff/ stop it before anything is written" {
	front 'created: 1 Oct 2026\n'
	printf 'version: 1\nx: 1\n' >.handoff/config.yaml
	cp "$A" ../before
	handoff_run check --fix
	assert_status 2
	assert_errors '.handoff/config.yaml:2:1: error: unknown key "x" in config.yaml [policy/unknown-key]
handoff: the files under .handoff/ cannot be used; nothing was checked'
	cmp "$A" ../before
}

# ---- What is said, and the exit status -------------------------------------------------------------

@test "--strict: what was mended counts no more" {
	front 'created: 1 Oct 2026\n'
	handoff_run check --fix --strict
	assert_status 0
	assert_output "$A:7:10: fixed: written as 2026-10-01 [front/type]"
}

@test "--format json has what was done, and an empty list without --fix" {
	front 'created: 1 Oct 2026\n'
	handoff_run check --format json
	assert_status 1
	assert_equal "$(jq -c .fixed "$OUT")" '[]'
	handoff_run check --fix --format json
	assert_status 0
	assert_json "$OUT"
	assert_equal "$(jq -c .fixed "$OUT")" \
		"[{\"rule\":\"front/type\",\"path\":\"$A\",\"start\":{\"line\":7,\"column\":10,\"byte\":70},\"description\":\"written as 2026-10-01\"}]"
	assert_equal "$(jq -c .summary.errors "$OUT")" 0
	assert_equal "$(jq -c .findings "$OUT")" '[]'
}

@test "a rule that is off mends nothing, an excepted finding neither" {
	front 'created: 1 Oct 2026\n'
	printf 'version: 1\nseverity: {front/type: off}\n' >.handoff/config.yaml
	leaves 0 ''
	printf 'version: 1\n' >.handoff/config.yaml
	sed -i 's/^# Item A/&\n\n<!-- handoff: allow front\/type because a form prescribes it -->/' "$A"
	leaves 0 ''
}

@test "all that can be mended is mended at once, and said in the order of the document" {
	more_items
	sed -i 's/^title: .*/title: "Item A"/' "$A"
	cut_from '## Rollback'
	front 'seen: 2026-10-15T14:05 GMT\nother: B.md\n'
	handoff_run check --fix "$A"
	assert_status 1
	assert_output "$A:7:7: fixed: written as 2026-10-15T14:05Z [front/type]
$A:8:8: fixed: written as b.md [link/case]
$A:16:4: fixed: section \"Rollback\" added from the template [section/missing]
$A:24:4: error: section \"Rollback\" is empty [section/empty]"
	is_stable
}

@test "a section that is added takes in no heading that stood below another one" {
	sed -i -e 's/^## Rollback/## Background\n\n### Rollback/' -e '/^## Impact/,/^About/d' "$A"
	sed -i 's/^## Summary/### Summary/; s/^### Summary/## Old\n\n&/' "$A"
	printf '\n### History\n\nLong.\n' >>"$A"
	handoff_run check --fix "$A"
	assert_equal "$(grep '^#' "$A" | tr '\n' ' ')" '# Item A ## Old ### Summary ### Impact #### Users ## Background ### Rollback ### History '
}

@test "outside a repository nothing is written" {
	cd ..
	handoff_run check --fix
	assert_refused 'not a git repository'
}

@test "the good documents of all kinds have nothing that could be mended" {
	cp -R "$GOOD/." .
	rm -r handoff/item .handoff/templates/item.md
	git add -A
	handoff_run check --fix
	assert_not_in_output ': fixed: '
	git diff --exit-code --stat || fail 'the good documents were changed'
}
