#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <time.h>

#include "base/clock.h"

#define EPOCH "SOURCE_DATE_EPOCH"

static int unset(void **state)
{
	(void)state;
	return unsetenv(EPOCH);
}

static void now_is_the_real_time(void **state)
{
	int64_t seconds = 0;
	time_t before = time(NULL);

	(void)state;
	assert_null(clock_now(&seconds));
	assert_in_range(seconds, before, before + 60);
}

static void today_is_the_day_in_utc_of_source_date_epoch(void **state)
{
	static const struct {
		const char *epoch;
		const char *day;
	} cases[] = {{"0", "1970-01-01"}, {"86399", "1970-01-01"}, {"86400", "1970-01-02"},
		{"951782399", "2000-02-28"}, {"951782400", "2000-02-29"},
		{"951868800", "2000-03-01"}, {"1735689599", "2024-12-31"},
		{"4107542399", "2100-02-28"}, {"4107542400", "2100-03-01"},
		{"253402300799", "9999-12-31"}};

	(void)state;
	assert_int_equal(setenv("TZ", "Pacific/Auckland", 1), 0);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct date today;
		char text[11];

		assert_int_equal(setenv(EPOCH, cases[i].epoch, 1), 0);
		assert_null(clock_today(&today));
		date_format(today, text);
		assert_string_equal(text, cases[i].day);
	}
}

static void an_empty_source_date_epoch_is_as_one_not_set(void **state)
{
	int64_t seconds = 0;

	(void)state;
	assert_int_equal(setenv(EPOCH, "", 1), 0);
	assert_null(clock_now(&seconds));
	assert_true(seconds > 1700000000);
}

static void an_unusable_source_date_epoch_is_an_error(void **state)
{
	static const char *const values[] = {"-1", "+1", " 1", "1 ", "1.5", "0x10", "today",
		"253402300800", "9223372036854775808", "99999999999999999999999999"};

	(void)state;
	for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
		struct error *error;
		struct date today;
		int64_t seconds;

		assert_int_equal(setenv(EPOCH, values[i], 1), 0);
		error = clock_now(&seconds);
		assert_non_null(error);
		assert_int_equal(error->code, ERROR_USAGE);
		assert_non_null(strstr(error->message, EPOCH));
		assert_non_null(strstr(error->message, values[i]));
		error_free(error);
		error = clock_today(&today);
		assert_non_null(error);
		error_free(error);
	}
}

static bool is_date(const char *text)
{
	struct date date;

	return date_parse(slice_of(text), &date);
}

static void dates_are_real_calendar_days(void **state)
{
	(void)state;
	assert_true(is_date("2024-02-29"));
	assert_true(is_date("2000-02-29"));
	assert_true(is_date("0001-01-01"));
	assert_true(is_date("9999-12-31"));
	assert_false(is_date("2023-02-29"));
	assert_false(is_date("1900-02-29"));
	assert_false(is_date("2024-02-30"));
	assert_false(is_date("2024-04-31"));
	assert_false(is_date("2024-13-01"));
	assert_false(is_date("2024-00-01"));
	assert_false(is_date("2024-01-00"));
	assert_false(is_date("2024-01-32"));
	assert_false(is_date("0000-01-01"));
}

static void dates_have_exactly_one_form(void **state)
{
	static const char *const others[] = {"", "2024", "2024-1-01", "2024-01-1", "2024/01/01",
		"20240101", "2024-01-01 ", " 2024-01-01", "2024-01-01T00:00Z", "+024-01-01",
		"-024-01-01", "2024-0a-01", "12024-01-01"};

	(void)state;
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		assert_false(is_date(others[i]));
	assert_false(is_date(NULL));
}

static void days_count_from_1970(void **state)
{
	(void)state;
	assert_int_equal(date_days((struct date){1970, 1, 1}), 0);
	assert_int_equal(date_days((struct date){1969, 12, 31}), -1);
	assert_int_equal(date_days((struct date){2000, 3, 1}), 11017);
	assert_int_equal(date_days((struct date){1, 1, 1}), -719162);
	assert_int_equal(date_days((struct date){9999, 12, 31}), 2932896);
}

/* Every date that parses, in order, is one day after the one before. */
static void days_are_consecutive(void **state)
{
	int64_t expected = date_days((struct date){1, 1, 1});

	(void)state;
	for (int year = 1; year <= 2401; year++) {
		for (int month = 1; month <= 12; month++) {
			for (int day = 1; day <= 31; day++) {
				struct date date = {year, month, day};
				struct date parsed = {0};
				char text[11];

				date_format(date, text);
				if (!date_parse((struct slice){text, 10}, &parsed))
					continue;
				assert_int_equal(date_days(parsed), expected);
				expected++;
			}
		}
	}
}

static void assert_datetime(const char *text, int64_t expected)
{
	int64_t seconds = -1;

	assert_true(datetime_parse(slice_of(text), &seconds));
	assert_int_equal(seconds, expected);
}

static void datetimes_are_converted_to_utc(void **state)
{
	(void)state;
	assert_datetime("1970-01-01T00:00:00Z", 0);
	assert_datetime("1970-01-01T00:00Z", 0);
	assert_datetime("1970-01-01 00:00:01Z", 1);
	assert_datetime("1970-01-01t00:00:01z", 1);
	assert_datetime("2024-02-29T23:59:59Z", 1709251199);
	assert_datetime("2024-03-01T01:59:59+02:00", 1709251199);
	assert_datetime("2024-02-29T18:29:59-05:30", 1709251199);
	assert_datetime("2024-02-29T23:59:59.999999999Z", 1709251199);
	assert_datetime("2024-02-29T23:59:59.5+00:00", 1709251199);
	assert_datetime("1970-01-01T00:00:00+00:01", -60);
	assert_datetime("1970-01-01T00:00:00-00:00", 0);
	assert_datetime("2016-12-31T23:59:60Z", 1483228800);
	assert_datetime("1970-01-01T23:59:59+23:59", 59);
}

static void other_datetimes_are_refused(void **state)
{
	static const char *const others[] = {"", "2024-01-01", "2024-01-01T00:00:00",
		"2024-01-01T00:00", "2024-01-01T24:00:00Z", "2024-01-01T00:60:00Z",
		"2024-01-01T00:00:61Z", "2023-02-29T00:00:00Z", "2024-01-01T00Z",
		"2024-01-01T00:00:00.Z", "2024-01-01T00:00.5Z", "2024-01-01T00:00:00+0200",
		"2024-01-01T00:00:00+02", "2024-01-01T00:00:00+24:00", "2024-01-01T00:00:00+02:60",
		"2024-01-01T00:00:00Zx", "2024-01-01T00:00:00 Z", "2024-01-01  00:00:00Z",
		"2024-01-01T00:00:00+02:00Z", "2024-01-01T0:00:00Z", "2024-01-01X00:00:00Z"};
	int64_t seconds;

	(void)state;
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		assert_false(datetime_parse(slice_of(others[i]), &seconds));
	assert_false(datetime_parse((struct slice){"2024-01-01\0"
						   "00:00Z",
					    17},
		&seconds));
}

static void formatted_dates_are_padded(void **state)
{
	char text[11];

	(void)state;
	date_format((struct date){7, 3, 9}, text);
	assert_string_equal(text, "0007-03-09");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(now_is_the_real_time, unset, unset),
		cmocka_unit_test_setup_teardown(
			today_is_the_day_in_utc_of_source_date_epoch, unset, unset),
		cmocka_unit_test_setup_teardown(
			an_empty_source_date_epoch_is_as_one_not_set, unset, unset),
		cmocka_unit_test_setup_teardown(
			an_unusable_source_date_epoch_is_an_error, unset, unset),
		cmocka_unit_test(dates_are_real_calendar_days),
		cmocka_unit_test(dates_have_exactly_one_form),
		cmocka_unit_test(days_count_from_1970),
		cmocka_unit_test(days_are_consecutive),
		cmocka_unit_test(datetimes_are_converted_to_utc),
		cmocka_unit_test(other_datetimes_are_refused),
		cmocka_unit_test(formatted_dates_are_padded),
	};

	return cmocka_run_group_tests_name("base/clock", tests, NULL, NULL);
}
