#!/usr/bin/env bats
# hooks/bots/ and action.yml: what checks branches that nobody trusts

# shellcheck disable=SC2016  # backticks, $ and \ in single quotes are meant
# shellcheck disable=SC2103  # each test begins in a directory of its own
load cli_helper
load signoff_helper

BOTS=$PROJECT/hooks/bots

good_note() { # PATH TITLE
	note "$1" "$2"
	sed -i 's/^status: done/status: review/' "$1"
	printf '\n## Actions\n\nNone.\n' >>"$1"
}

bad_note() { # PATH TITLE
	good_note "$1" "$2"
	sed -i 's/^status: .*/&\nextra: field/' "$1"
}

commit() { # MESSAGE
	git add -A
	git commit -q -m "$1"
}

# A server with main, and a pull request 7 with a bad document.
server() {
	git checkout -q -b topic
	bad_note handoff/note/bad.md Bad
	commit Bad
	git clone -q --bare . ../server.git
	git -C ../server.git update-ref refs/pull/7/head refs/heads/topic
	git -C ../server.git update-ref refs/merge-requests/7/head refs/heads/topic
	git -C ../server.git update-ref -d refs/heads/topic
	git checkout -q main
	SERVER=$(cd ../server.git && pwd)
	REPORTS=$BATS_TEST_TMPDIR/reports
	cd "$BATS_TEST_TMPDIR" || return
}

check_sh() { # BASE HEAD [FORMAT...]
	local base=$1 head=$2

	shift 2
	keep sh "$BOTS/check.sh" "file://$SERVER" "$base" "$head" "$REPORTS" "$@"
}

# ---- The recipe ------------------------------------------------------------------------------------

@test "the recipe writes a report a format, and ends as check does" {
	server
	check_sh refs/heads/main refs/pull/7/head json sarif markdown
	assert_status 1
	assert_equal "$(cat "$REPORTS/text")" 'handoff/note/bad.md:6:1: error: unknown field "extra"; your own fields begin with "x-" [front/unknown-field]'
	assert_equal "$(jq -r '.findings[].rule' "$REPORTS/json")" front/unknown-field
	assert_equal "$(jq -r '.runs[].results[].ruleId' "$REPORTS/sarif")" front/unknown-field
	assert_equal "$(head -n 1 "$REPORTS/markdown")" '<!-- handoff: check -->'
	assert_equal "$(cd "$REPORTS" && echo *)" 'json markdown sarif text'
	[ -z "$(ls -d "$TMPDIR"/handoff-bot.* 2>/dev/null)" ] || fail 'the work is left behind'
}

@test "the recipe ends well for a good branch" {
	server
	git -C "$SERVER" update-ref refs/pull/8/head refs/heads/main
	check_sh refs/heads/main refs/pull/8/head json
	assert_status 0
	[ ! -s "$REPORTS/text" ] || fail "$(cat "$REPORTS/text")"
}

@test "without a head the recipe checks all of the base by its own policy" {
	server
	check_sh refs/heads/main - json
	assert_status 0
	assert_equal "$(jq '.summary.documents' "$REPORTS/json")" 1
	check_sh refs/pull/7/head - json
	assert_status 1
	assert_equal "$(jq '.summary.documents' "$REPORTS/json")" 2
}

@test "the recipe takes further options, and warnings can be made to fail" {
	server
	cd repo
	git checkout -q -b draft
	good_note handoff/note/draft.md Draft
	sed -i 's/^status: review/status: draft/; s/^It is said.$//' handoff/note/draft.md
	commit Draft
	git push -q "$SERVER" HEAD:refs/pull/9/head
	cd ..
	check_sh refs/heads/main refs/pull/9/head
	assert_status 0
	HANDOFF_OPTIONS='--strict --select section' check_sh refs/heads/main refs/pull/9/head
	assert_status 1
}

@test "what the base has in its baseline does not count, and a branch cannot add to it" {
	git checkout -q -b old
	bad_note handoff/note/old.md Old
	commit Old
	handoff_ok check --write-baseline .handoff/baseline
	commit Baseline
	git checkout -q -B main
	server
	cd repo
	git checkout -q -b more
	echo 'More.' >>handoff/note/old.md
	commit More
	git push -q "$SERVER" HEAD:refs/pull/9/head
	bad_note handoff/note/new.md New
	handoff_ok check --write-baseline .handoff/baseline
	commit New
	git push -q "$SERVER" HEAD:refs/pull/10/head
	cd ..
	check_sh refs/heads/main refs/pull/9/head
	assert_status 0
	check_sh refs/heads/main refs/pull/10/head
	assert_status 1
	assert_equal "$(cut -d : -f 1 "$REPORTS/text" | tr '\n' ' ')" '.handoff/baseline handoff/note/new.md '
}

@test "what cannot be fetched, or is no name of a ref, is trouble" {
	server
	check_sh refs/heads/main refs/pull/99/head
	assert_status 2
	assert_in_errors 'cannot fetch refs/heads/main and refs/pull/99/head'
	check_sh main refs/pull/7/head
	assert_refused_by_bot '"main" is no full ref name'
	check_sh refs/heads/main '--upload-pack=touch x'
	assert_refused_by_bot 'is no full ref name'
	check_sh refs/heads/main 'refs/heads/a..b'
	assert_refused_by_bot 'is no name of a ref'
	check_sh refs/heads/main 'refs/heads/a b'
	assert_refused_by_bot 'is no name of a ref'
	keep sh "$BOTS/check.sh" '--upload-pack=touch x' refs/heads/main - "$REPORTS"
	assert_refused_by_bot 'is no address'
	assert_absent x
}

assert_refused_by_bot() { # PART
	assert_status 2
	assert_equal "$(wc -l <"$ERR")" 1
	assert_in_errors 'handoff bot: '
	assert_in_errors "$1"
}

@test "nothing that the branch brings is run, or believed" {
	server
	cd repo
	git checkout -q -b evil
	mkdir -p hooks .githooks
	printf '#!/bin/sh\ntouch "%s/ran"\n' "$BATS_TEST_TMPDIR" | tee hooks/pre-commit >.githooks/post-checkout
	chmod +x hooks/pre-commit .githooks/post-checkout
	printf '*.md filter=evil\n' >.gitattributes
	printf '[core]\n\thooksPath = .githooks\n[filter "evil"]\n\tsmudge = touch %s/ran\n' "$BATS_TEST_TMPDIR" >.gitconfig
	settings 'severity: {front: off}\n'
	bad_note handoff/note/bad.md Bad
	commit Evil
	git push -q "$SERVER" HEAD:refs/pull/9/head
	cd ..
	check_sh refs/heads/main refs/pull/9/head json
	assert_status 1
	assert_absent ran
	jq -e '[.findings[].rule] | index("policy/changed") and index("front/unknown-field")' "$REPORTS/json"
}

@test "objects that git's own check refuses are not looked at" {
	local tree commit

	server
	cd repo
	# A tree with the same name twice.
	tree=$(
		blob=$(git hash-object -w --stdin <<<x)
		{
			printf '100644 a\0'
			perl -e 'print pack "H*", shift' "$blob"
			printf '100644 a\0'
			perl -e 'print pack "H*", shift' "$blob"
		} | git hash-object -w -t tree --stdin --literally
	)
	commit=$(git commit-tree "$tree" -p HEAD -m Bad)
	git push -q "$SERVER" "$commit:refs/pull/9/head" 2>/dev/null
	cd ..
	check_sh refs/heads/main refs/pull/9/head
	assert_status 2
	HANDOFF_FSCK=false check_sh refs/heads/main refs/pull/9/head
	assert_status 2
	assert_in_errors 'handoff: '
}

# ---- GitHub ----------------------------------------------------------------------------------------

# The runner: files and variables as an action gets them, and a `gh` that writes down what it is asked.
runner() { # EVENT JSON
	server
	export GITHUB_EVENT_NAME=$1 GITHUB_EVENT_PATH=$BATS_TEST_TMPDIR/event.json
	export GITHUB_OUTPUT=$BATS_TEST_TMPDIR/output GITHUB_STEP_SUMMARY=$BATS_TEST_TMPDIR/summary
	export GITHUB_PATH=$BATS_TEST_TMPDIR/path GITHUB_SERVER_URL=https://github.example
	export GITHUB_REPOSITORY=acme/feed GITHUB_REF=refs/heads/main
	export HANDOFF_URL="file://$SERVER" HANDOFF_REPORTS=$REPORTS
	export GH_LOG=$BATS_TEST_TMPDIR/gh.log GH_COMMENTS=$BATS_TEST_TMPDIR/comments.json
	: >"$GITHUB_OUTPUT"
	: >"$GITHUB_STEP_SUMMARY"
	: >"$GITHUB_PATH"
	: >"$GH_LOG"
	echo '[]' >"$GH_COMMENTS"
	printf '%s\n' "$2" >"$GITHUB_EVENT_PATH"
	mkdir -p bin
	cat >bin/gh <<-'END'
		#!/bin/sh
		echo "$*" >>"$GH_LOG"
		[ -z "${GH_FAILS-}" ] || { echo 'HTTP 403' >&2; exit 1; }
		case $* in
		*--method*) for last; do
			case $last in *.json) cp "$last" "$GH_LOG.body" ;; esac
		done ;;
		*) cat "$GH_COMMENTS" ;;
		esac
	END
	chmod +x bin/gh
	PATH=$PWD/bin:$PATH
}

github() { # STEP
	keep bash "$BOTS/github.sh" "$1"
}

PULL='{"pull_request": {"number": 7, "base": {"ref": "main"}, "head": {"ref": "topic"}}}'

@test "the action is valid, and gives no text from outside to a shell" {
	cp "$PROJECT/action.yml" .
	node "$PROJECT/build/npm/node_modules/.bin/action-validator" action.yml
	python3 - <<-'END'
		import yaml
		action = yaml.safe_load(open("action.yml"))
		for step in action["runs"]["steps"]:
		    assert "${{" not in step.get("run", ""), step
		    assert "run" not in step or step["shell"] == "bash", step
		assert "pull_request_target" not in open("action.yml").read()
	END
}

@test "the action checks a pull request, annotates, and writes the summary" {
	runner pull_request "$PULL"
	github check
	assert_status 0
	assert_equal "$output" '::error file=handoff/note/bad.md,line=6,endLine=6,col=1,endColumn=6,title=front/unknown-field::unknown field "extra"; your own fields begin with "x-"'
	assert_in_file "$GITHUB_OUTPUT" status=1
	assert_in_file "$GITHUB_OUTPUT" sarif=true
	cmp "$GITHUB_STEP_SUMMARY" "$REPORTS/markdown"
	github finish
	assert_status 1
}

@test "the action ends with 2, and says so in the summary, where it could not check" {
	runner pull_request '{"pull_request": {"number": 99, "base": {"ref": "main"}}}'
	github check
	assert_status 0
	assert_in_file "$GITHUB_OUTPUT" status=2
	refute grep -q sarif "$GITHUB_OUTPUT"
	assert_output '::error title=handoff::it could not check: see the log'
	assert_in_file "$GITHUB_STEP_SUMMARY" 'handoff could not check: see the log.'
	github finish
	assert_status 2
	rm -r "$REPORTS"
	github finish
	assert_status 2
}

@test "an event that names no pull request is trouble, whatever it holds" {
	runner pull_request '{"pull_request": {"number": "7; touch x", "base": {"ref": "main"}}}'
	github check
	assert_status 1
	github finish
	assert_status 2
	assert_absent x
}

@test "a base with an odd name stays one" {
	runner pull_request '{"pull_request": {"number": 7, "base": {"ref": "a$(touch x)`touch x`"}}}'
	github check
	assert_in_file "$GITHUB_OUTPUT" status=2
	assert_absent x
}

@test "on a push the action checks the branch as it is" {
	runner push '{}'
	github check
	assert_status 0
	assert_output ''
	assert_in_file "$GITHUB_OUTPUT" status=0
	github finish
	assert_status 0
}

@test "a token goes through git's environment, is masked, and reaches no file" {
	runner pull_request "$PULL"
	HANDOFF_TOKEN=secret-token github check
	assert_status 0
	assert_line "::add-mask::$(printf 'x-access-token:secret-token' | base64)"
	refute grep -r secret-token "$REPORTS" "$GITHUB_STEP_SUMMARY" "$GITHUB_OUTPUT"
}

@test "the comment is posted once and then kept up to date" {
	runner pull_request "$PULL"
	github check
	github comment
	assert_status 0
	assert_silent
	assert_in_file "$GH_LOG" "api --method POST repos/acme/feed/issues/7/comments --input $REPORTS/comment.json --silent"
	assert_equal "$(jq -r .body "$GH_LOG.body")" "$(cat "$REPORTS/markdown")"
	jq -n --rawfile body "$REPORTS/markdown" '[
		{id: 1, user: {type: "User", login: "mallory"}, body: $body},
		{id: 2, user: {type: "Bot", login: "other[bot]"}, body: $body},
		{id: 3, user: {type: "Bot", login: "github-actions[bot]"}, body: "hello"},
		{id: 4, user: {type: "Bot", login: "github-actions[bot]"}, body: $body},
		{id: 5, user: {type: "Bot", login: "github-actions[bot]"}, body: $body}]' >"$GH_COMMENTS"
	: >"$GH_LOG"
	github comment
	assert_status 0
	assert_in_file "$GH_LOG" "api --method PATCH repos/acme/feed/issues/comments/4 --input $REPORTS/comment.json --silent"
	refute grep -q POST "$GH_LOG"
}

@test "where the token may only read, as for forks, there is a remark and no failure" {
	runner pull_request "$PULL"
	github check
	GH_FAILS=yes github comment
	assert_status 0
	assert_equal "$(wc -l <"$OUT")" 1
	assert_in_output '::notice title=handoff::the comments of this pull request cannot be read'
}

@test "without a pull request there is nothing to comment on" {
	runner push '{}'
	github check
	github comment
	assert_status 0
	assert_output 'no pull request to comment on'
	[ ! -s "$GH_LOG" ] || fail "$(cat "$GH_LOG")"
}

@test "where handoff is there the action installs nothing, and else builds it beside" {
	runner push '{}'
	github install
	assert_status 0
	assert_in_output 'handoff is here already: '
	[ ! -s "$GITHUB_PATH" ] || fail "$(cat "$GITHUB_PATH")"
}

@test "what a pull request contains cannot speak to the runner" {
	runner pull_request "$PULL"
	cd repo
	git checkout -q -b evil
	mkdir -p $'handoff/note/x\n::error::forged'
	bad_note $'handoff/note/x\n::error::forged/::set-output name=a::b.md' '::warning::forged'
	sed -i 's/^extra: .*/"::error file=other.md::forged": "##[error]forged"/' $'handoff/note/x\n::error::forged/'*.md
	commit $'::error::forged\n'
	git push -q "$SERVER" HEAD:refs/pull/7/head --force
	cd ..
	github check
	assert_status 0
	[ -s "$OUT" ] || fail 'nothing was said'
	refute grep -vE '^::(error|warning|notice) file=handoff/note/x[^:,]*(,|$)|^::(error|warning|notice)( title=[a-z/-]+)?::' "$OUT"
	refute grep -E '^(::error::forged|##\[|::set-output)' "$OUT" "$ERR"
	refute grep -E 'file=other.md' "$OUT" | grep -vE '::.*::.*file=other'
}

# ---- GitLab ----------------------------------------------------------------------------------------

# The part of GitLab's API that the script uses, on loopback, and its notes in a file.
gitlab_server() {
	cat >api.py <<-'END'
		import http.server, json, sys, urllib.parse
		NOTES = sys.argv[1]
		class Handler(http.server.BaseHTTPRequestHandler):
		    def log_message(self, *arguments):
		        pass
		    def answer(self, code, value):
		        data = json.dumps(value).encode()
		        self.send_response(code)
		        self.send_header("Content-Type", "application/json")
		        self.send_header("Content-Length", str(len(data)))
		        self.end_headers()
		        self.wfile.write(data)
		    def handle_any(self):
		        notes = json.load(open(NOTES))
		        path = urllib.parse.urlparse(self.path).path
		        if self.headers.get("PRIVATE-TOKEN") != "bot-token":
		            return self.answer(401, {"message": "401 Unauthorized"})
		        if path == "/api/v4/user":
		            return self.answer(200, {"id": 42})
		        if not path.startswith("/api/v4/projects/5/merge_requests/7/notes"):
		            return self.answer(404, {})
		        if self.command == "GET":
		            page = int(urllib.parse.parse_qs(urllib.parse.urlparse(self.path).query)["page"][0])
		            return self.answer(200, notes[(page - 1) * 100:page * 100])
		        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["body"]
		        if self.command == "POST":
		            notes.append({"id": len(notes) + 1, "author": {"id": 42}, "body": body})
		        else:
		            notes[int(path.rsplit("/", 1)[1]) - 1]["body"] = body
		        json.dump(notes, open(NOTES, "w"))
		        self.answer(200, {})
		    do_GET = do_POST = do_PUT = handle_any
		server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
		print(server.server_port, flush=True)
		server.serve_forever()
	END
	echo '[]' >notes.json
	timeout 60 python3 api.py notes.json >port 3>&- &
	API=$!
	for _ in $(seq 100); do
		[ ! -s port ] || break
		sleep 0.1
	done
}

teardown() {
	[ -z "${API-}" ] || kill "$API" 2>/dev/null || :
}

gitlab() {
	keep env CI_PROJECT_DIR="$PWD" CI_SERVER_PROTOCOL=https CI_SERVER_HOST=gitlab.example CI_SERVER_PORT=443 \
		CI_JOB_TOKEN=job-token CI_PROJECT_PATH=acme/feed HANDOFF_URL="file://$SERVER" "$@" \
		sh "$BOTS/gitlab.sh"
}

MERGE_REQUEST='CI_MERGE_REQUEST_IID=7 CI_MERGE_REQUEST_PROJECT_PATH=acme/feed CI_MERGE_REQUEST_PROJECT_ID=5 CI_MERGE_REQUEST_TARGET_BRANCH_NAME=main'

@test "the GitLab job checks a merge request and leaves the reports" {
	server
	# shellcheck disable=SC2086
	gitlab $MERGE_REQUEST
	assert_status 1
	assert_in_output 'handoff/note/bad.md:6:1: error: '
	assert_equal "$(jq -r '.[].check_name' handoff-reports/gitlab)" front/unknown-field
	python3 -c 'import sys, xml.etree.ElementTree as e; e.parse(sys.argv[1])' handoff-reports/junit
	gitlab CI_COMMIT_BRANCH=main
	assert_status 0
	gitlab 'CI_MERGE_REQUEST_IID=7;x' CI_COMMIT_BRANCH=main
	assert_status 2
}

@test "with a token the GitLab job posts one note and keeps it up to date" {
	server
	gitlab_server
	# Somebody else's notes, one of them with the marker, on a first page that is full.
	jq -n '[range(100) | {id: (. + 1), author: {id: 1}, body: "<!-- handoff: check -->"}]' >notes.json
	# shellcheck disable=SC2086
	gitlab $MERGE_REQUEST HANDOFF_BOT_TOKEN=bot-token "CI_API_V4_URL=http://127.0.0.1:$(cat port)/api/v4"
	assert_status 1
	assert_no_errors_said_but_policy
	assert_equal "$(jq length notes.json)" 101
	assert_equal "$(jq -r '.[100].body' notes.json)" "$(cat handoff-reports/markdown)"
	git -C "$SERVER" update-ref refs/merge-requests/7/head refs/heads/main
	# shellcheck disable=SC2086
	gitlab $MERGE_REQUEST HANDOFF_BOT_TOKEN=bot-token "CI_API_V4_URL=http://127.0.0.1:$(cat port)/api/v4"
	assert_status 0
	assert_equal "$(jq length notes.json)" 101
	assert_equal "$(jq -r '.[100].body' notes.json)" "$(cat handoff-reports/markdown)"
	# shellcheck disable=SC2086
	gitlab $MERGE_REQUEST HANDOFF_BOT_TOKEN=wrong "CI_API_V4_URL=http://127.0.0.1:$(cat port)/api/v4"
	assert_status 0
	assert_in_errors 'the note could not be posted'
}

assert_no_errors_said_but_policy() {
	! grep -v '^handoff: the policy is that of ' "$ERR" || fail 'more was said'
}

@test "the GitLab template is YAML, clones nothing, and runs the script" {
	python3 - "$BOTS/gitlab.yml" <<-'END'
		import sys, yaml
		job = yaml.safe_load(open(sys.argv[1]))["handoff"]
		assert job["variables"]["GIT_STRATEGY"] == "none"
		assert job["script"] == ['sh "$CI_PROJECT_DIR.handoff/hooks/bots/gitlab.sh"']
		reports = job["artifacts"]["reports"]
		assert reports == {"codequality": "handoff-reports/gitlab", "junit": "handoff-reports/junit"}
	END
}

@test "shellcheck finds nothing in the bots' scripts" {
	command -v shellcheck >/dev/null || skip 'no shellcheck'
	shellcheck "$BOTS"/*.sh
}
