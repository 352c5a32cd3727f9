#!/usr/bin/env bats
# The model card: what it refuses, each by one edit to a good one.

# shellcheck disable=SC2016  # backticks, $ and \ in single quotes are meant

load cli_helper
load kind_helper

DOC=handoff/model-card/feed-ranker-v42.md

# One section of the document, for the edits.
within() { # HEADING SED-COMMANDS
	printf '/^##+ %s$/,/^##+ / { %s\n}' "$1" "$2"
}

# The model runs in production, and the card is approved: the review that let it out too.
in_production() {
	edit 's/^status: .*/status: approved/; s/^stage: .*/stage: production/'
	sed -i 's/^status: .*/status: approved/' handoff/readiness/feed-ranker-v42.md
}

approved() {
	edit 's/^status: .*/status: approved/'
}

@test "the good document passes, strictly" {
	handoff_run check --strict "$DOC"
	assert_status 0
	assert_silent
}

@test "it passes when it is approved, and in production" {
	in_production
	handoff_run check --strict "$DOC"
	assert_status 0
	assert_silent
}

@test "a new one is only incomplete" {
	new_is_only_incomplete model-card
}

# ---- Front matter ----------------------------------------------------------------------------------

@test "no version" {
	breaks '/^model-version: /d' \
		'`model-version` is missing: one version, such as 4.2.0, v42 or 2026-10-30; a new version gets a new card [front/missing-field]'
}

@test "a version without a number" {
	breaks_among_others 's/^model-version: .*/model-version: latest/' \
		'`model-version` does not have the form [A-Za-z]*[0-9][0-9A-Za-z._+-]* [front/type]'
}

@test "a version that the change log does not have" {
	breaks_among_others 's/^model-version: .*/model-version: v43/' \
		'the version that this card is about has a row in the change log: `model-version` has "v43", which must stand under "Version" in the table of "Change Log" (version-logged) [front/rule]'
}

@test "a stage that does not exist" {
	breaks 's/^stage: .*/stage: live/' \
		'`stage` cannot be "live": it is one of research, staging, production, deprecated or retired [front/type]'
}

@test "no licence" {
	breaks '/^license: /d' \
		'`license` is missing: an SPDX name such as apache-2.0, or other (then add license_link) [front/missing-field]'
}

@test "another licence, without its text" {
	breaks '/^license_link: /d' \
		'`license_link` is missing: where the text of a licence that is not in the SPDX list stands [front/missing-field]'
}

@test "in review without a risk class" {
	breaks '/^risk-class: /d' \
		'`risk-class` is missing: how much harm a wrong answer can do to people; ask your legal colleagues when unsure [front/missing-field]'
}

@test "in review without the newest day of the training data" {
	breaks '/^training-data-until: /d' \
		'`training-data-until` is missing: the newest day in the training data: how old the model'\''s knowledge is [front/missing-field]'
}

@test "training data from the future" {
	breaks 's/^training-data-until: .*/training-data-until: 2026-12-18/' \
		'`training-data-until` is after today [front/type]'
}

@test "approved without an owner in research" {
	approved
	breaks '/^research-owner: /d' \
		'`research-owner` is missing: who answers questions about quality and data [front/missing-field]'
}

@test "approved without an owner in operations" {
	approved
	breaks '/^ops-owner: /d' \
		'`ops-owner` is missing: who answers for running it [front/missing-field]'
}

@test "approved without anybody on call" {
	approved
	breaks '/^on-call: /d' \
		'`on-call` is missing: who must react at any hour: a person or the name of the rota [front/missing-field]'
}

@test "approved without the files" {
	approved
	breaks '/^artifact:/,/^  sha256/d' \
		'`artifact` is missing: the exact files that are deployed: keys uri and sha256 [front/missing-field]'
}

@test "a checksum that is none" {
	breaks 's/^(  sha256: .{60}).*/\1/' \
		'`artifact`.sha256 does not have the form [0-9a-f]{64} [front/type]'
}

@test "in production without an owner in operations, and not yet approved" {
	breaks_among_others 's/^stage: .*/stage: production/; /^ops-owner: /d' \
		'a model in production needs an owner in operations and someone on call: `ops-owner` is empty, must be filled in (production-operations) [front/rule]'
}

@test "in production without anybody on call, and not yet approved" {
	breaks_among_others 's/^stage: .*/stage: production/; /^on-call: /d' \
		'a model in production needs an owner in operations and someone on call: `on-call` is empty, must be filled in (production-operations) [front/rule]'
}

@test "in production without the checksum, and not yet approved" {
	breaks_among_others 's/^stage: .*/stage: production/; /^artifact:/,/^  sha256/d' \
		'a model in production names its files and their sha256: `artifact` is empty, must be filled in (production-artifact) [front/rule]'
}

@test "the owner in research works in operations" {
	breaks 's/^research-owner: .*/research-owner: heidi/' \
		'the owner in research holds a role there: `research-owner` is "heidi", must be somebody on the side of research (owner-from-research) [front/rule]'
}

@test "the owner in operations works in research" {
	breaks 's/^ops-owner: .*/ops-owner: ivan/' \
		'the owner in operations holds a role there: `ops-owner` is "ivan", must be somebody on the side of operations (owner-from-operations) [front/rule]'
}

@test "one person owns it on both sides" {
	sed -i 's/\[operations-lead\]/[operations-lead, ml-engineer]/' .handoff/people.yaml
	warns 's/^research-owner: .*/research-owner: bob/' \
		'one person on both sides: nobody looks from the other one: `ops-owner` is "bob", must differ from research-owner (two-owners) [front/rule]'
}

@test "approved without a research lead" {
	approved
	breaks 's/^approvers: .*/approvers: [bob]/' \
		'both sides approve a card: a research lead is one of the approvers: `approvers` is "bob", must be somebody with the role research-lead (approved-by-research) [front/rule]'
}

@test "approved without an operations lead" {
	approved
	breaks 's/^approvers: .*/approvers: [alice]/' \
		'both sides approve a card: an operations lead is one of the approvers: `approvers` is "alice", must be somebody with the role operations-lead (approved-by-operations) [front/rule]'
}

@test "nobody from operations has read it" {
	warns 's/^authors: .*/authors: [alice]/' \
		'somebody from operations writes this document or reads it before it counts: "authors" must be somebody on the side of operations, or "reviewers" must be somebody on the side of operations (read-by-operations) [front/rule]'
}

@test "nobody from research has read it" {
	warns 's/^authors: .*/authors: [bob]/' \
		'somebody from research writes this document or reads it before it counts: "authors" must be somebody on the side of research, or "reviewers" must be somebody on the side of research (read-by-research) [front/rule]'
}

@test "a reader that no stakeholder map has" {
	warns 's/^audience: .*/audience: [on-call-feed, feed-buyers]/' \
		'no stakeholder map has this party, so nobody knows how much detail they need: `audience` has "feed-buyers", which must stand under "Id" in the table of "Stakeholders" of a stakeholder-map (audience-mapped) [front/rule]'
}

@test "looked at again after more than a year" {
	warns 's/^review-by: .*/review-by: 2028-01-01/' \
		'a card that nobody compares with reality for more than a year is history: `review-by` is "2028-01-01", must not be after 2027-11-21 ([updated] + 366d) (review-too-late) [front/rule]'
}

@test "the day to look at it again has passed" {
	approved
	warns 's/^review-by: .*/review-by: 2026-11-23/' \
		'the day to look at this card again has passed: `review-by` is "2026-11-23", must not be before today (review-overdue) [front/rule]'
}

@test "retired, and still in staging" {
	warns 's/^status: .*/status: retired/' \
		'a card that counts no more is about a model that is on its way out: say so under stage: `stage` is "staging", must be deprecated or retired (out-of-use) [front/rule]'
}

@test "superseded by nothing" {
	breaks 's/^status: .*/status: superseded/; s/^stage: .*/stage: retired/' \
		'`superseded-by` is missing: the newer document that took this one'\''s place [front/missing-field]'
}

@test "a newer card that its predecessor does not know" {
	sed -e 's/^id: .*/id: feed-ranker-v41-model-card/' -e 's/^model-version: .*/model-version: v41/' \
		"$DOC" >handoff/model-card/feed-ranker-v41.md
	breaks 's/^review-by: /supersedes: [feed-ranker-v41.md]\n&/' \
		'handoff/model-card/feed-ranker-v41.md does not link back: add this document to its `superseded-by` [link/one-way]'
}

@test "a newer card for the same version" {
	sed -e 's/^id: .*/id: feed-ranker-v41-model-card/' \
		-e 's/^review-by: /superseded-by: [feed-ranker-v42.md]\n&/' "$DOC" >handoff/model-card/feed-ranker-v41.md
	breaks 's/^review-by: /supersedes: [feed-ranker-v41.md]\n&/' \
		'a new card is for a new version; the same version keeps its card, and is edited: `model-version` of handoff/model-card/feed-ranker-v41.md is "v42", must differ from model-version (successor-other-version) [front/rule]'
}

@test "a newer card for another model" {
	sed -e 's/^id: .*/id: search-ranker-v41-model-card/' -e 's/^model-version: .*/model-version: v41/' \
		-e 's/^model-name: .*/model-name: Search ranker/' \
		-e 's/^review-by: /superseded-by: [feed-ranker-v42.md]\n&/' "$DOC" >handoff/model-card/search-ranker-v41.md
	warns 's/^review-by: /supersedes: [search-ranker-v41.md]\n&/' \
		'a version takes the place of an older one of the same model: `model-name` of handoff/model-card/search-ranker-v41.md is "Search ranker", must equal model-name (successor-same-model) [front/rule]'
}

@test "a readiness review that was withdrawn" {
	sed -i 's/^status: .*/status: withdrawn/' handoff/readiness/feed-ranker-v42.md
	breaks_among_others 's/^(updated: ).*/\12026-11-21/' \
		'"feed-ranker-v42-readiness" is withdrawn and counts no more [link/withdrawn]'
}

@test "a relation to what is not of its kind" {
	breaks 's/^  - \{rel: describes, /  - {rel: hands, /' \
		'"feed-ranker-v42-readiness" is a document of kind readiness, not playbook [link/wrong-kind]'
}

# ---- The model and how good it is ---------------------------------------------------------------------

@test "no limits of use" {
	breaks "$(within 'Out of Scope' '/^## Factors/!d')" \
		'section "Out of Scope" is missing (after "Users") [section/missing]'
}

@test "a factor that matters for fairness and was not measured" {
	breaks 's/^(\| Country \|.*\|) yes \| yes \|$/\1 yes | no |/' \
		'a factor that matters for fairness has to be measured, with a row under Quantitative Analyses: "Evaluated" is "no", must be yes (fairness-evaluated) [table/row]'
}

@test "a factor that matters for fairness, without a figure" {
	breaks '/^\| Accuracy \| age 60 and over/d' \
		'evaluated means that there is a figure for it: name the factor in a row under Quantitative Analyses: "Factor" has "Age group", which must stand under "Factor" in the table of "Quantitative Analyses" (factor-measured) [table/row]'
}

@test "a factor whose figure was measured together with another" {
	passes '/^\| Accuracy \| phone older than 2021/d'
}

@test "a factor that stands there twice" {
	breaks '/^\| Phone age \|/p' \
		'each factor is named once: "Phone age" stands twice in "Factor" (factor-once) [table/row]'
}

@test "a figure for a factor that is not in the list" {
	breaks 's/^(\| Accuracy \| country DE \|) Country/\1 Language/' \
		'this factor does not stand under Factors: "Factor" has "Language", which must stand under "Factor" in the table of "Factors" (result-factor) [table/row]'
}

@test "a figure for a part of the data that no factor sets apart" {
	breaks 's/^(\| Accuracy \| country DE \|) Country/\1 -/' \
		'a part of the data differs from the rest by a factor: name it, or both of them: "Factor" is "-", must be filled in (result-factor-named) [table/row]'
}

@test "a metric that nobody explains" {
	breaks 's/^\| Accuracy \| country DE/| Hit rate | country DE/' \
		'a figure is read by those who know what it says: explain the metric under Metrics: "Metric" has "Hit rate", which must stand under "Metric" in the table of "Metrics" (result-metric) [table/row]'
}

@test "a metric without a figure" {
	warns 's/^\| Accuracy \| share of visits.*/&\n| Hit rate | how often anything was opened | higher-better | none | 0.1 pp |/' \
		'a metric without a figure tells nobody anything: "Metric" has "Hit rate", which must stand under "Metric" in the table of "Quantitative Analyses" (metric-measured) [table/row]'
}

@test "a metric that is explained twice" {
	breaks '/^\| Accuracy \| share of visits/p' \
		'each metric is explained once: "Accuracy" stands twice in "Metric" (metric-once) [table/row]'
}

@test "a figure that holds for nothing in particular" {
	breaks_among_others 's/^\| Accuracy \| all \|/| Accuracy | various |/' \
		'a result says for which part of the data it holds; write all for all of it (result-slice) [table/row]'
}

@test "a figure without the part of the data" {
	breaks 's/^\| Accuracy \| all \|/| Accuracy | - |/' \
		'"Slice" is empty in this row of "Quantitative Analyses" [table/empty-cell]'
}

@test "a result that is no figure" {
	breaks 's/^(\| Accuracy \| all \| - \| overall \|) 72\.4/\1 good/' \
		'a result is a figure: "Value" is "good", must match [0-9] (result-number) [table/row]'
}

@test "a figure without its unit" {
	breaks 's/^(\| Accuracy \| all \| - \| overall \| 72\.4 \|) %/\1 -/' \
		'"Unit" is empty in this row of "Quantitative Analyses" [table/empty-cell]'
}

@test "a change by a bare percentage" {
	breaks 's/% rel \| 0\.6 to 2\.0/% | 0.6 to 2.0/' \
		'is that percentage points (pp) or relative (% rel)? 92.0 % less 5 pp is 87.0 %, less 5 % rel is 87.4 %: "Unit" is "%", must not be % (result-ratio) [table/row]'
}

@test "a share that falls by a bare percentage in the text" {
	breaks 's/accuracy falls by 0\.7 pp/accuracy falls by 5 %/' \
		'is that percentage points (pp) or relative (% rel)? 92.0 % less 5 pp is 87.0 %, less 5 % rel is 87.4 %: "accuracy falls by 5 %" (change-of-share) [section/rule]'
}

@test "two figures for one part of the data" {
	breaks '/^\| Accuracy \| country FR/p' \
		'one figure for each metric and part of the data: "Accuracy" stands twice in "Metric" and "Slice" (result-once) [table/row]'
}

@test "no figure for all of the data" {
	breaks '/^\| Accuracy \| all \|/d; /^\| Clicks for each visit \| all/ { s/overall/unitary/; s/ - / Country / }' \
		'a part of the data is judged against the whole: give the overall figure too: no row has "Analysis" overall (result-overall) [table/row]'
}

@test "a figure from a handful of cases" {
	warns 's/62\.5 to 65\.5 \| 3900/62.5 to 65.5 | 12/' \
		'a figure from fewer than 30 cases may be chance: collect more, or leave it out and say so under Caveats (result-few) [table/row]'
}

@test "a figure from no cases" {
	breaks_among_others 's/62\.5 to 65\.5 \| 3900/62.5 to 65.5 | 0/' \
		'N is 0, at least 1 are needed [table/cell-type]'
}

@test "a response time without its percentile among the figures" {
	breaks_among_others 's/^\| Clicks for each visit \| all.*/&\n| Latency | all | - | overall | 144 | ms | 143 to 145 | 100000 |/' \
		'a response time needs its percentile: p50, p95, p99 or mean: "Metric" is "Latency", must match (?i)\b(p[0-9]{2}|mean|median|average|max) (result-percentile) [table/row]'
}

@test "a claim without a figure" {
	warns 's/^A feed can narrow what people see\./& The ranker is unbiased./' \
		'say what was measured, and on which data, instead: "unbiased" (bare-claim) [section/rule]'
}

# ---- What operations needs ----------------------------------------------------------------------------

@test "approved without what operations needs to start it" {
	approved
	breaks "$(within 'Deployment Specification' '/^## Service/!d')" \
		'section "Deployment Specification" is missing (after "Caveats and Recommendations") [section/missing]'
}

@test "in review, the half of operations may be missing" {
	edit "$(within 'Service Objectives' '/^## Dependencies/!d')"
	handoff_run check --strict "$DOC"
	assert_status 0
	assert_silent
}

@test "approved without the promised levels of service" {
	approved
	breaks "$(within 'Service Objectives' '/^## Dependencies/!d')" \
		'section "Service Objectives" is missing (after "Deployment Specification") [section/missing]'
}

@test "approved without dependencies" {
	approved
	breaks "$(within 'Dependencies' '/^## Failure/!d')" \
		'section "Dependencies" is missing (after "Service Objectives") [section/missing]'
}

@test "approved without what is watched" {
	approved
	breaks_among_others "$(within 'Monitoring' '/^### Ground/!d')" \
		'section "Monitoring" is missing (after "Failure Modes") [section/missing]'
}

@test "approved without what it carries and costs" {
	approved
	breaks "$(within 'Capacity and Cost' '/^## Retraining/!d')" \
		'section "Capacity and Cost" is missing (after "Rollback and Fallback") [section/missing]'
}

@test "approved without anybody to call" {
	approved
	breaks "$(within 'Support and Escalation' '/^## Change/!d')" \
		'section "Support and Escalation" is missing (after "Retraining and Data Refresh") [section/missing]'
}

@test "in review without what starts a rebuild" {
	breaks "$(within 'Retraining and Data Refresh' '/^## Support/!d')" \
		'section "Retraining and Data Refresh" is missing (after "Capacity and Cost") [section/missing]'
}

@test "a number without its unit" {
	breaks_among_others 's/^(\| Timeout \| 300 \|) ms/\1 -/' \
		'a number needs its unit: "Unit" is "-", must match [A-Za-z%] (specification-unit) [table/row]'
}

@test "half a replica" {
	breaks 's/^(\| Replicas Minimum \|) 24/\1 23.5/' \
		'a number of replicas is a whole number: "Value" is "23.5", must match (?i)^([0-9]+|n/a)$ (specification-replicas) [table/row]'
}

@test "an item that stands there twice" {
	breaks '/^\| Region \|/p' \
		'one row for each item, or two people start it differently: "Region" stands twice in "Item" (specification-once) [table/row]'
}

@test "approved without the warm-up" {
	approved
	breaks '/^\| Warm-up \|/d' \
		'operations needs each of these items, if only to read that there is none: 10 rows have "Item" Runtime or Hardware or Memory or Replicas Minimum or Replicas Maximum or Batch Size or Maximum Input or Timeout or Warm-up or Region or Feature Flags, at least 11 are needed (specification-complete) [table/row]'
}

@test "two promises for one objective" {
	breaks '/^\| Availability \|/p' \
		'one row for each objective, or there are two promises: "Availability" stands twice in "SLO" (objective-once) [table/row]'
}

@test "an objective for a response time without its percentile" {
	breaks 's/^\| p95 latency \| 150/| Latency | 150/' \
		'a response time needs its percentile: p50, p95, p99 or mean: "SLO" is "Latency", must match (?i)\b(p[0-9]{2}|mean|median|average|max) (objective-percentile) [table/row]'
}

@test "an objective without a number" {
	breaks 's/^(\| Availability \|) 99\.9/\1 high/' \
		'Target does not have the form .*[0-9].* [table/cell-type]'
}

@test "a dependency of which nobody knows what it breaks" {
	breaks 's/\| new stories are missing \|$/| unknown |/' \
		'say what users and operations notice, or why they notice nothing (dependency-effect) [table/row]'
}

@test "a dependency that stands there twice" {
	breaks '/^\| click log \|/p' \
		'each dependency is named once: "click log" stands twice in "Dependency" (dependency-once) [table/row]'
}

# ---- Failure modes --------------------------------------------------------------------------------------

@test "a failure mode that nothing detects" {
	breaks 's/\| ReadingTimeMissing \|/| none so far |/' \
		'a failure that nothing detects is found by users: name the alert, or the check and how often it is made (failure-mode-alert) [table/row]'
}

@test "a failure mode without a detection" {
	breaks 's/\| ReadingTimeMissing \|/| - |/' \
		'"Detection Alert" is empty in this row of "Failure Modes" [table/empty-cell]'
}

@test "a failure mode with nothing to do at once" {
	breaks 's/\| add 5 replicas \|/| unknown |/' \
		'say the first thing that stops the harm, if only to switch to the fallback (failure-mode-mitigation) [table/row]'
}

@test "a failure mode without a mitigation" {
	breaks 's/\| add 5 replicas \|/| - |/' \
		'"Mitigation Now" is empty in this row of "Failure Modes" [table/empty-cell]'
}

@test "a failure mode in production without a detection" {
	in_production
	breaks 's/\| ReadingTimeMissing \|/| - |/' \
		'"Detection Alert" is empty in this row of "Failure Modes" [table/empty-cell]'
}

@test "a failure mode in production without a playbook" {
	in_production
	breaks 's/\[reading times\][^|]*/- /' \
		'in production each failure mode has steps for whoever is called: link the section of a playbook: "Playbook" is "-", must be filled in (failure-mode-playbook) [table/row]'
}

@test "a failure mode may be without a playbook before production" {
	approved
	passes 's/\[reading times\][^|]*/- /'
}

@test "a playbook that is no playbook" {
	breaks_among_others 's#\.\./playbook/feed-ranker\.md\#readingtimemissing#../readiness/feed-ranker-v42.md\#scope#' \
		'"../readiness/feed-ranker-v42.md#scope" is a document of kind readiness, not playbook [link/wrong-kind]'
}

@test "a playbook without its section" {
	breaks 's/#readingtimemissing//' \
		'link the section with the steps (playbook.md#section), not the whole playbook: "Playbook" is "../playbook/feed-ranker.md", must match # (failure-mode-section) [table/row]'
}

@test "a playbook that does not cover the failure mode" {
	approved
	sed -i 's/^covers: .*/covers: [F-1, F-2, F-4]/' handoff/playbook/feed-ranker.md
	breaks 's/^(updated: ).*/\12026-11-21/' \
		'the playbook lists under covers each failure mode that it has steps for: `covers` of handoff/playbook/feed-ranker.md is "F-1, F-2, F-4", must equal Id (failure-mode-covered) [table/row]'
}

@test "a playbook in production that is not approved" {
	in_production
	sed -i 's/^status: .*/status: in-review/' handoff/playbook/feed-ranker.md
	breaks_among_others 's/^(updated: ).*/\12026-11-21/' \
		'in production the steps are approved and were tried: `status` of handoff/playbook/feed-ranker.md is "in-review", must be approved (failure-mode-approved) [table/row]'
}

@test "two failure modes in production" {
	in_production
	breaks '/^\| F-[34] \|/d' \
		'a model in production lists at least three ways in which it fails: 2 rows have "Id", which must be filled in, at least 3 are needed (production-failure-modes) [table/row]'
}

@test "no failure modes in production, and not yet approved" {
	breaks_among_others "s/^stage: .*/stage: production/; $(within 'Failure Modes' '/^\| F-/d')" \
		'a model in production lists at least three ways in which it fails: 0 rows have "Id", which must be filled in, at least 3 are needed (production-failure-modes) [table/row]'
}

@test "an id of a failure mode that is used again" {
	breaks 's/^\| F-4 \|/| F-3 |/' \
		'playbooks and game days refer to a failure mode by its id: "F-3" stands twice in "Id" (failure-mode-once) [table/row]'
}

@test "an alert that no alert taxonomy has" {
	approved
	warns 's/\| ReadingTimeMissing \|/| ReadingTimeGone |/' \
		'no alert taxonomy has an active alert of this name, so nobody knows who is called: "Detection Alert" has "ReadingTimeGone", which must stand under "Name" in the table of "Alerts" of a alert-taxonomy, in a row where "Status" must be active or muted (failure-mode-alert-known) [table/row]'
}

@test "an alert that is retired" {
	approved
	warns 's/\| ReadingTimeMissing \|/| FeedErrorsAny |/' \
		'no alert taxonomy has an active alert of this name, so nobody knows who is called: "Detection Alert" has "FeedErrorsAny", which must stand under "Name" in the table of "Alerts" of a alert-taxonomy, in a row where "Status" must be active or muted (failure-mode-alert-known) [table/row]'
}

@test "a failure mode that was never played through" {
	approved
	warns 's/\| replay test on 2026-11-04 \|/| not yet tested |/' \
		'a failure that was never played through surprises everybody: a drill, a test or a past incident (failure-mode-tested) [table/row]'
}

# ---- Monitoring -------------------------------------------------------------------------------------------

@test "a page before the warning, where lower is better" {
	breaks 's/148 ms \| 155 ms/150 ms | 140 ms/' \
		'where lower is better, limits rise: warn < page <= rollback: "Page" is "140 ms", must be at least 150 ms ([Warn]) (threshold-order-lower) [table/row]'
}

@test "a way back before the page, where lower is better" {
	breaks 's/\| 170 ms/| 150 ms/' \
		'where lower is better, limits rise: warn < page <= rollback: "Rollback" is "150 ms", must be at least 155 ms ([Page]) (threshold-order-lower) [table/row]'
}

@test "a page before the warning, where higher is better" {
	breaks 's/2\.25 clicks \| 2\.10/2.25 clicks | 2.30/' \
		'where higher is better, limits fall: warn > page >= rollback: "Page" is "2.30 clicks", must be at most 2.25 clicks ([Warn]) (threshold-order-higher) [table/row]'
}

@test "a way back before the page, where higher is better" {
	breaks 's/\| 2\.00 clicks/| 2.20 clicks/' \
		'where higher is better, limits fall: warn > page >= rollback: "Rollback" is "2.20 clicks", must be at most 2.1 clicks ([Page]) (threshold-order-higher) [table/row]'
}

@test "a warning that is the page, written differently" {
	breaks 's/15 min \| 30 min \| none/0.5 h | 30 min | none/' \
		'the warning comes before the page: two limits, not one (threshold-distinct) [table/row]'
}

@test "no direction" {
	breaks 's/^(\| p95 latency \| ms \|) lower-better/\1 -/' \
		'"Direction" is empty in this row of "Monitoring" [table/empty-cell]'
}

@test "a limit without a unit" {
	breaks 's/148 ms \| 155 ms/148 | 155 ms/' \
		'Warn is "148", a number without its unit: write it behind, as in 120 ms [unit/missing]'
}

@test "no way back, and no reason" {
	breaks 's/none, because v41 reads the same features/none/' \
		'Rollback does not have the form [~<>≤≥]?\s*[-+−]?[0-9][0-9.,]*\s*[A-Za-z%/µ].*|[Nn]one\b\W+\w.{8,} [table/cell-type]'
}

@test "a first limit that is already broken, where lower is better" {
	warns 's/144 ms \| 10 min/149 ms | 10 min/' \
		'the value measured now is already beyond the first limit, so it would warn from the start: "Baseline" is "149 ms", must be at most 148 ms ([Warn]) (threshold-baseline-lower) [table/row]'
}

@test "a first limit that is already broken, where higher is better" {
	warns 's/2\.39 clicks \| 1 h/2.20 clicks | 1 h/' \
		'the value measured now is already beyond the first limit, so it would warn from the start: "Baseline" is "2.20 clicks", must be at least 2.25 clicks ([Warn]) (threshold-baseline-higher) [table/row]'
}

@test "a response time without its percentile" {
	breaks 's/^\| p95 latency \| ms/| Latency | ms/' \
		'a response time needs its percentile: p50, p95, p99 or mean: "Metric" is "Latency", must match (?i)\b(p[0-9]{2}|mean|median|average|max) (threshold-percentile) [table/row]'
}

@test "two rows for one metric" {
	breaks '/^\| Error share \|/p' \
		'one row for each metric, or people act on different limits: "Error share" stands twice in "Metric" (threshold-once) [table/row]'
}

@test "a page that leads to no section of a playbook" {
	breaks "$(within Monitoring 's/#feedlatencyhigh//')" \
		'who is called needs steps to follow: link the section of the playbook (playbook.md#section), not the whole of it: "Action on Page" is "../playbook/feed-ranker.md", must match # (threshold-section) [table/row]'
}

@test "a page that leads nowhere" {
	breaks "$(within Monitoring 's/\[slow answers\][^|]*/- /')" \
		'"Action on Page" is empty in this row of "Monitoring" [table/empty-cell]'
}

@test "nobody knows when the truth is known" {
	approved
	breaks "$(within 'Ground Truth Delay' 's/[0-9]+/some/g')" \
		'section "Ground Truth Delay" has to contain a number [section/content]'
}

# ---- The way back -----------------------------------------------------------------------------------------

@test "approved without a way back" {
	approved
	breaks "$(within 'Rollback and Fallback' '/^## Capacity/!d')" \
		'section "Rollback and Fallback" is missing (after "Monitoring") [section/missing]'
}

@test "a way back without steps" {
	approved
	breaks "$(within 'Rollback and Fallback' 's/^[0-9]\. //')" \
		'section "Rollback and Fallback" has to contain a numbered list [section/content]'
}

@test "a way back without a check that it worked" {
	approved
	warns "$(within 'Rollback and Fallback' 's/wait until/think that/; s/panel Active version shows/panel Active version has/; s/verify that/hope that/')" \
		'the last step shows that the version before really answers: say how to verify it: nothing here matches (?i)\b(verif|check|confirm|wait until|see that|shows) (rollback-verified) [section/rule]'
}

@test "a way back that is not told in full" {
	approved
	breaks '/^\| Fallback Behaviour \|/d' \
		'whoever rolls back at night needs all five answers: 4 rows have "Item" Target Version or Time to Roll Back or Last Tested or Data and State Compatibility or Fallback Behaviour, at least 5 are needed (rollback-complete) [table/row]'
}

@test "a way back that was never tested" {
	approved
	breaks 's/^(\| Last Tested \|) 2026-11-05/\1 never/' \
		'a way back that was never tried is a hope: the value is the day of the last test, and by whom stands under Note: "Value" is "never", must match ^[0-9]{4}-[0-9]{2}-[0-9]{2}$ and not be after today (rollback-tested) [table/row]'
}

@test "a way back that is going to be tested" {
	approved
	breaks 's/^(\| Last Tested \|) 2026-11-05/\1 2026-12-05/' \
		'a way back that was never tried is a hope: the value is the day of the last test, and by whom stands under Note: "Value" is "2026-12-05", must match ^[0-9]{4}-[0-9]{2}-[0-9]{2}$ and not be after today (rollback-tested) [table/row]'
}

@test "a way back that was tested long ago" {
	approved
	warns 's/^(\| Last Tested \|) 2026-11-05/\1 2026-05-05/' \
		'the way back was last tried more than 180 days ago: try it again: "Value" is "2026-05-05", must not be before 2026-05-28 (today - 180d) (rollback-tested-lately) [table/row]'
}

@test "a way back without its time" {
	approved
	breaks 's/^(\| Time to Roll Back \|) 3 min 40 s/\1 quick/' \
		'the time is measured, with its unit: "Value" is "quick", must match ^[0-9][0-9.]*\s*(s|min|h)\b (rollback-time) [table/row]'
}

@test "a way back to the same version" {
	breaks 's/^(\| Target Version \|) v41/\1 v42/' \
		'the way back leads to an older version, which has a row in the change log: "Value" is "v42", must differ from model-version and stand under "Version" in the table of "Change Log" (rollback-target) [table/row]'
}

@test "a way back to a version that never was" {
	breaks 's/^(\| Target Version \|) v41/\1 v39/' \
		'the way back leads to an older version, which has a row in the change log: "Value" has "v39", which must differ from model-version and stand under "Version" in the table of "Change Log" (rollback-target) [table/row]'
}

@test "two answers for one item of the way back" {
	breaks '/^\| Target Version \|/p' \
		'one answer for each item: "Target Version" stands twice in "Item" (rollback-once) [table/row]'
}

# ---- Cost, calls, changes -----------------------------------------------------------------------------------

@test "a cost without its currency" {
	breaks 's/20880 USD\/month/20880 units\/month/' \
		'a cost names its currency and what it is paid for, such as USD/month: "Cost" is "20880 units/month", must match [A-Z]{3}.*/|/.*[A-Z]{3} (cost-currency) [table/row]'
}

@test "a cost without a number" {
	breaks_among_others 's/20880 USD\/month/USD\/month/' \
		'Cost must be a number with its unit, such as 120 ms, not "USD/month" [table/cell-type]'
}

@test "a price of long ago" {
	warns 's/^(\| 1800 req\/s .*)2026-11-02/\12025-11-02/' \
		'a price more than a year older than the card has probably changed: "Price Date" is "2025-11-02", must not be before 2025-11-20 ([updated] - 365d) (cost-price-old) [table/row]'
}

@test "a load without a unit" {
	breaks 's/^\| 1800 req\/s/| 1800/' \
		'Load is "1800", a number without its unit: write it behind, as in 120 ms [unit/missing]'
}

@test "loads that do not stand in their order" {
	breaks 's/^\| 1800 req\/s/| 2200 req\/s/' \
		'loads stand in their order, the usual one first: "2100 req/s" does not come after "2200 req/s" (load-order) [table/row]'
}

@test "one load twice" {
	breaks 's/^\| 1800 req\/s/| 2100 req\/s/' \
		'one row for each load: "2100 req/s" stands twice in "Load" (load-once) [table/row]'
}

@test "a load that is an overload" {
	breaks 's/^(\| 1800 req\/s .*) 25 %/\1 -5 %/' \
		'less than no room is an overload: this is not what it can carry: "Headroom" is "-5 %", must be at least 0 (load-headroom) [table/row]'
}

@test "a team rebuilds it" {
	breaks 's/^\| every Monday \| weekly \| alice/| every Monday | weekly | ml-team/' \
		'Owner: no person "ml-team" in .handoff/people.yaml [people/unknown]'
}

@test "steps of a call that do not stand in their order" {
	breaks 's/^\| 3 \| research lead/| 2 | research lead/' \
		'steps are taken one after the other: "2" does not come after "2" (escalation-order) [table/row]'
}

@test "an answer within no time" {
	breaks 's/\| 15 min \|$/| soon |/' \
		'Within must be a duration such as 90 s, 5 min or 180d, not "soon" [table/cell-type]'
}

@test "one version twice" {
	breaks 's/^\| v40 \| 2026-02-02/| v41 | 2026-02-02/' \
		'each version has one row: "v41" stands twice in "Version" (version-once) [table/row]'
}

@test "the oldest version first" {
	breaks 's/^\| v40 \| 2026-02-02/| v40 | 2026-08-02/' \
		'the newest version stands first: "Date" is "2026-08-02", must not be after 2026-06-15 (previous([Date])) (version-order) [table/row]'
}

@test "a version of a day to come" {
	breaks 's/^\| v42 \| 2026-10-30/| v42 | 2026-12-30/' \
		'Date is after today [table/cell-type]'
}

@test "in production without a readiness review" {
	in_production
	breaks 's/\[review of v42\][^|]*/- /' \
		'what runs in production was let out by a readiness review: link it: "Readiness" is "-", must be filled in (version-reviewed) [table/row]'
}

@test "in production by a readiness review that is not decided" {
	in_production
	sed -i 's/^status: .*/status: in-review/' handoff/readiness/feed-ranker-v42.md
	breaks 's/^(updated: ).*/\12026-11-21/' \
		'what runs in production was let out by a readiness review, not only looked at: `status` of handoff/readiness/feed-ranker-v42.md is "in-review", must be approved, conditional, expired or superseded (version-let-out) [table/row]'
}

@test "a readiness review of another version" {
	sed -i 's/^model-version: .*/model-version: v41/' handoff/readiness/feed-ranker-v42.md
	breaks 's/^(updated: ).*/\12026-11-21/' \
		'the review is of the same version; another one has a review of its own: `model-version` of handoff/readiness/feed-ranker-v42.md is "v41", must equal model-version (version-of-review) [table/row]'
}

@test "a readiness review that is none" {
	breaks_among_others 's#\.\./readiness/feed-ranker-v42\.md\)#../playbook/feed-ranker.md)#' \
		'"../playbook/feed-ranker.md" is a document of kind playbook, not readiness [link/wrong-kind]'
}

# ---- Words ------------------------------------------------------------------------------------------------

@test "what another template left in place" {
	breaks 's/^Order the home feed/[More Information Needed] &/' \
		'"[More Information Needed]" is left in the text [section/placeholder]'
}

@test "what another template left in place, in small letters" {
	breaks 's/^Order the home feed/[more information needed] &/' \
		'the text of another template was left in place: say it, or answer with Not applicable and why: "[more information needed]" (instructions-left) [section/rule]'
}

@test "an address that is still to come" {
	breaks 's/^Order the home feed/waiting-on-url &/' \
		'"waiting-on-url" is left in the text [section/placeholder]'
}

@test "what is still to be decided" {
	breaks 's/^Order the home feed/TBD. &/' \
		'"TBD" is left in the text [section/placeholder]'
}
