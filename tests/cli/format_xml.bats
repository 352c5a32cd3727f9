#!/usr/bin/env bats
# check --format junit and --format checkstyle, as build servers and review tools read them.

# shellcheck disable=SC2016  # backticks, $ and \ in single quotes are meant
load cli_helper
load formats_helper

A=handoff/item/a.md

local_setup() {
	item_kind
}

# A test case for each document that is checked and each other file with findings, in one suite whose
# numbers are those of the cases.
assert_junit() { # FILE
	xml_lines "$1" >../lines || fail "$1 is no XML"
	python3 - "$1" <<'END' || fail "$1 is no JUnit report"
import sys
import xml.etree.ElementTree as ET

root = ET.parse(sys.argv[1]).getroot()
assert root.tag == "testsuites", root.tag
assert [child.tag for child in root] == ["testsuite"]
suite = root[0]
assert root.attrib == suite.attrib
assert set(suite.attrib) == {"name", "tests", "failures", "errors", "skipped", "time"}
assert all(case.tag == "testcase" for case in suite)
assert all(set(case.attrib) == {"name", "classname", "file", "time"} for case in suite)
failures = [list(case) for case in suite if len(case)]
assert all(len(parts) == 1 and parts[0].tag == "failure" for parts in failures)
assert all(set(parts[0].attrib) == {"message", "type"} and parts[0].text for parts in failures)
assert int(suite.get("tests")) == len(suite)
assert int(suite.get("failures")) == len(failures)
END
}

assert_checkstyle() { # FILE
	xml_lines "$1" >../lines || fail "$1 is no XML"
	python3 - "$1" <<'END' || fail "$1 is no Checkstyle report"
import sys
import xml.etree.ElementTree as ET

root = ET.parse(sys.argv[1]).getroot()
assert root.tag == "checkstyle" and set(root.attrib) == {"version"}
assert all(file.tag == "file" and set(file.attrib) == {"name"} and len(file) for file in root)
for error in (error for file in root for error in file):
    assert error.tag == "error"
    assert set(error.attrib) == {"line", "column", "severity", "message", "source"}
    assert error.get("severity") in ("error", "warning", "info")
    assert int(error.get("line")) > 0 and int(error.get("column")) > 0
END
}

@test "junit: a document is a test case, its findings are its failure" {
	item handoff/item/B.md Title </dev/null
	item $A Title 'extra: x' 'other: b.md' </dev/null
	printf 'severity: {link/case: warning}\n' >>.handoff/config.yaml
	handoff_run check --format junit
	assert_status 1
	assert_no_errors_said
	assert_junit "$OUT"
	assert_output "<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<testsuites name=\"handoff check\" tests=\"2\" failures=\"1\" errors=\"0\" skipped=\"0\" time=\"0\">
  <testsuite name=\"handoff check\" tests=\"2\" failures=\"1\" errors=\"0\" skipped=\"0\" time=\"0\">
    <testcase name=\"handoff/item/B.md\" classname=\"handoff.item\" file=\"handoff/item/B.md\" time=\"0\"/>
    <testcase name=\"$A\" classname=\"handoff.item\" file=\"$A\" time=\"0\">
      <failure message=\"1 error, 1 warning\" type=\"error\">$A:6:1: error: unknown field &quot;extra&quot;; your own fields begin with &quot;x-&quot; [front/unknown-field]
$A:7:8: warning: &quot;b.md&quot; differs in letter case from the file handoff/item/B.md [link/case]
</failure>
    </testcase>
  </testsuite>
</testsuites>"
}

@test "junit: documents without findings pass, and all of them are there" {
	good_documents
	handoff_run check --format junit
	assert_status 0
	assert_junit "$OUT"
	assert_equal "$(grep -c '/testcase ' ../lines)" "$(find handoff -name '*.md' -not -iname 'README.md' | wc -l)"
	refute grep -q '/failure ' ../lines
	grep -qF '"classname": "handoff.readiness"' ../lines
}

@test "junit: only the documents that are named are test cases" {
	item $A Title </dev/null
	item handoff/item/b.md Title "other: a.md" </dev/null
	handoff_run check --format junit handoff/item/b.md
	assert_equal "$(grep -c '<testcase' "$OUT")" 1
}

@test "junit: files under .handoff/ are test cases where something is wrong with them" {
	item $A Title </dev/null
	echo 'docments: []' >>.handoff/config.yaml
	handoff_run check --format junit
	assert_status 2
	assert_junit "$OUT"
	assert_equal "$(grep -c '<testcase' "$OUT")" 1
	assert_in_output '<testcase name=".handoff/config.yaml" classname="handoff.policy" file=".handoff/config.yaml" time="0">'
}

@test "junit: no documents are no test cases" {
	handoff_run check --format junit
	assert_status 0
	assert_junit "$OUT"
	assert_in_output 'tests="0"'
}

@test "checkstyle: a file has its findings" {
	item handoff/item/B.md Title </dev/null
	item $A Title 'extra: x' 'other: b.md' </dev/null
	printf 'severity: {link/case: warning, front/unknown-field: info}\n' >>.handoff/config.yaml
	handoff_run check --format checkstyle
	assert_status 0
	assert_no_errors_said
	assert_checkstyle "$OUT"
	assert_output "<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<checkstyle version=\"4.3\">
  <file name=\"$A\">
    <error line=\"6\" column=\"1\" severity=\"info\" message=\"unknown field &quot;extra&quot;; your own fields begin with &quot;x-&quot;\" source=\"handoff.front/unknown-field\"/>
    <error line=\"7\" column=\"8\" severity=\"warning\" message=\"&quot;b.md&quot; differs in letter case from the file handoff/item/B.md\" source=\"handoff.link/case\"/>
  </file>
</checkstyle>"
}

@test "checkstyle: without findings there are no files" {
	item $A Title </dev/null
	handoff_run check --format checkstyle
	assert_status 0
	assert_output $'<?xml version="1.0" encoding="UTF-8"?>\n<checkstyle version="4.3">\n</checkstyle>'
}

@test "many findings and attacks are XML 1.0 in which all text is text" {
	many_findings 12
	hostile_documents
	handoff_run check --format junit
	assert_status 1
	assert_junit "$OUT"
	assert_clean_bytes "$OUT"
	handoff_run check
	# One line a finding in both, in the same order, as far as a document's lines go.
	python3 - ../lines "$OUT" <<'END'
import json, sys

shown = []
for line in open(sys.argv[1], encoding="utf-8"):
    if line.startswith("/testsuites/testsuite/testcase/failure "):
        decoder = json.JSONDecoder()
        _, end = decoder.raw_decode(line, line.index("{"))
        shown += decoder.raw_decode(line, end + 1)[0].split("\n")
text = open(sys.argv[2], encoding="utf-8").read().replace("\ufffe", "\\u{fffe}").replace("\uffff", "\\u{ffff}")
assert shown == text.rstrip("\n").split("\n")
END
	handoff_run check --format checkstyle
	assert_checkstyle "$OUT"
	assert_clean_bytes "$OUT"
	assert_equal "$(grep -c '/error ' ../lines)" "$(handoff check | wc -l)"
	grep -qF ']]> <![CDATA[x]]> &lt; &#x0; <!-- x --> -->' ../lines
}

@test "characters that XML does not have are shown by their number" {
	item $A Title 'created: "\uFFFE\uFFFF\uFFFD"' </dev/null
	handoff_run check --format checkstyle
	assert_checkstyle "$OUT"
	grep -qF $'not &quot;\\u{fffe}\\u{ffff}\ufffd&quot;' "$OUT"
}

@test "documents of the wild give XML" {
	local samples=$PROJECT/../shared/samples

	[ -d "$samples" ] || skip "no samples beside the checkout"
	mkdir -p handoff/wild
	cp "$samples"/*/*.md handoff/wild
	chmod -R u+w handoff
	handoff_run check --format junit
	assert_junit "$OUT"
	handoff_run check --format checkstyle
	assert_checkstyle "$OUT"
}
