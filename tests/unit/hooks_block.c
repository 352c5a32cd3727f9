#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <git2.h>
#include <stdlib.h>

#include "hooks/block.h"

static void assert_slice(struct slice is, const char *expected)
{
	assert_int_equal(is.len, strlen(expected));
	assert_memory_equal(is.at, expected, is.len);
}

static struct buffer block_of(const char *lines, const char *indentation, bool is_own_file)
{
	struct buffer block = BUFFER_INIT;

	assert_null(hook_block_add(&block, "pre-push", indentation, slice_of(lines), is_own_file));
	return block;
}

/* Puts a block into a text and takes it out again: the text has to come back. */
static void assert_comes_back(const char *text, size_t at)
{
	struct buffer block = block_of("one\ntwo\n", "", false);
	struct buffer with = BUFFER_INIT, without = BUFFER_INIT;
	struct hook_block found;

	hook_block_put_in(&with, slice_of(text), at, buffer_slice(&block));
	assert_true(hook_block_find(buffer_slice(&with), "pre-push", &found));
	assert_false(found.is_edited);
	assert_slice(found.lines, "one\ntwo\n");
	hook_block_take_out(&without, buffer_slice(&with), &found);
	assert_slice(buffer_slice(&without), text);
	buffer_dispose(&block);
	buffer_dispose(&with);
	buffer_dispose(&without);
}

static void a_text_comes_back_to_the_byte(void **state)
{
	(void)state;
	assert_comes_back("#!/bin/sh\nnpm test\n", 10);
	assert_comes_back("#!/bin/sh\nnpm test\n", 0);
	assert_comes_back("#!/bin/sh\nnpm test\n", 19);
	assert_comes_back("#!/bin/sh\nnpm test", 10);
	assert_comes_back("npm test", 8);
	assert_comes_back("#!/bin/sh", 9);
	assert_comes_back("", 0);
	assert_comes_back("\n", 0);
	assert_comes_back("\n", 1);
	assert_comes_back("\n\n", 1);
	assert_comes_back("a\r\n", 3);
}

static void a_block_stands_on_lines_of_its_own(void **state)
{
	struct buffer block = block_of("x\n", "  ", false), with = BUFFER_INIT;
	struct hook_block found;

	(void)state;
	hook_block_put_in(&with, slice_of("a"), 1, buffer_slice(&block));
	assert_memory_equal(with.at, "a\n  # >>> handoff pre-push ", 26);
	assert_true(slice_ends_with(buffer_slice(&with), "\nx\n  # <<< handoff pre-push <<<"));
	assert_true(hook_block_find(buffer_slice(&with), "pre-push", &found));
	assert_slice(found.version, HANDOFF_VERSION);
	assert_false(found.is_own_file);
	buffer_dispose(&block);
	buffer_dispose(&with);
}

static void a_block_of_another_hook_is_none(void **state)
{
	struct buffer block = block_of("x\n", "", true);
	struct hook_block found;

	(void)state;
	assert_false(hook_block_find(buffer_slice(&block), "pre-commit", &found));
	assert_false(hook_block_find(buffer_slice(&block), "pre-pus", &found));
	assert_true(hook_block_find(buffer_slice(&block), "pre-push", &found));
	assert_true(found.is_own_file);
	buffer_dispose(&block);
}

static bool is_edited(const char *text)
{
	struct hook_block found;

	assert_true(hook_block_find(slice_of(text), "pre-push", &found));
	return found.is_edited;
}

static void lines_that_were_changed_are_known(void **state)
{
	struct buffer block = block_of("one\ntwo\n", "", false);
	char *change;

	(void)state;
	assert_false(is_edited(block.at));
	change = strstr(block.at, "two");
	*change = 'T';
	assert_true(is_edited(block.at));
	*change = 't';
	assert_false(is_edited(block.at));
	*strstr(block.at, "<<<") = '-';
	assert_true(is_edited(block.at));
	buffer_dispose(&block);
}

static void a_mark_that_is_cut_short_is_an_edited_block(void **state)
{
	(void)state;
	assert_true(is_edited("# >>> handoff pre-push"));
	assert_true(is_edited("# >>> handoff pre-push\n"));
	assert_true(is_edited("# >>> handoff pre-push 0.1.0\n# <<< handoff pre-push <<<\n"));
	assert_true(is_edited("# >>> handoff pre-push 0.1.0 0123456789abcdef block >>>\nx\n"
			      "# <<< handoff pre-push <<<\n"));
}

static void texts_without_a_block_have_none(void **state)
{
	static const char *const texts[] = {"", "\n", "# >>> handoff ", "#>>> handoff pre-push 1 2",
		"x # >>> handoff pre-push 1 2", "# <<< handoff pre-push <<<",
		"# >>> handoffpre-push"};
	struct hook_block found;

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		assert_false(hook_block_find(slice_of(texts[i]), "pre-push", &found));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_text_comes_back_to_the_byte),
		cmocka_unit_test(a_block_stands_on_lines_of_its_own),
		cmocka_unit_test(a_block_of_another_hook_is_none),
		cmocka_unit_test(lines_that_were_changed_are_known),
		cmocka_unit_test(a_mark_that_is_cut_short_is_an_edited_block),
		cmocka_unit_test(texts_without_a_block_have_none),
	};

	git_libgit2_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
