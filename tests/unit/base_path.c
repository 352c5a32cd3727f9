#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/path.h"

static void joins_and_resolves_dots_by_name(void **state)
{
	static const struct {
		const char *start, *path, *expected;
	} cases[] = {
		{"", "a/b", "a/b"},
		{"handoff/brief", "../model-card/x.md", "handoff/model-card/x.md"},
		{"handoff", "./x.md", "handoff/x.md"},
		{"a", "b//c/./d", "a/b/c/d"},
		{"a/b", "..", "a"},
		{"a", "..", ""},
		{"a", "", "a"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buffer out = BUFFER_INIT;

		buffer_add_string(&out, cases[i].start);
		assert_true(path_append(&out, slice_of(cases[i].path)));
		assert_string_equal(out.at, cases[i].expected);
		buffer_dispose(&out);
	}
}

static void refuses_to_climb_above_the_root(void **state)
{
	static const char *const paths[] = {"../..", "../../x", "b/../../../x"};

	(void)state;
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		struct buffer out = BUFFER_INIT;

		buffer_add_string(&out, "a");
		assert_false(path_append(&out, slice_of(paths[i])));
		buffer_dispose(&out);
	}
}

static void finds_the_way_from_a_directory_to_a_path(void **state)
{
	static const struct {
		const char *directory, *path, *expected;
	} cases[] = {
		{"", "handoff/x.md", "handoff/x.md"},
		{"handoff", "handoff/x.md", "x.md"},
		{"handoff/brief", "handoff/model-card/x.md", "../model-card/x.md"},
		{"handoff/brief", "eval/v42/m.json", "../../eval/v42/m.json"},
		{"handoff/br", "handoff/brief/x.md", "../brief/x.md"},
		{"a/b/c", "a/x", "../../x"},
		{"cmd", "x", "../x"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buffer out = BUFFER_INIT;

		path_relative(&out, slice_of(cases[i].directory), slice_of(cases[i].path));
		assert_string_equal(out.at, cases[i].expected);
		buffer_dispose(&out);
	}
}

static void names_the_directory_of_a_path(void **state)
{
	(void)state;
	assert_true(slice_is(path_directory(slice_of("a/b/c.md")), "a/b"));
	assert_true(slice_is(path_directory(slice_of("c.md")), ""));
	assert_true(slice_is(path_directory(slice_of("")), ""));
}

static void below_is_the_same_or_inside(void **state)
{
	(void)state;
	assert_true(path_is_below("a/b.md", ""));
	assert_true(path_is_below("a/b.md", "a"));
	assert_true(path_is_below("a/b.md", "a/b.md"));
	assert_false(path_is_below("ab/b.md", "a"));
	assert_false(path_is_below("a", "a/b.md"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(joins_and_resolves_dots_by_name),
		cmocka_unit_test(refuses_to_climb_above_the_root),
		cmocka_unit_test(finds_the_way_from_a_directory_to_a_path),
		cmocka_unit_test(names_the_directory_of_a_path),
		cmocka_unit_test(below_is_the_same_or_inside),
	};

	return cmocka_run_group_tests_name("base/path", tests, NULL, NULL);
}
