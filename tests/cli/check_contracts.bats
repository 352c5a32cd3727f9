#!/usr/bin/env bats
# An organisation's own kind: each word of the language of contracts, and the mistakes in a template.

# shellcheck disable=SC2016  # backticks, $ and \ in single quotes are meant
load cli_helper

A=handoff/sheet/a.md
T=.handoff/templates/sheet.md

local_setup() {
	mkdir -p .handoff/templates handoff/sheet
	printf 'version: 1\n' >.handoff/config.yaml
	cat >.handoff/people.yaml <<'END'
people:
  alice: {name: Alice Ng, emails: [alice@example.com], roles: [research-lead]}
  bob: {name: Bob Ray, emails: [bob@example.com], roles: [{role: operations-lead, from: 2026-01-01}, {role: sre, from: 2025-01-01, until: 2025-12-31}]}
  carol: {name: Carol Oz, emails: [carol@example.com], roles: [legal]}
END
}

# Writes the template with these lines at the end of its contract: they begin in line 30.
kind() { # LINES
	cat >"$T" <<END
---
kind: sheet
contract:
  name: Sheet
  directory: handoff/sheet
  fields:
    title:   {type: string}
    owner:   person
    team:    {type: list, of: person}
    created: date
    due:     date
    at:      datetime
    hours:   duration
    share:   percent
    cost:    quantity
    count:   number
    limit:   number
    name:    string
    tags:    {type: list, of: string}
    other:   {type: link, to: sheet}
    others:  {type: list, of: {type: link, to: sheet}}
  lifecycle: {initial: draft, draft: [done], done: []}
  sections:
    Risks:
      optional: true
      table: {columns: {Id: {type: text, required: no}, Likelihood: {type: number, required: no}, Impact: {type: number, required: no}, Score: {type: number, required: no}, Fired: {type: date, required: no}, Acted: {type: any, required: no}, Cost: {type: any, required: no}, Owner: {type: person, required: no}, Tags: {type: list, of: text, required: no}, Sheet: {type: link, to: sheet, required: no}}}
    Ids:
      optional: true
      table: {columns: {Id: text, State: {type: text, required: no}}}
$1
---
# {{title}}

## Text

## Risks

| Id | Likelihood | Impact | Score | Fired | Acted | Cost | Owner | Tags | Sheet |
|---|---|---|---|---|---|---|---|---|---|

## Ids

| Id | State |
|---|---|
END
}

rule() { # REQUIRE
	kind "  rules: [{id: r, because: why, require: {$1}}]"
}

following() { # FIELD REQUIRE
	kind "  rules: [{id: r, because: why, follow: $1, require: {$2}}]"
}

row() { # REST
	kind "  rows: [{id: r, because: why, in: Risks, $1}]"
}

text() { # REST
	kind "  texts: [{id: r, because: why, $1}]"
}

# Writes a document. FIELDS begin in line 6, the text in line 11, the rows of Risks in line 17; with fields all further down.
sheet() { # NAME [FIELDS [RISKS [IDS [TEXT]]]]
	{
		printf -- '---\nkind: sheet\nid: %s\ntitle: T\nstatus: done\n' "$1"
		[ -z "${2-}" ] || printf '%s\n' "$2"
		printf -- '---\n# T\n\n## Text\n\n%s\n' "${5:-It is said.}"
		if [ -n "${3-}" ]; then
			printf '\n## Risks\n\n| Id | Likelihood | Impact | Score | Fired | Acted | Cost | Owner | Tags | Sheet |\n'
			printf '|---|---|---|---|---|---|---|---|---|---|\n%s\n' "$3"
		fi
		[ -z "${4-}" ] || printf '\n## Ids\n\n| Id | State |\n|---|---|\n%s\n' "$4"
	} >handoff/sheet/"$1".md
}

# A row of Risks: Id, and the cells by the letters of their columns.
risk() { # ID [COLUMN=VALUE...]
	local column value row="| $1 "

	shift
	for column in Likelihood Impact Score Fired Acted Cost Owner Tags Sheet; do
		value=
		for cell; do
			[[ $cell != "$column="* ]] || value=${cell#*=}
		done
		row+="| $value "
	done
	echo "$row|"
}

says() { # LINES [ARGUMENT...]
	local lines=$1

	shift
	handoff_run check "$@"
	assert_output "$lines"
	assert_no_errors_said
	assert_status "$(grep -q ': error: ' "$OUT" && echo 1 || echo 0)"
}

# The document with these fields keeps the rule; it breaks it, at LINE:COLUMN.
keeps() { # [FIELDS]
	sheet a "${1-}"
	says ''
}

breaks() { # FIELDS PLACE MESSAGE
	sheet a "$1"
	says "$A:$2: error: why: $3 (r) [front/rule]"
}

# ---- Conditions on fields --------------------------------------------------------------------------

@test "a value, in any letter case, and one of several" {
	rule 'name: x'
	keeps 'name: X'
	breaks 'name: y' 6:7 '`name` is "y", must be x'
	breaks '' 2:7 '`name` is empty, must be x'
	rule 'name: [x, y, z]'
	keeps 'name: Y'
	breaks 'name: xy' 6:7 '`name` is "xy", must be x, y or z'
}

@test "present and not" {
	rule 'name: {present: no}'
	keeps
	breaks 'name: x' 6:7 '`name` is "x", must be empty'
	rule 'name: {present: yes}'
	breaks 'name: ""' 6:7 '`name` is empty, must be filled in'
	rule 'tags: {not: [x, y]}'
	keeps
	keeps 'tags: [z]'
	breaks 'tags: [z, Y]' 6:7 '`tags` is "z, Y", must not be x or y'
}

@test "min-words, matches, includes" {
	rule 'name: {min-words: 3}'
	keeps 'name: three words here'
	breaks 'name: two words' 6:7 '`name` is "two words", must have at least 3 words'
	rule 'name: {matches: "^[a-z]+$"}'
	breaks 'name: Two' 6:7 '`name` is "Two", must match ^[a-z]+$'
	rule 'tags: {includes: x}'
	keeps 'tags: [y, X]'
	breaks 'tags: [y, xx]' 6:7 '`tags` is "y, xx", must include x'
}

@test "same-as and differs-from" {
	rule 'name: {same-as: title}'
	keeps 'name: t'
	breaks 'name: u' 6:7 '`name` is "u", must equal title'
	rule 'name: {differs-from: title}'
	keeps
	breaks 'name: t' 6:7 '`name` is "t", must differ from title'
	rule 'owner: {differs-from: team}'
	breaks $'team: [carol]\nowner: carol' 7:8 '`owner` is "carol", must differ from team'
}

@test "min and max: the number in the value, a duration" {
	rule 'count: {min: 2, max: 3}'
	keeps 'count: 2'
	breaks 'count: 4' 6:8 '`count` is "4", must be at least 2 and be at most 3'
	breaks '' 2:7 '`count` is empty, must be at least 2 and be at most 3'
	rule 'cost: {max: 40}'
	keeps 'cost: 40 USD/day'
	breaks 'cost: 40.5 USD/day' 6:7 '`cost` is "40.5 USD/day", must be at most 40'
	rule 'hours: {max: 90 min}'
	keeps 'hours: 1h30m'
	breaks 'hours: 2h' 6:8 '`hours` is "2h", must be at most 1 h 30 min (90 min)'
}

@test "min, max and equals: worked out" {
	rule 'count: {max: "[limit] + 1", min: "[limit] - 1"}'
	keeps $'limit: 3\ncount: 4'
	breaks $'limit: 3\ncount: 5' 7:8 '`count` is "5", must be at least 2 ([limit] - 1) and be at most 4 ([limit] + 1)'
	rule 'count: {equals: "[limit] / 3"}'
	keeps $'limit: 1\ncount: 0.33'
	keeps $'limit: 1\ncount: 0.3'
	breaks $'limit: 1\ncount: 0.34' 7:8 '`count` is "0.34", must be 0.3333333333 ([limit] / 3)'
	rule 'count: {max: "-[limit] * (2 + 3) - -1"}'
	keeps $'limit: 20\ncount: -99'
	breaks $'limit: 20\ncount: -98' 7:8 '`count` is "-98", must be at most -99 (-[limit] * (2 + 3) - -1)'
	rule 'cost: {min: "[limit] * 2"}'
	breaks $'limit: 20\ncost: 39 USD/day' 7:7 '`cost` is "39 USD/day", must be at least 40 ([limit] * 2)'
	rule 'hours: {max: "[due] - [created]"}'
	breaks $'created: 2026-01-02\ndue: 2026-01-03\nhours: 25 h' 8:8 '`hours` is "25 h", must be at most 1 d ([due] - [created])'
}

@test "not-before and not-after: fields, today, dates" {
	rule 'due: {not-before: created}'
	keeps $'created: 2026-01-02\ndue: 2026-01-02'
	breaks $'created: 2026-01-02\ndue: 2026-01-01' 7:6 '`due` is "2026-01-01", must not be before created'
	rule 'due: {not-before: today}'
	keeps 'due: 2026-11-24'
	breaks 'due: 2026-11-23' 6:6 '`due` is "2026-11-23", must not be before today'
	rule 'due: {not-after: 2026-01-01}'
	breaks 'due: 2026-01-02' 6:6 '`due` is "2026-01-02", must not be after 2026-01-01'
}

@test "not-before and not-after: worked out" {
	rule 'due: {not-after: "[created] + 56d"}'
	keeps $'created: 2026-01-01\ndue: 2026-02-26'
	breaks $'created: 2026-01-01\ndue: 2026-02-27' 7:6 \
		'`due` is "2026-02-27", must not be after 2026-02-26 ([created] + 56d)'
	rule 'due: {not-before: "today + 7d"}'
	keeps 'due: 2026-12-01'
	breaks 'due: 2026-11-30' 6:6 '`due` is "2026-11-30", must not be before 2026-12-01 (today + 7d)'
	rule 'at: {not-after: "[created] + 36 h"}'
	keeps $'created: 2026-01-02\nat: 2026-01-03T13:00:00+01:00'
	breaks $'created: 2026-01-02\nat: 2026-01-03T12:00:01Z' 7:5 \
		'`at` is "2026-01-03T12:00:01Z", must not be after 2026-01-03T12:00:00Z ([created] + 36 h)'
	rule 'due: {not-after: "2026-01-01 + 1d"}'
	keeps 'due: 2026-01-02'
	breaks 'due: 2026-01-03' 6:6 '`due` is "2026-01-03", must not be after 2026-01-02 (2026-01-01 + 1d)'
}

@test "side and role: one person, several, earlier roles" {
	rule 'owner: {side: research}'
	keeps 'owner: alice'
	breaks 'owner: bob' 6:8 '`owner` is "bob", must be somebody on the side of research'
	breaks '' 2:7 '`owner` is empty, must be somebody on the side of research'
	rule 'owner: {side: [research, other]}'
	keeps 'owner: carol@example.com'
	breaks 'owner: "@bob"' 6:8 '`owner` is "@bob", must be somebody on the side of research or other'
	rule 'owner: {role: sre}'
	keeps 'owner: bob'
	breaks 'owner: alice' 6:8 '`owner` is "alice", must be somebody with the role sre'
	rule 'team: {side: research}'
	keeps 'team: [bob, alice]'
	breaks 'team: [bob, carol]' 6:7 '`team` is "bob, carol", must be somebody on the side of research'
}

@test "sides of the organisation's own" {
	printf 'sides: {shop: [legal]}\n' >>.handoff/people.yaml
	rule 'owner: {side: shop}'
	keeps 'owner: carol'
	breaks 'owner: alice' 6:8 '`owner` is "alice", must be somebody on the side of shop'
}

@test "any-of: one of them, beside others, inside another" {
	rule 'any-of: [{name: x}, {count: {min: 3}, limit: {present: yes}}]'
	keeps 'name: x'
	keeps $'count: 3\nlimit: 1'
	breaks 'count: 3' 2:7 '"name" must be x, or "count" must be at least 3 and "limit" must be filled in'
	rule 'due: {present: yes}, any-of: [{name: x}, {count: 3}]'
	breaks 'count: 3' 2:7 '`due` is empty, must be filled in'
	breaks 'due: 2026-01-01' 2:7 '"name" must be x, or "count" must be 3'
	rule 'any-of: [{any-of: [{name: x}, {name: y}], count: 1}, {limit: 2}]'
	keeps $'name: Y\ncount: 1'
	keeps 'limit: 2'
	sheet a 'name: y'
	handoff_run check
	assert_status 1
	assert_in_output '(r) [front/rule]'
}

@test "when, at and severity of a rule" {
	kind '  rules: [{id: r, because: why, when: {name: x}, require: {count: 1}, severity: warning}]'
	keeps 'name: y'
	sheet a 'name: x'
	says "$A:2:7: warning: why: \`count\` is empty, must be 1 (r) [front/rule]"
	kind '  rules: [{id: r, because: why, require: {count: 1}, at: [done]}]'
	sheet a
	says "$A:2:7: error: why: \`count\` is empty, must be 1 (r) [front/rule]"
	sed -i 's/^status: .*/status: draft/' "$A"
	says ''
}

# ---- What cannot be decided ------------------------------------------------------------------------

@test "an undecided requirement is no finding: something is empty" {
	rule 'due: {not-after: "[created] + 56d"}'
	keeps 'due: 2026-01-01'
	keeps 'created: 2026-01-01'
	rule 'count: {equals: "[limit] / 3"}'
	keeps 'count: 1'
	keeps 'limit: 1'
	rule 'due: {not-before: created}'
	keeps 'due: 2026-01-01'
}

@test "an undecided requirement is no finding: something is no number, or no date" {
	rule 'count: {max: "[name]"}'
	keeps $'name: seven\ncount: 8'
	breaks $'name: 7 apples\ncount: 8' 7:8 '`count` is "8", must be at most 7 apples ([name])'
	rule 'count: {max: "[limit]"}'
	sheet a $'limit: many\ncount: 8'
	says "$A:6:8: error: \`limit\` must be a number, not \"many\" [front/type]"
	sheet a $'limit: TBD\ncount: 8'
	says "$A:6:8: error: \`limit\` is still a placeholder: \"TBD\" [front/placeholder]"
	rule 'count: {max: "[tags]"}'
	keeps $'tags: [1, 2]\ncount: 8'
}

@test "an undecided requirement is no finding: units that do not go together" {
	rule 'cost: {max: "[share] * 2"}'
	keeps $'share: 20 %\ncost: 100 USD/day'
	rule 'cost: {max: "[share] + [hours]"}'
	keeps $'share: 20 %\nhours: 1 h\ncost: 100 USD/day'
	rule 'due: {max: "[created] * 2"}'
	keeps $'created: 2026-01-01\ndue: 2026-11-24'
	rule 'due: {max: "[created] + [created]"}'
	keeps $'created: 2026-01-01\ndue: 2026-11-24'
}

@test "a division by zero cannot be decided, written and worked out" {
	rule 'count: {equals: "[limit] / 0"}'
	keeps $'limit: 1\ncount: 5'
	rule 'count: {max: "[limit] / ([limit] - [limit])"}'
	keeps $'limit: 1\ncount: 5'
	rule 'count: {min: "1 / 0 - 1 / 0"}'
	keeps 'count: 5'
}

@test "numbers beyond all measure" {
	local big

	printf -v big '1%060d' 0
	rule 'count: {max: "[limit] * [limit] * [limit] * [limit] * [limit] * [limit]"}'
	keeps "$(printf 'limit: %s\ncount: 1' "$big")"
	rule 'count: {min: "[limit] * [limit] * [limit] * [limit] * [limit] * [limit]"}'
	sheet a "$(printf 'limit: %s\ncount: 1' "$big")"
	handoff_run check
	assert_withstood
	assert_status 1
	assert_in_output '`count` is "1", must be at least inf ('
	rule 'due: {not-before: "[created] + [count] * 1000000d"}'
	breaks $'created: 2026-01-01\ncount: 1000000000000\ndue: 2026-01-01' 8:6 \
		'`due` is "2026-01-01", must not be before [created] + [count] * 1000000d'
	keeps $'created: 2026-01-01\ncount: -1000000000000\ndue: 2026-01-01'
}

@test "an undecided when is not met" {
	kind '  rules: [{id: r, because: why, when: {count: {min: "[limit]"}}, require: {name: x}}]'
	keeps 'count: 3'
	breaks $'count: 3\nlimit: 3' 2:7 '`name` is empty, must be x'
}

@test "an undecided alternative: none of them has to hold" {
	rule 'any-of: [{name: x}, {count: {min: "[limit]"}}]'
	keeps 'count: 3'
	breaks $'count: 3\nlimit: 4' 2:7 '"name" must be x, or "count" must be at least 4 ([limit])'
}

# ---- Rows ------------------------------------------------------------------------------------------

# The document with these rows has these findings, each PLACE MESSAGE.
rows_say() { # ROWS [PLACE MESSAGE]...
	local expected=

	sheet a "${FIELDS-}" "$1" "${IDS-}"
	shift
	while [ $# -gt 0 ]; do
		expected+="${expected:+$'\n'}$A:$1: error: $2 (r) [table/row]"
		shift 2
	done
	says "$expected"
}

@test "rows: equals, worked out from columns" {
	row 'require: {Score: {equals: "[Likelihood] * [Impact]"}}'
	rows_say "$(risk r1 Likelihood=3 Impact=5 Score=15
		risk r2 Likelihood=3 Impact=5 Score=14
		risk r3 Impact=5 Score=14
		risk r4 Likelihood=3 Impact=4.2 Score=12.6
		risk r5 Likelihood=3 Impact=4.2 Score=13
		risk r6 Likelihood=3 Impact=5)" \
		18:16 'why: "Score" is "14", must be 15 ([Likelihood] * [Impact])'
}

@test "rows: a column and a field" {
	row 'require: {Cost: {max: "[limit] * 2"}}'
	FIELDS='limit: 3' rows_say "$(risk a Cost=6; risk b Cost=7)" \
		19:22 'why: "Cost" is "7", must be at most 6 ([limit] * 2)'
}

@test "rows: dates" {
	row 'require: {Acted: {not-before: "[Fired] + 1d"}}'
	rows_say "$(risk a Fired=2026-01-01 Acted=2026-01-01; risk b Fired=2026-01-01 Acted=2026-01-02; risk c Acted=soon)" \
		17:29 'why: "Acted" is "2026-01-01", must not be before 2026-01-02 ([Fired] + 1d)'
	row 'require: {Cost: {not-after: today}}'
	rows_say "$(risk a Cost=2026-11-25; risk b Cost=2026-11-24; risk c Cost=soon)" \
		17:22 'why: "Cost" is "2026-11-25", must not be after today'
}

@test "rows: sum, count, min and max of a column" {
	row 'require: {Cost: {max: "sum([Score]) / count([Score])"}}'
	rows_say "$(risk a Score=10 Cost=16; risk b Score=20 Cost=15; risk c Cost=15)" \
		17:24 'why: "Cost" is "16", must be at most 15 (sum([Score]) / count([Score]))'
	row 'require: {Cost: {min: "min([Score])", max: "max([Score])"}}'
	rows_say "$(risk a Score=3 Cost=2; risk b Score=5 Cost=6; risk c Cost=4)" \
		17:23 'why: "Cost" is "2", must be at least 3 (min([Score])) and be at most 5 (max([Score]))' \
		18:23 'why: "Cost" is "6", must be at least 3 (min([Score])) and be at most 5 (max([Score]))'
	row 'require: {Cost: {min: "count([Id]) / 0"}}'
	rows_say "$(risk a Cost=1)"
	row 'require: {Cost: {max: "sum([Score])"}}'
	rows_say "$(risk a Cost=1)"
}

@test "rows: sum-above, rounded as the total is written" {
	row 'when: {Id: Total}, require: {Cost: {equals: "sum-above([Cost])"}}'
	rows_say "$(risk a Cost='40 USD'; risk b Cost='2.5 USD'; risk Total Cost='42 USD')"
	rows_say "$(risk a Cost='40 USD'; risk b Cost='2.5 USD'; risk Total Cost='42.0 USD')" \
		19:26 'why: "Cost" is "42.0 USD", must be 42.5 USD (sum-above([Cost]))'
	rows_say "$(risk a Cost='40 USD'; risk b Cost='2.5 EUR'; risk Total Cost='1 USD')"
	rows_say "$(risk a Cost='40 USD'; risk b Cost=unknown; risk Total Cost='1 USD')"
	rows_say "$(risk Total Cost='1 USD')"
}

@test "rows: the row above" {
	row 'require: {Cost: {min: "previous([Cost]) + 1"}}'
	rows_say "$(risk a Cost=1; risk b Cost=2; risk c Cost=2.5; risk d; risk e Cost=0)" \
		19:22 'why: "Cost" is "2.5", must be at least 3 (previous([Cost]) + 1)'
}

@test "rows: unique, by one column and by several together" {
	row 'unique: Id'
	rows_say "$(risk a; risk ' A '; risk b; risk B; risk b; risk '' Score=1; risk '' Score=1)" \
		18:4 'why: "A" stands twice in "Id"' \
		20:3 'why: "B" stands twice in "Id"' \
		21:3 'why: "b" stands twice in "Id"'
	row 'unique: [Id, Score]'
	rows_say "$(risk a Score=3; risk A Score=3; risk a Score=4; risk a; risk a)" \
		18:3 'why: "A" stands twice in "Id" and "Score"'
	row 'unique: [Id, Tags]'
	rows_say "$(risk a Tags='x, y'; risk a Tags='y, x'; risk a Tags='x, y')" \
		19:3 'why: "a" stands twice in "Id" and "Tags"'
}

@test "rows: unique-across columns and the parts of lists" {
	row 'unique-across: [Id, Tags]'
	rows_say "$(risk a Tags='x, y'; risk y Tags='z, z'; risk Z)" \
		18:3 'why: "y" stands twice in "Id" and "Tags"' \
		18:28 'why: "z" stands twice in "Id" and "Tags"' \
		19:3 'why: "Z" stands twice in "Id" and "Tags"'
}

@test "rows: ascending and strictly-ascending" {
	row 'ascending: Score'
	rows_say "$(risk a Score=3; risk b Score=3; risk c; risk d Score=2; risk e Score=5)" \
		20:13 'why: "2" does not come after "3"'
	row 'strictly-ascending: Fired'
	rows_say "$(risk a Fired=2026-01-01; risk b Fired=2026-01-01; risk c Fired=2025-01-01)" \
		18:16 'why: "2026-01-01" does not come after "2026-01-01"' \
		19:16 'why: "2025-01-01" does not come after "2026-01-01"'
}

@test "rows: some, with a number, and people" {
	row 'some: {Owner: {side: operations}}'
	rows_say "$(risk a Owner=alice; risk b Owner=bob)"
	rows_say "$(risk a Owner=alice; risk b Owner=carol)" \
		15:1 'why: no row has "Owner", which must be somebody on the side of operations'
	row 'some: {Owner: {role: sre}}, min: 2'
	rows_say "$(risk a Owner=bob; risk b Owner=carol)" \
		15:1 'why: 1 row has "Owner", which must be somebody with the role sre, at least 2 are needed'
	row 'some: {Cost: {min: "[limit]"}}'
	rows_say "$(risk a Cost=1)"
	FIELDS='limit: 2' rows_say "$(risk a Cost=1)" \
		16:1 'why: no row has "Cost", which must be at least [limit]'
}

@test "rows: none, and an undecided one is none" {
	row 'none: {Tags: {includes: x}}'
	rows_say "$(risk a Tags='y, X'; risk b Tags=xy)" 17:28 why
	row 'none: {Cost: {max: "[limit]"}}'
	rows_say "$(risk a Cost=1)"
	FIELDS='limit: 2' rows_say "$(risk a Cost=1)" 18:22 why
}

@test "rows: max, with and without a condition" {
	row 'max: 1'
	rows_say "$(risk a)"
	rows_say "$(risk a; risk b)" 15:1 'why: there are 2 rows, at most 1 are allowed'
	row 'when: {Score: {min: 3}}, max: 1'
	rows_say "$(risk a Score=3; risk b Score=4; risk c)" \
		15:1 'why: 2 rows have "Score", which must be at least 3, at most 1 may'
	row 'when: {Score: 3}, max: 0'
	rows_say "$(risk a Score=3)" 15:1 'why: 1 row has "Score" 3, at most 0 may'
}

@test "rows: when, where, at and severity" {
	row 'when: {Id: b}, require: {Score: {present: yes}}'
	rows_say "$(risk a; risk b)" 18:1 'why: "Score" is empty, must be filled in'
	row 'where: {name: x}, unique: Id'
	rows_say "$(risk a; risk a)"
	FIELDS='name: x' rows_say "$(risk a; risk a)" 19:3 'why: "a" stands twice in "Id"'
	row 'at: [done], unique: Id, severity: info'
	sheet a '' "$(risk a; risk a)"
	says "$A:18:3: info: why: \"a\" stands twice in \"Id\" (r) [table/row]"
	sed -i 's/^status: .*/status: draft/' "$A"
	says ''
}

@test "rows: any-of" {
	row 'require: {any-of: [{Score: 3}, {Cost: {min: "[Score]"}}]}'
	rows_say "$(risk a Score=3; risk b Score=4 Cost=4; risk c Score=4 Cost=3; risk d Score=4)" \
		19:13 'why: "Score" must be 3, or "Cost" must be at least 4 ([Score])'
}

@test "rows: follow a link" {
	sheet b 'count: 3'
	row 'follow: Sheet, require: {count: {min: "[Score]"}}'
	rows_say "$(risk a Score=3 Sheet=b.md; risk b Score=4 Sheet='[B](b.md)'; risk c Sheet=b; risk d Score=4)" \
		18:32 'why: `count` of handoff/sheet/b.md is "3", must be at least 4 ([Score])'
	row 'follow: Sheet, require: {any-of: [{count: 4}, {name: x}]}'
	rows_say "$(risk a Sheet=b)" \
		17:31 'why: handoff/sheet/b.md: "count" must be 4, or "name" must be x'
}

# ---- Values of other tables ------------------------------------------------------------------------

IDS_HERE=$'| a | open |\n| b | closed |'

@test "found-in: a table of the same document, in any letter case" {
	row 'require: {Id: {found-in: {section: Ids, column: Id}}}'
	IDS=$IDS_HERE rows_say "$(risk A; risk c; risk '' Score=1)" \
		18:3 'why: "Id" has "c", which must stand under "Id" in the table of "Ids"'
	rows_say "$(risk A)"
}

@test "found-in: several columns and sections" {
	row 'require: {Id: {found-in: {section: Ids, column: [Id, State]}}}'
	IDS=$IDS_HERE rows_say "$(risk Open; risk c)" \
		18:3 'why: "Id" has "c", which must stand under "Id" in the table of "Ids"'
	row 'require: {Tags: {found-in: {section: [Ids, Risks], column: Id}}}'
	IDS=$IDS_HERE rows_say "$(risk r1 Tags='b, r2'; risk r2 Tags='r3')" \
		18:29 'why: "Tags" has "r3", which must stand under "Id" in the table of "Ids" or "Risks"'
}

@test "found-in: the parts of a list, and where" {
	row 'require: {Tags: {found-in: {section: Ids, column: Id, where: {State: open}}}}'
	IDS=$IDS_HERE rows_say "$(risk r Tags='A, b, c'; risk r Tags=a)" \
		17:28 'why: "Tags" has "b", "c", which must stand under "Id" in the table of "Ids", in a row where "State" must be open'
}

@test "found-in: none" {
	row 'none: {Id: {found-in: {section: Ids, column: Id}}}'
	IDS=$IDS_HERE rows_say "$(risk A; risk c)" 17:3 why
}

@test "found-in: a field" {
	rule 'name: {found-in: {section: Ids, column: Id}}'
	sheet a 'name: A' '' "$IDS_HERE"
	says ''
	sheet a 'name: c' '' "$IDS_HERE"
	says "$A:6:7: error: why: \`name\` has \"c\", which must stand under \"Id\" in the table of \"Ids\" (r) [front/rule]"
	keeps 'name: c'
}

@test "found-in: the document that a column or a field links to" {
	sheet b '' '' $'| b1 | open |\n| b2 | closed |'
	sheet c '' '' '| c1 | open |'
	sheet d
	row 'require: {Id: {found-in: {section: Ids, column: Id, document: Sheet}}}'
	rows_say "$(risk b1 Sheet=b.md; risk b1 Sheet=c; risk b1 Sheet='[D](d.md)'; risk b1)" \
		18:3 'why: "Id" has "b1", which must stand under "Id" in the table of "Ids" of what "Sheet" links to'
	row 'require: {Id: {found-in: {section: Ids, column: Id, document: others}}}'
	FIELDS='others: [b, c.md, d]' rows_say "$(risk b1; risk c1; risk x1)" \
		20:3 'why: "Id" has "x1", which must stand under "Id" in the table of "Ids" of what "others" links to'
	FIELDS='others: [d]' rows_say "$(risk x1)"
	sheet a '' "$(risk b1 Sheet=no.md)"
	says "$A:17:32: error: no such file: \"no.md\" (handoff/sheet/no.md) [link/broken]"
}

@test "found-in: all other documents of a kind" {
	sheet b '' '' $'| b1 | open |\n| b2 | closed |'
	row 'require: {Id: {found-in: {section: Ids, column: Id, kind: sheet}}}'
	IDS='| a1 | open |' rows_say "$(risk b1; risk x1; risk a1)" \
		18:3 'why: "Id" has "x1", which must stand under "Id" in the table of "Ids" of a sheet' \
		19:3 'why: "Id" has "a1", which must stand under "Id" in the table of "Ids" of a sheet'
	row 'require: {Id: {found-in: {section: Ids, column: Id, kind: sheet, where: {State: closed}}}}'
	sheet a '' "$(risk b1; risk b2)"
	says "$A:17:3: error: why: \"Id\" has \"b1\", which must stand under \"Id\" in the table of \"Ids\" of a sheet, in a row where \"State\" must be closed (r) [table/row]" "$A"
	rm handoff/sheet/b.md
	says ''
}

# ---- Other documents -------------------------------------------------------------------------------

@test "follow: fields of the documents that a link leads to" {
	sheet b $'count: 3\nname: n'
	sheet c 'count: 4'
	following others 'count: {same-as: limit}'
	keeps $'others: [b.md]\nlimit: 3'
	breaks $'others: [b.md, c]\nlimit: 3' 6:9 '`count` of handoff/sheet/c.md is "4", must equal limit'
	following others 'count: {max: "[limit] + 1"}'
	breaks $'others: [b.md, c]\nlimit: 2' 6:9 '`count` of handoff/sheet/c.md is "4", must be at most 3 ([limit] + 1)'
	following other 'status: done'
	keeps 'other: c.md'
	keeps
	following other 'name: {present: yes}'
	breaks 'other: c' 6:8 '`name` of handoff/sheet/c.md is empty, must be filled in'
	following other 'any-of: [{name: x}, {count: 5}]'
	breaks 'other: c' 6:8 'handoff/sheet/c.md: "name" must be x, or "count" must be 5'
}

@test "follow: a link that leads nowhere is reported as such" {
	following other 'count: 3'
	sheet a 'other: no'
	says "$A:6:8: error: no document has the id \"no\" [link/broken]"
}

# ---- Texts -----------------------------------------------------------------------------------------

text_says() { # TEXT [PLACE MESSAGE]...
	local expected=

	sheet a '' "${RISKS-}" '' "$1"
	shift
	while [ $# -gt 0 ]; do
		expected+="${expected:+$'\n'}$A:$1: error: $2 (r) [section/rule]"
		shift 2
	done
	says "$expected"
}

@test "texts: none: not in code, comments and headings" {
	text 'in: Text, none: "(?i)\\bfix\\b"'
	text_says 'We Fix it and `fix` that. <!-- fix --> Again **fix** it.' \
		11:4 'why: "Fix"' 11:48 'why: "fix"'
	text_says $'```\nfix\n```\n\n> fix\n\n- fix\n\n### Fix' 15:3 'why: "fix"' 17:3 'why: "fix"'
}

@test "texts: none: the whole body, with its tables" {
	text 'none: "(?i)fix"'
	RISKS=$(risk fix) text_says 'Said.' 17:3 'why: "fix"'
}

@test "texts: none: over line breaks and emphasis, not over paragraphs" {
	text 'in: Text, none: "one two"'
	text_says $'one\ntwo, one **two**' 11:1 'why: "one two"' 12:6 'why: "one two"'
	text_says $'one\n\ntwo'
}

@test "texts: some: in one of the paragraphs of the section" {
	text 'in: Text, some: "\\d+ ms"'
	text_says $'Said.\n\nIt took 30 ms.'
	text_says 'It took long.' 9:4 'why: nothing here matches \d+ ms'
	text 'some: "\\d+ ms"'
	RISKS=$(risk '30 ms') text_says 'It took long.'
	text_says 'It took long.' 2:7 'why: nothing here matches \d+ ms'
}

@test "texts: sections that do not apply, or are empty, are not searched" {
	text 'in: Text, some: x'
	text_says 'Not applicable: nothing was measured here'
	text 'in: Text, none: measured'
	text_says 'Not applicable: nothing was measured here'
	text 'in: Text, some: x'
	sheet a '' '' '' '<!-- x -->'
	says "$A:9:4: error: section \"Text\" is empty [section/empty]"
}

@test "texts: unlike another section" {
	text 'in: Text, unlike: Risks'
	RISKS=$(risk 'The model was too slow for the feed on Monday.') text_says \
		'The Model was too slow, for the feed on Monday.' \
		9:4 'why: 100 % of it is also in "Risks", at most 60 % may be'
	RISKS=$(risk 'The model was too slow for the feed on Monday.') text_says \
		'The model was too fast for the feed on Monday, and we saw that the users left.'
	text 'in: Text, unlike: Risks, overlap: 10'
	RISKS=$(risk 'The model was too slow for the feed on Monday.') text_says \
		'The model was too fast for the feed on Monday, and we saw that the users left.' \
		9:4 'why: 33 % of it is also in "Risks", at most 10 % may be'
	RISKS=$(risk 'Too short') text_says 'Too short'
	text_says 'The model was too slow.'
}

@test "texts: where, at and severity" {
	text 'in: Text, none: x, where: {name: n}'
	sheet a '' '' '' x
	says ''
	text 'in: Text, none: x, severity: info'
	says "$A:11:1: info: why: \"x\" (r) [section/rule]"
}

@test "texts: an expression that takes too long is said to be undecided" {
	text 'in: Text, none: "^(a+)+$"'
	text_says "$(printf 'a%.0s' {1..5000})!" 11:1 'why: this text is too involved for the expression to be decided'
}

# ---- Mistakes in templates -------------------------------------------------------------------------

mistake() { # PLACE MESSAGE [RULE]
	handoff_run check
	assert_status 2
	assert_errors "$T:$1: error: $2 [template/${3-value}]
handoff: the files under .handoff/ cannot be used; nothing was checked"
	[ ! -s "$OUT" ] || fail 'standard output is not empty'
}

@test "mistakes: expressions" {
	local text fault

	while IFS='|' read -r text fault; do
		rule "count: {max: \"$text\"}"
		mistake 30:56 "cannot work out \"$text\": $fault"
	done <<'END'
[limit] *|a number, a name in brackets, a function or today is expected
* [limit]|a number, a name in brackets, a function or today is expected
limit|a number, a name in brackets, a function or today is expected
|a number, a name in brackets, a function or today is expected
[limit] * 2)|an operator is expected: + - * /
[limit] 2|an operator is expected: + - * /
([limit] * 2|a parenthesis is not closed
sum([limit]|a parenthesis is not closed
[limit * 2|a bracket is not closed
[] * 2|the brackets are empty
2 apples|the word behind a number is not a unit
sum[limit]|a function's column stands in parentheses: sum([Monthly])
sum(limit)|a name in brackets is expected, such as [Impact]
END
	rule 'due: {not-before: "today +"}'
	mistake 30:61 'cannot work out "today +": a number, a name in brackets, a function or today is expected'
	rule 'due: {not-before: today7d}'
	mistake 30:61 'cannot work out "today7d": an operator is expected: + - * /'
}

@test "mistakes: expressions that are nested or long beyond reason" {
	local many

	many="$(printf '(%.0s' {1..40})[limit]$(printf ')%.0s' {1..40})"
	rule "count: {max: \"$many\"}"
	mistake 30:56 "cannot work out \"$many\": it is nested too deeply"
	many="$(printf -- '-%.0s' {1..40})[limit]"
	rule "count: {max: \"$many\"}"
	mistake 30:56 "cannot work out \"$many\": it is nested too deeply"
	many=1$(printf -- '+1%.0s' {1..100})
	rule "count: {max: \"$many\"}"
	mistake 30:56 "cannot work out \"$many\": it is too long"
	many=$(printf '(%.0s' {1..20000})
	rule "count: {max: \"$many\"}"
	handoff_run check
	assert_withstood
	assert_status 2
	assert_in_errors 'it is nested too deeply'
	many="$(printf '(%.0s' {1..30})[limit]$(printf ')%.0s' {1..30})"
	rule "count: {max: \"$many\"}"
	keeps $'limit: 3\ncount: 3'
}

@test "mistakes: names in expressions and conditions" {
	rule 'count: {max: "[limt] * 2"}'
	mistake 30:43 'unknown field "limt"; did you mean "limit"?' reference
	rule 'nam: {present: yes}'
	mistake 30:43 'unknown field "nam"; did you mean "name"?' reference
	rule 'due: {not-before: tomorrow}'
	mistake 30:43 'unknown field "tomorrow": the contract does not declare it' reference
	row 'require: {Score: {equals: "[Likelihod] * 2"}}'
	mistake 30:53 'unknown column "Likelihod" in "Risks"; did you mean "Likelihood"?' reference
	row 'where: {Id: x}, unique: Id'
	mistake 30:51 'unknown field "Id": the contract does not declare it' reference
	row 'when: {title: x}, unique: Id'
	mistake 30:50 'unknown column "title": the table of "Risks" does not have it' reference
}

@test "mistakes: a column added up where there are no rows" {
	rule 'count: {max: "sum([limit]) + 1"}'
	mistake 30:43 '"sum([limit]) + 1" goes through the rows of a table: it belongs to a row rule'
	rule 'any-of: [{count: {max: "previous([limit])"}}]'
	mistake 30:53 '"previous([limit])" goes through the rows of a table: it belongs to a row rule'
}

@test "mistakes: the words of a condition" {
	rule 'count: {maxx: 1}'
	mistake 30:51 'unknown key "maxx" in a condition; did you mean "max"?' unknown-key
	rule 'count: {}'
	mistake 30:43 'the condition on "count" asks nothing'
	rule 'count: []'
	mistake 30:43 'no value to compare "count" with'
	rule 'count: {max: [1]}'
	mistake 30:56 '"max" must be a single value'
	rule 'name: {matches: "("}'
	mistake 30:59 'not a regular expression: missing closing parenthesis at character 2 of "("'
	rule 'name: {min-words: 0}'
	mistake 30:61 '"min-words" must be a whole number of at least 1, not "0"'
	rule 'name: {present: maybe}'
	mistake 30:59 '"present" must be true or false, not "maybe"'
	row 'require: {}'
	mistake 30:52 'a condition is a map of names and values, such as {Blocking: yes}'
}

@test "mistakes: any-of" {
	rule 'any-of: {due: x}'
	mistake 30:43 '"any-of" is a list of conditions'
	rule 'any-of: []'
	mistake 30:43 '"any-of" is a list of conditions'
	rule 'any-of: [due]'
	mistake 30:52 'a condition is a map of names and values, such as {Blocking: yes}'
	rule 'any-of: [{deu: x}]'
	mistake 30:53 'unknown field "deu"; did you mean "due"?' reference
	rule 'any-of: [{any-of: [{deu: x}]}]'
	mistake 30:63 'unknown field "deu"; did you mean "due"?' reference
}

@test "mistakes: found-in" {
	rule 'name: {found-in: {section: Ids}}'
	mistake 30:50 '"found-in" needs a section and a column' missing-key
	rule 'name: {found-in: Ids}'
	mistake 30:60 '"found-in" must be a map of keys and values'
	rule 'name: {found-in: {section: Idd, column: Id}}'
	mistake 30:43 '"found-in": no section "idd" with a table' reference
	rule 'name: {found-in: {section: Text, column: Id}}'
	mistake 30:43 '"found-in": no section "text" with a table' reference
	rule 'name: {found-in: {section: Ids, column: Idd}}'
	mistake 30:43 '"found-in": no column "idd" in the table of "Ids"' reference
	rule 'name: {found-in: {section: Ids, column: Id, kinds: sheet}}'
	mistake 30:87 'unknown key "kinds" in "found-in"; did you mean "kind"?' unknown-key
	rule 'name: {found-in: {section: Ids, column: Id, kind: shet}}'
	mistake 30:50 'unknown kind "shet"; did you mean "sheet"?' reference
	rule 'name: {found-in: {section: Ids, column: Id, document: other, kind: sheet}}'
	mistake 30:50 '"found-in" looks in a document or in all of a kind, not in both'
	rule 'name: {found-in: {section: Ids, column: Id, document: othr}}'
	mistake 30:43 'unknown field "othr"; did you mean "other"?' reference
	rule 'name: {found-in: {section: Ids, column: Id, document: title}}'
	mistake 30:43 '"title" is no link: it leads to no document'
	rule 'name: {found-in: {section: Ids, column: Id, where: {Stat: open}}}'
	mistake 30:95 'unknown column "Stat" in "Ids"; did you mean "State"?' reference
}

@test "mistakes: follow" {
	following othr 'count: 3'
	mistake 30:11 'unknown field "othr"; did you mean "other"?' reference
	following title 'count: 3'
	mistake 30:11 '"title" is no link: it leads to no document'
	following other 'count: {same-as: coutn}'
	mistake 30:58 'unknown field "coutn"; did you mean "count"?' reference
	row 'follow: Sheeet, require: {count: 3}'
	mistake 30:10 'unknown column "Sheeet" in "Risks"; did you mean "Sheet"?' reference
	row 'follow: Id, require: {count: 3}'
	mistake 30:10 '"Id" is no link: it leads to no document'
	row 'follow: Sheet, unique: Id'
	mistake 30:10 '"follow" goes with "require" only'
}

@test "mistakes: rules on rows" {
	row 'unique: [Id, Idd]'
	mistake 30:10 'unknown column "Idd" in "Risks"; did you mean "Id"?' reference
	row 'unique: []'
	mistake 30:10 '"unique" names no column'
	row 'unique: Id, unique-across: [Id, Tags]'
	mistake 30:10 'a row rule has exactly one of require, some, none, max, unique, unique-across, ascending, strictly-ascending' missing-key
	row 'ascending: Idd'
	mistake 30:10 'unknown column "Idd" in "Risks"; did you mean "Id"?' reference
	row 'some: {Id: x}, min: 0'
	mistake 30:63 '"min" must be a whole number of at least 1, not "0"'
	row 'max: -1'
	mistake 30:48 '"max" must be a whole number of at least 0, not "-1"'
	row 'at: [dne], unique: Id'
	mistake 30:48 'unknown status "dne"; did you mean "done"?' reference
}

@test "mistakes: rules on texts" {
	text 'none: x, some: y'
	mistake 30:11 'a rule on texts has exactly one of none, some, unlike, claim' missing-key
	text 'in: Text'
	mistake 30:11 'a rule on texts has exactly one of none, some, unlike, claim' missing-key
	text 'none: "("'
	mistake 30:39 'not a regular expression: missing closing parenthesis at character 2 of "("'
	text 'in: Txt, none: x'
	mistake 30:37 'no heading "Txt" in the body; did you mean "Text"?' reference
	text 'in: Text, unlike: Txt'
	mistake 30:51 'no heading "Txt" in the body; did you mean "Text"?' reference
	text 'in: Text, unlike: Risks, overlap: much'
	mistake 30:67 '"overlap" must be a number, not "much"'
	text 'in: Text, unlike: Risks, overlap: 100'
	mistake 30:58 '"overlap" is a percentage from 0 to below 100'
	text 'in: Text, unlike: Risks, overlap: -1'
	mistake 30:58 '"overlap" is a percentage from 0 to below 100'
	text 'in: Text, claim: took'
	mistake 30:11 '"claim" needs "equals": what the value behind it has to be' missing-key
	text 'in: Text, claim: took, equals: "[a"'
	mistake 30:64 'cannot work out "[a": a bracket is not closed'
	text 'in: Text, claim: took, equals: "[nme] + 1d"'
	mistake 30:11 'unknown field "nme"; did you mean "name"?' reference
	text 'in: Text, claim: took, equals: "sum([name])"'
	mistake 30:11 '"sum([name])" goes through the rows of a table: it belongs to a row rule'
	text 'in: Text, none: took, equals: "1"'
	mistake 30:11 '"equals" belongs to "claim"'
}

@test "mistakes: columns that continue" {
	kind ''
	sed -i 's|Id: {type: text, required: no}|Id: {type: text, continues: yes}|' "$T"
	handoff_run check
	assert_status 2
	assert_in_errors '"continues" belongs to type datetime, not to text [template/value]'
	kind ''
	sed -i 's|^    name:    string|    name: {type: datetime, continues: yes}|' "$T"
	handoff_run check
	assert_status 2
	assert_in_errors '"continues" belongs to columns, not to fields [template/value]'
}

field() { # TYPE: of the field `name`, in line 18
	kind ''
	sed -i "s|^    name:    string|    name: $1|" "$T"
}

@test "mistakes: links" {
	field '{type: link, to: shet}'
	mistake 18:5 'unknown kind "shet"; did you mean "sheet"?' reference
	field '{type: list, of: link, to: shet}'
	mistake 18:24 'unknown kind "shet"; did you mean "sheet"?' reference
	field '{type: link, to: {x: sheet}}'
	mistake 18:24 '"to" with alternatives needs "by": the key that decides between them' missing-key
	field '{type: map, fields: {rel: string, target: {type: link, to: {by: rel, x: shet}}}}'
	mistake 18:45 'unknown kind "shet"; did you mean "sheet"?' reference
	field '{type: link, acyclic: maybe}'
	mistake 18:33 '"acyclic" must be true or false, not "maybe"'
	field '{type: string, acyclic: true}'
	mistake 18:26 '"acyclic" belongs to type link, not to string'
	field '{type: string, inverse: other}'
	mistake 18:26 '"inverse" belongs to type link, not to string'
	field '{type: list, of: person, to: sheet}'
	mistake 18:36 '"to" belongs to type link, not to list'
}

@test "what is said of a list of links holds for each of them" {
	printf -- '---\nkind: brief\nid: x\n---\n# X\n' >x.md
	field '{type: list, of: link, to: sheet}'
	sheet b
	keeps 'name: [b, b.md]'
	sheet a 'name: [b, ../../x.md]'
	says "$A:6:11: error: \"../../x.md\" is a document of kind brief, not sheet [link/wrong-kind]"
}

@test "mistakes: withdrawn" {
	kind '  withdrawn: [dne]'
	mistake 30:15 'unknown status "dne"; did you mean "done"?' reference
	kind '  withdrawn: {a: b}'
	mistake 30:14 'must be a value or a list of values'
}

@test "withdrawn: a single status needs no list" {
	kind '  withdrawn: done'
	sheet b
	sheet a 'other: b'
	says "$A:6:8: error: \"b\" is done and counts no more [link/withdrawn]"
}

@test "all mistakes are said at once, in the order of the template" {
	kind '  withdrawn: [dne]
  rules: [{id: r, because: why, require: {nam: x}}]
  rows: [{id: q, because: why, in: Risks, unique: Idd}]'
	handoff_run check
	assert_status 2
	assert_errors "$T:30:15: error: unknown status \"dne\"; did you mean \"done\"? [template/reference]
$T:31:43: error: unknown field \"nam\"; did you mean \"name\"? [template/reference]
$T:32:10: error: unknown column \"Idd\" in \"Risks\"; did you mean \"Id\"? [template/reference]
handoff: the files under .handoff/ cannot be used; nothing was checked"
}
