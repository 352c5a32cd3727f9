# What the tests of report formats share: a kind, documents with findings and such that attack the
# report, and programs that read what was written as its users do.

NPM=$PROJECT/build/npm/node_modules
SCHEMAS=$PROJECT/../shared/schemas

# A kind whose findings quote what a document says, and of which some can be mended.
item_kind() {
	mkdir -p .handoff/templates handoff/item
	printf 'version: 1\n' >.handoff/config.yaml
	cat >.handoff/people.yaml <<'END'
people:
  alice: {name: Alice Ng, emails: [alice@example.com], roles: [research-lead]}
END
	cat >.handoff/templates/item.md <<'END'
---
kind: item
contract:
  name: Item
  about: A thing with dates, links and a table.
  directory: handoff/item
  fields:
    title: {type: string, required: true}
    created: date
    other: {type: link, to: item}
  lifecycle: {initial: draft, draft: [done], done: []}
  sections:
    Log: {table: {columns: {What: text, Day: date}}}
  rows:
    - {id: no-future, in: Log, require: {Day: {not-after: today}}, because: nothing is done before its day}
---
# {{title}}

## Summary

## Log

| What | Day |
|---|---|

## Rollback
END
}

# An item without findings; the lines after TITLE stand in its front matter, standard input in its table.
item() { # PATH TITLE [LINE...]
	local path=./$1 title=$2

	shift 2
	mkdir -p "${path%/*}"
	{
		printf -- '---\nkind: item\nid: i-%s\n' "$(printf %s "$path" | sha256sum | head -c 8)"
		printf 'title: %s\nstatus: done\n' "$title"
		[ $# -eq 0 ] || printf '%s\n' "$@"
		printf -- '---\n# Item\n\n## Summary\n\nIt is said.\n\n## Log\n\n| What | Day |\n|---|---|\n| Begun | 2026-10-01 |\n'
		cat
		printf '\n## Rollback\n\nNone.\n'
	} >"$path"
}

# Text that means something to what reads reports: runners, renderers, parsers, terminals.
# shellcheck disable=SC2016  # it is meant
ATTACKS=(
	'::error file=README.md,line=1::forged'
	'##[error]forged ##[set-output name=x;]y ##vso[task.complete]z'
	'%0A::error::forged%0D%0A::set-output name=x::y'
	'a,line=99,file=README.md:b'
	']]> <![CDATA[x]]> &lt; &#x0; <!-- x --> -->'
	'</details></code></table><script>alert(1)</script><img src=x onerror=y>'
	'![x](http://evil.example/x.png) [x](http://evil.example) [x][y] [^1] <http://evil.example>'
	'http://evil.example www.evil.example a@evil.example'
	'@all @org/team #1 GH-1 org/repo#1 !1 ~label %1 &1 $1 *b* _i_ ~~s~~ :smile: $x$'
	'a | b || c \| d \\| e'
	'` a `` b ``` c \` d'
	'/close'
)

# Documents that have these in every place which messages quote, and in names of files.
hostile_documents() {
	local text name number=0

	for text in "${ATTACKS[@]}" $'\e[31m\a\xc2\x9b2J' $'x\u202ey\u2028z\u0085\u200b' $'\ufffe\uffff\ufdd0'; do
		number=$((number + 1))
		item "handoff/item/t$number.md" Title <<END
| x | ${text//|/\\|} |
| ${text//|/\\|} | 2999-01-01 |
END
		printf '\n## Extra %s\n\n[a](<%s.md>)\n' "$text" "${text//[<>]/}" >>"handoff/item/t$number.md"
		TEXT=$text python3 - "handoff/item/t$number.md" <<'END'
import json, os, sys
path = sys.argv[1]
text = os.environ["TEXT"]
lines = open(path, encoding="utf-8").read().split("\n")
quoted = json.dumps(text)
lines[3] = "title: " + quoted
lines[4] = "status: " + quoted
lines[5:5] = [quoted + ": x", "created: " + quoted, "other: " + quoted]
open(path, "w", encoding="utf-8").write("\n".join(lines))
END
	done
	for name in $'a\nb' $'\n::error::x' '::error::x' '  ::error::x' 'a,line=9,file=x' 'a%0Ab' ']]>' '<b>&' \
		'a|b`c' '</summary>' '@all #1' '##[error]x' $'\e[31m' $'x\u202ey' $'\xff\xfe' $'\ufffe' 'a\nb' -x; do
		item "handoff/item/n$name/m$name.md" Title 'extra: x' </dev/null
	done
	item ':: error::x.md' Title 'extra: x' </dev/null
}

# Findings of every severity, more than a runner shows.
many_findings() { # COUNT
	local number

	printf 'severity: {link/case: warning, table/cell-type: info}\n' >>.handoff/config.yaml
	item handoff/item/target.md Title </dev/null
	for number in $(seq "$1"); do
		item "handoff/item/many$number.md" Title 'extra: x' 'other: TARGET.md' <<<'| x | soon |'
	done
}

# Items in which one thing each can be mended, at a place that the units of columns do not agree on, or at
# the end of the file.
mendable_documents() {
	item handoff/item/B.md Title </dev/null
	item handoff/item/field.md Title 'created: 1 Oct 2026' </dev/null
	item handoff/item/cell.md Title <<<'| 😀é中 | 1 Oct 2026 |'
	item handoff/item/link.md Title 'other: b.md' </dev/null
	item handoff/item/end.md Title </dev/null
	sed -i '/^## Rollback/,$d' handoff/item/end.md
	item handoff/item/no-newline.md Title </dev/null
	sed -i '/^## Rollback/,$d' handoff/item/no-newline.md
	printf 'Text' >>handoff/item/no-newline.md
	item handoff/item/middle.md Title </dev/null
	sed -i '/^## Summary/,/^$/d; /^It is said/d' handoff/item/middle.md
	item handoff/item/crlf.md Title </dev/null
	sed -i '/^## Rollback/,$d' handoff/item/crlf.md
	sed 's/^id: .*/id: i-crlf/; s/$/\r/' handoff/item/middle.md >handoff/item/crlf-middle.md
	sed -i 's/$/\r/' handoff/item/crlf.md
}

# Every mendable document, changed as a report says, is to the byte what --fix makes of it.
assert_mends_as_fix() { # FORMAT
	local file

	mkdir ../mended
	cp -R handoff ../mended
	for file in handoff/item/*.md; do
		[ "$file" != handoff/item/B.md ] || continue
		handoff_run check --format "$1" "$file"
		python3 "$PROJECT/tests/apply_edits.py" "$1" "$OUT" ../mended || fail "$1: $file"
		cp "$file" ../before
		handoff_run check --fix "$file"
		refute cmp -s "$file" ../before
		cmp "$file" "../mended/$file" || fail "$1: $file"
	done
}

# ---- Readers ---------------------------------------------------------------------------------------

assert_schema() { # SCHEMA FILE...
	[ -d "$NPM/ajv" ] || fail "no ajv: make build/npm/installed"
	NODE_PATH=$NPM node "$PROJECT/tests/npm/validate.js" "$@" || fail "not valid by $1"
}

# The official one, where it is there.
official_schema() { # NAME
	[ -e "$SCHEMAS/$1" ] || skip "no schemas beside the checkout"
	echo "$SCHEMAS/$1"
}

# By the rules of the standard and of GitHub, which a schema cannot express.
assert_sarif() { # FILE
	local tool=$NPM/@microsoft/sarif-multitool-linux/Sarif.Multitool

	[ -x "$tool" ] || fail "no SARIF multitool: make build/npm/installed"
	[ "$(uname -m)" = x86_64 ] || skip "Microsoft's SARIF multitool is for x86-64"
	"$tool" validate "$1" --rule-kind 'Sarif;Ghas' --level 'Error;Warning' --log ForceOverwrite \
		-o "$BATS_TEST_TMPDIR/verdict.sarif" >"$BATS_TEST_TMPDIR/validator" 2>&1 ||
		fail "$(head -n 20 "$BATS_TEST_TMPDIR/validator")"
	jq -e '.runs[0].results == []' "$BATS_TEST_TMPDIR/verdict.sarif" >/dev/null ||
		fail "$(grep -E ': (error|warning) ' "$BATS_TEST_TMPDIR/validator" | cut -c -300 | head -n 5)"
}

# XML as lines: the path of each element, its attributes sorted, its text, as JSON.
xml_lines() { # FILE
	python3 - "$1" <<'END'
import json, sys
import xml.etree.ElementTree as ET

def show(element, path):
    path = f"{path}/{element.tag}"
    print(path, json.dumps(dict(sorted(element.attrib.items()))), json.dumps((element.text or "").strip()))
    for child in element:
        show(child, path)

show(ET.parse(sys.argv[1]).getroot(), "")
END
}

# Markdown as GitHub and GitLab render it, before their filters for mentions and the like run over what is
# no code: a line for each piece of that, or with "code" of the code.
rendered() { # code|text FILE
	cmark-gfm --unsafe -e table -e autolink -e strikethrough -e tasklist -e tagfilter -e footnotes "$2" \
		>"$BATS_TEST_TMPDIR/rendered.html"
	python3 "$PROJECT/tests/rendered.py" "$1" "$BATS_TEST_TMPDIR/rendered.html" ||
		fail "this does not stay text"
}
