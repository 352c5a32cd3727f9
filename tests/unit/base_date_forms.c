#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/date_forms.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* A text, and what it is in ISO 8601; NULL: nothing for sure. */
struct form {
	const char *text;
	const char *iso;
};

static void assert_form(
	bool (*form)(struct slice text, struct buffer *out), const struct form *expected)
{
	struct buffer out = BUFFER_INIT;
	bool known;

	buffer_add_string(&out, "before ");
	known = form(slice_of(expected->text), &out);
	if (known != (expected->iso != NULL))
		print_error("%s is %s\n", expected->text, out.at);
	assert_int_equal(known, expected->iso != NULL);
	assert_memory_equal(out.at, "before ", 7);
	assert_string_equal(out.at + 7, expected->iso ? expected->iso : "");
	buffer_dispose(&out);
}

static void assert_dates(const struct form *forms, size_t count)
{
	for (size_t i = 0; i < count; i++)
		assert_form(date_form_iso, &forms[i]);
}

static void assert_datetimes(const struct form *forms, size_t count)
{
	for (size_t i = 0; i < count; i++)
		assert_form(datetime_form_iso, &forms[i]);
}

static void a_year_in_front_says_what_the_rest_is(void **state)
{
	static const struct form forms[] = {{"2026-01-31", "2026-01-31"},
		{"2026/1/31", "2026-01-31"}, {"2026/01/31", "2026-01-31"},
		{"2026.1.3", "2026-01-03"}, {"2026-1-3", "2026-01-03"}, {"20260131", "2026-01-31"},
		{"0001/1/1", "0001-01-01"}, {"9999/12/31", "9999-12-31"},
		{" 2026/1/31\t", "2026-01-31"}};

	(void)state;
	assert_dates(forms, COUNT(forms));
}

static void a_month_as_a_word_needs_no_order(void **state)
{
	static const struct form forms[] = {{"31 January 2026", "2026-01-31"},
		{"3 May 2026", "2026-05-03"}, {"03 may 2026", "2026-05-03"},
		{"31. Jan 2026", "2026-01-31"}, {"31 Jan. 2026", "2026-01-31"},
		{"31   JAN   2026", "2026-01-31"}, {"January 31, 2026", "2026-01-31"},
		{"Jan 31 2026", "2026-01-31"}, {"Jan. 31, 2026", "2026-01-31"},
		{"dec 1, 2026", "2026-12-01"}, {"31Jan2026", "2026-01-31"}};
	static const char *const months[] = {"January", "February", "March", "April", "May", "June",
		"July", "August", "September", "October", "November", "December"};

	(void)state;
	assert_dates(forms, COUNT(forms));
	for (int i = 0; i < 12; i++) {
		char text[32], iso[32];
		struct form form = {text, iso};

		snprintf(iso, sizeof iso, "2026-%02d-28", i + 1);
		snprintf(text, sizeof text, "28 %s 2026", months[i]);
		assert_form(date_form_iso, &form);
		snprintf(text, sizeof text, "%.3s 28, 2026", months[i]);
		assert_form(date_form_iso, &form);
	}
}

static void what_can_be_read_in_two_ways_is_left(void **state)
{
	static const struct form forms[] = {{"03/04/2026", NULL}, {"3.4.2026", NULL},
		{"31/01/2026", NULL}, {"31-01-2026", NULL}, {"26/01/31", NULL}, {"31 Jan 26", NULL},
		{"January 2026", NULL}, {"31 January", NULL}, {"2026", NULL}, {"2026-01", NULL},
		{"2026131", NULL}, {"202601031", NULL}};

	(void)state;
	assert_dates(forms, COUNT(forms));
}

static void what_is_no_date_is_left(void **state)
{
	static const struct form forms[] = {{"", NULL}, {" ", NULL}, {"soon", NULL},
		{"2026-02-29", NULL}, {"2026/13/1", NULL}, {"2026/0/1", NULL}, {"2026/1/0", NULL},
		{"2026/1/32", NULL}, {"31 June 2026", NULL}, {"29 Feb 2025", NULL},
		{"0000/1/1", NULL}, {"2026/1-31", NULL}, {"2026//31", NULL}, {"2026/1/", NULL},
		{"2026/1/31x", NULL}, {"2026/1/31 x", NULL}, {"x2026/1/31", NULL},
		{"2026/1/31T00:00Z", NULL}, {"31 Januar 2026", NULL}, {"31 Ja 2026", NULL},
		{"31 Januarys 2026", NULL}, {"1st January 2026", NULL}, {"-2026/1/31", NULL},
		{"31 31 2026", NULL}, {"January January 2026", NULL}, {"2026 January 31", NULL},
		{"20260229", NULL}, {"2024/2/29", "2024-02-29"}};

	(void)state;
	assert_dates(forms, COUNT(forms));
}

static void a_time_needs_its_offset(void **state)
{
	static const struct form forms[] = {{"15 Oct 2026 14:05 UTC", "2026-10-15T14:05Z"},
		{"15 Oct 2026, 14:05 GMT", "2026-10-15T14:05Z"},
		{"October 15, 2026 14:05:09 utc", "2026-10-15T14:05:09Z"},
		{"2026/10/15 14:05Z", "2026-10-15T14:05Z"},
		{"2026-10-15T14:05:09 z", "2026-10-15T14:05:09Z"},
		{"2026/10/15T14:05 +02", "2026-10-15T14:05+02:00"},
		{"2026/10/15 14:05 +2", "2026-10-15T14:05+02:00"},
		{"2026/10/15 14:05+0200", "2026-10-15T14:05+02:00"},
		{"20261015T14:05 -05:30", "2026-10-15T14:05-05:30"}, {"2026/10/15 14:05", NULL},
		{"2026/10/15 14:05 CET", NULL}, {"2026/10/15 14:05 Europe/Berlin", NULL},
		{"2026/10/15 2:05 PM UTC", NULL}};

	(void)state;
	assert_datetimes(forms, COUNT(forms));
}

static void a_time_has_two_digits_each(void **state)
{
	static const struct form forms[] = {{"2026/10/15 9:05 UTC", NULL},
		{"2026/10/15 14:5 UTC", NULL}, {"2026/10/15 14: UTC", NULL},
		{"2026/10/15 14:05: UTC", NULL}, {"2026/10/15 14:05:9 UTC", NULL},
		{"2026/10/15 1405 UTC", NULL}, {"2026/10/15 14:05 +02:3", NULL},
		{"2026/10/15 14:05 +023", NULL}, {"2026/10/15 14:05 +02:", NULL},
		{"2026/10/15 14:05 +", NULL}, {"2026/10/15 14:05 +02:000", NULL},
		{"2026/10/15 14:05:09.5 UTC", NULL}};

	(void)state;
	assert_datetimes(forms, COUNT(forms));
}

static void what_is_no_time_is_left(void **state)
{
	static const struct form forms[] = {{"", NULL}, {"2026/10/15", NULL}, {"14:05 UTC", NULL},
		{"2026/10/15 25:05 UTC", NULL}, {"2026/10/15 14:60 UTC", NULL},
		{"2026/10/15 14:05 +24:00", NULL}, {"2026/10/15 14:05 +02:60", NULL},
		{"2026/02/29 14:05 UTC", NULL}, {"03/04/2026 14:05 UTC", NULL},
		{"2026/10/15 14:05 UTC now", NULL}, {"2026/10/15 14:05 UTC+2", NULL}};

	(void)state;
	assert_datetimes(forms, COUNT(forms));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_year_in_front_says_what_the_rest_is),
		cmocka_unit_test(a_month_as_a_word_needs_no_order),
		cmocka_unit_test(what_can_be_read_in_two_ways_is_left),
		cmocka_unit_test(what_is_no_date_is_left),
		cmocka_unit_test(a_time_needs_its_offset),
		cmocka_unit_test(a_time_has_two_digits_each),
		cmocka_unit_test(what_is_no_time_is_left),
	};

	return cmocka_run_group_tests_name("base/date_forms", tests, NULL, NULL);
}
