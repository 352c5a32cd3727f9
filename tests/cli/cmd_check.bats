#!/usr/bin/env bats
# handoff check

# shellcheck disable=SC2016  # backticks, $ and \ in single quotes are meant
load cli_helper

# One document with an error on a line that is known, one without.
local_setup() {
	handoff init --bare-bones --no-hooks >/dev/null
	note_kind
	note handoff/note/good.md 'Good'
	note handoff/note/bad.md 'Bad' 'extra: field'
	BAD='handoff/note/bad.md:6:1: error: '
}

# ---- Exit status -----------------------------------------------------------------------------------

@test "check of documents without findings is silent and ends with 0" {
	handoff_run check handoff/note/good.md
	assert_status 0
	assert_silent
}

@test "check with errors prints one finding a line and ends with 1" {
	handoff_run check
	assert_status 1
	assert_equal "$(wc -l <"$OUT")" 1
	assert_in_output "$BAD"
	grep -qE '^handoff/note/bad\.md:6:1: error: .*extra.* \[front/unknown-field\]$' "$OUT"
	assert_no_errors_said
}

@test "check with warnings only ends with 0, and with 1 when strict" {
	rm handoff/note/bad.md
	sed -i 's/^status: done/status: draft/; s/^It is said.$//' handoff/note/good.md
	handoff_run check
	assert_status 0
	assert_output 'handoff/note/good.md:9:4: warning: section "Text" is empty [section/empty]'
	handoff_run check --strict
	assert_status 1
	assert_output 'handoff/note/good.md:9:4: warning: section "Text" is empty [section/empty]'
}

@test "check --strict without findings ends with 0" {
	handoff_run check --strict handoff/note/good.md
	assert_status 0
}

@test "check --strict counts notes too" {
	sed -i 's/^status: done/status: draft/; s/^It is said.$//' handoff/note/good.md
	echo 'severity: {section/empty: info, front/unknown-field: off}' >>.handoff/config.yaml
	handoff_run check
	assert_status 0
	assert_output 'handoff/note/good.md:9:4: info: section "Text" is empty [section/empty]'
	handoff_run check --strict
	assert_status 1
}

@test "the good examples have no findings at all" {
	rm -rf handoff .handoff
	good_documents
	handoff_run check --strict
	assert_silent
	assert_status 0
}

@test "check outside of a repository is trouble" {
	mkdir ../elsewhere
	cd ../elsewhere
	handoff_run check
	assert_refused 'not a git repository (nor any directory above .); run `git init` first'
}

@test "check in a bare repository is trouble" {
	git init -q --bare ../bare.git
	cd ../bare.git
	handoff_run check
	assert_refused 'this repository is bare: it has no working tree to read'
}

@test "check with a policy that cannot be used checks nothing and is trouble" {
	echo 'docments: []' >>.handoff/config.yaml
	handoff_run check
	assert_status 2
	[ ! -s "$OUT" ]
	assert_errors '.handoff/config.yaml:3:1: error: unknown key "docments" in config.yaml; did you mean "documents"? [policy/unknown-key]
handoff: the files under .handoff/ cannot be used; nothing was checked'
}

@test "check with a policy that cannot be used says so in JSON too" {
	echo 'docments: []' >>.handoff/config.yaml
	handoff_run check --format json
	assert_status 2
	assert_in_output '"rule": "policy/unknown-key"'
	assert_in_output '"path": ".handoff/config.yaml"'
	assert_in_output '"documents": 0'
}

@test "check without any document says so" {
	rm -rf handoff
	handoff_run check
	assert_status 0
	[ ! -s "$OUT" ]
	assert_errors 'handoff: no documents found: `documents:` in .handoff/config.yaml says where they are, `handoff KIND new TITLE` makes one'
}

@test "check works without .handoff" {
	rm -rf .handoff handoff
	handoff_run check
	assert_status 0
	assert_in_errors 'no documents found'
	handoff_ok readiness new X
	handoff_run check
	assert_status 0
	assert_in_output 'handoff/readiness/x.md:'
}

@test "check works before the first commit, on a detached HEAD and in a linked worktree" {
	handoff_run check
	assert_status 1
	git add -A
	git commit -q -m first
	git checkout -q --detach
	handoff_run check
	assert_status 1
	git worktree add -q ../linked
	cd ../linked
	handoff_run check
	assert_status 1
	assert_in_output "$BAD"
}

@test "check works with a locked index and with conflicts in it" {
	git add -A
	git commit -q -m first
	git checkout -q -b other
	note handoff/note/good.md 'Other'
	git commit -q -a -m other
	git checkout -q main
	note handoff/note/good.md 'Main'
	git commit -q -a -m main
	git merge -q other >/dev/null || :
	: >.git/index.lock
	handoff_run check
	assert_status 1
	assert_in_output "$BAD"
}

# ---- Paths -----------------------------------------------------------------------------------------

@test "check of a file checks that file only" {
	handoff_run check handoff/note/bad.md
	assert_status 1
	assert_equal "$(wc -l <"$OUT")" 1
	handoff_run check handoff/note/good.md
	assert_status 0
}

@test "check of a directory checks the documents below it" {
	note handoff/note/deep/er/bad2.md 'Bad' 'extra: field'
	handoff_run check handoff/note/deep
	assert_status 1
	assert_equal "$(wc -l <"$OUT")" 1
	assert_in_output handoff/note/deep/er/bad2.md:6:1
	handoff_run check handoff
	assert_equal "$(wc -l <"$OUT")" 2
	handoff_run check handoff/
	assert_equal "$(wc -l <"$OUT")" 2
	handoff_run check .
	assert_equal "$(wc -l <"$OUT")" 2
}

@test "check of several paths reports each document once" {
	handoff_run check handoff handoff/note/bad.md ./handoff//note/../note/bad.md
	assert_status 1
	assert_equal "$(wc -l <"$OUT")" 1
}

@test "check takes absolute paths" {
	handoff_run check "$REPO/handoff/note/bad.md"
	assert_status 1
	assert_in_output "$BAD"
	handoff_run check "$REPO"
	assert_status 1
	assert_in_output "$BAD"
}

@test "check takes absolute paths through a symbolic link above the repository" {
	ln -s "$REPO" ../alias
	handoff_run check "$BATS_TEST_TMPDIR/alias/handoff/note/bad.md"
	assert_status 1
	assert_in_output "$BAD"
	cd ../alias
	handoff_run check handoff/note/bad.md
	assert_status 1
	assert_in_output "$BAD"
}

@test "check from a subdirectory takes and prints paths relative to it" {
	cd handoff/note
	handoff_run check bad.md
	assert_status 1
	assert_in_output 'bad.md:6:1: error: '
	refute grep -q handoff/note "$OUT"
	mkdir deep
	cd deep
	handoff_run check ../bad.md
	assert_in_output '../bad.md:6:1: error: '
}

@test "check from a subdirectory without paths checks the whole repository" {
	mkdir src
	cd src
	handoff_run check
	assert_status 1
	assert_in_output '../handoff/note/bad.md:6:1: error: '
}

@test "check -C runs elsewhere, and prints paths as seen from there" {
	cd ..
	handoff_run -C repo check handoff/note/bad.md
	assert_status 1
	assert_in_output "$BAD"
	handoff_run -C repo/handoff check note/bad.md
	assert_status 1
	assert_in_output 'note/bad.md:6:1: error: '
	handoff_run -C repo -C handoff check note/bad.md
	assert_status 1
}

@test "check of a path outside the repository is trouble" {
	echo x >../outside.md
	handoff_run check ../outside.md
	assert_refused "../outside.md: outside the repository at $REPO"
	handoff_run check /etc/passwd
	assert_refused "/etc/passwd: outside the repository at $REPO"
	handoff_run check ../repo-other/x.md
	assert_refused 'outside the repository'
}

@test "check of a path that only begins like the repository's is outside" {
	mkdir ../repo2
	echo x >../repo2/x.md
	handoff_run check "$BATS_TEST_TMPDIR/repo2/x.md"
	assert_refused 'outside the repository'
}

@test "check of a path that is not there is trouble" {
	handoff_run check handoff/note/nowhere.md
	assert_refused 'handoff/note/nowhere.md: no such file or directory'
	handoff_run check handoff/note/good.md nowhere
	assert_refused 'nowhere: no such file or directory'
	handoff_run check handoff/note/good.md/x
	assert_refused
}

@test "check of an empty path is trouble" {
	handoff_run check ''
	assert_refused 'an empty path; `.` is the current directory'
}

@test "check of a path in .git is trouble" {
	echo x >.git/x.md
	handoff_run check .git/x.md
	assert_refused .git/x.md
	handoff_run check .git
	assert_status 2
}

@test "check of a file outside the configured documents checks it all the same" {
	note notes/elsewhere.md 'Elsewhere' 'extra: field'
	handoff_run check
	assert_not_in_output elsewhere
	handoff_run check notes/elsewhere.md
	assert_status 1
	assert_in_output 'notes/elsewhere.md:6:1: error: '
	handoff_run check notes
	assert_status 0
	assert_in_errors 'no documents found'
}

@test "check of a file that is no document says what is missing" {
	printf '# Plain\n' >plain.md
	handoff_run check plain.md
	assert_status 1
	assert_in_output 'plain.md:1:1: error: '
	assert_in_output '[front/missing]'
}

@test "check leaves README.md files out, whatever their case" {
	printf 'no front matter\n' >handoff/note/README.md
	printf 'no front matter\n' >handoff/readme.md
	handoff_run check
	assert_equal "$(wc -l <"$OUT")" 1
	assert_in_output "$BAD"
}

@test "check leaves out files that git ignores" {
	echo 'draft-*.md' >.gitignore
	note handoff/note/draft-x.md 'Bad' 'extra: field'
	mkdir handoff/tmp
	note handoff/tmp/x.md 'Bad' 'extra: field'
	echo 'handoff/tmp/' >>.gitignore
	handoff_run check
	assert_equal "$(wc -l <"$OUT")" 1
	assert_in_output "$BAD"
}

@test "check does not leave out ignored files that git tracks" {
	note handoff/note/draft-x.md 'Bad' 'extra: field'
	git add -f handoff/note/draft-x.md
	echo 'draft-*.md' >.gitignore
	handoff_run check
	assert_equal "$(wc -l <"$OUT")" 2
	assert_in_output 'handoff/note/draft-x.md:6:1'
}

@test "check does not leave out tracked files in a directory that git ignores" {
	note handoff/tmp/x.md 'Bad' 'extra: field'
	git add -f handoff/tmp/x.md
	echo 'handoff/tmp/' >.gitignore
	handoff_run check
	assert_in_output 'handoff/tmp/x.md:6:1'
}

@test "check obeys .git/info/exclude and core.excludesFile" {
	echo 'handoff/note/bad.md' >.git/info/exclude
	handoff_run check
	assert_status 0
	: >.git/info/exclude
	echo bad.md >../excludes
	git config core.excludesFile "$BATS_TEST_TMPDIR/excludes"
	handoff_run check
	assert_status 0
}

@test "check leaves out what ignore: names" {
	echo 'ignore: ["handoff/note/b*"]' >>.handoff/config.yaml
	handoff_run check
	assert_status 0
	assert_silent
}

@test "check of a file that ignore: names checks it when it is named" {
	echo 'ignore: ["handoff/note/b*"]' >>.handoff/config.yaml
	handoff_run check handoff/note/bad.md
	assert_status 1
}

@test "check takes documents from where documents: says" {
	local pattern

	note docs/other.md 'Bad' 'extra: field'
	for pattern in 'docs/*.md' docs 'docs/' '*/other.md' 'd*'; do
		printf 'version: 1\ndocuments: ["%s"]\n' "$pattern" >.handoff/config.yaml
		handoff_run check
		assert_status 1
		assert_equal "$(wc -l <"$OUT")" 1
		assert_in_output 'docs/other.md:6:1: error: '
	done
}

@test "check does not enter nested repositories" {
	git init -q handoff/vendored
	note handoff/vendored/x.md 'Bad' 'extra: field'
	handoff_run check
	assert_equal "$(wc -l <"$OUT")" 1
	assert_in_output "$BAD"
}

@test "a path that begins with a dash stands after --" {
	note ./-x.md Dash 'extra: field'
	handoff_run check -x.md
	assert_refused '-x.md: unknown option'
	handoff_run check -- -x.md
	assert_status 1
	assert_in_output '-x.md:6:1: error: '
}

# ---- The same everywhere ---------------------------------------------------------------------------

# Documents with many kinds of findings.
many_findings() {
	local i

	good_documents
	note_kind
	for i in $(seq 12); do
		note "handoff/note/n$i.md" "Ünïcode $i" "extra: field" "zzz: 1"
	done
	printf 'title: x\n' >handoff/note/none.md
	printf -- '---\nkind: [\n---\n' >handoff/note/broken.md
	sed 's/| must |/| maybe |/; s/owner: carol/owner: carrol/; s/2026-11-20/2026-11-31/' \
		"$GOOD/handoff/readiness/feed-ranker-v42.md" >handoff/readiness/wrong.md
}

@test "check says the same with one process and with several" {
	local jobs

	many_findings
	handoff_run check --format json --jobs 1
	assert_status 1
	cp "$OUT" ../one
	for jobs in 2 4 16; do
		handoff_run check --format json --jobs "$jobs"
		cmp "$OUT" ../one
	done
	handoff_run check -j4 --format json
	cmp "$OUT" ../one
	handoff_run check --format json
	cmp "$OUT" ../one
}

@test "check says the same under every locale and time zone" {
	local locale zone

	many_findings
	handoff_run check --format json
	cp "$OUT" ../one
	handoff_run check
	cp "$OUT" ../text
	for locale in C POSIX C.UTF-8 de_DE.UTF-8 tr_TR.UTF-8 ja_JP.eucJP nonsense; do
		for zone in UTC America/Los_Angeles Pacific/Kiritimati nonsense; do
			LC_ALL=$locale LANG=$locale LANGUAGE=$locale TZ=$zone handoff_run check --format json
			cmp "$OUT" ../one
		done
		LC_ALL=$locale TZ=$zone handoff_run check
		cmp "$OUT" ../text
	done
}

@test "check says the same in whatever order files were made" {
	many_findings
	handoff_run check --format json
	cp "$OUT" ../one
	git init -q ../again
	cp -R .handoff eval runbooks ../again
	# shellcheck disable=SC2012  # the names are ours
	find handoff -type f | LC_ALL=C sort -r | while read -r file; do
		mkdir -p "../again/$(dirname "$file")"
		cp "$file" "../again/$file"
	done
	cd ../again
	handoff_run check --format json
	cmp "$OUT" ../one
}

@test "check says the same twice" {
	many_findings
	handoff_run check
	cp "$OUT" ../one
	handoff_run check
	cmp "$OUT" ../one
}

@test "findings are sorted by path, then by place" {
	many_findings
	handoff_run check
	cut -d: -f1 "$OUT" | LC_ALL=C sort -c
	awk -F: '$1 == path && $2 + 0 < line { print; bad = 1 } { path = $1; line = $2 + 0 } END { exit bad }' "$OUT"
}

@test "check writes nothing" {
	many_findings
	git add -A
	tree >../before
	find .git -type f | LC_ALL=C sort >../git
	sha256sum .git/index >../index
	handoff_run check
	handoff_run check --format json
	tree | cmp - ../before
	find .git -type f | LC_ALL=C sort | grep -v '^\.git/handoff' | cmp - ../git
	sha256sum .git/index | cmp - ../index
}

@test "SOURCE_DATE_EPOCH fixes today" {
	sed -i 's/title: {type: string, required: true, max: 60}/&\n    due: {type: date, not-before: today}/' \
		.handoff/templates/note.md
	note handoff/note/due.md Due 'due: 2026-11-24'
	handoff_run check handoff/note/due.md
	assert_status 0
	SOURCE_DATE_EPOCH=1795597200 handoff_run check handoff/note/due.md
	assert_status 1
	assert_in_output 'handoff/note/due.md:6:6: error: '
}

# ---- Formats ---------------------------------------------------------------------------------------

@test "check --format json has the shape that consumers rely on" {
	local fingerprint

	handoff_run check --format json
	assert_status 1
	assert_no_errors_said
	fingerprint=$(sed -n 's/.*"fingerprint": "\([0-9a-f]\{64\}\)",$/\1/p' "$OUT")
	assert_equal "$(wc -w <<<"$fingerprint")" 1
	sed "s/$fingerprint/FINGERPRINT/; s/\"version\": \"[0-9.]*\"/\"version\": \"VERSION\"/; s/\"message\": \".*\"/\"message\": \"MESSAGE\"/; s/\"help\": \".*\"/\"help\": \"HELP\"/" "$OUT" >../shape
	diff -u - ../shape <<'END'
{
  "schema": "handoff-check-1",
  "tool": {
    "name": "handoff",
    "version": "VERSION"
  },
  "policy": {
    "revision": null,
    "commit": null,
    "trusted": false
  },
  "target": {
    "kind": "worktree",
    "revision": null,
    "commit": null
  },
  "summary": {
    "documents": 2,
    "errors": 1,
    "warnings": 0,
    "notes": 0,
    "excepted": 0,
    "baselined": 0
  },
  "branch": null,
  "findings": [
    {
      "rule": "front/unknown-field",
      "severity": "error",
      "path": "handoff/note/bad.md",
      "start": {
        "line": 6,
        "column": 1,
        "byte": 47
      },
      "end": {
        "line": 6,
        "column": 6,
        "byte": 52
      },
      "message": "MESSAGE",
      "fingerprint": "FINGERPRINT",
      "help": "HELP"
    }
  ],
  "excepted": [],
  "baselined": [],
  "fixed": [],
  "new_policy": null
}
END
}

@test "the byte positions in JSON are those of the file" {
	local start end

	note handoff/note/bad.md 'Ünïcode 🚀' 'extra: field'
	handoff_run check --format json
	start=$(grep -m 1 -o '"byte": [0-9]*' "$OUT" | tr -dc 0-9)
	end=$(grep -o '"byte": [0-9]*' "$OUT" | sed -n 2p | tr -dc 0-9)
	assert_equal "$(tail -c "+$((start + 1))" handoff/note/bad.md | head -c $((end - start)))" extra
}

@test "columns count characters, not bytes" {
	printf -- '---\nkind: note\nid: u\ntitle: u\nstatus: done\n---\n# u\n\n## Text\n\nÜü 🚀 é [x](nowhere.md)\n' >handoff/note/u.md
	handoff_run check handoff/note/u.md
	assert_status 1
	assert_in_output 'handoff/note/u.md:11:12: error: '
}

@test "JSON has paths from the top, also from a subdirectory" {
	cd handoff/note
	handoff_run check --format json bad.md
	assert_in_output '"path": "handoff/note/bad.md"'
}

@test "check --format json without findings has an empty list" {
	handoff_run check --format json handoff/note/good.md
	assert_status 0
	assert_in_output '"findings": []'
	assert_in_output '"documents": 1'
}

@test "fingerprints stay when lines are inserted above" {
	many_findings
	handoff_run check --format json handoff/note handoff/readiness
	grep '"fingerprint"' "$OUT" | LC_ALL=C sort >../before
	sed -i '2i # a comment\n\n# another' handoff/note/n*.md handoff/readiness/wrong.md
	handoff_run check --format json handoff/note handoff/readiness
	grep '"fingerprint"' "$OUT" | LC_ALL=C sort | cmp - ../before
	[ -s ../before ]
}

@test "fingerprints of findings differ from one another" {
	many_findings
	handoff_run check --format json
	assert_equal "$(grep '"fingerprint"' "$OUT" | LC_ALL=C sort | uniq -d)" ""
}

@test "fingerprints of equal lines in one document differ, and stay with --jobs" {
	printf -- '---\nkind: note\nid: u\ntitle: u\nstatus: done\n---\n# u\n\n## Text\n\n[x](nowhere.md)\n\n[x](nowhere.md)\n' >handoff/note/u.md
	handoff_run check --format json handoff/note/u.md
	assert_equal "$(grep '"fingerprint"' "$OUT" | LC_ALL=C sort -u | wc -l)" 2
}

@test "an unknown format is trouble, and names those there are" {
	handoff_run check --format jsn
	assert_refused '--format takes text, json, sarif, github, gitlab, junit, checkstyle, rdjson or markdown, not "jsn"'
	handoff_run check --format ''
	assert_refused '--format takes text, json, sarif, github, gitlab, junit, checkstyle, rdjson or markdown, not ""'
	handoff_run check --format
	assert_refused '--format: missing argument'
	refute grep -q 'did you mean' "$ERR"
}

@test "an unknown option is trouble, and the nearest is named" {
	handoff_run check --formt json
	assert_refused '--formt: unknown option; did you mean --format?'
	handoff_run check --strit
	assert_refused '--strit: unknown option; did you mean --strict?'
	handoff_run check --qqqqqqqqqqqq
	assert_refused '--qqqqqqqqqqqq: unknown option; `handoff check -h` lists the options'
	handoff_run check -q
	assert_refused '-q: unknown option; `handoff check -h` lists the options'
}

@test "--jobs takes a number from 1 to 256, and what is none is refused by the option's name" {
	local jobs

	for jobs in 0 -1 257 99999999999 x ''; do
		handoff_run check --jobs "$jobs"
		assert_refused '--jobs takes a number'
		handoff_run check --jobs="$jobs"
		assert_refused --jobs
		handoff_run check --strict -j "$jobs"
		assert_refused 'takes a number'
	done
	handoff_run check --jobs x
	assert_refused '--jobs takes a number, not "x"'
	handoff_run check x x --jobs x
	assert_refused '--jobs takes a number, not "x"'
	handoff_run check -j x
	assert_refused '-j takes a number, not "x"'
	handoff_run check -jx
	assert_refused '-jx: invalid numeric value'
	handoff_run check --jobs 256 handoff/note/good.md
	assert_status 0
}

# ---- Colour and terminals --------------------------------------------------------------------------

@test "piped output has no colour, and --color always gives it" {
	TERM=xterm-256color handoff_run check
	assert_clean_bytes "$OUT"
	handoff_run --color always check
	grep -q "$(printf '\033')\[1;31merror$(printf '\033')\[m" "$OUT"
	handoff_run --color=never check
	assert_clean_bytes "$OUT"
}

@test "CLICOLOR_FORCE gives colour, NO_COLOR takes it, --color wins over both" {
	CLICOLOR_FORCE=1 handoff_run check
	grep -q "$(printf '\033')" "$OUT"
	NO_COLOR=1 CLICOLOR_FORCE=1 handoff_run check
	assert_clean_bytes "$OUT"
	NO_COLOR=1 handoff_run --color always check
	grep -q "$(printf '\033')" "$OUT"
	CLICOLOR_FORCE=1 handoff_run --color never check
	assert_clean_bytes "$OUT"
}

@test "JSON never has colour" {
	CLICOLOR_FORCE=1 handoff_run --color always check --format json
	assert_clean_bytes "$OUT"
}

@test "--color takes auto, always and never" {
	handoff_run --color sometimes check
	assert_refused '--color takes auto, always or never, not "sometimes"'
}

# Runs a command on a terminal of its own; what it shows is in $OUT.
on_terminal() { # COMMAND-LINE
	script --version 2>/dev/null | grep -q util-linux || skip "no util-linux script"
	status=0
	timeout 60 script -qec "$1" /dev/null >"$OUT" 2>"$ERR" </dev/null || status=$?
	tr -d '\r' <"$OUT" >"$OUT.plain"
	mv "$OUT.plain" "$OUT"
	output=$(cat "$OUT")
}

@test "on a terminal findings are grouped by file, with the line, a caret and a summary" {
	on_terminal 'TERM=xterm handoff --no-pager --color never check'
	assert_status 1
	assert_line 'handoff/note/bad.md'
	grep -qE '^  6:1 error: .* \[front/unknown-field\]$' "$OUT" || fail "no finding"
	assert_line '     6 | extra: field'
	assert_line '       | ^^^^^'
	assert_line '1 error, 0 warnings in 1 file; 2 documents checked'
}

@test "on a terminal a check without findings says what was checked" {
	on_terminal 'TERM=xterm handoff --no-pager --color never check handoff/note/good.md'
	assert_status 0
	assert_output '1 document checked, nothing to mend'
}

@test "on a terminal there is colour, but not with NO_COLOR or on a dumb one" {
	on_terminal 'TERM=xterm handoff --no-pager check'
	grep -q "$(printf '\033')\[1;31m" "$OUT" || fail "no colour"
	on_terminal 'TERM=xterm NO_COLOR=1 handoff --no-pager check'
	assert_clean_bytes "$OUT"
	on_terminal 'TERM=dumb handoff --no-pager check'
	assert_clean_bytes "$OUT"
}

@test "the caret stands under the place behind tabs and wide characters" {
	printf -- '---\nkind: note\nid: u\ntitle: u\nstatus: done\n---\n# u\n\n## Text\n\n漢字\t🚀 [x](nowhere.md)\n' >handoff/note/u.md
	on_terminal 'TERM=xterm handoff --no-pager --color never check handoff/note/u.md'
	assert_in_output '    11 | 漢字    🚀 [x](nowhere.md)
       |                ^^^^^^^^^^'
}

@test "on a terminal output goes through the pager, in git's order" {
	printf '#!/bin/sh\necho "pager $*"\ncat\n' >../pager
	chmod +x ../pager
	on_terminal "TERM=xterm PAGER='$BATS_TEST_TMPDIR/pager PAGER' handoff --color never check"
	assert_line 'pager PAGER'
	git config core.pager "$BATS_TEST_TMPDIR/pager core.pager"
	on_terminal "TERM=xterm PAGER='$BATS_TEST_TMPDIR/pager PAGER' handoff check"
	assert_line 'pager core.pager'
	on_terminal "TERM=xterm GIT_PAGER='$BATS_TEST_TMPDIR/pager GIT_PAGER' handoff check"
	assert_line 'pager GIT_PAGER'
	on_terminal "TERM=xterm GIT_PAGER=x HANDOFF_PAGER='$BATS_TEST_TMPDIR/pager HANDOFF_PAGER' handoff check"
	assert_line 'pager HANDOFF_PAGER'
	assert_status 1
	on_terminal "TERM=xterm PAGER='$BATS_TEST_TMPDIR/pager PAGER' handoff --no-pager check"
	refute grep -q '^pager' "$OUT"
}

@test "a pager that leaves early, or is not there, changes no exit status" {
	on_terminal "TERM=xterm HANDOFF_PAGER=true handoff check"
	assert_status 1
	on_terminal "TERM=xterm HANDOFF_PAGER=/nonexistent/pager handoff --color never check"
	assert_status 1
	assert_in_output '1 error, 0 warnings in 1 file'
}

# ---- Output that cannot be written -----------------------------------------------------------------

@test "check to a full device is trouble, whatever it found" {
	[ -c /dev/full ] || skip "no /dev/full"
	status=0
	handoff check >/dev/full 2>"$ERR" || status=$?
	assert_equal "$status" 2
	assert_equal "$(cat "$ERR")" 'handoff: cannot write to standard output: No space left on device'
	status=0
	handoff check --format json handoff/note/good.md >/dev/full 2>"$ERR" || status=$?
	assert_equal "$status" 2
}

@test "check into a pipe that is closed is trouble, not a death by signal" {
	many_findings
	status=0
	{
		handoff check --format json 2>"$ERR"
		echo $? >../status
	} | : || :
	# Nobody reads: either the pipe was closed before, or it was large enough to hold everything.
	[ "$(cat ../status)" = 2 ] || [ "$(cat ../status)" = 1 ] || fail "status $(cat ../status)"
	mkfifo ../pipe
	(sleep 0.1; exec 3<../pipe; exec 3<&-) &
	status=0
	(
		exec >../pipe
		sleep 0.5
		handoff check 2>"$ERR"
	) || status=$?
	wait
	assert_equal "$status" 2
	assert_equal "$(cat "$ERR")" 'handoff: cannot write to standard output: Broken pipe'
}

@test "check with standard output closed is trouble" {
	status=0
	handoff check >&- 2>"$ERR" || status=$?
	assert_equal "$status" 2
	grep -q 'cannot write to standard output' "$ERR"
}

@test "check with standard error closed and standard input closed still answers" {
	status=0
	handoff check >"$OUT" 2>&- <&- || status=$?
	assert_equal "$status" 1
	grep -q '^handoff/note/bad.md:6:1: error: ' "$OUT"
}
