#!/usr/bin/env bats
# check --baseline and --write-baseline: what a team knows already does not count, what is new does.

# shellcheck disable=SC2016  # backticks, $ and \ in single quotes are meant
load cli_helper

B=.handoff/baseline
A=handoff/item/a.md

local_setup() {
	handoff init --bare-bones --no-hooks >/dev/null
	mkdir -p .handoff/templates handoff/item
	cat >.handoff/templates/item.md <<'END'
---
kind: item
contract:
  name: Item
  about: A thing.
  directory: handoff/item
  fields:
    title: {type: string, required: true}
    owner: {type: person, required: true}
    due: {type: date, required: true}
    weight: integer
  lifecycle: {initial: draft, draft: [review], review: [draft, done], done: []}
  strict-from: review
  rows:
    - {id: risk-named, in: Risks, require: {Risk: {min-words: 2}}, because: "one word is no risk"}
  sections:
    Risks:
      optional: true
      table: {columns: {Risk: text, Owner: person}}
---
# {{title}}

## Summary

<!-- What it is. -->

## Impact

<!-- Whom it touches. -->

## Plan

<!-- How. -->

### Users

<!-- How many. -->

## Risks
END
	item a
}

# An item with old findings: no due date, an owner who is nobody, two sections missing, a link that is
# broken twice.
item() { # NAME [STATUS]
	cat >"handoff/item/$1.md" <<END
---
kind: item
id: $1
title: Item $1
status: ${2-review}
owner: zoe
---
# Item $1

## Summary

See [the log](gone.md).

See [the log](gone.md).

## Impact

Some.
END
}

adopt() {
	handoff_ok check --write-baseline "$B"
}

# What `check --baseline` says, without the places.
findings() {
	sed -E 's/:[0-9]+:[0-9]+: / /' "$OUT"
}

assert_clean() {
	handoff_run check --baseline "$B"
	assert_status 0
	assert_silent
}

@test "a team that takes the tool up with old findings is clean, also with --strict and in JSON" {
	item b draft
	handoff_run check
	assert_status 1
	cp "$OUT" ../before
	adopt
	assert_output ''
	assert_errors "handoff: $B: $(wc -l <../before) findings written"
	assert_clean
	handoff_run check --baseline "$B" --strict
	assert_status 0
	assert_silent
	handoff_run check --baseline "$B" --format json
	assert_status 0
	assert_no_errors_said
	assert_equal "$(jq '.findings | length' "$OUT")" 0
	# Without it they are all there as ever.
	handoff_run check
	assert_status 1
	cmp "$OUT" ../before
}

@test "the file is text: what it is, then one finding a line, sorted, with fingerprints as JSON has them" {
	adopt
	assert_equal "$(head -n 1 "$B")" '# handoff baseline 1'
	assert_equal "$(grep -c '^# ' "$B")" 3
	grep -v '^# ' "$B" >../lines
	LC_ALL=C sort -c ../lines
	refute grep -qvP '^handoff/item/a\.md\t[a-z]+/[a-z-]+\t(error|warning)\t[0-9a-f]{64}\ta\t.+$' ../lines
	handoff_run check --format json
	jq -r '.findings[].fingerprint' "$OUT" | sort >../json
	cut -f 4 ../lines | sort | cmp - ../json
	assert_in_file ../lines "$(printf 'handoff/item/a.md\tlink/broken\terror\t%s\ta\tno such file: "gone.md" (handoff/item/gone.md)' "$(grep -m1 link/broken ../lines | cut -f 4)")"
}

@test "a new finding fails, and only that is shown" {
	adopt
	printf '\nSee [another](lost.md).\n' >>"$A"
	handoff_run check --baseline "$B"
	assert_status 1
	assert_output "$A:20:15: error: no such file: \"lost.md\" (handoff/item/lost.md) [link/broken]"
	assert_no_errors_said
}

@test "a new document has no old findings" {
	adopt
	item b
	handoff_run check --baseline "$B"
	assert_status 1
	assert_equal "$(grep -c "^handoff/item/b.md:" "$OUT")" "$(wc -l <"$OUT")"
}

@test "lines that move, and neighbours that change, make nothing new" {
	adopt
	sed -i -e '2i # a comment' -e 's/^## Summary/&\n\nMuch more is said here.\n/' -e 's/^Some\.$/Some people, many times./' "$A"
	assert_clean
	sed -i 's/See \[the log\](gone.md)\./  See   [the log](gone.md).  /' "$A"
	assert_clean
	printf '\n## More\n\nText.\n' >>"$A"
	assert_clean
}

@test "a line with an old finding that is edited counts again" {
	adopt
	sed -i '0,/See/s//Look at/' "$A"
	handoff_run check --baseline "$B"
	assert_status 1
	assert_output "$A:12:19: error: no such file: \"gone.md\" (handoff/item/gone.md) [link/broken]"
	assert_errors "handoff: 1 finding of $B is not there any more: \`handoff check --write-baseline $B\` takes it out"
}

@test "filling one gap makes nothing new of the gaps beside it, and a gap that opens is new" {
	adopt
	sed -i 's/^owner: zoe/&\ndue: 2026-12-01/' "$A"
	printf '\n## Plan\n\nSoon.\n\n### Users\n\nNone.\n' >>"$A"
	handoff_run check --baseline "$B"
	assert_status 0
	assert_output ''
	assert_errors "handoff: 2 findings of $B are not there any more: \`handoff check --write-baseline $B\` takes them out"
	# As many sections and fields are missing as before, but not the same ones.
	sed -i -e '/^title:/d' -e '/^## Impact/,/^Some/d' "$A"
	handoff_run check --baseline "$B"
	assert_status 1
	assert_equal "$(findings)" "$A error: \`title\` is missing [front/missing-field]
$A error: section \"Impact\" is missing (after \"Summary\") [section/missing]"
}

@test "the gaps of a section whose neighbour is filled stay known" {
	sed -i '/^## Impact/,$d' "$A"
	adopt
	assert_equal "$(grep -c section/missing "$B")" 2
	printf '## Impact\n\nSome.\n' >>"$A"
	handoff_run check --baseline "$B"
	assert_status 0
	assert_output ''
	assert_in_errors "handoff: 1 finding of $B is not there any more"
}

@test "of equal findings one may go without a word about the others, and one that is added is new" {
	adopt
	sed -i '0,/^See/{/^See/d}' "$A"
	handoff_run check --baseline "$B"
	assert_status 0
	assert_in_errors "handoff: 1 finding of $B is not there"
	sed -i 's/^See.*/&\n\n&\n\n&/' "$A"
	handoff_run check --baseline "$B"
	assert_status 1
	assert_equal "$(wc -l <"$OUT")" 1
	assert_in_output '[link/broken]'
}

@test "two rules of the contract on one row are two findings" {
	printf '\n## Risks\n\n| Risk | Owner |\n|---|---|\n| fire | |\n' >>"$A"
	adopt
	grep -q table/row "$B"
	sed -i 's/{id: risk-named, in: Risks, require: {Risk: {min-words: 2}}/{id: risk-known, in: Risks, none: {Risk: {matches: fire}}/' .handoff/templates/item.md
	handoff_run check --baseline "$B"
	assert_status 1
	assert_equal "$(wc -l <"$OUT")" 1
	assert_in_output '(risk-known) [table/row]'
	assert_in_errors "handoff: 1 finding of $B is not there"
}

@test "a document that git mv renames keeps its old findings, by its id" {
	item b
	adopt
	git add -A
	git commit -q -m Start
	mkdir handoff/item/old
	git mv "$A" handoff/item/old/new-name.md
	assert_clean
	# Written again it has the new path only.
	handoff_ok check --baseline "$B" --write-baseline
	refute grep -q "^$A" "$B"
	grep -q '^handoff/item/old/new-name.md	' "$B"
	assert_clean
	# Another id is another document.
	sed -i 's/^id: a$/id: other/' handoff/item/old/new-name.md
	handoff_run check --baseline "$B"
	assert_status 1
}

@test "a copy of a document has the findings of its own" {
	adopt
	sed 's/^id: a$/id: b/' "$A" >handoff/item/b.md
	handoff_run check --baseline "$B"
	assert_status 1
	refute grep -q "^$A" "$OUT"
	sed -i 's/^id: b$/id: a/' handoff/item/b.md
	handoff_run check --baseline "$B"
	assert_status 1
	assert_in_output 'front/duplicate-id'
}

@test "a gap of a draft counts once the document goes to review" {
	item a draft
	adopt
	grep -q 'section/missing	warning' "$B"
	assert_clean
	sed -i 's/^status: draft/status: review/' "$A"
	handoff_run check --baseline "$B"
	assert_status 1
	assert_equal "$(findings)" "$A error: \`due\` is missing [front/missing-field]
$A error: section \"Plan\" is missing (after \"Impact\") [section/missing]"
	assert_errors "handoff: 2 findings are graver now than $B has them: they count"
}

@test "a finding that is less grave than it was stays known" {
	adopt
	sed -i 's/^status: review/status: draft/' "$A"
	assert_clean
}

@test "findings that are gone are counted, whatever became of them; a deleted document too" {
	item b
	adopt
	rm "$A"
	handoff_run check --baseline "$B"
	assert_status 0
	assert_output ''
	assert_errors "handoff: $(grep -c "^$A" "$B") findings of $B are not there any more: \`handoff check --write-baseline $B\` takes them out"
	handoff_ok check --write-baseline "$B"
	assert_clean
}

@test "with paths, entries of other documents neither count as gone nor get lost" {
	item b
	adopt
	sed -i '/^See/d' handoff/item/b.md
	handoff_run check --baseline "$B" "$A"
	assert_status 0
	assert_silent
	cp "$B" ../before
	sed -i 's/^owner: zoe/owner: zack/' "$A"
	handoff_ok check --baseline "$B" --write-baseline -- "$A"
	assert_errors "handoff: $B: $(grep -c "^$A" "$B") findings written
handoff: $(grep -c '^handoff/item/b.md' ../before) of documents that were not checked stay"
	grep '^handoff/item/b.md' ../before | cmp - <(grep '^handoff/item/b.md' "$B")
	grep -q '^handoff/item/a.md.*zack' "$B"
	refute grep -q '^handoff/item/a.md.*zoe' "$B"
}

@test "writing again changes no byte, and replaces a baseline only" {
	local before

	adopt
	before=$(stat -c '%i %Y' "$B")
	handoff_ok check --write-baseline "$B"
	assert_equal "$(stat -c '%i %Y' "$B")" "$before"
	handoff_run check --write-baseline "$A"
	assert_refused "$A: is there and no baseline; it is left as it is"
	handoff_run check --baseline "$B" --write-baseline "$A"
	assert_refused "--baseline and --write-baseline name two files, $B and $A; name one"
	: >../empty
	handoff_run check --write-baseline ../empty
	assert_refused '../empty: is there and no baseline; it is left as it is'
}

@test "--write-baseline stands alone, with a file, or beside --baseline" {
	handoff_run check --write-baseline
	assert_refused 'which file? `handoff check --write-baseline FILE` lists the findings of now in it'
	handoff_ok check --baseline "$B" --write-baseline
	cp "$B" ../first
	rm "$B"
	handoff_ok check --write-baseline="$B"
	cmp "$B" ../first
	handoff_ok check --write-baseline --baseline "$B" --strict
	cmp "$B" ../first
}

@test "a baseline lies where it was put: from another directory, in a new one, outside of the repository" {
	adopt
	cd handoff/item
	handoff_run check --baseline ../../.handoff/baseline
	assert_status 0
	handoff_ok check --write-baseline known/of/old
	[ -f known/of/old ]
	handoff_ok check --write-baseline "$BATS_TEST_TMPDIR/outside"
	handoff_run check --baseline "$BATS_TEST_TMPDIR/outside"
	assert_status 0
	assert_silent
	handoff_run check --baseline ../../../outside
	assert_status 0
	handoff_run check --write-baseline "$BATS_TEST_TMPDIR/nowhere/outside"
	assert_refused 'nowhere: No such file'
}

@test "--fix leaves alone what is passed over, and mends what is new" {
	sed -i 's/^owner: zoe/&\ndue: 3 December 2026/' "$A"
	adopt
	item b
	sed -i 's/^owner: zoe/&\ndue: 4 December 2026/' handoff/item/b.md
	cp "$A" ../before
	handoff_run check --baseline "$B" --fix
	assert_status 1
	cmp "$A" ../before
	assert_in_file handoff/item/b.md 'due: 2026-12-04'
	assert_in_output 'handoff/item/b.md:7:6: fixed: written as 2026-12-04'
	assert_in_output 'fixed: section "Plan" added from the template'
}

@test "--fix before --write-baseline: what is left is written" {
	sed -i 's/^owner: zoe/&\ndue: 3 December 2026/' "$A"
	adopt
	handoff_ok check --fix --write-baseline "$B"
	assert_in_file "$A" 'due: 2026-12-03'
	refute grep -q 'must be a date' "$B"
	grep -q section/empty "$B"
	assert_clean
}

@test "exceptions come first: what a document excepts is in no baseline" {
	sed -i 's/^## Summary/&\n\n<!-- handoff: allow link\/broken because the log was lost in the fire -->/' "$A"
	adopt
	refute grep -q link/broken "$B"
	assert_clean
}

@test "a policy that cannot be used is trouble, and nothing is written" {
	echo 'nonsense: 1' >>.handoff/config.yaml
	handoff_run check --write-baseline "$B"
	assert_status 2
	assert_absent "$B"
}

# ---- What is refused -------------------------------------------------------------------------------

@test "a baseline that is not there is trouble, and says how to make one" {
	handoff_run check --baseline "$B"
	assert_refused "$B: no such baseline; \`handoff check --write-baseline $B\` makes it"
	handoff_run check --baseline ../nowhere/else
	assert_refused '../nowhere: No such file'
	handoff_run check --baseline ''
	assert_refused 'an empty path'
	handoff_run check --baseline handoff
	assert_status 2
	handoff_run check --baseline .git/config
	assert_refused '.git/config: no such baseline'
	handoff_run check --write-baseline .git/baseline
	assert_refused '.git/baseline: nothing is written into .git'
	assert_absent .git/baseline
}

@test "a baseline that is none, or damaged, is trouble at its line" {
	local line

	adopt
	line=$(tail -n 1 "$B")
	refuse() { # TEXT MESSAGE
		printf '%b' "$1" >"$B"
		handoff_run check --baseline "$B"
		assert_refused "handoff: $B:$2"
	}
	refuse '' ' not a baseline: its first line is not "# handoff baseline 1"'
	refuse 'version: 1\n' ' not a baseline: its first line is not "# handoff baseline 1"'
	refuse '# handoff baseline 2\n' ' a baseline of another version of handoff: "# handoff baseline 2"; `handoff check --write-baseline FILE` makes it again'
	refuse "# handoff baseline 1\n\n# fine\nwrong\n" '4: six columns belong here, with tabs between them'
	refuse "# handoff baseline 1\n$line\tmore\n" '2: six columns belong here'
	refuse "# handoff baseline 1\n${line//$'\t'/    }\n" '2: six columns belong here'
	refuse "# handoff baseline 1\n${line/error/fatal}\n" '2: the third column is error, warning or info'
	refuse "# handoff baseline 1\n${line/error/off}\n" '2: the third column is error, warning or info'
	refuse '# handoff baseline 1\na\tlink/broken\terror\tABCD\tb\tc\n' '2: the fourth column is a fingerprint of 64 hexadecimal digits'
}

@test "comments, empty lines, CRLF, disorder and lines that stand twice are read all the same" {
	adopt
	{
		head -n 1 "$B"
		echo '# ours'
		echo
		grep -v '^#' "$B" | tac
		grep -v '^#' "$B"
	} | sed 's/$/\r/' >../other
	cp ../other "$B"
	assert_clean
}

@test "a rule that is not known any more matches nothing, and is no trouble" {
	adopt
	sed -i 's/link\/broken/link\/dead/' "$B"
	assert_clean
	sed -i 's/^\(.*link\/dead\terror\t\)....../\1000000/' "$B"
	handoff_run check --baseline "$B"
	assert_status 1
	assert_in_errors '2 findings of .handoff/baseline are not there any more'
}

@test "a baseline that is too large, a link or a FIFO is refused" {
	adopt
	cp "$B" ../kept
	head -c 34000000 /dev/zero | tr '\0' '#' >>"$B"
	handoff_run check --baseline "$B"
	assert_refused "$B: larger than 33554432 bytes"
	rm "$B"
	ln -s ../../kept "$B"
	handoff_run check --baseline "$B"
	assert_refused "$B: is a symbolic link, not followed"
	handoff_run check --write-baseline "$B"
	assert_refused "$B: is a symbolic link, not followed"
	rm "$B"
	mkfifo "$B"
	handoff_run check --baseline "$B"
	assert_refused 'not a regular file'
}

@test "what a hostile document says reaches no line of the baseline but its own" {
	printf -- '---\nkind: item\nid: "x\\ty\\nhandoff\\u202e"\ntitle: t\nstatus: review\nowner: "z\\te\\x1b[31m\\n<<<<<<< x"\n---\n# t\n\n## A\tB\n\n[a](b%%09%%1b.md)\n' >handoff/item/evil.md
	cp handoff/item/evil.md $'handoff/item/#e\t\x1b\n.md'
	handoff_run check --write-baseline "$B"
	assert_withstood
	LC_ALL=C grep -vP '^#[^\t]*$' "$B" | refute grep -qvP '^[^\t]+\t[a-z]+/[a-z-]+\t[a-z]+\t[0-9a-f]{64}\t[^\t]+\t[^\t]+$'
	tr -d '\t' <"$B" >../plain
	assert_clean_bytes ../plain
	handoff_run check --baseline "$B"
	assert_withstood
	refute grep -qE 'missing-field|section/missing|link/broken' "$OUT"
}

@test "entries by the ten thousand, and old paths of one document, take no time" {
	local start

	adopt
	seq 1 60000 | awk 'BEGIN { OFS = "\t" } { print "old/" $1 ".md", "link/broken", "error", sprintf("%064x", $1), "a", "gone" }' >>"$B"
	start=$SECONDS
	handoff_run check --baseline "$B"
	assert_status 0
	assert_in_errors '60000 findings of'
	[ "$((SECONDS - start))" -lt 20 ]
}

# ---- Merging ---------------------------------------------------------------------------------------

@test "two branches that each mend a finding and write the baseline again merge without a conflict" {
	local i

	for i in 1 2 3 4 5 6; do
		item "m$i"
	done
	adopt
	git add -A
	git commit -q -m Start
	git switch -q -c left
	sed -i 's/^owner: zoe/owner: alice-ng/; /^See/d' handoff/item/m1.md
	sed -i '/^See/d' handoff/item/m1.md
	handoff_run check --write-baseline "$B"
	git commit -q -a -m left
	git switch -q main
	sed -i '/^See/d' handoff/item/m5.md
	handoff_ok check --write-baseline "$B"
	git commit -q -a -m right
	git merge -q left -m merged
	assert_clean
}

@test "the marks of a merge that failed are named, and keeping all lines is the way out" {
	item b
	adopt
	git add -A
	git commit -q -m Start
	git switch -q -c left
	sed -i '/^See/d' "$A"
	handoff_ok check --write-baseline "$B"
	git commit -q -a -m left
	git switch -q main
	sed -i 's/^owner: zoe/owner: zack/; /^See/d; $a [x](y.md)' "$A"
	handoff_ok check --write-baseline "$B"
	git commit -q -a -m right
	refute git merge -q left -m merged
	git checkout -q --ours -- "$A"
	handoff_run check --baseline "$B"
	assert_refused
	grep -qxE "handoff: $B:[0-9]+: a merge left its marks: keep the lines of both sides and delete the marks" "$ERR"
	sed -i -E '/^(<{7}|={7}|>{7})/d' "$B"
	handoff_run check --baseline "$B"
	assert_status 0
	assert_output ''
}

# ---- Trust -----------------------------------------------------------------------------------------

# A kind that is signed off, with a document that is approved and nobody signed.
signed_kind() {
	sed -i 's/^  strict-from:.*/&\n  signoffs: [{role: research-lead, before: [done], covers: all}]/' .handoff/templates/item.md
	sed -i 's/^status: review/status: done/' "$A"
}

@test "what trust rests on is in no baseline, and stays" {
	signed_kind
	git add -A
	git commit -q -m Start
	handoff_run check --write-baseline "$B"
	assert_status 1
	assert_in_output '[signoff/missing]'
	assert_in_errors 'no baseline can hold'
	refute grep -qE '	(signoff|lifecycle)/' "$B"
	cp "$OUT" ../left
	handoff_run check --baseline "$B"
	assert_status 1
	cmp "$OUT" ../left
}

@test "a line for such a finding that somebody wrote by hand is trouble, under whatever name" {
	local fingerprint

	signed_kind
	git add -A
	git commit -q -m Start
	handoff_run check --write-baseline "$B"
	handoff_run check --format json
	fingerprint=$(jq -r '.findings[] | select(.rule == "signoff/missing") | .fingerprint' "$OUT")
	cp "$B" ../kept
	printf '%s\tsignoff/missing\terror\t%s\ta\tknown\n' "$A" "$fingerprint" >>"$B"
	handoff_run check --baseline "$B"
	assert_refused "$B:$(wc -l <"$B"): no baseline can hold a finding of this rule: take the line out"
	cp ../kept "$B"
	printf '%s\tlink/broken\terror\t%s\ta\tknown\n' "$A" "$fingerprint" >>"$B"
	handoff_run check --baseline "$B"
	assert_status 1
	assert_in_output '[signoff/missing]'
}

@test "documents that could not be read, secrets and keys are in no baseline" {
	printf 'no front matter\n' >handoff/item/b.md
	printf -- '---\nkind: item\nid: [\n---\n' >handoff/item/c.md
	item d
	printf '\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYZZZZZZZKEY\n\n-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEA\n' >>handoff/item/d.md
	handoff_run check --write-baseline "$B"
	assert_status 1
	assert_in_output '[front/missing]'
	assert_in_output '[front/syntax]'
	assert_in_output '[text/secret]'
	refute grep -qE '	(front/missing|front/syntax|text/secret)	' "$B"
	refute grep -q wJalr "$B"
}

@test "with a trusted policy the baseline is the trusted commit's, not the branch's" {
	adopt
	git add -A
	git commit -q -m Start
	git switch -q -c topic
	printf '\nSee [another](lost.md).\n' >>"$A"
	handoff_ok check --write-baseline "$B"
	git commit -q -a -m 'a finding of its own, and a baseline that has it'
	assert_clean
	handoff_run check --baseline "$B" --policy main
	assert_status 1
	assert_equal "$(findings | grep -v policy/changed)" "$A error: no such file: \"lost.md\" (handoff/item/lost.md) [link/broken]"
	handoff_run check --baseline "$B" --policy main --rev topic
	assert_status 1
	# Of the documents' own commit where no policy is named.
	handoff_run check --baseline "$B" --rev topic
	assert_status 0
	rm "$B"
	handoff_run check --baseline "$B" --rev topic
	assert_status 0
	handoff_run check --baseline "$B" --policy main
	assert_status 1
}

@test "a trusted commit without the baseline is trouble, though the branch has one" {
	git add -A
	git commit -q -m Start
	adopt
	handoff_run check --baseline "$B" --policy main
	assert_refused "$B: no such baseline in refs/heads/main: with a trusted policy it has to be there first"
	handoff_run check --baseline "$B" --rev main
	assert_refused "$B: no such baseline in refs/heads/main"
}

@test "what merging another policy would bring is counted without what is known" {
	adopt
	git add -A
	git commit -q -m Start
	git switch -q -c topic
	sed -i 's/    weight: integer/    weight: {type: integer, required: true}/' .handoff/templates/item.md
	handoff_run check --baseline "$B" --policy main
	assert_status 1
	assert_equal "$(wc -l <"$OUT")" 1
	assert_in_output '[policy/changed]'
	assert_in_errors 'under the policy that stands here there would be 1 error and 0 warnings'
}

@test "in a bare repository the baseline comes from the commit, or from a path that begins with /" {
	adopt
	git add -A
	git commit -q -m Start
	git clone -q --bare . ../bare.git
	cp "$B" ../outside
	cd ../bare.git
	handoff_run check --rev main --baseline "$B"
	assert_status 0
	assert_silent
	handoff_run check --rev main --policy main --baseline "$B"
	assert_status 0
	handoff_run check --rev main --baseline "$BATS_TEST_TMPDIR/outside"
	assert_status 0
	handoff_run check --rev main --baseline ../outside
	assert_refused '../outside: no path in this repository'
	handoff_run check --rev main --write-baseline "$B"
	assert_refused 'a bare repository has no working tree to write to'
	handoff_ok check --rev main --write-baseline "$BATS_TEST_TMPDIR/written"
	cmp "$BATS_TEST_TMPDIR/written" ../outside
}

@test "all kinds of findings of the example documents can be known: none of them comes back" {
	good_documents
	find handoff -name '*.md' -exec sed -i -e '/^owner:/d' -e '/^created:/d' -e '0,/^## /{/^## /d}' {} +
	handoff_run check --write-baseline "$B"
	handoff_run check --baseline "$B" --format json
	assert_equal "$(jq -r '.findings[].rule' "$OUT" | sort -u)" ''
	[ "$(wc -l <"$B")" -gt 50 ]
	find handoff -name '*.md' -exec sed -i '0,/^# /s//\n\n# /' {} +
	handoff_run check --baseline "$B" --format json
	assert_equal "$(jq -r '.findings[].rule' "$OUT" | sort -u)" ''
}

@test "the fingerprints of equal findings stay what they are when a baseline takes one of them away" {
	note_kind
	note handoff/note/two.md Two
	printf '\n[a](gone.md) and [b](gone.md)\n' >>handoff/note/two.md
	handoff_run check handoff/note/two.md --format json
	jq -r '.findings[].fingerprint' "$OUT" | sort >"$BATS_TEST_TMPDIR/all"
	assert_equal "$(wc -l <"$BATS_TEST_TMPDIR/all")" 2
	sed -i 's/ and \[b\](gone.md)//' handoff/note/two.md
	handoff_ok check handoff/note/two.md --write-baseline base
	printf '%s\n' "$(sed 's/\[a\](gone.md)/[a](gone.md) and [b](gone.md)/' handoff/note/two.md)" >handoff/note/two.md
	handoff_run check handoff/note/two.md --baseline base --format json
	jq -r '(.findings + .baselined)[].fingerprint' "$OUT" | sort | uniq -d >"$BATS_TEST_TMPDIR/twice"
	[ ! -s "$BATS_TEST_TMPDIR/twice" ] || fail 'one fingerprint stands there twice'
}
