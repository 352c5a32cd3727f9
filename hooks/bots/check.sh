#!/bin/sh
# Checks what a branch would do, without trusting it, and writes one report a format.
#
#     check.sh URL BASE HEAD OUTPUT [FORMAT...]
#
#     URL      from where git fetches: an address or a path
#     BASE     the branch it is to go into: refs/heads/main
#     HEAD     the branch, as the server names it: refs/pull/7/head, refs/merge-requests/7/head;
#              or `-`: look at all of BASE instead, by its own policy
#     OUTPUT   a directory for the reports, made if it is not there: OUTPUT/FORMAT
#     FORMAT   of `handoff check`; `text` is always written
#
# What is fetched goes into a fresh bare repository: no working tree, no hook, no configuration and no
# file of the branch ever comes near a shell, and git checks every object on the way in. People, kinds,
# settings and limits are those of BASE.
#
# HANDOFF_OPTIONS   further options of `handoff check`, separated by blanks: --strict
# HANDOFF_FSCK      `false` where a repository's old objects do not pass git's checks
# HANDOFF_TIMEOUT   seconds for each step (600)
#
# Exit status: that of `handoff check`; 2 also for whatever kept the work from being done.
set -u

trouble() {
	echo "handoff bot: $*" >&2
	exit 2
}

[ $# -ge 4 ] || trouble 'usage: check.sh URL BASE HEAD OUTPUT [FORMAT...]'
url=$1
base=$2
head=$3
output=$4
shift 4

for ref in "$base" "$head"; do
	case $ref in
	refs/* | -) ;;
	*) trouble "\"$ref\" is no full ref name, such as refs/heads/main" ;;
	esac
	[ "$ref" = - ] || git check-ref-format "$ref" || trouble "\"$ref\" is no name of a ref"
done
[ "$base" != - ] || trouble 'BASE is a ref: refs/heads/main'
case $url in
-*) trouble "\"$url\" is no address" ;;
esac

mkdir -p "$output" || trouble "cannot make the directory $output"
work=$(mktemp -d "${TMPDIR:-/tmp}/handoff-bot.XXXXXX") || trouble 'no temporary directory'
trap 'rm -rf "$work"' EXIT
trap 'exit 2' INT TERM HUP

seconds=${HANDOFF_TIMEOUT:-600}

# Nothing may ask for a password, and nothing but the two refs is wanted.
fetch() {
	GIT_TERMINAL_PROMPT=0 timeout "$seconds" git -C "$work/repository" \
		-c "fetch.fsckObjects=${HANDOFF_FSCK:-true}" -c protocol.ext.allow=never \
		-c gc.auto=0 -c maintenance.auto=false \
		fetch --quiet --no-tags --no-write-fetch-head --no-recurse-submodules -- "$url" "$@"
}

git init --quiet --bare --template= "$work/repository" || trouble 'git cannot make a repository'
if [ "$head" = - ]; then
	fetch "+$base:refs/handoff/base" || trouble "cannot fetch $base"
	set -- '' "$@"
else
	fetch "+$base:refs/handoff/base" "+$head:refs/handoff/head" ||
		trouble "cannot fetch $base and $head"
fi

# What the base has listed as old does not count: `handoff check --write-baseline .handoff/baseline`.
baseline=
if git -C "$work/repository" cat-file -e refs/handoff/base:.handoff/baseline 2>/dev/null; then
	baseline=.handoff/baseline
fi

check() { # FORMAT
	if [ "$head" = - ]; then
		set -- "$1" --rev refs/handoff/base --policy refs/handoff/base
	else
		set -- "$1" --base refs/handoff/base --head refs/handoff/head
	fi
	# shellcheck disable=SC2086  # options, separated by blanks
	timeout "$seconds" handoff --color never -C "$work/repository" check "$@" \
		${baseline:+--baseline "$baseline"} ${HANDOFF_OPTIONS-}
}

# The most serious of all runs counts, and what is no status of ours is trouble.
status=0
for format in text "$@"; do
	[ -n "$format" ] || continue
	: >"$output/$format" || trouble "cannot write $output/$format"
	result=0
	if [ "$format" = text ]; then
		check --format=text >"$output/text" || result=$?
	else
		check "--format=$format" >"$output/$format" 2>/dev/null || result=$?
	fi
	case $result in
	0 | 1) ;;
	124) echo "handoff bot: took more than $seconds s" >&2 && result=2 ;;
	*) result=2 ;;
	esac
	[ "$result" -le "$status" ] || status=$result
done
exit "$status"
