#!/bin/sh
# Writes files as C: an array of TYPE {name, text, length}, sorted by name, and its length. The name is
# the name of the file up to the dot; HEADER declares both.
#
#     embed.sh HEADER TYPE ARRAY FILE... >embedded.c
#     embed.sh policy/builtin.h builtin_template builtin_templates templates/*.md
set -eu
export LC_ALL=C

header=$1
type=$2
array=$3
shift 3

name_of() { # FILE
	basename "$1" ".${1##*.}"
}

# By name, not by path: brief.md comes before brief-short.md.
names=$(for file; do name_of "$file"; done | sort)

file_of() { # NAME FILE...
	wanted=$1
	shift
	for file; do
		[ "$(name_of "$file")" != "$wanted" ] || echo "$file"
	done
}

printf '/* Made by lib/base/embed.sh. */\n#include "%s"\n' "$header"

count=0
for name in $names; do
	case $name in
	[!a-z]* | *[!a-z0-9-]*)
		echo "embed.sh: \"$name\": lower-case letters, digits and dashes only" >&2
		exit 1
		;;
	esac
	# Numbers, not a string: C limits the length of literals, and needs no escapes this way.
	printf '\nstatic const unsigned char text_%d[] = { /* %s */\n' "$count" "$name"
	od -An -v -tu1 "$(file_of "$name" "$@")" | sed 's/  *\([0-9][0-9]*\)/\1,/g'
	echo '0};'
	count=$((count + 1))
done

# The empty last element keeps the array legal when there are no files at all.
printf '\nconst struct %s %s[] = {\n' "$type" "$array"
count=0
for name in $names; do
	printf '\t{"%s", (const char *)text_%d, sizeof text_%d - 1},\n' "$name" "$count" "$count"
	count=$((count + 1))
done
printf '\t{NULL, NULL, 0},\n};\n\nconst size_t n_%s = %d;\n' "$array" "$count"
