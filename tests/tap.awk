# Reads what cmocka or bats (TAP) say of one file of tests, prints a line about it, and writes
# what failed and the counts to files. Variables: file, name, status (with which it ended), failures,
# counts (names of files).
function flush() {
	if (failing)
		printf "%s", text > failures
	text = ""
	failing = 0
}
/^1\.\.[0-9]+$/ { planned += substr($0, 4); plans++; next }
/^(not )?ok / {
	flush()
	seen++
	if (/^ok [0-9]+ .*# skip/ || /^(not )?ok [0-9]+ # SKIP/)
		skipped++
	else if (/^ok /)
		passed++
	else {
		failed++
		failing = 1
		text = "\n" file ": " substr($0, index($0, $3)) "\n"
	}
	next
}
{ all = all $0 "\n"; text = text "    " $0 "\n" }
END {
	flush()
	# A program that dies, or leaves early, cannot pass by what it did not get to.
	if (planned > seen) {
		missed = planned - seen
		printf "\n%s: ended with status %d before %d of its %d tests\n", file, status, missed, \
			planned > failures
		failed += missed
		lost = 1
	} else if (!plans || (status != 0 && !failed)) {
		printf "\n%s: ended with status %d%s\n", file, status, plans ? "" : " and ran no tests" \
			> failures
		failed++
		lost = 1
	}
	if (lost)
		printf "%s", all > failures
	print name, passed + 0, failed + 0, skipped + 0 > counts
	printf "  %-4s %-32s %4d%s\n", failed ? "FAIL" : "ok", name, passed + failed, \
		skipped ? " (" skipped " skipped)" : ""
}
