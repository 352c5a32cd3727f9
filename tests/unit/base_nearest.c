#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/nearest.h"

static const char *near(const char *word, const char *a, const char *b, const char *c)
{
	const char *const candidates[] = {a, b, c};

	return nearest(slice_of(word), candidates, 3);
}

static void one_edit_of_any_kind_is_near(void **state)
{
	(void)state;
	assert_string_equal(near("chekc", "new", "check", "list"), "check");
	assert_string_equal(near("chck", "new", "check", "list"), "check");
	assert_string_equal(near("checck", "new", "check", "list"), "check");
	assert_string_equal(near("chack", "new", "check", "list"), "check");
	assert_string_equal(near("ls", "l", "q", "z"), "l");
}

static void a_word_of_which_nothing_stays_is_not_near(void **state)
{
	(void)state;
	assert_null(near("7", "1", "2", "3"));
	assert_null(near("x", "A", "ab", "c"));
	assert_string_equal(near("a", "b", "A", "c"), "A");
	assert_string_equal(near("a", "ab", "b", "c"), "ab");
}

static void assert_hint(const char *word, size_t count, const char *expected)
{
	static const char *const names[] = {"text", "json", "csv"};
	struct buffer out = BUFFER_INIT;

	nearest_add_hint(&out, slice_of(word), names, count);
	assert_string_equal(out.at, expected);
	buffer_dispose(&out);
}

static void a_hint_is_the_nearest_or_all_and_never_just_the_first(void **state)
{
	(void)state;
	assert_hint("jsno", 3, "; did you mean \"json\"?");
	assert_hint("xml", 3, ": it is one of text, json or csv");
	assert_hint("", 2, ": it is one of text or json");
	assert_hint("xml", 1, ": it is text");
}

static void case_and_dashes_do_not_count(void **state)
{
	(void)state;
	assert_string_equal(near("MODEL_CARD", "model-cord", "model-card", "x"), "model-card");
}

static void a_third_of_the_word_is_the_limit(void **state)
{
	(void)state;
	assert_non_null(near("abcdxy", "zzzz", "abcdef", "zzzz"));
	assert_null(near("abcxyz", "zzzz", "abcdef", "zzzz"));
	assert_null(near("abxy", "zzzz", "abcd", "zzzz"));
	assert_non_null(near("abcdefxyz", "zzzz", "abcdefghi", "zzzz"));
	assert_null(near("abcdewxyz", "zzzz", "abcdefghi", "zzzz"));
}

static void a_prefix_of_three_is_near(void **state)
{
	(void)state;
	assert_string_equal(near("acc", "review", "acceptance", "x"), "acceptance");
	assert_string_equal(near("acceptances-of-all", "review", "acceptance", "x"), "acceptance");
	assert_null(near("ac", "review", "acceptance", "x"));
}

static void the_nearest_wins_and_ties_go_to_the_first(void **state)
{
	(void)state;
	assert_string_equal(near("cat", "bat", "cat", "rat"), "cat");
	assert_string_equal(near("cat", "bat", "hat", "rat"), "bat");
	assert_string_equal(near("review", "review-board", "reviews", "preview"), "reviews");
}

static void edits_do_not_overlap(void **state)
{
	(void)state;
	/* "ca" to "abc" is 3 by optimal string alignment, 2 by the unrestricted distance. */
	assert_null(near("caXXXX", "abcXXXX", "zzzz", "zzzz"));
	assert_non_null(near("acXXXX", "caXXXX", "zzzz", "zzzz"));
}

static void nothing_is_near_nothing(void **state)
{
	static char enormous[NEAREST_WORD_MAX + 2];
	const char *const candidates[] = {"a", enormous};

	(void)state;
	memset(enormous, 'a', sizeof enormous - 1);
	assert_null(nearest(slice_of(NULL), candidates, 2));
	assert_null(nearest(slice_of("a"), NULL, 0));
	assert_null(nearest(slice_of(enormous), candidates, 2));
	assert_null(nearest(slice_of("aaaa"), candidates + 1, 1));
	enormous[NEAREST_WORD_MAX] = '\0';
	assert_ptr_equal(nearest(slice_of("aaaa"), candidates + 1, 1), enormous);
	assert_ptr_equal(nearest(slice_of(enormous), candidates + 1, 1), enormous);
	enormous[0] = 'b';
	assert_ptr_equal(
		nearest((struct slice){enormous + 1, NEAREST_WORD_MAX - 1}, candidates + 1, 1),
		enormous);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_edit_of_any_kind_is_near),
		cmocka_unit_test(a_word_of_which_nothing_stays_is_not_near),
		cmocka_unit_test(a_hint_is_the_nearest_or_all_and_never_just_the_first),
		cmocka_unit_test(case_and_dashes_do_not_count),
		cmocka_unit_test(a_third_of_the_word_is_the_limit),
		cmocka_unit_test(a_prefix_of_three_is_near),
		cmocka_unit_test(the_nearest_wins_and_ties_go_to_the_first),
		cmocka_unit_test(edits_do_not_overlap),
		cmocka_unit_test(nothing_is_near_nothing),
	};

	return cmocka_run_group_tests_name("base/nearest", tests, NULL, NULL);
}
