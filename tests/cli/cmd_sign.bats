#!/usr/bin/env bats
# handoff sign and revoke: what they write, what they leave alone, what they refuse.

load cli_helper
load signoff_helper

refused() { # MESSAGE ARGUMENT...
	local message=$1

	shift
	cp "$D" ../before
	handoff_run "$@"
	assert_status 2
	assert_errors "handoff: $message"
	cmp ../before "$D"
}

@test "a sign-off is added and every other byte stays" {
	cp "$D" ../before
	handoff_ok sign "$D" --as research-lead
	assert_output "$D: alice signed as research-lead (approve)
not committed yet: git commit -- $D"
	diff ../before "$D" >../difference || :
	assert_equal "$(grep -c '^<' ../difference || :)" 0
	assert_equal "$(sed -n 's/^> //p' ../difference | sed 's/h1:[0-9a-f]\{64\}/DIGEST/')" \
		'signoffs:
  - role: research-lead
    by: alice
    at: 2026-11-24T09:00:00Z
    decision: approve
    digest: DIGEST'
	assert_state research-lead pending
	commit_as alice signed
	assert_state research-lead valid
	handoff_ok check
	assert_output ''
}

@test "line ends, comments, order and quoting stay" {
	printf -- '---\r\n# of the feed\r\nkind: "note"\r\nid: ranker # short\r\nsignoffs: [] # who agreed\r\ntitle: '\''Feed'\''\r\nstatus: review\r\n---\r\n# Feed\r\n\r\n## Text\r\n\r\nSaid.\r\n\r\n## Actions\r\n\r\nNone yet.\r\n' >"$D"
	commit_as alice crlf
	cp "$D" ../before
	handoff_ok sign "$D" --as research-lead
	assert_equal "$(grep -c $'\r$' "$D")" "$(wc -l <"$D")"
	grep -v '^  ' "$D" | sed 's/^signoffs: *#/signoffs: [] #/' >../after
	cmp ../before ../after
	commit_as alice signed
	assert_state research-lead valid
}

@test "a second person's entry comes behind the first, one's own is renewed in its place" {
	sign_as alice research-lead
	sign_as bob operations-lead
	assert_equal "$(grep -n 'role:' "$D" | cut -d : -f 3)" ' research-lead
 operations-lead'
	sed -i 's/Monday/Friday/' "$D"
	commit_as alice changed
	assert_state research-lead stale
	be alice
	handoff_ok sign "$D" --as research-lead
	assert_in_output 'alice signed again as research-lead'
	commit_as alice again
	assert_equal "$(grep -c 'role: research-lead' "$D")" 1
	assert_equal "$(grep -n 'role:' "$D" | cut -d : -f 3)" ' research-lead
 operations-lead'
	assert_state research-lead valid
	assert_state operations-lead stale
}

@test "with conditions and with a rejection goes a note" {
	refused 'approve-with-conditions needs a --note that says why' \
		sign "$D" --as research-lead --decision approve-with-conditions
	handoff_ok sign "$D" --as research-lead --decision reject --note 'no: the drill failed'
	grep -qx '    note: "no: the drill failed"' "$D" || grep -q 'note: ' "$D"
	commit_as alice rejected
	assert_state research-lead rejected
	handoff_ok sign "$D" --as research-lead --decision approve-with-conditions --note 'with the canary'
	commit_as alice conditions
	assert_state research-lead valid
}

@test "refused: a role that one does not hold, that there is not, that nobody knows" {
	refused 'alice does not hold the role operations-lead today: .handoff/people.yaml says who does' \
		sign "$D" --as operations-lead
	refused 'a note takes no sign-off as "reviewer"; its roles are: research-lead, operations-lead' \
		sign "$D" --as reviewer
	refused 'sign needs --as ROLE: the role in which you sign' sign "$D"
	git config user.email mallory@example.com
	refused 'nobody in .handoff/people.yaml has your address mallory@example.com: have yourself added there, or set git'\''s user.email' \
		sign "$D" --as research-lead
}

@test "refused: content that is not committed, a document with errors, one that is not there" {
	sed -i 's/Monday/Friday/' "$D"
	refused "$D has changes that are not committed: commit them first, so that what you sign stands in history" \
		sign "$D" --as research-lead
	sed -i 's/^title:.*/titel: x/' "$D"
	commit_as alice broken
	handoff_run sign "$D" --as research-lead
	assert_status 2
	assert_in_errors "error"
	handoff_run sign handoff/note/nowhere.md --as research-lead
	assert_status 2
}

@test "refused: a changed file that the document builds on" {
	mkdir eval
	echo 99 >eval/report.txt
	document 'report: [/eval/report.txt]' >"$D"
	commit_as alice report
	echo 98 >eval/report.txt
	refused 'eval/report.txt has changes that are not committed: commit them first, so that what you sign stands in history' \
		sign "$D" --as research-lead
	commit_as alice other
	sign_as alice research-lead
	assert_state research-lead valid
	echo 97 >eval/report.txt
	commit_as bob third
	assert_state research-lead stale
	handoff_run check
	assert_in_output '[signoff/upstream-stale]'
}

@test "--commit commits the document alone, with a trailer" {
	echo other >other.txt
	git add other.txt
	handoff_ok sign "$D" --as research-lead --commit
	assert_equal "$(git show --name-only --format= HEAD)" "$D"
	assert_equal "$(git log -1 --format='%an <%ae>')" 'Alice Ng <alice@example.com>'
	assert_equal "$(git log -1 --format='%(trailers:key=Handoff-Signoff,valueonly)' | sed 's/h1:.*/DIGEST/')" \
		'ranker research-lead alice approve DIGEST'
	assert_equal "$(git status --short)" 'A  other.txt'
	git fsck --strict
	assert_state research-lead valid
}

@test "--commit is refused where a hook would have a say, and nothing is written" {
	printf '#!/bin/sh\nexit 1\n' >.git/hooks/pre-commit
	chmod +x .git/hooks/pre-commit
	refused "this repository has a pre-commit hook, which only git runs: leave --commit out, then \`git commit -- $D\`" \
		sign "$D" --as research-lead --commit
}

@test "a commit is signed where git is configured so" {
	git config commit.gpgsign true
	git config gpg.format ssh
	git config user.signingKey "$PWD/keys/alice"
	handoff_ok sign "$D" --as research-lead --commit
	printf 'alice@example.com %s\n' "$(public_key alice)" >../allowed
	git -c gpg.ssh.allowedSignersFile="$BATS_TEST_TMPDIR/allowed" verify-commit HEAD
	git config gpg.format openpgp
	sed -i 's/Monday/Friday/' "$D"
	git -c commit.gpgsign=false commit -qam changed
	handoff_run sign "$D" --as research-lead --commit
	assert_status 2
	assert_in_errors 'git is configured to sign commits with openpgp, which only git does'
}

@test "an SSH key signs the content; ssh-keygen verifies it by hand, as the manual says" {
	sign_as alice research-lead --ssh-key keys/alice
	assert_equal "$(state_of research-lead trust)" content-signed
	python3 - "$D" >../statement <<'END'
import sys, re
text = open(sys.argv[1]).read()
at = re.search(r"at: (\S+)", text)[1]
digest = re.search(r"digest: (\S+)", text)[1]
print(f"""handoff-signoff-v1
repository: example.com/feed
document: ranker
role: research-lead
person: alice
at: {at}
decision: approve
digest: {digest}""")
END
	sed -n '/BEGIN SSH/,/END SSH/p' "$D" | sed 's/^ *//' >../signature
	printf 'alice namespaces="handoff-signoff-v1" %s\n' "$(public_key alice)" >../signers
	ssh-keygen -Y verify -f ../signers -I alice -n handoff-signoff-v1 -s ../signature <../statement
	# And the other way round: one that was made by hand.
	ssh-keygen -q -Y sign -f keys/alice -n handoff-signoff-v1 ../statement
	sed -i '/BEGIN SSH/,/END SSH/d' "$D"
	sed 's/^/      /' ../statement.sig >../indented
	sed -i '/signature: |/r ../indented' "$D"
	git diff --exit-code
	assert_equal "$(state_of research-lead trust)" content-signed
	assert_state research-lead valid
}

@test "git's own key is taken, and somebody else's is refused" {
	git config gpg.format ssh
	git config user.signingKey "$PWD/keys/alice.pub"
	sign_as alice research-lead
	assert_equal "$(state_of research-lead trust)" content-signed
	handoff_run sign "$D" --as research-lead --ssh-key keys/bob
	assert_status 2
	assert_in_errors 'the key keys/bob is no good for alice'
}

@test "revoke withdraws one's own, with a reason, and taking the mark out does not bring it back" {
	sign_as alice research-lead
	refused 'revoke needs --reason TEXT: what the others have to know' revoke "$D" --as research-lead
	be bob
	refused "$D: bob has no sign-off as \"research-lead\" in it to withdraw" \
		revoke "$D" --as research-lead --reason 'no'
	be alice
	handoff_ok revoke "$D" --as research-lead --reason 'the drill failed' --commit
	assert_state research-lead revoked
	handoff_run revoke "$D" --as research-lead --reason again
	assert_status 2
	sed -i '/revoked:/,/reason:/d' "$D"
	commit_as bob unrevoke
	assert_state research-lead revoked
	export SOURCE_DATE_EPOCH=$((SOURCE_DATE_EPOCH + 1))
	sign_as alice research-lead
	assert_state research-lead valid
}

@test "h1 is what handoff-digest(7) says, by another program" {
	mkdir -p handoff/note
	cp "$PROJECT"/tests/vectors/plain.md handoff/note/plain.md
	sed 's/status: final/status: draft/' "$PROJECT"/tests/vectors/awkward.md >"$D"
	sed -i 's/^kind: note/kind: free/' "$D" handoff/note/plain.md
	cat >.handoff/templates/free.md <<'END'
---
kind: free
contract:
  directory: handoff/note
  extra-fields: true
  extra-sections: true
  lifecycle: {initial: draft, draft: [final], final: []}
  signoffs:
    - {role: research-lead, before: [final], covers: all}
---
# {{title}}
END
	commit_as alice vectors
	for document in "$D" handoff/note/plain.md; do
		handoff_run sign "$document" --as research-lead --decision reject --note no
		assert_status 0
		assert_equal "$(sed -n 's/^ *digest: \([^\r]*\).*/\1/p' "$document")" \
			"$(/usr/bin/python3 "$PROJECT/tests/digest_h1.py" "$document")"
	done
}
