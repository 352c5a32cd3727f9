#!/usr/bin/env bats
# handoff help, -h, --help, --version, and what is no command

# shellcheck disable=SC2016  # backticks, $ and \ in single quotes are meant
load cli_helper

@test "help lists every command, and what stands before them" {
	local name

	handoff_run help
	assert_status 0
	assert_no_errors_said
	assert_in_output 'usage: handoff [-C DIR] [--color WHEN] [--no-pager] COMMAND'
	for name in init kinds check explain completion help 'KIND new' 'KIND list'; do
		grep -q "^  $name " "$OUT" || fail "no $name"
	done
	for name in '-C DIR' '--color WHEN' '--no-pager' '-h, --help' '--version'; do
		grep -q "^  $name " "$OUT" || fail "no $name"
	done
}

@test "-h, --help and help say the same" {
	handoff_run help
	cp "$OUT" ../help
	handoff_run -h
	assert_status 0
	cmp "$OUT" ../help
	handoff_run --help
	assert_status 0
	cmp "$OUT" ../help
}

@test "handoff without a command shows the overview and is wrong usage" {
	handoff_run help
	cp "$OUT" ../help
	handoff_run
	assert_status 2
	cat "$OUT" "$ERR" | cmp - ../help
}

@test "--version prints name and version" {
	handoff_run --version
	assert_status 0
	[[ $output =~ ^handoff\ [0-9]+\.[0-9]+\.[0-9]+$ ]] || fail "not a version"
	assert_no_errors_said
}

@test "COMMAND -h, COMMAND --help and help COMMAND say the same" {
	local name

	for name in init kinds check explain completion help; do
		handoff_run help "$name"
		assert_status 0
		assert_in_output "usage: handoff $name"
		cp "$OUT" ../help
		handoff_run "$name" -h
		assert_status 0
		cmp "$OUT" ../help
		handoff_run "$name" --help
		assert_status 0
		cmp "$OUT" ../help
	done
}

@test "help explains the verbs of kinds" {
	handoff_run help new
	assert_status 0
	assert_in_output 'usage: handoff KIND new [OPTION...] TITLE'
	handoff_run readiness new -h
	assert_status 0
	assert_in_output 'usage: handoff readiness new [OPTION...] TITLE'
	handoff_run readiness list --help
	assert_status 0
	assert_in_output 'usage: handoff readiness list'
}

@test "KIND --help says what the kind is and what can be done with it" {
	note_kind
	handoff_run note --help
	assert_status 0
	assert_no_errors_said
	assert_line 'usage: handoff note COMMAND [ARGUMENT...]'
	assert_line 'A small kind.'
	assert_line '  new                    make a document from the kind'"'"'s template'
	assert_line '  list                   list the documents of a kind'
	cp "$OUT" ../help
	handoff_run note -h
	assert_status 0
	cmp "$OUT" ../help
	sed -i '/about:/d' .handoff/templates/note.md
	handoff_ok note --help
	assert_line 'usage: handoff note COMMAND [ARGUMENT...]'
}

@test "KIND --help and KIND VERB --help exit 0 for every kind, whatever else is typed" {
	local kind

	for kind in $(handoff kinds --format json | jq -r '.[].kind'); do
		handoff_ok "$kind" --help
		handoff_ok "$kind" new --help
		handoff_ok "$kind" list --help
	done
	handoff_ok readiness new --bogus --help
	assert_in_output 'usage: handoff readiness new'
	handoff_ok readiness new 'A title' --set tier=A -h
	handoff_ok readiness list -h
	assert_absent handoff
}

@test "help of a kind's verb needs no title, no repository and no policy that works" {
	mkdir ../elsewhere
	cd ../elsewhere
	handoff_ok readiness --help
	handoff_ok readiness new --help
	handoff_ok list-of-mine new --help
	handoff_ok 'no kind at all' new --help
	assert_in_output 'usage: handoff KIND new'
	cd "$REPO"
	mkdir .handoff
	printf 'version: 2\n' >.handoff/config.yaml
	handoff_ok readiness new --help
	handoff_run readiness --help
	assert_status 2
	assert_in_errors '.handoff/config.yaml:1:10'
}

@test "--help behind -- is a title" {
	handoff_ok readiness new -- --help
	[ -f handoff/readiness/help.md ]
}

@test "--help of what is no kind names the nearest" {
	handoff_run redines --help
	assert_refused 'no command or kind "redines"; did you mean "readiness"?'
	handoff_run readiness nwe --help
	assert_refused 'no command "readiness nwe"; did you mean "readiness new"?'
}

@test "a verb without a kind is told where it stands" {
	handoff_run new 'A title'
	assert_refused 'a kind stands before "new": `handoff KIND new TITLE`'
	handoff_run list
	assert_refused 'a kind stands before "list": `handoff KIND list`'
}

@test "help of a command has its options, examples and the short help" {
	handoff_run check -h
	grep -q '^  --format FORMAT ' "$OUT"
	grep -q '^  --strict ' "$OUT"
	grep -q '^  -j, --jobs N ' "$OUT"
	grep -q '^  -h, --help ' "$OUT"
	assert_line 'Examples:'
	assert_in_output 'Exit status: 0 no errors, 1 errors (with --strict: anything at all), 2 it could not check.'
}

@test "help works outside of a repository" {
	mkdir ../elsewhere
	cd ../elsewhere
	handoff_ok help
	handoff_ok check -h
	handoff_ok --version
	handoff_ok init --help
}

@test "help fits a terminal of 100 columns" {
	local words

	for words in help 'help init' 'help check' 'help completion' 'readiness --help' 'help kinds' 'help explain' 'help new' 'help list'; do
		# shellcheck disable=SC2086  # words
		handoff_ok $words
		refute grep -nE '^.{101}' "$OUT"
	done
}

@test "help of something unknown is trouble" {
	handoff_run help nothing
	assert_refused 'no command "nothing"; `handoff help` lists them'
}

@test "help of a mistyped command names the nearest" {
	handoff_run help chek
	assert_refused 'did you mean "check"?'
}

@test "an unknown command names the nearest command or kind" {
	handoff_run chek
	assert_refused 'no command or kind "chek"; did you mean "check"?'
	handoff_run inti
	assert_refused 'no command or kind "inti"; did you mean "init"?'
	handoff_run kind
	assert_refused 'no command or kind "kind"; did you mean "kinds"?'
	handoff_run modelcard list
	assert_refused 'no command or kind "modelcard"; did you mean "model-card"?'
	handoff_run qqqqqqqqqqqqqqq
	assert_refused 'no command or kind "qqqqqqqqqqqqqqq"; `handoff help` lists the commands, `handoff kinds` the kinds'
}

@test "an unknown command outside of a repository is still named" {
	mkdir ../elsewhere
	cd ../elsewhere
	handoff_run chek
	assert_refused
}

@test "an unknown command with terminal escapes prints none" {
	handoff_run $'\e]0;title\a\xc2\x9b\xe2\x80\xae\xff'
	assert_refused 'no command or kind'
	assert_clean_bytes "$ERR"
}

@test "an empty command is refused" {
	handoff_run ''
	assert_refused 'no command or kind ""'
}

@test "an unknown option before the command is refused" {
	handoff_run --bogus check
	assert_refused '--bogus: unknown option; `handoff help` lists what there is'
	handoff_run -x
	assert_refused '-x: unknown option'
}

@test "an unknown option before the command names the nearest" {
	handoff_run --colour always check
	assert_refused '--colour: unknown option; did you mean --color?'
	handoff_run --versoin
	assert_refused '--versoin: unknown option; did you mean --version?'
}

@test "options of a command do not stand before it" {
	handoff_run --strict check
	assert_refused '--strict: unknown option'
}

@test "-C to a directory that is not there is trouble" {
	handoff_run -C /nonexistent check
	assert_refused 'cannot change to /nonexistent: No such file or directory'
	handoff_run -C
	assert_refused '-C: missing argument'
}

@test "-C with terminal escapes prints none" {
	handoff_run -C $'/no\e[31m\xff' check
	assert_refused 'cannot change to /no\x1b[31m\xff'
	assert_clean_bytes "$ERR"
}

@test "help to a full device, or a closed output, is trouble" {
	[ -c /dev/full ] || skip "no /dev/full"
	local words

	for words in help --help --version 'check -h' 'help init'; do
		status=0
		# shellcheck disable=SC2086  # words
		handoff $words >/dev/full 2>"$ERR" || status=$?
		assert_equal "$status" 2
		status=0
		# shellcheck disable=SC2086  # words
		handoff $words >&- 2>"$ERR" || status=$?
		assert_equal "$status" 2
	done
}

@test "messages go to standard error, results to standard output" {
	handoff_run check --bogus
	[ ! -s "$OUT" ]
	handoff_run help
	[ ! -s "$ERR" ]
}

@test "help and version are the same under every locale" {
	local locale

	handoff_run help
	cp "$OUT" ../help
	for locale in C C.UTF-8 de_DE.UTF-8 nonsense; do
		LC_ALL=$locale LANGUAGE=de handoff_run help
		cmp "$OUT" ../help
		LC_ALL=$locale LANGUAGE=de handoff_run check --bogus
		assert_refused '--bogus: unknown option'
	done
}
