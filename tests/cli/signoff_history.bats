#!/usr/bin/env bats
# Where sign-offs stand after what git does to history: each way that history can go, against each
# level of trust.

load cli_helper
load signoff_helper

LEVELS='claimed attributed commit-signed content-signed'

# Alice signs on a branch so that this level of evidence is there, and config.yaml asks for it.
signed_branch() { # LEVEL
	settings "trust: $1\n"
	commit_as alice 'What is asked for'
	git checkout -q -b topic
	be alice
	if [ "$1" = content-signed ]; then
		handoff_ok sign "$D" --as research-lead --ssh-key keys/alice
	else
		handoff_ok sign "$D" --as research-lead --decision reject --note no 2>/dev/null || :
		git checkout -q "$D"
		# Less than the key that would be at hand.
		sed -i 's/^trust:.*/trust: claimed/' .handoff/config.yaml
		handoff_ok sign "$D" --as research-lead
		git checkout -q .handoff
	fi
	if [ "$1" = commit-signed ]; then
		git -c gpg.format=ssh -c user.signingKey="$PWD/keys/alice" commit -q -S -am signed
	else
		git commit -q -am signed
	fi
	git rev-parse HEAD >../signed
}

# Something on main meanwhile, so that merging is a merge.
main_moves() {
	git checkout -q main
	echo more >more.txt
	commit_as bob 'Something else'
}

# ---- What happens to history: each leaves HEAD where it is looked at ---------------------------------

way_nothing() { :; }
way_fast_forward() {
	git checkout -q main
	git merge -q --ff-only topic
}
way_merge() {
	main_moves
	be bob
	git merge -q --no-edit topic
}
way_merge_twice() {
	way_merge
	git checkout -q -b other HEAD~1
	git merge -q --no-edit topic
	git checkout -q main
	git merge -q --no-edit other
}
way_octopus() {
	main_moves
	git checkout -q -b third main
	echo third >third.txt
	commit_as bob third
	git checkout -q main
	echo fourth >fourth.txt
	commit_as bob fourth
	be bob
	git merge -q --no-edit topic third
}
way_squash_by_other() {
	main_moves
	git merge -q --squash topic
	be bob
	git commit -q -m squashed
}
way_squash_by_signer() {
	main_moves
	git merge -q --squash topic
	be alice
	git commit -q -m squashed
}
way_rebase_by_other() {
	main_moves
	git checkout -q topic
	be bob
	git rebase -q main
}
way_cherry_pick_by_other() {
	main_moves
	be bob
	git cherry-pick "$(cat ../signed)" >../picked
}
way_amend_by_other() {
	be bob
	git commit -q --amend --reset-author --no-edit
}
way_revert() {
	be bob
	git revert --no-edit HEAD >../reverted
}
way_revert_revert_by_other() {
	way_revert
	git revert --no-edit HEAD >../reverted
}
way_revert_revert_by_signer() {
	way_revert
	be alice
	git revert --no-edit HEAD >../reverted
}
way_rename_by_other() {
	git mv "$D" handoff/note/feed.md
	commit_as bob renamed
}
way_rename_directory_by_other() {
	mkdir handoff/elsewhere
	git mv "$D" handoff/elsewhere/ranker.md
	commit_as bob renamed
	git mv handoff/elsewhere handoff/again
	commit_as bob again
}
way_rename_and_back() {
	git mv "$D" handoff/note/feed.md
	commit_as bob renamed
	git mv handoff/note/feed.md "$D"
	commit_as bob back
}
way_rename_beside_another() {
	git mv "$D" handoff/note/feed.md
	sed 's/^id: .*/id: new/; /^signoffs:/,/^---/{/^---/!d}' handoff/note/feed.md >"$D"
	commit_as bob 'another one in its place'
}
way_evil_merge_by_other() {
	git checkout -q main
	main_moves
	be bob
	git merge -q --no-commit --no-ff "$(git rev-parse topic~0)" >/dev/null
	git commit -q -m merged
	git checkout -q -b evil HEAD~1
	git checkout -q topic -- "$D"
	commit_as bob 'Brought over'
}
way_merge_adds_it_by_other() {
	main_moves
	git checkout -q -b side main
	echo side >side.txt
	commit_as bob side
	git checkout -q main
	echo main >main.txt
	commit_as bob main
	be bob
	git merge -q --no-commit --no-ff side >/dev/null
	git checkout -q topic -- "$D"
	git commit -q -am 'Merged, with more'
}
way_merge_ours_drops_it() {
	main_moves
	be bob
	git merge -q --no-edit -s ours topic
}
way_deleted_and_restored_by_other() {
	cp "$D" ../kept
	git rm -q "$D"
	commit_as bob gone
	mkdir -p handoff/note
	cp ../kept "$D"
	commit_as bob restored
}
way_other_file() {
	echo code >code.c
	commit_as bob code
}
way_uncovered_section_by_other() {
	echo 'One more.' >>"$D"
	sed -i 's/^title:/decided: 2026-11-24\ntitle:/' "$D"
	git checkout -q "$D"
	sed -i 's/^title:/decided: 2026-11-24\ntitle:/' "$D"
	commit_as bob decided
}
way_status_by_other() {
	sed -i 's/^status: review/status: draft/' "$D"
	commit_as bob 'back to draft'
}
way_content_by_other() {
	sed -i 's/Monday/Friday/' "$D"
	commit_as bob changed
}
way_content_and_back() {
	way_content_by_other
	sed -i 's/Friday/Monday/' "$D"
	commit_as bob back
}
way_formatting_by_other() {
	sed -i 's/\*handed\*/_handed_/; s/^- /* /' "$D"
	commit_as bob formatted
}
way_formatting_and_rename() {
	way_formatting_by_other
	way_rename_by_other
}
way_merge_of_formatting() {
	main_moves
	git checkout -q topic
	way_formatting_by_other
	git checkout -q main
	be bob
	git merge -q --no-edit topic
}
way_entry_edited_by_other() {
	sed -i 's/decision: approve/decision: approve-with-conditions\n    note: with what bob says/' "$D"
	commit_as bob edited
}
way_entry_moved_by_other() {
	git checkout -q "$D"
	sed -i 's/^  - role: research-lead/  # a remark\n  - role: research-lead/' "$D"
	commit_as bob remark
}
way_time_skew() {
	git checkout -q main
	echo skew >skew.txt
	git add -A
	GIT_AUTHOR_DATE=@1000000000 GIT_COMMITTER_DATE=@1000000000 git commit -q -m past
	be bob
	GIT_COMMITTER_DATE=@900000000 git merge -q --no-edit topic
}
way_shallow() {
	way_other_file
	git clone -q --depth 1 "file://$PWD" ../clone
	cd ../clone || return
}
way_shallow_deep_enough() {
	way_other_file
	git clone -q --depth 3 "file://$PWD" ../clone
	cd ../clone || return
}
way_partial() {
	way_other_file
	git config uploadpack.allowFilter true
	git clone -q --filter=blob:none "file://$PWD" ../clone
	cd ../clone || return
}
way_linked_worktree() {
	git worktree add -q ../linked HEAD --detach
	cd ../linked || return
}
way_detached() {
	git checkout -q --detach
}
way_replaced() {
	git replace "$(cat ../signed)" "$(cat ../signed)~1"
}
way_mailmap() {
	printf 'Bob Ray <bob@example.com> <alice@example.com>\n' >.mailmap
	commit_as bob mailmap
}
way_backdated() {
	git commit -q --amend --no-edit --date=@1000000000
}

# Way, and the state at each level, in the order of LEVELS.
MATRIX='
nothing                   valid valid valid valid
fast_forward              valid valid valid valid
merge                     valid valid valid valid
merge_twice               valid valid valid valid
octopus                   valid valid valid valid
squash_by_other           valid misattributed misattributed valid
squash_by_signer          valid valid unverified valid
rebase_by_other           valid valid unverified valid
cherry_pick_by_other      valid valid unverified valid
amend_by_other            valid misattributed misattributed valid
revert                    missing missing missing missing
revert_revert_by_other    valid misattributed misattributed valid
revert_revert_by_signer   valid valid unverified valid
rename_by_other           valid valid valid valid
rename_directory_by_other valid valid valid valid
rename_and_back           valid valid valid valid
rename_beside_another     valid valid valid valid
evil_merge_by_other       valid misattributed misattributed valid
merge_adds_it_by_other    valid misattributed misattributed valid
merge_ours_drops_it       missing missing missing missing
deleted_and_restored_by_other valid misattributed misattributed valid
other_file                valid valid valid valid
uncovered_section_by_other valid valid valid valid
status_by_other           valid valid valid valid
content_by_other          stale stale stale stale
content_and_back          valid valid valid valid
formatting_by_other       valid valid valid valid
formatting_and_rename     valid valid valid valid
merge_of_formatting       valid valid valid valid
entry_edited_by_other     valid misattributed misattributed forged
entry_moved_by_other      valid valid valid valid
time_skew                 valid valid valid valid
shallow                   valid unverifiable unverifiable valid
shallow_deep_enough       valid valid valid valid
partial                   valid unverifiable unverifiable valid
linked_worktree           valid valid valid valid
detached                  valid valid valid valid
replaced                  valid valid valid valid
mailmap                   valid valid valid valid
backdated                 valid valid unverified valid
'

check_row() { # WAY
	local level row expected actual bad=

	row=$(grep -E "^$1 " <<<"$MATRIX")
	for level in $LEVELS; do
		row=${row#* }
		row=$(sed 's/^ *//' <<<"$row")
		expected=${row%% *}
		rm -rf "$REPO" ../clone ../linked
		mkdir "$REPO"
		cd "$REPO" || return
		git init -q
		local_setup
		signed_branch "$level"
		"way_$1"
		# In the working tree, and in the commit.
		for options in '' '--rev HEAD'; do
			# shellcheck disable=SC2086
			actual=$(state_of research-lead state $options)
			[ "$actual" = "$expected" ] ||
				bad="$bad
$1, $level${options:+, $options}: $actual, not $expected"
		done
		cd "$REPO" || return
	done
	[ -z "$bad" ] || fail "$bad"
}

@test "history: nothing" {
	check_row nothing
}

@test "history: fast forward" {
	check_row fast_forward
}

@test "history: merge" {
	check_row merge
}

@test "history: merge twice" {
	check_row merge_twice
}

@test "history: octopus" {
	check_row octopus
}

@test "history: squash by other" {
	check_row squash_by_other
}

@test "history: squash by signer" {
	check_row squash_by_signer
}

@test "history: rebase by other" {
	check_row rebase_by_other
}

@test "history: cherry pick by other" {
	check_row cherry_pick_by_other
}

@test "history: amend by other" {
	check_row amend_by_other
}

@test "history: revert" {
	check_row revert
}

@test "history: revert revert by other" {
	check_row revert_revert_by_other
}

@test "history: revert revert by signer" {
	check_row revert_revert_by_signer
}

@test "history: rename by other" {
	check_row rename_by_other
}

@test "history: rename directory by other" {
	check_row rename_directory_by_other
}

@test "history: rename and back" {
	check_row rename_and_back
}

@test "history: rename beside another" {
	check_row rename_beside_another
}

@test "history: evil merge by other" {
	check_row evil_merge_by_other
}

@test "history: merge adds it by other" {
	check_row merge_adds_it_by_other
}

@test "history: merge ours drops it" {
	check_row merge_ours_drops_it
}

@test "history: deleted and restored by other" {
	check_row deleted_and_restored_by_other
}

@test "history: other file" {
	check_row other_file
}

@test "history: uncovered section by other" {
	check_row uncovered_section_by_other
}

@test "history: status by other" {
	check_row status_by_other
}

@test "history: content by other" {
	check_row content_by_other
}

@test "history: content and back" {
	check_row content_and_back
}

@test "history: formatting by other" {
	check_row formatting_by_other
}

@test "history: formatting and rename" {
	check_row formatting_and_rename
}

@test "history: merge of formatting" {
	check_row merge_of_formatting
}

@test "history: entry edited by other" {
	check_row entry_edited_by_other
}

@test "history: entry moved by other" {
	check_row entry_moved_by_other
}

@test "history: time skew" {
	check_row time_skew
}

@test "history: shallow" {
	check_row shallow
}

@test "history: shallow deep enough" {
	check_row shallow_deep_enough
}

@test "history: partial" {
	check_row partial
}

@test "history: linked worktree" {
	check_row linked_worktree
}

@test "history: detached" {
	check_row detached
}

@test "history: replaced" {
	check_row replaced
}

@test "history: mailmap" {
	check_row mailmap
}

@test "history: backdated" {
	check_row backdated
}

@test "history: more sign-offs than a document may have are named, once, and are no pass" {
	{
		sed '/^signoffs:/d' "$D" | sed -n '1,/^kind:/p'
		echo 'signoffs:'
		for i in $(seq 300); do
			printf '  - role: research-lead\n    email: %s@example.com\n' "$i"
		done
		sed '/^signoffs:/d' "$D" | sed '1,/^kind:/d'
	} >"$D.new"
	mv "$D.new" "$D"
	commit_as alice 'Too many'
	handoff_run check "$D"
	[ "$status" -eq 1 ]
	[ "$(grep -c 'a document has 256 sign-offs at most: take out what is revoked' <<<"$output")" -eq 1 ]
}
