#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/slice.h"

#define S(text) slice_of(text)

static void null_is_an_empty_slice(void **state)
{
	(void)state;
	assert_int_equal(slice_of(NULL).len, 0);
	assert_true(slice_is(slice_of(NULL), ""));
	assert_true(slice_equal(slice_of(NULL), S("")));
	assert_int_equal(slice_compare(slice_of(NULL), S("")), 0);
	assert_int_equal(slice_find(slice_of(NULL), 'x'), 0);
	assert_int_equal(slice_trim(slice_of(NULL)).len, 0);
	assert_true(slice_starts_with(slice_of(NULL), ""));
	assert_true(slice_ends_with(slice_of(NULL), ""));
}

static void equality_counts_every_byte(void **state)
{
	struct slice with_nul = {"a\0b", 3};

	(void)state;
	assert_true(slice_equal(S("abc"), S("abc")));
	assert_false(slice_equal(S("abc"), S("abd")));
	assert_false(slice_equal(S("abc"), S("ab")));
	assert_false(slice_is(with_nul, "a"));
	assert_false(slice_equal(with_nul, (struct slice){"a\0c", 3}));
}

static void only_ascii_case_is_folded(void **state)
{
	(void)state;
	assert_true(slice_equal_nocase(S("Model-Card_9"), S("mODEL-cARD_9")));
	assert_false(slice_equal_nocase(S("É"), S("é")));
	assert_false(slice_equal_nocase(S("@"), S("`")));
	assert_false(slice_equal_nocase(S("["), S("{")));
	assert_false(slice_equal_nocase(S("a"), S("ab")));
}

static void prefix_and_suffix_may_be_all_or_nothing(void **state)
{
	(void)state;
	assert_true(slice_starts_with(S("docs/a.md"), "docs/"));
	assert_true(slice_starts_with(S("docs"), "docs"));
	assert_false(slice_starts_with(S("doc"), "docs"));
	assert_true(slice_ends_with(S("docs/a.md"), ".md"));
	assert_true(slice_ends_with(S(".md"), ".md"));
	assert_false(slice_ends_with(S("md"), ".md"));
}

static void order_is_that_of_unsigned_bytes(void **state)
{
	(void)state;
	assert_true(slice_compare(S("a"), S("b")) < 0);
	assert_true(slice_compare(S("ab"), S("a")) > 0);
	assert_true(slice_compare(S("z"), S("\xc3\xa9")) < 0);
	assert_int_equal(slice_compare(S("same"), S("same")), 0);
}

static void trim_takes_white_space_from_the_ends_only(void **state)
{
	(void)state;
	assert_true(slice_is(slice_trim(S(" \t\r\n a b \n")), "a b"));
	assert_true(slice_is(slice_trim(S("\v x")), "\v x"));
	assert_int_equal(slice_trim(S(" \n\t ")).len, 0);
}

static void from_is_clamped_to_the_end(void **state)
{
	(void)state;
	assert_true(slice_is(slice_from(S("abc"), 0), "abc"));
	assert_true(slice_is(slice_from(S("abc"), 2), "c"));
	assert_int_equal(slice_from(S("abc"), 3).len, 0);
	assert_int_equal(slice_from(S("abc"), SIZE_MAX).len, 0);
}

static void find_gives_the_first_or_the_length(void **state)
{
	(void)state;
	assert_int_equal(slice_find(S("a/b/c"), '/'), 1);
	assert_int_equal(slice_find(S("abc"), '/'), 3);
	assert_int_equal(slice_find((struct slice){"ab/", 2}, '/'), 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(null_is_an_empty_slice),
		cmocka_unit_test(equality_counts_every_byte),
		cmocka_unit_test(only_ascii_case_is_folded),
		cmocka_unit_test(prefix_and_suffix_may_be_all_or_nothing),
		cmocka_unit_test(order_is_that_of_unsigned_bytes),
		cmocka_unit_test(trim_takes_white_space_from_the_ends_only),
		cmocka_unit_test(from_is_clamped_to_the_end),
		cmocka_unit_test(find_gives_the_first_or_the_length),
	};

	return cmocka_run_group_tests_name("base/slice", tests, NULL, NULL);
}
