#!/usr/bin/env bats
# The site of a repository that is full of scripts, markup and names that mean something to scripts.
# bats file_tags=no-valgrind

load cli_helper
load site_helper
export LOOKS='every_page hostile'

documents() {
	python3 "$PROJECT/tests/site/hostile.py" "$PROJECT/tests/site/hostile.json"
	# shellcheck disable=SC2016  # it is meant
	commit_on 2026-11-20 '${alert(1)} "onerror=alert(1)' 'Title <script>alert(1)</script>'
}

@test "every hostile title is found by searching for it, and stands in its row as text" {
	assert_seen
}

@test "a document shows hostile text as text: title, heading, paragraph, cell, code" {
	assert_seen
}

@test "no page has a character that steers what is shown" {
	assert_seen
}

@test "every choice of every filter works, whatever it is called" {
	assert_seen
}

@test "pictures that stand alone are pictures, and run nothing" {
	assert_seen
}

@test "its pages hold to what every page holds to" {
	assert_nothing_found
}
