#!/bin/sh
# What gitlab.yml runs: checks, shows the findings, posts or updates one note if there is a token for it.
# The reports lie in handoff-reports/. Exit status: that of `handoff check`.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
reports=${CI_PROJECT_DIR:?}/handoff-reports
marker='<!-- handoff: check -->'

# The project that the merge request is made to, which is another one than the pipeline's for a fork.
address() { # PROJECT-PATH
	printf '%s://%s/%s.git\n' "${CI_SERVER_PROTOCOL:?}" "${CI_SERVER_HOST:?}:${CI_SERVER_PORT:?}" "$1"
}

# Through git's environment, as what stands on a command line can be seen by every process.
GIT_CONFIG_COUNT=1
GIT_CONFIG_KEY_0=http.extraheader
GIT_CONFIG_VALUE_0="Authorization: Basic $(printf 'gitlab-ci-token:%s' "${CI_JOB_TOKEN:?}" | base64 | tr -d '\n')"
export GIT_CONFIG_COUNT GIT_CONFIG_KEY_0 GIT_CONFIG_VALUE_0

number=${CI_MERGE_REQUEST_IID-}
case $number in
*[!0-9]*) echo "handoff: \"$number\" is no number of a merge request" >&2 && exit 2 ;;
esac
if [ -n "$number" ]; then
	project=${CI_MERGE_REQUEST_PROJECT_PATH:?}
	base=refs/heads/${CI_MERGE_REQUEST_TARGET_BRANCH_NAME:?}
	head=refs/merge-requests/$number/head
else
	project=${CI_PROJECT_PATH:?}
	base=refs/heads/${CI_COMMIT_BRANCH:?}
	head=-
fi

status=0
sh "$here/check.sh" "${HANDOFF_URL:-$(address "$project")}" "$base" "$head" "$reports" \
	gitlab junit markdown json || status=$?
[ ! -f "$reports/text" ] || cat "$reports/text"

# ---- The note --------------------------------------------------------------------------------------

# Curl reads the token from its standard input, where no other process sees it.
api() { # METHOD PATH [FILE]
	printf 'header = "PRIVATE-TOKEN: %s"\n' "$HANDOFF_BOT_TOKEN" |
		curl --silent --show-error --fail --max-time 60 --config - --request "$1" \
			${3:+--header 'Content-Type: application/json' --data-binary "@$3"} \
			-- "${CI_API_V4_URL:?}/$2"
}

# The note that this token's own user made before, with the marker: anybody can write the marker.
find_note() { # NOTES-PATH
	user=$(api GET user | jq -r .id) || return
	page=1
	while [ "$page" -le 50 ]; do
		list=$(api GET "$1?per_page=100&page=$page&sort=asc") || return
		found=$(printf '%s' "$list" | jq -r --argjson user "$user" --arg marker "$marker" \
			'[.[] | select(.author.id == $user and (.body | startswith($marker))) | .id][0] // empty')
		if [ -n "$found" ]; then
			echo "$found"
			return
		fi
		[ "$(printf '%s' "$list" | jq length)" -eq 100 ] || return 0
		page=$((page + 1))
	done
}

post_note() {
	notes=projects/${CI_MERGE_REQUEST_PROJECT_ID:?}/merge_requests/$number/notes
	jq -Rs '{body: .}' "$reports/markdown" >"$reports/note.json"
	id=$(find_note "$notes") || return
	if [ -n "$id" ]; then
		api PUT "$notes/$id" "$reports/note.json" >/dev/null
	else
		api POST "$notes" "$reports/note.json" >/dev/null
	fi
}

if [ -n "$number" ] && [ -n "${HANDOFF_BOT_TOKEN-}" ] && [ -s "$reports/markdown" ]; then
	post_note || echo 'handoff: the note could not be posted; the reports are artifacts of this job' >&2
fi
exit "$status"
