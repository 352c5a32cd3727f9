#include "policy/expression.h"

#include <ctype.h>
#include <stdlib.h>

/* More steps than this are a mistake, or an attack. */
#define MAX_STEPS 200

struct parser {
	struct arena *arena;
	struct slice rest;
	struct expression_step steps[MAX_STEPS];
	size_t count;
	size_t depth; /* of the stack at this point */
	const char *fault;
};

static const struct {
	const char *name;
	enum expression_step_type type;
} functions[] = {
	{"sum-above", STEP_SUM_ABOVE},
	{"sum", STEP_SUM},
	{"min", STEP_LEAST},
	{"max", STEP_GREATEST},
	{"count", STEP_COUNT},
	{"previous", STEP_PREVIOUS},
};

bool expression_is(struct slice text)
{
	struct date date;

	text = slice_trim(text);
	if (slice_find(text, '[') < text.len)
		return true;
	if (text.len > 10 && date_parse((struct slice){text.at, 10}, &date))
		return true;
	return slice_starts_with(text, "today") && text.len > strlen("today");
}

static bool fail(struct parser *p, const char *fault)
{
	if (!p->fault)
		p->fault = fault;
	return false;
}

/* `grows`: how many values more the stack holds after the step. */
static bool push(struct parser *p, struct expression_step step, int grows)
{
	p->depth = (size_t)((int)p->depth + grows);
	if (p->count == MAX_STEPS || p->depth > EXPRESSION_DEPTH)
		return fail(p, "it is too long");
	p->steps[p->count++] = step;
	return true;
}

static void skip(struct parser *p, size_t bytes)
{
	p->rest = slice_trim(slice_from(p->rest, bytes));
}

static bool accept(struct parser *p, char c)
{
	if (p->rest.len == 0 || p->rest.at[0] != c)
		return false;
	skip(p, 1);
	return true;
}

static bool read_name(struct parser *p, const char **name)
{
	size_t end;

	if (!accept(p, '['))
		return fail(p, "a name in brackets is expected, such as [Impact]");
	end = slice_find(p->rest, ']');
	*name = arena_string(p->arena, slice_trim((struct slice){p->rest.at, end}));
	if (end == p->rest.len)
		return fail(p, "a bracket is not closed");
	if (!**name)
		return fail(p, "the brackets are empty");
	skip(p, end + 1);
	return true;
}

static bool read_function(struct parser *p, enum expression_step_type type, size_t length)
{
	struct expression_step step = {.type = type};

	skip(p, length);
	if (!accept(p, '('))
		return fail(p, "a function's column stands in parentheses: sum([Monthly])");
	if (!read_name(p, &step.name))
		return false;
	if (!accept(p, ')'))
		return fail(p, "a parenthesis is not closed");
	return push(p, step, 1);
}

/* A number, and the unit behind it. What begins with a letter or % can be nothing else. */
static bool read_amount(struct parser *p)
{
	struct expression_step step = {.type = STEP_NUMBER};
	size_t digits = 0, end, used;
	struct slice unit;
	char *rest;

	while (digits < p->rest.len &&
		(isdigit((unsigned char)p->rest.at[digits]) || p->rest.at[digits] == '.'))
		digits++;
	if (digits == 0 || digits > 30)
		return fail(p, "a number, a name in brackets, a function or today is expected");
	step.number = strtod(arena_string(p->arena, (struct slice){p->rest.at, digits}), &rest);
	if (*rest)
		return fail(p, "a number has one point at most");
	end = digits;
	while (end < p->rest.len && p->rest.at[end] == ' ')
		end++;
	unit = slice_from(p->rest, end);
	if (unit.len && (isalpha((unsigned char)unit.at[0]) || unit.at[0] == '%' ||
				(unsigned char)unit.at[0] >= 0x80)) {
		unit.len = unit_read(unit, false, &step.unit);
		unit = slice_of(arena_string(p->arena, unit));
		used = unit_read(unit, false, &step.unit);
		if (!used)
			return fail(p, "the word behind a number is not a unit");
		step.type = STEP_QUANTITY;
		if (step.unit.of.dimension == DIMENSION_TIME &&
			step.unit.per.dimension == DIMENSION_NONE) {
			step.type = STEP_DURATION;
			step.number *= step.unit.of.factor;
		}
		digits = end + used;
	}
	skip(p, digits);
	return push(p, step, 1);
}

static bool read_sum(struct parser *p, unsigned depth);

static bool read_factor(struct parser *p, unsigned depth)
{
	struct expression_step step = {.type = STEP_NAME};
	struct date date;

	if (depth > EXPRESSION_DEPTH)
		return fail(p, "it is nested too deeply");
	if (accept(p, '-')) {
		step.type = STEP_NEGATE;
		return read_factor(p, depth + 1) && push(p, step, 0);
	}
	if (accept(p, '(')) {
		if (!read_sum(p, depth + 1))
			return false;
		return accept(p, ')') || fail(p, "a parenthesis is not closed");
	}
	if (p->rest.len && p->rest.at[0] == '[')
		return read_name(p, &step.name) && push(p, step, 1);
	if (slice_starts_with(p->rest, "today")) {
		skip(p, strlen("today"));
		step.type = STEP_TODAY;
		return push(p, step, 1);
	}
	for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
		if (slice_starts_with(p->rest, functions[i].name))
			return read_function(p, functions[i].type, strlen(functions[i].name));
	}
	if (p->rest.len >= 10 && date_parse((struct slice){p->rest.at, 10}, &date)) {
		skip(p, 10);
		step = (struct expression_step){
			.type = STEP_DATE, .number = (double)date_days(date)};
		return push(p, step, 1);
	}
	return read_amount(p);
}

static bool read_product(struct parser *p, unsigned depth)
{
	struct expression_step step = {.number = 0};

	if (!read_factor(p, depth))
		return false;
	for (;;) {
		if (accept(p, '*'))
			step.type = STEP_MULTIPLY;
		else if (accept(p, '/'))
			step.type = STEP_DIVIDE;
		else
			return true;
		if (!read_factor(p, depth) || !push(p, step, -1))
			return false;
	}
}

static bool read_sum(struct parser *p, unsigned depth)
{
	struct expression_step step = {.number = 0};

	if (!read_product(p, depth))
		return false;
	for (;;) {
		if (accept(p, '+'))
			step.type = STEP_ADD;
		else if (accept(p, '-'))
			step.type = STEP_SUBTRACT;
		else
			return true;
		if (!read_product(p, depth) || !push(p, step, -1))
			return false;
	}
}

const struct expression *expression_read(struct arena *arena, struct slice text, const char **fault)
{
	struct parser p = {.arena = arena, .rest = slice_trim(text)};
	struct expression_step *steps;
	struct expression *expression;

	if (read_sum(&p, 0) && p.rest.len)
		fail(&p, "an operator is expected: + - * /");
	if (p.fault) {
		*fault = p.fault;
		return NULL;
	}
	steps = arena_alloc(arena, p.count * sizeof *steps);
	memcpy(steps, p.steps, p.count * sizeof *steps);
	expression = arena_alloc(arena, sizeof *expression);
	*expression = (struct expression){
		.text = arena_string(arena, slice_trim(text)), .steps = steps, .count = p.count};
	return expression;
}
