#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "place.h"

static void a_program_can_be_executed_whatever_the_umask(void **state)
{
	int root = root_of(state);
	mode_t before = umask(077);
	struct stat status;

	assert_null(file_create_program_beneath(root, "dir/run", slice_of("#!/bin/sh\n")));
	umask(before);
	assert_int_equal(fstatat(root, "dir/run", &status, 0), 0);
	assert_int_equal(status.st_mode & 07777, 0755);
	assert_error(file_create_program_beneath(root, "dir/run", slice_of("x")), ERROR_EXISTS,
		"dir/run: exists already");
	assert_contents(root, "dir/run", slice_of("#!/bin/sh\n"));
	assert_int_equal(count_entries(root, "dir"), 2);
}

static void a_file_is_renamed_with_all_that_it_is(void **state)
{
	int root = root_of(state);
	struct stat before, after;

	assert_int_equal(fchmodat(root, "dir/doc.md", 0750, 0), 0);
	assert_int_equal(fstatat(root, "dir/doc.md", &before, 0), 0);
	assert_null(file_rename_beneath(root, "dir/doc.md", "dir/doc.md.kept", false));
	assert_int_equal(fstatat(root, "dir/doc.md.kept", &after, 0), 0);
	assert_int_equal(before.st_ino, after.st_ino);
	assert_int_equal(before.st_mode, after.st_mode);
	assert_int_equal(count_entries(root, "dir"), 1);
	assert_null(file_rename_beneath(root, "dir/doc.md.kept", "up.md", false));
	assert_contents(root, "up.md", slice_of("old"));
}

static void a_file_is_not_renamed_over_another_one(void **state)
{
	int root = root_of(state);

	write_file(root, "dir/other", "other");
	assert_error(file_rename_beneath(root, "dir/doc.md", "dir/other", false), ERROR_EXISTS,
		"dir/other: exists already");
	assert_contents(root, "dir/other", slice_of("other"));
	assert_null(file_rename_beneath(root, "dir/doc.md", "dir/other", true));
	assert_contents(root, "dir/other", slice_of("old"));
	assert_int_equal(count_entries(root, "dir"), 1);
}

static void a_link_is_renamed_and_not_followed(void **state)
{
	int root = root_of(state);
	char target[16];

	assert_int_equal(symlinkat("../../secret", root, "dir/link"), 0);
	assert_null(file_rename_beneath(root, "dir/link", "dir/kept", false));
	assert_int_equal(readlinkat(root, "dir/kept", target, sizeof target), 12);
	assert_memory_equal(target, "../../secret", 12);
}

static void nothing_is_renamed_through_a_link(void **state)
{
	int root = root_of(state);

	assert_int_equal(symlinkat("..", root, "out"), 0);
	error_free(file_rename_beneath(root, "out/secret", "dir/secret", false));
	error_free(file_rename_beneath(root, "dir/doc.md", "out/secret", true));
	error_free(file_rename_beneath(root, "../secret", "dir/secret", true));
	assert_int_equal(count_entries(root, "dir"), 1);
	assert_contents(root, "dir/doc.md", slice_of("old"));
	assert_contents(((struct place *)*state)->outside, "secret", slice_of("secret"));
}

static void what_is_not_there_is_not_renamed(void **state)
{
	assert_error(file_rename_beneath(root_of(state), "dir/no", "dir/x", false), ERROR_NOT_FOUND,
		"dir/no: No such file or directory");
}

static void a_file_is_removed_if_it_is_as_it_was(void **state)
{
	int root = root_of(state);

	assert_error(file_remove_beneath(root, "dir/doc.md", slice_of("ol")), ERROR_REFUSED,
		"dir/doc.md: has changed meanwhile");
	assert_error(file_remove_beneath(root, "dir/doc.md", slice_of("olds")), ERROR_REFUSED,
		"dir/doc.md: has changed meanwhile");
	assert_contents(root, "dir/doc.md", slice_of("old"));
	assert_null(file_remove_beneath(root, "dir/doc.md", slice_of("old")));
	assert_int_equal(count_entries(root, "dir"), 0);
}

static void a_link_is_not_removed(void **state)
{
	int root = root_of(state);

	assert_int_equal(symlinkat("doc.md", root, "dir/link"), 0);
	assert_error(file_remove_beneath(root, "dir/link", slice_of("old")), ERROR_REFUSED,
		"dir/link: is a symbolic link, not followed");
	assert_int_equal(count_entries(root, "dir"), 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_program_can_be_executed_whatever_the_umask,
			make_filled_place, remove_place),
		cmocka_unit_test_setup_teardown(
			a_file_is_renamed_with_all_that_it_is, make_filled_place, remove_place),
		cmocka_unit_test_setup_teardown(
			a_file_is_not_renamed_over_another_one, make_filled_place, remove_place),
		cmocka_unit_test_setup_teardown(
			a_link_is_renamed_and_not_followed, make_filled_place, remove_place),
		cmocka_unit_test_setup_teardown(
			nothing_is_renamed_through_a_link, make_filled_place, remove_place),
		cmocka_unit_test_setup_teardown(
			what_is_not_there_is_not_renamed, make_filled_place, remove_place),
		cmocka_unit_test_setup_teardown(
			a_file_is_removed_if_it_is_as_it_was, make_filled_place, remove_place),
		cmocka_unit_test_setup_teardown(
			a_link_is_not_removed, make_filled_place, remove_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
