#!/usr/bin/env bash
# What action.yml runs, step by step: github.sh install | check | comment | finish
#
# All that comes from outside reaches it as environment variables and files, never as text of a script.
# The reports lie in $HANDOFF_REPORTS; `check` keeps its exit status there, which `finish` ends with, so
# that reports are published whatever it is.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
reports=${HANDOFF_REPORTS:?}
marker='<!-- handoff: check -->'

# The runner takes text at the start of a line for commands; this line is ours.
note() {
	printf '::notice title=handoff::%s\n' "$1"
}

install_handoff() {
	local source

	if command -v handoff >/dev/null; then
		echo "handoff is here already: $(command -v handoff)"
		return
	fi
	source=$(cd "$here/../.." && pwd)
	sh "$source/.ci/deps.sh" build
	make -C "$source" "B=$reports/build" all
	echo "$reports/build" >>"$GITHUB_PATH"
}

event() { # JQ-EXPRESSION: of the event, or nothing
	jq -r "$1 // empty" "$GITHUB_EVENT_PATH"
}

# The ref that a branch would go into and the one that it is, as two lines.
choose_refs() {
	local base=${HANDOFF_BASE-} head=${HANDOFF_HEAD-} number

	case $GITHUB_EVENT_NAME in
	pull_request | pull_request_review | pull_request_target)
		number=$(event .pull_request.number)
		[[ $number =~ ^[0-9]+$ ]] || { echo 'no number of a pull request' >&2; return 1; }
		base=${base:-refs/heads/$(event .pull_request.base.ref)}
		head=${head:-refs/pull/$number/head}
		;;
	merge_group)
		base=${base:-$(event .merge_group.base_ref)}
		head=${head:-$(event .merge_group.head_ref)}
		;;
	*)
		base=${base:-${GITHUB_REF:?}}
		head=${head:--}
		;;
	esac
	printf '%s\n%s\n' "$base" "$head"
}

# Through git's environment, as what stands on a command line can be seen by every process.
authorize() {
	local basic

	[ -n "${HANDOFF_TOKEN-}" ] || return 0
	basic=$(printf 'x-access-token:%s' "$HANDOFF_TOKEN" | base64 | tr -d '\n')
	echo "::add-mask::$basic"
	export GIT_CONFIG_COUNT=1
	export GIT_CONFIG_KEY_0="http.${GITHUB_SERVER_URL:?}/.extraheader"
	export GIT_CONFIG_VALUE_0="AUTHORIZATION: basic $basic"
}

run_check() {
	local refs status=0
	local -a options=()

	mkdir -p "$reports"
	# Until the check has ended it has not gone well.
	echo 2 >"$reports/status"
	if [ "${GITHUB_EVENT_NAME:?}" = pull_request_target ]; then
		note 'pull_request_target runs with secrets for branches of strangers; pull_request is enough for handoff'
	fi
	mapfile -t refs < <(choose_refs)
	[ "${#refs[@]}" -eq 2 ] || { echo 'handoff: no refs to check' >&2; exit 1; }
	authorize
	[ "${HANDOFF_STRICT-}" != true ] || options+=(--strict)
	HANDOFF_OPTIONS="${options[*]-}" sh "$here/check.sh" "${HANDOFF_URL:-$GITHUB_SERVER_URL/$GITHUB_REPOSITORY}" \
		"${refs[0]}" "${refs[1]}" "$reports" github markdown sarif json || status=$?
	echo "$status" >"$reports/status"
	[ ! -f "$reports/github" ] || cat "$reports/github"
	[ "$status" -lt 2 ] || echo '::error title=handoff::it could not check: see the log'
	if [ -s "$reports/markdown" ]; then
		cat "$reports/markdown" >>"$GITHUB_STEP_SUMMARY"
	else
		echo 'handoff could not check: see the log.' >>"$GITHUB_STEP_SUMMARY"
	fi
	{
		echo "status=$status"
		# What uploads it runs only if there is something.
		[ ! -s "$reports/sarif" ] || echo sarif=true
	} >>"$GITHUB_OUTPUT"
}

# The comment that this action made before, if it has made one: with the marker, and by the same bot, as
# anybody can write the marker.
find_comment() { # NUMBER
	local list

	list=$(gh api --paginate "repos/$GITHUB_REPOSITORY/issues/$1/comments?per_page=100") || return
	jq -r --arg bot "${HANDOFF_BOT:-github-actions[bot]}" --arg marker "$marker" \
		'.[] | select(.user.type == "Bot" and .user.login == $bot)
			| select(.body | startswith($marker)) | .id' <<<"$list" | head -n 1
}

post_comment() {
	local number id

	number=$(event .pull_request.number)
	if ! [[ $number =~ ^[0-9]+$ ]]; then
		echo 'no pull request to comment on'
		return
	fi
	[ -s "$reports/markdown" ] || return 0
	jq -Rs '{body: .}' "$reports/markdown" >"$reports/comment.json"
	# A pull request from a fork has a token that may only read: then the summary has to do.
	if ! id=$(find_comment "$number"); then
		note 'the comments of this pull request cannot be read; the step summary has the report'
		return
	fi
	if [ -n "$id" ]; then
		set -- --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$id"
	else
		set -- --method POST "repos/$GITHUB_REPOSITORY/issues/$number/comments"
	fi
	if ! gh api "$@" --input "$reports/comment.json" --silent; then
		note 'this token may not comment here, as with pull requests from forks; the step summary has the report'
	fi
}

case ${1-} in
install) install_handoff ;;
check) run_check ;;
comment) post_comment ;;
finish) exit "$(cat "$reports/status" 2>/dev/null || echo 2)" ;;
*)
	echo 'usage: github.sh install | check | comment | finish' >&2
	exit 2
	;;
esac
