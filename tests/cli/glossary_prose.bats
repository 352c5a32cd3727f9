#!/usr/bin/env bats
# False alarms kill linters: the terms that `glossary new` offers, held against prose in which most of
# them are everyday words, and against sentences of research.

load cli_helper

PROSE=$PROJECT/tests/prose

local_setup() {
	handoff init --bare-bones >/dev/null
	handoff glossary new 'Our words' >/dev/null
	mkdir -p handoff/brief
}

# A page for everybody, out of the lines of standard input.
page() { # NAME
	{
		printf -- '---\nkind: brief\nid: %s\ntitle: Page\nstatus: in-review\nlevel: 1\n---\n' "$1"
		cat
	} >"handoff/brief/$1.md"
}

# Each sentence on a page of its own.
pages() { # FILE
	local sentence count=0

	while IFS= read -r sentence; do
		count=$((count + 1))
		printf '# Page\n\n## What\n\n%s\n' "$sentence" | page "$(printf 'p%03d' "$count")"
	done <"$1"
	[ "$count" -gt 40 ]
}

jargon() {
	grep -F '[glossary/jargon]' "$OUT" || :
}

@test "in 10,000 words of minutes, letters, reports and papers nothing is reported" {
	local file name words

	words=$(cat "$PROSE"/jargon-*.md | grep -oE "[A-Za-z0-9][A-Za-z0-9'-]*" | wc -l)
	[ "$words" -ge 10000 ] || fail "these are $words words"
	for file in "$PROSE"/jargon-*.md; do
		name=$(basename "$file" .md)
		page "$name" <"$file"
	done
	handoff_run check
	assert_status 1 # they are no briefs in any other way
	assert_equal "$(jargon)" ''
}

@test "everyday words in everyday senses are not reported" {
	pages "$PROSE/everyday-words.txt"
	handoff_run check
	assert_equal "$(jargon)" ''
}

@test "every sentence of research is reported" {
	local page

	pages "$PROSE/terms-of-research.txt"
	handoff_run check
	for page in handoff/brief/*.md; do
		jargon | grep -qF "$page:" || fail "not reported: $(tail -n 1 "$page")"
	done
}

@test "the example documents have no word without its translation" {
	rm -rf handoff .handoff
	good_documents
	handoff_run check
	assert_equal "$(jargon)" ''
}
