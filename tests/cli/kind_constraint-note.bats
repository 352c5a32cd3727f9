#!/usr/bin/env bats
# The constraint note: what it refuses, each by one edit to a good one.

# shellcheck disable=SC2016  # backticks, $ and \ in single quotes are meant

load cli_helper
load kind_helper

DOC=handoff/constraint-note/profile-inputs.md

# Rows of the good document, for the edits.
ASKED='/^\| All three profile fields/'
TOPICS='/^\| Ask new readers for three topics/' # the alternative, which is chosen
LEAVE='/^\| Leave it/'
# One edit that gives the question to somebody else.
ESCALATE='s/^status: .*/status: not-agreed/; s/^outcome: .*/outcome: escalated\nescalated-to: dave\nescalate-by: 2026-12-04/; /^### Risk Reduced/,/^### Retained/ { /^### Retained/!d }; s/\| yes \|$/| no |/'

@test "the good document passes, strictly" {
	handoff_run check --strict "$DOC"
	assert_status 0
	assert_silent
}

@test "a new one is only incomplete" {
	new_is_only_incomplete constraint-note
}

@test "the constraint before the context" {
	edit 's/^## Context/## Was Constraint/; s/^## Constraint/## Context/; s/^## Was Constraint/## Constraint/'
	handoff_run check "$DOC"
	assert_status 1
	assert_in_output '[section/order]'
}

# ---- A constraint has evidence --------------------------------------------------------------------------

@test "a constraint without evidence" {
	breaks 's/31 % filled in, 12 % in Poland[^|]*/- /' \
		'a constraint without evidence is an opinion: name the law, the measurement or the file: "Evidence" is "-", must be filled in (constraint-evidence) [table/row]'
}

@test "a constraint whose evidence is an opinion" {
	breaks 's/31 % filled in, 12 % in Poland[^|]*/our long experience /' \
		'that is an opinion: name the law, the measurement or the file (constraint-opinion) [table/row]'
}

@test "a constraint of a kind that does not exist" {
	breaks 's/\| data-bias \|/| politics |/' \
		'Type cannot be "politics": it is one of data-bias, data-quality, explainability, law, privacy, security, latency, capacity, cost or other [table/cell-type]'
}

@test "no constraint at all" {
	breaks '/^\| (Readers agreed|Few profiles|6 ms)/d' \
		'the table of "Constraint" has 0 rows, at least 1 are needed [table/too-few-rows]'
}

@test "a constraint that stands there twice" {
	breaks '/^\| Few profiles/p' \
		'each constraint is named once: "Few profiles are filled in" stands twice in "Constraint" (constraint-once) [table/row]'
}

# ---- Not just no -----------------------------------------------------------------------------------------

@test "no alternative" {
	breaks_among_others "$TOPICS s/alternative/decline/" \
		'not just no: offer at least one alternative, or name under escalated-to who decides: no row has "Kind" alternative (alternative-offered) [table/row]'
}

@test "declined, and no alternative either" {
	breaks "s/^outcome: .*/outcome: declined/; $TOPICS d; $LEAVE s/no \|$/yes |/" \
		'not just no: offer at least one alternative, or name under escalated-to who decides: no row has "Kind" alternative (alternative-offered) [table/row]'
}

@test "declined with an alternative that was not taken" {
	passes "s/^outcome: .*/outcome: declined/; $TOPICS s/yes \|$/no |/; $LEAVE s/no \|$/yes |/; /^### Risk Reduced/,/^### Retained/ { /^### Retained/!d }"
}

@test "escalated without an alternative, to a person and by a day" {
	passes "$ESCALATE; $TOPICS s/alternative/decline/"
}

@test "escalated to nobody" {
	breaks "$ESCALATE; s/^outcome: .*/outcome: escalated\nescalate-by: 2026-12-04/" \
		'`escalated-to` is missing: the person who decides now, if the two sides did not agree [front/missing-field]'
}

@test "escalated without a day" {
	breaks "$ESCALATE; s/^outcome: .*/outcome: escalated\nescalated-to: dave/" \
		'`escalate-by` is missing: the day by which that person decides [front/missing-field]'
}

@test "escalated to the person who asked" {
	breaks "$ESCALATE; s/^outcome: .*/outcome: escalated\nescalated-to: carol\nescalate-by: 2026-12-04/" \
		'who decides now is neither of the two: `escalated-to` is "carol", must differ from requester (escalated-elsewhere) [front/rule]'
}

@test "escalated to the person who answers" {
	breaks "$ESCALATE; s/^outcome: .*/outcome: escalated\nescalated-to: alice\nescalate-by: 2026-12-04/" \
		'who decides now is neither of the two: `escalated-to` is "alice", must differ from responder (escalated-further) [front/rule]'
}

@test "escalated, and yet an option is chosen" {
	breaks "$ESCALATE; $TOPICS s/no \|$/yes |/" \
		'while somebody else decides, no option is chosen (chosen-not-yet) [table/row]'
}

@test "only one option" {
	breaks '/^\| (All three|Leave it)/d' \
		'the table of "Collaboration" has 1 rows, at least 2 are needed [table/too-few-rows]'
}

@test "options that leave out what was asked for" {
	warns "$ASKED d" \
		'show what the request as asked would bring and cost, so that the others can be compared with it: no row has "Kind" as-asked (asked-shown) [table/row]'
}

@test "the request as asked, twice" {
	breaks "$LEAVE s/decline/as-asked/" \
		'the request as asked is one option: 2 rows have "Kind" as-asked, at most 1 may (one-as-asked) [table/row]'
}

@test "an option that stands there twice" {
	breaks "$LEAVE p" \
		'each option is named once: "Leave it" stands twice in "Option" (option-once) [table/row]'
}

# ---- What was chosen ---------------------------------------------------------------------------------------

@test "nothing is chosen" {
	breaks "$TOPICS s/yes \|$/no |/" \
		'the outcome says that one option was chosen: no row has "Chosen" yes (chosen) [table/row]'
}

@test "two options are chosen" {
	breaks_among_others "$ASKED s/no \|$/yes |/" \
		'one option is chosen; if two go together, write them as one: 2 rows have "Chosen" yes, at most 1 may (one-chosen) [table/row]'
}

@test "accepted, and something else is chosen" {
	breaks 's/^outcome: .*/outcome: accepted/' \
		'accepted means that the request is met as asked; else it is amended: "Kind" is "alternative", must be as-asked (chosen-asked) [table/row]'
}

@test "amended, and the request as asked is chosen" {
	breaks "$TOPICS s/yes \|$/no |/; $ASKED s/no \|$/yes |/" \
		'amended means that an alternative is taken: "Kind" is "as-asked", must be alternative (chosen-alternative) [table/row]'
}

@test "declined, and an alternative is chosen" {
	breaks 's/^outcome: .*/outcome: declined/' \
		'declined means that neither the request nor an alternative is taken: "Kind" is "alternative", must be decline (chosen-decline) [table/row]'
}

@test "a risk that is a bare word" {
	breaks "$TOPICS s/who skips the question gains nothing/low/" \
		'say what can still go wrong, for whom or how often; a bare low or none is a claim: "Risk Left" is "low", must have at least 3 words (risk-left-told) [table/row]'
}

@test "an option without human oversight" {
	breaks "$TOPICS s/editors choose the topics, monthly/-/" \
		'"Human Oversight" is empty in this row of "Collaboration" [table/empty-cell]'
}

@test "an option without its cost" {
	breaks "$TOPICS s/4 weeks, 1 ms/-/" \
		'"Cost" is empty in this row of "Collaboration" [table/empty-cell]'
}

# ---- Both parties, by name ---------------------------------------------------------------------------------

@test "the requester did not agree" {
	breaks 's/^\| requester \| carol/| other | carol/' \
		'agreed needs the name of the person who asked: no row has "Party" requester and "Person", which must equal requester (requester-agrees) [table/row]'
}

@test "somebody else agreed for the requester" {
	breaks 's/^\| requester \| carol/| requester | judith/' \
		'agreed needs the name of the person who asked: no row has "Party" requester and "Person", which must equal requester (requester-agrees) [table/row]'
}

@test "the responder did not agree" {
	breaks 's/^\| responder \| alice/| other | alice/' \
		'agreed needs the name of the person who answers: no row has "Party" responder and "Person", which must equal responder (responder-agrees) [table/row]'
}

@test "one person for both parties" {
	breaks_among_others 's/^\| responder \| alice/| responder | carol/' \
		'one person agrees once: "carol" stands twice in "Person" (party-once) [table/row]'
}

@test "a request to oneself" {
	breaks_among_others 's/^responder: .*/responder: carol/' \
		'a request has two sides: the one who asks and the one who answers: `responder` is "carol", must differ from requester (parties-differ) [front/rule]'
}

@test "a team agreed" {
	breaks_among_others 's/^\| requester \| carol/| requester | product/' \
		'Person: no person "product" in .handoff/people.yaml [people/unknown]'
}

@test "agreed before it was asked" {
	breaks 's/^(\| requester.*) 2026-10-28/\1 2026-10-12/' \
		'On is before asked-on [table/cell-type]'
}

@test "agreed tomorrow" {
	breaks 's/^(\| requester.*) 2026-10-28/\1 2026-11-25/' \
		'On is after today [table/cell-type]'
}

@test "agreed without an outcome" {
	breaks '/^outcome: /d' \
		'`outcome` is missing: accepted: as asked; amended: another option; declined: not done; escalated: somebody else decides [front/missing-field]'
}

@test "agreed, and escalated" {
	breaks_among_others "$ESCALATE; s/^status: .*/status: agreed/" \
		'agreed means accepted, amended or declined; what is escalated is not agreed yet: `outcome` is "escalated", must be accepted, amended or declined (agreed-outcome) [front/rule]'
}

@test "not agreed, and amended" {
	breaks 's/^status: .*/status: not-agreed/' \
		'not agreed means that it was declined, or that somebody else decides: `outcome` is "amended", must be declined or escalated (not-agreed-outcome) [front/rule]'
}

# ---- Risk and limits -----------------------------------------------------------------------------------------

@test "a smaller risk without numbers" {
	breaks 's/31 % of readers/some readers/' \
		'a smaller risk is shown by two numbers, not claimed: "As Asked" is "some readers", must match [0-9] (risk-measured) [table/row]'
}

@test "a risk that has not become smaller" {
	breaks 's/0 %, only who answers/31 % of readers/' \
		'this risk has not become smaller: "As Agreed" is "31 % of readers", must differ from As Asked (risk-differs) [table/row]'
}

@test "a smaller risk that nobody can check" {
	breaks 's/inputs listed in the \[model card\]\([^)]*\)/-/' \
		'"How We Know" is empty in this row of "Risk Reduced" [table/empty-cell]'
}

@test "no word on the risk" {
	breaks '/^### Risk Reduced/,/^### Retained/ { /^### Retained/!d }' \
		'section "Risk Reduced" is missing [section/missing]'
}

@test "a claim of safety" {
	warns 's/0 %, only who answers/0 %, completely safe/' \
		'say what was measured instead: "completely safe" (bare-claim) [section/rule]'
}

@test "a limit that is not in the model card" {
	breaks 's/\[out of scope\]\(([^#]*)#out-of-scope\)/[card](\1)/' \
		'a limit that stays is written under Out of Scope of the model card: link that section (card.md#out-of-scope): "Stands In" is "../model-card/feed-ranker-v42.md", must match (?i)#out-of-scope (limit-out-of-scope) [table/row]'
}

@test "a limit that stands in another section of the model card" {
	breaks 's/#out-of-scope/#in-scope/' \
		'a limit that stays is written under Out of Scope of the model card: link that section (card.md#out-of-scope): "Stands In" is "../model-card/feed-ranker-v42.md#in-scope", must match (?i)#out-of-scope (limit-out-of-scope) [table/row]'
}

@test "a limit that stands in another document" {
	breaks_among_others 's/model-card\/feed-ranker-v42.md#out-of-scope/readiness\/feed-ranker-v42.md#scope/' \
		'"../readiness/feed-ranker-v42.md#scope" is a document of kind readiness, not model-card [link/wrong-kind]'
}

@test "a limit in one word" {
	breaks 's/^\| Readers under 16 stay without[^|]*/| Children /' \
		'say what the model must not be used for, in three words or more: "Limit" is "Children", must have at least 3 words (limit-told) [table/row]'
}

@test "no word on the limits of a model" {
	breaks '/^### Retained Limits/,/^## Follow-up/ { /^## Follow-up/!d }' \
		'section "Retained Limits" is missing (after "Risk Reduced") [section/missing]'
}

@test "no model, no limits" {
	passes '/^model: /d; /^### Retained Limits/,/^## Follow-up/ { /^## Follow-up/!d }'
}

# ---- Form --------------------------------------------------------------------------------------------------------

@test "no follow-up" {
	breaks "/^## Follow-up/,$ d" \
		'section "Follow-up" is missing (after "Agreement") [section/missing]'
}

@test "more than 400 words" {
	breaks "s/^leaves within seven days\./&$(printf ' word%.0s' {1..200})/" \
		'the document has 536 words, at most 400 are allowed [section/too-long]'
}

@test "a topic that is missing" {
	breaks '/^topic: /d' \
		'`topic` is missing: what was asked for, in a few words [front/missing-field]'
}

@test "a question from the future" {
	breaks_among_others 's/^asked-on: .*/asked-on: 2026-12-01/' \
		'`asked-on` is after today [front/type]'
}

@test "a party that no map of stakeholders has" {
	breaks 's/^stakeholder: .*/stakeholder: feed-buyers/' \
		'no stakeholder map has this party: use the id of its row: `stakeholder` has "feed-buyers", which must stand under "Id" in the table of "Stakeholders" of a stakeholder-map (stakeholder-mapped) [front/rule]'
}

@test "a reader that no map of stakeholders has" {
	warns 's/^audience: .*/audience: [feed-product, feed-buyers]/' \
		'no stakeholder map has this party, so nobody knows how much detail they need: `audience` has "feed-buyers", which must stand under "Id" in the table of "Stakeholders" of a stakeholder-map (audience-mapped) [front/rule]'
}

@test "the day of the review has passed" {
	warns 's/^review-by: .*/review-by: 2026-11-20/' \
		'the day to look whether the constraint still holds has passed: `review-by` is "2026-11-20", must not be before today (review-overdue) [front/rule]'
}

@test "no day for the review" {
	breaks '/^review-by: /d' \
		'`review-by` is missing: when both look again whether the constraint still holds [front/missing-field]'
}

# ---- Actions ------------------------------------------------------------------------------------------

@test "an action's id that stands twice" {
	breaks 's/^\| A-2 /| A-1 /' \
		"an action's id is used once and never again: \"A-1\" stands twice in \"Id\" (action-id-once) [table/row]"
}

@test "an action that is done without proof" {
	breaks 's/list of 24 topics in the ticket/-/' \
		'done needs its proof: a link or a sentence that shows it: "Proof" is "-", must be filled in (action-done-proof) [table/row]'
}

@test "an action that was declined without a reason" {
	breaks '/^\| A-1 / s/in-progress/declined/' \
		'declined needs the reason, and who accepted it, under Proof: "Proof" is "-", must have at least 3 words (action-declined-reason) [table/row]'
}

@test "an action that was moved to nowhere" {
	breaks '/^\| A-1 / s/in-progress/moved/' \
		'moved needs the place it went to under Proof: "Proof" is "-", must be filled in (action-moved-target) [table/row]'
}

@test "an urgent action without a ticket" {
	breaks '/^\| A-1 / s/P2/P0/; s/FEED-831/-/' \
		'a P0 or P1 action needs a ticket: "Tracking" is "-", must match ://|[A-Za-z][A-Za-z0-9]*-[0-9]+|#[0-9]+|\.md (action-tracked) [table/row]'
}

@test "a vague action" {
	warns '/^\| A-1 / s/Test the topic/Investigate more on the topic/' \
		'begin with a verb whose end can be seen: add, remove, alert, test, write (action-vague) [table/row]'
}
