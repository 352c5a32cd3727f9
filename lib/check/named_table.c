#include "check/named_table.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "check/contract.h"

static bool is_among(const char *folded, const char *const *aliases, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(aliases[i], folded) == 0)
			return true;
	}
	return false;
}

size_t named_section(const struct kind *kind, const char *title)
{
	struct buffer folded = BUFFER_INIT;
	size_t found = SIZE_MAX;

	buffer_reserve(&folded, 1);
	kind_fold_title(&folded, slice_of(title));
	for (size_t i = 0; i < kind->n_sections && found == SIZE_MAX; i++) {
		const struct section_spec *spec = &kind->sections[i];

		if (strcmp(spec->folded, folded.at) == 0 ||
			is_among(folded.at, spec->aliases, spec->n_aliases))
			found = i;
	}
	buffer_dispose(&folded);
	return found;
}

static size_t find_column(const struct table_spec *table, const char *title)
{
	struct buffer folded = BUFFER_INIT;
	size_t found = SIZE_MAX;

	buffer_reserve(&folded, 1);
	utf8_fold(&folded, slice_of(title));
	for (size_t i = 0; i < table->n_columns && found == SIZE_MAX; i++) {
		const struct field_spec *column = &table->columns[i];

		if (strcmp(column->folded, folded.at) == 0 ||
			is_among(folded.at, column->aliases, column->n_aliases))
			found = i;
	}
	buffer_dispose(&folded);
	return found;
}

static struct error *find_columns(const struct document *document,
	const struct named_table_spec *spec, struct named_table *table)
{
	const struct kind *kind = document->kind;
	const struct contract_table *match = &document->contract->tables[table->section];

	for (size_t i = 0; i < NAMED_COLUMNS && spec->columns[i].title; i++) {
		const struct named_column *wanted = &spec->columns[i];
		size_t column = find_column(kind->sections[table->section].table, wanted->title);

		if (column == SIZE_MAX && !wanted->optional)
			return error_new(ERROR_POLICY,
				"the kind \"%s\" (%s) has no column \"%s\" in the table of \"%s\"",
				kind->id, kind->path, wanted->title, spec->section);
		if (column != SIZE_MAX && match->columns[column] == OUTLINE_NONE &&
			!wanted->optional)
			return error_new(ERROR_REFUSED,
				"%s: the table of \"%s\" has no column \"%s\"", document->path,
				spec->section, wanted->title);
		table->columns[i] = column;
	}
	return NULL;
}

struct error *named_table_find(const struct document *document, const struct named_table_spec *spec,
	struct named_table *table)
{
	const struct kind *kind = document->kind;
	uint32_t index;

	*table = (struct named_table){.document = document};
	table->section = named_section(kind, spec->section);
	if (table->section == SIZE_MAX || !kind->sections[table->section].table)
		return spec->optional ? NULL
				      : error_new(ERROR_POLICY,
						"the kind \"%s\" (%s) has no section \"%s\" with a "
						"table",
						kind->id, kind->path, spec->section);
	index = document->contract->tables[table->section].table;
	if (index == OUTLINE_NONE)
		return spec->optional ? NULL
				      : error_new(ERROR_REFUSED,
						"%s: there is no section \"%s\" with a table",
						document->path, spec->section);
	table->rows = document->outline->tables[index].rows;
	return find_columns(document, spec, table);
}

static const struct outline_cell *cell_of(
	const struct named_table *table, uint32_t row, size_t column)
{
	return table->columns[column] == SIZE_MAX ? NULL
						  : contract_cell(table->document, table->section,
							    row, table->columns[column]);
}

struct slice named_table_text(const struct named_table *table, uint32_t row, size_t column)
{
	const struct outline_cell *cell = cell_of(table, row, column);
	struct slice text = {"", 0};

	if (cell)
		text = slice_trim(outline_text(table->document->outline, cell->text));
	return value_is_blank(text) ? (struct slice){"", 0} : text;
}

void named_table_each(const struct named_table *table, uint32_t row, size_t column,
	void (*each)(void *context, struct slice part), void *context)
{
	const struct outline_cell *cell = cell_of(table, row, column);
	struct slice text = named_table_text(table, row, column), part;
	struct contract_parts parts;

	if (!cell)
		return;
	parts = contract_cell_parts(table->document->outline, cell, VALUE_STRING, text);
	while (contract_next_part(&parts, &part))
		each(context, part);
}
