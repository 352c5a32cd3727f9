#!/usr/bin/env bats
# handoff explain [RULE]

# shellcheck disable=SC2016  # backticks, $ and \ in single quotes are meant
load cli_helper

RULES=$PROJECT/lib/check/rules

all_rules() {
	sed -n 's/^## \([a-z]*\/[a-z-]*\)$/\1/p' "$RULES"/*.md
}

# A kind with a rule of each sort, two of them of one name.
ruled_kind() { # KIND
	mkdir -p .handoff/templates
	cat >".handoff/templates/$1.md" <<END
---
kind: $1
contract:
  directory: handoff/$1
  fields: {tier: {enum: [A, B]}, lead: person}
  lifecycle: {initial: draft, draft: [done], done: []}
  sections:
    Risks: {table: {columns: {Risk: text, State: {enum: [open, closed]}}}}
  rules:
    - {id: a-is-led, when: {tier: A}, require: {lead: {present: true}}, at: [done], because: somebody answers for it}
  rows:
    - {id: all-closed, in: Risks, require: {State: closed}, severity: warning, because: an open risk goes on}
  texts:
    - {id: calm, none: "(?i)panic", because: panic helps nobody}
---
# {{title}}
## Risks
END
}

@test "explain lists every rule with what it finds, by family" {
	local rule

	handoff_run explain
	assert_status 0
	assert_no_errors_said
	for rule in $(all_rules); do
		grep -qE "^  $rule +[^ ]" "$OUT" || fail "no $rule"
	done
	assert_equal "$(grep -c '^  ' "$OUT")" "$(all_rules | wc -l)"
	assert_line 'Links: to other documents and to files of the repository'
	assert_line '  link/broken              a link to a file that is not there'
}

@test "explain RULE says all there is to say of every rule" {
	local rule part

	for rule in $(all_rules); do
		handoff_run explain "$rule"
		assert_status 0
		assert_no_errors_said
		[[ $output == "$rule ("*")"* ]] || fail "no head for $rule"
		for part in Why Bad Good 'Way out' Exception; do
			assert_line "$part"
		done
		assert_clean_bytes "$OUT"
	done
}

@test "explain RULE in full" {
	handoff_run explain link/outside
	assert_status 0
	assert_equal "$(sed -n '1,/^Given/p' "$OUT")" 'link/outside (error)
  a link leaves the repository

Why
  What lies outside of the repository is not there for anybody who clones it, has no
  history, and could be any file of the machine that reads the link.

Given'
	assert_equal "$(sed -n '/^Bad/,$p' "$OUT")" 'Bad
  handoff/note/ranker.md
      ---
      kind: note
      id: ranker
      title: Feed ranker
      status: final
      ---
      # Feed ranker

      ## Text

      The figures stand [over there](../../../reports/v41.md).

Good
  handoff/note/ranker.md
      ---
      kind: note
      id: ranker
      title: Feed ranker
      status: final
      ---
      # Feed ranker

      ## Text

      The figures stand [over there](https://reports.example.com/v41).

Way out
  Link to a file of this repository, or to a URL.

Exception
  In the document, with the reason:
  `<!-- handoff: allow link/outside because REASON -->`. The comment holds for its
  section with all below it, and for the line after it; above the first section it
  holds for the front matter.

  For all documents: `severity: {link/outside: warning}` in .handoff/config.yaml.'
}

@test "explain says how severe a rule is, and what lowers it" {
	handoff_run explain section/empty
	assert_line 'section/empty (error; a gap: a warning as long as the document is in its first status)'
	handoff_run explain people/role-empty
	assert_line 'people/role-empty (warning)'
	assert_line '  it for all: `severity: {people/role-empty: info}` in .handoff/config.yaml.'
	handoff_run explain front/order
	assert_line 'front/order (off unless a setting asks for it)'
	handoff_run explain text/limit
	assert_line 'text/limit (error; no setting lowers it)'
	assert_line '  None: neither a comment nor a setting lowers this rule.'
	assert_in_output '`document-kib`'
}

@test "a rule that says that no setting lowers it is one that refuses a setting" {
	local rule fixed

	note_kind
	note handoff/note/a.md A
	for rule in $(all_rules); do
		handoff_ok explain "$rule"
		fixed=0
		case $output in *'None: neither a comment nor a setting lowers this rule.'*) fixed=2 ;; esac
		printf 'version: 1\nseverity: {%s: info}\n' "$rule" >.handoff/config.yaml
		handoff_run check
		[ "$status" -eq "$fixed" ] || fail "$rule: explain says otherwise"
	done
}

@test "explain shows what is no text as bytes, and where a symbolic link leads" {
	handoff_run explain text/encoding
	assert_line '  handoff/note/menu.md (\xNN stands for a byte)'
	assert_line '      The caf\xE9 ranker is handed over.'
	handoff_run explain text/file
	assert_line '  handoff/note/newest.md -> ranker.md'
}

@test "explain FAMILY explains all of its rules" {
	handoff_run explain people
	assert_status 0
	assert_equal "$(grep -o '^people/[a-z-]*' "$OUT")" 'people/unknown
people/ambiguous-email
people/role-empty
people/key'
}

@test "explain --format json is JSON with every rule and its examples" {
	handoff_run explain --format json
	assert_status 0
	assert_json "$OUT"
	assert_equal "$(grep -c '^    "rule": ' "$OUT")" "$(all_rules | wc -l)"
	handoff_run explain --format json text/file
	assert_json "$OUT"
	assert_in_output '    "rule": "text/file",
    "family": "text",
    "severity": "error",
    "gap": false,
    "fixed": true,
    "summary": "a document is not a regular file that can be read",'
	assert_in_output '    "bad": [
      {
        "path": "handoff/note/newest.md",
        "form": "link",
        "text": "ranker.md\n"
      }
    ],'
	assert_line '    "exception": "None: neither a comment nor a setting lowers this rule."'
}

@test "explain works outside of a repository, also for rules of the built-in kinds" {
	mkdir ../elsewhere
	cd ../elsewhere
	handoff_ok explain
	handoff_ok explain front/missing
	handoff_ok explain open-blocker
	assert_line 'readiness/open-blocker (error; a rule of the contract)'
	handoff_run explain qqqqqqqqqq
	assert_refused 'no rule "qqqqqqqqqq"; `handoff explain` lists them, `handoff kinds KIND` those of a contract'
}

@test "explain works in a bare repository" {
	git init -q --bare ../bare
	cd ../bare
	handoff_ok explain link/case
	handoff_ok explain readiness/open-blocker
}

@test "explain of a contract's own rule says what it asks for in words, and why" {
	ruled_kind gate
	handoff_run explain a-is-led
	assert_status 0
	assert_output 'gate/a-is-led (error; a rule of the contract)
  In the front matter, lead is filled in, where tier is A [in done]

Why
  somebody answers for it

Found as
  front/rule: `handoff explain front/rule`

Where it stands
  .handoff/templates/gate.md

Exception
  In the document, with the reason:
  `<!-- handoff: allow a-is-led because REASON -->`. The comment holds for its
  section with all below it, and for the line after it; above the first section it
  holds for the front matter.

  For all documents of the kind: change the rule in the template, as
  .handoff/templates/gate.md.'
	handoff_run explain all-closed
	assert_line 'gate/all-closed (warning; a rule of the contract)'
	assert_line '  In the table of Risks, every row: State is closed (warning)'
	assert_line '  table/row: `handoff explain table/row`'
	handoff_run explain gate/calm
	assert_line '  In the words of the whole document, nothing matches (?i)panic'
	assert_line '  section/rule: `handoff explain section/rule`'
}

@test "explain of a rule that several contracts have explains each; KIND/RULE that of one" {
	ruled_kind gate
	ruled_kind review
	handoff_run explain calm
	assert_equal "$(grep -o '^[a-z]*/calm' "$OUT")" 'gate/calm
review/calm'
	handoff_run explain review/calm
	assert_equal "$(grep -o '^[a-z]*/calm' "$OUT")" review/calm
}

@test "explain --format json has a contract's own rule" {
	ruled_kind gate
	handoff_run explain --format json all-closed
	assert_status 0
	assert_json "$OUT"
	assert_in_output '    "rule": "table/row",
    "contractRule": "all-closed",
    "kind": "gate",
    "severity": "warning",
    "in": "the table of Risks",
    "asks": "every row: State is closed (warning)",
    "because": "an open risk goes on",
    "template": ".handoff/templates/gate.md",'
}

@test "explain explains every rule of every built-in kind" {
	local kind rule

	for kind in $(handoff kinds | cut -d' ' -f1); do
		handoff_ok kinds "$kind"
		sed -n '/^Rules$/,$s/^  \([a-z0-9-]*\): .*/\1/p' "$OUT" >../rules
		while read -r rule; do
			handoff_ok explain "$kind/$rule"
			[[ $output == "$kind/$rule ("* ]] || fail "no $kind/$rule"
		done <../rules
	done
}

@test "explain of an unknown rule names the nearest" {
	ruled_kind gate
	handoff_run explain lnik/broken
	assert_refused 'no rule "lnik/broken"; did you mean "link/broken"?'
	handoff_run explain missing-field
	assert_refused 'no rule "missing-field"; did you mean "front/missing-field"?'
	handoff_run explain a-is-lde
	assert_refused 'no rule "a-is-lde"; did you mean "a-is-led"?'
	handoff_run explain gate/all-colsed
	assert_refused 'no rule "gate/all-colsed"; did you mean "all-closed"?'
	handoff_run explain gate
	assert_refused '"gate" is a kind, not a rule: `handoff kinds gate`'
	handoff_run explain ''
	assert_refused 'no rule ""; `handoff explain` lists them'
}

@test "explain of a name with terminal escapes prints none" {
	handoff_run explain $'\e[31mred\xff'
	assert_refused 'no rule'
	assert_clean_bytes "$ERR"
}

@test "explain escapes what an own template says" {
	local format

	ruled_kind gate
	sed -i 's/because: panic helps nobody/because: "panic \\u202Ehelps nobody"/' .handoff/templates/gate.md
	for format in text json; do
		handoff_run explain --format "$format" calm
		assert_withstood
	done
}

@test "explain with a broken template is trouble for a contract's rule, not for a built-in one" {
	ruled_kind gate
	sed -i 's/type: string/type: strnig/; s/lead: person/lead: preson/' .handoff/templates/gate.md
	handoff_ok explain front/missing
	handoff_run explain calm
	assert_status 2
	assert_in_errors 'did you mean "person"?'
}

@test "explain takes one rule at most, and text, json or mdoc" {
	handoff_run explain link/case link/broken
	assert_refused 'explain takes one rule at most'
	handoff_run explain --format csv
	assert_refused '--format takes text, json or mdoc, not "csv"'
}

@test "explain has colour when it is asked for" {
	handoff_run --color always explain link/case
	grep -q "$(printf '\033')\[1mlink/case" "$OUT" || fail "no colour"
	handoff_run --color never explain link/case
	assert_clean_bytes "$OUT"
}

@test "explain fits a terminal of 110 columns" {
	handoff_ok explain
	refute grep -nE '^.{140}' "$OUT"
	for rule in $(all_rules); do
		handoff_ok explain "$rule"
		refute grep -nE '^ {2}[^ ].{100}' "$OUT"
	done
}

@test "explain to a full device is trouble" {
	[ -c /dev/full ] || skip "no /dev/full"
	status=0
	handoff explain >/dev/full 2>"$ERR" || status=$?
	assert_equal "$status" 2
}

@test "explain is the same under every locale" {
	local locale

	handoff_ok explain link/case
	cp "$OUT" ../first
	for locale in C de_DE.UTF-8 tr_TR.UTF-8; do
		LC_ALL=$locale handoff_ok explain link/case
		cmp "$OUT" ../first
	done
}
