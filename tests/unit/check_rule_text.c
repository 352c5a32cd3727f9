#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "check/rule.h"
#include "check/rule_text.h"

static void every_rule_has_a_text(void **state)
{
	struct rule_text text;

	(void)state;
	for (size_t i = 0; i < RULES; i++) {
		if (!rule_text_find(slice_of(rules[i].id), &text))
			fail_msg("no text for %s", rules[i].id);
		if (!text.why.len || !text.bad.len || !text.good.len || !text.way_out.len)
			fail_msg("a part of the text for %s is missing", rules[i].id);
	}
}

static void every_text_is_of_a_rule_and_of_one_only(void **state)
{
	struct rule_text_cursor cursor = {0, 0};
	struct rule_text text;
	size_t count = 0;

	(void)state;
	while (rule_text_next(&cursor, &text)) {
		if (!rule_find(text.id))
			fail_msg("no rule %.*s", SLICE_ARG(text.id));
		count++;
	}
	assert_int_equal(count, RULES);
}

static void every_file_is_a_family_with_a_title(void **state)
{
	(void)state;
	for (size_t i = 0; i < n_rule_files; i++) {
		struct slice family = slice_of(rule_files[i].family);

		if (!rule_exists(family))
			fail_msg("no family %s", rule_files[i].family);
		if (!rule_family_title(family).len)
			fail_msg("%s has no title", rule_files[i].family);
	}
	assert_int_equal(rule_family_title(slice_of("wizards")).len, 0);
}

static void every_rule_stands_in_its_familys_file(void **state)
{
	struct rule_text_cursor cursor = {0, 0};
	struct rule_text text;

	(void)state;
	while (rule_text_next(&cursor, &text)) {
		const char *family = rule_files[cursor.file].family;

		assert_true(slice_starts_with(text.id, family));
		assert_int_equal(text.id.at[strlen(family)], '/');
	}
}

static void what_no_rule_is_called_has_no_text(void **state)
{
	struct rule_text text;

	(void)state;
	assert_false(rule_text_find(slice_of(""), &text));
	assert_false(rule_text_find(slice_of("front"), &text));
	assert_false(rule_text_find(slice_of("front/missing-fields"), &text));
}

static bool same(struct slice s, const char *text)
{
	return slice_is(s, text);
}

static void blocks_are_prose_and_files_in_turn(void **state)
{
	struct slice part = slice_of("One line\nand two.\n\nThree.\n\n````markdown a/b.md\n# T\n\n"
				     "```sh\nmake\n```\n````\n\nAfter.\n```\ncode\n```\n");
	struct rule_block block;

	(void)state;
	assert_true(rule_block_next(&part, &block));
	assert_false(block.is_code);
	assert_true(same(block.text, "One line\nand two.\n\nThree."));
	assert_true(rule_block_next(&part, &block));
	assert_true(block.is_code);
	assert_true(same(block.form, "markdown"));
	assert_true(same(block.path, "a/b.md"));
	assert_true(same(block.text, "# T\n\n```sh\nmake\n```\n"));
	assert_true(rule_block_next(&part, &block));
	assert_true(same(block.text, "After."));
	assert_true(rule_block_next(&part, &block));
	assert_true(block.is_code);
	assert_int_equal(block.form.len + block.path.len, 0);
	assert_true(same(block.text, "code\n"));
	assert_false(rule_block_next(&part, &block));
	assert_false(rule_block_next(&part, &block));
}

static void code_that_is_never_closed_ends_with_the_text(void **state)
{
	struct slice part = slice_of("```text\ncode");
	struct rule_block block;

	(void)state;
	assert_true(rule_block_next(&part, &block));
	assert_true(same(block.text, "code"));
	assert_false(rule_block_next(&part, &block));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_rule_has_a_text),
		cmocka_unit_test(every_text_is_of_a_rule_and_of_one_only),
		cmocka_unit_test(every_file_is_a_family_with_a_title),
		cmocka_unit_test(every_rule_stands_in_its_familys_file),
		cmocka_unit_test(what_no_rule_is_called_has_no_text),
		cmocka_unit_test(blocks_are_prose_and_files_in_turn),
		cmocka_unit_test(code_that_is_never_closed_ends_with_the_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
