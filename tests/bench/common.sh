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

# A repository in $repo: the good examples, and copies of them under other names, $1 in all; their paths
# are in $scratch/list. What the status takes of sign-offs is measured by history.sh.
make_copies() { # COUNT
	mkdir "$repo"
	cp -R "$root/tests/good/." "$repo/"
	printf 'severity: {signoff: off, lifecycle/premature: off}\n' >>"$repo/.handoff/config.yaml"
	git -C "$repo" init -q
	find "$repo/handoff" -name '*.md' ! -name README.md | sort >"$scratch/originals"
	originals=$(wc -l <"$scratch/originals")
	[ "$originals" -gt 0 ] || fail "there are no documents in tests/good/"
	number=0
	while read -r file; do
		# As many more as make it so many in all, spread evenly.
		copies=$((($1 - originals + originals - 1 - number) / originals))
		[ "$copies" -le 0 ] || copy_document "$file" "$copies"
		number=$((number + 1))
	done <"$scratch/originals"
	git -C "$repo" add -A
	git -C "$repo" -c user.name=Bench -c user.email=bench@example.com commit -q -m 'Documents'
	find "$repo/handoff" -name '*.md' ! -name README.md | sort >"$scratch/list"
}

# Copies of a document beside it, each with an id and a name of its own.
copy_document() { # FILE COPIES
	awk -v copies="$2" '
		{ line[NR] = $0 }
		END {
			stem = FILENAME
			sub(/\.md$/, "", stem)
			for (n = 1; n <= copies; n++) {
				suffix = sprintf("-%05d", n)
				out = stem suffix ".md"
				renamed = 0
				for (i = 1; i <= NR; i++) {
					if (!renamed && line[i] ~ /^id:/) {
						print line[i] suffix > out
						renamed = 1
					} else
						print line[i] > out
				}
				close(out)
			}
		}' "$1"
}
