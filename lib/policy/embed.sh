#!/bin/sh
# Writes templates as C, for builtin.h. The kind is the name of the file.
#
#     embed.sh templates/*.md > builtin_templates.c
set -eu
export LC_ALL=C

# By kind, not by path: brief.md comes before brief-short.md.
kinds=$(for file; do basename "$file" .md; done | sort)

file_of() { # KIND FILE...
	wanted=$1
	shift
	for file; do
		[ "$(basename "$file" .md)" != "$wanted" ] || echo "$file"
	done
}

echo '/* Made from templates/ by lib/policy/embed.sh. */'
echo '#include "policy/builtin.h"'

count=0
for kind in $kinds; do
	case $kind in
	[!a-z]* | *[!a-z0-9-]*)
		echo "embed.sh: \"$kind.md\" is not the name of a kind" >&2
		exit 1
		;;
	esac
	# Numbers, not a string: C limits the length of literals, and needs no escapes this way.
	printf '\nstatic const unsigned char text_%d[] = { /* %s */\n' "$count" "$kind"
	od -An -v -tu1 "$(file_of "$kind" "$@")" | sed 's/  *\([0-9][0-9]*\)/\1,/g'
	echo '0};'
	count=$((count + 1))
done

# The empty last element keeps the array legal when there are no templates at all.
printf '\nconst struct builtin_template builtin_templates[] = {\n'
count=0
for kind in $kinds; do
	printf '\t{"%s", (const char *)text_%d, sizeof text_%d - 1},\n' "$kind" "$count" "$count"
	count=$((count + 1))
done
printf '\t{NULL, NULL, 0},\n};\n\nconst size_t n_builtin_templates = %d;\n' "$count"
