#!/usr/bin/env bats
# Figures in prose: thousands of words in which brief/number-drift has nothing to say.

load cli_helper

PROSE=$PROJECT/tests/prose

local_setup() {
	mkdir -p .handoff/templates handoff/note
	cat >.handoff/templates/note.md <<'END'
---
kind: note
contract:
  directory: handoff/note
  fields:
    title: {type: string, required: true}
    level: {enum: [page, report], required: true}
    message: {type: id, required: true}
  lifecycle: {initial: draft, draft: [final], final: [sent], sent: []}
  tiers: {by: level, subject: message}
---
# {{title}}
END
}

tier() { # LEVEL MESSAGE FILE
	{
		printf -- '---\nkind: note\nid: %s-%s\ntitle: A\nstatus: final\nlevel: %s\nmessage: %s\n---\n' \
			"$1" "$2" "$1" "$2"
		cat "$3"
	} >"handoff/note/$2-$1.md"
}

nothing_drifts() {
	handoff_run check
	refute grep -F '[brief/' "$OUT"
}

@test "there are ten thousand words to be silent about" {
	[ "$(cat "$PROSE"/numbers-*.md | wc -w)" -ge 10000 ]
}

@test "prose whose numbers are all names, days and places has no figures at all" {
	local file

	printf '# A\n\nNothing.\n' >../empty.md
	for file in "$PROSE"/numbers-none-*.md; do
		tier page "$(basename "$file" .md)" "$file"
		tier report "$(basename "$file" .md)" ../empty.md
	done
	nothing_drifts
}

@test "pages for everybody agree with their reports, however they put it" {
	local file name

	for file in "$PROSE"/numbers-*-page.md; do
		name=$(basename "$file" -page.md)
		tier page "$name" "$file"
		tier report "$name" "$PROSE/$name-report.md"
	done
	nothing_drifts
}

@test "any text agrees with itself" {
	local file

	for file in "$PROSE"/numbers-*.md "$GOOD"/handoff/*/*.md "$PROJECT/README.md"; do
		sed '1{/^---$/,/^---$/d}' "$file" >../text.md
		tier page "$(basename "$file" .md)" ../text.md
		tier report "$(basename "$file" .md)" ../text.md
	done
	nothing_drifts
}

@test "a page has figures to be held against its report" {
	local file name

	for file in "$PROSE"/numbers-*-page.md; do
		name=$(basename "$file" -page.md)
		tier page "$name" "$file"
		printf '# A\n\nNothing.\n' >../empty.md
		tier report "$name" ../empty.md
		handoff_run check "handoff/note/$name-page.md"
		[ "$(grep -cF '[brief/number-drift]' "$OUT")" -ge 40 ] || fail "$name has few"
	done
}
