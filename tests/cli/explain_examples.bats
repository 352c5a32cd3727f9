#!/usr/bin/env bats
# The examples of `handoff explain` are true: the bad one breaks its rule and no other, the good one none.

load cli_helper

RULES=$PROJECT/lib/check/rules

# The team of the examples, where they bring no other.
team() {
	mkdir -p .handoff
	printf 'version: 1\n' >.handoff/config.yaml
	cat >.handoff/people.yaml <<'END'
people:
  alice: {name: Alice Ng, emails: [alice@example.com], roles: [research-lead]}
  bob: {name: Bob Ray, emails: [bob@example.com], roles: [operations-lead]}
END
}

# Writes the files of a part of a rule's text, and says for each: FORM PATH. Without a rule: what the
# family gives to all of its rules.
part_files() { # FAMILY RULE PART
	awk -v rule="$2" -v part="$3" '
		fence {
			if ($0 == fence) {
				fence = ""
				if (path) close(path)
				path = ""
			} else if (path) {
				print > path
			}
			next
		}
		/^```/ {
			fence = $0
			sub(/[^`].*/, "", fence)
			if (at_rule == rule && at_part == part && NF > 1) {
				path = $2
				directory = path
				sub(/[^\/]*$/, "", directory)
				system("mkdir -p ./" directory)
				form = $1
				sub(/^`+/, "", form)
				print form, path
				printf "" > path
			}
			next
		}
		/^## / { at_rule = $2; at_part = "" }
		/^### / { at_part = substr($0, 5) }
	' "$RULES/$1.md"
}

# What the form of a file asks for is done to it.
shape() {
	local form path target

	while read -r form path; do
		case $form in
		markdown | yaml | text) ;;
		bytes)
			target=$(cat "$path")
			printf '%b\n' "$target" >"$path"
			;;
		link)
			target=$(cat "$path")
			ln -sf "$target" "$path"
			;;
		*) fail "$path: a form \"$form\"" ;;
		esac
	done
}

# The repository of an example, in a directory of its own.
example() { # FAMILY RULE PART
	local given

	rm -rf "$REPO"
	mkdir "$REPO"
	cd "$REPO" || return
	git init -q
	team
	given=$(part_files "$1" "$2" Given)
	[ -n "$given" ] || given=$(part_files "$1" '' '')
	part_files "$1" "$2" "$3" >"$BATS_TEST_TMPDIR/files"
	{ [ -z "$given" ] || echo "$given"; cat "$BATS_TEST_TMPDIR/files"; } | shape
	[ -s "$BATS_TEST_TMPDIR/files" ] || fail "$2 has no example under $3"
}

# Every finding of a run names its rule at its end.
rules_found() {
	cat "$OUT" "$ERR" | sed -n 's/.*: .* \[\([a-z]*\/[a-z-]*\)\]$/\1/p' | sort -u
}

check_examples() { # FAMILY
	local rules rule

	mapfile -t rules < <(sed -n "s/^## \($1\/.*\)/\1/p" "$RULES/$1.md")
	for rule in "${rules[@]}"; do
		example "$1" "$rule" Bad
		handoff_run check --strict
		assert_equal "$(rules_found)" "$rule"
		[ "$status" -eq 1 ] || [ "$status" -eq 2 ] || fail "$rule: the bad example passes"
		example "$1" "$rule" Good
		handoff_run check --strict
		[ "$status" -eq 0 ] || fail "$rule: the good example does not pass"
		[ ! -s "$OUT" ] || fail "$rule: the good example has findings"
	done
}

@test "the examples of front/ are true" {
	check_examples front
}

@test "the examples of lifecycle/ are true" {
	check_examples lifecycle
}

@test "the examples of section/ are true" {
	check_examples section
}

@test "the examples of table/ are true" {
	check_examples table
}

@test "the examples of link/ are true" {
	check_examples link
}

@test "the examples of people/ are true" {
	check_examples people
}

@test "the examples of text/ are true" {
	check_examples text
}

@test "the examples of exception/ are true" {
	check_examples exception
}

@test "the examples of policy/ are true" {
	check_examples policy
}

@test "the examples of template/ are true" {
	check_examples template
}

@test "every family's examples are looked at" {
	local family

	for family in "$RULES"/*.md; do
		family=$(basename "$family" .md)
		grep -qx "	check_examples $family" "$BATS_TEST_FILENAME" || fail "not $family"
	done
}
