#!/usr/bin/env bats
# The hooks at work: every way to commit, and pushes to a real repository.

load cli_helper
load hooks_helper

local_setup() {
	note_kind
	note handoff/note/good.md Good
	git add -A
	git commit -q -m start
	handoff_ok hooks install
}

# ---- pre-commit --------------------------------------------------------------------------------------

@test "commit: what is staged counts, and not what stands in the working tree" {
	bad_note handoff/note/bad.md
	commits --allow-empty
	git add -A
	note handoff/note/bad.md Bad
	refuses
	git add -A
	bad_note handoff/note/bad.md
	commits
}

@test "commit says one line a finding, and what to do" {
	bad_note handoff/note/bad.md
	git add -A
	refuses
	assert_errors "handoff/note/bad.md:6:1: error: unknown field \"extra\"; your own fields begin with \"x-\" [front/unknown-field]
handoff: not committed: mend the errors above, or go around with git commit --no-verify"
	keep git commit -q --no-verify -m message
	assert_status 0
	assert_silent
}

@test "commit without anything to mend is silent, and a warning is said" {
	note handoff/note/fine.md Fine
	git add -A
	commits
	assert_silent
	note handoff/note/draft.md Draft
	sed -i 's/^status: done/status: draft/; s/It is said.//' handoff/note/draft.md
	git add -A
	commits
	assert_in_errors 'warning: section "Text" is empty'
}

@test "commit -a, with paths, --only, --include and --amend are checked as they commit" {
	bad_note handoff/note/good.md
	refuses -a
	refuses handoff/note/good.md
	refuses --only -- handoff/note/good.md
	echo x >other
	git add other
	commits
	refuses --include -- handoff/note/good.md
	refuses --amend -a
	git checkout -q HEAD -- handoff/note/good.md
	bad_note handoff/note/bad.md
	echo y >other
	commits other
	git add -A
	refuses --amend
	commits --only --amend other
}

@test "commit from a subdirectory, by -C, with --git-dir and --work-tree, and without a terminal" {
	bad_note handoff/note/bad.md
	git add -A
	cd handoff/note
	refuses
	cd /
	keep git -C "$REPO" commit -q -m message
	assert_failed
	assert_in_errors 'handoff: not committed'
	keep git --git-dir "$REPO/.git" --work-tree "$REPO" commit -q -m message
	assert_failed
	assert_in_errors 'handoff: not committed'
	keep env -i "PATH=$PATH" "HOME=$HOME" GIT_DIR="$REPO/.git" GIT_WORK_TREE="$REPO" \
		GIT_INDEX_FILE="$REPO/.git/index" git commit -q -m message
	assert_failed
	assert_in_errors 'handoff: not committed'
}

@test "commit in a linked worktree is checked there" {
	git worktree add -q ../linked
	cd ../linked
	bad_note handoff/note/bad.md
	git add -A
	refuses
	refuses -a
	refuses handoff/note/bad.md
	cd "$REPO"
	commits --allow-empty
}

@test "a merge, a cherry-pick and a rebase with conflicts are checked when they are committed" {
	git checkout -q -b other
	note handoff/note/good.md Other
	git commit -q -a -m other
	git checkout -q main
	note handoff/note/good.md Main
	git commit -q -a -m main

	keep git merge other
	assert_status 1
	bad_note handoff/note/good.md
	git add -A
	refuses
	note handoff/note/good.md Merged
	git add -A
	commits
	git reset -q --hard HEAD^

	keep git cherry-pick other
	assert_status 1
	bad_note handoff/note/good.md
	git add -A
	refuses
	note handoff/note/good.md Picked
	git add -A
	commits
	git reset -q --hard HEAD^

	keep git rebase other
	assert_status 1
	bad_note handoff/note/good.md
	git add -A
	refuses
	note handoff/note/good.md Rebased
	git add -A
	keep env GIT_EDITOR=true git rebase --continue
	assert_status 0
}

@test "commands that commit without conflicts go on: merge, cherry-pick, rebase, revert, stash" {
	git checkout -q -b other
	note handoff/note/other.md Other
	git add -A
	commits
	git checkout -q main
	note handoff/note/main.md Main
	git add -A
	commits
	keep git merge -q --no-edit other
	assert_status 0
	git reset -q --hard HEAD^
	keep git cherry-pick other
	assert_status 0
	keep git revert --no-edit HEAD
	assert_status 0
	git checkout -q other
	keep git rebase -q main
	assert_status 0
	echo x >>handoff/note/good.md
	keep git stash
	assert_status 0
}

@test "a commit before which nothing was committed is checked" {
	git init -q ../new
	cd ../new
	handoff_ok hooks install
	note_kind
	bad_note handoff/note/bad.md
	git add -A
	refuses
	rm handoff/note/bad.md
	note handoff/note/good.md Good
	git add -A
	commits
}

@test "a commit that removes what others link to is refused, and one that removes all is not" {
	sed -i 's/  fields:/&\n    next: {type: file}/' .handoff/templates/note.md
	note handoff/note/first.md First 'next: good.md'
	git add -A
	commits
	git rm -q handoff/note/good.md
	keep git commit -q -m message
	assert_failed
	assert_in_errors '[link/broken]'
	git rm -q handoff/note/first.md
	commits
}

@test "what cannot be checked is not committed, and that is said" {
	echo 'version: 9' >.handoff/config.yaml
	git add -A
	keep git commit -q -m message
	assert_failed
	assert_in_errors 'handoff: the files under .handoff/ cannot be used'
	assert_in_errors 'handoff: not committed, as the documents could not be checked; git commit --no-verify goes around'
}

@test "without handoff on PATH a hook says so, and lets the commit and the push pass" {
	bad_note handoff/note/bad.md
	git add -A
	git init -q --bare ../server.git
	keep env PATH=/usr/bin:/bin git commit -q -m message
	if ! PATH=/usr/bin:/bin command -v handoff; then
		assert_status 0
		assert_errors 'handoff: not on PATH, so the documents were not checked'
		keep env PATH=/usr/bin:/bin git push -q ../server.git main
		assert_status 0
		assert_errors 'handoff: not on PATH, so the documents were not checked'
	fi
}

@test "findings that a baseline lists refuse neither a commit nor a push, and new ones do" {
	bad_note handoff/note/old.md
	handoff_ok check --write-baseline .handoff/baseline
	git add -A
	commits
	echo More. >>handoff/note/old.md
	git add -A
	commits
	git init -q --bare ../server.git
	git push -q ../server.git main
	bad_note handoff/note/new.md
	git add -A
	refuses
	git commit -q --no-verify -m new
	keep git push -q ../server.git main
	assert_failed
	assert_in_errors handoff/note/new.md
	assert_not_in_file "$ERR" handoff/note/old.md
	# What is staged counts, and not what lies in the working tree.
	git reset -q --hard HEAD^
	echo More. >>handoff/note/old.md
	git rm -q --cached .handoff/baseline
	git add handoff
	refuses
}

# ---- commit-msg --------------------------------------------------------------------------------------

@test "a trailer that claims what is not there is refused, with -m, -F, an editor and --amend" {
	local claim='Handoff-Signoff: good research-lead alice approve h1:00'

	keep git commit -q --allow-empty -m x -m "$claim"
	assert_failed
	assert_in_errors '[signoff/trailer]'
	assert_in_errors 'handoff: not committed: mend the trailers, or go around with git commit --no-verify'
	printf 'x\n\n%s\n' "$claim" >../message
	keep git commit -q --allow-empty -F ../message
	assert_failed
	keep env GIT_EDITOR="sh -c 'cat \"$BATS_TEST_TMPDIR/message\" >\"\$1\"' x" git commit -q --allow-empty
	assert_failed
	keep git commit -q --amend --no-edit --trailer "$claim"
	assert_failed
	keep git commit -q --allow-empty --no-verify -F ../message
	assert_status 0
}

# ---- Not what others put there -----------------------------------------------------------------------

@test "a hook that git did not start as a file runs nothing that lies in the repository" {
	local hook

	for hook in pre-commit commit-msg pre-push pre-receive; do
		other_hook "$hook/$hook.before-handoff"
		other_hook "handoff/$hook.before-handoff"
		other_hook "$hook.before-handoff"
		keep sh -c "$(handoff hooks print $hook)" "$hook" COMMIT_EDITMSG
		keep sh -c "$(handoff hooks print $hook)" handoff COMMIT_EDITMSG
	done
	assert_equal "$(said)" ""
}

# ---- pre-push ----------------------------------------------------------------------------------------

server() {
	git init -q --bare ../server.git
	git remote add origin ../server.git
	git push -q origin main
}

# Commits what has an error.
commit_bad() {
	bad_note handoff/note/bad.md
	git add -A
	git commit -q --no-verify -m bad
}

refuses_push() { # REF ARGUMENT...: the push is refused, because of what is pushed to REF
	local ref=$1

	shift
	keep git push -q "$@"
	assert_failed
	assert_in_errors 'unknown field "extra"'
	assert_in_errors "handoff: $ref: not pushed: mend the errors above, or go around with git push --no-verify"
}

pushes() { # ARGUMENT...
	keep git push -q "$@"
	assert_status 0
	assert_silent
}

@test "push: a branch with an error is refused, and goes when it is mended" {
	server
	commit_bad
	refuses_push refs/heads/main origin main
	assert_equal "$(git -C ../server.git rev-parse main)" "$(git rev-parse HEAD^)"
	note handoff/note/bad.md Bad
	git add -A
	commits
	pushes origin main
}

@test "push --no-verify goes around" {
	server
	commit_bad
	pushes --no-verify origin main
}

@test "push: errors that were there before, and that the branch does not touch, refuse nothing" {
	server
	commit_bad
	pushes --no-verify origin main
	note handoff/note/new.md New
	git add -A
	commits
	pushes origin main
}

@test "push of the first branch to a new repository looks at all of it" {
	commit_bad
	note handoff/note/new.md New
	git add -A
	git commit -q -m new
	git init -q --bare ../server.git
	git remote add origin ../server.git
	refuses_push refs/heads/main origin main
	git rm -q handoff/note/bad.md
	commits
	pushes origin main
}

@test "push of a new branch looks at what it changes since the remote's own" {
	server
	commit_bad
	pushes --no-verify origin main
	git remote set-head origin main
	git checkout -q -b topic
	note handoff/note/new.md New
	git add -A
	commits
	pushes origin topic
	bad_note handoff/note/new.md
	git commit -q --no-verify -a -m bad
	git branch other
	refuses_push refs/heads/other origin other
}

@test "push by URL, by a path, from a linked worktree, a subdirectory and by -C" {
	server
	commit_bad
	refuses_push refs/heads/main "$BATS_TEST_TMPDIR/server.git" main
	refuses_push refs/heads/main "file://$BATS_TEST_TMPDIR/server.git" main
	git worktree add -q -b linked ../linked
	cd ../linked
	refuses_push refs/heads/linked origin linked
	cd "$REPO/handoff"
	refuses_push refs/heads/main origin main
	cd /
	keep git -C "$REPO" push -q origin main
	assert_failed
}

@test "push of a deletion, of nothing, of a tag on a tree or of what is there already passes" {
	server
	pushes origin main:refs/heads/old
	commit_bad
	pushes origin :refs/heads/old
	pushes origin HEAD^:refs/heads/main
	git tag tree "$(git rev-parse HEAD^:handoff)"
	git tag blob "$(git rev-parse HEAD:handoff/note/bad.md)"
	pushes origin tree blob
	git tag -a -m x old HEAD^
	pushes origin old
}

@test "push --force of other history is held to what is there" {
	server
	note handoff/note/new.md New
	git add -A
	commits --amend
	pushes --force origin main
	bad_note handoff/note/new.md
	git add -A
	git commit -q --no-verify --amend -m bad
	refuses_push refs/heads/main --force origin main
}

@test "push of several branches names each that is refused, and checks all of them" {
	server
	git branch good
	commit_bad
	git branch one
	git branch two
	keep git push -q origin good one two
	assert_failed
	assert_in_errors 'handoff: refs/heads/one: not pushed'
	assert_in_errors 'handoff: refs/heads/two: not pushed'
	assert_not_in_file "$ERR" 'refs/heads/good'
}

@test "push of a tag on commits that are on no branch is checked" {
	server
	commit_bad
	git tag v1
	git reset -q --hard HEAD^
	keep git push -q origin v1
	assert_failed
	assert_in_errors "handoff: $(git rev-parse v1): not pushed"
}

@test "push of names that are not plain, and of expressions with blanks" {
	server
	commit_bad
	local name=$'odd;$(touch>x)`touch>x`\'"&|<>ü'
	git branch "$name"
	keep git push -q origin "$name"
	assert_failed
	assert_in_errors "handoff: refs/heads/odd;\$(touch>x)\`touch>x\`'\"&|<>??: not pushed"
	assert_absent x
	refuses_push refs/heads/x origin 'HEAD^{/b a d|bad}:refs/heads/x'
}

@test "push: a remote whose name is not plain does no harm" {
	git init -q --bare ../server.git
	commit_bad
	git config remote.-x.url ../server.git
	# shellcheck disable=SC2016  # as it is
	git config 'remote.$(touch y);a.url' ../server.git
	keep git push -q -- -x main
	assert_failed
	# shellcheck disable=SC2016
	keep git push -q '$(touch y);a' main
	assert_failed
	assert_absent y
}

@test "push of 1,000 tags takes no longer than a few of them" {
	local n before

	server
	for n in $(seq 1000); do
		printf 'commit refs/heads/many\ncommitter a <a@x> %d +0000\ndata 1\nx\n' "$((1700000000 + n))"
		[ "$n" -ne 1 ] || echo 'from refs/heads/main^0'
		printf 'reset refs/tags/t%d\nfrom refs/heads/many\n\n' "$n"
	done | git fast-import --quiet
	before=$SECONDS
	pushes origin main --tags
	[ $((SECONDS - before)) -lt 20 ] || fail "that took $((SECONDS - before)) s"
	git branch -D -q many
	git -C ../server.git tag | xargs git -C ../server.git tag -d >/dev/null
	before=$SECONDS
	pushes origin --tags
	[ $((SECONDS - before)) -lt 20 ] || fail "that took $((SECONDS - before)) s"
}

@test "push: a hook that was there reads what git gives, and ours too, also when nothing or much is given" {
	local n id

	handoff_ok hooks uninstall
	other_hook .git/hooks/pre-push
	handoff_ok hooks install
	server
	id=$(git rev-parse HEAD)
	assert_equal "$(said)" "other pre-push.before-handoff: <origin> <../server.git>
refs/heads/main $id refs/heads/main $(printf '%040d' 0)"
	rm "$BATS_TEST_TMPDIR/said"
	pushes origin main
	assert_equal "$(said)" "other pre-push.before-handoff: <origin> <../server.git>"
	rm "$BATS_TEST_TMPDIR/said"
	for n in $(seq 3000); do
		echo "create refs/tags/a-tag-with-a-rather-long-name-of-its-own-$n $id"
	done | git update-ref --stdin
	pushes origin --tags
	assert_equal "$(said | wc -l)" 3001
	commit_bad
	refuses_push refs/heads/main origin main
}

@test "push: a hook that was there and reads nothing is no trouble" {
	handoff_ok hooks uninstall
	printf '#!/bin/sh\nexit 0\n' >.git/hooks/pre-push
	chmod 755 .git/hooks/pre-push
	handoff_ok hooks install
	local n

	server
	for n in $(seq 3000); do
		echo "create refs/tags/a-tag-with-a-rather-long-name-of-its-own-$n HEAD"
	done | git update-ref --stdin
	pushes origin --tags
}

@test "push: what a branch does to .handoff/ is its own business here" {
	server
	echo 'version: 1' >.handoff/config.yaml
	git add -A
	commits
	pushes origin main
	echo 'version: 9' >.handoff/config.yaml
	git add -A
	git commit -q --no-verify -m broken
	keep git push -q origin main
	assert_failed
	assert_in_errors 'handoff: refs/heads/main: not pushed, as the documents could not be checked; git push --no-verify goes around'
}

# ---- sign --commit -----------------------------------------------------------------------------------

@test "sign --commit works beside our own hooks, and not beside those of others" {
	cat >.handoff/people.yaml <<-'END'
		people:
		  alice: {name: Alice Ng, emails: [alice@example.com], roles: [research-lead]}
	END
	sed -i 's/    done: \[\]/&\n  signoffs:\n    - {role: research-lead, before: [done], covers: all}/' \
		.handoff/templates/note.md
	git rm -q handoff/note/good.md
	note handoff/note/draft.md Draft
	sed -i 's/status: done/status: draft/' handoff/note/draft.md
	git add -A
	commits
	handoff_run sign handoff/note/draft.md --as research-lead --commit
	assert_status 0
	assert_in_output 'committed as'
	commits --amend
	other_hook .git/hooks/pre-commit.before-handoff
	handoff_run sign handoff/note/draft.md --as research-lead --commit
	assert_refused 'this repository has a pre-commit hook, which only git runs'
	rm .git/hooks/pre-commit.before-handoff
	other_hook .git/hooks/post-commit
	handoff_run sign handoff/note/draft.md --as research-lead --commit
	assert_refused 'this repository has a post-commit hook, which only git runs'
}
