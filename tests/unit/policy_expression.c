#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "policy/expression.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static struct arena *arena;

static int start(void **state)
{
	(void)state;
	arena = arena_new();
	return 0;
}

static int stop(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

/* The steps of an expression in words: `2 [Impact] *`. */
static void show(const struct expression *expression, struct buffer *out)
{
	static const char *const names[] = {[STEP_SUM] = "sum",
		[STEP_SUM_ABOVE] = "sum-above",
		[STEP_LEAST] = "min",
		[STEP_GREATEST] = "max",
		[STEP_COUNT] = "count",
		[STEP_PREVIOUS] = "previous",
		[STEP_NEGATE] = "neg",
		[STEP_ADD] = "+",
		[STEP_SUBTRACT] = "-",
		[STEP_MULTIPLY] = "*",
		[STEP_DIVIDE] = "/"};

	for (size_t i = 0; i < expression->count; i++) {
		const struct expression_step *step = &expression->steps[i];

		buffer_add_string(out, i ? " " : "");
		if (step->type == STEP_NUMBER)
			buffer_addf(out, "%g", step->number);
		else if (step->type == STEP_DURATION)
			buffer_addf(out, "%.10gs", step->number);
		else if (step->type == STEP_DATE)
			buffer_addf(out, "day%g", step->number);
		else if (step->type == STEP_TODAY)
			buffer_add_string(out, "today");
		else if (step->type == STEP_NAME)
			buffer_addf(out, "[%s]", step->name);
		else if (step->type >= STEP_NEGATE)
			buffer_add_string(out, names[step->type]);
		else
			buffer_addf(out, "%s(%s)", names[step->type], step->name);
	}
}

static void assert_steps(const char *text, const char *steps)
{
	const char *fault = NULL;
	const struct expression *expression = expression_read(arena, slice_of(text), &fault);
	struct buffer out = BUFFER_INIT;

	if (!expression)
		print_error("%s: %s\n", text, fault);
	assert_non_null(expression);
	show(expression, &out);
	assert_string_equal(out.at, steps);
	buffer_dispose(&out);
}

static void assert_fault(const char *text, const char *expected)
{
	const char *fault = NULL;

	assert_null(expression_read(arena, slice_of(text), &fault));
	assert_non_null(fault);
	if (strcmp(fault, expected) != 0)
		print_error("of: %s\n", text);
	assert_string_equal(fault, expected);
}

static void operators_bind_as_in_school(void **state)
{
	static const struct {
		const char *text;
		const char *steps;
	} cases[] = {{"1", "1"}, {"1 + 2 * 3", "1 2 3 * +"}, {"(1 + 2) * 3", "1 2 + 3 *"},
		{"1 - 2 - 3", "1 2 - 3 -"}, {"1 - (2 - 3)", "1 2 3 - -"},
		{"8 / 4 / 2", "8 4 / 2 /"}, {"8 / 4 * 2", "8 4 / 2 *"}, {"-1 + 2", "1 neg 2 +"},
		{"-(1 + 2)", "1 2 + neg"}, {"2 * -3", "2 3 neg *"}, {"--1", "1 neg neg"},
		{"1--1", "1 1 neg -"}, {"((1))", "1"}, {"1+2*3-4/5", "1 2 3 * + 4 5 / -"}};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_steps(cases[i].text, cases[i].steps);
}

static void what_can_stand_in_an_expression(void **state)
{
	static const struct {
		const char *text;
		const char *steps;
	} cases[] = {{"[Impact]", "[Impact]"}, {"[ Time to act ]*2", "[Time to act] 2 *"},
		{"[a + b]", "[a + b]"}, {"[Größe]", "[Größe]"}, {"today", "today"},
		{"today + 7d", "today 604800s +"}, {"today - 90 min", "today 5400s -"},
		{"90d", "7776000s"}, {"1.5 h", "5400s"}, {"0.5", "0.5"}, {".5", "0.5"}, {"5.", "5"},
		{"2026-01-02", "day20455"}, {"2026-01-02 - 1 day", "day20455 86400s -"},
		{"2026 - 01", "2026 1 -"}, {"sum([Cost])", "sum(Cost)"},
		{"sum-above([Cost])", "sum-above(Cost)"},
		{"min([a]) + max([b])", "min(a) max(b) +"}, {"count( [a] )", "count(a)"},
		{"previous ([a])", "previous(a)"}, {"[created] + 90d", "[created] 7776000s +"},
		{"  [a]\t*\n2 ", "[a] 2 *"}};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_steps(cases[i].text, cases[i].steps);
}

static void the_text_is_kept_as_it_is_written(void **state)
{
	const char *fault = NULL;
	const struct expression *expression =
		expression_read(arena, slice_of("  [a]  *2 "), &fault);

	(void)state;
	assert_non_null(expression);
	assert_string_equal(expression->text, "[a]  *2");
}

static void what_is_wrong_is_said(void **state)
{
	static const char *const value =
		"a number, a name in brackets, a function or today is expected";
	static const char *const operators = "an operator is expected: + - * /";

	(void)state;
	assert_fault("", value);
	assert_fault("  ", value);
	assert_fault("1 +", value);
	assert_fault("* 2", value);
	assert_fault("1 + * 2", value);
	assert_fault("()", value);
	assert_fault("abc", value);
	assert_fault("+1", value);
	assert_fault("-", value);
	assert_fault("1 2", operators);
	assert_fault("1)", operators);
	assert_fault("[a][b]", operators);
	assert_fault("1 ^ 2", operators);
	assert_fault("todayx", operators);
	assert_fault("(1", "a parenthesis is not closed");
	assert_fault("((1)", "a parenthesis is not closed");
	assert_fault("sum([a]", "a parenthesis is not closed");
	assert_fault("[a", "a bracket is not closed");
	assert_fault("[", "a bracket is not closed");
	assert_fault("[]", "the brackets are empty");
	assert_fault("[  ]", "the brackets are empty");
	assert_fault("sum", "a function's column stands in parentheses: sum([Monthly])");
	assert_fault("sum 1", "a function's column stands in parentheses: sum([Monthly])");
	assert_fault("summ([a])", "a function's column stands in parentheses: sum([Monthly])");
	assert_fault("sum()", "a name in brackets is expected, such as [Impact]");
	assert_fault("sum(1)", "a name in brackets is expected, such as [Impact]");
	assert_fault("2 apples", "the word behind a number is not a unit");
	assert_fault("1.2.3", "a number has one point at most");
	assert_fault(".", "a number has one point at most");
	assert_fault("1.2.3 d", "a number has one point at most");
}

static char *repeated(const char *before, int count, const char *part, const char *after)
{
	struct buffer out = BUFFER_INIT;

	buffer_add_string(&out, before);
	for (int i = 0; i < count; i++)
		buffer_add_string(&out, part);
	buffer_add_string(&out, after);
	return buffer_take(&out);
}

static void assert_repeated_fault(
	const char *before, int count, const char *part, const char *after, const char *fault)
{
	char *text = repeated(before, count, part, after);

	assert_fault(text, fault);
	free(text);
}

static bool is_read(const char *before, int count, const char *part, const char *after)
{
	char *text = repeated(before, count, part, after);
	const char *fault = NULL;
	bool read = expression_read(arena, slice_of(text), &fault) != NULL;

	free(text);
	return read;
}

static void there_is_an_end_to_depth_and_length(void **state)
{
	(void)state;
	assert_true(is_read("1", 99, "+1", ""));
	assert_repeated_fault("1", 100, "+1", "", "it is too long");
	assert_repeated_fault("1", 100000, "+1", "", "it is too long");
	assert_true(is_read("", 30, "-", "1"));
	assert_repeated_fault("", 100000, "-", "1", "it is nested too deeply");
	assert_repeated_fault("", 100000, "(", "1", "it is nested too deeply");
	assert_repeated_fault("", 33, "(", "1", "it is nested too deeply");
	assert_true(is_read("", 15, "1+(", "1)))))))))))))))"));
	assert_true(is_read("", 29, "1", ""));
	assert_repeated_fault(
		"", 31, "1", "", "a number, a name in brackets, a function or today is expected");
}

/* The stack of whoever works it out must suffice. */
static void no_expression_needs_more_stack_than_there_is(void **state)
{
	(void)state;
	for (int depth = 1; depth < 60; depth++) {
		char *opening = repeated("", depth, "1+(", "1");
		char *text = repeated(opening, depth, ")", "");
		const char *fault = NULL;
		const struct expression *expression =
			expression_read(arena, slice_of(text), &fault);
		size_t used = 0, most = 0;

		for (size_t i = 0; expression && i < expression->count; i++) {
			if (expression->steps[i].type < STEP_NEGATE)
				used++;
			else if (expression->steps[i].type > STEP_NEGATE)
				used--;
			most = used > most ? used : most;
		}
		assert_true(most <= EXPRESSION_DEPTH);
		assert_true(!expression || used == 1);
		assert_true(expression || depth > 20);
		free(text);
		free(opening);
	}
}

static void names_and_values_are_told_from_expressions(void **state)
{
	static const char *const expressions[] = {"[a]", "[a] + 1", "1 + [a]", "today + 1d",
		"today-1", "2026-01-02 + 1d", " [a ", "todays"};
	static const char *const others[] = {
		"today", " today ", "created", "2026-01-02", "90d", "", "tomorrow", "2026-01"};

	(void)state;
	for (size_t i = 0; i < COUNT(expressions); i++)
		assert_true(expression_is(slice_of(expressions[i])));
	for (size_t i = 0; i < COUNT(others); i++)
		assert_false(expression_is(slice_of(others[i])));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(operators_bind_as_in_school),
		cmocka_unit_test(what_can_stand_in_an_expression),
		cmocka_unit_test(the_text_is_kept_as_it_is_written),
		cmocka_unit_test(what_is_wrong_is_said),
		cmocka_unit_test(there_is_an_end_to_depth_and_length),
		cmocka_unit_test(no_expression_needs_more_stack_than_there_is),
		cmocka_unit_test(names_and_values_are_told_from_expressions),
	};

	return cmocka_run_group_tests_name("policy/expression", tests, start, stop);
}
