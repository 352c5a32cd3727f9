#!/usr/bin/env bats
# The shadow log: what it refuses, each by one edit to a good one.

load cli_helper
load kind_helper

DOC=handoff/shadow-log/on-call-week-47.md

# Rows of the good document, for the edits.
HANDOVER='/^\| P-5 \| The handover/' # without an action, with a reason
SUSPECT='/^\| P-2 \| Larger feeds/'  # answered by A-2
BURN='/^\| burn rate \|/'            # declined
DRILL='/^\| drill \| Rehearsed/'     # added to the glossary
PANEL='/^\| A-2 \| Add a panel/'     # done

@test "the good document passes, strictly" {
	handoff_run check --strict "$DOC"
	assert_status 0
	assert_silent
}

@test "a new one is only incomplete" {
	new_is_only_incomplete shadow-log
}

# ---- Who and when -----------------------------------------------------------------------------------

@test "nobody is host to themselves" {
	breaks_among_others 's/^host: .*/host: ivan/' \
		'nobody shadows themselves: `who` is "ivan", must differ from host (two-people) [front/rule]'
}

@test "a visitor and a host of the same side" {
	breaks_among_others 's/^who: .*/who: eve/' \
		'a day beside a colleague of your own side teaches nothing about the other: who and host belong to different sides: "who" must be somebody on the side of research and "host" must be somebody on the side of operations, business or other, or "who" must be somebody on the side of operations and "host" must be somebody on the side of research, business or other, or "who" must be somebody on the side of business or other and "host" must be somebody on the side of research or operations (two-sides) [front/rule]'
}

@test "a visitor from the business" {
	edit 's/^who: .*/who: judith/'
	handoff_run check "$DOC"
	assert_status 0
	assert_not_in_output two-sides
}

@test "no visitor" {
	breaks '/^who: /d' \
		'`who` is missing: the person who watched [front/missing-field]'
}

@test "no host" {
	breaks '/^host: /d' \
		'`host` is missing: the person who was watched, from the other side [front/missing-field]'
}

@test "no day" {
	breaks '/^date: /d' \
		'`date` is missing: the day it took place; a longer visit: its first day [front/missing-field]'
}

@test "a team is not a host" {
	breaks_among_others 's/^host: .*/host: feed-rota/' \
		'`host`: no person "feed-rota" in .handoff/people.yaml [people/unknown]'
}

@test "a day that is still to come" {
	breaks 's/^date: .*/date: 2026-12-01/' \
		'`date` is after today [front/type]'
}

@test "a log that was begun weeks later is a warning" {
	warns 's/^date: .*/date: 2026-11-04/' \
		'after two weeks the small things are forgotten, and they are the point: `created` is "2026-11-19", must not be after 2026-11-18 ([date] + 14d) (written-soon) [front/rule]'
}

@test "approved, but not by the host" {
	breaks 's/^approvers: .*/approvers: [bob]/' \
		'the host reads it and agrees before it counts: the day belongs to both: `approvers` is "bob", must equal host (host-agrees) [front/rule]'
}

@test "approved by the host among others" {
	passes 's/^approvers: .*/approvers: [bob, heidi]/'
}

@test "approved without the words of the host" {
	breaks '/^## Words of the Host/,/^accurate the ranker/d' \
		'section "Words of the Host" is missing (after "What I Take Back") [section/missing]'
}

@test "in review without the words of the host" {
	passes 's/^status: .*/status: in-review/; /^## Words of the Host/,/^accurate the ranker/d'
}

# ---- Pain points ------------------------------------------------------------------------------------

@test "a pain point without an action and without a reason" {
	breaks "$HANDOVER s/a later hour would need a third shift/-/" \
		'each pain point has an action, or says in three words or more why not: "Action" must be filled in, or "Why No Action" must have at least 3 words (pain-point-answered) [table/row]'
}

@test "a pain point with half a reason" {
	breaks "$HANDOVER s/a later hour would need a third shift/no need/" \
		'each pain point has an action, or says in three words or more why not: "Action" must be filled in, or "Why No Action" must have at least 3 words (pain-point-answered) [table/row]'
}

@test "a pain point with an action that does not exist" {
	breaks "$SUSPECT s/A-2/A-9/" \
		'this action does not stand under Action Items: "Action" has "A-9", which must stand under "Id" in the table of "Action Items" (pain-point-action) [table/row]'
}

@test "a pain point without what it costs" {
	breaks "$SUSPECT s/15 min of search, and a false suspicion/-/" \
		'"What It Costs" is empty in this row of "Pain Points" [table/empty-cell]'
}

@test "a pain point's id that stands twice" {
	breaks "$SUSPECT s/P-2/P-1/" \
		"a pain point's id is used once: \"P-1\" stands twice in \"Id\" (pain-point-once) [table/row]"
}

@test "words of blame are a warning" {
	warns "$SUSPECT s/Larger feeds look like a slow model/Somebody careless sends feeds of 500 stories/" \
		'a guest says what happened and what it costs, not who is to blame: "careless" (blameless) [section/rule]'
}

@test "no tools" {
	breaks '/^\| (pager \| receives|dashboard "Feed, one|feedctl \| go back|playbook of)/d' \
		'the table of "Tools Seen" has 0 rows, at least 1 are needed [table/too-few-rows]'
}

@test "no pain points" {
	breaks '/^\| P-[0-9]/d' \
		'the table of "Pain Points" has 0 rows, at least 1 are needed [table/too-few-rows]'
}

# ---- Words ------------------------------------------------------------------------------------------

@test "a word that confused, and meant the same" {
	breaks 's/^\| headroom \| distance of a metric from its best value/| headroom | machines that are left before overload/' \
		'where both are the same, the word did not confuse: "What I Thought" is "machines that are left before overload", must differ from What It Means Here (confusing-differs) [table/row]'
}

@test "a word that confused twice" {
	breaks 's/^\| headroom \| distance/| stale | distance/' \
		'one row for each word: "stale" stands twice in "Word" (confusing-once) [table/row]'
}

@test "words that confused are left out without a reason" {
	breaks '/^## Words That Confused/,/^\| drill \| looking/d' \
		'section "Words That Confused" is missing (after "Pain Points") [section/missing]'
}

@test "there were no words that confused" {
	passes '/^\| Word \| What I Thought/,/^\| drill \| looking/d; s/^## Words That Confused/&\n\nNot applicable: both grew up in operations./'
}

@test "a word is said to stand in the glossary, and does not" {
	breaks "$BURN s/declined/added/" \
		'no glossary of this repository has this word yet: "Word" must stand under "Term" in the table of "Terms" of a glossary, or "Word" must stand under "Aliases" in the table of "Terms" of a glossary (candidate-added) [table/row]'
}

@test "a word that stands in the glossary as an alias" {
	passes "$DRILL s/drill/pager/"
}

@test "a word that was declined without a reason" {
	breaks "$BURN s/the feed has no alert on it, nobody had to ask/-/" \
		'a declined word says why, in three words or more: "Reason" is "-", must have at least 3 words (candidate-declined) [table/row]'
}

@test "a candidate without a plain line" {
	breaks_among_others "$DRILL s/Rehearsed failure\./-/" \
		'"Plain Line" is empty in this row of "Glossary Candidates" [table/empty-cell]'
}

@test "a plain line of 26 words" {
	breaks "$DRILL s/Rehearsed failure\./a b c d e f g h i j k l m n o p q r s t u v w x y z/" \
		'a plain line has 25 words at most: "Plain Line" is "a b c d e f g h i j k l m n o p q r s t u v w x y z", must match ^\s*(\S+\s+){0,24}\S+\s*$ (candidate-short) [table/row]'
}

@test "a candidate that stands twice" {
	breaks "$DRILL s/drill/headroom/" \
		'one row for each word: "headroom" stands twice in "Word" (candidate-once) [table/row]'
}

# ---- Actions ----------------------------------------------------------------------------------------

@test "no action at all" {
	breaks_among_others '/^\| A-[0-9]/d' \
		'the table of "Action Items" has 0 rows, at least 1 are needed [table/too-few-rows]'
}

@test "actions are never beside the point" {
	breaks_among_others '/^\| Id \| Action/,$d; s/^## Action Items/&\n\nNot applicable: it was a quiet day./' \
		'"Action Items" always applies; "Not applicable" does not answer it [section/not-applicable]'
}

@test "no action of the visitor is a warning" {
	warns '/^\| A-/ s/\| ivan \|/| heidi |/' \
		'who watched takes at least one action home: no row has "Owner", which must equal who (visitor-acts) [table/row]'
}

@test "an action without an owner" {
	breaks "$PANEL s/\| ivan \|/| - |/" \
		'"Owner" is empty in this row of "Action Items" [action/no-owner]'
}

@test "an action of a team" {
	breaks "$PANEL s/\| ivan \|/| feed-team |/" \
		'Owner: no person "feed-team" in .handoff/people.yaml [people/unknown]'
}

@test "an action without a day" {
	breaks "$PANEL s/2026-11-20 \| P2/- | P2/" \
		'"Due" is empty in this row of "Action Items" [action/no-due]'
}

@test "done without proof" {
	breaks "$PANEL s/on the dashboard since 2026-11-20/-/" \
		'done needs its proof: a link or a sentence that shows it: "Proof" is "-", must be filled in (action-done-proof) [table/row]'
}

@test "declined without a reason" {
	breaks "$PANEL s/done (\|.*\|) on the dashboard since 2026-11-20/declined \1 -/" \
		'declined needs the reason, and who accepted it, under Proof: "Proof" is "-", must have at least 3 words (action-declined-reason) [table/row]'
}

@test "an urgent action without a ticket" {
	breaks '/^\| A-1 / s/FEED-823/-/' \
		'a P0 or P1 action needs a ticket: "Tracking" is "-", must match ://|[A-Za-z][A-Za-z0-9]*-[0-9]+|#[0-9]+|\.md (action-tracked) [table/row]'
}

@test "an action with a vague verb is a warning" {
	warns "$PANEL s/Add a panel/Improve the panel/" \
		'begin with a verb whose end can be seen: add, remove, alert, test, write (action-vague) [table/row]'
}

@test "an action's id that stands twice" {
	breaks '/^\| A-4 / s/A-4/A-3/; s/\| A-4 \| -/| A-3 | -/' \
		"an action's id is used once and never again: \"A-3\" stands twice in \"Id\" (action-id-once) [table/row]"
}

# ---- Closed -----------------------------------------------------------------------------------------

# All actions done, and the status closed.
all_done() {
	edit '/^\| A-/ s/(in-progress|open) (\|.*\|) - \|$/done \2 seen by heidi |/; s/^status: .*/status: closed/'
}

@test "closed with every action done" {
	all_done
	handoff_run check --strict "$DOC"
	assert_status 0
	assert_silent
}

@test "closed with an open action" {
	all_done
	breaks '/^\| A-4 / s/done (\|.*\|) seen by heidi/open \1 -/' \
		'closed means that every action is done, declined with a reason, or moved: "Status" is "open", must be done, declined or moved (action-unfinished) [table/row]'
}

@test "closed with a word that nobody decided on" {
	all_done
	breaks "$DRILL s/added/proposed/" \
		'closed means that each word is in the glossary, or was declined with a reason: "State" is "proposed", must be added or declined (candidate-decided) [table/row]'
}

# ---- The document as a whole --------------------------------------------------------------------------

@test "the day to look whether it helped has passed" {
	warns 's/^review-by: .*/review-by: 2026-11-23/' \
		'the day to look whether the actions helped has passed: `review-by` is "2026-11-23", must not be before today (review-overdue) [front/rule]'
}

@test "no day to look whether it helped" {
	breaks '/^review-by: /d' \
		'`review-by` is missing: when somebody looks whether the actions have helped [front/missing-field]'
}

@test "an action that was moved to nowhere" {
	breaks "$PANEL s/done (\|.*\|) on the dashboard since 2026-11-20/moved \1 -/" \
		'moved needs the place it went to under Proof: "Proof" is "-", must be filled in (action-moved-target) [table/row]'
}

@test "a reader that no map of stakeholders has" {
	warns 's/^audience: .*/audience: [feed-engineers, feed-buyers]/' \
		'no stakeholder map has this party, so nobody knows how much detail they need: `audience` has "feed-buyers", which must stand under "Id" in the table of "Stakeholders" of a stakeholder-map (audience-mapped) [front/rule]'
}
