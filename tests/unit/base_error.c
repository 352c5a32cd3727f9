#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>

#include "base/error.h"

static void message_and_code_are_kept(void **state)
{
	struct error *error = error_new(ERROR_LIMIT, "%s: larger than %d bytes", "a.md", 7);

	(void)state;
	assert_int_equal(error->code, ERROR_LIMIT);
	assert_string_equal(error->message, "a.md: larger than 7 bytes");
	error_free(error);
}

static void errno_text_is_appended(void **state)
{
	struct error *error;

	(void)state;
	errno = ENOENT;
	error = error_errno(ERROR_IO, "cannot open '%s'", "x");
	assert_int_equal(error->code, ERROR_IO);
	assert_string_equal(error->message, "cannot open 'x': No such file or directory");
	error_free(error);
}

static void a_percent_sign_in_an_argument_is_text(void **state)
{
	struct error *error;

	(void)state;
	errno = EACCES;
	error = error_errno(ERROR_IO, "%s", "100%s%n");
	assert_string_equal(error->message, "100%s%n: Permission denied");
	error_free(error);
}

static void freeing_nothing_is_allowed(void **state)
{
	(void)state;
	error_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(message_and_code_are_kept),
		cmocka_unit_test(errno_text_is_appended),
		cmocka_unit_test(a_percent_sign_in_an_argument_is_text),
		cmocka_unit_test(freeing_nothing_is_allowed),
	};

	return cmocka_run_group_tests_name("base/error", tests, NULL, NULL);
}
