#!/usr/bin/env bats
# The coaching plan: what it refuses, each by one edit to a good one.

load cli_helper
load kind_helper

DOC=handoff/coaching-plan/slo-for-research.md

# Rows of the good document, for the edits.
LIMIT='/^\| T-1 \| slo/'          # shown
ALERT='/^\| T-4 \| alerts/'       # shown
COST='/^\| T-5 \| capacity/'      # not reached yet
FIRST='/^\| 1 \| 2026-10-22/'     # a talk
PAIRING='/^\| 2 \| 2026-10-29/'   # about T-4
LAST='/^\| 7 \| 2026-11-23/'      # the only session about T-5
AFTER_END='/^ends: / s/: .*/: 2027-01-29/; s/^status: .*/status: approved/'

@test "the good document passes, strictly" {
	handoff_run check --strict "$DOC"
	assert_status 0
	assert_silent
}

@test "a new one is only incomplete" {
	new_is_only_incomplete coaching-plan
}

# ---- Coach and learner ------------------------------------------------------------------------------

@test "nobody coaches themselves" {
	breaks 's/^coach: .*/coach: ivan/' \
		'nobody coaches themselves: `coach` is "ivan", must differ from learner (two-people) [front/rule]'
}

@test "no coach" {
	breaks '/^coach: /d' \
		'`coach` is missing: who coaches; somebody who speaks the language of both sides [front/missing-field]'
}

@test "no learner" {
	breaks '/^learner: /d' \
		'`learner` is missing: who learns; a plan is for one person [front/missing-field]'
}

@test "a team is not a learner" {
	breaks_among_others 's/^learner: .*/learner: research-team/' \
		'`learner`: no person "research-team" in .handoff/people.yaml [people/unknown]'
}

@test "two learners are two plans" {
	breaks_among_others 's/^learner: .*/learner: [ivan, alice]/' \
		'`learner` must be a person of .handoff/people.yaml [front/type]'
}

@test "no side" {
	breaks '/^learner-side: /d' \
		'`learner-side` is missing: the side that the learner comes from; the topics come from the other one [front/missing-field]'
}

@test "a side that has no words of its own" {
	breaks 's/^learner-side: .*/learner-side: business/' \
		'`learner-side` cannot be "business": it is one of research or operations [front/type]'
}

@test "a learner of operations who is said to come from research" {
	breaks_among_others 's/^learner: .*/learner: heidi/' \
		'this learner holds no role in research: `learner` is "heidi", must be somebody on the side of research (learner-from-research) [front/rule]'
}

@test "a learner of research who is said to come from operations" {
	breaks_among_others 's/^learner-side: .*/learner-side: operations/' \
		'this learner holds no role in operations: `learner` is "ivan", must be somebody on the side of operations (learner-from-operations) [front/rule]'
}

@test "a coach of the learner's own side, and nobody of the other reads it" {
	warns 's/^coach: .*/coach: alice/; s/^reviewers: .*/reviewers: [carol]/' \
		'a coach from research lets somebody from operations read the plan: "coach" must be somebody on the side of operations, business or other, or "reviewers" must be somebody on the side of operations (coach-of-other-side) [front/rule]'
}

@test "a coach of the learner's own side, and somebody of the other reads it" {
	passes 's/^coach: .*/coach: alice/'
}

@test "a coach and a learner of operations, and nobody of research reads it" {
	edit 's/^learner: .*/learner: heidi/; s/^learner-side: .*/learner-side: operations/; s/^approvers: .*/approvers: [heidi]/; s/^(\| T-2 \|) error-budget/\1 metrics/'
	warns 's/^reviewers: .*/reviewers: [carol]/' \
		'a coach from operations lets somebody from research read the plan: "coach" must be somebody on the side of research, business or other, or "reviewers" must be somebody on the side of research (coach-of-other-side-too) [front/rule]'
}

@test "the learner did not agree" {
	breaks 's/^approvers: .*/approvers: [alice]/' \
		'a plan for somebody who did not agree to it teaches nothing: the learner is among the approvers: `approvers` is "alice", must equal learner (learner-agrees) [front/rule]'
}

@test "nobody agreed" {
	breaks '/^approvers: /d' \
		'`approvers` is missing: the named persons who agree to it; each adds an own sign-off [front/missing-field]'
}

@test "in review nobody has agreed yet" {
	passes '/^approvers: /d; s/^status: .*/status: in-review/'
}

# ---- Its days ---------------------------------------------------------------------------------------

@test "no first day" {
	breaks '/^starts: /d' \
		'`starts` is missing: the day of the first session [front/missing-field]'
}

@test "no last day" {
	breaks '/^ends: /d' \
		'`ends` is missing: the day on which both look at what was reached; six to ten weeks are a good length [front/missing-field]'
}

@test "the end before the start" {
	breaks_among_others 's/^ends: .*/ends: 2026-10-01/' \
		'`ends` is before starts [front/type]'
}

@test "a day that does not exist" {
	breaks_among_others 's/^ends: .*/ends: 2026-11-31/' \
		'`ends` must be a date such as 2026-01-31, not "2026-11-31" [front/type]'
}

@test "a plan of more than half a year is a warning" {
	warns 's/^ends: .*/ends: 2027-04-24/' \
		'a plan of more than half a year is never finished: make two of it: `ends` is "2027-04-24", must not be after 2027-04-23 ([starts] + 183d) (ends-in-time) [front/rule]'
}

@test "a plan of exactly half a year" {
	passes 's/^ends: .*/ends: 2027-04-23/'
}

@test "the end has passed, and the plan goes on" {
	warns 's/^status: .*/status: approved/' \
		'the end of the plan has passed: say what changed and close it, or agree on a new day: `ends` is "2026-11-23", must not be before today (end-passed) [front/rule]'
}

@test "the last day is today" {
	passes 's/^ends: .*/ends: 2026-11-24/; s/^status: .*/status: approved/'
}

@test "the day to look at the plan has passed" {
	edit "$AFTER_END"
	warns 's/^review-by: .*/review-by: 2026-11-23/' \
		'the day to look at the plan together has passed: `review-by` is "2026-11-23", must not be before today (review-overdue) [front/rule]'
}

@test "no day to look at the plan" {
	breaks '/^review-by: /d' \
		'`review-by` is missing: when both look at the plan half-way, or again after its end [front/missing-field]'
}

@test "superseded without the newer plan" {
	breaks 's/^status: .*/status: superseded/' \
		"\`superseded-by\` is missing: the newer document that took this one's place [front/missing-field]"
}

# ---- The gap ----------------------------------------------------------------------------------------

@test "no gap" {
	breaks '/^## Gap/,/^of this is secret/d' \
		'section "Gap" is missing [section/missing]'
}

@test "a gap in one sentence" {
	breaks '/^needed; that/,/^of this is secret/d' \
		'section "Gap" has 24 words, at least 25 are needed [section/too-short]'
}

@test "a gap always applies" {
	breaks '/^needed; that/,/^of this is secret/d; s/^Research sets limits.*/Not applicable: there is no gap here./' \
		'"Gap" always applies; "Not applicable" does not answer it [section/not-applicable]'
}

# ---- Topics -----------------------------------------------------------------------------------------

@test "no topics" {
	breaks_among_others '/^\| T-[0-9]/d' \
		'the table of "Topics" has 0 rows, at least 1 are needed [table/too-few-rows]'
}

@test "seven topics" {
	breaks_among_others "$COST s/.*/&\n| T-6 | cost | none | sets a price | shows it to the rota | dropped | - | not enough time left |\n| T-7 | cost | none | sets a price | shows it to the rota | dropped | - | not enough time left |/" \
		'the table of "Topics" has 7 rows, at most 6 are allowed [table/too-many-rows]'
}

@test "a topic that does not exist" {
	breaks "$LIMIT s/slo/politeness/" \
		'Topic cannot be "politeness": it is one of slo, on-call, error-budget, alerts, rollback, incident-response, capacity, cost, release, security, drift, metrics, evaluation, experiments, data-quality, labels, training, fairness, model-card, glossary or other [table/cell-type]'
}

@test "a topic's id that stands twice" {
	breaks_among_others "$ALERT s/T-4/T-3/" \
		'sessions refer to a topic by its id: "T-3" stands twice in "Id" (topic-once) [table/row]'
}

@test "a researcher who learns nothing of operations" {
	breaks 's/^(\| T-[0-9] \|) [a-z-]+ /\1 drift /' \
		'a researcher learns at least one topic of operations: no row has "Topic" slo or on-call or error-budget or alerts or rollback or incident-response or capacity or cost or release or security or other (topic-of-operations) [table/row]'
}

@test "somebody from operations who learns nothing of research" {
	breaks 's/^coach: .*/coach: alice/; s/^learner: .*/learner: heidi/; s/^learner-side: .*/learner-side: operations/; s/^approvers: .*/approvers: [heidi]/' \
		'somebody from operations learns at least one topic of research: no row has "Topic" drift or metrics or evaluation or experiments or data-quality or labels or training or fairness or model-card or other (topic-of-research) [table/row]'
}

@test "somebody from operations who learns about drift" {
	passes 's/^coach: .*/coach: alice/; s/^learner: .*/learner: heidi/; s/^learner-side: .*/learner-side: operations/; s/^approvers: .*/approvers: [heidi]/; s/^(\| T-1 \|) slo/\1 drift/'
}

@test "a topic without a session" {
	breaks "$LAST s/T-5/T-1/" \
		'a topic without a session is a wish: "Id" has "T-5", which must stand under "Topics" in the table of "Sessions" (topic-session) [table/row]'
}

@test "a topic that was dropped needs no session" {
	passes "$LAST s/T-5/T-1/; $COST s/not-yet/dropped/"
}

@test "a goal that nobody can watch is a warning" {
	warns "$LIMIT s/sets a limit/understands limits/" \
		'a goal is something one can watch: writes, explains, sets, decides (goal-seen) [table/row]'
}

@test "a topic without a goal" {
	breaks "$LIMIT s/sets a limit for response time before a network is trained/-/" \
		'"Goal" is empty in this row of "Topics" [table/empty-cell]'
}

@test "a topic without what shows it" {
	breaks_among_others "$COST s/estimates the half-size network, within 20 % of the measurement/-/" \
		'"Shown By" is empty in this row of "Topics" [table/empty-cell]'
}

@test "a topic that is shown in a word" {
	breaks "$COST s/estimates the half-size network, within 20 % of the measurement/by a test/" \
		'say what the learner does in front of whom, so that both can tell whether it was reached: "Shown By" is "by a test", must have at least 4 words (shown-by-doing) [table/row]'
}

@test "shown without its day" {
	breaks "$LIMIT s/2026-11-12/-/" \
		'shown needs its day and what shows it: a link or a sentence: "Shown On" is "-", must be filled in (shown-evidence) [table/row]'
}

@test "shown without what shows it" {
	breaks "$ALERT s/ReadingTimeMissing, .* \|$/- |/" \
		'shown needs its day and what shows it: a link or a sentence: "Evidence" is "-", must be filled in (shown-evidence) [table/row]'
}

@test "shown on a day to come" {
	breaks "$LIMIT s/2026-11-12/2026-11-25/" \
		'Shown On is after today [table/cell-type]'
}

@test "not reached, without a reason" {
	breaks "$COST s/the half-size network is trained in January.*/- |/" \
		'what was dropped or not reached says why, in three words or more, under Evidence: "Evidence" is "-", must have at least 3 words (dropped-reason) [table/row]'
}

@test "dropped with half a reason" {
	breaks "$COST s/not-yet/dropped/; $COST s/the half-size network is trained in January.*/no time |/" \
		'what was dropped or not reached says why, in three words or more, under Evidence: "Evidence" is "no time", must have at least 3 words (dropped-reason) [table/row]'
}

# ---- Sessions ---------------------------------------------------------------------------------------

@test "one session" {
	breaks_among_others '/^\| [1-6] \|/d' \
		'the table of "Sessions" has 1 rows, at least 2 are needed [table/too-few-rows]'
}

@test "a session about a topic that is not there" {
	breaks "$PAIRING s/T-4/T-4, T-9/" \
		'this topic does not stand under Topics: "Topics" has "T-9", which must stand under "Id" in the table of "Topics" (session-topic) [table/row]'
}

@test "a session without a topic" {
	breaks "$PAIRING s/T-4/-/" \
		'"Topics" is empty in this row of "Sessions" [table/empty-cell]'
}

@test "a session of a form that does not exist" {
	breaks "$PAIRING s/pairing/lunch/" \
		'Form cannot be "lunch": it is one of talk, pairing, shadowing, exercise, game-day or review [table/cell-type]'
}

@test "a session without its length" {
	breaks "$PAIRING s/90 min/-/" \
		'"Length" is empty in this row of "Sessions" [table/empty-cell]'
}

@test "a length without a unit" {
	breaks "$PAIRING s/90 min/90/" \
		'Length must be a duration such as 90 s, 5 min or 180d, not "90" [table/cell-type]'
}

@test "a session's number that stands twice" {
	breaks "$PAIRING s/^\| 2/| 1/" \
		'one number for each session: "1" stands twice in "N" (session-once) [table/row]'
}

@test "sessions out of order" {
	breaks "$PAIRING s/2026-10-29/2026-11-06/" \
		'sessions stand in the order of their days: "2026-11-05" does not come after "2026-11-06" (session-order) [table/row]'
}

@test "a session before the start" {
	breaks "$FIRST s/2026-10-22/2026-10-21/" \
		'sessions lie between the start and the end of the plan: "Date" is "2026-10-21", must not be before starts and not be after ends (session-within) [table/row]'
}

@test "a session after the end" {
	breaks "$LAST s/2026-11-23/2026-11-24/" \
		'sessions lie between the start and the end of the plan: "Date" is "2026-11-24", must not be before starts and not be after ends (session-within) [table/row]'
}

@test "a session that was held tomorrow" {
	breaks "s/^ends: .*/ends: 2026-11-30/; $LAST s/2026-11-23/2026-11-25/" \
		'a session of a day to come was not held yet: "Date" is "2026-11-25", must not be after today (session-held) [table/row]'
}

@test "a session whose day has passed, still planned" {
	edit "$AFTER_END"
	warns "$LAST s/held/planned/" \
		'the day of this session has passed: say whether it was held, moved or cancelled: "Date" is "2026-11-23", must not be before today (session-passed) [table/row]'
}

@test "a session that is planned for today" {
	edit "$AFTER_END"
	passes "$LAST s/held/planned/; $LAST s/2026-11-23/2026-11-24/"
}

@test "nothing but talks is a warning" {
	warns 's/\| (pairing|exercise|shadowing) \|/| talk |/' \
		'nobody learns this from talks alone: plan at least one session of doing: no row has "Form" pairing or shadowing or exercise or game-day (not-only-talk) [table/row]'
}

@test "no agreement" {
	breaks '/^## Agreement/,/^- ivan does not carry/d' \
		'section "Agreement" is missing (after "Sessions") [section/missing]'
}

@test "no exercises" {
	passes '/^## Exercises/,/^- Explain "error budget"/d'
}

# ---- Closed -----------------------------------------------------------------------------------------

@test "closed with a topic that is still planned" {
	breaks "$COST s/not-yet/planned/" \
		'closed means that each topic was shown, not reached yet, or dropped: "Status" is "planned", must not be planned (topic-decided) [table/row]'
}

@test "closed with nothing shown" {
	breaks 's/\| shown \| [0-9-]+ \| .* \|$/| not-yet | - | it takes another month |/' \
		'a plan in which nothing was shown is retired, not closed: no row has "Status" shown (something-shown) [table/row]'
}

@test "closed with a session that is still planned" {
	breaks "$LAST s/held/planned/" \
		'closed means that no session is still planned: "State" is "planned", must not be planned (session-decided) [table/row]'
}

@test "closed with a session that was cancelled" {
	passes "$LAST s/held/cancelled/"
}

@test "closed without what changed" {
	breaks '/^## What Changed/,$d' \
		'section "What Changed" is missing (after "Exercises") [section/missing]'
}

@test "closed with what changed in half a sentence" {
	breaks '/^ivan wrote a limit/,$d; s/^## What Changed/&\n\nA lot./' \
		'section "What Changed" has 2 words, at least 25 are needed [section/too-short]'
}

@test "approved, and what changed is still to come" {
	edit "$AFTER_END"
	passes '/^## What Changed/,$d'
}

# ---- What it links to -------------------------------------------------------------------------------

@test "a shadow log that is none" {
	breaks 's/^shadow-log: .*/shadow-log: [..\/glossary\/terms.md]/' \
		'"../glossary/terms.md" is a document of kind glossary, not shadow-log [link/wrong-kind]'
}

@test "a shadow log that is not there" {
	breaks 's/^shadow-log: .*/shadow-log: [..\/shadow-log\/week-99.md]/' \
		'no such file: "../shadow-log/week-99.md" (handoff/shadow-log/week-99.md) [link/broken]'
}

@test "a glossary that is none" {
	breaks 's/^glossary: .*/glossary: ..\/shadow-log\/on-call-week-47.md/' \
		'"../shadow-log/on-call-week-47.md" is a document of kind shadow-log, not glossary [link/wrong-kind]'
}

@test "a reader that no map of stakeholders has" {
	warns 's/^audience: .*/audience: [feed-tech-leads, feed-buyers]/' \
		'no stakeholder map has this party, so nobody knows how much detail they need: `audience` has "feed-buyers", which must stand under "Id" in the table of "Stakeholders" of a stakeholder-map (audience-mapped) [front/rule]'
}
