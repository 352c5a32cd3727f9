#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>

#include "hooks/lefthook.h"

/* The configuration with our command in it; NULL if it can take none. */
static char *with_command(const char *yaml, const char *hook)
{
	struct lefthook_section section;
	struct buffer text = BUFFER_INIT;
	bool found;

	assert_null(lefthook_section(slice_of(yaml), hook, &found, &section));
	if (!found || !section.is_usable)
		return NULL;
	buffer_add(&text, yaml, section.at);
	lefthook_add_lines(&text, hook, &section);
	buffer_add_string(&text, yaml + section.at);
	return buffer_take(&text);
}

static void assert_becomes(const char *yaml, const char *hook, const char *expected)
{
	char *text = with_command(yaml, hook);

	assert_non_null(text);
	assert_string_equal(text, expected);
	free(text);
}

static void assert_takes_none(const char *yaml)
{
	assert_null(with_command(yaml, "pre-commit"));
}

static void a_command_stands_before_the_others(void **state)
{
	(void)state;
	assert_becomes("pre-commit:\n  parallel: true\n  commands:\n    # first\n    lint:\n      "
		       "run: x\n",
		"pre-commit",
		"pre-commit:\n  parallel: true\n  commands:\n    # first\n    handoff:\n"
		"      run: sh -c \"$(handoff hooks print pre-commit)\" handoff\n"
		"    lint:\n      run: x\n");
}

static void a_hook_without_commands_gets_some(void **state)
{
	(void)state;
	assert_becomes("# team\n\"pre-push\":\n\n    # all\n    jobs:\n        - run: x\n",
		"pre-push",
		"# team\n\"pre-push\":\n\n    # all\n    commands:\n      handoff:\n"
		"        use_stdin: true\n"
		"        run: sh -c \"$(handoff hooks print pre-push)\" handoff '{1}'\n"
		"    jobs:\n        - run: x\n");
}

static void the_last_line_need_not_end(void **state)
{
	(void)state;
	assert_becomes("commit-msg:\n  jobs: [{run: x}]", "commit-msg",
		"commit-msg:\n  commands:\n    handoff:\n"
		"      run: sh -c \"$(handoff hooks print commit-msg)\" handoff '{1}'\n"
		"  jobs: [{run: x}]");
}

static void what_allows_no_line_takes_none(void **state)
{
	(void)state;
	assert_takes_none("");
	assert_takes_none("- pre-commit\n");
	assert_takes_none("pre-push:\n  commands: {}\n");
	assert_takes_none("pre-commit:\n");
	assert_takes_none("pre-commit: true\n");
	assert_takes_none("pre-commit: {commands: {a: {run: x}}}\n");
	assert_takes_none("pre-commit:\n  commands: {a: {run: x}}\n");
	assert_takes_none("pre-commit:\n  commands:\n");
	assert_takes_none("pre-commit:\n  - commands\n");
	assert_takes_none("{pre-commit: {parallel: true}}\n");
	assert_takes_none("a: &a\n  commands:\n    x:\n      run: y\npre-commit: *a\n");
	assert_takes_none("a: &a\n  x:\n    run: y\npre-commit:\n  commands: *a\n");
	assert_takes_none("a: &a\n  commands: {}\npre-commit:\n  <<: *a\n  parallel: true\n");
	assert_takes_none("pre-commit:\n  commands:\n    handoff:\n      run: mine\n");
	assert_takes_none("pre-commit:\n  ? [a]\n  : b\n");
	assert_takes_none("pre-commit:\n  ? parallel\n  : true\n");
	/* libyaml counts a line for U+2028, and an editor does not. */
	assert_takes_none("a: \"\xe2\x80\xa8\"\npre-commit:\n  parallel: true\n  piped: false\n");
}

static void the_lines_of_a_section_are_known(void **state)
{
	const char *yaml =
		"a: b\npre-commit:\n  commands:\n    x:\n      run: handoff check\npre-push:\n"
		"  piped: true";
	struct lefthook_section section;
	bool found;

	(void)state;
	assert_null(lefthook_section(slice_of(yaml), "pre-commit", &found, &section));
	assert_true(found);
	assert_true(slice_is(section.text, "  commands:\n    x:\n      run: handoff check\n"));
	assert_null(lefthook_section(slice_of(yaml), "pre-push", &found, &section));
	assert_true(slice_is(section.text, "  piped: true"));
	assert_null(lefthook_section(slice_of(yaml), "commit-msg", &found, &section));
	assert_false(found);
}

static void what_is_not_yaml_is_said(void **state)
{
	struct lefthook_section section;
	struct error *error;
	bool found;

	(void)state;
	error = lefthook_section(slice_of("a: b\nc: [\n"), "pre-commit", &found, &section);
	assert_non_null(error);
	assert_int_equal(error->code, ERROR_POLICY);
	assert_false(found);
	error_free(error);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_command_stands_before_the_others),
		cmocka_unit_test(a_hook_without_commands_gets_some),
		cmocka_unit_test(the_last_line_need_not_end),
		cmocka_unit_test(what_allows_no_line_takes_none),
		cmocka_unit_test(the_lines_of_a_section_are_known),
		cmocka_unit_test(what_is_not_yaml_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
