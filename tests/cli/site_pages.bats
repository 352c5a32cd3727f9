#!/usr/bin/env bats
# What the pages of a site say: overview, boards, documents. How they look and work in a browser,
# site_browser.bats tells.

load cli_helper
load signoff_helper

# On the day that is today.
commit_as() { # PERSON MESSAGE
	git add -A
	GIT_AUTHOR_DATE=2026-11-24T09:00:00Z GIT_COMMITTER_DATE=2026-11-24T09:00:00Z \
		git -c "user.name=$1" -c "user.email=$1@example.com" commit -q -m "$2"
}

build() {
	handoff_ok site --output ../site
	S=../site
}

# The rows of a list's data, as one array of JSON.
rows() { # NAME
	sed -n 's/^\(\[\[.*\]\),$/\1/p' "$S/data/$1.js" | jq -s .
}

# What a page shows, without markup.
words_of() { # PAGE
	sed -e 's/<[^>]*>/ /g' -e 's/&lt;/</g; s/&gt;/>/g; s/&quot;/"/g; s/&amp;/\&/g' "$S/$1" | tr '\n' ' ' | tr -s ' '
}

assert_words() { # PAGE TEXT
	words_of "$1" | grep -qF -- "$2" || fail "$1 does not say: $2"$'\n'"$(words_of "$1")"
}

refute_words() { # PAGE TEXT
	! words_of "$1" | grep -qF -- "$2" || fail "$1 says: $2"
}

both_sign() {
	sign_as alice research-lead
	sign_as bob operations-lead
}

# ---- Overview --------------------------------------------------------------------------------------

@test "the overview has every document with kind, status, sign-offs, owner and errors" {
	sign_as alice research-lead
	build
	assert_equal "$(rows documents | jq -c '.[0][0]')" \
		'[["Feed ranker","documents/ranker.html","ranker"],"note",["review","none"],["awaits sign-offs","warn"],[["research-lead","valid","good"],["operations-lead","awaited","warn"]],["",""],["",""],"",0]'
	assert_words index.html 'Feed ranker ranker note review awaits sign-offs research-lead valid operations-lead awaited'
	assert_words index.html ' 1 documents '
}

@test "a document is chosen by those who can sign it now, and by nobody else" {
	sign_as alice research-lead
	build
	# The first value that a row has; those behind it have nothing to do.
	grep -qF '["person",[["bob","bob (Bob Ray)"],["alice","alice (Alice Ng)"]]]' "$S/data/documents.js"
	assert_equal "$(rows documents | jq -c '.[0][1][3]')" '[0]'
	sign_as bob operations-lead
	build
	assert_equal "$(rows documents | jq -c '.[0][1][3]')" '[]'
}

@test "what went stale within a week is told from what did before" {
	both_sign
	sed -i 's/Monday/Friday/' "$D"
	commit_as carol changed
	build
	assert_equal "$(rows documents | jq -c '.[0] | [.[0][4], .[0][5], .[2]]')" \
		'[[["research-lead","stale","bad"],["operations-lead","stale","bad"]],["2026-11-24",""],1]'
	assert_words index.html '1 gone stale this week'
	export SOURCE_DATE_EPOCH=$((SOURCE_DATE_EPOCH + 8 * 86400))
	build
	assert_equal "$(rows documents | jq -c '.[0][2]')" 0
	assert_words index.html '0 gone stale this week'
	assert_equal "$(rows documents | jq -c '.[0][0][5]')" '["2026-11-24",""]'
}

@test "what needs attention comes first" {
	both_sign
	sed -i 's/^status: review/status: final/' "$D"
	commit_as alice final
	sed -e 's/^id: ranker/id: aa/' -e 's/^status: .*/status: draft/' -e '/^signoffs:/,/^---/{/^---/!d}' \
		-e 's/Feed ranker/Aaa/' "$D" >handoff/note/aa.md
	commit_as alice another
	build
	assert_equal "$(rows documents | jq -c '[.[][0][0][0]]')" '["Feed ranker","Aaa"]'
	assert_equal "$(rows gates | jq -c '[.[][0][3]]')" '[["holds","good"],["draft","none"]]'
	sed -i 's/Monday/Friday/' "$D"
	commit_as carol changed
	build
	assert_equal "$(rows gates | jq -c '.[0][0][3]')" '["does not hold","bad"]'
	assert_words index.html '1 with a status that their sign-offs do not bear out'
}

@test "a sign-off with conditions says so" {
	sign_as alice research-lead --decision approve-with-conditions --note 'Only for Europe.'
	build
	assert_equal "$(rows documents | jq -c '[.[0][0][4][][1]]')" '["valid, with conditions","awaited"]'
	assert_words documents/ranker.html 'note: Only for Europe.'
}

@test "an entry in somebody else's commit is told as such, for ever" {
	be bob
	handoff_ok sign "$D" --as operations-lead
	commit_as mallory 'in the name of bob'
	git checkout -q HEAD~1 -- "$D"
	commit_as alice 'and out again'
	build
	assert_words documents/ranker.html 'signed bob as operations-lead: approve in a commit of somebody else mallory <mallory@example.com>'
	grep -qF 'sign-off of Bob Ray as operations-lead: approve, in a commit of somebody else</title>' $S/feed.atom
	handoff_ok export
	assert_equal "$(jq -c 'select(.event == "signed") | [.by, .foreign]' "$OUT")" '["bob",true]'
}

# ---- Documents -------------------------------------------------------------------------------------

@test "a document's page says of each sign-off who, when, which commit, what changed since, and by whom" {
	both_sign
	signed=$(git rev-parse --short=12 HEAD)
	sed -i 's/Monday/Friday/' "$D"
	commit_as carol changed
	changed=$(git rev-parse --short=12 HEAD)
	build
	page=documents/ranker.html
	assert_words $page 'operations-lead stale Bob Ray 2026-11-24 '
	assert_words $page "$signed bob <bob@example.com> changed since: Text since 2026-11-24 , by $changed carol <carol@example.com>"
	assert_words $page 'Awaited. Can be signed by bob'
}

# The picture in words, its table, and the panel with the state of an entry: they agree.
assert_standing() { # ROLE STATE [DETAILS [STATE-OF-ENTRY]]
	assert_words documents/ranker.html "$1: $2${3:+, $3}, after "
	grep -qE "^<tr><th scope=\"row\">$1</th><td><span class=\"badge [a-z]+\">${4-$2}</span>" $S/documents/ranker.html ||
		fail "no state of $1 is ${4-$2}"
	grep -qF "<td>$1</td><td>today: $2</td>" $S/documents/ranker.html || fail "the table below has not $1: $2"
}

@test "the picture of sign-offs says no more than the panel: a file changed that they build on" {
	mkdir -p eval && echo 1 >eval/a.json
	document 'report: [../../eval/a.json]' >"$D"
	commit_as alice report
	both_sign
	build
	assert_standing research-lead valid
	echo 2 >eval/a.json
	commit_as carol other
	build
	assert_standing research-lead stale 'changed at a time that history does not tell'
	refute_words documents/ranker.html 'research-lead: valid'
}

@test "the picture of sign-offs says no more than the panel: one of two people, then a rejection" {
	note_of_two ', count: 2'
	sed -i 's/^  bob:/  carol:\n    name: Carol\n    emails: [carol@example.com]\n    roles: [operations-lead]\n&/' \
		.handoff/people.yaml
	commit_as alice 'two people'
	both_sign
	build
	assert_standing operations-lead missing '1 of 2 people' valid
	assert_words documents/ranker.html 'Awaited. 1 of 2 people.'
	sign_as carol operations-lead --decision reject --note 'Not yet.'
	build
	assert_standing operations-lead rejected '1 of 2 people'
}

@test "the picture of sign-offs says no more than the panel: a shallow clone, an entry that is gone" {
	both_sign
	git clone -q --depth 1 "file://$PWD" ../shallow
	(cd ../shallow && build && assert_standing research-lead unverifiable)
	sed -i '/^signoffs:/,/^---/{/^---/!d}' "$D"
	commit_as carol gone
	build
	assert_standing research-lead missing
	refute_words documents/ranker.html 'research-lead: valid'
}

@test "findings stand beside their lines, and those of the whole document above" {
	printf '\nSee [that](no-such.md).\n' >>"$D"
	line=$(grep -n no-such "$D" | cut -d : -f 1)
	sed -i 's/^title: .*/&\nowner-of: alice/' "$D"
	build
	page=documents/ranker.html
	grep -qF "id=\"L$((line + 1))\" class=\"has-finding\"" $S/$page
	assert_words $page "error , line $((line + 1)): no such file: \"no-such.md\""
	words_of $page | grep -q 'Findings about the whole document error , line [0-9]*: unknown field "owner-of"'
}

@test "relations are told at both ends, and what leads nowhere is" {
	sed -e 's/^id: ranker/id: other/' -e 's/Feed ranker/Other/' -e 's/^title: .*/&\nsee: [ranker.md, gone.md]/' \
		"$D" >handoff/note/other.md
	sed -i 's/^    decided:/    see: {type: list, of: {type: link, to: note}}\n&/' .handoff/templates/note.md
	build
	assert_words documents/other.html 'see: Feed ranker'
	words_of documents/other.html | grep -q 'see: [^ ]*gone.md leads nowhere'
	assert_words documents/ranker.html 'What refers to it Other : see'
	assert_equal "$(rows relations | jq -c '[.[][0] | [.[0][0], .[1], .[2][0], .[3][0]]]')" \
		'[["Other","see","handoff/note/gone.md","leads nowhere"],["Other","see","Feed ranker",""]]'
}

@test "a document is told from history: created, signed, gone stale, by whom" {
	both_sign
	sed -i 's/Monday/Friday/' "$D"
	commit_as carol changed
	build
	assert_words documents/ranker.html 'stale bob as operations-lead: approve '
	assert_words documents/ranker.html 'created handoff/note/ranker.md, review'
	grep -c '<tr><td><time' $S/documents/ranker.html | grep -qx '6'
}

@test "documents of the same id have pages of their own, and no badge" {
	sed 's/Feed ranker/Twin/' "$D" >handoff/note/twin.md
	build
	assert_equal "$(ls $S/documents | sed 's/\.[0-9a-f]\{16\}/.HASH/' | sort | uniq -c | tr -s ' ')" ' 2 ranker.HASH.html'
	[ ! -e $S/badge ]
}

@test "no document takes the page of another, whatever its id" {
	local hash

	sed 's/Feed ranker/Twin/' "$D" >handoff/note/twin.md
	build
	hash=$(printf %s "$D" | sha256sum | cut -c1-16)
	sed "s/Feed ranker/Third/; s/^id: ranker$/id: ranker-$hash/" "$D" >handoff/note/third.md
	build
	assert_equal "$(grep -l '<h1>' $S/documents/*.html | wc -l)" 3
	grep -q '<title>Feed ranker ' "$S/documents/ranker.$hash.html"
	grep -q '<title>Third ' "$S/documents/ranker-$hash.html"
}

@test "a file that is no document, and one that cannot be read, have pages that say so" {
	printf 'Nothing.\n' >handoff/note/bare.md
	printf -- '---\nkind: note\ntitle: B\xff\n---\n' >handoff/note/bytes.md
	build
	assert_words documents/handoff-note-bare.html 'no kind'
	assert_words documents/handoff-note-bare.html 'Nothing.'
	words_of documents/handoff-note-bytes.html | grep -q 'not valid UTF-8 at byte'
	assert_equal "$(rows documents | jq length)" 3
}

@test "a picture of the repository is shown from a file of the site; no other is" {
	printf '\x89PNG\r\n\x1a\nrest' >handoff/note/a.png
	printf '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>' >handoff/note/b.png
	printf '\n![one](a.png) ![two](b.png) ![three](https://example.com/c.png) ![four](../../../../etc/hostname)\n' >>"$D"
	build
	assert_equal "$(ls $S/pictures)" f02a830cf03a1cf756c0461481db682b.png
	assert_equal "$(grep -o '<img [^>]*>' $S/documents/ranker.html)" \
		'<img src="../pictures/f02a830cf03a1cf756c0461481db682b.png" alt="one" loading="lazy">'
	cmp handoff/note/a.png $S/pictures/*.png
}

@test "a long document has several pages, each below 200 KiB, and contents that lead to all" {
	awk 'BEGIN { for (i = 0; i < 300; i++) { printf "\n## Part %d\n\n", i; for (j = 0; j < 60; j++) printf "words and more words of part %d\n", i } }' >>"$D"
	build
	[ "$(find $S/documents -name 'ranker*.html' | wc -l)" -gt 3 ]
	[ -z "$(find $S -name '*.html' -size +200k)" ]
	words_of documents/ranker.2.html | grep -q 'Previous part Part 2 of [0-9]* Next part'
	grep -qF '<a href="../documents/ranker.2.html#part-' $S/documents/ranker.html
	refute_words documents/ranker.2.html 'Sign-offs Role'
}

@test "a page that would be too large says what is not on it" {
	sed -i 's/^    decided:/    see: {type: list, of: {type: link, to: note}}\n&/' .handoff/templates/note.md
	# Each quote takes six bytes in a page.
	awk 'BEGIN {
		quotes = sprintf("%180s", ""); gsub(/ /, "\\\"", quotes)
		printf "---\nkind: note\nid: big\ntitle: Big\nstatus: review\nsee:\n"
		for (i = 0; i < 120; i++) printf "  - \"%s%d.md\"\n", quotes, i
		printf "---\n# Big\n\n## Text\n\n"
		for (i = 0; i < 1500; i++) printf "%s %s %d\n\n", "\"\"\"\"\"\"\"\"", "\"\"\"\"\"\"\"\"", i
	}' >handoff/note/big.md
	build
	[ -z "$(find $S -name '*.html' -size +200k)" ]
	[ "$(stat -c %s $S/documents/big.html)" -le $((200 * 1024)) ]
	assert_words documents/big.html 'Relations: left out, as this page would be too large.'
}

# ---- Boards ----------------------------------------------------------------------------------------

good_examples() {
	rm -rf handoff .handoff
	cp -R "$PROJECT"/tests/good/. .
	git add -A
	commit_as alice Examples
}

@test "action items: what is overdue first, with how often it was put off" {
	good_examples
	sed -i 's/| bob | 2026-11-27 |/| bob | 2026-12-01 |/' handoff/readiness/*.md
	commit_as alice Later
	export SOURCE_DATE_EPOCH=$((SOURCE_DATE_EPOCH + 10 * 86400))
	build
	rows actions | jq -e '[.[][0][3][0]] | (index("open") // 99) > (rindex("overdue") // 99)'
	one=$(rows actions | jq -c '[.[] | select(.[0][2][0] == "2026-12-01")][0][0]')
	assert_equal "$(jq -c '[.[1], .[2], .[3], .[6]]' <<<"$one")" '["bob",["2026-12-01","bad"],["overdue","bad"],1]'
	overdue=$(rows actions | jq '[.[] | select(.[0][3][0] == "overdue")] | length')
	assert_words index.html "$overdue overdue action items"
	words_of boards/actions.html | grep -q "action items are unfinished today, $overdue overdue"
}

@test "post-mortems by cause and severity, with the times it took" {
	good_examples
	build
	assert_equal "$(rows postmortems | jq -c '.[0][0][1:9]')" \
		'["sev2","feature-pipeline","monitoring-gap","human-internal",["2026-10-14",""],47,74,210]'
	assert_words boards/postmortems.html 'Causes in model and data, by severity Cause sev2 all feature-pipeline 1 1'
	assert_words boards/postmortems.html 'Causes in process and operations, by severity Cause sev2 all monitoring-gap 1 1'
}

@test "alerts: one row each, and those that page without a playbook" {
	good_examples
	sed -i '0,/| page |/s/| \[[^]]*\]([^)]*playbook[^)]*) |/| - |/' handoff/alert-taxonomy/feed.md
	build
	expected=$(awk '/^## Alerts/ { in_it = 1 } in_it && /^\| AL-/ { n++ } /^## Alert Signals/ { print n; exit }' handoff/alert-taxonomy/feed.md)
	assert_equal "$(rows alerts | jq length)" "$expected"
	assert_equal "$(rows alerts | jq '[.[] | select(.[0][4] == "page" and .[0][7][0] == "")] | length')" \
		"$(rows alerts | jq '[.[] | select(.[2] == 1)] | length')"
}

@test "alignment: gaps first, as the command says them; then each link with both its ends" {
	good_examples
	sed -i '/^| L-1 /d' handoff/alignment-map/feed-2026q4.md
	build
	handoff_run alignment-map trace handoff/alignment-map/feed-2026q4.md --format json
	assert_equal "$(rows alignment | jq '[.[] | select(.[2] == 1)] | length')" "$(jq '.gaps | length' "$OUT")"
	[ "$(jq '.gaps | length' "$OUT")" -gt 0 ]
	assert_equal "$(rows alignment | jq -c '[.[0][2], .[-1][2]]')" '[1,0]'
	assert_words documents/feed-alignment-2026q4.html "Gaps $(jq -r '.gaps[0].subject' "$OUT")"
}

@test "stakeholders: everybody of every map, and the matrix" {
	good_examples
	build
	handoff_run stakeholder-map plan handoff/stakeholder-map/feed.md --format json
	assert_equal "$(rows stakeholders | jq length)" "$(jq '[.quadrants[].stakeholders[]] | length' "$OUT")"
	grep -qF '<svg role="img" aria-labelledby="Picture-map-1-t Picture-map-1-d"' $S/boards/stakeholders.html
	grep -qF '<svg role="img" aria-labelledby="Picture-map-t Picture-map-d"' $S/documents/feed-stakeholders.html
}

@test "an empty repository has a site that says so" {
	git rm -rqf handoff
	rm -rf handoff
	build
	assert_words index.html ' 0 documents '
	for page in $S/boards/*.html; do
		grep -q '<h1>' "$page"
	done
}

@test "pages without a script have all documents, page by page" {
	for i in $(seq 900); do
		sed -e "s/^id: ranker/id: note-$i/" -e "s/Feed ranker/Note $i/" "$D" >"handoff/note/note-$i.md"
	done
	build
	assert_equal "$(ls $S/lists | tr '\n' ' ')" 'all.2.html all.3.html all.html '
	assert_equal "$(cat $S/lists/*.html | grep -c '<tr><th scope="row"><a href="../documents/')" 901
	grep -qF '<a rel="next" href="../lists/all.2.html">Next page</a>' $S/lists/all.html
	grep -qF '<a rel="prev" href="../lists/all.html">Previous page</a>' $S/lists/all.2.html
	assert_equal "$(rows documents | jq length)" 901
	[ "$(grep -c '<tr><th' $S/index.html)" -lt 250 ]
}

# ---- Merged ----------------------------------------------------------------------------------------

@test "a merged site has the documents of all, and leads to the sites of those that have one" {
	both_sign
	handoff_ok export --url https://one.example/site/ --output ../one.jsonl
	sed 's/^repository: .*/repository: example.com\/other/' -i .handoff/config.yaml
	handoff_ok export --output ../other.jsonl
	handoff_ok site --merge ../one.jsonl ../other.jsonl --output ../site
	S=../site
	assert_equal "$(rows documents | jq -c '[.[][0][0]]')" \
		'[["Feed ranker","https://one.example/site/documents/ranker.html","example.com/feed: ranker"],["Feed ranker","","example.com/other: ranker"]]'
	[ ! -e $S/documents ]
	[ ! -e $S/badge ]
	grep -qF 'href="https://one.example/site/documents/ranker.html"' $S/index.html
	refute_words index.html 'href'
	words_of index.html | grep -q 'from example.com/feed at [0-9a-f]* , with what is not committed example.com/other'
}

@test "the order of exports changes nothing in a merged site" {
	both_sign
	handoff_ok export --output ../one.jsonl
	sed 's/^repository: .*/repository: example.com\/other/' -i .handoff/config.yaml
	handoff_ok export --output ../other.jsonl
	handoff_ok site --merge ../one.jsonl ../other.jsonl --output ../site
	handoff_ok site --merge ../other.jsonl ../one.jsonl --output ../again
	diff -r ../site ../again
}

# On another day.
at_day() { # DAY COMMAND...
	SOURCE_DATE_EPOCH=$(date -u -d "$1T09:00:00Z" +%s) "${@:2}"
}

@test "of an older export, what has expired or become overdue meanwhile is told as such" {
	note_of_two ', valid-for: 7d'
	both_sign
	sed -i 's/^status: review/status: final/' "$D"
	commit_as alice Final
	at_day 2026-11-24 handoff_ok export --output ../old.jsonl
	at_day 2026-12-25 handoff_ok export --output ../new.jsonl
	sed 's/^repository: .*/repository: example.com\/other/' -i .handoff/config.yaml
	at_day 2026-12-25 handoff_ok export --output ../other.jsonl
	handoff_ok site --merge ../old.jsonl ../other.jsonl --output ../site
	S=../site
	words_of index.html | grep -q 'As of 2026-12-25 , from example.com/feed at [0-9a-f]* , as of 2026-11-24 , with what is not committed example.com/other at [0-9a-f]* , as of 2026-12-25 , with what'
	rows gates >../gates
	assert_equal "$(jq -c '[.[][0] | [.[3][0], .[4][1][1], .[5]]]' ../gates)" \
		'[["does not hold","expired","bob (operations-lead)"],["does not hold","expired","bob (operations-lead)"]]'
	# But for what check finds, it says what an export of that day would.
	handoff_ok site --merge ../new.jsonl ../other.jsonl --output ../site
	refute_words index.html 'as of 2026'
	rows gates | jq -c '.[][0][:-1]' | diff - <(jq -c '.[][0][:-1]' ../gates)
}
