#!/usr/bin/env bats
# handoff init

load cli_helper

@test "init creates the configuration, the roster, a README and hooks, and says so" {
	handoff_run init
	assert_status 0
	assert_output "created  .handoff/config.yaml
created  .handoff/people.yaml
created  handoff/README.md
created  .git/hooks/pre-commit
created  .git/hooks/commit-msg
created  .git/hooks/pre-push"
	assert_no_errors_said
	assert_equal "$(find . -path ./.git -prune -o -type f -print | LC_ALL=C sort | tr '\n' ' ')" \
		"./.handoff/config.yaml ./.handoff/people.yaml ./handoff/README.md "
}

@test "init registers the person whom git is configured with" {
	handoff_ok init
	assert_equal "$(grep -v '^#' .handoff/people.yaml)" "people:
  alice:
    name: Alice Ng
    emails: [alice@example.com]
    roles: []"
}

@test "init writes the configuration with its version, documents and trust" {
	handoff_ok init
	assert_in_file .handoff/config.yaml 'version: 1'
	assert_in_file .handoff/config.yaml 'documents: ["handoff/**/*.md"]'
	assert_in_file .handoff/config.yaml 'trust: attributed'
}

@test "init twice changes nothing, byte for byte" {
	handoff_ok init
	tree >../before
	tree .git/hooks >../hooks_before
	handoff_run init
	assert_status 0
	assert_output "kept     .handoff/config.yaml
kept     .handoff/people.yaml
kept     handoff/README.md
kept     .git/hooks/pre-commit
kept     .git/hooks/commit-msg
kept     .git/hooks/pre-push"
	tree | cmp - ../before
	tree .git/hooks | cmp - ../hooks_before
}

@test "init keeps files that people wrote, and adds what is missing" {
	mkdir .handoff
	echo 'version: 1 # mine' >.handoff/config.yaml
	handoff_run init
	assert_status 0
	assert_line "kept     .handoff/config.yaml"
	assert_line "created  .handoff/people.yaml"
	assert_equal "$(cat .handoff/config.yaml)" 'version: 1 # mine'
}

@test "init --bare-bones --no-hooks writes the two files only, without comments" {
	handoff_run init --bare-bones --no-hooks
	assert_status 0
	assert_output "created  .handoff/config.yaml
created  .handoff/people.yaml"
	assert_equal "$(cat .handoff/config.yaml)" 'version: 1
documents: ["handoff/**/*.md"]'
	assert_equal "$(cat .handoff/people.yaml)" "people:
  alice:
    name: Alice Ng
    emails: [alice@example.com]
    roles: []"
	assert_absent handoff
}

@test "init --no-hooks installs no git hook" {
	find .git/hooks | sort >../before
	handoff_run init --no-hooks
	assert_status 0
	assert_not_in_output hooks
	find .git/hooks | sort | cmp - ../before
}

@test "init keeps a hook that is there, and has it run first" {
	printf '#!/bin/sh\necho mine >&2\n' >.git/hooks/pre-commit
	chmod 755 .git/hooks/pre-commit
	handoff_run init
	assert_status 0
	assert_line "created  .git/hooks/pre-commit (runs .git/hooks/pre-commit.before-handoff first, the hook that was there)"
	git add -A
	keep git commit -q -m first
	assert_status 0
	assert_errors mine
}

@test "init in a repository whose hooks are elsewhere is done, and says where it is told what to do" {
	git config core.hooksPath "$HOME/hooks"
	mkdir "$HOME/hooks"
	handoff_run init
	assert_status 0
	assert_errors "handoff: not all hooks could be installed: \`handoff hooks install\` says why"
	assert_equal "$(find "$HOME/hooks" .git/hooks -type f ! -name '*.sample')" ""
	[ -f .handoff/config.yaml ]
}

@test "init in a linked worktree installs the hooks that all worktrees share" {
	git commit -q --allow-empty -m first
	git worktree add -q ../linked
	cd ../linked
	handoff_run init
	assert_status 0
	assert_line "created  $REPO/.git/hooks/pre-commit"
	[ -x "$REPO/.git/hooks/pre-push" ]
}

@test "what init writes passes check but for roles that nobody holds yet" {
	handoff_ok init
	handoff_run check
	assert_status 0
	refute grep -v 'people/role-empty' "$OUT"
	handoff_ok kinds
}

@test "init outside a repository is refused and writes nothing" {
	mkdir ../elsewhere
	cd ../elsewhere
	GIT_CEILING_DIRECTORIES=$BATS_TEST_TMPDIR handoff_run init
	assert_refused "not a git repository"
	assert_equal "$(ls -A)" ""
}

@test "init in a bare repository is refused" {
	git init -q --bare ../bare.git
	cd ../bare.git
	find . | sort >../before
	handoff_run init
	assert_refused "this repository is bare"
	find . | sort | cmp - ../before
}

@test "init from a subdirectory writes at the top of the working tree" {
	mkdir -p src/deep
	cd src/deep
	handoff_ok init
	assert_equal "$(ls -A)" ""
	[ -f "$REPO/.handoff/config.yaml" ]
	[ -f "$REPO/handoff/README.md" ]
}

@test "init works in a linked worktree, and writes there" {
	git commit -q --allow-empty -m first
	git worktree add -q ../linked
	cd ../linked
	handoff_ok init
	[ -f .handoff/config.yaml ]
	assert_absent "$REPO/.handoff"
}

@test "init works in a repository with extensions.worktreeConfig" {
	git commit -q --allow-empty -m first
	git config extensions.worktreeConfig true
	git worktree add -q ../linked
	handoff_ok init
	cd ../linked
	handoff_ok init
	[ -f .handoff/config.yaml ]
}

@test "init works in a submodule" {
	git init -q ../part
	git -C ../part commit -q --allow-empty -m first
	git -c protocol.file.allow=always submodule --quiet add ../part part
	cd part
	handoff_ok init
	[ -f .handoff/config.yaml ]
	assert_absent "$REPO/.handoff"
}

@test "init works in a repository whose git directory lies apart" {
	git init -q --separate-git-dir ../apart.git ../work
	cd ../work
	handoff_run init
	# git itself cannot tell such a tree from a planted .git file: working or refusing are both right.
	[ "$status" -eq 0 ] || assert_refused "nothing is written there"
	[ "$status" -eq 2 ] || [ -f .handoff/config.yaml ]
	[ "$status" -eq 0 ] || assert_absent .handoff
}

@test "init refuses a core.worktree that points elsewhere, and writes nothing there" {
	mkdir ../victim
	git config core.worktree "$BATS_TEST_TMPDIR/victim"
	handoff_run init
	assert_refused "is not the directory that holds this repository's .git"
	assert_equal "$(ls -A ../victim)" ""
	assert_absent .handoff
}

@test "init refuses a core.worktree from an included file" {
	mkdir ../victim
	printf '[core]\n\tworktree = %s\n' "$BATS_TEST_TMPDIR/victim" >.git/more
	git config --file .git/config include.path more
	handoff_run init
	assert_equal "$(ls -A ../victim)" ""
	[ "$status" -ne 2 ] || assert_refused
}

@test "init refuses a .git file that points to the repository of somebody else" {
	mkdir ../planted
	cd ../planted
	echo "gitdir: $REPO/.git" >.git
	handoff_run init
	assert_refused "nothing is written there"
	assert_equal "$(ls -A)" ".git"
}

@test "init refuses a .handoff that is a symbolic link, and writes nothing behind it" {
	mkdir ../victim
	ln -s ../victim .handoff
	handoff_run init
	assert_refused ".handoff"
	assert_equal "$(ls -A ../victim)" ""
	[ -L .handoff ]
}

@test "init refuses a handoff directory that is a symbolic link" {
	mkdir ../victim
	ln -s ../victim handoff
	handoff_run init
	assert_status 2
	assert_equal "$(ls -A ../victim)" ""
	[ -L handoff ]
}

@test "init does not write through a config.yaml that is a dangling link" {
	mkdir .handoff
	ln -s ../../victim .handoff/config.yaml
	handoff_run init
	assert_absent ../victim
	[ -L .handoff/config.yaml ]
	[ ! -s .handoff/config.yaml ]
}

@test "init where .handoff is a file is refused" {
	echo x >.handoff
	handoff_run init
	assert_refused ".handoff"
	assert_equal "$(cat .handoff)" x
}

@test "init without user.email registers nobody and says so" {
	git config --global --unset user.email
	handoff_run init
	assert_status 0
	assert_errors "handoff: git has no user.name and user.email: nobody is registered in .handoff/people.yaml yet"
	assert_equal "$(grep -v '^#' .handoff/people.yaml)" 'people: {}'
	handoff_ok kinds
}

@test "init with an e-mail address but no name registers the person" {
	git config --global --unset user.name
	handoff_ok init --bare-bones
	assert_in_file .handoff/people.yaml '    emails: [alice@example.com]'
	handoff_ok kinds
}

@test "init quotes names that YAML would read otherwise" {
	local name

	for name in 'Ng: "Alice" #1' 'true' "O'Neill" '[Alice]' '* x' '- x' 'null' 'Ålice 🚀' '&a' '!t' '@x'; do
		rm -rf .handoff handoff
		git config --global user.name "$name"
		handoff_ok init
		git config --global user.email alice@example.com
		handoff_run check
		assert_status 0
		handoff_run readiness new 'X'
		assert_status 0
		rm -rf handoff/readiness
	done
}

@test "init makes an id of an address with dots, a tag or other letters" {
	git config --global user.email 'Alice.Ng+work@example.com'
	handoff_ok init --bare-bones
	assert_in_file .handoff/people.yaml '  alice-ng-work:'
	assert_in_file .handoff/people.yaml '    emails: [Alice.Ng+work@example.com]'
	handoff_ok readiness new 'X'
	assert_no_errors_said
	assert_in_file handoff/readiness/x.md 'owner: alice-ng-work'
}

@test "init registers nobody whose name or address in git is not plain text, and says so" {
	local setting

	for setting in 'user.name Al\033[31mice' 'user.name Al\nice: {}' 'user.name Al\0342\0200\0256ice' \
		'user.name \0377\0376' 'user.email a\033@b' 'user.email "a\tb@c'; do
		rm -rf .handoff handoff
		git config --global user.name 'Alice Ng'
		git config --global user.email alice@example.com
		git config --global "${setting%% *}" "$(printf %b "${setting#* }")"
		handoff_run init
		assert_status 0
		assert_errors "handoff: git's user.name or user.email is not plain text: nobody is registered in .handoff/people.yaml yet"
		assert_equal "$(grep -v '^#' .handoff/people.yaml)" 'people: {}'
		handoff_ok check
		assert_clean_bytes "$OUT" "$ERR"
	done
}

@test "init takes no arguments" {
	handoff_run init there
	assert_refused "init takes no arguments; \`handoff -C DIR init\` works elsewhere"
	assert_absent .handoff
}

@test "init with an unknown option names the nearest and writes nothing" {
	handoff_run init --bare-bone
	assert_refused "did you mean --bare-bones?"
	assert_absent .handoff
}

@test "-C runs init in another directory" {
	git init -q ../other
	handoff_ok -C ../other init
	[ -f ../other/.handoff/config.yaml ]
	assert_absent .handoff
}

@test "init ignores GIT_DIR and GIT_WORK_TREE" {
	git init -q ../other
	GIT_DIR=$BATS_TEST_TMPDIR/other/.git GIT_WORK_TREE=$BATS_TEST_TMPDIR/other handoff_run init
	assert_status 0
	[ -f .handoff/config.yaml ]
	assert_absent ../other/.handoff
}

@test "init leaves no temporary file behind" {
	handoff_ok init
	assert_equal "$(find .handoff -type f | sort | tr '\n' ' ')" ".handoff/config.yaml .handoff/people.yaml "
	assert_equal "$(ls -A handoff)" "README.md"
}

@test "init where the directory cannot be written is trouble" {
	[ "$(id -u)" -ne 0 ] || skip "root may write anywhere"
	chmod a-w .
	handoff_run init
	chmod u+w .
	assert_refused
}

@test "init that cannot say what it did is trouble" {
	[ -c /dev/full ] || skip "no /dev/full"
	status=0
	handoff init >/dev/full 2>"$ERR" || status=$?
	assert_equal "$status" 2
	grep -q 'cannot write to standard output' "$ERR"
}
