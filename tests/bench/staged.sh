#!/bin/sh
# Measures `handoff check --staged` with one document staged in a large repository against
# `git diff --cached --name-only` there, in turn, and holds the difference to its limit: exit status 1
# if it is exceeded, 2 if something went wrong.
#
#     tests/bench/staged.sh BUILD      BENCH_DOCS=10000, BENCH_FILES=100000, BENCH_RUNS=21
set -eu

# shellcheck source=tests/bench/common.sh
. "$(dirname "$0")/common.sh"
docs=${BENCH_DOCS:-10000}
files=${BENCH_FILES:-100000}
runs=${BENCH_RUNS:-21}

max_more=10 # ms on top of git's

# No file is checked out: neither of the two looks at the working tree.
git init -q -b main "$repo"
git -C "$repo" config user.email alice@example.com
python3 "$root/tests/bench/staged.py" "$root/tests/good" "$docs" "$files" |
	git -C "$repo" fast-import --quiet --done
git -C "$repo" repack -a -d -q
git -C "$repo" read-tree HEAD

# One more line in one document, in the index alone.
stage() { # PATH
	git -C "$repo" read-tree HEAD
	blob=$({ git -C "$repo" cat-file blob "HEAD:$1"; echo 'One more line.'; } |
		git -C "$repo" hash-object -w --stdin)
	git -C "$repo" update-index --cacheinfo "100644,$blob,$1"
}

once() { # NAME
	case $1 in
	check) "$timing" time 0 "$handoff" -C "$repo" check --staged ;;
	git) "$timing" time 0 git -C "$repo" diff --cached --name-only ;;
	esac
}

printf '\n%d documents among %d files, one document staged; median of %d runs in turn\n\n' \
	"$docs" "$files" "$runs"
printf '  %-16s %10s %10s %10s\n' '' check git more
exceeded=0
for kind in readiness model-card brief handoff-doc; do
	path=$(git -C "$repo" ls-files "handoff/$kind/*-00003.md" | head -n 1)
	[ -n "$path" ] || fail "no copy of a $kind"
	stage "$path"
	[ "$(git -C "$repo" diff --cached --name-only)" = "$path" ] || fail "not what is staged: $path"
	"$handoff" -C "$repo" check --staged --format json >"$scratch/json" || :
	jq -e '.summary.documents == 1' "$scratch/json" >/dev/null || fail "not one document: $path"
	rm -f "$scratch"/*.us
	run_in_turn git check
	awk -v kind="$kind" -v check="$(median "$scratch/check.us")" -v git="$(median "$scratch/git.us")" \
		-v max="$max_more" 'BEGIN {
			more = (check - git) / 1000
			printf "  %-16s %7.2f ms %7.2f ms %7.2f ms, limit %d: %s\n", kind, check / 1000, \
				git / 1000, more, max, more <= max ? "within" : "EXCEEDED"
			exit more > max
		}' || exceeded=1
done
exit "$exceeded"
