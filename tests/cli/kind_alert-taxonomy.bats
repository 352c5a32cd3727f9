#!/usr/bin/env bats
# The alert taxonomy: what it refuses, each by one edit to a good one.

# shellcheck disable=SC2016  # backticks, $ and \ in single quotes are meant

load cli_helper
load kind_helper

DOC=handoff/alert-taxonomy/feed.md

# Rows of the good document, for the edits.
AGE='/^\| AL-1 \| FeatureAgeHigh/'      # sev2, pages
LATENCY='/^\| AL-2 \| FeedLatencyHigh/' # sev3, pages
JOB='/^\| AL-6 \| FeatureJobFailed/'    # sev3, a ticket of today
REBUILD='/^\| AL-9 \| RebuildSkipped/'  # sev5, muted
ACCURACY='/^\| AL-8 \| AccuracyFalling/' # sev4, a ticket for later
VERSION='/^\| AL-11 \| NewVersion/'     # only informs

@test "the good document passes, strictly" {
	handoff_run check --strict "$DOC"
	assert_status 0
	assert_silent
}

@test "a new one is only incomplete" {
	new_is_only_incomplete alert-taxonomy
}

# ---- Pages: urgent, for a person, with steps, received ---------------------------------------------

@test "a page that only informs" {
	breaks "$LATENCY s/act-now/inform/" \
		'nobody is woken for something they cannot act on: make it notify, or say what to do: "Actionability" is "inform", must not be inform (page-actionable) [table/row]'
}

@test "a page that can wait until tomorrow" {
	breaks "$LATENCY s/act-now/act-later/" \
		'what can wait for working hours is a ticket, not a page: "Actionability" is "act-later", must not be act-today or act-later (page-urgent) [table/row]'
}

@test "a page that can wait until this afternoon" {
	breaks "$LATENCY s/act-now/act-today/" \
		'what can wait for working hours is a ticket, not a page: "Actionability" is "act-today", must not be act-today or act-later (page-urgent) [table/row]'
}

@test "a page without a playbook" {
	breaks "$LATENCY s/\[slow answers\][^|]*/- /" \
		'who is woken needs steps to follow: link the section of a playbook: "Playbook" is "-", must be filled in (page-playbook) [table/row]'
}

@test "a page with a playbook and no section of it" {
	breaks "$LATENCY s/#feedlatencyhigh//" \
		'link the section with the steps (playbook.md#section), not the whole playbook: "Playbook" is "../playbook/feed-ranker.md", must match # (page-playbook-section) [table/row]'
}

@test "a page with a section that the playbook does not have" {
	breaks_among_others "$LATENCY s/#feedlatencyhigh/#slow-reply/" \
		'no heading "#slow-reply" in handoff/playbook/feed-ranker.md [link/fragment]'
}

@test "a page with steps that are no playbook" {
	breaks_among_others "$LATENCY s/..\/playbook\/feed-ranker.md#feedlatencyhigh/..\/..\/runbooks\/feed-ranker.md#slow-answers/" \
		'"../../runbooks/feed-ranker.md#slow-answers" is not a document of kind playbook [link/wrong-kind]'
}

@test "a page whose playbook does not name it" {
	warns "$LATENCY s/FeedLatencyHigh/FeedSlow/" \
		'who is woken looks for the alert'\''s name under When To Use of the playbook: "Name" has "FeedSlow", which must stand under "Alert" in the table of "When To Use" of what "Playbook" links to (page-in-playbook) [table/row]'
}

@test "a page without a receiver" {
	breaks "$LATENCY s/feed rota/-/" \
		'a page that nobody receives is no page: name the rota: "Receiver" is "-", must be filled in (page-receiver) [table/row]'
}

@test "a ticket without a receiver" {
	breaks "$JOB s/data platform/-/" \
		'a ticket without a receiver is read by nobody: "Receiver" is "-", must be filled in (ticket-receiver) [table/row]'
}

@test "a ticket without a playbook" {
	warns "$JOB s/\[old inputs\][^|]*/- /" \
		'also a ticket is answered faster with steps to follow: "Playbook" is "-", must be filled in (ticket-playbook) [table/row]'
}

# ---- Severity, actionability and response -----------------------------------------------------------

@test "a sev2 that is only a ticket" {
	breaks "$AGE s/\| page \|/| ticket |/" \
		'a sev1 or sev2 calls a person at any hour; if it need not, it is a sev3 or less: "Response" is "ticket", must be page (major-pages) [table/row]'
}

@test "a sev2 that can wait" {
	breaks "$AGE s/act-now/act-today/" \
		'a sev1 or sev2 cannot wait; if it can, it is a sev3 or less: "Actionability" is "act-today", must not be act-today or act-later (major-now) [table/row]'
}

@test "what has to be done today is not a mere notice" {
	breaks "$JOB s/\| ticket \|/| notify |/" \
		'what somebody has to do today is a ticket; a mere notice is forgotten: "Response" is "notify", must not be notify (response-wait) [table/row]'
}

@test "what has to be done now is not a mere notice" {
	breaks "$LATENCY s/\| page \|/| notify |/" \
		'what somebody has to do now is a page or a ticket, not a notice: "Response" is "notify", must not be notify (matrix-notice) [table/row]'
}

@test "what has to be done later is a notice only where the matrix says so" {
	breaks "$ACCURACY s/\| ticket \|/| notify |/" \
		'the response matrix has no notice for this severity when something is to be done later: "Severity" has "sev4", which must stand under "Severity" in the table of "Response Matrix", in a row where "Act Later" must be notify (matrix-later) [table/row]'
}

@test "a page where the matrix has a ticket" {
	breaks "$LATENCY s/sev3/sev4/" \
		'the response matrix has a ticket for this severity when something is to be done now, not a page: "Severity" has "sev4", which must stand under "Severity" in the table of "Response Matrix", in a row where "Act Now" must be page (matrix-page) [table/row]'
}

@test "a ticket where the matrix has a page" {
	breaks "$LATENCY s/\| page \|/| ticket |/" \
		'the response matrix has a page for this severity when something is to be done now, not a ticket: "Severity" has "sev3", which must stand under "Severity" in the table of "Response Matrix", in a row where "Act Now" must be ticket (matrix-ticket) [table/row]'
}

@test "a notice where the matrix says that there is to be none" {
	breaks "$VERSION s/sev4/sev5/" \
		'the response matrix has no notice for this severity: delete the alert, or say what somebody should do: "Severity" has "sev5", which must stand under "Severity" in the table of "Response Matrix", in a row where "Inform" must be notify (matrix-delete) [table/row]'
}

@test "what needs no action is not a ticket" {
	breaks_among_others "$VERSION s/\| notify \|/| ticket |/" \
		'what needs no action is a notice; a ticket asks for work: "Response" is "ticket", must be notify (response-inform) [table/row]'
}

@test "a severity that does not exist" {
	breaks "$AGE s/sev2/critical/" \
		'Severity cannot be "critical": it is one of sev1, sev2, sev3, sev4 or sev5 [table/cell-type]'
}

@test "an origin that does not exist" {
	breaks "$AGE s/\| data \|/| network |/" \
		'Origin cannot be "network": it is one of model, data, infra or business [table/cell-type]'
}

@test "the matrix answers a sev2 with a ticket" {
	breaks 's/^(\| sev2 \|) page/\1 ticket/' \
		'a sev1 or sev2 calls a person at any hour: "Act Now" is "ticket", must be page (matrix-major) [table/row]'
}

@test "the matrix pages for what can wait" {
	breaks 's/^(\| sev3 \| page \|) ticket/\1 page/' \
		'a page wakes somebody: only what needs a person now may do that: "Act Today" is "page", must not be page (matrix-urgent) [table/row]'
}

@test "the matrix lacks a severity" {
	breaks '/^\| sev5 \| ticket/d' \
		'the table of "Response Matrix" has 4 rows, at least 5 are needed [table/too-few-rows]'
}

@test "the matrix has a severity twice" {
	breaks 's/^\| sev5 \| ticket/| sev4 | ticket/' \
		'one row for each severity, or people read different answers: "sev4" stands twice in "Severity" (matrix-once) [table/row]'
}

@test "the levels are explained twice" {
	breaks 's/^\| sev5 \| nobody/| sev4 | nobody/' \
		'each level is explained once: "sev4" stands twice in "Severity" (severity-once) [table/row]'
}

# ---- Times --------------------------------------------------------------------------------------------

@test "a page without a time to acknowledge it" {
	breaks "$AGE s/15 min/-/" \
		'a page has a time within which somebody answers: "Acknowledge Within" is "-", must be filled in (page-acknowledge) [table/row]'
}

@test "a page without a time to resolve it" {
	breaks "$AGE s/60 min/-/" \
		'a page has a time within which it should be over, or be passed on: "Resolve Within" is "-", must be filled in (page-resolve) [table/row]'
}

@test "a ticket without a time to acknowledge it" {
	breaks "$JOB s/4 h/-/" \
		'a ticket has a time within which somebody looks at it: "Acknowledge Within" is "-", must be filled in (ticket-acknowledge) [table/row]'
}

@test "a page that may wait for an hour" {
	breaks "$LATENCY s/15 min/60 min/" \
		'who is woken answers within 30 min, or it need not be a page: "Acknowledge Within" is "60 min", must be at most 30 min (page-time) [table/row]'
}

@test "a ticket of today that may wait for two days" {
	breaks_among_others "$JOB s/4 h/2 d/" \
		'what has to be done today is looked at within 24 h: "Acknowledge Within" is "2 d", must be at most 1 d (24 h) (ticket-today-time) [table/row]'
}

@test "a ticket that may wait for two weeks" {
	breaks "$ACCURACY s/\| 3 d/| 14 d/" \
		'a ticket is looked at within 7 d, or nobody ever looks at it: "Acknowledge Within" is "14 d", must be at most 7 d (ticket-later-time) [table/row]'
}

@test "resolved before it is acknowledged" {
	breaks "$AGE s/60 min/10 min/" \
		'it is acknowledged before it is resolved: "Resolve Within" is "10 min", must be at least 15 min ([Acknowledge Within]) (resolve-time) [table/row]'
}

@test "a time without a unit" {
	breaks "$AGE s/15 min/15/" \
		'Acknowledge Within must be a duration such as 90 s, 5 min or 180d, not "15" [table/cell-type]'
}

# ---- Mutes --------------------------------------------------------------------------------------------

@test "a mute without an end" {
	breaks "$REBUILD s/2026-12-14/-/" \
		'a mute without an end is forgotten: say until when, or retire the alert: "Mute Until" is "-", must be filled in (mute-expiry) [table/row]'
}

@test "a mute that has run out" {
	breaks "$REBUILD s/2026-12-14/2026-11-20/" \
		'the mute has run out: switch the alert on again, or give a new day and a reason: "Mute Until" is "2026-11-20", must not be before today (mute-over) [table/row]'
}

@test "an active alert with a day until which it is muted" {
	warns "$REBUILD s/muted/active/" \
		'an active alert has no day until which it is muted: "Mute Until" is "2026-12-14", must be empty (mute-left) [table/row]'
}

# ---- What is watched ----------------------------------------------------------------------------------

@test "no alert on the model" {
	breaks 's/^(\| AL-[0-9]+ \| [A-Za-z]+ \|) model \|/\1 business |/' \
		'each model in production has an alert on the model itself, or users find its faults; name the model under Model: `model-name` of handoff/model-card/feed-ranker-v42.md has "Feed ranker", which must stand under "Model" in the table of "Alerts", in a row where "Origin" must be model and "Status" must be active or muted (model-alert) [front/rule]'
}

@test "no alert on the model, because the alerts name another one" {
	breaks 's/^(\| AL-[0-9]+ \| [A-Za-z]+ \| model \|) Feed ranker/\1 Search ranker/' \
		'each model in production has an alert on the model itself, or users find its faults; name the model under Model: `model-name` of handoff/model-card/feed-ranker-v42.md has "Feed ranker", which must stand under "Model" in the table of "Alerts", in a row where "Origin" must be model and "Status" must be active or muted (model-alert) [front/rule]'
}

@test "no alert on the data" {
	breaks 's/^(\| AL-[0-9]+ \| [A-Za-z]+ \|) data \|/\1 infra |/' \
		'each model in production has an alert on its data, or a starving model looks healthy; name the model under Model: `model-name` of handoff/model-card/feed-ranker-v42.md has "Feed ranker", which must stand under "Model" in the table of "Alerts", in a row where "Origin" must be data and "Status" must be active or muted (data-alert) [front/rule]'
}

@test "an alert on several models counts for each of them" {
	passes 's/^(\| AL-[0-9]+ \| [A-Za-z]+ \| model \|) Feed ranker/\1 Search ranker, Feed ranker/'
}

@test "an alert on the model whose message carries nothing" {
	breaks 's/^(\| AL-4 \| Clicks.*Feed clicks \|).*/\1 - |/' \
		'an alert on the model says which version, inputs or slice it is about: fill in Context under Alert Signals: "Id" has "AL-4", which must stand under "Alert" in the table of "Alert Signals", in a row where "Context" must be filled in (model-context) [table/row]'
}

@test "an alert that carries what is not logged" {
	breaks 's/^(\| AL-5 \| Reading.*\|) slice/\1 other/' \
		'an alert can only carry what is logged: add the field under Log Context: "Context" has "other", which must stand under "Field" in the table of "Log Context" (signal-context) [table/row]'
}

@test "a word that is no field of the log" {
	breaks_among_others 's/^(\| AL-5 \| Reading.*\|) slice/\1 weather/' \
		'Context cannot be "weather": it is one of model-version, feature-freshness, slice, sample-ids, trace or other [table/cell-type]'
}

@test "a panel that the dashboard does not have" {
	breaks 's/Feed accuracy \| model/Feed quality | model/' \
		'who is called looks at a panel of the shared dashboard first: "Panel" has "Feed quality", which must stand under "Panel" in the table of "Shared Dashboard" (signal-panel) [table/row]'
}

@test "an alert without signals" {
	breaks '/^\| AL-2 \| p95/d' \
		'each alert says under Alert Signals what sets it off: "Id" has "AL-2", which must stand under "Alert" in the table of "Alert Signals" (alert-signal) [table/row]'
}

@test "signals of no alert" {
	breaks_among_others 's/^\| AL-2 \| p95/| AL-20 | p95/' \
		'these signals belong to no alert in the list: "Alert" has "AL-20", which must stand under "Id" in the table of "Alerts" (signal-known) [table/row]'
}

@test "two alerts on one metric and one threshold" {
	warns 's/> 148 ms/> 155 ms/' \
		'two alerts on one metric and one threshold are one alert: "p95 latency" stands twice in "Metric" and "Threshold" (signal-duplicate) [table/row]'
}

@test "a threshold without a unit" {
	breaks 's/> 155 ms/> 155/' \
		'Threshold is "> 155", a number without its unit: write it behind, as in 120 ms [unit/missing]'
}

@test "a dashboard that cannot tell the data apart" {
	breaks '/^## Shared Dashboard/,/^## Alert Record/ s/\| data \|/| infra |/' \
		'without a panel for the data, its faults look like the model'\''s: no row has "Origin" data (dashboard-data) [table/row]'
}

@test "a dashboard that cannot tell the model apart" {
	breaks '/^## Shared Dashboard/,/^## Alert Record/ s/\| model \|/| infra |/' \
		'without a panel for the model, its faults look like someone else'\''s: no row has "Origin" model (dashboard-model) [table/row]'
}

@test "a dashboard that cannot tell the machines apart" {
	breaks '/^## Shared Dashboard/,/^## Alert Record/ s/\| infra \|/| data |/' \
		'without a panel for the machines, their faults look like the model'\''s: no row has "Origin" infra (dashboard-infra) [table/row]'
}

@test "a panel that stands there twice" {
	breaks '/^\| Feed latency \| Is it/p' \
		'one row for each panel: "Feed latency" stands twice in "Panel" (panel-once) [table/row]'
}

@test "a field of the log that stands there twice" {
	breaks '/^\| trace \| the way/p' \
		'one row for each field: "trace" stands twice in "Field" (context-once) [table/row]'
}

# ---- The list -----------------------------------------------------------------------------------------

@test "an id that is used again" {
	breaks 's/^\| AL-12 \|/| AL-1 |/' \
		'an alert'\''s id is used once and never again: "AL-1" stands twice in "Id" (alert-id-once) [table/row]'
}

@test "a name that is used twice" {
	breaks "$LATENCY s/FeedLatencyHigh/FeatureAgeHigh/" \
		'two alerts with one name are told apart by nobody at night: "FeatureAgeHigh" stands twice in "Name" (alert-name-once) [table/row]'
}

@test "an alert with two rows of signals" {
	breaks '/^\| AL-9 \| Days/p' \
		'one row for each alert: "AL-9" stands twice in "Alert" (signal-once) [table/row]'
}

@test "an alert with two rows in the record" {
	breaks '/^\| AL-9 \| alice/p' \
		'one row for each alert: "AL-9" stands twice in "Alert" (record-once) [table/row]'
}

@test "an alert without a record" {
	breaks '/^\| AL-2 \| ivan/d' \
		'each alert has its owners and its firings under Alert Record: "Id" has "AL-2", which must stand under "Alert" in the table of "Alert Record" (alert-record) [table/row]'
}

@test "a record of no alert" {
	breaks_among_others 's/^\| AL-2 \| ivan/| AL-20 | ivan/' \
		'this record belongs to no alert in the list: "Alert" has "AL-20", which must stand under "Id" in the table of "Alerts" (record-known) [table/row]'
}

@test "an alert on the data without an owner in research" {
	breaks 's/^(\| AL-5 \|) alice/\1 -/' \
		'an alert on the model or its data has an owner in research too: fill in Research Owner under Alert Record: "Id" has "AL-5", which must stand under "Alert" in the table of "Alert Record", in a row where "Research Owner" must be filled in (model-owner) [table/row]'
}

@test "an owner in research who works in operations" {
	breaks 's/^(\| AL-5 \|) alice/\1 bob/' \
		'the owner in research holds a role there: "Research Owner" is "bob", must be somebody on the side of research (record-research) [table/row]'
}

@test "an owner in operations who works in research" {
	breaks 's/^(\| AL-5 \| alice \|) bob/\1 ivan/' \
		'the owner in operations holds a role there: "Operations Owner" is "ivan", must be somebody on the side of operations (record-operations) [table/row]'
}

@test "a page that never fired" {
	warns 's/^(\| AL-2 \| ivan \| heidi \|) 2026-11-03/\1 -/' \
		'an alert that never fired, not even in a test, may not work: set it off once and fill in Last Fired: "Id" has "AL-2", which must stand under "Alert" in the table of "Alert Record", in a row where "Last Fired" must be filled in (page-never-fired) [table/row]'
}

@test "an alert that fires often and leads to nothing" {
	warns 's/2026-11-18 \| 5 \| 3/2026-11-18 | 5 | 2/' \
		'fewer than half of five or more firings led to anything: change the threshold, make it a ticket, or delete it: "Acted On in 30 d" is "2", must be at least 2.5 ([Fired in 30 d] * 0.5) (alert-precision) [table/row]'
}

@test "an alert that fires seldom may lead to nothing" {
	passes 's/2026-11-18 \| 5 \| 3/2026-11-18 | 4 | 0/'
}

@test "a retired alert needs no signals, no record and no receiver" {
	passes '/^\| AL-12 \|/ s/\| infra \|/| model |/'
}

@test "more acted on than fired" {
	breaks 's/(2026-11-12 \| 2 \|) 2/\1 3/' \
		'nobody acts more often than the alert fired: "Acted On in 30 d" is "3", must be at most 2 ([Fired in 30 d]) (acted-at-most-fired) [table/row]'
}

@test "an owner who is a team" {
	breaks_among_others 's/^(\| AL-2) \| ivan/\1 | ml-team/' \
		'Research Owner: no person "ml-team" in .handoff/people.yaml [people/unknown]'
}

@test "a last firing in the future" {
	breaks 's/(heidi \|) 2026-11-03 (\| 1)/\1 2026-12-03 \2/' \
		'Last Fired is after today [table/cell-type]'
}

@test "an action that is done without proof" {
	breaks "s/in the access log since 2026-11-12 \|$/- |/" \
		'done needs its proof: a link or a sentence that shows it: "Proof" is "-", must be filled in (action-done-proof) [table/row]'
}

@test "a vague action" {
	warns 's/^(\| A-3 \|) Raise/\1 Improve/' \
		'begin with a verb whose end can be seen: add, remove, alert, test, write (action-vague) [table/row]'
}

# ---- The document as a whole --------------------------------------------------------------------------

@test "no models named" {
	breaks '/^models: /d' \
		'`models` is missing: the model cards of the models in production behind these services [front/missing-field]'
}

@test "a model that is no model card" {
	breaks 's/^models: .*/models: [..\/readiness\/feed-ranker-v42.md]/' \
		'"../readiness/feed-ranker-v42.md" is a document of kind readiness, not model-card [link/wrong-kind]'
}

@test "no tests of the alerts" {
	breaks '/^## Tests of the Alerts/,/^## Changes/ { /^## Changes/!d }' \
		'section "Tests of the Alerts" is missing (after "Alert Record") [section/missing]'
}

@test "approved without approvers" {
	breaks '/^approvers: /d' \
		'`approvers` is missing: the named persons who agree to it; each adds an own sign-off [front/missing-field]'
}

@test "approved without a day for the next review" {
	breaks '/^review-by: /d' \
		'`review-by` is missing: when both sides go through the whole list again; three months ahead is a good habit [front/missing-field]'
}

@test "the day of the review has passed" {
	warns 's/^review-by: .*/review-by: 2026-11-20/' \
		'the day to go through the list again has passed: `review-by` is "2026-11-20", must not be before today (review-overdue) [front/rule]'
}

@test "nobody from operations has read it" {
	warns 's/^authors: .*/authors: [alice]/; s/^reviewers: .*/reviewers: [ivan]/' \
		'somebody from operations writes this document or reads it before it counts: "authors" must be somebody on the side of operations, or "reviewers" must be somebody on the side of operations (read-by-operations) [front/rule]'
}

@test "nobody from research has read it" {
	warns 's/^authors: .*/authors: [bob]/; s/^reviewers: .*/reviewers: [dave]/' \
		'somebody from research writes this document or reads it before it counts: "authors" must be somebody on the side of research, or "reviewers" must be somebody on the side of research (read-by-research) [front/rule]'
}

@test "a reader that no map of stakeholders has" {
	warns 's/^audience: .*/audience: [on-call-feed, feed-buyers]/' \
		'no stakeholder map has this party, so nobody knows how much detail they need: `audience` has "feed-buyers", which must stand under "Id" in the table of "Stakeholders" of a stakeholder-map (audience-mapped) [front/rule]'
}

# ---- Actions ------------------------------------------------------------------------------------------

@test "an action's id that stands twice" {
	breaks 's/^\| A-3 /| A-2 /' \
		"an action's id is used once and never again: \"A-2\" stands twice in \"Id\" (action-id-once) [table/row]"
}

@test "an action that was declined without a reason" {
	breaks '/^\| A-2 / s/in-progress/declined/' \
		'declined needs the reason, and who accepted it, under Proof: "Proof" is "-", must have at least 3 words (action-declined-reason) [table/row]'
}

@test "an action that was moved to nowhere" {
	breaks '/^\| A-2 / s/in-progress/moved/' \
		'moved needs the place it went to under Proof: "Proof" is "-", must be filled in (action-moved-target) [table/row]'
}

@test "an urgent action without a ticket" {
	breaks '/^\| A-3 / s/P3/P1/' \
		'a P0 or P1 action needs a ticket: "Tracking" is "-", must match ://|[A-Za-z][A-Za-z0-9]*-[0-9]+|#[0-9]+|\.md (action-tracked) [table/row]'
}
