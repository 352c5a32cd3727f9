#!/usr/bin/env bats
# handoff KIND list

# shellcheck disable=SC2016  # backticks, $ and \ in single quotes are meant
load cli_helper

local_setup() {
	handoff init --bare-bones --no-hooks >/dev/null
	note_kind
	note handoff/note/b.md 'Second'
	note handoff/note/a.md 'First'
	note handoff/note/deep/c.md 'Third'
	sed -i 's/^status: done/status: draft/' handoff/note/a.md
}

@test "list shows status, path and title of a kind's documents, by path" {
	handoff_run note list
	assert_status 0
	assert_output "draft        handoff/note/a.md  First
done         handoff/note/b.md  Second
done         handoff/note/deep/c.md  Third"
	assert_no_errors_said
}

@test "list shows the documents of that kind only" {
	handoff_ok readiness new X
	handoff_run readiness list
	assert_output "draft        handoff/readiness/x.md  X"
	handoff_run note list
	assert_equal "$(wc -l <"$OUT")" 3
}

@test "list shows documents of the kind wherever they lie" {
	note handoff/elsewhere/d.md 'Fourth'
	handoff_ok note list
	assert_line "done         handoff/elsewhere/d.md  Fourth"
}

@test "list --status shows the documents of one status" {
	handoff_run note list --status draft
	assert_status 0
	assert_output "draft        handoff/note/a.md  First"
	handoff_run note list --status=done
	assert_equal "$(wc -l <"$OUT")" 2
}

@test "list --status of an unknown status is trouble, not an empty list" {
	handoff_run note list --status drft
	assert_refused 'a note has no status "drft"'
}

@test "list of a kind without documents is empty and no error" {
	handoff_run postmortem list
	assert_status 0
	assert_silent
	handoff_run postmortem list --format json
	assert_output '[]'
	handoff_run postmortem list --format csv
	assert_equal "$(cat -A "$OUT")" 'path,id,title,status,owner^M$'
}

@test "list --format json has path, id, title, status and owner" {
	handoff_run note list --status draft --format json
	assert_status 0
	assert_output '[
  {
    "path": "handoff/note/a.md",
    "id": "a",
    "title": "First",
    "status": "draft",
    "owner": ""
  }
]'
}

@test "list --format csv has a header, commas and CRLF (RFC 4180)" {
	note handoff/note/d.md '"Quoted, and ""so"""' 'owner: alice'
	sed -i 's/^title: .*/title: "Say \\"so\\", twice"/' handoff/note/d.md
	handoff_run note list --format csv
	assert_status 0
	assert_equal "$(cat -A "$OUT")" 'path,id,title,status,owner^M$
handoff/note/a.md,a,First,draft,^M$
handoff/note/b.md,b,Second,done,^M$
handoff/note/d.md,d,"Say ""so"", twice",done,alice^M$
handoff/note/deep/c.md,c,Third,done,^M$'
}

@test "list --format csv neutralises what a spreadsheet would take for a formula" {
	local title

	for title in '=1+1' '+1' '-1' '@SUM(A1)' '=cmd|" /C calc"!A0'; do
		note handoff/note/a.md x
		TITLE=$title awk '/^title:/ { gsub(/"/, "\\\"", ENVIRON["TITLE"]); print "title: \"" ENVIRON["TITLE"] "\""; next } 1' \
			handoff/note/a.md >../a.md
		cp ../a.md handoff/note/a.md
		handoff_ok note list --format csv
		grep -F "handoff/note/a.md,a," "$OUT" | grep -qE "^handoff/note/a.md,a,\"?'[=+@-]" ||
			fail "not neutralised: $title"
	done
}

@test "list --format csv neutralises formulas in file names and ids" {
	note '=1+1.md' x
	sed -i 's/documents: .*/documents: ["*.md"]/' .handoff/config.yaml
	handoff_run note list --format csv
	assert_status 0
	grep -q "^'=1+1.md," "$OUT" || fail "not neutralised"
}

@test "templates are no documents, also where all Markdown files are" {
	sed -i 's/documents: .*/documents: ["*.md"]/' .handoff/config.yaml
	handoff_run note list
	assert_equal "$(wc -l <"$OUT")" 3
}

@test "list escapes terminal control in titles in every format" {
	local format

	printf -- '---\nkind: note\nid: e\ntitle: "A\\e[31mB\\u202EC\\u0085D\\x9b"\nstatus: done\n---\n' \
		>handoff/note/e.md
	for format in text json csv; do
		handoff_run note list --format "$format"
		assert_withstood
	done
}

@test "list escapes terminal control in file names in every format" {
	local format name

	name=$(printf 'handoff/note/x\033[31m\342\200\256\302\205.md')
	note "$name" Evil
	note "$(printf 'handoff/note/l\nf\r.md')" Evil
	note "$(printf 'handoff/note/bad\377.md')" Evil
	for format in text json csv; do
		handoff_run note list --format "$format"
		assert_withstood
	done
}

@test "list from a subdirectory shows paths relative to it" {
	mkdir src
	cd src
	handoff_run note list
	assert_line "draft        ../handoff/note/a.md  First"
	cd ../handoff/note
	handoff_run note list
	assert_line "draft        a.md  First"
	assert_line "done         deep/c.md  Third"
}

@test "list in JSON and CSV has paths from the top, also from a subdirectory" {
	cd handoff/note
	handoff_run note list --format json
	assert_line '    "path": "handoff/note/a.md",'
	handoff_run note list --format csv
	assert_in_output 'handoff/note/a.md,a,First'
}

@test "list leaves out documents that cannot be read as that kind" {
	printf -- '---\nkind: [\n---\n' >handoff/note/broken.md
	printf 'no front matter\n' >handoff/note/plain.md
	handoff_run note list
	assert_status 0
	assert_equal "$(wc -l <"$OUT")" 3
}

@test "list has colour when it is asked for" {
	handoff_run --color always note list --status draft
	assert_equal "$(cat -v "$OUT")" '^[[1mdraft        ^[[mhandoff/note/a.md  First'
	handoff_run --color never note list --status draft
	assert_output 'draft        handoff/note/a.md  First'
}

@test "list takes text, json and csv" {
	handoff_run note list --format xml
	assert_refused '--format takes text, json or csv, not "xml"'
}

@test "list takes no arguments" {
	handoff_run note list x
	assert_refused '`handoff note list` takes no arguments'
}

@test "an unknown option of list names the nearest" {
	handoff_run note list --staus 'done'
	assert_refused '--staus: unknown option; did you mean --status?'
}

@test "list writes nothing" {
	tree >../before
	handoff_ok note list
	tree | cmp - ../before
}

@test "list is the same in whatever order files were made" {
	handoff_ok note list
	cp "$OUT" ../first
	mkdir ../copy
	mv handoff ../copy/handoff
	mkdir -p handoff/note/deep
	cp ../copy/handoff/note/deep/c.md handoff/note/deep
	cp ../copy/handoff/note/a.md handoff/note
	cp ../copy/handoff/note/b.md handoff/note
	handoff_ok note list
	cmp "$OUT" ../first
}

@test "list with a broken template is trouble" {
	sed -i 's/lifecycle:/lifecicle:/' .handoff/templates/note.md
	handoff_run note list
	assert_status 2
	[ ! -s "$OUT" ]
	assert_in_errors '.handoff/templates/note.md:9:3: error: '
	assert_in_errors 'did you mean "lifecycle"?'
}

@test "list to a full device is trouble" {
	[ -c /dev/full ] || skip "no /dev/full"
	status=0
	handoff note list >/dev/full 2>"$ERR" || status=$?
	assert_equal "$status" 2
	assert_equal "$(cat "$ERR")" 'handoff: cannot write to standard output: No space left on device'
}

@test "list outside of a repository is refused" {
	mkdir ../elsewhere
	cd ../elsewhere
	handoff_run readiness list
	assert_refused 'not a git repository'
}
