#!/usr/bin/env bats
# handoff kinds [KIND]

# shellcheck disable=SC2016  # backticks, $ and \ in single quotes are meant
load cli_helper

local_setup() {
	handoff init --bare-bones >/dev/null
}

# A small reader of JSON's grammar, as there may be no other at hand.
assert_json() { # FILE
	awk '
		function fail(what) { printf "not JSON at %d: %s\n", pos, what; exit 1 }
		function skip() { while (substr(text, pos, 1) ~ /[ \t\n\r]/ && pos <= len) pos++ }
		function expect(c) { skip(); if (substr(text, pos, 1) != c) fail("expected " c); pos++ }
		function string(	c) {
			expect("\"")
			while ((c = substr(text, pos, 1)) != "\"") {
				if (pos > len || c < " ") fail("string")
				if (c == "\\") {
					pos++
					if (substr(text, pos, 5) ~ /^u[0-9a-fA-F][0-9a-fA-F][0-9a-fA-F][0-9a-fA-F]$/) pos += 4
					else if (substr(text, pos, 1) !~ /["\\\/bfnrt]/) fail("escape")
				}
				pos++
			}
			pos++
		}
		function value(	c) {
			skip()
			c = substr(text, pos, 1)
			if (c == "\"") string()
			else if (c == "{") list("}", 1)
			else if (c == "[") list("]", 0)
			else if (match(substr(text, pos, 40), /^(true|false|null|-?[0-9]+(\.[0-9]+)?)/)) pos += RLENGTH
			else fail("value")
		}
		function list(end, named) {
			pos++
			skip()
			if (substr(text, pos, 1) == end) { pos++; return }
			for (;;) {
				if (named) { skip(); string(); expect(":") }
				value()
				skip()
				if (substr(text, pos, 1) == end) { pos++; return }
				expect(",")
			}
		}
		{ text = text $0 "\n" }
		END { len = length(text); pos = 1; value(); skip(); if (pos <= len) fail("more") }
	' "$1" || fail "$1 is not JSON"
}

@test "kinds lists the built-in kinds by name, with what each is" {
	handoff_run kinds
	assert_status 0
	assert_no_errors_said
	assert_equal "$(cut -d' ' -f1 "$OUT" | LC_ALL=C sort)" "$(cut -d' ' -f1 "$OUT")"
	for kind in brief model-card postmortem readiness; do
		grep -qE "^$kind +[A-Z].*\.$" "$OUT" || fail "no $kind"
	done
}

@test "kinds lists the organisation's own kinds with their template" {
	note_kind
	handoff_run kinds
	assert_status 0
	assert_line 'note               A small kind. (.handoff/templates/note.md)'
}

@test "kinds shows an overridden kind once, with the template that holds" {
	note_kind
	sed 's/kind: note/kind: brief/; s#handoff/note#handoff/brief#' .handoff/templates/note.md \
		>.handoff/templates/brief.md
	rm .handoff/templates/note.md
	handoff_run kinds
	assert_equal "$(grep -c '^brief ' "$OUT")" 1
	assert_line 'brief              A small kind. (.handoff/templates/brief.md)'
}

@test "kinds --format json is JSON with every kind" {
	note_kind
	handoff_run kinds --format json
	assert_status 0
	assert_json "$OUT"
	assert_in_output '  {
    "kind": "note",
    "name": "Note",
    "about": "A small kind.",
    "template": ".handoff/templates/note.md",
    "builtin": false
  }'
	assert_line '    "kind": "readiness",'
	assert_line '    "builtin": true'
}

@test "kinds KIND explains statuses, sign-offs, fields, sections and rules in words" {
	handoff_run kinds readiness
	assert_status 0
	assert_no_errors_said
	assert_in_output 'Deployment readiness'
	assert_in_output draft
	assert_in_output in-review
	assert_in_output operations-lead
	assert_in_output research-lead
	assert_in_output rollback-rehearsed
	assert_in_output 'Risks'
	assert_in_output 'handoff/readiness'
}

@test "kinds KIND explains every built-in kind, in both formats" {
	local kind

	for kind in $(handoff kinds | cut -d' ' -f1); do
		handoff_ok kinds "$kind"
		[ "$(wc -l <"$OUT")" -gt 20 ] || fail "too little of $kind"
		assert_clean_bytes "$OUT"
		handoff_ok kinds "$kind" --format json
		assert_json "$OUT"
		assert_line "  \"kind\": \"$kind\","
		assert_in_output '"statuses": ['
		assert_in_output '"fields": ['
		assert_in_output '"sections": ['
	done
}

@test "kinds KIND --format json has an own kind exactly" {
	note_kind
	handoff_run kinds note --format json
	assert_status 0
	assert_json "$OUT"
	assert_in_output '"kind": "note",
  "name": "Note",
  "about": "A small kind.",
  "template": ".handoff/templates/note.md",
  "directory": "handoff/note",
  "statuses": [
    "draft",
    "done"
  ],'
	assert_in_output '"name": "title",
      "type": "string",
      "required": true'
	assert_in_output '"title": "Text"'
}

@test "kinds of an unknown kind names the nearest" {
	handoff_run kinds readines
	assert_refused 'no kind "readines"; did you mean "readiness"?'
	handoff_run kinds qqqqqqqqqq
	assert_refused 'no kind "qqqqqqqqqq"; `handoff kinds` lists them'
}

@test "kinds of a name with terminal escapes prints none" {
	handoff_run kinds $'\e[31mred\xff'
	assert_refused 'no kind'
	assert_clean_bytes "$ERR"
}

@test "kinds takes one kind at most" {
	handoff_run kinds brief readiness
	assert_refused 'kinds takes one kind at most'
}

@test "kinds takes text and json" {
	handoff_run kinds --format csv
	assert_refused '--format takes text or json, not "csv"'
	handoff_run kinds --fromat json
	assert_refused '--fromat: unknown option; did you mean --format?'
}

@test "kinds with a broken template is trouble, with the place" {
	note_kind
	sed -i 's/type: string/type: strnig/' .handoff/templates/note.md
	handoff_run kinds
	assert_status 2
	[ ! -s "$OUT" ]
	assert_in_errors '.handoff/templates/note.md:8:'
	assert_in_errors 'did you mean "string"?'
	assert_in_errors 'handoff: the files under .handoff/ cannot be used'
}

@test "kinds works without .handoff" {
	rm -rf .handoff
	handoff_ok kinds
	assert_in_output readiness
}

@test "kinds escapes what an own template says" {
	local format

	note_kind
	sed -i 's/about: A small kind./about: "A \\u009bsmall\\u202E \\e[31mkind"/; s/name: Note/name: "N\\x07"/' .handoff/templates/note.md
	for format in text json; do
		handoff_run kinds --format "$format"
		assert_withstood
		handoff_run kinds note --format "$format"
		assert_withstood
	done
}

@test "kinds has colour when it is asked for" {
	handoff_run --color always kinds
	grep -q "$(printf '\033')\[1mreadiness" "$OUT"
	handoff_run --color=never kinds
	assert_clean_bytes "$OUT"
}

@test "kinds to a full device is trouble" {
	[ -c /dev/full ] || skip "no /dev/full"
	status=0
	handoff kinds >/dev/full 2>"$ERR" || status=$?
	assert_equal "$status" 2
	status=0
	handoff kinds readiness --format json >/dev/full 2>"$ERR" || status=$?
	assert_equal "$status" 2
}

@test "kinds is the same under every locale and colour-less terminal" {
	local locale

	handoff_ok kinds readiness
	cp "$OUT" ../first
	for locale in C C.UTF-8 de_DE.UTF-8 tr_TR.UTF-8; do
		LC_ALL=$locale LANG=$locale handoff_ok kinds readiness
		cmp "$OUT" ../first
	done
}
