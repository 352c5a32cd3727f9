#!/usr/bin/env bats
# Each kind: `new`, filled in as its guidance says, has no finding in any status of its lifecycle, once it has what that
# status asks for.

load cli_helper

local_setup() {
	good_documents
}

set_field() { # NAME VALUE
	if grep -q "^$1:" "$DOC"; then
		sed -i "s|^$1:.*|$1: $2|" "$DOC"
	else
		sed -i "0,/^status:/s|^status:.*|&\n$1: $2|" "$DOC"
	fi
	assert_in_file "$DOC" "$1: $2"
}

drop_field() { # NAME
	sed -i "/^$1:/d" "$DOC"
}

# A newer document that takes this one's place, and says so.
add_successor() {
	set_field superseded-by '[walk-through-2.md]'
	sed -e 's/^\(id: .*\)$/\1-2/' -e '/^superseded-by:/d' -e '/^supersedes:/d' \
		-e '0,/^status:/s/^status: .*/status: '"$1"'\nsupersedes: [walk-through.md]/' \
		"$DOC" >"${DOC%.md}-2.md"
}

# A readiness review whose last check has passed.
decided() { # DECISION
	sed -i 's/^status: .*/status: approved/' handoff/model-card/feed-ranker-v42.md
	sed -i '/^| R9 |/s/|  |  | pending |  | alice |  |/| 2 of 2 | leads | pass | FEED-770 | alice | 2026-11-24 |/' "$DOC"
	set_field decision "$1"
	set_field decided-on 2026-11-24
}

# What the contract wants at a status beyond what the finished example has.
reach() { # KIND STATUS
	case $1:$2 in
	brief:sent)
		set_field sent-on 2026-11-24
		set_field channel feed-weekly
		;;
	brief:corrected)
		set_field sent-on 2026-11-23
		set_field channel feed-weekly
		add_successor approved
		;;
	coaching-plan:approved)
		set_field ends 2026-11-30
		;;
	constraint-note:not-agreed)
		set_field outcome escalated
		set_field escalated-to bob
		set_field escalate-by 2026-12-04
		sed -i 's/^\(| .*\) | yes |$/\1 | no |/' "$DOC"
		;;
	game-day:planned | game-day:ready)
		# The day is still to come, and there is nothing to tell of it.
		set_field date 2026-12-02
		drop_field debriefed-on
		sed -i '/^## Run Log/,$d' "$DOC"
		;;
	handoff-doc:accepted | handoff-doc:in-transition | handoff-doc:complete | handoff-doc:superseded)
		sed -i 's/^status: in-review/status: approved/' handoff/readiness/feed-ranker-v42.md
		[ "$2" = accepted ] || sed -i 's/2026-12-01/2026-11-23/g' "$DOC"
		[ "$2" != complete ] && [ "$2" != superseded ] ||
			sed -i -e 's/| no |$/| yes |/' \
				-e 's/| P1 | in-progress | \(FEED-[0-9]*\) | - |$/| P1 | done | \1 | both stand |/' "$DOC"
		[ "$2" != superseded ] || add_successor complete
		;;
	model-card:superseded | model-card:retired)
		set_field stage retired
		[ "$2" != superseded ] || add_successor approved
		;;
	postmortem:*)
		# Whose actions are still open, and the same.
		rm -f handoff/postmortem/feed-ranker-old-inputs.md
		[ "$2" != closed ] ||
			sed -i 's/| \(open\|in-progress\) | \([A-Z]*-[0-9]*\) | - |$/| done | \2 | shown in the review of 2026-11-20 |/' \
				"$DOC"
		;;
	premortem:closed)
		# The actions first: their last columns may look like those of a failure mode that is followed.
		sed -i -E -e 's/^(\| A-.*) (open|in-progress) \| ([A-Z0-9-]+) \| - \|$/\1 done | \3 | seen in the last review |/' \
			-e 's/\| (open|mitigating|accepted|closed) \| - \| - \|$/| closed | avoided | - |/' "$DOC"
		;;
	readiness:approved | readiness:expired | readiness:superseded)
		decided go
		[ "$2" != superseded ] || add_successor approved
		;;
	readiness:conditional)
		decided conditional
		sed -i 's/^Go, /Conditional: /' "$DOC"
		sed -i 's/^## Sign-offs/### Conditions\n\n| Condition | Action | Owner | Due |\n|---|---|---|---|\n| Spare replicas stand | A-1 | bob | 2026-11-27 |\n\n&/' \
			"$DOC"
		;;
	readiness:rejected)
		set_field decision no-go
		set_field decided-on 2026-11-24
		sed -i 's/^Go, /No-go: /' "$DOC"
		;;
	readiness:revoked)
		decided go
		set_field revoked-because 'INC-2077 began with this version'
		;;
	shadow-log:closed)
		sed -i -E 's/^(\| A-.*) (open|in-progress) (\|.*\|) - \|$/\1 done \3 seen by heidi |/' "$DOC"
		;;
	*:superseded)
		add_successor approved
		;;
	esac
}

# The last of the finished examples, which is the longest of the briefs.
finished() { # KIND
	find "handoff/$1" -name '*.md' | LC_ALL=C sort | tail -n 1
}

walks() { # KIND
	local kind=$1 example status

	example=$(finished "$kind")
	handoff_ok "$kind" new 'Walk through'
	DOC=$output
	handoff_run check "$DOC"
	assert_status 0
	awk -f "$PROJECT/tests/cli/fill.awk" "$DOC" "$example" "$DOC" >"$BATS_TEST_TMPDIR/filled"
	handoff_ok kinds "$kind" --format json
	jq -r '.statuses[]' "$OUT" >"$BATS_TEST_TMPDIR/statuses"
	while IFS= read -r status; do
		cp "$BATS_TEST_TMPDIR/filled" "$DOC"
		set_field status "$status"
		reach "$kind" "$status"
		handoff_run check --strict "$DOC" </dev/null
		[ ! -s "$OUT" ] || fail "$kind $status"
		assert_status 0
	done <"$BATS_TEST_TMPDIR/statuses"
}

@test "every kind is walked here" {
	handoff_ok kinds --format json
	jq -r '.[].kind' "$OUT" >"$BATS_TEST_TMPDIR/kinds"
	sed -n 's/^	walks \(.*\)$/\1/p' "$BATS_TEST_FILENAME" >"$BATS_TEST_TMPDIR/walked"
	diff "$BATS_TEST_TMPDIR/kinds" "$BATS_TEST_TMPDIR/walked"
}

@test "an alert taxonomy is clean in every status from new to its end" {
	walks alert-taxonomy
}

@test "an alignment map is clean in every status from new to its end" {
	walks alignment-map
}

@test "a brief is clean in every status from new to its end" {
	walks brief
}

@test "a coaching plan is clean in every status from new to its end" {
	walks coaching-plan
}

@test "a constraint note is clean in every status from new to its end" {
	walks constraint-note
}

@test "a game day is clean in every status from new to its end" {
	walks game-day
}

@test "a glossary is clean in every status from new to its end" {
	walks glossary
}

@test "a handoff document is clean in every status from new to its end" {
	walks handoff-doc
}

@test "a model card is clean in every status from new to its end" {
	walks model-card
}

@test "a playbook is clean in every status from new to its end" {
	walks playbook
}

@test "a post-mortem is clean in every status from new to its end" {
	walks postmortem
}

@test "a pre-mortem is clean in every status from new to its end" {
	walks premortem
}

@test "a readiness review is clean in every status from new to its end" {
	walks readiness
}

@test "a shadow log is clean in every status from new to its end" {
	walks shadow-log
}

@test "a stakeholder map is clean in every status from new to its end" {
	walks stakeholder-map
}
