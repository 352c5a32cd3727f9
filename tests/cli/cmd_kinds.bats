#!/usr/bin/env bats
# handoff kinds [KIND]

# shellcheck disable=SC2016  # backticks, $ and \ in single quotes are meant
load cli_helper

local_setup() {
	handoff init --bare-bones --no-hooks >/dev/null
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

@test "kinds takes text, json and template" {
	handoff_run kinds --format csv
	assert_refused '--format takes text, json, mdoc or template, not "csv"'
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

@test "kinds complains of a setting for a rule that there is not, as check does" {
	printf 'version: 1\nseverity: {link/brokne: warning}\n' >.handoff/config.yaml
	handoff_run kinds
	assert_status 2
	assert_errors '.handoff/config.yaml:2:12: error: unknown rule "link/brokne"; did you mean "link/broken"? [policy/reference]
handoff: the files under .handoff/ cannot be used'
	[ ! -s "$OUT" ]
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

# A kind that uses all that a contract can ask for.
full_kind() {
	mkdir -p .handoff/templates
	cat >.handoff/templates/full.md <<'END'
---
kind: full
contract:
  name: Full
  about: Everything.
  directory: handoff/full
  fields:
    title:   {type: string, required: always, min: 1, max: 60, equals: heading}
    tier:    {enum: [A, B]}
    created: date
    due:     {type: date, from: done, not-before: created, not-after: 2030-12-31}
    reason:  {type: text, when: {tier: A}}
    count:   {type: integer, min: 1, max: 5, covered: no}
    authors: {type: list, of: person, min: 1, max: 3}
    older:   {type: list, of: {type: link, to: full}, inverse: newer, acyclic: yes}
    newer:   {type: list, of: {type: link, to: full}, inverse: older}
    model:   {type: link, to: [brief, model-card], upstream: true}
  lifecycle:
    initial: draft
    draft: [done, void]
    done: []
    void: []
  withdrawn: [void]
  signoffs:
    - {role: research-lead, before: [done], covers: [Risks], count: 2, valid-for: 30d, not-author: true}
  sections:
    Text: {optional: yes, contains: [number, list], min-words: 1, max-words: 9}
    Risks:
      table:
        columns:
          Id: {type: pattern, pattern: "R-[0-9]+"}
          Level: {type: integer, max: 5}
          Seen: {type: date, required: no, not-after: today}
          Note: {type: text, optional: yes}
        max-rows: 8
  max-words: [{when: {tier: B}, words: 90, severity: warning}]
  rules:
    - {id: dated, when: {tier: A}, require: {due: {present: true, not-before: today}}, at: [done], severity: warning, because: a day is needed}
    - {id: either, require: {any-of: [{tier: B}, {count: {min: 2, max: "[count] + 1"}}]}, because: one of the two}
    - {id: linked, follow: model, require: {status: [approved, sent]}, because: it builds on it}
  rows:
    - {id: levels, in: Risks, ascending: Level, because: the worst last}
    - {id: numbers, in: Risks, strictly-ascending: Id, because: numbers go up}
    - {id: pairs, in: Risks, unique: [Level, Seen], because: one a day}
    - {id: across, in: Risks, unique-across: [Level, Id], because: names are used once}
    - {id: some, in: Risks, some: {Level: {min: 3}}, min: 2, because: two bad ones}
    - {id: few, in: Risks, max: 1, when: {Level: 5}, where: {tier: A}, because: one is enough}
    - {id: never, in: Risks, none: {Level: {not: [1, 2]}}, because: only small ones}
    - {id: known, in: Risks, require: {Id: {found-in: {section: Risks, column: Id, where: {Level: 1}}}}, because: it is known}
  texts:
    - {id: calm, in: Text, none: "(?i)panic", because: keep calm}
    - {id: loud, some: "(?i)sure", because: be sure}
    - {id: own, in: Text, unlike: Risks, overlap: 50, because: say it anew}
---
# {{title}}
## Text
## Risks
END
}

@test "kinds KIND says of fields what limits them, when they are needed, and how they link" {
	full_kind
	handoff_run kinds full
	assert_status 0
	assert_line '  title                string, at least 1 character, at most 60 characters, the same as the first heading; needed always'
	assert_line '  tier                 A or B'
	assert_line '  due                  date, not before created, not after 2030-12-31; needed in done'
	assert_line '  reason               text; needed where tier is A'
	assert_line '  count                integer, at least 1, at most 5; not covered by sign-offs'
	assert_line '  authors              list of person, at least 1 entry, at most 3 entries'
	assert_line '  older                list of link to full; newer of the other document links back; never leads back to the document'
	assert_line '  model                link to brief or model-card; a sign-off also covers what it links to'
}

@test "kinds KIND says of statuses where they lead and what they are for" {
	full_kind
	handoff_run kinds full
	assert_line '  draft                -> done, void (a new document; gaps are warnings)'
	assert_line '  done                 the end'
	assert_line '  void                 the end (nothing may link here)'
	assert_line '  research-lead        2 persons, before done; covers only Risks; valid for 30d; not the author'
}

@test "kinds KIND says of sections, columns and rows what they need, and no more" {
	full_kind
	handoff_run kinds full
	assert_line '  Text; may be left out; holds a number; holds a list; at least 1 word; at most 9 words'
	assert_line '  Risks'
	assert_line '    | Id: pattern R-[0-9]+'
	assert_line '    | Level: integer, at most 5'
	assert_line '    | Seen: date, not after today; may be empty'
	assert_line '    | Note: text; may be left out'
	assert_line '    | at most 8 rows'
	assert_line '  all together at most 90 words where tier is B (warning)'
	assert_not_in_output 'at least 0'
}

@test "kinds KIND says what each rule asks for, and what several matches on one name ask" {
	full_kind
	handoff_run kinds full
	assert_line '  dated: due is filled in and is not before today, where tier is A [in done] (warning)'
	assert_line '      because a day is needed'
	assert_line '  either: (tier is B) or (count is at least 2 and is at most [count] + 1)'
	assert_line '  linked: of what model links to, status is approved or sent'
	assert_line '  levels: in the table of Risks, Level does not go down'
	assert_line '  numbers: in the table of Risks, Id strictly goes up'
	assert_line '  pairs: in the table of Risks, no two rows have the same Level and Seen'
	assert_line '  across: in the table of Risks, no value stands twice in Level and Id'
	assert_line '  some: in the table of Risks, at least 2 rows: Level is at least 3'
	assert_line '  few: in the table of Risks, at most 1 row, where Level is 5, if tier is A'
	assert_line '  never: in the table of Risks, no row: Level is not 1 or 2'
	assert_line '  known: in the table of Risks, every row: Id stands under Id in the table of Risks in a row where Level is 1'
	assert_line '  calm: in the words of Text, nothing matches (?i)panic'
	assert_line '  loud: in the words of the whole document, something matches (?i)sure'
	assert_line '  own: in the words of Text, at most 50 % of its runs of three words stand in Risks too'
}

@test "kinds --format template writes a template that changes nothing when it is put in place" {
	handoff_ok init
	mkdir -p .handoff/templates
	handoff_ok kinds readiness --format template
	assert_no_errors_said
	cmp "$OUT" "$PROJECT/templates/readiness.md" || fail 'not the template'
	handoff kinds readiness --format template >.handoff/templates/readiness.md
	cmp .handoff/templates/readiness.md "$PROJECT/templates/readiness.md" || fail 'not in place'
	handoff_ok kinds readiness
	assert_in_output '.handoff/templates/readiness.md'
	handoff_run kinds --format template
	assert_refused '--format template needs the name of a kind'
}

@test "kinds KIND --format json has the lifecycle and the rules" {
	handoff_ok kinds postmortem --format json
	assert_equal "$(jq -c '.lifecycle.next.draft' "$OUT")" '["in-review"]'
	assert_equal "$(jq -r '.lifecycle.initial' "$OUT")" draft
	assert_equal "$(jq -r '.rules[] | select(.id == "timeline-order") | .rule' "$OUT")" table/row
}
