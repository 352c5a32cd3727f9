# What the tests of the command line share: a repository of Alice's in a temporary folder, running the
# program with its output kept byte for byte, and assertions that say what they saw.
#
# After `handoff_run ARGUMENT...` there are $status, $output, $errors (text), and the files $OUT and
# $ERR (bytes). Every run has a time limit: a program that hangs ends with status 124.

# bash reads $'\u202e' by the locale, and when it reads the file.
export LC_ALL=C.UTF-8

PROJECT=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)
GOOD=$PROJECT/tests/good

# Under valgrind PATH begins with a wrapper, and the one of $BUILD must not stand before it.
if [ "${TEST_MODE-}" != valgrind ]; then
	PATH="${BUILD:-$PROJECT/build}:$PATH"
fi
case ${TEST_MODE-} in
'') TIME_LIMIT=60 ;;
*) TIME_LIMIT=900 ;;
esac
export PATH

clean_environment() {
	local variable

	for variable in $(env | sed -n 's/^\(GIT_[A-Z0-9_]*\|LC_[A-Z]*\|XDG_[A-Z_]*\)=.*/\1/p'); do
		unset "$variable"
	done
	unset CI LANG LANGUAGE NO_COLOR CLICOLOR_FORCE EDITOR VISUAL PAGER HANDOFF_PAGER COLUMNS
	export LC_ALL=C.UTF-8 TZ=UTC TERM=dumb GIT_CONFIG_NOSYSTEM=1
	export SOURCE_DATE_EPOCH=1795510800 # 2026-11-24
}

setup() {
	clean_environment
	export HOME=$BATS_TEST_TMPDIR/home
	REPO=$BATS_TEST_TMPDIR/repo
	OUT=$BATS_TEST_TMPDIR/stdout
	ERR=$BATS_TEST_TMPDIR/stderr
	mkdir "$HOME"
	git config --global user.name 'Alice Ng'
	git config --global user.email alice@example.com
	git config --global init.defaultBranch main
	mkdir "$REPO"
	cd "$REPO" || return
	git init -q
	local_setup
}

# What a file of tests does before each of its own.
local_setup() {
	:
}

# ---- Running ---------------------------------------------------------------------------------------

keep() { # COMMAND...: runs it, and keeps what it says
	status=0
	timeout -k 5 "$TIME_LIMIT" "$@" >"$OUT" 2>"$ERR" </dev/null || status=$?
	output=$(tr -d '\0' <"$OUT")
	errors=$(tr -d '\0' <"$ERR")
}

handoff_run() {
	keep handoff "$@"
}

# Runs it, and it has to work: for the steps that come before what is tested.
handoff_ok() {
	handoff_run "$@"
	assert_status 0
}

# ---- Documents -------------------------------------------------------------------------------------

# A small kind of its own, so that a test shows all that its document is held to.
note_kind() {
	mkdir -p .handoff/templates
	cat >.handoff/templates/note.md <<'END'
---
kind: note
contract:
  name: Note
  about: A small kind.
  directory: handoff/note
  fields:
    title: {type: string, required: true, max: 60}
  lifecycle:
    initial: draft
    draft: [done]
    done: []
---
# {{title}}

## Text

<!-- Say it. -->
END
}

# Writes a note without findings; the lines after TITLE stand in its front matter.
note() { # PATH TITLE [LINE...]
	local path=./$1 title=$2 id

	shift 2
	mkdir -p "${path%/*}"
	id=$(basename "$path" .md | tr -c 'a-z0-9\n' -)
	{
		printf -- '---\nkind: note\nid: %s\n' "$id"
		printf 'title: %s\nstatus: done\n' "$title"
		[ $# -eq 0 ] || printf '%s\n' "$@"
		printf -- '---\n# %s\n\n## Text\n\nIt is said.\n' "$title"
	} >"$path"
}

# The example documents with all that they refer to. What is asked of their sign-offs is switched off:
# that depends on history, and has tests of its own.
good_documents() {
	cp -R "$GOOD/." .
	printf 'severity: {signoff: off, lifecycle/premature: off, lifecycle/transition: off}\n' \
		>>.handoff/config.yaml
}

# ---- Assertions ------------------------------------------------------------------------------------

show_run() {
	printf -- '-- status %s\n-- stdout:\n' "${status-}"
	head -c 4000 "$OUT" | cat -v
	printf -- '-- stderr:\n'
	head -c 4000 "$ERR" | cat -v
	echo --
}

fail() {
	printf '%s\n' "$*"
	show_run
	return 1
}

# `! COMMAND` fails no test unless it stands last.
refute() { # COMMAND...
	if "$@"; then
		fail "this worked: $*"
	fi
}

assert_status() { # EXPECTED
	[ "$status" -eq "$1" ] || fail "the status is $status, not $1"
}

assert_equal() { # ACTUAL EXPECTED
	[ "$1" = "$2" ] || fail "expected: $2
actual:   $1"
}

assert_output() { # EXPECTED: all of standard output
	assert_equal "$output" "$1"
}

assert_errors() { # EXPECTED: all of standard error
	assert_equal "$errors" "$1"
}

assert_in_output() { # PART
	[[ $output == *"$1"* ]] || fail "standard output lacks: $1"
}

assert_not_in_output() { # PART
	[[ $output != *"$1"* ]] || fail "standard output has: $1"
}

assert_in_errors() { # PART
	[[ $errors == *"$1"* ]] || fail "standard error lacks: $1"
}

assert_silent() {
	[ ! -s "$OUT" ] || fail "standard output is not empty"
	[ ! -s "$ERR" ] || fail "standard error is not empty"
}

assert_no_errors_said() {
	[ ! -s "$ERR" ] || fail "standard error is not empty"
}

assert_line() { # LINE: stands in standard output as it is
	grep -qxF -- "$1" "$OUT" || fail "standard output lacks the line: $1"
}

assert_in_file() { # FILE LINE
	grep -qxF -- "$2" "$1" || fail "$1 lacks the line: $2
$(cat -v "$1")"
}

assert_not_in_file() { # FILE PART
	! grep -qF -- "$2" "$1" || fail "$1 has: $2"
}

# Every byte of a file as it was is still there, and in this order.
assert_only_added() { # BEFORE AFTER
	perl -e '
		local $/;
		open A, "<:raw", $ARGV[0] or die;
		open B, "<:raw", $ARGV[1] or die;
		my ($old, $new, $at) = (scalar <A> // "", scalar <B> // "", 0);
		for my $byte (split //, $old) {
			$at = index $new, $byte, $at;
			exit 1 if $at < 0;
			$at++;
		}' "$1" "$2" || fail "a byte of $2 is lost: $(diff "$1" "$2")"
}

assert_absent() { # PATH...
	local path

	for path; do
		if [ -e "$path" ] || [ -L "$path" ]; then
			fail "$path is there"
		fi
	done
}

# One line of trouble and nothing else: how every refusal looks.
assert_refused() { # [PART]
	assert_status 2
	[ ! -s "$OUT" ] || fail "standard output is not empty"
	[ "$(wc -l <"$ERR")" -eq 1 ] || fail "standard error is not one line"
	[[ $errors == "handoff: "* ]] || fail "standard error does not begin with handoff:"
	[ $# -eq 0 ] || assert_in_errors "$1"
}

# A small reader of JSON's grammar, as there may be no other at hand.
assert_json() { # FILE
	awk '
		function fail(what) { printf "not JSON at %d: %s\n", pos, what; exit 1 }
		function skip() { while (substr(text, pos, 1) ~ /[ \t\n\r]/ && pos <= len) pos++ }
		function expect(c) { skip(); if (substr(text, pos, 1) != c) fail("expected " c); pos++ }
		function string(	c) {
			expect("\"")
			while ((c = substr(text, pos, 1)) != "\"") {
				if (pos > len || c < " ") fail("string")
				if (c == "\\") {
					pos++
					if (substr(text, pos, 5) ~ /^u[0-9a-fA-F][0-9a-fA-F][0-9a-fA-F][0-9a-fA-F]$/) pos += 4
					else if (substr(text, pos, 1) !~ /["\\\/bfnrt]/) fail("escape")
				}
				pos++
			}
			pos++
		}
		function value(	c) {
			skip()
			c = substr(text, pos, 1)
			if (c == "\"") string()
			else if (c == "{") list("}", 1)
			else if (c == "[") list("]", 0)
			else if (match(substr(text, pos, 40), /^(true|false|null|-?[0-9]+(\.[0-9]+)?)/)) pos += RLENGTH
			else fail("value")
		}
		function list(end, named) {
			pos++
			skip()
			if (substr(text, pos, 1) == end) { pos++; return }
			for (;;) {
				if (named) { skip(); string(); expect(":") }
				value()
				skip()
				if (substr(text, pos, 1) == end) { pos++; return }
				expect(",")
			}
		}
		{ text = text $0 "\n" }
		END { len = length(text); pos = 1; value(); skip(); if (pos <= len) fail("more") }
	' "$1" || fail "$1 is not JSON"
}

# Nothing that a terminal obeys, no bidirectional or C1 control, no invalid byte.
assert_clean_bytes() { # FILE...
	local file

	for file; do
		! LC_ALL=C grep -qP '[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]' "$file" ||
			fail "control characters in $file"
		! LC_ALL=C grep -qP '\xc2[\x80-\x9f]|\xe2\x80[\x8b\x8e\x8f\xaa-\xae]|\xe2\x81[\xa0-\xa9]' "$file" ||
			fail "C1, bidirectional or invisible characters in $file"
		iconv -f UTF-8 -t UTF-8 "$file" >/dev/null || fail "$file is not UTF-8"
	done
}

# Ended by itself with findings or trouble, said something, and said it cleanly.
assert_withstood() {
	[ "$status" -eq 0 ] || [ "$status" -eq 1 ] || [ "$status" -eq 2 ] ||
		fail "the status is $status: a crash or a hang"
	[ "$status" -eq 0 ] || [ -s "$OUT" ] || [ -s "$ERR" ] || fail "status $status in silence"
	assert_clean_bytes "$OUT" "$ERR"
}

# Every file with its bytes, and every link, but not what git keeps.
tree() { # [DIRECTORY]
	(
		cd "${1:-.}" || exit
		find . -path ./.git -prune -o -type f -exec sha256sum {} + -o -type l -printf '%p -> %l\n' |
			LC_ALL=C sort -k 2
	)
}
