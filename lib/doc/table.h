/*
 * table.h - cmark's tables into rows and cells with their places.
 *
 * cmark tells neither where a cell is nor how many a row was written with (it drops and adds cells
 * to fit the header), so rows are split again here, by its rules.
 */
#ifndef HANDOFF_DOC_TABLE_H
#define HANDOFF_DOC_TABLE_H

#include "doc/inlines.h"

/*
 * Adds the table with its rows, cells, runs and links. `quotes`: how many block quotes it is in.
 * Its section and block are those of the inlines. False if the rows of all tables are more than the
 * limit allows; then the table is cut there.
 */
bool table_read(struct inlines *inlines, cmark_node *node, unsigned quotes);

/* The line, from 0, of a table's header row. */
uint32_t table_header_line(const struct builder *builder, cmark_node *table);

#endif
