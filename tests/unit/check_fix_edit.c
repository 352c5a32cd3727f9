#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/mem.h"
#include "check/fix.h"

/* What the source becomes when an editor carries the edit out. */
static void assert_becomes(
	const char *source, struct span span, const char *text, const char *expected)
{
	struct fix fix = {.span = span, .text = mem_string(slice_of(text))};
	struct slice before = slice_of(source);
	struct buffer after = BUFFER_INIT;
	struct fix_edit edit;

	fix_as_edit(&fix, before, &edit);
	buffer_add(&after, source, edit.span.start);
	buffer_add_slice(&after, buffer_slice(&edit.text));
	buffer_add_slice(&after, slice_from(before, edit.span.end));
	assert_string_equal(after.at, expected);
	buffer_dispose(&after);
	buffer_dispose(&edit.text);
	free(fix.text);
}

static struct span at(uint32_t place)
{
	return (struct span){place, place};
}

static void words_are_replaced_as_they_are(void **state)
{
	(void)state;
	assert_becomes(
		"due: 1 Oct 2026\n", (struct span){5, 15}, "2026-10-01", "due: 2026-10-01\n");
	assert_becomes("a\n\nb\n", (struct span){3, 4}, "c\n", "a\n\nc\n\n");
}

static void a_block_gets_the_blank_lines_that_it_needs(void **state)
{
	(void)state;
	assert_becomes("# A\n\n# C\n", at(5), "# B\n\n", "# A\n\n# B\n\n# C\n");
	assert_becomes("# A\n# C\n", at(4), "# B\n\n", "# A\n\n# B\n\n# C\n");
	assert_becomes("# C\n", at(0), "# B\n\n", "# B\n\n# C\n");
	assert_becomes("# A\r\n# C\r\n", at(5), "# B\r\n\r\n", "# A\r\n\r\n# B\r\n\r\n# C\r\n");
}

static void no_blank_line_is_left_at_the_end(void **state)
{
	(void)state;
	assert_becomes("# A\n", at(4), "# B\n\n", "# A\n\n# B\n");
	assert_becomes("# A\n\n", at(5), "# B\n\n", "# A\n\n# B\n");
	assert_becomes("# A", at(3), "# B\n\n", "# A\n\n# B\n");
	assert_becomes("# A\r\n", at(5), "# B\r\n\r\n", "# A\r\n\r\n# B\r\n");
	assert_becomes("# A\r\n", at(5), "# B\n\n", "# A\r\n\n# B\n");
	assert_becomes("", at(0), "# B\n\n", "# B\n");
}

static void the_place_is_in_a_line_that_there_is(void **state)
{
	struct fix fix = {.span = {4, 4}, .text = "# B\n\n"};
	struct fix_edit edit;

	(void)state;
	fix_as_edit(&fix, slice_of("# A\n"), &edit);
	assert_int_equal(edit.span.start, 3);
	assert_int_equal(edit.span.end, 3);
	assert_string_equal(edit.text.at, "\n\n# B");
	buffer_dispose(&edit.text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_are_replaced_as_they_are),
		cmocka_unit_test(a_block_gets_the_blank_lines_that_it_needs),
		cmocka_unit_test(no_blank_line_is_left_at_the_end),
		cmocka_unit_test(the_place_is_in_a_line_that_there_is),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
