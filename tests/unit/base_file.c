#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "place.h"

#define MAX 1000

static void assert_text(int root, const char *path, const char *expected)
{
	struct buffer b = BUFFER_INIT;

	assert_null(file_read_beneath(root, path, MAX, &b));
	assert_int_equal(b.len, strlen(expected));
	assert_string_equal(b.at, expected);
	buffer_dispose(&b);
}

static void assert_read_fails(int root, const char *path, enum error_code code, const char *message)
{
	struct buffer b = BUFFER_INIT;

	buffer_add_string(&b, "kept");
	assert_error(file_read_beneath(root, path, MAX, &b), code, message);
	assert_string_equal(b.at, "kept");
	assert_int_equal(b.len, 4);
	buffer_dispose(&b);
}

static void clean_paths_have_plain_components(void **state)
{
	static const char *const clean[] = {
		"a", "a/b/c", ".handoff/x.md", "a..b", "...", "a b", "é"};
	static const char *const others[] = {"", "/", "/a", "a/", "a//b", ".", "..", "./a", "../a",
		"a/./b", "a/../b", "a/..", "a/."};

	(void)state;
	for (size_t i = 0; i < sizeof clean / sizeof *clean; i++)
		assert_true(file_path_is_clean(slice_of(clean[i])));
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		assert_false(file_path_is_clean(slice_of(others[i])));
	assert_false(file_path_is_clean((struct slice){"a\0b", 3}));
	assert_false(file_path_is_clean(slice_of(NULL)));
}

static void a_root_is_a_directory(void **state)
{
	struct place *place = *state;
	char *file = NULL;
	struct error *error;
	int fd = -1;

	assert_null(file_open_root(place->path, &fd));
	assert_text(fd, "secret", "secret");
	close(fd);
	error = file_open_root("/no/such/directory", &fd);
	assert_non_null(error);
	assert_int_equal(error->code, ERROR_NOT_FOUND);
	error_free(error);
	assert_true(asprintf(&file, "%s/secret", place->path) > 0);
	error = file_open_root(file, &fd);
	assert_non_null(error);
	assert_int_equal(error->code, ERROR_IO);
	error_free(error);
	free(file);
}

static void files_are_read_whole(void **state)
{
	int root = root_of(state);
	struct buffer b = BUFFER_INIT;

	write_file(root, "a.md", "text");
	write_file(root, "empty", "");
	assert_int_equal(mkdirat(root, "d", 0777), 0);
	write_file(root, "d/b.md", "deeper");
	assert_text(root, "a.md", "text");
	assert_text(root, "empty", "");
	assert_text(root, "d/b.md", "deeper");
	buffer_add_string(&b, "before ");
	assert_null(file_read_beneath(root, "a.md", 4, &b));
	assert_string_equal(b.at, "before text");
	buffer_dispose(&b);
}

static void the_limit_is_the_last_size_that_is_read(void **state)
{
	int root = root_of(state);
	struct buffer b = BUFFER_INIT;

	write_file(root, "a", "12345");
	assert_null(file_read_beneath(root, "a", 5, &b));
	assert_error(file_read_beneath(root, "a", 4, &b), ERROR_LIMIT, "a: larger than 4 bytes");
	assert_error(file_read_beneath(root, "a", 0, &b), ERROR_LIMIT, "a: larger than 0 bytes");
	assert_string_equal(b.at, "12345");
	assert_null(file_read_beneath(root, "a", SIZE_MAX, &b));
	assert_string_equal(b.at, "1234512345");
	buffer_dispose(&b);
}

/* Files of /proc say that they are empty: like a file that grows after it was looked at. */
static void a_file_with_more_than_its_size_stops_at_the_limit(void **state)
{
	struct buffer b = BUFFER_INIT;
	int proc = open("/proc/self", O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	(void)state;
	assert_true(proc >= 0);
	assert_error(file_read_beneath(proc, "maps", 100, &b), ERROR_LIMIT,
		"maps: larger than 100 bytes");
	assert_int_equal(b.len, 0);
	assert_null(file_read_beneath(proc, "maps", 1 << 24, &b));
	assert_true(b.len > 100);
	buffer_dispose(&b);
	close(proc);
}

static void what_is_missing_is_not_found(void **state)
{
	int root = root_of(state);

	write_file(root, "a", "text");
	assert_read_fails(root, "b", ERROR_NOT_FOUND, "b: No such file or directory");
	assert_read_fails(root, "d/b", ERROR_NOT_FOUND, "d/b: No such file or directory");
	assert_read_fails(root, "a/b", ERROR_NOT_FOUND, "a/b: Not a directory");
}

static void paths_that_are_not_clean_are_refused(void **state)
{
	static const char *const paths[] = {
		"../secret", "/etc/passwd", "d/../../secret", "./a", "d/"};
	int root = root_of(state);

	assert_int_equal(mkdirat(root, "d", 0777), 0);
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		char *message = NULL;

		assert_true(asprintf(&message, "%s: not a path below the directory", paths[i]) > 0);
		assert_read_fails(root, paths[i], ERROR_REFUSED, message);
		assert_error(
			file_create_beneath(root, paths[i], slice_of("x")), ERROR_REFUSED, message);
		assert_int_equal(file_open_beneath(root, paths[i], O_RDONLY), -1);
		assert_int_equal(errno, EINVAL);
		free(message);
	}
}

static void the_empty_path_is_the_root(void **state)
{
	int root = root_of(state);
	int fd = file_open_beneath(root, "", O_RDONLY | O_DIRECTORY);

	assert_true(fd >= 0);
	write_file(root, "a", "text");
	assert_text(fd, "a", "text");
	close(fd);
	assert_read_fails(root, "", ERROR_REFUSED, ": not a regular file");
	assert_error(file_create_beneath(root, "", slice_of("x")), ERROR_REFUSED,
		": not a path below the directory");
}

static void make_links(int root)
{
	assert_int_equal(mkdirat(root, "d", 0777), 0);
	write_file(root, "d/a", "text");
	assert_int_equal(symlinkat("../secret", root, "out"), 0);
	assert_int_equal(symlinkat("d/a", root, "in"), 0);
	assert_int_equal(symlinkat("d", root, "directory"), 0);
	assert_int_equal(symlinkat("..", root, "d/up"), 0);
	assert_int_equal(symlinkat("nowhere", root, "dangling"), 0);
	assert_int_equal(symlinkat("loop", root, "loop"), 0);
}

static void links_are_not_followed_when_reading(void **state)
{
	static const struct {
		const char *path;
		const char *message;
	} cases[] = {
		{"out", "out: is a symbolic link, not followed"},
		{"in", "in: is a symbolic link, not followed"},
		{"dangling", "dangling: is a symbolic link, not followed"},
		{"loop", "loop: is a symbolic link, not followed"},
		{"directory", "directory: is a symbolic link, not followed"},
		{"directory/a", "directory: is a symbolic link, not followed"},
		{"d/up/in", "d/up: is a symbolic link, not followed"},
		{"d/up/../secret", "d/up/../secret: not a path below the directory"},
	};
	int root = root_of(state);

	make_links(root);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_read_fails(root, cases[i].path, ERROR_REFUSED, cases[i].message);
	assert_text(root, "d/a", "text");
}

static void links_to_directories_are_not_opened(void **state)
{
	int root = root_of(state);

	make_links(root);
	assert_int_equal(file_open_beneath(root, "directory", O_RDONLY | O_DIRECTORY), -1);
	assert_int_equal(errno, ELOOP);
	assert_int_equal(file_open_beneath(root, "d/up", O_RDONLY | O_DIRECTORY), -1);
	assert_int_equal(errno, ELOOP);
}

static void opened_files_close_on_exec(void **state)
{
	int root = root_of(state);
	int fd;

	write_file(root, "a", "text");
	fd = file_open_beneath(root, "a", O_RDONLY);
	assert_true(fd >= 0);
	assert_true(fcntl(fd, F_GETFD) & FD_CLOEXEC);
	close(fd);
}

static void a_fifo_is_refused_without_waiting(void **state)
{
	int root = root_of(state);

	assert_int_equal(mkfifoat(root, "fifo", 0666), 0);
	alarm(10);
	assert_read_fails(root, "fifo", ERROR_REFUSED, "fifo: not a regular file");
	alarm(0);
}

static void other_files_are_refused(void **state)
{
	int root = root_of(state);

	assert_int_equal(mkdirat(root, "d", 0777), 0);
	assert_read_fails(root, "d", ERROR_REFUSED, "d: not a regular file");
	assert_int_equal(mknodat(root, "socket", S_IFSOCK | 0666, 0), 0);
	assert_read_fails(root, "socket", ERROR_REFUSED, "socket: not a regular file");
}

static void kinds_are_told_apart(void **state)
{
	int root = root_of(state);

	make_links(root);
	assert_int_equal(mkfifoat(root, "fifo", 0666), 0);
	assert_int_equal(file_kind_beneath(root, ""), FILE_DIRECTORY);
	assert_int_equal(file_kind_beneath(root, "d"), FILE_DIRECTORY);
	assert_int_equal(file_kind_beneath(root, "d/a"), FILE_REGULAR);
	assert_int_equal(file_kind_beneath(root, "fifo"), FILE_SPECIAL);
	assert_int_equal(file_kind_beneath(root, "in"), FILE_SYMLINK);
	assert_int_equal(file_kind_beneath(root, "dangling"), FILE_SYMLINK);
	assert_int_equal(file_kind_beneath(root, "directory"), FILE_SYMLINK);
	assert_int_equal(file_kind_beneath(root, "directory/a"), FILE_SYMLINK);
	assert_int_equal(file_kind_beneath(root, "d/up/d"), FILE_SYMLINK);
	assert_int_equal(file_kind_beneath(root, "nothing"), FILE_ABSENT);
	assert_int_equal(file_kind_beneath(root, "d/a/b"), FILE_ABSENT);
	assert_int_equal(file_kind_beneath(root, "../secret"), FILE_ABSENT);
}

static void a_file_is_created_with_its_directories(void **state)
{
	mode_t before = umask(027);
	int root = root_of(state);
	struct stat st;

	assert_null(file_create_beneath(root, "a.md", slice_of("one\n")));
	assert_null(file_create_beneath(root, "x/y/z/b.md", slice_of("two\n")));
	assert_null(file_create_beneath(root, "x/y/c.md", slice_of("")));
	umask(before);
	assert_text(root, "a.md", "one\n");
	assert_text(root, "x/y/z/b.md", "two\n");
	assert_text(root, "x/y/c.md", "");
	assert_int_equal(fstatat(root, "x/y/z/b.md", &st, 0), 0);
	assert_int_equal(st.st_mode & 0777, 0640);
	assert_int_equal(st.st_nlink, 1);
	assert_int_equal(fstatat(root, "x/y", &st, 0), 0);
	assert_int_equal(st.st_mode & 0777, 0750);
	assert_int_equal(count_entries(root, "."), 2);
	assert_int_equal(count_entries(root, "x/y"), 2);
	assert_int_equal(count_entries(root, "x/y/z"), 1);
}

static void a_long_name_can_be_created(void **state)
{
	int root = root_of(state);
	char name[256];

	memset(name, 'n', 255);
	name[255] = '\0';
	assert_null(file_create_beneath(root, name, slice_of("text")));
	assert_text(root, name, "text");
}

static void many_bytes_are_written_whole(void **state)
{
	int root = root_of(state);
	struct buffer large = BUFFER_INIT;
	struct buffer back = BUFFER_INIT;

	for (unsigned i = 0; i < 300000; i++)
		buffer_addf(&large, "%u,", i);
	assert_null(file_create_beneath(root, "large", buffer_slice(&large)));
	assert_null(file_read_beneath(root, "large", large.len, &back));
	assert_int_equal(back.len, large.len);
	assert_memory_equal(back.at, large.at, large.len);
	buffer_dispose(&large);
	buffer_dispose(&back);
}

static void what_exists_is_never_replaced(void **state)
{
	int root = root_of(state);
	char target[20] = "";

	make_links(root);
	assert_error(file_create_beneath(root, "d/a", slice_of("new")), ERROR_EXISTS,
		"d/a: exists already");
	assert_text(root, "d/a", "text");
	assert_error(
		file_create_beneath(root, "d", slice_of("new")), ERROR_EXISTS, "d: exists already");
	assert_error(file_create_beneath(root, "dangling", slice_of("new")), ERROR_EXISTS,
		"dangling: exists already");
	assert_int_equal(readlinkat(root, "dangling", target, sizeof target - 1), 7);
	assert_string_equal(target, "nowhere");
	assert_int_equal(file_kind_beneath(root, "nowhere"), FILE_ABSENT);
	assert_int_equal(count_entries(root, "d"), 2);
	assert_int_equal(count_entries(root, "."), 6);
}

static void links_are_not_followed_when_creating(void **state)
{
	int root = root_of(state);

	make_links(root);
	assert_error(file_create_beneath(root, "d/up/new", slice_of("x")), ERROR_REFUSED,
		"d/up: is a symbolic link, not followed");
	assert_error(file_create_beneath(root, "directory/x/new", slice_of("x")), ERROR_REFUSED,
		"directory: is a symbolic link, not followed");
	assert_error(file_create_beneath(root, "dangling/new", slice_of("x")), ERROR_REFUSED,
		"dangling: is a symbolic link, not followed");
	assert_error(file_create_beneath(root, "d/a/new", slice_of("x")), ERROR_NOT_FOUND,
		"d/a/new: Not a directory");
	assert_int_equal(count_entries(root, "."), 6);
	assert_int_equal(count_entries(root, "d"), 2);
}

/* A limit on the size of files makes write(2) fail in the middle, as a full disk does. */
static void a_failed_write_leaves_nothing_behind(void **state)
{
	void (*before)(int) = signal(SIGXFSZ, SIG_IGN);
	int root = root_of(state);
	struct buffer large = BUFFER_INIT;
	struct rlimit limit;
	struct rlimit small;
	struct error *error;

	buffer_add_repeat(&large, 'x', 100000);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
	small = limit;
	small.rlim_cur = 5000;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	error = file_create_beneath(root, "large", buffer_slice(&large));
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
	signal(SIGXFSZ, before);
	assert_error(error, ERROR_IO, "large: File too large");
	assert_int_equal(count_entries(root, "."), 0);
	buffer_dispose(&large);
}

static int count_descriptors(void)
{
	int count = 0;

	for (int fd = 0; fd < 1024; fd++)
		count += fcntl(fd, F_GETFD) != -1;
	return count;
}

static void no_descriptor_stays_open(void **state)
{
	int root = root_of(state);
	struct buffer b = BUFFER_INIT;
	int before = count_descriptors();

	make_links(root);
	error_free(file_create_beneath(root, "d/a", slice_of("x")));
	error_free(file_create_beneath(root, "d/x/y/z", slice_of("x")));
	error_free(file_create_beneath(root, "d/up/z", slice_of("x")));
	error_free(file_read_beneath(root, "d/a", 0, &b));
	error_free(file_read_beneath(root, "d/a", MAX, &b));
	error_free(file_read_beneath(root, "d/up/in", MAX, &b));
	error_free(file_read_beneath(root, "d", MAX, &b));
	file_kind_beneath(root, "d/up/in");
	file_kind_beneath(root, "d/a");
	assert_int_equal(count_descriptors(), before);
	buffer_dispose(&b);
}

/* From here on openat2(2) and renameat2(2) fail, as on an old kernel or in an old sandbox. */
static bool forbid_new_calls(void)
{
	struct sock_filter filter[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_openat2, 2, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_renameat2, 1, 0),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
	};
	struct sock_fprog program = {sizeof filter / sizeof *filter, filter};

	return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
	       prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0 &&
	       syscall(SYS_openat2, -1, NULL, NULL, 0) == -1 && errno == ENOSYS;
}

#define IN_A_PLACE(test) cmocka_unit_test_setup_teardown(test, make_place, remove_place)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(clean_paths_have_plain_components),
		IN_A_PLACE(a_root_is_a_directory),
		IN_A_PLACE(files_are_read_whole),
		IN_A_PLACE(the_limit_is_the_last_size_that_is_read),
		cmocka_unit_test(a_file_with_more_than_its_size_stops_at_the_limit),
		IN_A_PLACE(what_is_missing_is_not_found),
		IN_A_PLACE(paths_that_are_not_clean_are_refused),
		IN_A_PLACE(the_empty_path_is_the_root),
		IN_A_PLACE(links_are_not_followed_when_reading),
		IN_A_PLACE(links_to_directories_are_not_opened),
		IN_A_PLACE(opened_files_close_on_exec),
		IN_A_PLACE(a_fifo_is_refused_without_waiting),
		IN_A_PLACE(other_files_are_refused),
		IN_A_PLACE(kinds_are_told_apart),
		IN_A_PLACE(a_file_is_created_with_its_directories),
		IN_A_PLACE(a_long_name_can_be_created),
		IN_A_PLACE(many_bytes_are_written_whole),
		IN_A_PLACE(what_exists_is_never_replaced),
		IN_A_PLACE(links_are_not_followed_when_creating),
		IN_A_PLACE(a_failed_write_leaves_nothing_behind),
		IN_A_PLACE(no_descriptor_stays_open),
	};
	int failed = cmocka_run_group_tests_name("base/file", tests, NULL, NULL);

	if (!forbid_new_calls()) {
		print_message(
			"base/file: no seccomp here, the ways without new calls are not tested\n");
		return failed;
	}
	return failed + cmocka_run_group_tests_name("base/file, old kernel", tests, NULL, NULL);
}
