/* Tables: their columns, cells, rows and row rules. */
#include <stdlib.h>

#include "base/nearest.h"
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

static struct span cell_span(const struct table_check *t, const struct outline_cell *cell, uint32_t row)
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
	const struct contract_table *match =
		&t->checker->document->contract->tables[t->section];

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
		free(near);
	}
}

/* A dash or nothing: whoever wrote it had nothing to say. `none` and `n/a` may be an answer. */
static bool is_empty_cell(struct slice value)
{
	return value.len == 0 || (value_is_blank(value) && !memchr("nN", value.at[0], 2));
}

static void check_cell(const struct table_check *t, uint32_t row, size_t index)
{
	const struct document *document = t->checker->document;
	const struct field_spec *column = &t->spec->table->columns[index];
	const struct outline_cell *cell = contract_cell(document, t->section, row, index);
	struct scope scope = t->scope;
	struct slice value;

	if (!cell)
		return;
	value = contract_cell_value(document, cell, column->type);
	scope.row = row;
	if (is_empty_cell(value) || (!is_needed(t, column) && value_is_blank(value))) {
		if (is_needed(t, column) && !column->optional)
			checker_add_gap(t->checker, RULE_TABLE_EMPTY_CELL,
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
	check_value(t->checker, column, value, cell_span(t, cell, row), RULE_TABLE_CELL_TYPE,
		column->name, &scope);
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

static uint32_t check_rows(const struct table_check *t)
{
	const struct outline *outline = t->checker->document->outline;
	uint32_t filled = 0;

	for (uint32_t row = 0; row < t->table->rows; row++) {
		if (contract_row_is_empty(outline, t->table, row))
			continue;
		filled++;
		check_cell_count(t, row);
		for (size_t i = 0; i < t->spec->table->n_columns; i++)
			check_cell(t, row, i);
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
	check_row_count(&t, check_rows(&t));
}

struct row_check {
	struct table_check table;
	const struct row_spec *rule;
};

static void report_row(const struct row_check *r, struct span span, const char *detail)
{
	checker_add_as(r->table.checker, RULE_TABLE_ROW, r->rule->severity, span, "%s%s%s (%s)",
		r->rule->because, detail[0] ? ": " : "", detail, r->rule->id);
}

static bool row_counts(const struct row_check *r, uint32_t row, struct scope *scope)
{
	*scope = r->table.scope;
	scope->row = row;
	return !contract_row_is_empty(r->table.checker->document->outline, r->table.table, row) &&
	       condition_holds(r->rule->when, scope);
}

static struct span named_cell_span(const struct row_check *r, uint32_t row, const char *name)
{
	const struct table_spec *table = r->table.spec->table;

	for (size_t i = 0; name && i < table->n_columns; i++) {
		const struct outline_cell *cell;

		if (strcmp(table->columns[i].name, name) != 0)
			continue;
		cell = contract_cell(r->table.checker->document, r->table.section, row, i);
		if (cell && cell->span.end > cell->span.start)
			return cell->span;
	}
	return row_of(&r->table, row)->span;
}

static void check_each_row(const struct row_check *r)
{
	for (uint32_t row = 0; row < r->table.table->rows; row++) {
		struct buffer why = BUFFER_INIT;
		const struct match *failed;
		struct scope scope;

		if (!row_counts(r, row, &scope))
			continue;
		if (r->rule->test == ROW_NONE) {
			if (condition_holds(r->rule->condition, &scope))
				report_row(r,
					named_cell_span(r, row, r->rule->condition->items[0].name),
					"");
			continue;
		}
		failed = condition_failure(r->rule->condition, &scope, &why);
		if (failed) {
			char *detail = mem_format("\"%s\" %s", failed->name, why.at);
			report_row(r, named_cell_span(r, row, failed->name), detail);
			free(detail);
		}
		buffer_dispose(&why);
	}
}

/* A condition in words, for what no row does: "Origin" must be model. */
static void describe_condition(const struct condition *condition, struct buffer *out)
{
	for (size_t i = 0; condition && i < condition->count; i++) {
		const struct match *match = &condition->items[i];

		buffer_addf(out, "%s\"%s\"", i ? " and " : "", match->name);
		for (size_t j = 0; j < match->n_values; j++)
			buffer_addf(out, "%s%s", j ? " or " : " ", match->values[j]);
	}
	buffer_reserve(out, 1);
}

static void check_some_rows(const struct row_check *r)
{
	struct buffer wanted = BUFFER_INIT;
	uint32_t found = 0;
	char *detail;

	for (uint32_t row = 0; row < r->table.table->rows; row++) {
		struct scope scope;

		found += row_counts(r, row, &scope) && condition_holds(r->rule->condition, &scope);
	}
	if (r->rule->test == ROW_MAX ? found <= r->rule->count : found >= r->rule->count)
		return;
	describe_condition(
		r->rule->test == ROW_MAX ? r->rule->when : r->rule->condition, &wanted);
	if (r->rule->test == ROW_MAX)
		detail = mem_format("%u rows have %s, at most %u may", found, wanted.at,
			r->rule->count);
	else if (r->rule->count == 1)
		detail = mem_format("no row has %s", wanted.at);
	else
		detail = mem_format("%u rows have %s, at least %u are needed", found, wanted.at,
			r->rule->count);
	report_row(r, header_span(&r->table), detail);
	free(detail);
	buffer_dispose(&wanted);
}

struct keyed_row {
	struct slice value;
	uint32_t row;
};

static int compare_keyed(const void *a, const void *b)
{
	const struct keyed_row *one = a, *two = b;
	int order = slice_compare(one->value, two->value);

	return order ? order : one->row < two->row ? -1 : one->row > two->row;
}

static size_t collect(const struct row_check *r, struct keyed_row *list)
{
	size_t count = 0;

	for (uint32_t row = 0; row < r->table.table->rows; row++) {
		struct scope scope;
		struct operand operand;

		if (!row_counts(r, row, &scope))
			continue;
		operand = scope_operand(&scope, r->rule->column);
		if (operand.present)
			list[count++] = (struct keyed_row){operand.text, row};
	}
	return count;
}

static void check_unique(const struct row_check *r, struct keyed_row *list, size_t count)
{
	qsort(list, count, sizeof *list, compare_keyed);
	for (size_t i = 1; i < count; i++) {
		char *detail;

		if (!slice_equal(list[i - 1].value, list[i].value))
			continue;
		detail = mem_format(
			"\"%.*s\" stands twice in \"%s\"", SLICE_ARG(list[i].value), r->rule->column);
		report_row(r, named_cell_span(r, list[i].row, r->rule->column), detail);
		free(detail);
	}
}

static void check_ascending(const struct row_check *r, struct keyed_row *list, size_t count)
{
	bool strictly = r->rule->test == ROW_STRICTLY_ASCENDING;

	for (size_t i = 1; i < count; i++) {
		struct slice unit, other;
		double before, here;
		char *detail;

		if (!value_order(list[i - 1].value, &before, &unit) ||
			!value_order(list[i].value, &here, &other))
			continue;
		if (strictly ? here > before : here >= before)
			continue;
		detail = mem_format("\"%.*s\" does not come after \"%.*s\"", SLICE_ARG(list[i].value),
			SLICE_ARG(list[i - 1].value));
		report_row(r, named_cell_span(r, list[i].row, r->rule->column), detail);
		free(detail);
	}
}

static void check_column_rule(const struct row_check *r)
{
	struct keyed_row *list = mem_calloc((size_t)r->table.table->rows + 1, sizeof *list);
	size_t count = collect(r, list);

	if (r->rule->test == ROW_UNIQUE)
		check_unique(r, list, count);
	else
		check_ascending(r, list, count);
	free(list);
}

static void check_row_rule(struct checker *checker, const struct row_spec *rule, size_t section)
{
	const struct document *document = checker->document;
	uint32_t table = document->contract->tables[section].table;
	struct row_check r = {
		{checker, section, &document->kind->sections[section], NULL, checker_scope(checker)},
		rule};
	struct slice reason;

	if (table == OUTLINE_NONE ||
		section_not_applicable(document->outline, document->contract->sections[section],
			&reason) != OUTLINE_NONE)
		return;
	r.table.table = &document->outline->tables[table];
	r.table.scope.is_row = true;
	r.table.scope.section = section;
	switch (rule->test) {
	case ROW_REQUIRE:
	case ROW_NONE:
		check_each_row(&r);
		break;
	case ROW_SOME:
	case ROW_MAX:
		check_some_rows(&r);
		break;
	default:
		check_column_rule(&r);
		break;
	}
}

void check_tables(struct checker *checker)
{
	const struct kind *kind = checker->document->kind;
	struct scope scope = checker_scope(checker);

	for (size_t i = 0; i < kind->n_sections; i++) {
		if (kind->sections[i].table)
			check_table(checker, i);
	}
	for (size_t i = 0; i < kind->n_rows; i++) {
		const struct row_spec *rule = &kind->rows[i];

		if (!checker_status_in(checker, rule->at) || !condition_holds(rule->where, &scope))
			continue;
		for (size_t j = 0; j < rule->n_sections; j++)
			check_row_rule(checker, rule, rule->sections[j]);
	}
}
