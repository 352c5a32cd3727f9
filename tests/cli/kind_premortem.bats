#!/usr/bin/env bats
# The pre-mortem: what it refuses, each by one edit to a good one.

# shellcheck disable=SC2016  # backticks, $ and \ in single quotes are meant

load cli_helper
load kind_helper

DOC=handoff/premortem/feed-ranker-v42.md

# Rows of the good document, for the edits. The first cell of several tables is the failure mode's id.
PIPELINE='/^\| M-1 \| The data/'    # 2 x 4, blocks, R-2 of the readiness review
RELEASE='/^\| M-2 \| A new app/'    # 2 x 3, R-3 of the readiness review
ROLLBACK='/^\| M-4 \| At 03:00/'    # 3 x 4, the highest, first of the top risks
REGION='/^\| M-8 \| One region/'    # 1 x 5, not among the top risks
SIGN_4='/^\| M-4 \| somebody on/'   # under Early Signs and Answers
SIGN_7='/^\| M-7 \| bill above/'
FOLLOW_4='/^\| M-4 \| heidi/'       # under Follow-up
FOLLOW_7='/^\| M-7 \| carol/'       # avoided
FOLLOW_9='/^\| M-9 \| alice/'       # open, no outcome yet

OLD_INPUTS='[INC-2041](..\/postmortem\/feed-ranker-old-inputs.md)'

# Everything that closing asks for; EDIT is made besides.
CLOSED='s/^status: tracked/status: closed/
	s/\| (A-6) (.*) open \| - \| - \|$/| \1 \2 done | - | seen in the review of 2026-11-20 |/
	s/\| (open|mitigating) \| - \| - \|$/| closed | avoided | - |/
	s/\| (closed|accepted) \| - \| - \|$/| closed | avoided | - |/
	s/\| (open|in-progress) \| (FEED-[0-9]+) \| - \|$/| done | \2 | seen in the review of 2026-11-20 |/'

@test "the good document passes, strictly" {
	handoff_run check --strict "$DOC"
	assert_status 0
	assert_silent
}

@test "a new one is only incomplete" {
	new_is_only_incomplete premortem
}

# ---- Who was there -----------------------------------------------------------------------------------

@test "a pre-mortem without operations" {
	breaks 's/^participants: .*/participants: [alice, ivan, carol, judith]/' \
		'only one side sees only half of the failures: nobody who took part is from operations: `participants` is "alice, ivan, carol, judith", must be somebody on the side of operations (both-operations) [front/rule]'
}

@test "a pre-mortem without research" {
	breaks 's/^participants: .*/participants: [bob, heidi, eve, carol, judith]/' \
		'only one side sees only half of the failures: nobody who took part is from research: `participants` is "bob, heidi, eve, carol, judith", must be somebody on the side of research (both-research) [front/rule]'
}

@test "a pre-mortem of one person" {
	breaks_among_others 's/^participants: .*/participants: [alice]/' \
		'`participants` has 1 entries, at least 2 are needed [front/missing-field]'
}

@test "a participant whom nobody knows" {
	breaks_among_others 's/^participants: \[alice,/participants: [alicia,/' \
		'`participants`: no person "alicia" in .handoff/people.yaml; did you mean "alice"? [people/unknown]'
}

@test "a facilitator is named" {
	breaks '/^facilitator:/d' \
		'`facilitator` is missing: who leads the meeting; best somebody who need not defend the plan [front/missing-field]'
}

@test "a draft may still lack a side" {
	passes 's/^status: tracked/status: draft/; s/^participants: .*/participants: [alice, ivan]/'
}

@test "everybody wrote a list of their own" {
	breaks '/^\| eve \| operations/d' \
		'everybody who took part wrote at least one reason before the others spoke: `participants` has "eve", which must stand under "Person" in the table of "Individual Lists" (list-each) [front/rule]'
}

@test "a reason speaks for the side of the person" {
	breaks 's/^\| ivan \| research \| The new/| ivan | operations | The new/' \
		'who speaks for operations holds a role there: "Person" is "ivan", must be somebody on the side of operations (side-operations) [table/row]'
}

@test "a reason of research comes from research" {
	breaks 's/^\| eve \| operations/| eve | research/' \
		'who speaks for research holds a role there: "Person" is "eve", must be somebody on the side of research (side-research) [table/row]'
}

@test "a reason of the business comes from the business" {
	breaks 's/^\| eve \| operations/| eve | business/' \
		'who speaks for the business holds a role there: "Person" is "eve", must be somebody on the side of business (side-business) [table/row]'
}

@test "a reason that went into no failure mode" {
	breaks '/^\| eve \|/ s/M-3, M-4/-/' \
		'"Mode" is empty in this row of "Individual Lists" [table/empty-cell]'
}

@test "a reason that went into a failure mode that does not exist" {
	breaks '/^\| eve \|/ s/M-3, M-4/M-3, M-40/' \
		'no reason is lost: name the failure mode that it went into: "Mode" has "M-40", which must stand under "Id" in the table of "Failure Modes" (list-mode) [table/row]'
}

# ---- The plan and its days -----------------------------------------------------------------------------

@test "the plan is named" {
	breaks '/^model:/d' \
		'say which plan is tried: fill in model or project: "model" must be filled in, or "project" must be filled in (plan-named) [front/rule]'
}

@test "a plan without a model is a project" {
	passes 's/^model: .*/project: new start page/'
}

@test "the day looked back from is named" {
	breaks '/^horizon:/d' \
		'`horizon` is missing: the day you look back from: by then, you assume, the plan has failed [front/missing-field]'
}

@test "the day of the meeting is named once it was held" {
	breaks '/^held-on:/d' \
		'`held-on` is missing: the day of the meeting; before the plan begins, while it can still be changed [front/missing-field]'
}

@test "a meeting in the future was not held" {
	breaks_among_others 's/^held-on: .*/held-on: 2026-11-25/' \
		'`held-on` is after today [front/type]'
}

@test "a day that does not exist" {
	breaks 's/^horizon: .*/horizon: 2027-31-01/' \
		'`horizon` must be a date such as 2026-01-31, not "2027-31-01" [front/type]'
}

@test "a plan cannot have failed before it began" {
	breaks 's/^horizon: .*/horizon: 2026-11-30/' \
		'a plan cannot have failed before it began: `horizon` is "2026-11-30", must not be before starts-on (fails-after-start) [front/rule]'
}

@test "a horizon before the meeting" {
	breaks_among_others 's/^horizon: .*/horizon: 2026-10-01/; /^starts-on:/d' \
		'`horizon` is before held-on [front/type]'
}

@test "a meeting after the plan began" {
	warns 's/^starts-on: .*/starts-on: 2026-10-28/' \
		'a pre-mortem comes before the plan begins, while changing it is cheap: `held-on` is "2026-10-29", must not be after starts-on (held-before-start) [front/rule]'
}

@test "a failure statement of a few words" {
	breaks '/^It is 31 January/,/^most of them/c Version 42 went wrong.' \
		'section "Failure Statement" has 4 words, at least 15 are needed [section/too-short]'
}

# ---- Failure modes -------------------------------------------------------------------------------------

@test "fewer than five failure modes" {
	breaks_among_others '/^\| M-([5-9]|10) \|/d' \
		'the table of "Failure Modes" has 4 rows, at least 5 are needed [table/too-few-rows]'
}

@test "no failure out of hours" {
	breaks 's/\| out-of-hours \|/| in-hours |/' \
		'at least one failure comes at night or at the weekend: what if it is 02:00 on a Sunday?: no row has "When" out-of-hours (out-of-hours) [table/row]'
}

@test "a draft may still lack a failure out of hours" {
	passes 's/^status: tracked/status: draft/; s/\| out-of-hours \|/| in-hours |/'
}

@test "a score that is not likelihood x impact" {
	breaks "$RELEASE s/\| 6 \|/| 8 |/" \
		'the score is likelihood x impact: "Score" is "8", must be 6 ([Likelihood] * [Impact]) (mode-score) [table/row]'
}

@test "a new likelihood, and the score of the old one" {
	breaks "$ROLLBACK s/\| 3 \| 4 \| 12 \|/| 2 | 4 | 12 |/" \
		'the score is likelihood x impact: "Score" is "12", must be 8 ([Likelihood] * [Impact]) (mode-score) [table/row]'
}

@test "a likelihood beyond the scale" {
	breaks "$RELEASE s/\| 2 \| 3 \| 6 \|/| 6 | 1 | 6 |/" \
		'Likelihood is 6, at most 5 are allowed [table/cell-type]'
}

@test "an impact beyond the scale" {
	breaks_among_others "$RELEASE s/\| 2 \| 3 \| 6 \|/| 2 | 0 | 0 |/" \
		'Impact is 0, at least 1 are needed [table/cell-type]'
}

@test "an hour that is neither in nor out" {
	breaks "$RELEASE s/in-hours/02:00/" \
		'When cannot be "02:00": it is one of in-hours or out-of-hours [table/cell-type]'
}

@test "a category that does not exist" {
	breaks "$RELEASE s/\| communication \|/| bad luck |/" \
		'Category cannot be "bad luck": it is one of data, model, infra, people, process, vendor, security or communication [table/cell-type]'
}

@test "a side that does not exist" {
	breaks "$RELEASE s/\| research \|/| app team |/" \
		'Side cannot be "app team": it is one of research, operations or joint [table/cell-type]'
}

@test "two failure modes with one id" {
	breaks_among_others "$RELEASE s/M-2/M-1/" \
		'everything else refers to a failure mode by its id: "M-1" stands twice in "Id" (mode-once) [table/row]'
}

@test "a catchword is no story" {
	warns "$RELEASE s/A new app release[^|]*/Reading times /" \
		'a story says what broke, how it came and who felt it; a catchword does not: "Failure Story" is "Reading times", must have at least 6 words (story-told) [table/row]'
}

@test "a story told as a possibility" {
	warns "$RELEASE s/stopped sending/might stop sending/" \
		'tell it as if it had happened: it broke, not it might break (story-happened) [table/row]'
}

@test "a failure mode without signs and answers" {
	breaks "$SIGN_7 d" \
		'each failure mode has its row under Early Signs and Answers: "Id" has "M-7", which must stand under "Mode" in the table of "Early Signs and Answers" (mode-answered) [table/row]'
}

@test "a failure mode with two rows of answers" {
	breaks "$SIGN_7 p" \
		'one row for each failure mode: "M-7" stands twice in "Mode" (answer-once) [table/row]'
}

@test "answers to a failure mode that does not exist" {
	breaks_among_others "$SIGN_7 s/M-7/M-17/" \
		'this answers no failure mode in the list: "Mode" has "M-17", which must stand under "Id" in the table of "Failure Modes" (answer-known) [table/row]'
}

@test "a failure mode that is neither prevented nor answered" {
	warns "$SIGN_7 s/\| cost and reason.*/| - | - |/" \
		'a failure mode is prevented, or somebody knows what to do when it comes: "Prevention" must be filled in, or "Response" must be filled in (answer-given) [table/row]'
}

@test "a failure mode that nobody follows" {
	breaks "$FOLLOW_7 d" \
		'each failure mode has its row under Follow-up, or nobody learns what became of it: "Id" has "M-7", which must stand under "Mode" in the table of "Follow-up" (mode-followed) [table/row]'
}

@test "a failure mode that is followed twice" {
	breaks "$FOLLOW_7 p" \
		'one row for each failure mode: "M-7" stands twice in "Mode" (follow-once) [table/row]'
}

@test "what is followed is in the list" {
	breaks_among_others "$FOLLOW_7 s/M-7/M-17/" \
		'this follows no failure mode in the list: "Mode" has "M-17", which must stand under "Id" in the table of "Failure Modes" (follow-known) [table/row]'
}

@test "an answer after the day of the failure" {
	warns "$FOLLOW_9 s/2027-01-15/2027-02-15/" \
		'an answer after the day of the assumed failure comes too late: "Due" is "2027-02-15", must not be after horizon (due-in-time) [table/row]'
}

# ---- Top risks -----------------------------------------------------------------------------------------

@test "a top risk without an owner" {
	breaks "$FOLLOW_4 s/\| heidi \|/| - |/" \
		'a top risk is held by one person: fill in Owner under Follow-up: "Mode" has "M-4", which must stand under "Mode" in the table of "Follow-up", in a row where "Owner" must be filled in (top-owner) [table/row]'
}

@test "a top risk owned by nobody yet" {
	breaks_among_others "$FOLLOW_4 s/\| heidi \|/| TBD |/" \
		'a top risk is held by one person: fill in Owner under Follow-up: "Mode" has "M-4", which must stand under "Mode" in the table of "Follow-up", in a row where "Owner" must be filled in (top-owner) [table/row]'
}

@test "a top risk owned by a team" {
	breaks "$FOLLOW_4 s/\| heidi \|/| feed rota |/" \
		'Owner must be a person of .handoff/people.yaml, not "feed rota" [table/cell-type]'
}

@test "a top risk without a day" {
	breaks "$FOLLOW_4 s/\| 2026-11-27 \|/| - |/" \
		'a top risk is answered by a day: fill in Due under Follow-up: "Mode" has "M-4", which must stand under "Mode" in the table of "Follow-up", in a row where "Due" must be filled in (top-due) [table/row]'
}

@test "a top risk without an early sign" {
	breaks "$SIGN_4 s/\| M-4 \| [^|]*/| M-4 | - /" \
		'a top risk shows before it hurts: fill in Early Sign under Early Signs and Answers: "Mode" has "M-4", which must stand under "Mode" in the table of "Early Signs and Answers", in a row where "Early Sign" must be filled in (top-early-sign) [table/row]'
}

@test "a failure mode that is no top risk needs neither owner nor day nor early sign" {
	passes "$FOLLOW_9 s/\| alice \| 2027-01-15 \|/| - | - |/; s/^\| M-9 \| gap of Poland[^|]*/| M-9 | - /"
}

@test "a top risk that does not exist" {
	breaks 's/^\| 4 \| M-3 \|/| 4 | M-33 |/' \
		'no failure mode in the list has this id: "Mode" has "M-33", which must stand under "Id" in the table of "Failure Modes" (top-known) [table/row]'
}

@test "a top risk that is ranked twice" {
	breaks 's/^\| 4 \| M-3 \|/| 4 | M-4 |/' \
		'a failure mode is ranked once: "M-4" stands twice in "Mode" (top-once) [table/row]'
}

@test "two top risks with one rank" {
	breaks 's/^\| 4 \| M-3 \|/| 3 | M-3 |/' \
		'the list goes from the first to the last, and no two share a rank: "3" does not come after "3" (top-ranked) [table/row]'
}

@test "a score of 15 that is no top risk" {
	breaks_among_others "$REGION s/\| 1 \| 5 \| 5 \|/| 3 | 5 | 15 |/" \
		'a score of 15 or more stands among the top risks: "Id" has "M-8", which must stand under "Mode" in the table of "Top Risks" (top-critical) [table/row]'
}

@test "the highest score is no top risk" {
	breaks '/^\| 1 \| M-4 \|/d' \
		'no score is higher, so it stands among the top risks: "Id" has "M-4", which must stand under "Mode" in the table of "Top Risks" (top-highest) [table/row]'
}

@test "what blocks is no top risk" {
	breaks '/^\| 3 \| M-1 \|/d' \
		'what blocks the plan stands among the top risks: "Id" has "M-1", which must stand under "Mode" in the table of "Top Risks" (top-blocking) [table/row]'
}

@test "eight top risks" {
	warns '/^\| 4 \| M-3 \|/ s/$/\n| 5 | M-2 | a |\n| 6 | M-5 | b |\n| 7 | M-8 | c |\n| 8 | M-10 | d |/' \
		'more than 7 top risks: none of them is on top then: 8 rows have "Mode", which must be filled in, at most 7 may (too-many-top) [table/row]'
}

# ---- What blocks stands in the readiness review -----------------------------------------------------

@test "a blocking failure mode without a risk in the readiness review" {
	breaks "$PIPELINE s/\| R-2 \|/| - |/" \
		'what blocks stands in the Risks of the readiness review too: name its row (R-1, ...), or the gate does not see it: "Readiness Risk" is "-", must be filled in (blocking-risk) [table/row]'
}

@test "a risk that the readiness review does not have" {
	breaks "$PIPELINE s/\| R-2 \|/| R-7 |/" \
		'the readiness review has no such risk: "Readiness Risk" has "R-7", which must stand under "Id" in the table of "Risks" of what "readiness" links to (risk-known) [table/row]'
}

@test "a risk that the readiness review has lost" {
	sed -i '/^| R-2 |/d' handoff/readiness/feed-ranker-v42.md
	breaks 's/^updated: .*/updated: 2026-11-21/' \
		'the readiness review has no such risk: "Readiness Risk" has "R-2", which must stand under "Id" in the table of "Risks" of what "readiness" links to (risk-known) [table/row]'
}

@test "a failure mode that blocks here and not there" {
	warns "$PIPELINE s/\| R-2 \|/| R-1 |/" \
		'it blocks here and not in the readiness review: agree on one: "Readiness Risk" has "R-1", which must stand under "Id" in the table of "Risks" of what "readiness" links to, in a row where "Blocking" must be yes (risk-blocks) [table/row]'
}

@test "a blocking failure mode and no readiness review" {
	breaks '/^readiness:/d' \
		'what blocks has to stop a gate: fill in readiness, and name the row of its Risks (blocking-review) [table/row]'
}

@test "what was only held need not stand in the readiness review yet" {
	passes "s/^status: tracked/status: held/; $PIPELINE s/\| R-2 \|/| - |/"
}

@test "without a readiness review nothing may block" {
	passes "/^readiness:/d; $PIPELINE s/\| yes \| R-2 \|/| no | - |/"
}

@test "a readiness review that is something else" {
	breaks 's/^readiness: .*/readiness: ..\/model-card\/feed-ranker-v42.md/' \
		'"../model-card/feed-ranker-v42.md" is a document of kind model-card, not readiness [link/wrong-kind]'
}

# ---- Outcomes --------------------------------------------------------------------------------------------

@test "closed with an outcome for each failure mode" {
	passes "$CLOSED"
}

@test "closed without an outcome" {
	breaks "$CLOSED; $FOLLOW_9 s/\| avoided \|/| - |/" \
		'closed means that each failure mode has an outcome: did-not-happen, happened or avoided: "Outcome" is "-", must be filled in (outcome) [table/row]'
}

@test "closed with an open action" {
	breaks "$CLOSED; /^\| A-2 \|/ s/\| done \| FEED-809 \|[^|]*/| open | FEED-809 | - /" \
		'closed means that every action is done, declined with a reason, or moved: "Status" is "open", must be done, declined or moved (action-unfinished) [table/row]'
}

@test "closed while somebody still works on it" {
	warns "$CLOSED; $FOLLOW_9 s/\| closed \|/| mitigating |/" \
		'closed, and somebody still works on this failure mode: "Status" is "mitigating", must be accepted or closed (still-open) [table/row]'
}

@test "what happened has a post-mortem" {
	breaks "$FOLLOW_9 s/\| - \| - \|$/| happened | - |/" \
		'what happened has a post-mortem: link it under Became: "Became" is "-", must be filled in (happened-postmortem) [table/row]'
}

# The post-mortem says that this pre-mortem had foreseen it.
foreseen() {
	edit 's|^alerts: |premortem: ../premortem/feed-ranker-v42.md\n&|' handoff/postmortem/feed-ranker-old-inputs.md
}

@test "what happened names a post-mortem that does not name the pre-mortem" {
	breaks "$FOLLOW_9 s/\| - \| - \|$/| happened | $OLD_INPUTS |/" \
		'handoff/postmortem/feed-ranker-old-inputs.md does not link back: add this document to its `premortem` [link/one-way]'
}

@test "what happened names its post-mortem" {
	foreseen
	passes "$FOLLOW_9 s/\| - \| - \|$/| happened | $OLD_INPUTS |/"
}

@test "what has a post-mortem has happened" {
	foreseen
	breaks "$FOLLOW_7 s/\| avoided \| - \|$/| avoided | $OLD_INPUTS |/" \
		'what has a post-mortem has happened: "Outcome" is "avoided", must be happened (became-happened) [table/row]'
}

@test "what happened became something else than a post-mortem" {
	breaks "$FOLLOW_9 s/\| - \| - \|$/| happened | [card](..\/model-card\/feed-ranker-v42.md) |/" \
		'"../model-card/feed-ranker-v42.md" is a document of kind model-card, not postmortem [link/wrong-kind]'
}

@test "nobody knows before the horizon that it did not happen" {
	warns "$FOLLOW_9 s/\| - \| - \|$/| did-not-happen | - |/" \
		'until the horizon it can still happen; what cannot any more was avoided (outcome-early) [table/row]'
}

@test "an outcome that does not exist" {
	breaks "$FOLLOW_9 s/\| - \| - \|$/| we were lucky | - |/" \
		'Outcome cannot be "we were lucky": it is one of did-not-happen, happened or avoided [table/cell-type]'
}

@test "the horizon has passed and nothing is closed" {
	warns "s/^horizon: .*/horizon: 2026-11-23/; s/^starts-on: .*/starts-on: 2026-11-01/; s/^(\| M-[0-9]+ \| [a-z]+ \|) [0-9-]+ \|/\1 2026-11-20 |/" \
		'the day you looked back from has come: write what became of each failure mode, and close: `horizon` is "2026-11-23", must not be before today (horizon-passed) [front/rule]'
}

# ---- Changes, actions, review dates -----------------------------------------------------------------

@test "a change because of a failure mode that does not exist" {
	breaks '/^\| Five spare/ s/M-8/M-18/' \
		'no failure mode in the list has this id: "Because Of" has "M-18", which must stand under "Id" in the table of "Failure Modes" (change-mode) [table/row]'
}

@test "a plan that does not change says why" {
	passes '/^\| Change \|/,/^\| Bob decides/c Not applicable: the plan was written after this meeting, with all of it in mind.'
}

@test "an action without an owner" {
	breaks '/^\| A-2 \|/ s/\| ivan \|/| - |/' \
		'"Owner" is empty in this row of "Open Actions" [action/no-owner]'
}

@test "an action owned by a team" {
	breaks '/^\| A-2 \|/ s/\| ivan \|/| @ml-team |/' \
		'Owner: no person "@ml-team" in .handoff/people.yaml [people/unknown]'
}

@test "an action that is due in a quarter" {
	breaks '/^\| A-2 \|/ s/2026-12-18/Q3/' \
		'Due must be a date such as 2026-01-31, not "Q3" [table/cell-type]'
}

@test "an action's id is used once" {
	breaks 's/^\| A-6 \|/| A-5 |/' \
		'an action'\''s id is used once and never again: "A-5" stands twice in "Id" (action-id-once) [table/row]'
}

@test "done without proof" {
	breaks '/^\| A-5 \|/ s/answer of finance of 2026-11-18/-/' \
		'done needs its proof: a link or a sentence that shows it: "Proof" is "-", must be filled in (action-done-proof) [table/row]'
}

@test "declined without a reason" {
	breaks '/^\| A-6 \|/ s/\| open \| - \| - \|/| declined | - | no time |/' \
		'declined needs the reason, and who accepted it, under Proof: "Proof" is "no time", must have at least 3 words (action-declined-reason) [table/row]'
}

@test "moved without the place" {
	breaks '/^\| A-6 \|/ s/\| open \|/| moved |/' \
		'moved needs the place it went to under Proof: "Proof" is "-", must be filled in (action-moved-target) [table/row]'
}

@test "an urgent action without a ticket" {
	breaks '/^\| A-2 \|/ s/FEED-809/-/' \
		'a P0 or P1 action needs a ticket: "Tracking" is "-", must match ://|[A-Za-z][A-Za-z0-9]*-[0-9]+|#[0-9]+|\.md (action-tracked) [table/row]'
}

@test "an action that begins with a vague verb" {
	warns '/^\| A-6 \|/ s/Write the/Consider the/' \
		'begin with a verb whose end can be seen: add, remove, alert, test, write (action-vague) [table/row]'
}

@test "nobody looks again before the horizon" {
	breaks '/^\| 2026-11-13/d; /^\| 2026-12-04/d; /^\| 2027-01-08/d; s/^\| 2027-01-29/| 2027-02-05/' \
		'somebody looks again before the day of the assumed failure, not only after it: no row has "Date", which must not be after horizon (review-in-time) [table/row]'
}

@test "review dates out of order" {
	breaks 's/^\| 2027-01-08/| 2026-12-03/' \
		'the days follow one another: "2026-12-03" does not come after "2026-12-04" (review-order) [table/row]'
}

@test "a review date that passed without a word" {
	warns 's/\| M-10 is settled;.*/| - |/' \
		'this day has passed: write what was seen, or move it: "Seen" is "-", must be filled in (review-missed) [table/row]'
}

@test "a review before the meeting" {
	breaks 's/^\| 2026-11-13/| 2026-10-13/' \
		'Date is before held-on [table/cell-type]'
}

@test "the next look is overdue" {
	warns 's/^review-by: .*/review-by: 2026-11-13/' \
		'the day to look at the failure modes again has passed: `review-by` is "2026-11-13", must not be before today (review-overdue) [front/rule]'
}

@test "an audience that no map has" {
	warns 's/^audience: .*/audience: [feed-product, shareholders]/' \
		'no stakeholder map has this party, so nobody knows how much detail they need: `audience` has "shareholders", which must stand under "Id" in the table of "Stakeholders" of a stakeholder-map (audience-mapped) [front/rule]'
}

# ---- Statuses, sections -----------------------------------------------------------------------------

@test "a status that does not exist" {
	breaks 's/^status: .*/status: approved/' \
		'unknown status "approved"; `handoff kinds premortem` lists them [lifecycle/unknown-status]'
}

@test "a section is missing" {
	breaks '/^## Review Dates/,$d' \
		'section "Review Dates" is missing (after "Open Actions") [section/missing]'
}

@test "individual lists cannot be skipped" {
	breaks '/^\| Person \|/,/^\| judith \| business \| The Polish/c Not applicable: we talked about it together.' \
		'"Individual Lists" always applies; "Not applicable" does not answer it [section/not-applicable]'
}
