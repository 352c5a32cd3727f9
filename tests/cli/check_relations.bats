#!/usr/bin/env bats
# How documents refer to one another: ids, kinds, links back, circles, what was withdrawn.

load cli_helper

local_setup() {
	mkdir -p .handoff/templates handoff/page handoff/note
	printf 'version: 1\n' >.handoff/config.yaml
	cat >.handoff/templates/page.md <<'END'
---
kind: page
contract:
  name: Page
  about: For tests of relations.
  directory: handoff/page
  fields:
    title:         {type: string, required: true}
    next:          {type: link, to: page, acyclic: true}
    parents:       {type: list, of: link, acyclic: true}
    supersedes:    {type: link, to: page, inverse: superseded-by}
    superseded-by: {type: link, to: page, inverse: supersedes}
    parts:         {type: list, of: {type: link, to: page, inverse: whole}}
    whole:         {type: link, to: page, inverse: parts}
    see:           {type: list, of: link}
    any:           {type: link}
    two:           {type: link, to: [page, note]}
    about:
      type: list
      of: {type: map, fields: {rel: {enum: [corrects, reports, mentions]}, target: {type: link, to: {by: rel, corrects: page, reports: [note, page]}}}}
  lifecycle: {initial: draft, draft: [done, rejected], done: [superseded, revoked], superseded: [], revoked: [], rejected: []}
  withdrawn: [rejected, revoked]
  sections:
    Uses:
      optional: true
      table: {columns: {Page: {type: link, to: page}, Pages: {type: list, of: {type: link, to: page}, required: no}}}
---
# {{title}}

## Text

## Uses

| Page | Pages |
|---|---|
END
	cat >.handoff/templates/note.md <<'END'
---
kind: note
contract:
  name: Note
  directory: handoff/note
  fields: {title: string}
  lifecycle: {initial: draft, draft: [done], done: []}
---
# {{title}}

## Text
END
	page a
	page b
	page c
	page d
	printf -- '---\nkind: note\nid: n\ntitle: N\nstatus: done\n---\n# N\n\n## Text\n\nText.\n' >handoff/note/n.md
}

page() { # NAME [LINE...]: the lines stand in the front matter, from line 6 on; $STATUS
	local name=$1

	shift
	{
		printf -- '---\nkind: page\nid: %s-page\ntitle: Page %s\nstatus: %s\n' \
			"$name" "$name" "${STATUS:-done}"
		[ $# -eq 0 ] || printf '%s\n' "$@"
		printf -- '---\n# Page %s\n\n## Text\n\nText.\n' "$name"
	} >handoff/page/"$name".md
}

finds() { # LINES [ARGUMENT...]: errors, or nothing
	local lines=$1

	shift
	handoff_run check "$@"
	assert_output "$lines"
	assert_status "$([ -z "$lines" ] && echo 0 || echo 1)"
	assert_no_errors_said
}

A=handoff/page/a.md
B=handoff/page/b.md
C=handoff/page/c.md
D=handoff/page/d.md

@test "documents without relations" {
	finds '' --strict
}

# ---- Ids -------------------------------------------------------------------------------------------

@test "two documents with one id: both are told of the other" {
	sed -i 's/^id: .*/id: a-page/' "$D"
	finds "$A:3:5: error: the id \"a-page\" is also that of $D [front/duplicate-id]
$D:3:5: error: the id \"a-page\" is also that of $A [front/duplicate-id]"
}

@test "three documents with one id" {
	sed -i 's/^id: .*/id: a-page/' "$B" "$D"
	finds "$A:3:5: error: the id \"a-page\" is also that of $B [front/duplicate-id]
$B:3:5: error: the id \"a-page\" is also that of $A [front/duplicate-id]
$D:3:5: error: the id \"a-page\" is also that of $B [front/duplicate-id]"
}

@test "ids that differ in letter case only" {
	sed -i 's/^id: .*/id: A-Page/' "$D"
	finds "$A:3:5: error: the id \"a-page\" differs only in letter case from that of $D [front/duplicate-id]
$D:3:5: error: the id \"A-Page\" differs only in letter case from that of $A [front/duplicate-id]
$D:3:5: error: \`id\` must be an id of lower-case letters, digits, '.', '_' and '-', not \"A-Page\" [front/type]"
}

@test "documents of different kinds have no id in common, of unknown kinds neither" {
	sed -i 's/^id: .*/id: a-page/' handoff/note/n.md
	finds "handoff/note/n.md:3:5: error: the id \"a-page\" is also that of $A [front/duplicate-id]
$A:3:5: error: the id \"a-page\" is also that of handoff/note/n.md [front/duplicate-id]"
	sed -i 's/^kind: .*/kind: nowhere/' handoff/note/n.md
	handoff_run check
	assert_line "$A:3:5: error: the id \"a-page\" is also that of handoff/note/n.md [front/duplicate-id]"
}

@test "only some documents: ids are compared among those that are read" {
	sed -i 's/^id: .*/id: a-page/' "$D"
	finds '' "$B"
	finds '' "$D"
	page b "see: [a.md]"
	finds '' "$B"
	page a "see: [d.md]"
	finds "$A:3:5: error: the id \"a-page\" is also that of $D [front/duplicate-id]" "$A"
}

@test "a file that is no document has an id of its own accord" {
	mkdir docs
	sed 's/^kind: .*//; s/^id: .*/id: a-page/' "$A" >docs/x.md
	page b 'see: [../../docs/x.md]'
	finds ''
}

@test "a link by an id that two documents have leads to one of them; the ids are what is wrong" {
	sed -i 's/^id: .*/id: a-page/' "$D"
	page b 'next: a-page'
	finds "$A:3:5: error: the id \"a-page\" is also that of $D [front/duplicate-id]
$D:3:5: error: the id \"a-page\" is also that of $A [front/duplicate-id]"
}

# ---- What a link may be ----------------------------------------------------------------------------

@test "links by path, from the top, upwards, with a heading, and by id" {
	page a 'see: [b.md, ./b.md, ../page/b.md, /handoff/page/b.md, b.md#text, b-page, n, ../note/n.md]'
	finds ''
}

@test "links that lead nowhere" {
	page a 'see: [handoff/page/b.md, b, B-PAGE, " b.md ", "b.md?x", "b%2emd", b.md#no, /etc/passwd]'
	finds "$A:6:7: error: no such file: \"handoff/page/b.md\" (handoff/page/handoff/page/b.md) [link/broken]
$A:6:26: error: no document has the id \"b\" [link/broken]
$A:6:29: error: no such file: \"B-PAGE\" (handoff/page/B-PAGE) [link/broken]
$A:6:37: error: no such file: \" b.md \" (handoff/page/ b.md ) [link/broken]
$A:6:47: error: no such file: \"b.md?x\" (handoff/page/b.md?x) [link/broken]
$A:6:57: error: no such file: \"b%2emd\" (handoff/page/b%2emd) [link/broken]
$A:6:67: error: no heading \"#no\" in $B [link/fragment]
$A:6:76: error: no such file: \"/etc/passwd\" (etc/passwd) [link/broken]"
}

@test "links out of the repository, and to URLs" {
	page a 'see: [../../../out.md, "https://example.com/b.md"]'
	finds "$A:6:7: error: \"../../../out.md\" leaves the repository [link/outside]
$A:6:24: error: \"https://example.com/b.md\" is a URL; this field links to a document of this repository [link/wrong-kind]"
}

@test "a document of another kind, by path and by id" {
	page a 'next: n' 'supersedes: ../note/n.md' 'two: n' 'any: n'
	finds "$A:6:7: error: \"n\" is a document of kind note, not page [link/wrong-kind]
$A:7:13: error: \"../note/n.md\" is a document of kind note, not page [link/wrong-kind]"
}

@test "no document at all: another file, a directory" {
	page a 'next: ../../.handoff/config.yaml' 'any: ../page' 'two: /.handoff/config.yaml'
	finds "$A:6:7: error: \"../../.handoff/config.yaml\" is not a document of kind page [link/wrong-kind]
$A:7:6: error: \"../page\" is not a document [link/wrong-kind]
$A:8:6: error: \"/.handoff/config.yaml\" is not a document of kind page or note [link/wrong-kind]"
}

@test "a document that lies elsewhere is linked to by its path" {
	mkdir docs
	sed 's/^id: .*/id: x/' "$B" >docs/x.md
	page a 'next: /docs/x.md'
	finds ''
	page a 'next: x'
	finds "$A:6:7: error: no document has the id \"x\" [link/broken]"
}

@test "the kind by the value of the key beside it" {
	page a 'about:' \
		'  - {rel: corrects, target: b.md}' \
		'  - {rel: reports, target: n}' \
		'  - {target: b.md, rel: reports}' \
		'  - {rel: mentions, target: n}' \
		'  - {target: n}'
	finds ''
	page a 'about:' \
		'  - {rel: corrects, target: n}' \
		'  - {target: ../../.handoff/config.yaml, rel: reports}' \
		'  - {rel: other, target: n}'
	finds "$A:7:29: error: \"n\" is a document of kind note, not page [link/wrong-kind]
$A:8:14: error: \"../../.handoff/config.yaml\" is not a document of kind note or page [link/wrong-kind]
$A:9:11: error: \`about\`.rel cannot be \"other\": it is one of corrects, reports or mentions [front/type]"
}

@test "links in cells: paths, ids, links of the text, lists of them" {
	printf '\n## Uses\n\n| Page | Pages |\n|---|---|\n' >>"$A"
	printf '| [B](b.md) | b.md, c-page |\n| n | [B](b.md), [N](../note/n.md) |\n| [x](no.md) | nope |\n' >>"$A"
	finds "$A:18:3: error: \"n\" is a document of kind note, not page [link/wrong-kind]
$A:18:7: error: \"../note/n.md\" is a document of kind note, not page [link/wrong-kind]
$A:19:7: error: no such file: \"no.md\" (handoff/page/no.md) [link/broken]
$A:19:16: error: no document has the id \"nope\" [link/broken]"
}

# ---- Links back ------------------------------------------------------------------------------------

@test "a pair that names each other, by path and by id" {
	page a 'supersedes: b.md'
	page b 'superseded-by: a-page'
	finds ''
}

@test "one-way: either side" {
	page a 'supersedes: b.md'
	finds "$A:6:13: error: $B does not link back: add this document to its \`superseded-by\` [link/one-way]"
	page a
	page b 'superseded-by: a-page'
	finds "$B:6:16: error: $A does not link back: add this document to its \`supersedes\` [link/one-way]"
}

@test "one-way: back to another document" {
	page a 'supersedes: b.md'
	page b 'superseded-by: c.md'
	finds "$A:6:13: error: $B does not link back: add this document to its \`superseded-by\` [link/one-way]
$B:6:16: error: $C does not link back: add this document to its \`supersedes\` [link/one-way]"
}

@test "one-way: the other document need not be among those that are checked" {
	page a 'supersedes: b.md'
	finds "$A:6:13: error: $B does not link back: add this document to its \`superseded-by\` [link/one-way]" "$A"
	finds '' "$B"
	page b 'superseded-by: ../page/a.md'
	finds '' "$A"
}

@test "a list on one side" {
	page a 'parts: [b.md, c.md]'
	page b 'whole: a.md'
	finds "$A:6:15: error: $C does not link back: add this document to its \`whole\` [link/one-way]"
	page c 'whole: a-page'
	finds ''
	page d 'whole: a.md'
	finds "$D:6:8: error: $A does not link back: add this document to its \`parts\` [link/one-way]"
}

@test "a pair in which one was withdrawn is a pair" {
	page a 'supersedes: b.md'
	STATUS=revoked page b 'superseded-by: a.md'
	finds ''
}

@test "a link to a document of another kind is not asked to lead back" {
	page a 'supersedes: n'
	finds "$A:6:13: error: \"n\" is a document of kind note, not page [link/wrong-kind]"
}

# ---- Circles ---------------------------------------------------------------------------------------

@test "a document that links to itself, by path and by id" {
	page a 'next: a.md'
	finds "$A:6:7: error: \`next\` links to the document itself [link/cycle]"
	page a 'next: a-page'
	finds "$A:6:7: error: \`next\` links to the document itself [link/cycle]"
}

@test "where circles are allowed a document may link to itself" {
	STATUS=rejected page a 'see: [a.md]' 'any: a-page' 'supersedes: a.md'
	finds ''
}

@test "two documents in a circle" {
	page a 'next: b.md'
	page b 'next: a.md'
	finds "$A:6:7: error: \`next\` leads by way of $B back to this document [link/cycle]
$B:6:7: error: \`next\` leads by way of $A back to this document [link/cycle]"
}

@test "three documents in a circle, and one that leads into it" {
	page a 'next: b-page'
	page b 'next: /handoff/page/c.md'
	page c 'next: ../page/a.md'
	page d 'next: a.md'
	finds "$A:6:7: error: \`next\` leads by way of $B back to this document [link/cycle]
$B:6:7: error: \`next\` leads by way of $C back to this document [link/cycle]
$C:6:7: error: \`next\` leads by way of $A back to this document [link/cycle]"
}

@test "a circle is seen from one document, the others are not checked" {
	page a 'next: b.md'
	page b 'next: c-page'
	page c 'next: a.md'
	finds "$B:6:7: error: \`next\` leads by way of $C back to this document [link/cycle]" "$B"
}

@test "two ways to the same document are no circle" {
	page a 'parents: [b.md, c.md, d.md]'
	page b 'parents: [d.md]'
	page c 'parents: [d.md, b.md]'
	finds ''
}

@test "lists: the element that leads back" {
	page a 'parents: [d.md, b.md]'
	page b 'parents: [d.md, c.md]'
	page c 'parents: [d.md, a.md]'
	finds "$A:6:17: error: \`parents\` leads by way of $B back to this document [link/cycle]
$B:6:17: error: \`parents\` leads by way of $C back to this document [link/cycle]
$C:6:17: error: \`parents\` leads by way of $A back to this document [link/cycle]"
}

@test "a circle over different fields is none" {
	page a 'next: b.md'
	page b 'parents: [a.md]'
	finds ''
}

@test "a broken link ends a chain" {
	page a 'next: b.md'
	page b 'next: no.md'
	finds "$B:6:7: error: no such file: \"no.md\" (handoff/page/no.md) [link/broken]"
}

# ---- What was withdrawn ----------------------------------------------------------------------------

@test "links to withdrawn documents, by path and by id, in fields, lists and cells" {
	STATUS=rejected page b
	STATUS=revoked page c
	STATUS=superseded page d
	page a 'any: c.md' 'see: [b.md, c-page, d.md]' 'next: c.md'
	printf '\n## Uses\n\n| Page | Pages |\n|---|---|\n| [B](b.md) | c-page, d.md |\n' >>"$A"
	finds "$A:6:6: error: \"c.md\" is revoked and counts no more [link/withdrawn]
$A:7:7: error: \"b.md\" is rejected and counts no more [link/withdrawn]
$A:7:13: error: \"c-page\" is revoked and counts no more [link/withdrawn]
$A:8:7: error: \"c.md\" is revoked and counts no more [link/withdrawn]
$A:20:3: error: \"b.md\" is rejected and counts no more [link/withdrawn]
$A:20:15: error: \"c-page\" is revoked and counts no more [link/withdrawn]"
}

@test "withdrawn: also where only the document that links is checked" {
	STATUS=revoked page b
	page a 'next: b.md'
	finds "$A:6:7: error: \"b.md\" is revoked and counts no more [link/withdrawn]" "$A"
}

@test "withdrawn: a status that there is not says nothing of the kind" {
	STATUS=revked page b
	page a 'next: b.md'
	finds "$B:5:9: error: unknown status \"revked\"; did you mean \"revoked\"? [lifecycle/unknown-status]"
}

@test "withdrawn: links of the text lead where they like" {
	STATUS=revoked page b
	printf '\nSee [b](b.md).\n' >>"$A"
	finds ''
}

@test "of a document with a fault, what was read before it counts" {
	printf -- '---\nkind: page\nstatus: revoked\nx: [\n---\n' >"$B"
	page a 'next: b.md'
	finds "$A:6:7: error: \"b.md\" is revoked and counts no more [link/withdrawn]" "$A"
	printf -- '---\nkind: page\nstatus: revoked\n' >"$B"
	finds "$A:6:7: error: \"b.md\" is not a document of kind page [link/wrong-kind]" "$A"
}

@test "a document that was refused is not judged by others" {
	printf 'version: 1\nlimits: {document-kib: 1}\n' >.handoff/config.yaml
	STATUS=revoked page b
	head -c 2000 /dev/zero | tr '\0' x >>"$B"
	page a 'supersedes: b.md'
	handoff_run check "$A"
	assert_not_in_output 'link/withdrawn'
	assert_not_in_output 'link/one-way'
}

# ---- Many documents --------------------------------------------------------------------------------

@test "a chain of hundreds of documents, and the link that closes it" {
	local i

	for i in {1..300}; do
		page "p$i" "next: p$((i + 1)).md"
	done
	page p301
	finds ''
	page p301 'next: p1.md'
	handoff_run check
	assert_status 1
	assert_equal "$(grep -c 'link/cycle' "$OUT")" 301
	assert_line "handoff/page/p150.md:6:7: error: \`next\` leads by way of handoff/page/p151.md back to this document [link/cycle]"
}

@test "all documents link to all: every link is said to close a circle, and it ends" {
	local i links=

	for i in {1..40}; do
		links+="q$i.md, "
	done
	for i in {1..40}; do
		page "q$i" "parents: [$links]"
	done
	handoff_run check
	assert_status 1
	assert_equal "$(grep -c 'link/cycle' "$OUT")" 1600
	assert_equal "$(grep -c 'links to the document itself' "$OUT")" 40
}

@test "the order of the findings does not depend on the number of jobs" {
	local i

	for i in {1..60}; do
		page "p$i" "next: p$((i % 60 + 1)).md"
	done
	handoff_run check -j 1
	cp "$OUT" ../one
	handoff_run check -j 16
	cmp "$OUT" ../one
}
