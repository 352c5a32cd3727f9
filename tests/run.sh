#!/bin/sh
# Runs tests, shows what failed in full, and ends with the line "N passed, N failed".
#
#     tests/run.sh BUILD [FILE...]      FILE: tests/unit/slug.c or tests/cli/check.bats; default all
#
# BUILD has the program and, in tests/, the unit tests. As many files run at a time as there are
# processors. The environment is the same on every machine: no git configuration, a home that is
# empty, UTC, C.UTF-8. TEST_MODE=valgrind runs everything under valgrind, TEST_MODE=asan says that
# the program was built with sanitizers; either way a report is a failure, whatever the test said.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)

# ---- One file: run by the other half of this script, below -----------------------------------------

if [ "${1-}" = --one ]; then
	file=$2
	name=$(echo "$file" | sed 's/.*tests\/\(.*\)\.[a-z]*$/\1/; s/\//./g')
	status=0
	case $file in
	*.bats)
		set -- bats --formatter tap
		[ "$TEST_MODE" != valgrind ] || set -- "$@" --filter-tags '!no-valgrind'
		set -- "$@" "$file"
		;;
	*)
		set -- "$BUILD/tests/$(basename "$file" .c)"
		# shellcheck disable=SC2086  # a command with its options
		[ "$TEST_MODE" != valgrind ] || set -- $VALGRIND "$@"
		;;
	esac
	cd "$root"
	timeout -k 10 "$TEST_TIMEOUT" "$@" >"$RESULTS/$name.out" 2>&1 </dev/null || status=$?
	exec awk -v name="$name" -v status="$status" -v file="$file" \
		-v failures="$RESULTS/$name.failed" -v counts="$RESULTS/$name.count" \
		-f tests/tap.awk "$RESULTS/$name.out"
fi

# ---- All files -------------------------------------------------------------------------------------

if [ $# -eq 0 ]; then
	echo "usage: tests/run.sh BUILD [FILE...]" >&2
	exit 2
fi
BUILD=$(cd "$1" && pwd)
shift

scratch=$(mktemp -d "${TMPDIR:-/tmp}/handoff-tests.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT TERM HUP
mkdir "$scratch/results" "$scratch/reports" "$scratch/home" "$scratch/tmp" "$scratch/bin"

# Nothing of the machine's or the user's settings may matter.
for variable in $(env | sed -n 's/^\(GIT_[A-Z0-9_]*\|LC_[A-Z]*\|XDG_[A-Z_]*\)=.*/\1/p'); do
	unset "$variable"
done
unset LANG LANGUAGE EDITOR VISUAL PAGER LESS NO_COLOR COLUMNS SOURCE_DATE_EPOCH MAKEFLAGS MFLAGS \
	MAKELEVEL || :
export LC_ALL=C.UTF-8 TZ=UTC HOME="$scratch/home" TMPDIR="$scratch/tmp" GIT_CONFIG_NOSYSTEM=1
git config --file "$HOME/.gitconfig" init.defaultBranch main
git config --file "$HOME/.gitconfig" user.useConfigOnly true

export TEST_MODE="${TEST_MODE-}" BUILD RESULTS="$scratch/results" CMOCKA_MESSAGE_OUTPUT=TAP
export PATH="$BUILD:$PATH"

# An exit status of their own, so that no test takes it for the program's 1 or 2.
reports=$scratch/reports
case $TEST_MODE in
asan)
	export ASAN_OPTIONS="exitcode=99:log_path=$reports/asan:detect_stack_use_after_return=1"
	# libgit2 1.5 leaks these when it opens a partial clone; what we do with PCRE valgrind sees.
	echo leak:libpcre2-8.so >"$scratch/leaks"
	export LSAN_OPTIONS="suppressions=$scratch/leaks:print_suppressions=0"
	export UBSAN_OPTIONS="exitcode=99:log_path=$reports/ubsan:print_stacktrace=1"
	;;
valgrind)
	cat >"$scratch/suppressions" <<-'END'
		{
		   libgit2 1.5 opens a partial clone
		   Memcheck:Leak
		   ...
		   fun:git_config_foreach_match
		   fun:git_repository_open_ext
		}
	END
	VALGRIND="valgrind --quiet --error-exitcode=99 --leak-check=full --log-file=$reports/%p"
	VALGRIND="$VALGRIND --suppressions=$scratch/suppressions"
	VALGRIND="$VALGRIND --child-silent-after-fork=no"
	export VALGRIND
	printf '#!/bin/sh\nexec %s "%s" "$@"\n' "$VALGRIND" "$BUILD/handoff" >"$scratch/bin/handoff"
	chmod +x "$scratch/bin/handoff"
	PATH="$scratch/bin:$PATH"
	;;
esac
[ -n "$TEST_MODE" ] && slow=3600 || slow=600
export TEST_TIMEOUT="${TEST_TIMEOUT:-$slow}"

# The biggest files first, so that none of them is started last, alone.
if [ $# -eq 0 ]; then
	cd "$root"
	# shellcheck disable=SC2012,SC2046  # names of ours, without blanks
	set -- $(ls -S tests/cli/*.bats 2>/dev/null) $(ls tests/unit/*.c 2>/dev/null)
fi
if [ $# -gt 0 ]; then
	printf '%s\n' "$@" | xargs -P "$(getconf _NPROCESSORS_ONLN)" -n 1 \
		sh "$root/tests/run.sh" --one
fi

cat /dev/null "$RESULTS"/*.failed 2>/dev/null || :
: >"$RESULTS/reports.count"
for report in "$reports"/*; do
	# Lines that begin with dashes are what valgrind says about itself.
	if grep -qv '^--' "$report" 2>/dev/null; then
		printf '\nreported by %s:\n' "$TEST_MODE"
		grep -v '^--' "$report"
		echo "report 0 1 0" >>"$RESULTS/reports.count"
	fi
done
echo
cat "$RESULTS"/*.count | awk '
	{ passed += $2; failed += $3; skipped += $4 }
	END {
		if (passed + failed == 0) {
			print "no test was run"
			failed = 1
		}
		printf "%d passed, %d failed", passed, failed
		if (skipped)
			printf ", %d skipped", skipped
		print ""
		exit failed > 0
	}'
