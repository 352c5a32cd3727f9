#!/usr/bin/env bats
# handoff status, gate, log and diff; sign-offs in check; the policy of a trusted revision.

load cli_helper
load signoff_helper

both_sign() {
	sign_as alice research-lead
	sign_as bob operations-lead
}

@test "status is a table: document, status, a cell a role, and below why" {
	both_sign
	handoff_ok status
	assert_output 'DOCUMENT                STATUS  RESEARCH-LEAD    OPERATIONS-LEAD
handoff/note/ranker.md  review  valid alice now  valid bob now'
	sed -i 's/Monday/Friday/' "$D"
	commit_as carol changed
	export SOURCE_DATE_EPOCH=$((SOURCE_DATE_EPOCH + 3 * 86400))
	handoff_ok status
	assert_output "DOCUMENT                STATUS  RESEARCH-LEAD   OPERATIONS-LEAD
handoff/note/ranker.md  review  stale alice 3d  stale bob 3d

handoff/note/ranker.md: research-lead alice stale: Text changed since (first in $(git rev-parse --short=12 HEAD))
handoff/note/ranker.md: operations-lead bob stale: Text changed since (first in $(git rev-parse --short=12 HEAD))"
}

@test "status as CSV and JSON; of a revision; in a bare repository" {
	both_sign
	handoff_ok status --format csv
	assert_equal "$(tr -d '\r' <"$OUT")" \
		'path,kind,status,role,state,person,at,trust,reason
handoff/note/ranker.md,note,review,research-lead,valid,alice,2026-11-24T09:00:00Z,attributed,
handoff/note/ranker.md,note,review,operations-lead,valid,bob,2026-11-24T09:00:00Z,attributed,'
	handoff_ok status --rev HEAD~1 --format json
	assert_equal "$(jq -r '.target.commit' "$OUT")" "$(git rev-parse HEAD~1)"
	assert_equal "$(jq -r '[.documents[].requirements[].state] | join(" ")' "$OUT")" 'valid missing'
	git clone -q --bare . ../bare.git
	cd ../bare.git
	handoff_ok status --rev main --format json
	assert_equal "$(jq -r '[.documents[].requirements[].state] | join(" ")' "$OUT")" 'valid valid'
	handoff_run status
	assert_status 2
}

@test "a revision is never guessed" {
	sign_as alice research-lead
	git tag main HEAD~1
	handoff_run status --rev main
	assert_status 2
	assert_errors 'handoff: "main" is ambiguous: there are refs/tags/main, refs/heads/main; give the full name'
	handoff_ok status --rev refs/heads/main
	handoff_run status --rev nowhere
	assert_status 2
	assert_errors 'handoff: revision "nowhere" is not in this repository; if it should be, `git fetch` it'
	handoff_run status --rev=-x
	assert_status 2
	handoff_run status --rev HEAD:handoff
	assert_status 2
}

@test "status --expiring lists what is to be renewed" {
	note_of_two ', valid-for: 30d'
	commit_as alice 'for a month'
	both_sign
	handoff_ok status --expiring 14d
	assert_output ''
	export SOURCE_DATE_EPOCH=$((SOURCE_DATE_EPOCH + 20 * 86400))
	handoff_ok status --expiring 14d
	assert_in_output 'valid bob 20d'
	assert_state operations-lead valid
	export SOURCE_DATE_EPOCH=$((SOURCE_DATE_EPOCH + 11 * 86400))
	assert_state operations-lead expired
	handoff_run status --expiring soon
	assert_status 2
}

@test "gate opens when everything holds, and says what does not" {
	handoff_run gate "$D" --to final
	assert_status 1
	assert_output 'handoff/note/ranker.md: final: closed
  yes  status    it may go from review to final
  yes  findings  no errors as final
  NO   sign-off  research-lead: missing
  NO   sign-off  operations-lead: missing'
	both_sign
	handoff_ok gate "$D"
	assert_output 'handoff/note/ranker.md: final: open
  yes  status    it may go from review to final
  yes  findings  no errors as final
  yes  sign-off  research-lead: valid, alice
  yes  sign-off  operations-lead: valid, bob'
	handoff_ok gate "$D" --rev HEAD --policy main --format json
	assert_equal "$(jq -r '.verdict, .documents[0].blob, .documents[0].signoffs[1].commit, .policy.commit' "$OUT")" \
		"open
$(git rev-parse "HEAD:$D")
$(git rev-parse HEAD)
$(git rev-parse HEAD)"
	sed -i 's/^status: review/status: draft/' "$D"
	handoff_run gate "$D" --to final
	assert_status 1
	assert_in_output '  NO   status    it cannot go from draft to final at once'
	handoff_run gate "$D" --to fnal
	assert_status 2
	handoff_run gate
	assert_status 2
}

@test "a sign-off that is not committed keeps the gate closed" {
	sign_as alice research-lead
	be bob
	handoff_ok sign "$D" --as operations-lead
	handoff_run gate "$D" --to final
	assert_status 1
	assert_in_output '  NO   sign-off  operations-lead: pending, bob: it is not committed yet'
}

@test "check: premature, edited after, and what is merely under review" {
	handoff_ok check --strict
	sed -i 's/^status: review/status: final/' "$D"
	handoff_run check
	assert_status 1
	assert_output 'handoff/note/ranker.md:5:9: error: final is not reached yet: it takes research-lead (missing), operations-lead (missing) [lifecycle/premature]
handoff/note/ranker.md:5:9: error: final takes a sign-off as operations-lead: `handoff sign handoff/note/ranker.md --as operations-lead` [signoff/missing]
handoff/note/ranker.md:5:9: error: final takes a sign-off as research-lead: `handoff sign handoff/note/ranker.md --as research-lead` [signoff/missing]'
	git checkout -q "$D"
	both_sign
	sed -i 's/^status: review/status: final/' "$D"
	commit_as alice final
	handoff_ok check --strict
	sed -i 's/Monday/Friday/' "$D"
	handoff_run check
	assert_status 1
	assert_in_output '[lifecycle/edited-after]'
	assert_in_output '[signoff/stale]'
	refute grep -q premature "$OUT"
}

@test "check: a status moves along the arrows only, committed or not" {
	sed -i 's/^status: review/status: draft/' "$D"
	commit_as alice back
	handoff_ok check
	both_sign
	sed -i 's/^status: draft/status: final/' "$D"
	handoff_run check
	assert_status 1
	assert_in_output 'went from draft to final; from draft a document goes to review [lifecycle/transition]'
	commit_as alice final
	echo more >more
	commit_as alice more
	handoff_run check
	assert_status 1
	assert_in_output "went from draft to final in commit $(git rev-parse --short=12 HEAD~1); from draft a document goes to review [lifecycle/transition]"
}

@test "one person does not fill two roles, unless the contract says so" {
	sed -i '/^  alice:/,/^  bob:/s/roles: .*/roles: [research-lead, operations-lead]/' .handoff/people.yaml
	commit_as alice roles
	sign_as alice research-lead
	sign_as alice operations-lead
	sed -i 's/^status: review/status: final/' "$D"
	handoff_run check
	assert_status 1
	assert_in_output '[signoff/missing]'
	note_of_two ', same-person: true'
	handoff_ok check
}

@test "log tells the document's life" {
	sign_as alice research-lead
	git mv "$D" handoff/note/feed.md
	commit_as bob moved
	D=handoff/note/feed.md
	sed -i 's/Monday/Friday/' "$D"
	commit_as carol changed
	sed -i 's/^status: review/status: draft/' "$D"
	handoff_ok log "$D"
	assert_equal "$(sed 's/^[-0-9: ]*  [0-9a-f]* *//; s/^.*worktree *//' "$OUT")" \
		'created    handoff/note/ranker.md, review  [alice <alice@example.com>]
signed     alice as research-lead: approve  [alice <alice@example.com>]
renamed    handoff/note/ranker.md -> handoff/note/feed.md  [bob <bob@example.com>]
changed    Text  [carol <carol@example.com>]
stale      alice as research-lead: approve  [carol <carol@example.com>]
status     review -> draft'
	handoff_ok log "$D" --format json
	assert_equal "$(jq -r '.complete, (.events | length)' "$OUT")" 'true
6'
	assert_equal "$(jq -c '.events[] | [.event, .role, .by, .decision, .from, .to]' "$OUT")" \
		'["created",null,null,null,null,"review"]
["signed","research-lead","alice","approve",null,null]
["renamed",null,null,null,null,null]
["changed",null,null,null,null,null]
["stale","research-lead","alice","approve",null,null]
["status",null,null,null,"review","draft"]'
}

@test "log tells why a sign-off was withdrawn" {
	sign_as alice research-lead
	handoff_ok revoke "$D" --as research-lead --reason 'The split leaked.'
	commit_as alice withdrawn
	handoff_ok log "$D"
	assert_equal "$(sed -n 's/^[-0-9: ]*  [0-9a-f]* *\(revoked .*\)/\1/p' "$OUT")" \
		'revoked    alice as research-lead: The split leaked.  [alice <alice@example.com>]'
}

@test "diff shows what the role covers and is not what was signed" {
	both_sign
	sed -i 's/Monday/Friday/; s/None yet/All done/' "$D"
	commit_as carol changed
	handoff_ok diff "$D" --since operations-lead
	assert_in_output '  -It is *handed* over on Monday.
  +It is *handed* over on Friday.'
	refute grep -q 'All done' "$OUT"
	handoff_ok diff "$D" --since research-lead
	assert_in_output '  +All done.'
	handoff_run diff "$D" --since nobody
	assert_status 2
}

@test "--policy: a branch that edits its own policy gains nothing, and is told" {
	sign_as alice research-lead
	git checkout -q -b topic
	sed -i 's/roles: \[operations-lead\]/roles: [operations-lead, research-lead]/' .handoff/people.yaml
	settings 'severity: {signoff: off, lifecycle: off}\n'
	sed -i 's/^status: review/status: final/' "$D"
	commit_as bob mine
	handoff_ok check
	handoff_run check --policy main
	assert_status 1
	assert_in_output '.handoff/config.yaml:1:1: error: is changed here and not as in refs/heads/main, which was applied [policy/changed]'
	assert_in_output '.handoff/people.yaml:1:1: error: is changed here'
	assert_in_output '[lifecycle/premature]'
	assert_errors "handoff: the policy is that of refs/heads/main ($(git rev-parse --short=12 main))
handoff: under the policy that stands here there would be 0 errors and 0 warnings"
	handoff_run check --policy main --format json
	assert_equal "$(jq -r '.new_policy.errors, .policy.trusted' "$OUT")" '0
true'
	handoff_run gate "$D" --policy main
	assert_status 1
	handoff_run check --policy nowhere
	assert_status 2
}

@test "in CI without --policy a warning says that the policy is not trusted" {
	CI=true handoff_run check
	assert_in_errors 'warning: the policy under .handoff/ is the branch'\''s own, and not trusted: name the base with --policy REV'
	CI=true handoff_run check --policy main
	assert_errors "handoff: the policy is that of refs/heads/main ($(git rev-parse --short=12 main))"
}

@test "a backdated commit does not revive a key or a role" {
	settings 'trust: content-signed\n'
	commit_as alice strict
	git checkout -q -b topic
	sed -i '/^  alice:/,/^  bob:/s/roles: .*/roles: [{role: research-lead, until: 2026-06-30}]/' .handoff/people.yaml
	commit_as bob 'Alice has left'
	git branch -f main
	be alice
	SOURCE_DATE_EPOCH=1780000000 handoff_ok sign "$D" --as research-lead --ssh-key keys/alice
	GIT_AUTHOR_DATE=@1780000000 GIT_COMMITTER_DATE=@1780000000 git commit -qam backdated
	handoff_ok status --policy main --format json
	assert_equal "$(jq -r '.documents[].signoffs[].state' "$OUT")" unauthorized
}
