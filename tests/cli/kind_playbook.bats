#!/usr/bin/env bats
# The playbook: what it refuses, each by one edit to a good one.

load cli_helper
load kind_helper

DOC=handoff/playbook/feed-ranker.md

# Parts of the good document, for the edits.
ROLL_BACK='/^## Roll Back/,/^### Stop/'
WAIT='^\| 2 \| on-call \| Wait' # step 2 of rolling back
LAST_CALL='a sev1 or sev2 lasts longer than 60 min \| bob \|'

@test "the good document passes, strictly" {
	handoff_run check --strict "$DOC"
	assert_status 0
	assert_silent
}

@test "a new one is only incomplete" {
	new_is_only_incomplete playbook
}

# ---- Rolling back ------------------------------------------------------------------------------------

@test "rolling back without steps" {
	breaks "$ROLL_BACK{/^\| [1-4] /d}" \
		'the table of "Roll Back" has 0 rows, at least 1 are needed [table/too-few-rows]'
}

@test "rolling back in prose" {
	breaks "$ROLL_BACK{/^[|]/d}" 'section "Roll Back" lacks its table [table/missing]'
}

@test "rolling back that is called not applicable" {
	breaks 's/^## Roll Back/## Roll Back\n\nNot applicable: there is only one version/' \
		'"Roll Back" always applies; "Not applicable" does not answer it [section/not-applicable]'
}

# ---- Steps -------------------------------------------------------------------------------------------

@test "a step without an actor" {
	breaks "s/$WAIT/| 2 | | Wait/" '"Actor" is empty in this row of "Roll Back" [table/empty-cell]'
}

@test "a mitigation without an actor" {
	breaks 's/^\| F-2 \| 1 \| on-call/| F-2 | 1 | /' \
		'"Actor" is empty in this row of "Mitigate" [table/empty-cell]'
}

@test "an actor who is nobody under Who Does What" {
	breaks "s/$WAIT/| 2 | night shift | Wait/" \
		'the actor of a step is a role of Who Does What, so that somebody feels meant: "Actor" has "night shift", which must stand under "Role" in the table of "Who Does What" (actor-known) [table/row]'
}

@test "a step without a command or link" {
	breaks 's/`feedctl pin v41`( \| "pinned)/\1/' \
		'"Command or Link" is empty in this row of "Roll Back" [table/empty-cell]'
}

@test "a step without an expected result" {
	breaks 's/\| "pinned v41" \|/| - |/' \
		'"Expected Result" is empty in this row of "Roll Back" [table/empty-cell]'
}

@test "a step without a time" {
	breaks 's/(\| "pinned v41" \|) 1 min/\1 /' '"Time" is empty in this row of "Roll Back" [table/empty-cell]'
}

@test "a step without a way to undo it" {
	breaks 's/`feedctl scale -5`//' '"Undo" is empty in this row of "Mitigate" [table/empty-cell]'
}

@test "steps out of order" {
	breaks "s/$WAIT/| 5 | on-call | Wait/" \
		'steps are taken one after the other: "3" does not come after "5" (step-order) [table/row]'
}

@test "two steps of a failure mode with one number" {
	breaks 's/^\| F-2 \| 2/| F-2 | 1/' \
		'the steps of one failure mode are numbered 1, 2, 3: "F-2" stands twice in "Failure Mode" and "Step" (step-once) [table/row]'
}

@test "the first 15 minutes are 17" {
	warns 's/(one of them fits, or none after 5 min \|) 5 min/\1 10 min/' \
		'the first steps fit into 15 min: move the others to Mitigate: "Time" is "1 min", must be at most -1 min (15 min - sum-above([Time])) (first-quarter-hour) [table/row]'
}

# ---- Roles -------------------------------------------------------------------------------------------

@test "an incident without a scribe" {
	breaks '/^\| scribe/d' \
		'an incident needs a row for incident commander, deputy, scribe, subject expert, customer liaison and internal liaison; one person may hold several: 5 rows have "Role" incident commander or deputy or scribe or subject expert or customer liaison or internal liaison, at least 6 are needed (roles-complete) [table/row]'
}

@test "a role that stands twice" {
	breaks_among_others 's/^\| deputy/| scribe/' \
		'a role that stands twice is held by nobody: "scribe" stands twice in "Role" (role-once) [table/row]'
}

# ---- Severity ----------------------------------------------------------------------------------------

@test "a sev2 that is no major incident" {
	breaks 's/^(\| sev2 \| most readers feel it, .* \|) yes/\1 no/' \
		'sev1 and sev2 are major incidents: a commander leads, and both sides are called: "Major" is "no", must be yes (severity-major) [table/row]'
}

@test "a sev3 that is a major incident" {
	breaks 's/^(\| sev3 \| some readers feel it, .* \|) no/\1 yes/' \
		'what is a major incident is at least a sev2: "Major" is "yes", must be no (severity-minor) [table/row]'
}

@test "a severity that is explained twice" {
	breaks_among_others 's/^\| sev3 \| some readers/| sev2 | some readers/' \
		'each level is explained once: "sev2" stands twice in "Severity" (severity-once) [table/row]'
}

@test "a severity that is left out" {
	breaks '/^\| sev5 \|/d' \
		'the table of "Severity Levels" has 4 rows, at least 5 are needed [table/too-few-rows]'
}

# ---- Alerts ------------------------------------------------------------------------------------------

@test "an alert that nobody finds here" {
	breaks 's/^alerts: \[/alerts: [NewVersionAnswers, /' \
		'who is woken by an alert looks for its name under When To Use: `alerts` has "NewVersionAnswers", which must stand under "Alert" in the table of "When To Use" (alert-entry) [front/rule]'
}

@test "an alert that leads to a whole document" {
	breaks 's/(FeatureAgeHigh \| F-1 .*)\(#featureagehigh\)/\1(..\/..\/runbooks\/feed-ranker.md)/' \
		'link the heading with the steps (#heading), not a whole document: nobody searches at night: "Start At" is "../../runbooks/feed-ranker.md", must match # (start-section) [table/row]'
}

@test "an alert whose section is not there" {
	breaks_among_others 's/(FeatureAgeHigh \| F-1 .*)#featureagehigh/\1#stale-inputs/' \
		'no heading "#stale-inputs" in this document [link/fragment]'
}

@test "an alert with two places to start" {
	breaks 's/^\| ComplaintsAlike \| - \| (.*)/&\n| ComplaintsAlike | - | \1/' \
		'one alert has one place to start: "ComplaintsAlike" stands twice in "Alert" (alert-once) [table/row]'
}

@test "an alert that no taxonomy lists" {
	edit 's/ComplaintsAlike/ReadersAngry/g'
	warns 's/^### ReadersAngry/### Angry readers/' \
		'an alert that no alert taxonomy lists has no owner: add it there, or correct its name: `alerts` has "ReadersAngry", which must stand under "Name" in the table of "Alerts" of a alert-taxonomy (alert-listed) [front/rule]'
}

# ---- Failure modes -----------------------------------------------------------------------------------

@test "a failure mode that no card describes" {
	breaks_among_others 's/^covers: \[/covers: [F-9, /' \
		'a playbook covers failure modes that a model card describes: `covers` has "F-9", which must stand under "Id" in the table of "Failure Modes" of what "models" links to (covers-known) [front/rule]'
}

@test "a failure mode that the card does not describe, in a table" {
	breaks 's/^\| FeedClicksLow \| F-4/| FeedClicksLow | F-4, F-8/' \
		'a failure mode has the id that its model card gives it: "Failure Mode" has "F-8", which must stand under "Id" in the table of "Failure Modes" of what "models" links to (mode-known) [table/row]'
}

@test "a failure mode that nobody recognises" {
	breaks 's/^\| FeedClicksLow \| F-4/| FeedClicksLow | -/' \
		'each failure mode says under When To Use how it is recognised: `covers` has "F-4", which must stand under "Failure Mode" in the table of "When To Use" (covers-recognised) [front/rule]'
}

@test "a failure mode without steps" {
	breaks '/^\| F-4 \| [12]/d' \
		'each failure mode has its steps under Mitigate: `covers` has "F-4", which must stand under "Failure Mode" in the table of "Mitigate" (covers-mitigated) [front/rule]'
}

@test "models that are no model cards" {
	breaks 's/^models: .*/models: [..\/postmortem\/feed-ranker-old-inputs.md]/' \
		'"../postmortem/feed-ranker-old-inputs.md" is a document of kind postmortem, not model-card [link/wrong-kind]'
}

@test "a playbook older than the card that it covers" {
	warns 's/^updated: .*/updated: 2026-10-25/' \
		'the model card is newer than this playbook: go through the steps with the new version, then set updated: `created` of handoff/model-card/feed-ranker-v42.md is "2026-10-26", must not be after updated (stale-card) [front/rule]'
}

@test "a playbook for a version that no longer runs" {
	sed -i 's/^status: .*/status: retired/' handoff/model-card/feed-ranker-v42.md
	warns 's/^review-by: .*/review-by: 2027-01-30/' \
		'this version of the model no longer runs: link the card of the one that does: `status` of handoff/model-card/feed-ranker-v42.md is "retired", must not be superseded or retired (card-replaced) [front/rule]'
}

# ---- Model, data or machines -------------------------------------------------------------------------

@test "no question tells the model apart" {
	breaks 's/\| model \| \[odd order\]/| infra | [odd order]/' \
		"without a question for the model, its faults look like someone else's: no row has \"Then It Is\" model (cause-model) [table/row]"
}

@test "no question tells the data apart" {
	breaks 's/\| data \| \[/| model | [/' \
		"without a question for the data, its faults look like the model's: no row has \"Then It Is\" data (cause-data) [table/row]"
}

@test "no question tells the machines apart" {
	breaks 's/\| infra \| \[/| data | [/' \
		"without a question for the machines, their faults look like the model's: no row has \"Then It Is\" infra (cause-infra) [table/row]"
}

# ---- Calling and telling -----------------------------------------------------------------------------

@test "an escalation without a time" {
	breaks "s/($LAST_CALL) 30 min/\1 /" '"Within" is empty in this row of "Escalate" [table/empty-cell]'
}

@test "an escalation soon" {
	breaks "s/($LAST_CALL) 30 min/\1 soon/" \
		'Within must be a duration such as 90 s, 5 min or 180d, not "soon" [table/cell-type]'
}

@test "an escalation to someone without a contact" {
	breaks '/^\| bob \|/d' \
		'whoever is called has a row under Contacts that says how: "Who" has "bob", which must stand under "Who" in the table of "Contacts" (escalation-contact) [table/row]'
}

@test "a role without a contact" {
	breaks '/^\| support rota \|/d' \
		'whoever takes a role has a row under Contacts that says how to reach them: "Who" has "support rota", which must stand under "Who" in the table of "Contacts" (role-contact) [table/row]'
}

@test "the rota that is called next, without a contact" {
	breaks 's/^escalation-rota: .*/escalation-rota: night rota/' \
		'the rota that is called next has a row under Contacts that says how: `escalation-rota` has "night rota", which must stand under "Who" in the table of "Contacts" (rota-contact) [front/rule]'
}

@test "a contact that stands twice" {
	breaks 's/^\| bob \| operations lead(.*)/&\n| bob | the same person\1/' \
		'one row for each contact, or people call an old number: "bob" stands twice in "Who" (contact-once) [table/row]'
}

@test "a contact that nobody can reach" {
	breaks 's/^(\| search rota \| [^|]*\|)[^|]*/\1 /' \
		'"How To Reach" is empty in this row of "Contacts" [table/empty-cell]'
}

@test "no contacts at all" {
	breaks_among_others '/^## Contacts/,$d' 'section "Contacts" is missing (after "After") [section/missing]'
}

@test "a message that does not say what it means" {
	breaks 's/About \(number\) in 100 visits are affected.*at risk\./ /' \
		'"So What" is empty in this row of "Communicate" [table/empty-cell]'
}

@test "no message for everybody" {
	breaks 's/^\| 1 \| support leads/| 2 | support leads/' \
		'everybody who is affected gets a message in plain words (level 1): no row has "Level" 1 (message-level-1) [table/row]'
}

@test "no message for the leads" {
	breaks 's/^\| 2 \| both leads/| 1 | both leads/' \
		'the technical leads get a message of their own (level 2): no row has "Level" 2 (message-level-2) [table/row]'
}

@test "no message for the engineers" {
	breaks 's/^\| 3 \| engineers/| 2 | engineers/' \
		'the engineers who help get the details (level 3): no row has "Level" 3 (message-level-3) [table/row]'
}

@test "a message every five minutes" {
	warns 's/incident channel \| 20 min/incident channel | 5 min/' \
		'updates every few minutes stop the work: 20 to 30 min is a good rhythm: "Every" is "5 min", must be at least 15 min (message-rhythm) [table/row]'
}

@test "recovered without a figure" {
	breaks 's/clicks for each visit above 2.25 \| 60/clicks look well | 60/' \
		'recovered is a figure on a screen, not a feeling: "Recovered When" is "clicks look well", must match [0-9] (recovery-number) [table/row]'
}

# ---- Tested ------------------------------------------------------------------------------------------

@test "approved, and never tested" {
	breaks '/^last-tested:/d' \
		'`last-tested` is missing: the last day on which somebody really followed these steps; reading them aloud does not count [front/missing-field]'
}

@test "approved, and nobody knows how it was tested" {
	breaks '/^tested-by:/d' \
		'`tested-by` is missing: how it was tried: a planned game day, a real incident, or a short drill [front/missing-field]'
}

@test "in review it need not be tested yet" {
	edit 's/^status: .*/status: in-review/'
	passes '/^(last-tested|tested-by):/d'
}

@test "a test in the future" {
	breaks 's/^last-tested: .*/last-tested: 2026-11-30/' '`last-tested` is after today [front/type]'
}

@test "a test too long ago" {
	edit 's/^created: .*/created: 2026-07-01/'
	breaks 's/^last-tested: .*/last-tested: 2026-08-25/' \
		'the last test is too long ago: try the steps again, or set the status to needs-rehearsal: `last-tested` is "2026-08-25", must not be before 2026-08-26 (today - [test-interval-days] * 1d) (test-overdue) [front/rule]'
}

@test "a test on the last day that counts" {
	edit 's/^created: .*/created: 2026-07-01/'
	passes 's/^last-tested: .*/last-tested: 2026-08-26/'
}

@test "a test too long ago is how it is where a rehearsal is needed" {
	edit 's/^created: .*/created: 2026-07-01/; s/^status: .*/status: needs-rehearsal/'
	passes 's/^last-tested: .*/last-tested: 2026-08-01/'
}

@test "a test from before the text" {
	warns 's/^last-tested: .*/last-tested: 2026-10-01/' \
		'a test before this text was begun has tried something else: `last-tested` is "2026-10-01", must not be before created (test-before-text) [front/rule]'
}

@test "the day to look at it again has passed" {
	warns 's/^review-by: .*/review-by: 2026-11-01/' \
		'the day to compare these steps with reality has passed: `review-by` is "2026-11-01", must not be before today (review-overdue) [front/rule]'
}

@test "superseded by nobody knows what" {
	breaks 's/^status: .*/status: superseded/' \
		"\`superseded-by\` is missing: the newer document that took this one's place [front/missing-field]"
}

@test "a reader that no map of stakeholders has" {
	warns 's/^audience: .*/audience: [on-call-feed, feed-buyers]/' \
		'no stakeholder map has this party, so nobody knows how much detail they need: `audience` has "feed-buyers", which must stand under "Id" in the table of "Stakeholders" of a stakeholder-map (audience-mapped) [front/rule]'
}

@test "nobody from research wrote or read it" {
	warns 's/^authors: .*/authors: [bob, heidi]/; s/^reviewers: .*/reviewers: [dave, judith]/' \
		'somebody from research writes these steps or reads them before they count: "authors" must be somebody on the side of research, or "reviewers" must be somebody on the side of research (read-by-research) [front/rule]'
}

@test "nobody from operations wrote or read it" {
	warns 's/^authors: .*/authors: [alice]/; s/^reviewers: .*/reviewers: [ivan, judith]/' \
		'somebody from operations writes these steps or reads them before they count: "authors" must be somebody on the side of operations, or "reviewers" must be somebody on the side of operations (read-by-operations) [front/rule]'
}
