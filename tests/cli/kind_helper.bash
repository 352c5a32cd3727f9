# What the tests of the kinds share: the good corpus, one edit to the document $DOC, and the exact
# finding. A file of tests says which document it edits:
#
#     load cli_helper
#     load kind_helper
#     DOC=handoff/premortem/feed-ranker-v43.md
#
# EXPECTED is a finding without its place: "message [rule]".

local_setup() {
	good_documents
}

# One edit; it fails when nothing has changed, for then the test would test nothing.
edit() { # SED-SCRIPT [FILE]
	local file=${2-$DOC}

	cp "$file" "$BATS_TEST_TMPDIR/before"
	sed -i -E "$1" "$file"
	refute cmp -s "$BATS_TEST_TMPDIR/before" "$file"
}

found() { # SEVERITY EXPECTED: stands in the output as it is, at some place of $DOC
	grep -v '^ ' "$OUT" | grep -F -- "$DOC:" | sed -E 's/^[^ ]+:[0-9]+:[0-9]+: //' |
		grep -qxF -- "$1: $2" || fail "standard output lacks: $1: $2"
}

errors_found() { # COUNT
	assert_equal "$(grep -c -E '^[^ ]+:[0-9]+:[0-9]+: error: ' "$OUT")" "$1"
}

# The document has this error, and no other.
breaks() { # SED-SCRIPT EXPECTED
	edit "$1"
	handoff_run check "$DOC"
	assert_status 1
	found error "$2"
	errors_found 1
}

# The same where other errors follow from the edit.
breaks_among_others() { # SED-SCRIPT EXPECTED
	edit "$1"
	handoff_run check "$DOC"
	assert_status 1
	found error "$2"
}

# The document has this warning, and no error.
warns() { # SED-SCRIPT EXPECTED
	edit "$1"
	handoff_run check "$DOC"
	assert_status 0
	found warning "$2"
	errors_found 0
}

# The document has no finding at all after the edit.
passes() { # SED-SCRIPT
	edit "$1"
	handoff_run check --strict "$DOC"
	assert_status 0
	assert_silent
}

# `new` writes a document that has every section of its template and nothing worse than gaps.
new_is_only_incomplete() { # KIND
	local path heading

	handoff_run "$1" new 'Some title'
	assert_status 0
	path=handoff/$1/some-title.md
	handoff_run check "$path"
	assert_status 0
	errors_found 0
	sed '1,/^---$/d' "$PROJECT/templates/$1.md" | grep -E '^#{2,} ' >"$BATS_TEST_TMPDIR/headings"
	[ -s "$BATS_TEST_TMPDIR/headings" ] || fail "the template has no sections"
	while IFS= read -r heading; do
		assert_in_file "$path" "$heading"
	done <"$BATS_TEST_TMPDIR/headings"
}
