#!/usr/bin/env bats
# check --format markdown: the comment of a bot, as GitHub and GitLab render it.

# shellcheck disable=SC2016  # backticks, $ and \ in single quotes are meant
load cli_helper
load formats_helper

A=handoff/item/a.md
MARKER='<!-- handoff: check -->'

local_setup() {
	item_kind
}

markdown() { # [OPTION or PATH...]
	handoff_run check --format markdown "$@"
	assert_no_errors_said
	assert_equal "$(head -n 1 "$OUT")" "$MARKER"
	[ "$(wc -c <"$OUT")" -le 65536 ] || fail "longer than a comment can be"
}

# Nothing outside of code that GitHub or GitLab would make more of than text.
assert_plain_text() {
	rendered text "$OUT" >../text
	refute grep -nE '[@#!~$%&^`|]|:[a-z]+:|https?:|www\.' ../text
	refute grep -qE '^[[:space:]]*/' "$OUT"
	assert_clean_bytes "$OUT"
}

@test "the verdict comes first" {
	item $A Title </dev/null
	markdown
	assert_status 0
	assert_output "$MARKER

**handoff: nothing to mend; 1 document checked.**

handoff $(handoff --version | cut -d ' ' -f 2)"
}

@test "findings are folded by file, the most severe first" {
	item handoff/item/B.md Title 'created: soon' </dev/null
	item $A Title 'other: b.md' 'extra: x' </dev/null
	printf 'severity: {link/case: warning}\n' >>.handoff/config.yaml
	markdown
	assert_status 1
	assert_output "$MARKER

**handoff: 2 errors, 1 warning in 2 files; 2 documents checked.**

<details>
<summary><code>handoff/item/B.md</code>: 1 error</summary>

- **error**, line 6: \`\` \`created\` must be a date such as 2026-01-31, not \"soon\" \`\` (\`front/type\`)

</details>

<details>
<summary><code>$A</code>: 1 error, 1 warning</summary>

- **error**, line 7: \`unknown field \"extra\"; your own fields begin with \"x-\"\` (\`front/unknown-field\`)
- warning, line 6: \`\"b.md\" differs in letter case from the file handoff/item/B.md\` (\`link/case\`)

</details>

handoff $(handoff --version | cut -d ' ' -f 2)"
	assert_plain_text
}

@test "exceptions and what was mended are counted" {
	item $A Title 'created: 1 Oct 2026' <<<'| x | soon |'
	sed -i 's/^## Log/&\n\n<!-- handoff: allow table\/cell-type because the day is not known -->/' $A
	markdown --fix
	assert_status 0
	assert_line '1 place mended. 1 exception with reasons.'
}

@test "what the policy would be, and whose it was, is said" {
	item $A Title </dev/null
	git add -A
	git commit -q -m first
	printf 'ignore: [x]\n' >>.handoff/config.yaml
	git commit -q -a -m policy
	handoff_run check --format markdown --rev HEAD --policy HEAD~1
	assert_status 1
	assert_line 'The policy is changed here, and was not applied as it stands here: `.handoff/config.yaml`. Under the policy that stands here there would be 0 errors and 0 warnings.'
	assert_equal "$(tail -n 1 "$OUT")" \
		"handoff $(handoff --version | cut -d ' ' -f 2), documents of \`HEAD\` (\`$(git rev-parse --short=12 HEAD)\`), policy of \`HEAD~1\` (\`$(git rev-parse --short=12 HEAD~1)\`)"
	assert_plain_text
}

@test "text of documents is rendered as it is, and as nothing else" {
	local path text

	hostile_documents
	find . -name '*.md' -not -path './.handoff/*' -print0 >../paths
	while IFS= read -r -d '' path; do
		markdown "${path#./}"
		assert_status 1
		assert_plain_text
		rendered code "$OUT" >../code
		handoff check "${path#./}" >../findings || :
		# Each message stands there, as code, to the byte.
		while IFS= read -r text; do
			grep -qxF -- "$text" ../code || fail "not in a code span of its own: $text"
		done < <(sed -E 's/^.*\.md:[0-9]+:[0-9]+: (error|warning|info): (.*) \[[a-z]+\/[a-z-]+\]$/\2/' ../findings)
	done <../paths
}

@test "all attacks at once are one comment" {
	hostile_documents
	markdown
	assert_status 1
	assert_plain_text
}

@test "what there is no room for is left out between findings, the least severe first, and counted" {
	local shown

	many_findings 400
	markdown
	assert_status 1
	assert_plain_text
	assert_line '**handoff: 400 errors, 400 warnings, 400 notes in 400 files; 401 documents checked.**'
	[ "$(wc -c <"$OUT")" -gt 64000 ]
	shown=$(grep -c '^- .*line' "$OUT")
	assert_line "$((1200 - shown)) of 1200 findings are not shown: there is no room for them in a comment. \`handoff check\` lists them all."
	refute grep -q '^- info' "$OUT"
	rm -rf handoff/item/many3* handoff/item/many2*
	markdown
	assert_in_output '**error**'
}

@test "files with long names and long messages leave room for one another" {
	local number long

	long=$(head -c 200 /dev/zero | tr '\0' '<')
	for number in $(seq 120); do
		item "handoff/item/$long/$long$number.md" Title "created: $long$long" </dev/null
	done
	markdown
	assert_status 1
	assert_plain_text
	assert_in_output ' of 120 findings are not shown'
}

@test "a policy that cannot be used is the verdict" {
	echo 'docments: []' >>.handoff/config.yaml
	handoff_run check --format markdown
	assert_status 2
	assert_line '**handoff: 1 error in 1 file; the files under `.handoff/` cannot be used, and nothing was checked.**'
	assert_plain_text
}

@test "documents of the wild give a comment" {
	local samples=$PROJECT/../shared/samples

	[ -d "$samples" ] || skip "no samples beside the checkout"
	mkdir -p handoff/wild
	cp "$samples"/*/*.md handoff/wild
	chmod -R u+w handoff
	markdown
	assert_status 1
	assert_plain_text
}
