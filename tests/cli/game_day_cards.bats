#!/usr/bin/env bats
# handoff game-day cards: each player gets what they may know, and nothing else.

# shellcheck disable=SC2016  # backticks in single quotes are meant
load cli_helper

DOC=handoff/game-day/old-inputs-drill.md

local_setup() {
	good_documents
}

# The card of one role, from its title to the next page.
card() { # ROLE
	sed -n "/^# Role card: $1\$/,/^---\$/p" "$OUT"
}

injects() { # ROLE
	sed -n "/^# Injects: $1\$/,/^---\$/p" "$OUT"
}

assert_card() { # ROLE PART
	card "$1" | grep -qF -- "$2" || fail "the card of $1 lacks: $2"
}

refute_card() { # ROLE PART
	! card "$1" | grep -qF -- "$2" || fail "the card of $1 has: $2"
}

@test "each player of a game day has a card, in the order of the table" {
	handoff_ok game-day cards "$DOC"
	assert_no_errors_said
	assert_equal "$(sed -n 's/^# Role card: //p' "$OUT" | tr '\n' ',')" \
		'on-call,deputy,incident commander,subject expert,data platform,customer liaison,'
	assert_card on-call '- **Player:** Eve Tanaka'
	assert_card on-call '- **Objective:** stop the harm'
	assert_card on-call '- **Time limit:** 10 min'
	assert_card on-call '- **You may decide without asking:** popularity list, going back one version'
	assert_card on-call '- **Day:** 2026-10-28'
	assert_card on-call '- **Facilitator:** Frank Adeyemi'
	assert_card on-call 'Wednesday, 10:00 UTC. The pager rings: FeatureAgeHigh.'
	assert_card on-call '- "Stop exercise" from anybody ends it.'
	assert_card on-call '| deputy | Heidi Brandt |'
	assert_card on-call '(handoff/playbook/feed-ranker.md)'
}

@test "private facts stand on their own card alone" {
	local role

	handoff_ok game-day cards "$DOC"
	assert_card deputy 'dentist'
	assert_card 'subject expert' 'feature job 3.9.0 went out five days ago'
	for role in on-call 'incident commander' 'data platform' 'customer liaison'; do
		refute_card "$role" dentist
		refute_card "$role" 3.9.0
	done
	assert_equal "$(grep -c dentist "$OUT")" 1
}

@test "a role's calls are on its card, others' are not" {
	handoff_ok game-day cards "$DOC"
	assert_card on-call '| severity is sev2 | incident commander rota | pager service incident-commander | 10 min |'
	assert_card 'customer liaison' '| readers have to be told in public | product rota |'
	refute_card on-call 'readers have to be told in public'
	refute_card deputy 'Whom you call'
}

@test "injects are on a page of their own, for those to whom they go" {
	handoff_ok game-day cards "$DOC"
	injects on-call | grep -qx '## At: 4 min'
	injects on-call | grep -qx -- '- \*\*By:\*\* telephone'
	injects on-call | grep -qx 'Readers in Poland see stories twice, and there is a new app version since yesterday'
	injects deputy | grep -q 'Search has a sev2'
	assert_equal "$(injects deputy | grep -c '^## At')" 1
	refute_card on-call 'Readers in Poland'
	handoff_ok game-day cards --no-injects "$DOC"
	assert_not_in_output 'Injects'
	assert_not_in_output 'Search has a sev2'
}

@test "no card says what only the facilitator knows" {
	local part

	handoff_ok game-day cards "$DOC"
	# The title, the cause, expected responses, measures, results, the log, the debrief, ids.
	for part in 'Old inputs' old-inputs 'stopped in the scheduler' 'asks since when' 'reads panel 3' \
		'29 of 29 replicas' '4 min 10 s' '7 min' missed in-time 'two different logs' \
		'F-1' 'agree' 'A-1' 'O-1' 'E-1'; do
		assert_not_in_output "$part"
	done
}

@test "a scenario that does not say what players do not know is cut after its first paragraph" {
	sed -i '/^### What the Players Do Not Know$/,+1d' "$DOC"
	handoff_run game-day cards "$DOC"
	assert_status 0
	assert_in_output 'Wednesday, 10:00 UTC.'
	assert_not_in_output 'stopped in the scheduler'
	assert_in_errors 'only the first paragraph is on the cards'
	[ "$(wc -l <"$ERR")" -eq 1 ]
}

@test "a heading of another name below the scenario keeps nothing back, so the rest is cut too" {
	sed -i 's/^### What the Players Do Not Know$/The cause follows.\n\n### Background/' "$DOC"
	handoff_run game-day cards "$DOC"
	assert_not_in_output 'The cause follows.'
	assert_not_in_output 'stopped in the scheduler'
}

@test "what players are told may have paragraphs, lists, tables and code, and links and comments fall away" {
	sed -i 's/^### What the Players Do Not Know$/See [the log](..\/..\/eval\/secret.txt). <!-- hidden -->\n\n1. first\n2. second\n   - below\n\n```\nPOST \/rank 200\n```\n\n| Region | Age |\n|---|---|\n| EU | 31 min |\n\n<div>raw<\/div>\n\n&/' "$DOC"
	handoff_ok game-day cards "$DOC"
	assert_no_errors_said
	assert_card deputy 'See the log.'
	assert_card deputy '1. first'
	assert_card deputy '    - below'
	assert_card deputy 'POST /rank 200'
	assert_card deputy '| EU | 31 min |'
	assert_not_in_output secret.txt
	assert_not_in_output hidden
	assert_not_in_output raw
	handoff_ok game-day cards "$DOC" --format html
	assert_in_output '<ol start="1">'
	assert_in_output '<pre>
POST /rank 200
</pre>'
	assert_in_output '<td>EU<td>31 min'
}

@test "a participant without a card is named, and the status is 1" {
	sed -i '/^| customer liaison | judith/d' "$DOC"
	handoff_run game-day cards "$DOC"
	assert_status 1
	assert_errors 'handoff: no card for judith, who is among the participants'
	assert_equal "$(grep -c '^# Role card' "$OUT")" 5
}

@test "an inject to nobody who has a card is named" {
	sed -i 's/^\(| I-1 .*\)| on-call |/\1| duty officer |/' "$DOC"
	handoff_run game-day cards "$DOC"
	assert_status 1
	assert_errors 'handoff: I-1 goes to nobody who has a card'
}

@test "the HTML is one file that asks for nothing, runs nothing and is held to that" {
	local hash

	handoff_ok game-day cards "$DOC" --format html
	refute grep -qiE '<script|<link|<img|<iframe|https?:|url\(|@import| on[a-z]+=|style=' "$OUT"
	hash=$(python3 -c 'import base64,hashlib,re,sys
text=open(sys.argv[1]).read()
style=re.search("<style>(.*?)</style>",text,re.S).group(1)
print(base64.b64encode(hashlib.sha256(style.encode()).digest()).decode())' "$OUT")
	assert_in_output "default-src 'none'; style-src 'sha256-$hash'"
	assert_equal "$(grep -c '^<article>$' "$OUT")" 12
	python3 -c 'import sys
from html.parser import HTMLParser
class P(HTMLParser):
	stack=[]
	def handle_starttag(self, tag, attrs):
		if tag not in ("meta","li","tr","td","th"): self.stack.append(tag)
	def handle_endtag(self, tag):
		assert self.stack.pop()==tag, tag
p=P(); p.feed(open(sys.argv[1]).read()); assert not p.stack, p.stack' "$OUT"
}

@test "hostile text of a document is text in both formats" {
	sed -i 's#^| deputy | heidi | operations | [^|]*|#| deputy | heidi | operations | \\<script>alert(1)\\</script> "\&amp;" \\[x](javascript:1) \\*b* \\\\| pipe |#' "$DOC"
	handoff_ok game-day cards "$DOC" --format html
	refute grep -q '<script' "$OUT"
	assert_in_output '&lt;script&gt;alert(1)&lt;/script&gt;'
	handoff_ok game-day cards "$DOC"
	assert_in_output '\<script\>alert(1)\</script\> "\&" \[x\](javascript:1) \*b\* \| pipe'
}

@test "--output writes a file for each role, and never replaces one" {
	handoff_ok game-day cards "$DOC" --output cards
	assert_output 'cards/on-call.md
cards/deputy.md
cards/incident-commander.md
cards/subject-expert.md
cards/data-platform.md
cards/customer-liaison.md'
	grep -q 'dentist' cards/deputy.md
	refute grep -q 'dentist' cards/on-call.md
	rm cards/on-call.md
	echo mine >cards/deputy.md
	handoff_run game-day cards "$DOC" --output cards
	assert_refused 'cards/deputy.md is there already: nothing was written'
	assert_equal "$(cat cards/deputy.md)" mine
	assert_absent cards/on-call.md
	handoff_ok game-day cards "$DOC" --output cards --format html
	[ -f cards/on-call.html ]
	assert_equal "$(grep -c '<article>' cards/on-call.html)" 2
}

@test "two roles with one name for a file get a file each" {
	sed -i 's/^| deputy | heidi/| On Call | heidi/' "$DOC"
	handoff_run game-day cards "$DOC" --output cards
	assert_status 0
	[ -f cards/on-call.md ]
	[ -f cards/on-call-2.md ]
}

@test "a directory for cards that cannot be is trouble" {
	echo file >cards
	handoff_run game-day cards "$DOC" --output cards
	assert_refused
	handoff_run game-day cards "$DOC" --output no/such
	assert_refused 'cannot make no/such'
}

@test "cards of an earlier commit" {
	git add -A
	git commit -qm one
	sed -i 's/dentist/doctor/' "$DOC"
	handoff_ok game-day cards "$DOC" --rev HEAD
	assert_in_output dentist
	assert_not_in_output doctor
}

@test "only a game day has cards" {
	handoff_run game-day cards handoff/readiness/feed-ranker-v42.md
	assert_refused 'handoff/readiness/feed-ranker-v42.md: of kind "readiness", not "game-day"'
	handoff_run game-day cards
	assert_refused '`handoff game-day cards` takes one document'
	handoff_run game-day cards no/such.md
	assert_refused 'no/such.md: no such file or directory'
	handoff_run game-day cards handoff
	assert_refused 'handoff: a directory; name one game-day'
	handoff_run game-day cards handoff/README.md
	[ "$status" -eq 2 ]
	handoff_run readiness cards "$DOC"
	assert_refused 'no command "readiness cards": it belongs to game-day, `handoff game-day cards DOC`'
	handoff_run game-day card "$DOC"
	assert_refused 'no command "game-day card"; did you mean "game-day cards"?'
	handoff_run cards "$DOC"
	assert_refused 'a kind stands before "cards": `handoff game-day cards DOC`'
}

@test "an own kind of the name is read by the same names, and what it lacks is said" {
	mkdir -p .handoff/templates
	handoff kinds game-day --format template >.handoff/templates/game-day.md
	handoff_ok game-day cards "$DOC"
	sed -i 's/^    Role Cards:$/    Parts:/; s/in: Role Cards/in: Parts/; s/section: Role Cards/section: Parts/; s/^## Role Cards$/## Parts/' \
		.handoff/templates/game-day.md
	handoff_run game-day cards "$DOC"
	assert_refused 'the kind "game-day" (.handoff/templates/game-day.md) has no section "Role Cards" with a table'
	sed -i 's/^    Parts:$/&\n      aliases: [Role Cards]/' .handoff/templates/game-day.md
	handoff_ok game-day cards "$DOC"
	sed -i 's/^\(| Role | Player | Side |\) Private Facts/\1 Secrets/' "$DOC"
	handoff_run game-day cards "$DOC"
	assert_refused "$DOC: the table of \"Role Cards\" has no column \"Private Facts\""
	sed -i '/^## Role Cards$/,/^## Injects$/{/^## Injects$/!d}' "$DOC"
	handoff_run game-day cards "$DOC"
	assert_refused "$DOC: there is no section \"Role Cards\" with a table"
}

@test "help and completion know the verb for this kind alone" {
	handoff_ok help
	grep -q '^  game-day cards ' "$OUT"
	handoff_ok help cards
	assert_in_output 'usage: handoff game-day cards [OPTION...] DOC'
	handoff_ok game-day --help
	grep -q '^  cards ' "$OUT"
	handoff_ok readiness --help
	refute grep -q '^  cards ' "$OUT"
	handoff_ok game-day cards --help
	refute grep -nE '^.{101}' "$OUT"
}
