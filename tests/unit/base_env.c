#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>

#include "base/env.h"

#define NAME "HANDOFF_TEST_VARIABLE"

static int unset(void **state)
{
	(void)state;
	return unsetenv(NAME);
}

static void an_empty_variable_is_as_one_not_set(void **state)
{
	(void)state;
	assert_null(env_get(NAME));
	assert_false(env_flag(NAME));
	assert_int_equal(setenv(NAME, "", 1), 0);
	assert_null(env_get(NAME));
	assert_false(env_flag(NAME));
}

static void a_value_is_given_as_it_is(void **state)
{
	(void)state;
	assert_int_equal(setenv(NAME, " x ", 1), 0);
	assert_string_equal(env_get(NAME), " x ");
}

static void a_flag_is_off_for_0_and_false_only(void **state)
{
	static const struct {
		const char *value;
		bool on;
	} cases[] = {{"0", false}, {"false", false}, {"1", true}, {"true", true}, {"00", true},
		{"no", true}, {" ", true}};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_int_equal(setenv(NAME, cases[i].value, 1), 0);
		assert_int_equal(env_flag(NAME), cases[i].on);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(an_empty_variable_is_as_one_not_set, unset, unset),
		cmocka_unit_test_setup_teardown(a_value_is_given_as_it_is, unset, unset),
		cmocka_unit_test_setup_teardown(a_flag_is_off_for_0_and_false_only, unset, unset),
	};

	return cmocka_run_group_tests_name("base/env", tests, NULL, NULL);
}
