#!/usr/bin/env bats
# The pre-receive hook on a bare repository, with real pushes: forged sign-offs stay out.

load cli_helper
load signoff_helper
load hooks_helper

# Alice's and Bob's repository with a document that takes both, and a server that has it.
server() {
	git init -q --bare ../server.git
	handoff_ok -C ../server.git hooks install --server
	git remote add origin ../server.git
	git push -q origin main
}

pushes() { # ARGUMENT...
	keep git push -q "$@"
	assert_status 0
	assert_silent
}

refuses_push() { # RULE ARGUMENT...
	local rule=$1

	shift
	git for-each-ref --format='%(refname) %(objectname)' >../refs_here
	git -C ../server.git for-each-ref >../refs_before
	keep git push -q "$@"
	assert_failed
	assert_in_errors "[$rule]"
	assert_in_errors ': refused: see the errors above'
	assert_in_errors 'pre-receive hook declined'
	git -C ../server.git for-each-ref | cmp - ../refs_before
}

# Writes a sign-off of a person's, and commits it as somebody.
forge() { # PERSON ROLE COMMITTER
	be "$1"
	handoff_ok sign "$D" --as "$2"
	commit_as "$3" 'looks good'
}

@test "install --server in a bare repository installs pre-receive, once, and uninstall takes it away" {
	git init -q --bare ../server.git
	remember ../server.git
	handoff_run -C ../server.git hooks install --server
	assert_status 0
	assert_output "created  $BATS_TEST_TMPDIR/server.git/hooks/pre-receive"
	assert_no_errors_said
	handoff_run -C ../server.git hooks install --server
	assert_output "kept     $BATS_TEST_TMPDIR/server.git/hooks/pre-receive"
	handoff_run -C ../server.git hooks status
	assert_status 0
	assert_output "pre-receive  installed  $BATS_TEST_TMPDIR/server.git/hooks/pre-receive"
	handoff_run -C ../server.git hooks uninstall
	assert_status 0
	assert_as_remembered ../server.git
	handoff_run -C ../server.git hooks status
	assert_status 1
}

@test "install in a bare repository without --server is refused, and says what to do" {
	git init -q --bare ../server.git
	handoff_run -C ../server.git hooks install
	assert_refused 'this repository is bare: nobody commits in it; --server installs the hook for what is pushed to it'
	handoff_run -C ../server.git hooks install pre-push
	assert_refused 'this repository is bare'
	handoff_run -C ../server.git hooks install pre-receive
	assert_status 0
}

@test "others who push to the same repository can run the hook, whatever the umask of who installs it" {
	git init -q --bare ../server.git
	(umask 077 && handoff -C ../server.git hooks install --server)
	assert_equal "$(stat -c %a ../server.git/hooks/pre-receive)" 755
}

@test "HEAD that names a branch which is not there is said when the hook is installed" {
	git init -q --bare --initial-branch=trunk ../server.git
	git push -q ../server.git main
	handoff_run -C ../server.git hooks install --server
	assert_status 0
	assert_errors "handoff: HEAD names refs/heads/trunk, which is not here: people and rules are those of the branch that it names, so set it (git symbolic-ref HEAD refs/heads/NAME)"
}

@test "an honest history is pushed: the first push, sign-offs of both, a new branch, a merge" {
	server
	sign_as alice research-lead
	pushes origin main
	git checkout -q -b topic
	sign_as bob operations-lead --ssh-key keys/bob
	pushes origin topic
	git checkout -q main
	echo x >other
	commit_as alice other
	git -c user.name=alice -c user.email=alice@example.com merge -q -m merge topic
	pushes origin main topic
	assert_state operations-lead valid
}

@test "a sign-off in somebody else's name is refused, on the default branch, another one, and a tag" {
	server
	forge bob operations-lead alice
	refuses_push signoff/not-own origin main
	assert_in_errors 'handoff: refs/heads/main: refused: see the errors above'
	assert_in_errors "$D:"
	refuses_push signoff/not-own origin main:refs/heads/topic
	git tag v1
	refuses_push signoff/not-own origin v1
	git tag -a -m x v2
	refuses_push signoff/not-own origin v2
	refuses_push signoff/not-own origin main:refs/changes/1
}

@test "an entry that somebody else edits is refused" {
	server
	sign_as alice research-lead --decision approve-with-conditions --note 'only with the canary'
	pushes origin main
	sed -i 's/only with the canary/none any more/' "$D"
	commit_as bob 'small things'
	keep git push -q origin main
	assert_failed
	assert_in_errors '[signoff/tampered]'
}

@test "an entry with a signature that does not fit is refused, whoever commits it" {
	server
	sign_as bob operations-lead --ssh-key keys/bob
	pushes origin main
	sed -i 's/decision: approve$/&-with-conditions\n    note: any time/' "$D"
	commit_as bob 'change of mind'
	refuses_push signoff/bad-signature origin main
}

@test "a sign-off in a role that the person does not hold is refused" {
	server
	sed -i '/name: Bob/,$s/operations-lead/&, research-lead/' .handoff/people.yaml
	be bob
	handoff_ok sign "$D" --as research-lead
	git checkout -q .handoff/people.yaml
	commit_as bob 'as research too'
	refuses_push signoff/unauthorized origin main
}

@test "an entry that cannot be read exactly is refused" {
	server
	sign_as alice research-lead
	sed -i 's/decision: approve/decision: Approve/' "$D"
	commit_as alice x
	refuses_push signoff/malformed origin main
}

@test "a forged first push into an empty repository is refused" {
	git init -q --bare ../server.git
	handoff_ok -C ../server.git hooks install --server
	git remote add origin ../server.git
	forge bob operations-lead alice
	refuses_push signoff/not-own origin main
	git reset -q --hard HEAD^
	pushes origin main
}

@test "a push brings no people, keys or rules for its own sign-offs" {
	server
	sed -i 's/^people:/&\n  mallory: {name: Mallory, emails: [mallory@example.com], roles: [operations-lead]}/' \
		.handoff/people.yaml
	commit_as mallory 'people'
	sign_as mallory operations-lead
	refuses_push signoff/unauthorized origin main
	# Nor in two steps by way of a branch of one's own.
	pushes origin HEAD^:refs/heads/topic
	refuses_push signoff/unauthorized origin main:refs/heads/topic
	# The people first, by those who may push there: then it stands.
	pushes origin HEAD^:refs/heads/main
	pushes origin main
}

@test "severities that a push switches off stay on for it" {
	server
	settings 'severity: {signoff: off}\n'
	forge bob operations-lead alice
	refuses_push signoff/not-own origin main
}

@test "what is not about forging refuses nothing: gaps, stale sign-offs, broken links" {
	server
	sign_as alice research-lead
	printf '\n[x](no-such-file.md)\n' >>"$D"
	sed -i 's/^title:/extra: field\ntitle:/' "$D"
	commit_as bob 'edits'
	pushes origin main
	assert_state research-lead stale
}

@test "handoff.refuse says what is refused" {
	server
	git -C ../server.git config handoff.refuse signoff,policy/changed
	settings 'carry: none\n'
	commit_as alice policy
	refuses_push policy/changed origin main
	git -C ../server.git config handoff.refuse link/broken
	printf '\n[x](no-such-file.md)\n' >>"$D"
	commit_as alice link
	refuses_push link/broken origin main
	git -C ../server.git config handoff.refuse signof
	keep git push -q origin main
	assert_failed
	assert_in_errors 'no rule or family "signof"'
	assert_in_errors 'refused: it could not be checked'
}

@test "a change of the files under .handoff/ that would stop every push after it is refused" {
	server
	settings 'carry: sometimes\n'
	commit_as alice policy
	keep git push -q origin main
	assert_failed
	assert_in_errors '.handoff/config.yaml:3:8: error:'
	assert_in_errors 'handoff: refs/heads/main: refused: the files under .handoff/ could not be used after it'
	pushes origin main:refs/heads/topic
	settings 'carry: none\n'
	commit_as alice mended
	pushes origin main
}

@test "deletions, nothing new, tags on trees and on what is there pass" {
	server
	pushes origin main:refs/heads/topic main:refs/heads/other
	pushes origin :refs/heads/topic
	pushes origin main
	git tag here
	git tag -a -m x annotated
	git tag tree "$(git rev-parse HEAD:handoff)"
	git tag blob "$(git rev-parse "HEAD:$D")"
	pushes origin --tags
	pushes origin :refs/tags/tree :refs/heads/other
}

@test "what is no commit does not become a branch" {
	server
	keep git push -q origin "HEAD:refs/heads/no" "$(git rev-parse HEAD:handoff):refs/heads/tree"
	assert_failed
	keep sh -c "cd ../server.git && echo $(git rev-parse HEAD) $(printf '%040d' 1) refs/heads/main | GIT_DIR=. hooks/pre-receive"
	assert_status 2
	assert_in_errors 'handoff: refs/heads/main: refused: there is no commit to check'
}

@test "a forced push is held to what is there" {
	server
	sign_as alice research-lead
	pushes origin main
	be alice
	git commit -q --amend --reset-author -m 'again'
	pushes --force origin main
	be bob
	git commit -q --amend --reset-author -m 'mine'
	refuses_push signoff/not-own --force origin main
}

@test "one forged ref among many keeps all of them out, and is named" {
	server
	git branch good
	forge bob operations-lead alice
	git branch forged
	git tag v1 good
	refuses_push signoff/not-own origin good forged v1
	assert_in_errors 'handoff: refs/heads/forged: refused'
	assert_not_in_file "$ERR" 'refs/heads/good: refused'
}

@test "a forged commit that the same push takes back comes in with it, and convinces nobody" {
	server
	forge bob operations-lead alice
	git tag forged
	git checkout -q HEAD^ -- "$D"
	commit_as alice 'taken back'
	refuses_push signoff/not-own origin forged:refs/heads/release
	pushes origin main
	pushes origin forged
	assert_equal "$(state_of operations-lead state --rev refs/tags/forged)" misattributed
}

@test "names of refs that are not plain do no harm, and are shown plainly" {
	server
	local name=$'a;$(touch>x)`touch>x`\'"&|<>ü'

	forge bob operations-lead alice
	git branch "$name"
	refuses_push signoff/not-own origin "$name"
	assert_in_errors "handoff: refs/heads/a;\$(touch>x)\`touch>x\`'\"&|<>??: refused"
	assert_absent x ../server.git/x
}

@test "what a push puts under refs/replace/ hides nothing" {
	server
	forge bob operations-lead alice
	keep git push -q origin "HEAD^:refs/replace/$(git rev-parse HEAD)"
	refuses_push signoff/not-own origin main
}

@test "1,000 tags and 1,000 commits come in within seconds" {
	local n before

	server
	for n in $(seq 1000); do
		printf 'commit refs/heads/many\ncommitter a <a@x> %d +0000\ndata 1\nx\n' "$((1700000000 + n))"
		[ "$n" -ne 1 ] || echo 'from refs/heads/main^0'
		printf 'reset refs/tags/t%d\nfrom refs/heads/many\n\n' "$n"
	done | git fast-import --quiet
	before=$SECONDS
	pushes origin --tags
	[ $((SECONDS - before)) -lt 20 ] || fail "that took $((SECONDS - before)) s"
	git -C ../server.git tag | xargs git -C ../server.git tag -d >/dev/null
	pushes origin many --tags
	[ $((SECONDS - before)) -lt 40 ] || fail "that took $((SECONDS - before)) s"
}

@test "a hook that was there reads the same lines, and both have to agree" {
	git init -q --bare ../server.git
	other_hook ../server.git/hooks/pre-receive
	remember ../server.git/hooks
	handoff_ok -C ../server.git hooks install --server
	git remote add origin ../server.git
	pushes origin main
	assert_equal "$(said)" "other pre-receive.before-handoff:
$(printf '%040d' 0) $(git rev-parse main) refs/heads/main"
	other_hook ../server.git/hooks/pre-receive.before-handoff 3
	keep git push -q origin main:topic
	assert_failed
	other_hook ../server.git/hooks/pre-receive.before-handoff
	forge bob operations-lead alice
	refuses_push signoff/not-own origin main
	handoff_ok -C ../server.git hooks uninstall
	assert_as_remembered ../server.git/hooks
}

@test "without handoff on its PATH the server takes nothing" {
	server
	echo x >x
	commit_as alice x
	if PATH=/usr/bin:/bin command -v handoff; then
		skip "there is a handoff beside git"
	fi
	keep env PATH=/usr/bin:/bin git push -q origin main
	assert_failed
	assert_in_errors 'handoff: not on PATH of this server, so nothing could be checked: the push is refused'
}

@test "a push to a repository with a working tree is checked too" {
	git init -q ../server.git
	handoff_run -C ../server.git hooks install --server
	assert_status 0
	assert_output "created  .git/hooks/pre-receive"
	git -C ../server.git config receive.denyCurrentBranch ignore
	git remote add origin ../server.git
	pushes origin main
	forge bob operations-lead alice
	keep git push -q origin main
	assert_failed
	assert_in_errors '[signoff/not-own]'
	handoff_run -C ../server.git hooks status
	assert_status 1
	assert_line "pre-receive  installed  .git/hooks/pre-receive"
}

@test "core.hooksPath of a bare repository counts from there" {
	git init -q --bare ../server.git
	git -C ../server.git config core.hooksPath own/hooks
	mkdir ../server.git/own
	handoff_run -C ../server.git hooks install --server
	assert_status 0
	assert_output "created  $BATS_TEST_TMPDIR/server.git/own/hooks/pre-receive"
	git remote add origin ../server.git
	forge bob operations-lead alice
	refuses_push signoff/not-own origin main
}

@test "a push of what has nothing to do with documents is not held up" {
	git init -q --bare ../server.git
	handoff_ok -C ../server.git hooks install --server
	git init -q ../plain
	cd ../plain
	echo x >x
	git add -A
	git commit -q -m x
	pushes ../server.git main
	echo y >x
	git commit -q -a -m y
	pushes ../server.git main
	git notes add -m note
	pushes ../server.git refs/notes/commits
}
