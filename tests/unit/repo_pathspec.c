#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <git2.h>

#include "repo/pathspec.h"

static int start(void **state)
{
	(void)state;
	return git_libgit2_init() < 0;
}

static int stop(void **state)
{
	(void)state;
	return git_libgit2_shutdown() < 0;
}

static struct pathspec *compile(const char *pattern)
{
	struct pathspec *pathspec = NULL;

	assert_null(pathspec_new(&pattern, 1, &pathspec));
	return pathspec;
}

static void matches_as_git_does(void **state)
{
	static const struct {
		const char *pattern, *path;
		bool matches;
	} cases[] = {
		{"handoff/**/*.md", "handoff/brief/x.md", true},
		{"handoff/**/*.md", "handoff/brief/2026/x.md", true},
		{"handoff/**/*.md", "handoff/brief/x.txt", false},
		{"handoff/**/*.md", "other/brief/x.md", false},
		{"handoff/**/*.md", "handoff/x.md", true},
		{"a/**/b/**/c.md", "a/b/c.md", true},
		{"a/**/b/**/c.md", "a/c.md", false},
		{"docs", "docs/a/b.md", true},
		{"*.md", "a/b.md", true},
		{"handoff/[ab]*.md", "handoff/a1.md", true},
		{"handoff/[ab]*.md", "handoff/c1.md", false},
		{"handoff/x.md", "handoff/x.md", true},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct pathspec *pathspec = compile(cases[i].pattern);

		assert_int_equal(pathspec_matches(pathspec, cases[i].path), cases[i].matches);
		pathspec_free(pathspec);
	}
}

static void enters_only_directories_that_may_hold_matches(void **state)
{
	static const struct {
		const char *pattern, *directory;
		bool reaches;
	} cases[] = {
		{"handoff/**/*.md", "handoff", true},
		{"handoff/**/*.md", "handoff/brief", true},
		{"handoff/**/*.md", "hand", false},
		{"handoff/**/*.md", "src", false},
		{"docs/model/*.md", "docs", true},
		{"docs/model/*.md", "docs/model", true},
		{"docs/model/*.md", "docs/other", false},
		{"*.md", "anything", true},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct pathspec *pathspec = compile(cases[i].pattern);

		assert_int_equal(pathspec_reaches(pathspec, cases[i].directory), cases[i].reaches);
		pathspec_free(pathspec);
	}
}

static void an_exclusion_counts_wherever_it_stands(void **state)
{
	static const char *const lists[][2] = {{"handoff/**/*.md", "!handoff/old"},
		{"!handoff/old", "handoff/**/*.md"}, {"handoff/**/*.md", ":!handoff/old"},
		{":^handoff/old", "handoff/**/*.md"}};

	(void)state;
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
		struct pathspec *pathspec = NULL;

		assert_null(pathspec_new(lists[i], 2, &pathspec));
		assert_true(pathspec_matches(pathspec, "handoff/brief/x.md"));
		assert_false(pathspec_matches(pathspec, "handoff/old/x.md"));
		pathspec_free(pathspec);
	}
}

static void nothing_matches_no_patterns(void **state)
{
	struct pathspec *pathspec = NULL;

	(void)state;
	assert_null(pathspec_new(NULL, 0, &pathspec));
	assert_false(pathspec_matches(pathspec, "a.md"));
	assert_false(pathspec_reaches(pathspec, "a"));
	pathspec_free(pathspec);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(matches_as_git_does),
		cmocka_unit_test(enters_only_directories_that_may_hold_matches),
		cmocka_unit_test(an_exclusion_counts_wherever_it_stands),
		cmocka_unit_test(nothing_matches_no_patterns),
	};

	return cmocka_run_group_tests_name("repo/pathspec", tests, start, stop);
}
