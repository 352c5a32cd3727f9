#!/usr/bin/env bats
# handoff check --base REV [--head REV]: what a branch does, by the policy of what it is to go into

# shellcheck disable=SC2016  # backticks, $ and \ in single quotes are meant
load cli_helper
load signoff_helper

bad_note() { # PATH TITLE
	good_note "$1" "$2"
	sed -i 's/^status: .*/&\nextra: field/' "$1"
}

good_note() { # PATH TITLE
	note "$1" "$2"
	sed -i 's/^status: done/status: review/' "$1"
	printf '\n## Actions\n\nNone.\n' >>"$1"
}

# A branch off main; what is done next is its own.
branch() {
	git checkout -q -b topic
}

commit() { # MESSAGE
	git add -A
	git commit -q -m "$1"
}

check_branch() { # OPTION...
	handoff_run check --base main "$@"
}

BAD='handoff/note/bad.md:6:1: error: '
POLICY_NOTE='handoff: the policy is that of refs/heads/main ('

# ---- What is looked at -----------------------------------------------------------------------------

@test "only documents that the branch changes are checked" {
	bad_note handoff/note/old.md Old
	commit Old
	branch
	good_note handoff/note/new.md New
	commit New
	check_branch
	assert_status 0
	assert_output ''
	assert_in_errors "$POLICY_NOTE"
	bad_note handoff/note/bad.md Bad
	commit Bad
	check_branch
	assert_status 1
	assert_equal "$(wc -l <"$OUT")" 1
	assert_in_output "$BAD"
}

@test "a changed document is checked as a whole" {
	bad_note handoff/note/bad.md Bad
	commit Old
	branch
	echo 'More.' >>handoff/note/bad.md
	commit More
	check_branch
	assert_status 1
	assert_in_output "$BAD"
}

@test "what the base did meanwhile is not the branch's" {
	branch
	good_note handoff/note/new.md New
	commit New
	git checkout -q main
	bad_note handoff/note/bad.md Bad
	commit Bad
	handoff_run check --base main --head topic
	assert_status 0
	assert_output ''
}

@test "the head is HEAD unless it is named, and what is not committed does not count" {
	branch
	bad_note handoff/note/bad.md Bad
	commit Bad
	rm handoff/note/bad.md
	check_branch
	assert_status 1
	git checkout -q -f main
	check_branch
	assert_status 0
	check_branch --head topic
	assert_status 1
	check_branch --head refs/heads/topic
	assert_status 1
}

@test "a branch that has been merged already does nothing" {
	branch
	bad_note handoff/note/bad.md Bad
	commit Bad
	git checkout -q main
	git merge -q --no-ff --no-edit topic
	check_branch --head topic
	assert_status 0
	assert_output ''
}

@test "a merge commit of branch and base, as code hosts make it, is looked at like the branch" {
	branch
	bad_note handoff/note/bad.md Bad
	commit Bad
	git checkout -q main
	bad_note handoff/note/base.md Base
	commit Base
	git checkout -q --detach main
	git merge -q --no-ff --no-edit topic
	check_branch
	assert_status 1
	assert_equal "$(wc -l <"$OUT")" 1
	assert_in_output "$BAD"
}

@test "PATH leaves out documents elsewhere" {
	branch
	bad_note handoff/note/bad.md Bad
	bad_note handoff/note/deep/worse.md Worse
	commit Bad
	check_branch handoff/note/deep
	assert_status 1
	assert_equal "$(wc -l <"$OUT")" 1
	assert_in_output worse.md
}

@test "reports that list documents list those that the branch changes" {
	good_note handoff/note/old.md Old
	commit Old
	branch
	good_note handoff/note/new.md New
	commit New
	check_branch --format junit
	assert_status 0
	assert_equal "$(grep -c '<testcase ' "$OUT")" 1
	assert_in_output handoff/note/new.md
}

@test "a bare repository will do" {
	branch
	bad_note handoff/note/bad.md Bad
	commit Bad
	git clone -q --bare . ../bare.git
	cd ../bare.git
	check_branch --head topic
	assert_status 1
	assert_in_output "$BAD"
	check_branch --head topic handoff/note/ranker.md
	assert_status 0
}

@test "a branch with nothing in common is new as a whole" {
	git checkout -q --orphan other
	git rm -q -r -f --cached . >/dev/null
	bad_note handoff/note/bad.md Bad
	commit Bad
	check_branch
	assert_status 1
	assert_in_output "$BAD"
}

# ---- Where it began --------------------------------------------------------------------------------

@test "commit times do not decide where a branch began" {
	local i

	good_note handoff/note/good.md Good
	commit Good
	sed -i 's/It is said/It was mended/' handoff/note/good.md
	commit Mended
	branch
	# The branch puts back what was there before, and claims to be older than everything.
	for i in 1 2 3; do
		echo "$i" >file
		git add -A
		GIT_COMMITTER_DATE="2001-01-0$i 00:00:00" git commit -q --date 2001-01-01T00:00:00 -m "$i"
	done
	sed -i 's/It was mended/It is said/; s/^status: review/&\nextra: field/' handoff/note/good.md
	git add -A
	GIT_COMMITTER_DATE='2001-01-05 00:00:00' git commit -q --date 2001-01-01T00:00:00 -m Back
	check_branch
	assert_status 1
	assert_in_output 'handoff/note/good.md:6:1: error: '
	handoff_run check --base main --format json
	assert_equal "$(git merge-base main topic)" "$(git rev-parse main)"
}

@test "of criss-cross merges what differs from every place of beginning is the branch's" {
	good_note handoff/note/a.md A
	commit A
	branch
	good_note handoff/note/b.md B
	commit B
	git checkout -q main
	bad_note handoff/note/c.md C
	commit C
	git branch main-before
	git merge -q --no-edit topic
	git checkout -q topic
	git merge -q --no-edit main-before
	assert_equal "$(git merge-base --all main topic | wc -l)" 2
	bad_note handoff/note/bad.md Bad
	commit Bad
	check_branch
	assert_status 1
	assert_equal "$(wc -l <"$OUT")" 1
	assert_in_output "$BAD"
}

@test "in a shallow clone that does not reach the beginning the check says so, and what to do" {
	branch
	good_note handoff/note/new.md New
	commit New
	git checkout -q main
	echo one >file
	commit One
	git clone -q --depth 1 --no-single-branch "file://$PWD" ../shallow
	cd ../shallow
	handoff_run check --base origin/main --head origin/topic
	assert_refused 'does not reach the commit at which the branch began: `git fetch --unshallow`'
	git fetch -q --unshallow
	handoff_run check --base origin/main --head origin/topic
	assert_status 0
}

@test "a shallow clone that reaches the beginning will do" {
	local i

	for i in 1 2 3 4; do
		echo "$i" >file
		commit "$i"
	done
	branch
	bad_note handoff/note/bad.md Bad
	commit Bad
	git checkout -q main
	echo 5 >file
	commit 5
	git clone -q --depth 3 --no-single-branch "file://$PWD" ../shallow
	cd ../shallow
	handoff_run check --base origin/main --head origin/topic
	assert_status 1
	assert_in_output "$BAD"
}

@test "a base or head that is not there, or means two things, is trouble" {
	handoff_run check --base origin/main
	assert_refused 'origin/main'
	handoff_run check --base main --head nothing
	assert_refused 'nothing'
	handoff_run check --head main
	assert_refused '--head goes with --base; --rev names one commit'
	handoff_run check --base main --rev main
	assert_refused 'one of --staged, --rev and --base, not two'
	handoff_run check --base main --fix
	assert_refused '--fix mends the working tree'
	git tag main HEAD
	handoff_run check --base main
	assert_refused 'refs/heads/main'
}

# ---- What it breaks elsewhere ----------------------------------------------------------------------

@test "a document whose link's target the branch renames is reported, and nothing else of it" {
	good_note handoff/note/target.md Target
	bad_note handoff/note/linking.md Linking
	echo '[Target](target.md), [gone](gone.md)' >>handoff/note/linking.md
	commit Notes
	branch
	git mv handoff/note/target.md handoff/note/aim.md
	commit Rename
	check_branch
	assert_status 1
	assert_output 'handoff/note/linking.md:17:10: error: no such file: "target.md" (handoff/note/target.md) [link/broken]'
}

@test "a heading that the branch renames breaks links to it elsewhere" {
	good_note handoff/note/target.md Target
	good_note handoff/note/linking.md Linking
	echo '[Target](target.md#more)' >>handoff/note/linking.md
	printf '\n### More\n\nText.\n' >>handoff/note/target.md
	commit Notes
	branch
	sed -i 's/^### More/### Less/' handoff/note/target.md
	commit Heading
	check_branch
	assert_status 1
	assert_equal "$(wc -l <"$OUT")" 1
	assert_in_output 'handoff/note/linking.md:16:'
	assert_in_output '[link/fragment]'
}

@test "an id that the branch takes a second time is reported at both places" {
	good_note handoff/note/one.md One
	commit One
	branch
	good_note handoff/note/two.md Two
	sed -i 's/^id: two/id: one/' handoff/note/two.md
	commit Two
	check_branch
	assert_status 1
	assert_in_output 'handoff/note/one.md:'
	assert_in_output 'handoff/note/two.md:'
}

@test "a term that the branch removes from a table is missed where it is used" {
	mkdir -p .handoff/templates
	cat >.handoff/templates/terms.md <<'END'
---
kind: terms
contract:
  directory: handoff/terms
  fields: {title: {type: string, required: true}}
  lifecycle: {initial: draft, draft: [done], done: []}
  sections: {Terms: {table: {columns: {Term: text}}}}
---
# {{title}}
## Terms
| Term |
|---|
END
	cat >.handoff/templates/use.md <<'END'
---
kind: use
contract:
  directory: handoff/use
  fields:
    title: {type: string, required: true}
    term: {type: string, required: true}
  lifecycle: {initial: draft, draft: [done], done: []}
  rules:
    - {id: known-term, require: {term: {found-in: {kind: terms, section: Terms, column: Term}}}, because: "no list has this term"}
---
# {{title}}
## Text
END
	mkdir -p handoff/terms handoff/use
	printf -- '---\nkind: terms\nid: t\ntitle: T\nstatus: done\n---\n# T\n\n## Terms\n\n| Term |\n|---|\n| recall |\n| precision |\n' \
		>handoff/terms/t.md
	printf -- '---\nkind: use\nid: u\ntitle: U\nterm: recall\nstatus: done\n---\n# U\n\n## Text\n\nText.\n' \
		>handoff/use/u.md
	commit Terms
	branch
	sed -i '/^| recall/d' handoff/terms/t.md
	commit 'Fewer terms'
	check_branch
	assert_status 1
	assert_equal "$(wc -l <"$OUT")" 1
	assert_in_output 'handoff/use/u.md:5:7: error: no list has this term'
}

@test "a changed upstream of a signed document is reported with whose sign-off it is" {
	sed -i 's/^title: .*/&\nreport: [report.md]/' "$D"
	echo 'All is well.' >handoff/note/report.md
	settings 'ignore: ["handoff/note/report.md"]\n'
	commit_as alice Report
	sign_as bob operations-lead
	be alice
	branch
	echo 'Not all is well.' >handoff/note/report.md
	commit Report
	check_branch
	assert_status 0
	assert_in_output "$D:8:5: warning: the sign-off of bob as operations-lead is stale: what \`report\` links to changed since [signoff/upstream-stale]"
}

@test "an exception of an untouched document goes on to hold" {
	good_note handoff/note/target.md Target
	good_note handoff/note/linking.md Linking
	printf '\n<!-- handoff: allow link/broken because it is on its way -->\n[Target](target.md)\n' \
		>>handoff/note/linking.md
	commit Notes
	branch
	git rm -q handoff/note/target.md
	commit Remove
	check_branch
	assert_status 0
	assert_output ''
}

# ---- The branch's own policy gains nothing ---------------------------------------------------------

# The branch's change of the policy is an error, and what it wanted to let pass still is one.
assert_gains_nothing() { # FILE RULE
	check_branch
	assert_status 1
	assert_in_output "$1:1:1: error: "
	assert_in_output '[policy/changed]'
	assert_in_output "[$2]"
}

@test "a branch that adds itself to the roster gains nothing" {
	branch
	cat >>.handoff/people.yaml <<'END'
  mallory:
    name: Mallory
    emails: [mallory@example.com]
    roles: [operations-lead]
END
	commit_as mallory Roster
	be mallory
	handoff_ok sign "$D" --as operations-lead
	commit_as mallory Sign
	assert_gains_nothing .handoff/people.yaml signoff/unauthorized
	assert_in_errors 'under the policy that stands here there would be 0 errors'
}

@test "a branch that gives itself another's address or key gains nothing" {
	branch
	sed -i 's/bob@example.com/mallory@example.com/' .handoff/people.yaml
	commit_as mallory Roster
	be mallory
	handoff_ok sign "$D" --as operations-lead
	commit_as mallory Sign
	assert_gains_nothing .handoff/people.yaml signoff/not-own
}

@test "a branch that loosens a template gains nothing" {
	branch
	bad_note handoff/note/bad.md Bad
	sed -i 's/^    title:.*/&\n    extra: {type: string}/' .handoff/templates/note.md
	commit Template
	assert_gains_nothing .handoff/templates/note.md front/unknown-field
}

@test "a branch that takes the sign-offs out of a template gains nothing" {
	branch
	sed -i 's/^status: review/status: final/' "$D"
	sed -i '/^  signoffs:/,/^---/{/^---/!d}' .handoff/templates/note.md
	commit Template
	assert_gains_nothing .handoff/templates/note.md signoff/missing
}

@test "a branch that makes a template of its own for the kind gains nothing" {
	branch
	git mv .handoff/templates/note.md .handoff/templates/other.md
	sed -i 's/^kind: note/kind: other/' .handoff/templates/other.md
	bad_note handoff/note/bad.md Bad
	commit Template
	check_branch
	assert_status 1
	assert_in_output '.handoff/templates/note.md:1:1: error: was removed'
	assert_in_output '.handoff/templates/other.md:1:1: error: is new'
	assert_in_output "$BAD"
}

@test "a branch that lowers severities gains nothing" {
	branch
	settings 'severity: {front: off, signoff: off, policy: off}\n'
	bad_note handoff/note/bad.md Bad
	commit Settings
	assert_gains_nothing .handoff/config.yaml front/unknown-field
}

@test "a branch that moves documents out of sight gains nothing" {
	branch
	settings 'documents: ["nothing/**"]\n'
	bad_note handoff/note/bad.md Bad
	commit Settings
	assert_gains_nothing .handoff/config.yaml front/unknown-field
	settings 'ignore: ["handoff/**"]\n'
	commit Ignore
	assert_gains_nothing .handoff/config.yaml front/unknown-field
}

@test "a branch that raises limits gains nothing" {
	settings 'limits: {document-kib: 1}\n'
	commit Limits
	branch
	settings 'limits: {document-kib: 1000}\n'
	good_note handoff/note/large.md Large
	head -c 3000 /dev/zero | tr '\0' 'x' | fold -w 60 >>handoff/note/large.md
	commit Large
	assert_gains_nothing .handoff/config.yaml text/limit
}

@test "a branch that lowers the trust that is asked for gains nothing" {
	settings 'trust: content-signed\n'
	commit Settings
	branch
	settings 'trust: claimed\n'
	commit Settings
	be alice
	handoff_ok sign "$D" --as research-lead
	commit_as alice Sign
	assert_gains_nothing .handoff/config.yaml signoff/unverified
}

@test "a branch with a .mailmap, replacements or grafts gains nothing" {
	branch
	be bob
	handoff_ok sign "$D" --as operations-lead
	commit_as mallory Sign
	echo 'Bob <bob@example.com> <mallory@example.com>' >.mailmap
	commit Mailmap
	check_branch
	assert_status 1
	assert_in_output '[signoff/not-own]'
}

@test "a policy that the branch breaks does not stop the check by the base's" {
	branch
	echo 'version: [' >.handoff/config.yaml
	bad_note handoff/note/bad.md Bad
	commit Broken
	assert_gains_nothing .handoff/config.yaml front/unknown-field
	assert_in_errors 'the policy that stands here could not be used'
}

@test "a base whose policy cannot be used is trouble, whatever the branch has" {
	echo 'version: 2' >.handoff/config.yaml
	commit Broken
	branch
	settings ''
	commit Mended
	check_branch
	assert_status 2
	assert_in_errors 'version "2" is not known'
}

@test "--policy with --base takes the policy from where it says" {
	branch
	sed -i 's/^    title:.*/&\n    extra: {type: string}/' .handoff/templates/note.md
	bad_note handoff/note/bad.md Bad
	commit Template
	check_branch --policy topic
	assert_status 0
	assert_output ''
}

# ---- Sign-offs -------------------------------------------------------------------------------------

@test "an entry that the branch brings is new to the base: its date must be about now" {
	branch
	be alice
	SOURCE_DATE_EPOCH=1780000000 handoff_ok sign "$D" --as research-lead
	GIT_AUTHOR_DATE='2026-05-28 20:26:40' GIT_COMMITTER_DATE='2026-05-28 20:26:40' commit_as alice Sign
	check_branch
	assert_status 1
	assert_in_output 'it is new here and dated more than 30 days back'
}

@test "a forged sign-off in a branch is an error although its document is a draft" {
	branch
	be bob
	handoff_ok sign "$D" --as operations-lead
	commit_as mallory Forged
	check_branch --select signoff/not-own,signoff/tampered
	assert_status 1
	assert_equal "$(wc -l <"$OUT")" 1
	assert_in_output '[signoff/not-own]'
}

@test "a sign-off that is removed by the branch makes what rests on it fall" {
	sign_as alice research-lead
	sign_as bob operations-lead
	be alice
	sed -i 's/^status: review/status: final/' "$D"
	commit_as alice Final
	branch
	sed -i '/^  - role: operations-lead/,/^    digest:/d' "$D"
	commit_as mallory Remove
	check_branch
	assert_status 1
	assert_in_output 'final takes a sign-off as operations-lead'
}
