/* Units of quantities: there, and such that the quantities of a row can be compared. */
#include "check/check_units.h"

#include "policy/quantity.h"

/* The unit that a header names: `Before (ms)`. */
static struct slice header_unit(const struct outline *outline, const struct outline_table *table,
	const struct contract_table *match, size_t column)
{
	struct slice none = {"", 0}, title;
	struct unit unit;
	size_t open;

	if (match->columns[column] == OUTLINE_NONE)
		return none;
	title = slice_trim(outline_text(
		outline, outline->cells[table->first_cell + match->columns[column]].text));
	if (!slice_ends_with(title, ")") && !slice_ends_with(title, "]"))
		return none;
	title.len--;
	for (open = title.len; open > 0 && !strchr("([", title.at[open - 1]); open--)
		;
	title = slice_trim(slice_from(title, open));
	return open && unit_read(title, true, &unit) == title.len ? title : none;
}

/* Where a bare number has its unit: in the header, or in the column that the contract names. */
static struct slice given_unit(const struct scope *scope, size_t column)
{
	const struct document *document = scope->document;
	const struct contract_table *match = &document->contract->tables[scope->section];
	const struct table_spec *table = document->kind->sections[scope->section].table;
	struct slice unit = header_unit(
		document->outline, &document->outline->tables[match->table], match, column);
	struct operand operand;

	if (unit.len || !table->columns[column].unit_column)
		return unit;
	operand = scope_operand(scope, table->columns[column].unit_column);
	return operand.present ? operand.text : (struct slice){"", 0};
}

/* Reads a cell with the unit that stands elsewhere. */
static bool read_cell(
	const struct scope *scope, size_t column, struct slice value, struct quantity *quantity)
{
	struct slice unit;

	if (!quantity_read(value, quantity))
		return false;
	if (quantity->has_unit)
		return true;
	unit = given_unit(scope, column);
	quantity->has_unit = unit.len && unit_read(unit, true, &quantity->unit);
	return true;
}

void report_bare_number(
	struct checker *checker, struct span span, const char *what, struct slice value)
{
	checker_add(checker, RULE_UNIT_MISSING, span,
		"%s is \"%.*s\", a number without its unit: write it behind, as in 120 ms", what,
		(int)(value.len > 60 ? 60 : value.len), value.at);
}

bool check_unit_of_cell(struct checker *checker, const struct scope *scope, size_t column,
	struct slice value, struct span span)
{
	const struct section_spec *section = &scope->document->kind->sections[scope->section];
	struct quantity quantity;

	if (section->table->columns[column].type != VALUE_QUANTITY ||
		!quantity_read(value, &quantity) || quantity.has_unit || quantity.qualifier.len)
		return false;
	if (!read_cell(scope, column, value, &quantity) || !quantity.has_unit)
		report_bare_number(checker, span, section->table->columns[column].name, value);
	return true;
}

static bool is_share(const struct unit *unit)
{
	return unit->of.dimension >= DIMENSION_SHARE && unit->of.dimension <= DIMENSION_RELATIVE;
}

/* A quantity of a row, and the column that it stands in. */
struct measured {
	const struct field_spec *column;
	struct quantity quantity;
	struct span span;
};

static void compare(
	struct checker *checker, const struct measured *first, const struct measured *other)
{
	struct slice one = quantity_percentile(first->quantity.qualifier);
	struct slice two = quantity_percentile(other->quantity.qualifier);

	if (other->column->unit == UNIT_CHANGE && is_share(&other->quantity.unit))
		return;
	if (!unit_comparable(&first->quantity.unit, &other->quantity.unit))
		checker_add(checker, RULE_UNIT_MISMATCH, other->span,
			"%s is in %.*s and %s in %.*s: they cannot be compared",
			other->column->name, SLICE_ARG(slice_trim(other->quantity.unit.text)),
			first->column->name, SLICE_ARG(slice_trim(first->quantity.unit.text)));
	else if (one.len && two.len && !slice_equal_nocase(one, two))
		checker_add(checker, RULE_UNIT_MISMATCH, other->span,
			"%s is %.*s and %s %.*s: they cannot be compared", other->column->name,
			SLICE_ARG(two), first->column->name, SLICE_ARG(one));
}

static bool measure(const struct scope *scope, size_t column, struct measured *measured)
{
	const struct table_spec *table = scope->document->kind->sections[scope->section].table;
	const struct outline_cell *cell =
		contract_cell(scope->document, scope->section, scope->row, column);

	measured->column = &table->columns[column];
	if (!cell || measured->column->type != VALUE_QUANTITY || measured->column->unit == UNIT_OWN)
		return false;
	measured->span = cell->span;
	return read_cell(scope, column,
		       contract_cell_value(scope->document, cell, measured->column->type),
		       &measured->quantity) &&
	       measured->quantity.has_unit;
}

void check_units_of_row(struct checker *checker, const struct scope *scope)
{
	const struct table_spec *table = scope->document->kind->sections[scope->section].table;
	struct measured first = {.column = NULL}, other;

	for (size_t i = 0; i < table->n_columns; i++) {
		if (table->columns[i].type != VALUE_QUANTITY || !measure(scope, i, &other))
			continue;
		if (first.column)
			compare(checker, &first, &other);
		else if (other.column->unit == UNIT_SAME)
			first = other;
	}
}
