#!/usr/bin/env bats
# The site of 10,000 documents: no page gets large, and the overview stays quick to draw.
# bats file_tags=no-valgrind

load cli_helper
load site_helper
export LOOKS=large

documents() {
	note_kind
	mkdir -p handoff/note
	awk 'BEGIN {
		for (i = 1; i <= 10000; i++) {
			n = sprintf("%05d", i)
			out = "handoff/note/note-" n ".md"
			printf "---\nkind: note\nid: note-%s\ntitle: Note %s\nstatus: %s\n---\n", \
				n, n, (i % 2 ? "done" : "draft") > out
			printf "# Note %s\n\n## Text\n\nIt is said.\n", n > out
			close(out)
		}
	}'
	commit_on 2026-11-20 alice Start
}

@test "of 10,000 documents some hundred rows are in the page, and each is found" {
	assert_seen
}

@test "of 10,000 documents the last one typed is what is shown" {
	assert_seen
}

@test "no page of 10,000 documents is larger than 200 KiB" {
	assert_equal "$(find "$BATS_FILE_TMPDIR/site" -name '*.html' -size +204800c)" ''
}

@test "all that the browser looked at is told above" {
	assert_all_are_tests
}
