#!/usr/bin/env bats
# check --format sarif, as GitHub's code scanning and editors read it.

# shellcheck disable=SC2016  # backticks, $ and \ in single quotes are meant
load cli_helper
load formats_helper

A=handoff/item/a.md

local_setup() {
	item_kind
}

sarif() { # [PATH...]
	handoff_run check --format sarif "$@"
	assert_no_errors_said
}

results() { # FILTER: of every result
	jq -c ".runs[0].results[] | $1" "$OUT"
}

@test "a run without findings has no results and no rules, and says what made it" {
	item $A Title </dev/null
	sarif
	assert_status 0
	assert_sarif "$OUT"
	assert_equal "$(jq -c '[."$schema", .version, (.runs | length)]' "$OUT")" \
		'["https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json","2.1.0",1]'
	assert_equal "$(jq -c '.runs[0] | [.results, .tool.driver.rules, .columnKind, .invocations]' "$OUT")" \
		'[[],[],"utf16CodeUnits",[{"executionSuccessful":true}]]'
	assert_equal "$(jq -r '.runs[0].tool.driver | .name, .version, .semanticVersion' "$OUT" | tr '\n' ' ')" \
		"handoff $(handoff --version | cut -d ' ' -f 2) $(handoff --version | cut -d ' ' -f 2) "
	[[ $(jq -r '.runs[0].tool.driver.informationUri' "$OUT") == https://* ]]
}

@test "the official schema accepts reports of the good documents, of many findings and of attacks" {
	local schema

	schema=$(official_schema sarif-2.1.0.json)
	many_findings 15
	hostile_documents
	sarif
	assert_status 1
	assert_schema "$schema" "$OUT"
	rm -rf handoff .handoff
	good_documents
	sarif
	assert_status 0
	assert_schema "$schema" "$OUT"
}

@test "what is no SARIF is found by those who look for it" {
	local schema

	many_findings 1
	sarif
	assert_sarif "$OUT"
	jq '.runs[0].results[0].ruleIndex = 99' "$OUT" >../wrong.sarif
	refute assert_sarif ../wrong.sarif
	schema=$(official_schema sarif-2.1.0.json)
	jq '.runs[0].results[0].level = "grave"' "$OUT" >../wrong.sarif
	refute assert_schema "$schema" ../wrong.sarif
}

@test "a result has its rule, level, message, place and fingerprint" {
	item $A Title 'extra: x' <<<'| y | soon |'
	printf 'severity: {front/unknown-field: warning, table/cell-type: info}\n' >>.handoff/config.yaml
	sarif
	assert_status 0
	assert_sarif "$OUT"
	assert_equal "$(results '[.ruleId, .level, .message.text]')" \
		'["front/unknown-field","warning","unknown field \"extra\"; your own fields begin with \"x-\""]
["table/cell-type","note","Day must be a date such as 2026-01-31, not \"soon\""]'
	assert_equal "$(results '.locations[].physicalLocation | [.artifactLocation.uri, .artifactLocation.uriBaseId, (.region | .startLine, .startColumn, .endLine, .endColumn)]')" \
		"[\"$A\",\"%SRCROOT%\",6,1,6,6]
[\"$A\",\"%SRCROOT%\",19,7,19,11]"
	results '.partialFingerprints["handoff/v1"]' >../fingerprints
	handoff_run check --format json
	jq '.findings[].fingerprint' "$OUT" | cmp - ../fingerprints
}

@test "results point at their rules, each of which is there once with all that explain says" {
	many_findings 3
	sarif
	assert_equal "$(jq '[.runs[0] | .tool.driver.rules as $rules | .results[] | $rules[.ruleIndex].id == .ruleId] | all' "$OUT")" true
	assert_equal "$(jq -r '.runs[0].tool.driver.rules[].id' "$OUT" | sort)" \
		$'front/unknown-field\nlink/case\ntable/cell-type'
	jq '.runs[0].tool.driver.rules[] | select(.id == "link/case")' "$OUT" >../rule
	assert_equal "$(jq -c '[.name, .shortDescription.text, .defaultConfiguration, .properties.tags]' ../rule)" \
		'["LinkCase","A link differs from the file'\''s name in letter case only.",{"level":"error","enabled":true},["documentation","link"]]'
	handoff_ok explain link/case
	jq -rj '.help.text' ../rule | cmp - "$OUT"
	jq -r '.help.markdown' ../rule >../help.md
	grep -qxF '**Way out**' ../help.md
	grep -qxF '```markdown' ../help.md
	assert_equal "$(jq -r '.fullDescription.text' ../rule | wc -l)" 1
}

@test "the texts of every rule have room where GitHub shows them" {
	handoff_ok explain --format json
	jq -e 'all(.[]; (.summary | length) < 1000 and (.why | split("\n\n")[0] | length) <= 1024)' "$OUT" >/dev/null
}

@test "paths are relative references, with every other byte encoded" {
	item 'handoff/item/ü b%20c#d?e:f[g].md' Title 'extra: x' </dev/null
	item $'handoff/item/x\xff.md' Title </dev/null
	item ':x.md' Title 'extra: x' </dev/null
	sarif handoff ':x.md'
	assert_sarif "$OUT"
	assert_equal "$(results '.locations[0].physicalLocation.artifactLocation.uri' | sort -u)" \
		'"%3Ax.md"
"handoff/item/%C3%BC%20b%2520c%23d%3Fe%3Af%5Bg%5D.md"
"handoff/item/x%FF.md"'
}

@test "columns count UTF-16 code units" {
	item $A Title <<<'| 😀é中𝒳 | soon |'
	sarif
	assert_equal "$(results '.locations[0].physicalLocation.region | [.startColumn, .endColumn]')" '[12,16]'
	handoff_run check --format json
	assert_equal "$(jq -c '.findings[0] | [.start.column, .end.column]' "$OUT")" '[10,14]'
}

@test "fixes are to the byte what --fix does" {
	mendable_documents
	assert_mends_as_fix sarif
}

@test "a fix says what it does and where" {
	item $A Title <<<'| 😀 | 1 Oct 2026 |'
	sarif
	assert_sarif "$OUT"
	assert_equal "$(results '.fixes')" \
		"[{\"description\":{\"text\":\"written as 2026-10-01\"},\"artifactChanges\":[{\"artifactLocation\":{\"uri\":\"$A\",\"uriBaseId\":\"%SRCROOT%\"},\"replacements\":[{\"deletedRegion\":{\"startLine\":18,\"startColumn\":8,\"endLine\":18,\"endColumn\":18},\"insertedContent\":{\"text\":\"2026-10-01\"}}]}]}]"
}

@test "an exception is a suppression in the source, with its reason; other results have an empty list" {
	item $A Title <<<'| x | soon |'
	sed -i 's/^title/extra: x\n&/; s/^## Log/&\n\n<!-- handoff: allow table\/cell-type because the day is not known -->/' $A
	sarif
	assert_status 1
	assert_sarif "$OUT"
	assert_equal "$(results '[.ruleId, .suppressions, .baselineState]')" \
		'["front/unknown-field",[],null]
["table/cell-type",[{"kind":"inSource","status":"accepted","justification":"the day is not known"}],null]'
}

@test "a contract's own rule is named, with the document and the section" {
	item $A Title <<<'| x | 2999-01-01 |'
	sarif
	assert_equal "$(results '[.ruleId, .properties]')" \
		"[\"table/row\",{\"document\":\"$(sed -n 's/^id: //p' $A)\",\"section\":\"Item > Log\",\"contractRule\":\"no-future\"}]"
}

@test "text is no link in a message, and nothing invisible" {
	hostile_documents
	sarif
	assert_sarif "$OUT"
	refute grep -qF '](' <(jq -r '.runs[0].results[].message.text' "$OUT")
	results '.message.text' | grep -qF '![x] (http://evil.example/x.png)'
	jq -j '.runs[0].results[] | .message.text, (.properties | .document // "", .section // "", .contractRule // "")' "$OUT" >../texts
	assert_clean_bytes "$OUT" ../texts
}

@test "a policy that cannot be used is a run that did not succeed" {
	echo 'docments: []' >>.handoff/config.yaml
	handoff_run check --format sarif
	assert_status 2
	assert_sarif "$OUT"
	assert_equal "$(jq -c '.runs[0] | [.invocations[0].executionSuccessful, .results[0].ruleId]' "$OUT")" \
		'[false,"policy/unknown-key"]'
}

@test "the policy and the commit are named where they are of a commit" {
	item $A Title </dev/null
	git add -A
	git commit -q -m first
	handoff_run check --format sarif --rev HEAD --policy refs/heads/main
	assert_status 0
	assert_sarif "$OUT"
	assert_equal "$(jq -c '.runs[0].properties | [.policy.revision, .policy.trusted, .target.kind, .target.commit]' "$OUT")" \
		"[\"refs/heads/main\",true,\"commit\",\"$(git rev-parse HEAD)\"]"
}

@test "documents of the wild give reports that are SARIF" {
	local samples=$PROJECT/../shared/samples

	[ -d "$samples" ] || skip "no samples beside the checkout"
	mkdir -p handoff/wild
	cp "$samples"/*/*.md handoff/wild
	chmod -R u+w handoff
	sarif
	assert_status 1
	assert_sarif "$OUT"
	assert_schema "$(official_schema sarif-2.1.0.json)" "$OUT"
}
