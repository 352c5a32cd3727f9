/*
 * columns.h - a table in text, its columns as wide as what stands in them. Internal to report/.
 */
#ifndef HANDOFF_REPORT_COLUMNS_H
#define HANDOFF_REPORT_COLUMNS_H

#include "base/buffer.h"

struct columns {
	size_t count; /* of columns: set by whoever begins */
	char **cells; /* row by row, safe to show */
	size_t n_cells, capacity;
};

/* Adds the next cell; an empty one is shown as `-`. */
void columns_add(struct columns *columns, struct slice text);
/* Appends the rows, each behind `indent` spaces, and forgets them; the first is shown bold where
 * `color` says so. */
void columns_write(struct columns *columns, size_t indent, bool color, struct buffer *out);

#endif
