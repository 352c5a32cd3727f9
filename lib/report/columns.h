/*
 * columns.h - cells of tables for a terminal: as wide as they look there. Internal to report/.
 */
#ifndef HANDOFF_REPORT_COLUMNS_H
#define HANDOFF_REPORT_COLUMNS_H

#include "base/buffer.h"

/* Makes a column as wide as a text looks that was escaped for a line. */
void columns_widen(size_t *width, const struct buffer *text);

/* Appends a cell, styled where `color` says so (NULL: no style), and blanks up to the next one. */
void columns_add(
	struct buffer *out, const struct buffer *text, size_t width, bool color, const char *style);

/* Ends a line of cells: no blanks stay behind the last one. */
void columns_end(struct buffer *out);

#endif
