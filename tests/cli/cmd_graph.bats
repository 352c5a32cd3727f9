#!/usr/bin/env bats
# handoff graph: documents and the links between them, in languages that others draw.

# shellcheck disable=SC2016  # backticks in single quotes are meant
load cli_helper

NPM=$PROJECT/build/npm/node_modules

# What Mermaid's own parser makes of a diagram, into the file labels.
mermaid_labels() { # FILE
	[ -d "$NPM/mermaid" ] || fail "no mermaid: make build/npm/installed"
	node "$PROJECT/tests/npm/mermaid_labels.mjs" "$NPM" "$1" >"$BATS_TEST_TMPDIR/labels" 2>"$BATS_TEST_TMPDIR/parser" ||
		fail "no diagram: $(head -c 600 "$BATS_TEST_TMPDIR/parser")"
}

assert_label() { # LINE
	grep -qxF -- "$1" "$BATS_TEST_TMPDIR/labels" || fail "the diagram lacks: $1
$(cat "$BATS_TEST_TMPDIR/labels")"
}

# Two kinds, one of which builds on the other.
paper_kind() {
	mkdir -p .handoff/templates
	cat >.handoff/templates/paper.md <<'END'
---
kind: paper
contract:
  name: Paper
  about: A small kind with links.
  directory: handoff/paper
  fields:
    title: {type: string}
    after: {type: link, to: paper}
    model: {type: link, upstream: true}
    others: {type: list, of: {type: link}}
    evidence: {type: list, of: file, upstream: true}
    relates: {type: list, of: {type: map, fields: {rel: {type: string}, to: {type: link, to: {by: rel, gates: paper}}}}}
  lifecycle: {initial: draft, draft: [done], done: []}
  signoffs:
    - {role: owner, count: 1, before: [done], covers: all}
  sections:
    List:
      optional: true
      table: {columns: {Name: text, Playbook: {type: link, required: false}}}
---
# {{title}}

## List

| Name | Playbook |
|---|---|
END
}

paper() { # NAME [LINE...]
	local name=$1

	shift
	mkdir -p handoff/paper
	{
		printf -- '---\nkind: paper\nid: %s-id\ntitle: Paper %s\nstatus: draft\n' "$name" "$name"
		[ $# -eq 0 ] || printf '%s\n' "$@"
		printf -- '---\n# Paper %s\n' "$name"
	} >"handoff/paper/$name.md"
}

local_setup() {
	paper_kind
}

@test "a graph without documents is a graph" {
	handoff_ok graph
	assert_output '%% dashed lines: sign-offs build on what they lead to
flowchart LR'
	handoff_ok graph --format json
	assert_equal "$(jq -c '[.schema, .nodes, .edges]' "$OUT")" '["handoff-graph-1",[],[]]'
}

@test "fields of type link are arrows with their names, upstream ones are dashed" {
	paper a 'model: b.md' 'after: c-id' 'others: [b.md, c.md]'
	paper b
	paper c
	handoff_ok graph
	assert_no_errors_said
	assert_output '%% dashed lines: sign-offs build on what they lead to
flowchart LR
  n0["Paper a<br>paper, draft"]
  n1["Paper b<br>paper, draft"]
  n2["Paper c<br>paper, draft"]
  n0 -.->|"model"| n1
  n0 -->|"others"| n1
  n0 -->|"after"| n2
  n0 -->|"others"| n2'
	mermaid_labels "$OUT"
	assert_label 'n0 dotted n1 model'
	assert_label 'n0 normal n2 after'
}

@test "an entry of relates is named by its relation, a cell by its column" {
	paper a 'relates: [{rel: gates, to: b.md}, {rel: other, to: ./b.md}, {to: b.md}]'
	paper b
	printf '\n## List\n\n| Name | Playbook |\n|---|---|\n| x | [b](b.md#list) |\n| y | [b](b.md) |\n| z | - |\n' \
		>>handoff/paper/a.md
	handoff_ok graph --format json
	assert_equal "$(jq -c '[.edges[] | [.type, .name, .section, .upstream]]' "$OUT")" \
		'[["field","gates",null,false],["field","other",null,false],["field","relates",null,false],["column","Playbook","List",false]]'
}

@test "files that sign-offs build on are in the graph, and what is missing is marked" {
	mkdir eval
	echo 1 >eval/a.csv
	paper a 'evidence: [../../eval/a.csv, ../../eval/gone.csv]' 'model: nowhere.md' 'after: no-such-id' \
		'others: [../../../outside.md, "https://example.com/x"]'
	handoff_ok graph --format json
	assert_equal "$(jq -c '[.nodes[] | [.node, .type, .path]]' "$OUT")" \
		'[["n0","document","handoff/paper/a.md"],["n1","file","eval/a.csv"],["n2","missing","../../../outside.md"],["n3","missing","eval/gone.csv"],["n4","missing","handoff/paper/nowhere.md"],["n5","missing","no-such-id"]]'
	assert_equal "$(jq -c '[.edges[] | select(.upstream) | .to]' "$OUT")" '["n1","n3","n4"]'
	handoff_ok graph eval/a.csv --format json
	assert_equal "$(jq -c '[.nodes[] | [.path, .asked]]' "$OUT")" '[["handoff/paper/a.md",false],["eval/a.csv",true]]'
	handoff_ok graph
	mermaid_labels "$OUT"
	assert_label 'n1  eval/a.csv'
	assert_label 'n4 missing handoff/paper/nowhere.md<br>missing'
	handoff_ok graph --format dot
	grep -q 'n4 \[label="handoff/paper/nowhere.md\\nmissing", style=dashed' "$OUT"
	dot -Tplain "$OUT" >/dev/null
}

@test "with a path, the documents there and what they are connected to, in either direction" {
	paper a 'after: b.md'
	paper b 'after: c.md'
	paper c 'after: d.md'
	paper d
	handoff_ok graph handoff/paper/b.md --format json
	assert_equal "$(jq -c '[.nodes[] | [.id, .asked]]' "$OUT")" '[["a-id",false],["b-id",true],["c-id",false]]'
	assert_equal "$(jq -c '[.edges[] | [.from, .to]]' "$OUT")" '[["n0","n1"],["n1","n2"]]'
	cd handoff
	handoff_ok graph paper --format json
	assert_equal "$(jq '.nodes | length' "$OUT")" 4
	handoff_ok graph . --format json
	assert_equal "$(jq '.nodes | length' "$OUT")" 4
	handoff_run graph paper/no.md
	assert_refused 'no.md: no such file or directory'
}

@test "--all adds links in the text, but not those that a field or cell has already" {
	paper a 'after: b.md'
	paper b
	paper c
	printf '\n[b](b.md) [c](c.md#x) [self](a.md) [gone](gone.md) [web](https://example.com/y.md) ![c](c.md)\n' \
		>>handoff/paper/a.md
	handoff_ok graph --format json
	assert_equal "$(jq '.edges | length' "$OUT")" 1
	handoff_ok graph --all --format json
	assert_equal "$(jq -c '[.edges[] | [.type, .to]]' "$OUT")" '[["field","n1"],["text","n2"],["text","n3"]]'
	assert_equal "$(jq -r '.nodes[3] | .type + " " + .path' "$OUT")" 'missing handoff/paper/gone.md'
	handoff_ok graph --all
	mermaid_labels "$OUT"
	assert_label 'n0 normal n2 '
	handoff_ok graph --all --format dot
	grep -q 'n0 -> n2 \[label="", style=dotted\]' "$OUT"
}

@test "hostile titles are text in Mermaid, in Graphviz and in JSON" {
	local title='1. "x"] --> evil[<script>alert(1)</script>] `b` #35; **c** \N & | %% é'

	paper a
	printf -- '---\nkind: paper\nid: a-id\ntitle: '"'%s'"'\nstatus: draft\nafter: b.md\n---\n# T\n' "$title" \
		>handoff/paper/a.md
	paper b
	sed -i 's/^title: .*/title: "- \\e[31m\\nend \\u202e"/' handoff/paper/b.md
	handoff_ok graph
	refute grep -q '<script' "$OUT"
	refute grep -q $'\033' "$OUT"
	mermaid_labels "$OUT"
	assert_label "n0  $title<br>paper, draft"
	assert_equal "$(grep -c '^n' "$BATS_TEST_TMPDIR/labels")" 3
	handoff_ok graph --format dot
	dot -Tplain-ext "$OUT" >../plain
	assert_equal "$(grep -c '^node' ../plain)" 2
	assert_equal "$(grep -c '^edge' ../plain)" 1
	dot -Tjson "$OUT" | jq -r '.objects[0].label' >../label
	grep -qF '\\N' ../label
	refute grep -q $'\033' "$OUT"
	handoff_ok graph --format json
	assert_json "$OUT"
	assert_equal "$(jq -r '.nodes[0].title' "$OUT")" "$title"
}

@test "the example documents make a graph that Mermaid and Graphviz read, the same each time" {
	rm -r .handoff
	good_documents
	handoff_ok graph --all
	cp "$OUT" ../first
	mermaid_labels "$OUT"
	grep -q '^n[0-9]* dotted n[0-9]* model$' "$BATS_TEST_TMPDIR/labels"
	handoff_ok graph --all
	cmp "$OUT" ../first
	handoff_ok graph --all --format dot
	dot -Tsvg "$OUT" >../graph.svg
	handoff_ok graph --format json
	assert_equal "$(jq -c '[.nodes[] | select(.type == "missing")] | length' "$OUT")" 0
	assert_equal "$(jq '[.nodes[] | select(.type == "document")] | length' "$OUT")" \
		"$(git ls-files -o 'handoff/*.md' | grep -vc README.md)"
}

@test "the graph of a commit is that commit's" {
	paper a 'after: b.md'
	paper b
	git add -A
	git commit -qm one
	paper b 'after: a.md'
	handoff_ok graph --rev HEAD --format json
	assert_equal "$(jq '.edges | length' "$OUT")" 1
	assert_equal "$(jq -r '.target.kind' "$OUT")" commit
	handoff_ok graph --format json
	assert_equal "$(jq '.edges | length' "$OUT")" 2
	handoff_run graph --rev nowhere
	assert_refused
}

@test "a document that cannot be read, or has no kind, is a node" {
	paper a 'others: [b.md, c.md]'
	printf 'no front matter\n' >handoff/paper/b.md
	printf -- '---\nkind: papre\ntitle: C\n---\n# C\n' >handoff/paper/c.md
	ln -s a.md handoff/paper/d.md
	handoff_ok graph --format json
	assert_equal "$(jq -c '[.nodes[] | [.type, .kind, .title]]' "$OUT")" \
		'[["document","paper","Paper a"],["document",null,null],["document","papre","C"],["document",null,null]]'
	handoff_ok graph
	mermaid_labels "$OUT"
	assert_label 'n1  handoff/paper/b.md<br>no kind'
}
