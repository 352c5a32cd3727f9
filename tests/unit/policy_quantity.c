#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "policy/quantity.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static bool is_near(double one, double other)
{
	return fabs(one - other) <= 1e-9 * (1 + fabs(other));
}

static void numbers_are_read_as_people_write_them(void **state)
{
	static const struct {
		const char *text;
		size_t used; /* 0: no number */
		double value, step, coarse;
	} cases[] = {{"12", 2, 12, 1, 1}, {"12.50", 5, 12.5, 0.01, 0.01}, {"-3", 2, -3, 1, 1},
		{"+0.6 pp", 4, 0.6, 0.1, 0.1}, {"\u22120.6", 6, -0.6, 0.1, 0.1},
		{"1,800 req/s", 5, 1800, 1, 100}, {"65,000", 6, 65000, 1, 1000},
		{"1,234,567.8", 11, 1234567.8, 0.1, 0.1}, {"1.234.567", 9, 1234567, 1, 1},
		{"1.234,5", 7, 1234.5, 0.1, 0.1}, {"2,5 %", 3, 2.5, 0.1, 0.1},
		{"0,125", 5, 0.125, 0.001, 0.001}, {"1.234", 5, 1.234, 0.001, 0.001},
		{"12 500 m", 6, 12500, 1, 100}, {"1 500", 1, 1, 1, 1},
		{"1\u202f500", 7, 1500, 1, 100}, {"12'500", 6, 12500, 1, 100},
		{"1_000", 5, 1000, 1, 1000}, {"5,10,15", 1, 5, 1, 1}, {"40k", 2, 40, 1, 10},
		{"1.2M", 3, 1.2, 0.1, 0.1}, {"40ks", 2, 40, 1, 10}, {"2e-3", 4, 2e-3, 1e-3, 1e-3},
		{"1e", 1, 1, 1, 1}, {".5", 2, 0.5, 0.1, 0.1}, {"5.", 1, 5, 1, 1},
		{"1.2.3", 0, 0, 0, 0}, {"10.0.0.1", 0, 0, 0, 0}, {"x", 0, 0, 0, 0},
		{"", 0, 0, 0, 0}, {"-", 0, 0, 0, 0}, {"0", 1, 0, 1, 1}, {"100", 3, 100, 1, 100}};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct number number = {0};
		size_t used = number_read(slice_of(cases[i].text), &number);

		if (used != cases[i].used)
			print_error("%s: %zu bytes\n", cases[i].text, used);
		assert_int_equal(used, cases[i].used);
		if (!used)
			continue;
		if (!is_near(number.value, cases[i].value) ||
			!is_near(number.step, cases[i].step) ||
			!is_near(number.coarse, cases[i].coarse))
			print_error("%s: %g %g %g\n", cases[i].text, number.value, number.step,
				number.coarse);
		assert_true(is_near(number.value, cases[i].value));
		assert_true(is_near(number.step, cases[i].step));
		assert_true(is_near(number.coarse, cases[i].coarse));
	}
}

static void a_number_of_endless_digits_is_refused(void **state)
{
	char digits[500];
	struct number number;

	(void)state;
	memset(digits, '9', sizeof digits);
	assert_int_equal(number_read((struct slice){digits, sizeof digits}, &number), 0);
	memcpy(digits, "0.", 2);
	assert_int_equal(number_read((struct slice){digits, sizeof digits}, &number), 0);
}

static void quantities_are_read(void **state)
{
	static const struct {
		const char *text;
		double value, end;
		enum bound bound;
		enum dimension of, per;
		const char *unit; /* NULL: a bare number */
		const char *qualifier;
	} cases[] = {
		{"120 ms", 120, 120, BOUND_NONE, DIMENSION_TIME, DIMENSION_NONE, "ms", ""},
		{"120ms", 120, 120, BOUND_NONE, DIMENSION_TIME, DIMENSION_NONE, "ms", ""},
		{"< 150 ms p95", 150, 150, BOUND_BELOW, DIMENSION_TIME, DIMENSION_NONE, "ms",
			"p95"},
		{"\u2264 150 ms", 150, 150, BOUND_BELOW, DIMENSION_TIME, DIMENSION_NONE, "ms", ""},
		{">= 99.9 %", 99.9, 99.9, BOUND_ABOVE, DIMENSION_SHARE, DIMENSION_NONE, "%", ""},
		{"~20 %", 20, 20, BOUND_ABOUT, DIMENSION_SHARE, DIMENSION_NONE, "%", ""},
		{"about 20 percent", 20, 20, BOUND_ABOUT, DIMENSION_SHARE, DIMENSION_NONE,
			"percent", ""},
		{"+0.6 pp", 0.6, 0.6, BOUND_NONE, DIMENSION_POINTS, DIMENSION_NONE, "pp", ""},
		{"0.6 percentage points", 0.6, 0.6, BOUND_NONE, DIMENSION_POINTS, DIMENSION_NONE,
			"percentage points", ""},
		{"+1.3 % rel", 1.3, 1.3, BOUND_NONE, DIMENSION_RELATIVE, DIMENSION_NONE, "% rel",
			""},
		{"0.1 % of requests", 0.1, 0.1, BOUND_NONE, DIMENSION_SHARE, DIMENSION_NONE, "%",
			"of requests"},
		{"10 \u2013 12 ms", 10, 12, BOUND_NONE, DIMENSION_TIME, DIMENSION_NONE, "ms", ""},
		{"24 to 38 million parameters", 24e6, 38e6, BOUND_NONE, DIMENSION_COUNT,
			DIMENSION_NONE, "parameters", ""},
		{"1,800 req/s", 1800, 1800, BOUND_NONE, DIMENSION_COUNT, DIMENSION_TIME, "req/s",
			""},
		{"90 rps", 90, 90, BOUND_NONE, DIMENSION_COUNT, DIMENSION_TIME, "rps", ""},
		{"3 / day", 3, 3, BOUND_NONE, DIMENSION_COUNT, DIMENSION_TIME, "/ day", ""},
		{"20,880 USD/month", 20880, 20880, BOUND_NONE, DIMENSION_MONEY, DIMENSION_TIME,
			"USD/month", ""},
		{"40k readers", 40000, 40000, BOUND_NONE, DIMENSION_COUNT, DIMENSION_NONE,
			"readers", ""},
		{"$3.6k", 3600, 3600, BOUND_NONE, DIMENSION_MONEY, DIMENSION_NONE, "$", ""},
		{"EUR 20 per day", 20, 20, BOUND_NONE, DIMENSION_MONEY, DIMENSION_TIME, "EUR ", ""},
		{"\u20ac2.9m", 2.9e6, 2.9e6, BOUND_NONE, DIMENSION_MONEY, DIMENSION_NONE, "\u20ac",
			""},
		{"0.02 EUR/1k-req", 0.02, 0.02, BOUND_NONE, DIMENSION_MONEY, DIMENSION_COUNT,
			"EUR/1k-req", ""},
		{"3 min 40 s", 220, 220, BOUND_NONE, DIMENSION_TIME, DIMENSION_NONE, "min", ""},
		{"4 GPU-h", 4, 4, BOUND_NONE, DIMENSION_COUNT, DIMENSION_NONE, "GPU-h", ""},
		{"40 kg CO2eq", 40, 40, BOUND_NONE, DIMENSION_MASS, DIMENSION_NONE, "kg CO2eq", ""},
		{"2.31 stories", 2.31, 2.31, BOUND_NONE, DIMENSION_COUNT, DIMENSION_NONE, "stories",
			""},
		{"12", 12, 12, BOUND_NONE, DIMENSION_NONE, DIMENSION_NONE, NULL, ""},
		{"20.1, by chance", 20.1, 20.1, BOUND_NONE, DIMENSION_NONE, DIMENSION_NONE, NULL,
			", by chance"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct quantity q;

		if (!quantity_read(slice_of(cases[i].text), &q))
			print_error("%s: none\n", cases[i].text);
		assert_true(quantity_read(slice_of(cases[i].text), &q));
		if (!is_near(q.number.value, cases[i].value) || q.bound != cases[i].bound ||
			q.unit.of.dimension != cases[i].of || q.unit.per.dimension != cases[i].per)
			print_error("%s: %g, %d, %d per %d\n", cases[i].text, q.number.value,
				q.bound, q.unit.of.dimension, q.unit.per.dimension);
		assert_true(is_near(q.number.value, cases[i].value));
		assert_true(is_near(q.end, cases[i].end));
		assert_int_equal(q.bound, cases[i].bound);
		assert_int_equal(q.unit.of.dimension, cases[i].of);
		assert_int_equal(q.unit.per.dimension, cases[i].per);
		assert_int_equal(q.has_unit, cases[i].unit != NULL);
		if (cases[i].unit && cases[i].unit[0] != '$')
			assert_memory_equal(q.unit.text.at, cases[i].unit, strlen(cases[i].unit));
		assert_int_equal(q.qualifier.len, strlen(cases[i].qualifier));
	}
}

static void dates_times_and_versions_are_no_quantities(void **state)
{
	static const char *const cases[] = {"2026-11-24", "02:10", "5:00 PM", "3 Nov 2026",
		"14 October", "1.2.3", "1st", "22nd", "3/4", "10.11.2026", "2026/11", "10-11-2026",
		"3 to 5 March", "soon", "v42", "-", ""};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct quantity q;

		if (quantity_read(slice_of(cases[i]), &q))
			print_error("%s: %g\n", cases[i], q.number.value);
		assert_false(quantity_read(slice_of(cases[i]), &q));
	}
}

static void units_of_one_kind_convert(void **state)
{
	static const struct {
		const char *one, *other;
		bool comparable, equal;
	} cases[] = {{"0.2 s", "200 ms", true, true}, {"1 GiB", "1073.741824 MB", true, true},
		{"1 GiB", "1 GB", true, false}, {"8 Mbit/s", "1 MB/s", true, true},
		{"8 Mbps", "1 MB/s", true, true}, {"90 min", "1.5 h", true, true},
		{"7 days", "1 week", true, true}, {"60 req/min", "1 req/s", true, true},
		{"60 requests per minute", "1 rps", true, true}, {"0.92 ratio", "92 %", true, true},
		{"5 \u2030", "0.5 %", true, true}, {"50 bp", "0.5 pp", true, true},
		{"12 EUR/year", "1 EUR/month", true, true}, {"$5", "5 USD", true, true},
		{"\u20ac5", "EUR 5", true, true}, {"k\u20ac 5", "x", false, false},
		{"5 k\u20ac", "5000 EUR", true, true}, {"5 USD", "5 EUR", false, false},
		{"2 EUR/1k-req", "0.002 EUR/request", true, true}, {"5 %", "5 pp", false, false},
		{"5 %", "5 % rel", false, false}, {"20 ms", "3 %", false, false},
		{"20 ms", "20 ms/day", false, false}, {"3 replicas", "3 replica", true, true},
		{"3 replicas", "3 nodes", false, false}, {"3 /day", "3 alerts/day", true, true},
		{"1 kWh", "3.6 MJ", true, true}, {"1 t CO2eq", "1000 kg CO2e", true, true},
		{"1 kg CO2eq", "1 kg", false, false}, {"5 m", "300 s", true, true}};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct quantity one = {0}, other = {0};
		bool comparable = quantity_read(slice_of(cases[i].one), &one) &&
				  quantity_read(slice_of(cases[i].other), &other) &&
				  unit_comparable(&one.unit, &other.unit);

		if (comparable != cases[i].comparable)
			print_error("%s, %s\n", cases[i].one, cases[i].other);
		assert_int_equal(comparable, cases[i].comparable);
		if (!comparable)
			continue;
		assert_int_equal(is_near(one.number.value * unit_factor(&one.unit),
					 other.number.value * unit_factor(&other.unit)),
			cases[i].equal);
	}
}

static void a_percentile_is_found(void **state)
{
	static const struct {
		const char *text, *found;
	} cases[] = {{"p95", "p95"}, {"at p99.9", "p99.9"}, {"(mean)", "mean"}, {"up", ""},
		{"of pages", ""}, {"", ""}, {"P50", "P50"}};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct slice found = quantity_percentile(slice_of(cases[i].text));

		if (!slice_is(found, cases[i].found))
			print_error("%s\n", cases[i].text);
		assert_true(slice_is(found, cases[i].found));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_are_read_as_people_write_them),
		cmocka_unit_test(a_number_of_endless_digits_is_refused),
		cmocka_unit_test(quantities_are_read),
		cmocka_unit_test(dates_times_and_versions_are_no_quantities),
		cmocka_unit_test(units_of_one_kind_convert),
		cmocka_unit_test(a_percentile_is_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
