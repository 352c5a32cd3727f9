#!/usr/bin/env bats
# The brief: what it refuses, each by one edit to a good one.

# shellcheck disable=SC2016  # backticks, $ and \ in single quotes are meant
# shellcheck disable=SC2030,SC2031  # each test has a DOC of its own

load cli_helper
load kind_helper

LEVEL_1=handoff/brief/feed-ranker-v42-level-1.md
LEVEL_2=handoff/brief/feed-ranker-v42-level-2.md
LEVEL_3=handoff/brief/feed-ranker-v42-level-3.md
INCIDENT=handoff/brief/feed-incident-2041-level-1.md
DOC=$LEVEL_1

# A second brief, which corrects the one about the incident; it is not yet sent.
correction() {
	DOC=handoff/brief/feed-incident-2041-level-1-corrected.md
	sed -E -e 's/^id: .*/id: feed-incident-2041-level-1-again/' -e '/^(sent-on|channel):/d' \
		-e 's/^status: .*/status: approved/; s/2026-11-06/2026-11-27/' \
		-e 's/^update-of: .*/&\ncorrects: feed-incident-2041-level-1.md\nsupersedes: [feed-incident-2041-level-1.md]/' \
		"$INCIDENT" >"$DOC"
	edit 's/^updated: .*/&\nsuperseded-by: [feed-incident-2041-level-1-corrected.md]/; s/^status: .*/status: corrected/' \
		"$INCIDENT"
}

# For an edit that makes a figure differ from those of the deeper levels, where something else is tested.
figures_may_differ() {
	sed -i 's|^severity: {|&brief/number-drift: off, |' .handoff/config.yaml
}

@test "the good documents pass, strictly" {
	handoff_run check --strict handoff/brief
	assert_status 0
	assert_silent
}

@test "a new one is only incomplete" {
	new_is_only_incomplete brief
}

# ---- Front matter ----------------------------------------------------------------------------------

@test "no level" {
	breaks_among_others '/^level: /d' \
		'`level` is missing: 1: one page for people outside both teams (500 words at most). 2: technical leads (1200 words at most). 3: engineers, with the method [front/missing-field]'
}

@test "a level that does not exist" {
	breaks_among_others 's/^level: .*/level: 4/' \
		'`level` cannot be "4": it is one of 1, 2 or 3 [front/type]'
}

@test "no core message" {
	breaks '/^core-message: /d' \
		'`core-message` is missing: a name shared by all briefs (levels 1, 2, 3) that carry this same message, such as feed-ranker-v42 [front/missing-field]'
}

@test "no audience" {
	breaks '/^audience: /d' \
		'`audience` is missing: who this is written for: ids of rows in a stakeholder map, such as [support-leads, on-call] [front/missing-field]'
}

@test "an audience that no stakeholder map has" {
	breaks 's/^audience: .*/audience: [support-leads, board]/' \
		'no stakeholder map has this party: use the id of its row, or add one: `audience` has "board", which must stand under "Id" in the table of "Stakeholders" of a stakeholder-map (audience-mapped) [front/rule]'
}

@test "a draft may have an audience that is not mapped yet" {
	edit 's/^audience: .*/audience: [support-leads, board]/; s/^status: .*/status: draft/'
	handoff_run check --strict "$DOC"
	assert_status 0
	assert_silent
}

@test "a page for everyone goes to those who asked for the brief of level 2" {
	warns 's/^audience: .*/audience: [support-leads, data-platform]/' \
		'the stakeholder map asks for another level for this party: `audience` has "data-platform", which must stand under "Id" in the table of "Stakeholders" of a stakeholder-map, in a row where "Level" must be 1 (audience-level-1) [front/rule]'
}

@test "a brief of level 2 goes to those who asked for a page" {
	DOC=$LEVEL_2
	warns 's/^audience: .*/audience: [editors]/' \
		'the stakeholder map asks for another level for this party: `audience` has "editors", which must stand under "Id" in the table of "Stakeholders" of a stakeholder-map, in a row where "Level" must be 2 (audience-level-2) [front/rule]'
}

@test "a brief of level 3 goes to those who asked for a page" {
	DOC=$LEVEL_3
	warns 's/^audience: .*/audience: [editors]/' \
		'the stakeholder map asks for another level for this party: `audience` has "editors", which must stand under "Id" in the table of "Stakeholders" of a stakeholder-map, in a row where "Level" must be 3 (audience-level-3) [front/rule]'
}

@test "a decision without a last day" {
	breaks '/^decide-by: /d' \
		'`decide-by` is missing: the last day on which the decision still helps [front/missing-field]'
}

@test "to be told needs no last day" {
	passes '/^decide-by: /d; s/^decision-needed: .*/decision-needed: inform/'
}

@test "the last day for the decision has passed" {
	warns 's/^decide-by: .*/decide-by: 2026-11-23/; s/2026-11-2[57] \|$/2026-11-23 |/' \
		'the last day for the decision has passed: write down what was decided, or agree on another day: `decide-by` is "2026-11-23", must not be before today (decide-by-passed) [front/rule]'
}

@test "sent after the last day for the decision" {
	breaks 's/^status: .*/status: sent\nsent-on: 2026-11-23\nchannel: feed-weekly/; s/^decide-by: .*/decide-by: 2026-11-22/; s/2026-11-2[57] \|$/2026-11-22 |/' \
		'nobody can decide before they were told: it went out after the last day for the decision: `sent-on` is "2026-11-23", must not be after decide-by (sent-in-time) [front/rule]'
}

@test "sent without the day" {
	DOC=$INCIDENT
	breaks '/^sent-on: /d' \
		'`sent-on` is missing: the day it went out; from then on the text is frozen [front/missing-field]'
}

@test "sent nobody knows where" {
	DOC=$INCIDENT
	breaks '/^channel: /d' \
		'`channel` is missing: where it went: a mailing list, a chat channel, a meeting [front/missing-field]'
}

@test "sent on a day to come" {
	DOC=$INCIDENT
	breaks 's/^sent-on: .*/sent-on: 2026-11-25/' '`sent-on` is after today [front/type]'
}

@test "sent without approvers" {
	DOC=$INCIDENT
	breaks '/^approvers: /d' \
		'`approvers` is missing: the named persons who agree to it; each adds an own sign-off [front/missing-field]'
}

@test "the day until which its figures may be quoted has passed" {
	DOC=$INCIDENT
	warns 's/^review-by: .*/review-by: 2026-11-20/' \
		'the day until which its figures may be quoted has passed: `review-by` is "2026-11-20", must not be before today (review-overdue) [front/rule]'
}

@test "nobody from research has read it" {
	DOC=$INCIDENT
	warns 's/^reviewers: .*/reviewers: [carol, eve]/' \
		'somebody from research writes this document or reads it before it counts: "authors" must be somebody on the side of research, or "reviewers" must be somebody on the side of research (read-by-research) [front/rule]'
}

@test "nobody from operations has read it" {
	warns 's/^reviewers: .*/reviewers: [ivan]/' \
		'somebody from operations writes this document or reads it before it counts: "authors" must be somebody on the side of operations, or "reviewers" must be somebody on the side of operations (read-by-operations) [front/rule]'
}

# ---- The model and its versions -------------------------------------------------------------------------

@test "a change of a model that does not say from which version" {
	breaks '/^model-version-from: /d' \
		'a change of a model says from which version to which; write none where there was no version before: `model-version-from` is empty, must be filled in (version-named) [front/rule]'
}

@test "a change from a version to itself" {
	breaks 's/^model-version-from: .*/model-version-from: v42/' \
		'a change leads from one version to another: `model-version` is "v42", must differ from model-version-from (same-version) [front/rule]'
}

@test "another version than the model card has" {
	breaks 's/^model-version: .*/model-version: v43/' \
		'a brief says what the model card says: the same version: `model-version` of handoff/model-card/feed-ranker-v42.md is "v42", must equal model-version (version-of-card) [front/rule]'
}

@test "a model that is no model card" {
	breaks_among_others 's#^model: .*#model: ../readiness/feed-ranker-v42.md#' \
		'"../readiness/feed-ranker-v42.md" is a document of kind readiness, not model-card [link/wrong-kind]'
}

@test "a model card that was withdrawn" {
	sed -i 's/^status: .*/status: withdrawn/' handoff/model-card/feed-ranker-v42.md
	breaks 's/^confidence: .*/confidence: med/' \
		'"../model-card/feed-ranker-v42.md" is withdrawn and counts no more [link/withdrawn]'
}

@test "a page for everyone about a model card that only some may read" {
	sed -i 's/^sensitivity: .*/sensitivity: restricted/' handoff/model-card/feed-ranker-v42.md
	breaks 's/^confidence: .*/confidence: med/' \
		'a page for everyone does not quote what only some may read: `sensitivity` of handoff/model-card/feed-ranker-v42.md is "restricted", must not be restricted (restricted-card) [front/rule]'
}

@test "engineers may be told of a model card that only some may read" {
	DOC=$LEVEL_3
	sed -i 's/^sensitivity: .*/sensitivity: restricted/' handoff/model-card/feed-ranker-v42.md
	passes 's/^confidence: .*/confidence: med/'
}

@test "a page for everyone about an incident that only some may read" {
	DOC=$INCIDENT
	sed -i 's/^sensitivity: .*/sensitivity: restricted/' handoff/postmortem/feed-ranker-old-inputs.md
	breaks 's/^confidence: .*/confidence: med/' \
		'a page for everyone does not quote what only some may read: `sensitivity` of handoff/postmortem/feed-ranker-old-inputs.md is "restricted", must not be restricted (restricted-incident) [front/rule]'
}

# ---- Updates and corrections ----------------------------------------------------------------------------

@test "updates at an interval without an incident" {
	breaks 's/^confidence: .*/update-every: 30 min/' \
		'updates at an interval belong to an incident: link its post-mortem as update-of, even if it is only begun: `update-of` is empty, must be filled in (update-of-incident) [front/rule]'
}

@test "an update every five minutes" {
	DOC=$INCIDENT
	warns 's/^confidence: .*/update-every: 5 min/' \
		'who writes more often does nothing else: 20 to 30 min is a good rhythm: `update-every` is "5 min", must be at least 15 min (update-too-often) [front/rule]'
}

@test "an update every two hours" {
	DOC=$INCIDENT
	warns 's/^confidence: .*/update-every: 2 h/' \
		'who hears nothing for an hour begins to call: 20 to 30 min is a good rhythm: `update-every` is "2 h", must be at most 1 h (60 min) (update-too-seldom) [front/rule]'
}

@test "an update every half hour" {
	DOC=$INCIDENT
	passes 's/^confidence: .*/update-every: 30 min/'
}

@test "a correction, and the brief that it corrects" {
	correction
	handoff_run check --strict handoff/brief
	assert_status 0
	assert_silent
}

@test "a correction of a brief that was never sent" {
	correction
	edit 's/^status: .*/status: approved/; s/2026-11-06/2026-11-27/' "$INCIDENT"
	handoff_run check "$DOC"
	assert_status 1
	found error 'only what was sent is corrected; before that, edit the brief itself: `status` of handoff/brief/feed-incident-2041-level-1.md is "approved", must be sent or corrected (corrects-sent) [front/rule]'
	found error 'only what was sent has a place to take; before that, edit the brief itself: `status` of handoff/brief/feed-incident-2041-level-1.md is "approved", must be sent or corrected (takes-place-of-sent) [front/rule]'
	errors_found 2
}

@test "a correction that is sent while the wrong brief still counts" {
	correction
	edit 's/^status: .*/status: sent/' "$INCIDENT"
	breaks 's/^status: .*/status: sent\nsent-on: 2026-11-24\nchannel: feed-weekly/' \
		'once the correction is sent, the wrong brief says so: set its status to corrected: `status` of handoff/brief/feed-incident-2041-level-1.md is "sent", must be corrected (corrects-marked) [front/rule]'
}

@test "a correction of another message" {
	correction
	breaks 's/^core-message: .*/core-message: feed-incident-2042/' \
		'a correction carries the same core message: `core-message` of handoff/brief/feed-incident-2041-level-1.md is "feed-incident-2041", must equal core-message (corrects-message) [front/rule]'
}

@test "a correction for other readers" {
	correction
	warns 's/^audience: .*/audience: [editors]/' \
		'those who read the wrong brief read the correction: `audience` of handoff/brief/feed-incident-2041-level-1.md is "support-leads, feed-product", must equal audience (corrects-readers) [front/rule]'
}

@test "a correction at another level" {
	correction
	breaks_among_others 's/^level: .*/level: 2/' \
		'a correction goes to those who read the wrong brief: the same level: `level` of handoff/brief/feed-incident-2041-level-1.md is "1", must equal level (corrects-level) [front/rule]'
}

@test "a correction that does not take the place of the wrong brief" {
	correction
	breaks '/^supersedes: /d' \
		'a correction takes the place of the wrong brief: list it under supersedes too, written the same way: `supersedes` is empty, must equal corrects (corrects-listed) [front/rule]'
}

@test "a brief that takes the place of another, which does not know" {
	correction
	edit 's/^superseded-by: .*/superseded-by: [feed-ranker-v42-level-1.md]/' "$INCIDENT"
	handoff_run check "$DOC"
	assert_status 1
	found error 'handoff/brief/feed-incident-2041-level-1.md does not link back: add this document to its `superseded-by` [link/one-way]'
}

@test "a corrected brief without the one that took its place" {
	DOC=$INCIDENT
	breaks 's/^status: .*/status: corrected/' \
		'`superseded-by` is missing: the newer document that took this one'\''s place [front/missing-field]'
}

@test "a brief that corrects itself" {
	DOC=$INCIDENT
	breaks_among_others 's/^confidence: .*/corrects: feed-incident-2041-level-1.md/' \
		'`corrects` links to the document itself [link/cycle]'
}

@test "a correction of what is no brief" {
	breaks_among_others 's#^  - \{rel: reports, .*#  - {rel: corrects, to: ../readiness/feed-ranker-v42.md}#' \
		'"../readiness/feed-ranker-v42.md" is a document of kind readiness, not brief [link/wrong-kind]'
}

# ---- Sections -------------------------------------------------------------------------------------------

@test "no So What" {
	breaks_among_others '/^## So What/d' 'section "So What" is missing (after "What") [section/missing]'
}

@test "Now What before So What" {
	edit 's/^## So What/## Later/; s/^## Now What/## So What/; s/^## Later/## Now What/'
	handoff_run check "$DOC"
	assert_status 1
	assert_in_output '[section/order]'
}

@test "an empty What" {
	breaks '/^## What/,/^## So What/ { /^[^#]/d }' 'section "What" is empty [section/empty]'
}

@test "What cannot be left out for a reason" {
	breaks '/^## What/,/^## So What/ { s/^On 1 December.*/Not applicable: everybody knows it already/; /^(order|France|change)/d }' \
		'"What" always applies; "Not applicable" does not answer it [section/not-applicable]'
}

@test "a page for everyone with a section that level 1 does not have" {
	breaks 's/^## Glossary/## Background\n\nMuch more could be said.\n\n&/' \
		'section "Background" does not belong in this document [section/unexpected]'
}

@test "a page for everyone with the method" {
	breaks 's/^## Glossary/## Method\n\nMuch more could be said.\n\n&/' \
		'section "Method" does not belong in this document [section/unexpected]'
}

@test "a page for everyone of more than 500 words" {
	breaks 's/^(France and Poland have it\.).*/\1 '"$(printf 'And so on. %.0s' $(seq 80))"'/' \
		'the document has 587 words, at most 500 are allowed [section/too-long]'
}

@test "a brief for technical leads of more than 1200 words" {
	DOC=$LEVEL_2
	breaks 's/^16 keep what they have\./& '"$(printf 'And so on. %.0s' $(seq 200))"'/' \
		'the document has 1287 words, at most 1200 are allowed [section/too-long]'
}

@test "a brief for technical leads without evidence" {
	DOC=$LEVEL_2
	breaks '/^## Evidence/,/^## Glossary/ { /^## Glossary/!d }' 'section "Evidence" is missing (after "Now What") [section/missing]'
}

@test "evidence without a link" {
	DOC=$LEVEL_2
	breaks '/^## Evidence/,/^## Glossary/ { s/\]\([^)]*\)//g; s/\[//g }' 'section "Evidence" has to contain a link [section/content]'
}

@test "a brief for engineers without limits" {
	DOC=$LEVEL_3
	breaks '/^## Limits/,/^## Appendix/ { /^## Appendix/!d }' 'section "Limits" is missing (after "Evidence") [section/missing]'
}

@test "a summary that is no summary" {
	DOC=$LEVEL_3
	breaks 's/^to v41 took 3 min 40 s/'"$(printf 'and so on %.0s' $(seq 30))"'&/' \
		'section "Summary" has 219 words, at most 150 are allowed [section/too-long]'
}

# ---- So What: effects -----------------------------------------------------------------------------------

@test "a change of a model without effects" {
	breaks '/^### Effects/,/^## Now What/ { /^## Now What/!d }' 'section "Effects" is missing [section/missing]'
}

@test "a change of a model without a figure" {
	breaks_among_others '/^### Effects/,/^## Now What/ s/^(\| [A-Z][^|]*\|[^|]*\|) [0-9.,]* \| [0-9.,]* \| [^|]*\|/\1 less | more | - |/' \
		'a change of a model needs at least one effect with a figure before, a figure after, and a unit: no row has "Before", which must match [0-9] and "After", which must match [0-9] and "Unit", which must match [A-Za-z%] (effect-number) [table/row]'
}

@test "a figure without its unit" {
	breaks 's/\| 120 \| 144 \| ms \|/| 120 | 144 | 1 |/' \
		'a figure needs its unit, and its counterpart after the change: "Unit" is "1", must match [A-Za-z%] (effect-unit) [table/row]'
}

@test "a figure without its counterpart" {
	breaks 's/\| 120 \| 144 \| ms \|/| 120 | slower | ms |/' \
		'a figure needs its unit, and its counterpart after the change: "After" is "slower", must match [0-9] (effect-unit) [table/row]'
}

@test "a share that changes by a bare percentage" {
	breaks 's/\| 71.8 \| 72.4 \| % \|/| 71.8 | -5 | % |/' \
		'is that percentage points (pp) or relative (% rel)? 92.0 % less 5 pp is 87.0 %, less 5 % rel is 87.4 %: "Unit" is "%", must not be % (effect-ratio) [table/row]'
}

@test "a response time without its percentile" {
	breaks 's/^\| Response time of the slowest 1 in 20 requests/| Response time/' \
		'a response time needs its percentile: p50, p95, p99, mean, or the slowest 1 in 20: "Effect" is "Response time", must match (?i)\b(p[0-9]{2}|mean|median|average|max|slowest) (effect-percentile) [table/row]'
}

@test "an effect that stands there twice" {
	breaks '/^\| Cost of machines/p' 'each effect is named once: "Cost of machines" stands twice in "Effect" (effect-once) [table/row]'
}

@test "more than eight effects" {
	breaks 's/^(\| Cost of machines)(.*)/&\n\11\2\n\12\2\n\13\2\n\14\2\n\15\2\n\16\2/' \
		'the table of "Effects" has 9 rows, at most 8 are allowed [table/too-many-rows]'
}

@test "a change that is not the difference" {
	DOC=$LEVEL_2
	breaks 's/\| \+0\.6 pp \|/| +0.5 pp |/' \
		'the change is After less Before: "Change" is "+0.5 pp", must be 0.6 ([After] - [Before]) (effect-change) [table/row]'
}

@test "a relative change that is not the quotient" {
	DOC=$LEVEL_3
	breaks '/^\| p95 latency at/ s/\+20 %/+25 %/' \
		'a relative change is counted in hundredths of Before: "Change" is "+25 %", must be 20 (([After] - [Before]) / [Before] * 100) (effect-change-relative) [table/row]'
}

@test "figures that no longer give the change that stands beside them" {
	DOC=$LEVEL_3
	breaks '/^\| p95 latency at/ s/144/150/' \
		'a relative change is counted in hundredths of Before: "Change" is "+20 %", must be 25 (([After] - [Before]) / [Before] * 100) (effect-change-relative) [table/row]'
}

@test "a share whose change is a bare percentage" {
	DOC=$LEVEL_2
	breaks 's/\| \+0\.6 pp \|/| +0.8 % |/' \
		'is that percentage points (pp) or relative (% rel)? 92.0 % less 5 pp is 87.0 %, less 5 % rel is 87.4 %: "Change" is "+0.8 %", must match pp\b|% ?rel (effect-change-ratio) [table/row]'
}

@test "a share whose change is relative, and says so" {
	DOC=$LEVEL_2
	passes 's/\| \+0\.6 pp \|/| +0.8 % rel |/'
}

@test "a share that rises by a bare percentage in the text" {
	breaks 's/^The story we put first is opened/Accuracy rises by 5 %. &/' \
		'is that percentage points (pp) or relative (% rel)? 92.0 % less 5 pp is 87.0 %, less 5 % rel is 87.4 %: "Accuracy rises by 5 %" (change-of-share) [section/rule]'
}

@test "a share that rises by percentage points in the text" {
	passes 's/^The story we put first is opened/Accuracy rises by 0.6 pp. &/'
}

# ---- Now What: thresholds -------------------------------------------------------------------------------

@test "a page before the warning, where lower is better" {
	breaks_among_others 's/148 ms \| 155 ms/150 ms | 140 ms/' \
		'where lower is better, limits rise: warn < page <= rollback: "Page" is "140 ms", must be at least 150 ms ([Warn]) (threshold-order-lower) [table/row]'
}

@test "a way back before the page, where lower is better" {
	breaks 's/\| 170 ms/| 150 ms/' \
		'where lower is better, limits rise: warn < page <= rollback: "Rollback" is "150 ms", must be at least 155 ms ([Page]) (threshold-order-lower) [table/row]'
}

@test "a page before the warning, where higher is better" {
	breaks 's/2\.25 stories \| 2\.10/2.25 stories | 2.30/' \
		'where higher is better, limits fall: warn > page >= rollback: "Page" is "2.30 stories", must be at most 2.25 stories ([Warn]) (threshold-order-higher) [table/row]'
}

@test "a way back before the page, where higher is better" {
	breaks_among_others 's/2\.00 stories/2.20 stories/' \
		'where higher is better, limits fall: warn > page >= rollback: "Rollback" is "2.20 stories", must be at most 2.1 stories ([Page]) (threshold-order-higher) [table/row]'
}

@test "a warning that is the page, written differently" {
	breaks 's/148 ms \| 155 ms/155.0 ms | 155 ms/' \
		'the warning comes before the page: two limits, not one (threshold-distinct) [table/row]'
}

@test "a way back at the page itself" {
	passes 's/\| 170 ms/| 155 ms/'
}

@test "limits in units that differ" {
	passes 's/\| 170 ms/| 0.17 s/'
}

@test "no way back, and why" {
	passes 's/\| 170 ms/| none, because version 41 is no faster/'
}

@test "no way back, and no reason" {
	breaks 's/\| 170 ms/| none/' \
		'Rollback does not have the form [~<>≤≥]?\s*[-+−]?[0-9][0-9.,]*\s*[A-Za-z%/µ].*|[Nn]one\b\W+\w.{8,} [table/cell-type]'
}

@test "a limit without a unit" {
	breaks 's/\| 148 ms/| 148/' 'Warn is "148", a number without its unit: write it behind, as in 120 ms [unit/missing]'
}

@test "no direction" {
	breaks 's/^(\| Response time, slowest.*)lower-better/\1lower/' \
		'Direction cannot be "lower"; did you mean "lower-better"? (lower-better or higher-better) [table/cell-type]'
}

@test "a first limit that today already breaks, where lower is better" {
	warns 's/120 ms \| 148 ms/150 ms | 148 ms/' \
		'today'\''s value is already beyond the first limit, so it would warn from the start: "Baseline" is "150 ms", must be at most 148 ms ([Warn]) (threshold-baseline-lower) [table/row]'
}

@test "a first limit that today already breaks, where higher is better" {
	figures_may_differ
	warns 's/2\.36 stories/2.20 stories/' \
		'today'\''s value is already beyond the first limit, so it would warn from the start: "Baseline" is "2.20 stories", must be at least 2.25 stories ([Warn]) (threshold-baseline-higher) [table/row]'
}

@test "a threshold of a response time without its percentile" {
	breaks 's/^\| Response time, slowest 1 in 20 \(p95\)/| Response time/' \
		'a response time needs its percentile: p50, p95, p99 or mean: "Metric" is "Response time", must match (?i)\b(p[0-9]{2}|mean|median|average|max) (threshold-percentile) [table/row]'
}

@test "two rows for one metric" {
	breaks '/^\| Stories opened for each visit/p' \
		'one row for each metric, or people act on different limits: "Stories opened for each visit" stands twice in "Metric" (threshold-once) [table/row]'
}

@test "a page that leads to no section of a playbook" {
	breaks 's/#feedlatencyhigh//' \
		'who is called needs steps to follow: link the section of the playbook (playbook.md#section), not the whole of it: "Action on Page" is "../playbook/feed-ranker.md", must match # (threshold-section) [table/row]'
}

@test "a page that leads to a section that is not there" {
	breaks 's/#feedlatencyhigh/#slow/' 'no heading "#slow" in handoff/playbook/feed-ranker.md [link/fragment]'
}

@test "a page that leads to what is no playbook" {
	breaks 's#\.\./playbook/feed-ranker\.md\#feedlatencyhigh#../readiness/feed-ranker-v42.md\#scope#' \
		'"../readiness/feed-ranker-v42.md#scope" is a document of kind readiness, not playbook [link/wrong-kind]'
}

@test "a page that leads nowhere" {
	breaks 's/\[add machines, then go back\][^|]*/- /' \
		'"Action on Page" is empty in this row of "Thresholds" [table/empty-cell]'
}

@test "a limit without its window at level 2" {
	DOC=$LEVEL_2
	breaks_among_others '/^\| p95 latency/ s/\| 10 min/| -/' \
		'a limit holds over a time: 10 min, 1 h: "Window" is "-", must be filled in (threshold-window) [table/row]'
}

@test "a limit without its source at level 2" {
	DOC=$LEVEL_2
	breaks_among_others '/^\| p95 latency/ s/\| panel Feed latency/| -/' \
		'say where the value is read: the panel or the query: "Source" is "-", must be filled in (threshold-source) [table/row]'
}

@test "no column for the window at level 3" {
	DOC=$LEVEL_3
	breaks_among_others '/^### Thresholds/,/^### Rollback/ s/\| Window /| Time /' \
		'a limit holds over a time: 10 min, 1 h: "Window" is empty, must be filled in (threshold-window) [table/row]'
}

@test "a metric that the model card does not watch" {
	DOC=$LEVEL_2
	warns 's/^\| Feature age \|/| Age of stories |/' \
		'the model card does not watch this metric, so nobody will: "Metric" has "Age of stories", which must stand under "Metric" in the table of "Monitoring" of what "model" links to (threshold-of-card) [table/row]'
}

@test "a limit that is not the one of the model card" {
	DOC=$LEVEL_2
	figures_may_differ
	warns 's/155 ms \| 170 ms/156 ms | 170 ms/' \
		'this limit differs from those of the model card, and the alerts follow the card: "Page" has "156 ms", which must stand under "Page" in the table of "Monitoring" of what "model" links to (limit-of-card) [table/row]'
}

# ---- Now What: the way back, and the asks ------------------------------------------------------------------

@test "a change of a model without a way back" {
	breaks '/^### Rollback Procedure/,/^### Asks/ { /^### Asks/!d }' \
		'section "Rollback Procedure" is missing (after "Thresholds") [section/missing]'
}

@test "an empty way back" {
	breaks_among_others '/^### Rollback Procedure/,/^### Asks/ { /^#/!d }' 'section "Rollback Procedure" is empty [section/empty]'
}

@test "a way back without steps" {
	breaks '/^### Rollback Procedure/,/^### Asks/ s/^[0-9]\. //' \
		'section "Rollback Procedure" has to contain a numbered list [section/content]'
}

@test "a way back without a check that it worked" {
	warns '/^### Rollback Procedure/,/^### Asks/ { s/wait until/think that/; s/They check/They sit/ }' \
		'the last step shows that the version before really answers: say how to verify it: nothing here matches (?i)\b(verif|check|confirm|wait until|see that|shows) (rollback-verified) [section/rule]'
}

@test "a way back that was never tried" {
	warns 's/^Going back takes less than 4 minutes, tried on 5 November:/Going back takes less than 4 minutes:/' \
		'say when the way back was last tried, and how long it took: nothing here matches (?i)\b(tried|tested|rehears|drill|measured)|[0-9]{4}-[0-9]{2}-[0-9]{2} (rollback-tried) [section/rule]'
}

@test "nobody is asked for anything" {
	breaks_among_others '/^\| (eve|carol) \| (confirms|objects)/d' \
		'the table of "Asks" has 0 rows, at least 1 are needed [table/too-few-rows]'
}

@test "a team is asked" {
	breaks 's/^\| eve \|/| support team |/' \
		'Who must be a person of .handoff/people.yaml, not "support team" [table/cell-type]'
}

@test "somebody is asked, without a day" {
	breaks '/^\| eve \|/ s/2026-11-25/soon/' \
		'By When must be a date such as 2026-01-31, not "soon" [table/cell-type]'
}

@test "somebody is asked, by an empty day" {
	breaks '/^\| eve \|/ s/2026-11-25/-/' \
		'"By When" is empty in this row of "Asks" [table/empty-cell]'
}

@test "somebody is asked by a day before the brief" {
	breaks '/^\| eve \|/ s/2026-11-25/2026-11-01/' \
		'By When is before created [table/cell-type]'
}

@test "somebody was asked by a day that has passed" {
	warns '/^\| eve \|/ s/2026-11-25/2026-11-20/' \
		'that day has passed: ask for another, or drop what was done: "By When" is "2026-11-20", must not be before today (ask-passed) [table/row]'
}

@test "something vague is asked" {
	warns 's/^(\| eve \|) confirms that/\1 considers whether/' \
		'ask for something whose end can be seen: confirms, approves, adds, tests, writes (ask-vague) [table/row]'
}

@test "a decision that is asked of nobody in time" {
	breaks 's/2026-11-2[57] \|$/2026-11-30 |/' \
		'a decision is asked of a named person, by the last day on which it helps: no row has "By When", which must not be after decide-by (decision-asked) [table/row]'
}

# ---- Words ----------------------------------------------------------------------------------------------

@test "a sentence of more than 25 words in a page for everyone" {
	warns 's/not see this//; s/^later\. Few people will feel that, and it stays/later, and few people in any of the three countries will feel that or complain about it to us, and it stays/' \
		'more than 25 words: make two sentences of it: "In return, the feed answers a little later, and few people in any of the three countries will feel that or complain about it to u" (long-sentence) [section/rule]'
}

@test "a claim without a figure" {
	warns 's/^later\. Few people will feel that,/later. There is no risk,/' \
		'say what was measured instead: "no risk" (bare-claim) [section/rule]'
}

@test "a term that is explained twice" {
	breaks '/^\| p95 \| 95 of 100/p' \
		'each term is explained once: "p95" stands twice in "Term" (term-once) [table/row]'
}

@test "what is still to be written" {
	breaks 's/^later\. Few people/later. TODO. &/' '"TODO" is left in the text [section/placeholder]'
}
