#!/usr/bin/env bats
# The handoff document: what it refuses, each by one edit to a good one.

# shellcheck disable=SC2016  # backticks, $ and \ in single quotes are meant

load cli_helper
load kind_helper

DOC=handoff/handoff-doc/feed-ranker-v42.md
READINESS=handoff/readiness/feed-ranker-v42.md
PLAYBOOK=handoff/playbook/feed-ranker.md

# The handoff is accepted, after a readiness review that was approved.
accept() {
	edit 's/^status: in-review/status: approved/' "$READINESS"
	edit 's/^status: in-review/status: accepted/'
}

# All that completing asks for.
complete() {
	edit 's/^status: in-review/status: approved/' "$READINESS"
	edit 's/^status: in-review/status: complete/
		s/2026-12-01/2026-11-23/g
		s/\| no \|$/| yes |/
		s/\| P1 \| in-progress \| FEED-811 \| - /| P1 | done | FEED-811 | both stand since 2026-11-20 /'
}

@test "the good document passes, strictly" {
	handoff_run check --strict "$DOC"
	assert_status 0
	assert_silent
}

@test "it passes when it is accepted" {
	accept
	handoff_run check --strict "$DOC"
	assert_status 0
	assert_silent
}

@test "it passes when it is complete" {
	complete
	handoff_run check --strict "$DOC"
	assert_status 0
	assert_silent
}

@test "it passes in transition, after a conditional review too" {
	complete
	edit 's/^status: approved/status: conditional/' "$READINESS"
	passes 's/^status: complete/status: in-transition/'
}

@test "a new one is only incomplete" {
	new_is_only_incomplete handoff-doc
}

# ---- Who hands over to whom ------------------------------------------------------------------------

@test "somebody of operations hands over" {
	breaks 's/^from: alice/from: bob/' \
		'who hands over stands on the side of research: `from` is "bob", must be somebody on the side of research (giver-side) [front/rule]'
}

@test "somebody of research takes over" {
	breaks 's/^to: eve/to: ivan/' \
		'who takes over stands on the side of operations: `to` is "ivan", must be somebody on the side of operations (receiver-side) [front/rule]'
}

@test "nobody hands over to themselves" {
	breaks_among_others 's/^to: eve/to: alice/' \
		'nobody can hand over to themselves: `to` is "alice", must differ from from (two-people) [front/rule]'
}

@test "accepted without the one who hands over" {
	accept
	breaks 's/^approvers: .*/approvers: [bob, eve]/' \
		'who hands over is one of the approvers: `approvers` is "bob, eve", must equal from (giver-agrees) [front/rule]'
}

@test "accepted without the one who takes over" {
	accept
	breaks 's/^approvers: .*/approvers: [alice, bob]/' \
		'who takes over is one of the approvers: `approvers` is "alice, bob", must equal to (receiver-agrees) [front/rule]'
}

@test "accepted at criticality A without the operations lead" {
	accept
	breaks 's/^criticality: B/criticality: A/; s/^approvers: .*/approvers: [alice, eve]/' \
		'at criticality A the operations lead is one of the approvers: `approvers` is "alice, eve", must be somebody with the role operations-lead (lead-agrees) [front/rule]'
}

@test "nobody named who takes over" {
	breaks '/^to: eve/d' \
		'`to` is missing: who takes over: ONE person on the side of operations; writes the read-back [front/missing-field]'
}

@test "a team takes over" {
	breaks_among_others 's/^to: eve/to: feed-team/' \
		'`to`: no person "feed-team" in .handoff/people.yaml [people/unknown]'
}


# ---- What is handed over ---------------------------------------------------------------------------

@test "another version than that of the model card" {
	breaks_among_others 's/^model-version: v42/model-version: v43/' \
		'the handoff is about exactly one version, the one of its model card: `model-version` of handoff/model-card/feed-ranker-v42.md is "v42", must equal model-version (version-of-card) [front/rule]'
}

@test "accepted while the readiness review is not approved" {
	breaks 's/^status: in-review/status: accepted/' \
		'no model is taken over whose readiness is not approved: `status` of handoff/readiness/feed-ranker-v42.md is "in-review", must be approved or conditional (readiness-approved) [front/rule]'
}

@test "no readiness review at all" {
	accept
	breaks '/^readiness: /d' \
		'`readiness` is missing: the readiness review that lets this version out; approved or conditional, and not run out [front/missing-field]'
}

@test "readiness of another version" {
	edit 's/^model-version: v42/model-version: v41/' "$READINESS"
	breaks 's/^review-by: .*/review-by: 2027-03-02/' \
		'the readiness review has to be about the version that is handed over: `model-version` of handoff/readiness/feed-ranker-v42.md is "v41", must equal model-version (version-of-readiness) [front/rule]'
}

@test "readiness that has run out" {
	complete
	edit 's/^valid-until: .*/valid-until: 2026-11-23/' "$READINESS"
	breaks 's/^status: complete/status: in-transition/' \
		'the readiness approval has run out: review again before taking over: `valid-until` of handoff/readiness/feed-ranker-v42.md is "2026-11-23", must not be before today (readiness-expired) [front/rule]'
}

@test "readiness that was revoked" {
	accept
	edit 's/^status: approved/status: revoked/' "$READINESS"
	breaks 's/^review-by: .*/review-by: 2027-03-02/' \
		'no model is taken over whose readiness is not approved: `status` of handoff/readiness/feed-ranker-v42.md is "revoked", must be approved or conditional (readiness-approved) [front/rule]'
}

@test "readiness that runs out before the effective day" {
	edit 's/^status: in-review/status: approved/; s/^valid-until: .*/valid-until: 2026-11-28/' "$READINESS"
	breaks 's/^status: in-review/status: accepted/' \
		'the readiness approval would run out before the effective day: `valid-until` of handoff/readiness/feed-ranker-v42.md is "2026-11-28", must not be before effective (readiness-until-effective) [front/rule]'
}

@test "the readiness review weighed another tier" {
	warns 's/^criticality: B/criticality: C/' \
		'the readiness review weighed another tier: one of the two letters is wrong: `tier` of handoff/readiness/feed-ranker-v42.md is "B", must equal criticality (criticality-tier) [front/rule]'
}

@test "accepted with a playbook that is not approved" {
	accept
	edit 's/^status: approved/status: in-review/' "$PLAYBOOK"
	breaks 's/^review-by: .*/review-by: 2027-03-02/' \
		'operations takes over with playbooks that are approved: `status` of handoff/playbook/feed-ranker.md is "in-review", must be approved (playbook-approved) [front/rule]'
}

@test "accepted with a playbook that nobody has tried" {
	accept
	edit '/^last-tested: /d' "$PLAYBOOK"
	breaks 's/^review-by: .*/review-by: 2027-03-02/' \
		'operations takes over with playbooks that somebody has tried: `last-tested` of handoff/playbook/feed-ranker.md is empty, must be filled in (playbook-tested) [front/rule]'
}

@test "no playbook" {
	breaks '/^playbooks: /d' \
		'`playbooks` is missing: the playbooks that come with it; approved and tested before the handoff is accepted [front/missing-field]'
}

@test "in transition before the effective day" {
	accept
	breaks 's/^status: accepted/status: in-transition/' \
		'the transition begins with the effective day, not before: `effective` is "2026-12-01", must not be after today (transition-begun) [front/rule]'
}

@test "the transition ends before it begins" {
	breaks_among_others 's/^transition-until: .*/transition-until: 2026-11-30/' \
		'`transition-until` is before effective [front/type]'
}

@test "the day to look back has passed" {
	accept
	warns 's/^review-by: .*/review-by: 2026-11-20/' \
		'the day to look whether the promises are kept has passed: `review-by` is "2026-11-20", must not be before today (review-overdue) [front/rule]'
}

@test "a state that says nothing" {
	breaks 's/^Watch: all checks/All checks/' \
		'the line begins with stable, watch or unstable, and says why: nothing here matches (?i)^\W*(stable|watch|unstable)\b.{10,} (state-word) [section/rule]'
}

@test "a state that gives no reason" {
	breaks 's/^Watch: all checks.*/Watch./' \
		'the line begins with stable, watch or unstable, and says why: nothing here matches (?i)^\W*(stable|watch|unstable)\b.{10,} (state-word) [section/rule]'
}

@test "a summary of more than 200 words" {
	breaks "s/^It must never be used/$(printf 'word %.0s' {1..130})\n&/" \
		'section "Summary" has 225 words, at most 200 are allowed [section/too-long]'
}


# ---- Requirements ----------------------------------------------------------------------------------

@test "the same requirement twice" {
	breaks 's/^\| RQ-2/| RQ-1/' \
		'a requirement'\''s id is used once and never again: "RQ-1" stands twice in "Id" (requirement-once) [table/row]'
}

@test "a must to which nobody of research agreed" {
	accept
	breaks 's/\| alice, bob \|$/| bob |/' \
		'a contract has two parties: somebody of research agrees to each must: "Agreed By" is "bob", must be somebody on the side of research (requirement-agreed-research) [table/row]'
}

@test "a must to which nobody of operations agreed" {
	accept
	breaks 's/\| alice, bob \|$/| alice |/' \
		'a contract has two parties: somebody of operations agrees to each must: "Agreed By" is "alice", must be somebody on the side of operations (requirement-agreed-operations) [table/row]'
}

@test "a must without a figure" {
	warns 's/p95 latency stays below 150 ms over 30 d/it stays fast/' \
		'without a figure nobody can say whether it is kept: "Requirement" is "it stays fast", must match [0-9] (requirement-number) [table/row]'
}


# ---- Timeline and duties ---------------------------------------------------------------------------

@test "a timeline that goes back" {
	breaks 's/\| 2026-12-18 \| alice/| 2026-11-25 | alice/' \
		'a timeline goes forward: "2026-11-25" does not come after "2026-12-01" (timeline-order) [table/row]'
}

@test "the effective day is no milestone" {
	breaks 's/\| Operations answers the pages \| 2026-12-01/| Operations answers the pages | 2026-12-02/' \
		'the effective day is a milestone of its own: no row has "Date", which must equal effective (timeline-effective) [table/row]'
}

@test "the end of the transition is no milestone" {
	breaks 's/\| End of the transition \| 2027-01-15/| End of the transition | 2027-01-14/' \
		'the end of the transition is a milestone of its own: no row has "Date", which must equal transition-until (timeline-end) [table/row]'
}

@test "a duty with two people accountable" {
	breaks_among_others 's/^\| Cost of serving \| after/| Cost of serving | before/' \
		'a duty that stands twice has two people accountable, which means nobody: "Cost of serving" stands twice in "Duty" and "When" (duty-once) [table/row]'
}

@test "two people in one row of a duty" {
	breaks 's/^\| Cost of serving \| after \| bob/| Cost of serving | after | bob, heidi/' \
		'Accountable must be a person of .handoff/people.yaml, not "bob, heidi" [table/cell-type]'
}

@test "nobody is accountable for a duty" {
	breaks 's/^\| Cost of serving \| after \| bob/| Cost of serving | after | -/' \
		'"Accountable" is empty in this row of "Responsibilities" [table/empty-cell]'
}

@test "a team is accountable" {
	breaks 's/^\| Cost of serving \| after \| bob/| Cost of serving | after | platform-team/' \
		'Accountable: no person "platform-team" in .handoff/people.yaml [people/unknown]'
}

@test "a duty that has nobody before the effective day" {
	breaks '/^\| Cost of serving \| before/d' \
		'each duty has a row before the effective day and one after it: "Duty" has "Cost of serving", which must stand under "Duty" in the table of "Responsibilities", in a row where "When" must be before (duty-before) [table/row]'
}

@test "a duty that has nobody after the effective day" {
	breaks '/^\| Cost of serving \| after/d' \
		'each duty has a row before the effective day and one after it: "Duty" has "Cost of serving", which must stand under "Duty" in the table of "Responsibilities", in a row where "When" must be after (duty-after) [table/row]'
}

@test "on-call periods in the wrong order" {
	breaks 's/^\| 2027-01-01 \| 2027-03-31/| 2026-11-01 | 2027-03-31/' \
		'one period after the other: "2026-11-01" does not come after "2026-11-20" (on-call-order) [table/row]'
}

@test "a gap between two periods on call" {
	breaks 's/^\| 2027-01-01 \| 2027/| 2027-01-04 | 2027/' \
		'between two rows nobody is on call: "From" is "2027-01-04", must not be after 2027-01-01 (previous([Until]) + 1d) (on-call-gap) [table/row]'
}

@test "nobody is on call on the effective day" {
	breaks 's/^\| 2026-11-20 \| 2026-12-31/| 2026-12-02 | 2026-12-31/' \
		'somebody is on call from the effective day on: no row has "From", which must not be after effective (on-call-begin) [table/row]'
}

@test "on call ends before the transition does" {
	breaks 's/\| 2027-03-31 \| at any hour/| 2027-01-10 | at any hour/' \
		'somebody is on call until the transition ends, or later: no row has "Until", which must not be before transition-until (on-call-end) [table/row]'
}


# ---- Artefacts, access, procedures -----------------------------------------------------------------

@test "the same artefact twice" {
	breaks 's/^\| Code for training/| Model file/' \
		'one row for each artefact, or two versions are handed over: "Model file" stands twice in "Artefact" (artefact-once) [table/row]'
}

@test "an artefact without a version" {
	breaks 's/\| commit 9f31c02/| -/' \
		'"Version" is empty in this row of "Artefacts" [table/empty-cell]'
}

@test "an artefact in the latest version" {
	breaks 's/\| commit 9f31c02/| latest/' \
		'that is something else tomorrow: name the version, the commit or the checksum (artefact-version) [table/row]'
}

@test "access that was not granted" {
	accept
	breaks 's/^(\| model store.*) 2026-11-16/\1 -/' \
		'who takes over can enter the system before that day, not after: "Granted On" is "-", must be filled in (access-granted) [table/row]'
}

@test "access that comes after the effective day" {
	breaks 's/^(\| model store.*) 2026-11-16/\1 2026-12-03/' \
		'who takes over can enter the system before that day, not after: "Granted On" is "2026-12-03", must not be after effective (access-in-time) [table/row]'
}

@test "access that has run out" {
	accept
	warns 's/^(\| .feedctl.*) 2027-01-15/\1 2026-11-20/' \
		'this access has run out: renew it, or delete the row: "Expires" is "2026-11-20", must not be before today (access-expired) [table/row]'
}

@test "a secret among the artefacts" {
	breaks 's/repository feed-api, /postgres:\/\/feed:hunter2hunter2@db.example.com\/, /' \
		'this looks like a URL with a password; its text is not shown here [text/secret]'
}

@test "a procedure is missing" {
	breaks 's/^\| backfill/| other/' \
		'operations needs start, stop, roll back, retrain and backfill: 4 rows have "Procedure" start or stop or roll back or retrain or backfill, at least 5 are needed (procedures-complete) [table/row]'
}

@test "the same procedure twice" {
	breaks 's/^\| backfill/| stop/' \
		'one procedure has one place: "stop" stands twice in "Procedure" (procedure-once) [table/row]'
}

@test "a procedure without steps and without a reason" {
	breaks 's/inputs are never filled in afterwards, they are too old by then/none/' \
		'link the steps, or say in the note why there are none: "Note" is "none", must have at least 3 words (procedure-steps) [table/row]'
}

@test "a procedure that links a whole playbook" {
	breaks 's/feed-ranker.md#roll-back/feed-ranker.md/' \
		'link the heading with the steps (playbook.md#heading), not the whole document: "Playbook" is "../playbook/feed-ranker.md", must match # (procedure-section) [table/row]'
}

@test "a procedure that links a heading that is not there" {
	breaks 's/#roll-back/#rollback/' \
		'no heading "#rollback" in handoff/playbook/feed-ranker.md [link/fragment]'
}

@test "the same issue twice" {
	breaks 's/^\| K-2/| K-1/' \
		'an issue'\''s id is used once and never again: "K-1" stands twice in "Id" (issue-once) [table/row]'
}

@test "only one if-then plan" {
	breaks '/^\| clicks stay below/d; /^\| research does not answer/d' \
		'the table of "If-Then Plans" has 1 rows, at least 2 are needed [table/too-few-rows]'
}

@test "an if-then plan without a time" {
	breaks 's/^(\| clicks stay.*\|) 15 min/\1 -/' \
		'"Within" is empty in this row of "If-Then Plans" [table/empty-cell]'
}

@test "escalation steps out of order" {
	breaks 's/^\| 3 \| after/| 1 | after/' \
		'steps are taken one after the other: "1" does not come after "2" (escalation-order) [table/row]'
}


# ---- Actions and training --------------------------------------------------------------------------

@test "the same action twice" {
	breaks 's/^\| A-2/| A-1/' \
		'an action'\''s id is used once and never again: "A-1" stands twice in "Id" (action-id-once) [table/row]'
}

@test "an action done without proof" {
	breaks 's/\| P2 \| open \|/| P2 | done |/' \
		'done needs its proof: a link or a sentence that shows it: "Proof" is "-", must be filled in (action-done-proof) [table/row]'
}

@test "an action declined without a reason" {
	breaks 's/\| P2 \| open \|/| P2 | declined |/' \
		'declined needs the reason, and who accepted it, under Proof: "Proof" is "-", must have at least 3 words (action-declined-reason) [table/row]'
}

@test "an action moved to nowhere" {
	breaks 's/\| P2 \| open \|/| P2 | moved |/' \
		'moved needs the place it went to under Proof: "Proof" is "-", must be filled in (action-moved-target) [table/row]'
}

@test "an urgent action without a ticket" {
	breaks 's/\| FEED-811 \|/| - |/' \
		'a P0 or P1 action needs a ticket: "Tracking" is "-", must match ://|[A-Za-z][A-Za-z0-9]*-[0-9]+|#[0-9]+|\.md (action-tracked) [table/row]'
}

@test "an action that belongs to a team" {
	breaks 's/(\| joint \|) ivan/\1 @ml-team/' \
		'Owner: no person "@ml-team" in .handoff/people.yaml [people/unknown]'
}

@test "an action that is due in some quarter" {
	breaks 's/\| 2026-12-11 \|/| Q3 |/' \
		'Due must be a date such as 2026-01-31, not "Q3" [table/cell-type]'
}

@test "an action that is due on no day of the calendar" {
	breaks 's/\| 2026-12-11 \|/| 2025-21-01 |/' \
		'Due must be a date such as 2026-01-31, not "2025-21-01" [table/cell-type]'
}

@test "an action that is overdue" {
	warns 's/\| 2026-12-11 \|/| 2026-11-20 |/' \
		'A-2 was due on 2026-11-20, 4 days ago: finish it, or agree on another day [action/overdue]'
}

@test "a P0 action that is due after the effective day" {
	warns 's/\| 2026-12-11 \| P2/| 2026-12-11 | P0/' \
		'what is P0 is done before the effective day, or it is less: "Due" is "2026-12-11", must not be after effective (action-horizon-p0) [table/row]'
}

@test "a P1 action that is due after the transition" {
	warns 's/\| 2026-12-11 \| P2/| 2027-02-11 | P1/' \
		'what is P1 is done while research still helps, or it is less: "Due" is "2027-02-11", must not be after transition-until (action-horizon-p1) [table/row]'
}

@test "an action whose end nobody can see" {
	warns 's/Move the report/Improve the report/' \
		'begin with a verb whose end can be seen: add, remove, alert, test, write (action-vague) [table/row]'
}

@test "accepted with a P0 action open" {
	accept
	breaks 's/\| P1 \| in-progress/| P0 | in-progress/' \
		'a P0 action is done before anybody takes over: "Status" is "in-progress", must be done, declined or moved (urgent-action) [table/row]'
}

@test "complete with a P1 action open" {
	complete
	breaks 's/\| P1 \| done \|/| P1 | open |/' \
		'a handoff is complete when no P0 or P1 action is left: "Status" is "open", must be done, declined or moved (complete-action) [table/row]'
}

@test "accepted at criticality A without training" {
	accept
	edit 's/^criticality: B/criticality: A/'
	breaks '/^## Training/,/^## Escalation/{/^## Escalation/!d}' \
		'section "Training and Shadowing" is missing (after "Open Actions") [section/missing]'
}

@test "below criticality A nobody asks for training" {
	accept
	passes '/^## Training and Shadowing/,/^## Escalation/{/^## Escalation/!d}'
}

@test "accepted at criticality A before the training took place" {
	accept
	edit 's/^criticality: B/criticality: A/'
	breaks 's/\| 2026-11-18 \| found the command/| 2026-11-28 | found the command/' \
		'at criticality A the training comes before the handoff is accepted, and its result is written down: "Date" is "2026-11-28", must not be after today (training-done) [table/row]'
}


# ---- Exit and read-back ----------------------------------------------------------------------------

@test "met without a figure" {
	breaks 's/\| 3 min 40 s on 2026-11-05 \| yes/| - | yes/' \
		'met needs what was measured: "Measured" is "-", must be filled in (exit-measured) [table/row]'
}

@test "a target without a figure" {
	warns 's/\| 5 min at most \| 3/| fast | 3/' \
		'a target without a figure is met whenever one likes: "Target" is "fast", must match [0-9] (exit-number) [table/row]'
}

@test "complete with a criterion that is not met" {
	complete
	breaks 's/(\| 2 so far, on staging \|) yes/\1 no/' \
		'a handoff is complete when every exit criterion is met: "Met" is "no", must be yes (exit-met) [table/row]'
}

@test "accepted without the read-back" {
	accept
	breaks '/^## Read-back/,$d' \
		'section "Read-back" is missing (after "Exit Criteria") [section/missing]'
}

@test "a read-back that does not say where the receiver stops" {
	accept
	breaks '/^## Read-back/,$ { /^### What I Will Not Do/,$d }' \
		'section "What I Will Not Do" is missing (after "First Action at 2 AM") [section/missing]'
}

@test "a read-back that is not applicable" {
	accept
	breaks '/^## Read-back/,$c\\## Read-back\n\nNot applicable: eve knows it all.' \
		'"Read-back" always applies; "Not applicable" does not answer it [section/not-applicable]'
}

@test "a read-back of a few words" {
	accept
	breaks_among_others '/^Read: the model/,/^over my/d; /^It decides/,/^product and/d; /^Open the shared/,/^rota. Fresh/d; /^I do not start/,$d' \
		'section "Read-back" has 59 words, at least 60 are needed [section/too-short]'
}

@test "a read-back that copies the summary" {
	warns '/^Read: the model/,$c\\The ranker puts the stories of the home feed in order for readers of the app and the website in Germany, France and Poland. When it is wrong nothing breaks loudly: readers see stories that suit them less, click less, and leave earlier. Version v42 replaces v41. It looks at one more thing, how long readers stayed with similar stories, and so costs 24 ms more for the slowest one in twenty requests.' \
		'a read-back in the words of the summary shows that somebody can copy: 100 % of it is also in "Summary", at most 60 % may be (read-back-own-words) [section/rule]'
}

@test "a failure mode that the model card does not have" {
	breaks 's/^\| F-4 \| clicks/| F-9 | clicks/' \
		'a failure mode has the id that its model card gives it: "Failure Mode" has "F-9", which must stand under "Id" in the table of "Failure Modes" of what "model" links to (read-back-mode) [table/row]'
}

@test "one failure mode twice" {
	breaks 's/^\| F-4 \| clicks/| F-1 | clicks/' \
		'three different failures, not one three times: "F-1" stands twice in "Failure Mode" (read-back-mode-once) [table/row]'
}

@test "fewer than three failure modes" {
	accept
	breaks '/^\| F-4 \| clicks/d' \
		'the table of "Top Failure Modes" has 2 rows, at least 3 are needed [table/too-few-rows]'
}

@test "a reader that no map of stakeholders has" {
	warns 's/^audience: .*/audience: [feed-buyers]/' \
		'no stakeholder map has this party, so nobody knows how much detail they need: `audience` has "feed-buyers", which must stand under "Id" in the table of "Stakeholders" of a stakeholder-map (audience-mapped) [front/rule]'
}
