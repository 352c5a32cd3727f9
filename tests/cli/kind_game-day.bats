#!/usr/bin/env bats
# The game day: what it refuses, each by one edit to a good one.

# shellcheck disable=SC2016  # backticks in single quotes are meant

load cli_helper
load kind_helper

DOC=handoff/game-day/old-inputs-drill.md

# Parts of the good document, for the edits.
CARD='^\| subject expert \| ivan' # missed: 4 min 10 s, the limit is 3 min
DEPUTY='^\| deputy \| heidi'      # met: 24 min 30 s of 30 min
INJECT='^\| I-3 \|'               # with a gap
CLARITY='/^### Escalation Clarity/,/^## Improvement/'

# A day that is still to come: nothing to tell of it.
planned() { # STATUS
	edit 's/^status: .*/status: '"$1"'/; s/^date: .*/date: 2026-12-02/; /^debriefed-on:/d; /^## Run Log/,$d'
}

in_status() {
	edit 's/^status: .*/status: '"$1"'/'
}

@test "the good document passes, strictly" {
	handoff_run check --strict "$DOC"
	assert_status 0
	assert_silent
}

@test "a new one is only incomplete" {
	new_is_only_incomplete game-day
}

# ---- Both sides play ---------------------------------------------------------------------------------

@test "nobody from research plays" {
	breaks_among_others 's/^participants: .*/participants: [eve, heidi, dave, judith]/' \
		'a failure is played by both sides: nobody who plays is from research: `participants` is "eve, heidi, dave, judith", must be somebody on the side of research (both-research) [front/rule]'
}

@test "nobody from operations plays" {
	breaks_among_others 's/^participants: .*/participants: [ivan, alice, judith]/' \
		'a failure is played by both sides: nobody who plays is from operations: `participants` is "ivan, alice, judith", must be somebody on the side of operations (both-operations) [front/rule]'
}

@test "before anything is ready it may lack a side" {
	planned planned
	passes 's/^participants: .*/participants: [ivan, alice]/'
}

@test "ready, and a side is missing" {
	planned ready
	breaks 's/^participants: .*/participants: [ivan, alice]/' \
		'a failure is played by both sides: nobody who plays is from operations: `participants` is "ivan, alice", must be somebody on the side of operations (both-operations) [front/rule]'
}

@test "no card for research" {
	planned ready
	breaks_among_others "/$CARD/d; /^\| data platform \| alice/d; s/subject expert, data platform/on-call/; s/^participants: .*/participants: [eve, heidi, dave, judith]/" \
		'a failure is played by both sides: no card is for research: no row has "Side" research (card-research) [table/row]'
}

@test "no card for operations" {
	planned ready
	breaks_among_others 's/^(\| [a-z -]+ \| [a-z]+ \|) operations \|/\1 other |/' \
		'a failure is played by both sides: no card is for operations: no row has "Side" operations (card-operations) [table/row]'
}

@test "a side that is not the player's own" {
	breaks "s/$CARD \| research/| subject expert | ivan | operations/" \
		"who plays for operations holds a role there; where roles are swapped, Side is still the player's own: \"Player\" is \"ivan\", must be somebody on the side of operations (side-operations) [table/row]"
}

@test "an operator who plays for research" {
	breaks "s/$DEPUTY \| operations/| deputy | heidi | research/" \
		"who plays for research holds a role there; where roles are swapped, Side is still the player's own: \"Player\" is \"heidi\", must be somebody on the side of research (side-research) [table/row]"
}

@test "an operator who plays for the business" {
	breaks "s/$DEPUTY \| operations/| deputy | heidi | business/" \
		"who plays for the business holds a role there; where roles are swapped, Side is still the player's own: \"Player\" is \"heidi\", must be somebody on the side of business (side-business) [table/row]"
}

@test "somebody takes part and has no card" {
	breaks 's/^participants: \[/participants: [grace, /' \
		'everybody who plays has a role card; who only watches stands under observers: `participants` has "grace", which must stand under "Player" in the table of "Role Cards" (card-each) [front/rule]'
}

@test "the facilitator plays too" {
	warns 's/^facilitator: .*/facilitator: dave/' \
		'who leads the exercise knows the scenario: let somebody else play: `participants` is "eve, heidi, dave, ivan, alice, judith", must differ from facilitator (facilitator-apart) [front/rule]'
}

@test "the scribe plays too" {
	warns 's/^scribe: .*/scribe: judith/' \
		'who plays has no time to keep the log: let somebody else be scribe: `participants` is "eve, heidi, dave, ivan, alice, judith", must differ from scribe (scribe-apart) [front/rule]'
}

# ---- Objectives --------------------------------------------------------------------------------------

@test "an objective without a number" {
	breaks 's/within 10 min of the page, by the log/soon after the page/' \
		'an objective has a number that decides whether it was met: minutes, steps, how many of how many: "Success Measure" is "soon after the page", must match [0-9] (objective-number) [table/row]'
}

@test "an objective without a measure" {
	breaks_among_others 's/within 10 min of the page, by the log//' \
		'"Success Measure" is empty in this row of "Objectives" [table/empty-cell]'
}

@test "an objective without a result" {
	breaks 's/^(\| O-1 .*) met \|$/\1 - |/' \
		'each objective has a result: met, part or missed: "Result" is "-", must be filled in (objective-result) [table/row]'
}

@test "an objective whose result was not measured" {
	breaks 's/^(\| O-2 .*) 8 min 10 s \|/\1 in time |/' \
		'the result follows from what was measured: write the number: "Measured" is "in time", must match [0-9] (objective-measured) [table/row]'
}

@test "a missed objective that the debrief passes over" {
	breaks 's/\| O-3, I-3, V-2 \|/| I-3, V-2 |/' \
		'what was not met is looked at in the debrief: name it under Breakdowns: "Id" has "O-3", which must stand under "Seen In" in the table of "Breakdowns" (objective-debriefed) [table/row]'
}

@test "two objectives with one id" {
	breaks 's/^\| O-2 \|/| O-1 |/' \
		'the debrief refers to an objective by its id: "O-1" stands twice in "Id" (objective-once) [table/row]'
}

@test "before the debrief an objective has no result yet" {
	in_status run
	passes 's/^(\| O-1 .*) 6 min \| met \|$/\1 - | - |/; s/^(\| O-2 .*) 8 min 10 s \| met \|$/\1 - | - |/'
}

# ---- Role cards --------------------------------------------------------------------------------------

@test "a role whose objective cannot be measured" {
	breaks 's/5 sentences that 3 agents repeat in their own words/agents are content/' \
		'whether a role reached its objective can be measured: give a time limit, or a number under Measure: "Time Limit" must be filled in, or "Measure" must match [0-9] (card-measurable) [table/row]'
}

@test "a role that cannot be measured, before it is played" {
	planned ready
	breaks 's/5 sentences that 3 agents repeat in their own words/agents are content/' \
		'whether a role reached its objective can be measured: give a time limit, or a number under Measure: "Time Limit" must be filled in, or "Measure" must match [0-9] (card-measurable) [table/row]'
}

@test "a role without an objective" {
	breaks "s/(\| you had a dentist's [^|]*\|) [^|]*/\1 /" \
		'"Objective" is empty in this row of "Role Cards" [table/empty-cell]'
}

@test "a role without a measure" {
	breaks 's/the commander repeats cause and reason//' \
		'"Measure" is empty in this row of "Role Cards" [table/empty-cell]'
}

@test "a role that knows nothing of its own" {
	breaks 's/product asks you every ten minutes when it will be over/-/' \
		'"Private Facts" is empty in this row of "Role Cards" [table/empty-cell]'
}

@test "two roles that know the same" {
	warns 's/product asks you every ten minutes when it will be over/feed-api was released this morning, and you do not trust it/' \
		'who knows the same need not talk: give each role something that only they know: "feed-api was released this morning, and you do not trust it" stands twice in "Private Facts" (card-private) [table/row]'
}

@test "a measure that anybody can claim" {
	warns 's/the commander repeats cause and reason/the commander understands it/' \
		'say what can be heard or seen, not how good it is (card-vague) [table/row]'
}

@test "a role with two cards" {
	breaks_among_others "s/$DEPUTY/| on-call | heidi/" \
		'a role that stands twice is played by nobody: "on-call" stands twice in "Role" (card-once) [table/row]'
}

@test "a role without a result" {
	breaks "s/($CARD.*) missed \|$/\1 - |/" \
		'each role has a result: met, part or missed: "Result" is "-", must be filled in (card-result) [table/row]'
}

@test "met in time, and nobody knows how long it took" {
	breaks "s/($DEPUTY.*) 24 min 30 s \|/\1 - |/" \
		'within the time limit needs the time that it took: "Took" is "-", must be filled in (card-took) [table/row]'
}

@test "four minutes and ten seconds are not within three minutes" {
	breaks "s/($CARD.*) missed \|$/\1 met |/" \
		'it took longer than the time limit, so the result is missed: "Took" is "4 min 10 s", must be at most 3 min ([Time Limit]) (card-in-time) [table/row]'
}

@test "nor are they in part" {
	breaks "s/($CARD.*) missed \|$/\1 part |/" \
		'it took longer than the time limit, so the result is missed: "Took" is "4 min 10 s", must be at most 3 min ([Time Limit]) (card-in-time) [table/row]'
}

@test "a time that the log does not have" {
	breaks "s/($CARD.*) 4 min 10 s \| missed \|$/\1 2 min 50 s | met |/" \
		'card and log tell one story: the log has this time under Took, written in the same way: "Took" has "2 min 50 s", which must stand under "Took" in the table of "Run Log" (card-logged) [table/row]'
}

@test "a missed role that the debrief passes over" {
	breaks 's/\| O-3, I-3, V-2 \| subject expert \|/| O-3, I-3, V-2 | - |/' \
		'what was not met is looked at in the debrief: name the role under Breakdowns: "Role" has "subject expert", which must stand under "Roles" in the table of "Breakdowns" (card-debriefed) [table/row]'
}

@test "a time limit without a unit" {
	breaks "s/($CARD.*) 3 min \|/\1 3 |/" \
		'Time Limit must be a duration such as 90 s, 5 min or 180d, not "3" [table/cell-type]'
}

# ---- Injects -----------------------------------------------------------------------------------------

@test "an inject that comes before the one above it" {
	breaks "s/$INJECT 20 min/| I-3 | 3 min/" \
		'injects come one after the other: sort them by their minute: "3 min" does not come after "4 min" (inject-order) [table/row]'
}

@test "an inject after the end" {
	breaks 's/^duration-min: .*/duration-min: 40/' \
		'the exercise is over by then: move the inject, or plan more minutes: "At" is "45 min", must be at most 40 min ([duration-min] * 1 min) (inject-in-time) [table/row]'
}

@test "an answer before the question" {
	breaks 's/\| 28 min \| handed over/| 20 min | handed over/' \
		'nobody answers before they are told; both times run from the beginning of the exercise: "By" is "20 min", must be at least 25 min ([At]) (inject-by) [table/row]'
}

@test "an inject for somebody without a card" {
	breaks 's/\| subject expert, data platform \|/| subject expert, lawyer |/' \
		'an inject goes to somebody who has a role card: "To" has "lawyer", which must stand under "Role" in the table of "Role Cards" (inject-to) [table/row]'
}

@test "an inject of which nobody knows what came of it" {
	breaks 's/\| passed on after 2 min \|/| - |/' \
		'write what was really done, or that the inject was not used: "Actual" is "-", must be filled in (inject-actual) [table/row]'
}

@test "a gap that the debrief passes over" {
	breaks 's/\| O-3, I-3, V-2 \|/| O-3, V-2 |/' \
		'a gap is looked at in the debrief: name the inject under Breakdowns: "Id" has "I-3", which must stand under "Seen In" in the table of "Breakdowns" (inject-debriefed) [table/row]'
}

@test "two injects with one id" {
	breaks 's/^\| I-5 \|/| I-4 |/' \
		'the debrief refers to an inject by its id: "I-4" stands twice in "Id" (inject-once) [table/row]'
}

# ---- The way of escalation ---------------------------------------------------------------------------

@test "a call by somebody without a card" {
	breaks 's/\| feature age above 30 min \| on-call \|/| feature age above 30 min | night watch |/' \
		'whoever is to call has a role card: "From" has "night watch", which must stand under "Role" in the table of "Role Cards" (escalation-from) [table/row]'
}

@test "a call to somebody whom the playbook does not name" {
	planned ready
	warns 's/\| feed research rota \|/| research |/' \
		'practise the path of the playbook: it names nobody like that: "To" must stand under "Who" in the table of "Who Does What" or "Escalate" or "Contacts" of what "playbooks" links to, or "To" must stand under "Role" in the table of "Who Does What" of what "playbooks" links to (escalation-playbook) [table/row]'
}

@test "a call without a time" {
	breaks 's/(incident commander rota \|) 10 min/\1 /' \
		'"Within" is empty in this row of "Expected Escalation Path" [table/empty-cell]'
}

@test "a call without a result" {
	breaks 's/^(\| E-5 .*) not-needed \|/\1 - |/' \
		'each call has a result: in-time, late, missed or not-needed: "Result" is "-", must be filled in (escalation-result) [table/row]'
}

@test "in time, and nobody knows how long it took" {
	breaks 's/^(\| E-2 .*) 4 min \|/\1 - |/' \
		'in time or late needs the time that it took: "Took" is "-", must be filled in (escalation-took) [table/row]'
}

@test "an answer after the time is late" {
	breaks 's/^(\| E-2 .*) 4 min \|/\1 16 min |/' \
		'it took longer than the path allows, so the result is late: "Took" is "16 min", must be at most 15 min ([Within]) (escalation-in-time) [table/row]'
}

@test "a late answer that the debrief passes over" {
	breaks 's/^(\| E-2 .*) 4 min \| in-time/\1 16 min | late/' \
		'a call that came late or never is looked at in the debrief: name it under Breakdowns: "Id" has "E-2", which must stand under "Seen In" in the table of "Breakdowns" (escalation-debriefed) [table/row]'
}

@test "two calls with one id" {
	breaks 's/^\| E-2 \|/| E-1 |/' \
		'the debrief refers to a call by its id: "E-1" stands twice in "Id" (escalation-once) [table/row]'
}

# ---- The log -----------------------------------------------------------------------------------------

@test "played, and no log" {
	in_status run
	breaks_among_others '/^## Run Log/,/^### Status/{/^### Status/!d}' 'section "Run Log" is missing (after "Expected Escalation Path") [section/missing]'
}

@test "a log without rows" {
	breaks_among_others '/^\| 2026-10-28T.*\| (trigger|detect|act|decide|escalate|communicate|recover) \|/d' \
		'the table of "Run Log" has 0 rows, at least 3 are needed [table/too-few-rows]'
}

@test "a log that is called not applicable" {
	breaks_among_others 's/^## Run Log/## Run Log\n\nNot applicable: nobody had time to write/' \
		'"Run Log" always applies; "Not applicable" does not answer it [section/not-applicable]'
}

@test "before it is played there is no log" {
	planned ready
	passes 's/^review-by: .*/review-by: 2027-02-01/'
}

@test "a log that goes back" {
	breaks 's/10:17:00Z \| Data/10:10:00Z | Data/' \
		'a log goes forward: "2026-10-28T10:10:00Z" does not come after "2026-10-28T10:12:30Z" (timeline-order) [table/row]'
}

@test "a log of another day" {
	breaks '/^## Run Log/,/^### Status/s/^\| 2026-10-28T/| 2026-10-27T/' \
		'the log is of the day of the exercise: correct its times, or `date`: no row has "Time", which must not be before date and not be after [date] + 1d (timeline-day) [table/row]'
}

@test "what was prepared the day before may stand in the log" {
	passes 's/^(\| 2026-10)-28(T09:29)/\1-27\2/'
}

@test "a log whose first time has no offset" {
	breaks_among_others 's/T09:29:00Z/T09:29:00/' \
		'Time must be a date and time with its offset, such as 2026-01-31T14:05:00Z, not "2026-10-28T09:29:00" [table/cell-type]'
}

@test "later times of the log need neither day nor offset" {
	passes 's/2026-10-28T10:17:00Z \| Data/ca. 10:17 | Data/'
}

@test "a log that nothing sets off" {
	warns 's/\| trigger \|/| act |/' \
		'the log begins with what sets it off: no row has "Kind" trigger (timeline-trigger) [table/row]'
}

@test "a log in which nobody notices" {
	warns 's/\| detect \| -/| act | -/' \
		'the log shows when the players noticed: no row has "Kind" detect (timeline-detect) [table/row]'
}

@test "a log with a name" {
	warns 's/\| facilitator \| \[chat\]\(([^)]*)\/44/| frank | [chat](\1\/44/' \
		'a log names roles, not people: the on-call person, the incident commander (timeline-role) [table/row]'
}

@test "a message that does not say what it means" {
	breaks 's/A tenth fewer clicks until 10:08, about a third of that since.//' \
		'"So What" is empty in this row of "Status Updates" [table/empty-cell]'
}

@test "messages out of order" {
	breaks 's/10:22:30Z/10:52:30Z/' \
		'messages stand in the order in which they were sent: "2026-10-28T10:51:30Z" does not come after "2026-10-28T10:52:30Z" (update-order) [table/row]'
}

@test "a message from somebody without a card" {
	breaks 's/(10:22:30Z \|) incident commander/\1 press office/' \
		'a message is sent by somebody who has a role card: "From" has "press office", which must stand under "Role" in the table of "Role Cards" (update-from) [table/row]'
}

# ---- The debrief -------------------------------------------------------------------------------------

@test "debriefed without observations" {
	in_status debriefed
	breaks_among_others '/^## Observations/,/^## Debrief/{/^## Debrief/!d}' \
		'section "Observations" is missing (after "Run Log") [section/missing]'
}

@test "observations without rows" {
	in_status debriefed
	breaks_among_others '/^\| V-[1-5] \|/d' \
		'the table of "Observations" has 0 rows, at least 1 are needed [table/too-few-rows]'
}

@test "played, and not debriefed yet" {
	in_status run
	passes '/^## Observations/,$d; /^debriefed-on:/d; /^review-by:/d'
}

@test "an observed breakdown that the debrief passes over" {
	breaks 's/\| V-4 \| - \|/| I-4 | - |/' \
		'an observed breakdown is looked at in the debrief: name it under Breakdowns: "Id" has "V-4", which must stand under "Seen In" in the table of "Breakdowns" (observation-debriefed) [table/row]'
}

@test "two observations with one id" {
	breaks 's/^\| V-5 \|/| V-1 |/' \
		'the debrief refers to an observation by its id: "V-1" stands twice in "Id" (observation-once) [table/row]'
}

@test "a debrief without what it means" {
	breaks '/^### So What/,/^### Now What/{/^### Now/!d}' \
		'section "So What" is missing (after "What") [section/missing]'
}

@test "a debrief without what happened" {
	breaks '/^### What$/,/^### So What/{/^### So/!d}' \
		'section "What" is missing [section/missing]'
}

@test "a debrief without what changes" {
	breaks '/^### Now What/,/^### Strengths/{/^### Str/!d}' \
		'section "Now What" is missing (after "So What") [section/missing]'
}

@test "a debrief without strengths" {
	breaks '/^### Strengths/,/^### Breakdowns/{/^### Br/!d}' \
		'section "Strengths" is missing (after "Now What") [section/missing]'
}

@test "changes without actions" {
	warns '/^### Now What/,/^### Strengths/ s/ \(A-[1-4]\)//g' \
		'a change without an action does not happen: name the actions (A-1, ...): nothing here matches A-[0-9]+ (now-what-action) [section/rule]'
}

@test "a debrief that blames" {
	warns 's/^### So What/&\n\nThe person on call should have called earlier./' \
		'say what happened and why it could, not who is to blame or what somebody ought to have done: "should have" (blameless) [section/rule]'
}

@test "a breakdown that was seen nowhere" {
	breaks_among_others 's/\| I-2 \| - \| nothing on the page/| - | - | nothing on the page/' \
		'say where it was seen: ids under Seen In, or roles under Roles: "Seen In" must be filled in, or "Roles" must be filled in (breakdown-place) [table/row]'
}

@test "a breakdown that was seen in something unknown" {
	breaks 's/\| I-2 \| - \| nothing on the page/| I-2, V-9 | - | nothing on the page/' \
		'no objective, inject, call or observation of this page has this id: "Seen In" has "V-9", which must stand under "Id" in the table of "Objectives" or "Injects" or "Expected Escalation Path" or "Observations" (breakdown-seen) [table/row]'
}

@test "a breakdown of a role that nobody played" {
	breaks 's/\| I-2 \| - \| nothing on the page/| I-2 | lawyer | nothing on the page/' \
		'no card has this role: "Roles" has "lawyer", which must stand under "Role" in the table of "Role Cards" (breakdown-role) [table/row]'
}

@test "a breakdown without an action" {
	breaks 's/\| A-5 \|$/| - |/' \
		'"Action" is empty in this row of "Breakdowns" [table/empty-cell]'
}

@test "a breakdown with an action that is not there" {
	breaks 's/\| A-5 \|$/| A-15 |/' \
		'no action in the list has this id: "Action" has "A-15", which must stand under "Id" in the table of "Improvement Actions" (breakdown-action) [table/row]'
}

@test "a player who is not asked how clear the escalation was" {
	breaks_among_others "$CLARITY{/^\| deputy/d}" \
		'each player says how clear it was whom to call: a row under Escalation Clarity: "Role" has "deputy", which must stand under "Role" in the table of "Escalation Clarity" (card-clarity) [table/row]'
}

@test "a mean that is not the mean" {
	breaks 's/^\| all \| 3.8/| all | 4.1/' \
		'the row all has the mean of the other scores: "Score" is "4.1", must be 3.833333333 ((sum([Score]) - [Score]) / (count([Score]) - 1)) (clarity-mean) [table/row]'
}

@test "no mean at all" {
	breaks '/^\| all \| 3.8/d' \
		'a last row all has the mean, so that one game day can be compared with the next: no row has "Role" all (clarity-total) [table/row]'
}

@test "a score from somebody who did not play" {
	breaks 's/^\| all \| 3.8/| lawyer | 3.8 | guessed |\n&/' \
		'a score is given by somebody who has a role card: "Role" has "lawyer", which must stand under "Role" in the table of "Role Cards" (clarity-known) [table/row]'
}

@test "a role that scores twice" {
	breaks_among_others "$CLARITY{/^\| on-call/p}" \
		'one row for each role: "on-call" stands twice in "Role" (clarity-once) [table/row]'
}

@test "a score out of five is not six" {
	breaks_among_others 's/^\| incident commander \| 5 \|/| incident commander | 6 |/' \
		'Score is 6, at most 5 are allowed [table/cell-type]'
}

@test "somebody who knew nobody to call, and the debrief passes over it" {
	warns 's/^\| deputy \| 3 \|/| deputy | 2 |/; s/^\| on-call \| 4 \|/| on-call | 5 |/' \
		'who does not know whom to call will call nobody: name the role under Breakdowns: "Role" has "deputy", which must stand under "Roles" in the table of "Breakdowns" (clarity-low) [table/row]'
}

@test "debriefed, and nobody knows when" {
	breaks '/^debriefed-on:/d' \
		'`debriefed-on` is missing: the day of the debrief; best the same day, while people remember [front/missing-field]'
}

@test "a debrief before the exercise" {
	breaks 's/^debriefed-on: .*/debriefed-on: 2026-10-27/' \
		'`debriefed-on` is before date [front/type]'
}

@test "a debrief after two weeks" {
	warns 's/^debriefed-on: .*/debriefed-on: 2026-11-11/' \
		'after a week nobody remembers who knew what: debrief right after the exercise: `debriefed-on` is "2026-11-11", must not be after 2026-11-04 ([date] + 7d) (debrief-soon) [front/rule]'
}

# ---- Actions -----------------------------------------------------------------------------------------

@test "closed with an open action" {
	breaks 's/^(\| A-3 .*)\| done \|/\1| open |/' \
		'closed means that every action is done, declined with a reason, or moved: "Status" is "open", must be done, declined or moved (action-unfinished) [table/row]'
}

@test "an overdue action" {
	in_status debriefed
	warns 's/^(\| A-3 .*)\| done \|/\1| open |/' \
		'A-3 was due on 2026-11-11, 13 days ago: finish it, or agree on another day [action/overdue]'
}

@test "an action that is done without proof" {
	breaks 's/\| step 4 of F-1 \|/| - |/' \
		'done needs its proof: a link or a sentence that shows it: "Proof" is "-", must be filled in (action-done-proof) [table/row]'
}

@test "an action that is declined without a reason" {
	breaks 's/support asks both since 2026-10-30 before it calls; accepted by bob/no need/' \
		'declined needs the reason, and who accepted it, under Proof: "Proof" is "no need", must have at least 3 words (action-declined-reason) [table/row]'
}

@test "an action that moved nowhere" {
	breaks 's/FEED-799, planned for the next quarter/next quarter/' \
		'moved needs the place it went to under Proof: a ticket, an action or a document: "Proof" is "next quarter", must match ://|[A-Za-z][A-Za-z0-9]*-[0-9]+|#[0-9]+|\.md (action-moved-target) [table/row]'
}

@test "an urgent action without a ticket" {
	breaks 's/\| FEED-797 \|/| - |/' \
		'a P0 or P1 action needs a ticket: "Tracking" is "-", must match ://|[A-Za-z][A-Za-z0-9]*-[0-9]+|#[0-9]+|\.md (action-tracked) [table/row]'
}

@test "an action without one owner" {
	breaks 's/^(\| A-2 .*\| operations \|) bob/\1 rota/' \
		'Owner: no person "rota" in .handoff/people.yaml [people/unknown]'
}

@test "an action without a day" {
	breaks 's/^(\| A-2 .*\| bob \|) 2026-11-04/\1 -/' \
		'"Due" is empty in this row of "Improvement Actions" [action/no-due]'
}

@test "two actions with one id" {
	breaks_among_others 's/^\| A-5 \| Write/| A-4 | Write/' \
		"an action's id is used once and never again: \"A-4\" stands twice in \"Id\" (action-id-once) [table/row]"
}

@test "an action whose end nobody can see" {
	warns 's/^\| A-3 \| Add/| A-3 | Improve/' \
		'begin with a verb whose end can be seen: add, remove, alert, test, write (action-vague) [table/row]'
}

@test "a P1 that is due in a quarter of a year" {
	warns 's/^(\| A-1 .*\| ivan \|) 2026-11-04/\1 2027-01-29/' \
		'what is P1 is done within 8 weeks, or it is less: "Due" is "2027-01-29", must not be after 2026-12-23 ([date] + 56d) (action-horizon-p1) [table/row]'
}

@test "a P0 that is due in six weeks" {
	warns 's/^(\| A-1 .*\| ivan \|) 2026-11-04 \| P1/\1 2026-12-09 | P0/' \
		'what is P0 is done within 4 weeks, or it is less: "Due" is "2026-12-09", must not be after 2026-11-25 ([date] + 28d) (action-horizon-p0) [table/row]'
}

# ---- The playbook changes ----------------------------------------------------------------------------

@test "closed without a word on the playbook" {
	breaks '/^## Playbook Updates/,$d' \
		'section "Playbook Updates" is missing (after "Improvement Actions") [section/missing]'
}

@test "closed without a change of the playbook" {
	breaks '/^\| \[(old inputs|steps of F-1|messages)\]/d' 'the table of "Playbook Updates" has 0 rows, at least 1 are needed [table/too-few-rows]'
}

@test "no change of the playbook, with a reason" {
	edit '/^## Playbook Updates/,$d'
	printf '## Playbook Updates\n\nNot applicable: every step was followed as it is written, and was enough.\n' >>"$DOC"
	handoff_run check --strict "$DOC"
	assert_status 0
	assert_silent
}

@test "no change of the playbook, without a reason" {
	edit '/^## Playbook Updates/,$d'
	printf '## Playbook Updates\n\nNot applicable\n' >>"$DOC"
	handoff_run check "$DOC"
	assert_status 1
	found error '"Not applicable" needs a reason of three words or more: `Not applicable: REASON` [section/not-applicable]'
	errors_found 1
}

@test "a change of the playbook that has no day" {
	breaks 's/\| A-3 \| 2026-11-10 \|/| A-3 | - |/' \
		'closed means that the playbook is changed: say on which day: "Changed On" is "-", must be filled in (playbook-changed) [table/row]'
}

@test "a change of the playbook that nobody can read" {
	breaks 's/https:\/\/example.com\/ml-platform\/pull\/529/done/' \
		'closed means that the change can be read: a link, a commit, or the number of a pull request: "Diff" is "done", must match ://|\b[0-9a-f]{7,64}\b|[#!][0-9]+ (playbook-diff) [table/row]'
}

@test "a commit or a pull request says where the change is" {
	passes 's/https:\/\/example.com\/ml-platform\/pull\/529/4f1c0de9/; s/https:\/\/example.com\/ml-platform\/pull\/512/#512/'
}

@test "a change from before the exercise" {
	breaks 's/\| A-3 \| 2026-11-10 \|/| A-3 | 2026-10-20 |/' \
		'a change before the exercise is no answer to it: "Changed On" is "2026-10-20", must not be before date (playbook-changed-after) [table/row]'
}

@test "a change that the playbook does not have" {
	breaks 's/\| A-3 \| 2026-11-10 \|/| A-3 | 2026-11-22 |/' \
		'the playbook says that it was changed earlier: the change is not in it, or its `updated` is wrong: `updated` of handoff/playbook/feed-ranker.md is "2026-11-20", must not be before Changed On (playbook-updated) [table/row]'
}

@test "a change by an action that is not there" {
	breaks 's/\| A-3 \| 2026-11-10 \|/| A-13 | 2026-11-10 |/' \
		'no action in the list has this id: "Action" has "A-13", which must stand under "Id" in the table of "Improvement Actions" (playbook-action) [table/row]'
}

@test "a change of a document that is no playbook" {
	breaks 's/\[messages\]\([^)]*\)/[messages](..\/postmortem\/feed-ranker-old-inputs.md)/' \
		'"../postmortem/feed-ranker-old-inputs.md" is a document of kind postmortem, not playbook [link/wrong-kind]'
}

# ---- What is exercised -------------------------------------------------------------------------------

@test "a failure mode that the card does not have" {
	breaks 's/^scenario: .*/scenario: F-9/' \
		'the model card has no such failure mode: play one that it describes, or add it there first: `scenario` has "F-9", which must stand under "Id" in the table of "Failure Modes" of what "model" links to (scenario-known) [front/rule]'
}

@test "a failure mode without steps in the playbook" {
	sed -i '/^| F-1 | [1-4] |/d' handoff/playbook/feed-ranker.md
	in_status debriefed
	breaks 's/^review-by: .*/review-by: 2027-02-01/' \
		'no playbook has steps for this failure mode: there is nothing to practise yet: `scenario` has "F-1", which must stand under "Failure Mode" in the table of "Mitigate" of what "playbooks" links to (scenario-covered) [front/rule]'
}

@test "no playbook" {
	breaks '/^playbooks: /d' \
		'`playbooks` is missing: the playbooks that the players really use; practising without them practises something else [front/missing-field]'
}

@test "a playbook that is not approved yet" {
	sed -i 's/^status: .*/status: in-review/' handoff/playbook/feed-ranker.md
	planned ready
	breaks 's/^review-by: .*/review-by: 2027-02-01/' \
		'the players use the playbook that counts: approve it first, or play after that: `status` of handoff/playbook/feed-ranker.md is "in-review", must be approved or needs-rehearsal (playbook-approved) [front/rule]'
}

@test "a playbook that needs a rehearsal gets it here" {
	sed -i 's/^status: .*/status: needs-rehearsal/' handoff/playbook/feed-ranker.md
	planned ready
	passes 's/^review-by: .*/review-by: 2027-02-01/'
}

@test "a playbook may change again once it was exercised" {
	sed -i 's/^status: .*/status: in-review/' handoff/playbook/feed-ranker.md
	passes 's/^review-by: .*/review-by: 2027-02-01/'
}

@test "a playbook that does not say that it was tried" {
	sed -i 's/^last-tested: .*/last-tested: 2026-10-20/' handoff/playbook/feed-ranker.md
	warns 's/^review-by: .*/review-by: 2027-02-01/' \
		'its steps were followed on this day: set its last-tested: `last-tested` of handoff/playbook/feed-ranker.md is "2026-10-20", must not be before date (playbook-tested) [front/rule]'
}

@test "talking about the steps does not test them" {
	sed -i 's/^last-tested: .*/last-tested: 2026-10-20/' handoff/playbook/feed-ranker.md
	passes 's/^exercise-type: .*/exercise-type: tabletop/; s/^safety: .*/safety: no-change/'
}

# ---- The plan ----------------------------------------------------------------------------------------

@test "a tabletop that touches something" {
	breaks 's/^exercise-type: .*/exercise-type: tabletop/' \
		'in a tabletop nothing is touched: people say what they would do: `safety` is "staging", must be no-change (tabletop-safe) [front/rule]'
}

@test "a live failure that breaks nothing" {
	breaks 's/^safety: .*/safety: no-change/' \
		'a live failure breaks something: say where: `safety` is "no-change", must be staging or production (live-breaks) [front/rule]'
}

@test "production is touched, and nobody agreed to it" {
	breaks 's/^safety: .*/safety: production/' \
		'`production-agreed-by` is missing: the operations lead who agreed that production is touched on that day [front/missing-field]'
}

@test "production is touched, and research agreed to it" {
	breaks 's/^safety: .*/safety: production\nproduction-agreed-by: alice/' \
		'that production is touched is agreed by an operations lead: `production-agreed-by` is "alice", must be somebody with the role operations-lead (production-agreed) [front/rule]'
}

@test "production is touched, as the operations lead agreed" {
	passes 's/^safety: .*/safety: production\nproduction-agreed-by: bob/'
}

@test "an exercise that is no known type" {
	breaks 's/^exercise-type: .*/exercise-type: quiz/' \
		'`exercise-type` cannot be "quiz": it is one of tabletop, walkthrough or live-failure [front/type]'
}

@test "nobody leads it" {
	breaks '/^facilitator: /d' \
		'`facilitator` is missing: who leads it: reads the scenario, hands out the injects, stops it; does not play [front/missing-field]'
}

@test "nobody keeps the log" {
	breaks '/^scribe: /d' \
		'`scribe` is missing: who keeps the log, with times; does not play [front/missing-field]'
}

@test "nobody can stop it" {
	breaks '/"Stop exercise" from anybody|^- frank starts/d' \
		'say how anybody stops the exercise, and that a real incident ends it: nothing here matches (?i)\b(stops?|stopped|ends?|aborts?)\b (stop-rule) [section/rule]'
}

@test "a day that has not come was not played" {
	in_status run
	breaks_among_others 's/^date: .*/date: 2026-12-02/' \
		'a day that has not come has not been played: `date` is "2026-12-02", must not be after today (played) [front/rule]'
}

@test "the day has passed, and nothing was written" {
	planned ready
	warns 's/^date: .*/date: 2026-11-20/' \
		'the day has passed: set the status to run, or choose another day: `date` is "2026-11-20", must not be before today (date-passed) [front/rule]'
}

@test "the day to play it again has passed" {
	in_status debriefed
	warns 's/^review-by: .*/review-by: 2026-11-20/' \
		'the day to play it again, or to look whether the actions helped, has passed: `review-by` is "2026-11-20", must not be before today (review-overdue) [front/rule]'
}

@test "a reader that no map of stakeholders has" {
	warns 's/^audience: \[/audience: [feed-buyers, /' \
		'no stakeholder map has this party, so nobody knows how much detail they need: `audience` has "feed-buyers", which must stand under "Id" in the table of "Stakeholders" of a stakeholder-map (audience-mapped) [front/rule]'
}

@test "an incident that is no post-mortem" {
	breaks 's/^replays: .*/replays: ..\/playbook\/feed-ranker.md/' \
		'"../playbook/feed-ranker.md" is a document of kind playbook, not postmortem [link/wrong-kind]'
}

@test "a scenario in one sentence" {
	breaks '/^## Scenario/,/^## Ground/{/^(second|the evening|###|The feature|as on|minutes,)/d}' \
		'section "Scenario" has 24 words, at least 30 are needed [section/too-short]'
}
