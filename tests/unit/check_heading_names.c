/* Names of headings: one each, and as git hosts count them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "check/heading_names.h"
#include "check/link.h"
#include "one_parser.h"

static void assert_names(const char *text, const char *const *expected)
{
	struct outline *outline = parse_outline(parser, DOC_MARKDOWN, slice_of(text));
	struct arena *arena = arena_new();
	struct anchors *anchors = anchors_new(outline);
	struct slice *names = heading_names(outline, arena);

	for (uint32_t i = 0; i < outline->n_sections; i++) {
		assert_string_equal(names[i].at, expected[i]);
		assert_int_equal(names[i].len, strlen(expected[i]));
	}
	assert_null(expected[outline->n_sections]);
	for (uint32_t i = 1; i < outline->n_sections; i++)
		assert_true(anchors_have(anchors, names[i]));
	anchors_free(anchors);
	arena_free(arena);
	outline_free(outline);
}

static void names_are_those_of_git_hosts(void **state)
{
	(void)state;
	assert_names("# Feed ranker v4.2\n## So *What*?\n### `a_b` & c\n## Caf\xc3\x89\n",
		(const char *[]){"", "feed-ranker-v42", "so-what", "a_b--c", "caf\xc3\xa9", NULL});
}

static void repeated_names_are_counted(void **state)
{
	(void)state;
	assert_names("# a\n# a\n# A\n", (const char *[]){"", "a", "a-1", "a-2", NULL});
}

/* https://github.com/Flet/github-slugger: a counted name may be a title too. */
static void no_name_is_given_twice(void **state)
{
	struct outline *outline =
		parse_outline(parser, DOC_MARKDOWN, slice_of("# a\n# a\n# a-1\n# a\n"));
	struct arena *arena = arena_new();
	struct slice *names = heading_names(outline, arena);

	(void)state;
	assert_string_equal(names[1].at, "a");
	assert_string_equal(names[2].at, "a-1");
	assert_string_equal(names[3].at, "a-1-1");
	assert_string_equal(names[4].at, "a-2");
	arena_free(arena);
	outline_free(outline);
}

static void a_heading_without_a_letter_has_an_empty_name(void **state)
{
	(void)state;
	assert_names("# ?\n# !\n", (const char *[]){"", "", "", NULL});
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_those_of_git_hosts),
		cmocka_unit_test(repeated_names_are_counted),
		cmocka_unit_test(no_name_is_given_twice),
		cmocka_unit_test(a_heading_without_a_letter_has_an_empty_name),
	};

	return cmocka_run_group_tests(tests, open_parser, close_parser);
}
