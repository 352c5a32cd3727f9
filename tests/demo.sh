#!/bin/sh
# Makes a sample repository in a temporary folder, runs the main commands on it, and says where it
# left it. Takes handoff from PATH. Fails if a command ends otherwise than it should.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
program=$(command -v handoff) || {
	echo "demo: no handoff on PATH; try \`make demo\`" >&2
	exit 2
}
folder=$(mktemp -d "${TMPDIR:-/tmp}/handoff-demo.XXXXXX")/ml-platform

# The same history and the same documents whenever and wherever it runs.
export SOURCE_DATE_EPOCH=1795510800 TZ=UTC HANDOFF_PAGER=cat
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE || :

say() {
	printf '\n# %s\n' "$*"
}

# Prints a command line as one would type it, and runs it.
show() { # STATUS COMMAND...
	expected=$1
	shift
	printf '\n$'
	for word; do
		case $word in
		*[!A-Za-z0-9_./:=,@-]*) printf " '%s'" "$word" ;;
		*) printf ' %s' "$word" ;;
		esac
	done
	printf '\n'
	status=0
	"$@" || status=$?
	if [ "$status" -ne "$expected" ]; then
		echo "demo: that ended with status $status, not $expected; the repository is $folder" >&2
		exit 1
	fi
	[ "$status" -eq 0 ] || echo "(exit status $status)"
}

# All that changed, by this person on this day. The history is made up, so no hook has a say.
commit() { # DATE NAME EMAIL MESSAGE
	git add -A
	GIT_AUTHOR_NAME=$2 GIT_AUTHOR_EMAIL=$3 GIT_AUTHOR_DATE=$1T09:00:00Z \
		GIT_COMMITTER_NAME=$2 GIT_COMMITTER_EMAIL=$3 GIT_COMMITTER_DATE=$1T09:00:00Z \
		git commit -q --no-verify -m "$4"
}
alice() { commit "$1" 'Alice Ng' alice@example.com "$2"; }
bob() { commit "$1" 'Bob Okafor' bob@example.com "$2"; }
carol() { commit "$1" 'Carol Lindqvist' carol@example.com "$2"; }

good() { # PATH...: takes these of the example documents
	for path; do
		mkdir -p "$(dirname "$path")"
		cp -R "$root/tests/good/$path" "$(dirname "$path")/"
	done
}

edit() { # FILE SED-SCRIPT: fails if it changes nothing, so that the demo keeps up with the examples
	sed "$2" "$1" >"$1.new"
	if cmp -s "$1" "$1.new"; then
		echo "demo: \"$2\" finds nothing in $1" >&2
		exit 1
	fi
	mv "$1.new" "$1"
}

readiness=handoff/readiness/feed-ranker-v42.md
postmortem=handoff/postmortem/feed-ranker-old-inputs.md

# ---- A repository with people and a history ---------------------------------------------------------

mkdir "$folder"
signs() { # NAME PERSON ROLE DOCUMENT
	git config user.name "$1"
	git config user.email "$2@example.com"
	handoff sign "handoff/$4.md" --as "$3" --commit >/dev/null
}

cd "$folder"
git init -q
git symbolic-ref HEAD refs/heads/main
git config user.name 'Alice Ng'
git config user.email alice@example.com

say 'A repository becomes a place for documents'
show 0 handoff init
alice 2026-10-01 'Set up handoff'

good .handoff/people.yaml
alice 2026-10-02 'Register who there is'
good runbooks eval/incident-2041 "$postmortem"
edit "$postmortem" '/^relates:/,/to: \.\.\/readiness/d'
bob 2026-10-29 'Post-mortem of INC-2041'
good eval handoff/model-card
alice 2026-11-03 'Model card of feed ranker v42'
good handoff
carol 2026-11-20 'Readiness review and briefs for feed ranker v42'
for document in alert-taxonomy/feed alignment-map/feed-2026q4 glossary/terms playbook/feed-ranker \
	postmortem/feed-ranker-old-inputs stakeholder-map/feed; do
	signs 'Alice Ng' alice research-lead "$document"
	signs 'Bob Okafor' bob operations-lead "$document"
done
signs 'Eve Tanaka' eve receiver brief/feed-incident-2041-level-1
git config user.name 'Alice Ng'
git config user.email alice@example.com

say 'Alice (research-lead), Bob (operations-lead) and Carol (product-owner) have worked here'
show 0 git --no-pager log --reverse --format='%as  %<(16)%an %s'

# ---- Kinds and new documents -----------------------------------------------------------------------

say 'What kinds of documents there are, and what one of them asks for'
show 0 handoff kinds
show 0 handoff kinds readiness

say 'New documents, with the guidance of their templates'
show 0 handoff readiness new 'Feed ranker v43' --set tier=B --set change-type=update
show 0 handoff postmortem new 'Search suggestions a day old' --set severity=sev3 \
	--set incident-id=INC-2077 --set commander=dave
alice 2026-11-23 'Begin the documents for v43 and INC-2077'

# ---- Mistakes, found and mended --------------------------------------------------------------------

cp "$readiness" "$folder/../readiness.md"
cp "$postmortem" "$folder/../postmortem.md"
edit "$readiness" '
	s/^status: in-review/status: in-reveiw/
	s/^owner: .*/owner: the feed team/
	s/^created: .*/created: 2026-11-31/'
edit "$postmortem" '
	s/| alice | 2027-02-26 |/| mallory | soon |/
	s/^## Resolution$/## How it ended/
	s/feed-ranker\.md#old-inputs/feed-rankr.md#old-inputs/'

say 'The hook that init installed does not let this be committed'
show 1 git commit -q -a -m 'Last changes before the meeting'

bob 2026-11-24 'Last changes before the meeting'
say 'With --no-verify it does: in two documents something went wrong; the new ones have gaps still, which a draft may'
show 1 handoff check

say 'One of them is mended'
cp "$folder/../postmortem.md" "$postmortem"
show 0 handoff check "$postmortem"
show 1 handoff check "$readiness"

say 'And the other'
cp "$folder/../readiness.md" "$readiness"
show 0 handoff check handoff/brief handoff/model-card "$readiness" "$postmortem"
rm "$folder/../readiness.md" "$folder/../postmortem.md"
bob 2026-11-24 'Mend the readiness review and the post-mortem'

say 'Alice and Bob sign the readiness review; may it go?'
show 0 handoff sign "$readiness" --as research-lead --commit
signs 'Bob Okafor' bob operations-lead readiness/feed-ranker-v42
show 1 handoff gate "$readiness"

say 'Where things stand'
show 0 handoff status
show 0 handoff actions --owner bob
show 0 handoff readiness list
show 0 handoff postmortem list

printf '\nThe repository is %s\nThe program is %s\n' "$folder" "$program"
