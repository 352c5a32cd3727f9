#!/usr/bin/env bats
# Hooks beside those of husky, lefthook and the pre-commit framework, which are the real ones.

load cli_helper
load hooks_helper

NPM=$PROJECT/build/npm/node_modules

local_setup() {
	[ -e "$NPM/husky/bin.js" ] || fail "no husky: make build/npm/installed"
	export PRE_COMMIT_HOME=$BATS_TEST_TMPDIR/pre-commit SAID=$BATS_TEST_TMPDIR/said NO_COLOR=1
	note_kind
	note handoff/note/good.md Good
	git add -A
	git commit -q -m start
	git init -q --bare ../server.git
	git remote add origin ../server.git
}

husky() {
	node "$NPM/husky/bin.js" "$@"
	cat >.gitignore <<<node_modules
}

lefthook() {
	"$NPM/.bin/lefthook" "$@" >"$BATS_TEST_TMPDIR/lefthook" 2>&1
}

# The other command of a manager's configuration, which says what it got.
# shellcheck disable=SC2016  # for another shell
OTHER='printf "other %s:" "$0" >>"$SAID"; for word; do printf " <%s>" "$word" >>"$SAID"; done; echo >>"$SAID"'

other_command() { # NAME
	printf "sh -c '%s' %s" "$OTHER" "$1"
}

assert_said() { # TEXT
	assert_equal "$(said)" "$1"
	rm -f "$BATS_TEST_TMPDIR/said"
}

# What is wrong is kept from being committed and from being pushed, and what is right is not.
assert_protected() {
	bad_note handoff/note/bad.md
	git add -A
	refuses
	git commit -q --no-verify -m bad
	keep git push origin HEAD:refs/heads/bad
	assert_failed
	assert_in_errors 'handoff: refs/heads/bad: not pushed'
	git reset -q --soft HEAD^
	git rm -q -f --cached handoff/note/bad.md
	rm handoff/note/bad.md
	note handoff/note/fine.md Fine
	git add -A
	commits
	keep git push origin HEAD:refs/heads/fine
	assert_status 0
	printf 'x\n\nHandoff-Signoff: good research-lead alice approve h1:00\n' >../message
	keep git commit -q --allow-empty -F ../message
	assert_failed
	assert_in_errors 'signoff/trailer'
}

# ---- husky -------------------------------------------------------------------------------------------

@test "husky: its own hooks and ours both run, and its files come back to the byte" {
	husky
	printf '%s\n' "$(other_command pre-commit)" >.husky/pre-commit
	printf '%s "$@"' "$(other_command commit-msg)" >.husky/commit-msg
	printf 'cat >>"%s"\nexit 0\n' "$SAID" >.husky/pre-push
	chmod 600 .husky/pre-push
	remember .husky .git/hooks
	handoff_run hooks install
	assert_status 0
	assert_output "changed  .husky/pre-commit (husky runs it)
changed  .husky/commit-msg (husky runs it)
changed  .husky/pre-push (husky runs it)"
	assert_no_errors_said
	handoff_run hooks status
	assert_status 0
	assert_line "pre-commit   installed  .husky/pre-commit, run by husky"
	git add -A
	commits
	assert_said "other pre-commit:
other commit-msg: <.git/COMMIT_EDITMSG>"
	keep git push origin main
	assert_status 0
	assert_said "refs/heads/main $(git rev-parse main) refs/heads/main $(printf '%040d' 0)"
	assert_protected
	handoff_run hooks install
	assert_status 0
	assert_line "kept     .husky/pre-commit"
	handoff_run hooks uninstall
	assert_status 0
	assert_output "restored .husky/pre-commit
restored .husky/commit-msg
restored .husky/pre-push"
	assert_as_remembered .husky .git/hooks
}

@test "husky without hooks of the team gets files, and loses them again" {
	husky
	remember .husky .git/hooks
	handoff_run hooks install
	assert_status 0
	assert_line "created  .husky/pre-push (husky runs it)"
	git add -A
	assert_protected
	handoff_run hooks uninstall
	assert_status 0
	assert_output "removed  .husky/pre-commit
removed  .husky/commit-msg
removed  .husky/pre-push"
	assert_as_remembered .husky .git/hooks
}

@test "husky that is set up again, or goes and comes back, keeps ours" {
	husky
	handoff_ok hooks install
	remember .husky
	husky
	assert_as_remembered .husky
	rm -rf .husky/_
	husky
	handoff_run hooks status
	assert_status 0
	assert_protected
}

@test "husky that comes after us takes git away from ours: status says so, and install mends it" {
	other_hook .git/hooks/pre-commit
	remember .git/hooks
	handoff_ok hooks install
	husky
	handoff_run hooks status
	assert_status 1
	assert_line "pre-commit   missing    .husky/pre-commit, run by husky: run \`handoff hooks install\`"
	remember_husky=$(state_of_files .husky)
	handoff_ok hooks install
	handoff_ok hooks status
	assert_protected
	handoff_ok hooks uninstall
	assert_as_remembered .git/hooks
	assert_equal "$(state_of_files .husky)" "$remember_husky"
}

@test "where husky's files are, but husky is not active yet, install says what comes" {
	mkdir .husky
	echo true >.husky/pre-commit
	handoff_run hooks install
	assert_status 0
	assert_line "created  .git/hooks/pre-commit"
	assert_errors "handoff: husky is not active here; once it is (npm install), git looks for hooks elsewhere: then run \`handoff hooks install\` again"
	assert_equal "$(cat .husky/pre-commit)" true
}

@test "husky in a directory of another name" {
	husky tools/husky
	handoff_run hooks install
	assert_status 0
	assert_line "created  tools/husky/pre-commit (husky runs it)"
	assert_protected
	handoff_ok hooks uninstall
	assert_equal "$(ls -A tools/husky)" _
}

@test "husky 8, whose files git runs, is given lines after its own first ones, once" {
	mkdir -p .husky/_
	cat >.husky/_/husky.sh <<-'END'
		if [ -z "$husky_skip_init" ]; then
		export husky_skip_init=1
		sh -e "$0" "$@"
		exit $?
		fi
	END
	cat >.husky/pre-commit <<-'END'
		#!/usr/bin/env sh
		. "$(dirname -- "$0")/_/husky.sh"

	END
	other_command pre-commit >>.husky/pre-commit
	chmod 755 .husky/pre-commit
	git config core.hooksPath .husky
	remember .husky
	handoff_run hooks install
	assert_status 0
	assert_line "changed  .husky/pre-commit (husky runs it)"
	assert_equal "$(sed -n 3p .husky/pre-commit | cut -c 1-24)" "# >>> handoff pre-commit"
	bad_note handoff/note/bad.md
	git add handoff
	refuses
	assert_equal "$(grep -c 'not committed' "$ERR")" 1
	git reset -q --hard
	assert_protected
	handoff_ok hooks uninstall
	assert_as_remembered .husky
}

@test "lines of ours in husky's files that were changed by hand stay, and that is said" {
	husky
	echo true >.husky/pre-commit
	handoff_ok hooks install
	sed -i 's/not on PATH/gone/' .husky/pre-commit
	remember .husky/pre-commit
	handoff_run hooks status
	assert_status 1
	assert_line "pre-commit   edited     .husky/pre-commit, run by husky: changed by hand since it was installed"
	handoff_run hooks uninstall
	assert_status 2
	assert_errors "handoff: .husky/pre-commit: the pre-commit hook was changed by hand since it was installed, and is left as it is"
	assert_as_remembered .husky/pre-commit
}

@test "what the team writes around our lines in husky's files stays" {
	husky
	handoff_ok hooks install
	echo 'npm test' >>.husky/pre-commit
	handoff_run hooks uninstall
	assert_status 0
	assert_line "restored .husky/pre-commit"
	assert_equal "$(cat .husky/pre-commit)" "#!/bin/sh
npm test"
}

@test "files of husky in every form come back to the byte" {
	local text

	husky
	for text in '' '\n' 'x' 'x\n' '#!/bin/sh' '#!/bin/sh\n' '#!/bin/sh\n\n# note\nx' '\n\n\n' 'exit 0' 'exec true\n'; do
		printf %b "$text" >.husky/pre-commit
		remember .husky
		handoff_run hooks install pre-commit
		assert_status 0
		assert_line "changed  .husky/pre-commit (husky runs it)"
		bad_note handoff/note/bad.md
		git add handoff
		keep git commit -q -m bad
		assert_failed
		handoff_ok hooks uninstall
		assert_as_remembered .husky
	done
}

@test "husky's hooks of those who have no handoff go on, and say so" {
	husky
	printf '%s\n' "$(other_command pre-commit)" >.husky/pre-commit
	handoff_ok hooks install
	bad_note handoff/note/bad.md
	git add -A
	mkdir ../bin
	ln -s "$(command -v git)" "$(command -v sh)" "$(command -v cat)" "$(command -v basename)" \
		"$(command -v dirname)" ../bin
	keep env PATH="$BATS_TEST_TMPDIR/bin" git commit -q -m message
	assert_status 0
	assert_errors "handoff: not on PATH, so the documents were not checked
handoff: not on PATH, so the documents were not checked"
	assert_said 'other pre-commit:'
}

# ---- lefthook ----------------------------------------------------------------------------------------

lefthook_config() {
	cat >lefthook.yml <<END
# The team's.
pre-commit:
  parallel: true
  commands:
    # lint first
    lint:
      run: $(other_command pre-commit)
pre-push:
  jobs:
    - name: size
      use_stdin: true
      run: cat >>"\$SAID"
commit-msg:
    commands:
        words:
            run: $(other_command commit-msg) {1}
END
}

@test "lefthook: its commands and ours both run, and its configuration comes back to the byte" {
	lefthook_config
	lefthook install
	remember lefthook.yml
	handoff_run hooks install
	assert_status 0
	assert_output "changed  lefthook.yml (lefthook runs it as pre-commit)
changed  lefthook.yml (lefthook runs it as commit-msg)
changed  lefthook.yml (lefthook runs it as pre-push)"
	assert_no_errors_said
	python3 -c 'import yaml; d = yaml.safe_load(open("lefthook.yml"))
assert list(d["pre-commit"]["commands"]) == ["handoff", "lint"]
assert list(d["commit-msg"]["commands"]) == ["handoff", "words"]
assert list(d["pre-push"]) == ["commands", "jobs"]'
	handoff_run hooks status
	assert_status 0
	assert_line "pre-push     installed  lefthook.yml, run by lefthook"
	git add -A
	commits
	assert_said "other pre-commit:
other commit-msg: <.git/COMMIT_EDITMSG>"
	keep git push origin main
	assert_status 0
	assert_said "refs/heads/main $(git rev-parse main) refs/heads/main $(printf '%040d' 0)"
	assert_protected
	handoff_run hooks install
	assert_status 0
	assert_line "kept     lefthook.yml"
	handoff_run hooks uninstall
	assert_status 0
	assert_output "restored lefthook.yml
restored lefthook.yml
restored lefthook.yml"
	assert_as_remembered lefthook.yml
}

@test "lefthook that is installed again, by hand or by itself, keeps ours" {
	lefthook_config
	lefthook install
	handoff_ok hooks install
	lefthook install
	lefthook install --force
	echo '# more' >>lefthook.yml
	git add -A
	commits
	handoff_ok hooks status
	assert_protected
}

@test "hooks that lefthook does not name go to git's directory, and stay there" {
	printf 'pre-commit:\n  commands:\n    x:\n      run: exit 0\n' >lefthook.yml
	other_hook .git/hooks/pre-push
	lefthook install
	remember lefthook.yml .git/hooks
	handoff_run hooks install
	assert_status 0
	assert_line "changed  lefthook.yml (lefthook runs it as pre-commit)"
	assert_line "created  .git/hooks/commit-msg"
	assert_line "created  .git/hooks/pre-push (runs .git/hooks/pre-push.before-handoff first, the hook that was there)"
	lefthook install --force
	handoff_ok hooks status
	assert_protected
	handoff_ok hooks uninstall
	assert_as_remembered lefthook.yml .git/hooks
}

@test "lefthook that is not installed here: ours are in its configuration, and that is said" {
	lefthook_config
	handoff_run hooks install
	assert_status 0
	assert_line "changed  lefthook.yml (lefthook runs it as pre-commit)"
	assert_errors "handoff: lefthook is not installed here: run \`lefthook install\`"
	handoff_run hooks status
	assert_status 1
	assert_line "pre-commit   disabled   lefthook.yml, run by lefthook: run \`lefthook install\`"
	lefthook install
	handoff_ok hooks status
	assert_protected
}

@test "lefthook that comes after us moves ours away: status says so, and install mends it" {
	other_hook .git/hooks/pre-commit
	remember .git/hooks
	handoff_ok hooks install
	lefthook_config
	lefthook install
	[ -f .git/hooks/pre-commit.old ]
	handoff_run hooks status
	assert_status 1
	assert_line "pre-commit   missing    lefthook.yml, run by lefthook: run \`handoff hooks install\`"
	handoff_ok hooks install
	handoff_ok hooks status
	assert_protected
	handoff_ok hooks uninstall
	lefthook uninstall
	assert_as_remembered .git/hooks
}

@test "a configuration of lefthook that allows no line is left alone, and the line is said" {
	local text

	for text in 'pre-commit: {commands: {x: {run: "true"}}}\n' 'pre-commit:\n  commands:\n    handoff: {run: "true"}\n'; do
		printf %b "$text" >lefthook.yml
		remember lefthook.yml .git/hooks
		handoff_run hooks install pre-commit
		assert_refused "lefthook runs pre-commit, and its configuration does not say so where a line can be put in; give it a command by hand: sh -c \"\$(handoff hooks print pre-commit)\" handoff"
		assert_as_remembered lefthook.yml .git/hooks
	done
}

@test "a configuration of lefthook in TOML is left alone, and the command is said" {
	printf '[pre-push.commands.x]\nrun = "true"\n' >lefthook.toml
	lefthook install
	remember lefthook.toml .git/hooks
	handoff_run hooks install
	assert_status 2
	assert_output "created  .git/hooks/pre-commit
created  .git/hooks/commit-msg"
	assert_errors "handoff: lefthook runs pre-push, and it has no configuration in YAML here; give it a command by hand, with \`use_stdin: true\`: sh -c \"\$(handoff hooks print pre-push)\" handoff '{1}'"
}

@test "a configuration of lefthook that calls handoff by hand is left alone" {
	printf 'pre-commit:\n  commands:\n    documents:\n      run: handoff check --staged\n' >lefthook.yml
	lefthook install
	remember lefthook.yml
	handoff_run hooks install pre-commit
	assert_status 0
	assert_output "kept     lefthook.yml (it calls handoff already)"
	assert_as_remembered lefthook.yml
	handoff_run hooks status pre-commit
	assert_status 0
	assert_output "pre-commit   by hand    lefthook.yml, run by lefthook"
}

@test "a configuration of lefthook that is no YAML, or hostile, changes nothing" {
	head -c 60000 /dev/zero | tr '\0' '[' >lefthook.yml
	handoff_run hooks install pre-commit
	assert_status 0
	assert_line "created  .git/hooks/pre-commit"
	ln -sf ../victim lefthook.yml
	handoff_ok hooks install
	assert_absent ../victim
}

# ---- The pre-commit framework ------------------------------------------------------------------------

framework_config() {
	cat >.pre-commit-config.yaml <<END
default_install_hook_types: [pre-commit, commit-msg, pre-push]
repos:
  - repo: local
    hooks:
      - {id: other, name: other, entry: $BATS_TEST_TMPDIR/other, language: system, always_run: true,
         pass_filenames: false}
END
	other_hook "$BATS_TEST_TMPDIR/other"
	git add .pre-commit-config.yaml
}

@test "the pre-commit framework before us: it runs ours, and its files stay as they are" {
	framework_config
	pre-commit install
	remember .git/hooks
	handoff_run hooks install
	assert_status 0
	assert_output "created  .git/hooks/pre-commit.legacy (the pre-commit framework runs it)
created  .git/hooks/commit-msg.legacy (the pre-commit framework runs it)
created  .git/hooks/pre-push.legacy (the pre-commit framework runs it)"
	handoff_run hooks status
	assert_status 0
	assert_line "pre-push     installed  .git/hooks/pre-push.legacy, run by pre-commit"
	commits --allow-empty
	assert_said "other other:
other other:"
	assert_protected
	handoff_run hooks uninstall
	assert_status 0
	assert_line "removed  .git/hooks/pre-commit.legacy"
	assert_as_remembered .git/hooks
}

@test "the pre-commit framework with a hook of the user's that it runs: all three run" {
	framework_config
	other_hook .git/hooks/pre-commit
	pre-commit install
	remember .git/hooks
	handoff_run hooks install
	assert_status 0
	assert_line "created  .git/hooks/pre-commit.legacy (runs .git/hooks/pre-commit.before-handoff first, the hook that was there)"
	commits --allow-empty
	assert_said "other pre-commit.before-handoff:
other other:
other other:"
	assert_protected
	handoff_ok hooks uninstall
	assert_as_remembered .git/hooks
}

@test "the pre-commit framework after us: it keeps ours as it keeps others', and all run" {
	framework_config
	other_hook .git/hooks/pre-commit
	remember .git/hooks
	handoff_ok hooks install
	pre-commit install
	handoff_run hooks status
	assert_status 0
	assert_line "pre-commit   installed  .git/hooks/pre-commit.legacy, run by pre-commit, after .git/hooks/pre-commit.before-handoff"
	commits --allow-empty
	assert_said "other pre-commit.before-handoff:
other other:
other other:"
	assert_protected
	handoff_run hooks install
	assert_status 0
	assert_line "kept     .git/hooks/pre-commit.legacy"
	handoff_ok hooks uninstall
	pre-commit uninstall
	assert_as_remembered .git/hooks
}

@test "the pre-commit framework that goes before us gives ours its place" {
	framework_config
	other_hook .git/hooks/pre-push
	remember .git/hooks
	pre-commit install
	handoff_ok hooks install
	pre-commit install
	pre-commit uninstall
	handoff_run hooks status
	assert_status 0
	assert_line "pre-push     installed  .git/hooks/pre-push, after .git/hooks/pre-push.before-handoff"
	assert_protected
	handoff_ok hooks uninstall
	assert_as_remembered .git/hooks
}

# The hooks of this project as a repository that the framework can clone.
publish() {
	git init -q ../published
	cp "$PROJECT/.pre-commit-hooks.yaml" ../published/
	cp -R "$PROJECT/hooks" ../published/
	git -C ../published add -A
	git -C ../published commit -q -m published
	cat >.pre-commit-config.yaml <<END
default_install_hook_types: [pre-commit, pre-push]
repos:
  - repo: $BATS_TEST_TMPDIR/published
    rev: $(git -C ../published rev-parse HEAD)
    hooks:
      - id: handoff
      - id: handoff-pre-push
END
	git add .pre-commit-config.yaml
	git commit -q -m framework
}

@test ".pre-commit-hooks.yaml: the framework runs both hooks by itself" {
	publish
	pre-commit install
	bad_note handoff/note/bad.md
	git add -A
	keep git commit -q -m message
	assert_status 1
	assert_in_errors 'unknown field "extra"'
	keep git commit -q --no-verify -m message
	keep git push origin main
	assert_failed
	cat "$OUT" "$ERR" >../said_by_both
	grep -q 'handoff: refs/heads/main: not pushed' ../said_by_both
	git reset -q --hard HEAD^
	keep git push origin main
	assert_status 0
	bad_note handoff/note/bad.md
	git add -A
	git commit -q --no-verify -m message
	keep git push origin main
	assert_failed
	git rm -q handoff/note/bad.md
	keep git commit -q -m 'taken away'
	assert_status 0
	keep git push origin main
	assert_status 0
}

@test ".pre-commit-hooks.yaml: a commit that only takes away what others link to is seen" {
	publish
	note_kind
	sed -i 's/  fields:/&\n    next: {type: file}/' .handoff/templates/note.md
	note handoff/note/first.md First 'next: good.md'
	git add -A
	git commit -q -m linked
	pre-commit install
	git rm -q handoff/note/good.md
	keep git commit -q -m message
	assert_status 1
	assert_in_errors 'link/broken'
}

@test ".pre-commit-hooks.yaml: try-repo runs the hook" {
	publish
	bad_note handoff/note/bad.md
	git add -A
	keep pre-commit try-repo "$BATS_TEST_TMPDIR/published" handoff
	assert_status 1
	assert_in_output 'unknown field "extra"'
	git rm -q --cached handoff/note/bad.md
	keep pre-commit try-repo "$BATS_TEST_TMPDIR/published" handoff
	assert_status 0
}

@test "hooks that the framework's configuration runs already are not installed a second time" {
	publish
	pre-commit install
	remember .git/hooks
	handoff_run hooks install pre-commit pre-push
	assert_status 0
	assert_output "kept     .pre-commit-config.yaml (it calls handoff already)
kept     .pre-commit-config.yaml (it calls handoff already)"
	assert_as_remembered .git/hooks
	handoff_run hooks status pre-commit pre-push
	assert_status 0
	assert_output "pre-commit   by hand    .pre-commit-config.yaml, run by pre-commit
pre-push     by hand    .pre-commit-config.yaml, run by pre-commit"
}
