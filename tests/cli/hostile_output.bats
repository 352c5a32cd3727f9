#!/usr/bin/env bats
# What leaves the program: nothing that a terminal obeys, whatever documents, names, people, templates and
# arguments hold; and nothing at all where it cannot be written.

# shellcheck disable=SC2016  # backticks, $ and \ in single quotes are meant
load cli_helper

# Every place of a repository from which text reaches output, filled with what must not get there.
EVIL_YAML='\e[31m\a\x9b2J\u202e\u2066\u200b\u0085\x7f'
EVIL=$'\e[31m\a\xc2\x9b2J\u202e\u2066\u200b\u0085\x7f'

local_setup() {
	handoff init --bare-bones --no-hooks >/dev/null
	note_kind
	note handoff/note/good.md Good
}

# Every command and format that reads documents.
run_everything() {
	local command

	for command in check 'check --strict' 'check --format json' '--color always check --format json' \
		'check --format sarif' 'check --format github' 'check --format gitlab' 'check --format junit' \
		'check --format checkstyle' 'check --format rdjson' 'check --format markdown' schema \
		'note list' 'note list --format json' 'note list --format csv' kinds 'kinds --format json' \
		'kinds note' 'kinds note --format json' 'readiness list' graph 'graph --all --format dot' \
		'graph --all --format json' 'impact handoff/note/good.md' 'impact --format json handoff/note/good.md'; do
		# shellcheck disable=SC2086  # words
		handoff_run $command
		assert_withstood
	done
}

@test "escapes in a document's title, kind, status and fields reach no output" {
	local name

	for name in kind id title status owner; do
		note handoff/note/evil.md Evil
		EVIL_YAML=$EVIL_YAML awk -v name="$name" '
			$0 ~ "^" name ":" { print name ": \"x" ENVIRON["EVIL_YAML"] "\""; next } 1' \
			handoff/note/evil.md >../evil.md
		cp ../evil.md handoff/note/evil.md
		run_everything
	done
}

@test "raw escapes in a document's front matter and body reach no output" {
	note handoff/note/evil.md "Evil${EVIL}" "extra${EVIL}: x" "x-a: ${EVIL}"
	printf '## %s\n\n[a](%s.md "%s") ![b](%s) <%s> `%s`\n\n| %s |\n|---|\n| %s |\n' \
		"$EVIL" "$EVIL" "$EVIL" "$EVIL" "$EVIL" "$EVIL" "$EVIL" "$EVIL" >>handoff/note/evil.md
	run_everything
}

@test "escapes in the values that messages quote reach no output" {
	sed -i 's/title: {type: string, required: true, max: 60}/&\n    owner: {type: person}\n    due: {type: date}\n    level: {type: enum, values: [a, b]}\n    tags: {type: list, of: id}\n    up: {type: link, to: note}\n    ev: {type: file}/' .handoff/templates/note.md
	note handoff/note/evil.md Evil "owner: \"x$EVIL_YAML\"" "due: \"$EVIL_YAML\"" "level: \"$EVIL_YAML\"" \
		"tags: [\"$EVIL_YAML\"]" "up: \"$EVIL_YAML.md\"" "ev: \"$EVIL_YAML\""
	run_everything
	note handoff/note/evil.md Evil "owner: x$EVIL" "due: x$EVIL" "level: x$EVIL" "tags: [x$EVIL]" \
		"up: x$EVIL.md" "ev: x$EVIL"
	run_everything
	# Percent-encoded and as entities they come into being after parsing only.
	note handoff/note/evil.md Evil 'up: "a%1b%5b31m%c2%9b.md"' 'ev: "%1b%e2%80%ae"'
	printf '[a](b%%1b%%07%%c2%%9b%%e2%%80%%ae%%0a%%ff.md) [c](#&#27;&#155;&#8238;&#7;) [&#27;d](e&#27;.md)\n' >>handoff/note/evil.md
	run_everything
}

@test "escapes in a glossary and in what uses its words reach no output" {
	local command

	handoff glossary new Words >/dev/null
	sed -i "s/^| model drift | model decay | accuracy degradation | The model/| model drift$EVIL | mo$EVIL, xe | acc$EVIL | The$EVIL/" \
		handoff/glossary/words.md
	mkdir -p handoff/brief
	printf -- '---\nkind: brief\nid: evil\ntitle: x\nstatus: in-review\nlevel: 1\n---\n# x\n\n## What\n\nThe%s model drift xe%s fell.\n' \
		"$EVIL" "$EVIL" >handoff/brief/evil.md
	run_everything
	for command in glossary 'glossary model drift' 'glossary xe' "glossary x$EVIL"; do
		for format in text json csv; do
			# shellcheck disable=SC2086  # words
			handoff_run $command --format "$format"
			assert_withstood
		done
	done
}

@test "escapes in file and directory names reach no output" {
	local name

	for name in "$EVIL" $'\n' $'a\nb\rc\td' $'\xff\xfe' $'\xc0\xaf' $'\xed\xa0\x80'; do
		note "handoff/note/x$name/y$name.md" Evil 'extra: field'
	done
	run_everything
	cd handoff/note
	handoff_run check
	assert_withstood
	for name in x*; do
		handoff_run check "$name"
		assert_withstood
		(cd "$name" && handoff check >"$OUT" 2>"$ERR") || :
		assert_withstood
	done
}

@test "escapes in the roster, the configuration and templates reach no output" {
	cp -R .handoff ../saved
	printf 'people:\n  "x%s":\n    name: "%s"\n    emails: ["%s@b.c"]\n    roles: ["%s"]\n    extra%s: x\n' \
		"$EVIL_YAML" "$EVIL_YAML" "$EVIL_YAML" "$EVIL_YAML" "$EVIL" >.handoff/people.yaml
	run_everything
	cp ../saved/people.yaml .handoff
	printf 'version: 1\n"x%s": y\nseverity: {"%s": error}\ntrust: "%s"\n' "$EVIL_YAML" "$EVIL_YAML" "$EVIL_YAML" >.handoff/config.yaml
	run_everything
	printf 'version: 1\nx%s: y\n' "$EVIL" >.handoff/config.yaml
	run_everything
	cp ../saved/config.yaml .handoff
	sed "s/^  about: .*/  about: \"$(printf '%s' "$EVIL_YAML" | sed 's/\\/\\\\/g')\"/" ../saved/templates/note.md >.handoff/templates/note.md
	run_everything
	sed "s/^## Text/## Text $EVIL/" ../saved/templates/note.md >.handoff/templates/note.md
	run_everything
	handoff_run note new X --dry-run
	assert_withstood
}

@test "escapes in arguments reach no output" {
	local command

	for command in check kinds list new init help; do
		handoff_run "$command$EVIL"
		assert_withstood
		handoff_run "$command" "--$EVIL"
		assert_withstood
	done
	handoff_run check "$EVIL"
	assert_withstood
	handoff_run check --format "$EVIL"
	assert_withstood
	handoff_run check --jobs "$EVIL"
	assert_withstood
	handoff_run check --format="$EVIL" "$EVIL"
	assert_withstood
	handoff_run --color "$EVIL" check
	assert_withstood
	handoff_run -C "$EVIL" check
	assert_withstood
	handoff_run "-$EVIL"
	assert_withstood
	handoff_run kinds "$EVIL"
	assert_withstood
	handoff_run help "$EVIL"
	assert_withstood
	handoff_run note new "$EVIL"
	assert_withstood
	handoff_run note new X --set "$EVIL"
	assert_withstood
	handoff_run note new X --set "$EVIL=$EVIL"
	assert_withstood
	handoff_run note new X --set "id=$EVIL"
	assert_withstood
	handoff_run note new X --set "status=$EVIL"
	assert_withstood
	handoff_run note new X --from "$EVIL"
	assert_withstood
	handoff_run note list --status "$EVIL"
	assert_withstood
	handoff_run "note$EVIL" new X
	assert_withstood
	handoff_run note "$EVIL"
	assert_withstood
}

@test "arguments that are not UTF-8 reach no output as they are" {
	local bytes

	for bytes in $'\xff' $'\xc0\xaf' $'a\xe2\x80' $'\x80'; do
		handoff_run "$bytes"
		assert_withstood
		handoff_run check "$bytes"
		assert_withstood
		handoff_run check "--$bytes"
		assert_withstood
		handoff_run note new "$bytes"
		assert_withstood
		handoff_run note list --status "$bytes"
		assert_withstood
		handoff_run help "$bytes"
		assert_withstood
	done
}

@test "escapes in git's configuration and the environment reach no output" {
	git config --global user.name "A$EVIL"
	git config --global user.email "a$EVIL@example.com"
	handoff_run note new X
	assert_withstood
	rm -rf .handoff/people.yaml
	handoff_run init
	assert_withstood
	GIT_EDITOR="/nonexistent$EVIL" handoff_run note new Y --edit
	assert_withstood
	GIT_EDITOR="'unclosed$EVIL" handoff_run note new Z --edit
	assert_withstood
	SOURCE_DATE_EPOCH="$EVIL" handoff_run note new W
	assert_withstood
}

@test "escapes in the repository's own path reach no output" {
	local name=$'re\e[31mpo\u202e\n\xff'

	cd ..
	mkdir "$name"
	cp -R repo/. "$name"
	cd "$name"
	handoff_run check ../../outside
	assert_withstood
	handoff_run check "$PWD/nowhere"
	assert_withstood
	git config core.worktree ..
	handoff_run init
	assert_withstood
	rm -rf .git
	handoff_run check
	assert_withstood
}

@test "a very long argument is shown, or cut, but breaks nothing" {
	local long

	long=$(head -c 100000 /dev/zero | tr '\0' a)
	handoff_run "$long"
	assert_withstood
	handoff_run check "$long"
	assert_withstood
	handoff_run check --format "$long"
	assert_withstood
	handoff_run note new "$long"
	assert_withstood
	handoff_run note new X --set "title=$long"
	assert_withstood
	handoff_run note new X --set "id=$long"
	assert_withstood
	handoff_run -C "$long" check
	assert_withstood
}

@test "format specifiers in documents, names and arguments are plain text" {
	local text='%s%n%x%1$s%99999999d'

	note "handoff/note/$text.md" "$text" "$text: x"
	run_everything
	handoff_run "$text"
	assert_withstood
	assert_in_errors "$text"
	handoff_run check "$text"
	assert_in_errors "$text"
	handoff_run note new X --set "$text=1"
	assert_in_errors "$text"
}

@test "CSV of documents with formulas opens no program" {
	local start

	for start in '=' '+' '-' '@' '\t=' '\r='; do
		note handoff/note/evil.md Evil
		printf -- '---\nkind: note\nid: "%scmd"\ntitle: "%scmd"\nstatus: "%scmd"\nowner: "%scmd"\n---\n# x\n' \
			"$start" "$start" "$start" "$start" >handoff/note/evil.md
		handoff_run note list --format csv
		assert_withstood
		refute grep -qE '(^|,)"?[=+@-]' "$OUT"
	done
}

@test "piped findings are one a line, whatever they quote" {
	note $'handoff/note/a\nb.md' Evil 'extra: field'
	printf -- '---\nkind: "a\\nb"\nid: x\n---\n' >handoff/note/c.md
	printf -- '---\nkind: note\nid: x\ntitle: "a\\nb"\n"c\\nd": x\nstatus: "e\\nf"\n---\n# x\n' >handoff/note/d.md
	handoff_run check
	assert_withstood
	assert_status 1
	refute grep -vE '^handoff/note/[^:]*:[0-9]+:[0-9]+: (error|warning|info): .* \[[a-z]+/[a-z-]+\]$' "$OUT"
}

@test "the terminal's form escapes the source line that it shows" {
	script --version 2>/dev/null | grep -q util-linux || skip "no util-linux script"
	note handoff/note/evil.md "Evil${EVIL}" "extra: ${EVIL}"
	status=0
	timeout 60 script -qec 'TERM=xterm handoff --no-pager --color never check' /dev/null >"$OUT" 2>"$ERR" </dev/null || status=$?
	tr -d '\r' <"$OUT" >"$OUT.plain"
	mv "$OUT.plain" "$OUT"
	assert_status 1
	assert_clean_bytes "$OUT"
	grep -q 'extra: ' "$OUT"
}

@test "output that cannot be written is trouble for every command" {
	[ -c /dev/full ] || skip "no /dev/full"
	local command

	note handoff/note/bad.md Bad 'extra: field'
	for command in check 'check --format json' 'note list' 'note list --format csv' 'note list --format json' \
		kinds 'kinds note' 'kinds --format json' help --version 'check -h' 'note new X --dry-run' init; do
		status=0
		# shellcheck disable=SC2086  # words
		handoff $command >/dev/full 2>"$ERR" || status=$?
		[ "$status" -eq 2 ] || fail "$command: status $status"
		grep -q 'cannot write to standard output: No space left on device' "$ERR" || fail "$command: silence"
	done
}

@test "messages that cannot be written do not change the exit status" {
	[ -c /dev/full ] || skip "no /dev/full"
	status=0
	handoff check --bogus 2>/dev/full || status=$?
	assert_equal "$status" 2
	status=0
	handoff check 2>/dev/full || status=$?
	assert_equal "$status" 0
}

# bats test_tags=no-valgrind
@test "without memory it ends with status 2 or works, and leaves no half-written file" {
	[ -z "${TEST_MODE-}" ] || skip "needs an address space of its own"
	local limit

	for limit in 20000 30000 40000 60000; do
		rm -rf handoff/note/x.md
		status=0
		(ulimit -v $limit && exec handoff note new X) >"$OUT" 2>"$ERR" || status=$?
		[ "$status" -eq 0 ] || [ "$status" -eq 2 ] || [ "$status" -eq 127 ] || fail "limit $limit: status $status"
		[ ! -e handoff/note/x.md ] || [ "$(tail -c 1 handoff/note/x.md)" = "" ] || fail "half a file"
		[ "$(find handoff -name '*tmp*' -o -name '.*' -type f | wc -l)" -eq 0 ] || fail "a temporary file"
	done
}

# bats test_tags=no-valgrind
@test "a file size limit stops new without a half-written document" {
	status=0
	(
		ulimit -f 1
		trap '' XFSZ
		exec handoff readiness new X
	) >"$OUT" 2>"$ERR" || status=$?
	[ "$status" -ne 0 ] || fail "it should not fit"
	[ "$status" -eq 2 ] || fail "status $status"
	assert_absent handoff/readiness/x.md
	assert_equal "$(find handoff/readiness -type f 2>/dev/null)" ""
}

# bats test_tags=no-valgrind
@test "few file descriptors are trouble, not a crash" {
	local limit

	for limit in 5 6 7 8 10 12 16; do
		status=0
		(ulimit -n $limit && exec handoff check) >"$OUT" 2>"$ERR" || status=$?
		case $status in
		0 | 1 | 2 | 126 | 127) ;;
		*) fail "limit $limit: status $status" ;;
		esac
	done
}

# bats test_tags=no-valgrind
@test "no more processes are trouble, not a hang" {
	[ "$(id -u)" -ne 0 ] || skip "root has no such limit"
	status=0
	(ulimit -u 1 && exec handoff check) >"$OUT" 2>"$ERR" || status=$?
	[ "$status" -eq 2 ] || [ "$status" -eq 0 ] || fail "status $status"
	[ "$status" -eq 0 ] || [ -s "$ERR" ] || fail "silence"
}

# bats test_tags=no-valgrind
@test "an interrupt while new writes leaves no half-written document" {
	local i pid

	for i in $(seq 15); do
		rm -rf handoff/readiness
		handoff readiness new X >/dev/null 2>&1 &
		pid=$!
		sleep "0.00$i"
		kill -INT $pid 2>/dev/null || :
		kill -TERM $pid 2>/dev/null || :
		wait $pid || :
		if [ -e handoff/readiness/x.md ]; then
			tail -n 1 handoff/readiness/x.md | grep -q . || fail "half a file"
			handoff_run check handoff/readiness/x.md
			assert_status 0
		fi
	done
}
