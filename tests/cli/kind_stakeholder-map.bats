#!/usr/bin/env bats
# The stakeholder map: what it refuses, each by one edit to a good one.

load cli_helper
load kind_helper

DOC=handoff/stakeholder-map/feed.md

# Rows of the good document, for the edits.
PRODUCT='/^\| feed-product \| product owner/'    # power 5, interest 5
ENGINEERS='/^\| feed-engineers \| engineers/'    # power 3, interest 5
PLATFORM='/^\| data-platform \| team/'           # power 4, interest 2
FINANCE='/^\| finance \| controller/'            # power 2, interest 1
PRODUCT_RELATION='/^\| feed-product \| alice/'   # every 7 d, last on 2026-11-17
SUPPORT_RELATION='/^\| support-leads \| carol/'  # every 14 d, last on 2026-11-18

@test "the good document passes, strictly" {
	handoff_run check --strict "$DOC"
	assert_status 0
	assert_silent
}

@test "a new one is only incomplete" {
	new_is_only_incomplete stakeholder-map
}

@test "every audience that the good documents name is a party of the map" {
	local party

	sed -n 's/^audience: \[\(.*\)\]$/\1/p' handoff/*/*.md | tr -d ' ' | tr ',' '\n' | sort -u >parties
	[ -s parties ] || fail "no document names an audience"
	while IFS= read -r party; do
		grep -q "^| $party |" "$DOC" || fail "the map lacks $party"
	done <parties
}

# ---- The quadrant follows from power and interest --------------------------------------------------

@test "high power and high interest: managed closely" {
	breaks "$PRODUCT s/manage-closely/keep-informed/" \
		'power and interest are both 4 or more: "Quadrant" is "keep-informed", must be manage-closely (quadrant-closely) [table/row]'
}

@test "high power and low interest: kept satisfied" {
	breaks "$PLATFORM s/keep-satisfied/monitor/" \
		'power is 4 or more, interest is 3 or less: "Quadrant" is "monitor", must be keep-satisfied (quadrant-satisfied) [table/row]'
}

@test "low power and high interest: kept informed" {
	breaks "$ENGINEERS s/keep-informed/keep-satisfied/" \
		'power is 3 or less, interest is 4 or more: "Quadrant" is "keep-satisfied", must be keep-informed (quadrant-informed) [table/row]'
}

@test "low power and low interest: only monitored" {
	breaks "$FINANCE s/monitor/keep-informed/" \
		'power and interest are both 3 or less: "Quadrant" is "keep-informed", must be monitor (quadrant-monitor) [table/row]'
}

@test "a power that is not from 1 to 5" {
	breaks "$PRODUCT s/5 \| manage/6 | manage/" 'Interest is 6, at most 5 are allowed [table/cell-type]'
}

# ---- Who is managed closely ------------------------------------------------------------------------

@test "a party that is managed closely without a person" {
	breaks "$PRODUCT s/\| carol \|/| - |/; /^\| What readers feel/ s/carol/judith/" \
		'who is managed closely has names: say who can be called: "People" is "-", must be filled in (closely-named) [table/row]'
}

@test "a party that is managed closely without an owner of the relation" {
	breaks "$PRODUCT_RELATION s/alice/-/" 'somebody answers for the relation to a party that is managed closely: fill in Relation Owner under Relations: "Id" has "feed-product", which must stand under "Stakeholder" in the table of "Relations", in a row where "Relation Owner" must be filled in (closely-owner) [table/row]'
}

@test "a party that is managed closely without a cadence" {
	breaks "$PRODUCT_RELATION s/7 d/-/" 'a party that is managed closely hears from us at a set interval: fill in Cadence under Relations: "Id" has "feed-product", which must stand under "Stakeholder" in the table of "Relations", in a row where "Cadence" must be filled in (closely-cadence) [table/row]'
}

@test "a party that is managed closely without any relation" {
	breaks_among_others "$PRODUCT_RELATION d" 'a party that is managed closely hears from us at a set interval: fill in Cadence under Relations: "Id" has "feed-product", which must stand under "Stakeholder" in the table of "Relations", in a row where "Cadence" must be filled in (closely-cadence) [table/row]'
}

@test "another party without a relation is a warning" {
	warns "$SUPPORT_RELATION d" 'say under Relations how this party hears from us: "Id" has "support-leads", which must stand under "Stakeholder" in the table of "Relations" (satisfied-relation) [table/row]'
}

# ---- Contact ---------------------------------------------------------------------------------------

@test "the last contact is longer ago than twice the cadence" {
	warns "$PRODUCT_RELATION s/2026-11-17/2026-11-09/" 'the last contact is longer ago than twice the cadence: get in touch, or set another cadence: "Last Contact" is "2026-11-09", must not be before 2026-11-10 (today - [Cadence] * 2) (contact-overdue) [table/row]'
}

@test "the last contact is exactly twice the cadence ago" {
	passes "$PRODUCT_RELATION s/2026-11-17/2026-11-10/"
}

@test "a contact that is still to come" {
	breaks "$PRODUCT_RELATION s/2026-11-17/2026-12-01/" 'Last Contact is after today [table/cell-type]'
}

# ---- Who always belongs to it ----------------------------------------------------------------------

@test "no people on call" {
	breaks_among_others 's/on-call-feed/night-feed/' 'the people on call always feel a change: give them a row with on-call in its id: no row has "Id" must match (?i)on-?call, or "Who" must match (?i)on[- ]?call (on-call-listed) [table/row]'
}

@test "no support" {
	breaks_among_others 's/support-leads \| leads of the support shifts/desk-leads | leads of the desk/' 'support hears from users first: give it a row with support in its id: no row has "Id" must match (?i)support, or "Who" must match (?i)support (support-listed) [table/row]'
}

@test "on-call may stand in the words for the party" {
	edit 's/on-call-feed/night-feed/; s/people on the feed rota/people on call for the feed/'
	handoff_run check --strict "$DOC"
	assert_not_in_output on-call-listed
}

@test "no row for research" {
	breaks "$ENGINEERS s/ivan, heidi \| research/heidi | operations/" 'research needs a row: it has to learn how its models do: no row has "Side" research (research-listed) [table/row]'
}

@test "who approves a readiness review does not stand in the map" {
	breaks_among_others 's/alice, bob \| operations/bob | operations/' 'whoever decides on a readiness review stands in the map, or nobody knows what they need to hear: `approvers` of handoff/readiness/feed-ranker-v42.md has "alice", which must stand under "People" in the table of "Stakeholders" (decider-mapped) [front/rule]'
}

# ---- Every row --------------------------------------------------------------------------------------

@test "a party without a level" {
	breaks "$FINANCE s/monitor \| 1/monitor | -/" '"Level" is empty in this row of "Stakeholders" [table/empty-cell]'
}

@test "a level that does not exist" {
	breaks "$FINANCE s/monitor \| 1/monitor | 4/" 'Level cannot be "4": it is one of 1, 2 or 3 [table/cell-type]'
}

@test "a party without a reason" {
	breaks "$FINANCE s/books the machines.*/ |/" '"Why" is empty in this row of "Stakeholders" [table/empty-cell]'
}

@test "a reason that says nothing is a warning" {
	warns "$FINANCE s/books the machines.*/needs it |/" 'say what they use it for: that decides what to leave out: "Why" is "needs it", must have at least 4 words (why-told) [table/row]'
}

@test "an id that stands twice" {
	breaks_among_others "$FINANCE s/finance/editors/" 'other documents name a party by its id: "editors" stands twice in "Id" (stakeholder-once) [table/row]'
}

@test "people without a role on that side are a warning" {
	warns "$PLATFORM s/ - / alice /" 'none of these people holds a role in operations: "People" is "alice", must be somebody on the side of operations (operations-people) [table/row]'
}

@test "a team is not a person" {
	breaks "$PLATFORM s/ - / data-team /" 'People: no person "data-team" in .handoff/people.yaml [people/unknown]'
}

# ---- Decisions and relations ------------------------------------------------------------------------

@test "a decision of a party that is not in the map" {
	breaks '/^\| What readers are told/ s/support-leads/press/' 'this party is not in the map: "Stakeholder" has "press", which must stand under "Id" in the table of "Stakeholders" (decision-stakeholder) [table/row]'
}

@test "a decision of a person who is not in the map" {
	breaks '/^\| What readers are told/ s/judith/frank/' 'who decides stands under People of a party in the map: "Person" has "frank", which must stand under "People" in the table of "Stakeholders" (decision-person) [table/row]'
}

@test "a decision without a person" {
	breaks '/^\| What readers are told/ s/judith/-/' '"Person" is empty in this row of "Decisions" [table/empty-cell]'
}

@test "a decision that lies with two parties" {
	breaks 's/^\| What readers feel is worth the price/| The next stage of a rollout begins/' 'a decision lies with one party: "The next stage of a rollout begins" stands twice in "Decision" (decision-once) [table/row]'
}

@test "a relation to a party that is not in the map" {
	breaks_among_others "$SUPPORT_RELATION s/support-leads/press/" 'this party is not in the map: "Stakeholder" has "press", which must stand under "Id" in the table of "Stakeholders" (relation-stakeholder) [table/row]'
}

@test "two rows for one relation" {
	breaks_among_others "$SUPPORT_RELATION s/support-leads/editors/" 'one row for each party: "editors" stands twice in "Stakeholder" (relation-once) [table/row]'
}

# ---- Review -----------------------------------------------------------------------------------------

@test "nobody from operations has read it" {
	warns 's/^reviewers: .*/reviewers: [ivan, judith]/' 'somebody from operations writes this map or reads it before it counts: "authors" must be somebody on the side of operations, or "reviewers" must be somebody on the side of operations (read-by-operations) [front/rule]'
}

@test "nobody from research has read it" {
	warns 's/^reviewers: .*/reviewers: [heidi, judith]/' 'somebody from research writes this map or reads it before it counts: "authors" must be somebody on the side of research, or "reviewers" must be somebody on the side of research (read-by-research) [front/rule]'
}

@test "approved without approvers" {
	breaks '/^approvers: /d' '`approvers` is missing: the named persons who agree to it; each adds an own sign-off [front/missing-field]'
}

@test "approved without a day to look again" {
	breaks '/^review-by: /d' '`review-by` is missing: when the list of people is gone through again; teams change, so within six months [front/missing-field]'
}

@test "the day to look again has passed" {
	warns 's/^review-by: .*/review-by: 2026-11-20/' 'the day to go through the list of people again has passed: `review-by` is "2026-11-20", must not be before today (review-overdue) [front/rule]'
}

@test "superseded without the newer map" {
	breaks 's/^status: .*/status: superseded/' "\`superseded-by\` is missing: the newer document that took this one's place [front/missing-field]"
}

@test "an action without its proof" {
	breaks '/^\| A-1 /s/\[brief for everyone\][^|]*/- /' 'done needs its proof: a link or a sentence that shows it: "Proof" is "-", must be filled in (action-done-proof) [table/row]'
}

@test "a reader who does not stand in the map" {
	warns 's/^audience: .*/audience: [feed-product, feed-buyers]/' \
		'who this map is written for stands in it: `audience` has "feed-buyers", which must stand under "Id" in the table of "Stakeholders" (audience-mapped) [front/rule]'
}

@test "people of research without a role there are a warning" {
	warns "$ENGINEERS s/ivan, heidi/heidi/" \
		'none of these people holds a role in research: "People" is "heidi", must be somebody on the side of research (research-people) [table/row]'
}

@test "people of the business without a role there are a warning" {
	warns 's/judith/frank/' \
		'none of these people holds a role in the business: "People" is "frank", must be somebody on the side of business (business-people) [table/row]'
}

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

@test "an action with a vague verb is a warning" {
	warns '/^\| A-3 / s/Ask the editors/Consider asking the editors/' \
		'begin with a verb whose end can be seen: add, remove, alert, test, write (action-vague) [table/row]'
}
