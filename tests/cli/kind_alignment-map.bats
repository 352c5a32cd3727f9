#!/usr/bin/env bats
# The alignment map: what it refuses, each by one edit to a good one.

# shellcheck disable=SC2016  # backticks, $ and \ in single quotes are meant

load cli_helper
load kind_helper

DOC=handoff/alignment-map/feed-2026q4.md

# Rows of the good document, for the edits.
RESULT='/^\| KR-2 \|/'
KPI='/^\| KPI-2 \|/'
LINK='/^\| L-2 \| KR-2/'     # precision up, false alerts down
PRECISION='Precision of the complaint sorter'
ALERTS='False alerts to support'

@test "the good document passes, strictly" {
	handoff_run check --strict "$DOC"
	assert_status 0
	assert_silent
}

@test "a new one is only incomplete" {
	new_is_only_incomplete alignment-map
}

# ---- The sign of a link -------------------------------------------------------------------------------

@test "recall up, so fewer false alerts: the row that everybody writes once" {
	warns "s/$PRECISION/Recall of the complaint sorter/" \
		'with the same model, finding more of the true cases (recall) raises more false alerts, not fewer; what cuts them is precision: use that, or say under Mechanism what happens to precision: "Ops Moves" is "down", must equal ML Moves (sign-recall-alerts) [table/row]'
}

@test "recall up, so fewer false alarms, under another name" {
	warns "s/$PRECISION/Sensitivity of the sorter/; s/$ALERTS/False positives/" \
		'with the same model, finding more of the true cases (recall) raises more false alerts, not fewer; what cuts them is precision: use that, or say under Mechanism what happens to precision: "Ops Moves" is "down", must equal ML Moves (sign-recall-alerts) [table/row]'
}

@test "recall up, so fewer alerts at all" {
	warns "s/$PRECISION/Recall of the complaint sorter/; s/$ALERTS/Alerts to support/" \
		'with the same model, finding more of the true cases (recall) raises more false alerts, not fewer; what cuts them is precision: use that, or say under Mechanism what happens to precision: "Ops Moves" is "down", must equal ML Moves (sign-recall-alerts) [table/row]'
}

@test "recall up and fewer false alerts, with a word on precision" {
	passes "s/$PRECISION/Recall of the complaint sorter/; s/fewer of the groups/a new model finds more and is right more often (precision 75 %); fewer of the groups/"
}

@test "recall up, so more false alerts, is how it is" {
	passes "s/$PRECISION/Recall of the complaint sorter/; $KPI s/down \| 14 (.*) \| 7 /up | 7 \1 | 14 /; $LINK s/$ALERTS \| down/$ALERTS | up/"
}

@test "recall up, so more is missed" {
	warns "s/$PRECISION/Recall of the complaint sorter/; s/$ALERTS/Missed complaints/; $KPI s/down \| 14 (.*) \| 7 /up | 7 \1 | 14 /; $LINK s/complaints \| down/complaints | up/" \
		'recall is the share of true cases that are found: when it moves, misses move the other way: "Ops Moves" is "up", must differ from ML Moves (sign-recall-misses) [table/row]'
}

@test "recall up, so less is missed, is how it is" {
	passes "s/$PRECISION/Recall of the complaint sorter/; s/$ALERTS/Missed complaints/"
}

@test "precision up, so more false alerts" {
	warns "$KPI s/down \| 14 (.*) \| 7 /up | 7 \1 | 14 /; $LINK s/$ALERTS \| down/$ALERTS | up/" \
		'precision is the share of alerts that are true: when it rises, false alerts fall: "Ops Moves" is "up", must differ from ML Moves (sign-precision-alerts) [table/row]'
}

@test "threshold up, so more alerts" {
	warns "s/$PRECISION/Threshold of the complaint sorter/; s/$ALERTS/Alerts to support/; $KPI s/down \| 14 (.*) \| 7 /up | 7 \1 | 14 /; $LINK s/to support \| down/to support | up/" \
		'a higher threshold raises fewer alerts, a lower one more: "Ops Moves" is "up", must differ from ML Moves (sign-threshold-alerts) [table/row]'
}

@test "threshold up, so fewer alerts, is how it is" {
	passes "s/$PRECISION/Threshold of the complaint sorter/; s/$ALERTS/Alerts to support/"
}

@test "threshold up, so less is missed" {
	warns "s/$PRECISION/Threshold of the complaint sorter/; s/$ALERTS/Missed complaints/" \
		'a higher threshold misses more, a lower one less: "Ops Moves" is "down", must equal ML Moves (sign-threshold-misses) [table/row]'
}

@test "a mechanism in two words" {
	warns "$LINK s/fewer of the groups[^|]*/better sorter /" \
		'a mechanism says step by step why one figure moves the other: "Mechanism" is "better sorter", must have at least 6 words (mechanism-told) [table/row]'
}

# ---- Values and directions -----------------------------------------------------------------------------

@test "a key result that moves up to a lower target" {
	breaks "$RESULT s/75 %/50 %/" \
		'what moves up has a target above its baseline, in the same unit: "Target" is "50 %", must not be before Baseline and differ from Baseline (key-result-up) [table/row]'
}

@test "a key result whose target is its baseline" {
	breaks "$RESULT s/75 %/58 %/" \
		'what moves up has a target above its baseline, in the same unit: "Target" is "58 %", must not be before Baseline and differ from Baseline (key-result-up) [table/row]'
}

@test "a key result that moves down to a higher target" {
	breaks '/^\| KR-3 / s/0.4 pp/0.9 pp/' \
		'what moves down has a target below its baseline, in the same unit: "Target" is "0.9 pp", must not be after Baseline and differ from Baseline (key-result-down) [table/row]'
}

@test "a KPI that moves down to a higher target" {
	breaks "$KPI s/7 alerts/17 alerts/" \
		'what moves down has a target below its baseline, in the same unit: "Target" is "17 alerts/week", must not be after Baseline and differ from Baseline (kpi-down) [table/row]'
}

@test "a KPI that moves up to a lower target" {
	breaks '/^\| KPI-1 / s/2.39 clicks/2.30 clicks/' \
		'what moves up has a target above its baseline, in the same unit: "Target" is "2.30 clicks", must not be before Baseline and differ from Baseline (kpi-up) [table/row]'
}

@test "a target without a unit" {
	breaks_among_others "$RESULT s/75 %/0.75/" \
		'Target is "0.75", a number without its unit: write it behind, as in 120 ms [unit/missing]'
}

@test "a baseline without a unit" {
	breaks "$KPI s/14 alerts.week/14/" \
		'Baseline is "14", a number without its unit: write it behind, as in 120 ms [unit/missing]'
}

@test "a link in which the key result moves the other way" {
	breaks_among_others "$LINK s/sorter \| up/sorter | down/" \
		'under Key Results this one moves up: "Key Result" has "KR-2", which must stand under "Id" in the table of "Key Results", in a row where "Moves" must be down (link-ml-down) [table/row]'
}

@test "a link in which a falling key result rises" {
	breaks '/^\| L-3 / s/rebuild \| down/rebuild | up/' \
		'under Key Results this one moves down: "Key Result" has "KR-3", which must stand under "Id" in the table of "Key Results", in a row where "Moves" must be up (link-ml-up) [table/row]'
}

@test "a link in which the KPI moves the other way" {
	breaks_among_others '/^\| L-3 / s/weekly plan \| down/weekly plan | up/' \
		'under KPIs this one moves down: "KPI" has "KPI-4", which must stand under "Id" in the table of "KPIs", in a row where "Moves" must be up (link-ops-up) [table/row]'
}

@test "a link in which a rising KPI falls" {
	breaks '/^\| L-1 / s/visit \| up/visit | down/' \
		'under KPIs this one moves up: "KPI" has "KPI-1", which must stand under "Id" in the table of "KPIs", in a row where "Moves" must be down (link-ops-down) [table/row]'
}

@test "a lag without a unit" {
	breaks "$LINK s/\| 7 d \|/| 7 |/" \
		'Lag must be a duration such as 90 s, 5 min or 180d, not "7" [table/cell-type]'
}

# ---- Nothing hangs loose -------------------------------------------------------------------------------

@test "a key result without a link and without a reason" {
	breaks '/^\| KR-4 / s/too few[^|]*/- /' \
		'each key result moves a KPI, or says under Not Linked Because why none: "Id" must stand under "Key Result" in the table of "Links", or "Not Linked Because" must be filled in (key-result-linked) [table/row]'
}

@test "a reason of one word" {
	breaks '/^\| KR-4 / s/too few[^|]*/none /' \
		'each key result moves a KPI, or says under Not Linked Because why none: "Id" must stand under "Key Result" in the table of "Links", or "Not Linked Because" must be filled in (key-result-linked) [table/row]'
}

@test "a reason beside a link" {
	warns "$RESULT s/[^|]*\|$/ it moves no figure of operations |/" \
		'this key result has a link, and a reason why it has none (key-result-twice) [table/row]'
}

@test "a KPI without a link and without a reason" {
	warns '/^\| KPI-3 / s/the alert on[^|]*/- /' \
		'no key result moves this KPI: add the link, or say why under Not Linked Because: "Id" must stand under "KPI" in the table of "Links", or "Not Linked Because" must be filled in (kpi-linked) [table/row]'
}

@test "an objective that nothing belongs to" {
	warns 's/^(\| KPI-1 \|) O-3/\1 O-2/' \
		'an objective without a key result or KPI cannot be judged: "Id" has "O-3", which must stand under "Objective" in the table of "Key Results" or "KPIs" (objective-used) [table/row]'
}

@test "a key result of an objective that is not there" {
	breaks 's/^(\| KR-2 \|) O-2/\1 O-7/' \
		'this objective is not in the map: "Objective" has "O-7", which must stand under "Id" in the table of "Objectives" (key-result-objective) [table/row]'
}

@test "a KPI of an objective that is not there" {
	breaks 's/^(\| KPI-2 \|) O-2/\1 O-7/' \
		'this objective is not in the map: "Objective" has "O-7", which must stand under "Id" in the table of "Objectives" (kpi-objective) [table/row]'
}

@test "a link from a key result that is not there" {
	breaks_among_others 's/^(\| L-2 \|) KR-2/\1 KR-9/' \
		'this key result is not in the map: "Key Result" has "KR-9", which must stand under "Id" in the table of "Key Results" (link-key-result) [table/row]'
}

@test "a link to a KPI that is not there" {
	breaks_among_others "$LINK s/KPI-2/KPI-9/" \
		'this KPI is not in the map: "KPI" has "KPI-9", which must stand under "Id" in the table of "KPIs" (link-kpi) [table/row]'
}

@test "a link with a metric that no key result has" {
	breaks "$LINK s/$PRECISION/Quality of the complaint sorter/" \
		'write the metric as it stands under Key Results: "ML Metric" has "Quality of the complaint sorter", which must stand under "ML Metric" in the table of "Key Results" (link-ml-metric) [table/row]'
}

@test "a link with a metric that no KPI has" {
	breaks "$LINK s/$ALERTS/Noise in support/" \
		'write the metric as it stands under KPIs: "Ops Metric" has "Noise in support", which must stand under "Ops Metric" in the table of "KPIs" (link-ops-metric) [table/row]'
}

@test "a metric that the model card does not have" {
	breaks 's/\| Accuracy \| up/| Exactness | up/' \
		'the model card has no such metric: name it as the card does: "ML Metric" has "Exactness", which must stand under "Metric" in the table of "Metrics" or "Monitoring" of what "Model Card" links to (key-result-metric) [table/row]'
}

@test "a key result from nowhere" {
	breaks "$RESULT s/job sorter[^|]*/- /" \
		'say where the figure comes from: a model card, or another source: "Model Card" must be filled in, or "Source" must be filled in (key-result-source) [table/row]'
}

@test "an alert that the list does not have" {
	breaks 's/FeedClicksLow/FeedClicksHigh/' \
		'the list of alerts has no alert of this name: "Alert" has "FeedClicksHigh", which must stand under "Name" in the table of "Alerts" of what "alerts" links to (kpi-alert) [table/row]'
}

@test "an alert without a list" {
	breaks_among_others '/^alerts: /d' \
		'name the list that the alert stands in: the field alerts (kpi-alert-list) [table/row]'
}

@test "two links between the same pair" {
	breaks_among_others '/^\| L-3 \| KR-3/ s/KR-3(.*)KPI-4/KR-2\1KPI-2/' \
		'one row for each pair: "KR-2" stands twice in "Key Result" and "KPI" (link-pair-once) [table/row]'
}

@test "an id of a link that is used twice" {
	breaks_among_others "$LINK s/L-2/L-1/" \
		'a link'\''s id is used once: "L-1" stands twice in "Id" (link-once) [table/row]'
}

@test "an id of an objective that is used twice" {
	breaks '/^\| O-3 \|/ p' \
		'an objective'\''s id is used once: "O-3" stands twice in "Id" (objective-id-once) [table/row]'
}

@test "an id of a key result that is used twice" {
	breaks "$RESULT p" \
		'a key result'\''s id is used once: "KR-2" stands twice in "Id" (key-result-once) [table/row]'
}

@test "an id of a KPI that is used twice" {
	breaks "$KPI p" \
		'a KPI'\''s id is used once: "KPI-2" stands twice in "Id" (kpi-once) [table/row]'
}

# ---- Evidence and guardrails ---------------------------------------------------------------------------

@test "a link without evidence" {
	breaks '/^\| L-2 \| history/d' \
		'each link says under Evidence how we know: "Id" has "L-2", which must stand under "Link" in the table of "Evidence" (link-evidence) [table/row]'
}

@test "evidence for a link that is not there" {
	breaks 's/^\| L-2 \| history.*/&\n| L-8 | experiment | test 12 | low | - |/' \
		'this link is not in the map: "Link" has "L-8", which must stand under "Id" in the table of "Links" (evidence-link) [table/row]'
}

@test "two kinds of evidence for one link" {
	breaks '/^\| L-2 \| history/p' \
		'one row for each link: the strongest evidence: "L-2" stands twice in "Link" (evidence-once) [table/row]'
}

@test "an experiment without a source" {
	breaks 's/^(\| L-1 \| experiment \|)[^|]*/\1 - /' \
		'an experiment or history has a source that others can open: "Source" is "-", must be filled in (evidence-source) [table/row]'
}

@test "an assumption without an action that tests it" {
	breaks 's/\| low \| A-1 \|/| low | - |/' \
		'an assumption needs an action with a day that tests it: "Test Action" is "-", must be filled in (assumption-tested) [table/row]'
}

@test "an assumption whose action is not there" {
	breaks 's/\| low \| A-1 \|/| low | A-9 |/' \
		'the action that tests it stands under Open Actions with its day, and is not declined: "Test Action" has "A-9", which must stand under "Id" in the table of "Open Actions", in a row where "Status" must be open, in-progress, done or moved (assumption-action) [table/row]'
}

@test "an assumption whose action was declined" {
	breaks 's/in-progress \| FEED-829 \| -/declined | FEED-829 | bob and alice have no time for it/' \
		'the action that tests it stands under Open Actions with its day, and is not declined: "Test Action" has "A-1", which must stand under "Id" in the table of "Open Actions", in a row where "Status" must be open, in-progress, done or moved (assumption-action) [table/row]'
}

@test "an assumption whose action has no day" {
	breaks 's/2026-12-18/-/' \
		'"Due" is empty in this row of "Open Actions" [action/no-due]'
}

@test "an assumption that somebody is certain of" {
	warns 's/\| low \| A-1 \|/| high | A-1 |/' \
		'nobody can be certain of what was never measured: "Confidence" is "high", must not be high (assumption-certain) [table/row]'
}

@test "a link without a guardrail" {
	breaks '/^\| L-2 \| Recall/d' \
		'each link has a guardrail: what must not get worse while it is followed: "Id" has "L-2", which must stand under "Link" in the table of "Guardrails" (link-guardrail) [table/row]'
}

@test "a guardrail without a limit" {
	breaks 's/(higher-better \|) 85 %/\1 -/' \
		'"Limit" is empty in this row of "Guardrails" [table/empty-cell]'
}

@test "a guardrail of a link that is not there" {
	breaks_among_others 's/^\| L-2 \| Recall/| L-8 | Recall/' \
		'this link is not in the map: "Link" has "L-8", which must stand under "Id" in the table of "Links" (guardrail-link) [table/row]'
}

@test "two limits for one metric" {
	breaks '/^\| L-2 \| Recall/p' \
		'one limit for each metric of a link: "L-2" stands twice in "Link" and "Guardrail Metric" (guardrail-once) [table/row]'
}

# ---- People and days -----------------------------------------------------------------------------------

@test "a KPI without an owner" {
	breaks "$KPI s/judith/-/" \
		'"Owner" is empty in this row of "KPIs" [table/empty-cell]'
}

@test "a key result that a team owns" {
	breaks "$RESULT s/ivan/research/" \
		'Owner: no person "research" in .handoff/people.yaml [people/unknown]'
}

@test "a link whose owner in research works in operations" {
	breaks "$LINK s/ivan/heidi/" \
		'the owner in research holds a role there: "Research Owner" is "heidi", must be somebody on the side of research (link-research) [table/row]'
}

@test "a link whose owner in operations works in research" {
	breaks "$LINK s/judith/alice/" \
		'the owner in operations holds a role there, or in the business: "Operations Owner" is "alice", must be somebody on the side of operations or business (link-operations) [table/row]'
}

@test "nobody from operations took part" {
	breaks 's/^participants: .*/participants: [alice, ivan, carol]/' \
		'a map is drawn by both sides: nobody who took part is from operations: `participants` is "alice, ivan, carol", must be somebody on the side of operations (both-operations) [front/rule]'
}

@test "nobody from research took part" {
	breaks 's/^participants: .*/participants: [bob, heidi, carol]/' \
		'a map is drawn by both sides: nobody who took part is from research: `participants` is "bob, heidi, carol", must be somebody on the side of research (both-research) [front/rule]'
}

@test "no objective of operations" {
	breaks 's/^(\| O-2 \|) operations/\1 business/' \
		'a map connects two sides: operations has an objective: no row has "Side" operations (objective-operations) [table/row]'
}

@test "no objective of research" {
	breaks 's/^(\| O-1 \|) research/\1 business/' \
		'a map connects two sides: research has an objective: no row has "Side" research (objective-research) [table/row]'
}

@test "a review after more than a quarter" {
	breaks 's/^review-by: .*/review-by: 2027-03-01/' \
		'the figures are looked at again within a quarter of the workshop (100 days): `review-by` is "2027-03-01", must not be after 2027-01-14 ([workshop-date] + 100d) (review-quarterly) [front/rule]'
}

@test "a link that is looked at after more than a quarter" {
	breaks "$LINK s/2026-12-15/2027-03-01/" \
		'a link is looked at within a quarter of the workshop (100 days): "Review On" is "2027-03-01", must not be after 2027-01-14 ([workshop-date] + 100d) (link-review) [table/row]'
}

@test "the day of the review has passed" {
	warns 's/^review-by: .*/review-by: 2026-11-20/' \
		'the day to look at the figures again has passed: `review-by` is "2026-11-20", must not be before today (review-overdue) [front/rule]'
}

@test "a workshop that is still to come" {
	breaks 's/^workshop-date: .*/workshop-date: 2026-12-01/' \
		'the map is drawn in the workshop, so it is reviewed after it: `workshop-date` is "2026-12-01", must not be after today (workshop-held) [front/rule]'
}

@test "a period that is not a quarter" {
	breaks 's/^period: .*/period: autumn/' \
		'`period` does not have the form 20[0-9]{2}Q[1-4] [front/type]'
}

@test "no period" {
	breaks '/^period: /d' \
		'`period` is missing: the quarter, written 2026Q4 [front/missing-field]'
}

@test "nobody from operations has read it" {
	warns 's/^authors: .*/authors: [frank, alice]/' \
		'somebody from operations writes this document or reads it before it counts: "authors" must be somebody on the side of operations, or "reviewers" must be somebody on the side of operations (read-by-operations) [front/rule]'
}

@test "nobody from research has read it" {
	warns 's/^authors: .*/authors: [frank, bob]/; s/^reviewers: .*/reviewers: [carol]/' \
		'somebody from research writes this document or reads it before it counts: "authors" must be somebody on the side of research, or "reviewers" must be somebody on the side of research (read-by-research) [front/rule]'
}

@test "a reader that no map of stakeholders has" {
	warns 's/^audience: .*/audience: [feed-product, feed-buyers]/' \
		'no stakeholder map has this party, so nobody knows how much detail they need: `audience` has "feed-buyers", which must stand under "Id" in the table of "Stakeholders" of a stakeholder-map (audience-mapped) [front/rule]'
}

@test "a reason of one word for a KPI" {
	breaks_among_others '/^\| KPI-3 / s/the alert on[^|]*/alerting /' \
		'say in three words or more why no key result moves it: "Not Linked Because" is "alerting", must have at least 3 words (kpi-reason) [table/row]'
}

@test "a reason of two words" {
	breaks_among_others '/^\| KR-4 / s/too few[^|]*/too small /' \
		'say in three words or more why no figure of operations moves: "Not Linked Because" is "too small", must have at least 3 words (key-result-reason) [table/row]'
}

# ---- Actions ------------------------------------------------------------------------------------------

@test "an action's id that stands twice" {
	breaks_among_others 's/^\| A-2 /| A-1 /' \
		"an action's id is used once and never again: \"A-1\" stands twice in \"Id\" (action-id-once) [table/row]"
}

@test "an action that is done without proof" {
	breaks '/^\| A-2 / s/open/done/' \
		'done needs its proof: a link or a sentence that shows it: "Proof" is "-", must be filled in (action-done-proof) [table/row]'
}

@test "an action that was declined without a reason" {
	breaks '/^\| A-2 / s/open/declined/' \
		'declined needs the reason, and who accepted it, under Proof: "Proof" is "-", must have at least 3 words (action-declined-reason) [table/row]'
}

@test "an action that was moved to nowhere" {
	breaks '/^\| A-2 / s/open/moved/' \
		'moved needs the place it went to under Proof: "Proof" is "-", must be filled in (action-moved-target) [table/row]'
}

@test "an urgent action without a ticket" {
	breaks '/^\| A-2 / s/P2/P1/; s/FEED-830/-/' \
		'a P0 or P1 action needs a ticket: "Tracking" is "-", must match ://|[A-Za-z][A-Za-z0-9]*-[0-9]+|#[0-9]+|\.md (action-tracked) [table/row]'
}

@test "a vague action" {
	warns '/^\| A-2 / s/Let support read/Improve reading of/' \
		'begin with a verb whose end can be seen: add, remove, alert, test, write (action-vague) [table/row]'
}
