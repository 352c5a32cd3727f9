/*
 * schema.h - JSON Schemas of all that `--format json` writes: `handoff schema`.
 *
 * They stand in lib/report/schemas/, a file each, and are embedded in the program when it is built.
 */
#ifndef HANDOFF_REPORT_SCHEMA_H
#define HANDOFF_REPORT_SCHEMA_H

#include "base/buffer.h"

struct json_schema {
	const char *name; /* "check" */
	const char *text;
	size_t len;
};

/* Sorted by name; behind the last one the name is NULL. */
extern const struct json_schema json_schemas[];
extern const size_t n_json_schemas;

/* Appends the list of them: name, title. */
void report_schema_list(bool color, struct buffer *out);

#endif
