#!/usr/bin/env bats
# Documents of the wild: enhancement proposals, model cards and post-mortems that know nothing of handoff.
# They lie beside the checkout, in ../shared/samples; without that folder there is nothing to test.

load cli_helper

SAMPLES=$BATS_TEST_DIRNAME/../../../shared/samples

local_setup() {
	[ -d "$SAMPLES/enhancements" ] || skip "no samples beside the checkout"
	handoff init --bare-bones --no-hooks >/dev/null
}

take() { # FOLDER
	mkdir -p "handoff/$1"
	cp "$SAMPLES/$1"/*.md "handoff/$1"
	chmod -R u+w handoff
}

# Why each is one of: it was read (its kind is missed by place), or its fault has a line.
assert_answered() { # FILE
	grep -qE "^$1:[1-9][0-9]*:[1-9][0-9]*: error: .* \[(front|text)/[a-z-]+\]$" "$OUT" || fail "no finding on $1"
}

@test "every enhancement, each alone, gives findings with lines and ends with 1" {
	local file count=0

	take enhancements
	for file in handoff/enhancements/*.md; do
		handoff_run check "$file"
		assert_withstood
		assert_status 1
		assert_no_errors_said
		assert_answered "$file"
		refute grep -qvE "^$file:[1-9][0-9]*:[1-9][0-9]*: (error|warning|info): .* \[[a-z]+/[a-z-]+\]$" "$OUT"
		count=$((count + 1))
	done
	assert_equal "$count" 60
}

@test "all enhancements at once say what each says alone" {
	local file

	take enhancements
	for file in handoff/enhancements/*.md; do
		handoff check "$file" || :
	done >../alone
	handoff_run check
	assert_status 1
	LC_ALL=C sort ../alone >../alone.sorted
	LC_ALL=C sort "$OUT" | cmp - ../alone.sorted
	handoff_run check --jobs 1
	LC_ALL=C sort "$OUT" | cmp - ../alone.sorted
}

@test "every enhancement as a document of a kind for them parses, or has a syntax finding with its line" {
	local file

	take enhancements
	mkdir .handoff/templates
	cat >.handoff/templates/enhancement.md <<'END'
---
kind: enhancement
contract:
  name: Enhancement
  about: A proposal.
  directory: handoff/enhancements
  extra-fields: yes
  fields:
    title: {type: any}
    status: {type: any}
  lifecycle:
    initial: provisional
    provisional: [implementable, informational]
    implementable: [implemented]
    implemented: []
    informational: []
---
# {{title}}
END
	for file in handoff/enhancements/*.md; do
		sed -i '1s/^---[[:space:]]*$/---\nkind: enhancement/' "$file"
		handoff_run check "$file"
		assert_withstood
		refute grep -q 'unknown-kind' "$OUT"
		# What is left of front/* is real: no front matter, wrong YAML, or a field's value.
		if [ "$status" -eq 1 ] && grep -q '\[front/' "$OUT"; then
			grep -qE "^$file:[1-9][0-9]*:[1-9][0-9]*: error: .* \[front/[a-z-]+\]$" "$OUT"
		fi
	done
}

@test "front matter that YAML refuses is refused at the line" {
	local file line text

	take enhancements
	handoff_run check
	while IFS=: read -r file line _; do
		[ "$line" -le "$(wc -l <"$file")" ] || fail "$file has no line $line"
		text=$(sed -n "${line}p" "$file")
		[ -n "$text" ] || fail "$file:$line is empty"
	done < <(grep '\[front/syntax\]' "$OUT")
}

@test "every enhancement answers in JSON, with the same findings" {
	take enhancements
	handoff_run check
	cp "$OUT" ../text
	handoff_run check --format json
	assert_status 1
	assert_withstood
	assert_equal "$(grep -c '"fingerprint"' "$OUT")" "$(wc -l <../text)"
	assert_line '    "documents": 60,'
}

@test "model cards of the wild give findings and nothing worse" {
	local file

	take model-cards
	for file in handoff/model-cards/*.md; do
		handoff_run check "$file"
		assert_withstood
		assert_status 1
		assert_answered "$file"
	done
}

@test "model cards of the wild become documents of the kind, with gaps" {
	local file

	take model-cards
	for file in handoff/model-cards/*.md; do
		if head -n 1 "$file" | grep -q '^---'; then
			sed -i '1s/^---.*/---\nkind: model-card\nid: a-card\nstatus: draft/' "$file"
		else
			printf -- '---\nkind: model-card\nid: a-card\nstatus: draft\n---\n' | cat - "$file" >../card
			cp ../card "$file"
		fi
		handoff_run check "$file"
		assert_withstood
		assert_in_output '[section/missing]'
		refute grep -q 'unknown-kind' "$OUT"
	done
}

@test "post-mortems of the wild have no front matter, and are told so" {
	local file

	take postmortems
	for file in handoff/postmortems/*.md; do
		handoff_run check "$file"
		assert_withstood
		assert_status 1
		assert_answered "$file"
	done
}

@test "post-mortems of the wild become documents of the kind, with gaps" {
	local file

	take postmortems
	for file in handoff/postmortems/*.md; do
		printf -- '---\nkind: postmortem\nid: an-incident\ntitle: An incident\nstatus: draft\n---\n' |
			cat - "$file" >../incident
		cp ../incident "$file"
		handoff_run check "$file"
		assert_withstood
		refute grep -q '\[front/syntax\]\|unknown-kind' "$OUT"
	done
}

@test "a new document takes over what a sample has under the same headings" {
	local file

	take postmortems
	take model-cards
	take enhancements
	for file in handoff/*/*.md; do
		rm -rf handoff/readiness
		handoff_run readiness new X --from "$file"
		assert_withstood
		[ "$status" -eq 2 ] || [ -f handoff/readiness/x.md ] || fail "nothing is written"
		[ "$status" -eq 0 ] || [ ! -e handoff/readiness/x.md ] || fail "it is written all the same"
	done
}

@test "samples with CRLF, without a last line end, and cut in the middle are withstood" {
	local file

	take enhancements
	for file in handoff/enhancements/*.md; do
		sed -i 's/$/\r/' "$file"
		truncate -s $(($(wc -c <"$file") * 2 / 3)) "$file"
	done
	handoff_run check
	assert_status 1
	assert_clean_bytes "$OUT"
	[ ! -s "$ERR" ]
	for file in handoff/enhancements/*.md; do
		truncate -s 300 "$file"
	done
	handoff_run check
	assert_status 1
	assert_clean_bytes "$OUT"
}
