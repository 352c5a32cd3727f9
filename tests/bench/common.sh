# shellcheck shell=sh
# shellcheck disable=SC2034,SC2154  # set here or there, and used there or here
# What the benchmarks share, for each to read once $1 is the build: a directory that is gone in the end,
# surroundings that are the same on every machine, and runs in turn.

root=$(cd "$(dirname "$0")/../.." && pwd)
build=$(cd "$1" && pwd)
handoff=$build/handoff
timing=$build/bench/timing

scratch=$(mktemp -d "${TMPDIR:-/tmp}/handoff-bench.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT TERM HUP
repo=$scratch/repository

# The same day as the example documents know.
export LC_ALL=C TZ=UTC HOME="$scratch" GIT_CONFIG_NOSYSTEM=1 SOURCE_DATE_EPOCH=1795510800
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE || :

fail() {
	echo "bench: $*" >&2
	exit 2
}

# Times what `once NAME` runs, $runs times each, the names in turn, into $scratch/NAME.us.
run_in_turn() { # NAME...
	run=0
	while [ "$run" -lt "$runs" ]; do
		for name in "$@"; do
			once "$name" >>"$scratch/$name.us"
		done
		run=$((run + 1))
	done
}

median() { # FILE
	sort -n "$1" | awk '{ v[NR] = $1 } END { print (v[int((NR + 1) / 2)] + v[int(NR / 2) + 1]) / 2 }'
}
