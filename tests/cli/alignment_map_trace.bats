#!/usr/bin/env bats
# handoff alignment-map trace: each objective to its KPIs and back, and where the way ends.

# shellcheck disable=SC2016  # backticks in single quotes are meant
load cli_helper

DOC=handoff/alignment-map/feed-2026q4.md

local_setup() {
	good_documents
}

edit() { # SED-SCRIPT
	cp "$DOC" ../before
	sed -i -E "$1" "$DOC"
	refute cmp -s ../before "$DOC"
}

gaps() {
	handoff_ok alignment-map trace "$DOC" --format json
	jq -r '.gaps[] | "\(.type): \(.subject) \(.text)"' "$OUT"
}

@test "each objective leads to its KPIs, with mechanism, evidence and guardrail, and back" {
	handoff_ok alignment-map trace "$DOC"
	assert_no_errors_said
	assert_in_output 'O-1 research: Readers find something worth reading early in a visit
  KR-1 Accuracy up, 71.8 % to 72.4 %
    -> KPI-1 Clicks for each visit up, 2.36 clicks to 2.39 clicks (L-1; experiment, confidence high; within 14 d)
       because the story placed first is opened more often, and a visit that begins well goes on
       guardrail p95 latency, 150 ms and 1 more
'
	assert_in_output '    -> nothing: too few readers to move a figure of the whole feed'
	assert_in_output 'O-3 business: The feed pays for its machines
  KPI-1 Clicks for each visit up, 2.36 clicks to 2.39 clicks
    <- KR-1 Accuracy up, 71.8 % to 72.4 % (L-1; experiment, confidence high; within 14 d)
'
	assert_equal "$(tail -n 1 "$OUT")" 'No gaps'
}

@test "JSON has objectives, figures, links and gaps" {
	handoff_ok alignment-map trace "$DOC" --format json
	assert_json "$OUT"
	assert_equal "$(jq -c '[.schema, (.objectives | length), (.key_results | length), (.kpis | length), (.links | length), .gaps]' "$OUT")" \
		'["handoff-alignment-trace-1",3,4,4,3,[]]'
	assert_equal "$(jq -c '[.objectives[] | .traced]' "$OUT")" '[true,true,true]'
	assert_equal "$(jq -c '[.key_results[] | select(.linked | not) | .id]' "$OUT")" '["KR-4"]'
	assert_equal "$(jq -c '.links[0] | [.id, .key_result, .kpi, .guardrails, .arrives]' "$OUT")" '["L-1","KR-1","KPI-1",2,true]'
}

@test "where the way ends is named" {
	edit 's/^(\| KR-4 .*\| )too few readers[^|]*/\1- /; s/^(\| KPI-3 .*\| )the alert on[^|]*/\1- /'
	assert_equal "$(gaps)" 'key-result: KR-4 moves no KPI, and does not say why
kpi: KPI-3 is moved by no key result, and does not say why'
	edit '/^\| L-1 \|/d'
	edit '/^\| KR-3 \|/d'
	assert_equal "$(gaps)" 'objective: O-1 leads to no KPI through any of its key results
key-result: KR-1 moves no KPI, and does not say why
key-result: KR-4 moves no KPI, and does not say why
kpi: KPI-1 is moved by no key result, and does not say why
kpi: KPI-3 is moved by no key result, and does not say why
kpi: KPI-4 is moved by no key result, and does not say why
link: L-3 begins at no key result of the map'
	handoff_ok alignment-map trace "$DOC"
	assert_in_output '    <- ?KR-3 (L-3; assumption'
}

@test "an objective without anything, a link without evidence or guardrail, a KPI for nobody" {
	edit 's/^(\| KPI-1 \| )O-3/\1O-9/; /^\| L-2 \| (history|Recall)/d'
	assert_equal "$(gaps)" 'objective: O-3 has neither a key result nor a KPI
kpi: KPI-1 serves no objective of the map
link: L-2 has no evidence
link: L-2 has no guardrail'
}

@test "what stands in the map twice is followed once" {
	edit 's/^\| O-1 \| research.*/&\n&/; s/^\| KR-1 \| O-1.*/&\n&/'
	handoff_ok alignment-map trace "$DOC"
	assert_equal "$(grep -c -- '-> KPI-1' "$OUT")" 1
	assert_line '  O-1 stands in the map twice'
}

@test "an own kind is read by the same names, and what it lacks is said" {
	mkdir -p .handoff/templates
	handoff kinds alignment-map --format template >.handoff/templates/alignment-map.md
	handoff_ok alignment-map trace "$DOC"
	edit '/^## Links$/,/^## Evidence$/{/^## Evidence/!d}'
	handoff_run alignment-map trace "$DOC"
	assert_refused "$DOC: there is no section \"Links\" with a table"
	handoff_run alignment-map trace handoff/glossary/terms.md
	assert_refused 'handoff/glossary/terms.md: of kind "glossary", not "alignment-map"'
	handoff_run alignment-map trace
	assert_refused '`handoff alignment-map trace` takes one document'
}

@test "escapes in a map reach no terminal" {
	edit "s/Clicks for each visit/x$(printf '\033')[31m/; s/the story placed first/\&#x1b;[31m/"
	handoff_ok alignment-map trace "$DOC"
	refute grep -q $'\033' "$OUT"
	handoff_ok alignment-map trace "$DOC" --format json
	refute grep -q $'\033' "$OUT"
}
