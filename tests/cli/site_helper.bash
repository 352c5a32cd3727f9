# What the tests of sites in a browser share. The browser starts once for a file of tests, which says what
# the site is of and which suites of tests/site/ look at it:
#
#     load cli_helper
#     load site_helper
#     export LOOKS='every_page overview'
#     documents() { ... writes them into the repository it is in ... }
#
# Each test then has the name of one check of these suites, and asserts that it was made and found nothing.

NPM=$PROJECT/build/npm/node_modules

setup_file() {
	[ -d "$NPM/playwright-core" ] || {
		echo "no playwright-core: make build/npm/installed"
		return 1
	}
	BATS_TEST_TMPDIR=$BATS_FILE_TMPDIR/once
	mkdir "$BATS_TEST_TMPDIR"
	setup
	documents
	handoff_ok site --output "$BATS_FILE_TMPDIR/site"
	# shellcheck disable=SC2034  # keep reads it
	TIME_LIMIT=540
	# shellcheck disable=SC2086  # a list of words
	keep node "$PROJECT/tests/site/browser.mjs" "$NPM" "$BATS_FILE_TMPDIR/site" $LOOKS
	assert_status 0
	cp "$OUT" "$BATS_FILE_TMPDIR/seen"
}

# Commits all there is, as a person, on a day.
commit_on() { # DAY PERSON MESSAGE
	git add -A
	GIT_AUTHOR_DATE="$1T12:00:00Z" GIT_COMMITTER_DATE="$1T12:00:00Z" \
		git -c "user.name=$2" -c "user.email=$2@example.com" commit -q -m "$3"
}

# The check whose name the test has found nothing.
assert_seen() {
	grep -qxF "ok $BATS_TEST_DESCRIPTION" "$BATS_FILE_TMPDIR/seen" || fail "$(awk \
		-v name="not ok $BATS_TEST_DESCRIPTION" '
			$0 == name { found = 1 }
			/^(not )?ok / { is_it = $0 == name }
			is_it
			END { if (!found) print "the browser did not look at this" }' "$BATS_FILE_TMPDIR/seen")"
}

# Every check that was made is named by a test, or else nobody would hear of it.
assert_all_are_tests() {
	local name

	sed -n 's/^\(not \)\{0,1\}ok //p' "$BATS_FILE_TMPDIR/seen" | while IFS= read -r name; do
		grep -qxF "@test \"$name\" {" "$BATS_TEST_FILENAME" || fail "no test: $name"
	done
}

assert_nothing_found() {
	! grep -q '^not ok ' "$BATS_FILE_TMPDIR/seen" || fail "$(cat "$BATS_FILE_TMPDIR/seen")"
}
