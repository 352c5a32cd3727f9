#!/usr/bin/env bats
# handoff stakeholder-map plan: who is told what, through which channel, how often, and what is open.

# shellcheck disable=SC2016  # backticks in single quotes are meant
load cli_helper

DOC=handoff/stakeholder-map/feed.md

local_setup() {
	good_documents
}

edit() { # SED-SCRIPT
	cp "$DOC" ../before
	sed -i -E "$1" "$DOC"
	refute cmp -s ../before "$DOC"
}

plan_of() { # ID
	jq -r --arg id "$1" '.quadrants[] | .quadrant as $q | .stakeholders[] | select(.id == $id) |
		[$q, .level, .channel, .cadence, .owner, .next_contact, (.overdue | tostring)] | map(. // "-") | join("|")' "$OUT"
}

gaps() {
	jq -r '.gaps[] | "\(.type): \(.subject) \(.text)"' "$OUT"
}

@test "quadrants stand in the order of the kind, with level, channel and cadence of each party" {
	handoff_ok stakeholder-map plan "$DOC"
	assert_no_errors_said
	assert_equal "$(grep -nE '^(manage-closely|keep-satisfied|keep-informed|monitor|Gaps)$' "$OUT" | cut -d: -f2 | tr '\n' ' ')" \
		'manage-closely keep-satisfied keep-informed monitor Gaps '
	assert_line '  Id               Who                                         Level  Channel                How Often  Kept Up By  Next Contact'
	assert_line '  feed-product     product owner of the feed                   1      feed weekly, Tuesdays  7 d        alice       2026-11-24'
	assert_line '  finance  controller of the platform budget  1      -        -          -           -'
	assert_line '  finance has no channel: there is no row under Relations'
}

@test "JSON has who gets which level, through which channel, how often" {
	handoff_ok stakeholder-map plan "$DOC" --format json
	assert_json "$OUT"
	assert_equal "$(jq -r .schema "$OUT")" handoff-stakeholder-plan-1
	assert_equal "$(plan_of support-leads)" \
		'keep-informed|1|shift meeting, #support-feed|14 d|carol|2026-12-02|false'
	assert_equal "$(plan_of finance)" 'monitor|1|-|-|-|-|false'
	assert_equal "$(gaps)" 'channel: finance has no channel: there is no row under Relations'
}

@test "CSV has a line for each party" {
	handoff_ok stakeholder-map plan "$DOC" --format csv
	assert_equal "$(head -n 1 "$OUT" | tr -d '\r')" \
		'quadrant,id,who,people,side,power,interest,level,channel,cadence,owner,last_contact,next_contact,objections,why'
	assert_equal "$(wc -l <"$OUT")" 11
	grep -q '^keep-informed,editors,"editors in Berlin, Paris and Warsaw",,business,2,4,1,' "$OUT"
}

@test "Markdown has a table for each quadrant, and hostile text stays text" {
	edit 's/product owner of the feed/\\<img src=x> \\[a](b) \\*c\\*/'
	handoff_ok stakeholder-map plan "$DOC" --format markdown
	assert_line '# Who is told what: Who needs to know what about the home feed'
	assert_line '## manage-closely'
	assert_line '| Id | Who | Level | Channel | How Often | Kept Up By | Next Contact |'
	assert_in_output '| feed-product | \<img src=x\> \[a\](b) \*c\* | 1 |'
	assert_line '- finance has no channel: there is no row under Relations'
}

@test "a party without channel, cadence, owner or level is a gap" {
	edit 's/^(\| editors \| )carol \| [^|]* \| 30 d/\1- | - | -/; s/(keep-informed \| )3( \| build)/\1-\2/'
	handoff_ok stakeholder-map plan "$DOC" --format json
	assert_equal "$(gaps)" 'level: feed-engineers has no level
channel: editors has no channel
cadence: editors has no cadence
owner: editors has nobody who keeps in touch
channel: finance has no channel: there is no row under Relations'
}

@test "a quadrant without anybody is a gap" {
	edit '/^\| finance \|/d'
	handoff_ok stakeholder-map plan "$DOC"
	assert_in_output 'monitor
  nobody'
	assert_line '  monitor has nobody'
}

@test "an unknown quadrant, and a relation to nobody, are gaps" {
	edit 's/\| monitor \| 1/| elsewhere | 1/; s/^\| editors \| carol/| editor | carol/'
	handoff_ok stakeholder-map plan "$DOC" --format json
	assert_equal "$(gaps)" 'unknown-party: editor has a row under Relations and none under Stakeholders
empty-quadrant: monitor has nobody
quadrant: finance stands in no quadrant
channel: editors has no channel: there is no row under Relations
channel: finance has no channel: there is no row under Relations'
	assert_equal "$(jq -c '.quadrants[-1].quadrant' "$OUT")" null
}

@test "a document that is written for somebody in no map is a gap" {
	sed -i 's/^audience: .*/audience: [feed-product, night-shift, Support-Leads]/' handoff/brief/feed-ranker-v42-level-1.md
	handoff_ok stakeholder-map plan "$DOC"
	assert_line '  handoff/brief/feed-ranker-v42-level-1.md is written for "night-shift", who stands in no map'
	cd handoff/brief
	handoff_ok stakeholder-map plan ../stakeholder-map/feed.md
	assert_line '  feed-ranker-v42-level-1.md is written for "night-shift", who stands in no map'
	cd ../..
	# Another map has them.
	sed 's/^id: .*/id: other-map/; s/| finance |/| night-shift |/' "$DOC" >handoff/stakeholder-map/other.md
	handoff_ok stakeholder-map plan "$DOC"
	assert_not_in_output 'night-shift'
}

@test "a contact whose day has passed is marked" {
	edit 's/(7 d \| )2026-11-17( \| only)/\12026-11-10\2/'
	handoff_ok stakeholder-map plan "$DOC"
	grep -q 'alice       2026-11-17 (past)$' "$OUT"
	edit 's/7 d \| 2026-11-10/999999999999 w | 2026-11-10/'
	handoff_ok stakeholder-map plan "$DOC" --format json
	assert_equal "$(plan_of feed-product)" \
		'manage-closely|1|feed weekly, Tuesdays|999999999999 w|alice|-|false'
}

@test "a map without relations, and with an own kind's quadrants" {
	edit '/^## Relations$/,/^## Open/{/^## Open/!d}'
	handoff_ok stakeholder-map plan "$DOC" --format json
	assert_equal "$(jq '[.gaps[] | select(.type == "channel")] | length' "$OUT")" 10
	mkdir -p .handoff/templates
	handoff kinds stakeholder-map --format template >.handoff/templates/stakeholder-map.md
	sed -i 's/Quadrant: {enum: .*/Quadrant: text/; /quadrant-/d' .handoff/templates/stakeholder-map.md
	handoff_ok stakeholder-map plan "$DOC" --format json
	assert_equal "$(jq -c '[.quadrants[].quadrant]' "$OUT")" \
		'["manage-closely","keep-informed","keep-satisfied","monitor"]'
	sed -i 's/          Level: .*/          Depth: text/' .handoff/templates/stakeholder-map.md
	sed -i 's/| Level | Why |/| Depth | Why |/' .handoff/templates/stakeholder-map.md
	handoff_run stakeholder-map plan "$DOC"
	assert_refused 'the kind "stakeholder-map" (.handoff/templates/stakeholder-map.md) has no column "Level" in the table of "Stakeholders"'
}

@test "the plan of a commit, and of what is no map" {
	git add -A
	git commit -qm one
	edit 's/feed weekly, Tuesdays/mail/'
	handoff_ok stakeholder-map plan "$DOC" --rev HEAD
	assert_in_output 'feed weekly, Tuesdays'
	handoff_run stakeholder-map plan handoff/glossary/terms.md
	assert_refused 'handoff/glossary/terms.md: of kind "glossary", not "stakeholder-map"'
	handoff_run stakeholder-map plan
	assert_refused '`handoff stakeholder-map plan` takes one document'
	handoff_run game-day plan "$DOC"
	assert_refused 'no command "game-day plan": it belongs to stakeholder-map, `handoff stakeholder-map plan DOC`'
}

@test "escapes in a map reach no terminal" {
	edit "s/product owner of the feed/x$(printf '\033')[31m/; s/feed weekly/&#x1b;[31m/"
	for format in text json csv markdown; do
		handoff_ok stakeholder-map plan "$DOC" --format "$format"
		refute grep -q $'\033' "$OUT"
	done
}
