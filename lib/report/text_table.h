/*
 * text_table.h - a table in text, its columns as wide as what stands in them. Internal to report/.
 */
#ifndef HANDOFF_REPORT_TEXT_TABLE_H
#define HANDOFF_REPORT_TEXT_TABLE_H

#include "base/buffer.h"

struct text_table {
	size_t count; /* of columns: set by whoever begins */
	char **cells; /* row by row, safe to show */
	size_t n_cells, capacity;
};

/* Adds the next cell; an empty one is shown as `-`. */
void text_table_add(struct text_table *columns, struct slice text);
/* Appends the rows, each behind `indent` spaces, and forgets them. */
void text_table_write(struct text_table *columns, size_t indent, struct buffer *out);

#endif
