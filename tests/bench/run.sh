#!/bin/sh
# Measures `handoff check` against only parsing the same bytes, and holds both time and memory to
# their limits: exit status 1 if one is exceeded, 2 if something went wrong.
#
#     tests/bench/run.sh BUILD      BENCH_DOCS=1000 documents, BENCH_RUNS=9 runs of each
set -eu

# shellcheck source=tests/bench/common.sh
. "$(dirname "$0")/common.sh"
docs=${BENCH_DOCS:-1000}
runs=${BENCH_RUNS:-9}

max_ratio=2.0    # check / parse only
memory_factor=3  # x the bytes of the documents
memory_base=32   # MiB on top

parse_only=$build/bench/parse_only

# ---- Measuring -------------------------------------------------------------------------------------

once() { # NAME: one run of what this name stands for
	case $1 in
	check) "$timing" time 0 "$handoff" -C "$repo" check ;;
	jobs1) "$timing" time 0 "$handoff" -C "$repo" check --jobs 1 ;;
	core1) "$timing" time 1 "$handoff" -C "$repo" check ;;
	parse) "$timing" time 1 "$parse_only" "$scratch/list" ;;
	esac
}

make_copies "$docs"
count=$(wc -l <"$scratch/list")
bytes=$(xargs cat <"$scratch/list" | wc -c)

status=0
"$handoff" -C "$repo" check >"$scratch/findings" 2>&1 || status=$?
if [ "$status" -ne 0 ]; then
	head -n 20 "$scratch/findings" >&2
	fail "check of the copies ended with status $status; they should be without error"
fi

# In turn, so that a machine that gets slower or faster meanwhile does so for all alike.
names='check jobs1 core1 parse'
for name in $names; do
	once "$name" >/dev/null
done
# shellcheck disable=SC2086  # a list of words
run_in_turn $names
for run in 1 2 3 4 5; do
	"$timing" memory "$handoff" -C "$repo" check >>"$scratch/memory"
done

# ---- Report ----------------------------------------------------------------------------------------

awk -v count="$count" -v bytes="$bytes" -v runs="$runs" \
	-v cores="$(getconf _NPROCESSORS_ONLN)" \
	-v check="$(median "$scratch/check.us")" -v jobs1="$(median "$scratch/jobs1.us")" \
	-v core1="$(median "$scratch/core1.us")" -v parse="$(median "$scratch/parse.us")" \
	-v max_ratio="$max_ratio" -v factor="$memory_factor" -v base="$memory_base" '
	function row(label, us) {
		printf "  %-46s %9.2f ms %7.2f\n", label, us / 1000, us / parse
	}
	function verdict(ok) {
		if (!ok)
			exceeded = 1
		return ok ? "within" : "EXCEEDED"
	}
	{
		if ($1 > largest)
			largest = $1
		if ($2 > together)
			together = $2
	}
	END {
		mib = bytes / 1048576
		printf "%d documents, %.2f MiB; %d processors\n\n", count, mib, cores
		printf "  %-46s %12s %7s\n", "time, median of " runs " runs in turn", "", "ratio"
		row("handoff check", check)
		row("handoff check --jobs 1", jobs1)
		row("handoff check, bound to one processor", core1)
		row("only parsing with cmark-gfm, on one processor", parse)
		printf "  limit for handoff check: %.1f x only parsing: %s\n\n", max_ratio, \
			verdict(check / parse <= max_ratio)
		limit = factor * mib + base
		printf "  memory, peak of 5 runs\n"
		printf "  %-46s %9.2f MiB\n", "largest process (maximum resident set)", largest / 1024
		printf "  %-46s %9.2f MiB\n", "all processes, shared pages once (sampled)", together / 1024
		more = largest > together ? largest : together
		printf "  limit for both: %d x documents + %d MiB = %.2f MiB: %s\n", factor, base, limit, \
			verdict(more / 1024 <= limit)
		exit exceeded
	}' "$scratch/memory"
