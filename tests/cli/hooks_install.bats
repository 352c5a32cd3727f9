#!/usr/bin/env bats
# handoff hooks install, uninstall, status, print: hooks that git runs itself

load cli_helper
load hooks_helper

local_setup() {
	note_kind
	note handoff/note/good.md Good
}

@test "install puts three hooks there, and says so; status finds them" {
	handoff_run hooks install
	assert_status 0
	assert_output "created  .git/hooks/pre-commit
created  .git/hooks/commit-msg
created  .git/hooks/pre-push"
	assert_no_errors_said
	[ -x .git/hooks/pre-commit ] && [ -x .git/hooks/commit-msg ] && [ -x .git/hooks/pre-push ]
	handoff_run hooks status
	assert_status 0
	assert_output "pre-commit   installed  .git/hooks/pre-commit
commit-msg   installed  .git/hooks/commit-msg
pre-push     installed  .git/hooks/pre-push"
}

@test "install of one hook installs that one" {
	handoff_run hooks install pre-push pre-push
	assert_status 0
	assert_output "created  .git/hooks/pre-push"
	assert_absent .git/hooks/pre-commit .git/hooks/commit-msg
	handoff_run hooks status pre-push
	assert_status 0
}

@test "install twice changes nothing" {
	handoff_ok hooks install
	remember .git/hooks
	handoff_run hooks install
	assert_status 0
	assert_output "kept     .git/hooks/pre-commit
kept     .git/hooks/commit-msg
kept     .git/hooks/pre-push"
	assert_as_remembered .git/hooks
}

@test "uninstall leaves nothing of what install put there" {
	remember .git/hooks
	handoff_ok hooks install
	handoff_run hooks uninstall
	assert_status 0
	assert_output "removed  .git/hooks/pre-commit
removed  .git/hooks/commit-msg
removed  .git/hooks/pre-push"
	assert_as_remembered .git/hooks
	handoff_run hooks uninstall
	assert_status 0
	assert_output ''
	assert_errors "handoff: no hook of handoff is here"
}

@test "status without hooks says what to do, and ends with 1" {
	handoff_run hooks status
	assert_status 1
	assert_line "pre-commit   missing    .git/hooks/pre-commit: run \`handoff hooks install\`"
	handoff_run hooks status --format json
	assert_status 1
	assert_equal "$(jq -c '[.complete, (.hooks[] | .hook, .state, .runs)]' "$OUT")" \
		'[false,"pre-commit","missing",false,"commit-msg","missing",false,"pre-push","missing",false]'
}

@test "status as JSON has everything" {
	other_hook .git/hooks/pre-commit
	handoff_ok hooks install
	handoff_run hooks status --format json
	assert_status 0
	assert_json "$OUT"
	assert_equal "$(jq -c '.complete, .hooks[0]' "$OUT")" "true
{\"hook\":\"pre-commit\",\"state\":\"installed\",\"runs\":true,\"manager\":\"git\",\"path\":\".git/hooks/pre-commit\",\"before\":\".git/hooks/pre-commit.before-handoff\",\"version\":\"$(handoff --version | cut -d ' ' -f 2)\",\"note\":null}"
}

# ---- A hook that is there ----------------------------------------------------------------------------

@test "a hook that is there runs first, with its arguments, and its bytes and mode come back" {
	other_hook .git/hooks/pre-commit
	other_hook .git/hooks/commit-msg
	chmod 711 .git/hooks/commit-msg
	remember .git/hooks
	handoff_run hooks install
	assert_status 0
	assert_line "created  .git/hooks/pre-commit (runs .git/hooks/pre-commit.before-handoff first, the hook that was there)"
	git add -A
	commits
	assert_equal "$(said)" "other pre-commit.before-handoff:
other commit-msg.before-handoff: <.git/COMMIT_EDITMSG>"
	handoff_run hooks status
	assert_line "pre-commit   installed  .git/hooks/pre-commit, after .git/hooks/pre-commit.before-handoff"
	handoff_run hooks uninstall
	assert_line "restored .git/hooks/pre-commit"
	assert_as_remembered .git/hooks
}

@test "both hooks have to agree, and both run" {
	bad_note handoff/note/bad.md
	other_hook .git/hooks/pre-commit 7
	handoff_ok hooks install
	git add -A
	refuses
	[ -n "$(said)" ]
	git rm -q --cached handoff/note/bad.md
	keep git commit -q -m message
	assert_failed
	assert_no_errors_said
	other_hook .git/hooks/pre-commit.before-handoff
	commits
}

@test "the exit status of a hook that was there is kept" {
	other_hook .git/hooks/pre-commit 7
	handoff_ok hooks install
	keep sh .git/hooks/pre-commit
	assert_status 7
	bad_note handoff/note/bad.md
	git add -A
	keep sh .git/hooks/pre-commit
	assert_status 7
	assert_in_errors 'handoff: not committed'
	other_hook .git/hooks/pre-commit.before-handoff
	keep sh .git/hooks/pre-commit
	assert_status 1
}

@test "a hook that is a link is kept as the link that it is" {
	mkdir scripts
	other_hook scripts/check
	ln -s ../../scripts/check .git/hooks/pre-commit
	remember .git/hooks scripts
	handoff_ok hooks install
	git add -A
	commits
	assert_equal "$(said)" "other pre-commit.before-handoff:"
	handoff_ok hooks uninstall
	assert_as_remembered .git/hooks scripts
}

@test "a hook that is not executable is kept, and not run, as git does not" {
	other_hook .git/hooks/pre-commit
	chmod 644 .git/hooks/pre-commit
	remember .git/hooks
	handoff_ok hooks install
	git add -A
	commits
	assert_equal "$(said)" ""
	handoff_ok hooks uninstall
	assert_as_remembered .git/hooks
}

@test "a hook that is a program, and larger than what is read, is kept" {
	{ printf '#!/bin/sh\nexit 0\n'; head -c 2000000 /dev/zero; } >.git/hooks/pre-commit
	chmod 755 .git/hooks/pre-commit
	remember .git/hooks
	handoff_ok hooks install
	handoff_ok hooks uninstall
	assert_as_remembered .git/hooks
}

@test "what the user changes in a hook that runs first is there after uninstall" {
	other_hook .git/hooks/pre-commit
	handoff_ok hooks install
	echo '# edited' >>.git/hooks/pre-commit.before-handoff
	handoff_ok hooks uninstall
	assert_equal "$(tail -n 1 .git/hooks/pre-commit)" '# edited'
	assert_absent .git/hooks/pre-commit.before-handoff
}

@test "two hooks that both wait for the same name are left alone" {
	other_hook .git/hooks/pre-commit
	handoff_ok hooks install
	printf '#!/bin/sh\n# new\n' >.git/hooks/pre-commit
	remember .git/hooks
	handoff_run hooks install
	assert_status 2
	assert_errors "handoff: .git/hooks/pre-commit is not ours, and .git/hooks/pre-commit.before-handoff is there already: move one of them away"
	handoff_run hooks uninstall pre-commit
	assert_status 0
	assert_as_remembered .git/hooks
}

@test "a hook that is a directory is left alone, and the other hooks are installed" {
	mkdir .git/hooks/pre-commit
	handoff_run hooks install
	assert_status 2
	assert_errors "handoff: .git/hooks/pre-commit is neither a file nor a link, and nothing is written there"
	assert_output "created  .git/hooks/commit-msg
created  .git/hooks/pre-push"
}

# ---- Ours, changed -----------------------------------------------------------------------------------

@test "a hook that was changed by hand is neither written again nor taken away, and that is said" {
	handoff_ok hooks install
	echo 'echo more' >>.git/hooks/pre-commit
	remember .git/hooks/pre-commit
	handoff_run hooks install
	assert_status 0
	assert_line "kept     .git/hooks/pre-commit (changed by hand since it was installed)"
	handoff_run hooks status
	assert_status 1
	assert_line "pre-commit   edited     .git/hooks/pre-commit: changed by hand since it was installed"
	handoff_run hooks uninstall
	assert_status 2
	assert_output "removed  .git/hooks/commit-msg
removed  .git/hooks/pre-push"
	assert_errors "handoff: .git/hooks/pre-commit: the pre-commit hook was changed by hand since it was installed, and is left as it is"
	assert_as_remembered .git/hooks/pre-commit
}

# As a version before this one would have written it: other lines, with the digest of these.
of_another_version() { # FILE
	local digest

	sed -i '3i\
# An older line.' "$1"
	digest=$(sed -n '/^# >>>/,/^# <<</{//!p;}' "$1" | git hash-object --stdin | cut -c 1-16)
	sed -i "2s/ [0-9][^ ]* [0-9a-f]\{16\} / 0.0.9 $digest /" "$1"
}

@test "a hook of another version is replaced, and what runs before it stays" {
	other_hook .git/hooks/pre-commit
	remember .git/hooks
	handoff_ok hooks install
	cp .git/hooks/pre-commit ../current
	of_another_version .git/hooks/pre-commit
	handoff_run hooks status
	assert_status 1
	assert_line "pre-commit   outdated   .git/hooks/pre-commit, after .git/hooks/pre-commit.before-handoff: run \`handoff hooks install\`"
	handoff_run hooks install
	assert_status 0
	assert_line "updated  .git/hooks/pre-commit (it was of handoff 0.0.9)"
	cmp .git/hooks/pre-commit ../current
	of_another_version .git/hooks/pre-commit
	handoff_ok hooks uninstall
	assert_as_remembered .git/hooks
}

@test "a hook that somebody switched off is said to be off, and install switches it on" {
	handoff_ok hooks install
	chmod a-x .git/hooks/pre-push
	handoff_run hooks status
	assert_status 1
	assert_line "pre-push     disabled   .git/hooks/pre-push: not executable: git does not run it; run \`handoff hooks install\`"
	handoff_run hooks install
	assert_line "updated  .git/hooks/pre-push (it was not executable)"
	[ -x .git/hooks/pre-push ]
	chmod a-x .git/hooks/pre-push
	handoff_ok hooks uninstall
	assert_absent .git/hooks/pre-push
}

@test "a hook that calls handoff by itself is left alone" {
	printf '#!/bin/sh\nexec handoff check --staged\n' >.git/hooks/pre-commit
	handoff hooks print pre-push >.git/hooks/pre-push
	chmod 755 .git/hooks/pre-commit .git/hooks/pre-push
	remember .git/hooks/pre-commit .git/hooks/pre-push
	handoff_run hooks install
	assert_status 0
	assert_output "kept     .git/hooks/pre-commit (it calls handoff already)
created  .git/hooks/commit-msg
kept     .git/hooks/pre-push (it calls handoff already)"
	handoff_run hooks status
	assert_status 0
	assert_line "pre-commit   by hand    .git/hooks/pre-commit"
	handoff_ok hooks uninstall
	assert_as_remembered .git/hooks/pre-commit .git/hooks/pre-push
}

# ---- An installation that was cut short --------------------------------------------------------------

@test "after an installation that was cut short, both install and uninstall go on from there" {
	other_hook .git/hooks/pre-commit
	remember .git/hooks
	mv .git/hooks/pre-commit .git/hooks/pre-commit.before-handoff
	handoff_run hooks uninstall
	assert_status 0
	assert_output "restored .git/hooks/pre-commit"
	assert_as_remembered .git/hooks
	mv .git/hooks/pre-commit .git/hooks/pre-commit.before-handoff
	handoff_run hooks install
	assert_status 0
	assert_line "created  .git/hooks/pre-commit (runs .git/hooks/pre-commit.before-handoff first, the hook that was there)"
	handoff_ok hooks uninstall
	assert_as_remembered .git/hooks
}

@test "killed at any moment, nothing of a hook that was there is lost" {
	local n

	other_hook .git/hooks/pre-commit
	remember .git/hooks
	cp .git/hooks/pre-commit ../theirs
	for n in $(seq 40); do
		timeout -s KILL "0.00$n" handoff hooks install >/dev/null 2>&1 || :
		cmp .git/hooks/pre-commit ../theirs || cmp .git/hooks/pre-commit.before-handoff ../theirs
		timeout -s KILL "0.00$n" handoff hooks uninstall >/dev/null 2>&1 || :
		cmp .git/hooks/pre-commit ../theirs || cmp .git/hooks/pre-commit.before-handoff ../theirs
	done
	handoff_run hooks uninstall
	rm -f .git/hooks/.handoff-*
	assert_as_remembered .git/hooks
}

# ---- Where hooks are ---------------------------------------------------------------------------------

@test "core.hooksPath in the working tree is where hooks go" {
	local value

	for value in tools/hooks ./tools//hooks tools/../tools/hooks "$REPO/tools/hooks"; do
		mkdir -p tools/hooks
		git config core.hooksPath "$value"
		handoff_run hooks install
		assert_status 0
		assert_line "created  tools/hooks/pre-commit"
		bad_note handoff/note/bad.md
		git add -A
		refuses
		handoff_ok hooks uninstall
		assert_equal "$(ls -A tools/hooks)" ""
	done
}

@test "core.hooksPath that is not there yet is made" {
	git config core.hooksPath .githooks
	handoff_run hooks install pre-commit
	assert_status 0
	assert_output "created  .githooks/pre-commit"
	bad_note handoff/note/bad.md
	git add -A
	refuses
}

@test "a core.hooksPath with ~ is that of the home, and when outside nothing is written there" {
	mkdir "$HOME/hooks"
	# shellcheck disable=SC2088  # git is to expand it
	git config core.hooksPath '~/hooks'
	handoff_run hooks install
	assert_status 2
	assert_output ''
	assert_in_errors "handoff: git looks for hooks in $HOME/hooks, outside of this repository, and nothing is written there; add to $HOME/hooks/pre-commit by hand: sh -c \"\$(handoff hooks print pre-commit)\" handoff \"\$@\""
	[ "$(wc -l <"$ERR")" -eq 3 ]
	assert_equal "$(ls -A "$HOME/hooks")" ""
	handoff_run hooks status
	assert_status 1
	assert_line "pre-commit   unknown    $HOME/hooks/pre-commit: git looks for hooks in $HOME/hooks, outside of this repository"
}

@test "the line to add by hand works, with arguments and standard input" {
	mkdir "$HOME/hooks"
	git config core.hooksPath "$HOME/hooks"
	handoff_run hooks install
	{
		echo '#!/bin/sh'
		sed -n 's/.*pre-commit by hand: //p' "$ERR"
	} >"$HOME/hooks/pre-commit"
	chmod 755 "$HOME/hooks/pre-commit"
	bad_note handoff/note/bad.md
	git add -A
	refuses
}

@test "where core.hooksPath switches hooks off, that is said" {
	git config core.hooksPath /dev/null
	handoff_run hooks install pre-commit
	assert_refused "/dev/null, where git looks for hooks, is not a directory: git runs no hooks here"
}

@test "hooks that are a link to a directory of the working tree go there, and to one outside they do not" {
	mkdir githooks ../elsewhere
	rm -r .git/hooks
	ln -s ../githooks .git/hooks
	handoff_run hooks install pre-commit
	assert_status 0
	assert_output "created  githooks/pre-commit"
	bad_note handoff/note/bad.md
	git add -A
	refuses
	rm .git/hooks
	ln -s ../../elsewhere .git/hooks
	handoff_run hooks install pre-push
	assert_refused "outside of this repository, and nothing is written there"
	assert_equal "$(ls -A ../elsewhere)" ""
}

@test "a link in place of a hook leads nothing outside to be written" {
	echo mine >../victim
	ln -s ../../../victim .git/hooks/pre-commit
	ln -s ../../../no-such-file .git/hooks/pre-push
	remember .git/hooks
	handoff_ok hooks install
	assert_equal "$(cat ../victim)" mine
	assert_absent ../no-such-file
	handoff_ok hooks uninstall
	assert_as_remembered .git/hooks
}

@test "a repository without a directory of hooks gets one" {
	rm -r .git/hooks
	handoff_ok hooks install
	bad_note handoff/note/bad.md
	git add -A
	refuses
}

@test "a linked worktree shares the hooks, and they run there" {
	git add -A
	git commit -q -m first
	git worktree add -q ../linked
	cd ../linked
	handoff_run hooks install
	assert_status 0
	assert_line "created  $REPO/.git/hooks/pre-commit"
	bad_note handoff/note/bad.md
	git add -A
	refuses
	handoff_ok hooks uninstall
	assert_absent "$REPO/.git/hooks/pre-commit"
}

@test "hooks of a submodule are its own" {
	git init -q ../part
	git -C ../part commit -q --allow-empty -m first
	git -c protocol.file.allow=always submodule --quiet add ../part part
	cd part
	handoff_run hooks install pre-commit
	assert_status 0
	assert_output "created  $REPO/.git/modules/part/hooks/pre-commit"
	note_kind
	bad_note handoff/note/bad.md
	git add -A
	refuses
}

@test "a git directory whose commondir leads to another repository gets no hook, and neither does that" {
	git init -q ../victim
	remember ../victim/.git .git/hooks
	echo "$BATS_TEST_TMPDIR/victim/.git" >.git/commondir
	handoff_run hooks install
	assert_status 2
	[ -s "$ERR" ]
	rm .git/commondir
	assert_as_remembered ../victim/.git .git/hooks
}

@test "a core.worktree that points elsewhere gets no hook" {
	mkdir ../victim
	git config core.worktree "$BATS_TEST_TMPDIR/victim"
	remember .git/hooks
	handoff_run hooks install
	assert_refused "is not the directory that holds this repository's .git"
	assert_as_remembered .git/hooks
	assert_equal "$(ls -A ../victim)" ""
}

@test "GIT_DIR does not lead install elsewhere" {
	git init -q ../other
	GIT_DIR=$BATS_TEST_TMPDIR/other/.git handoff_run hooks install
	assert_status 0
	[ -x .git/hooks/pre-commit ]
	assert_absent ../other/.git/hooks/pre-commit
}

@test "install from a subdirectory says the same" {
	cd handoff/note
	handoff_run hooks install pre-commit
	assert_status 0
	assert_output "created  .git/hooks/pre-commit"
	[ -x "$REPO/.git/hooks/pre-commit" ]
}

@test "install where hooks cannot be written is trouble, and status is not" {
	[ "$(id -u)" -ne 0 ] || skip "root may write anywhere"
	chmod a-w .git/hooks
	handoff_run hooks install
	chmod u+w .git/hooks
	assert_status 2
	assert_in_errors "Permission denied"
}

@test "hooks that cannot be said to be installed are trouble" {
	[ -c /dev/full ] || skip "no /dev/full"
	status=0
	handoff hooks install >/dev/full 2>"$ERR" || status=$?
	assert_equal "$status" 2
	status=0
	handoff hooks status >/dev/full 2>"$ERR" || status=$?
	assert_equal "$status" 2
}

# ---- The command -------------------------------------------------------------------------------------

@test "hooks without a word, with an unknown one, or with an unknown hook is refused" {
	handoff_run hooks
	assert_refused "what about hooks? install, uninstall, status or print"
	handoff_run hooks instal
	assert_refused "hooks takes install, uninstall, status or print, not \"instal\""
	handoff_run hooks install post-commit
	assert_refused "HOOK takes pre-commit, commit-msg, pre-push or pre-receive, not \"post-commit\""
	handoff_run hooks install --format json
	assert_refused "--format is for \`handoff hooks status\`"
	handoff_run hooks install --server pre-commit
	assert_refused "pre-commit runs in a working tree: leave out --server"
	handoff_run hooks print
	assert_refused "hooks print takes one hook"
	handoff_run hooks print pre-commit pre-push
	assert_refused "hooks print takes one hook"
	assert_equal "$(state_of_files .git/hooks)" ""
}

@test "hooks outside of a repository is refused, but for print" {
	mkdir ../elsewhere
	cd ../elsewhere
	local action

	for action in install uninstall status; do
		GIT_CEILING_DIRECTORIES=$BATS_TEST_TMPDIR handoff_run hooks $action
		assert_refused "not a git repository"
	done
	GIT_CEILING_DIRECTORIES=$BATS_TEST_TMPDIR handoff_run hooks print pre-push
	assert_status 0
}

@test "print writes the scripts as they are in the source" {
	local hook

	for hook in pre-commit commit-msg pre-push pre-receive; do
		handoff_run hooks print $hook
		assert_status 0
		cmp "$OUT" "$PROJECT/hooks/$hook"
	done
}

@test "every name and value of a repository is escaped in what is said" {
	local name
	name=$(printf 'h\033[31m\342\200\256k')
	git config core.hooksPath "$name"
	handoff_run hooks install
	assert_status 0
	assert_clean_bytes "$OUT" "$ERR"
	assert_in_output 'h\x1b[31m\u{202e}k/pre-commit'
	sed -i '2s/ [0-9][^ ]* / \x1b[31m /' "$name/pre-commit"
	for format in text json; do
		handoff_run hooks status --format $format
		assert_clean_bytes "$OUT" "$ERR"
	done
	git config core.hooksPath "$(printf '/h\033[31m')"
	handoff_run hooks install
	assert_clean_bytes "$OUT" "$ERR"
}
