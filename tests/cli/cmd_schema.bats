#!/usr/bin/env bats
# handoff schema, and that what is written as JSON keeps to what it prints.

# shellcheck disable=SC2016  # backticks, $ and \ in single quotes are meant
load cli_helper
load formats_helper

A=handoff/item/a.md

local_setup() {
	item_kind
}

schema_of() { # NAME
	handoff schema "$1" >"$BATS_TEST_TMPDIR/$1.schema.json"
	echo "$BATS_TEST_TMPDIR/$1.schema.json"
}

# Runs a command with --format json; what it writes is valid.
valid() { # SCHEMA ARGUMENT...
	local name=$1

	shift
	handoff_run "$@" --format json
	assert_no_errors_said
	assert_schema "$(schema_of "$name")" "$OUT"
}

refuses() { # SCHEMA FILTER: of a report that is valid
	jq "$2" "$OUT" >../changed.json
	refute assert_schema "$(schema_of "$1")" ../changed.json
}

@test "schema lists the schemas, one for every command that writes JSON" {
	local command

	handoff_ok schema
	assert_no_errors_said
	cut -d ' ' -f 1 "$OUT" | LC_ALL=C sort -c
	cut -d ' ' -f 1 "$OUT" >../names
	handoff help | sed -n 's/^  \(KIND \)\{0,1\}\([a-z]*\) .*/\2/p' >../commands
	while IFS= read -r command; do
		! handoff help "$command" | grep -q -- '^  --format FORMAT .*json' || echo "$command"
	done <../commands | sort >../writers
	sort ../names | diff - ../writers
	assert_line 'check     The findings: handoff check --format json'
}

@test "schema NAME prints a schema of draft 2020-12 that names all that can come" {
	local name

	for name in $(handoff schema | cut -d ' ' -f 1); do
		handoff_ok schema "$name"
		cmp "$OUT" "$PROJECT/lib/report/schemas/$name.json"
		assert_equal "$(jq -r '."$schema", ."$id"' "$OUT")" \
			"https://json-schema.org/draft/2020-12/schema
handoff-$name-1"
		# No object takes what is not named, and only what has a good reason may be left out.
		jq -e '[.. | objects | select(has("properties")) | .additionalProperties == false] | all' "$OUT" >/dev/null
		jq -c --arg name "$name" '.. | objects | select(has("properties")) | (.properties | keys) - .required | select(. != []) | [$name, .]' "$OUT"
	done >../optional
	assert_equal "$(cat ../optional)" '["check",["contractRule","fix","reason"]]
["kinds",["columns"]]
["kinds",["about","to","values"]]'
}

@test "schema takes one name that there is" {
	handoff_run schema chek
	assert_refused 'schema takes actions, check, explain, gate, hooks, kinds, list, log or status, not "chek"'
	handoff_run schema check status
	assert_refused 'schema takes one name at most'
	cd ..
	handoff_ok schema check
}

@test "the report of a check keeps to its schema" {
	item $A Title </dev/null
	valid check check
	assert_equal "$(jq -c '[.schema, .branch, .findings, .excepted, .baselined, .fixed, .new_policy]' "$OUT")" \
		'["handoff-check-1",null,[],[],[],[],null]'
	many_findings 3
	mendable_documents
	sed -i 's/^## Log/&\n\n<!-- handoff: allow table\/cell-type because the day is not known -->/' handoff/item/many1.md
	valid check check
	jq -e '.excepted[0].reason == "the day is not known"' "$OUT" >/dev/null
	jq -e '[.findings[] | has("fix")] | any' "$OUT" >/dev/null
	valid check check --fix
	jq -e '.fixed != []' "$OUT" >/dev/null
}

@test "the report of a check of a commit under another policy keeps to its schema" {
	item $A Title <<<'| x | 2999-01-01 |'
	git add -A
	git commit -q -m first
	printf 'ignore: [x]\n' >>.handoff/config.yaml
	git commit -q -a -m policy
	handoff_run check --rev HEAD --policy HEAD~1 --format json
	assert_schema "$(schema_of check)" "$OUT"
	jq -e '.new_policy == {usable: true, errors: 1, warnings: 0} and .findings[1].contractRule == "no-future"' "$OUT" >/dev/null
	valid status status --rev HEAD --policy HEAD~1
	echo 'x: y' >>.handoff/config.yaml
	handoff_run check --format json
	assert_status 2
	assert_schema "$(schema_of check)" "$OUT"
}

@test "a branch in the report of a check keeps to its schema" {
	item $A Title </dev/null
	git add -A
	git commit -q -m first
	handoff_run check --format json
	HEAD=$(git rev-parse HEAD) jq '.branch = {
		base: {name: "refs/heads/main", commit: env.HEAD}, origin: null, touched: 1, removed: 0,
		elsewhere: 0, signoffs: [{path: "a.md", document: "a", title: "A", role: "lead", by: null,
		before: null, after: "missing", reason: null, touched: true, removed: false}]}' "$OUT" >../branch.json
	assert_schema "$(schema_of check)" ../branch.json
	cp ../branch.json "$OUT"
	refuses check '.branch.signoffs[0].after = "fine"'
	refuses check 'del(.branch.origin)'
}

@test "attacks and documents of the wild keep to the schemas" {
	local samples=$PROJECT/../shared/samples

	hostile_documents
	valid check check
	valid list item list
	valid status status
	[ -d "$samples" ] || skip "no samples beside the checkout"
	mkdir -p handoff/wild
	cp "$samples"/*/*.md handoff/wild
	chmod -R u+w handoff
	valid check check
}

@test "the schema of a check refuses what it does not know" {
	item $A Title 'extra: x' </dev/null
	valid check check
	refuses check '.more = 1'
	refuses check '.findings[0].more = 1'
	refuses check '.findings[0].severity = "grave"'
	refuses check 'del(.findings[0].help)'
	refuses check '.findings[0].start.line = 0'
	refuses check '.schema = "handoff-check-2"'
}

@test "status, gate and log keep to their schemas, and so does list" {
	local document=handoff/item/a.md

	sed -i 's/^  sections:/  signoffs: [{role: research-lead, before: [done], valid-for: 30d}]\n&/' .handoff/templates/item.md
	item $document Title </dev/null
	sed -i 's/^status: done/status: draft/' $document
	git add -A
	git commit -q -m first
	valid status status
	valid log log $document
	valid list item list
	handoff_ok sign $document --as research-lead --note 'Holds for now.' --commit
	valid status status
	jq -e '.documents[0].signoffs[0] | .state == "valid" and .note == "Holds for now."' "$OUT" >/dev/null
	refuses status '.documents[0].signoffs += [{}]'
	valid status status --expiring 60d
	jq -e '.documents[0].signoffs[0].expires != null' "$OUT" >/dev/null
	valid gate gate $document
	jq -e '.verdict == "open" and .documents[0].signoffs != []' "$OUT" >/dev/null
	refuses gate '.documents[0].conditions[0].what = "luck"'
	sed -i 's/^It is said/It was said/' $document
	valid status status
	jq -e '.documents[0].signoffs[0].changed == [{type: "section", name: "Summary"}]' "$OUT" >/dev/null
	handoff_run gate $document --format json
	assert_status 1
	assert_schema "$(schema_of gate)" "$OUT"
	valid log log $document
	jq -e '[.events[].event] | contains(["created", "signed", "stale"])' "$OUT" >/dev/null
	# An entry that is none has neither role nor person.
	sed -i 's/^    role: .*\|^  - role: .*/  - rule: x/' $document
	valid status status
	jq -e '.documents[0].signoffs[0] | .state == "malformed" and .role == null' "$OUT" >/dev/null
}

@test "actions keep to their schema" {
	valid actions actions
	good_documents
	printf '\n## Action Items\n\n- [ ] alert\n- [x] A-2 test @nobody due soon\n' >>handoff/glossary/terms.md
	sed -i 's/| moved | - | FEED-799.*/| moved | - | feed-ranker-old-inputs-postmortem#A-5 |/' handoff/game-day/old-inputs-drill.md
	git add -A
	git commit -q -m first
	valid actions actions
	jq -e '[.items[] | select(."carried-from" != [])] | length == 1' "$OUT" >/dev/null
	jq -e '[.items[] | select(.source == "task")] | length == 2' "$OUT" >/dev/null
	git clone -q --depth 1 "file://$PWD" ../shallow
	cd ../shallow
	handoff_ok actions --format json
	assert_schema "$(schema_of actions)" "$OUT"
	jq -e '.items[0]."age-days" == null' "$OUT" >/dev/null
	refuses actions '.items[0].state = "late"'
}

@test "the status of hooks keeps to its schema, in every state" {
	handoff_run hooks status --format json
	assert_status 1
	assert_schema "$(schema_of hooks)" "$OUT"
	refuses hooks '.hooks[0].state = "lost"'
	printf '#!/bin/sh\n' >.git/hooks/pre-commit
	handoff_ok hooks install
	valid hooks hooks status
	refuses hooks 'del(.tool)'
	chmod a-x .git/hooks/pre-commit
	echo >>.git/hooks/pre-push
	handoff_run hooks status --format json
	assert_schema "$(schema_of hooks)" "$OUT"
	git config core.hooksPath /
	handoff_run hooks status --format json
	assert_schema "$(schema_of hooks)" "$OUT"
}

@test "kinds keep to their schema, each of them" {
	local kind

	valid kinds kinds
	for kind in $(jq -r '.[].kind' "$OUT"); do
		handoff kinds "$kind" --format json >"../$kind.kind"
	done
	assert_schema "$(schema_of kinds)" ../*.kind
	[ -e ../readiness.kind ]
	refuses kinds '.[0].more = 1'
}

@test "explained rules keep to their schema, built-in ones and those of contracts" {
	valid explain explain
	refuses explain '.[0].more = 1'
	valid explain explain table/row
	valid explain explain readiness/open-blocker
	refuses explain '.[0].rule = "link/broken"'
}
