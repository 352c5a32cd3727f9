#!/usr/bin/env bats
# Every rule: a document that keeps it (the same for all) and one that breaks it, by one edit.

load cli_helper

local_setup() {
	mkdir -p .handoff/templates handoff/gate eval
	printf 'version: 1\n' >.handoff/config.yaml
	cat >.handoff/people.yaml <<'END'
people:
  alice:
    name: Alice Ng
    emails: [alice@example.com, ng@example.com]
    roles: [research-lead]
  bob:
    name: Bob Ray
    emails: [bob@example.com]
    roles: [{role: operations-lead, from: 2026-01-01}]
END
	cat >.handoff/templates/gate.md <<'END'
---
kind: gate
contract:
  name: Gate
  about: A gate for tests.
  directory: handoff/gate
  fields:
    title:    {type: string, required: true, max: 30, equals: heading}
    owner:    {type: person, required: true}
    lead:     role
    tier:     {enum: [A, B, C]}
    created:  date
    updated:  {type: date, not-before: created}
    tags:     {type: list, of: string, max: 2}
    artifact: {type: map, fields: {uri: {type: url, required: true}, sha256: string}}
    other:    {type: link, to: gate}
    evidence: {type: list, of: file}
    review-by: {type: date, from: approved}
    reason:   {type: text, when: {tier: A}}
  lifecycle:
    initial: draft
    draft: [in-review, withdrawn]
    in-review: [draft, approved]
    approved: []
    withdrawn: []
  signoffs:
    - {role: research-lead, before: [approved]}
    - {role: operations-lead, before: [approved]}
  sections:
    Summary: {max-words: 20}
    Impact: {contains: [number], min-words: 3, aliases: [Effects]}
    Risks:
      table: {columns: {Id: {type: pattern, pattern: "R-[0-9]+"}, Blocking: yes-no, Owner: person, State: {enum: [open, closed]}, Note: {type: text, required: false}}, min-rows: 1, max-rows: 3}
    Rollback: {applicable: always}
    Decision: {from: approved}
    Appendix: {optional: true}
  extra-sections: {when: {tier: [B, C]}}
  max-words: [{when: {tier: C}, words: 40, severity: warning}]
  rules:
    - {id: b-is-signed, when: {tier: B}, require: {lead: {present: true}}, because: "somebody has to answer for tier B"}
  rows:
    - {id: open-blocker, in: Risks, when: {Blocking: yes}, require: {State: closed}, at: [in-review], because: "a blocking risk is still open"}
    - {id: id-once, in: Risks, unique: Id, because: "an id names one risk"}
    - {id: one-owned-by-alice, in: Risks, where: {tier: B}, some: {Owner: alice}, because: "research owns a risk"}
---
# {{title}}

## Summary

<!-- What changes, for whom. -->

## Impact

## Risks

| Id | Blocking | Owner | State | Note |
|---|---|---|---|---|

## Rollback

## Decision

## Appendix
END
	cat >handoff/gate/a.md <<'END'
---
kind: gate
id: a-gate
title: Gate A
status: in-review
owner: alice
tier: B
lead: research-lead
created: 2026-11-01
updated: 2026-11-02
tags: [x, y]
artifact: {uri: "https://example.com/m"}
other: b.md
evidence: [../../eval/m.json]
signoffs: []
---
# Gate A

## Summary

What changes: see [the other](b.md#risks) and [above](#gate-a).

## Impact

About 300 users.

## Risks

| Id | Blocking | Owner | State | Note |
|---|---|---|---|---|
| R-1 | yes | alice | closed | |
| R-2 | no | bob | open | - |

## Rollback

Turn the flag off.
END
	sed 's/^id: .*/id: b-gate/; s/^other: .*/other: a.md/; s/b\.md#/a.md#/' handoff/gate/a.md >handoff/gate/b.md
	echo '{}' >eval/m.json
}

# The findings of a.md after an edit by sed are these lines, and nothing else.
breaks() { # SED LINES
	sed -i "$1" handoff/gate/a.md
	finds 1 "$2"
}

finds() { # STATUS LINES
	handoff_run check handoff/gate/a.md
	assert_equal "$output" "$2"
	assert_status "$1"
}

# Some line of the output holds all of these.
assert_finding() { # PART...
	local part lines=$output

	for part; do
		lines=$(printf '%s\n' "$lines" | grep -F -- "$part") || fail "no finding with: $*"
	done
}

F=handoff/gate/a.md

@test "the good document has no finding of any rule" {
	handoff_run check --strict
	assert_equal "$output" ""
	assert_status 0
}

@test "front/missing: no front matter" {
	printf '# Title\n' >"$F"
	handoff_run check "$F"
	assert_finding "$F:1:1: error: no front matter" "[front/missing]"
	assert_status 1
}

@test "front/missing: front matter that is never closed" {
	printf -- '---\nkind: gate\n' >"$F"
	handoff_run check "$F"
	assert_finding "$F:1:1: error:" "[front/missing]"
	assert_status 1
}

@test "front/syntax: the place and what to do" {
	sed -i 's/^owner: .*/owner: @alice/' "$F"
	handoff_run check "$F"
	assert_finding "$F:6:8: error: a value cannot begin with '@': quote it: '@alice'" "[front/syntax]"
	assert_status 1
}

@test "front/syntax: a curly quote that closes nothing" {
	sed -i 's/^owner: .*/x-team: [\n  "feed”,\n  "@search"]\nowner: alice/' "$F"
	handoff_run check "$F"
	assert_status 1
	assert_finding "$F:8:4: error: the quote right before this ends a text that begins further up: end that one with the same straight quote" "[front/syntax]"
}

@test "front/anchor" {
	sed -i 's/^owner: .*/owner: \&x alice/' "$F"
	handoff_run check "$F"
	assert_finding "$F:6:8: error:" "[front/anchor]"
	assert_status 1
}

@test "front/duplicate-key" {
	sed -i 's/^owner: .*/owner: alice\nowner: bob/' "$F"
	handoff_run check "$F"
	assert_finding "$F:7:1: error:" "line 6" "[front/duplicate-key]"
	assert_status 1
}

@test "front/unknown-kind names the nearest kind" {
	breaks 's/^kind: .*/kind: gaet/' \
		"$F:2:7: error: unknown kind \"gaet\"; did you mean \"gate\"? [front/unknown-kind]"
}

@test "front/unknown-field names the nearest field" {
	breaks 's/^owner: alice/owner: alice\nonwer: bob/' \
		"$F:7:1: error: unknown field \"onwer\"; did you mean \"owner\"? [front/unknown-field]"
}

@test "front/unknown-field: a key of a map" {
	breaks 's|^artifact: .*|artifact: {uri: "https://example.com/m", sha265: x}|' \
		"$F:12:42: error: \`artifact\`: unknown key \"sha265\"; did you mean \"sha256\"? [front/unknown-field]"
}

@test "fields that begin with x- are the team's own" {
	sed -i 's/^owner: alice/owner: alice\nx-sprint: 12/' "$F"
	finds 0 ""
}

@test "front/missing-field: kind" {
	breaks '/^kind: /d' \
		"$F:1:1: error: the front matter does not say which \`kind\` of document this is [front/missing-field]"
}

@test "front/missing-field: status is needed in any case" {
	sed -i '/^status: /d' "$F"
	handoff_run check "$F"
	assert_finding "$F:2:7: error: \`status\` is missing; a new document begins as \"draft\" [front/missing-field]"
	assert_status 1
}

@test "front/missing-field: a required field, missing and empty" {
	breaks '/^owner: /d' "$F:2:7: error: \`owner\` is missing [front/missing-field]"
	sed -i 's/^tier: B/owner:\ntier: B/' "$F"
	finds 1 "$F:6:1: error: \`owner\` is empty [front/missing-field]"
}

@test "front/missing-field: a gap is a warning in a draft, an error from the next status on" {
	sed -i '/^owner: /d; s/^status: .*/status: draft/' "$F"
	finds 0 "$F:2:7: warning: \`owner\` is missing [front/missing-field]"
	handoff_run check --strict "$F"
	assert_status 1
}

@test "a document withdrawn from draft never came under the strict contract" {
	sed -i '/^owner: /d; s/^status: .*/status: withdrawn/' "$F"
	finds 0 "$F:2:7: warning: \`owner\` is missing [front/missing-field]"
}

# What a status takes of sign-offs is tested elsewhere.
without_signoffs() {
	printf 'severity: {signoff: off, lifecycle/premature: off}\n' >>.handoff/config.yaml
}

@test "front/missing-field: a field that is needed from a status on" {
	without_signoffs
	sed -i 's/^status: .*/status: approved/; $a\\n## Decision\n\nGo.' "$F"
	finds 1 "$F:2:7: error: \`review-by\` is missing [front/missing-field]"
}

@test "front/missing-field: a field that is needed where another says so" {
	breaks 's/^tier: B/tier: A/' "$F:2:7: error: \`reason\` is missing [front/missing-field]"
}

@test "front/missing-field: the id, which sign-offs name" {
	breaks '/^id: /d' "$F:2:7: error: \`id\` is missing: sign-offs name the document by it [front/missing-field]"
}

@test "front/missing-field: a key of a map" {
	breaks 's/^artifact: .*/artifact: {sha256: x}/' \
		"$F:12:11: error: \`artifact\` has no \"uri\" [front/missing-field]"
}

@test "front/type: a date that does not exist" {
	breaks 's/^created: .*/created: 2026-21-01/' \
		"$F:9:10: error: \`created\` must be a date such as 2026-01-31, not \"2026-21-01\" [front/type]"
}

@test "front/type: a date before the one it may not precede" {
	breaks 's/^updated: .*/updated: 2026-10-30/' \
		"$F:10:10: error: \`updated\` is before created [front/type]"
}

@test "front/type: an enum names the nearest value" {
	breaks 's/^tier: .*/tier: Bb/' \
		"$F:7:7: error: \`tier\` cannot be \"Bb\"; did you mean \"B\"? (A, B or C) [front/type]"
}

@test "front/type: a scalar where a list belongs" {
	breaks 's/^tags: .*/tags: x/' "$F:11:7: error: \`tags\` must be a list, such as [a, b] [front/type]"
}

@test "front/type: more elements than allowed" {
	breaks 's/^tags: .*/tags: [x, y, z]/' \
		"$F:11:7: error: \`tags\` has 3 entries, at most 2 are allowed [front/type]"
}

@test "front/type: a title that is too long, and differs from the heading" {
	breaks 's/^title: .*/title: A very long title that goes on and on/' \
		"$F:4:8: error: \`title\` differs from the first heading, \"Gate A\" [front/type]
$F:4:8: error: \`title\` is 37 characters, at most 30 are allowed [front/type]"
}

@test "front/type: an id with capitals" {
	breaks 's/^id: .*/id: A-Gate/' \
		"$F:3:5: error: \`id\` must be an id of lower-case letters, digits, '.', '_' and '-', not \"A-Gate\" [front/type]"
}

@test "front/placeholder" {
	breaks 's/^owner: .*/owner: TBD/' "$F:6:8: error: \`owner\` is still a placeholder: \"TBD\" [front/placeholder]"
}

@test "front/rule gives its reason and its own id" {
	breaks '/^lead: /d' \
		"$F:2:7: error: somebody has to answer for tier B: \`lead\` is empty, must be filled in (b-is-signed) [front/rule]"
}

@test "lifecycle/unknown-status names the nearest status" {
	sed -i 's/^status: .*/status: in-reveiw/' "$F"
	handoff_run check "$F"
	assert_finding "$F:5:9: error: unknown status \"in-reveiw\"; did you mean \"in-review\"? [lifecycle/unknown-status]"
	assert_status 1
}

@test "section/missing says where it belongs" {
	breaks '/^## Impact/,/^About/d' \
		"$F:19:4: error: section \"Impact\" is missing (after \"Summary\") [section/missing]"
}

@test "section/missing: from a status on, and not before" {
	without_signoffs
	sed -i 's/^status: .*/status: approved/; s/^tags: /review-by: 2027-01-01\ntags: /' "$F"
	finds 1 "$F:35:4: error: section \"Decision\" is missing (after \"Rollback\") [section/missing]"
}

@test "a section is found by an alias, a number, another level and another case" {
	sed -i 's/^## Impact/### 2. EFFECTS:/' "$F"
	finds 0 ""
}

@test "section/empty: nothing but a comment" {
	breaks 's/^Turn the flag off.*/<!-- nothing yet -->/' \
		"$F:34:4: error: section \"Rollback\" is empty [section/empty]"
}

@test "section/empty: a section whose sub-sections do not apply" {
	handoff_ok brief new X --set level=1
	handoff_run check handoff/brief/x.md
	assert_finding 'warning: section "What" is empty [section/empty]'
	assert_finding 'warning: section "So What" is empty [section/empty]'
	assert_status 0
}

@test "section/order: what stands inside one of its siblings is neither before nor behind it" {
	sed -i 's/^## Impact/#&/' "$F"
	sed -i '/^### Impact/,/^About/d' "$F"
	printf '\n### Impact\n\nAbout 300 users.\n' >>"$F"
	handoff_run check "$F"
	assert_not_in_output '[section/order]'
}

@test "section/order: the one that is out of place" {
	sed -i '/^## Impact/,/^About/d' "$F"
	printf '\n## Impact\n\nAbout 300 users.\n' >>"$F"
	finds 1 "$F:35:4: error: section \"Impact\" should stand before \"Risks\" [section/order]"
}

@test "section/duplicate" {
	printf '\n## Rollback\n\nAgain.\n' >>"$F"
	finds 1 "$F:38:4: error: section \"Rollback\" stands twice; the other one is in line 34 [section/duplicate]"
}

@test "section/unexpected: only where the contract refuses other headings" {
	printf '\n## Thanks\n\nTo all.\n' >>"$F"
	finds 0 ""
	sed -i 's/^tier: B/tier: A\nreason: It is new./' "$F"
	finds 1 "$F:39:4: error: section \"Thanks\" does not belong in this document [section/unexpected]"
}

@test "section/placeholder: a word, a cell, guidance of the template" {
	breaks 's/^Turn the flag off./Turn it off, TODO./' \
		"$F:36:14: error: \"TODO\" is left in the text [section/placeholder]"
	sed -i 's/^Turn it off.*/Turn it off, TODOS and `TODO`./; s/| alice | closed/| TBD | closed/; s/one-owned/x/' "$F"
	handoff_run check "$F"
	assert_finding "$F:31:15: error: \"Owner\" is still a placeholder: \"TBD\" [section/placeholder]"
	sed -i 's/| TBD | closed/| alice | closed/; s/^What changes: /<!-- What changes,\n  for whom. -->\n\nWhat changes: /' "$F"
	finds 1 "$F:21:1: error: guidance of the template is left beside the text; delete the comment [section/placeholder]"
}

@test "section/not-applicable: a reason of three words answers any section but those that always apply" {
	sed -i 's/^About 300 users./Not applicable: internal tool only./' "$F"
	finds 0 ""
	sed -i 's/^Not applicable: .*/Not applicable./' "$F"
	finds 1 "$F:25:1: error: \"Not applicable\" needs a reason of three words or more: \`Not applicable: REASON\` [section/not-applicable]"
	sed -i 's/^Not applicable.*/About 300 users./; s/^Turn the flag.*/Not applicable: we never go back./' "$F"
	finds 1 "$F:36:1: error: \"Rollback\" always applies; \"Not applicable\" does not answer it [section/not-applicable]"
}

@test "section/content: a number is asked for" {
	breaks 's/^About 300 users./About many of our users./' \
		"$F:23:4: error: section \"Impact\" has to contain a number [section/content]"
}

@test "section/too-short" {
	breaks 's/^About 300 users./300 users./' \
		"$F:23:4: error: section \"Impact\" has 2 words, at least 3 are needed [section/too-short]"
}

@test "section/too-long: a section" {
	breaks 's/^What changes: /one two three four five six seven eight nine ten eleven twelve thirteen fourteen What changes: /' \
		"$F:19:4: error: section \"Summary\" has 21 words, at most 20 are allowed [section/too-long]"
}

@test "section/too-long: the document, with the severity and the condition of the contract" {
	sed -i 's/^tier: B/tier: C/; s/^Turn the flag off./& one two three four five six seven eight nine ten eleven twelve one two three four five six/' "$F"
	handoff_run check "$F"
	assert_finding "$F:17:3: warning: the document has" "at most 40 are allowed [section/too-long]"
	assert_status 0
}

@test "table/missing" {
	breaks '/^|/d; s/^## Risks/## Risks\n\nNone that we know./' \
		"$F:27:4: error: section \"Risks\" lacks its table [table/missing]"
}

@test "table/column-missing names the header that may be meant" {
	sed -i 's/^| Id | Blocking/| Id | Blokcing/' "$F"
	handoff_run check "$F"
	assert_finding "$F:29:1: error: column \"Blocking\" is missing; is \"Blokcing\" meant to be it? [table/column-missing]"
	assert_status 1
}

@test "table/cell-count: a surplus cell" {
	breaks 's/^| R-2 .*/| R-2 | no | bob | open | - | lost |/' \
		"$F:32:1: error: this row has 6 cells, the header has 5; what is too much is not shown [table/cell-count]"
}

@test "table/empty-cell" {
	breaks 's/^| R-2 | no | bob/| R-2 | no | - /' "$F:32:14: error: \"Owner\" is empty in this row of \"Risks\" [table/empty-cell]"
}

@test "table/cell-type: yes-no, enum, pattern" {
	breaks 's/^| R-2 | no | bob | open/| 2 | maybe | bob | opne/' \
		"$F:32:3: error: Id does not have the form R-[0-9]+ [table/cell-type]
$F:32:7: error: Blocking must be yes or no, not \"maybe\" [table/cell-type]
$F:32:21: error: State cannot be \"opne\"; did you mean \"open\"? (open or closed) [table/cell-type]"
}

@test "table/too-few-rows" {
	sed -i '/^| R-/d; s/^tier: B/tier: C/' "$F"
	finds 1 "$F:29:1: error: the table of \"Risks\" has 0 rows, at least 1 are needed [table/too-few-rows]"
}

@test "table/too-many-rows" {
	breaks 's/^| R-2 .*/&\n| R-3 | no | bob | open | |\n| R-4 | no | bob | open | |/' \
		"$F:29:1: error: the table of \"Risks\" has 4 rows, at most 3 are allowed [table/too-many-rows]"
}

@test "table/row: require, with when and at" {
	breaks 's/^| R-1 | yes | alice | closed/| R-1 | yes | alice | open/' \
		"$F:31:23: error: a blocking risk is still open: \"State\" is \"open\", must be closed (open-blocker) [table/row]"
	sed -i 's/^status: .*/status: draft/' "$F"
	finds 0 ""
}

@test "table/row: unique" {
	breaks 's/^| R-2 /| R-1 /' \
		"$F:32:3: error: an id names one risk: \"R-1\" stands twice in \"Id\" (id-once) [table/row]"
}

@test "table/row: some, with where" {
	breaks 's/| alice | closed/| bob | closed/' \
		"$F:29:1: error: research owns a risk: no row has \"Owner\" alice (one-owned-by-alice) [table/row]"
}

@test "link/broken: body, image, field and file" {
	sed -i 's|^Turn the flag off.|See [x](no.md) and ![y](no.png).|; s|^other: .*|other: no.md|; s|m.json|n.json|' "$F"
	finds 1 "$F:13:8: error: no such file: \"no.md\" (handoff/gate/no.md) [link/broken]
$F:14:12: error: no such file: \"../../eval/n.json\" (eval/n.json) [link/broken]
$F:36:9: error: no such file: \"no.md\" (handoff/gate/no.md) [link/broken]
$F:36:25: error: no such file: \"no.png\" (handoff/gate/no.png) [link/broken]"
}

@test "link/broken: an id that no document has; one that a document has is found" {
	sed -i 's|^other: .*|other: b-gate|' "$F"
	finds 0 ""
	sed -i 's|^other: .*|other: c-gate|' "$F"
	finds 1 "$F:13:8: error: no document has the id \"c-gate\" [link/broken]"
}

@test "link/fragment: of another document and of this one" {
	breaks 's/b.md#risks/b.md#riks/; s/(#gate-a)/(#gate-b)/' \
		"$F:21:31: error: no heading \"#riks\" in handoff/gate/b.md [link/fragment]
$F:21:54: error: no heading \"#gate-b\" in this document [link/fragment]"
}

@test "link/wrong-kind: another kind, and no document at all" {
	sed -i 's/^kind: gate/kind: brief/' handoff/gate/b.md
	finds 1 "$F:13:8: error: \"b.md\" is a document of kind brief, not gate [link/wrong-kind]"
	sed -i 's|^other: .*|other: ../../eval/m.json|' "$F"
	finds 1 "$F:13:8: error: \"../../eval/m.json\" is not a document of kind gate [link/wrong-kind]"
}

@test "link/outside" {
	breaks 's|^Turn the flag off.|[x](../../../etc/passwd)|' \
		"$F:36:5: error: \"../../../etc/passwd\" leaves the repository [link/outside]"
}

@test "link/case names the file as it is" {
	breaks 's|^Turn the flag off.|[x](B.md)|' \
		"$F:36:5: error: \"B.md\" differs in letter case from the file handoff/gate/b.md [link/case]"
}

@test "links that git hosts follow are good: query, root, URL, mail, reference, encoded" {
	cp handoff/gate/b.md 'handoff/gate/b c.md'
	sed -i 's/^id: .*/id: c-gate/' 'handoff/gate/b c.md'
	sed -i 's|^Turn the flag off.|[a](b.md?plain=1) [b](/eval/m.json) <https://example.com> [c](mailto:a@example.com) [d][r] [e](b%20c.md) [f](../gate/)\n\n[r]: b.md "t"|' "$F"
	finds 0 ""
}

@test "people/unknown names the nearest person, in fields and cells" {
	breaks 's/^owner: .*/owner: alcie/; s/| no | bob |/| no | @carol |/' \
		"$F:6:8: error: \`owner\`: no person \"alcie\" in .handoff/people.yaml; did you mean \"alice\"? [people/unknown]
$F:32:14: error: Owner: no person \"@carol\" in .handoff/people.yaml [people/unknown]"
}

@test "people/unknown: a role that nobody holds" {
	breaks 's/^lead: .*/lead: wizard/' \
		"$F:8:7: error: \`lead\`: nobody in .handoff/people.yaml holds the role \"wizard\" [people/unknown]"
}

@test "a person is named by id, @id or address" {
	sed -i 's/^owner: .*/owner: "@alice"/; s/| no | bob |/| no | bob@example.com |/' "$F"
	finds 0 ""
}

@test "people/ambiguous-email" {
	sed -i 's/emails: \[bob@example.com\]/emails: [NG@example.com]/' .handoff/people.yaml
	finds 1 ".handoff/people.yaml:8:14: error: NG@example.com is an address of both alice and bob [people/ambiguous-email]"
}

@test "people/role-empty is a warning" {
	sed -i 's/\[research-lead\]/[]/; s/^lead: .*/lead: operations-lead/' .handoff/people.yaml "$F"
	finds 0 ".handoff/people.yaml:1:1: warning: nobody holds the role \"research-lead\", whose sign-off is needed for: gate [people/role-empty]"
}

@test "people/key: a cut SSH key and a short fingerprint" {
	sed -i 's/^    name: Bob Ray/&\n    ssh-keys: ["ssh-ed25519 AAAAC3Nz"]\n    openpgp: [abc]/' .handoff/people.yaml
	finds 1 ".handoff/people.yaml:8:16: error: bob: the SSH public key is cut short or damaged [people/key]
.handoff/people.yaml:9:15: error: bob: an OpenPGP key is given by its fingerprint of 40 hexadecimal digits [people/key]"
}

@test "text/encoding: bytes that are not UTF-8, and a byte order mark" {
	printf 'caf\351\n' >>"$F"
	handoff_run check "$F"
	assert_finding "$F:37:4: error: not valid UTF-8" "[text/encoding]"
	assert_status 1
	printf '\357\273\277' | cat - handoff/gate/b.md >"$F"
	sed -i 's/^id: .*/id: a-gate/' "$F"
	handoff_run check "$F"
	assert_finding "$F:1:1: error:" "byte order mark" "[text/encoding]"
}

@test "text/invisible: a bidirectional control" {
	printf 'x \342\200\256 y\n' >>"$F"
	handoff_run check "$F"
	assert_finding "$F:37:3: error: invisible character U+202E RIGHT-TO-LEFT OVERRIDE" "[text/invisible]"
	assert_status 1
}

@test "text/unclosed-code is reported where the fence opens" {
	printf '\n```sh\nmake\n' >>"$F"
	handoff_run check "$F"
	assert_finding "$F:38:1: error:" "[text/unclosed-code]"
	assert_status 1
}

@test "text/limit names the limit and its key" {
	printf 'limits: {document-kib: 1}\n' >>.handoff/config.yaml
	head -c 2000 /dev/zero | tr '\0' x >>"$F"
	handoff_run check "$F"
	assert_finding "$F:1:1: error:" "document-kib" "[text/limit]"
	assert_status 1
}

@test "text/file: a symbolic link is not followed" {
	rm "$F"
	ln -s b.md "$F"
	finds 1 "$F:1:1: error: this is a symbolic link, which is not followed, so the document cannot be checked [text/file]"
}

# What is wrong under .handoff/ stops everything.
stops() { # LINE
	handoff_run check
	assert_equal "$(printf '%s\n' "$errors" | head -n 1)" "$1"
	assert_equal "$output" ""
	assert_status 2
}

@test "policy/syntax" {
	printf 'ignore: [a\n' >>.handoff/config.yaml
	handoff_run check
	assert_status 2
	case $errors in *"[policy/syntax]"*) ;; *) fail "no policy/syntax in: $errors" ;; esac
}

@test "policy/unknown-key names the nearest key" {
	printf 'ingore: []\n' >>.handoff/config.yaml
	stops ".handoff/config.yaml:2:1: error: unknown key \"ingore\" in config.yaml; did you mean \"ignore\"? [policy/unknown-key]"
}

@test "policy/missing-key" {
	printf 'ignore: []\n' >.handoff/config.yaml
	stops ".handoff/config.yaml:1:1: error: \"version: 1\" is missing [policy/missing-key]"
}

@test "policy/value" {
	printf 'trust: attribted\n' >>.handoff/config.yaml
	stops ".handoff/config.yaml:2:8: error: \"trust\" cannot be \"attribted\"; did you mean \"attributed\"? [policy/value]"
}

@test "policy/reference: a setting for a rule that does not exist" {
	printf 'severity: {link/brokne: warning}\n' >>.handoff/config.yaml
	stops ".handoff/config.yaml:2:12: error: unknown rule \"link/brokne\"; did you mean \"link/broken\"? [policy/reference]"
}

@test "template/syntax" {
	sed -i 's/^  name: Gate/  name: @Gate/' .handoff/templates/gate.md
	handoff_run check
	assert_status 2
	case $errors in *".handoff/templates/gate.md:4:9: error: "*"[template/syntax]"*) ;; *) fail "$errors" ;; esac
}

@test "template/unknown-key names the nearest key" {
	sed -i 's/^  about: /  abuot: /' .handoff/templates/gate.md
	stops ".handoff/templates/gate.md:5:3: error: unknown key \"abuot\" in the contract; did you mean \"about\"? [template/unknown-key]"
}

@test "template/missing-key" {
	sed -i '/^    initial: /d' .handoff/templates/gate.md
	stops ".handoff/templates/gate.md:20:3: error: the lifecycle does not say which status is \"initial\" [template/missing-key]"
}

@test "template/value" {
	sed -i 's/created:  date/created:  dat/' .handoff/templates/gate.md
	stops ".handoff/templates/gate.md:12:15: error: unknown type \"dat\"; did you mean \"date\"? [template/value]"
}

@test "template/reference" {
	sed -i 's/in: Risks, unique: Id/in: Rikss, unique: Id/' .handoff/templates/gate.md
	handoff_run check
	assert_status 2
	case $errors in *"error: no heading \"Rikss\" in the body; did you mean \"Risks\"? [template/reference]"*) ;; *) fail "$errors" ;; esac
}

@test "severity: a rule, a family, off; not the rules that say a document was not read" {
	sed -i 's|^Turn the flag off.|[x](no.md)|' "$F"
	printf 'severity: {link: warning}\n' >>.handoff/config.yaml
	finds 0 "$F:36:5: warning: no such file: \"no.md\" (handoff/gate/no.md) [link/broken]"
	printf 'version: 1\nseverity: {link: "off", link/broken: info}\n' >.handoff/config.yaml
	finds 0 "$F:36:5: info: no such file: \"no.md\" (handoff/gate/no.md) [link/broken]"
	printf 'version: 1\nseverity: {link: "off", front: "off", text: "off"}\n' >.handoff/config.yaml
	finds 0 ""
	printf 'nothing\n' >"$F"
	handoff_run check "$F"
	assert_finding "$F:1:1: error: no front matter" "[front/missing]"
	assert_status 1
}
