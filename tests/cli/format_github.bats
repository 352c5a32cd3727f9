#!/usr/bin/env bats
# check --format github: workflow commands, as the runner of GitHub Actions takes them apart.

# shellcheck disable=SC2016  # backticks, $ and \ in single quotes are meant
load cli_helper
load formats_helper

A=handoff/item/a.md

local_setup() {
	item_kind
}

github() { # [PATH...]
	handoff_run check --format github "$@"
}

# What the runner makes of each line: command, properties and message as JSON. A line that is no command of
# ours, or has one in it that the older syntax would find, fails. After actions/runner, ActionCommand.cs.
annotations() {
	python3 - "$OUT" <<'END'
import json, sys

def unescape(text, pairs):
    for code, character in pairs:
        text = text.replace(code, character)
    return text

DATA = [("%0D", "\r"), ("%0A", "\n"), ("%25", "%")]
PROPERTY = [("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")]
text = open(sys.argv[1], encoding="utf-8", newline="").read()
if "##[" in text or "\r" in text or (text and not text.endswith("\n")):
    sys.exit("not lines of commands")
for line in text.split("\n")[:-1]:
    if not line.startswith("::"):
        sys.exit(f"no command: {line}")
    end = line.index("::", 2)
    command, _, properties = line[2:end].partition(" ")
    if command not in ("error", "warning", "notice"):
        sys.exit(f"command {command}")
    values = dict(pair.split("=", 1) for pair in properties.strip().split(",") if pair)
    values = {key: unescape(value, PROPERTY) for key, value in values.items()}
    print(json.dumps([command, values, unescape(line[end + 2 :], DATA)]))
END
}

@test "a finding is an annotation of its place" {
	item $A Title 'extra: x' </dev/null
	github
	assert_status 1
	assert_no_errors_said
	assert_output "::error file=$A,line=6,endLine=6,col=1,endColumn=6,title=front/unknown-field::unknown field \"extra\"; your own fields begin with \"x-\""
}

@test "severities are the runner's commands" {
	item handoff/item/B.md Title </dev/null
	item $A Title 'extra: x' 'other: b.md' <<<'| x | soon |'
	printf 'severity: {link/case: warning, table/cell-type: info}\n' >>.handoff/config.yaml
	github
	assert_status 1
	assert_equal "$(cut -d ' ' -f 1 "$OUT")" $'::error\n::warning\n::notice'
	assert_equal "$(annotations | jq -r '.[1].title')" $'front/unknown-field\nlink/case\ntable/cell-type'
}

@test "without findings nothing is printed" {
	item $A Title </dev/null
	github
	assert_status 0
	assert_silent
}

@test "a place over several lines has no columns" {
	item $A Title 'created: [1,' '  2]' </dev/null
	github
	assert_equal "$(annotations | jq -c '.[1]')" \
		"{\"file\":\"$A\",\"line\":\"6\",\"endLine\":\"7\",\"title\":\"front/type\"}"
}

@test "percent signs, colons and commas come out as they were" {
	item 'handoff/item/a,b:c%0Ad%25=e.md' Title 'created: "100%0A, %25: x"' </dev/null
	github
	assert_equal "$(annotations | jq -c '[.[1].file, .[1].line, .[2]]')" \
		'["handoff/item/a,b:c%0Ad%25=e.md","6","`created` must be a date such as 2026-01-31, not \"100%0A, %25: x\""]'
	grep -qF 'file=handoff/item/a%2Cb%3Ac%250Ad%2525=e.md,' "$OUT"
	grep -qF '"100%250A, %2525: x"' "$OUT"
}

@test "ten of each are shown, the most severe first, and a notice says how many there are" {
	many_findings 25
	github
	assert_status 1
	assert_equal "$(annotations | jq -r '.[0]' | uniq -c | tr -s ' ')" $' 10 error\n 10 warning\n 10 notice'
	assert_equal "$(tail -n 1 "$OUT")" \
		'::notice title=handoff::25 errors, 25 warnings, 25 notes; 46 of them are not shown here, where there is room for 10 of each'
}

@test "ten of each need no notice, eleven of one do" {
	many_findings 10
	github
	assert_equal "$(wc -l <"$OUT")" 30
	refute grep -q 'title=handoff' "$OUT"
	item handoff/item/other.md Title 'extra: x' </dev/null
	github
	assert_equal "$(wc -l <"$OUT")" 30
	assert_line '::notice title=handoff::11 errors, 10 warnings, 10 notes; 2 of them are not shown here, where there is room for 10 of each'
}

# One document at a time, so that nothing is left out.
@test "text of documents forges no command and annotates no other file" {
	local path

	hostile_documents
	while IFS= read -r -d '' path; do
		path=${path#./}
		github "$path"
		assert_status 1
		assert_clean_bytes "$OUT"
		annotations >../annotations || fail "$(cat ../annotations)"
		[ -s ../annotations ] || fail "nothing on $path"
		P=$path jq -e '.[1] | (keys - ["col", "endColumn", "endLine", "file", "line", "title"] == []) and
			(.file == null or .file == env.P)' ../annotations >/dev/null || fail "$path"
	done < <(find . -name '*.md' -not -path './.handoff/*' -print0)
}

@test "a file whose name cannot be shown as it is is named in the message alone" {
	item $'handoff/item/a\nb.md' Title 'extra: x' </dev/null
	item 'handoff/item/a\nb.md' Title </dev/null
	github
	assert_equal "$(annotations | jq -r '.[1].file')" $'null\nnull'
	assert_in_output '::error title=front/unknown-field::handoff/item/a\nb.md:6: unknown field "extra"'
}

@test "text of documents forges no command in other formats either" {
	local format

	hostile_documents
	for format in text json gitlab junit checkstyle rdjson sarif; do
		handoff_run check --format $format
		refute grep -qE '##(vso)?\[|^[[:space:]]*::' "$OUT" "$ERR"
	done
}

@test "text that begins like a command does not begin a line of any command" {
	local command

	sed -i 's/about: A thing.*/about: "::error::x"/; s/because: .*/because: "::error::x"}/; s/^## Rollback/## ::error::x/' \
		.handoff/templates/item.md
	item '::error::x.md' Title 'extra: x' </dev/null
	item $'\u3000::error::x.md' Title 'extra: x' </dev/null
	printf -- '---\nkind: item\nid: i-x\ntitle: "::error::x"\nstatus: "::error::x"\n---\n# ::error::x\n' >handoff/item/x.md
	for command in 'check . ::error::x.md' 'item list' kinds 'kinds item' 'explain no-future' 'item' status \
		'status ::error::x.md' 'gate ::error::x.md' 'item new Title'; do
		# shellcheck disable=SC2086  # words
		handoff_run $command
		[ -s "$OUT" ] || [ -s "$ERR" ] || fail "$command: silence"
		refute grep -qE $'^(\u3000|[[:space:]])*::[^:]' "$OUT" "$ERR"
	done
	handoff_run check '::error::x.md' $'\u3000::error::x.md'
	assert_status 1
	assert_line '\x3a:error::x.md:6:1: error: unknown field "extra"; your own fields begin with "x-" [front/unknown-field]'
	assert_line $'\u3000\\x3a:error::x.md:6:1: error: unknown field "extra"; your own fields begin with "x-" [front/unknown-field]'
}
