#!/usr/bin/env bats
# What documents must say of one another: each relation that a kind requires, once kept and once broken.

# shellcheck disable=SC2016  # backticks in single quotes are meant
load cli_helper
load kind_helper

CARD=handoff/model-card/feed-ranker-v42.md
GAME=handoff/game-day/old-inputs-drill.md
MAP=handoff/alignment-map/feed-2026q4.md
POSTMORTEM=handoff/postmortem/feed-ranker-old-inputs.md
READINESS=handoff/readiness/feed-ranker-v42.md

check_finds() { # DOC SEVERITY EXPECTED
	DOC=$1
	handoff_run check "$DOC"
	found "$2" "$3"
}

# ---- gates: a readiness review and its model card -----------------------------------------------------

@test "a readiness gate without a model card is refused" {
	edit '/^model: /d' "$READINESS"
	check_finds "$READINESS" error '`model` is missing: the model card of exactly the version that shall go out [front/missing-field]'
	assert_status 1
}

@test "a readiness gate whose model card does not exist is refused" {
	edit 's|^model: .*|model: ../model-card/feed-ranker-v44.md|' "$READINESS"
	check_finds "$READINESS" error 'no such file: "../model-card/feed-ranker-v44.md" (handoff/model-card/feed-ranker-v44.md) [link/broken]'
}

# ---- updates: the playbook change that an incident or a drill led to -------------------------------------

@test "a post-mortem whose changed playbook does not exist is refused" {
	edit '/^## Playbook Changes/,/^## /s|\(\.\./playbook/feed-ranker\.md[^)]*\)|(../playbook/gone.md)|' "$POSTMORTEM"
	handoff_run check "$POSTMORTEM"
	assert_status 1
	assert_in_output 'playbook/gone.md'
	assert_in_output '[link/broken]'
}

@test "a post-mortem that links a part of the playbook that is not there is refused" {
	edit '/^## Playbook Changes/,/^## /s|\(\.\./playbook/feed-ranker\.md[^)]*\)|(../playbook/feed-ranker.md#no-such-part)|' "$POSTMORTEM"
	handoff_run check "$POSTMORTEM"
	assert_status 1
	assert_in_output '[link/fragment]'
}

@test "a post-mortem whose change the playbook knows nothing of is refused" {
	edit 's/^updated: .*/updated: 2026-10-14/' handoff/playbook/feed-ranker.md
	handoff_run check "$POSTMORTEM"
	assert_status 1
	assert_in_output 'the playbook says that it was changed earlier'
	assert_in_output '(playbook-updated) [table/row]'
}

# ---- A game day and its debrief ---------------------------------------------------------------------------

@test "a game day without debrief actions is refused" {
	edit '/^## Improvement Actions/,/^## Playbook Updates/{/^## /!d}' "$GAME"
	check_finds "$GAME" error 'section "Improvement Actions" is empty [section/empty]'
}

@test "a game day whose breakdowns have actions that do not apply is refused" {
	edit '/^## Improvement Actions/,/^## Playbook Updates/{/^\| (Id|---|A-)/d}' "$GAME"
	edit 's/^## Improvement Actions$/&\n\nNot applicable: everybody did their best on that day./' "$GAME"
	check_finds "$GAME" error 'no action in the list has this id: "Action" has "A-1", "A-4", which must stand under "Id" in the table of "Improvement Actions" (breakdown-action) [table/row]'
}

@test "a game day that missed an objective and says that no breakdown applies is refused" {
	edit '/^### Breakdowns/,/^### Escalation Clarity/{/^\|/d}' "$GAME"
	edit 's/^### Breakdowns$/&\n\nNot applicable: everybody did their best on that day./' "$GAME"
	check_finds "$GAME" error 'what was not met is looked at in the debrief: name it under Breakdowns: "Id" has "O-3", which must stand under "Seen In" in the table of "Breakdowns" (objective-debriefed) [table/row]'
}

# ---- describes: one approved card for a version ----------------------------------------------------------

two_cards() { # STATUS-OF-FIRST STATUS-OF-SECOND VERSION-OF-SECOND
	edit "s/^status: .*/status: $1/" "$CARD"
	sed "s/^id: .*/id: another-card/; s/^status: .*/status: $2/; s/^model-version: .*/model-version: \"$3\"/" \
		"$CARD" >handoff/model-card/another.md
}

ONE_CARD='one version has one approved card: nobody knows which of two holds; set the status of the other: `model-name` and `model-version` are those of handoff/model-card/another.md too (one-card-a-version) [front/rule]'

@test "two approved cards for one version of a model are refused, each of them" {
	version=$(sed -n 's/^model-version: *"\{0,1\}\([^"]*\)"\{0,1\}$/\1/p' "$CARD")
	two_cards approved approved "$version"
	check_finds "$CARD" error "$ONE_CARD"
	check_finds handoff/model-card/another.md error "${ONE_CARD/another.md/feed-ranker-v42.md}"
	handoff_run check
	assert_equal "$(grep -c one-card-a-version "$OUT")" 2
}

@test "cards for two versions, or one of them not approved, pass" {
	version=$(sed -n 's/^model-version: *"\{0,1\}\([^"]*\)"\{0,1\}$/\1/p' "$CARD")
	two_cards approved in-review "$version"
	handoff_run check
	assert_not_in_output one-card-a-version
	two_cards in-review approved "$version"
	handoff_run check
	assert_not_in_output one-card-a-version
	two_cards approved approved 43
	handoff_run check
	assert_not_in_output one-card-a-version
}

# ---- causes-revision: what an incident teaches the card ---------------------------------------------------

@test "an incident of a model that names no failure mode of its card is warned of" {
	edit 's|^services: |models: [../model-card/feed-ranker-v42.md]\n&|' "$POSTMORTEM"
	check_finds "$POSTMORTEM" warning 'an incident of a model is a failure mode of its card: name it, and add it there if it is new: `failure-modes` is empty, must be filled in (failure-mode-named) [front/rule]'
	edit 's|^services: |failure-modes: [F-1]\n&|' "$POSTMORTEM"
	handoff_run check "$POSTMORTEM"
	assert_not_in_output failure-mode
}

@test "an incident whose failure mode the card does not have is refused" {
	edit 's|^services: |models: [../model-card/feed-ranker-v42.md]\nfailure-modes: [F-1, F-77]\n&|' "$POSTMORTEM"
	check_finds "$POSTMORTEM" error 'the model card has no such failure mode: a new one is added there, so that the next incident is expected: `failure-modes` has "F-77", which must stand under "Id" in the table of "Failure Modes" of what "models" links to (failure-mode-known) [front/rule]'
}

# ---- aims: from an objective to a figure that somebody else sees --------------------------------------------

@test "an objective none of whose key results moves a KPI is warned of" {
	edit '/^\| L-[13] \|/d; s/^(\| KR-[13] .*\| )- \|$/\1only our own figure moves \|/' "$MAP"
	handoff_run check "$MAP"
	assert_status 0
	assert_in_output 'warning: none of its key results moves a KPI: outside research nobody would see that it is reached: '
	assert_in_output '(objective-traced) [table/row]'
}

# ---- `unique` in a template -------------------------------------------------------------------------------

unique_kind() { # RULE
	note_kind
	sed -i "s/^  lifecycle:/    code: {type: string}\n    tags: {type: list, of: string}\n&/; s/^---\$/X&/" .handoff/templates/note.md
	sed -i "1s/^X//; 0,/^X---/s/^X---/  rules:\n    - $1\n---/" .handoff/templates/note.md
}

@test "unique compares documents of the kind, whichever are checked, case aside" {
	unique_kind '{id: one-code, unique: code, because: a code is used once}'
	note handoff/note/a.md A 'code: X 1'
	note handoff/note/b.md B 'code: x  1'
	note handoff/note/c.md C
	note handoff/note/d.md D
	handoff_run check handoff/note
	assert_status 1
	assert_output 'handoff/note/a.md:6:7: error: a code is used once: `code` is that of handoff/note/b.md too (one-code) [front/rule]
handoff/note/b.md:6:7: error: a code is used once: `code` is that of handoff/note/a.md too (one-code) [front/rule]'
	handoff_run check handoff/note/b.md
	assert_output 'handoff/note/b.md:6:7: error: a code is used once: `code` is that of handoff/note/a.md too (one-code) [front/rule]'
}

@test "unique with several fields needs all of them, and when and at choose who is compared" {
	unique_kind '{id: pair, unique: [code, tags], when: {code: {not: free}}, at: [done], severity: warning, because: once}'
	note handoff/note/a.md A 'code: x' 'tags: [a, b]'
	note handoff/note/b.md B 'code: x' 'tags: [a, c]'
	note handoff/note/c.md C 'code: free' 'tags: [a]'
	note handoff/note/d.md D 'code: free' 'tags: [a]'
	note handoff/note/e.md E 'code: x' 'tags: [a, b]'
	sed -i 's/^status: done/status: draft/' handoff/note/e.md
	handoff_ok check handoff/note
	assert_silent
	sed -i 's/^status: draft/status: done/' handoff/note/e.md
	handoff_run check handoff/note
	assert_status 0
	assert_output 'handoff/note/a.md:7:7: warning: once: `code` and `tags` are those of handoff/note/e.md too (pair) [front/rule]
handoff/note/e.md:7:7: warning: once: `code` and `tags` are those of handoff/note/a.md too (pair) [front/rule]'
	handoff_ok kinds note
	assert_in_output 'no two documents of the kind have the same code and tags, where code is not free'
	handoff_ok explain note/pair
	assert_in_output 'no two documents of the kind have the same code and tags'
}

@test "an exception to unique counts as used" {
	unique_kind '{id: one-code, unique: code, because: a code is used once}'
	note handoff/note/a.md A 'code: x'
	note handoff/note/b.md B 'code: x'
	sed -i 's/^# [AB]$/<!-- handoff: allow one-code because both are about one thing -->\n\n&/' handoff/note/[ab].md
	handoff_run check --strict handoff/note
	assert_status 0
	assert_silent
}

@test "a wrong unique stops everything" {
	local rule

	while IFS='|' read -r rule message; do
		unique_kind "$rule"
		handoff_run check
		assert_status 2
		assert_in_errors "$message"
	done <<-'END'
		{id: x, unique: cod, because: y}|cod
		{id: x, unique: [], because: y}|"unique" names no field
		{id: x, because: y}|a rule has exactly one of require and unique
		{id: x, unique: code, require: {code: {present: true}}, because: y}|a rule has exactly one of require and unique
		{id: x, unique: code, follow: code, because: y}|"unique" is about documents of this kind, and follows no link
	END
}

@test "two thousand documents are compared in one go" {
	local i

	unique_kind '{id: one-code, unique: code, because: a code is used once}'
	mkdir -p handoff/note
	for ((i = 0; i < 2000; i++)); do
		printf -- '---\nkind: note\nid: n%d\ntitle: T\nstatus: done\ncode: c%d\n---\n# T\n\n## Text\n\nSaid.\n' "$i" "$((i / 2))"
	done | awk '/^---$/ && ++n % 2 == 1 { close(f); f = sprintf("handoff/note/n%d.md", i++) } { print > f }'
	TIME_LIMIT=20 handoff_run check handoff/note
	assert_status 1
	assert_equal "$(grep -c one-code "$OUT")" 2000
}
