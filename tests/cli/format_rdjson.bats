#!/usr/bin/env bats
# check --format rdjson, as reviewdog reads it.

# shellcheck disable=SC2016  # backticks, $ and \ in single quotes are meant
load cli_helper
load formats_helper

A=handoff/item/a.md

local_setup() {
	item_kind
}

rdjson() {
	handoff_run check --format rdjson
	assert_no_errors_said
}

diagnostics() { # FILTER
	jq -c ".diagnostics[] | $1" "$OUT"
}

@test "a finding has its message, place, severity and rule" {
	item handoff/item/B.md Title </dev/null
	item $A Title 'extra: x' 'other: b.md' <<<'| x | soon |'
	printf 'severity: {link/case: warning, table/cell-type: info}\n' >>.handoff/config.yaml
	rdjson
	assert_status 1
	assert_equal "$(jq -c '[.source.name, .severity, (.diagnostics | length)]' "$OUT")" '["handoff","ERROR",3]'
	assert_equal "$(diagnostics '[.message, .severity, .code.value]')" \
		'["unknown field \"extra\"; your own fields begin with \"x-\"","ERROR","front/unknown-field"]
["\"b.md\" differs in letter case from the file handoff/item/B.md","WARNING","link/case"]
["Day must be a date such as 2026-01-31, not \"soon\"","INFO","table/cell-type"]'
	assert_equal "$(diagnostics '.location')" \
		"{\"path\":\"$A\",\"range\":{\"start\":{\"line\":6,\"column\":1},\"end\":{\"line\":6,\"column\":6}}}
{\"path\":\"$A\",\"range\":{\"start\":{\"line\":7,\"column\":8},\"end\":{\"line\":7,\"column\":12}}}
{\"path\":\"$A\",\"range\":{\"start\":{\"line\":20,\"column\":7},\"end\":{\"line\":20,\"column\":11}}}"
	[[ $(diagnostics .code.url | head -n 1) == '"https://'*'front/unknown-field"' ]]
}

@test "the official schema accepts reports without findings, of many and of attacks" {
	local schema

	schema=$(official_schema rdjson/DiagnosticResult.json)
	item $A Title </dev/null
	rdjson
	assert_schema "$schema" "$OUT"
	assert_equal "$(jq -c '[.severity, .diagnostics]' "$OUT")" '["UNKNOWN_SEVERITY",[]]'
	many_findings 12
	mendable_documents
	hostile_documents
	rdjson
	assert_schema "$schema" "$OUT"
	assert_clean_bytes "$OUT"
	jq -j '.diagnostics[].message' "$OUT" >../texts
	assert_clean_bytes ../texts
}

@test "columns count bytes" {
	item $A Title <<<'| 😀é中 | soon |'
	rdjson
	assert_equal "$(diagnostics '.location.range | [.start.column, .end.column]')" '[15,19]'
}

@test "suggestions are to the byte what --fix does" {
	mendable_documents
	assert_mends_as_fix rdjson
}

@test "a section that is missing at the end is put in at the end of the last line, which there is" {
	item $A Title </dev/null
	sed -i '/^## Rollback/,$d' $A
	rdjson
	assert_equal "$(diagnostics '.suggestions[] | [.range.start, .range.end, .text]')" \
		"[{\"line\":$(wc -l <$A),\"column\":1},{\"line\":$(wc -l <$A),\"column\":1},\"\\n## Rollback\"]"
}

@test "what cannot be mended has no suggestion" {
	item $A Title 'extra: x' </dev/null
	rdjson
	assert_equal "$(diagnostics .suggestions)" '[]'
}

@test "documents of the wild give reports that reviewdog reads" {
	local samples=$PROJECT/../shared/samples

	[ -d "$samples" ] || skip "no samples beside the checkout"
	mkdir -p handoff/wild
	cp "$samples"/*/*.md handoff/wild
	chmod -R u+w handoff
	rdjson
	assert_status 1
	assert_schema "$(official_schema rdjson/DiagnosticResult.json)" "$OUT"
}
