#!/usr/bin/env bats
# A formatter of Markdown run over a signed repository, and files moved by git: nobody's consent is
# withdrawn. The formatter is a real one.

load cli_helper

PRETTIER=$PROJECT/build/npm/node_modules/.bin/prettier

local_setup() {
	[ -x "$PRETTIER" ] || fail "no prettier: make build/npm/installed"
	if [ ! -e "$BATS_FILE_TMPDIR/roles" ]; then
		sign_all
		cp -R . "$BATS_FILE_TMPDIR/signed"
		mv ../roles "$BATS_FILE_TMPDIR/roles"
	fi
	cp "$BATS_FILE_TMPDIR/roles" ..
	rm -rf "$REPO"
	cp -R "$BATS_FILE_TMPDIR/signed" "$REPO"
	cd "$REPO" || return
}

# All good documents, each signed in every role that its kind takes.
sign_all() {
	cp -R "$GOOD/." .
	sed -i 's/^people:/&\n  signer:\n    name: Sam Signer\n    emails: [signer@example.com]\n    roles: [to-be-named]/' \
		.handoff/people.yaml
	git add -A
	git commit -q -m Start
	handoff_ok status --format json
	jq -r '.documents[] | .path as $path | .requirements[] | "\($path) \(.role)"' "$OUT" >../roles
	sed -i "s/to-be-named/$(cut -d ' ' -f 2 ../roles | sort -u | paste -sd ,)/" .handoff/people.yaml
	git commit -q -am Roles
	git config user.name Sam
	git config user.email signer@example.com
	while read -r path role; do
		handoff_ok sign "$path" --as "$role"
	done <../roles
	git commit -q -am signed
	git config user.name Bob
	git config user.email bob@example.com
}

# Every entry of Sam's, with where it stands.
states() {
	handoff_ok status --format json "$@"
	jq -r '.documents[].signoffs[] | select(.person == "signer") | .state' "$OUT" | sort | uniq -c | tr -s ' '
}

assert_all_valid() {
	assert_equal "$(states "$@")" " $(wc -l <../roles) valid"
}

format() { # OPTION...
	"$PRETTIER" --log-level warn --write "$@" 'handoff/**/*.md' 'runbooks/**/*.md'
	refute git diff --quiet
}

@test "there is something to lose" {
	[ "$(wc -l <../roles)" -ge 20 ] || fail "$(wc -l <../roles) sign-offs"
	assert_all_valid
	echo 'One more thing.' >>handoff/readiness/feed-ranker-v42.md
	[ "$(states)" != " $(wc -l <../roles) valid" ] || fail 'nothing is stale'
}

@test "prettier --write leaves every sign-off valid, committed or not" {
	format
	assert_all_valid
	git commit -q -am Formatted
	assert_all_valid
	assert_all_valid --rev HEAD
}

@test "so does every other setting of prettier's" {
	local options

	for options in '--prose-wrap always --print-width 72' '--prose-wrap never' '--tab-width 4' \
		'--use-tabs' '--end-of-line crlf' '--single-quote'; do
		# shellcheck disable=SC2086
		format $options
		assert_all_valid
		git commit -q -am "$options"
	done
	assert_all_valid
}

@test "what was carried is said, with the commit" {
	format
	git commit -q -am Formatted
	handoff_ok status
	assert_in_output "carried over formatting (in $(git rev-parse --short=12 HEAD))"
}

@test "carry: none lets nothing of it pass" {
	echo 'carry: none' >>.handoff/config.yaml
	git commit -q -am Strict
	assert_all_valid
	format
	[ "$(states)" != " $(wc -l <../roles) valid" ] || fail 'all valid'
}

assert_states_of() { # KIND STATES
	handoff_ok status --format json
	assert_equal "$(jq -r --arg kind "$1" '[.documents[] | select(.kind == $kind) | .signoffs[] |
		select(.person == "signer") | .state] | unique | join(" ")' "$OUT")" "$2"
}

@test "a word changed on the way is no formatting" {
	format
	sed -i '60,$s/ the / no /' handoff/readiness/feed-ranker-v42.md
	assert_states_of readiness stale
	git commit -q -am Formatted
	assert_states_of readiness stale
}

@test "nor is a word changed in what a document builds on" {
	format
	sed -i '60,$s/ the / no /' handoff/model-card/feed-ranker-v42.md
	git commit -q -am Formatted
	assert_states_of readiness stale
	assert_in_output 'what `model` links to changed since'
	assert_states_of model-card stale
}

@test "a hook that formats between signing and committing withdraws nothing" {
	git reset -q --hard HEAD~1
	git config user.email signer@example.com
	while read -r path role; do
		handoff_ok sign "$path" --as "$role"
	done <../roles
	format
	assert_equal "$(states)" " $(wc -l <../roles) pending"
	git commit -q -am 'Signed and formatted'
	assert_all_valid
	assert_all_valid --rev HEAD
	handoff_ok diff handoff/readiness/feed-ranker-v42.md
	assert_errors 'handoff: handoff/readiness/feed-ranker-v42.md: only formatting has changed'
}

@test "a word changed between signing and committing is found, and shown" {
	git reset -q --hard HEAD~1
	git config user.email signer@example.com
	handoff_ok sign handoff/readiness/feed-ranker-v42.md --as research-lead
	format
	sed -i '60,$s/ the / no /' handoff/readiness/feed-ranker-v42.md
	git commit -q -am 'Signed and formatted'
	assert_states_of readiness stale
	handoff_ok diff handoff/readiness/feed-ranker-v42.md
	assert_in_output ' no '
}

@test "git mv of a document leaves its sign-offs valid" {
	local path head

	head=$(git rev-parse HEAD)
	for path in $(cut -d ' ' -f 1 ../roles | sort -u); do
		git reset -q --hard "$head"
		git mv "$path" "${path%.md}-moved.md"
		handoff_ok status --format json "${path%.md}-moved.md"
		[ "$(jq -r '.documents[].signoffs[].state' "$OUT" | sort -u)" = valid ] || fail "$path, not committed"
		git commit -q -m Moved
		handoff_ok status --format json "${path%.md}-moved.md"
		[ "$(jq -r '.documents[].signoffs[].state' "$OUT" | sort -u)" = valid ] || fail "$path, committed"
	done
}

@test "git mv of the directory of all documents leaves their sign-offs valid" {
	printf 'documents: ["papers/**/*.md"]\n' >>.handoff/config.yaml
	git mv handoff papers
	git commit -q -am Moved
	assert_all_valid
}
