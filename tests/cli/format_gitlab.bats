#!/usr/bin/env bats
# check --format gitlab: GitLab's Code Quality report.

# shellcheck disable=SC2016  # backticks, $ and \ in single quotes are meant
load cli_helper
load formats_helper

A=handoff/item/a.md

local_setup() {
	item_kind
}

# After the documentation of the format; a fingerprint comes once.
assert_code_quality() { # FILE
	cat >../schema.json <<'END'
{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "type": "array",
  "items": {
    "type": "object",
    "properties": {
      "description": {"type": "string", "minLength": 1},
      "check_name": {"type": "string", "minLength": 1},
      "fingerprint": {"type": "string", "minLength": 1},
      "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
      "location": {
        "type": "object",
        "properties": {
          "path": {"type": "string", "pattern": "^[^/]"},
          "lines": {
            "type": "object",
            "properties": {"begin": {"type": "integer", "minimum": 1}},
            "required": ["begin"],
            "additionalProperties": false
          }
        },
        "required": ["path", "lines"],
        "additionalProperties": false
      }
    },
    "required": ["description", "check_name", "fingerprint", "severity", "location"],
    "additionalProperties": false
  }
}
END
	assert_schema ../schema.json "$1"
	jq -e '(map(.fingerprint) | unique | length) == length' "$1" >/dev/null || fail "a fingerprint comes twice"
}

@test "a finding has its rule, severity, line and fingerprint" {
	item handoff/item/B.md Title </dev/null
	item $A Title 'extra: x' 'other: b.md' <<<'| x | soon |'
	printf 'severity: {link/case: warning, table/cell-type: info}\n' >>.handoff/config.yaml
	handoff_run check --format gitlab
	assert_status 1
	assert_no_errors_said
	assert_code_quality "$OUT"
	assert_equal "$(jq -c '.[] | [.description, .check_name, .severity, .location.path, .location.lines.begin]' "$OUT")" \
		"[\"unknown field \\\"extra\\\"; your own fields begin with \\\"x-\\\"\",\"front/unknown-field\",\"major\",\"$A\",6]
[\"\\\"b.md\\\" differs in letter case from the file handoff/item/B.md\",\"link/case\",\"minor\",\"$A\",7]
[\"Day must be a date such as 2026-01-31, not \\\"soon\\\"\",\"table/cell-type\",\"info\",\"$A\",20]"
	jq -r '.[].fingerprint' "$OUT" >../fingerprints
	handoff_run check --format json
	jq -r '.findings[].fingerprint' "$OUT" | cmp - ../fingerprints
}

@test "without findings it is an empty list" {
	item $A Title </dev/null
	handoff_run check --format gitlab
	assert_status 0
	assert_output '[]'
}

@test "many findings and attacks are lists that GitLab reads, without anything invisible" {
	many_findings 12
	hostile_documents
	handoff_run check --format gitlab
	assert_status 1
	assert_code_quality "$OUT"
	assert_clean_bytes "$OUT"
	jq -j '.[].description' "$OUT" >../texts
	assert_clean_bytes ../texts
}
