/*
 * yaml.h - YAML into fields, by libyaml's events.
 *
 * A small, safe part of YAML: one document, a map at its root, every scalar a string. Anchors,
 * aliases, merge keys, tags, directives, further documents and keys that are not scalars are
 * refused. What stands before the first syntax error is kept.
 */
#ifndef HANDOFF_DOC_YAML_H
#define HANDOFF_DOC_YAML_H

#include <yaml.h>

#include "doc/builder.h"

/* Reads the YAML at `text` and adds its fields, the root map first, and its faults. A whole file
 * may begin with `---`; front matter may not. */
void yaml_read(struct builder *builder, struct span text, bool is_file);

/* Where a parser stands: libyaml's marks count characters, and we need bytes. */
struct yaml_place {
	const struct builder *builder;
	struct span text;
	bool is_ascii;
	size_t characters; /* the last place that was asked for, in characters and in bytes */
	uint32_t bytes;
};

/* The offset into the source of libyaml's mark. */
uint32_t yaml_offset(struct yaml_place *place, yaml_mark_t mark);

/* Reports why the parser gave up, at the best place, with a hint (yaml_error.c). */
void yaml_report(struct builder *builder, struct yaml_place *place, const yaml_parser_t *parser);

#endif
