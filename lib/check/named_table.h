/*
 * named_table.h - a table of a document by the names that the built-in template gives it, for
 * commands that read what one kind holds. A team's own template of that kind serves as well, as
 * long as it keeps the names, or has them as aliases.
 */
#ifndef HANDOFF_CHECK_NAMED_TABLE_H
#define HANDOFF_CHECK_NAMED_TABLE_H

#include "base/error.h"
#include "check/corpus.h"

#define NAMED_COLUMNS 12

struct named_column {
	const char *title;
	bool optional; /* its cells are empty where there is no such column */
};

struct named_table_spec {
	const char *section;
	bool optional;                              /* it has no rows where there is none */
	struct named_column columns[NAMED_COLUMNS]; /* up to one without a title */
};

struct named_table {
	const struct document *document;
	size_t section;                /* of the kind */
	uint32_t rows;                 /* 0: there is none */
	size_t columns[NAMED_COLUMNS]; /* in the kind's table; SIZE_MAX: there is none */
};

/* The section of a document's kind by its title or an alias; SIZE_MAX if there is none. */
size_t named_section(const struct kind *kind, const char *title);

/* Finds the table of a document that has a kind. An error says what the kind or the document
 * lacks. */
struct error *named_table_find(const struct document *document, const struct named_table_spec *spec,
	struct named_table *table);

/* What a cell says, trimmed; empty where it says nothing: no such column, `-`. `column` is a place
 * in the spec. */
struct slice named_table_text(const struct named_table *table, uint32_t row, size_t column);

/* Calls `each` for every part of a cell that holds a list. */
void named_table_each(const struct named_table *table, uint32_t row, size_t column,
	void (*each)(void *context, struct slice part), void *context);

#endif
