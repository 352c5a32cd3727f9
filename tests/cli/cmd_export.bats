#!/usr/bin/env bats
# handoff export: all there is to know, a line each, for other programs.

# shellcheck disable=SC2016  # backticks, $ and \ in single quotes are meant
load cli_helper
load signoff_helper
load formats_helper

# Every line keeps to the schema.
assert_lines_valid() { # FILE
	rm -rf "$BATS_TEST_TMPDIR/lines"
	mkdir "$BATS_TEST_TMPDIR/lines"
	handoff schema export >"$BATS_TEST_TMPDIR/export.schema.json"
	(cd "$BATS_TEST_TMPDIR/lines" && split -l 1 -a 5 -d --additional-suffix=.json "$1")
	assert_schema "$BATS_TEST_TMPDIR/export.schema.json" "$BATS_TEST_TMPDIR"/lines/*
}

# What jq makes of the lines, as one line of JSON for each.
query() { # FILTER
	jq -c "$1" "$OUT"
}

refuses() { # FILTER: of an export that is valid
	jq -c "$1" "$OUT" >../changed.jsonl
	refute assert_lines_valid "$BATS_TEST_TMPDIR/changed.jsonl"
}

exported() { # OPTION...
	handoff_ok export "$@"
	assert_no_errors_said
	assert_lines_valid "$OUT"
}

@test "export writes repository, people, documents, events and action items, in this order" {
	good_documents
	commit_as alice Documents
	exported
	assert_equal "$(jq -r .type "$OUT" | uniq | tr '\n' ' ')" 'repository person document event action end '
	assert_equal "$(query 'select(.type == "repository") | [.schema, .name, .worktree, .today, .now, .site]')" \
		'["handoff-export-1","example.com/ml-platform",true,"2026-11-24","2026-11-24T09:00:00Z",null]'
	assert_equal "$(query 'select(.type == "repository") | .revision')" "\"$(git rev-parse HEAD)\""
	assert_equal "$(query 'select(.type == "document") | .path' | wc -l)" "$(find handoff -name '*.md' | wc -l)"
	query 'select(.type == "document") | .path' | LC_ALL=C sort -c
	assert_equal "$(query 'select(.id == "bob" and .type == "person")')" \
		'{"type":"person","repository":"example.com/ml-platform","id":"bob","name":"Bob Okafor","roles":["operations-lead"]}'
	handoff actions --format json >../actions.json
	assert_equal "$(query 'select(.type == "action" and (.lives_elsewhere | not)) | .text' | sort)" \
		"$(jq -c '.items[].action' ../actions.json | sort)"
}

@test "tables, fields and relations are those of the documents" {
	good_documents
	exported
	query 'select(.type == "document") | .tables[] | [(.columns | length), (.rows[] | length)] | unique | length' | sort -u >../widths
	assert_equal "$(cat ../widths)" 1
	handoff graph --format json |
		jq -c '([.nodes[] | {key: .node, value: .}] | from_entries) as $n | .edges[] | [$n[.from], $n[.to]] | select(.[1].type == "document") | map(.path)' >../arrows
	query 'select(.type == "document") | .path as $from | .relations[] | select(.to) | [$from, .target]' |
		LC_ALL=C sort -u >../relations
	[ -s ../relations ]
	LC_ALL=C sort -u ../arrows | diff - ../relations
	# Whoever is referred to has a line.
	jq -r 'select(.type == "document") | .key' "$OUT" | sort >../keys
	jq -r '.relations[]?.to, (select(.type == "event" or .type == "action") | .document) | select(.)' "$OUT" |
		sort -u | comm -23 - ../keys >../lost
	[ ! -s ../lost ] || fail "no line of $(head -n 1 ../lost)"
}

@test "the life of a sign-off is in its document and in its events" {
	sign_as alice research-lead
	exported
	assert_equal "$(query 'select(.type == "document") | .signoffs[] | [.role, .by, .name, .decision, .state, .author, .stale_since]')" \
		'["research-lead","alice","Alice Ng","approve","valid","alice <alice@example.com>",null]'
	assert_equal "$(query 'select(.type == "document") | .signoffs[0].commit')" "\"$(git rev-parse HEAD)\""
	assert_equal "$(query 'select(.type == "event" and .event == "signed") | [.document, .role, .by, .decision]')" \
		'["example.com/feed//handoff/note/ranker.md","research-lead","alice","approve"]'
	printf '\nMore.\n' >>"$D"
	commit_as bob More
	exported
	assert_equal "$(query 'select(.type == "document") | .signoffs[] | [.state, .stale_commit, .stale_author]')" \
		"[\"stale\",\"$(git rev-parse HEAD)\",\"bob <bob@example.com>\"]"
	assert_equal "$(query 'select(.type == "event" and .event == "stale") | [.role, .by, .author]')" \
		'["research-lead","alice","bob <bob@example.com>"]'
	refuses 'if .type == "document" then .signoffs[0].more = 1 else . end'
	refuses 'if .type == "document" then .signoffs[0].state = "fine" else . end'
	refuses 'del(.type)'
	refuses 'if .type == "event" then .event = "vanished" else . end'
	refuses 'if .type == "repository" then .schema = "handoff-export-2" else . end'
	# What is not committed has no commit.
	printf '\nStill more.\n' >>"$D"
	exported
	assert_equal "$(query 'select(.type == "event") | select(.commit == null) | .event')" '"changed"'
}

@test "the same documents give the same bytes, wherever they are checked out" {
	good_documents
	commit_as alice Documents
	handoff export >../once
	handoff export | cmp ../once -
	git clone -q . ../other
	handoff -C ../other export | cmp ../once -
	handoff -C handoff export | cmp ../once -
}

@test "a commit is exported from a bare repository too" {
	good_documents
	commit_as alice Documents
	exported --rev HEAD --policy HEAD
	cp "$OUT" ../here
	assert_equal "$(query 'select(.type == "repository") | .worktree')" false
	git clone -q --bare . ../bare.git
	cd ../bare.git
	exported --rev main --policy main
	cmp "$OUT" ../here
}

@test "without commits there is no revision, and without documents there are no more lines" {
	rm -rf .git handoff
	git init -q
	exported
	assert_equal "$(query '[.type, .revision, .id]')" '["repository",null,null]
["person",null,"alice"]
["person",null,"bob"]
["end",null,null]'
}

@test "a document that says little is a line with null" {
	printf -- '---\nkind: nothing\ncreated: soon\n---\nText\n' >handoff/note/bare.md
	exported
	assert_equal "$(query 'select(.path == "handoff/note/bare.md") | [.id, .kind, .title, .status, .created, .owner, .due, .signoffs, .tables]')" \
		'[null,"nothing","handoff/note/bare.md",null,null,null,null,[],[]]'
	assert_equal "$(query 'select(.path == "handoff/note/bare.md") | .fields')" '{"kind":"nothing","created":"soon"}'
}

@test "hostile titles, names and cells stay text, and all is ASCII" {
	rm -rf .handoff handoff
	item_kind
	hostile_documents
	git add -A
	git -c user.name=$'\u202e<b>' commit -q -m first
	exported
	refute grep -qP '[^\x20-\x7e]' "$OUT"
	refute grep -qE '##\[|##vso\[' "$OUT"
	query 'select(.type == "document") | .path' >../paths
	grep -qxF '"handoff/item/na\nb/ma\nb.md"' ../paths
	grep -qxF '"handoff/item/n\\xff\\xfe/m\\xff\\xfe.md"' ../paths
	query 'select(.type == "document") | .title' | grep -qF '<script>'
}

@test "--output writes a file at once, and replaces one that is there" {
	handoff export >../expected
	handoff_ok export --output ../out.jsonl
	assert_silent
	cmp ../out.jsonl ../expected
	echo old >../out.jsonl
	chmod 600 ../out.jsonl
	handoff_ok export --output "$BATS_TEST_TMPDIR/out.jsonl"
	cmp ../out.jsonl ../expected
	assert_equal "$(stat -c %a ../out.jsonl)" 600
	handoff_run export --output ../none/out.jsonl
	assert_refused 'none'
	ln -s out.jsonl ../link
	handoff_run export --output ../link
	assert_refused 'link'
	assert_refused 'handoff: ../link: is a symbolic link, not followed'
	mkdir ../directory
	handoff_run export --output ../directory
	assert_refused 'handoff: ../directory: not a regular file'
}

@test "what names no file is refused as it was given" {
	local name

	for name in '' . .. ../ / handoff/ ../. $'x\n/'; do
		handoff_run export --output "$name"
		assert_equal "$(wc -l <"$ERR")" 1
		assert_refused "handoff: --output takes a file, and \"${name//$'\n'/\\n}\" names none"
	done
}

@test "--url says where the site of the documents is" {
	local wrong

	handoff_ok export --url https://docs.example.com/feed
	assert_equal "$(query 'select(.type == "repository") | .site')" '"https://docs.example.com/feed/"'
	assert_equal "$(query 'select(.type == "document") | .page')" '"documents/ranker.html"'
	handoff_ok export --url http://localhost:8000/
	assert_lines_valid "$OUT"
	for wrong in javascript:alert docs 'https://' 'https:///' 'https://a b/' 'https://u@h/' 'https://h/"' 'https://h/?q' ''; do
		handoff_run export --url "$wrong"
		assert_refused '--url takes an address such as https://docs.example.com/handoff/, not "'
	done
}

@test "what cannot be exported is said, with status 2" {
	handoff_run export --rev nowhere
	assert_refused nowhere
	handoff_run export --policy nowhere
	assert_refused nowhere
	handoff_run export "$D"
	assert_refused 'export takes no arguments: all documents are in it'
	handoff_run export --format json
	assert_refused '--format takes jsonl, not "json"'
	echo 'x: y' >>.handoff/config.yaml
	handoff_run export
	assert_status 2
	[ ! -s "$OUT" ] || fail "standard output is not empty"
	assert_in_errors '.handoff/config.yaml:'
	assert_in_errors 'handoff: the files under .handoff/ cannot be used'
	cd ..
	handoff_run export
	assert_refused 'not'
}

@test "an export that cannot be written is trouble" {
	[ -c /dev/full ] || skip "no /dev/full"
	status=0
	handoff export >/dev/full 2>"$ERR" || status=$?
	: >"$OUT"
	# shellcheck disable=SC2034  # assert_refused reads it
	errors=$(cat "$ERR")
	assert_refused 'cannot write to standard output: No space left on device'
	handoff_run export --output /dev/full
	assert_refused full
}

@test "in CI an export says that the policy is the branch's own" {
	CI=true handoff_ok export
	assert_in_errors 'warning: the policy under .handoff/'
	CI=true handoff_ok export --policy HEAD
	assert_no_errors_said
}

@test "exports become one site, in whatever order, and what is none is refused with its line" {
	handoff_ok export --url https://docs.example.com/feed/ --output ../feed.jsonl
	sed -i 's,example.com/feed,example.com/other,' .handoff/config.yaml
	handoff_ok export --output ../other.jsonl
	cd ..
	handoff_ok site --output one --merge feed.jsonl other.jsonl
	handoff_ok site --output two --merge other.jsonl feed.jsonl
	diff -r one two
	grep -qF 'href="https://docs.example.com/feed/documents/ranker.html"' one/index.html one/documents/*.html one/feed.atom one/boards/*
	handoff_run site --output three --merge feed.jsonl feed.jsonl
	assert_refused 'feed.jsonl and feed.jsonl are both exports of the repository example.com/feed; name one'
	sed 2d feed.jsonl | sed '2s/"roles":\[/&1,/' >broken.jsonl
	handoff_run site --output three --merge broken.jsonl
	assert_refused 'broken.jsonl:2: roles[1]: no text'
}

@test "what hostile documents export can be merged" {
	rm -rf .handoff handoff
	item_kind
	hostile_documents
	git add -A
	git commit -q -m first
	handoff_ok export --output ../hostile.jsonl
	handoff_ok site --output ../merged --merge ../hostile.jsonl
	refute grep -rqF --include='*.html' --include='*.svg' --include='*.atom' '<script>alert' ../merged
}
