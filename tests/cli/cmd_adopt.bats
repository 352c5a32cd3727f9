#!/usr/bin/env bats
# adopt: what it adds to files that are there, and that every byte that was there stays, in its order.

# shellcheck disable=SC2016  # backticks, $ and \ in single quotes are meant
load cli_helper

F=docs/a.md

local_setup() {
	handoff init --bare-bones --no-hooks >/dev/null
	mkdir -p .handoff/templates docs
	cat >.handoff/templates/item.md <<'END'
---
kind: item
contract:
  name: Item
  about: A thing.
  directory: handoff/item
  fields:
    title: {type: string, required: true, max: 60, equals: heading}
    schema: {type: integer, required: true, default: "1"}
    owner: {type: person, required: true, default: "{{author}}"}
    authors: {type: list, of: person, required: true, default: "[{{author}}]"}
    created: {type: date, required: true, default: "{{date}}"}
    updated: {type: date, default: "{{date}}"}
    weight: {type: integer, required: true, about: in grams}
    colour: string
    reviewers: {type: list, of: person, from: review}
  lifecycle: {initial: draft, draft: [review], review: [draft]}
  strict-from: review
  sections:
    Purpose: {aliases: [Why, Use]}
    Costs:
      table: {columns: {What: text, Amount: quantity}, min-rows: 1}
    Steps:
      from: review
      about: How it goes.
    Photos: {optional: true}
    Colours: {when: {colour: {present: true}}}
---
# {{title}}

## Purpose

<!-- What it is for. -->

### Users

<!-- Who has it. -->

## Costs

<!-- One row each. Example row:
| paper | 3 EUR |
-->

| What | Amount |
|---|---|

## Steps

<!-- One after the other. -->

## Photos

## Colours
END
	commit_all 2024-02-29T12:00:00Z
}

commit_all() { # DATE
	git add -A
	GIT_AUTHOR_DATE=$1 GIT_COMMITTER_DATE=$1 git commit -q -m "on $1"
}

# Writes a file; printf's escapes count.
file() { # TEXT [PATH]
	mkdir -p "$(dirname -- "${2-$F}")"
	printf '%b' "$1" >"${2-$F}"
	cp "${2-$F}" ../before
}

adopt() {
	handoff_ok adopt --kind item "$F"
	assert_only_added ../before "$F"
}

# By lines too, where none was extended.
assert_only_lines_added() {
	refute grep -q '^<' <(diff ../before "$F")
}

front() {
	awk 'NR > 1 && /^---\r?$/ { exit } NR > 1' "$F"
}

body() {
	awk 'n > 1; /^---\r?$/ { n++ }' "$F"
}

# ---- Front matter ----------------------------------------------------------------------------------

@test "a file without front matter gets what new would write, for its title and since it is there" {
	file '# A thing\n\n## Purpose\n\nIt is.\n'
	commit_all 2019-07-08T23:30:00+02:00
	adopt
	assert_only_lines_added
	assert_equal "$(front)" 'kind: item
id: a-thing-item
title: A thing
status: draft
schema: 1
owner: alice
authors: [alice]
created: 2019-07-08
updated: 2026-11-24
weight: # in grams
reviewers: # (needed from review) a list'
	assert_output "$F: adopted as item: 11 fields, 3 sections added"
	assert_errors "handoff: $F is not among the documents that check finds: name it, as in \`handoff check $F\`"
}

@test "front matter that is there gets the fields that have a value, in the template's order" {
	file '---\n# ours\ntitle: "A thing"\nx-team: feed # see below\nauthors:\n- alice\nlicense: mit\n---\n# A thing\n'
	adopt
	assert_only_lines_added
	assert_equal "$(front)" 'kind: item
id: a-thing-item
# ours
title: "A thing"
status: draft
schema: 1
owner: alice
x-team: feed # see below
authors:
- alice
created: 2026-11-24
updated: 2026-11-24
license: mit'
	handoff_run check "$F"
	assert_in_output "$F:14:1: error: unknown field \"license\"; your own fields begin with \"x-\" [front/unknown-field]"
	refute grep -qE 'error: .*\[(front/syntax|section)' "$OUT"
}

@test "keys that have nothing get their value; what has something stays, though it is wrong" {
	file '---\nstatus:\ntitle: # what it is\nowner: nobody\nid: ~\nschema: "7"\nauthors: []\nkind :\n---\n# A thing\n'
	adopt
	assert_equal "$(front)" 'status: draft
title: A thing # what it is
owner: nobody
id: ~
schema: "7"
authors: []
created: 2026-11-24
updated: 2026-11-24
kind : item'
	assert_output "$F: adopted as item: 5 fields, 4 sections added"
}

@test "front matter without fields, or with a comment only, is filled" {
	file '---\n---\n# A thing\n'
	adopt
	assert_only_lines_added
	assert_equal "$(front | head -n 2)" 'kind: item
id: a-thing-item'
	file '---\n# nothing yet\n---\n# A thing\n'
	adopt
	assert_only_lines_added
	assert_equal "$(front | head -n 2)" '# nothing yet
kind: item'
}

@test "nested maps, block scalars and lists at the margin stay as they are" {
	file '---\nmodel-index:\n- name: x\n  results:\n  - task: {type: y}\n    metrics:\n    - value: 20.90\ntext: |\n  title: no\n\n  last\n\nwidget:\n- text: "a\\\\nb"\n---\n# A thing\n'
	adopt
	assert_only_lines_added
	handoff_run check "$F"
	refute grep -q 'front/syntax' "$OUT"
	assert_in_output '`weight` is missing: in grams'
}

@test "the title is that of the front matter, else of the first heading of level 1, else the file's name" {
	file '---\ntitle: From the front\n---\n# Another\n'
	adopt
	assert_in_file "$F" 'id: from-the-front-item'
	file '## Purpose\n\nText.\n\n# First\n\n# Second\n'
	adopt
	assert_in_file "$F" 'title: First'
	file 'Under\nlined\n=====\n\ntext\n'
	adopt
	assert_in_file "$F" 'title: Under lined'
	handoff_run check "$F"
	refute grep -q 'differs from the first heading' "$OUT"
	file '#\n\ntext\n'
	adopt
	assert_in_file "$F" 'title: a'
	file 'text\n' docs/BotXO,ai/README.md
	handoff_ok adopt --kind item docs/BotXO,ai/README.md
	assert_in_file docs/BotXO,ai/README.md 'title: BotXO,ai'
	assert_in_file docs/BotXO,ai/README.md 'id: botxo-ai-item'
	file 'text\n' README.md
	handoff_ok adopt --kind item README.md
	assert_in_file README.md 'title: repo'
	file 'text\n' 'docs/decide is down'
	handoff_ok adopt --kind item 'docs/decide is down'
	assert_in_file 'docs/decide is down' 'title: decide is down'
}

@test "every file gets an id of its own" {
	note handoff/item/taken.md Taken
	sed -i 's/^id: .*/id: a-thing-item/' handoff/item/taken.md
	file '# A thing\n'
	cp "$F" docs/b.md
	handoff_ok adopt --kind item "$F" docs/b.md
	assert_in_file "$F" 'id: a-thing-item-2'
	assert_in_file docs/b.md 'id: a-thing-item-3'
}

@test "a title without a letter leaves the id to the file's name, and that to the writer" {
	file '# 日本\n'
	adopt
	assert_in_file "$F" 'id: a-item'
	assert_in_file "$F" 'title: 日本'
	file '# 日本\n' docs/日本.md
	handoff_run adopt --kind item docs/日本.md
	assert_refused 'docs/日本.md: neither its title nor its name has a letter or digit that an id can be made of: begin it with lines `---`, `id: NAME`, `---`'
	file '---\nid: nihon\n---\n# 日本\n' docs/日本.md
	handoff_ok adopt --kind item docs/日本.md
	assert_in_file docs/日本.md 'id: nihon'
}

@test "a title that is too long, or looks like something else, is taken as it is" {
	file "# $(printf 'word %.0s' {1..40})\n"
	adopt
	handoff_run check "$F"
	assert_in_output '`title` is 199 characters, at most 60 are allowed'
	file '# yes: [a] *b* `c` #d "e"\n'
	adopt
	handoff_run check "$F"
	refute grep -qE 'front/syntax|differs from' "$OUT"
}

@test "who is not in the roster is not written as author" {
	git config --global user.email zoe@example.com
	file '# A thing\n'
	handoff_ok adopt --kind item "$F"
	assert_in_errors 'nobody in .handoff/people.yaml has the e-mail address zoe@example.com, so that the document has no author yet'
	grep -q '^owner: #' "$F"
	file '---\nx: 1\n---\n# A thing\n'
	handoff_ok adopt --kind item "$F"
	refute grep -q '^owner' "$F"
}

# ---- Since when it is there ------------------------------------------------------------------------

@test "created is the day of the first commit that has the file, across merges, whatever came later" {
	file '# A thing\n'
	commit_all 2020-01-02T00:00:00Z
	git switch -q -c side
	file '# Another\n' docs/b.md
	commit_all 2021-05-06T00:00:00Z
	git switch -q main
	echo more >>"$F"
	commit_all 2022-03-04T00:00:00Z
	git merge -q side -m merged
	echo 'not committed' >>"$F"
	handoff_ok adopt --kind item "$F" docs/b.md
	assert_in_file "$F" 'created: 2020-01-02'
	assert_in_file docs/b.md 'created: 2021-05-06'
}

@test "created is today for a file that no commit has, in a repository without commits, and in a shallow clone" {
	file '# A thing\n'
	adopt
	assert_in_file "$F" 'created: 2026-11-24'
	file '# A thing\n'
	rm -rf .git
	git init -q
	adopt
	assert_in_file "$F" 'created: 2026-11-24'
	file '# A thing\n'
	commit_all 2020-01-02T00:00:00Z
	commit_all 2020-01-03T00:00:00Z || git commit -q --allow-empty -m later
	git clone -q --depth 1 "file://$PWD" ../shallow
	cd ../shallow
	handoff_ok adopt --kind item "$F"
	assert_in_file "$F" 'created: 2026-11-24'
}

@test "a commit from the future does not make a document of the future" {
	file '# A thing\n'
	commit_all 2030-01-02T00:00:00Z
	adopt
	assert_in_file "$F" 'created: 2026-11-24'
}

# ---- Sections and tables ---------------------------------------------------------------------------

@test "missing sections are put in where they belong, with guidance; what is optional or does not apply is not" {
	file '# A thing\n\nIntro.\n\n## Why\n\nBecause.\n\n## Other\n\nText.\n'
	adopt
	assert_only_lines_added
	assert_equal "$(body)" '
# A thing

Intro.

## Why

Because.

### Users

<!-- Who has it. -->

## Costs

<!-- One row each. Example row:
| paper | 3 EUR |
-->

| What | Amount |
|---|---|

## Steps

<!-- One after the other. -->

## Other

Text.'
	file '---\ncolour: red\n---\n# A thing\n'
	adopt
	grep -qx '## Colours' "$F"
	refute grep -qx '## Photos' "$F"
}

@test "headings count whatever their level, case, number and underline" {
	file '# A thing\n\n1. x\n\n### 2. USE:\n\nText.\n\n#### users\n\nAll.\n\nCosts\n-----\n\nNot applicable: it is free of charge.\n\nSteps\n-----\n\nOne.\n'
	adopt
	assert_only_lines_added
	assert_output "$F: adopted as item: 11 fields added"
}

@test "a section that is put in takes in no heading that stood below another one" {
	local sections='Purpose Costs Checks Steps' section

	{
		printf -- '---\nkind: deep\ncontract:\n  directory: handoff/deep\n  lifecycle: {initial: draft, draft: []}\n---\n'
		for section in $sections; do
			printf '## %s\n\n<!-- Of %s. -->\n\n' "$section" "$section"
		done
	} >.handoff/templates/deep.md
	file '# A\n\n## Purpose\n\nA.\n\n## Back\n\n### Costs\n\nB.\n\n### History\n\nC.\n\n## End\n\nD.\n'
	handoff_ok adopt --kind deep "$F"
	assert_equal "$(grep '^#' "$F" | tr '\n' ' ')" '# A ## Purpose ## Back ### Costs ### History ## Checks ## Steps ## End '
	# What comes later in the template stays behind it: then it is as deep.
	file '# A\n\n## Purpose\n\nA.\n\n## Back\n\n### Costs\n\nB.\n\n### Steps\n\nC.\n\n## End\n\nD.\n'
	handoff_ok adopt --kind deep "$F"
	assert_equal "$(grep '^#' "$F" | tr '\n' ' ')" '# A ## Purpose ## Back ### Costs ### Checks ### Steps ## End '
	handoff_run check "$F"
	refute grep -q section/order "$OUT"
}

@test "a section without its table gets it, with guidance, before what stands below it" {
	file '# A thing\n\n## Purpose\n\nA.\n\n### Users\n\nB.\n\n## Costs\n\nMuch:\n- a\n### Details\n\n| Other | Table |\n|---|---|\n| 1 | 2 |\n\n## Steps\n\nC.'
	adopt
	assert_output "$F: adopted as item: 11 fields, 1 table added"
	assert_equal "$(body | sed -n '/^## Costs/,/^### Details/p')" '## Costs

Much:
- a

<!-- One row each. Example row:
| paper | 3 EUR |
-->

| What | Amount |
|---|---|

### Details'
	handoff_run check "$F"
	assert_in_output 'the table of "Costs" has 0 rows, at least 1 are needed [table/too-few-rows]'
	assert_in_output 'guidance of the template is left beside the text'
}

@test "a table that has one of the columns is the one, and stays as it is" {
	file '# A thing\n\n## Purpose\n\nA.\n\n### Users\n\nB.\n\n## Costs\n\n| what | Price |\n|---|---|\n| a | 3 EUR |\n\n## Steps\n\nC.\n'
	adopt
	assert_output "$F: adopted as item: 11 fields added"
	handoff_run check "$F"
	assert_in_output 'column "Amount" is missing'
}

@test "behind what is never closed nothing is put in; once it is closed, the rest follows" {
	file '# A thing\n\n## Purpose\n\n```\ncode\n'
	adopt
	assert_only_lines_added
	assert_output "$F: adopted as item: 11 fields added; no sections, as a code block in it is never closed: close it, and adopt the file again"
	refute grep -q '^## Costs' "$F"
	handoff_ok adopt --kind item "$F"
	assert_output "$F: item already, nothing to add; no sections, as a code block in it is never closed: close it, and adopt the file again"
	echo '```' >>"$F"
	adopt
	assert_output "$F: adopted as item: 3 sections added"
	file '# A thing\n\n## Purpose\n\n<!-- for ever\n'
	adopt
	assert_output "$F: adopted as item: 11 fields added; no sections, as a comment or HTML in it is never closed: close it, and adopt the file again"
}

@test "CRLF, a byte order mark, no line end at the end, and an empty file are kept as they are" {
	file '# A thing\r\n\r\n## Purpose\r\n\r\nText.\r\n'
	adopt
	refute grep -qv $'\r$' "$F"
	file '\xef\xbb\xbf---\r\nx: 1\r\n---\r\n# A thing\r\n'
	adopt
	assert_equal "$(head -c 5 "$F" | od -An -tx1)" ' ef bb bf 2d 2d'
	refute grep -qv $'\r$' "$F"
	file '\xef\xbb\xbf# A thing'
	adopt
	assert_equal "$(head -c 7 "$F" | od -An -tx1)" ' ef bb bf 2d 2d 2d 0a'
	file ''
	adopt
	assert_equal "$(head -n 2 "$F" | tail -n 1)" 'kind: item'
	handoff_run check "$F"
	refute grep -q 'error' "$OUT"
}

@test "done twice, nothing changes: neither the bytes nor the file" {
	local before

	file '---\nx: 1\n---\n# A thing\n\n## Costs\n\nMuch.\n'
	adopt
	before=$(stat -c '%i %Y' "$F")
	cp "$F" ../once
	handoff_ok adopt --kind item "$F"
	assert_output "$F: item already, nothing to add"
	assert_no_errors_said
	cmp "$F" ../once
	assert_equal "$(stat -c '%i %Y' "$F")" "$before"
}

@test "a document of the kind gets what it lacks only" {
	handoff_ok item new 'A thing' --set weight=3
	sed -i -e '/^owner:/d' -e '/^## Costs/,/^|---/d' handoff/item/a-thing.md
	handoff_ok adopt --kind item handoff/item/a-thing.md
	assert_output 'handoff/item/a-thing.md: adopted as item: 1 field, 1 section added'
	assert_errors 'handoff: `handoff check handoff/item/a-thing.md` says what is left to write'
}

@test "after it, a check finds gaps and nothing worse" {
	file '# A thing\n\nText.\n'
	adopt
	handoff_run check "$F"
	assert_status 0
	refute grep -q 'error' "$OUT"
}

# ---- What is refused -------------------------------------------------------------------------------

# Refused, and not touched.
refuse() { # TEXT MESSAGE
	file "$1"
	handoff_run adopt --kind item "$F"
	assert_refused "handoff: $F$2"
	cmp "$F" ../before
}

@test "front matter that cannot be read is refused at its place, with how to mend it" {
	refuse '---\ntitle: a\nauthors:\n  - @bob\n---\n# A\n' ":4:5: a value cannot begin with '@': quote it: '@bob'; --quote does that for all of them"
	refuse '---\ntitle: "a”\nauthors:\n  - "@bob"\n---\n# A\n' ':4:6: the quote right before this ends a text that begins further up: end that one with the same straight quote'
	refuse '---\ntitle: a: b\n---\n# A\n' ":2:9: a value with ': ' in it must be quoted"
	refuse '---\ntitle: a\ntitle: b\n---\n# A\n' ':3:1: '
	refuse '---\ntitle: *a\n---\n# A\n' ':2:8: '
	refuse '---\n\n# A\n\ntext\n' ":1:1: the front matter is never closed: add a line '---' after its last field"
	refuse '---\n{}\n---\n# A\n' ':2:1: write the front matter with one `field: value` a line, without braces and indentation, and try again'
	refuse '---\n  title: a\n  x-b: 1\n---\n# A\n' ':2:3: write the front matter with one `field: value` a line, without braces and indentation, and try again'
	refuse '# A \xff\n' ':1:5: not valid UTF-8'
}

@test "a document of another kind is refused, whether that is known or not" {
	refuse '---\nkind: brief\n---\n# A\n' ':2:1: it is of another kind already: "brief"'
	refuse '---\ntitle: a\nkind: Deployment\n---\n# A\n' ':3:1: it is of another kind already: "Deployment"'
	refuse '---\nkind: [item]\n---\n# A\n' ':2:1: it is of another kind already: "[item]"'
}

@test "what somebody signed off stays as it is" {
	file '---\nkind: item\nid: a\ntitle: A\nstatus: draft\nsignoffs:\n  - role: x\n---\n# A\n'
	handoff_ok adopt --kind item "$F"
	assert_output "$F: is signed off, and stays as it is"
	cmp "$F" ../before
}

@test "links, directories, what is outside, under .handoff/ or in .git is refused" {
	file '# A\n'
	ln -s a.md docs/link.md
	ln -s docs linked
	handoff_run adopt --kind item docs/link.md
	assert_refused 'docs/link.md: is a symbolic link, not followed'
	handoff_run adopt --kind item linked/a.md
	assert_refused 'linked: is a symbolic link, not followed'
	handoff_run adopt --kind item docs
	assert_refused 'docs: a directory; name the files in it'
	handoff_run adopt --kind item docs/none.md
	assert_refused 'docs/none.md: no such file'
	handoff_run adopt --kind item ../before
	assert_refused '../before: outside the repository'
	handoff_run adopt --kind item .handoff/templates/item.md
	assert_refused '.handoff/templates/item.md: what lies under .handoff/ is no document'
	handoff_run adopt --kind item .git/config
	assert_refused '.git/config: no such file'
	mkfifo docs/fifo.md
	handoff_run adopt --kind item docs/fifo.md
	assert_refused 'not a regular file'
	cmp "$F" ../before
}

@test "a file that is larger than the limit, or would be, is refused" {
	echo 'limits: {document-kib: 2}' >>.handoff/config.yaml
	file "# A\n\n$(printf 'word %.0s' {1..500})\n"
	handoff_run adopt --kind item "$F"
	assert_refused "$F: larger than the limit; raise \`limits: document-kib\` in .handoff/config.yaml"
	file "# A\n\n$(printf 'word %.0s' {1..400})\n"
	handoff_run adopt --kind item "$F"
	assert_refused "$F: with what is missing it would be larger than the limit"
	cmp "$F" ../before
	file "# A\n\n$(printf 'word %.0s' {1..330})\n"
	handoff_run adopt --kind item "$F"
	assert_refused "$F: with what is missing it would be larger than the limit"
	cmp "$F" ../before
}

@test "one file that is refused does not keep the others from being adopted" {
	file '---\nkind: brief\n---\n' docs/b.md
	file '# C\n' docs/c.md
	file '# A\n'
	handoff_run adopt --kind item "$F" docs/b.md docs/c.md
	assert_status 2
	assert_output "$F: adopted as item: 11 fields, 4 sections added
docs/c.md: adopted as item: 11 fields, 4 sections added"
	assert_errors 'handoff: docs/b.md:2:1: it is of another kind already: "brief"
handoff: 2 of them are not among the documents that check finds: add them to `documents:` in .handoff/config.yaml, or name them'
}

@test "the command line is checked before anything is read" {
	file '# A\n'
	handoff_run adopt "$F"
	assert_refused 'adopt needs --kind KIND: what the files become; `handoff kinds` lists the kinds'
	handoff_run adopt --kind item
	assert_refused 'adopt takes one file or more'
	handoff_run adopt --kind itm "$F"
	assert_refused 'no kind "itm"; did you mean "item"?'
	handoff_run adopt --kind ../x "$F"
	assert_refused 'no kind "../x"'
	git clone -q --bare . ../bare.git
	cd ../bare.git
	handoff_run adopt --kind item docs/a.md
	assert_refused 'bare'
}

@test "paths are told as they are seen from where one stands" {
	file '# A\n'
	cd docs
	handoff_ok adopt --kind item a.md
	assert_output 'a.md: adopted as item: 11 fields, 4 sections added'
	assert_errors 'handoff: a.md is not among the documents that check finds: name it, as in `handoff check a.md`'
}

@test "a policy that cannot be used is trouble" {
	file '# A\n'
	echo 'nonsense: 1' >>.handoff/config.yaml
	handoff_run adopt --kind item "$F"
	assert_status 2
	assert_in_errors 'the files under .handoff/ cannot be used'
	cmp "$F" ../before
}

@test "a working tree that configuration points elsewhere is not written to" {
	file '# A\n'
	git config core.worktree "$BATS_TEST_TMPDIR/elsewhere"
	mkdir ../elsewhere
	cp -R . ../elsewhere
	handoff_run adopt --kind item "$F"
	assert_status 2
	cmp "$F" ../before
}

# ---- --quote ---------------------------------------------------------------------------------------

@test "--quote puts quotes around values that begin with @, and around nothing else" {
	file '---\nowner: @bob # the boss\nreviewers:\n  - @al\n  - "@x"\nauthors: [@a, b, @c]\nx-a: `code`\nx-b: a@b\n---\n# A\n'
	handoff_ok adopt --kind item --quote "$F"
	assert_only_added ../before "$F"
	assert_in_file "$F" 'owner: "@bob" # the boss'
	assert_in_file "$F" '  - "@al"'
	assert_in_file "$F" 'authors: ["@a", b, "@c"]'
	assert_in_file "$F" 'x-a: "`code`"'
	assert_in_file "$F" 'x-b: a@b'
	assert_output "$F: adopted as item: 5 values quoted, 7 fields, 4 sections added"
}

@test "--quote does not touch what else is wrong" {
	file '---\nowner: @bob\ntitle: a: b\n---\n# A\n'
	handoff_run adopt --kind item --quote "$F"
	assert_refused "$F:3:9: a value with ': ' in it must be quoted"
	cmp "$F" ../before
	file '---\nowner: @b"\\\\o'"'"'b\n---\n# A\n'
	handoff_run adopt --kind item --quote "$F"
	assert_refused "$F:2:8: a value cannot begin with '@'"
	cmp "$F" ../before
}

# ---- --dry-run -------------------------------------------------------------------------------------

@test "--dry-run shows a patch that git applies, and writes nothing" {
	file '# A\n\n## Purpose\n\nText.\n' docs/b.md
	file '---\nx: 1\n---\n# A\t\n'
	git add -A
	tree >../tree
	handoff_ok adopt --kind item --dry-run "$F" docs/b.md
	assert_no_errors_said
	tree | cmp - ../tree
	assert_line "--- a/$F"
	assert_line "+++ b/$F"
	assert_line '+kind: item'
	refute grep -q '^-[^-]' "$OUT"
	git apply "$OUT"
	handoff_ok adopt --kind item "$F" docs/b.md
	assert_output "$F: item already, nothing to add
docs/b.md: item already, nothing to add"
}

@test "--dry-run has colours on a terminal, and escapes what is hostile" {
	file '# A \e[31m\n\n## \xe2\x80\xae\n'
	handoff_run --color always adopt --kind item --dry-run "$F"
	assert_status 0
	grep -q $'^\e\[32m+kind: item\e\[m$' "$OUT"
	handoff_run adopt --kind item --dry-run "$F"
	assert_withstood
	handoff_run adopt --kind item "$F"
	assert_withstood
	handoff_run check "$F"
	assert_withstood
}

@test "escapes in names and kinds reach no output" {
	file '# A\n' $'docs/\e[31m\xe2\x80\xae\n.md'
	handoff_run adopt --kind item $'docs/\e[31m\xe2\x80\xae\n.md'
	assert_withstood
	file $'---\nkind: "x\\e[31m"\n---\n'
	handoff_run adopt --kind item "$F"
	assert_withstood
	handoff_run adopt --kind $'\e[31m' "$F"
	assert_withstood
}

# ---- Cards of the Hugging Face hub -----------------------------------------------------------------

@test "a card of the Hugging Face hub keeps all that the hub reads, and passes as a draft" {
	cat >README.md <<'END'
---
language:
- en
- no
license: other
license_name: my-license
license_link: LICENSE
library_name: transformers
tags:
- audio
base_model: openai/whisper-small
base_model_relation: finetune
datasets: common_voice
metrics:
- wer
pipeline_tag: automatic-speech-recognition
thumbnail: "https://example.com/x.png"
co2_eq_emissions:
  emissions: 12
  source: mlco2
widget:
- text: "Jens Peter Hansen kommer fra Danmark"
  example_title: A
inference:
  parameters:
    temperature: 0.7
extra_gated_fields:
  Company: text
  I agree to use this model for non-commercial use ONLY: checkbox
new_version: me/whisper-2
model-index:
- name: Whisper
  results:
  - task:
      type: automatic-speech-recognition
    dataset:
      name: Common Voice
      type: common_voice
      args: {language: en}
    metrics:
    - type: wer
      value: 20.90
---

# Model Card for Whisper

## Uses

### Direct Use

Speech.

### Out-of-Scope Use

[More Information Needed]

## Bias, Risks, and Limitations

Some.

## Training Details

### Training Data

CV.

## Evaluation

### Testing Data, Factors & Metrics

#### Testing Data

X

### Results

| Model | WER |
|-------|-----|
| a     | 20  |
END
	cp README.md ../before
	handoff_ok adopt README.md --kind model-card
	assert_errors 'handoff: README.md is not among the documents that check finds, as no README.md is: name it, as in `handoff check README.md`'
	refute grep -q '^<' <(diff ../before README.md)
	# Its metadata stands there as one block, with nothing empty in it.
	[[ $(<README.md) == *"$(sed -n '2,/^---/p' ../before)"* ]]
	refute grep -qE '^[a-z_-]+: *(#.*)?$' <(sed -n '2,/^language/{/^language/!p}' README.md)
	handoff_run check README.md
	assert_status 0
	refute grep -q 'error' "$OUT"
}
