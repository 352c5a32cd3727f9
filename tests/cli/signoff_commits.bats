#!/usr/bin/env bats
# The commit that brings a sign-off into history: headers that programs read differently, and
# signatures of commits by SSH and OpenPGP keys.

load cli_helper
load signoff_helper

# ---- Headers ---------------------------------------------------------------------------------------

# What is done to the raw commit in ../raw.
header_untouched() { :; }
header_two_authors() { sed -i 's/^author .*/&\nauthor Bob Ray <bob@example.com> 1795510800 +0000/' ../raw; }
header_two_authors_reversed() { sed -i 's/^author .*/author Bob Ray <bob@example.com> 1795510800 +0000\n&/' ../raw; }
header_author_behind_committer() { sed -i '/^author /{h;d}; /^committer /G' ../raw; }
header_two_committers() { sed -i 's/^committer .*/&\n&/' ../raw; }
header_no_committer() { sed -i '/^committer /d' ../raw; }
header_no_author() { sed -i '/^author /d' ../raw; }
header_two_addresses() { sed -i 's/^author .*</author Bob <bob@example.com> </' ../raw; }
header_address_in_address() { sed -i 's/^author .*<\(.*\)> /author A <<bob@example.com>\1> /' ../raw; }
header_address_behind_time() { sed -i 's/^author .*/author Bob <bob@example.com> 1 +0000 <alice@example.com>/' ../raw; }
header_nul_in_name() { sed -i 's/^author alice/author Bob <bob@example.com>\x00/' ../raw; }
header_nul_in_message() { printf 'x\0y\n' >>../raw; }
header_nul_behind_address() { sed -i 's/^\(author .*>\) /\1\x00 /' ../raw; }
header_no_time() { sed -i 's/^\(author .*>\) .*/\1/' ../raw; }
header_negative_time() { sed -i 's/^\(author .*>\) /\1 -/' ../raw; }
header_huge_time() { sed -i 's/^\(author .*>\) /\1 99999999999999999999/' ../raw; }
header_no_zone() { sed -i 's/^\(author .*\) +0000/\1/' ../raw; }
header_no_end() { sed -i '/^$/,$d' ../raw; }
header_two_trees() { sed -i "1s/.*/&\n&/" ../raw; }
header_parent_behind_author() { sed -i "s/^committer/parent $(git rev-parse HEAD~1)\n&/" ../raw; }
header_two_signatures() { sed -i 's/^committer .*/&\ngpgsig a\n b\ngpgsig c/' ../raw; }
header_signature_of_another_hash() { sed -i 's/^committer .*/&\ngpgsig-sha256 a\n b/' ../raw; }
header_carriage_returns() { sed -i 's/^\(author.*\|committer.*\)/\1\r/' ../raw; }
header_tab_for_space() { sed -i 's/^author /author\t/' ../raw; }
header_capital() { sed -i 's/^author/Author/' ../raw; }

header_empty_address() { sed -i 's/^author .*>/author alice@example.com <>/' ../raw; }
header_address_in_name() { sed -i 's/^author .*>/author alice@example.com <bob@example.com>/' ../raw; }
header_address_with_blanks() { sed -i 's/^author .*>/author alice < alice@example.com >/' ../raw; }
header_address_and_more() { sed -i 's/^author .*>/author alice <alice@example.com.org>/' ../raw; }
header_only_committer_is_alice() { sed -i 's/^author .*>/author Bob <bob@example.com>/' ../raw; }
header_lookalike() { sed -i 's/^author .*>/author alice <аlice@example.com>/' ../raw; } # Cyrillic

header_other_case() { sed -i 's/^author .*>/author alice <Alice@EXAMPLE.com>/' ../raw; }
header_other_name() { sed -i 's/^author .*</author Somebody </' ../raw; }
header_no_name() { sed -i 's/^author .*</author </' ../raw; }
header_extra_lines() { sed -i 's/^committer .*/&\nencoding ISO-8859-1\nmergetag object x\n type y\nx-other z/' ../raw; }
header_author_in_message() { printf 'author Bob <bob@example.com> 1 +0000\ngpgsig x\n' >>../raw; }
header_committer_is_bob() { sed -i 's/^committer .*>/committer Bob <bob@example.com>/' ../raw; }
header_not_utf8() { sed -i 's/^author alice/author al\xffice/' ../raw; }

HEADERS='
untouched valid
two_authors malformed
two_authors_reversed malformed
author_behind_committer malformed
two_committers malformed
no_committer malformed
no_author malformed
two_addresses malformed
address_in_address malformed
address_behind_time malformed
nul_in_name malformed
nul_in_message malformed
nul_behind_address malformed
no_time malformed
negative_time malformed
huge_time malformed
no_zone malformed
no_end malformed
two_trees malformed
parent_behind_author malformed
two_signatures malformed
signature_of_another_hash malformed
carriage_returns malformed
tab_for_space malformed
capital malformed
empty_address misattributed
address_in_name misattributed
address_with_blanks misattributed
address_and_more misattributed
only_committer_is_alice misattributed
lookalike misattributed
other_case valid
other_name valid
no_name valid
extra_lines valid
author_in_message valid
committer_is_bob valid
not_utf8 valid
'

write_commit() { # FILE
	git hash-object -t commit --literally -w --stdin <"$1"
}

rewrite_head() {
	git update-ref HEAD "$(write_commit ../raw)"
}

# A commit like any other on top of the one in ../raw, which git itself may refuse to read.
child_of_raw() {
	printf 'tree %s\nparent %s\nauthor %s\ncommitter %s\n\nOn top\n' "$(git rev-parse 'HEAD^{tree}')" \
		"$(write_commit ../raw)" 'Bob <bob@example.com> 1795510800 +0000' \
		'Bob <bob@example.com> 1795510800 +0000' >../child
	write_commit ../child
}

@test "headers that two programs could read differently say nothing of who signed" {
	local name expected actual bad='' head

	settings 'trust: attributed\n'
	commit_as alice 'What is asked for'
	sign_as alice research-lead
	head=$(git rev-parse HEAD)
	while read -r name expected; do
		[ -n "$name" ] || continue
		git update-ref HEAD "$head"
		git cat-file commit HEAD >../raw
		"header_$name"
		[ "$name" = untouched ] || ! git cat-file commit HEAD | cmp -s - ../raw || bad="$bad $name does nothing;"
		actual=$(state_of research-lead state --rev "$(child_of_raw)")
		[ "$actual" = "$expected" ] || bad="$bad $name: $actual, not $expected;"
		# At the tip a commit that cannot be read at all may end it, and only that.
		handoff_run status --rev "$(write_commit ../raw)" --format json
		[ "$status" = 2 ] || actual=$(jq -r '.documents[0].requirements[0].state' "$OUT")
		[ "$actual" = "$expected" ] || bad="$bad $name at the tip: $actual, not $expected;"
	done <<<"$HEADERS"
	[ -z "$bad" ] || fail "$bad"
}

@test "what is wrong with a commit's header is said" {
	settings 'trust: attributed\n'
	commit_as alice 'What is asked for'
	sign_as alice research-lead
	git cat-file commit HEAD >../raw
	header_two_addresses
	rewrite_head
	handoff_run check
	assert_in_output 'error: the commit that brought it in is malformed: its author line is not of the form NAME <EMAIL> TIME ZONE'
}

@test "a commit behind the sign-off with a broken header changes nothing" {
	settings 'trust: attributed\n'
	commit_as alice 'What is asked for'
	sign_as alice research-lead
	echo x >x.txt
	commit_as bob 'Something else'
	git cat-file commit HEAD >../raw
	header_two_authors
	rewrite_head
	assert_state research-lead valid
}

@test "a history with a commit without a tree is unverifiable behind it" {
	local child

	settings 'trust: attributed\n'
	commit_as alice 'What is asked for'
	sign_as alice research-lead
	echo x >x.txt
	commit_as bob 'Something else'
	git cat-file commit HEAD | sed 1d >../raw
	child=$(child_of_raw)
	assert_equal "$(state_of research-lead state --rev "$child")" unverifiable
	assert_equal "$(state_of research-lead reason --rev "$child")" 'a commit of its history is malformed'
}

# ---- Signatures ------------------------------------------------------------------------------------

teardown() {
	gpgconf --kill gpg-agent 2>/dev/null || :
}

# Makes a key, and has git use it; $public is what people.yaml says of it.
key_of() { # FORMAT NAME
	local type=${1#*-}

	if [ "${1%-*}" = ssh ]; then
		ssh-keygen -q -t "$type" -N '' -C "$2" -f "keys/$1-$2"
		git config gpg.format ssh
		git config user.signingKey "$PWD/keys/$1-$2"
		public="\"$(cut -d ' ' -f 1,2 "keys/$1-$2.pub")\""
		section=ssh-keys
	else
		export GNUPGHOME=$BATS_TEST_TMPDIR/gpg
		mkdir -p "$GNUPGHOME"
		chmod 700 "$GNUPGHOME"
		gpg -q --batch --no-auto-check-trustdb --passphrase '' --quick-generate-key "$2 <$2@$1.example>" "${type/rsa/rsa2048}" sign never
		git config gpg.format openpgp
		git config user.signingKey "$2@$1.example"
		public=$(gpg --batch --with-colons --list-keys "$2@$1.example" | sed -n '/^fpr/{s/[fpr:]*//;s/://g;p;q}')
		section=openpgp
	fi
}

# Alice in people.yaml, with the key at hand. TERMS as in `until: 2026-01-01`.
alice_with_key() { # [TERMS]
	cat >.handoff/people.yaml <<END
people:
  alice:
    name: Alice Ng
    emails: [alice@example.com]
    roles: [research-lead]
    $section:
      - key: $public
END
	[ $# -eq 0 ] || echo "        $1" >>.handoff/people.yaml
	commit_as alice 'The key'
}

# The entry itself carries no signature here.
sign_document() {
	local format

	be alice
	format=$(git config gpg.format)
	git config gpg.format openpgp
	handoff_ok sign "$D" --as research-lead
	git config gpg.format "$format"
}

sign_commit() {
	sign_document
	git commit -q -S -am signed
}

# The signed commit, with its raw bytes changed afterwards.
sign_and_change() { # SED COMMAND
	sign_commit
	git cat-file commit HEAD | sed "$1" >../raw
	rewrite_head
}

fault_none() { sign_commit; }
fault_unsigned() {
	sign_document
	git commit -q -am signed
}
fault_other_key() {
	local public section

	key_of "$1" mallory
	sign_commit
}
fault_message_changed() {
	sign_and_change 's/^signed$/Signed/'
}
fault_author_changed() {
	sign_and_change 's/^author alice/author Alice/'
}
fault_parent_changed() {
	sign_and_change "s/^parent .*/parent $(git rev-parse HEAD~1)/"
}
fault_header_added() {
	sign_and_change 's/^gpgsig/encoding UTF-8\n&/'
}
fault_signature_of_parent() {
	local end='-----END [A-Z]* SIGNATURE-----'

	be alice
	git commit -q -S --allow-empty -m Empty
	git cat-file commit HEAD | sed -n "/^gpgsig/,/$end/p" >../armour
	sign_document
	git commit -q -am signed
	git cat-file commit HEAD | sed '/^committer/r ../armour' >../raw
	rewrite_head
}
fault_armour_cut() {
	sign_and_change '/END [A-Z]* SIGNATURE/d'
}
fault_armour_empty() {
	sign_and_change '/^gpgsig/,/END [A-Z]* SIGNATURE/{/BEGIN\|END/!d}'
}
fault_byte() {
	local line

	sign_commit
	git cat-file commit HEAD >../raw
	line=$(grep -n '^gpgsig' ../raw | cut -d : -f 1)
	# The third line of the armour's text, wherever that begins.
	sed -i "$((line + 4))y/abcdefABCDEF/bcdefaBCDEFA/" ../raw
	rewrite_head
}
fault_unknown_armour() {
	sign_and_change 's/\(BEGIN\|END\) [A-Z]* SIGNATURE/\1 SIGNED MESSAGE/'
}
fault_key_expired() {
	alice_with_key 'until: 2026-11-01'
	sign_commit
}
fault_key_expires_later() {
	alice_with_key 'until: 2026-12-01'
	sign_commit
}
fault_key_not_valid_yet() {
	alice_with_key 'from: 2026-12-01'
	sign_commit
}
fault_key_revoked() {
	alice_with_key 'revoked: 2026-11-01'
	sign_commit
}
fault_signed_again_by_rebase() {
	sign_commit
	git -c commit.gpgSign=false commit -q --amend --no-edit --no-gpg-sign
}

SIGNATURES='
none valid
unsigned unverified
other_key forged
message_changed forged
author_changed forged
parent_changed forged
header_added forged
signature_of_parent forged
armour_cut forged
armour_empty forged
byte forged|unverifiable
unknown_armour unverifiable
key_expired forged
key_expires_later valid
key_not_valid_yet forged
key_revoked forged
signed_again_by_rebase unverified
'

check_format() { # FORMAT
	local name expected actual bad='' start

	settings 'trust: commit-signed\n'
	key_of "$1" alice
	alice_with_key
	start=$(git rev-parse HEAD)
	git config user.signingKey >../alices
	while read -r name expected; do
		[ -n "$name" ] || continue
		git reset -q --hard "$start"
		git config user.signingKey "$(cat ../alices)"
		"fault_$name" "$1"
		actual=$(state_of research-lead state --rev HEAD)
		[[ "|$expected|" == *"|$actual|"* ]] || bad="$bad $name: $actual, not $expected;"
	done <<<"$SIGNATURES"
	[ -z "$bad" ] || fail "$1: $bad"
}

@test "commits signed by ed25519 keys of SSH" {
	check_format ssh-ed25519
}

@test "commits signed by rsa keys of SSH" {
	check_format ssh-rsa
}

@test "commits signed by ed25519 keys of OpenPGP" {
	check_format openpgp-ed25519
}

@test "commits signed by rsa keys of OpenPGP" {
	check_format openpgp-rsa
}
