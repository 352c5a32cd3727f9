/* Tables: their columns, cells and rows. */
#include <stdlib.h>

#include "base/nearest.h"
#include "check/check_units.h"
#include "check/checker.h"

struct table_check {
	struct checker *checker;
	size_t section; /* of the kind */
	const struct section_spec *spec;
	const struct outline_table *table;
	struct scope scope;
};

static const struct outline_row *row_of(const struct table_check *t, uint32_t row)
{
	return &t->checker->document->outline->rows[t->table->first_row + row + 1];
}

static struct span header_span(const struct table_check *t)
{
	return t->checker->document->outline->rows[t->table->first_row].span;
}

static struct span cell_span(
	const struct table_check *t, const struct outline_cell *cell, uint32_t row)
{
	return cell->span.end > cell->span.start ? cell->span : row_of(t, row)->span;
}

/* A header that is nearly the missing column is most likely meant to be it. */
static const char *nearest_header(const struct table_check *t, const struct field_spec *column)
{
	const struct outline *outline = t->checker->document->outline;
	char **titles = mem_calloc(t->table->columns + 1, sizeof *titles);
	const char *near;

	for (uint32_t i = 0; i < t->table->columns; i++)
		titles[i] = mem_string(
			outline_text(outline, outline->cells[t->table->first_cell + i].text));
	near = nearest(slice_of(column->name), (const char *const *)titles, t->table->columns);
	near = near ? mem_string(slice_of(near)) : NULL;
	for (uint32_t i = 0; i < t->table->columns; i++)
		free(titles[i]);
	free(titles);
	return near;
}

static bool is_needed(const struct table_check *t, const struct field_spec *column)
{
	struct scope document = checker_scope(t->checker);

	if (column->when && !condition_holds(column->when, &document))
		return false;
	if (column->from)
		return checker_status_in(t->checker, column->from);
	return column->need != NEED_NO;
}

static void check_columns(const struct table_check *t)
{
	const struct contract_table *match = &t->checker->document->contract->tables[t->section];

	for (size_t i = 0; i < t->spec->table->n_columns; i++) {
		const struct field_spec *column = &t->spec->table->columns[i];
		char *near;

		if (match->columns[i] != OUTLINE_NONE || column->optional ||
			(column->from && !checker_status_in(t->checker, column->from)))
			continue;
		near = (char *)nearest_header(t, column);
		if (near)
			checker_add(t->checker, RULE_TABLE_COLUMN_MISSING, header_span(t),
				"column \"%s\" is missing; is \"%s\" meant to be it?", column->name,
				near);
		else
			checker_add(t->checker, RULE_TABLE_COLUMN_MISSING, header_span(t),
				"column \"%s\" is missing from the table of \"%s\"", column->name,
				t->spec->title);
		checker_about(t->checker, "%s > %s", t->spec->title, column->name);
		free(near);
	}
}

/* A dash or nothing: whoever wrote it had nothing to say. `none` and `n/a` may be an answer. */
static bool is_empty_cell(struct slice value)
{
	return value.len == 0 ||
	       (value_is_blank(value) && value.at[0] != 'n' && value.at[0] != 'N');
}

/* A cell that holds a list: its links, or its parts between commas. */
static void check_parts(const struct table_check *t, const struct field_spec *column,
	const struct outline_cell *cell, struct slice value, struct value_place *place)
{
	const struct outline *outline = t->checker->document->outline;
	static const struct field_spec any = {.type = VALUE_ANY};
	const struct field_spec *part = column->of ? column->of : &any;
	struct contract_parts parts = contract_cell_parts(outline, cell, part->type, value);
	struct slice each;
	uint32_t count = 0;

	place->is_link = parts.end_link > parts.link;
	while (contract_next_part(&parts, &each)) {
		count++;
		check_value(t->checker, part, each, place);
	}
	if (column->has_max && count > column->max)
		checker_add(t->checker, RULE_TABLE_CELL_TYPE, place->span,
			"%s has %u entries, at most %g are allowed", column->name, count,
			column->max);
	if (column->has_min && count < column->min)
		checker_add(t->checker, RULE_TABLE_CELL_TYPE, place->span,
			"%s has %u entries, at least %g are needed", column->name, count,
			column->min);
}

/* An action item that is nobody's, or that has no day, is more than an empty cell. */
static enum rule_id rule_of_gap(const struct table_check *t, size_t column)
{
	const struct action_spec *actions = t->spec->actions;

	if (actions && actions->columns[ACTION_OWNER] == column)
		return RULE_ACTION_NO_OWNER;
	if (actions && actions->columns[ACTION_DUE] == column)
		return RULE_ACTION_NO_DUE;
	return RULE_TABLE_EMPTY_CELL;
}

static void check_cell(const struct table_check *t, uint32_t row, size_t index)
{
	const struct document *document = t->checker->document;
	const struct field_spec *column = &t->spec->table->columns[index];
	const struct outline_cell *cell = contract_cell(document, t->section, row, index);
	struct value_place place = {
		.rule = RULE_TABLE_CELL_TYPE, .what = column->name, .node = OUTLINE_NONE};
	struct scope scope = t->scope;
	struct slice value;

	if (!cell)
		return;
	value = contract_cell_value(document, cell, column->type);
	scope.row = row;
	place.scope = &scope;
	place.is_link = cell->end_link == cell->first_link + 1;
	place.span = cell_span(t, cell, row);
	if (is_empty_cell(value) || (!is_needed(t, column) && value_is_blank(value))) {
		if (is_needed(t, column) && !column->optional)
			checker_add_gap(t->checker, rule_of_gap(t, index),
				column->need == NEED_ALWAYS, cell_span(t, cell, row),
				"\"%s\" is empty in this row of \"%s\"", column->name,
				t->spec->title);
		return;
	}
	if (value_is_placeholder(value)) {
		checker_add(t->checker, RULE_SECTION_PLACEHOLDER, cell_span(t, cell, row),
			"\"%s\" is still a placeholder: \"%.*s\"", column->name, SLICE_ARG(value));
		return;
	}
	if (column->type == VALUE_LIST)
		check_parts(t, column, cell, value, &place);
	else if (!check_unit_of_cell(t->checker, &scope, index, value, place.span))
		check_value(t->checker, column, value, &place);
}

/* GFM drops surplus cells without a word. */
static void check_cell_count(const struct table_check *t, uint32_t row)
{
	uint32_t written = row_of(t, row)->written;

	if (written == t->table->columns)
		return;
	checker_add(t->checker, RULE_TABLE_CELL_COUNT, row_of(t, row)->span,
		"this row has %u cells, the header has %u%s", written, t->table->columns,
		written > t->table->columns ? "; what is too much is not shown" : "");
}

/* Whether a row has quantities to compare with each other. */
static bool has_quantities(const struct table_spec *table)
{
	size_t count = 0;

	for (size_t i = 0; i < table->n_columns; i++)
		count += table->columns[i].type == VALUE_QUANTITY &&
			 table->columns[i].unit != UNIT_OWN;
	return count > 1;
}

static uint32_t check_cells(const struct table_check *t)
{
	const struct outline *outline = t->checker->document->outline;
	bool measures = has_quantities(t->spec->table);
	struct scope scope = t->scope;
	uint32_t filled = 0;

	for (uint32_t row = 0; row < t->table->rows; row++) {
		if (contract_row_is_empty(outline, t->table, row))
			continue;
		filled++;
		check_cell_count(t, row);
		for (size_t i = 0; i < t->spec->table->n_columns; i++)
			check_cell(t, row, i);
		scope.row = row;
		if (measures)
			check_units_of_row(t->checker, &scope);
	}
	return filled;
}

static void check_row_count(const struct table_check *t, uint32_t filled)
{
	const struct table_spec *table = t->spec->table;

	if (filled < table->min_rows && section_is_due(t->checker, t->spec))
		checker_add_gap(t->checker, RULE_TABLE_TOO_FEW_ROWS, t->spec->from != 0,
			header_span(t), "the table of \"%s\" has %u rows, at least %u are needed",
			t->spec->title, filled, table->min_rows);
	if (table->max_rows && filled > table->max_rows)
		checker_add(t->checker, RULE_TABLE_TOO_MANY_ROWS, header_span(t),
			"the table of \"%s\" has %u rows, at most %u are allowed", t->spec->title,
			filled, table->max_rows);
}

static void check_table(struct checker *checker, size_t index)
{
	const struct document *document = checker->document;
	const struct section_spec *spec = &document->kind->sections[index];
	uint32_t table = document->contract->tables[index].table;
	uint32_t section = document->contract->sections[index];
	struct slice reason;
	struct table_check t = {checker, index, spec, NULL, checker_scope(checker)};

	if (section == OUTLINE_NONE ||
		section_not_applicable(document->outline, section, &reason) != OUTLINE_NONE)
		return;
	if (table == OUTLINE_NONE) {
		if (!spec->table->optional && section_is_due(checker, spec) &&
			section_has_content(document->outline, section))
			checker_add(checker, RULE_TABLE_MISSING,
				document->outline->sections[section].title_span,
				"section \"%s\" lacks its table", spec->title);
		return;
	}
	t.table = &document->outline->tables[table];
	t.scope.is_row = true;
	t.scope.section = index;
	check_columns(&t);
	check_row_count(&t, check_cells(&t));
}

void check_tables(struct checker *checker)
{
	const struct kind *kind = checker->document->kind;

	for (size_t i = 0; i < kind->n_sections; i++) {
		if (kind->sections[i].table)
			check_table(checker, i);
	}
}
