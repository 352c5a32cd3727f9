# What the tests of hooks share: hooks of others, and what is there before and after.

# A hook of somebody else's that says what it got: its name, arguments and standard input.
other_hook() { # PATH [STATUS]
	mkdir -p "$(dirname "$1")"
	cat >"$1" <<END
#!/bin/sh
{
	printf 'other %s:' "\${0##*/}"
	for word; do printf ' <%s>' "\$word"; done
	echo
	case \$0 in *pre-push* | *pre-receive*) cat ;; esac
} >>"$BATS_TEST_TMPDIR/said"
exit ${2-0}
END
	chmod 755 "$1"
}

# What hooks of others have said so far.
said() {
	cat "$BATS_TEST_TMPDIR/said" 2>/dev/null || :
}

# Every file and link below directories with its mode and bytes, but for the samples of git.
state_of_files() { # DIRECTORY...
	find "$@" ! -name '*.sample' \( -type f -printf '%m %p ' -exec sha256sum {} \; \
		-o -type l -printf '%p -> %l\n' \) | LC_ALL=C sort
}

remember() { # DIRECTORY...
	state_of_files "$@" >"$BATS_TEST_TMPDIR/remembered"
}

assert_as_remembered() { # DIRECTORY...
	state_of_files "$@" | diff "$BATS_TEST_TMPDIR/remembered" - || fail "not as it was before"
}

assert_failed() {
	[ "${status-0}" -ne 0 ] || fail "this was not refused"
}

# A document that has an error, and one that has none.
bad_note() { # PATH
	note "$1" Bad 'extra: field'
}

commits() { # ARGUMENT...: the commit is made
	keep git commit -q -m message "$@"
	assert_status 0
}

refuses() { # ARGUMENT...: the commit is refused, because of an error in a document
	keep git commit -q -m message "$@"
	assert_failed
	assert_in_errors "unknown field \"extra\""
	assert_in_errors "handoff: not committed"
}
