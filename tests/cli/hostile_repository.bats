#!/usr/bin/env bats
# Repositories made to harm: files that are not what they seem, planted settings, hostile .handoff files.

# shellcheck disable=SC1003,SC2016  # backticks, $ and \ in single quotes are meant
load cli_helper

local_setup() {
	handoff init --bare-bones --no-hooks >/dev/null
	note_kind
	note handoff/note/good.md Good
	note handoff/note/bad.md Bad 'extra: field'
	BAD='handoff/note/bad.md:6:1: error: '
	mkdir ../secret
	printf 'SECRET contents\n' >../secret/file.md
}

# The document of that name is named and refused, the one beside it is checked all the same.
assert_refused_file() { # NAME PART
	handoff_run check
	assert_withstood
	assert_status 1
	grep -qE "^handoff/note/$1:1:1: error: .*$2.* \[text/file\]$" "$OUT" || fail "$1 is not refused"
	assert_in_output "$BAD"
	assert_not_in_output SECRET
	handoff_run check "handoff/note/$1"
	assert_withstood
	assert_status 1
	assert_in_output '[text/file]'
}

# The policy is refused with the file's name, and nothing is checked.
assert_policy_refused() { # PART
	handoff_run check
	assert_withstood
	assert_status 2
	assert_in_errors "$1"
	[ ! -s "$OUT" ] || fail "standard output is not empty"
	handoff_run kinds
	assert_withstood
	assert_status 2
	handoff_run readiness new Never
	assert_withstood
	assert_status 2
	assert_absent handoff/readiness
}

# ---- Files that are no regular files ----------------------------------------------------------------

@test "a document that is a symbolic link is not followed" {
	ln -s ../../../secret/file.md handoff/note/link.md
	assert_refused_file link.md 'symbolic link'
}

@test "a document that is a link to another document is not followed either" {
	ln -s good.md handoff/note/link.md
	assert_refused_file link.md 'symbolic link'
}

@test "a document that is a dangling or circular link is refused" {
	ln -s nowhere handoff/note/link.md
	assert_refused_file link.md 'symbolic link'
	ln -sf link.md handoff/note/link.md
	assert_refused_file link.md 'symbolic link'
	ln -sf /dev/zero handoff/note/link.md
	assert_refused_file link.md 'symbolic link'
}

@test "a document that is a FIFO is not read" {
	mkfifo handoff/note/pipe.md
	assert_refused_file pipe.md 'not a regular file'
}

@test "a document that is a socket is not read" {
	command -v python3 >/dev/null || skip "no python3"
	python3 -c 'import socket; socket.socket(socket.AF_UNIX).bind("handoff/note/sock.md")' || skip "no sockets"
	[ -S handoff/note/sock.md ] || skip "no sockets"
	assert_refused_file sock.md 'not a regular file'
}

@test "a document that is a device is not read" {
	mknod handoff/note/dev.md c 1 5 2>/dev/null || skip "needs root"
	assert_refused_file dev.md 'not a regular file'
}

@test "a directory with the name of a document is walked, not read" {
	mkdir handoff/note/folder.md
	note handoff/note/folder.md/inner.md Inner 'extra: field'
	handoff_run check
	assert_withstood
	assert_in_output 'handoff/note/folder.md/inner.md:6:1: error: '
	assert_in_output "$BAD"
	handoff_run check handoff/note/folder.md
	assert_status 1
	assert_equal "$(wc -l <"$OUT")" 1
}

@test "a document that cannot be read is a finding" {
	[ "$(id -u)" -ne 0 ] || skip "root may read anything"
	chmod 0 handoff/note/good.md
	handoff_run check
	assert_status 1
	grep -qE '^handoff/note/good.md:1:1: error: .*\[text/file\]$' "$OUT"
	assert_in_output "$BAD"
}

@test "a directory that cannot be read is trouble, not silence" {
	[ "$(id -u)" -ne 0 ] || skip "root may read anything"
	mkdir handoff/closed
	chmod 0 handoff/closed
	handoff_run check
	chmod 755 handoff/closed
	assert_status 2
	assert_in_errors handoff/closed
}

@test "a directory of documents that is a symbolic link is reported, and not walked" {
	note ../secret/doc.md Outside 'extra: field' 2>/dev/null || :
	mkdir -p ../outside
	cp handoff/note/bad.md ../outside/doc.md
	ln -s ../../outside handoff/linked
	handoff_run check
	assert_withstood
	assert_status 1
	refute grep -q 'linked/doc.md' "$OUT"
	grep -qE '^handoff/linked:1:1: error: .*symbolic link.* \[text/file\]$' "$OUT" || fail "silence"
	assert_in_output "$BAD"
}

@test "a path through a symbolic link is refused when it is named" {
	ln -s ../secret link
	handoff_run check link/file.md
	assert_withstood
	[ "$status" -ne 0 ] || fail "it was followed"
	assert_not_in_output SECRET
	cat "$OUT" "$ERR" | grep -q 'symbolic link'
	handoff_run check link
	[ "$status" -ne 0 ] || fail "it was followed"
}

@test "the top of the documents being a symbolic link is reported" {
	mv handoff ../moved
	ln -s ../moved handoff
	handoff_run check
	assert_withstood
	assert_status 1
	grep -q 'symbolic link' "$OUT" || fail "silence"
}

@test "circular links between directories end" {
	ln -s .. handoff/note/up
	ln -s ../note handoff/note/self
	handoff_run check
	assert_withstood
	assert_in_output "$BAD"
	assert_equal "$(grep -c 'unknown-field' "$OUT")" 1
}

@test "directories nested too deep are a clear limit" {
	local i path=handoff

	for i in $(seq 80); do path=$path/d; done
	mkdir -p "$path"
	note "$path/x.md" Deep
	handoff_run check
	assert_refused 'directories deep'
}

@test "too many documents are a clear limit, and the setting is named" {
	echo 'limits: {documents: 1}' >>.handoff/config.yaml
	handoff_run check
	assert_refused 'more than 1 documents (limits: documents in .handoff/config.yaml raises it)'
}

# bats test_tags=no-valgrind
@test "a document replaced by a link while check runs is never followed" {
	local i

	cp handoff/note/good.md ../good.md
	(
		while [ ! -e ../stop ]; do
			ln -sf ../../../secret/file.md ../link.tmp
			mv -f ../link.tmp handoff/note/good.md
			cp ../good.md ../good.tmp
			mv -f ../good.tmp handoff/note/good.md
		done
	) &
	for i in $(seq 30); do
		handoff_run check
		assert_withstood
		assert_status 1
		if [[ $output == *SECRET* ]]; then
			: >../stop
			fail "the link was followed"
		fi
	done
	: >../stop
	wait
}

# ---- File names ------------------------------------------------------------------------------------

@test "file names with spaces, quotes, colons and shell characters are plain names" {
	local name

	for name in 'a b' "a'b" 'a"b' 'a:1:2' 'a$(id)' 'a;b' 'a&b' 'a|b' 'a*b' 'a?b' 'a[b]' 'a\b' '~a' '#a' '%2e%2e' '-rf' '--help'; do
		note "handoff/note/$name.md" X 'extra: field'
		handoff_run check
		assert_withstood
		assert_status 1
		grep -qF "handoff/note/$name.md:6:1: error: " "$OUT" || grep -qF 'a\\b' "$OUT" || fail "$name is not shown"
		handoff_run check "handoff/note/$name.md"
		assert_status 1
		rm "handoff/note/$name.md"
	done
}

@test "file names with line breaks and escapes stay on one line, escaped" {
	local name

	for name in $'a\nb' $'a\rb' $'a\tb' $'a\eb' $'a\x7fb' $'a\u202eb' $'a\u0085b' $'a\u200bb'; do
		note "handoff/note/$name.md" X 'extra: field'
		handoff_run check
		assert_withstood
		assert_status 1
		refute grep -qvE '^handoff/note/.*\.md:[0-9]+:[0-9]+: (error|warning): .*\]$' "$OUT"
		handoff_run check --format json
		assert_withstood
		handoff_run check "handoff/note/$name.md"
		assert_withstood
		assert_status 1
		rm "handoff/note/$name.md"
	done
}

@test "file names that could be taken for a workflow command are not at the start of a line" {
	note $'handoff/note/a\n::error::pwned.md' X 'extra: field'
	handoff_run check
	assert_withstood
	refute grep -q '^::' "$OUT"
}

@test "file names that are not UTF-8 are findings, shown in escapes" {
	note $'handoff/note/bad\xff\xfe.md' X
	handoff_run check
	assert_withstood
	assert_status 1
	grep -qE '^handoff/note/bad\\xff\\xfe.md:1:1: error: .*\[text/encoding\]$' "$OUT" || fail "silence"
	handoff_run check --format json
	assert_withstood
	note $'handoff/note/over\xc0\xaf.md' X
	handoff_run check
	assert_withstood
}

@test "invisible characters in file names are findings" {
	note $'handoff/note/a\u202eb.md' X
	handoff_run check
	assert_withstood
	assert_status 1
	grep -q 'text/' "$OUT" || fail "silence"
}

@test "very long file names are read" {
	local name

	name=$(printf 'n%.0s' $(seq 250))
	note "handoff/note/$name.md" X 'extra: field'
	handoff_run check
	assert_withstood
	assert_in_output "$name.md:6:1: error: "
}

@test "names that differ in case only are both checked" {
	note handoff/note/TWIN.md X 'extra: field'
	note handoff/note/twin.md X 'extra: field'
	[ "$(find handoff -iname 'twin.md' | wc -l)" -eq 2 ] || skip "the file system folds case"
	handoff_run check
	assert_equal "$(grep -ci 'twin.md:6:1' "$OUT")" 2
}

@test ".git directories of any case below the documents are not read" {
	note handoff/.GIT/x.md X 'extra: field'
	note handoff/.git/x.md X 'extra: field'
	handoff_run check
	assert_withstood
	refute grep -qi '\.git/x.md' "$OUT"
}

# ---- Where a repository says it is --------------------------------------------------------------------

@test "core.worktree that points elsewhere: nothing is written there" {
	mkdir ../victim
	git config core.worktree "$BATS_TEST_TMPDIR/victim"
	handoff_run init
	assert_refused 'nothing is written there'
	handoff_run readiness new X
	assert_status 2
	assert_in_errors 'nothing is written there'
	assert_equal "$(ls -A ../victim)" ""
	handoff_run check
	assert_withstood
}

@test "core.worktree that points to the file system's root is not walked for ever" {
	git config core.worktree /
	handoff_run readiness new X
	assert_withstood
	assert_status 2
	assert_absent /handoff /.handoff
}

@test "core.worktree from a worktree's own configuration is refused too" {
	mkdir ../victim
	git config extensions.worktreeConfig true
	git config --worktree core.worktree "$BATS_TEST_TMPDIR/victim"
	handoff_run init
	assert_equal "$(ls -A ../victim)" ""
}

@test "a .git file that points into another repository: nothing is written" {
	mkdir ../planted
	cd ../planted
	echo "gitdir: $REPO/.git" >.git
	handoff_run readiness new X
	assert_status 2
	assert_equal "$(ls -A)" .git
}

@test "a .git file that points to nothing, to itself or is huge is a clear error" {
	mkdir ../planted
	cd ../planted
	echo 'gitdir: /nonexistent' >.git
	handoff_run check
	assert_refused
	echo 'gitdir: .git' >.git
	handoff_run check
	assert_refused
	head -c 10000000 /dev/zero | tr '\0' a >.git
	handoff_run check
	assert_refused
	: >.git
	handoff_run check
	assert_refused
}

@test "the environment's GIT_DIR, GIT_WORK_TREE, GIT_INDEX_FILE and the like are ignored" {
	git init -q ../other
	GIT_DIR=$BATS_TEST_TMPDIR/other/.git GIT_WORK_TREE=/ GIT_INDEX_FILE=/nonexistent \
		GIT_OBJECT_DIRECTORY=/nonexistent GIT_COMMON_DIR=/nonexistent GIT_NAMESPACE=x \
		GIT_CEILING_DIRECTORIES=/ handoff_run check
	assert_status 1
	assert_in_output "$BAD"
	GIT_DIR=/nonexistent handoff_run readiness new X
	assert_status 0
	[ -f handoff/readiness/x.md ]
}

@test "settings from the environment's GIT_CONFIG_* are ignored" {
	mkdir ../victim
	GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=core.worktree GIT_CONFIG_VALUE_0=$BATS_TEST_TMPDIR/victim \
		GIT_CONFIG_PARAMETERS="'core.worktree=$BATS_TEST_TMPDIR/victim'" handoff_run readiness new X
	assert_status 0
	assert_equal "$(ls -A ../victim)" ""
}

@test "a repository of another user is refused with the line that would trust it" {
	[ "$(id -u)" -eq 0 ] || skip "only root can give a repository away"
	chown -R 12345:12345 .
	handoff_run check
	assert_refused "git config --global --add safe.directory '$REPO'"
	handoff_run readiness new X
	assert_refused safe.directory
	assert_absent handoff/readiness
	git config --global --add safe.directory "$REPO"
	handoff_run check
	assert_status 1
	assert_in_output "$BAD"
}

@test "a repository of another user is refused from a subdirectory too, with its top" {
	[ "$(id -u)" -eq 0 ] || skip "only root can give a repository away"
	chown -R 12345:12345 .
	cd handoff/note
	handoff_run check
	assert_refused "safe.directory '$REPO'"
}

@test "safe.directory in the repository's own configuration trusts nothing" {
	[ "$(id -u)" -eq 0 ] || skip "only root can give a repository away"
	git config safe.directory '*'
	git config --add safe.directory "$REPO"
	chown -R 12345:12345 .
	handoff_run check
	assert_refused safe.directory
}

@test "programs that the repository's configuration names are never started" {
	local key

	cat >../trap <<END
#!/bin/sh
echo "\$0 \$*" >>"$BATS_TEST_TMPDIR/started"
END
	chmod +x ../trap
	for key in core.fsmonitor core.sshCommand core.hooksPath core.askPass core.editor core.pager \
		credential.helper diff.external gpg.program gpg.ssh.program filter.x.clean filter.x.smudge \
		filter.x.process merge.x.driver core.gitProxy uploadpack.packObjectsHook; do
		git config "$key" "$BATS_TEST_TMPDIR/trap"
	done
	echo '* filter=x diff=x merge=x' >.gitattributes
	git config filter.x.required true
	handoff_run check
	assert_status 1
	handoff_run check --format json
	handoff_run note list
	handoff_run readiness new X
	handoff_run kinds
	handoff_run init
	assert_absent ../started
}

@test "a broken repository configuration is trouble" {
	echo '[core' >>.git/config
	handoff_run check
	assert_refused
	printf '\0\0\0' >.git/config
	handoff_run check
	assert_withstood
}

# libgit2 1.5 loses memory where it refuses an extension, which is not what is looked for here.
allow_leaks() {
	[ "${TEST_MODE-}" != asan ] || export ASAN_OPTIONS="${ASAN_OPTIONS-}:detect_leaks=0"
	[ "${TEST_MODE-}" != valgrind ] || skip "libgit2 leaks"
}

@test "an unknown extension or repository format is trouble, not a wrong answer" {
	allow_leaks
	printf '[core]\n\trepositoryFormatVersion = 99\n\tbare = false\n' >.git/config
	handoff_run check
	assert_refused
	printf '[core]\n\trepositoryFormatVersion = 1\n\tbare = false\n[extensions]\n\tunheardOf = true\n' >.git/config
	handoff_run check
	assert_refused
}

@test "a repository with SHA-256 objects works or is refused clearly" {
	allow_leaks
	git init -q --object-format=sha256 ../sha256 2>/dev/null || skip "git does not know it"
	cp -R .handoff handoff ../sha256
	cd ../sha256
	handoff_run check
	assert_withstood
	[ "$status" -eq 2 ] || assert_in_output "$BAD"
	[ "$status" -ne 2 ] || assert_refused
}

@test "a damaged index does not matter where it is not needed, and is no crash where it is" {
	git add -A
	head -c 1000 /dev/urandom >.git/index
	echo 'handoff/note/bad.md' >.gitignore
	handoff_run check
	assert_withstood
	: >.git/index
	handoff_run check
	assert_withstood
}

# bats test_tags=no-valgrind
@test "hostile .gitignore files end in time" {
	{
		yes '**/a*b*c*d*e*f*g*h*[!x]*z' | head -n 2000
		printf '!!!\n[\n\\\n/\n//\n**\\\n'
	} >.gitignore
	note handoff/note/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.md X
	handoff_run check
	assert_withstood
	assert_status 1
}

@test "a .gitignore that is a FIFO is refused, one that is a link shows nothing" {
	mkfifo .gitignore
	handoff_run check
	assert_refused '.gitignore: not a regular file'
	mv .gitignore handoff/note
	handoff_run check
	assert_refused 'handoff/note/.gitignore: not a regular file'
	rm handoff/note/.gitignore
	ln -s ../secret/file.md .gitignore
	handoff_run check
	assert_withstood
	assert_not_in_output SECRET
}

# ---- Hostile .handoff ----------------------------------------------------------------------------------

@test ".handoff that is a symbolic link is not followed" {
	mv .handoff ../policy
	ln -s ../policy .handoff
	assert_policy_refused '.handoff'
}

@test "files under .handoff that are symbolic links are not followed" {
	local file

	for file in config.yaml people.yaml templates/note.md; do
		mv .handoff/$file ../moved
		ln -s "$BATS_TEST_TMPDIR/moved" .handoff/$file
		assert_policy_refused ".handoff/$file"
		rm .handoff/$file
		mv ../moved .handoff/$file
	done
}

@test "the templates' directory being a symbolic link is refused" {
	mv .handoff/templates ../templates
	ln -s ../../templates .handoff/templates
	assert_policy_refused '.handoff/templates'
}

@test "files under .handoff that are FIFOs or directories are refused" {
	local file

	for file in config.yaml people.yaml templates/note.md; do
		mv .handoff/$file ../moved
		mkfifo .handoff/$file
		assert_policy_refused ".handoff/$file"
		rm .handoff/$file
		mkdir .handoff/$file
		assert_policy_refused ".handoff/$file"
		rmdir .handoff/$file
		mv ../moved .handoff/$file
	done
}

@test "huge files under .handoff are refused in time" {
	local file

	for file in config.yaml people.yaml templates/note.md; do
		cp .handoff/$file ../saved
		yes '# a comment' | head -c 20000000 >>.handoff/$file
		assert_policy_refused ".handoff/$file"
		truncate -s 8G .handoff/$file
		assert_policy_refused ".handoff/$file"
		cp ../saved .handoff/$file
	done
}

@test "deep YAML under .handoff is refused in time" {
	local file

	for file in config.yaml people.yaml; do
		cp .handoff/$file ../saved
		{
			printf 'x: '
			yes '[' | head -n 30000 | tr -d '\n'
			echo
		} >>.handoff/$file
		assert_policy_refused ".handoff/$file:"
		cp ../saved .handoff/$file
	done
	{
		printf -- '---\nkind: deep\ncontract: '
		yes '{a: ' | head -n 8000 | tr -d '\n'
		printf '\n---\n# x\n'
	} >.handoff/templates/deep.md
	assert_policy_refused '.handoff/templates/deep.md:'
}

@test "aliases, tags, merge keys and duplicate keys under .handoff are refused" {
	local file line

	for file in config.yaml people.yaml; do
		cp .handoff/$file ../saved
		for line in 'severity: &a {}' 'severity: *a' '<<: {version: 1}' 'severity: !!map {}' 'version: 1'$'\n''version: 1' 'people: {}'$'\n''people: {}' '"a\0b": 1' $'sever\x01ity: {}' $'sever\xffity: {}' '...' $'---\nversion: 1'; do
			printf '%s\n' "$line" >>.handoff/$file
			handoff_run check
			assert_withstood
			assert_status 2
			assert_in_errors ".handoff/$file:"
			cp ../saved .handoff/$file
		done
	done
}

@test "UTF-16, a byte order mark and NUL under .handoff are refused" {
	local file

	for file in config.yaml people.yaml templates/note.md; do
		cp .handoff/$file ../saved
		iconv -f UTF-8 -t UTF-16 ../saved >.handoff/$file
		assert_policy_refused ".handoff/$file"
		printf '\0' >>../nul
		cat ../saved ../nul >.handoff/$file
		assert_policy_refused ".handoff/$file"
		cp ../saved .handoff/$file
	done
}

@test "invisible characters under .handoff are refused" {
	local file

	for file in config.yaml people.yaml; do
		cp .handoff/$file ../saved
		printf '# \342\200\256 comment\n' >>.handoff/$file
		handoff_run check
		assert_withstood
		[ "$status" -ne 0 ] || fail "silence"
		cp ../saved .handoff/$file
	done
}

@test "an empty config.yaml, and one that is a list, are refused" {
	: >.handoff/config.yaml
	assert_policy_refused '.handoff/config.yaml'
	echo '- version: 1' >.handoff/config.yaml
	assert_policy_refused '.handoff/config.yaml:1:'
	echo 'version: 2' >.handoff/config.yaml
	assert_policy_refused '.handoff/config.yaml:1:'
}

@test "patterns in a template that never end are stopped" {
	sed -i 's/title: {type: string, required: true, max: 60}/title: {type: string, required: true}\n    x: {type: pattern, pattern: "(a+)+$"}/' .handoff/templates/note.md
	note handoff/note/slow.md X "x: $(head -c 5000 /dev/zero | tr '\0' a)b"
	handoff_run check
	assert_withstood
	[ "$status" -ne 0 ] || fail "silence"
	assert_in_output 'slow.md:6:4'
}

@test "a pattern that is no regular expression is refused with its place" {
	sed -i 's/title: {type: string, required: true, max: 60}/&\n    x: {type: pattern, pattern: "(a"}/' .handoff/templates/note.md
	assert_policy_refused '.handoff/templates/note.md:9:'
}

@test "pathspecs that try to leave the repository take nothing from outside" {
	local pattern

	for pattern in '../**/*.md' '/etc/**' '../secret/*.md' '**/../../secret/*' ':/../secret' '.git/**' ':(top)../x' '[' '\' '!x' ':(exclude)x'; do
		printf "version: 1\ndocuments: ['%s']\n" "$pattern" >.handoff/config.yaml
		handoff_run check
		assert_withstood
		assert_not_in_output SECRET
		refute grep -q '\.git/' "$OUT"
	done
}

@test "template file names with escapes are shown escaped" {
	mv .handoff/templates/note.md $'.handoff/templates/no\e[31mte\n.md'
	sed -i 's/lifecycle:/lifecicle:/' .handoff/templates/*
	handoff_run kinds
	assert_withstood
	assert_status 2
}

@test "a person's name and a role with escapes never reach the terminal" {
	printf 'people:\n  alice: {name: "A\\e[31mlice", emails: ["a\\x9b@b.c"], roles: ["r\\u202e"]}\n' >.handoff/people.yaml
	handoff_run check
	assert_withstood
	handoff_run readiness new X
	assert_withstood
}

# bats test_tags=no-valgrind
@test "hundreds of templates are read in time" {
	local i

	for i in $(seq 300); do
		sed "s/^kind: note/kind: note$i/" .handoff/templates/note.md >".handoff/templates/note$i.md"
	done
	handoff_run kinds
	assert_withstood
	assert_status 0
	[ "$(wc -l <"$OUT")" -gt 300 ]
}

@test "two templates of one kind are refused" {
	cp .handoff/templates/note.md .handoff/templates/other.md
	assert_policy_refused '.handoff/templates/'
}

@test "a template whose directory leaves the repository is refused" {
	local directory

	for directory in ../victim /etc 'a/../../b' .git/hooks '' . 'a//b'; do
		sed "s#directory: .*#directory: \"$directory\"#" .handoff/templates/note.md >../template
		cp .handoff/templates/note.md ../saved
		cp ../template .handoff/templates/note.md
		handoff_run note new X
		assert_withstood
		[ "$status" -eq 2 ] || [ "$directory" = 'a//b' ] || [ "$directory" = . ] || fail "\"$directory\" passed"
		assert_absent ../victim .git/hooks/x.md ../b
		cp ../saved .handoff/templates/note.md
	done
}

@test "a link through a symbolic link leads nowhere" {
	note_kind
	mkdir real
	echo text >real/a.txt
	ln -s real linked
	ln -s real/a.txt alias.txt
	note handoff/note/n.md n
	printf '\n[a](../../linked/a.txt) [b](../../alias.txt) [c](../../real/a.txt)\n' >>handoff/note/n.md
	handoff_run check handoff/note/n.md
	assert_status 1
	assert_output 'handoff/note/n.md:13:5: error: "../../linked/a.txt" is a symbolic link, or lies behind one; link to the file itself [link/broken]
handoff/note/n.md:13:29: error: "../../alias.txt" is a symbolic link, or lies behind one; link to the file itself [link/broken]'
}
