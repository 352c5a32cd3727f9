/* The rules that a contract has for the rows of tables. */
#include <stdlib.h>

#include "base/utf8.h"
#include "check/checker.h"
#include "check/evaluate.h"

struct row_check {
	struct checker *checker;
	const struct row_spec *rule;
	size_t section; /* of the kind */
	const struct section_spec *spec;
	const struct outline_table *table;
	struct scope scope;
};

static struct span row_span(const struct row_check *r, uint32_t row)
{
	return r->checker->document->outline->rows[r->table->first_row + row + 1].span;
}

static struct span header_span(const struct row_check *r)
{
	return r->checker->document->outline->rows[r->table->first_row].span;
}

static void report(const struct row_check *r, struct span span, const char *detail)
{
	checker_add_rule(r->checker, RULE_TABLE_ROW, r->rule->id, r->rule->severity, span, "%s%s%s",
		r->rule->because, detail[0] ? ": " : "", detail);
}

static bool row_counts(struct row_check *r, uint32_t row)
{
	r->scope.row = row;
	return !contract_row_is_empty(r->checker->document->outline, r->table, row) &&
	       condition_holds(r->rule->when, &r->scope);
}

/* The cell of a column that a name stands for; the row where it stands for none. */
static struct span cell_span(const struct row_check *r, uint32_t row, const char *name)
{
	const struct table_spec *table = r->spec->table;

	for (size_t i = 0; name && i < table->n_columns; i++) {
		const struct outline_cell *cell;

		if (strcmp(table->columns[i].name, name) != 0)
			continue;
		cell = contract_cell(r->checker->document, r->section, row, i);
		if (cell && cell->span.end > cell->span.start)
			return cell->span;
	}
	return row_span(r, row);
}

static const char *first_name(const struct match *match)
{
	return match->any_of ? match->any_of[0]->items[0].name : match->name;
}

static void require_row(const struct row_check *r, uint32_t row)
{
	struct buffer why = BUFFER_INIT;
	const struct match *failed = condition_failure(r->rule->condition, &r->scope, &why);
	char *detail;

	if (failed) {
		detail = failed->any_of ? mem_format("%s", why.at)
					: mem_format("\"%s\" %s", failed->name, why.at);
		report(r, cell_span(r, row, first_name(failed)), detail);
		free(detail);
	}
	buffer_dispose(&why);
}

static void require_target(void *context, const struct document *target)
{
	struct row_check *r = context;
	struct scope scope = r->scope;
	struct buffer why = BUFFER_INIT;
	const struct match *failed;
	char *detail;

	scope.subject = target;
	failed = target->refusal ? NULL : condition_failure(r->rule->condition, &scope, &why);
	if (failed) {
		detail = failed->any_of
				 ? mem_format("%s: %s", target->path, why.at)
				 : mem_format("`%s` of %s %s", failed->name, target->path, why.at);
		report(r, cell_span(r, r->scope.row, r->rule->follow), detail);
		free(detail);
	}
	buffer_dispose(&why);
}

static void check_each_row(struct row_check *r)
{
	for (uint32_t row = 0; row < r->table->rows; row++) {
		struct operand link;

		if (!row_counts(r, row))
			continue;
		if (r->rule->follow) {
			link = scope_operand(&r->scope, r->rule->follow);
			scope_follow(&r->scope, &link, require_target, r);
		} else if (r->rule->test == ROW_REQUIRE) {
			require_row(r, row);
		} else if (condition_holds(r->rule->condition, &r->scope)) {
			report(r, cell_span(r, row, first_name(&r->rule->condition->items[0])), "");
		}
	}
}

/* A condition in words, for what no row does: "Origin" must be model. */
static void describe(const struct condition *condition, struct buffer *out)
{
	for (size_t i = 0; condition && i < condition->count; i++) {
		const struct match *match = &condition->items[i];

		buffer_add_string(out, i ? " and " : "");
		if (match->values) {
			buffer_addf(out, "\"%s\"", match->name);
			for (size_t j = 0; j < match->n_values; j++)
				buffer_addf(out, "%s%s", j ? " or " : " ", match->values[j]);
			continue;
		}
		if (!match->any_of)
			buffer_addf(out, "\"%s\", which ", match->name);
		condition_describe(match, NULL, out);
	}
	buffer_reserve(out, 1);
}

static void check_count(struct row_check *r)
{
	bool at_most = r->rule->test == ROW_MAX;
	struct buffer wanted = BUFFER_INIT;
	uint32_t found = 0;
	char *detail;

	for (uint32_t row = 0; row < r->table->rows; row++)
		found += row_counts(r, row) &&
			 condition_verdict(r->rule->condition, &r->scope) != VERDICT_NO;
	if (at_most ? found <= r->rule->count : found >= r->rule->count)
		return;
	describe(at_most ? r->rule->when : r->rule->condition, &wanted);
	if (at_most && !r->rule->when)
		detail = mem_format(
			"there are %u rows, at most %u are allowed", found, r->rule->count);
	else if (at_most)
		detail = mem_format("%u row%s %s, at most %u may", found,
			found == 1 ? " has" : "s have", wanted.at, r->rule->count);
	else if (r->rule->count == 1)
		detail = mem_format("no row has %s", wanted.at);
	else
		detail = mem_format("%u row%s %s, at least %u are needed", found,
			found == 1 ? " has" : "s have", wanted.at, r->rule->count);
	report(r, header_span(r), detail);
	free(detail);
	buffer_dispose(&wanted);
}

/* A value, or the values of several columns together, as they are compared. */
struct keyed_row {
	char *key;
	struct slice value;
	uint32_t row;
	const char *column;
};

struct keys {
	struct keyed_row *list;
	size_t count, capacity;
	uint32_t row;
	const char *column;
};

static int compare_keys(const void *a, const void *b)
{
	const struct keyed_row *one = a, *two = b;
	int order = strcmp(one->key, two->key);

	return order ? order : one->row < two->row ? -1 : one->row > two->row;
}

static void add_key(struct keys *keys, struct buffer *key, struct slice value)
{
	GROW(keys->list, keys->count, keys->capacity);
	keys->list[keys->count++] =
		(struct keyed_row){buffer_take(key), value, keys->row, keys->column};
}

static bool add_value(struct slice value, const void *context)
{
	struct buffer key = BUFFER_INIT;

	buffer_reserve(&key, 1);
	utf8_fold(&key, slice_trim(value));
	add_key((struct keys *)context, &key, value);
	return false;
}

/* Rows in which all of the columns are filled. */
static void add_tuple(struct row_check *r, struct keys *keys)
{
	struct operand first = scope_operand(&r->scope, r->rule->columns[0]);
	struct buffer key = BUFFER_INIT;

	buffer_reserve(&key, 1);
	for (size_t i = 0; i < r->rule->n_columns; i++) {
		struct operand operand = scope_operand(&r->scope, r->rule->columns[i]);

		if (!operand.present) {
			buffer_dispose(&key);
			return;
		}
		utf8_fold(&key, operand.text);
		buffer_add_char(&key, '\n');
	}
	add_key(keys, &key, first.text);
}

static void collect_keys(struct row_check *r, struct keys *keys)
{
	for (keys->row = 0; keys->row < r->table->rows; keys->row++) {
		if (!row_counts(r, keys->row))
			continue;
		keys->column = r->rule->columns[0];
		if (r->rule->test == ROW_UNIQUE) {
			add_tuple(r, keys);
			continue;
		}
		for (size_t i = 0; i < r->rule->n_columns; i++) {
			struct operand operand = scope_operand(&r->scope, r->rule->columns[i]);

			keys->column = r->rule->columns[i];
			if (operand.present)
				operand_any(&operand, add_value, keys);
		}
	}
}

static void check_unique(struct row_check *r)
{
	struct keys keys = {0};
	struct buffer columns = BUFFER_INIT;

	for (size_t i = 0; i < r->rule->n_columns; i++)
		buffer_addf(&columns, "%s\"%s\"", i ? " and " : "", r->rule->columns[i]);
	collect_keys(r, &keys);
	if (keys.count)
		qsort(keys.list, keys.count, sizeof *keys.list, compare_keys);
	for (size_t i = 1; i < keys.count; i++) {
		const struct keyed_row *again = &keys.list[i];
		char *detail;

		if (strcmp(keys.list[i - 1].key, again->key) != 0)
			continue;
		detail = mem_format(
			"\"%.*s\" stands twice in %s", SLICE_ARG(again->value), columns.at);
		report(r, cell_span(r, again->row, again->column), detail);
		free(detail);
	}
	for (size_t i = 0; i < keys.count; i++)
		free(keys.list[i].key);
	free(keys.list);
	buffer_dispose(&columns);
}

static void check_ascending(struct row_check *r)
{
	bool strictly = r->rule->test == ROW_STRICTLY_ASCENDING;
	struct amount before = {.type = AMOUNT_NONE};
	struct slice last = slice_of("");

	for (uint32_t row = 0; row < r->table->rows; row++) {
		struct operand operand;
		struct amount here;
		double order;
		char *detail;

		if (!row_counts(r, row))
			continue;
		operand = scope_operand(&r->scope, r->rule->columns[0]);
		here = operand_amount(&operand);
		if (here.type == AMOUNT_NONE)
			continue;
		if (amount_compare(here, before, &order) && !(strictly ? order > 0 : order >= 0)) {
			detail = mem_format("\"%.*s\" does not come after \"%.*s\"",
				SLICE_ARG(operand.text), SLICE_ARG(last));
			report(r, cell_span(r, row, r->rule->columns[0]), detail);
			free(detail);
		}
		last = operand.text;
		before = here;
	}
}

static void check_table(struct checker *checker, const struct row_spec *rule, size_t section)
{
	const struct document *document = checker->document;
	uint32_t table = document->contract->tables[section].table;
	struct row_check r = {checker, rule, section, &document->kind->sections[section], NULL,
		checker_scope(checker)};
	struct slice reason;

	if (table == OUTLINE_NONE ||
		section_not_applicable(document->outline, document->contract->sections[section],
			&reason) != OUTLINE_NONE)
		return;
	r.table = &document->outline->tables[table];
	r.scope.is_row = true;
	r.scope.section = section;
	switch (rule->test) {
	case ROW_REQUIRE:
	case ROW_NONE:
		check_each_row(&r);
		break;
	case ROW_SOME:
	case ROW_MAX:
		check_count(&r);
		break;
	case ROW_UNIQUE:
	case ROW_UNIQUE_ACROSS:
		check_unique(&r);
		break;
	default:
		check_ascending(&r);
		break;
	}
}

void check_rows(struct checker *checker)
{
	const struct kind *kind = checker->document->kind;
	struct scope scope = checker_scope(checker);

	for (size_t i = 0; i < kind->n_rows; i++) {
		const struct row_spec *rule = &kind->rows[i];

		if (!checker_status_in(checker, rule->at) || !condition_holds(rule->where, &scope))
			continue;
		for (size_t j = 0; j < rule->n_sections; j++)
			check_table(checker, rule, rule->sections[j]);
	}
}
