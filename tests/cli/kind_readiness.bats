#!/usr/bin/env bats
# Readiness review: the gate before production, refused wherever it would let something through.

# shellcheck disable=SC2016  # backticks, $ and \ in single quotes are meant
load cli_helper
load kind_helper
DOC=handoff/readiness/feed-ranker-v42.md

decide() { # STATUS DECISION
	edit 's/^status: .*/status: approved/' handoff/model-card/feed-ranker-v42.md
	edit "/^\| R9 \|/ s/\|  \|  \| pending \|  \| alice \|  \|/| 2 of 2 | leads | pass | FEED-770 | alice | 2026-11-24 |/"
	edit "s/^status: .*/status: $1/; s/^decision: .*/decision: $2\ndecided-on: 2026-11-24/"
}

go() {
	decide approved go
}

conditional() {
	decide conditional conditional
	edit 's/^Go, /Conditional: /'
	edit 's/^## Sign-offs/### Conditions\n\n| Condition | Action | Owner | Due |\n|---|---|---|---|\n| Spare replicas stand | A-1 | bob | 2026-11-27 |\n\n&/'
}

# The service level is broken, and both sides know: 160 ms where 150 ms were promised.
breach() {
	edit '/^\| p95 latency \|/ s/144 ms \| \+20 % \| 150 ms \| within/160 ms | +33 % | 150 ms | breach/'
}

@test "a new review is only incomplete" {
	new_is_only_incomplete readiness
}

@test "the good review passes the gate" {
	go
	handoff_run check --strict "$DOC"
	assert_status 0
	assert_silent
}

@test "the good review passes with a condition" {
	conditional
	handoff_run check --strict "$DOC"
	assert_status 0
	assert_silent
}

# ---- The decision -----------------------------------------------------------------------------------

@test "approved, and the decision is no-go" {
	go
	breaks 's/^decision: .*/decision: no-go/' \
		'approved means that the decision is go: `decision` is "no-go", must be go (decision-go) [front/rule]'
}

@test "conditional, and the decision is go" {
	conditional
	breaks 's/^decision: .*/decision: go/' \
		'the status conditional needs the decision conditional: `decision` is "go", must be conditional (decision-conditional) [front/rule]'
}

@test "rejected, and the decision is go" {
	breaks 's/^status: .*/status: rejected\ndecided-on: 2026-11-20/' \
		'rejected means that the decision is no-go: `decision` is "go", must be no-go (decision-no-go) [front/rule]'
}

@test "decided without a day" {
	go
	breaks '/^decided-on: /d' \
		'`decided-on` is missing: the day of the decision [front/missing-field]'
}

@test "decided before the review began" {
	go
	breaks 's/^decided-on: .*/decided-on: 2026-11-05/' \
		'`decided-on` is before review-opened [front/type]'
}

@test "decided tomorrow" {
	go
	breaks 's/^decided-on: .*/decided-on: 2026-11-25/' \
		'`decided-on` is after today [front/type]'
}

@test "the text of the decision says something else" {
	conditional
	warns 's/^Conditional: /Go: /' \
		'the text begins with the word that stands in the front matter: Conditional: nothing here matches (?i)^\W*conditional (decision-says-conditional) [section/rule]'
}

@test "the text of a go begins with something else" {
	warns 's/^Go, once/We shall see, once/' \
		'the text begins with the word that stands in the front matter: Go: nothing here matches (?i)^\W*go\b (decision-says-go) [section/rule]'
}

@test "approved without approvers" {
	go
	breaks '/^approvers: /d' \
		'`approvers` is missing: the named persons who agree to it; each adds an own sign-off [front/missing-field]'
}

@test "no research lead agrees" {
	go
	breaks_among_others 's/^approvers: .*/approvers: [ivan, bob]/; s/^\| research-lead \| alice/| ml-engineer | ivan/' \
		'both leads decide: a research lead is one of the approvers: `approvers` is "ivan, bob", must be somebody with the role research-lead (approved-by-research) [front/rule]'
}

@test "no operations lead agrees" {
	go
	breaks_among_others 's/^approvers: .*/approvers: [alice, heidi]/; s/^\| operations-lead \| bob/| sre | heidi/' \
		'both leads decide: an operations lead is one of the approvers: `approvers` is "alice, heidi", must be somebody with the role operations-lead (approved-by-operations) [front/rule]'
}

@test "an approver who does not say what they looked at" {
	breaks 's/^approvers: .*/approvers: [alice, bob, carol]/' \
		'who decides says under Sign-offs in which role, and what they looked at: `approvers` has "carol", which must stand under "Person" in the table of "Sign-offs" (approvers-listed) [front/rule]'
}

@test "revoked without a reason" {
	go
	breaks 's/^status: .*/status: revoked/' \
		'`revoked-because` is missing: which incident, or which of the two leads, took the approval back, and why [front/missing-field]'
}

@test "superseded by nothing" {
	go
	breaks 's/^status: .*/status: superseded/' \
		'`superseded-by` is missing: the newer document that took this one'\''s place [front/missing-field]'
}

# ---- How long it holds ------------------------------------------------------------------------------

@test "approved without an end" {
	go
	breaks '/^valid-until: /d' \
		'`valid-until` is missing: the day this approval runs out; at most 180 days ahead [front/missing-field]'
}

@test "the approval has run out" {
	go
	breaks 's/^valid-until: .*/valid-until: 2026-11-20/; s/^rollout-start: .*/rollout-start: 2026-11-19/' \
		'the approval has run out: review again, or set the status to expired: `valid-until` is "2026-11-20", must not be before today (expired) [front/rule]'
}

@test "an approval for a year" {
	go
	warns 's/^valid-until: .*/valid-until: 2027-11-20/' \
		'an approval for more than 180 days outlives what it was given for: `valid-until` is "2027-11-20", must not be after 2027-05-23 ([decided-on] + 180d) (valid-too-long) [front/rule]'
}

@test "an approval that ends before the rollout" {
	breaks 's/^valid-until: .*/valid-until: 2026-11-30/' \
		'the approval would run out before the rollout begins: `valid-until` is "2026-11-30", must not be before rollout-start (valid-past-rollout) [front/rule]'
}

@test "a gate after the rollout" {
	breaks 's/^rollout-start: .*/rollout-start: 2026-11-05/' \
		'a gate comes before the rollout, not after it: `review-opened` is "2026-11-06", must not be after rollout-start (opened-before-rollout) [front/rule]'
}

@test "approved for no day" {
	go
	warns '/^rollout-start: /d' \
		'an approval says from when it holds: `rollout-start` is empty, must be filled in (rollout-dated) [front/rule]'
}

@test "the day to look again has passed" {
	go
	warns 's/^review-by: .*/review-by: 2026-11-20/' \
		'the day to look at this review again has passed: `review-by` is "2026-11-20", must not be before today (review-overdue) [front/rule]'
}

# ---- What it is linked to ---------------------------------------------------------------------------

@test "a model card that is not approved" {
	go
	edit 's/^status: .*/status: in-review/' handoff/model-card/feed-ranker-v42.md
	breaks 's/^review-by: .*/review-by: 2027-03-02/' \
		'nothing goes out whose model card is not approved: `status` of handoff/model-card/feed-ranker-v42.md is "in-review", must be approved (model-approved) [front/rule]'
}

@test "a model card of another version" {
	breaks 's/^model-version: .*/model-version: v41/' \
		'the review is about exactly one version, the one of its model card; another one is reviewed again: `model-version` of handoff/model-card/feed-ranker-v42.md is "v42", must equal model-version (version-of-card) [front/rule]'
}

@test "the model card moved on after the approval" {
	go
	edit 's/^model-version: .*/model-version: v43/' handoff/model-card/feed-ranker-v42.md
	breaks 's/^review-by: .*/review-by: 2027-03-02/' \
		'the review is about exactly one version, the one of its model card; another one is reviewed again: `model-version` of handoff/model-card/feed-ranker-v42.md is "v43", must equal model-version (version-of-card) [front/rule]'
}

@test "a model that is no model card" {
	breaks_among_others 's/^model: .*/model: ..\/postmortem\/feed-ranker-old-inputs.md/' \
		'"../postmortem/feed-ranker-old-inputs.md" is a document of kind postmortem, not model-card [link/wrong-kind]'
}

@test "no version" {
	breaks '/^model-version: /d' \
		'`model-version` is missing: that version, exactly as its model card has it [front/missing-field]'
}

@test "approved without a playbook" {
	go
	breaks '/^playbooks: /d' \
		'`playbooks` is missing: the playbooks for whoever is called when it misbehaves [front/missing-field]'
}

@test "a playbook that is none" {
	breaks 's/^playbooks: .*/playbooks: [..\/postmortem\/feed-ranker-old-inputs.md]/' \
		'"../postmortem/feed-ranker-old-inputs.md" is a document of kind postmortem, not playbook [link/wrong-kind]'
}

@test "a playbook that is not approved" {
	go
	edit 's/^status: .*/status: draft/' handoff/playbook/feed-ranker.md
	breaks 's/^review-by: .*/review-by: 2027-03-02/' \
		'who is called needs steps that are approved and were tried: `status` of handoff/playbook/feed-ranker.md is "draft", must be approved (playbook-approved) [front/rule]'
}

@test "a pre-mortem that was not held yet" {
	go
	edit 's/^status: .*/status: draft/' handoff/premortem/feed-ranker-v42.md
	breaks 's/^review-by: .*/review-by: 2027-03-02/' \
		'a pre-mortem helps only once it was held: `status` of handoff/premortem/feed-ranker-v42.md is "draft", must be held, tracked or closed (premortem-held) [front/rule]'
}

@test "a pre-mortem that is said to be held and linked nowhere" {
	warns '/^premortem: /d' \
		'the pre-mortem was held: link it as `premortem` (premortem-linked) [table/row]'
}

@test "gates something else than a model card" {
	breaks 's/(rel: gates, to: )[^}]*/\1..\/postmortem\/feed-ranker-old-inputs.md/' \
		'"../postmortem/feed-ranker-old-inputs.md" is a document of kind postmortem, not model-card [link/wrong-kind]'
}

@test "approved without evidence" {
	go
	warns '/^evidence:/,/cost.csv$/d' \
		'a sign-off without evidence is theatre: `evidence` is empty, must be filled in (evidence-named) [front/rule]'
}

@test "takes the place of a review that does not say so" {
	sed -E 's/^id: .*/id: old-review/' "$DOC" >handoff/readiness/old.md
	breaks 's/^signoffs:/supersedes: [old.md]\nsignoffs:/' \
		'handoff/readiness/old.md does not link back: add this document to its `superseded-by` [link/one-way]'
}

@test "takes the place of something else" {
	breaks 's/^signoffs:/supersedes: [..\/playbook\/feed-ranker.md]\nsignoffs:/' \
		'"../playbook/feed-ranker.md" is a document of kind playbook, not readiness [link/wrong-kind]'
}

@test "a link to a review that was withdrawn" {
	sed -E 's/^id: .*/id: old-review/; s/^status: .*/status: withdrawn/' "$DOC" >handoff/readiness/old.md
	breaks 's/^relates:/relates:\n  - {rel: after, to: old.md}/' \
		'"old.md" is withdrawn and counts no more [link/withdrawn]'
}

@test "a party that no map of stakeholders has" {
	warns 's/^audience: .*/audience: [on-call-feed, feed-buyers]/' \
		'no stakeholder map has this party, so nobody knows how much detail they need: `audience` has "feed-buyers", which must stand under "Id" in the table of "Stakeholders" of a stakeholder-map (audience-mapped) [front/rule]'
}

@test "nobody from research has read it" {
	warns 's/^authors: .*/authors: [carol]/; s/^reviewers: .*/reviewers: [dave]/' \
		'somebody from research writes this document or reads it before it counts: "authors" must be somebody on the side of research, or "reviewers" must be somebody on the side of research (read-by-research) [front/rule]'
}

@test "nobody from operations has read it" {
	warns 's/^authors: .*/authors: [alice]/; s/^reviewers: .*/reviewers: [grace]/' \
		'somebody from operations writes this document or reads it before it counts: "authors" must be somebody on the side of operations, or "reviewers" must be somebody on the side of operations (read-by-operations) [front/rule]'
}

# ---- The way back -----------------------------------------------------------------------------------

@test "approved without a rehearsal" {
	go
	breaks '/^rollback-rehearsed: /d; /^\| O5 \|/ s/pass/waived/; /^\| O5 \|/ s/\|  \|$/| R-3 |/' \
		'`rollback-rehearsed` is missing: the last day on which the way back was really tried; at most 90 days before the decision [front/missing-field]'
}

@test "a rehearsal that passed on no day" {
	breaks '/^rollback-rehearsed: /d' \
		'the way back was rehearsed on a day: fill in `rollback-rehearsed` (rehearsal-dated) [table/row]'
}

@test "a rehearsal more than 90 days before the decision" {
	go
	breaks 's/^rollback-rehearsed: .*/rollback-rehearsed: 2026-08-25/' \
		'a way back that nobody has tried for 90 days before the decision may be gone: `rollback-rehearsed` is "2026-08-25", must not be before 2026-08-26 ([decided-on] - 90d) (rehearsed-recently) [front/rule]'
}

@test "a rehearsal 90 days before the decision is new enough" {
	go
	passes 's/^rollback-rehearsed: .*/rollback-rehearsed: 2026-08-26/'
}

@test "a rehearsal that gets old during the review" {
	warns 's/^rollback-rehearsed: .*/rollback-rehearsed: 2026-08-20/' \
		'the last rehearsal is older than 90 days: try the way back again before you decide: `rollback-rehearsed` is "2026-08-20", must not be before 2026-08-26 (today - 90d) (rehearsal-old) [front/rule]'
}

@test "a rehearsal after the rollout" {
	go
	breaks 's/^rollout-start: .*/rollout-start: 2026-11-04/; s/^review-opened: .*/review-opened: 2026-11-03/' \
		'the way back is tried before the way forward: `rollback-rehearsed` is "2026-11-05", must not be after rollout-start (rehearsed-before-rollout) [front/rule]'
}

@test "no way back" {
	breaks '/^## Rollback Procedure/,/^## Open Actions/ { /^## /!d }' \
		'section "Rollback Procedure" is empty [section/empty]'
}

@test "a way back that does not apply" {
	breaks '/^## Rollback Procedure/,/^## Open Actions/ { s/^1\. .*/Not applicable: we never go back./; /^[2-4]\. /d; /^Last|^4 min/d }' \
		'"Rollback Procedure" always applies; "Not applicable" does not answer it [section/not-applicable]'
}

@test "a way back without steps" {
	breaks '/^## Rollback Procedure/,/^## Open Actions/ s/^[1-4]\. /- /' \
		'section "Rollback Procedure" has to contain a numbered list [section/content]'
}

@test "a way back that nobody verifies" {
	warns '/^## Rollback Procedure/,/^## Open Actions/ { s/wait until the panel Active version shows/give/; s/verify that/hope that/ }' \
		'the last step shows that the version before really answers: say how to verify it: nothing here matches (?i)\b(verif|check|confirm|wait until|see that|shows) (rollback-verified) [section/rule]'
}

# ---- Checks -----------------------------------------------------------------------------------------

@test "a check is missing at tier B" {
	breaks '/^\| R7 \|/d' \
		'tier B needs a row for each of these checks: 10 rows have "Id" R1 or R2 or R3 or R4 or R5 or R6 or R7 or R8 or R9 or R10 or R11, at least 11 are needed (research-checks-b) [table/row]'
}

@test "a check of operations is missing at tier B" {
	breaks '/^\| O9 \|/d' \
		'tier B needs a row for each of these checks: 13 rows have "Id" O1 or O2 or O3 or O4 or O5 or O6 or O7 or O8 or O9 or O10 or O11 or O12 or O13 or O14, at least 14 are needed (operations-checks-b) [table/row]'
}

@test "tier A wants every check as a must" {
	breaks 's/^tier: .*/tier: A/; /^\| O15 \|/ s/n\/a \|  \|  \|  \| n\/a \| not required at tier B \|  \|  \|/must | held | held on 2026-10-28 | - | pass | FEED-790 | frank | 2026-10-28 |/; /^\| (R10|O13|O14) \|/ s/should/must/' \
		'this check is a must at tier A: "Need" is "should", must be must (research-must-a) [table/row]'
}

@test "tier A wants a game day" {
	breaks 's/^tier: .*/tier: A/; /^\| (R8|R10|O13|O14) \|/ s/should/must/' \
		'this check is a must at tier A: "Need" is "n/a", must be must (operations-must-a) [table/row]'
}

@test "tier A wants every check of research" {
	breaks 's/^tier: .*/tier: A/; /^\| (R8|R10|O13|O14) \|/ s/should/must/; /^\| O15 \|/ s/n\/a \|  \|  \|  \| n\/a \| not required at tier B \|  \|  \|/must | held | held on 2026-10-28 | - | pass | FEED-790 | frank | 2026-10-28 |/; /^\| R10 \|/d' \
		'tier A needs a row for each of these checks: 10 rows have "Id" R1 or R2 or R3 or R4 or R5 or R6 or R7 or R8 or R9 or R10 or R11, at least 11 are needed (research-checks-a) [table/row]'
}

@test "tier A wants every check of operations" {
	breaks 's/^tier: .*/tier: A/; /^\| (R8|R10|O13|O14) \|/ s/should/must/; /^\| O15 \|/d' \
		'tier A needs a row for each of these checks: 14 rows have "Id" O1 or O2 or O3 or O4 or O5 or O6 or O7 or O8 or O9 or O10 or O11 or O12 or O13 or O14 or O15, at least 15 are needed (operations-checks-a) [table/row]'
}

@test "a must of tier B that is a should" {
	breaks '/^\| R6 \|/ s/must/should/' \
		'this check is a must at tier B: "Need" is "should", must be must (research-must-b) [table/row]'
}

@test "a should of tier B that is not needed" {
	breaks_among_others '/^\| R10 \|/ s/should/n\/a/' \
		'this check is at least a should at tier B: "Need" is "n/a", must be must or should (research-should-b) [table/row]'
}

@test "a must of operations at tier B that is a should" {
	breaks '/^\| O7 \|/ s/must/should/' \
		'this check is a must at tier B: "Need" is "should", must be must (operations-must-b) [table/row]'
}

@test "a should of operations at tier B that is not needed" {
	breaks_among_others '/^\| O13 \|/ s/should/n\/a/' \
		'this check is at least a should at tier B: "Need" is "n/a", must be must or should (operations-should-b) [table/row]'
}

@test "a must of tier C that is a should" {
	breaks 's/^tier: .*/tier: C/; /^\| R7 \|/ s/must/should/' \
		'this check is a must at tier C: "Need" is "should", must be must (research-must-c) [table/row]'
}

@test "a should of tier C that is not needed" {
	breaks_among_others 's/^tier: .*/tier: C/; /^\| R4 \|/ s/must/n\/a/' \
		'this check is at least a should at tier C: "Need" is "n/a", must be must or should (research-should-c) [table/row]'
}

@test "a must of operations at tier C that is a should" {
	breaks 's/^tier: .*/tier: C/; /^\| O2 \|/ s/must/should/' \
		'this check is a must at tier C: "Need" is "should", must be must (operations-must-c) [table/row]'
}

@test "a should of operations at tier C that is not needed" {
	breaks_among_others 's/^tier: .*/tier: C/; /^\| O4 \|/ s/must/n\/a/' \
		'this check is at least a should at tier C: "Need" is "n/a", must be must or should (operations-should-c) [table/row]'
}

@test "a check is missing at tier C" {
	breaks 's/^tier: .*/tier: C/; /^\| R8 \|/d' \
		'tier C needs a row for each of these checks: 9 rows have "Id" R1 or R2 or R3 or R4 or R5 or R6 or R7 or R8 or R9 or R11, at least 10 are needed (research-checks-c) [table/row]'
}

@test "a check of operations is missing at tier C" {
	breaks 's/^tier: .*/tier: C/; /^\| O12 \|/d' \
		'tier C needs a row for each of these checks: 10 rows have "Id" O1 or O2 or O3 or O4 or O5 or O6 or O8 or O9 or O10 or O11 or O12, at least 11 are needed (operations-checks-c) [table/row]'
}

@test "tier C does without R10, O7, O13, O14 and O15" {
	passes 's/^tier: .*/tier: C/; /^\| (R10|O7|O13|O14|O15) \|/d'
}

@test "a check that stands there twice" {
	breaks '/^\| O4 \|/p' \
		'a check'\''s id is used once: "O4" stands twice in "Id" (check-once) [table/row]'
}

@test "a check of research on the side of operations" {
	breaks '/^\| R4 \|/ s/research/operations/' \
		'research answers for this check: "Side" is "operations", must be research (check-side-research) [table/row]'
}

@test "a check of operations on the side of research" {
	breaks '/^\| O4 \|/ s/operations/research/' \
		'operations answers for this check: "Side" is "research", must be operations (check-side-operations) [table/row]'
}

@test "a check of both that is left to one side" {
	breaks '/^\| O14 \|/ s/joint/operations/' \
		'both sides answer for this check: "Side" is "operations", must be joint (check-side-joint) [table/row]'
}

@test "a must without an owner" {
	breaks '/^\| R9 \|/ s/alice//' \
		'a must check needs one person who answers for it: "Owner" is empty, must be filled in (check-owner) [table/row]'
}

@test "a must that is owned by a team" {
	breaks '/^\| R9 \|/ s/alice/ml-team/' \
		'Owner: no person "ml-team" in .handoff/people.yaml [people/unknown]'
}

@test "passed without a measurement" {
	breaks '/^\| O5 \|/ s/\| 3\.7 \| min/|  | min/' \
		'pass and fail need what was asked, what was found, where that can be seen, by whom and when: "Measured" is empty, must be filled in (check-measured) [table/row]'
}

@test "a number without its unit" {
	breaks '/^\| O5 \|/ s/3\.7 \| min/3.7 |  /' \
		'a number needs its unit: "Unit" is empty, must be filled in (check-unit) [table/row]'
}

@test "a change in bare per cent" {
	breaks '/^\| R1 \|/ s/\+9\.3 \| pp/+9.3 | %/' \
		'is that percentage points (pp) or relative (% rel)?: "Unit" is "%", must not be % (check-ratio) [table/row]'
}

@test "a response time without its percentile" {
	warns '/^\| O4 \|/ s/p95 below/below/' \
		'a response time needs its percentile: p50, p95, p99 or mean: "Target" is "below 150 ms at 1,800 req/s, headroom 20 %", must match (?i)\b(p[0-9]{2}|mean|median|average|max|each|every|all) (check-percentile) [table/row]'
}

@test "a must that has failed" {
	go
	breaks '/^\| O8 \|/ s/pass/fail/' \
		'a must check has to pass, or be waived with an accepted risk: "Result" is "fail", must be pass or waived (must-passed) [table/row]'
}

@test "a must that is pending" {
	go
	breaks '/^\| R9 \|/ s/2 of 2 \| leads \| pass/ |  | pending/' \
		'a must check has to pass, or be waived with an accepted risk: "Result" is "pending", must be pass or waived (must-passed) [table/row]'
}

@test "a should that is pending" {
	go
	breaks '/^\| R8 \|/ s/\| 0 \| scores \| pass/|  |  | pending/' \
		'nothing is pending once the decision is made (check-decided) [table/row]'
}

@test "a should that has failed, and no risk is named" {
	go
	warns '/^\| R8 \|/ s/pass/fail/' \
		'a failed check leaves a risk: name it under Waiver: "Waiver" is empty, must be filled in (should-failed) [table/row]'
}

@test "a should that has failed, with its risk" {
	go
	passes '/^\| R8 \|/ s/pass (.*)\|  \|$/fail \1| R-3 |/'
}

@test "waived without a risk" {
	breaks '/^\| O8 \|/ s/pass/waived/' \
		'a waived check names the accepted risk (R-1, ...) under Waiver: "Waiver" is empty, must be filled in (check-waived) [table/row]'
}

@test "waived with a risk that does not exist" {
	breaks '/^\| O8 \|/ s/pass (.*)\|  \|$/waived \1| R-9 |/' \
		'a waiver names a risk of the table under Risks: "Waiver" has "R-9", which must stand under "Id" in the table of "Risks" (waiver-risk) [table/row]'
}

@test "waived with a risk that nobody has accepted" {
	go
	breaks '/^\| O8 \|/ s/pass (.*)\|  \|$/waived \1| R-1 |/' \
		'a must check is waived only with a risk that a named person accepts until a day: "Waiver" has "R-1", which must stand under "Id" in the table of "Risks", in a row where "Status" must be accepted and "Accept Until" must be filled in (waiver-accepted) [table/row]'
}

@test "waived with an accepted risk" {
	go
	passes '/^\| O8 \|/ s/pass (.*)\|  \|$/waived \1| R-3 |/'
}

@test "passed, and waived all the same" {
	warns '/^\| O8 \|/ s/\|  \|$/| R-3 |/' \
		'a waiver belongs to a check that was waived or has failed: "Result" is "pass", must be waived or fail (waiver-unused) [table/row]'
}

@test "n/a without a reason" {
	breaks '/^\| O15 \|/ s/not required at tier B/none/' \
		'n/a needs its reason, three words or more, under Evidence: "Evidence" is "none", must have at least 3 words (check-na-reason) [table/row]'
}

@test "not needed without a reason" {
	breaks '/^\| O15 \|/ s/n\/a \| not required at tier B/pending | none/' \
		'a check that is not needed says why, three words or more, under Evidence: "Evidence" is "none", must have at least 3 words (check-need-na-reason) [table/row]'
}

# ---- Fairness ---------------------------------------------------------------------------------------

@test "a gap beyond its limit that is called within" {
	breaks '/^\| readers of 60/ s/-0\.5 pp/-2.5 pp/' \
		'beyond its limit, in either direction, is a breach: "Gap" is "-2.5 pp", must be at least -2 pp (-[Limit]) and be at most 2 pp ([Limit]) (fairness-within) [table/row]'
}

@test "a breach without a mitigation" {
	breaks '/^\| readers of 60/ s/-0\.5 pp \| 2\.0 pp \| within/-2.5 pp | 2.0 pp | breach/' \
		'a gap beyond its limit needs a mitigation: "Mitigation" is "-", must be filled in (fairness-breach) [table/row]'
}

@test "a gap in bare per cent" {
	breaks '/^\| readers of 60/ s/-0\.5 pp/-0.5 %/' \
		'is that percentage points (pp) or relative (% rel)?: "Gap" is "-0.5 %", must match pp\b|% ?rel (fairness-unit) [table/row]'
}

@test "a verdict on 12 people" {
	warns '/^\| readers of 60/ s/31200/12/' \
		'a gap among fewer than 30 cases may be chance: the verdict is too few: "Verdict" is "within", must be too few (fairness-few) [table/row]'
}

@test "a group without its number" {
	breaks '/^\| readers of 60/ s/31200/-/' \
		'"N" is empty in this row of "Fairness Audit" [table/empty-cell]'
}

@test "a group that stands there twice" {
	breaks '/^\| readers of 60/p' \
		'one row for each group and metric: "readers of 60 and over" stands twice in "Group" and "Metric" (fairness-once) [table/row]'
}

@test "no audit at tier B" {
	breaks '/^### Fairness Audit/,/^## ML Test Score/ { /^## /!d }' \
		'section "Fairness Audit" is missing [section/missing]'
}

# ---- ML test score ----------------------------------------------------------------------------------

@test "a score that does not follow from its tests" {
	breaks 's/^(\| model \| 3 \| 3 \|) 4\.5/\1 5/' \
		'half a point for a test by hand, one for an automated one: "Score" is "5", must be at least 4.5 ([Tests by Hand] * 0.5 + [Tests Automated]) and be at most 4.5 ([Tests by Hand] * 0.5 + [Tests Automated]) (score-sum) [table/row]'
}

@test "a final score that is not the lowest" {
	breaks 's/^(\| final .*) 3\.5/\1 4.5/' \
		'the final score is the lowest of the four groups: "Score" is "4.5", must be 3.5 (min([Score])) and stand under "Score" in the table of "ML Test Score", in a row where "Group" must not be final (score-final) [table/row]'
}

@test "a final score that is lower than all" {
	breaks 's/^(\| final .*) 3\.5/\1 2/' \
		'the final score is the lowest of the four groups: "Score" has "2", which must be 2 (min([Score])) and stand under "Score" in the table of "ML Test Score", in a row where "Group" must not be final (score-final) [table/row]'
}

@test "eight tests in a group of seven" {
	breaks 's/^(\| model \|) 3 \| 3 \| 4\.5/\1 4 | 4 | 6/' \
		'a group has seven tests, and each counts once: "Tests Automated" is "4", must be at most 3 (7 - [Tests by Hand]) (score-seven) [table/row]'
}

@test "a score that stands there twice" {
	breaks 's/^\| model \| 3/| data | 3/' \
		'one row for each group, and one for the final score: "data" stands twice in "Group" (score-once) [table/row]'
}

@test "a group is missing" {
	breaks '/^\| model \| 3/d' \
		'the table of "ML Test Score" has 4 rows, at least 5 are needed [table/too-few-rows]'
}

@test "a score without its tests" {
	breaks 's/^(\| model \|) 3 \| 3/\1 - | -/' \
		'a score counts tests: how many by hand, how many automated: "Tests by Hand" is "-", must be filled in (score-tests) [table/row]'
}

# ---- Trade-offs -------------------------------------------------------------------------------------

@test "a share that changed in bare per cent" {
	breaks '/^\| Accuracy \| research \|/ s/\+0\.6 pp/+0.8 %/' \
		'is that percentage points (pp) or relative (% rel)? 92.0 % less 5 pp is 87.0 %, less 5 % rel is 87.4 %: "Change" is "+0.8 %", must match pp\b|% ?rel (tradeoff-ratio) [table/row]'
}

@test "percentage points that were not counted" {
	breaks '/^\| Accuracy \| research \|/ s/\+0\.6 pp/+0.7 pp/' \
		'the change is After less Before: "Change" is "+0.7 pp", must be 0.6 % ([After] - [Before]) (tradeoff-change) [table/row]'
}

@test "a relative change that was not counted" {
	breaks '/^\| p95 latency \|/ s/\+20 %/+24 %/' \
		'a relative change is counted in hundredths of Before: "Change" is "+24 %", must be 20 (([After] - [Before]) / [Before] * 100) (tradeoff-change-relative) [table/row]'
}

@test "the same change in per cent of the share" {
	passes '/^\| Accuracy \| research \|/ s/\+0\.6 pp/+0.8 % rel/'
}

@test "the same change in milliseconds" {
	passes '/^\| p95 latency \|/ s/\+20 %/+24 ms/'
}

@test "a change with the wrong sign" {
	breaks '/^\| Cost of replicas \|/ s/\+3600/-3600/' \
		'the change is After less Before: "Change" is "-3600 USD/month", must be 3600 USD/month ([After] - [Before]) (tradeoff-change) [table/row]'
}

@test "a trade-off in response time without its percentile" {
	breaks '/^\| p95 latency \|/ s/p95 latency/Latency/' \
		'a response time needs its percentile: p50, p95, p99 or mean: "Metric" is "Latency", must match (?i)\b(p[0-9]{2}|mean|median|average|max) (tradeoff-percentile) [table/row]'
}

@test "beyond its limit, and within by its verdict" {
	breaks '/^\| p95 latency \|/ s/144 ms \| \+20 %/160 ms | +33 %/' \
		'beyond its limit is a breach: "After" is "160 ms", must be at most 150 ms ([Limit]) (tradeoff-lower) [table/row]'
}

@test "below its floor, and within by its verdict" {
	breaks_among_others '/^\| Accuracy \| research \|/ s/71\.5 %/73.0 %/' \
		'below its limit is a breach: "After" is "72.4 %", must be at least 73 % ([Limit]) (tradeoff-higher) [table/row]'
}

@test "what is beyond its limit needs somebody who accepts it, whatever its verdict" {
	breaks '/^\| p95 latency \|/ { s/144 ms \| \+20 %/0.156 s | +30 %/; s/ within / /; s/ bob \|/ alice |/ }' \
		'a loss of service level or money beyond its limit is accepted by an operations lead: "Accepted By" is "alice", must be somebody with the role operations-lead (breach-operations) [table/row]'
}

@test "a verdict that is left out is worked out" {
	passes '/^\| p95 latency \|/ { s/144 ms \|/0.144 s |/; s/ within / /; s/\| 150 ms/| <= 150 ms/ }'
}

@test "what is beyond its limit, accepted by the right person until a day, passes without a verdict" {
	passes '/^\| p95 latency \|/ { s/144 ms \| \+20 %/0.156 s | +30 %/; s/ within / / }'
}

@test "a limit whose sign contradicts the direction" {
	breaks '/^\| p95 latency \|/ s/\| 150 ms/| >= 150 ms/' \
		'the sign of the limit and the direction contradict each other (tradeoff-side) [table/row]'
}

@test "a limit in a unit that cannot be compared" {
	breaks '/^\| p95 latency \|/ s/\| 150 ms/| 150 USD/' \
		'Limit is in USD and Before in ms: they cannot be compared [unit/mismatch]'
}

@test "within its limit, and a breach by its verdict" {
	warns '/^\| p95 latency \|/ s/within/breach/' \
		'what keeps its limit is no breach: "Direction" must be lower-better and "After" must be at least 150 ms ([Limit]) and differ from Limit, or "Direction" must be higher-better and "After" must be at most 150 ms ([Limit]) and differ from Limit (tradeoff-within) [table/row]'
}

@test "a breach until no day" {
	breach
	breaks '/^\| p95 latency \|/ s/2027-03-01/-/' \
		'a limit may be broken only if a named person accepts it until a day: "Revisit" is "-", must be filled in (tradeoff-breach) [table/row]'
}

@test "a breach that nobody accepts" {
	breach
	breaks_among_others '/^\| p95 latency \|/ s/\| bob \|/| - |/' \
		'a limit may be broken only if a named person accepts it until a day: "Accepted By" is "-", must be filled in (tradeoff-breach) [table/row]'
}

@test "a breach that the right side accepts until a day" {
	breach
	passes 's/^updated: .*/updated: 2026-11-21/'
}

@test "a breach of a service level that research accepts" {
	breach
	breaks '/^\| p95 latency \|/ s/\| bob \|/| alice |/' \
		'a loss of service level or money beyond its limit is accepted by an operations lead: "Accepted By" is "alice", must be somebody with the role operations-lead (breach-operations) [table/row]'
}

@test "a loss of quality that operations accepts" {
	breaks '/^\| Accuracy \| research \|/ s/72\.4 % \| \+0\.6 pp \| 71\.5 % \| within (.*) alice \| - \|/71.0 % | -0.8 pp | 71.5 % | breach \1 bob | 2027-03-01 |/; s/^(\| Cost of replicas .*17280 USD.month) \| 20880 USD.month \| \+3600/\1 | 17000 USD\/month | -280/' \
		'a loss of quality beyond its limit is accepted by a research lead: "Accepted By" is "bob", must be somebody with the role research-lead (breach-research) [table/row]'
}

@test "a cost that the product owner accepts alone" {
	breaks_among_others '/^\| Cost of replicas \|/ s/22000 USD\/month \| within/20000 USD\/month | breach/' \
		'a cost beyond its limit is accepted by an operations lead: "Accepted By" is "carol", must be somebody with the role operations-lead (breach-cost) [table/row]'
}

@test "what users feel is not accepted by a lead" {
	breaks '/^\| p95 latency \|/ s/operations (.*)144 ms \| \+20 % \| 150 ms \| within(.*) bob \|/business \1160 ms | +33 % | 150 ms | breach\2 carol |/' \
		'the product owner does not accept a breach alone: one of the two leads does so too: "Accepted By" must be somebody with the role research-lead, or "Accepted By" must be somebody with the role operations-lead (breach-business-lead) [table/row]'
}

@test "what users feel is not accepted by the product owner" {
	breaks '/^\| p95 latency \|/ s/operations (.*)144 ms \| \+20 % \| 150 ms \| within(.*) bob \|/business \1160 ms | +33 % | 150 ms | breach\2 alice, bob |/' \
		'what users feel beyond its limit is accepted by the product owner too: "Accepted By" is "alice, bob", must be somebody with the role product-owner (breach-business) [table/row]'
}

@test "what users feel is accepted by the product owner and a lead" {
	passes '/^\| p95 latency \|/ s/operations (.*)144 ms \| \+20 % \| 150 ms \| within(.*) bob \|/business \1160 ms | +33 % | 150 ms | breach\2 carol, bob |/'
}

@test "a breach that is accepted by a team" {
	breach
	breaks '/^\| p95 latency \|/ s/\| bob \|/| bob, ops-team |/' \
		'Accepted By: no person "ops-team" in .handoff/people.yaml [people/unknown]'
}

@test "a breach that was accepted until last week" {
	go
	breach
	breaks '/^\| p95 latency \|/ s/2027-03-01/2026-11-17/' \
		'the day until which this breach was accepted has passed: "Revisit" is "2026-11-17", must not be before today (revisit-over) [table/row]'
}

@test "nothing gets better" {
	breaks '/^\| Accuracy \| research \|/d' \
		'a trade-off has something that gets better; what only gets worse is not a trade: no row has "Direction" must be lower-better and "After" must be at most [Before] and differ from Before, or "Direction" must be higher-better and "After" must be at least [Before] and differ from Before (tradeoff-better) [table/row]'
}

@test "nothing gets worse" {
	breaks '/^\| (p95 latency|Cost of replicas) \|/d' \
		'a trade-off has something that gets worse; if nothing does, say Not applicable and why: no row has "Direction" must be lower-better and "After" must be at least [Before] and differ from Before, or "Direction" must be higher-better and "After" must be at most [Before] and differ from Before (tradeoff-worse) [table/row]'
}

@test "nothing gets worse, and it says so" {
	passes '/^## Trade-offs/,/^## Risks/ { s/^\| Metric .*/Not applicable: no metric gets worse, see R1 to R4./; /^\|/d }'
}

@test "a metric that stands there twice" {
	breaks '/^\| p95 latency \|/p' \
		'one row for each metric: "p95 latency" stands twice in "Metric" (tradeoff-once) [table/row]'
}

@test "an update that does not say what gets worse" {
	breaks '/^## Trade-offs/,/^## Risks/ { /^## Risks/!d }' \
		'section "Trade-offs" is missing (after "Operations Checks") [section/missing]'
}

@test "a first release has nothing to compare with" {
	passes 's/^change-type: .*/change-type: new/; /^## Trade-offs/,/^## Risks/ { /^## Risks/!d }'
}

# Accuracy falls from 92.0 % to 87.4 %, and p95 from 200 ms to 100 ms.
faster_but_worse() { # CHANGE LIMIT-AND-VERDICT
	edit "/^\| Accuracy \| research \|/ s/71\.8 % \| 72\.4 % \| \+0\.6 pp \| 71\.5 % \| within/92.0 % | 87.4 % | $1 | $2/"
	edit '/^\| p95 latency \|/ s/120 ms \| 144 ms \| \+20 %/200 ms | 100 ms | -50 %/'
}

@test "five per cent less accuracy: of what" {
	faster_but_worse '-5 %' '87.0 % | within'
	breaks 's/^updated: .*/updated: 2026-11-21/' \
		'is that percentage points (pp) or relative (% rel)? 92.0 % less 5 pp is 87.0 %, less 5 % rel is 87.4 %: "Change" is "-5 %", must match pp\b|% ?rel (tradeoff-ratio) [table/row]'
}

@test "five per cent less accuracy are 4.6 percentage points" {
	faster_but_worse '-4.6 pp' '87.0 % | within'
	passes 's/^updated: .*/updated: 2026-11-21/'
}

@test "five per cent less accuracy are 5 % relative" {
	faster_but_worse '-5 % rel' '87.0 % | within'
	passes 's/^updated: .*/updated: 2026-11-21/'
}

@test "five per cent less accuracy are not 5.0 percentage points" {
	faster_but_worse '-5.0 pp' '87.0 % | within'
	breaks 's/^updated: .*/updated: 2026-11-21/' \
		'the change is After less Before: "Change" is "-5.0 pp", must be -4.6 % ([After] - [Before]) (tradeoff-change) [table/row]'
}

@test "less accuracy than the floor is a breach, accepted by a research lead until a day" {
	faster_but_worse '-4.6 pp' '88.0 % | breach'
	passes '/^\| Accuracy \| research \|/ s/\| alice \| - \|/| alice | 2027-03-01 |/'
}

@test "no direction" {
	breaks '/^\| p95 latency \|/ s/lower-better/-/' \
		'"Direction" is empty in this row of "Trade-offs" [table/empty-cell]'
}

# ---- Risks ------------------------------------------------------------------------------------------

@test "a score that is not the product" {
	breaks '/^\| R-1 \|/ s/\| 9 \|/| 8 |/' \
		'the score is likelihood times impact: "Score" is "8", must be 9 ([Likelihood] * [Impact]) (risk-score) [table/row]'
}

@test "a blocking risk is open" {
	go
	breaks '/^\| R-2 \|/ s/closed/open/' \
		'a blocking risk is still open: "Status" is "open", must be accepted or closed (open-blocker) [table/row]'
}

@test "a blocking risk is open, and the decision is to be go" {
	warns '/^\| R-2 \|/ s/closed/open/' \
		'the decision is go, and a blocking risk is still open: "Status" is "open", must be accepted or closed (blocker-before-go) [table/row]'
}

@test "a blocking risk that was accepted until yesterday" {
	go
	breaks '/^\| R-2 \|/ s/closed \| - \| - \|/accepted | alice | 2026-11-23 |/' \
		'the acceptance of this risk has run out: "Accept Until" is "2026-11-23", must not be before today (acceptance-expired) [table/row]'
}

@test "a blocking risk that is accepted until spring" {
	go
	passes '/^\| R-2 \|/ s/closed \| - \| - \|/accepted | alice | 2027-03-01 |/'
}

@test "a blocking risk that anybody accepts" {
	breaks '/^\| R-2 \|/ s/closed \| - \| - \|/accepted | frank | 2027-03-01 |/' \
		'a blocking risk is accepted by one of the two leads or the product owner: "Accepted By" must be somebody with the role research-lead, or "Accepted By" must be somebody with the role operations-lead, or "Accepted By" must be somebody with the role product-owner (blocker-accepted-by) [table/row]'
}

@test "a risk that is accepted by nobody" {
	breaks '/^\| R-3 \|/ s/carol/-/' \
		'a risk is accepted by a named person until a day: "Accepted By" is "-", must be filled in (risk-accepted) [table/row]'
}

@test "a risk that is accepted forever" {
	breaks '/^\| R-3 \|/ s/2027-05-03/-/' \
		'a risk is accepted by a named person until a day: "Accept Until" is "-", must be filled in (risk-accepted) [table/row]'
}

@test "a risk with the id of another" {
	breaks '/^\| R-2 \|/ s/R-2/R-1/' \
		'waivers refer to a risk by its id: "R-1" stands twice in "Id" (risk-once) [table/row]'
}

@test "a critical risk that does not block" {
	warns '/^\| R-1 \|/ s/3 \| 3 \| 9/4 | 4 | 16/' \
		'a score of 15 or more that does not block needs a second look: "Blocking" is "no", must be yes (critical-blocks) [table/row]'
}

# ---- Cost -------------------------------------------------------------------------------------------

@test "a total that is not the sum" {
	breaks '/^\| Total \|/ s/22410/22400/' \
		'the total is the sum of the other rows: "Monthly Expected" is "22400", must be 22410 (sum([Monthly Expected]) - [Monthly Expected]) (cost-sum) [table/row]'
}

@test "a total at peak that is not the sum" {
	breaks '/^\| Total \|/ s/26070/26000/' \
		'the total is the sum of the other rows: "Monthly Peak" is "26000", must be 26070 (sum([Monthly Peak]) - [Monthly Peak]) (cost-sum-peak) [table/row]'
}

@test "a month that is not quantity x unit price" {
	breaks '/^\| Feature cache \|/ s/\| 3 \|/| 4 |/' \
		'what a month costs is quantity x unit price: "Monthly Expected" is "1230", must be 1640 ([Quantity] * [Unit Price]) (cost-product) [table/row]'
}

@test "a row behind the total counts too" {
	breaks_among_others '/^\| Total \|/ s/$/\n| Storage | 100 | GB | 1 | USD\/month | 100 | 100 | 2026-11-02 | mid |/' \
		'the total is the sum of the other rows: "Monthly Expected" is "22410", must be 22510 (sum([Monthly Expected]) - [Monthly Expected]) (cost-sum) [table/row]'
}

@test "no total" {
	breaks_among_others '/^\| Total \|/d' \
		'the last row adds up the others: no row has "Item" Total (cost-total) [table/row]'
}

@test "two totals" {
	breaks_among_others '/^\| Total \|/p' \
		'one row adds up the others: 2 rows have "Item" Total, at most 1 may (cost-one-total) [table/row]'
}

@test "a peak that is cheaper" {
	breaks '/^\| Logs and metrics \|/ s/360/240/; /^\| Total \|/ s/26070/25950/' \
		'the highest load costs no less than the expected one: "Monthly Peak" is "240", must be at least 300 ([Monthly Expected]) (cost-peak) [table/row]'
}

@test "two currencies" {
	breaks '/^\| Feature cache \|/ s/USD/EUR/' \
		'amounts add up in one currency: convert them to that of the total: "Currency/Period" has "EUR/month", which must stand under "Currency/Period" in the table of "Cost Estimate", in a row where "Item" must be Total (cost-currency) [table/row]'
}

@test "a price without its day" {
	breaks '/^\| Feature cache \|/ s/2026-11-02/-/' \
		'a cost is quantity x unit price, with the day of the price: "Price Date" is "-", must be filled in (cost-basis) [table/row]'
}

@test "a price of the year before last" {
	warns '/^\| Feature cache \|/ s/2026-11-02/2025-09-01/' \
		'a price more than a year older than this review has probably changed: "Price Date" is "2025-09-01", must not be before 2025-11-02 ([created] - 365d) (cost-price-old) [table/row]'
}

# ---- Dashboard --------------------------------------------------------------------------------------

@test "no panel for the model" {
	breaks '/^## Dashboard/,/^## Rollout/ s/\| model \|/| data |/' \
		'without a panel for the model, its faults look like someone else'\''s: no row has "Origin" model (dashboard-model) [table/row]'
}

@test "no panel for the data" {
	breaks '/^## Dashboard/,/^## Rollout/ s/\| data \|/| infra |/' \
		'without a panel for the data, its faults look like the model'\''s: no row has "Origin" data (dashboard-data) [table/row]'
}

@test "no panel for the machines" {
	breaks '/^## Dashboard/,/^## Rollout/ s/\| infra \|/| data |/' \
		'without a panel for the machines, their faults look like the model'\''s: no row has "Origin" infra (dashboard-infra) [table/row]'
}

@test "a panel that stands there twice" {
	breaks '/^\| Feed errors \|/p' \
		'one row for each panel: "Feed errors" stands twice in "Panel" (panel-once) [table/row]'
}

@test "a threshold without its unit" {
	breaks '/^\| Feed latency \|/ s/page above 155 ms/page above 155/' \
		'a number needs its unit (panel-unit) [table/row]'
}

@test "a panel at which nobody acts" {
	warns '/^\| Feed latency \|/ s/page above 155 ms/when it is slow/' \
		'a panel without a value at which somebody acts is looked at by nobody; write none and why, if it only explains: "Threshold" is "when it is slow", must match [0-9]|(?i)none|://|\.md (panel-threshold) [table/row]'
}

@test "a response time without its percentile on the dashboard" {
	warns '/^\| Feed latency \|/ s/feed_latency_p95/feed_latency/' \
		'a response time needs its percentile: p50, p95, p99 or mean: "Metric" is "feed_latency", must match (?i)(?<![a-z])(p[0-9]{2}|mean|median|average|max) (panel-percentile) [table/row]'
}

# ---- Rollout ----------------------------------------------------------------------------------------

@test "a stage with less traffic than the one before" {
	breaks '/^\| half \|/ s/50 %/20 %/' \
		'each stage has more traffic than the one before: "20 %" does not come after "25 %" (rollout-rising) [table/row]'
}

@test "two stages with the same traffic" {
	breaks '/^\| half \|/ s/50 %/25 %/' \
		'each stage has more traffic than the one before: "25 %" does not come after "25 %" (rollout-rising) [table/row]'
}

@test "the last stage is not everybody" {
	breaks '/^\| all \|/ s/100 %/90 %/' \
		'the last stage is 100 %, unless the target is shadow: no row has "Traffic %", which must be at least 100 and be at most 100 (rollout-complete) [table/row]'
}

@test "a shadow rollout need not reach everybody" {
	passes 's/^target-env: .*/target-env: shadow/; /^\| all \|/ s/100 %/90 %/'
}

@test "more than everybody" {
	breaks_among_others '/^\| all \|/ s/100 %/120 %/' \
		'Traffic % is 120, at most 100 are allowed [table/cell-type]'
}

@test "two stages of one name" {
	breaks '/^\| half \|/ s/half/all/' \
		'each stage has a name of its own: "all" stands twice in "Stage" (stage-once) [table/row]'
}

@test "a stage that is stopped by a feeling" {
	warns '/^\| canary/ s/p95 above 170 ms for 10 min, or clicks below 2.00/it looks bad/' \
		'what stops a rollout is a number that was agreed beforehand (stage-numbers) [table/row]'
}

@test "a share without its sign" {
	breaks '/^\| half \|/ s/50 %/50/' \
		'Traffic % must be a percentage such as 12.5 %, not "50" [table/cell-type]'
}

@test "a stage that nobody decides" {
	breaks '/^\| half \|/ s/\| bob \|$/| - |/' \
		'"Decider" is empty in this row of "Rollout Plan" [table/empty-cell]'
}

# ---- Actions and conditions -------------------------------------------------------------------------

@test "an action that is overdue" {
	warns '/^\| A-1 \|/ s/2026-11-27/2026-11-20/' \
		'A-1 was due on 2026-11-20, 4 days ago: finish it, or agree on another day [action/overdue]'
}

@test "a P0 action is open" {
	go
	breaks '/^\| A-1 \|/ s/P1/P0/' \
		'a P0 action is done before the decision is go: "Status" is "in-progress", must be done, declined or moved (urgent-action) [table/row]'
}

@test "moved to somewhere" {
	breaks '/^\| A-4 \|/ s/open \| - \| - \|/moved | - | elsewhere |/' \
		'moved needs the place it went to under Proof: a ticket, an action or a document: "Proof" is "elsewhere", must match ://|[A-Za-z][A-Za-z0-9]*-[0-9]+|#[0-9]+|\.md (action-moved-target) [table/row]'
}

@test "moved to a ticket" {
	passes '/^\| A-4 \|/ s/open \| - \| - \|/moved | - | FEED-840 |/'
}

@test "done without proof" {
	breaks '/^\| A-2 \|/ s/fired at .*$/- |/' \
		'done needs its proof: a link or a sentence that shows it: "Proof" is "-", must be filled in (action-done-proof) [table/row]'
}

@test "declined without a reason" {
	breaks '/^\| A-4 \|/ s/open \| - \| - \|/declined | - | no |/' \
		'declined needs the reason, and who accepted it, under Proof: "Proof" is "no", must have at least 3 words (action-declined-reason) [table/row]'
}

@test "a P1 without a ticket" {
	breaks '/^\| A-1 \|/ s/FEED-811/-/' \
		'a P0 or P1 action needs a ticket: "Tracking" is "-", must match ://|[A-Za-z][A-Za-z0-9]*-[0-9]+|#[0-9]+|\.md (action-tracked) [table/row]'
}

@test "a vague action" {
	warns '/^\| A-4 \|/ s/Train/Consider/' \
		'begin with a verb whose end can be seen: add, remove, alert, test, write (action-vague) [table/row]'
}

@test "an action with the id of another" {
	breaks '/^\| A-4 \|/ s/A-4/A-3/' \
		'an action'\''s id is used once and never again: "A-3" stands twice in "Id" (action-id-once) [table/row]'
}

@test "an action without an owner" {
	breaks '/^\| A-4 \|/ s/\| alice \|/| - |/' \
		'"Owner" is empty in this row of "Open Actions" [action/no-owner]'
}

@test "an action without a day" {
	breaks '/^\| A-4 \|/ s/2027-02-15/-/' \
		'"Due" is empty in this row of "Open Actions" [action/no-due]'
}

@test "conditional without conditions" {
	conditional
	breaks '/^### Conditions/,/^## Sign-offs/ { /^## /!d }' \
		'section "Conditions" is missing [section/missing]'
}

@test "a condition that is no action" {
	conditional
	breaks 's/stand \| A-1/stand | A-7/' \
		'a condition is one of the actions under Open Actions: "Action" has "A-7", which must stand under "Id" in the table of "Open Actions" (condition-action) [table/row]'
}

@test "a condition that was declined" {
	conditional
	breaks '/^\| A-1 \|/ s/in-progress \| FEED-811 \| -/declined | FEED-811 | too expensive, agreed by carol/' \
		'a condition is met or not; an action that was declined or moved cannot be one: "Action" has "A-1", which must stand under "Id" in the table of "Open Actions", in a row where "Status" must be open, in-progress or done (condition-dropped) [table/row]'
}

@test "a condition after the end of the approval" {
	conditional
	breaks '/^\| Spare/ s/2026-11-27/2027-05-04/' \
		'Due is after valid-until [table/cell-type]'
}

@test "an action that a condition waits for is due after the end" {
	conditional
	breaks '/^\| A-1 \|/ s/2026-11-27/2027-05-04/' \
		'what a conditional approval waits for is due before it runs out: "Due" is "2027-05-04", must not be after valid-until (condition-in-time) [table/row]'
}

@test "a condition that was not met in time" {
	conditional
	breaks '/^\| Spare/ s/2026-11-27/2026-11-23/' \
		'a condition that is not met in time ends the approval: set the status to expired: "Due" must not be before today, or "Action" must stand under "Id" in the table of "Open Actions", in a row where "Status" must be done (condition-unmet) [table/row]'
}

@test "a condition that was met in time" {
	conditional
	passes '/^\| Spare/ s/2026-11-27/2026-11-23/; /^\| A-1 \|/ s/in-progress \| FEED-811 \| -/done | FEED-811 | 5 of 5 answer/'
}

@test "a condition that stands there twice" {
	conditional
	breaks '/^\| Spare/p' \
		'one row for each condition: "A-1" stands twice in "Action" (condition-once) [table/row]'
}

@test "approved with a condition that is not met" {
	conditional
	breaks 's/^status: .*/status: approved/; s/^decision: .*/decision: go/; s/^Conditional: /Go: /' \
		'approved without conditions means that each of them is met: "Action" has "A-1", which must stand under "Id" in the table of "Open Actions", in a row where "Status" must be done (condition-met) [table/row]'
}

@test "approved with a condition that is met" {
	conditional
	passes 's/^status: .*/status: approved/; s/^decision: .*/decision: go/; s/^Conditional: /Go: /; /^\| A-1 \|/ s/in-progress \| FEED-811 \| -/done | FEED-811 | 5 of 5 answer/'
}

# ---- Sign-offs --------------------------------------------------------------------------------------

@test "nobody of research is asked to sign" {
	breaks_among_others '/^\| research-lead/d' \
		'both leads are asked to sign: no row has "Role" research-lead (research-signer) [table/row]'
}

@test "nobody of operations is asked to sign" {
	breaks_among_others '/^\| operations-lead/d' \
		'both leads are asked to sign: no row has "Role" operations-lead (operations-signer) [table/row]'
}

@test "one person signs for both" {
	breaks_among_others 's/^\| research-lead \| alice/| research-lead | bob/; s/^approvers: .*/approvers: [bob]/' \
		'one person cannot agree with themselves: each role needs someone else: "bob" stands twice in "Person" (signers-differ) [table/row]'
}

@test "a research lead who is none" {
	breaks 's/^\| research-lead \| alice/| research-lead | ivan/; s/^approvers: .*/approvers: [ivan, bob]/' \
		'who is asked to sign holds that role in people.yaml: "Person" is "ivan", must be somebody with the role research-lead (signer-research) [table/row]'
}

@test "an operations lead who is none" {
	breaks 's/^\| operations-lead \| bob/| operations-lead | heidi/; s/^approvers: .*/approvers: [alice, heidi]/' \
		'who is asked to sign holds that role in people.yaml: "Person" is "heidi", must be somebody with the role operations-lead (signer-operations) [table/row]'
}

@test "somebody who looked at everything" {
	warns 's/^(\| operations-lead \| bob \|).*/\1 everything |/' \
		'a sign-off that does not say what was looked at is theatre (signer-evidence) [table/row]'
}
