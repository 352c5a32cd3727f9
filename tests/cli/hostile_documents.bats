#!/usr/bin/env bats
# Documents made to harm: each ends in a finding on the right line, never in a crash, a hang or silence.

# shellcheck disable=SC1003,SC2016,SC2086  # backticks, $ and \ in single quotes are meant; no blanks in paths
load cli_helper

local_setup() {
	handoff init --bare-bones --no-hooks >/dev/null
	note_kind
	DOC=handoff/note/x.md
	mkdir -p handoff/note
}

# A note whose front matter has these lines besides those that it needs; they begin on line 6.
front() { # FORMAT
	{
		printf -- '---\nkind: note\nid: x\ntitle: X\nstatus: done\n'
		# shellcheck disable=SC2059  # escapes are the point
		printf "$1"
		printf -- '---\n# X\n\n## Text\n\nIt is said.\n'
	} >$DOC
}

# A note whose section has what stands on standard input; it begins on line 11.
body() {
	{
		printf -- '---\nkind: note\nid: x\ntitle: X\nstatus: done\n---\n# X\n\n## Text\n\n'
		cat
	} >$DOC
}

check_doc() {
	handoff_run check $DOC
	assert_withstood
}

# One finding there, of that rule, and status 1.
assert_finding() { # PLACE RULE [PART OF MESSAGE]
	check_doc
	assert_status 1
	grep -qE "^$DOC:$1: error: .*\[$2\]$" "$OUT" || fail "no $2 at $1"
	[ $# -lt 3 ] || assert_in_output "$3"
}

# Ends in time, with findings or without, and checks the document beside it all the same.
assert_survived() {
	note handoff/note/zzz.md Other 'extra: field'
	handoff_run check
	assert_withstood
	assert_status 1
	assert_in_output 'handoff/note/zzz.md:6:1: error: '
	rm handoff/note/zzz.md
}

repeat() { # COUNT TEXT
	yes "$2" | head -n "$1" | tr -d '\n'
}

# ---- YAML ------------------------------------------------------------------------------------------

@test "YAML: flow lists nested too deep are refused in time" {
	front 'a: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[x]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]\n'
	assert_finding '6:[0-9]+' 'text/limit|front/syntax'
	{
		printf -- '---\nkind: note\na: '
		repeat 60000 '['
		printf '\n---\n'
	} >$DOC
	check_doc
	assert_status 1
	assert_survived
}

@test "YAML: flow maps and block lists nested too deep are refused in time" {
	{
		printf -- '---\nkind: note\na: '
		repeat 10000 '{a: '
		printf '\n---\n'
	} >$DOC
	check_doc
	assert_status 1
	{
		printf -- '---\nkind: note\na:\n  '
		repeat 20000 '- '
		printf 'x\n---\n'
	} >$DOC
	check_doc
	assert_status 1
	{
		printf -- '---\nkind: note\n'
		for i in $(seq 0 200); do printf "%${i}sa:\n" ''; done
		printf -- '---\n'
	} >$DOC
	check_doc
	assert_status 1
	assert_survived
}

@test "YAML: an anchor is refused" {
	front 'x-a: &anchor value\n'
	assert_finding '6:6' front/anchor
}

@test "YAML: an alias is refused" {
	front 'x-a: *anchor\n'
	assert_finding '6:6' 'front/(anchor|syntax)'
	front 'x-a: &a [1, 2]\nx-b: *a\n'
	assert_finding '6:6' front/anchor
}

@test "YAML: aliases that grow without end (billion laughs) are refused in time" {
	front 'x-a: &a [x,x,x,x,x,x,x,x,x]\nx-b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nx-c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nx-d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\nx-e: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\n'
	assert_finding '6:6' front/anchor
}

@test "YAML: an alias within its own anchor is refused" {
	front 'x-a: &a [*a]\n'
	assert_finding '6:6' front/anchor
	front 'x-a: &a {b: *a}\n'
	assert_finding '6:6' front/anchor
}

@test "YAML: merge keys are refused" {
	front '<<: {kind: brief}\n'
	assert_finding '6:1' front/anchor
	front 'x-a: {<<: {b: c}}\n'
	assert_finding '6:7' front/anchor
}

@test "YAML: explicit tags are refused" {
	local tag

	for tag in '!!str x' '!!python/object/apply:os.system ["id"]' '!local x' '!<tag:yaml.org,2002:int> 1' '! x' '!!binary aGk=' '!!map {}' '!!seq []'; do
		front "x-a: $tag\n"
		assert_finding '6:6' front/syntax
	done
}

@test "YAML: directives are refused" {
	printf -- '%%YAML 1.1\n---\nkind: note\n---\n# X\n' >$DOC
	assert_finding '1:1' 'front/(missing|syntax)'
	printf -- '---\n%%TAG ! tag:example.com,2026:\nkind: note\n---\n# X\n' >$DOC
	assert_finding '2:1' front/syntax
}

@test "YAML: a key that stands twice is refused, where it stands again" {
	front 'status: draft\n'
	assert_finding '6:1' front/duplicate-key
	front '"status": draft\n'
	assert_finding '6:1' front/duplicate-key
	front '"stat\\x75s": draft\n'
	assert_finding '6:1' front/duplicate-key
	front 'x-a: {b: 1, b: 2}\n'
	assert_finding '6:13' front/duplicate-key
	front 'x-a:\n  - b: 1\n    b: 2\n'
	assert_finding '8:5' front/duplicate-key
}

@test "YAML: many keys in one map end in time" {
	{
		printf -- '---\nkind: note\nid: x\ntitle: X\nstatus: done\n'
		seq -f 'x%.0f: 1' 5000
		printf -- '---\n# X\n\n## Text\n\nIt is said.\n'
	} >$DOC
	check_doc
	assert_status 1
}

@test "YAML: keys that are no strings are refused" {
	front '[a, b]: c\n'
	assert_finding '6:1' front/syntax
	front '{a: b}: c\n'
	assert_finding '6:1' front/syntax
	front '? [a]\n: c\n'
	assert_finding '6:[0-9]+' front/syntax
}

@test "YAML: a second document in the front matter is refused" {
	front '...\nkind: brief\n'
	assert_finding '[67]:1' front/syntax
	front '...\n'
	check_doc
}

@test "YAML: --- within the front matter ends it" {
	printf -- '---\nkind: note\nid: x\ntitle: X\nstatus: done\n---\nkind: brief\n---\n# X\n\n## Text\n\nIt is said.\n' >$DOC
	check_doc
	assert_not_in_output brief
	refute grep 'front/' "$OUT"
}

@test "YAML: front matter that is a list, a scalar or empty is refused" {
	printf -- '---\n- kind: note\n---\n# X\n' >$DOC
	assert_finding '2:1' front/syntax
	printf -- '---\njust text\n---\n# X\n' >$DOC
	assert_finding '2:1' front/syntax
	printf -- '---\n---\n# X\n' >$DOC
	assert_finding '[12]:1' 'front/[a-z-]+'
	printf -- '---\n# only a comment\n---\n# X\n' >$DOC
	assert_finding '[123]:1' 'front/[a-z-]+'
}

@test "YAML: a NUL after unescaping is refused" {
	front 'x-a: "a\\0b"\n'
	assert_finding '6:6' front/syntax
	front 'x-a: "a\\x00b"\n'
	assert_finding '6:6' front/syntax
	front '"x-a\\u0000": b\n'
	assert_finding '6:1' front/syntax
}

@test "YAML: control characters after unescaping are refused" {
	local escape

	for escape in '\\a' '\\b' '\\e' '\\x1b' '\\x7f' '\\x9b' '\\u0085' '\\N' '\\u202e' '\\u2066' '\\u200b' '\\ufeff' '\\U000e0041'; do
		front "x-a: \"a${escape}b\"\n"
		check_doc
		assert_status 1
		grep -qE "^$DOC:6:[0-9]+: error: .*\[(front/syntax|text/invisible)\]$" "$OUT" || fail "$escape passed"
	done
}

@test "YAML: surrogates after unescaping are refused" {
	local escape

	for escape in '\\ud800' '\\udfff' '\\U00110000' '\\Uffffffff'; do
		front "x-a: \"a${escape}b\"\n"
		assert_finding '6:[0-9]+' front/syntax
	done
}

@test "YAML: what it cannot read is said with line and column" {
	front 'a: [1, 2\n'
	check_doc
	assert_status 1
	grep -qE "^$DOC:[67]:[0-9]+: error: .*\[front/syntax\]$" "$OUT" || fail "no place"
	front 'a: "never closed\n'
	check_doc
	assert_status 1
	front 'a: b: c\n'
	assert_finding '6:[0-9]+' front/syntax
	front '\ta: b\n'
	assert_finding '6:1' front/syntax
	front 'a: @x\n'
	assert_finding '6:4' front/syntax
	front 'a: `x`\n'
	assert_finding '6:4' front/syntax
	front 'a: %%x\n'
	assert_finding '6:4' front/syntax
	front '  b: c\n'
	assert_finding '6:[0-9]+' front/syntax
}

@test "YAML: scalars are strings, whatever they look like" {
	front 'x-a: 0o14\nx-b: 1e1000\nx-c: .inf\nx-d: yes\nx-e: 2026-11-24\nx-f: 99999999999999999999999999\nx-g: ~\nx-h: 0x7fffffffffffffff\nx-i: 1:30:00\n'
	check_doc
	assert_status 0
}

@test "YAML: front matter beyond its limit is refused, and the setting is named" {
	{
		printf -- '---\nkind: note\nid: x\ntitle: X\nstatus: done\nx-a: '
		head -c 70000 /dev/zero | tr '\0' a
		printf -- '\n---\n# X\n\n## Text\n\nIt is said.\n'
	} >$DOC
	assert_finding '[0-9]+:1' text/limit 'front-matter'
	assert_survived
}

@test "YAML: long lines, long keys and long block scalars within the limit are read" {
	{
		printf -- '---\nkind: note\nid: x\ntitle: X\nstatus: done\nx-a: |\n'
		yes '  text' | head -n 8000
		printf -- '---\n# X\n\n## Text\n\nIt is said.\n'
	} >$DOC
	check_doc
	assert_status 0
	{
		printf -- '---\nkind: note\nid: x\ntitle: X\nstatus: done\nx-'
		head -c 2000 /dev/zero | tr '\0' a
		printf -- ': b\n---\n# X\n\n## Text\n\nIt is said.\n'
	} >$DOC
	check_doc
}

# ---- Fence and encoding ----------------------------------------------------------------------------

@test "an unclosed front matter is refused where it begins" {
	printf -- '---\nkind: note\nid: x\n\n# X\n' >$DOC
	assert_finding '1:1' front/missing
	printf -- '---\nkind: note\n----\n# X\n' >$DOC
	assert_finding '1:1' front/missing
	printf -- '---\nkind: note\n ---\n# X\n' >$DOC
	check_doc
	assert_status 1
	printf -- '---\n' >$DOC
	assert_finding '1:1' front/missing
	printf -- '---' >$DOC
	assert_finding '1:1' front/missing
}

@test "a fence that is none is refused" {
	printf -- '----\nkind: note\n---\n# X\n' >$DOC
	assert_finding '1:1' front/missing
	printf -- ' ---\nkind: note\n---\n# X\n' >$DOC
	assert_finding '1:1' front/missing
	printf -- '\n---\nkind: note\n---\n# X\n' >$DOC
	assert_finding '1:1' front/missing
	printf -- '+++\nkind = "note"\n+++\n# X\n' >$DOC
	assert_finding '1:1' front/missing
}

@test "an empty file, and one with spaces only, has no front matter" {
	: >$DOC
	assert_finding '1:1' front/missing
	printf '   \n\n' >$DOC
	assert_finding '1:1' front/missing
	printf '\n' >$DOC
	assert_finding '1:1' front/missing
}

@test "CRLF line ends are read like LF" {
	note $DOC X
	sed -i 's/$/\r/' $DOC
	check_doc
	assert_status 0
	note $DOC X 'extra: field'
	sed -i 's/$/\r/' $DOC
	assert_finding '6:1' front/unknown-field
}

@test "mixed line ends keep lines right" {
	printf -- '---\r\nkind: note\nid: x\r\ntitle: X\nstatus: done\r\nextra: 1\n---\r\n# X\n\r\n## Text\r\n\nText.\n[x](nowhere.md)\r\n' >$DOC
	assert_finding '6:1' front/unknown-field
	grep -q "^$DOC:13:5: error: .*\[link/broken\]$" "$OUT" || fail "no link/broken on line 13"
}

@test "lone carriage returns do not hide lines" {
	printf -- '---\rkind: note\rid: x\r---\r# X\r' >$DOC
	check_doc
	assert_status 1
	front 'x-a: b\rextra: hidden\n'
	check_doc
	assert_status 1
}

@test "a byte order mark is refused at 1:1" {
	note $DOC X
	sed -i '1s/^/\xef\xbb\xbf/' $DOC
	assert_finding '1:1' text/encoding 'byte order mark'
}

@test "UTF-16 is refused, in both byte orders, with and without a mark" {
	local form

	for form in UTF-16LE UTF-16BE UTF-16 UTF-32LE; do
		note $DOC X
		iconv -f UTF-8 -t $form $DOC >../utf16
		cp ../utf16 $DOC
		check_doc
		assert_status 1
		grep -qE "^$DOC:1:[0-9]+: error: .*\[text/encoding\]$" "$OUT" || fail "$form passed"
	done
}

@test "invalid UTF-8 is refused with line and byte" {
	body < <(printf 'good\nbad \377 byte\n')
	assert_finding '12:5' text/encoding
	grep -qE 'byte [0-9]+' "$OUT" || fail "no byte offset"
	body < <(printf 'cut \342\202')
	assert_finding '11:5' text/encoding
	front 'x-a: \351\n'
	assert_finding '6:6' text/encoding
}

@test "overlong forms, surrogates and what lies beyond Unicode are refused" {
	local bytes

	for bytes in '\300\257' '\340\200\257' '\360\200\200\257' '\355\240\200' '\364\220\200\200' '\365\200\200\200' '\370\210\200\200\200' '\200' '\376' '\300\200'; do
		# shellcheck disable=SC2059
		body < <(printf "a${bytes}b\n")
		assert_finding '11:2' text/encoding
	done
}

@test "a NUL is refused with its place" {
	body < <(printf 'a\0b\n')
	check_doc
	assert_status 1
	grep -qE "^$DOC:11:2: error: .*\[text/(encoding|invisible)\]$" "$OUT" || fail "no place"
	printf '\0' >$DOC
	check_doc
	assert_status 1
	printf -- '---\nkind: note\0\n---\n' >$DOC
	check_doc
	assert_status 1
}

@test "control, bidirectional and invisible characters in the text are found where they stand" {
	local bytes

	for bytes in '\033[31m' '\007' '\010' '\177' '\302\205' '\302\233' '\342\200\256' '\342\201\246' '\342\200\213' '\342\200\217' '\302\255' '\357\273\277' '\363\240\201\201' '\342\201\240'; do
		# shellcheck disable=SC2059
		body < <(printf "text ${bytes}x\n")
		check_doc
		assert_status 1
		grep -qE "^$DOC:11:[0-9]+: error: .*\[text/invisible\]$" "$OUT" || fail "$bytes passed"
	done
}

@test "invisible characters are found in front matter, headings, cells, code and comments" {
	local mark=$'\u202e'

	front "x-a: a${mark}b\n"
	assert_finding '6:7' text/invisible
	front "# comment ${mark}\n"
	assert_finding '6:11' text/invisible
	body <<<"\`code ${mark}\`"
	assert_finding '11:7' text/invisible
	body <<<"<!-- ${mark} -->"
	check_doc
	grep -q '\[text/invisible\]' "$OUT" || fail "in a comment it passed"
	body <<<"[x](a${mark}.md)"
	check_doc
	grep -q '\[text/invisible\]' "$OUT" || fail "in a link it passed"
	body < <(printf '| A%s |\n|---|\n| b%s |\n' "$mark" "$mark")
	assert_finding '11:4' text/invisible
	assert_finding '13:4' text/invisible
}

@test "joiners that a script or an emoji needs are no findings" {
	body <<<$'👩\u200d🚀 and می\u200cخواهم'
	check_doc
	assert_status 0
}

# ---- Size ------------------------------------------------------------------------------------------

# bats test_tags=no-valgrind
@test "a document of 10 MB is refused in time, and the setting is named" {
	{
		note $DOC X
		yes 'It is said again and again.' | head -c 10000000 >>$DOC
	}
	assert_finding '1:1' text/limit 'limits: document-kib'
	assert_survived
}

# bats test_tags=no-valgrind
@test "the limit on a document can be raised" {
	note $DOC X
	yes 'It is said again and again.

' | head -c 1500000 >>$DOC
	assert_finding '1:1' text/limit
	echo 'limits: {document-kib: 4096}' >>.handoff/config.yaml
	check_doc
	assert_status 0
}

# bats test_tags=no-valgrind
@test "a document of nearly 1 MiB is checked" {
	note $DOC X
	yes 'It is said again and again.

' | head -c 1000000 >>$DOC
	check_doc
	assert_status 0
}

# bats test_tags=no-valgrind
@test "an endless sparse file is refused without being read" {
	truncate -s 1T $DOC 2>/dev/null || truncate -s 8G $DOC
	assert_finding '1:1' text/limit
	assert_survived
}

# bats test_tags=no-valgrind
@test "one line of 1 MB ends in time" {
	body < <(head -c 1000000 /dev/zero | tr '\0' a)
	check_doc
	assert_survived
	body < <(yes 'a ' | head -n 500000 | tr -d '\n')
	check_doc
	assert_survived
}

# bats test_tags=no-valgrind
@test "a hundred thousand headings are beyond a limit, or are checked, in time" {
	body < <(yes '## A heading' | head -n 80000)
	check_doc
	assert_status 1
	assert_survived
}

# bats test_tags=no-valgrind
@test "a huge table is beyond a limit, or is checked, in time" {
	body < <(
		printf '| A | B |\n|---|---|\n'
		yes '| a | b |' | head -n 90000
	)
	check_doc
	assert_survived
	body < <(
		repeat 5000 '| A '
		printf '|\n'
		repeat 5000 '|---'
		printf '|\n'
		for i in $(seq 40); do repeat 5000 '| x '; printf '|\n'; done
	)
	check_doc
	assert_survived
}

# bats test_tags=no-valgrind
@test "a table whose rows lack cells does not grow without end" {
	body < <(
		repeat 20000 '|A'
		printf '|\n'
		repeat 20000 '|-'
		printf '|\n'
		yes '|x|' | head -n 20000
	)
	check_doc
	assert_survived
}

# ---- Markdown that is known to be slow or to abort (cmark's pathological tests, and CVEs) ---------------

# bats test_tags=no-valgrind
@test "Markdown: nested lists end in time" {
	body < <(for i in $(seq 0 280); do printf "%$((i * 2))s* a\n" ''; done)
	check_doc
	assert_survived
	body < <(repeat 20000 '* '; echo a)
	check_doc
	assert_survived
	body < <(repeat 20000 '- '; echo a; repeat 20000 '1. '; echo a)
	check_doc
	assert_survived
}

# bats test_tags=no-valgrind
@test "Markdown: nested block quotes end in time" {
	body < <(repeat 200000 '> '; echo a)
	check_doc
	assert_survived
	body < <(for i in $(seq 300); do repeat $((i * 3)) '>'; echo a; done)
	check_doc
	assert_survived
}

# bats test_tags=no-valgrind
@test "Markdown: nested emphasis, brackets and links end in time" {
	local open

	for open in '*a **a ' '*a_ ' '[' '![' '[a](' '![[]()' '**x [a*b**c*](d) ' '***' '_a ' '[a][' '[[a]' '~~a ~'; do
		body < <(repeat 30000 "$open"; echo)
		check_doc
	done
	body < <(repeat 30000 '['; repeat 30000 ']'; echo)
	check_doc
	body < <(repeat 30000 '**a **b'; repeat 30000 ' c** d**'; echo)
	check_doc
	body < <(repeat 40000 '*'; repeat 40000 '_'; echo)
	check_doc
	assert_survived
}

# bats test_tags=no-valgrind
@test "Markdown: unclosed HTML, comments, declarations and CDATA end in time" {
	local open

	for open in 'a <?' 'a <!-- ' '<!A ' 'a <![CDATA[' '<!-' '<a href="' '</' '<a b=' '<!----' '<!-->'; do
		body < <(repeat 60000 "$open"; echo)
		check_doc
	done
	assert_survived
}

# bats test_tags=no-valgrind
@test "Markdown: backticks of growing length end in time" {
	body < <(for i in $(seq 1 1400); do printf 'e%0.s' 1; head -c "$i" /dev/zero | tr '\0' '`'; done; echo)
	check_doc
	assert_survived
}

# bats test_tags=no-valgrind
@test "Markdown: link references that expand do not fill memory" {
	body < <(
		printf '[a]: /'
		head -c 100000 /dev/zero | tr '\0' x
		printf '\n\n'
		repeat 20000 '[a] '
		echo
	)
	check_doc
	body < <(
		seq -f '[%.0f]: /x' 40000
		seq -f '[%.0f]' 20000
	)
	check_doc
	assert_survived
}

# bats test_tags=no-valgrind
@test "Markdown: footnotes, autolinks, entities and www end in time" {
	local text

	for text in '[^a]' '[^1]: ' 'www.' 'http://a.' 'a@b.' '&amp' '&#x' '@a' 'www.a_b_' '!' '\\' ':::' '$$' 'x@y_z-'; do
		body < <(repeat 60000 "$text"; echo)
		check_doc
	done
	body < <(seq -f '[^%.0f]: x' 10000; seq -f '[^%.0f]' 10000)
	check_doc
	assert_survived
}

# bats test_tags=no-valgrind
@test "Markdown: tables and pipes without end end in time" {
	body < <(
		repeat 100000 '|'
		printf '\n'
		repeat 100000 '|-'
		printf '\n'
	)
	check_doc
	body < <(yes '|a|
|-|' | head -n 60000)
	check_doc
	body < <(
		echo 'a | b'
		echo '- | -'
		yes 'a | b \|' | head -n 40000
	)
	check_doc
	body < <(yes '||' | head -n 100000)
	check_doc
	assert_survived
}

# bats test_tags=no-valgrind
@test "Markdown: many paragraphs, breaks, rules and fences end in time" {
	local line

	for line in '---' '***' '~~~' '```' '```a' '# ' '>' '-' '1)' '    ' '	' '===' 'a  ' '\' '- [ ] ' '- [x] a' '* * *'; do
		body < <(yes "$line" | head -n 60000)
		check_doc
	done
	assert_survived
}

# bats test_tags=no-valgrind
@test "Markdown: an open code fence swallows nothing in silence" {
	# shellcheck disable=SC2016
	body < <(printf '```\n## Hidden\n')
	check_doc
	assert_status 1
	assert_in_output '[text/unclosed-code]'
}

# bats test_tags=no-valgrind
@test "Markdown: front matter in the body, or in code, is no front matter" {
	body < <(printf -- '---\nkind: brief\nstatus: approved\n---\n')
	check_doc
	refute grep 'front/' "$OUT"
}

# bats test_tags=no-valgrind
@test "one document that cannot be parsed in time does not stop the others" {
	echo 'limits: {seconds: 1}' >>.handoff/config.yaml
	handoff_run check
	[ "$status" -eq 0 ] || skip "no setting for the time"
	body < <(repeat 200000 '* a
')
	assert_survived
}

# ---- Kinds, statuses and fields that are not what they seem ---------------------------------------------

@test "a kind that is a path, a list or a map is refused" {
	local kind

	for kind in ../../etc/passwd /etc/passwd .git/config 'note/../note' 'NOTE' 'nоte' 'note ' '""' '[note]' '{note: note}' '~' "note\\x00" ; do
		printf -- '---\nkind: %s\nid: x\ntitle: X\nstatus: done\n---\n# X\n\n## Text\n\nIt is said.\n' "$kind" >$DOC
		check_doc
		[ "$kind" = 'note ' ] && continue
		assert_status 1
		grep -qE "^$DOC:[0-9]+:[0-9]+: error: .*\[front/[a-z-]+\]$" "$OUT" || fail "$kind passed"
	done
}

@test "a mistyped kind names the nearest" {
	note $DOC X
	sed -i 's/^kind: note/kind: noet/' $DOC
	assert_finding '2:7' front/unknown-kind '"note"'
}

@test "messages quote the document's text without its terminal escapes" {
	printf -- '---\nkind: "no\\e]0;title\\ate"\nid: x\n---\n' >$DOC
	check_doc
	front '"ex\\u009btra": 1\n'
	check_doc
	front '"x\\ny": 1\n'
	check_doc
	body < <(printf '[x](a\033[31mb.md) [y](<c\302\233d.md>) [z](%%1b%%9b%%0a.md) [n](&#27;[31m.md) [u](&#x202e;.md)\n')
	check_doc
	assert_status 1
	handoff_run check --format json $DOC
	assert_withstood
}

@test "workflow commands in a document never begin a line of output" {
	front '"::error file=x,line=1::pwned": 1\n'
	check_doc
	refute grep -qE '^(::|##\[)' "$OUT"
	printf -- '---\nkind: "\\n::error::pwned"\n---\n' >$DOC
	check_doc
	refute grep -qE '^(::|##\[)' "$OUT"
}

@test "links that leave the repository are refused" {
	local target

	for target in ../../../etc/passwd ../../../../../../../../etc/passwd '..%2f..%2f..%2fx.md' ../../../x.md; do
		body <<<"[x]($target)"
		check_doc
		assert_status 1
		grep -qE "^$DOC:11:[0-9]+: error: .*\[link/outside\]$" "$OUT" || fail "$target passed"
	done
}

@test "a link through a symbolic link does not say whether a file is there" {
	ln -s /etc handoff/note/etc
	body <<<'[x](etc/passwd)'
	handoff_run check $DOC
	assert_withstood
	cp "$OUT" ../there
	echo "$status" >../status
	body <<<'[x](etc/nowhr8)'
	handoff_run check $DOC
	assert_status "$(cat ../status)"
	sed 's/passwd/nowhr8/g' ../there | cmp - "$OUT"
}

@test "a link into .git says nothing about it" {
	body <<<'[x](../../.git/config)'
	check_doc
	assert_status 1
	grep -qE "^$DOC:11:[0-9]+: error: .*\[link/(broken|outside)\]$" "$OUT" || fail "passed"
	body <<<'[x](../../.GIT/config)'
	check_doc
	assert_status 1
}
