#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include "place.h"

#define TEMPORARY ".new"

static bool put(int root, const char *path, const char *bytes)
{
	bool changed = false;

	assert_null(file_put_beneath(root, TEMPORARY, path, slice_of(bytes), &changed));
	assert_contents(root, path, slice_of(bytes));
	assert_int_equal(file_kind_beneath(root, TEMPORARY), FILE_ABSENT);
	return changed;
}

static void assert_put_fails(int root, const char *path, enum error_code code, const char *message)
{
	bool changed;

	assert_error(
		file_put_beneath(root, TEMPORARY, path, slice_of("x"), &changed), code, message);
	assert_int_equal(file_kind_beneath(root, TEMPORARY), FILE_ABSENT);
}

static bool clear(int root, const char *path)
{
	bool removed = true;

	assert_null(file_clear_beneath(root, path, &removed));
	return removed;
}

static ino_t number_of(int root, const char *path)
{
	struct stat st;

	assert_int_equal(fstatat(root, path, &st, AT_SYMLINK_NOFOLLOW), 0);
	return st.st_ino;
}

static void a_file_is_made_with_its_directories(void **state)
{
	int root = root_of(state);

	assert_true(put(root, "a/b/c.html", "text"));
	assert_true(put(root, "top.html", ""));
	assert_true(put(root, "a/d.html", "more"));
}

static void the_same_bytes_are_not_written_again(void **state)
{
	int root = root_of(state);
	ino_t before = number_of(root, "dir/doc.md");

	assert_false(put(root, "dir/doc.md", "old"));
	assert_int_equal(number_of(root, "dir/doc.md"), before);
	assert_true(put(root, "dir/doc.md", "odd"));
	assert_int_not_equal(number_of(root, "dir/doc.md"), before);
	assert_true(put(root, "dir/doc.md", "older"));
	assert_true(put(root, "dir/doc.md", ""));
	assert_false(put(root, "dir/doc.md", ""));
}

static void large_files_are_compared_to_their_end(void **state)
{
	int root = root_of(state);
	struct buffer b = BUFFER_INIT;
	bool changed;

	buffer_add_repeat(&b, 'x', 300000);
	assert_null(file_put_beneath(root, TEMPORARY, "a", buffer_slice(&b), &changed));
	assert_true(changed);
	assert_null(file_put_beneath(root, TEMPORARY, "a", buffer_slice(&b), &changed));
	assert_false(changed);
	b.at[b.len - 1] = 'y';
	assert_null(file_put_beneath(root, TEMPORARY, "a", buffer_slice(&b), &changed));
	assert_true(changed);
	assert_contents(root, "a", buffer_slice(&b));
	buffer_dispose(&b);
}

/* The bytes under a second name of the file stay: it is replaced, not written into. */
static void a_second_name_keeps_the_old_bytes(void **state)
{
	int root = root_of(state);

	assert_int_equal(linkat(root, "dir/doc.md", root, "other", 0), 0);
	assert_true(put(root, "dir/doc.md", "new"));
	assert_contents(root, "other", slice_of("old"));
}

static void what_a_broken_run_left_is_removed(void **state)
{
	int root = root_of(state);

	write_file(root, TEMPORARY, "half");
	assert_true(put(root, "a.html", "whole"));
	assert_int_equal(symlinkat("../secret", root, TEMPORARY), 0);
	assert_true(put(root, "a.html", "again"));
	assert_contents(((struct place *)*state)->outside, "secret", slice_of("secret"));
}

static void links_are_not_followed(void **state)
{
	int outside = ((struct place *)*state)->outside, root = root_of(state);

	assert_int_equal(symlinkat("../secret", root, "link"), 0);
	assert_int_equal(symlinkat("..", root, "up"), 0);
	assert_int_equal(symlinkat("nowhere", root, "dir/gone"), 0);
	assert_put_fails(root, "link", ERROR_REFUSED, "link: is a symbolic link, not followed");
	assert_put_fails(root, "up/secret", ERROR_REFUSED, "up: is a symbolic link, not followed");
	assert_put_fails(root, "up/new", ERROR_REFUSED, "up: is a symbolic link, not followed");
	assert_put_fails(
		root, "dir/gone", ERROR_REFUSED, "dir/gone: is a symbolic link, not followed");
	assert_false(clear(root, "link"));
	assert_false(clear(root, "up/secret"));
	assert_contents(outside, "secret", slice_of("secret"));
	assert_int_equal(count_entries(outside, "."), 2);
	assert_int_equal(file_kind_beneath(root, "link"), FILE_SYMLINK);
}

static void other_things_than_files_are_left_alone(void **state)
{
	int root = root_of(state);

	assert_int_equal(mkfifoat(root, "fifo", 0666), 0);
	assert_put_fails(root, "fifo", ERROR_REFUSED, "fifo: not a regular file");
	assert_put_fails(root, "dir", ERROR_REFUSED, "dir: not a regular file");
	assert_put_fails(root, "dir/doc.md/x", ERROR_NOT_FOUND, "dir/doc.md/x: Not a directory");
	assert_false(clear(root, "fifo"));
	assert_false(clear(root, "dir"));
	assert_false(clear(root, "none"));
	assert_false(clear(root, "dir/doc.md/x"));
	assert_contents(root, "dir/doc.md", slice_of("old"));
}

static void paths_that_are_not_clean_are_refused(void **state)
{
	static const char *const paths[] = {"", "/x", "../secret", "dir/../x", "dir//x", "."};
	int root = root_of(state);
	bool flag;

	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		struct error *error =
			file_put_beneath(root, TEMPORARY, paths[i], slice_of("x"), &flag);

		assert_non_null(error);
		assert_int_equal(error->code, ERROR_REFUSED);
		error_free(error);
		error = file_clear_beneath(root, paths[i], &flag);
		assert_non_null(error);
		error_free(error);
	}
}

static void directories_go_when_they_are_empty(void **state)
{
	struct place *place = *state;
	int root = place->root;

	put(root, "a/b/c/d.html", "1");
	put(root, "a/e.html", "2");
	assert_null(file_clear_directories_beneath(root, "a/b/c/d.html"));
	assert_contents(root, "a/b/c/d.html", slice_of("1"));
	assert_true(clear(root, "a/b/c/d.html"));
	assert_int_equal(file_kind_beneath(root, "a/b/c"), FILE_DIRECTORY);
	assert_null(file_clear_directories_beneath(root, "a/b/c/d.html"));
	assert_int_equal(file_kind_beneath(root, "a/b"), FILE_ABSENT);
	assert_contents(root, "a/e.html", slice_of("2"));
	assert_null(file_clear_directories_beneath(root, "a/b/c/d.html"));
	assert_null(file_clear_directories_beneath(root, "a/e.html/x"));
	assert_true(clear(root, "a/e.html"));
	assert_null(file_clear_directories_beneath(root, "a/e.html"));
	assert_int_equal(file_kind_beneath(root, "a"), FILE_ABSENT);
	assert_int_equal(mkdirat(place->outside, "empty", 0777), 0);
	assert_int_equal(symlinkat("../empty", root, "link"), 0);
	assert_int_equal(symlinkat("..", root, "up"), 0);
	assert_null(file_clear_directories_beneath(root, "link/x"));
	assert_null(file_clear_directories_beneath(root, "up/empty/x"));
	assert_int_equal(file_kind_beneath(place->outside, "empty"), FILE_DIRECTORY);
	assert_null(file_clear_directories_beneath(root, "top.html"));
	assert_error(file_clear_directories_beneath(root, "../empty/x"), ERROR_REFUSED,
		"../empty/x: not a path below the directory");
}

static void a_failed_write_leaves_the_file_and_nothing_beside_it(void **state)
{
	int root = root_of(state);
	struct rlimit limit, small;
	struct buffer b = BUFFER_INIT;
	struct error *error;
	bool changed;

	buffer_add_repeat(&b, 'x', 100000);
	assert_true(signal(SIGXFSZ, SIG_IGN) != SIG_ERR);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
	small = limit;
	small.rlim_cur = 5000;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	error = file_put_beneath(root, TEMPORARY, "dir/doc.md", buffer_slice(&b), &changed);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
	assert_error(error, ERROR_IO, "dir/doc.md: File too large");
	assert_contents(root, "dir/doc.md", slice_of("old"));
	assert_int_equal(count_entries(root, "."), 1);
	buffer_dispose(&b);
}

static void no_descriptor_stays_open(void **state)
{
	int root = root_of(state);
	int before = count_entries(AT_FDCWD, "/proc/self/fd");
	bool flag;

	for (int i = 0; i < 10; i++) {
		put(root, "a/b.html", i % 2 ? "1" : "2");
		put(root, "a/b.html", i % 2 ? "1" : "2");
		error_free(file_put_beneath(root, TEMPORARY, "dir", slice_of("x"), &flag));
		error_free(file_put_beneath(root, TEMPORARY, "dir/doc.md/x", slice_of(""), &flag));
		clear(root, "a/b.html");
		clear(root, "a/b.html");
	}
	assert_int_equal(count_entries(AT_FDCWD, "/proc/self/fd"), before);
}

#define IN_A_PLACE(test) cmocka_unit_test_setup_teardown(test, make_filled_place, remove_place)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_PLACE(a_file_is_made_with_its_directories),
		IN_A_PLACE(the_same_bytes_are_not_written_again),
		IN_A_PLACE(large_files_are_compared_to_their_end),
		IN_A_PLACE(a_second_name_keeps_the_old_bytes),
		IN_A_PLACE(what_a_broken_run_left_is_removed),
		IN_A_PLACE(links_are_not_followed),
		IN_A_PLACE(other_things_than_files_are_left_alone),
		IN_A_PLACE(paths_that_are_not_clean_are_refused),
		IN_A_PLACE(directories_go_when_they_are_empty),
		IN_A_PLACE(a_failed_write_leaves_the_file_and_nothing_beside_it),
		IN_A_PLACE(no_descriptor_stays_open),
	};

	return cmocka_run_group_tests_name("base/file, putting", tests, NULL, NULL);
}
