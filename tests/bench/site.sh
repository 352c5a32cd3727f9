#!/bin/sh
# Measures `handoff site` of many documents against `handoff check` of the same, in turn, and holds time
# and the size of pages to their limits: exit status 1 if one is exceeded or if two sites of the same
# documents differ, 2 if something went wrong. The documents are the good examples, of 8 KiB each; of many
# that are very small, what a page has anyway takes more than what check does.
#
#     tests/bench/site.sh BUILD      BENCH_DOCS=10000 documents, BENCH_RUNS=5 runs of each
set -eu

# shellcheck source=tests/bench/common.sh
. "$(dirname "$0")/common.sh"
docs=${BENCH_DOCS:-10000}
runs=${BENCH_RUNS:-5}

max_ratio=3.0  # site / check
max_page=204800 # bytes

# Not the disk is measured: where there is a file system in memory, the sites go there.
sites=$scratch/sites
if [ -w /dev/shm ]; then
	sites=$(mktemp -d /dev/shm/handoff-bench.XXXXXX)
	trap 'rm -rf "$scratch" "$sites"' EXIT
fi
mkdir -p "$sites"
site=$sites/site

once() { # NAME
	case $1 in
	check) "$timing" time 0 "$handoff" -C "$repo" check ;;
	site)
		rm -rf "$site"
		"$timing" time 0 "$handoff" -C "$repo" site --output "$site"
		;;
	esac
}

make_copies "$docs"
count=$(wc -l <"$scratch/list")

for name in check site; do
	once "$name" >/dev/null
done
mv "$site" "$sites/first"
run_in_turn check site

status=0
diff -r "$sites/first" "$site" >"$scratch/differences" || status=$?
[ "$status" -le 1 ] || fail "the two sites cannot be compared"
rm -rf "$sites/first" "$site"
"$timing" memory "$handoff" -C "$repo" site --output "$site" >"$scratch/memory"

find "$site" -type f -printf '%s %P\n' >"$scratch/files"
[ "$(grep -c ' documents/.*\.html$' "$scratch/files")" -ge "$count" ] || fail "a document has no page"
head -n 3 "$scratch/differences"

awk -v count="$count" -v runs="$runs" -v cores="$(getconf _NPROCESSORS_ONLN)" \
	-v differences="$(wc -l <"$scratch/differences")" \
	-v check="$(median "$scratch/check.us")" -v site="$(median "$scratch/site.us")" \
	-v max_ratio="$max_ratio" -v max_page="$max_page" '
	function verdict(ok) {
		if (!ok)
			exceeded = 1
		return ok ? "within" : "EXCEEDED"
	}
	function row(kind) {
		printf "  %-16s %6d files %9.2f MiB, largest %8.1f KiB: %s\n", kind, files[kind], \
			bytes[kind] / 1048576, most[kind] / 1024, which[kind]
	}
	FILENAME ~ /memory$/ { largest = $1; together = $2; next }
	{
		name = substr($0, length($1) + 2)
		kind = name ~ /\.html$/ ? "pages" : name ~ /\.js$/ ? "data and script" : "other files"
		files[kind]++
		bytes[kind] += $1
		if ($1 >= most[kind]) {
			most[kind] = $1
			which[kind] = name
		}
	}
	END {
		printf "\n%d documents; %d processors\n\n", count, cores
		printf "  %-46s %12s %7s\n", "time, median of " runs " runs in turn", "", "ratio"
		printf "  %-46s %9.2f ms %7.2f\n", "handoff check", check / 1000, 1
		printf "  %-46s %9.2f ms %7.2f\n", "handoff site", site / 1000, site / check
		printf "  limit for handoff site: %.1f x check: %s\n\n", max_ratio, \
			verdict(site / check <= max_ratio)
		printf "  memory: largest process %.2f MiB, all processes %.2f MiB\n\n", largest / 1024, together / 1024
		row("pages")
		row("data and script")
		row("other files")
		printf "  limit for a page: %d KiB: %s\n", max_page / 1024, verdict(most["pages"] <= max_page)
		printf "  two sites of the same documents: %s\n", \
			differences ? "DIFFERENT" : "the same bytes"
		exit exceeded || differences > 0
	}' "$scratch/memory" "$scratch/files"
