#!/usr/bin/env bats
# Signatures inside sign-offs: each kind of key against each way in which one can be wrong.

load cli_helper
load signoff_helper

KEYS='ed25519 ecdsa rsa'

make_all_keys() {
	local type

	[ ! -e "$BATS_FILE_TMPDIR/typed/rsa" ] || return 0
	mkdir -p "$BATS_FILE_TMPDIR/typed"
	for type in $KEYS; do
		ssh-keygen -q -t "$type" -N '' -C "$type" -f "$BATS_FILE_TMPDIR/typed/$type"
	done
}

# What people.yaml says of Alice's key; TERMS as in `, until: 2026-01-01`.
alice_has() { # TYPE [TERMS]
	local key

	key=$(cut -d ' ' -f 1,2 "$BATS_FILE_TMPDIR/typed/$1.pub")
	sed -i "/^  alice:/,/^  bob:/s|^    ssh-keys:.*|    ssh-keys: [{key: \"$key\"${2-}}]|" \
		.handoff/people.yaml
}

edit() { # SED COMMAND: of the document
	sed -i "$1" "$D"
}

# ---- What is done to a good one; each is followed by a commit of Bob's -------------------------------

fault_none() { :; }
fault_key_expired_before() { alice_has "$1" ', until: 2026-11-01'; }
fault_key_expired_after() { alice_has "$1" ', until: 2026-11-30'; }
fault_key_not_valid_yet() { alice_has "$1" ', from: 2026-11-30'; }
fault_key_revoked_before() { alice_has "$1" ', revoked: 2026-11-01'; }
fault_key_revoked_after() { alice_has "$1" ', revoked: 2026-11-30'; }
fault_key_not_listed() { team; }
fault_key_of_bob() {
	local key

	key=$(cut -d ' ' -f 1,2 "$BATS_FILE_TMPDIR/typed/$1.pub")
	team
	sed -i "/^  bob:/,\$s|^    ssh-keys:.*|    ssh-keys: [\"$key\"]|" .handoff/people.yaml
}
fault_person() { edit 's/^    by: alice/    by: bob/'; }
fault_role() {
	edit 's/^  - role: research-lead/  - role: operations-lead/'
	sed -i '/^  alice:/,/^  bob:/s/roles: .*/roles: [research-lead, operations-lead]/' .handoff/people.yaml
}
fault_time() { edit 's/^    at: 2026-11-24T09/    at: 2026-11-24T08/'; }
fault_decision() { edit 's/^    decision: approve-with-conditions/    decision: approve/'; }
fault_note() { edit 's/with the canary/without it/'; }
fault_note_removed() { edit '/^    note:/d; s/decision: approve-with-conditions/decision: approve/'; }
fault_document() { edit 's/^id: ranker/id: other/'; }
fault_repository() { sed -i 's|^repository:.*|repository: example.com/other|' .handoff/config.yaml; }
fault_no_repository() { sed -i '/^repository:/d' .handoff/config.yaml; }
fault_digest() { edit 's/^    digest: h1:..../    digest: h1:0000/'; }
fault_content() { edit 's/Monday/Friday/'; }
fault_upstream() { edit 's/^    digest: .*/&\n    upstream:\n      report: sha256:0000000000000000000000000000000000000000000000000000000000000000/'; }
fault_byte() {
	local line

	line=$(grep -n 'BEGIN SSH' "$D" | cut -d : -f 1)
	edit "$((line + 2))s/\\(..........\\)./\\1A/"
	git diff --quiet && edit "$((line + 2))s/\\(..........\\)./\\1B/"
	return 0
}
fault_cut() { edit '/END SSH/d'; }
fault_trailing() { edit 's/^      -----END SSH SIGNATURE-----/&\n      more/'; }
fault_empty() { edit '/BEGIN SSH/,/END SSH/{/BEGIN\|END/!d}'; }
fault_namespace() { resign "$1" file; }
fault_other_text() { resign "$1" handoff-signoff-v1 'something else'; }
fault_role_gone() { sed -i '/^  alice:/,/^  bob:/s/roles: .*/roles: [developer]/' .handoff/people.yaml; }
fault_person_gone() { sed -i '/^  alice:/,/^  bob:/{/^  bob:/!d}' .handoff/people.yaml; }

# Another signature in the place of the one that is there.
resign() { # TYPE NAMESPACE [TEXT]
	printf '%s\n' "${3-text}" >../text
	ssh-keygen -q -Y sign -f "$BATS_FILE_TMPDIR/typed/$1" -n "$2" ../text
	sed 's/^/      /' ../text.sig >../indented
	sed -i '/BEGIN SSH/,/END SSH/d' "$D"
	sed -i '/signature: |/r ../indented' "$D"
	rm ../text.sig
}

# Fault, and the state of the entry.
MATRIX='
none valid
key_expired_before forged
key_expired_after valid
key_not_valid_yet forged
key_revoked_before forged
key_revoked_after forged
key_not_listed forged
key_of_bob forged
person forged
role forged
time forged
decision forged
note forged
note_removed forged
document forged
repository forged
no_repository unverifiable
digest forged
content stale
upstream forged
byte forged
cut forged
trailing forged
empty forged
namespace forged
other_text forged
role_gone unauthorized
person_gone unauthorized
'

check_column() { # TYPE
	local fault states state bad=

	make_all_keys
	while read -r fault states; do
		[ -n "$fault" ] || continue
		rm -rf "$REPO"
		mkdir "$REPO"
		cd "$REPO" || return
		git init -q
		local_setup
		alice_has "$1"
		settings 'trust: content-signed\n'
		commit_as alice 'A key'
		sign_as alice research-lead --ssh-key "$BATS_FILE_TMPDIR/typed/$1" \
			--decision approve-with-conditions --note 'with the canary'
		"fault_$fault" "$1"
		git diff --quiet || commit_as bob "$fault"
		handoff_ok status --format json
		state=$(jq -r '.documents[].signoffs[].state' "$OUT")
		[[ " $states " == *" $state "* ]] || bad="$bad
$1, $fault: $state, not $states"
	done <<<"$MATRIX"
	[ -z "$bad" ] || fail "$bad"
}

@test "signatures by ed25519 keys" {
	check_column ed25519
}

@test "signatures by ecdsa keys" {
	check_column ecdsa
}

@test "signatures by rsa keys" {
	check_column rsa
}
