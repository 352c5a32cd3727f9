#!/usr/bin/env bats
# Post-mortem: both halves, a timeline that agrees with the front matter, actions that end, and nobody to blame.

# shellcheck disable=SC2016  # backticks, $ and \ in single quotes are meant
load cli_helper
load kind_helper
DOC=handoff/postmortem/feed-ranker-old-inputs.md

# Every action is done, and so is the post-mortem.
close_it() {
	edit 's/^status: .*/status: closed/; s/\| (open|in-progress) \| ([A-Z]*-[0-9]*) \| - \|$/| done | \2 | shown in the review of 2026-11-20 |/'
}

# Another post-mortem with the same causes, of an incident in March.
march() { # STATUS
	sed -E -e 's/^id: .*/id: march-postmortem/; s/^incident-id: .*/incident-id: INC-1877/; s/2026-10-14T/2026-03-14T/' \
		-e "s/^status: .*/status: $1/; s/\| (open|in-progress) \| ([A-Z]*-[0-9]*) \| - \|$/| done | \2 | test |/" \
		"$DOC" >handoff/postmortem/march.md
}

# This one repeats it, and says so.
repeats() {
	edit 's/^signoffs:/repeats: [march.md]\nsignoffs:/'
}

@test "a new post-mortem is only incomplete" {
	new_is_only_incomplete postmortem
}

@test "the good post-mortem can be closed" {
	close_it
	handoff_run check --strict "$DOC"
	assert_status 0
	assert_silent
}

# ---- Both halves ------------------------------------------------------------------------------------

@test "the half about model and data is empty" {
	breaks '/^## Root Cause/,/^## Contributing/ { /^## /!d }' \
		'section "Root Cause: Model and Data" is empty [section/empty]'
}

@test "the half about process and operations is empty" {
	breaks '/^## Contributing/,/^## Resolution/ { /^## /!d }' \
		'section "Contributing Factors: Process and Operations" is empty [section/empty]'
}

@test "the half about process and operations is missing" {
	breaks '/^## Contributing/,/^## Resolution/ { /^## Resolution/!d }' \
		'section "Contributing Factors: Process and Operations" is missing (after "Root Cause: Model and Data") [section/missing]'
}

@test "a half that does not apply" {
	breaks '/^## Root Cause/,/^## Contributing/ { /^## /!d; s/^(## Root.*)/\1\n\nNot applicable: the model was not involved./ }' \
		'"Root Cause: Model and Data" always applies; "Not applicable" does not answer it [section/not-applicable]'
}

@test "a cause in model and data is none, without the reason" {
	breaks 's/^ml-cause: .*/ml-cause: none/; /^## Root Cause/,/^## Contributing/ { /^## /!d; s/^(## Root.*)/\1\n\nThe model was fine./ }' \
		'section "Root Cause: Model and Data" has 4 words, at least 25 are needed [section/too-short]'
}

@test "a cause in model and data is none, with the reason" {
	passes 's/^ml-cause: .*/ml-cause: none/'
}

@test "no cause on either side" {
	breaks 's/^(ml|process)-cause: .*/\1-cause: none/' \
		'no cause on either side: the incident is not understood yet: `process-cause` is "none", must not be none (some-cause) [front/rule]'
}

@test "the same words in both halves" {
	sed -n '/^## Root Cause/,/^## Contributing/p' "$DOC" | sed '1d;$d' >half
	warns '/^## Contributing/,/^## Resolution/ { /^## /!d }; /^## Contributing/ r half' \
		'the second half says what process and operations contributed, not the first half again: 100 % of it is also in "Root Cause: Model and Data", at most 60 % may be (halves-differ) [section/rule]'
}

@test "a cause that is no cause of the list" {
	breaks 's/^ml-cause: .*/ml-cause: bad-luck/' \
		'`ml-cause` cannot be "bad-luck": it is one of data-quality, data-drift, concept-drift, train-serve-skew, label-error, feature-pipeline, model-defect, threshold-config, retraining, dependency-model, prompt-or-input-abuse or none [front/type]'
}

@test "improvements without actions" {
	warns '/^## Process Improvements/,/^## Action Items/ s/ \(A-[0-9]\)//' \
		'an improvement without an action does not happen: name the actions (A-1, ...): nothing here matches A-[0-9]+|^Not applicable (improvement-action) [section/rule]'
}

@test "improvements that do not apply" {
	passes '/^## ML Improvements/,/^## Process Improvements/ { /^- The feature/,/A-5/d; s/^(## ML.*)/\1\n\nNot applicable: model and data need no change./ }'
}

# ---- Impact and summary -----------------------------------------------------------------------------

@test "an impact without a number" {
	breaks '/^## Impact/,/^## Timeline/ { /^## /!d; s/^(## Impact)/\1\n\nMany readers saw an old feed./ }' \
		'section "Impact" has to contain a number [section/content]'
}

@test "a summary of the impact without a number" {
	breaks 's/^impact-summary: .*/impact-summary: Many readers saw an old home feed./' \
		'an impact without a number cannot be compared with the next one: `impact-summary` is "Many readers saw an old home feed.", must match [0-9] (impact-number) [front/rule]'
}

@test "a summary of more than 150 words" {
	breaks '/^## Summary/,/^## Impact/ s/^readers\. Version 42.*/& & & & & &/' \
		'section "Summary" has 218 words, at most 150 are allowed [section/too-long]'
}

# ---- Times ------------------------------------------------------------------------------------------

@test "detected before it began" {
	breaks_among_others 's/^detected: .*/detected: 2026-10-14T02:05:00Z/; s/^time-to-detect: .*//' \
		'`detected` is before started [front/type]'
}

@test "a time without its offset" {
	breaks 's/^mitigated: .*/mitigated: 2026-10-14T03:24:00/' \
		'`mitigated` must be a date and time with its offset, such as 2026-01-31T14:05:00Z, not "2026-10-14T03:24:00" [front/type]'
}

@test "an end in the future" {
	breaks_among_others 's/^resolved: .*/resolved: 2026-12-14T05:40:00Z/' \
		'`resolved` is after today [front/type]'
}

@test "a time to detect that was not counted" {
	breaks 's/^time-to-detect: .*/time-to-detect: 27 min/' \
		'the time to detect runs from started to detected: `time-to-detect` is "27 min", must be 47 min ([detected] - [started]) (detect-time) [front/rule]'
}

@test "a time to mitigate that was counted from the alert" {
	breaks 's/^time-to-mitigate: .*/time-to-mitigate: 27 min/' \
		'the time to mitigate runs from started to mitigated: `time-to-mitigate` is "27 min", must be 1 h 14 min ([mitigated] - [started]) (mitigate-time) [front/rule]'
}

@test "a time to resolve that was not counted" {
	breaks 's/^time-to-resolve: .*/time-to-resolve: 2 h/' \
		'the time to resolve runs from started to resolved: `time-to-resolve` is "2 h", must be 3 h 30 min ([resolved] - [started]) (resolve-time) [front/rule]'
}

@test "a time to resolve that is rounded to the hour" {
	passes 's/^time-to-resolve: .*/time-to-resolve: 4 h/'
}

@test "the same moments with another offset" {
	passes 's/^detected: .*/detected: 2026-10-14T04:57:00+02:00/'
}

# ---- Timeline ---------------------------------------------------------------------------------------

@test "a timeline that goes back" {
	breaks '/^\| 2026-10-14T03:02/ s/03:02/02:50/' \
		'a timeline goes forward: "2026-10-14T02:50:00Z" does not come after "2026-10-14T02:57:00Z" (timeline-order) [table/row]'
}

@test "a timeline whose first time has no offset" {
	breaks '/^\| 2026-10-14T01:48/ s/01:48:02Z/01:48:02/' \
		'Time must be a date and time with its offset, such as 2026-01-31T14:05:00Z, not "2026-10-14T01:48:02" [table/cell-type]'
}

@test "a timeline that has neither day nor offset" {
	edit '/^\| 2026-10-14T0/ s/2026-10-14T(..:..:..)Z/\1/'
	handoff_run check "$DOC"
	assert_status 1
	assert_equal "$(grep -c 'Time must be a date and time with its offset' "$OUT")" 11
}

@test "times below a row with day and offset need neither" {
	passes '/^\| 2026-10-14T01:48/! s/^\| 2026-10-14T(0.:..):..Z/| ca. \1/'
	passes '/^\| Time/,/^## Detection/ s/ca\. 0(.:..)/\1 am/; /^\| 2026-10-14T01:48/ s/02Z/02+00:00/'
}

@test "times in one zone, which the header has" {
	passes 's/^\| Time \| Event/| Time (UTC-7) | Event/; /^\| 2026-10-14T01:48/ s/2026-10-14T01:48:02Z/2026-10-13 18:48:02/; /^\| 2026-10-14T01:50/ s/2026-10-14T01:50:04Z/18:50/; /^\| 2026-10-14T02:10/ s/2026-10-14T02:10:00Z/2026-10-14 2:10 UTC/; /^\| 2026-10-14T02:57/ s/2026-10-14T02:57:00Z/2026-10-13 19:57/'
}

@test "a timeline is in order across its zones" {
	passes '/^\| 2026-10-14T03:02/ s/2026-10-14T03:02:00Z/2026-10-13 20:02 PDT (UTC-7)/; /^\| 2026-10-14T03:14/ s/2026-10-14T03:14:00Z/2026-10-14T05:14+02:00/; /^\| 2026-10-14T03:20/ s/2026-10-14T03:20:00Z/05:20/'
	breaks '/^\| 05:20/ s/05:20/04:59/' \
		'a timeline goes forward: "2026-10-14T02:59:00Z" does not come after "2026-10-14T05:14+02:00" (timeline-order) [table/row]'
}

@test "a night passes without its date" {
	breaks '/^\| 2026-10-14T01:48/ s/2026-10-14T01:48:02Z/2026-10-13 23:48 UTC/; /^\| 2026-10-14T01:50/ s/2026-10-14T01:50:04Z/0:10/' \
		'a timeline goes forward: "2026-10-13T00:10:00Z" does not come after "2026-10-13T23:48:00Z" (timeline-order) [table/row]'
}

@test "a time that stands below a row still agrees with the front matter, or does not" {
	passes '/^\| 2026-10-14T02:57/ s/2026-10-14T02:57:00Z/ca. 02:57/'
	breaks '/^\| ca\. 02:57/ s/02:57/02:56/' \
		'the timeline and `detected` tell one story: no row has "Time", which must not be before detected and not be after detected (timeline-detected) [table/row]'
}

# ---- Claims in the text -----------------------------------------------------------------------------

# Puts a line under Impact.
claims() { # TEXT
	edit "/^## Impact/,/^## Timeline/ s/^- No error budget/- $1\n&/"
}

@test "a text that claims other times than the front matter" {
	claims '**Time to detect:** 27 minutes; TTM 27 min, and the time to resolve was 4 h 10 min.'
	handoff_run check "$DOC"
	assert_status 1
	assert_equal "$(sed 's/^[^ ]* //' "$OUT")" 'error: the time to detect runs from started to detected: "27 minutes", must be 47 min ([detected] - [started]) (claimed-detect) [section/rule]
error: the time to mitigate runs from started to mitigated: "27 min", must be 1 h 14 min ([mitigated] - [started]) (claimed-mitigate) [section/rule]
error: the time to resolve runs from started to resolved: "4 h 10 min", must be 3 h 30 min ([resolved] - [started]) (claimed-resolve) [section/rule]'
	assert_equal "$(cut -d: -f 3 "$OUT" | xargs)" '23 39 75'
}

@test "a text that claims the same times, each rounded as it is written" {
	claims 'Time to detection: ~47 min; MTTM 74 minutes; time to recover: 3.5 h, time to restore about 4 h; MTTR PT3H30M; TTD 0.8 h'
	handoff_run check --strict "$DOC"
	assert_status 0
	assert_silent
}

@test "a text that claims nothing that could be compared" {
	claims 'Time to detect is what we want to halve. MTTD: see the dashboard; TTR 12 %; the time to resolve of others is 2 to 4 h'
	handoff_run check --strict "$DOC"
	assert_status 0
	assert_silent
}

@test "a time zone by name in the timeline" {
	breaks '/^\| 2026-10-14T03:02/ s/03:02:00Z/03:02:00 CET/' \
		'Time must be a date and time with its offset, such as 2026-01-31T14:05:00Z, not "2026-10-14T03:02:00 CET" [table/cell-type]'
}

@test "a timeline without its trigger" {
	warns 's/ trigger \|$/ act |/' \
		'the timeline begins with what set it off, even if that was days before: no row has "Kind" trigger (timeline-trigger) [table/row]'
}

@test "nobody notices in the timeline" {
	breaks_among_others 's/ detect \|$/ act |/' \
		'the timeline shows when it was noticed: no row has "Kind" detect (timeline-detect) [table/row]'
}

@test "noticed at another time than in the front matter" {
	breaks '/^\| 2026-10-14T02:57/ s/02:57/02:55/' \
		'the timeline and `detected` tell one story: no row has "Time", which must not be before detected and not be after detected (timeline-detected) [table/row]'
}

@test "mitigated at another time than in the front matter" {
	breaks '/^\| 2026-10-14T03:24/ s/03:24/03:23/' \
		'the timeline and `mitigated` tell one story: it has a row of kind act or recover at that time: no row has "Time", which must not be before mitigated and not be after mitigated (timeline-mitigated) [table/row]'
}

@test "it is never over in the timeline" {
	breaks_among_others 's/ recover \|$/ act |/' \
		'the timeline shows when it was over: no row has "Kind" recover (timeline-recover) [table/row]'
}

@test "over at another time than in the front matter" {
	breaks '/^\| 2026-10-14T05:40/ s/05:40/05:45/' \
		'the timeline and `resolved` tell one story: no row has "Time", which must not be before resolved and not be after resolved (timeline-resolved) [table/row]'
}

@test "a timeline of two rows" {
	breaks_among_others '/^\| 2026-10-14T0([35]:|1:50|2:10)/d' \
		'the table of "Timeline" has 2 rows, at least 3 are needed [table/too-few-rows]'
}

@test "an event in the future" {
	breaks '/^\| 2026-10-14T05:40/ s/^.*$/&\n| 2026-12-01T10:00:00Z | Everybody is glad | support agent | - | communicate |/' \
		'Time is after today [table/cell-type]'
}

@test "the commander by name in the timeline" {
	warns '/^\| 2026-10-14T03:20/ s/incident commander/dave/' \
		'a timeline names roles, not people: the on-call person, the incident commander (timeline-role) [table/row]'
}

@test "somebody's handle in the timeline" {
	warns '/^\| 2026-10-14T03:24/ s/on-call feed/@heidi/' \
		'a timeline names roles, not people: the on-call person, the incident commander (timeline-role) [table/row]'
}

@test "an event that says what somebody ought to have done" {
	warns '/^\| 2026-10-14T03:14/ s/Feature age is read/The on-call person should have read feature age/' \
		'a timeline says what happened, not what somebody ought to have done (timeline-blameless) [table/row]'
}

# ---- Blameless --------------------------------------------------------------------------------------

@test "human error as a cause" {
	warns '/^## Contributing/,/^## Resolution/ s/^- The click log/- Human error: the click log/' \
		'say what happened and why it could, not who is to blame or what somebody ought to have done: "Human error" (blameless) [section/rule]'
}

@test "what somebody should have done" {
	warns '/^## Root Cause/,/^## Contributing/ s/^full confidence/and one should have seen it, full confidence/' \
		'say what happened and why it could, not who is to blame or what somebody ought to have done: "should have" (blameless) [section/rule]'
}

@test "who failed to do something" {
	warns '/^## Trigger/,/^## Root/ s/^The release/The data platform failed to tell anybody: the release/' \
		'say what happened and why it could, not who is to blame or what somebody ought to have done: "failed to" (blameless) [section/rule]'
}

@test "if only" {
	warns '/^## What Went Badly/,/^## Where/ s/^- Nobody/- If only somebody had looked; nobody/' \
		'say what happened and why it could, not who is to blame or what somebody ought to have done: "If only" (blameless) [section/rule]'
}

@test "carelessness in the summary of the impact" {
	warns 's/^(impact-summary: .*)$/\1 Careless./' \
		'say what happened and why it could, not who is to blame: `impact-summary` must match ^(?!.*((?i)human error|operator error|user error|should(n.t)? have|should not have|ought to have|if only\b|failed to|neglect|negligen|careless|incompeten|sloppy|\b(at|his|her|their) fault\b|to blame\b)).*$ (blameless-summary) [front/rule]'
}

@test "somebody's handle in a cause" {
	warns '/^## Contributing/,/^## Resolution/ s/known to two people/known to @bob and @heidi/' \
		'write the role, not the name: the on-call person, the incident commander: "@bob" (no-names) [section/rule]'
}

@test "somebody's address in a cause" {
	warns '/^## Root Cause/,/^## Contributing/ s/nobody updates/bob@example.com updates/' \
		'write the role, not the name: the on-call person, the incident commander: "bob@example.com" (no-names) [section/rule]'
}

@test "a channel is nobody" {
	passes '/^## Contributing/,/^## Resolution/ s/known to two people/known to two people in #feed-ops/'
}

# ---- How it was noticed -----------------------------------------------------------------------------

@test "an alert noticed it, and none is named" {
	breaks 's/^detected-by: .*/detected-by: alert/; /^alerts: /d' \
		'an alert noticed it: name it under `alerts`: `alerts` is empty, must be filled in (alert-named) [front/rule]'
}

@test "an alert that no list has" {
	warns 's/^alerts: .*/alerts: [FeatureAgeHigh, FeedTooOld]/' \
		'no list of alerts has this one: add it there, or correct the name: `alerts` has "FeedTooOld", which must stand under "Name" in the table of "Alerts" of a alert-taxonomy (alert-known) [front/rule]'
}

@test "no alert noticed it, and none is added" {
	warns 's/\| detect \| operations/| prevent | operations/' \
		'no alert noticed it: add an action of type detect: no row has "Type" detect (detect-action) [table/row]'
}

@test "neither services nor models" {
	warns '/^services: /d' \
		'without services or models nobody sees that an incident comes back: "services" must be filled in, or "models" must be filled in (what-broke) [front/rule]'
}

# ---- Review -----------------------------------------------------------------------------------------

@test "a sev2 that nobody met about" {
	breaks '/^review-meeting: /d' \
		'a sev1 or sev2 is discussed by both teams before it counts as reviewed: `review-meeting` is empty, must be filled in (meeting-held) [front/rule]'
}

@test "a meeting that is still to come" {
	breaks 's/^review-meeting: .*/review-meeting: 2026-11-30/' \
		'reviewed means that the meeting has taken place: `review-meeting` is "2026-11-30", must not be after today (meeting-past) [front/rule]'
}

@test "a meeting a month later" {
	warns 's/^review-meeting: .*/review-meeting: 2026-11-14/' \
		'a sev2 is discussed within a week, while people remember: `review-meeting` is "2026-11-14", must not be after 2026-10-21T05:40:00Z ([resolved] + 7d) (meeting-soon-sev2) [front/rule]'
}

@test "a sev1 is discussed within three days" {
	warns 's/^severity: .*/severity: sev1/; s/^review-meeting: .*/review-meeting: 2026-10-18/' \
		'a sev1 is discussed within 3 days, while people remember: `review-meeting` is "2026-10-18", must not be after 2026-10-17T05:40:00Z ([resolved] + 3d) (meeting-soon-sev1) [front/rule]'
}

@test "a meeting before there was a text" {
	warns 's/^review-meeting: .*/review-meeting: 2026-10-14/' \
		'the meeting discusses this text, so it comes after it was begun: `review-meeting` is "2026-10-14", must not be before created (meeting-after-incident) [front/rule]'
}

@test "reviewed without approvers" {
	breaks '/^approvers: /d' \
		'`approvers` is missing: the named persons who agree to it; each adds an own sign-off [front/missing-field]'
}

@test "no research lead agrees" {
	breaks 's/^approvers: .*/approvers: [bob]/' \
		'both halves have somebody who agrees: a research lead is one of the approvers: `approvers` is "bob", must be somebody with the role research-lead (approved-by-research) [front/rule]'
}

@test "no operations lead agrees" {
	breaks 's/^approvers: .*/approvers: [alice]/' \
		'both halves have somebody who agrees: an operations lead is one of the approvers: `approvers` is "alice", must be somebody with the role operations-lead (approved-by-operations) [front/rule]'
}

@test "nobody from research has read it" {
	warns 's/^authors: .*/authors: [dave, bob]/' \
		'somebody from research writes this document or reads it before it counts: "authors" must be somebody on the side of research, or "reviewers" must be somebody on the side of research (read-by-research) [front/rule]'
}

@test "nobody from operations has read it" {
	warns 's/^authors: .*/authors: [alice]/' \
		'somebody from operations writes this document or reads it before it counts: "authors" must be somebody on the side of operations, or "reviewers" must be somebody on the side of operations (read-by-operations) [front/rule]'
}

@test "a party that no map of stakeholders has" {
	warns 's/^audience: .*/audience: [on-call-feed, feed-buyers]/' \
		'no stakeholder map has this party, so nobody knows how much detail they need: `audience` has "feed-buyers", which must stand under "Id" in the table of "Stakeholders" of a stakeholder-map (audience-mapped) [front/rule]'
}

@test "the day to look whether it helped has passed" {
	warns 's/^review-by: .*/review-by: 2026-11-20/' \
		'the day to look whether the actions helped has passed: `review-by` is "2026-11-20", must not be before today (review-overdue) [front/rule]'
}

@test "the approval of a version with a sev2 stands" {
	edit 's/^status: .*/status: approved/' handoff/readiness/feed-ranker-v42.md
	warns 's/^signoffs:/readiness: ..\/readiness\/feed-ranker-v42.md\nsignoffs:/' \
		'after a sev1 or sev2 the approval of this version is revoked, or reviewed again: `status` of handoff/readiness/feed-ranker-v42.md is "approved", must not be approved or conditional (readiness-revoked) [front/rule]'
}

@test "the approval of a version with a sev3 may stand" {
	edit 's/^status: .*/status: approved/' handoff/readiness/feed-ranker-v42.md
	passes 's/^severity: .*/severity: sev3/; s/^signoffs:/readiness: ..\/readiness\/feed-ranker-v42.md\nsignoffs:/'
}

# ---- Actions ----------------------------------------------------------------------------------------

@test "an action without an owner" {
	breaks '/^\| A-5 \|/ s/\| alice \|/| - |/' \
		'"Owner" is empty in this row of "Action Items" [action/no-owner]'
}

@test "an action of a team" {
	breaks '/^\| A-5 \|/ s/\| alice \|/| ml-team |/' \
		'Owner: no person "ml-team" in .handoff/people.yaml [people/unknown]'
}

@test "an action without a day" {
	breaks '/^\| A-5 \|/ s/2027-02-26/-/' \
		'"Due" is empty in this row of "Action Items" [action/no-due]'
}

@test "an action due in Q3" {
	breaks '/^\| A-5 \|/ s/2027-02-26/Q3/' \
		'Due must be a date such as 2026-01-31, not "Q3" [table/cell-type]'
}

@test "an action due before the post-mortem" {
	breaks '/^\| A-6 \|/ s/2026-12-11/2026-10-01/' \
		'Due is before created [table/cell-type]'
}

@test "a vague action" {
	warns '/^\| A-5 \|/ s/Add/Improve/' \
		'begin with a verb whose end can be seen: add, remove, alert, test, write (action-vague) [table/row]'
}

@test "done without proof" {
	breaks '/^\| A-2 \|/ s/release 3.9.0.*$/- |/' \
		'done needs its proof: a link or a sentence that shows it: "Proof" is "-", must be filled in (action-done-proof) [table/row]'
}

@test "declined without a reason" {
	breaks '/^\| A-5 \|/ s/open \| FEED-794 \| -/declined | FEED-794 | no/' \
		'declined needs the reason, and who accepted it, under Proof: "Proof" is "no", must have at least 3 words (action-declined-reason) [table/row]'
}

@test "moved to somewhere" {
	breaks '/^\| A-5 \|/ s/open \| FEED-794 \| -/moved | FEED-794 | next year/' \
		'moved needs the place it went to under Proof: a ticket, an action or a document: "Proof" is "next year", must match ://|[A-Za-z][A-Za-z0-9]*-[0-9]+|#[0-9]+|\.md (action-moved-target) [table/row]'
}

@test "an action with the id of another" {
	breaks '/^\| A-5 \|/ s/A-5/A-4/' \
		'an action'\''s id is used once and never again: "A-4" stands twice in "Id" (action-id-once) [table/row]'
}

@test "a P1 without a ticket" {
	breaks '/^\| A-1 \|/ s/FEED-790/-/' \
		'a P0 or P1 action needs a ticket: "Tracking" is "-", must match ://|[A-Za-z][A-Za-z0-9]*-[0-9]+|#[0-9]+|\.md (action-tracked) [table/row]'
}

@test "a P0 that has time for two months" {
	warns '/^\| A-6 \|/ s/P2/P0/' \
		'what is P0 is done within 4 weeks, or it is less: "Due" is "2026-12-11", must not be after 2026-11-12 ([created] + 28d) (action-horizon-p0) [table/row]'
}

@test "a P1 that has time for three months" {
	warns '/^\| A-5 \|/ s/P2/P1/' \
		'what is P1 is done within 8 weeks, or it is less: "Due" is "2027-02-26", must not be after 2026-12-10 ([created] + 56d) (action-horizon-p1) [table/row]'
}

@test "an action that is overdue" {
	warns '/^\| A-6 \|/ s/2026-12-11/2026-11-20/' \
		'A-6 was due on 2026-11-20, 4 days ago: finish it, or agree on another day [action/overdue]'
}

@test "thirteen urgent actions" {
	warns '/^\| A-1 \|/ { h; s/A-1/A-11/; p; s/A-11/A-12/; p; s/A-12/A-13/; p; s/A-13/A-14/; p; s/A-14/A-15/; p; s/A-15/A-16/; p; s/A-16/A-17/; p; s/A-17/A-18/; p; s/A-18/A-19/; p; s/A-19/A-20/; p; g }' \
		'more than 12 urgent actions: nothing is urgent then: 13 rows have "Priority" P0 or P1, at most 12 may (too-many-urgent) [table/row]'
}

@test "an action that is open in an earlier post-mortem" {
	march reviewed
	edit "s/^(\| A-6 .*)\| done \| DATA-518 \| test/\1| open | DATA-518 | -/" handoff/postmortem/march.md
	warns 's/^review-by: .*/review-by: 2027-01-16/' \
		'the same action is still open in another post-mortem: finish that one, or say why it did not happen (action-repeated) [table/row]'
}

# ---- Closing ----------------------------------------------------------------------------------------

@test "closed with an open action" {
	close_it
	breaks '/^\| A-5 \|/ s/done \| FEED-794 \| .*$/open | FEED-794 | - |/' \
		'closed means that every action is done, declined with a reason, or moved: "Status" is "open", must be done, declined or moved (action-unfinished) [table/row]'
}

@test "closed with an action that was declined for a reason" {
	close_it
	passes '/^\| A-5 \|/ s/done \| FEED-794 \| .*$/declined | FEED-794 | the fallback does it, agreed by carol on 2026-11-20 |/'
}

@test "closed with an action that moved to a ticket" {
	close_it
	passes '/^\| A-5 \|/ s/done \| FEED-794 \| .*$/moved | FEED-794 | RANK-12 |/'
}

@test "a sev2 is closed without an action in operations" {
	close_it
	breaks '/^\| A-[1-6] \|/ { s/\| (operations|joint) \|/| research |/; s/\| process \|/| repair |/ }' \
		'a sev1 or sev2 closes with at least one action in operations or on the process: no row has "Side" must be operations or joint, or "Type" must be process (major-operations-action) [table/row]'
}

@test "a sev2 is closed without an action in research" {
	close_it
	breaks '/^\| A-[1-6] \|/ s/\| (research|joint) \|/| operations |/' \
		'a sev1 or sev2 with a cause in model or data closes with at least one action in research: no row has "Side" research or joint (major-research-action) [table/row]'
}

@test "a sev2 is closed without an action on the process" {
	close_it
	warns '/^\| A-3 \|/ s/\| process \|/| repair |/' \
		'a sev1 or sev2 usually teaches something about the process: no row has "Type" process (major-process-action) [table/row]'
}

@test "a sev2 is closed and nothing prevents it or shows it earlier" {
	close_it
	breaks '/^\| A-[1-6] \|/ s/\| (detect|prevent) \|/| repair |/' \
		'a sev1 or sev2 closes with at least one action that prevents it or shows it earlier: no row has "Type" detect or prevent (major-detect-or-prevent) [table/row]'
}

@test "a sev3 may be closed with less" {
	close_it
	passes 's/^severity: .*/severity: sev3/; s/^detected-by: .*/detected-by: alert/; /^\| A-[1-6] \|/ s/\| (detect|prevent|process) \|/| repair |/'
}

# ---- Playbook ---------------------------------------------------------------------------------------

@test "no playbook changes, and nobody says why" {
	breaks '/^## Playbook Changes/,/^## Supporting Data/ { /^## /!d }' \
		'section "Playbook Changes" is empty [section/empty]'
}

@test "no playbook changes, for a reason" {
	passes '/^## Playbook Changes/,/^## Supporting Data/ { /^## /!d; s/^(## Playbook.*)/\1\n\nNot applicable: the steps were there and were followed./ }'
}

@test "a missing playbook was a cause, and none is there" {
	breaks 's/^process-cause: .*/process-cause: missing-playbook/' \
		'a missing or stale playbook was a cause: link the one that answers it now as `playbook`: `playbook` is empty, must be filled in (playbook-cause) [front/rule]'
}

@test "a missing playbook was a cause, and one is there now" {
	passes 's/^process-cause: .*/process-cause: missing-playbook/; s/^signoffs:/playbook: ..\/playbook\/feed-ranker.md\nsignoffs:/'
}

@test "a playbook that was used, and is none" {
	breaks 's/^signoffs:/playbook: ..\/readiness\/feed-ranker-v42.md\nsignoffs:/' \
		'"../readiness/feed-ranker-v42.md" is a document of kind readiness, not playbook [link/wrong-kind]'
}

@test "a playbook that is none" {
	breaks '/^\| \[old inputs\]/ s/\.\.\/playbook\/feed-ranker.md#featureagehigh/..\/readiness\/feed-ranker-v42.md/' \
		'"../readiness/feed-ranker-v42.md" is a document of kind readiness, not playbook [link/wrong-kind]'
}

@test "a change of a playbook by no action" {
	breaks '/^\| \[old inputs\]/ s/A-3/A-9/' \
		'no action in the list has this id: "Action" has "A-9", which must stand under "Id" in the table of "Action Items" (playbook-action) [table/row]'
}

@test "closed, and the playbook is still to be changed" {
	close_it
	breaks '/^\| \[old inputs\]/ s/2026-10-28/-/' \
		'closed means that the playbook is changed: say on which day: "Changed On" is "-", must be filled in (playbook-changed) [table/row]'
}

@test "a change of a playbook before the incident" {
	breaks '/^\| \[old inputs\]/ s/2026-10-28/2026-10-01/' \
		'a change before the incident is no answer to it: "Changed On" is "2026-10-01", must not be before 2026-10-13T02:10:00Z ([started] - 1d) (playbook-changed-after) [table/row]'
}

@test "a change that the playbook does not have yet" {
	edit 's/^updated: .*/updated: 2026-10-20/' handoff/playbook/feed-ranker.md
	breaks_among_others 's/^review-by: .*/review-by: 2027-01-16/' \
		'the playbook says that it was changed earlier: the change is not in it, or its `updated` is wrong: `updated` of handoff/playbook/feed-ranker.md is "2026-10-20", must not be before Changed On (playbook-updated) [table/row]'
}

@test "updates something else than a playbook" {
	breaks 's/(rel: updates, to: )[^}]*/\1..\/readiness\/feed-ranker-v42.md/' \
		'"../readiness/feed-ranker-v42.md" is a document of kind readiness, not playbook [link/wrong-kind]'
}

# ---- It has happened before -------------------------------------------------------------------------

@test "it repeats a later incident" {
	march closed
	edit 's/2026-03-14T/2026-11-14T/' handoff/postmortem/march.md
	repeats
	breaks 's/^External/External/; s/^In March 2026 \(INC-1877\)/In November 2026 (INC-1877)/' \
		'an incident repeats an earlier one, not a later one: `started` of handoff/postmortem/march.md is "2026-11-14T02:10:00Z", must be at most 2026-10-14T02:10:00Z ([started]) (repeats-earlier) [front/rule]'
}

@test "it repeats an incident that was never closed" {
	march reviewed
	repeats
	warns 's/^review-by: .*/review-by: 2027-01-16/' \
		'the earlier post-mortem was never closed: look for its unfinished actions first: `status` of handoff/postmortem/march.md is "reviewed", must be closed (repeats-unfinished) [front/rule]'
}

@test "it repeats an incident of other causes" {
	march closed
	edit 's/^ml-cause: .*/ml-cause: none/; s/^process-cause: .*/process-cause: vendor/' handoff/postmortem/march.md
	repeats
	warns 's/^review-by: .*/review-by: 2027-01-16/' \
		'a repetition has the same cause in model and data, or in process and operations: handoff/postmortem/march.md: "ml-cause" must equal ml-cause, or "process-cause" must equal process-cause (repeats-cause) [front/rule]'
}

@test "it repeats an incident, and says nothing about it" {
	march closed
	repeats
	breaks '/^## Recurrence/,$d' \
		'section "Recurrence" is missing (after "External Message") [section/missing]'
}

@test "it repeats an incident that was closed" {
	march closed
	repeats
	passes 's/^review-by: .*/review-by: 2027-01-16/'
}

@test "it repeats something else" {
	breaks 's/^signoffs:/repeats: [..\/readiness\/feed-ranker-v42.md]\nsignoffs:/' \
		'"../readiness/feed-ranker-v42.md" is a document of kind readiness, not postmortem [link/wrong-kind]'
}

# ---- From a game day --------------------------------------------------------------------------------

@test "an incident that a game day had rehearsed takes over who, what and when, and links back" {
	handoff_ok postmortem new --incident INC-2055 --from handoff/game-day/old-inputs-drill.md
	assert_output handoff/postmortem/old-inputs-on-a-wednesday-morning.md
	DOC=$output
	assert_in_file "$DOC" 'title: Old inputs on a Wednesday morning'
	assert_in_file "$DOC" 'incident-id: INC-2055'
	assert_in_file "$DOC" 'participants: [eve, heidi, dave, ivan, alice, judith]'
	assert_in_file "$DOC" 'scribe: carol'
	assert_in_file "$DOC" 'models: [../model-card/feed-ranker-v42.md]'
	assert_in_file "$DOC" 'playbook: ../playbook/feed-ranker.md'
	assert_in_file "$DOC" 'rehearsals: [../game-day/old-inputs-drill.md]'
	assert_equal "$(sed -n '/^## Timeline/,/^## Detection/p' "$DOC" | grep -c '^| 2026-10-28T')" 16
	assert_not_in_file "$DOC" 'Status Updates'
	handoff_run check "$DOC"
	assert_status 0
	refute grep ': error: ' "$OUT"
}

@test "a new post-mortem from a game day can have a title of its own" {
	handoff_ok postmortem new 'Feed outage' --from handoff/game-day/old-inputs-drill.md
	assert_output handoff/postmortem/feed-outage.md
	printf -- '---\nkind: game-day\nid: x-drill\n---\n' >handoff/game-day/x.md
	handoff_run postmortem new --from handoff/game-day/x.md
	assert_refused 'handoff/game-day/x.md has no title to take over'
}
