#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include "place.h"

static struct error *replace(int root, const char *path, const char *old, const char *bytes)
{
	return file_replace_beneath(root, path, slice_of(old), slice_of(bytes));
}

static void a_file_is_replaced_whole(void **state)
{
	int root = root_of(state);

	assert_null(replace(root, "dir/doc.md", "old", "new and longer"));
	assert_contents(root, "dir/doc.md", slice_of("new and longer"));
	assert_null(replace(root, "dir/doc.md", "new and longer", "x"));
	assert_contents(root, "dir/doc.md", slice_of("x"));
	assert_null(replace(root, "dir/doc.md", "x", ""));
	assert_contents(root, "dir/doc.md", slice_of(""));
	assert_null(replace(root, "dir/doc.md", "", "again"));
	assert_contents(root, "dir/doc.md", slice_of("again"));
	assert_int_equal(count_entries(root, "dir"), 1);
}

static void a_file_at_the_top_is_replaced(void **state)
{
	int root = root_of(state);

	write_file(root, "top.md", "old");
	assert_null(replace(root, "top.md", "old", "new"));
	assert_contents(root, "top.md", slice_of("new"));
}

static void bytes_are_bytes(void **state)
{
	static const char old[] = "a\0b\r\n\xff", bytes[] = "\0\xfe\r\n\0";
	int root = root_of(state);
	struct slice one = {old, sizeof old - 1}, two = {bytes, sizeof bytes - 1};
	int fd = openat(root, "dir/doc.md", O_WRONLY | O_TRUNC);

	assert_int_equal(write(fd, one.at, one.len), one.len);
	close(fd);
	assert_null(file_replace_beneath(root, "dir/doc.md", one, two));
	assert_contents(root, "dir/doc.md", two);
}

static void many_bytes_are_replaced(void **state)
{
	int root = root_of(state);
	struct buffer b = BUFFER_INIT;

	for (int i = 0; i < 70000; i++)
		buffer_addf(&b, "%d\n", i);
	assert_null(file_replace_beneath(root, "dir/doc.md", slice_of("old"), buffer_slice(&b)));
	assert_contents(root, "dir/doc.md", buffer_slice(&b));
	assert_null(file_replace_beneath(root, "dir/doc.md", buffer_slice(&b), slice_of("x")));
	assert_contents(root, "dir/doc.md", slice_of("x"));
	buffer_dispose(&b);
}

static void the_mode_stays(void **state)
{
	static const mode_t modes[] = {0644, 0600, 0444, 0755, 0640};
	int root = root_of(state);
	struct stat st;

	umask(077);
	for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
		assert_int_equal(fchmodat(root, "dir/doc.md", modes[i], 0), 0);
		assert_null(replace(root, "dir/doc.md", "old", "old"));
		assert_int_equal(fstatat(root, "dir/doc.md", &st, 0), 0);
		assert_int_equal(st.st_mode & 07777, modes[i]);
	}
}

static void what_has_changed_is_left_alone(void **state)
{
	static const char *const others[] = {
		"", "ol", "olD", "old ", "older", "a much longer text"};
	int root = root_of(state);

	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		write_file(root, "dir/doc.md", others[i]);
		assert_error(replace(root, "dir/doc.md", "old", "new"), ERROR_REFUSED,
			"dir/doc.md: has changed meanwhile");
		assert_contents(root, "dir/doc.md", slice_of(others[i]));
	}
	assert_int_equal(count_entries(root, "dir"), 1);
}

static void what_is_gone_is_not_made(void **state)
{
	int root = root_of(state);

	assert_int_equal(unlinkat(root, "dir/doc.md", 0), 0);
	assert_error(replace(root, "dir/doc.md", "old", "new"), ERROR_NOT_FOUND,
		"dir/doc.md: No such file or directory");
	assert_error(replace(root, "no/doc.md", "old", "new"), ERROR_NOT_FOUND,
		"no/doc.md: No such file or directory");
	assert_int_equal(count_entries(root, "dir"), 0);
	assert_int_equal(count_entries(root, "."), 1);
}

static void links_are_not_followed(void **state)
{
	struct place *place = *state;
	int root = place->root;

	assert_int_equal(symlinkat("../../secret", root, "dir/link"), 0);
	assert_error(replace(root, "dir/link", "secret", "new"), ERROR_REFUSED,
		"dir/link: is a symbolic link, not followed");
	assert_int_equal(symlinkat("doc.md", root, "dir/near"), 0);
	assert_error(replace(root, "dir/near", "old", "new"), ERROR_REFUSED,
		"dir/near: is a symbolic link, not followed");
	assert_int_equal(symlinkat("dir", root, "way"), 0);
	assert_error(replace(root, "way/doc.md", "old", "new"), ERROR_REFUSED,
		"way: is a symbolic link, not followed");
	assert_int_equal(symlinkat("..", root, "up"), 0);
	assert_error(replace(root, "up/secret", "secret", "new"), ERROR_REFUSED,
		"up: is a symbolic link, not followed");
	assert_contents(place->outside, "secret", slice_of("secret"));
	assert_contents(root, "dir/doc.md", slice_of("old"));
}

static void paths_that_are_not_clean_are_refused(void **state)
{
	static const char *const paths[] = {"", "../secret", "dir/../dir/doc.md", "./dir/doc.md",
		"/dir/doc.md", "dir//doc.md", "dir/"};
	struct place *place = *state;

	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		struct error *error = replace(place->root, paths[i], "old", "new");

		assert_non_null(error);
		assert_int_equal(error->code, ERROR_REFUSED);
		error_free(error);
	}
	assert_contents(place->outside, "secret", slice_of("secret"));
	assert_contents(place->root, "dir/doc.md", slice_of("old"));
}

static void other_things_than_files_are_refused(void **state)
{
	int root = root_of(state);

	assert_error(replace(root, "dir", "", "new"), ERROR_REFUSED, "dir: not a regular file");
	assert_int_equal(mkfifoat(root, "fifo", 0666), 0);
	assert_error(replace(root, "fifo", "", "new"), ERROR_REFUSED, "fifo: not a regular file");
}

/* A second name of the file keeps the old bytes: the new ones are another file. */
static void a_second_name_keeps_the_old_bytes(void **state)
{
	int root = root_of(state);

	assert_int_equal(linkat(root, "dir/doc.md", root, "dir/second", 0), 0);
	assert_null(replace(root, "dir/doc.md", "old", "new"));
	assert_contents(root, "dir/second", slice_of("old"));
	assert_contents(root, "dir/doc.md", slice_of("new"));
}

static void a_failed_write_leaves_the_file_and_nothing_beside_it(void **state)
{
	int root = root_of(state);
	struct rlimit limit, small;
	struct buffer b = BUFFER_INIT;
	struct error *error;

	buffer_add_repeat(&b, 'x', 100000);
	assert_true(signal(SIGXFSZ, SIG_IGN) != SIG_ERR);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
	small = limit;
	small.rlim_cur = 5000;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	error = file_replace_beneath(root, "dir/doc.md", slice_of("old"), buffer_slice(&b));
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
	assert_error(error, ERROR_IO, "dir/doc.md: File too large");
	assert_contents(root, "dir/doc.md", slice_of("old"));
	assert_int_equal(count_entries(root, "dir"), 1);
	buffer_dispose(&b);
}

static void no_descriptor_stays_open(void **state)
{
	int root = root_of(state);
	int before = count_entries(AT_FDCWD, "/proc/self/fd");

	for (int i = 0; i < 10; i++) {
		assert_null(replace(root, "dir/doc.md", "old", "old"));
		error_free(replace(root, "dir/doc.md", "other", "new"));
		error_free(replace(root, "dir/no.md", "other", "new"));
		error_free(replace(root, "dir", "", "new"));
	}
	assert_int_equal(count_entries(AT_FDCWD, "/proc/self/fd"), before);
}

#define IN_A_PLACE(test) cmocka_unit_test_setup_teardown(test, make_filled_place, remove_place)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_PLACE(a_file_is_replaced_whole),
		IN_A_PLACE(a_file_at_the_top_is_replaced),
		IN_A_PLACE(bytes_are_bytes),
		IN_A_PLACE(many_bytes_are_replaced),
		IN_A_PLACE(the_mode_stays),
		IN_A_PLACE(what_has_changed_is_left_alone),
		IN_A_PLACE(what_is_gone_is_not_made),
		IN_A_PLACE(links_are_not_followed),
		IN_A_PLACE(paths_that_are_not_clean_are_refused),
		IN_A_PLACE(other_things_than_files_are_refused),
		IN_A_PLACE(a_second_name_keeps_the_old_bytes),
		IN_A_PLACE(a_failed_write_leaves_the_file_and_nothing_beside_it),
		IN_A_PLACE(no_descriptor_stays_open),
	};

	return cmocka_run_group_tests_name("base/file, replacing", tests, NULL, NULL);
}
