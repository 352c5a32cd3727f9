#include "check/condition.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "check/contract.h"
#include "check/evaluate.h"
#include "check/limit.h"
#include "check/link.h"
#include "check/lookup.h"
#include "policy/pattern.h"

static struct operand cell_operand(const struct scope *scope, const char *name)
{
	const struct section_spec *section = &scope->document->kind->sections[scope->section];
	struct operand operand = {.outline = scope->document->outline, .node = OUTLINE_NONE};

	for (size_t i = 0; i < section->table->n_columns; i++) {
		const struct field_spec *column = &section->table->columns[i];
		const struct outline_cell *cell;

		if (strcmp(column->name, name) != 0)
			continue;
		operand.text = slice_of("");
		cell = contract_cell(scope->document, scope->section, scope->row, i);
		if (!cell)
			return operand;
		operand.measured = column->type == VALUE_QUANTITY;
		if (column->type == VALUE_LIST) {
			operand.cell = cell;
			operand.part = column->of ? column->of->type : VALUE_ANY;
		}
		operand.text = contract_cell_value(scope->document, cell, column->type);
		operand.present = operand.text.len && !value_is_blank(operand.text) &&
				  !value_is_placeholder(operand.text);
		return operand;
	}
	operand.outline = NULL;
	return operand;
}

static struct operand field_operand(const struct document *document, const char *name)
{
	const struct outline *outline = document->outline;
	struct operand operand = {
		.outline = outline, .node = document_field(document, name), .text = {"", 0}};
	const struct outline_field *field;

	if (!outline || operand.node == OUTLINE_NONE)
		return operand;
	field = &outline->fields[operand.node];
	operand.present = field->type == FIELD_SCALAR
				  ? field->value.len > 0 && !value_is_placeholder(outline_text(
								    outline, field->value))
				  : field->count > 0;
	return operand;
}

struct operand scope_operand(const struct scope *scope, const char *name)
{
	struct operand operand = {.node = OUTLINE_NONE, .text = {"", 0}};

	if (scope->is_row)
		operand = cell_operand(scope, name);
	return operand.outline ? operand : field_operand(scope->document, name);
}

struct operand scope_subject(const struct scope *scope, const char *name)
{
	return scope->subject ? field_operand(scope->subject, name) : scope_operand(scope, name);
}

static bool any_part(const struct operand *operand,
	bool (*test)(struct slice value, const void *context), const void *context)
{
	struct contract_parts parts =
		contract_cell_parts(operand->outline, operand->cell, operand->part, operand->text);
	struct slice part;

	while (contract_next_part(&parts, &part)) {
		if (test(part, context))
			return true;
	}
	return false;
}

bool operand_any(const struct operand *operand,
	bool (*test)(struct slice value, const void *context), const void *context)
{
	const struct outline *outline = operand->outline;
	uint32_t child;

	if (operand->cell)
		return any_part(operand, test, context);
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

struct following {
	const struct scope *scope;
	void (*each)(void *context, const struct document *target);
	void *context;
};

static bool follow_value(struct slice value, const void *context)
{
	const struct following *f = context;
	const struct document *target;

	target = corpus_resolve(f->scope->corpus, f->scope->document, value);
	if (target)
		f->each(f->context, target);
	return false;
}

void scope_follow(const struct scope *scope, const struct operand *operand,
	void (*each)(void *context, const struct document *target), void *context)
{
	struct following following = {scope, each, context};

	if (operand->present)
		operand_any(operand, follow_value, &following);
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
		operand_any(operand, add_value, &out);
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
	return (!match->has_min || number >= match->min) &&
	       (!match->has_max || number <= match->max);
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

static struct amount day(struct date date)
{
	return (struct amount){.type = AMOUNT_DAY, .number = (double)date_days(date) * 86400};
}

static struct amount side_amount(const struct scope *scope, const char *side)
{
	struct amount amount = {.type = AMOUNT_NONE};
	struct operand operand;
	struct date date;

	if (strcmp(side, "today") == 0)
		return day(scope->today);
	if (date_parse(slice_of(side), &date))
		return day(date);
	operand = scope_operand(scope, side);
	if (operand.present)
		amount = operand_amount(&operand);
	return amount;
}

bool scope_compare(const struct scope *scope, struct slice value, const char *side, double *order)
{
	return amount_compare(amount_read(value), side_amount(scope, side), order);
}

static bool is_text(struct slice value, const void *context)
{
	return slice_equal_nocase(value, *(const struct slice *)context);
}

/* The same as a whole; of a list, also any one of its elements. */
static bool same_text(const struct scope *scope, const struct operand *operand, const char *name)
{
	struct operand other = scope_operand(scope, name);
	struct buffer one = BUFFER_INIT, two = BUFFER_INIT;
	struct slice text;
	double order;
	bool same;

	/* 0.2 s is 200 ms. */
	if (operand->measured && other.measured &&
		amount_compare(amount_read(operand->text), amount_read(other.text), &order))
		return order == 0;
	operand_describe(operand, &one);
	operand_describe(&other, &two);
	text = buffer_slice(&two);
	same = slice_equal_nocase(buffer_slice(&one), text) || operand_any(operand, is_text, &text);
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

static enum verdict order_verdict(
	const struct scope *scope, const struct operand *operand, const char *side, int direction)
{
	struct comparison comparison = {scope, side, direction};

	if (!side)
		return VERDICT_YES;
	if (!operand->present)
		return VERDICT_UNDECIDED;
	return operand_any(operand, is_ordered, &comparison) ? VERDICT_YES : VERDICT_NO;
}

/* What is worked out, and how the value has to lie to it. */
struct bound {
	struct amount amount;
	int direction; /* +1: not below, -1: not above, 0: equal */
	bool decided;
};

static bool is_within(struct slice value, const void *context)
{
	struct bound *bound = (struct bound *)context;
	struct amount amount = amount_read(value);
	double order;

	if (!amount_compare(amount, bound->amount, &order))
		return false;
	bound->decided = true;
	if (bound->direction == 0)
		return amount_equals(amount, bound->amount);
	return bound->direction > 0 ? order >= 0 : order <= 0;
}

static enum verdict bound_verdict(const struct scope *scope, const struct operand *operand,
	const struct expression *expression, int direction)
{
	struct bound bound = {.direction = direction};

	if (!expression)
		return VERDICT_YES;
	bound.amount = evaluate(expression, scope);
	if (operand->present && operand_any(operand, is_within, &bound))
		return VERDICT_YES;
	return bound.decided ? VERDICT_NO : VERDICT_UNDECIDED;
}

struct membership {
	const struct scope *scope;
	const struct match *match;
};

static bool is_member(struct slice value, const void *context)
{
	const struct membership *m = context;
	const struct person *person = people_resolve(m->scope->people, value);

	if (!person)
		return false;
	if (m->match->role && !person_ever_held(person, slice_of(m->match->role)))
		return false;
	for (size_t i = 0; i < m->match->n_sides; i++) {
		if (people_is_on_side(m->scope->people, person, m->match->sides[i]))
			return true;
	}
	return m->match->n_sides == 0;
}

static bool plain_parts_hold(
	const struct match *match, const struct scope *scope, const struct operand *operand)
{
	struct name_list values = {match->values, match->n_values};
	struct name_list none_of = {match->none_of, match->n_none_of};
	struct name_list includes = {&match->includes, match->includes ? 1 : 0};
	struct membership membership = {scope, match};

	if (match->has_present && operand->present != match->present)
		return false;
	if (match->values && !operand_any(operand, is_in, &values))
		return false;
	if (match->none_of && operand_any(operand, is_in, &none_of))
		return false;
	if ((match->has_min || match->has_max) && !operand_any(operand, has_number_within, match))
		return false;
	if (match->min_words && count_words(operand) < match->min_words)
		return false;
	if (match->matches && !operand_any(operand, matches_regex, match->matches))
		return false;
	if (match->same_as && !same_text(scope, operand, match->same_as))
		return false;
	if (match->differs_from && operand->present &&
		same_text(scope, operand, match->differs_from))
		return false;
	if ((match->role || match->sides) && !operand_any(operand, is_member, &membership))
		return false;
	return !match->includes || operand_any(operand, is_in, &includes);
}

/* The worse of two: no, undecided, yes. */
static enum verdict both(enum verdict one, enum verdict two)
{
	if (one == VERDICT_NO || two == VERDICT_NO)
		return VERDICT_NO;
	return one == VERDICT_UNDECIDED ? one : two;
}

static enum verdict any_of_verdict(const struct match *match, const struct scope *scope)
{
	enum verdict verdict = VERDICT_NO;

	for (size_t i = 0; i < match->n_any_of && verdict != VERDICT_YES; i++) {
		enum verdict one = condition_verdict(match->any_of[i], scope);

		if (one != VERDICT_NO)
			verdict = one;
	}
	return verdict;
}

static enum verdict limits_verdict(
	const struct match *match, const struct scope *scope, const struct operand *operand)
{
	enum verdict kept = VERDICT_YES, broken = VERDICT_NO;

	if (match->keeps)
		kept = limit_verdict(scope, operand, match->keeps, match->direction);
	if (match->breaks)
		broken = limit_verdict(scope, operand, match->breaks, match->direction);
	/* What breaks a limit does not keep it. */
	if (broken != VERDICT_UNDECIDED)
		broken = broken == VERDICT_NO ? VERDICT_YES : VERDICT_NO;
	return both(kept, broken);
}

static enum verdict match_verdict(const struct match *match, const struct scope *scope)
{
	struct operand operand;
	enum verdict verdict;

	if (match->any_of)
		return any_of_verdict(match, scope);
	operand = scope_subject(scope, match->name);
	if (!plain_parts_hold(match, scope, &operand))
		return VERDICT_NO;
	verdict = order_verdict(scope, &operand, match->not_before, 1);
	verdict = both(verdict, order_verdict(scope, &operand, match->not_after, -1));
	verdict = both(verdict, bound_verdict(scope, &operand, match->earliest, 1));
	verdict = both(verdict, bound_verdict(scope, &operand, match->latest, -1));
	verdict = both(verdict, bound_verdict(scope, &operand, match->least, 1));
	verdict = both(verdict, bound_verdict(scope, &operand, match->greatest, -1));
	verdict = both(verdict, bound_verdict(scope, &operand, match->equals, 0));
	verdict = both(verdict, limits_verdict(match, scope, &operand));
	if (match->found_in && verdict != VERDICT_NO)
		verdict = both(verdict, lookup_verdict(match->found_in, scope, &operand));
	return verdict;
}

enum verdict condition_verdict(const struct condition *condition, const struct scope *scope)
{
	enum verdict verdict = VERDICT_YES;

	for (size_t i = 0; condition && i < condition->count && verdict != VERDICT_NO; i++)
		verdict = both(verdict, match_verdict(&condition->items[i], scope));
	return verdict;
}

bool condition_holds(const struct condition *condition, const struct scope *scope)
{
	return condition_verdict(condition, scope) == VERDICT_YES;
}

const struct match *condition_failure(
	const struct condition *condition, const struct scope *scope, struct buffer *why)
{
	for (size_t i = 0; condition && i < condition->count; i++) {
		if (match_verdict(&condition->items[i], scope) != VERDICT_NO)
			continue;
		if (why)
			condition_describe_failure(&condition->items[i], scope, why);
		return &condition->items[i];
	}
	return NULL;
}
