#!/usr/bin/env bats
# A history so long that a process of its own reads commits ahead: the answers are the same.

load cli_helper

HISTORY=$PROJECT/tests/bench/history.py

local_setup() {
	if [ ! -e "$BATS_FILE_TMPDIR/.git" ]; then
		generate
		cp -R . "$BATS_FILE_TMPDIR"
	fi
	rm -rf "$REPO"
	cp -R "$BATS_FILE_TMPDIR" "$REPO"
	cd "$REPO" || return
}

# 50 documents with two sign-offs each.
generate() {
	python3 "$HISTORY" 50 11000 | git fast-import --quiet --done
	git reset -q --hard
	git repack -a -d -q
	[ "$(git count-objects -v | sed -n 's/^in-pack: //p')" -gt 30000 ]
}

states() {
	handoff_ok status --format csv "$@"
	tr -d '\r' <"$OUT" | cut -d , -f 5 | sed 1d | sort | uniq -c | tr -s ' '
}

# Processes that were started for this repository and are still there.
left_over() {
	grep -l "$REPO" /proc/[0-9]*/cmdline 2>/dev/null || :
}

@test "all sign-offs of a long history are found" {
	assert_equal "$(states)" ' 100 valid'
	assert_equal "$(states --rev HEAD)" ' 100 valid'
	handoff_ok -C "$REPO" status
	assert_equal "$(left_over)" ''
}

@test "a history that is cut off in the middle is unverifiable behind it" {
	local middle

	middle=$(git rev-list --first-parent HEAD | sed -n 5500p)
	git rev-parse "$middle" >.git/shallow
	states >../cut
	grep -q unverifiable ../cut || fail "$(cat ../cut)"
	refute grep -qv 'valid\|unverifiable' ../cut
}

@test "a limit on commits counts those that were asked for, not those read ahead" {
	printf 'limits:\n  commits: 12000\n' >>.handoff/config.yaml
	assert_equal "$(states)" ' 100 valid'
	sed -i 's/commits: 12000/commits: 2000/' .handoff/config.yaml
	states >../cut
	grep -q unverifiable ../cut || fail "$(cat ../cut)"
}

@test "a malformed commit in the middle is one for both" {
	local middle

	git cat-file commit HEAD >../raw
	sed -i '1d' ../raw
	middle=$(git hash-object -t commit --literally -w --stdin <../raw)
	git cat-file commit HEAD | sed "s/^parent .*/parent $middle/" >../raw
	git update-ref HEAD "$(git hash-object -t commit --literally -w --stdin <../raw)"
	states >../cut
	grep -q '100 unverifiable' ../cut || fail "$(cat ../cut)"
}
