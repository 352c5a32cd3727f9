# What the tests of sign-offs share: a kind that takes two, Alice and Bob with a key each, one document.

local_setup() {
	mkdir -p .handoff/templates handoff/note keys
	cp "$BATS_FILE_TMPDIR"/keys/* keys/ 2>/dev/null || make_keys
	echo keys >.git/info/exclude
	settings ''
	team
	note_of_two
	document >"$D"
	commit_as alice Start
}

D=handoff/note/ranker.md

make_keys() {
	local person

	mkdir -p "$BATS_FILE_TMPDIR/keys"
	for person in alice bob; do
		ssh-keygen -q -t ed25519 -N '' -C "$person" -f "keys/$person"
	done
	cp keys/* "$BATS_FILE_TMPDIR/keys/"
}

settings() { # LINES
	printf 'version: 1\nrepository: example.com/feed\n%b' "$1" >.handoff/config.yaml
}

public_key() { # PERSON
	cut -d ' ' -f 1,2 "keys/$1.pub"
}

team() {
	cat >.handoff/people.yaml <<END
people:
  alice:
    name: Alice Ng
    emails: [alice@example.com]
    roles: [research-lead]
    ssh-keys: ["$(public_key alice)"]
  bob:
    name: Bob Ray
    emails: [bob@example.com]
    roles: [operations-lead]
    ssh-keys: ["$(public_key bob)"]
END
}

# The rest of a sign-off's terms for the operations lead may be given.
note_of_two() { # [TERMS]
	cat >.handoff/templates/note.md <<END
---
kind: note
contract:
  directory: handoff/note
  fields:
    title: {type: string, required: true}
    decided: {type: date, covered: false}
    report: {type: list, of: file, upstream: true}
  lifecycle: {initial: draft, draft: [review], review: [draft, final], final: [review]}
  signoffs:
    - {role: research-lead, before: [final], covers: all}
    - {role: operations-lead, before: [final], covers: {all-but: [Actions]}${1-}}
---
# {{title}}
## Text
## Actions
END
}

document() { # [FIELD LINE...]
	printf -- '---\nkind: note\nid: ranker\ntitle: Feed ranker\nstatus: review\n'
	[ $# -eq 0 ] || printf '%s\n' "$@"
	printf -- '---\n# Feed ranker\n\n## Text\n\nIt is *handed* over on Monday.\n\n'
	printf -- '- one\n- two\n\n## Actions\n\nNone yet.\n'
}

be() { # PERSON: whom git is configured with
	git config user.name "$1"
	git config user.email "$1@example.com"
}

commit_as() { # PERSON MESSAGE
	git add -A
	git -c "user.name=$1" -c "user.email=$1@example.com" commit -q -m "$2"
}

# Signs and commits, as the person of that role.
sign_as() { # PERSON ROLE [OPTION...]
	local person=$1 role=$2

	shift 2
	be "$person"
	handoff_ok sign "$D" --as "$role" "$@"
	commit_as "$person" "$person signs"
}

# The state of a role, and with LEVEL what it reached.
state_of() { # ROLE [FIELD] [OPTION...]
	local role=$1 field=${2-state}

	shift
	[ $# -eq 0 ] || shift
	handoff_ok status --format json "$@"
	jq -r --arg role "$role" --arg field "$field" \
		'.documents[] | select(.id == "ranker") | if $field == "state" then
			(.requirements[] | select(.role == $role) | .state)
		else (.signoffs[] | select(.role == $role) | .[$field]) end' "$OUT" | tail -n 1
}

assert_state() { # ROLE STATE
	assert_equal "$(state_of "$1")" "$2"
}
