#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/date_forms.h"
#include "base/noted_time.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void times_say_what_they_say(void **state)
{
	/* What is not said is `-`. */
	static const struct {
		const char *text, *date;
		int seconds;
		bool has_offset;
		int offset;
	} times[] = {{"2026-10-14T02:57:00Z", "2026-10-14", 10620, true, 0},
		{"2026-10-14 04:57+02:00", "2026-10-14", 17820, true, 7200},
		{"14 October 2026, 02:57 UTC", "2026-10-14", 10620, true, 0},
		{"2026-10-14 ca. 02:57 UTC", "2026-10-14", 10620, true, 0},
		{"11:20", "-", 40800, false, 0}, {"ca. 11:20", "-", 40800, false, 0},
		{"~11:20", "-", 40800, false, 0}, {"About 9:05", "-", 32700, false, 0},
		{"5:00 PM PST (UTC-7)", "-", 61200, true, -25200},
		{"12:30 am", "-", 1800, false, 0}, {"12:30 p.m. UTC", "-", 45000, true, 0},
		{"11:20:30.5 UTC+2", "-", 40830, true, 7200},
		{"11:20 (UTC-07:30)", "-", 40800, true, -27000}, {"00:00Z", "-", 0, true, 0},
		{"23:59:60Z", "-", 86400, true, 0}};

	(void)state;
	for (size_t i = 0; i < COUNT(times); i++) {
		struct noted_time time;
		char date[11] = "-";

		print_message("%s\n", times[i].text);
		assert_true(noted_time_read(slice_of(times[i].text), &time));
		if (time.has_date)
			date_format(time.date, date);
		assert_string_equal(date, times[i].date);
		assert_int_equal(time.seconds, times[i].seconds);
		assert_int_equal(time.has_offset, times[i].has_offset);
		assert_int_equal(time.offset, times[i].offset);
	}
}

static void what_nobody_could_read_is_no_time(void **state)
{
	static const char *const none[] = {"", "11", "11:2", "24:00", "11:60", "13:00 PM",
		"0:30 am", "11:20 PST", "11:20 CEST", "11:20 UTC later", "2026-10-14",
		"2026-10-14T", "2026-21-14 11:20 UTC", "03/04/2026 11:20", "noon", "ca.",
		"11:20 UTC+25", "11:20 (", "2026-10-1411:20Z", "11:20:", "11.20", "-11:20"};

	(void)state;
	for (size_t i = 0; i < COUNT(none); i++) {
		struct noted_time time;

		print_message("%s\n", none[i]);
		assert_false(noted_time_read(slice_of(none[i]), &time));
	}
}

static void times_are_seconds_since_the_epoch(void **state)
{
	struct noted_time time;

	(void)state;
	assert_true(noted_time_read(slice_of("1970-01-02 01:00 UTC+2"), &time));
	assert_int_equal(noted_time_seconds(&time), 86400 + 3600 - 7200);
}

static void an_offset_is_a_number(void **state)
{
	static const struct {
		const char *text;
		int seconds;
	} offsets[] = {{"Z", 0}, {"utc", 0}, {"GMT", 0}, {"+02", 7200}, {"-0730", -27000},
		{"UTC-7", -25200}, {"GMT +2", 7200}, {"PST (UTC-7)", -25200}, {"(UTC)", 0},
		{"CET (+01:00)", 3600}};
	static const char *const none[] = {"", "PST", "CET", "UTC/Pacific", "+", "+2:0", "+24",
		"PST (UTC-7", "P1 (UTC)", "()"};
	int seconds;

	(void)state;
	for (size_t i = 0; i < COUNT(offsets); i++) {
		print_message("%s\n", offsets[i].text);
		assert_true(offset_form_read(slice_of(offsets[i].text), &seconds));
		assert_int_equal(seconds, offsets[i].seconds);
	}
	for (size_t i = 0; i < COUNT(none); i++) {
		print_message("%s\n", none[i]);
		assert_false(offset_form_read(slice_of(none[i]), &seconds));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(times_say_what_they_say),
		cmocka_unit_test(what_nobody_could_read_is_no_time),
		cmocka_unit_test(times_are_seconds_since_the_epoch),
		cmocka_unit_test(an_offset_is_a_number),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
