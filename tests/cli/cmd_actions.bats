#!/usr/bin/env bats
# handoff actions: what was promised, by whom, by when, and what history says of it

# shellcheck disable=SC2016,SC2154  # backticks in single quotes are meant; $output and $errors are set by handoff_run
load cli_helper

local_setup() {
	mkdir -p .handoff/templates handoff/review
	printf 'version: 1\nrepository: example.com/feed\n' >.handoff/config.yaml
	cat >.handoff/people.yaml <<'END'
people:
  alice: {name: Alice Ng, emails: [alice@example.com], roles: [research-lead]}
  bob: {name: Bob Ray, emails: [bob@example.com], roles: [operations-lead]}
END
	review_kind
}

review_kind() { # [ACTIONS]
	cat >.handoff/templates/review.md <<END
---
kind: review
contract:
  name: Review
  about: A small kind with actions.
  directory: handoff/review
  fields:
    title: {type: string, required: true}
  lifecycle: {initial: draft, draft: [agreed], agreed: [closed], closed: []}
  sections:
    Actions:
      actions: ${1:-yes}
      aliases: [To Do]
      table:
        columns: {Id: text, Action: text, Owner: person, Due: date, Priority: {enum: [P0, P1, P2, P3]}, Status: {enum: [open, in-progress, done, declined, moved]}, Tracking: {type: text, required: false}, Proof: {type: text, required: false}}
        optional: yes
---
# {{title}}
## Text
## Actions
| Id | Action | Owner | Due | Priority | Status | Tracking | Proof |
|---|---|---|---|---|---|---|---|
END
}

# A document of that kind; each ROW is a row of its table, each line from standard input stands below it.
review() { # NAME [ROW...]
	local name=$1

	shift
	{
		printf -- '---\nkind: review\nid: %s\ntitle: %s\nstatus: agreed\n---\n# %s\n\n## Text\n\nIt is said.\n\n## Actions\n\n' \
			"$name" "$name" "$name"
		printf '| Id | Action | Owner | Due | Priority | Status | Tracking | Proof |\n|---|---|---|---|---|---|---|---|\n'
		[ $# -eq 0 ] || printf '| %s |\n' "$@"
		[ -t 0 ] || cat
	} >"handoff/review/$name.md"
}

commit() { # DAY
	git add -A
	GIT_AUTHOR_DATE="$1T12:00:00Z" GIT_COMMITTER_DATE="$1T12:00:00Z" git commit -q --allow-empty -m "On $1"
}

# One line an item of JSON: the given values with blanks between them.
items() { # FILTER [OPTION...]
	local filter=$1

	shift
	handoff_ok actions --format json "$@"
	jq -r ".items[] | $filter" "$OUT"
}

# ---- What counts -----------------------------------------------------------------------------------

@test "rows and tasks, the overdue first, then by day, what is finished last" {
	review a 'A-1 | Alert on old inputs | bob | 2026-12-10 | P1 | open | |' \
		'A-2 | Test the way back | alice | 2026-10-01 | P2 | done | | log' \
		'A-3 | Buy machines | bob | 2026-11-20 | P0 | in-progress | |' </dev/null
	review b <<-'END'

	- [ ] B-1 Write the page @alice due 2026-11-30
	- [x] B-2: delete the cache (@bob, due 2026-11-01)
	END
	commit 2026-11-22
	handoff_ok actions
	assert_no_errors_said
	assert_output 'DUE         STATE                 OWNER  PRIORITY  AGE  SLIPPED  WHERE                   ACTION
2026-11-20  in-progress, 4d late  bob    P0        2d   0x       handoff/review/a.md:19  A-3 Buy machines
2026-11-30  open                  alice  -         2d   0x       handoff/review/b.md:18  B-1 Write the page
2026-12-10  open                  bob    P1        2d   0x       handoff/review/a.md:17  A-1 Alert on old inputs
2026-10-01  done                  alice  P2        2d   0x       handoff/review/a.md:18  A-2 Test the way back
2026-11-01  done                  bob    -         2d   0x       handoff/review/b.md:19  B-2 delete the cache'
}

@test "a task says its id, owner, day and priority in any order" {
	review a <<-'END'

	- [ ] fix the due date field @bob P1 (due 2026-12-01)
	- [ ] **A-2** due: 2026-12-02; @alice: write it down,
	  in two lines
	  - [ ] nested @bob due 2026-12-03
	- no task
	- [ ] due soon
	END
	assert_equal "$(items '[.id, .action, .owner, .due, .priority, .source] | map(. // "-") | join("|")')" \
'-|fix the due date field|bob|2026-12-01|P1|task
A-2|write it down, in two lines|alice|2026-12-02|-|task
-|nested|bob|2026-12-03|-|task
-|due soon|-|-|-|task'
}

@test "task lists elsewhere are no action items" {
	review a </dev/null
	sed -i 's/^It is said.$/- [ ] read it @bob due 2026-11-01/' handoff/review/a.md
	handoff_ok actions
	assert_equal "$errors" 'handoff: no action items'
	assert_output ''
}

@test "a section that some kind calls its actions holds them in documents of any kind" {
	note_kind
	note handoff/note/x.md X
	printf '\n## To do\n\n- [ ] N-1 answer @bob due 2026-12-01\n\n### Later\n\n- [ ] N-2 ask @bob due 2026-12-02\n\n## Other\n\n- [ ] not this one\n' \
		>>handoff/note/x.md
	commit 2026-11-01
	assert_equal "$(items '[.id, .document.kind, .["age-days"]] | map(tostring) | join(" ")')" 'N-1 note 23
N-2 note 23'
}

@test "a section that is not applicable has none" {
	review a 'A-1 | Alert | bob | 2026-12-10 | P1 | open | |' </dev/null
	sed -i 's/^## Actions$/&\n\nNot applicable: nothing came of it./' handoff/review/a.md
	handoff_ok actions
	assert_errors 'handoff: no action items'
}

@test "the built-in kinds mark their tables of actions" {
	local kind

	good_documents
	assert_equal "$(items .document.kind | sort -u | xargs)" \
		'alert-taxonomy alignment-map constraint-note game-day handoff-doc postmortem premortem readiness shadow-log stakeholder-map'
	for kind in alert-taxonomy alignment-map constraint-note game-day handoff-doc postmortem premortem readiness shadow-log stakeholder-map; do
		handoff kinds "$kind" | grep -q 'holds action items' || fail "$kind"
	done
}

@test "a contract can name the columns, and the words of its statuses" {
	sed -i 's/actions: yes/actions: {id: No, action: Measure, owner: Who, due: By, status: State, done: [closed, shipped], declined: dropped}/; s/columns: {.*}$/columns: {No: text, Measure: text, Who: person, By: date, State: {enum: [open, closed, shipped, dropped]}}/' \
		.handoff/templates/review.md
	sed -i 's/^| Id | .*/| No | Measure | Who | By | State |/; s/^|---|.*/|---|---|---|---|---|/' .handoff/templates/review.md
	review a </dev/null
	sed -i '/^| Id/,$d' handoff/review/a.md
	cat >>handoff/review/a.md <<'END'
| No | Measure | Who | By | State |
|---|---|---|---|---|
| 1 | Alert | bob | 2026-11-01 | open |
| 2 | Test | bob | 2026-11-01 | shipped |
| 3 | Buy | bob | 2026-11-01 | dropped |
END
	handoff_run check
	assert_equal "$(sed 's/.*: warning: //' "$OUT")" '1 was due on 2026-11-01, 23 days ago: finish it, or agree on another day [action/overdue]'
	assert_equal "$(items '[.id, .action, .owner, .due, .state, .status] | join(" ")')" '1 Alert bob 2026-11-01 open open
2 Test bob 2026-11-01 done shipped
3 Buy bob 2026-11-01 declined dropped'
}

@test "a contract whose actions cannot be found is refused" {
	review_kind '{owner: Ownr}'
	handoff_run check
	assert_status 2
	assert_in_errors 'error: the table of "Actions" has no column "Ownr"; did you mean "Owner"? [template/reference]'
	review_kind '{done: [finished]}'
	handoff_run check
	assert_in_errors 'error: column "Status" cannot be "finished": it is one of open, in-progress, done, declined or moved [template/reference]'
	review_kind '{dnoe: [done]}'
	handoff_run check
	assert_in_errors 'error: unknown key "dnoe" in "actions"; did you mean "done"? [template/unknown-key]'
	review_kind yes
	sed -i 's/ Action: text,/ What: text,/; s/| Action |/| What |/' .handoff/templates/review.md
	handoff_run check
	assert_in_errors 'error: no column of this table says what is to be done: name it, as in {action: Measure} [template/missing-key]'
	review_kind no
	review a 'A-1 | Alert | bob | 2026-12-10 | P1 | open | |' </dev/null
	handoff_ok actions
	assert_errors 'handoff: no action items'
}

# ---- What is asked for -----------------------------------------------------------------------------

some_reviews() {
	review a 'A-1 | Alert | bob | 2026-12-10 | P1 | open | |' 'A-2 | Test | alice | 2026-11-01 | P1 | open | |' </dev/null
	mkdir -p handoff/review/old
	review old/b 'B-1 | Buy | bob | 2026-11-02 | P1 | open | |' </dev/null
	commit 2026-11-01
}

@test "--overdue shows what is late; only --strict makes it an exit status" {
	some_reviews
	assert_equal "$(items .id --overdue | xargs)" 'A-2 B-1'
	handoff_run actions --overdue --strict
	assert_status 1
	handoff_run actions --strict --format json
	assert_status 1
	handoff_ok actions --overdue --strict --owner alice --kind review handoff/review/old
	assert_errors 'handoff: nothing is overdue'
	assert_output ''
}

@test "what is due today is not late" {
	review a 'A-1 | Alert | bob | 2026-11-24 | P1 | open | |' </dev/null
	handoff_ok actions --overdue
	assert_errors 'handoff: nothing is overdue'
}

@test "--owner, --kind and paths choose, and refuse what there is not" {
	some_reviews
	assert_equal "$(items .id --owner bob | xargs)" 'B-1 A-1'
	assert_equal "$(items .id --owner @alice)" A-2
	assert_equal "$(items .id --owner bob@example.com handoff/review/old)" B-1
	assert_equal "$(items .id handoff/review/a.md | xargs)" 'A-2 A-1'
	assert_equal "$(items .id --kind postmortem)" ''
	handoff_run actions --owner bbo
	assert_refused '--owner: no person "bbo" in .handoff/people.yaml; did you mean "bob"?'
	handoff_run actions --kind reviw
	assert_refused '--kind: no kind "reviw"; did you mean "review"?'
	handoff_run actions handoff/revew
	assert_refused 'handoff/revew: no document, and none below it'
	cd handoff/review/old
	handoff_ok actions --owner bob .
	assert_in_output ' b.md:17 '
	assert_not_in_output A-1
}

@test "--rev looks at a commit, also in a bare repository" {
	some_reviews
	review a </dev/null
	commit 2026-11-20
	assert_equal "$(items .id --rev HEAD~1 | xargs)" 'A-2 B-1 A-1'
	assert_equal "$(items .id | xargs)" B-1
	git clone -q --bare . ../bare.git
	cd ../bare.git
	assert_equal "$(items '[.id, .["age-days"]] | map(tostring) | join(" ")' --rev refs/heads/main)" 'B-1 23'
}

# ---- What history says -----------------------------------------------------------------------------

@test "a day that becomes later is a slip; an item is as old as its first commit" {
	review a 'A-1 | Alert | bob | 2026-11-01 | P1 | open | |' </dev/null
	commit 2026-10-01
	review a 'A-1 | Alert people | bob | 2026-11-10 | P1 | open | |' </dev/null
	commit 2026-10-05
	review a 'A-0 | First | bob | 2026-12-01 | P1 | open | |' 'A-1 | Alert people | alice | 2026-11-05 | P1 | open | |' </dev/null
	commit 2026-10-10
	review a 'A-0 | First | bob | 2026-12-01 | P1 | open | |' 'A-1 | Alert people | alice | 2026-11-30 | P1 | open | |' </dev/null
	commit 2026-10-20
	review a 'A-0 | First | bob | 2026-12-01 | P1 | open | |' 'A-1 | Alert people | alice | 2026-12-05 | P1 | open | |' \
		'A-2 | New | alice | 2026-12-31 | P1 | open | |' </dev/null
	handoff_ok actions
	assert_output 'DUE         STATE  OWNER  PRIORITY  AGE  SLIPPED  WHERE                   ACTION
2026-12-01  open   bob    P1        45d  0x       handoff/review/a.md:17  A-0 First
2026-12-05  open   alice  P1        54d  3x       handoff/review/a.md:18  A-1 Alert people
2026-12-31  open   alice  P1        new  0x       handoff/review/a.md:19  A-2 New'
	assert_equal "$(items '[.id, .slips, .["first-due"], .since, .["age-days"]] | map(tostring) | join(" ")')" \
'A-0 0 2026-12-01 2026-10-10T12:00:00Z 45
A-1 3 2026-11-01 2026-10-01T12:00:00Z 54
A-2 0 2026-12-31 null 0'
}

@test "branches that moved other lines do not count a slip twice" {
	review a 'A-1 | Alert | bob | 2026-12-01 | P1 | open | |' </dev/null
	commit 2026-10-01
	git checkout -q -b later
	review a 'A-1 | Alert | bob | 2026-12-08 | P1 | open | |' </dev/null
	commit 2026-10-02
	git checkout -q main
	sed -i 's/^It is said.$/It is said twice./' handoff/review/a.md
	commit 2026-10-03
	GIT_COMMITTER_DATE=2026-10-04T12:00:00Z git merge -q later -m Merge
	sed -i 's/twice/thrice/' handoff/review/a.md
	commit 2026-10-05
	assert_equal "$(items '"\(.slips) \(.["first-due"])"')" '1 2026-12-01'
}

@test "an item without an id is known by its text, and a document by its id when it is renamed" {
	review a <<-'END'

	- [ ] write the page @bob due 2026-12-01
	END
	commit 2026-10-01
	git mv handoff/review/a.md handoff/review/z.md
	commit 2026-10-02
	sed -i 's/due 2026-12-01/due 2026-12-24/; s/@bob/@alice/' handoff/review/z.md
	commit 2026-10-03
	assert_equal "$(items '"\(.action) \(.owner) \(.slips) \(.since)"')" 'write the page alice 1 2026-10-01T12:00:00Z'
}

@test "in a shallow clone the age of what was there is unknown, and of what came later is not" {
	review a 'A-1 | Alert | bob | 2026-11-01 | P1 | open | |' </dev/null
	commit 2026-10-01
	sed -i 's/2026-11-01/2026-12-01/' handoff/review/a.md
	commit 2026-10-02
	printf '| A-2 | Test | bob | 2026-12-02 | P1 | open | | |\n' >>handoff/review/a.md
	commit 2026-10-03
	git clone -q --depth 2 "file://$PWD" ../shallow
	cd ../shallow
	handoff_ok actions
	assert_errors 'handoff: history does not go back to where some items began (a shallow clone?): how old they are is not known'
	assert_output 'DUE         STATE  OWNER  PRIORITY  AGE  SLIPPED  WHERE                   ACTION
2026-12-01  open   bob    P1        ?    >=0x     handoff/review/a.md:17  A-1 Alert
2026-12-02  open   bob    P1        52d  0x       handoff/review/a.md:18  A-2 Test'
	assert_equal "$(items '"\(.id) \(.since) \(.["age-days"])"')" 'A-1 null null
A-2 2026-10-03T12:00:00Z 52'
}

@test "before the first commit everything is new" {
	review a 'A-1 | Alert | bob | 2026-12-01 | P1 | open | |' </dev/null
	handoff_ok actions
	assert_no_errors_said
	assert_in_output '  new  '
}

# ---- Carried from document to document -------------------------------------------------------------

@test "an item that was moved is one item, where it lives now, with all of its past" {
	review a 'A-1 | Alert | bob | 2026-11-01 | P1 | open | |' </dev/null
	commit 2026-10-01
	review b 'A-7 | Alert the rota | alice | 2026-11-15 | P1 | open | |' </dev/null
	review a 'A-1 | Alert | bob | 2026-11-01 | P1 | moved | | b#A-7' </dev/null
	commit 2026-10-20
	review c 'A-3 | Alert the rota | alice | 2026-12-15 | P1 | open | |' </dev/null
	sed -i 's/| open | |/| moved | | [A-3](c.md)/' handoff/review/b.md
	commit 2026-10-25
	handoff_ok actions
	assert_output 'DUE         STATE  OWNER  PRIORITY  AGE  SLIPPED  WHERE                   ACTION
2026-12-15  open   alice  P1        54d  2x       handoff/review/c.md:17  A-3 Alert the rota

handoff/review/c.md:17: was b#A-7 (handoff/review/b.md:17)
handoff/review/c.md:17: was a#A-1 (handoff/review/a.md:17)'
	assert_equal "$(items '[.reference, .["first-due"], (.["carried-from"] | map(.reference) | join(",")), .slips] | map(tostring) | join(" ")')" \
		'c#A-3 2026-11-01 b#A-7,a#A-1 2'
	handoff_ok actions --format csv
	assert_in_output ',2026-11-01,2,b#A-7 a#A-1'
}

@test "an item that was moved to where there is none is lost, and that is said" {
	review a 'A-1 | Alert | bob | 2026-11-01 | P1 | moved | | b#A-99' 'A-2 | Test | bob | 2026-11-01 | P1 | moved | | nowhere#A-1, or FEED-12' \
		'A-3 | Buy | bob | 2026-11-01 | P1 | moved | | FEED-12' </dev/null
	review b 'A-1 | Other | bob | 2026-12-01 | P1 | open | |' </dev/null
	commit 2026-11-01
	handoff_ok actions
	assert_equal "$(tail -n 3 "$OUT")" '
handoff/review/a.md:17: moved to where there is no such item: b#A-99
handoff/review/a.md:18: moved to where there is no such item: nowhere#A-1, or FEED-12'
	assert_equal "$(items '"\(.reference) \(.lost)"')" 'b#A-1 false
a#A-1 true
a#A-2 true
a#A-3 false'
}

@test "an item that names where it came from is that item" {
	review a 'A-1 | Alert | bob | 2026-11-01 | P1 | open | |' 'A-2 | Test | bob | 2026-11-01 | P1 | open | |' </dev/null
	commit 2026-10-01
	review b 'a#A-1 | Alert | bob | 2026-12-01 | P1 | open | |' 'B-9 | Test | bob | 2026-12-02 | P1 | open | a#A-2 |' </dev/null
	commit 2026-11-01
	assert_equal "$(items '[.reference, .path, .slips, .["age-days"]] | map(tostring) | join(" ")')" 'a#A-1 handoff/review/b.md 1 54
b#B-9 handoff/review/b.md 1 54'
}

@test "a task can be moved too" {
	review a <<-'END'

	- [x] A-1 alert @bob due 2026-11-01, moved to b#A-7.
	- [x] A-2 test @bob due 2026-11-01 moved to production
	END
	review b 'A-7 | Alert the rota | alice | 2026-11-15 | P1 | open | |' </dev/null
	commit 2026-10-01
	assert_equal "$(items '[.id, .action, .state] | join("|")')" 'A-7|Alert the rota|open
A-2|test moved to production|done'
}

@test "what was moved out of the documents is moved, and what goes round in a circle is shown once" {
	review a 'A-1 | Alert | bob | 2026-11-01 | P1 | moved | | FEED-12' 'A-2 | Test | bob | 2026-11-01 | P1 | moved | | b#A-2' \
		'A-3 | Self | bob | 2026-11-01 | P1 | moved | | A-3' 'A-4 | Gone | bob | 2026-11-01 | P1 | moved | | b#A-99' \
		'A-5 | Here | bob | 2026-11-01 | P1 | moved | | now A-6' 'A-6 | There | bob | 2026-12-01 | P1 | open | |' </dev/null
	review b 'A-2 | Test | bob | 2026-11-01 | P1 | moved | | a#A-2' </dev/null
	commit 2026-10-01
	assert_equal "$(items '[.reference, .state, (.["carried-from"] | length)] | map(tostring) | join(" ")')" 'a#A-6 open 1
a#A-1 moved 0
a#A-3 moved 0
a#A-4 moved 0
b#A-2 moved 1'
}

# ---- Formats ---------------------------------------------------------------------------------------

@test "JSON has all that is known of an item" {
	review a 'A-1 | Alert | bob | 2026-11-20 | P1 | in-progress | FEED-1 | -' </dev/null
	commit 2026-11-01
	handoff_ok actions --format json
	assert_json "$OUT"
	assert_equal "$(jq -c 'del(.tool), .items[0] | keys_unsorted' "$OUT")" '["schema","policy","target","summary","items"]
["reference","id","path","line","column","source","action","owner","state","overdue","due","first-due","since","age-days","slips","status","priority","side","type","tracking","proof","lost","carried-from","document"]'
	assert_equal "$(jq -c '.schema, .summary, .target.kind, .items[0].document, .items[0].proof, .items[0].overdue, .items[0].line, .items[0].column' "$OUT")" '"handoff-actions-1"
{"items":1,"unfinished":1,"overdue":1}
"worktree"
{"id":"a","kind":"review","title":"a","status":"agreed"}
null
true
17
1'
}

@test "CSV is one line an item, and no cell is a formula" {
	review a 'A-1 | =SUM(A1), "quoted" | bob | 2026-11-20 | P1 | open | +1 | ' </dev/null
	handoff_ok actions --format csv
	assert_equal "$(cat "$OUT")" "$(printf '%s\r\n' \
		'path,line,document,kind,title,id,action,owner,due,state,overdue,priority,side,type,tracking,proof,since,age-days,first-due,slips,carried-from' \
		"handoff/review/a.md,17,a,review,a,A-1,\"'=SUM(A1), \"\"quoted\"\"\",bob,2026-11-20,open,yes,P1,,,'+1,,,0,2026-11-20,0,")"
	python3 - "$OUT" <<-'END'
	import csv, sys
	rows = list(csv.reader(open(sys.argv[1], newline=''), strict=True))
	assert len(rows) == 2 and len(rows[0]) == len(rows[1]) == 21, rows
	END
}

@test "Markdown is a table in which text of documents is only text" {
	review a 'A-1 | Ask @octo/team, see #12 \| <img src=x> `code` **b** | bob | 2026-11-20 | P1 | open | |' </dev/null
	handoff_ok actions --format markdown
	assert_output '1 action item, 1 overdue

| Due | State | Owner | Priority | Action | Where |
|---|---|---|---|---|---|
| `2026-11-20` | open, **4 days late** | `bob` | `P1` | `A-1 Ask @octo/team, see #12 `&#124;`  code b` | `handoff/review/a.md:17` |'
	review a </dev/null
	handoff_ok actions --format markdown
	assert_output 'No action items.'
	handoff_ok actions --format markdown --overdue
	assert_output 'No overdue action items.'
}

@test "a calendar reads each item as a to-do" {
	local modules=$PROJECT/build/npm

	[ -d "$modules/node_modules/ical.js" ] || fail "no ical.js: make build/npm/installed"
	review a 'A-1 | Alert; on old, inputs \\ of every kind, so that the on-call person sees it long before the first reader does: größer, schöner, 日本語日本語日本語日本語 | bob | 2026-11-20 | P0 | in-progress | FEED-1 |' \
		'A-2 | Test | alice | 2026-12-01 | P3 | done | | log' 'A-3 | Drop | alice | 2026-12-01 | P2 | declined | | why' </dev/null
	printf '\n- [ ] some day @bob\n' >>handoff/review/a.md
	commit 2026-11-01
	handoff_ok actions --format ics
	cp "$OUT" ../actions.ics
	node "$PROJECT/tests/cli/ical.mjs" "$modules" ../actions.ics >../todos
	assert_equal "$(jq -r '[.due, .status, .priority, .summary] | map(. // "-") | join("|")' ../todos)" \
'2026-11-20|IN-PROCESS|1|A-1 Alert; on old, inputs \ of every kind, so that the on-call person sees it long before the first reader does: größer, schöner, 日本語日本語日本語日本語
-|NEEDS-ACTION|-|some day
2026-12-01|COMPLETED|7|A-2 Test
2026-12-01|CANCELLED|5|A-3 Drop'
	assert_equal "$(head -n 1 ../todos | jq -r '.description, .dtstamp, .created, .categories')" 'Owner: bob
Review: a
Tracking: FEED-1
handoff/review/a.md:17
2026-11-24T09:00:00Z
2026-11-01T12:00:00Z
review'
	assert_equal "$(jq -r .uid ../todos | sort -u | wc -l)" 4
}

@test "a to-do keeps its name in the calendar when its item changes or is carried elsewhere" {
	review a 'A-1 | Alert | bob | 2026-11-01 | P1 | open | |' </dev/null
	handoff_ok actions --format ics
	grep ^UID: "$OUT" >../before
	review a 'A-1 | Alert | bob | 2026-11-01 | P1 | moved | | b#A-7' </dev/null
	review b 'A-7 | Alert the rota | alice | 2026-11-15 | P1 | open | |' </dev/null
	handoff_ok actions --format ics
	grep ^UID: "$OUT" >../after
	cmp ../before ../after
}

@test "nothing that a document says can break out of a format" {
	local modules=$PROJECT/build/npm

	review a </dev/null
	printf '\n- [ ] A\\-1 a\x1b[31m&#13;&#10;END:VTODO&#10;‮evil @bob due 2026-12-01\n- [ ] &#10;&#10;\n- [ ] @bob\n' >>handoff/review/a.md
	handoff_ok actions
	assert_not_in_output $'\x1b'
	assert_not_in_output $'\u202e'
	assert_equal "$(wc -l <"$OUT")" 4
	handoff_ok actions --format csv
	assert_not_in_output $'\x1b'
	handoff_ok actions --format json
	jq -e '.items | length == 3' "$OUT"
	handoff_ok actions --format ics
	assert_not_in_output $'\x1b'
	node "$PROJECT/tests/cli/ical.mjs" "$modules" "$OUT" | wc -l | grep -qx 3
	handoff_ok actions --format markdown
	assert_equal "$(wc -l <"$OUT")" 7
}

@test "thousands of items that were all moved to one another end soon" {
	local moved

	moved=$(printf ' | x | bob | 2026-01-01 | P1 | moved | | ')
	{ seq 3000 | sed "s/.*/A-&${moved}b#A-3000/"; } >../a.rows
	{ seq 3000 | awk -v moved="$moved" '{ print "A-" $1 moved "A-" $1 + 1 }'; } >../b.rows
	mapfile -t rows <../a.rows
	review a "${rows[@]}" </dev/null
	mapfile -t rows <../b.rows
	review b "${rows[@]}" </dev/null
	commit 2026-11-01
	TIME_LIMIT=$((TIME_LIMIT / 2)) handoff_run actions --format csv
	assert_status 0
	[ "$(wc -l <"$OUT")" -gt 1 ]
}

# ---- The rules -------------------------------------------------------------------------------------

@test "an open task has an owner and a day; a finished one is left in peace" {
	review a <<-'END'

	- [ ] alert
	- [ ] test @ml-team due 2026-21-01
	- [ ] buy @alcie due 2026-12-01
	- [x] read
	END
	handoff_run check
	assert_status 1
	assert_equal "$(sed 's/.*a.md://' "$OUT")" '18:7: error: no day by which this action is done: write it, as in due 2026-12-01 [action/no-due]
18:7: error: nobody owns this action: name one person, as in @alice [action/no-owner]
19:7: error: no day by which this action is done: "2026-21-01" is not a date such as 2026-12-01 [action/no-due]
19:7: error: nobody owns this action: no person "@ml-team" in .handoff/people.yaml [action/no-owner]
20:7: error: nobody owns this action: no person "@alcie" in .handoff/people.yaml; did you mean "@alice"? [action/no-owner]'
	sed -i 's/^status: .*/status: draft/' handoff/review/a.md
	handoff_run check
	assert_status 0
	assert_equal "$(grep -c ': warning: ' "$OUT")" 5
}

@test "a row without owner or day breaks one rule each, and no other" {
	review a 'A-1 | Alert | - | - | P1 | open | |' </dev/null
	handoff_run check
	assert_equal "$(sed 's/.*a.md://' "$OUT")" '17:17: error: "Owner" is empty in this row of "Actions" [action/no-owner]
17:21: error: "Due" is empty in this row of "Actions" [action/no-due]'
}

@test "what is overdue is a warning once it is agreed, until the document has ended" {
	review a 'A-1 | Alert | bob | 2026-11-23 | P1 | open | |' 'A-2 | Test | bob | 2026-11-24 | P1 | open | |' \
		'A-3 | Buy | bob | 2026-11-01 | P1 | done | |' </dev/null
	handoff_ok check
	assert_output 'handoff/review/a.md:17:23: warning: A-1 was due on 2026-11-23, 1 day ago: finish it, or agree on another day [action/overdue]'
	sed -i 's/^status: .*/status: draft/' handoff/review/a.md
	handoff_ok check
	assert_output ''
	sed -i 's/^status: .*/status: closed/' handoff/review/a.md
	handoff_ok check
	assert_output ''
	assert_equal "$(items .id --overdue)" A-1
}

@test "action/overdue can be an error, and a document can make an exception" {
	review a 'A-1 | Alert | bob | 2026-11-23 | P1 | open | |' </dev/null
	printf 'severity: {action/overdue: error}\n' >>.handoff/config.yaml
	handoff_run check
	assert_status 1
	sed -i 's/^## Actions$/&\n\n<!-- handoff: allow action\/overdue because the machines come in January -->/' handoff/review/a.md
	handoff_ok check
}
