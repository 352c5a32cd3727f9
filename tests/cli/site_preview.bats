#!/usr/bin/env bats
# handoff site --serve: what is answered, to whom, and when the site is built again

# shellcheck disable=SC1003,SC2016  # backslashes and backticks in single quotes are meant
# shellcheck disable=SC2030,SC2031,SC2034  # each test has a preview of its own
load cli_helper

case ${TEST_MODE-} in
'') PATIENCE=20 ;;
*) PATIENCE=300 ;;
esac

local_setup() {
	SERVED=$BATS_TEST_TMPDIR/served
	SAID=$BATS_TEST_TMPDIR/said
	note_kind
	note handoff/note/a.md 'The first one'
}

teardown() {
	[ -z "${PREVIEW-}" ] || kill -KILL "$PREVIEW" 2>/dev/null || :
}

# ---- Running one -----------------------------------------------------------------------------------

# Tries a command again and again until it works.
await() { # COMMAND...
	local end=$((SECONDS + PATIENCE))

	until "$@"; do
		((SECONDS < end)) || fail "in vain: $*
$(cat -v "$SERVED" "$SAID")"
		sleep 0.05
	done
}

is_over() {
	! kill -0 "$PREVIEW" 2>/dev/null
}

listens_or_ends() {
	[ -s "$SERVED" ] || is_over
}

# Starts it at a port of its own choice; there are $PREVIEW, $PORT and $URL then.
serve() { # [ARGUMENT...]
	handoff site --serve=0 "$@" >"$SERVED" 2>"$SAID" </dev/null 3>&- &
	PREVIEW=$!
	await listens_or_ends
	URL=$(cat "$SERVED")
	[[ $URL =~ ^http://127\.0\.0\.1:[0-9]+/$ ]] || fail "no address: $URL $(cat -v "$SAID")"
	PORT=${URL//[!0-9]/}
	PORT=${PORT#127001}
}

# Ends it by a signal: with status 0, and nothing of it is left.
stop() { # [SIGNAL]
	local ended=0

	kill -s "${1-TERM}" "$PREVIEW"
	wait "$PREVIEW" || ended=$?
	[ "$ended" -eq 0 ] || fail "it ended with $ended: $(cat -v "$SAID")"
	PREVIEW=
}

# Asks, and keeps the status as $code, headers and body in files.
ask() { # PATH [CURL'S ARGUMENT...]
	local path=$1

	shift
	code=$(curl -sS --max-time "$PATIENCE" --path-as-is -o ../body -D ../headers -w '%{http_code}' "$@" \
		"http://127.0.0.1:$PORT$path")
}

# Asks for the first page with these headers, as they are; prints the first line of the answer.
raw() { # HEADER...
	exec {connection}<>"/dev/tcp/127.0.0.1/$PORT"
	printf 'GET / HTTP/1.1\r\n' >&"$connection"
	printf '%s\r\n' "$@" '' >&"$connection"
	head -n 1 <&"$connection" | tr -d '\r'
	exec {connection}>&-
}

assert_code() { # EXPECTED WHAT...
	[ "$code" = "$1" ] || fail "$code, not $1: ${*:2}"
}

assert_header() { # LINE
	tr -d '\r' <../headers | grep -qixF -- "$1" || fail "no header: $1
$(cat -v ../headers)"
}

shows() { # PATH TEXT
	curl -sf --max-time 5 "$URL$1" | grep -qF -- "$2"
}

is_missing() { # PATH
	[ "$(curl -s --max-time 5 -o /dev/null -w '%{http_code}' "$URL$1")" = 404 ]
}

has_said() { # PART
	grep -qF -- "$1" "$SAID"
}

# ---- What is answered ------------------------------------------------------------------------------

@test "it says where it listens, and shows every file of the site to the byte, with its type" {
	local path type

	serve
	handoff_ok site --output ../public
	while IFS= read -r path; do
		ask "/$path"
		assert_code 200 "$path"
		cmp ../body "../public/$path"
		case $path in
		*.html) type='text/html; charset=utf-8' ;;
		*.css) type='text/css; charset=utf-8' ;;
		*.js) type='text/javascript; charset=utf-8' ;;
		*.svg) type='image/svg+xml; charset=utf-8' ;;
		*.atom) type='application/atom+xml; charset=utf-8' ;;
		*) fail "what is $path?" ;;
		esac
		assert_header "Content-Type: $type"
	done < <(sed 1d ../public/.handoff-site)
	ask /
	cmp ../body ../public/index.html
	stop
	[ ! -s "$SAID" ] || fail "$(cat "$SAID")"
	assert_equal "$(wc -l <"$SERVED")" 1
}

@test "every answer has the headers that keep a page in its place" {
	local path

	serve
	for path in / /nowhere /documents/a.html; do
		ask "$path"
		assert_header "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
		assert_header 'X-Content-Type-Options: nosniff'
		assert_header 'Referrer-Policy: no-referrer'
		assert_header 'Cache-Control: no-store'
		assert_header 'Cross-Origin-Resource-Policy: same-origin'
		assert_equal "$(grep -ci '^content-security-policy:' ../headers)" 1
	done
	# Of the pages' own policy, which a reader of the file has too.
	ask /
	grep -qF "content=\"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'\"" \
		../body
	stop
}

@test "only GET and HEAD are answered" {
	local method

	serve
	for method in POST PUT DELETE OPTIONS PATCH TRACE PROPFIND get X; do
		ask / -X "$method"
		assert_code 405 "$method"
		assert_header 'Allow: GET, HEAD'
	done
	ask / -d 'a=b'
	assert_code 405 'a form'
	ask / -T "$PROJECT/README.md"
	assert_code 405 'an upload'
	ask / -I
	assert_code 200 HEAD
	[ ! -s ../body ] || ! grep -q '<html' ../body
	ask /documents/a.html
	assert_code 200
	assert_header "Content-Length: $(wc -c <../body)"
	stop
}

@test "only this machine's own names are answered to, with the port" {
	local host

	serve
	for host in "127.0.0.1:$PORT" "localhost:$PORT" "LOCALHOST:$PORT" "[::1]:$PORT"; do
		ask / -H "Host: $host"
		assert_code 200 "$host"
	done
	for host in evil.example "evil.example:$PORT" 127.0.0.1 localhost "127.0.0.1:1" "127.0.0.2:$PORT" \
		"localhost.evil.example:$PORT" "evil.localhost:$PORT" "localhost.:$PORT" "0.0.0.0:$PORT" \
		"[::]:$PORT" "::1:$PORT" ":$PORT" "localhost:$PORT:$PORT" "a@localhost:$PORT" "localhost:0$PORT"; do
		ask / -H "Host: $host"
		assert_code 421 "$host"
		refute grep -qF 'The first one' ../body
	done
	ask / -H 'Host;'
	assert_code 421 'an empty host'
	ask / -0 -H 'Host:'
	assert_code 421 'no host'
	assert_equal "$(raw "Host: localhost:$PORT" 'Host: evil.example')" 'HTTP/1.1 421 Misdirected Request'
	assert_equal "$(raw "Host: localhost:$PORT")" 'HTTP/1.1 200 OK'
	ask /documents/a.html -H 'Host: evil.example'
	assert_code 421
	stop
}

@test "nobody but this machine can connect" {
	local hex

	serve
	hex=$(printf '%04X' "$PORT")
	assert_equal "$(awk -v port=":$hex" '$4 == "0A" && index($2, port) { print $2 }' /proc/net/tcp)" \
		"0100007F:$hex"
	if [ -e /proc/net/tcp6 ]; then
		assert_equal "$(awk -v port=":$hex" \
			'$4 == "0A" && index($2, port) && $2 !~ /^00000000000000000000000001000000:/' /proc/net/tcp6)" ''
	fi
	stop
}

@test "paths are those of files, and nothing else" {
	local path

	echo secret >secret.txt
	serve
	for path in /nowhere /documents /documents/ /documents/a /documents/a.html/ //index.html /./index.html \
		/documents/../index.html /../secret.txt /../../etc/passwd /..%2fsecret.txt /%2e%2e/secret.txt \
		/%2e%2e%2fsecret.txt /secret.txt /.handoff/templates/note.md /.git/config /index.html%00 \
		/index.html%00.png /%00 /index.html%0a '/index.html%' /index.html%4 /index.html%zz '/index.html\' \
		/INDEX.HTML /index.html%20 /.handoff-site; do
		ask "$path"
		assert_code 404 "$path"
		refute grep -q secret ../body
	done
	for path in /index.html /%69ndex.html '/index.html?x=1' '/?x=%00' /documents%2fa.html; do
		ask "$path"
		assert_code 200 "$path"
	done
	stop
}

@test "requests without end, or that are none, end with their connection" {
	serve
	printf '/%0100000d' 1 >../long
	ask "$(cat ../long)"
	refute [ "$code" = 200 ]
	printf 'url = "%sx"\n' "$URL" >../config
	printf 'header = "X-A: %040000d"\n' 1 >>../config
	curl -s --max-time "$PATIENCE" -o /dev/null -K ../config || :
	exec {connection}<>"/dev/tcp/127.0.0.1/$PORT"
	printf '\0\377\r\n\r\nnonsense\r\n\r\n' >&"$connection"
	exec {connection}>&-
	ask /
	assert_code 200
	stop
}

@test "connections that say nothing keep nobody else waiting" {
	local i
	local -a open=()

	serve
	for i in $(seq 30); do
		exec {connection}<>"/dev/tcp/127.0.0.1/$PORT"
		printf 'GET / HTTP/1.1\r\nHost: localhost' >&"$connection"
		open+=("$connection")
	done
	ask /
	assert_code 200
	# More than there may be: they have to wait, and nothing breaks.
	for i in $(seq 50); do
		exec {connection}<>"/dev/tcp/127.0.0.1/$PORT"
		open+=("$connection")
	done
	for connection in "${open[@]}"; do
		exec {connection}>&-
	done
	await shows '' '<html'
	stop
}

@test "many ask at once" {
	local i

	serve
	for i in $(seq 40); do
		printf 'url = "%sdocuments/a.html"\noutput = "../got.%d"\n' "$URL" "$i"
	done >../config
	curl -sS --max-time "$PATIENCE" --parallel --parallel-max 20 -K ../config
	handoff_ok site --output ../public
	for i in $(seq 40); do
		cmp "../got.$i" ../public/documents/a.html
	done
	stop
}

# ---- What changes ----------------------------------------------------------------------------------

@test "a document that changes is shown as it is now" {
	serve
	shows documents/a.html 'The first one'
	note handoff/note/a.md 'Written again'
	await shows documents/a.html 'Written again'
	# As editors save: another file, renamed.
	note ../new/a.md 'Renamed over it'
	mv ../new/a.md handoff/note/a.md
	await shows documents/a.html 'Renamed over it'
	cp handoff/note/a.md ../keep.md
	ln -f ../keep.md handoff/note/linked.md
	sed -i 's/^id: .*/id: linked/; s/Renamed over it/Linked/' handoff/note/linked.md
	await shows documents/linked.html 'Linked'
	stop
	[ ! -s "$SAID" ] || fail "$(cat "$SAID")"
}

@test "documents that come and go" {
	serve
	is_missing documents/b.html
	note handoff/note/b.md 'The second one'
	await shows documents/b.html 'The second one'
	mv handoff/note/b.md ../b.md
	await is_missing documents/b.html
	mv ../b.md handoff/note/b.md
	await shows documents/b.html 'The second one'
	rm handoff/note/b.md
	await is_missing documents/b.html
	shows documents/a.html 'The first one'
	stop
}

@test "directories that come, go and come again, however deep" {
	serve
	note handoff/note/deep/er/c.md 'In the deep'
	await shows documents/c.html 'In the deep'
	note handoff/note/deep/er/c.md 'Changed in the deep'
	await shows documents/c.html 'Changed in the deep'
	mv handoff/note/deep ../deep
	await is_missing documents/c.html
	note ../deep/er/c.md 'Changed elsewhere'
	mv ../deep handoff/note/moved
	await shows documents/c.html 'Changed elsewhere'
	note handoff/note/moved/er/c.md 'Changed after the move'
	await shows documents/c.html 'Changed after the move'
	cp -R handoff ../handoff
	rm -r handoff
	await is_missing documents/a.html
	mv ../handoff handoff
	await shows documents/a.html 'The first one'
	note handoff/note/a.md 'Still looked at'
	await shows documents/a.html 'Still looked at'
	stop
}

@test "many changes at once are all seen in the end" {
	local i

	serve
	for i in $(seq 300); do
		note "handoff/note/d$((i % 7))/n$i.md" "Number $i"
	done
	rm -r handoff/note/d3
	await shows documents/n300.html 'Number 300'
	await is_missing documents/n3.html
	await shows documents/n299.html 'Number 299'
	stop
}

@test "a policy that breaks leaves the site as it was, and says so in one line" {
	serve
	printf 'trsut: claimed\nfoo: 1\n' >.handoff/config.yaml
	await has_said 'handoff: the site stays as it was: .handoff/config.yaml:1:1: '
	has_said '(and 2 more problems)'
	shows documents/a.html 'The first one'
	rm .handoff/config.yaml
	await has_said 'handoff: the site is up to date again'
	assert_equal "$(wc -l <"$SAID")" 2
	note handoff/note/a.md 'After that'
	await shows documents/a.html 'After that'
	stop
}

@test "what git ignores, nested repositories, and what lies behind links are not looked at" {
	printf '/ignored\n' >.gitignore
	mkdir ignored ../outside
	git init -q nested
	ln -s ../outside link
	serve
	note handoff/note/b.md 'A first change'
	await shows documents/b.html 'A first change'
	touch ignored/x nested/x ../outside/x handoff/note/.a.md.swp handoff/note/a.md~
	stop
}

@test "--rev shows a commit, and the next one when the reference moves" {
	git add -A
	git commit -qm one
	serve --rev main
	note handoff/note/a.md 'Not committed'
	sleep 1
	shows documents/a.html 'The first one'
	git commit -qam two
	await shows documents/a.html 'Not committed'
	git pack-refs --all
	git commit -q --allow-empty -m three
	git reset -q --hard HEAD~2
	await shows documents/a.html 'The first one'
	stop
}

@test "a bare repository, and a linked working tree" {
	git add -A
	git commit -qm one
	git clone -q --bare . ../bare.git
	git worktree add -q ../linked -b topic
	cd ../bare.git
	serve --rev main
	shows documents/a.html 'The first one'
	stop
	cd ../linked
	: >"$SERVED"
	serve
	note handoff/note/a.md 'In the linked one'
	await shows documents/a.html 'In the linked one'
	stop
	: >"$SERVED"
	serve --rev topic
	git commit -qam two
	await shows documents/a.html 'In the linked one'
	stop
}

@test "files that are merged are looked at, beside no matter what" {
	handoff_ok export
	mkdir ../exports
	cp "$OUT" ../exports/a.jsonl
	cd ../exports
	serve --merge a.jsonl
	shows '' 'The first one'
	sed 's/The first one/Exported again/g' a.jsonl >b.jsonl
	mv b.jsonl a.jsonl
	await shows '' 'Exported again'
	echo nonsense >a.jsonl
	await has_said 'handoff: the site stays as it was: a.jsonl:1: '
	shows '' 'Exported again'
	cp "$OUT" a.jsonl
	await shows '' 'The first one'
	await has_said 'handoff: the site is up to date again'
	stop
}

# ---- Its beginning and its end ---------------------------------------------------------------------

@test "signals end it with status 0, and the port is free again at once" {
	local signal port

	for signal in INT TERM HUP; do
		: >"$SERVED"
		serve
		port=$PORT
		ask /
		stop "$signal"
		refute curl -s --max-time 5 -o /dev/null "$URL"
		handoff site "--serve=$port" >"$SERVED" 2>"$SAID" </dev/null 3>&- &
		PREVIEW=$!
		: >"$SERVED"
		await listens_or_ends
		assert_equal "$(cat "$SERVED")" "http://127.0.0.1:$port/"
		stop "$signal"
	done
}

@test "it ends while it builds, and leaves no process behind" {
	local i

	for i in $(seq 200); do
		note "handoff/note/n$i.md" "Number $i"
	done
	serve
	for i in $(seq 5); do
		note handoff/note/a.md "Change $i"
		sleep 0.15
	done
	ps -o pid= --ppid "$PREVIEW" >../children || :
	stop
	while read -r i; do
		await eval "! kill -0 $i 2>/dev/null"
	done <../children
}

@test "a process that builds and is killed costs one site, and no more" {
	local i end child=

	for i in $(seq 200); do
		note "handoff/note/n$i.md" "Number $i"
	done
	serve
	for i in $(seq 40); do
		note handoff/note/a.md "Change $i"
		# It is there for a moment only: look without a pause. The file has no line end.
		child=
		end=$((SECONDS + PATIENCE))
		until [ -n "$child" ] || ((SECONDS >= end)); do
			read -r child _ <"/proc/$PREVIEW/task/$PREVIEW/children" || :
		done
		kill -KILL "$child" 2>/dev/null || :
		! has_said 'the process that builds the site broke off (status 137)' || break
	done
	has_said 'handoff: the site stays as it was: the process that builds the site broke off (status 137)'
	shows index.html '<html'
	note handoff/note/a.md 'After that'
	await shows documents/a.html 'After that'
	await has_said 'handoff: the site is up to date again'
	stop
}

@test "a port that is taken is refused, with the way out" {
	serve
	handoff_run site "--serve=$PORT"
	assert_refused "handoff: port $PORT is taken: choose another one with --serve=PORT, or --serve=0 for any that is free"
	handoff_run site --serve "$PORT"
	assert_refused "port $PORT is taken"
	stop
}

@test "without a first site there is nothing to serve" {
	handoff_run site --serve=0 --rev nowhere
	assert_refused nowhere
	printf 'trsut: claimed\n' >.handoff/config.yaml
	handoff_run site --serve=0
	assert_refused 'handoff: .handoff/config.yaml:1:1: '
	rm .handoff/config.yaml
	status=0
	timeout -k 5 "$TIME_LIMIT" handoff site --serve=0 >/dev/full 2>"$ERR" </dev/null || status=$?
	: >"$OUT"
	errors=$(cat "$ERR")
	assert_refused 'handoff: cannot write to standard output: No space left on device'
	git init -q --bare ../bare.git
	cd ../bare.git
	handoff_run site --serve=0
	assert_refused
}
