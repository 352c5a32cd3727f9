#!/usr/bin/env bats
# The manual: it has all that the program has, and mandoc finds nothing wrong with it.

load cli_helper

# What mandoc says of pages: nothing, but that they are not installed yet.
assert_well_formed() { # PAGE...
	mandoc -T lint -W style "$@" | grep -v -e 'referenced manual not found' -e 'mandoc.db' \
		>"$BATS_TEST_TMPDIR/lint" || :
	[ ! -s "$BATS_TEST_TMPDIR/lint" ] || fail "$(head -n 5 "$BATS_TEST_TMPDIR/lint")"
}

page_around() { # FILE: a page that has these sections
	printf '.Dd November 24, 2026\n.Dt OWN 7\n.Os\n.Sh NAME\n.Nm own\n.Nd a test\n'
	cat "$1"
}

@test "every page of the manual is well-formed" {
	assert_well_formed "$PROJECT"/man/*.[1-9] "$BUILD"/man/*.[1-9]
}

@test "handoff-rules(7) has every rule that explain has, once, with its examples" {
	handoff_ok explain --format json
	jq -r '.[].rule' "$OUT" | sort >"$BATS_TEST_TMPDIR/rules"
	sed -n 's/^\.Ss "\(.*\)"$/\1/p' "$BUILD/man/handoff-rules.7" | sed 's/\\-/-/g' | sort \
		>"$BATS_TEST_TMPDIR/paged"
	diff "$BATS_TEST_TMPDIR/rules" "$BATS_TEST_TMPDIR/paged"
	[ "$(grep -c '^\.Em Bad$' "$BUILD/man/handoff-rules.7")" -eq "$(wc -l <"$BATS_TEST_TMPDIR/rules")" ]
}

@test "handoff-kinds(7) has every built-in kind with its statuses, fields, sections and rules" {
	local kind

	mandoc -T ascii "$BUILD/man/handoff-kinds.7" | col -bx >"$BATS_TEST_TMPDIR/page"
	handoff_ok kinds --format json
	for kind in $(jq -r '.[].kind' "$OUT"); do
		assert_in_file "$BATS_TEST_TMPDIR/page" "$kind"
		sed -n "/^$kind\$/,/^[^ ]/{/^ /p}" "$BATS_TEST_TMPDIR/page" | tr -s ' \n' ' ' \
			>"$BATS_TEST_TMPDIR/section"
		[ -s "$BATS_TEST_TMPDIR/section" ] || fail "no section $kind"
		handoff_ok kinds "$kind" --format json
		jq -r '.statuses[], .fields[].name, .sections[].title, .sections[].columns[]?.name, .rules[].id' \
			"$OUT" >"$BATS_TEST_TMPDIR/names"
		while IFS= read -r name; do
			grep -qF -- " $name " "$BATS_TEST_TMPDIR/section" || fail "$kind lacks $name"
		done <"$BATS_TEST_TMPDIR/names"
	done
}

@test "handoff(1) has every command with every option" {
	local command

	mandoc -T ascii "$PROJECT/man/handoff.1" | col -bx >"$BATS_TEST_TMPDIR/page"
	handoff_ok help
	for command in $(sed -n 's/^  \([a-z]*\) .*/\1/p' "$OUT"); do
		grep -qE "^ +handoff .*\<$command\>|^ +$command\>" "$BATS_TEST_TMPDIR/page" || fail "$command"
		handoff_ok help "$command"
		grep -oE -- '--[a-z][a-z-]+' "$OUT" | sort -u >"$BATS_TEST_TMPDIR/options"
		while IFS= read -r option; do
			grep -qE -- "$option\>" "$BATS_TEST_TMPDIR/page" || fail "$command $option"
		done <"$BATS_TEST_TMPDIR/options"
	done
}

@test "handoff(1) has every verb of a kind with every option" {
	local kind verb

	mandoc -T ascii "$PROJECT/man/handoff.1" | col -bx >"$BATS_TEST_TMPDIR/page"
	handoff_ok help
	sed -n 's/^  \([a-zA-Z-]*\) \([a-z][a-z]*\)  .*/\1 \2/p' "$OUT" >"$BATS_TEST_TMPDIR/verbs"
	grep -qx 'game-day cards' "$BATS_TEST_TMPDIR/verbs"
	while read -r kind verb; do
		[ "$kind" != KIND ] || kind=kind
		grep -qE "^ +handoff $kind $verb\>" "$BATS_TEST_TMPDIR/page" || fail "$kind $verb"
		handoff_ok help "$kind" "$verb"
		grep -oE -- '--[a-z][a-z-]+' "$OUT" | sort -u >"$BATS_TEST_TMPDIR/options"
		while IFS= read -r option; do
			grep -qE -- "$option\>" "$BATS_TEST_TMPDIR/page" || fail "$kind $verb $option"
		done <"$BATS_TEST_TMPDIR/options"
	done <"$BATS_TEST_TMPDIR/verbs"
}

@test "sections of the manual are made for own kinds too, and keep their text as text" {
	mkdir -p .handoff/templates
	cat >.handoff/templates/note.md <<-'EOF'
		---
		kind: note
		contract:
		  directory: handoff/note
		  about: ".so /etc/passwd\\fB 'quoted' Do not ~ ^ `x` grün"
		  fields:
		    Do: {type: string, about: ".Sh FORGED"}
		    title: {type: string, required: true}
		  lifecycle: {initial: draft, draft: [final], final: []}
		---
		# {{title}}
		## .Sh FORGED "too"
		<!-- 'br -->
	EOF
	handoff_ok kinds note --format mdoc
	page_around "$OUT" >"$BATS_TEST_TMPDIR/own.7"
	assert_well_formed "$BATS_TEST_TMPDIR/own.7"
	refute grep -q '^\.Sh FORGED' "$OUT"
	refute grep -q '^\.so' "$OUT"
	mandoc -T utf8 "$BATS_TEST_TMPDIR/own.7" | col -bx >"$BATS_TEST_TMPDIR/page"
	grep -qF '.so /etc/passwd\fB '"'quoted'"' Do not ~ ^ `x` grün' "$BATS_TEST_TMPDIR/page"
	grep -qF '.Sh FORGED "too"' "$BATS_TEST_TMPDIR/page"
	grep -qF '.Sh FORGED' "$BATS_TEST_TMPDIR/page"
}

@test "sections of the manual are made outside of a repository" {
	cd "$BATS_TEST_TMPDIR"
	handoff_ok kinds --format mdoc
	assert_in_file "$OUT" '.Sh "readiness"'
	handoff_ok explain link --format mdoc
	assert_in_file "$OUT" '.Sh LINK'
	refute grep -q '^\.Sh TEXT' "$OUT"
}

@test "explain makes no manual of a contract's rules: kinds does" {
	handoff_run explain readiness/open-blocker --format mdoc
	assert_status 2
	assert_errors "handoff: --format mdoc is for built-in rules; \`handoff kinds KIND --format mdoc\` has those of contracts"
}
