#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "check/amount.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static struct amount of(const char *text)
{
	return amount_read(slice_of(text));
}

static void assert_text(struct amount amount, const char *expected)
{
	struct buffer out = BUFFER_INIT;

	buffer_reserve(&out, 1);
	amount_add_text(&out, amount);
	assert_string_equal(out.at, expected);
	buffer_dispose(&out);
}

static void texts_are_read_and_written(void **state)
{
	static const struct {
		const char *text;
		enum amount_type type;
		const char *shown;
	} cases[] = {{"12", AMOUNT_NUMBER, "12"}, {" -3.50 ", AMOUNT_NUMBER, "-3.5"},
		{"1,200", AMOUNT_NUMBER, "1200"}, {"12.5 %", AMOUNT_NUMBER, "12.5 %"},
		{"4.6 pp", AMOUNT_NUMBER, "4.6 pp"}, {"40 USD/day", AMOUNT_NUMBER, "40 USD/day"},
		{"65,000 req/s", AMOUNT_NUMBER, "65000 req/s"}, {"0", AMOUNT_NUMBER, "0"},
		{"90 s", AMOUNT_DURATION, "1 min 30 s"}, {"1h30m", AMOUNT_DURATION, "1 h 30 min"},
		{"180d", AMOUNT_DURATION, "180 d"}, {"PT5M", AMOUNT_DURATION, "5 min"},
		{"250 ms", AMOUNT_DURATION, "250 ms"}, {"0 s", AMOUNT_DURATION, "0 s"},
		{"150 ms p95", AMOUNT_DURATION, "150 ms"}, {"1.5 s", AMOUNT_DURATION, "1.5 s"},
		{"2026-11-24", AMOUNT_DAY, "2026-11-24"}, {"1969-12-31", AMOUNT_DAY, "1969-12-31"},
		{"2026-11-24T14:05:00+02:00", AMOUNT_MOMENT, "2026-11-24T12:05:00Z"},
		{"", AMOUNT_NONE, ""}, {"  ", AMOUNT_NONE, ""}, {"soon", AMOUNT_NONE, ""},
		{"-", AMOUNT_NONE, ""}};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct amount amount = of(cases[i].text);

		if (amount.type != cases[i].type)
			print_error("of: %s\n", cases[i].text);
		assert_int_equal(amount.type, cases[i].type);
		assert_text(amount, cases[i].shown);
	}
}

static void the_last_digit_says_how_exact_it_is(void **state)
{
	static const struct {
		const char *text;
		double step;
	} cases[] = {{"12", 1}, {"12.5", 0.1}, {"12.50", 0.01}, {"65,000", 1}, {"-0.125 %", 0.001},
		{"5 s", 1}, {"1.5 h", 360}, {"1 h 20 min", 60}, {"1h30m", 60}, {"250 ms", 0.001},
		{"180d", 86400}, {"150 ms p95", 0.001}, {"$4.6", 0.1}};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct amount amount = of(cases[i].text);

		if (amount.step < cases[i].step * 0.999 || amount.step > cases[i].step * 1.001)
			print_error("of %s: %g\n", cases[i].text, amount.step);
		assert_true(amount.step > cases[i].step * 0.999);
		assert_true(amount.step < cases[i].step * 1.001);
	}
}

enum operation { ADD, SUBTRACT, MULTIPLY, DIVIDE };

static struct amount (*const operations[])(struct amount one, struct amount two) = {
	[ADD] = amount_add,
	[SUBTRACT] = amount_subtract,
	[MULTIPLY] = amount_multiply,
	[DIVIDE] = amount_divide,
};

struct calculation {
	const char *one;
	enum operation operation;
	const char *two;
	const char *result; /* "" for none */
};

static void assert_results(const struct calculation *cases, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct amount result =
			operations[cases[i].operation](of(cases[i].one), of(cases[i].two));
		struct buffer out = BUFFER_INIT;

		buffer_reserve(&out, 1);
		amount_add_text(&out, result);
		if (strcmp(out.at, cases[i].result) != 0)
			print_error("%s, %s: %s\n", cases[i].one, cases[i].two, out.at);
		assert_string_equal(out.at, cases[i].result);
		assert_int_equal(result.type == AMOUNT_NONE, cases[i].result[0] == '\0');
		buffer_dispose(&out);
	}
}

static void numbers_are_calculated_with_their_units(void **state)
{
	static const struct calculation cases[] = {{"1", ADD, "2", "3"},
		{"40 USD", ADD, "2.5 USD", "42.5 USD"}, {"40 USD", ADD, "2", "42 USD"},
		{"40", ADD, "2 USD", "42 USD"}, {"40 USD", ADD, "2 usd", "42 USD"},
		{"40 USD", ADD, "2 EUR", ""}, {"20 %", SUBTRACT, "5 pp", "15 %"},
		{"20 %", SUBTRACT, "5 ms", ""}, {"3", MULTIPLY, "5", "15"},
		{"3 USD", MULTIPLY, "5", "15 USD"}, {"3", MULTIPLY, "5 USD", "15 USD"},
		{"3 USD", MULTIPLY, "5 EUR", "15"}, {"9 USD", DIVIDE, "3", "3 USD"},
		{"9 USD", DIVIDE, "3 USD", "3"}, {"1", DIVIDE, "3", "0.3333333333"},
		{"1", DIVIDE, "0", ""}, {"0", DIVIDE, "0", ""}, {"1", DIVIDE, "0.0", ""},
		{"soon", ADD, "1", ""}, {"1", MULTIPLY, "", ""}, {"", DIVIDE, "2", ""}};

	(void)state;
	assert_results(cases, COUNT(cases));
}

static void times_are_calculated_with(void **state)
{
	static const struct calculation cases[] = {{"1 h", ADD, "30 min", "1 h 30 min"},
		{"1 h", SUBTRACT, "90 min", "-30 min"}, {"30 min", MULTIPLY, "3", "1 h 30 min"},
		{"3", MULTIPLY, "30 min", "1 h 30 min"}, {"3 USD", MULTIPLY, "30 min", ""},
		{"1 h", MULTIPLY, "1 h", ""}, {"1 h", DIVIDE, "2", "30 min"},
		{"1 h", DIVIDE, "30 min", "2"}, {"2", DIVIDE, "1 h", ""},
		{"1 h", DIVIDE, "0 s", ""}, {"1 h", ADD, "1", ""},
		{"2026-01-31", ADD, "1 d", "2026-02-01"}, {"1 d", ADD, "2026-01-31", "2026-02-01"},
		{"2026-01-01", SUBTRACT, "1d", "2025-12-31"},
		{"2026-01-31", ADD, "36 h", "2026-02-01T12:00:00Z"},
		{"2026-03-01", SUBTRACT, "2026-02-01", "28 d"},
		{"2026-02-01", SUBTRACT, "2026-03-01", "-28 d"},
		{"2026-02-01T12:00:00Z", SUBTRACT, "2026-02-01", "12 h"},
		{"2026-02-01T12:00:00Z", ADD, "12 h", "2026-02-02T00:00:00Z"},
		{"1 d", SUBTRACT, "2026-02-01", ""}, {"2026-02-01", ADD, "2026-02-01", ""},
		{"2026-02-01", ADD, "1", ""}, {"2026-02-01", MULTIPLY, "2", ""},
		{"2026-02-01", DIVIDE, "2", ""}, {"2026-02-01", DIVIDE, "2026-02-01", ""}};

	(void)state;
	assert_results(cases, COUNT(cases));
}

static void what_goes_together_is_compared(void **state)
{
	static const struct {
		const char *one, *two;
		int order; /* -1, 0, 1; 2: not to be compared */
	} cases[] = {{"1", "2", -1}, {"2 USD", "2", 0}, {"2 USD", "2 usd", 0},
		{"2 USD", "2 EUR", 2}, {"5 %", "4 pp", 1}, {"1 h", "60 min", 0}, {"1 h", "1", 2},
		{"2026-01-01", "2026-01-02", -1}, {"2026-01-01", "2026-01-01T00:00:00Z", 0},
		{"2026-01-01", "1 d", 2}, {"2026-01-01", "1", 2}, {"soon", "1", 2},
		{"1", "soon", 2}, {"", "", 2}, {"0.2 s", "200 ms", 0}, {"150 ms p95", "0.2 s", -1},
		{"1 GiB", "1000 MB", 1}, {"1 GB", "1000 MB", 0}, {"60 req/min", "2 req/s", -1},
		{"12 USD/year", "1 USD/month", 0}, {"20 ms", "3 %", 2}, {"3 Nov 2026", "4", 2},
		{"3 Nov 2026", "2026-11-04", 2}, {"150 ms p95", "150 ms p99", 2},
		{"\u2264 150 ms", "160 ms", -1}, {"2.5 %", "2,5 %", 0}};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		double order = 7;
		bool known = amount_compare(of(cases[i].one), of(cases[i].two), &order);

		if (known != (cases[i].order != 2))
			print_error("%s, %s\n", cases[i].one, cases[i].two);
		assert_int_equal(known, cases[i].order != 2);
		if (known)
			assert_int_equal((order > 0) - (order < 0), cases[i].order);
	}
}

static void equal_is_equal_as_it_is_rounded(void **state)
{
	static const struct {
		const char *written;
		double number;
		bool equal;
	} cases[] = {{"4.6", 4.55, true}, {"4.6", 4.65, true}, {"4.6", 4.66, false},
		{"4.6", 4.54, false}, {"5", 4.6, true}, {"5", 4.4, false}, {"4.60", 4.604, true},
		{"4.60", 4.61, false}, {"0.33", 1.0 / 3, true}, {"0.34", 1.0 / 3, false},
		{"1,200", 1200.4, true}, {"1e", 1, true}, {"-3", -3, true}, {"-3", 3, false}};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct amount computed = {.type = AMOUNT_NUMBER, .number = cases[i].number};

		if (amount_equals(of(cases[i].written), computed) != cases[i].equal)
			print_error("%s, %g\n", cases[i].written, cases[i].number);
		assert_int_equal(amount_equals(of(cases[i].written), computed), cases[i].equal);
	}
	assert_true(amount_equals(of("1.5 h"), of("90 min")));
	assert_true(amount_equals(
		of("1 h 30 min"), (struct amount){.type = AMOUNT_DURATION, .number = 5420}));
	assert_false(amount_equals(of("1 h"), of("1")));
	assert_false(amount_equals(of("soon"), of("soon")));
}

static void beyond_all_measure_nothing_breaks(void **state)
{
	struct amount vast = {.type = AMOUNT_NUMBER, .number = 1e308};
	struct amount days = {.type = AMOUNT_DURATION, .number = 1e300};
	struct amount never, nothing;
	double order;

	(void)state;
	assert_text(amount_multiply(vast, vast), "inf");
	assert_text(amount_subtract(of("0"), amount_multiply(vast, vast)), "-inf");
	never = amount_add(of("2026-01-01"), days);
	assert_text(never, "");
	assert_true(amount_compare(of("2026-01-01"), never, &order));
	assert_true(order < 0);
	assert_text(amount_subtract(of("2026-01-01"), days), "");
	nothing = amount_subtract(amount_multiply(vast, vast), amount_multiply(vast, vast));
	assert_false(amount_equals(of("0"), nothing));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts_are_read_and_written),
		cmocka_unit_test(the_last_digit_says_how_exact_it_is),
		cmocka_unit_test(numbers_are_calculated_with_their_units),
		cmocka_unit_test(times_are_calculated_with),
		cmocka_unit_test(what_goes_together_is_compared),
		cmocka_unit_test(equal_is_equal_as_it_is_rounded),
		cmocka_unit_test(beyond_all_measure_nothing_breaks),
	};

	return cmocka_run_group_tests_name("check/amount", tests, NULL, NULL);
}
