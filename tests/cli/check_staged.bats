#!/usr/bin/env bats
# handoff check --staged: what would be committed, in every way in which git commits

# shellcheck disable=SC2016  # backticks, $ and \ in single quotes are meant
load cli_helper
load signoff_helper

# A hook that keeps what the check said, and where it stood.
hook() {
	mkdir -p .git/hooks
	cat >.git/hooks/pre-commit <<'END'
#!/bin/sh
handoff check --staged >"$HOOK_OUT" 2>&1
END
	chmod +x .git/hooks/pre-commit
	export HOOK_OUT=$BATS_TEST_TMPDIR/hook
}

# A note that has an error on line 6.
bad_note() { # PATH TITLE
	note "$1" "$2" 'extra: field'
	sed -i 's/^status: done/status: review/' "$1"
	printf '\n## Actions\n\nNone.\n' >>"$1"
}

good_note() { # PATH TITLE
	note "$1" "$2"
	sed -i 's/^status: done/status: review/' "$1"
	printf '\n## Actions\n\nNone.\n' >>"$1"
}

# `git commit ...` is refused by the hook, with this in its output.
assert_commit_refused() { # PART ARGUMENT...
	local part=$1 before

	shift
	before=$(git rev-parse HEAD)
	: >"$HOOK_OUT"
	if git commit -q "$@" 2>"$ERR" >"$OUT"; then
		fail "git commit $* worked; the hook said: $(cat "$HOOK_OUT")"
	fi
	grep -qF -- "$part" "$HOOK_OUT" || fail "the hook said: $(cat "$HOOK_OUT")"
	assert_equal "$(git rev-parse HEAD)" "$before"
}

assert_commits() { # ARGUMENT...
	local before

	before=$(git rev-parse HEAD)
	git commit -q "$@" || fail "git commit $*; the hook said: $(cat "$HOOK_OUT")"
	[ "$(git rev-parse HEAD)" != "$before" ] || fail 'nothing was committed'
}

BAD='handoff/note/bad.md:6:1: error: '

# ---- What is looked at -----------------------------------------------------------------------------

@test "only staged documents are checked, as they are staged" {
	bad_note handoff/note/bad.md Bad
	git add handoff/note/bad.md
	good_note handoff/note/bad.md Bad
	bad_note handoff/note/other.md Other
	handoff_run check --staged
	assert_status 1
	assert_equal "$(wc -l <"$OUT")" 1
	assert_in_output "$BAD"
	git add -A
	handoff_run check --staged
	assert_status 1
	assert_not_in_output bad.md
	assert_in_output 'handoff/note/other.md:6:1: error: '
}

@test "with nothing staged there is nothing to say" {
	bad_note handoff/note/bad.md Bad
	handoff_run check --staged
	assert_status 0
	assert_silent
}

@test "what is committed already is not checked again" {
	bad_note handoff/note/bad.md Bad
	git add -A
	git commit -q --no-verify -m Bad
	good_note handoff/note/new.md New
	git add -A
	handoff_run check --staged
	assert_status 0
	assert_silent
}

@test "before the first commit everything in the index is staged" {
	git checkout -q --orphan fresh
	bad_note handoff/note/bad.md Bad
	git add -A
	handoff_run check --staged
	assert_status 1
	assert_in_output "$BAD"
}

@test "a repository without an index has nothing staged" {
	git init -q ../empty
	cd ../empty
	handoff_run check --staged
	assert_status 0
	assert_silent
}

@test "people, kinds and settings are those of the index" {
	good_note handoff/note/new.md New
	git add -A
	echo 'version: 2' >.handoff/config.yaml
	handoff_run check --staged
	assert_status 0
	git add -A
	handoff_run check --staged
	assert_status 2
	assert_in_errors 'version "2" is not known'
}

@test "a link to a file that is there, and not staged, is broken" {
	good_note handoff/note/new.md New
	echo '[The log](../../log.txt) shows it.' >>handoff/note/new.md
	touch log.txt
	git add handoff
	handoff_run check --staged
	assert_status 1
	assert_in_output 'no such file: "../../log.txt"'
	git add log.txt
	handoff_run check --staged
	assert_status 0
}

@test "PATH leaves out what is staged elsewhere" {
	bad_note handoff/note/bad.md Bad
	bad_note handoff/note/deep/worse.md Worse
	git add -A
	handoff_run check --staged handoff/note/deep
	assert_status 1
	assert_equal "$(wc -l <"$OUT")" 1
	assert_in_output worse.md
	handoff_run check --staged handoff/note/none.md
	assert_refused 'handoff/note/none.md: no such file or directory in the index'
}

@test "a file added with --intent-to-add is not committed, and not checked" {
	bad_note handoff/note/bad.md Bad
	git add --intent-to-add handoff/note/bad.md
	handoff_run check --staged
	assert_status 0
	assert_silent
}

@test "a document with conflicts stops the check, and is named" {
	good_note handoff/note/new.md New
	git add -A
	git commit -q -m New
	git checkout -q -b side
	sed -i 's/It is said/It is said there/' handoff/note/new.md
	git commit -q -a -m Side
	git checkout -q main
	sed -i 's/It is said/It is said here/' handoff/note/new.md
	git commit -q -a -m Here
	refute git merge -q side >/dev/null
	handoff_run check --staged
	assert_refused 'handoff/note/new.md has conflicts: mend them and `git add` it'
	good_note handoff/note/new.md New
	git add -A
	handoff_run check --staged
	assert_status 0
}

@test "conflicts in other files are git's business" {
	echo one >file
	git add -A
	git commit -q -m One
	git checkout -q -b side
	echo two >file
	git commit -q -a -m Two
	git checkout -q main
	echo three >file
	git commit -q -a -m Three
	refute git merge -q side >/dev/null
	bad_note handoff/note/bad.md Bad
	git add handoff
	handoff_run check --staged
	assert_status 1
	assert_in_output "$BAD"
}

@test "conflicts in the policy stop the check" {
	git checkout -q -b side
	settings 'carry: none\n'
	git commit -q -a -m Side
	git checkout -q main
	settings 'carry: formatting\n'
	git commit -q -a -m Here
	refute git merge -q side >/dev/null
	handoff_run check --staged
	assert_refused '.handoff/config.yaml has conflicts'
}

@test "a symbolic link in a document's place is refused, and so is a submodule's" {
	ln -s ../../README handoff/note/link.md
	git add -A
	handoff_run check --staged
	assert_status 1
	assert_in_output 'handoff/note/link.md:1:1: error: '
	assert_in_output 'symbolic link'
}

@test "a README.md and an ignored document are none" {
	settings 'ignore: ["handoff/note/old/**"]\n'
	bad_note handoff/note/README.md Bad
	bad_note handoff/note/old/bad.md Bad
	git add -A
	handoff_run check --staged
	assert_status 0
	assert_silent
}

@test "--staged goes with neither --rev, --base nor --fix" {
	handoff_run check --staged --rev HEAD
	assert_refused 'one of --staged, --rev and --base, not two'
	handoff_run check --staged --base HEAD
	assert_refused 'one of --staged, --rev and --base, not two'
	handoff_run check --staged --fix
	assert_refused '--fix mends the working tree'
	handoff_run check --message x
	assert_refused '--message goes with --staged'
}

@test "JSON says that the index was the target" {
	handoff_ok check --staged --format json
	assert_equal "$(jq -r '.target.kind' "$OUT")" index
}

# ---- Forms of the index ----------------------------------------------------------------------------

@test "the index is read in all its versions, with the same result" {
	local version

	bad_note handoff/note/bad.md Bad
	for version in 2 3 4; do
		git update-index --index-version "$version"
		git add -A
		# Version 3 is written where there are extended flags.
		[ "$version" != 3 ] || git update-index --skip-worktree "$D"
		handoff_run check --staged
		assert_status 1
		assert_equal "$(wc -l <"$OUT")" 1
		assert_in_output "$BAD"
		[ "$version" != 3 ] || git update-index --no-skip-worktree "$D"
	done
}

@test "paths longer than the index' own field for their length are read" {
	local deep version

	deep=handoff/note/$(printf 'd%.0s' {1..240})/$(printf 'e%.0s' {1..240})
	for version in 2 4; do
		git update-index --index-version "$version"
		bad_note "$deep/bad.md" Bad
		git add -A
		handoff_run check --staged
		assert_status 1
		assert_in_output "$deep/bad.md:6:1: error: "
	done
}

@test "a sparse index is read through its directories' trees" {
	mkdir -p src/deep/er
	echo one >src/deep/er/file
	good_note handoff/note/new.md New
	echo '[File](../../src/deep/er/file)' >>handoff/note/new.md
	git add -A
	git commit -q -m Source
	git sparse-checkout init --cone --sparse-index
	git sparse-checkout set handoff .handoff
	git ls-files --sparse | grep -qx src/ || skip 'this git writes no sparse index'
	bad_note handoff/note/bad.md Bad
	sed -i 's/It is said/It is said here/' handoff/note/new.md
	git add handoff
	handoff_run check --staged
	assert_status 1
	assert_equal "$(wc -l <"$OUT")" 1
	assert_in_output "$BAD"
}

@test "a split index is refused with what to do" {
	git update-index --split-index
	handoff_run check --staged
	assert_refused 'is split, which is not supported: `git update-index --no-split-index`'
	git update-index --no-split-index
	handoff_run check --staged
	assert_status 0
}

@test "a damaged index is never an empty one" {
	local at

	bad_note handoff/note/bad.md Bad
	git add -A
	cp .git/index ../index
	for at in 0 3 11 12 40 90 200; do
		head -c "$at" ../index >.git/index
		handoff_run check --staged
		assert_refused "cannot be read: "
	done
	{ head -c 4 ../index; printf '\0\0\0\5'; tail -c +9 ../index; } >.git/index
	handoff_run check --staged
	assert_refused 'its version is not known'
	{ head -c 8 ../index; printf '\177\377\377\377'; tail -c +13 ../index; } >.git/index
	handoff_run check --staged
	assert_refused 'it ends early'
}

@test "no byte of an index, changed, crashes the check" {
	local size at

	bad_note handoff/note/bad.md Bad
	git add -A
	cp .git/index ../index
	size=$(stat -c %s ../index)
	for ((at = 0; at < size; at += 7)); do
		cp ../index .git/index
		printf '\xff' | dd of=.git/index bs=1 seek="$at" conv=notrunc 2>/dev/null
		handoff_run check --staged
		[ "$status" -le 2 ] || fail "byte $at: status $status"
		assert_clean_bytes "$OUT" "$ERR"
	done
}

@test "what the cached trees of the index say is what git would commit" {
	local i

	for i in 1 2 3; do
		good_note "handoff/note/d$i/n$i.md" "N$i"
	done
	git add -A
	git commit -q -m Three
	# A tree is cached by now; staging and unstaging makes git forget and write it again.
	bad_note handoff/note/d2/n2.md N2
	git add -A
	handoff_run check --staged
	assert_status 1
	assert_equal "$(wc -l <"$OUT")" 1
	git write-tree >/dev/null
	handoff_run check --staged
	assert_status 1
	git reset -q
	handoff_run check --staged
	assert_status 0
	git read-tree HEAD
	handoff_run check --staged
	assert_status 0
}

# ---- Every way to commit ---------------------------------------------------------------------------

@test "git commit checks what is in the index" {
	hook
	bad_note handoff/note/bad.md Bad
	git add -A
	assert_commit_refused "$BAD" -m Bad
	good_note handoff/note/bad.md Bad
	assert_commit_refused "$BAD" -m Bad
	git add -A
	assert_commits -m Good
}

@test "git commit -a checks what it adds" {
	hook
	good_note handoff/note/bad.md Bad
	git add -A
	assert_commits -m Good
	bad_note handoff/note/bad.md Bad
	assert_commit_refused "$BAD" -a -m Bad
	handoff_run check --staged
	assert_silent
}

@test "git commit PATH checks that path, and not what else is staged" {
	hook
	good_note handoff/note/bad.md Bad
	good_note handoff/note/good.md Good
	git add -A
	assert_commits -m Both
	bad_note handoff/note/bad.md Bad
	echo 'It is good.' >>handoff/note/good.md
	git add handoff/note/bad.md
	assert_commits -m Good -- handoff/note/good.md
	assert_commit_refused "$BAD" -m Bad -- handoff/note/bad.md
	assert_commit_refused "$BAD" -m Bad
}

@test "git commit --amend checks what it changes" {
	hook
	good_note handoff/note/bad.md Bad
	git add -A
	assert_commits -m Good
	bad_note handoff/note/bad.md Bad
	git add -A
	assert_commit_refused "$BAD" --amend -m Bad
	git reset -q --hard
	assert_commits --amend -m 'Good, with a better message'
}

@test "git commit from a subdirectory checks all that is staged" {
	hook
	bad_note handoff/note/bad.md Bad
	git add -A
	mkdir -p src/deep
	cd src/deep
	assert_commit_refused "$BAD" -m Bad
}

@test "git commit in a linked working tree checks its own index" {
	hook
	git worktree add -q ../linked
	bad_note handoff/note/bad.md Bad
	git add -A
	cd ../linked
	good_note handoff/note/linked.md Linked
	git add -A
	assert_commits -m Linked
	bad_note handoff/note/bad.md Bad
	git add -A
	assert_commit_refused "$BAD" -m Bad
	assert_commit_refused "$BAD" -m Bad -- handoff/note/bad.md
}

# Two branches that changed the same file, of which `side` brought a note too; on main.
two_branches() { # PATH TITLE
	echo one >file
	git add -A
	git commit -q --no-verify -m One
	git checkout -q -b side
	echo two >file
	good_note "$1" "$2"
	git add -A
	git commit -q --no-verify -m Side
	git checkout -q main
	echo three >file
	git commit -q --no-verify -a -m Here
}

@test "git commit that ends a merge checks what the merge made" {
	hook
	two_branches handoff/note/side.md Side
	refute git merge -q side >/dev/null
	echo both >file
	bad_note handoff/note/bad.md Bad
	git add -A
	assert_commit_refused "$BAD" -m Merge
	git rm -q -f handoff/note/bad.md
	assert_commits -m Merge
}

@test "git commit in a rebase and a cherry-pick checks what it makes" {
	hook
	two_branches handoff/note/bad.md Bad
	refute git cherry-pick side >/dev/null 2>&1
	echo both >file
	bad_note handoff/note/bad.md Bad
	git add -A
	assert_commit_refused "$BAD" -m Picked
	git cherry-pick --abort
	git checkout -q side
	refute git rebase -q main >/dev/null 2>&1
	echo both >file
	bad_note handoff/note/bad.md Bad
	git add -A
	assert_commit_refused "$BAD" --no-edit
	good_note handoff/note/bad.md Bad
	git add -A
	assert_commits --no-edit
	GIT_EDITOR=true git rebase --continue >/dev/null 2>&1 || fail "$(cat "$HOOK_OUT")"
}

@test "a commit in a repository with GIT_DIR and GIT_WORK_TREE elsewhere is checked there" {
	mv .git ../away.git
	bad_note handoff/note/bad.md Bad
	git --git-dir=../away.git --work-tree=. add -A
	GIT_DIR=../away.git GIT_WORK_TREE=. handoff_run check --staged
	assert_status 1
	assert_in_output "$BAD"
}

# ---- What is broken elsewhere ----------------------------------------------------------------------

@test "a document that links to a removed one is reported, and only for that" {
	good_note handoff/note/target.md Target
	good_note handoff/note/linking.md Linking
	echo '[Target](target.md) and [gone](gone.md)' >>handoff/note/linking.md
	git add -A
	git commit -q -m Notes
	git rm -q handoff/note/target.md
	handoff_run check --staged
	assert_status 1
	assert_output 'handoff/note/linking.md:16:10: error: no such file: "target.md" (handoff/note/target.md) [link/broken]'
}

@test "a renamed target is found by whoever is staged with it" {
	good_note handoff/note/target.md Target
	good_note handoff/note/linking.md Linking
	echo '[Target](target.md)' >>handoff/note/linking.md
	git add -A
	git commit -q -m Notes
	git mv handoff/note/target.md handoff/note/aim.md
	handoff_run check --staged
	assert_status 1
	assert_in_output 'handoff/note/linking.md:16:10: error: no such file: "target.md"'
	sed -i 's/target\.md/aim.md/' handoff/note/linking.md
	git add -A
	handoff_run check --staged
	assert_status 0
	assert_silent
}

@test "a staged template is held against the documents that stand there" {
	good_note handoff/note/old.md Old
	git add -A
	git commit -q -m Old
	sed -i 's/^    title:.*/&\n    owner: {type: string, required: true}/' .handoff/templates/note.md
	git add -A
	handoff_run check --staged
	assert_status 1
	assert_in_output 'handoff/note/old.md:2:7: error: `owner` is missing'
}

# ---- Sign-offs -------------------------------------------------------------------------------------

# An entry of Bob's, as anybody could write it.
bob_entry() {
	handoff_ok status --format json
	be bob
	handoff_ok sign "$D" --as operations-lead "$@"
	be alice
}

@test "a sign-off of one's own may be committed, and there is nothing to say of it" {
	hook
	be alice
	handoff_ok sign "$D" --as research-lead
	git add -A
	handoff_run check --staged
	assert_status 0
	assert_silent
	assert_commits -m Sign
	handoff_ok status --format json
	assert_state research-lead valid
}

@test "a sign-off in somebody else's name is refused" {
	hook
	bob_entry
	git add -A
	handoff_run check --staged
	assert_status 1
	assert_output "$D:7:5: error: the sign-off of bob as operations-lead is misattributed: it is about to be committed by alice@example.com: people sign for themselves, with \`handoff sign\`, or with an SSH signature, which others may commit [signoff/not-own]"
	assert_commit_refused '[signoff/not-own]' -m Forged
	assert_commit_refused '[signoff/not-own]' -a -m Forged
	assert_commit_refused '[signoff/not-own]' -m Forged -- "$D"
	git -c user.email=bob@example.com commit -q -m Own
}

@test "the author that git commit is given counts, not who is configured" {
	hook
	bob_entry
	git add -A
	assert_commits --author 'Bob Ray <bob@example.com>' -m 'For Bob'
	assert_state operations-lead valid
}

@test "author.email comes before user.email" {
	bob_entry
	git add -A
	git config author.email bob@example.com
	handoff_run check --staged
	assert_status 0
	git config author.email mallory@example.com
	handoff_run check --staged
	assert_status 1
	assert_in_output 'is about to be committed by mallory@example.com'
}

@test "a forged sign-off is refused whatever else is wrong with it" {
	bob_entry
	sed -i 's/on Monday/on Tuesday/' "$D"
	git add -A
	handoff_run check --staged
	assert_status 1
	assert_in_output '[signoff/not-own]'
}

@test "an edited sign-off of somebody else's is tampered with" {
	sign_as bob operations-lead --decision approve-with-conditions --note 'only with the canary'
	be alice
	sed -i 's/only with the canary/none any more/' "$D"
	git add -A
	handoff_run check --staged
	assert_status 1
	assert_in_output 'it stands there already, and is edited by alice@example.com: bob has to sign again [signoff/tampered]'
}

@test "somebody else may commit a sign-off with a signature of its own" {
	bob_entry --ssh-key keys/bob
	git add -A
	handoff_run check --staged
	assert_status 0
	assert_silent
}

@test "where sign-offs need only be claimed anybody may commit them" {
	settings 'trust: claimed\n'
	commit_as alice Settings
	bob_entry
	git add -A
	handoff_run check --staged
	assert_status 0
}

@test "a merge brings the other side's sign-offs along" {
	hook
	git checkout -q -b side
	sign_as bob operations-lead
	git checkout -q main
	be alice
	echo two >file
	git add -A
	git commit -q --no-verify -m Two
	git merge -q --no-ff --no-commit side
	handoff_run check --staged
	assert_status 0
	assert_commits -m Merge
	assert_state operations-lead valid
}

@test "a squash does not, and the message says what would" {
	hook
	git checkout -q -b side
	sign_as bob operations-lead
	git checkout -q main
	be alice
	git merge -q --squash side >/dev/null
	assert_commit_refused 'with an SSH signature, which others may commit [signoff/not-own]' -m Squash
}

@test "a cherry-pick keeps its author" {
	hook
	echo one >file
	git add -A
	git commit -q --no-verify -m One
	git checkout -q -b side
	sign_as bob operations-lead
	echo two >file
	git add -A
	git -c user.email=bob@example.com commit -q --no-verify --amend --no-edit
	git checkout -q main
	be alice
	echo three >file
	git commit -q --no-verify -a -m Three
	refute git cherry-pick side >/dev/null 2>&1
	echo both >file
	git add -A
	assert_commits --no-edit
	assert_equal "$(git log -1 --format=%ae)" bob@example.com
	assert_state operations-lead valid
}

@test "a status that skips one is seen before it is committed" {
	sed -i 's/^status: review/status: draft/' "$D"
	commit_as alice Draft
	sed -i 's/^status: draft/status: final/' "$D"
	git add -A
	handoff_run check --staged
	assert_status 1
	assert_in_output 'went from draft to final; from draft a document goes to review [lifecycle/transition]'
}

# ---- Messages --------------------------------------------------------------------------------------

message() { # LINE...
	printf '%s\n' "$@" >"$BATS_TEST_TMPDIR/message"
}

trailer() {
	printf 'Handoff-Signoff: ranker research-lead alice %s %s' "${1-approve}" "$(sed -n 's/.*digest: //p' "$D")"
}

@test "a trailer that the staged document bears out is honest" {
	be alice
	handoff_ok sign "$D" --as research-lead
	git add -A
	message 'Sign off' '' "$(trailer)"
	handoff_run check --staged --message "$BATS_TEST_TMPDIR/message" --select signoff/trailer
	assert_status 0
	assert_silent
}

@test "a trailer without its sign-off is refused, with its place in the message" {
	be alice
	handoff_ok sign "$D" --as research-lead
	message 'Sign off' '' "$(trailer)"
	git checkout -q "$D"
	echo one >file
	git add -A
	handoff_run check --staged --message "$BATS_TEST_TMPDIR/message"
	assert_status 1
	assert_output "$BATS_TEST_TMPDIR/message:3:1: error: Handoff-Signoff: handoff/note/ranker.md holds no such sign-off of alice as research-lead in this commit: take the line out, or have it signed [signoff/trailer]"
}

@test "a trailer with another decision, a document that is not there, or too few words is refused" {
	be alice
	handoff_ok sign "$D" --as research-lead
	git add -A
	message 'Sign off' '' "$(trailer reject)" \
		"Handoff-Signoff: nobody research-lead alice approve h1:00" 'Handoff-Signoff: yes'
	handoff_run check --staged --message "$BATS_TEST_TMPDIR/message" --select signoff/trailer
	assert_status 1
	assert_equal "$(wc -l <"$OUT")" 3
	assert_in_output 'holds no such sign-off of alice as research-lead'
	assert_in_output 'no document in this commit has the id nobody'
	assert_in_output "it names a document's id, role, person, decision and digest"
}

@test "comments, and what stands under the scissors, claim nothing" {
	message 'Text' '' '# Handoff-Signoff: yes' \
		'# ------------------------ >8 ------------------------' 'Handoff-Signoff: yes'
	handoff_run check --staged --message "$BATS_TEST_TMPDIR/message"
	assert_status 0
	assert_silent
	git config core.commentChar ';'
	message 'Text' '' '; Handoff-Signoff: yes' '; ------------------------ >8 ------------------------' 'Handoff-Signoff: yes'
	handoff_run check --staged --message "$BATS_TEST_TMPDIR/message"
	assert_status 0
}

@test "the message of an amended commit keeps its trailer" {
	be alice
	handoff_ok sign "$D" --as research-lead --commit
	git log -1 --format=%B >"$BATS_TEST_TMPDIR/message"
	handoff_run check --staged --message "$BATS_TEST_TMPDIR/message"
	assert_status 0
	assert_silent
}

@test "a message that is not there, or too large, is no honest one" {
	handoff_run check --staged --message ../none
	assert_refused 'cannot read the message ../none'
	head -c 1100000 /dev/zero | tr '\0' x >../large
	handoff_run check --staged --message ../large
	assert_refused 'is larger than 1 MiB'
}

@test "a hostile trailer is shown as text" {
	message 'Text' '' $'Handoff-Signoff: \e[31mx\u202e a b c d'
	handoff_run check --staged --message "$BATS_TEST_TMPDIR/message"
	assert_status 1
	assert_clean_bytes "$OUT" "$ERR"
}

# ---- --select --------------------------------------------------------------------------------------

@test "--select leaves out what other rules say" {
	bad_note handoff/note/bad.md Bad
	echo '[x](none.md)' >>handoff/note/bad.md
	git add -A
	handoff_run check --staged --select link
	assert_status 1
	assert_equal "$(wc -l <"$OUT")" 1
	assert_in_output '[link/broken]'
	handoff_run check --staged --select signoff,table/row
	assert_status 0
	assert_silent
	handoff_run check --staged --select link/brokn
	assert_refused '--select: no rule or family "link/brokn"; did you mean "link/broken"?'
}

# ---- What a review found ---------------------------------------------------------------------------

@test "the policy behind a symbolic link is refused, and not taken for none" {
	git mv .handoff pol
	ln -s pol .handoff
	git add -A
	handoff_run check --staged
	assert_refused '.handoff/config.yaml: is a symbolic link, not followed'
}

@test "a hook that runs below the top of the working tree reads the same index" {
	bad_note handoff/note/bad.md Bad
	git add -A
	GIT_INDEX_FILE=.git/index handoff_run -C handoff check --staged
	assert_status 1
	assert_in_output '[front/unknown-field]'
}

@test "git commit in a sparse checkout with a sparse index is checked in a hook too" {
	hook
	mkdir -p src/deep
	echo one >src/deep/file
	git add -A
	git commit -q --no-verify -m Source
	git sparse-checkout init --cone --sparse-index
	git sparse-checkout set handoff .handoff
	bad_note handoff/note/bad.md Bad
	git add handoff
	assert_commit_refused "$BAD" -m Bad
	good_note handoff/note/bad.md Bad
	git add handoff
	assert_commits -m Good
}

@test "a signed document that moves and leaves another one behind is still its signer's" {
	sign_as alice research-lead
	be bob
	git mv "$D" handoff/note/new.md
	good_note "$D" Stub
	sed -i 's/^id: .*/id: stub/' "$D"
	git add -A
	handoff_run check --staged
	assert_status 0
	assert_not_in_output not-own
}

@test "a trailer is one below a line of dashes, and with core.commentChar auto" {
	message 'Text' '' '---' '' 'Handoff-Signoff: yes'
	handoff_run check --staged --message "$BATS_TEST_TMPDIR/message"
	assert_status 1
	git config core.commentChar auto
	message 'Text' '' '#1 is mended' '' 'Handoff-Signoff: yes' '; a comment' '; another'
	handoff_run check --staged --message "$BATS_TEST_TMPDIR/message"
	assert_status 1
}
