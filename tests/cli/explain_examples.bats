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

# Rules on sign-offs and on what history says: of these the examples are committed.
on_history() { # RULE
	case $1 in
	signoff/* | lifecycle/transition | lifecycle/premature | lifecycle/edited-after | policy/changed) ;;
	*) return 1 ;;
	esac
}

commit_as() { # PERSON
	git add -A
	git -c "user.name=$1" -c "user.email=$1@example.com" commit -q -m "By $1"
}

check_examples() { # FAMILY
	local rules rule

	mapfile -t rules < <(sed -n "s/^## \($1\/.*\)/\1/p" "$RULES/$1.md")
	for rule in "${rules[@]}"; do
		! on_history "$rule" || continue
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

breaks() { # RULE
	rules_found | grep -qx "$1" || fail "$1: the bad example does not break it"
}

keeps() { # RULE
	refute grep -E '\[(signoff|lifecycle|policy)/' "$OUT" "$ERR" || fail "$1: the good example"
}

# The bad example on the good one, by somebody.
then_bad() { # RULE PERSON
	part_files "${1%%/*}" "$1" Bad | shape
	commit_as "$2"
}

# Both examples with the same message, which only the good one bears out.
check_trailer_example() {
	local part digest

	digest=$(sed -n '/^## signoff\/trailer/,/^## signoff\/pending/s/.*digest: //p' "$RULES/signoff.md")
	printf 'Sign off\n\nHandoff-Signoff: ranker research-lead alice approve %s\n' "$digest" \
		>"$BATS_TEST_TMPDIR/message"
	for part in Bad Good; do
		example signoff signoff/trailer "$part"
		git add -A
		handoff_run check --staged --strict --message "$BATS_TEST_TMPDIR/message"
		[ "$part" = Good ] || breaks signoff/trailer
	done
	refute grep -F '[signoff/trailer]' "$OUT" "$ERR"
}

check_signed_example() { # RULE
	local family=${1%%/*}

	if [ "$1" = signoff/trailer ]; then
		check_trailer_example
		return
	fi
	case $1 in
	signoff/tampered | lifecycle/transition | policy/changed)
		example "$family" "$1" Good
		commit_as alice
		;;
	*)
		example "$family" "$1" Bad
		[ "$1" = signoff/pending ] || commit_as alice
		;;
	esac
	case $1 in
	signoff/tampered) then_bad "$1" bob ;;
	lifecycle/transition | policy/changed) then_bad "$1" alice ;;
	signoff/unknown)
		git clone -q --depth 1 "file://$PWD" ../shallow
		cd ../shallow || return
		;;
	esac
	if [ "$1" = policy/changed ]; then
		handoff_run check --strict --policy HEAD~1
	else
		handoff_run check --strict
	fi
	breaks "$1"
	rm -rf ../shallow
	example "$family" "$1" Good
	commit_as alice
	handoff_run check --strict
	keeps "$1"
}

@test "the examples of signoff/ are true" {
	local rule

	check_examples signoff
	# The last commit of a shallow clone is not the one that brought the entry in.
	for rule in $(sed -n 's/^## //p' "$RULES"/*.md); do
		! on_history "$rule" || check_signed_example "$rule"
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

@test "the examples of unit/ are true" {
	check_examples unit
}

@test "the examples of brief/ are true" {
	check_examples brief
}

@test "the examples of link/ are true" {
	check_examples link
}

@test "the examples of people/ are true" {
	check_examples people
}

@test "the examples of action/ are true" {
	check_examples action
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

@test "the examples of glossary/ are true" {
	check_examples glossary
}

@test "every family's examples are looked at" {
	local family

	for family in "$RULES"/*.md; do
		family=$(basename "$family" .md)
		grep -qx "	check_examples $family" "$BATS_TEST_FILENAME" || fail "not $family"
	done
}
