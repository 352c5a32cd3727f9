#include "check/condition.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "check/contract.h"
#include "policy/pattern.h"

static struct operand cell_operand(const struct scope *scope, const char *name)
{
	const struct section_spec *section = &scope->document->kind->sections[scope->section];
	struct operand operand = {scope->document->outline, OUTLINE_NONE, {"", 0}, false};

	for (size_t i = 0; i < section->table->n_columns; i++) {
		const struct field_spec *column = &section->table->columns[i];
		const struct outline_cell *cell;

		if (strcmp(column->name, name) != 0)
			continue;
		cell = contract_cell(scope->document, scope->section, scope->row, i);
		if (!cell)
			return operand;
		operand.text = contract_cell_value(scope->document, cell, column->type);
		operand.present = operand.text.len && !value_is_blank(operand.text) &&
				  !value_is_placeholder(operand.text);
		return operand;
	}
	operand.outline = NULL;
	return operand;
}

static struct operand field_operand(const struct scope *scope, const char *name)
{
	const struct outline *outline = scope->document->outline;
	struct operand operand = {outline, document_field(scope->document, name), {"", 0}, false};
	const struct outline_field *field;

	if (operand.node == OUTLINE_NONE)
		return operand;
	field = &outline->fields[operand.node];
	operand.present = field->type == FIELD_SCALAR
				  ? field->value.len > 0 &&
					    !value_is_placeholder(outline_text(outline, field->value))
				  : field->count > 0;
	return operand;
}

struct operand scope_operand(const struct scope *scope, const char *name)
{
	struct operand operand;

	if (!scope->is_row)
		return field_operand(scope, name);
	operand = cell_operand(scope, name);
	return operand.outline ? operand : field_operand(scope, name);
}

/* Calls `test` for each single value of an operand until it is true. */
static bool any_value(const struct operand *operand,
	bool (*test)(struct slice value, const void *context), const void *context)
{
	const struct outline *outline = operand->outline;
	uint32_t child;

	if (operand->node == OUTLINE_NONE)
		return test(operand->text, context);
	if (outline->fields[operand->node].type == FIELD_SCALAR)
		return test(outline_text(outline, outline->fields[operand->node].value), context);
	child = outline_first_child(outline, operand->node);
	for (; child != OUTLINE_NONE; child = outline_next_child(outline, child)) {
		if (outline->fields[child].type == FIELD_SCALAR &&
			test(outline_text(outline, outline->fields[child].value), context))
			return true;
	}
	return false;
}

static bool add_value(struct slice value, const void *context)
{
	struct buffer *out = *(struct buffer *const *)context;

	if (out->len)
		buffer_add_string(out, ", ");
	buffer_add_slice(out, value);
	return false;
}

void operand_describe(const struct operand *operand, struct buffer *out)
{
	buffer_reserve(out, 1);
	if (operand->present || operand->node == OUTLINE_NONE)
		any_value(operand, add_value, &out);
}

struct name_list {
	const char *const *names;
	size_t count;
};

static bool is_in(struct slice value, const void *context)
{
	const struct name_list *list = context;

	for (size_t i = 0; i < list->count; i++) {
		if (slice_equal_nocase(value, slice_of(list->names[i])))
			return true;
	}
	return false;
}

static bool has_number_within(struct slice value, const void *context)
{
	const struct match *match = context;
	struct slice unit;
	double number;

	if (!value_number(value, &number, &unit))
		return false;
	return (!match->has_min || number >= match->min) && (!match->has_max || number <= match->max);
}

static bool matches_regex(struct slice value, const void *context)
{
	return pattern_matches(context, value);
}

struct comparison {
	const struct scope *scope;
	const char *side;
	int direction; /* +1: the value must not be below, -1: not above, 0: equal */
};

static bool is_ordered(struct slice value, const void *context)
{
	const struct comparison *comparison = context;
	double order;

	if (!scope_compare(comparison->scope, value, comparison->side, &order))
		return true;
	return comparison->direction > 0 ? order >= 0 : order <= 0;
}

static bool side_value(const struct scope *scope, const char *side, double *order, struct slice *unit)
{
	struct buffer text = BUFFER_INIT;
	struct operand operand;
	struct date date;
	bool known;

	*unit = (struct slice){NULL, 0};
	if (strcmp(side, "today") == 0) {
		*order = (double)date_days(scope->today) * 86400;
		return true;
	}
	if (date_parse(slice_of(side), &date)) {
		*order = (double)date_days(date) * 86400;
		return true;
	}
	operand = scope_operand(scope, side);
	operand_describe(&operand, &text);
	known = operand.present && value_order(buffer_slice(&text), order, unit);
	buffer_dispose(&text);
	*unit = (struct slice){NULL, 0};
	return known;
}

bool scope_compare(const struct scope *scope, struct slice value, const char *side, double *order)
{
	struct slice unit;
	double one, other;

	if (!value_order(value, &one, &unit) || !side_value(scope, side, &other, &unit))
		return false;
	*order = one - other;
	return true;
}

static bool same_text(const struct scope *scope, const struct operand *operand, const char *name)
{
	struct operand other = scope_operand(scope, name);
	struct buffer one = BUFFER_INIT, two = BUFFER_INIT;
	bool same;

	operand_describe(operand, &one);
	operand_describe(&other, &two);
	same = slice_equal_nocase(buffer_slice(&one), buffer_slice(&two));
	buffer_dispose(&one);
	buffer_dispose(&two);
	return same;
}

static uint32_t count_words(const struct operand *operand)
{
	struct buffer text = BUFFER_INIT;
	uint32_t words;

	operand_describe(operand, &text);
	words = text_words(buffer_slice(&text));
	buffer_dispose(&text);
	return words;
}

static bool order_holds(
	const struct scope *scope, const struct operand *operand, const char *side, int direction)
{
	struct comparison comparison = {scope, side, direction};

	return !side || !operand->present || any_value(operand, is_ordered, &comparison);
}

static bool match_holds(const struct match *match, const struct scope *scope)
{
	struct operand operand = scope_operand(scope, match->name);
	struct name_list values = {match->values, match->n_values};
	struct name_list none_of = {match->none_of, match->n_none_of};
	struct name_list includes = {&match->includes, match->includes ? 1 : 0};

	if (match->has_present && operand.present != match->present)
		return false;
	if (match->values && !any_value(&operand, is_in, &values))
		return false;
	if (match->none_of && any_value(&operand, is_in, &none_of))
		return false;
	if ((match->has_min || match->has_max) && !any_value(&operand, has_number_within, match))
		return false;
	if (match->min_words && count_words(&operand) < match->min_words)
		return false;
	if (match->matches && !any_value(&operand, matches_regex, match->matches))
		return false;
	if (match->same_as && !same_text(scope, &operand, match->same_as))
		return false;
	if (match->differs_from && operand.present && same_text(scope, &operand, match->differs_from))
		return false;
	if (match->includes && !any_value(&operand, is_in, &includes))
		return false;
	return order_holds(scope, &operand, match->not_before, 1) &&
	       order_holds(scope, &operand, match->not_after, -1);
}

static void join(struct buffer *out, const char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		buffer_addf(out, "%s%s", i == 0 ? "" : i + 1 < count ? ", " : " or ", names[i]);
}

static void add_part(struct buffer *why, bool *first, const char *text)
{
	buffer_addf(why, "%s%s", *first ? "must " : " and ", text);
	*first = false;
}

static void describe_wanted(const struct match *match, struct buffer *why)
{
	bool first = true;

	if (match->has_present)
		add_part(why, &first, match->present ? "be filled in" : "be empty");
	if (match->values) {
		add_part(why, &first, "be ");
		join(why, match->values, match->n_values);
	}
	if (match->none_of) {
		add_part(why, &first, "not be ");
		join(why, match->none_of, match->n_none_of);
	}
	if (match->has_min) {
		add_part(why, &first, "be at least ");
		buffer_addf(why, "%g", match->min);
	}
	if (match->has_max) {
		add_part(why, &first, "be at most ");
		buffer_addf(why, "%g", match->max);
	}
	if (match->min_words) {
		add_part(why, &first, "have at least ");
		buffer_addf(why, "%u words", match->min_words);
	}
	if (match->regex) {
		add_part(why, &first, "match ");
		buffer_add_string(why, match->regex);
	}
	if (match->not_before) {
		add_part(why, &first, "not be before ");
		buffer_add_string(why, match->not_before);
	}
	if (match->not_after) {
		add_part(why, &first, "not be after ");
		buffer_add_string(why, match->not_after);
	}
	if (match->same_as) {
		add_part(why, &first, "equal ");
		buffer_add_string(why, match->same_as);
	}
	if (match->differs_from) {
		add_part(why, &first, "differ from ");
		buffer_add_string(why, match->differs_from);
	}
	if (match->includes) {
		add_part(why, &first, "include ");
		buffer_add_string(why, match->includes);
	}
}

static void describe_failure(
	const struct match *match, const struct scope *scope, struct buffer *why)
{
	struct operand operand = scope_operand(scope, match->name);
	struct buffer text = BUFFER_INIT;

	operand_describe(&operand, &text);
	if (text.len == 0)
		buffer_add_string(why, "is empty, ");
	else if (text.len > 60)
		buffer_add_string(why, "");
	else
		buffer_addf(why, "is \"%.*s\", ", (int)text.len, text.at);
	describe_wanted(match, why);
	buffer_dispose(&text);
}

const struct match *condition_failure(
	const struct condition *condition, const struct scope *scope, struct buffer *why)
{
	for (size_t i = 0; condition && i < condition->count; i++) {
		if (match_holds(&condition->items[i], scope))
			continue;
		if (why)
			describe_failure(&condition->items[i], scope, why);
		return &condition->items[i];
	}
	return NULL;
}

bool condition_holds(const struct condition *condition, const struct scope *scope)
{
	return !condition_failure(condition, scope, NULL);
}
