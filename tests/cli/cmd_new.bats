#!/usr/bin/env bats
# handoff KIND new

# shellcheck disable=SC2016,SC2154  # backticks, $ and \ in single quotes are meant
load cli_helper

local_setup() {
	handoff init --bare-bones --no-hooks >/dev/null
	printf '  bob: {name: Bob Okafor, emails: [bob@example.com], roles: [operations-lead]}\n' \
		>>.handoff/people.yaml
}

# A kind with a field of every type that --set takes.
sample_kind() {
	mkdir -p .handoff/templates
	cat >.handoff/templates/sample.md <<'END'
---
kind: sample
contract:
  name: Sample
  about: All types.
  directory: handoff/sample
  id: "{{slug}}"
  fields:
    title: {type: string, required: true, max: 80}
    owner: {type: person, required: true, default: "{{author}}"}
    authors: {type: list, of: person, required: true, default: "[{{author}}]"}
    created: {type: date, required: true, default: "{{date}}"}
    size: {type: integer, required: true, about: "how big"}
    share: {type: percent}
    ready: {type: boolean}
    wait: {type: duration}
    latency: {type: quantity}
    at: {type: datetime}
    level: {type: enum, values: [low, high]}
    tags: {type: list, of: id}
    site: {type: url}
    mail: {type: email}
    version: {type: pattern, pattern: "v[0-9]+"}
    parent: {type: link, to: sample}
    extra: {type: map, fields: {a: {type: string}}}
    about: {type: text}
  lifecycle:
    initial: draft
    draft: [done]
    done: []
  signoffs:
    - {role: operations-lead, count: 1, before: [done], covers: all}
---
# {{title}}

{{kind}} {{id}} {{slug}} by {{author}} on {{date}}, level {{field:level}}.

## Text

<!-- What it says about {{title}}. -->
END
}

# ---- What is written -------------------------------------------------------------------------------

@test "new writes the document of the template, and prints its path" {
	sample_kind
	handoff_run sample new 'First one'
	assert_status 0
	assert_output handoff/sample/first-one.md
	assert_no_errors_said
	cat >../expected <<'END'
---
kind: sample
id: first-one
title: First one
status: draft
owner: alice
authors: [alice]
created: 2026-11-24
size: # how big
signoffs: []
---
# First one

sample first-one first-one by alice on 2026-11-24, level .

## Text

<!-- What it says about First one. -->
END
	diff -u ../expected handoff/sample/first-one.md
}

@test "new documents of every built-in kind have gaps but no errors" {
	local kind

	for kind in $(handoff kinds | cut -d' ' -f1); do
		handoff_ok "$kind" new "A new $kind"
		assert_no_errors_said
		handoff_run check "$output"
		assert_status 0
		refute grep ': error: ' "$OUT"
		assert_no_errors_said
	done
}

@test "new takes id and file name from the title" {
	handoff_ok readiness new 'Recommender v42'
	assert_output handoff/readiness/recommender-v42.md
	assert_in_file handoff/readiness/recommender-v42.md 'id: recommender-v42-readiness'
	assert_in_file handoff/readiness/recommender-v42.md 'title: Recommender v42'
	assert_in_file handoff/readiness/recommender-v42.md '# Recommender v42'
	assert_in_file handoff/readiness/recommender-v42.md 'status: draft'
	assert_in_file handoff/readiness/recommender-v42.md 'signoffs: []'
}

@test "new from a subdirectory writes to the kind's directory at the top, and prints a usable path" {
	mkdir -p src/deep
	cd src/deep
	handoff_ok readiness new 'X'
	[ -f "$REPO/handoff/readiness/x.md" ]
	assert_equal "$(find . -type f)" ""
}

@test "new keeps the last day of SOURCE_DATE_EPOCH in UTC, whatever the time zone" {
	local zone

	sample_kind
	for zone in UTC America/Los_Angeles Pacific/Kiritimati XYZ+12; do
		SOURCE_DATE_EPOCH=1795564799 TZ=$zone handoff_ok sample new X --dry-run
		assert_line 'created: 2026-11-24'
		SOURCE_DATE_EPOCH=1795564800 TZ=$zone handoff_ok sample new X --dry-run
		assert_line 'created: 2026-11-25'
	done
}

@test "new with a SOURCE_DATE_EPOCH that is no number is trouble" {
	SOURCE_DATE_EPOCH=yesterday handoff_run readiness new X
	assert_refused SOURCE_DATE_EPOCH
	assert_absent handoff/readiness
}

@test "new says that a document outside of the configured places is passed over" {
	sample_kind
	sed -i 's#directory: .*#directory: docs/samples#' .handoff/templates/sample.md
	handoff_run sample new X
	assert_status 0
	assert_output docs/samples/x.md
	assert_errors 'handoff: docs/samples/x.md is not among the `documents:` of .handoff/config.yaml: check and list pass over it'
}

# ---- Titles ----------------------------------------------------------------------------------------

@test "a title with quotes, a colon, a hash and Markdown reads as itself in field and heading" {
	local title

	sample_kind
	while IFS= read -r title; do
		rm -rf handoff
		handoff_ok sample new --set size=1 -- "$title"
		handoff_run check "$output"
		refute grep -E 'front/|text/' "$OUT"
		handoff_ok sample list --format json
		assert_equal "$(sed -n 's/^    "title": "\(.*\)",$/\1/p' "$OUT" | sed 's/\\\(["\\]\)/\1/g')" "$title"
	done <<'END'
Feed "ranker": v42 #1
It's *bold*, _so_ `code` and [a link](x.md)
a <b>tag</b> & an entity &amp;
# hash
- dash
> quote
key: value
{map: 1} [list]
yes
1.5
null
~x
back\slash \n
100 % | pipes || bars
@at `tick` !bang *star &and
'single'
"double"
a --- b
1. one
+ plus
open {{ brace }
END
}

@test "the heading of a title with Markdown equals the field" {
	handoff_ok readiness new 'A *b* _c_ `d` <e> [f](g) & &amp; ~h~ # i | j \ k'
	handoff_run check "$output"
	assert_status 0
	refute grep 'heading' "$OUT"
}

@test "a title in other scripts and with emoji is written as it is" {
	sample_kind
	handoff_ok sample new 'Modèle de prévision 🚀 Straße' --set size=1
	assert_output handoff/sample/modele-de-prevision-strasse.md
	assert_in_file handoff/sample/modele-de-prevision-strasse.md '# Modèle de prévision 🚀 Straße'
	handoff_ok sample list
	assert_in_output 'Modèle de prévision 🚀 Straße'
}

@test "a title without a letter that a file name can be made of asks for an id" {
	handoff_run readiness new '🚀'
	assert_refused 'the title "🚀" has no letter or digit that a file name can be made of; give one with --set id=NAME'
	handoff_ok readiness new '🚀' --set id=rocket
	assert_output handoff/readiness/rocket.md
	assert_in_file handoff/readiness/rocket.md 'id: rocket'
	assert_in_file handoff/readiness/rocket.md 'title: 🚀'
}

@test "a title as long as the contract allows makes a document with a shorter id" {
	local title

	title=$(printf 'word%.0s ' $(seq 24))
	handoff_ok readiness new "${title% }"
	handoff_run check "$output"
	assert_status 0
	refute grep ': error:' "$OUT"
	handoff_ok model-card new "$(printf 'x%.0s' $(seq 50))-and-more-than-fits-in-a-name"
	handoff_run check "$output"
	assert_status 0
}

@test "a title of one word that is too long for an id is cut or refused, never written badly" {
	handoff_run readiness new "$(printf 'x%.0s' $(seq 120))"
	[ "$status" -eq 0 ] || assert_refused 'give one with --set id=NAME'
	[ "$status" -eq 2 ] || { handoff_run check "$output"; assert_status 0; }
}

@test "a title that is too long is refused" {
	handoff_run readiness new "$(printf 'a%.0s' $(seq 121))"
	assert_refused 'the title has 121 characters, at most 120 are allowed'
	assert_absent handoff/readiness
}

@test "a title's length counts characters, not bytes" {
	handoff_ok readiness new "$(printf 'é%.0s' $(seq 120))" --set id=many-accents
	handoff_run readiness new "$(printf 'é%.0s' $(seq 121))" --set id=too-many
	assert_refused 'the title has 121 characters'
}

@test "an empty title is refused" {
	handoff_run readiness new ''
	assert_refused 'the title is empty, or has spaces at its ends'
	handoff_run readiness new '   '
	assert_refused 'the title is empty, or has spaces at its ends'
	handoff_run readiness new ' x'
	assert_refused 'the title is empty, or has spaces at its ends'
	assert_absent handoff/readiness
}

@test "a title with a line break, a tab, an escape or an invisible character is refused" {
	local title

	for title in $'a\nb' $'a\tb' $'a\rb' $'a\eb' $'a\u202eb' $'a\u200bb' $'a\u0085b' $'a\u2066b'; do
		handoff_run readiness new "$title"
		assert_refused 'the title holds a line break or an invisible character'
		assert_clean_bytes "$ERR"
	done
	assert_absent handoff/readiness
}

@test "a title that is not UTF-8 is refused with the byte" {
	handoff_run readiness new $'ab\xff'
	assert_refused 'the title is not valid UTF-8 at byte 2'
	handoff_run readiness new $'\xc0\xaf'
	assert_refused 'the title is not valid UTF-8 at byte 0'
	handoff_run readiness new $'\xed\xa0\x80'
	assert_refused 'the title is not valid UTF-8'
}

@test "a title cannot leave the directory" {
	handoff_ok readiness new '../../../etc/passwd'
	assert_output handoff/readiness/etc-passwd.md
	handoff_ok readiness new '/absolute'
	assert_output handoff/readiness/absolute.md
	handoff_ok readiness new '.git/config'
	assert_output handoff/readiness/git-config.md
}

@test "a title that begins with a dash stands after --" {
	handoff_run readiness new -x
	assert_refused '-x: unknown option'
	handoff_ok readiness new -- '-x y'
	assert_output handoff/readiness/x-y.md
	assert_in_file handoff/readiness/x-y.md '# -x y'
}

@test "a title is asked for, and only one" {
	handoff_run readiness new
	assert_refused 'a title is missing: `handoff readiness new "Recommender v42"`'
	handoff_run readiness new Feed ranker
	assert_refused 'one title, please; quote it'
}

# ---- --set -----------------------------------------------------------------------------------------

@test "--set fills in scalar fields of every type" {
	sample_kind
	handoff_ok sample new X --set size=3 --set share=12.5% --set ready=true --set 'wait=30d' \
		--set 'latency=150 ms' --set at=2026-11-24T10:00:00Z --set level=high \
		--set site=https://example.com/a --set mail=a@example.com --set version=v12 \
		--set owner=bob --set 'about=one: "two" # three'
	assert_in_file handoff/sample/x.md 'size: 3'
	assert_in_file handoff/sample/x.md 'share: 12.5%'
	assert_in_file handoff/sample/x.md 'latency: 150 ms'
	assert_in_file handoff/sample/x.md 'level: high'
	assert_in_file handoff/sample/x.md 'owner: bob'
	assert_in_file handoff/sample/x.md 'version: v12'
	assert_in_file handoff/sample/x.md 'about: "one: \"two\" # three"'
	assert_in_file handoff/sample/x.md 'sample x x by alice on 2026-11-24, level high.'
	handoff_run check handoff/sample/x.md
	refute grep 'front/' "$OUT"
}

@test "--set several times makes a list" {
	sample_kind
	handoff_ok sample new X --set tags=one --set tags=two --set authors=bob --set authors=alice
	assert_in_file handoff/sample/x.md 'tags: [one, two]'
	assert_in_file handoff/sample/x.md 'authors: [bob, alice]'
}

@test "--set keeps an equals sign in the value" {
	sample_kind
	handoff_ok sample new X --set 'about=a=b=c' --set 'site=https://example.com/?q=1'
	assert_in_file handoff/sample/x.md 'about: a=b=c'
}

@test "--set FIELD=VALUE may be one word" {
	sample_kind
	handoff_ok sample new X --set=size=3
	assert_in_file handoff/sample/x.md 'size: 3'
}

@test "--set of a scalar field twice is refused" {
	handoff_run readiness new X --set tier=A --set tier=B
	assert_refused '--set tier: given twice'
	handoff_run readiness new X --set id=abc --set id=def
	assert_refused '--set id: given twice'
	assert_absent handoff/readiness
}

@test "--set of an unknown field names the nearest" {
	handoff_run readiness new X --set onwer=bob
	assert_refused '--set: a readiness has no field "onwer"; did you mean "owner"?'
	handoff_run readiness new X --set zzzzzzzz=1
	assert_refused '--set: a readiness has no field "zzzzzzzz"; `handoff kinds readiness` lists them'
	assert_absent handoff/readiness
}

@test "--set without an equals sign or a name is refused" {
	handoff_run readiness new X --set tier
	assert_refused '--set takes FIELD=VALUE, not "tier"'
	handoff_run readiness new X --set =A
	assert_refused '--set takes FIELD=VALUE, not "=A"'
	handoff_run readiness new X --set
	assert_refused '--set: missing argument'
	assert_absent handoff/readiness
}

@test "--set of a value of the wrong type says what the field takes" {
	sample_kind
	handoff_run sample new X --set size=big
	assert_refused '--set size: "big" is not a whole number'
	handoff_run sample new X --set created=tomorrow
	assert_refused '--set created: "tomorrow" is not a date such as 2026-01-31'
	handoff_run sample new X --set created=2026-02-30
	assert_refused '--set created: "2026-02-30" is not a date'
	handoff_run sample new X --set at=2026-11-24T10:00:00
	assert_refused '--set at: "2026-11-24T10:00:00" is not'
	handoff_run sample new X --set level=hihg
	assert_refused '--set level cannot be "hihg"; did you mean "high"?'
	handoff_run sample new X --set latency=fast
	assert_refused '--set latency: "fast" is not'
	handoff_run sample new X --set site=nowhere
	assert_refused '--set site: "nowhere" is not'
	handoff_run sample new X --set mail=nobody
	assert_refused '--set mail: "nobody" is not'
	handoff_run sample new X --set ready=maybe
	assert_refused '--set ready: "maybe" is not'
	handoff_run sample new X --set tags=Big
	assert_refused '--set tags: "Big" is not'
	handoff_run sample new X --set extra=1
	assert_refused '--set extra: this field is a map; edit it in the document'
	assert_absent handoff
}

@test "--set of an enumerated value that is not one of them is refused" {
	handoff_run brief new X --set level=7
	assert_refused '--set level cannot be "7": it is one of 1, 2 or 3'
	sample_kind
	handoff_run sample new X --set level=middling
	assert_refused '--set level cannot be "middling": it is one of low or high'
	assert_absent handoff
}

@test "--set of a value that does not match the field's pattern is refused" {
	sample_kind
	handoff_run sample new X --set version=12
	assert_refused '--set version: "12"'
	assert_absent handoff
}

@test "--set of an unknown person names the nearest" {
	handoff_run readiness new X --set owner=bbo
	assert_refused '--set owner: no person "bbo" in .handoff/people.yaml; did you mean "bob"?'
	handoff_run readiness new X --set reviewers=zzzzzz
	assert_refused '--set reviewers: no person "zzzzzz" in .handoff/people.yaml'
	assert_absent handoff/readiness
}

@test "--set status takes a status of the kind only" {
	handoff_ok readiness new X --set status=in-review
	assert_in_file handoff/readiness/x.md 'status: in-review'
	handoff_run readiness new Y --set status=drft
	assert_refused '--set status: a readiness has no status "drft"; `handoff kinds readiness` lists them'
}

@test "--set id takes an id only" {
	handoff_ok readiness new X --set id=my-own-id
	assert_output handoff/readiness/x.md
	assert_in_file handoff/readiness/x.md 'id: my-own-id'
	handoff_run readiness new Y --set id=Rocket
	assert_refused '--set id: "Rocket" is not an id of lower-case letters, digits'
	handoff_run readiness new Y --set id=../x
	assert_refused '--set id: "../x" is not an id'
	handoff_run readiness new Y --set "id=$(printf 'a%.0s' $(seq 65))"
	assert_refused 'is not an id'
	assert_absent handoff/readiness/y.md
}

@test "--set id that the kind's contract does not allow is refused" {
	handoff_run readiness new X --set id=a.b
	assert_refused '--set id: "a.b"'
	assert_absent handoff
}

@test "--set cannot change kind, title and sign-offs" {
	local name

	for name in kind title signoffs; do
		handoff_run readiness new X --set "$name=x"
		assert_refused "--set cannot change \"$name\""
	done
}

@test "--set with invisible or invalid characters is refused" {
	handoff_run readiness new X --set $'model-version=a\eb'
	assert_refused '--set model-version: the value is not UTF-8, or holds an invisible character'
	handoff_run readiness new X --set $'model-version=a\xff'
	assert_refused '--set model-version: the value is not UTF-8, or holds an invisible character'
	handoff_run readiness new X --set $'mod\eel=x'
	assert_refused
	assert_clean_bytes "$ERR"
}

@test "--set with a line break in a field of one line is refused" {
	handoff_run readiness new X --set $'model-version=a\nstatus: approved'
	assert_refused '--set model-version: '
	assert_absent handoff/readiness
}

@test "--set values that YAML would read otherwise come back as they were" {
	local value

	for value in 'true' '1.0' '# no' '- x' '*x' '&x' '!x' '{a: 1}' '[a]' 'a: b' "it's" '"q"' '%x' '@x' '`x' '?' '|' '>' 'null' '~' '=' ', ' 'a #b' '\n'; do
		rm -rf handoff
		handoff_run readiness new X --set "model-version=$value"
		assert_status 0
		handoff_run check handoff/readiness/x.md
		assert_status 0
		refute grep 'front/syntax\|front/type\|front/anchor' "$OUT"
	done
}

# ---- Author ----------------------------------------------------------------------------------------

@test "new writes the person of git's user.email as author" {
	git config user.email bob@example.com
	handoff_ok readiness new X
	assert_in_file handoff/readiness/x.md 'owner: bob'
	assert_in_file handoff/readiness/x.md 'authors: [bob]'
}

@test "an e-mail address is matched whatever its case" {
	git config user.email Bob@Example.COM
	handoff_ok readiness new X
	assert_in_file handoff/readiness/x.md 'owner: bob'
}

@test "an author whom the roster does not have is left out, with a note" {
	git config user.email mallory@example.com
	handoff_run readiness new X
	assert_status 0
	assert_output handoff/readiness/x.md
	assert_errors 'handoff: nobody in .handoff/people.yaml has the e-mail address mallory@example.com, so that the document has no author yet'
	refute grep -q mallory handoff/readiness/x.md
	handoff_run check handoff/readiness/x.md
	assert_status 0
}

@test "an author without user.email is left out, with a note" {
	git config --global --unset user.email
	handoff_run readiness new X
	assert_status 0
	assert_errors 'handoff: git has no user.email, so that the document has no author yet'
}

@test "new ignores the environment's GIT_AUTHOR_EMAIL" {
	GIT_AUTHOR_EMAIL=bob@example.com handoff_ok readiness new X
	assert_in_file handoff/readiness/x.md 'owner: alice'
}

# ---- --from ----------------------------------------------------------------------------------------

@test "--from takes over fields that both kinds share, and links to the source" {
	good_documents
	handoff_ok readiness new 'Next' --from handoff/model-card/feed-ranker-v42.md
	assert_in_file handoff/readiness/next.md 'model: ../model-card/feed-ranker-v42.md'
	assert_in_file handoff/readiness/next.md 'owner: alice'
	assert_in_file handoff/readiness/next.md 'audience: [on-call-feed, feed-product]'
	assert_in_file handoff/readiness/next.md 'tracking: https://tracker.example.com/FEED-770'
	handoff_run check handoff/readiness/next.md
	assert_status 0
	refute grep 'link/' "$OUT"
}

@test "--from leaves what makes a document itself" {
	good_documents
	handoff_ok readiness new 'Next' --from handoff/readiness/feed-ranker-v42.md
	assert_in_file handoff/readiness/next.md 'id: next-readiness'
	assert_in_file handoff/readiness/next.md 'title: Next'
	assert_in_file handoff/readiness/next.md 'status: draft'
	assert_in_file handoff/readiness/next.md 'created: 2026-11-24'
	assert_in_file handoff/readiness/next.md 'signoffs: []'
	assert_in_file handoff/readiness/next.md 'tier: B'
}

@test "--from takes over sections under the same heading" {
	good_documents
	handoff_ok brief new 'Next' --set level=2 --from handoff/brief/feed-ranker-v42-level-3.md
	assert_in_file handoff/brief/next.md '| frank | repeats the evaluation from the commit and reports differences above 0.1 pp | 2026-11-26 |'
	assert_in_file handoff/brief/next.md 'level: 2'
	assert_in_file handoff/brief/next.md '# Next'
	refute grep '^## Method' handoff/brief/next.md
}

@test "--from and --set: what is set wins" {
	good_documents
	handoff_ok readiness new 'Next' --from handoff/model-card/feed-ranker-v42.md --set owner=bob \
		--set model=../model-card/feed-ranker-v42.md
	assert_in_file handoff/readiness/next.md 'owner: bob'
	assert_equal "$(grep -c '^model:' handoff/readiness/next.md)" 1
}

@test "--from rewrites relative links in fields for the new document's place" {
	sample_kind
	sed -i 's/parent: {type: link, to: sample}/parent: {type: link}/' .handoff/templates/sample.md
	sed 's/kind: sample/kind: other/; s#handoff/sample#handoff/other/deep#' .handoff/templates/sample.md \
		>.handoff/templates/other.md
	handoff_ok sample new Root
	handoff_ok sample new Source --set parent=root.md --set size=1
	handoff_ok other new Copy --from handoff/sample/source.md
	assert_in_file handoff/other/deep/copy.md 'parent: ../../sample/root.md'
	handoff_run check handoff/other/deep/copy.md
	refute grep 'link/' "$OUT"
}

@test "--from rewrites relative links and images in sections, and leaves others alone" {
	sample_kind
	sed 's/kind: sample/kind: other/; s#handoff/sample#handoff/other/deep#' .handoff/templates/sample.md \
		>.handoff/templates/other.md
	handoff_ok sample new Root
	handoff_ok sample new Source --set size=1
	: >handoff/sample/picture.png
	cat >>handoff/sample/source.md <<'END'

See [root](root.md#text), ![picture](picture.png), [top](/handoff/sample/root.md), [ref], [web](https://example.com/root.md),
[here](#text), <https://example.com> and `[code](root.md)`.

[ref]: root.md "title"
END
	handoff_ok other new Copy --from handoff/sample/source.md
	grep -qF '[root](../../sample/root.md#text)' handoff/other/deep/copy.md ||
		fail "$(cat handoff/other/deep/copy.md)"
	grep -qF '![picture](../../sample/picture.png)' handoff/other/deep/copy.md
	grep -qF '[top](/handoff/sample/root.md)' handoff/other/deep/copy.md
	grep -qF '[web](https://example.com/root.md)' handoff/other/deep/copy.md
	grep -qF '[here](#text)' handoff/other/deep/copy.md
	grep -qF '`[code](root.md)`' handoff/other/deep/copy.md
	handoff_run check handoff/other/deep/copy.md
	refute grep 'link/' "$OUT"
}

@test "--from a Markdown file without front matter takes its sections" {
	printf '# Old notes\n\n## Scope\n\nThe home feed in Europe.\n' >old.md
	handoff_ok readiness new X --from old.md
	assert_in_file handoff/readiness/x.md 'The home feed in Europe.'
}

@test "--from a document with broken front matter says so and writes nothing" {
	printf -- '---\nkind: readiness\na: [\n---\n' >old.md
	handoff_run readiness new X --from old.md
	assert_refused '--from old.md: '
	assert_absent handoff/readiness
}

@test "--from a file that is not there, a directory or one outside is refused" {
	handoff_run readiness new X --from nowhere.md
	assert_refused nowhere.md
	mkdir folder
	handoff_run readiness new X --from folder
	assert_refused folder
	echo x >../outside.md
	handoff_run readiness new X --from ../outside.md
	assert_refused '../outside.md: outside the repository'
	handoff_run readiness new X --from .git/config
	assert_refused .git/config
	assert_absent handoff/readiness
}

@test "--from does not follow a symbolic link" {
	printf '## Scope\n\nsecret\n' >../outside.md
	ln -s ../outside.md inside.md
	handoff_run readiness new X --from inside.md
	assert_refused inside.md
	mkdir ../folder
	cp ../outside.md ../folder/x.md
	ln -s ../folder folder
	handoff_run readiness new X --from folder/x.md
	assert_refused folder
	assert_absent handoff/readiness
}

@test "--from is relative to the current directory" {
	good_documents
	cd handoff/model-card
	handoff_ok readiness new X --from feed-ranker-v42.md
	assert_in_file "$REPO/handoff/readiness/x.md" 'model: ../model-card/feed-ranker-v42.md'
}

# ---- --dry-run, --edit -----------------------------------------------------------------------------

@test "--dry-run prints the document and writes nothing" {
	sample_kind
	tree >../before
	handoff_run sample new X --dry-run
	assert_status 0
	assert_errors 'handoff: would write handoff/sample/x.md'
	tree | cmp - ../before
	cp "$OUT" ../shown
	handoff_ok sample new X
	cmp ../shown handoff/sample/x.md
}

@test "--edit opens the new document in GIT_EDITOR, with the editor's arguments" {
	cat >../editor <<'END'
#!/bin/sh
printf '%s\n' "$#" "$1" "$2" >"$(dirname "$0")/called"
echo edited >>"$3"
END
	chmod +x ../editor
	GIT_EDITOR="$BATS_TEST_TMPDIR/editor --wait 'two words'" handoff_run readiness new X --edit
	assert_status 0
	assert_equal "$(tr '\n' '|' <../called)" '3|--wait|two words|'
	assert_equal "$(tail -n 1 handoff/readiness/x.md)" edited
}

@test "--edit takes core.editor, VISUAL and EDITOR in git's order" {
	local name

	for name in config visual editor; do
		printf '#!/bin/sh\necho %s >>"%s/called"\n' "$name" "$BATS_TEST_TMPDIR" >"../$name"
		chmod +x "../$name"
	done
	EDITOR=$BATS_TEST_TMPDIR/editor handoff_ok readiness new A --edit
	EDITOR=$BATS_TEST_TMPDIR/editor VISUAL=$BATS_TEST_TMPDIR/visual handoff_ok readiness new B --edit
	git config --global core.editor "$BATS_TEST_TMPDIR/config"
	EDITOR=$BATS_TEST_TMPDIR/editor VISUAL=$BATS_TEST_TMPDIR/visual handoff_ok readiness new C --edit
	assert_equal "$(tr '\n' ' ' <../called)" 'editor visual config '
}

@test "--edit never runs the editor through a shell" {
	GIT_EDITOR="true; touch $BATS_TEST_TMPDIR/pwned; true" handoff_run readiness new X --edit
	# shellcheck disable=SC2016
	GIT_EDITOR='true $(touch ../pwned) `touch ../pwned`' handoff_run readiness new Y --edit
	assert_absent ../pwned
}

@test "--edit with an editor that fails is trouble, and the document stays" {
	GIT_EDITOR=false handoff_run readiness new X --edit
	assert_status 2
	assert_output handoff/readiness/x.md
	assert_in_errors 'the editor "false" ended with status 1; handoff/readiness/x.md is written'
	[ -f handoff/readiness/x.md ]
}

@test "--edit with an editor that is not there is trouble, and the document stays" {
	GIT_EDITOR=/nonexistent/editor handoff_run readiness new X --edit
	assert_status 2
	assert_output handoff/readiness/x.md
	assert_errors 'handoff: cannot start '"'"'/nonexistent/editor'"'"': No such file or directory; handoff/readiness/x.md is written'
	[ -f handoff/readiness/x.md ]
	GIT_EDITOR='"unclosed' handoff_run readiness new Y --edit
	assert_status 2
	assert_in_errors '; handoff/readiness/y.md is written'
	[ -f handoff/readiness/y.md ]
}

@test "--edit with --dry-run opens nothing" {
	GIT_EDITOR=false handoff_run readiness new X --edit --dry-run
	assert_status 0
}

# ---- Files -----------------------------------------------------------------------------------------

@test "new never overwrites a document" {
	handoff_ok readiness new X
	echo mine >handoff/readiness/x.md
	handoff_run readiness new X
	assert_refused handoff/readiness/x.md
	assert_equal "$(cat handoff/readiness/x.md)" mine
}

@test "new does not write through a symbolic link of the document's name" {
	mkdir -p handoff/readiness
	ln -s ../../../victim handoff/readiness/x.md
	handoff_run readiness new X
	assert_refused handoff/readiness/x.md
	assert_absent ../victim
}

@test "new refuses a directory that is a symbolic link, and writes nothing outside" {
	mkdir ../victim
	ln -s ../victim handoff
	handoff_run readiness new X
	assert_refused handoff
	rm handoff
	mkdir handoff
	ln -s ../../victim handoff/readiness
	handoff_run readiness new X
	assert_refused handoff/readiness
	assert_equal "$(ls -A ../victim)" ""
}

@test "new refuses a directory that is a symbolic link to one inside" {
	mkdir -p inside handoff
	ln -s ../inside handoff/readiness
	handoff_run readiness new X
	assert_refused handoff/readiness
	assert_equal "$(ls -A inside)" ""
}

@test "new refuses where a parent directory is a file" {
	echo x >handoff
	handoff_run readiness new X
	assert_refused handoff
}

@test "new refuses a template's directory or file name that leaves the repository" {
	local directory

	sample_kind
	for directory in ../victim /tmp/victim handoff/../../victim .git/hooks .GIT/hooks a/.git/b; do
		sed "s#directory: .*#directory: $directory#" .handoff/templates/sample.md >../template
		cp ../template .handoff/templates/sample.md
		handoff_run sample new X
		assert_status 2
		assert_absent ../victim /tmp/victim/x.md .git/hooks/x.md .GIT/hooks/x.md a
	done
}

@test "new refuses a file name of a template that leaves its directory" {
	sample_kind
	sed -i 's#directory: handoff/sample#&\n  filename: "../../../{{slug}}.md"#' .handoff/templates/sample.md
	handoff_run sample new X
	assert_status 2
	assert_absent ../x.md ../../x.md
}

@test "new refuses a core.worktree that points elsewhere" {
	mkdir ../victim
	cp -R .handoff ../victim
	git config core.worktree "$BATS_TEST_TMPDIR/victim"
	handoff_run readiness new X
	assert_refused "nothing is written there"
	assert_absent ../victim/handoff handoff
}

@test "new leaves no temporary file behind" {
	handoff_ok readiness new X
	assert_equal "$(ls -A handoff/readiness)" x.md
	handoff_run readiness new X
	assert_equal "$(ls -A handoff/readiness)" x.md
}

@test "two at a time: one document of a name is written, whole" {
	local i wrote=0 pids=()

	for i in 1 2 3 4 5 6 7 8; do
		handoff readiness new 'Race' >"../race.$i" 2>&1 &
		pids+=($!)
	done
	for i in "${pids[@]}"; do
		if wait "$i"; then
			wrote=$((wrote + 1))
		fi
	done
	assert_equal "$wrote" 1
	assert_equal "$(ls -A handoff/readiness)" race.md
	assert_equal "$(sed -n 2p handoff/readiness/race.md)" 'kind: readiness'
}

@test "new documents obey the umask" {
	umask 077
	handoff_ok readiness new X
	assert_equal "$(stat -c %a handoff/readiness/x.md)" 600
	umask 022
	handoff_ok readiness new Y
	assert_equal "$(stat -c %a handoff/readiness/y.md)" 644
}

@test "new whose path cannot be printed is trouble, and says that it is written" {
	[ -c /dev/full ] || skip "no /dev/full"
	status=0
	handoff readiness new X >/dev/full 2>"$ERR" || status=$?
	assert_equal "$status" 2
	grep -q 'cannot write to standard output' "$ERR"
	[ -f handoff/readiness/x.md ]
}

# ---- Wrong usage -----------------------------------------------------------------------------------

@test "new of an unknown kind names the nearest" {
	handoff_run readines new X
	assert_refused 'no command or kind "readines"; did you mean "readiness"?'
	handoff_run post-mortem new X
	assert_refused 'no command or kind "post-mortem"; did you mean "postmortem"?'
	assert_absent handoff
}

@test "an unknown verb of a kind names the nearest, or which there are" {
	handoff_run readiness nwe X
	assert_refused 'no command "readiness nwe"; did you mean "readiness new"?'
	handoff_run readiness lst
	assert_refused 'no command "readiness lst"; did you mean "readiness list"?'
	handoff_run readiness qqq
	assert_refused 'no command "readiness qqq": say what to do, `handoff readiness new TITLE` or `handoff readiness list`'
	handoff_run readiness
	assert_refused 'say what to do'
}

@test "an unknown option of new names the nearest" {
	handoff_run readiness new X --sett a=b
	assert_refused '--sett: unknown option; did you mean --set?'
	handoff_run readiness new X --dryrun
	assert_refused '--dryrun: unknown option; did you mean --dry-run?'
	assert_absent handoff
}

@test "new works without .handoff, with the built-in kinds" {
	rm -rf .handoff
	handoff_run readiness new X
	assert_status 0
	assert_output handoff/readiness/x.md
	assert_in_errors 'nobody in .handoff/people.yaml has the e-mail address alice@example.com'
}

@test "new in a bare repository, or outside of one, is refused" {
	git init -q --bare ../bare.git
	cd ../bare.git
	handoff_run readiness new X
	assert_refused 'this repository is bare'
	mkdir ../elsewhere
	cd ../elsewhere
	handoff_run readiness new X
	assert_refused 'not a git repository'
	assert_equal "$(ls -A)" ""
}

@test "a fresh document is not told of guidance beside rows that its template filled in" {
	handoff_ok init
	handoff_ok readiness new 'Something'
	handoff_run check
	assert_status 0
	assert_not_in_output 'guidance of the template'
	sed -i '0,/pending/s//pass/; s/^status: draft/status: in-review/' handoff/readiness/something.md
	handoff_run check
	assert_in_output 'guidance of the template'
}

@test "new --from passes over sections that hold only guidance" {
	note_kind
	sed 's/kind: note/kind: memo/; s/name: Note/name: Memo/; s|handoff/note|handoff/memo|; s/Say it\./Say it otherwise./' \
		.handoff/templates/note.md >.handoff/templates/memo.md
	handoff_ok note new 'One'
	handoff_ok memo new 'Two' --from handoff/note/one.md
	assert_in_file handoff/memo/two.md '<!-- Say it otherwise. -->'
	assert_not_in_file handoff/memo/two.md 'Say it. -->'
}

# ---- Fields as options -----------------------------------------------------------------------------

@test "each field of the kind is an option, with its value beside it or behind =" {
	sample_kind
	handoff_ok sample new Plain --set size=3 --set level=low --set tags=a --set tags=b --set status=done
	cp handoff/sample/plain.md ../with-set
	rm handoff/sample/plain.md
	handoff_ok sample new --size 3 --level=low --tags a --tags=b --set status=done -- Plain
	diff -u ../with-set handoff/sample/plain.md
}

@test "a contract can name the option of a field" {
	handoff_ok postmortem new 'Old stories' --incident INC-2041 --severity sev2
	assert_in_file handoff/postmortem/old-stories.md 'incident-id: INC-2041'
	assert_in_file handoff/postmortem/old-stories.md 'severity: sev2'
	handoff_run postmortem new Again --incident INC-1 --incident-id INC-2
	assert_status 2
	assert_errors 'handoff: --set incident-id: given twice'
}

@test "an option that is neither one of new nor a field is refused, with the nearest" {
	sample_kind
	handoff_run sample new X --lvel low
	assert_status 2
	assert_errors 'handoff: --lvel: unknown option; did you mean --level?'
	handoff_run postmortem new X --incidnt=1
	assert_errors 'handoff: --incidnt: unknown option; did you mean --incident?'
	handoff_run sample new X --dry-rum
	assert_errors 'handoff: --dry-rum: unknown option; did you mean --dry-run?'
	handoff_run sample new X --qqqqqq 1
	assert_errors 'handoff: --qqqqqq: unknown option; `handoff sample new -h` lists the options, `handoff kinds sample` the fields'
	[ ! -e handoff/sample ]
}

@test "a field as an option needs a value, and one that its type takes" {
	sample_kind
	handoff_run sample new X --size
	assert_status 2
	assert_errors 'handoff: --size takes a value: how big'
	handoff_run sample new X --size three
	assert_status 2
	assert_errors 'handoff: --set size: "three" is not a whole number'
	handoff_run sample new X --extra 1
	assert_status 2
	handoff_run sample list --size 3
	assert_status 2
	assert_errors 'handoff: --size: unknown option; `handoff sample list -h` lists the options'
}

@test "an option of new itself comes before a field of that name" {
	sample_kind
	sed -i 's/^    site:/    from: {type: string}\n    site:/' .handoff/templates/sample.md
	handoff_run sample new X --from nothing.md
	assert_status 2
	case $errors in *nothing.md*) ;; *) fail "$errors" ;; esac
	handoff_ok sample new X --set from=here
	assert_in_file handoff/sample/x.md 'from: here'
}

@test "a contract whose options cannot be told apart, or can be no options, is refused" {
	sample_kind
	sed -i 's/^    share: .*/    share: {type: percent, option: level}/' .handoff/templates/sample.md
	handoff_run sample new X
	assert_status 2
	case $errors in *'error: --level would set `share` and `level` [template/value]'*) ;; *) fail "$errors" ;; esac
	sed -i 's/option: level/option: --lv/' .handoff/templates/sample.md
	handoff_run sample new X
	case $errors in *'error: an option is a name without dashes before it, such as "incident" [template/value]'*) ;; *) fail "$errors" ;; esac
	sed -i 's/, option: --lv//; s/map, fields/map, option: x, fields/' .handoff/templates/sample.md
	handoff_run sample new X
	case $errors in *'error: "option" belongs to fields that a command line can fill in, not to maps [template/value]'*) ;; *) fail "$errors" ;; esac
}

@test "new from a document takes one value for a list, and a list of one for a value" {
	sample_kind
	sed 's/^kind: sample/kind: other/; s/Sample/Other/; s/handoff\/sample/handoff\/other/; s/{type: link, to: sample}/{type: text}/; s/^    tags:.*/    tag: {type: id}/; s/^    site:.*/    sites: {type: list, of: url}/; s/^    mail:.*/    mails: {type: list, of: email}/' \
		.handoff/templates/sample.md >.handoff/templates/other.md
	handoff_ok other new A --size 1 --tag red --sites https://a.example --mails a@example.com --mails b@example.com
	handoff_ok sample new --size 2 --from handoff/other/a.md
	assert_in_file handoff/sample/a.md 'title: A'
	assert_in_file handoff/sample/a.md 'tags: [red]'
	assert_in_file handoff/sample/a.md 'site: https://a.example'
	assert_not_in_file handoff/sample/a.md 'mail'
}
