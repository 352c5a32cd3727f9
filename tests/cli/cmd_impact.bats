#!/usr/bin/env bats
# handoff impact: what would go stale if something changed; each answer is held against the change.

load cli_helper
load signoff_helper

# A note builds on papers and reports; a paper builds on another.
papers() {
	cat >.handoff/templates/paper.md <<'END'
---
kind: paper
contract:
  directory: handoff/paper
  fields:
    title: {type: string, required: true}
    updated: {type: date, covered: false}
    base: {type: link, to: paper, upstream: true}
    see: {type: link}
  lifecycle: {initial: draft, draft: [final], final: []}
  signoffs:
    - {role: research-lead, before: [final], covers: {all-but: [Log]}}
    - {role: operations-lead, before: [final], covers: {all-but: [Log, Costs]}}
  sections:
    Text:
    Costs:
    Log:
---
# {{title}}
## Text
## Costs
## Log
END
}

paper() { # NAME [LINE...]
	local name=$1

	shift
	mkdir -p handoff/paper
	{
		printf -- '---\nkind: paper\nid: %s\ntitle: Paper %s\nstatus: draft\nupdated: 2026-11-20\n' "$name" "$name"
		[ $# -eq 0 ] || printf '%s\n' "$@"
		printf -- '---\n# Paper %s\n\n## Text\n\nAs it is.\n\n## Costs\n\nTen.\n\n## Log\n\nNone.\n' "$name"
	} >"handoff/paper/$name.md"
}

# Three papers in a row, all signed by both.
row() {
	local name

	papers
	paper one
	paper two 'base: one.md'
	paper three 'base: two.md' 'see: one.md'
	commit_as alice Papers
	for name in one two three; do
		D=handoff/paper/$name.md
		sign_as alice research-lead
		sign_as bob operations-lead
	done
	D=handoff/paper/one.md
}

# "PATH role state": the sign-offs that impact says go stale, or that have gone.
foretold() { # DOC
	handoff_ok impact "$1" --format json
	jq -r '. as $all | (.signoffs[] | select(.goes_stale) | "\($all.path) \(.role)"),
		(.builders[] | . as $one | .signoffs[] | select(.goes_stale) | "\($one.path) \(.role)")' "$OUT" | sort
}

gone_stale() {
	handoff_ok status --format json
	jq -r '.documents[] | . as $one | .signoffs[] | select(.state == "stale") | "\($one.path) \(.role)"' "$OUT" | sort
}

@test "own sign-offs and those of documents that build on it, and no further" {
	row
	handoff_ok impact "$D"
	assert_no_errors_said
	assert_output 'handoff/paper/one.md: if it changes, 4 sign-offs go stale

Its own sign-offs
    goes stale  research-lead alice, valid now; not by a change in Log
    goes stale  operations-lead bob, valid now; not by a change in Costs, Log

Builds on it
  handoff/paper/two.md: base (draft)
    goes stale  research-lead alice, valid now
    goes stale  operations-lead bob, valid now

Links to it: rules may look at it, no sign-off does
  handoff/paper/three.md: see (draft)

Changes nothing for anybody
  the fields status, updated, signoffs
  the sections Log
  formatting alone'
	foretold "$D" >../foretold
	sed -i 's/As it is./As it was./' "$D"
	gone_stale >../gone
	diff ../foretold ../gone
	[ -s ../gone ]
}

@test "a change in a section that a role does not cover reaches the others" {
	row
	handoff_ok impact "$D" --format json
	assert_equal "$(jq -c '[.signoffs[] | [.role, .sections_left_out]]' "$OUT")" \
		'[["research-lead",["Log"]],["operations-lead",["Costs","Log"]]]'
	assert_equal "$(jq -c '[.document, .goes_stale, .sections_left_out, .fields_left_out]' "$OUT")" \
		'[true,4,["Log"],["status","updated","signoffs"]]'
	sed -i 's/Ten./Twenty./' "$D"
	assert_equal "$(gone_stale)" 'handoff/paper/one.md research-lead
handoff/paper/two.md operations-lead
handoff/paper/two.md research-lead'
}

@test "what changes nothing for anybody does not" {
	row
	sed -i 's/None./Spoken of./; s/^updated: .*/updated: 2026-11-21/; s/^## Text$/Text\n----/' "$D"
	commit_as alice Changed
	assert_equal "$(gone_stale)" ''
	handoff_ok impact "$D"
	assert_in_output 'if it changes, 4 sign-offs go stale'
}

@test "with carry: none formatting counts, and nothing else is said" {
	row
	settings 'carry: none\n'
	handoff_ok impact "$D"
	assert_not_in_output formatting
}

@test "a file of evidence is built on, each byte of it" {
	mkdir eval
	echo 1 >eval/a.txt
	document 'report: [../../eval/a.txt]' >"$D"
	commit_as alice Report
	sign_as alice research-lead
	handoff_ok impact eval/a.txt
	assert_output 'eval/a.txt: if it changes, 1 sign-off goes stale

Builds on it
  handoff/note/ranker.md: report (review)
    goes stale  research-lead alice, valid now

Each byte of the file counts.'
	foretold eval/a.txt >../foretold
	echo 2 >eval/a.txt
	gone_stale >../gone
	diff ../foretold ../gone
	cd eval
	handoff_ok impact a.txt
	assert_in_output 'a.txt: if it changes, 0 sign-offs go stale'
	assert_in_output '../handoff/note/ranker.md: report (review)
    no change   research-lead alice, stale now'
}

@test "a sign-off that is void for a worse reason stays what it is" {
	row
	be bob
	handoff_ok revoke "$D" --as operations-lead --reason 'not mine'
	handoff_ok impact "$D"
	assert_in_output 'handoff/paper/one.md: if it changes, 3 sign-offs go stale'
	assert_in_output '    no change   operations-lead bob, revoked now'
}

@test "a document that nobody builds on" {
	handoff_ok impact "$D"
	assert_output 'handoff/note/ranker.md: if it changes, 0 sign-offs go stale

Changes nothing for anybody
  the fields status
  formatting alone'
	handoff_ok impact .handoff/config.yaml
	assert_output '.handoff/config.yaml: if it changes, 0 sign-offs go stale'
}

@test "who builds on it and was signed by nobody is shown" {
	papers
	paper one
	paper two 'base: one.md'
	handoff_ok impact handoff/paper/one.md
	assert_in_output '  handoff/paper/two.md: base (draft)
    nobody has signed'
}

@test "impact of a document of a commit" {
	row
	paper four 'base: one.md'
	handoff_ok impact "$D" --rev HEAD --format json
	assert_equal "$(jq -c '[.target.kind, [.builders[].id]]' "$OUT")" '["commit",["two"]]'
	handoff_ok impact "$D" --format json
	assert_equal "$(jq -c '[.builders[].id]' "$OUT")" '["four","two"]'
	handoff_ok impact "$D" --policy HEAD
	assert_in_errors 'the policy is that of HEAD'
}

@test "impact of nothing is trouble" {
	handoff_run impact
	assert_refused 'impact takes one document or file'
	handoff_run impact a b
	assert_refused 'impact takes one document or file'
	handoff_run impact no/such.md
	assert_refused 'no/such.md: no such file'
	handoff_run impact handoff
	assert_refused 'handoff: no such file'
	handoff_run impact ../elsewhere
	assert_refused
}

@test "names that documents give reach no terminal" {
	row
	sed -i 's/^see: .*/"x\\e[31m": y/; s/^## Log$/## Log \x1b[31m/' "$D"
	handoff_ok impact "$D"
	refute grep -q $'\033' "$OUT"
	handoff_ok impact "$D" --format json
	assert_json "$OUT"
}
