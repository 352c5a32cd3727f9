#!/usr/bin/env bats
# What this clone has not is never taken for what is not there: partial and damaged clones end in
# status 2, whatever object is missing.

load cli_helper
load signoff_helper

# A bare clone without the objects that a filter leaves out, which nobody fetches later.
clone_without() { # FILTER
	git config uploadpack.allowFilter true
	git clone -q --bare --filter="$1" "file://$PWD" ../bare.git
	cd ../bare.git || return
	git remote remove origin
}

object_of() { # PATH
	git rev-parse "main:$1"
}

remove_object() { # PATH: from a repository whose objects are all loose
	local id

	id=$(object_of "$1")
	rm -f ".git/objects/${id:0:2}/${id:2}"
}

@test "without blobs the policy cannot be read, and is not taken for an empty one" {
	local id

	id=$(object_of .handoff/config.yaml)
	clone_without blob:none
	for command in check status 'gate note/ranker'; do
		# shellcheck disable=SC2086
		handoff_run $command --rev main
		assert_refused
		assert_errors "handoff: .handoff/config.yaml: object $id is not in the repository \
(a partial clone? \`git fetch --refetch --no-filter\` gets it all)"
	done
}

@test "without trees nothing can be found" {
	clone_without tree:0
	handoff_run check --rev main
	assert_refused
	assert_in_errors 'is not in the repository (a partial clone?'
}

@test "what the message advises makes it whole" {
	git config uploadpack.allowFilter true
	git clone -q --bare --filter=blob:none "file://$PWD" ../bare.git
	cd ../bare.git
	handoff_run status --rev main
	assert_refused
	git fetch -q --refetch --no-filter
	handoff_ok status --rev main
}

@test "a missing document, template, people file, directory: each is trouble" {
	local path

	handoff_ok check --rev HEAD
	for path in "$D" .handoff/people.yaml .handoff/templates/note.md .handoff/templates .handoff \
		handoff/note handoff; do
		cp -r .git ../whole
		remove_object "$path"
		handoff_run check --rev HEAD
		assert_refused
		assert_in_errors 'is not in the repository'
		handoff_run check --policy HEAD --rev HEAD
		assert_refused
		rm -rf .git
		mv ../whole .git
	done
}

@test "a policy's missing file is trouble also where the documents are there" {
	remove_object .handoff/people.yaml
	handoff_run check --policy HEAD
	assert_refused
	assert_in_errors '.handoff/people.yaml: object '
}

@test "a directory that a link leads into and that is missing is trouble, not a broken link" {
	mkdir -p data/sub
	echo x >data/sub/a.txt
	sed -i 's,It is,See [it](../../data/sub/a.txt). It is,' "$D"
	commit_as alice 'A link'
	handoff_ok check --rev HEAD
	remove_object data/sub
	handoff_run check --rev HEAD
	assert_refused
	assert_in_errors 'data/sub/a.txt: object '
}

@test "a missing file that a document builds on is trouble, and makes nobody's sign-off stale" {
	mkdir eval
	echo 1 >eval/metrics.json
	document 'report: [../../eval/metrics.json]' >"$D"
	commit_as alice 'What it builds on'
	sign_as alice research-lead
	handoff_ok status --rev HEAD
	remove_object eval/metrics.json
	for command in check status 'gate handoff/note/ranker.md' 'log handoff/note/ranker.md'; do
		# shellcheck disable=SC2086
		handoff_run $command --rev HEAD
		assert_refused 'eval/metrics.json: object '
	done
}
