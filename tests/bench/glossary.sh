#!/bin/sh
# Measures what the words of 1,000 terms cost `handoff check` over 1,000 documents, and holds it to its
# limit: exit status 1 if that is exceeded, 2 if something went wrong.
#
#     tests/bench/glossary.sh BUILD      BENCH_RUNS=9 runs of each
set -eu

# shellcheck source=tests/bench/common.sh
. "$(dirname "$0")/common.sh"
runs=${BENCH_RUNS:-9}
terms=1000
docs=1000
max_share=20 # percent of the time of a check

# ---- A glossary, and pages for everybody that use its words -----------------------------------------

# Terms of one to three words, a fifth of them everyday words. Each page has 450 words; one in fifteen
# begins a term, and the first use of each is followed by its translation.
write_documents() {
	awk -v terms="$terms" -v docs="$docs" -v repo="$repo" '
		function random(n) { seed = (seed * 16807) % 2147483647; return seed % n }
		function word(	text, i, n) {
			n = 2 + random(3)
			for (i = 0; i < n; i++)
				text = text substr("badefigolumaneporisatuvexyzo", 1 + 2 * random(14), 2)
			return text
		}
		function letters(n) {
			return substr("bdfglmnprs", n % 10 + 1, 1) "a" substr("bdfglmnprs", int(n / 10) % 10 + 1, 1) \
				"o" substr("bdfglmnprs", int(n / 100) + 1, 1)
		}
		BEGIN {
			seed = 4711
			for (i = 0; i < 3000; i++) plain[i] = word()
			out = repo "/handoff/glossary/terms.md"
			printf "---\nkind: glossary\nid: terms\ntitle: Terms\nstatus: draft\n---\n" > out
			printf "# Terms\n\n## Terms\n\n" > out
			printf "| Term | Aliases | Operational Term | Plain Line | Ambiguous | Owner Side |\n" > out
			printf "|---|---|---|---|---|---|\n" > out
			for (i = 0; i < terms; i++) {
				term[i] = "q" word() letters(i)
				if (i % 2) term[i] = term[i] " " word()
				if (i % 7 == 0) term[i] = term[i] "-" word()
				translation[i] = "x" word() " " word()
				printf "| %s | k%s | %s | %s %s | no | research |\n", term[i], term[i], \
					translation[i], word(), word() > out
			}
			printf "\n## Details\n\n| Term | Analogy | Units | Levels | Counts Beside | Source |\n" > out
			printf "|---|---|---|---|---|---|\n" > out
			for (i = 0; i < terms; i += 5)
				printf "| %s | - | - | - | %s, %s, # | - |\n", term[i], plain[i], plain[i + 1] > out
			close(out)
			for (d = 0; d < docs; d++) {
				out = sprintf("%s/handoff/brief/page-%04d.md", repo, d)
				split("", used)
				printf "---\nkind: brief\nid: page-%04d\ntitle: Page\nstatus: in-review\nlevel: 1\n---\n", d > out
				printf "# Page\n\n## What\n\n" > out
				for (i = 1; i <= 450; i++) {
					text = plain[random(3000)]
					if (random(15) == 0) {
						n = random(terms)
						text = term[n] (n in used ? "" : " (" translation[n] ")")
						used[n] = 1
					}
					printf "%s%s", text, i % 90 == 0 ? ".\n\n" : i % 12 == 0 ? ".\n" : " " > out
				}
				close(out)
			}
		}'
}

make_repository() {
	mkdir -p "$repo/handoff/glossary" "$repo/handoff/brief" "$repo/.handoff"
	git -C "$repo" init -q
	write_documents
	set_severity
}

# All but the rules on words: their findings are none, and the pages are no whole briefs.
set_severity() { # [WHAT ELSE]
	printf 'version: 1\nseverity: {front: off, section: off, table: off, people: off%s}\n' "${1-}" \
		>"$repo/.handoff/config.yaml"
}

# ---- Measuring --------------------------------------------------------------------------------------

# The least of all runs: what else the machine does only adds to it.
least() {
	sort -n "$1" | head -n 1
}

once() { # with|without
	case $1 in
	with) set_severity ;;
	without) set_severity ', glossary: off' ;;
	esac
	"$timing" time 0 "$handoff" -C "$repo" check
}

make_repository
"$handoff" -C "$repo" check >"$scratch/findings" 2>&1 || {
	head -n 20 "$scratch/findings" >&2
	fail "the pages should have no error"
}
found=$("$handoff" -C "$repo" glossary --format csv | awk -F, '{ sum += $8 } END { print sum }')
[ "$found" -gt $((docs * 20)) ] || fail "only $found words were found"

for name in with without; do
	once "$name" >/dev/null
done
run_in_turn with without

awk -v terms="$terms" -v docs="$docs" -v runs="$runs" -v found="$found" -v max="$max_share" \
	-v with="$(least "$scratch/with.us")" -v without="$(least "$scratch/without.us")" 'BEGIN {
		share = (with - without) / with * 100
		printf "\n%d terms, %d documents, %d uses\n\n", terms, docs, found
		printf "  %-46s %12s\n", "time, the least of " runs " runs in turn", ""
		printf "  %-46s %9.2f ms\n", "handoff check", with / 1000
		printf "  %-46s %9.2f ms\n", "the same without the rules on words", without / 1000
		printf "  share of those rules: %.1f %%; limit %d %%: %s\n", share, max, \
			share <= max ? "within" : "EXCEEDED"
		exit share > max
	}'
