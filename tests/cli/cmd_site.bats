#!/usr/bin/env bats
# handoff site: what --output does to a directory, and where it may be

# shellcheck disable=SC2016  # backticks in single quotes are meant
# shellcheck disable=SC2034  # the assertions read what a test keeps by itself
load cli_helper

local_setup() {
	note_kind
	note handoff/note/a.md 'The first one'
	note handoff/note/b.md 'The second one'
}

# Every file of a site that is in its list.
listed() { # DIRECTORY
	sed 1d "$1/.handoff-site"
}

# The list names all that is there, in order, and nothing else.
assert_listed() { # DIRECTORY
	assert_equal "$(head -n 1 "$1/.handoff-site")" 'handoff-site 1'
	assert_equal "$(listed "$1")" \
		"$(cd "$1" && find . -type f ! -name .handoff-site | sed 's,^\./,,' | LC_ALL=C sort)"
}

# Nothing was made, as far as the repository goes.
assert_nothing_made() { # PATH
	assert_absent "$1"
	assert_equal "$(git status --porcelain -uall | grep -v -e handoff/note -e .handoff/templates)" ''
}

# ---- Options ---------------------------------------------------------------------------------------

@test "site has to be told where the site goes, and only once" {
	handoff_run site
	assert_refused 'handoff: site takes --output DIR, or --serve'
	handoff_run site --output x --serve
	assert_refused 'handoff: --output and --serve exclude each other'
	handoff_run site --output ''
	assert_refused 'handoff: --output takes a directory'
	handoff_run site --output
	assert_refused
	handoff_run site --outptu x
	assert_refused 'did you mean --output?'
	assert_absent x
}

@test "site takes files with --merge only, and then neither --rev nor --policy" {
	handoff_run site --output x handoff
	assert_refused 'handoff: site takes files with --merge only'
	handoff_run site --output x --merge
	assert_refused 'handoff: --merge takes the files that `handoff export` wrote'
	handoff_run site --output x --merge a.jsonl --rev HEAD
	assert_refused 'handoff: --merge goes without --rev and --policy'
	handoff_run site --output x --merge a.jsonl --policy HEAD
	assert_refused 'handoff: --merge goes without --rev and --policy'
	assert_absent x
}

@test "values that make no sense are refused before anything is done" {
	local value

	for value in 65536 -1 x 80x '' 8017.5 99999999999999999999 ' 80' +80; do
		handoff_run site "--serve=$value"
		assert_refused "handoff: --serve takes a port from 0 to 65535, not \"$value\""
	done
	for value in 0 -1 257; do
		handoff_run site --output x "--jobs=$value"
		assert_refused 'handoff: --jobs takes a number from 1 to 256'
	done
	for value in '' "$(printf '%0201d' 1)"; do
		handoff_run site --output x --title "$value"
		assert_refused 'handoff: --title takes 1 to 200 bytes of text'
	done
	handoff_run site --output x --title $'a\nb'
	assert_refused 'handoff: --title holds a control character'
	handoff_run site --output x --title $'\xff'
	assert_refused 'handoff: --title is not UTF-8'
	assert_absent x
}

@test "--url is an address on the web and nothing else" {
	local value

	for value in '' x ftp://x/ //x/ https:// https:///x javascript:alert\(1\) 'https://x/ y' \
		'https://x/"y' 'https://x/<y' 'https://a@x/' 'https://x/?q' 'https://x/#f' HTTPS://x \
		$'https://x/\n' 'https://é/' "https://x/$(printf '%02000d' 1)"; do
		handoff_run site --output x --url "$value"
		assert_refused 'handoff: --url takes an address such as https://docs.example.com/handoff/, not "'
	done
	assert_absent x
	for value in https://docs.example.com/handoff/ http://localhost:8000 'https://[::1]/x%20y'; do
		handoff_ok site --output x --url "$value"
	done
}

@test "site works in a repository only" {
	mkdir ../elsewhere
	cd ../elsewhere
	handoff_run site --output x
	assert_refused
	assert_absent x
	cd ../repo
	handoff_ok -C handoff/note site --output ../../public
	assert_listed public
}

# ---- The directory ---------------------------------------------------------------------------------

@test "a site is written, and said to be so in one line" {
	local count

	handoff_ok site --output public
	assert_no_errors_said
	count=$(listed public | wc -l)
	assert_output "wrote $count files ($count changed, 0 removed) to public"
	assert_listed public
	grep -qF 'The first one' public/documents/a.html
	grep -qF 'The second one' public/documents/b.html
	[ -s public/index.html ]
}

@test "a site without documents says so" {
	git rm -rqf handoff 2>/dev/null || :
	rm -rf handoff
	handoff_ok site --output ../empty
	assert_errors 'handoff: there are no documents; `handoff init` sets a repository up'
}

@test "the same again touches nothing" {
	local count

	handoff_ok site --output public
	count=$(listed public | wc -l)
	find public -exec touch -d '2020-01-01' {} +
	tree public >../before
	handoff_ok site --output public/
	assert_output "wrote $count files (0 changed, 0 removed) to public/"
	tree public | diff ../before -
	[ -z "$(find public -newermt 2020-01-02)" ] || fail "touched: $(find public -newermt 2020-01-02)"
}

@test "the same documents give the same bytes, wherever they go" {
	handoff_ok site --output public
	handoff_ok site --output ../deep/er/site --jobs 1
	diff -r public ../deep/er/site
}

@test "what has changed is replaced, what is gone is removed, with its directory" {
	handoff_ok site --output public
	touch -d '2020-01-01' public/documents/a.html
	note handoff/note/b.md 'Another title'
	handoff_ok site --output public
	assert_in_output ' 0 removed'
	grep -qF 'Another title' public/documents/b.html
	rm handoff/note/b.md
	handoff_ok site --output public
	assert_in_output ' removed) to public'
	assert_not_in_output ' 0 removed'
	assert_absent public/documents/b.html
	assert_listed public
	rm handoff/note/a.md
	handoff_ok site --output public
	assert_absent public/documents
	assert_listed public
}

@test "files that are not ours stay" {
	handoff_ok site --output public
	echo example.com >public/CNAME
	touch public/.nojekyll
	mkdir -p public/documents/own public/.git
	echo mine >public/documents/own/x.html
	rm handoff/note/*.md
	handoff_ok site --output public
	assert_equal "$(cat public/CNAME)" example.com
	assert_equal "$(cat public/documents/own/x.html)" mine
	[ -e public/.nojekyll ]
	[ -d public/.git ]
	assert_absent public/documents/a.html
}

@test "a directory that somebody else filled is refused, until they agree" {
	mkdir public
	echo mine >public/thesis.txt
	handoff_run site --output public
	assert_refused 'handoff: public is not empty, and nothing that handoff site wrote: choose another directory, or make an empty file public/.handoff-site to have the site beside what is there'
	assert_equal "$(ls -A public)" thesis.txt
	touch public/.handoff-site
	handoff_ok site --output public
	assert_equal "$(cat public/thesis.txt)" mine
	[ -s public/index.html ]
}

@test "a file of somebody else under a name of ours is refused" {
	mkdir public
	touch public/.handoff-site
	echo mine >public/index.html
	handoff_run site --output public
	assert_refused 'public/index.html: the site has a file of this name, and this one is not ours: move it away'
	assert_equal "$(cat public/index.html)" mine
	rm public/index.html
	handoff_ok site --output public
	assert_listed public
}

@test "a site is no place over documents, policy, or what git keeps" {
	handoff_run site --output .
	assert_refused 'handoff: . holds the working tree: choose another directory for the site'
	handoff_run site --output "$PWD/"
	assert_refused 'holds the working tree'
	handoff_run site --output ..
	assert_refused 'handoff: .. holds the working tree'
	handoff_run site --output /
	assert_refused 'handoff: / holds the working tree'
	handoff_run site --output .handoff
	assert_refused 'handoff: .handoff holds the policy'
	handoff_run site --output x/../.handoff/templates
	assert_refused 'holds the policy'
	handoff_run site --output handoff
	assert_refused 'handoff: handoff holds documents, such as handoff/note/a.md: choose another directory for the site'
	handoff_run site --output handoff/note/
	assert_refused 'holds documents'
	handoff_run site --output .git
	assert_refused 'handoff: .git holds what git keeps'
	handoff_run site --output .git/site
	assert_refused 'holds what git keeps'
	assert_nothing_made .git/site
	cd handoff
	handoff_run site --output .
	assert_refused 'handoff: . holds documents'
	handoff_run site --output ../..
	assert_refused 'holds the working tree'
}

@test "a site may stand in the working tree, also under a directory of documents that holds none" {
	handoff_ok site --output handoff/site
	assert_listed handoff/site
	handoff_ok check
	handoff_ok site --output handoff/site
	assert_in_output '(0 changed, 0 removed)'
}

@test "documents that lie in a site are found before anything is written" {
	handoff_ok site --output handoff/site
	note handoff/site/c.md 'In the way'
	tree >../before
	handoff_run site --output handoff/site
	assert_refused 'handoff/site holds documents, such as handoff/site/c.md'
	tree | diff ../before -
}

@test "a symbolic link of the repository leads no site out of it" {
	mkdir ../elsewhere
	ln -s ../elsewhere public
	ln -s .. up
	handoff_run site --output public
	assert_refused 'handoff: public is a symbolic link of the repository, or behind one'
	handoff_run site --output public/deep/er
	assert_refused 'is a symbolic link of the repository, or behind one'
	handoff_run site --output up/elsewhere
	assert_refused 'is a symbolic link of the repository, or behind one'
	handoff_run site --output ../repo/public
	assert_refused 'is a symbolic link of the repository, or behind one'
	handoff_run site --output "$PWD/../repo/public/x"
	assert_refused 'is a symbolic link of the repository, or behind one'
	assert_equal "$(ls -A ../elsewhere)" ''
	# One above the repository is its owner's own.
	ln -s elsewhere ../link
	handoff_ok site --output ../link/site
	assert_listed ../elsewhere/site
}

@test "links in a site are not followed" {
	handoff_ok site --output public
	echo secret >../secret
	mkdir ../documents
	rm public/index.html
	ln -s ../../secret public/index.html
	handoff_run site --output public
	assert_refused 'public/index.html: is a symbolic link, not followed'
	assert_equal "$(cat ../secret)" secret
	rm public/index.html
	rm -r public/documents
	ln -s ../../documents public/documents
	handoff_run site --output public
	assert_refused 'public/documents: is a symbolic link, not followed'
	assert_equal "$(ls -A ../documents)" ''
	rm public/documents
	handoff_ok site --output public
	assert_listed public
}

@test "a list that names what no site has is refused, and nothing removed" {
	local path

	handoff_ok site --output public
	mkdir public/.git
	echo keep >public/.git/config
	echo keep >../keep
	for path in ../../keep /etc/hostname .git/config a/../../keep; do
		printf 'handoff-site 1\nindex.html\n%s\n' "$path" >public/.handoff-site
		handoff_run site --output public
		assert_refused 'handoff: public/.handoff-site: line 3 is no path of a site'
	done
	printf 'handoff-site 2\n' >public/.handoff-site
	handoff_run site --output public
	assert_refused 'public/.handoff-site: was written by another version of handoff'
	echo notes >public/.handoff-site
	handoff_run site --output public
	assert_refused 'public/.handoff-site: is no list that handoff site wrote'
	rm public/.handoff-site
	ln -s ../../keep public/.handoff-site
	handoff_run site --output public
	assert_refused 'public/.handoff-site: is a symbolic link, not followed'
	assert_equal "$(cat ../keep public/.git/config)" $'keep\nkeep'
}

# ---- What can go wrong -----------------------------------------------------------------------------

@test "where nothing can be written, that is said" {
	handoff_run site --output /proc/handoff/site
	assert_refused 'handoff: /proc/handoff: No such file or directory'
	echo x >file
	handoff_run site --output file
	assert_refused 'handoff: file: Not a directory'
	handoff_run site --output file/site
	assert_refused 'handoff: file/site: Not a directory'
	if [ "$(id -u)" -ne 0 ]; then
		handoff_ok site --output public
		note handoff/note/a.md Other
		chmod -R a-w public
		handoff_run site --output public
		chmod -R u+w public
		assert_refused 'Permission denied'
	fi
}

@test "a full disk is said, leaves no half file, and the next run completes" {
	handoff_ok site --output ../whole
	status=0
	(
		trap '' XFSZ
		ulimit -f 1
		exec timeout -k 5 "$TIME_LIMIT" handoff site --output public
	) >"$OUT" 2>"$ERR" || status=$?
	errors=$(cat "$ERR")
	assert_refused ': File too large'
	assert_absent public/.handoff-site.new
	while IFS= read -r path; do
		[ ! -e "public/$path" ] || cmp "public/$path" "../whole/$path"
	done < <(listed public)
	handoff_ok site --output public
	diff -r public ../whole
}

@test "standard output that cannot be written to is an error" {
	status=0
	timeout -k 5 "$TIME_LIMIT" handoff site --output public >/dev/full 2>"$ERR" || status=$?
	: >"$OUT"
	errors=$(cat "$ERR")
	assert_refused 'handoff: cannot write to standard output: No space left on device'
}

@test "a run that is killed is completed by the next one, whenever that was" {
	local i

	for i in $(seq 60); do
		note "handoff/note/n$i.md" "Number $i"
	done
	handoff_ok site --output ../whole
	for i in $(seq 30); do
		# Another site each time, so that there is something to write and to remove.
		note "handoff/note/n$i.md" "Changed $i"
		mv "handoff/note/n$((i + 30)).md" "handoff/note/m$i.md" 2>/dev/null || :
		timeout -s KILL "0.0$i" handoff site --output public >/dev/null 2>&1 || :
	done
	handoff_ok site --output public
	assert_absent public/.handoff-site.new
	assert_listed public
	handoff_ok site --output ../again
	diff -r public ../again
}

@test "two runs at once: the second is refused, and the site is whole" {
	local i status_of
	local -a pids=()

	mkdir public
	status=0
	flock public timeout -k 5 "$TIME_LIMIT" handoff site --output public >"$OUT" 2>"$ERR" || status=$?
	errors=$(cat "$ERR")
	assert_refused 'handoff: another handoff site writes to public'
	assert_equal "$(ls -A public)" ''
	for i in $(seq 8); do
		handoff site --output public >"../out.$i" 2>"../err.$i" &
		pids+=($!)
	done
	for i in $(seq 8); do
		status_of=0
		wait "${pids[$((i - 1))]}" || status_of=$?
		case $status_of in
		0) grep -q '^wrote ' "../out.$i" ;;
		2) grep -qxF 'handoff: another handoff site writes to public' "../err.$i" ;;
		*) fail "the status is $status_of: $(cat "../err.$i")" ;;
		esac
	done
	grep -q '^wrote ' ../out.*
	assert_listed public
	handoff_ok site --output ../whole
	diff -r public ../whole
}

@test "a policy that cannot be used is shown as check shows it, and no site made" {
	printf 'trsut: claimed\n' >.handoff/config.yaml
	handoff_run site --output public
	assert_status 2
	assert_in_errors '.handoff/config.yaml:1:1: error: '
	assert_in_errors 'handoff: the files under .handoff/ cannot be used'
	[ ! -s "$OUT" ]
	assert_absent public
	rm .handoff/config.yaml
	handoff_ok site --output public
	tree public >../before
	printf 'trsut: claimed\n' >.handoff/config.yaml
	handoff_run site --output public
	assert_status 2
	tree public | diff ../before -
}

# ---- Which documents -------------------------------------------------------------------------------

@test "--rev is the site of a commit" {
	git add -A
	git commit -qm one
	note handoff/note/a.md 'Not committed'
	handoff_ok site --output public --rev HEAD
	grep -qF 'The first one' public/documents/a.html
	refute grep -rqF 'Not committed' public
	handoff_ok site --output public
	grep -qF 'Not committed' public/documents/a.html
	handoff_run site --output public --rev nowhere
	assert_refused nowhere
	handoff_run site --output public --policy nowhere
	assert_refused nowhere
	assert_listed public
}

@test "a bare repository has the sites of its commits" {
	git add -A
	git commit -qm one
	git clone -q --bare . ../bare.git
	cd ../bare.git
	handoff_ok site --output ../public --rev main
	assert_listed ../public
	grep -qF 'The first one' ../public/documents/a.html
	handoff_run site --output site --rev main
	assert_refused 'handoff: site holds what git keeps'
	handoff_run site --output ../other
	assert_refused
	assert_absent ../other site
}

@test "--merge makes a site of exports, in a repository or in none" {
	handoff_ok export
	cp "$OUT" ../a.jsonl
	mkdir ../elsewhere
	cd ../elsewhere
	handoff_ok site --output public --merge ../a.jsonl
	assert_no_errors_said
	assert_listed public
	grep -qF 'The first one' public/index.html
	handoff_run site --output other --merge ../nowhere.jsonl
	assert_refused nowhere.jsonl
	assert_absent other
}

@test "a merged site is no place over documents, policy, or what git keeps either" {
	handoff_ok export --output ../a.jsonl
	mkdir ../elsewhere
	ln -s ../elsewhere public
	ln -s "$PWD" ../link
	handoff_run site --merge ../a.jsonl --output .
	assert_refused 'handoff: . holds the working tree: choose another directory for the site'
	handoff_run site --merge ../a.jsonl --output .git/y
	assert_refused 'handoff: .git/y holds what git keeps: choose another directory for the site'
	handoff_run site --merge ../a.jsonl --output .git/objects/y/z
	assert_refused 'holds what git keeps'
	handoff_run site --merge ../a.jsonl --output .handoff/site
	assert_refused 'handoff: .handoff/site holds the policy'
	handoff_run site --merge ../a.jsonl --output handoff/note
	assert_refused 'handoff: handoff/note holds documents, such as handoff/note/a.md'
	handoff_run site --merge ../a.jsonl --output public
	assert_refused 'handoff: public is a symbolic link of the repository, or behind one'
	handoff_run site --merge ../a.jsonl --output public/deep/er
	assert_refused 'is a symbolic link of the repository, or behind one'
	cd ../elsewhere
	handoff_run site --merge ../a.jsonl --output ../repo/.git/y
	assert_refused 'handoff: ../repo/.git/y holds what git keeps'
	handoff_run site --merge ../a.jsonl --output "$BATS_TEST_TMPDIR/link/.git/y"
	assert_refused 'holds what git keeps'
	handoff_run site --merge ../a.jsonl --output ../repo/public/x
	assert_refused 'is a symbolic link of the repository, or behind one'
	git init -q --bare ../bare.git
	handoff_run site --merge ../a.jsonl --output ../bare.git/site
	assert_refused 'handoff: ../bare.git/site holds what git keeps'
	assert_absent ../repo/.git/y ../repo/.git/objects/y ../repo/.handoff/site ../bare.git/site
	assert_equal "$(ls -A)" ''
	handoff_ok site --merge ../a.jsonl --output ../repo/site
	assert_listed ../repo/site
	handoff_ok site --merge ../a.jsonl --output site/
	assert_listed site
}

@test "a site has the title that it is given" {
	handoff_ok site --output public --title 'Ours & <theirs>'
	grep -qF 'Ours &amp; &lt;theirs&gt;' public/index.html
	refute grep -rqF '<theirs>' public
}

@test "in CI the policy of the working tree is not trusted in silence" {
	git add -A
	git commit -qm one
	CI=true handoff_ok site --output public
	assert_in_errors '--policy'
	CI=true handoff_ok site --output public --policy main
	assert_no_errors_said
}
