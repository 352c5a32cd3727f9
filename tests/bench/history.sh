#!/bin/sh
# Measures `handoff status` over a long history against `git log -- handoff` of the same repository,
# in turn, and holds time and memory to their limits: exit status 1 if one is exceeded, 2 if something
# went wrong.
#
#     tests/bench/history.sh BUILD      BENCH_DOCS=1000, BENCH_COMMITS=80000, BENCH_RUNS=9
set -eu

# shellcheck source=tests/bench/common.sh
. "$(dirname "$0")/common.sh"
docs=${BENCH_DOCS:-1000}
commits=${BENCH_COMMITS:-80000}
runs=${BENCH_RUNS:-9}

max_ratio=1.0 # status / git log
max_mib=256

unset SOURCE_DATE_EPOCH

git init -q -b main "$repo"
python3 "$root/tests/bench/history.py" "$docs" "$commits" |
	git -C "$repo" fast-import --quiet --done
git -C "$repo" reset -q --hard
git -C "$repo" repack -a -d -q

"$handoff" -C "$repo" status --format csv >"$scratch/states"
valid=$(cut -d , -f 5 "$scratch/states" | grep -cx valid || :)
[ "$valid" -eq $((2 * docs)) ] ||
	fail "$valid of $((2 * docs)) sign-offs are valid; all should be"

once() { # NAME
	case $1 in
	status) "$timing" time 0 "$handoff" -C "$repo" status --format csv ;;
	log) "$timing" time 0 git -C "$repo" log --format=%H -- handoff ;;
	esac
}

run_in_turn status log
"$timing" memory "$handoff" -C "$repo" status --format csv >"$scratch/memory"

awk -v docs="$docs" -v commits="$commits" -v runs="$runs" -v status="$(median "$scratch/status.us")" \
	-v git="$(median "$scratch/log.us")" -v max="$max_ratio" -v max_mib="$max_mib" '
	function verdict(ok) {
		if (!ok)
			exceeded = 1
		return ok ? "within" : "EXCEEDED"
	}
	{ together = $2 / 1024 }
	END {
		printf "\n%d documents, %d sign-offs, %d commits\n\n", docs, 2 * docs, commits
		printf "  %-46s %9.2f ms\n", "handoff status, median of " runs " runs in turn", status / 1000
		printf "  %-46s %9.2f ms\n", "git log --format=%H -- handoff", git / 1000
		printf "  ratio %.2f, limit %.1f: %s\n", status / git, max, verdict(status / git <= max)
		printf "  memory, all processes %.1f MiB, limit %d: %s\n", together, max_mib, verdict(together <= max_mib)
		exit exceeded
	}' "$scratch/memory"
