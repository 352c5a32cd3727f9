#!/usr/bin/env bats
# Quantities: numbers with units, compared across units, and limits that are kept or broken.

# shellcheck disable=SC2016  # backticks and $ in single quotes are meant

load cli_helper

local_setup() {
	mkdir -p .handoff/templates handoff/gate
	cat >.handoff/people.yaml <<'END'
people:
  alice: {name: Alice Ng, emails: [alice@example.com], roles: [research-lead]}
  bob: {name: Bob Ray, emails: [bob@example.com], roles: [operations-lead]}
END
	template '{Metric: text, Direction: {type: text, optional: true, required: no}, Baseline: quantity, Candidate: quantity, SLO: {type: quantity, required: no}, Accepted by: {type: person, required: no}}' \
		'- {id: slo-broken, in: Performance, when: {Candidate: {breaks: SLO}}, require: {Accepted by: {role: operations-lead}}, because: a broken SLO is accepted by operations}'
}

template() { # COLUMNS [ROWS-RULE]
	cat >.handoff/templates/gate.md <<END
---
kind: gate
contract:
  directory: handoff/gate
  fields:
    title: {type: string, required: true}
    budget: {type: quantity}
  lifecycle: {initial: draft, draft: [final], final: []}
  sections:
    Performance:
      table:
        columns: $1
        min-rows: 1
  rows:
    ${2-[]}
---
# {{title}}
## Performance
END
}

gate() { # HEADER ROW...
	local header=$1 rule

	rule=$(printf %s "$header" | sed 's/[^|]\{1,\}/---/g')
	shift
	{
		printf -- '---\nkind: gate\nid: a\ntitle: A\nstatus: %s\n%s---\n# A\n\n## Performance\n\n' \
			"${STATUS-final}" "${FRONT-}"
		printf '%s\n' "$header" "$rule" "$@"
	} >handoff/gate/a.md
}

says() { # [LINE...]: the findings, without their places
	handoff_run check
	assert_equal "$(sed -E 's/^[^ ]+ //' "$OUT")" "$(printf '%s\n' "$@")"
}

rows_say() { # ROW [LINE...]
	gate '| Metric | Direction | Baseline | Candidate | SLO | Accepted by |' "$1"
	shift
	says "$@"
}

BROKEN='error: a broken SLO is accepted by operations: "Accepted by"'

@test "a bare number in a column of quantities lacks its unit" {
	rows_say '| p95 latency | | 120 ms | 144 | 150 ms | |' \
		'error: Candidate is "144", a number without its unit: write it behind, as in 120 ms [unit/missing]'
	rows_say '| p95 latency | | 120 ms | > 1,440 | | |' \
		'error: Candidate is "> 1,440", a number without its unit: write it behind, as in 120 ms [unit/missing]'
}

@test "in a draft a unit that is missing is a warning" {
	STATUS=draft
	rows_say '| p95 latency | | 120 ms | 144 | 150 ms | |' \
		'warning: Candidate is "144", a number without its unit: write it behind, as in 120 ms [unit/missing]'
	assert_status 0
}

@test "a field that is a quantity needs its unit too" {
	FRONT=$'budget: 4000\n'
	rows_say '| p95 latency | | 120 ms | 144 ms | 150 ms | |' \
		'error: `budget` is "4000", a number without its unit: write it behind, as in 120 ms [unit/missing]'
	FRONT=$'budget: 4000 USD/month\n'
	rows_say '| p95 latency | | 120 ms | 144 ms | 150 ms | |' ''
}

@test "what is no number at all is of the wrong type" {
	rows_say '| p95 latency | | 120 ms | fast | 150 ms | |' \
		'error: Candidate must be a number with its unit, such as 120 ms, not "fast" [table/cell-type]'
	rows_say '| p95 latency | | 120 ms | 3 Nov 2026 | 150 ms | |' \
		'error: Candidate must be a number with its unit, such as 120 ms, not "3 Nov 2026" [table/cell-type]'
}

@test "a header gives the unit of its column" {
	gate '| Metric | Baseline (ms) | Candidate [s] | SLO | Accepted by |' '| p95 latency | 120 | 0.144 | < 150 ms | |'
	says ''
	gate '| Metric | Baseline (ms) | Candidate | SLO | Accepted by |' '| p95 latency | 120 | 3 % | < 150 ms | |'
	says 'error: Candidate is in % and Baseline in ms: they cannot be compared [unit/mismatch]'
}

@test "a column of units gives the unit of its row, where the contract says so" {
	template '{Metric: text, Unit: text, Value: {type: quantity, unit: "[Unit]"}, Limit: {type: quantity, unit: "[Unit]"}}'
	gate '| Metric | Unit | Value | Limit |' '| latency | ms | 12 | 0.02 s |' '| error share | - | 12 | 2 % |'
	says 'error: "Unit" is empty in this row of "Performance" [table/empty-cell]' \
		'error: Value is "12", a number without its unit: write it behind, as in 120 ms [unit/missing]'
}

@test "quantities of one row are compared: their units measure the same" {
	rows_say '| p95 latency | | 20 ms | 3 % | | |' \
		'error: Candidate is in % and Baseline in ms: they cannot be compared [unit/mismatch]'
	rows_say '| cost | | 20 USD/month | 30 EUR/month | | |' \
		'error: Candidate is in EUR/month and Baseline in USD/month: they cannot be compared [unit/mismatch]'
	rows_say '| accuracy | | 92 % | 5 pp | | |' \
		'error: Candidate is in pp and Baseline in %: they cannot be compared [unit/mismatch]'
	rows_say '| latency | | 20 ms p95 | 30 ms p99 | | |' \
		'error: Candidate is p99 and Baseline p95: they cannot be compared [unit/mismatch]'
	rows_say '| memory | | 1 GiB | 1000 MB | | |' ''
	rows_say '| load | | 60 req/min | 1 rps | | |' ''
	rows_say '| cost | | $20/month | 25 USD per month | | |' ''
	rows_say '| replicas | | 24 replicas | 1 replica | | |' ''
}

@test "a change is of the row, and what has a unit of its own is not compared" {
	template '{Metric: text, Before: quantity, After: quantity, Change: {type: quantity, unit: change}, Load: {type: quantity, unit: own}}'
	gate '| Metric | Before | After | Change | Load |' '| accuracy | 92 % | 87 % | -5 pp | 1,800 req/s |' \
		'| latency | 120 ms | 144 ms | +20 % | 1,800 req/s |' '| latency | 120 ms | 144 ms | +0.024 s | 3 GB |'
	says ''
	gate '| Metric | Before | After | Change | Load |' '| latency | 120 ms | 144 ms | 3 USD | 1,800 req/s |'
	says 'error: Change is in USD and Before in ms: they cannot be compared [unit/mismatch]'
}

@test "the sign of a limit says which side is good" {
	rows_say '| x | | 120 ms | 0.144 s | <= 150 ms | |' ''
	rows_say '| x | | 120 ms | 0.16 s | <= 150 ms | |' "$BROKEN is empty, must be somebody with the role operations-lead (slo-broken) [table/row]"
	rows_say '| x | | 120 ms | 0.15 s | <= 150 ms | |' ''
	rows_say '| x | | 120 ms | 0.15 s | < 150 ms | |' "$BROKEN is empty, must be somebody with the role operations-lead (slo-broken) [table/row]"
	rows_say '| x | | 99.9 % | 99 % | at least 99.5 % | |' "$BROKEN is empty, must be somebody with the role operations-lead (slo-broken) [table/row]"
	rows_say '| x | | 99.9 % | 99.6 % | at least 99.5 % | |' ''
}

@test "a broken SLO is accepted by somebody with the right role" {
	rows_say '| x | | 120 ms | 0.16 s | <= 150 ms | bob |' ''
	rows_say '| x | | 120 ms | 0.16 s | <= 150 ms | alice |' "$BROKEN is \"alice\", must be somebody with the role operations-lead (slo-broken) [table/row]"
}

@test "without a sign the direction says which side is good, then the metric, then the unit" {
	rows_say '| x | higher-better | 20 req/s | 18 req/s | 19 req/s | |' "$BROKEN is empty, must be somebody with the role operations-lead (slo-broken) [table/row]"
	rows_say '| x | lower-better | 20 req/s | 18 req/s | 19 req/s | |' ''
	rows_say '| accuracy | | 92 % | 87 % | 88 % | |' "$BROKEN is empty, must be somebody with the role operations-lead (slo-broken) [table/row]"
	rows_say '| error share | | 1 % | 0.5 % | 0.6 % | |' ''
	rows_say '| x | | 120 ms | 160 ms | 150 ms | |' "$BROKEN is empty, must be somebody with the role operations-lead (slo-broken) [table/row]"
	rows_say '| x | | 12 % | 16 % | 15 % | |' ''
}

@test "of a range the worse end counts" {
	rows_say '| x | | 120 ms | 140-160 ms | <= 150 ms | |' "$BROKEN is empty, must be somebody with the role operations-lead (slo-broken) [table/row]"
	rows_say '| x | | 120 ms | 140 to 149 ms | <= 150 ms | |' ''
}

@test "rules of contracts compare across units" {
	template '{Metric: text, Baseline: quantity, Candidate: quantity}' \
		'- {id: no-worse, in: Performance, require: {Candidate: {max: "[Baseline]"}}, because: it got worse}'
	gate '| Metric | Baseline | Candidate |' '| memory | 1000 MB | 1 GiB |'
	says 'error: it got worse: "Candidate" is "1 GiB", must be at most 1000 MB ([Baseline]) (no-worse) [table/row]'
	gate '| Metric | Baseline | Candidate |' '| memory | 1.1 GB | 1 GiB |' '| latency | 200 ms | 0.2 s |'
	says ''
}

@test "two quantities are the same whatever their units" {
	template '{Metric: text, Before: quantity, After: quantity}' \
		'- {id: moved, in: Performance, require: {After: {differs-from: Before}}, because: nothing changed}'
	gate '| Metric | Before | After |' '| latency | 200 ms | 0.2 s |' '| latency | 200 ms | 0.21 s |'
	says 'error: nothing changed: "After" is "0.2 s", must differ from Before (moved) [table/row]'
}

@test "a contract states a bound in any unit" {
	template '{Metric: text, Value: quantity}' \
		'- {id: small, in: Performance, require: {Value: {max: "1 GiB"}}, because: it has to fit}'
	gate '| Metric | Value |' '| memory | 1074 MB |' '| memory | 1073 MB |' '| time | 7 s |'
	says 'error: it has to fit: "Value" is "1074 MB", must be at most 1 GiB (small) [table/row]'
}

@test "a unit that no contract has is a mistake of the template" {
	template '{Metric: text, Value: {type: quantity, unit: any}}'
	gate '| Metric | Value |' '| x | 1 ms |'
	handoff_run check
	assert_status 2
	assert_in_errors '"unit" is same, change, own, or a column in brackets that holds the unit'
	template '{Metric: text, Value: {type: quantity, unit: "[Units]"}}'
	handoff_run check
	assert_status 2
	assert_in_errors 'unknown column "Units"'
	template '{Metric: {type: text, unit: own}}'
	handoff_run check
	assert_status 2
	assert_in_errors '"unit" belongs to type quantity, not to text'
	template '{Metric: text, Value: quantity}' '- {id: a, in: Performance, require: {Value: {max: 3, direction: Metric}}, because: b}'
	handoff_run check
	assert_status 2
	assert_in_errors '"direction" is about a limit: it belongs to "keeps" or "breaks"'
}
