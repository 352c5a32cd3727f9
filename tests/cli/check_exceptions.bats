#!/usr/bin/env bats
# Exceptions in documents, with their reasons, and the severities of .handoff/config.yaml.

# shellcheck disable=SC2016  # backticks, $ and \ in single quotes are meant
load cli_helper

G=handoff/gate/g.md
LONG='All is said and this is far too long for it.'
TOO_LONG="$G:11:4: error: section \"Summary\" has 11 words, at most 8 are allowed [section/too-long]"
NO_REASON='an exception says why: `handoff: allow RULE because REASON`, with a reason of three words or more [exception/reason]'
NOT_READ='a comment to handoff reads `handoff: allow RULE because REASON` [exception/reason]'

local_setup() {
	mkdir -p .handoff/templates handoff/gate
	printf 'version: 1\n' >.handoff/config.yaml
	cat >.handoff/people.yaml <<'END'
people:
  alice: {name: Alice Ng, emails: [alice@example.com], roles: [research-lead]}
END
	cat >.handoff/templates/gate.md <<'END'
---
kind: gate
contract:
  name: Gate
  about: For tests.
  directory: handoff/gate
  fields:
    title: {type: string, required: true, max: 20}
    owner: {type: person, required: true}
    tier:  {enum: [A, B]}
    parts: {type: list, of: link}
  lifecycle: {initial: draft, draft: [done], done: []}
  sections:
    Summary: {max-words: 8}
    Details: {max-words: 30}
    Risks:
      table: {columns: {Id: id, State: {enum: [open, closed]}}}
  rules:
    - {id: a-has-parts, when: {tier: A}, require: {parts: {present: true}}, because: "tier A has parts"}
  rows:
    - {id: all-closed, in: Risks, require: {State: closed}, because: "a risk is open"}
  texts:
    - {id: no-jargon, none: "(?i)leverage", because: "plain words"}
---
# {{title}}

## Summary

## Details

### Deep

## Risks

| Id | State |
|---|---|
END
	cat >"$G" <<'END'
---
kind: gate
id: g
title: Gate G
status: done
owner: alice
tier: B
---
# Gate G

## Summary

All is said.

## Details

Much of it.

### Deep

More of it.

## Risks

| Id | State |
|---|---|
| r1 | closed |
END
}

# Puts lines in front of the first line that is LINE.
before() { # LINE LINES
	ADD=$2 awk -v line="$1" '
		$0 == line && !done { print ENVIRON["ADD"]; done = 1 }
		{ print }
		END { exit !done }' "$G" >../edited || fail "no line $1"
	cp ../edited "$G"
}

becomes() { # LINE OTHER
	before "$1" "$2"
	awk -v line="$1" '$0 == line && !done { done = 1; next } { print }' "$G" >../edited
	cp ../edited "$G"
}

finds() { # STATUS LINES [ARGUMENT...]
	local expected_status=$1 lines=$2

	shift 2
	handoff_run check "$@"
	assert_output "$lines"
	assert_status "$expected_status"
	assert_no_errors_said
}

excepted() { # COUNT
	handoff_run check --format json
	assert_equal "$(jq .summary.excepted "$OUT")" "$1"
	assert_equal "$(jq '.excepted | length' "$OUT")" "$1"
}

ALLOW='<!-- handoff: allow section/too-long because the regulator wrote this -->'

@test "without exceptions" {
	finds 0 '' --strict
	becomes 'All is said.' "$LONG"
	finds 1 "$TOO_LONG"
	excepted 0
}

# ---- Where a comment holds -------------------------------------------------------------------------

@test "in its section, also for --strict" {
	becomes 'All is said.' "$ALLOW

$LONG"
	finds 0 '' --strict
	excepted 1
}

@test "in its section, behind the text and inside a paragraph" {
	becomes 'All is said.' "$LONG

$ALLOW"
	finds 0 '' --strict
	becomes "$ALLOW" "One more sentence. $ALLOW"
	finds 0 '' --strict
}

@test "in the line above its heading" {
	becomes 'All is said.' "$LONG"
	before '## Summary' "$ALLOW"
	finds 0 '' --strict
}

@test "two lines above the heading it stands in another section, and is not needed" {
	becomes 'All is said.' "$LONG"
	before '## Summary' "$ALLOW
"
	finds 1 "$G:11:1: warning: nothing here breaks section/too-long: this exception is not needed [exception/unused]
$G:13:4: error: section \"Summary\" has 11 words, at most 8 are allowed [section/too-long]"
}

@test "for what stands below its section, not for what stands above" {
	before 'Much of it.' "$ALLOW
"
	becomes 'More of it.' "$(printf 'word %.0s' {1..40})"
	finds 0 '' --strict
	becomes "$ALLOW" ''
	before '| Id | State |' "$ALLOW
"
	finds 1 "$G:15:4: error: section \"Details\" has 43 words, at most 30 are allowed [section/too-long]
$G:27:1: warning: nothing here breaks section/too-long: this exception is not needed [exception/unused]"
}

@test "under the title it holds for the front matter" {
	becomes 'tier: B' 'tier: A'
	finds 1 "$G:2:7: error: tier A has parts: \`parts\` is empty, must be filled in (a-has-parts) [front/rule]"
	before '## Summary' '<!-- handoff: allow a-has-parts because it has none yet -->
'
	finds 0 '' --strict
}

@test "above the title it holds for the front matter too" {
	becomes 'tier: B' 'tier: A'
	before '# Gate G' '<!-- handoff: allow front/rule because it has none yet -->
'
	finds 0 '' --strict
}

@test "in a section it does not hold for the front matter" {
	becomes 'tier: B' 'tier: A'
	before 'All is said.' '<!-- handoff: allow front/rule because it has none yet -->
'
	finds 1 "$G:2:7: error: tier A has parts: \`parts\` is empty, must be filled in (a-has-parts) [front/rule]
$G:13:1: warning: nothing here breaks front/rule: this exception is not needed [exception/unused]"
}

@test "a comment of YAML is none" {
	becomes 'tier: B' '# handoff: allow front/rule because it has none yet
tier: A'
	finds 1 "$G:2:7: error: tier A has parts: \`parts\` is empty, must be filled in (a-has-parts) [front/rule]"
}

@test "a comment in a cell" {
	becomes '| r1 | closed |' '| r1 <!-- handoff: allow all-closed because it ends tomorrow --> | open |'
	finds 0 '' --strict
}

@test "in code it is code" {
	becomes 'All is said.' "$LONG

\`\`\`
$ALLOW
\`\`\`"
	finds 1 "$TOO_LONG"
}

@test "in another document it means nothing" {
	sed 's/^id: g/id: h/' "$G" >handoff/gate/h.md
	becomes 'All is said.' "$LONG"
	printf '\n%s\n' "$ALLOW" >>handoff/gate/h.md
	finds 1 "$TOO_LONG
handoff/gate/h.md:29:1: warning: nothing here breaks section/too-long: this exception is not needed [exception/unused]"
}

# ---- How it is written -----------------------------------------------------------------------------

@test "in several lines" {
	becomes 'All is said.' "$LONG

<!--
  handoff: allow section/too-long
  because the regulator
  wrote this
-->"
	finds 0 '' --strict
}

@test "several rules; the ids of the contract and of the finding mean the same" {
	becomes '| r1 | closed |' '| r1 | open |'
	finds 1 "$G:27:8: error: a risk is open: \"State\" is \"open\", must be closed (all-closed) [table/row]"
	before '| Id | State |' '<!-- handoff: allow table/row because it ends tomorrow -->
'
	finds 0 '' --strict
	becomes '<!-- handoff: allow table/row because it ends tomorrow -->' \
		'<!-- handoff: allow no-jargon , all-closed because it ends tomorrow -->'
	finds 0 "$G:25:1: warning: nothing here breaks no-jargon: this exception is not needed [exception/unused]"
}

@test "a rule on texts" {
	becomes 'All is said.' 'Leverage it.'
	finds 1 "$G:13:1: error: plain words: \"Leverage\" (no-jargon) [section/rule]"
	before 'Leverage it.' '<!-- handoff: allow no-jargon because a product is called so -->
'
	finds 0 '' --strict
}

@test "without a reason, with one of two words, without a rule" {
	becomes 'All is said.' "<!-- handoff: allow section/too-long -->

$LONG"
	finds 1 "$TOO_LONG
$G:13:1: error: $NO_REASON"
	becomes '<!-- handoff: allow section/too-long -->' '<!-- handoff: allow section/too-long because of them -->'
	finds 1 "$TOO_LONG
$G:13:1: error: $NO_REASON"
	becomes '<!-- handoff: allow section/too-long because of them -->' '<!-- handoff: allow because it has to be -->'
	finds 1 "$TOO_LONG
$G:13:1: error: $NO_REASON"
	excepted 0
}

@test "a word that is not allow, and nothing at all" {
	before 'All is said.' '<!-- handoff: alow section/too-long because it has to be -->
'
	before 'Much of it.' '<!-- handoff: -->
'
	finds 1 "$G:13:1: error: $NOT_READ
$G:19:1: error: $NOT_READ"
}

@test "a comment that only mentions the program is no exception" {
	before 'All is said.' '<!-- Handoff: allow nothing; handoff: see the manual -->
'
	finds 0 '' --strict
}

@test "rules that there are not, and the nearest" {
	before 'All is said.' '<!-- handoff: allow section/to-long, nonsense because it has to be -->
'
	finds 1 "$G:13:1: error: no rule \"nonsense\" [exception/unknown-rule]
$G:13:1: error: no rule \"section/to-long\"; did you mean \"section/too-long\"? [exception/unknown-rule]"
}

@test "a family is no rule" {
	becomes 'All is said.' "<!-- handoff: allow section because it has to be -->

$LONG"
	handoff_run check
	assert_status 1
	assert_line "$TOO_LONG"
	assert_in_output "$G:13:1: error: no rule \"section\""
	assert_in_output '[exception/unknown-rule]'
}

@test "the rest of a list counts where one of it is wrong" {
	becomes 'All is said.' "<!-- handoff: allow section/too-lang, section/too-long because the regulator wrote this -->

$LONG"
	finds 1 "$G:13:1: error: no rule \"section/too-lang\"; did you mean \"section/too-long\"? [exception/unknown-rule]"
	excepted 1
}

# ---- Rules that allow none -------------------------------------------------------------------------

FIXED='front/missing front/syntax front/anchor front/duplicate-key front/unknown-kind front/duplicate-id
text/encoding text/limit text/file policy/syntax policy/unknown-key policy/missing-key policy/value
policy/reference template/syntax template/unknown-key template/missing-key template/value template/reference'

# What others have to agree to, from which no document excepts itself.
AGREED='signoff/missing signoff/malformed signoff/bad-signature signoff/revoked signoff/rejected
signoff/stale signoff/upstream-stale signoff/expired signoff/unauthorized signoff/not-own
signoff/tampered signoff/unknown signoff/unverified signoff/trailer signoff/pending lifecycle/transition
lifecycle/premature lifecycle/edited-after policy/changed'

@test "rules that say that something could not be read, and the exceptions' own, allow none" {
	local rule

	cp "$G" ../whole
	for rule in $FIXED $AGREED exception/reason exception/unknown-rule exception/refused exception/unused; do
		cp ../whole "$G"
		before 'All is said.' "<!-- handoff: allow $rule because it has to be -->
"
		finds 1 "$G:13:1: error: $rule allows no exception [exception/refused]"
	done
}

@test "those are all of them: every other rule can be excepted and lowered" {
	local fixed

	handoff_ok explain --format json
	fixed=$(jq -r '.[] | select(.fixed) | .rule' "$OUT" | sort)
	assert_equal "$fixed" "$(tr ' ' '\n' <<<"$FIXED" | sort)"
	jq -r '.[] | select(.fixed | not) | .rule' "$OUT" | grep -v '^exception/' |
		grep -vxF "$(tr ' ' '\n' <<<"$AGREED")" >../others
	{
		printf '<!-- handoff: allow '
		paste -sd , ../others
		echo 'because it has to be -->'
	} >../comment
	before 'All is said.' "$(cat ../comment)
"
	handoff_run check
	assert_status 0
	assert_equal "$(grep -vc '\[exception/unused\]$' "$OUT")" 0
	assert_equal "$(wc -l <"$OUT")" "$(wc -l <../others)"
	{
		printf 'version: 1\nseverity:\n'
		sed 's/$/: off/' ../others
		echo 'exception/unused: off'
	} | sed '3,$s/^/  /' >.handoff/config.yaml
	finds 0 '' --strict
}

@test "an exception from duplicate ids leaves the finding" {
	cp "$G" handoff/gate/h.md
	before 'All is said.' '<!-- handoff: allow front/duplicate-id because they are twins really -->
'
	finds 1 "$G:3:5: error: the id \"g\" is also that of handoff/gate/h.md [front/duplicate-id]
$G:13:1: error: front/duplicate-id allows no exception [exception/refused]
handoff/gate/h.md:3:5: error: the id \"g\" is also that of $G [front/duplicate-id]"
}

# ---- Exceptions that nothing needs -----------------------------------------------------------------

@test "an exception that nothing needs is a warning" {
	before 'All is said.' "$ALLOW
"
	finds 0 "$G:13:1: warning: nothing here breaks section/too-long: this exception is not needed [exception/unused]"
	finds 1 "$G:13:1: warning: nothing here breaks section/too-long: this exception is not needed [exception/unused]" --strict
}

@test "of two for the same finding the second is not needed" {
	becomes 'All is said.' "$ALLOW

$LONG

$ALLOW"
	finds 0 "$G:17:1: warning: nothing here breaks section/too-long: this exception is not needed [exception/unused]"
}

@test "an exception from a rule that is off is not needed" {
	becomes 'All is said.' "$ALLOW

$LONG"
	printf 'version: 1\nseverity: {section/too-long: off}\n' >.handoff/config.yaml
	finds 0 "$G:13:1: warning: nothing here breaks section/too-long: this exception is not needed [exception/unused]"
}

@test "an exception from a gap holds, and the other gaps stay" {
	sed -i '/^owner: alice/d; /^title: /d' "$G"
	before '## Summary' '<!-- handoff: allow front/missing-field because nobody owns it now -->
'
	finds 0 '' --strict
	excepted 2
}

@test "one comment excepts all findings of its rule in its section, and says so" {
	becomes '| r1 | closed |' '| r1 | open |
| r2 | open |
| r3 | closed |'
	before '| Id | State |' '<!-- handoff: allow all-closed because it ends tomorrow -->
'
	finds 0 '' --strict
	excepted 2
}

# ---- What is said ----------------------------------------------------------------------------------

@test "JSON lists what was excepted, with the reason as it is written" {
	becomes 'All is said.' "$ALLOW

$LONG"
	handoff_run check --format json
	assert_status 0
	assert_json "$OUT"
	assert_equal "$(jq -c '.excepted[] | [.rule, .severity, .path, .start.line, .start.column, .message, .reason]' "$OUT")" \
		"[\"section/too-long\",\"error\",\"$G\",11,4,\"section \\\"Summary\\\" has 11 words, at most 8 are allowed\",\"the regulator wrote this\"]"
	assert_equal "$(jq -c '.findings' "$OUT")" '[]'
	assert_equal "$(jq -c '.summary' "$OUT")" '{"documents":1,"errors":0,"warnings":0,"notes":0,"excepted":1,"baselined":0}'
}

@test "a terminal is told how many there are" {
	script --version 2>/dev/null | grep -q util-linux || skip 'no util-linux script'
	becomes 'All is said.' "$ALLOW

$LONG"
	keep script -qec 'handoff --color never check' /dev/null
	assert_in_output '1 document checked, nothing to mend; 1 exception with reasons'
	becomes 'tier: B' 'tier: A'
	keep script -qec 'handoff --color never check' /dev/null
	assert_in_output '1 error, 0 warnings in 1 file; 1 document checked; 1 exception with reasons'
}

@test "a document does not make others slow with exceptions: no more than a hundred count" {
	becomes 'All is said.' "$LONG"
	for _ in {1..100}; do
		echo '<!-- handoff: allow section/too-short because it is quite short -->'
	done >../many
	before '## Details' "$(cat ../many)
$ALLOW
"
	handoff_run check
	assert_status 1
	assert_line "$TOO_LONG"
	assert_equal "$(grep -c 'exception/unused' "$OUT")" 100
}

# ---- severity in .handoff/config.yaml --------------------------------------------------------------

severity() { # ENTRIES
	printf 'version: 1\nseverity: {%s}\n' "$1" >.handoff/config.yaml
}

unusable() { # FINDING
	handoff_run check
	assert_status 2
	assert_errors "$1
handoff: the files under .handoff/ cannot be used; nothing was checked"
	[ ! -s "$OUT" ] || fail 'standard output is not empty'
}

@test "severity: warning, info, off, and error for a warning" {
	becomes 'All is said.' "$LONG"
	severity 'section/too-long: warning'
	finds 0 "${TOO_LONG/error/warning}"
	finds 1 "${TOO_LONG/error/warning}" --strict
	severity 'section/too-long: info'
	finds 0 "${TOO_LONG/error/info}"
	finds 1 "${TOO_LONG/error/info}" --strict
	severity 'section/too-long: off'
	finds 0 '' --strict
	severity 'exception/unused: error'
	becomes "$LONG" "Said. $ALLOW"
	finds 1 "$G:13:12: error: nothing here breaks section/too-long: this exception is not needed [exception/unused]"
}

@test "severity: a rule goes before its family, whatever stands first" {
	becomes 'All is said.' "$LONG"
	severity 'section: off, section/too-long: warning'
	finds 0 "${TOO_LONG/error/warning}"
	severity 'section/too-long: warning, section: off'
	finds 0 "${TOO_LONG/error/warning}"
	severity 'section: info'
	finds 0 "${TOO_LONG/error/info}"
}

@test "severity: gaps in a draft are warnings at most" {
	becomes 'status: done' 'status: draft'
	becomes 'owner: alice' ''
	severity 'front/missing-field: error'
	finds 0 "$G:2:7: warning: \`owner\` is missing [front/missing-field]"
	severity 'front/missing-field: info'
	finds 0 "$G:2:7: info: \`owner\` is missing [front/missing-field]"
}

@test "severity: the contract's own rules by the rule that findings show" {
	becomes '| r1 | closed |' '| r1 | open |'
	severity 'table/row: info'
	finds 0 "$G:27:8: info: a risk is open: \"State\" is \"open\", must be closed (all-closed) [table/row]"
	severity 'all-closed: info'
	unusable '.handoff/config.yaml:2:12: error: unknown rule "all-closed" [policy/reference]'
}

@test "severity: rules that say that something could not be read keep theirs" {
	local rule

	for rule in $FIXED; do
		severity "$rule: warning"
		unusable ".handoff/config.yaml:2:12: error: the severity of $rule cannot be changed: a document that breaks it cannot be judged [policy/value]"
		severity "$rule: off"
		unusable ".handoff/config.yaml:2:12: error: the severity of $rule cannot be changed: a document that breaks it cannot be judged [policy/value]"
		severity "$rule: error"
		finds 0 '' --strict
	done
}

@test "severity: a family may be lowered, but not what may not be" {
	cp "$G" handoff/gate/h.md
	becomes 'tier: B' 'tier: A'
	severity 'front: off, text: off, link: off'
	finds 1 "$G:3:5: error: the id \"g\" is also that of handoff/gate/h.md [front/duplicate-id]
handoff/gate/h.md:3:5: error: the id \"g\" is also that of $G [front/duplicate-id]"
}

@test "severity: exceptions without a reason hold for nothing, also where nobody is told" {
	becomes 'All is said.' "<!-- handoff: allow section/too-long -->

$LONG"
	severity 'exception: off'
	finds 1 "$TOO_LONG"
}

@test "severity: mistakes" {
	severity 'section/to-long: off'
	unusable '.handoff/config.yaml:2:12: error: unknown rule "section/to-long"; did you mean "section/too-long"? [policy/reference]'
	severity 'section/too-long: fatal'
	unusable '.handoff/config.yaml:2:30: error: a severity is error, warning, info or off, not "fatal" [policy/value]'
	severity 'section/too-long: no'
	unusable '.handoff/config.yaml:2:30: error: a severity is error, warning, info or off, not "no" [policy/value]'
	severity 'sectoin/to-long: [], link: Off'
	handoff_run check
	assert_status 2
	assert_in_errors '.handoff/config.yaml:2:29: error: a severity is error, warning, info or off, not "" [policy/value]'
	assert_in_errors '.handoff/config.yaml:2:39: error: a severity is error, warning, info or off, not "Off" [policy/value]'
}
