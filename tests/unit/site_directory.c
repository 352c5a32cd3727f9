#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/mem.h"
#include "place.h"
#include "site/directory.h"

/* The site of all these tests is written to "site" beside what else the place holds. */
static char *site_path(void **state)
{
	return mem_format("%s/root/site", ((struct place *)*state)->path);
}

static struct site_directory *open_site(void **state)
{
	char *path = site_path(state);
	struct site_directory *directory;

	assert_null(site_directory_open(path, &directory));
	free(path);
	return directory;
}

static struct error *put(struct site_directory *directory, const char *path, const char *bytes)
{
	struct site_output output = site_directory_output(directory);

	return output.put(output.context, path, slice_of(bytes));
}

static void assert_written(
	const struct written *written, size_t files, size_t changed, size_t removed)
{
	assert_int_equal(written->files, files);
	assert_int_equal(written->changed, changed);
	assert_int_equal(written->removed, removed);
}

/* Writes a site of these files, each with its own path for content. */
static struct written write_site(void **state, const char *const *paths)
{
	struct site_directory *directory = open_site(state);
	struct written written;

	for (; *paths; paths++)
		assert_null(put(directory, *paths, *paths));
	assert_null(site_directory_finish(directory, &written));
	site_directory_free(directory);
	return written;
}

static const char *const two[] = {"index.html", "boards/a.html", NULL};

/* The message without the directory that it begins with. */
static void assert_open_refused(void **state, const char *message)
{
	char *path = site_path(state);
	struct site_directory *directory;
	struct error *error = site_directory_open(path, &directory);
	char *said;

	assert_non_null(error);
	assert_null(directory);
	assert_int_equal(error->code, ERROR_REFUSED);
	for (said = strstr(error->message, path); said; said = strstr(error->message, path))
		memmove(said, said + strlen(path), strlen(said + strlen(path)) + 1);
	assert_string_equal(error->message, message);
	error_free(error);
	free(path);
}

static void a_site_is_written_with_its_list(void **state)
{
	int root = root_of(state);
	struct written written = write_site(state, two);

	assert_written(&written, 2, 2, 0);
	assert_contents(root, "site/index.html", slice_of("index.html"));
	assert_contents(root, "site/boards/a.html", slice_of("boards/a.html"));
	assert_contents(root, "site/.handoff-site",
		slice_of("handoff-site 1\nboards/a.html\nindex.html\n"));
	assert_int_equal(count_entries(root, "site"), 3);
}

static void the_same_again_touches_nothing(void **state)
{
	struct written written;
	struct stat list, page, again;
	int root = root_of(state);

	write_site(state, two);
	assert_int_equal(fstatat(root, "site/.handoff-site", &list, 0), 0);
	assert_int_equal(fstatat(root, "site/index.html", &page, 0), 0);
	written = write_site(state, two);
	assert_written(&written, 2, 0, 0);
	assert_int_equal(fstatat(root, "site/.handoff-site", &again, 0), 0);
	assert_int_equal(again.st_ino, list.st_ino);
	assert_int_equal(again.st_mtim.tv_nsec, list.st_mtim.tv_nsec);
	assert_int_equal(fstatat(root, "site/index.html", &again, 0), 0);
	assert_int_equal(again.st_ino, page.st_ino);
}

static void what_is_not_made_any_more_goes(void **state)
{
	static const char *const other[] = {"index.html", "new.html", NULL};
	int root = root_of(state);
	struct written written;

	write_site(state, two);
	written = write_site(state, other);
	assert_written(&written, 2, 1, 1);
	assert_int_equal(file_kind_beneath(root, "site/boards"), FILE_ABSENT);
	assert_contents(
		root, "site/.handoff-site", slice_of("handoff-site 1\nindex.html\nnew.html\n"));
}

static void what_is_not_ours_stays(void **state)
{
	static const char *const none[] = {NULL};
	int root = root_of(state);
	struct written written;

	write_site(state, two);
	write_file(root, "site/CNAME", "example.com");
	write_file(root, "site/boards/own.txt", "own");
	assert_int_equal(mkdirat(root, "site/.git", 0777), 0);
	written = write_site(state, none);
	assert_written(&written, 0, 0, 2);
	assert_contents(root, "site/CNAME", slice_of("example.com"));
	assert_contents(root, "site/boards/own.txt", slice_of("own"));
	assert_int_equal(file_kind_beneath(root, "site/.git"), FILE_DIRECTORY);
}

static void a_file_of_somebody_else_is_not_written_over(void **state)
{
	int root = root_of(state);
	struct site_directory *directory;
	struct error *error;

	write_site(state, two);
	write_file(root, "site/other.html", "theirs");
	directory = open_site(state);
	error = put(directory, "other.html", "ours");
	assert_non_null(error);
	assert_int_equal(error->code, ERROR_REFUSED);
	assert_non_null(strstr(error->message, "/root/site/other.html: the site has a file of this "
					       "name, and this one is not ours: "
					       "move it away"));
	error_free(error);
	site_directory_free(directory);
	assert_contents(root, "site/other.html", slice_of("theirs"));
	assert_contents(root, "site/.handoff-site",
		slice_of("handoff-site 1\nboards/a.html\nindex.html\n"));
}

static void a_directory_with_something_in_it_is_refused(void **state)
{
	int root = root_of(state);

	assert_int_equal(mkdirat(root, "site", 0777), 0);
	write_file(root, "site/thesis.txt", "mine");
	assert_open_refused(state,
		" is not empty, and nothing that handoff site wrote: choose another directory, or "
		"make an empty file /.handoff-site to have the site beside what is there");
	assert_int_equal(count_entries(root, "site"), 1);
	/* Which is how its owner agrees. */
	write_file(root, "site/.handoff-site", "");
	write_site(state, two);
	assert_contents(root, "site/thesis.txt", slice_of("mine"));
}

static void what_git_keeps_in_a_new_working_tree_is_no_content(void **state)
{
	int root = root_of(state);

	assert_int_equal(mkdirat(root, "site", 0777), 0);
	write_file(root, "site/.git", "gitdir: elsewhere");
	write_site(state, two);
	assert_contents(root, "site/.git", slice_of("gitdir: elsewhere"));
}

static void a_list_that_is_not_ours_is_refused(void **state)
{
	int root = root_of(state);

	assert_int_equal(mkdirat(root, "site", 0777), 0);
	write_file(root, "site/.handoff-site", "handoff-site 1\n../../secret\n");
	assert_open_refused(state, "/.handoff-site: line 2 is no path of a site");
	write_file(root, "site/.handoff-site", "my notes\n");
	assert_open_refused(state, "/.handoff-site: is no list that handoff site wrote");
	assert_int_equal(unlinkat(root, "site/.handoff-site", 0), 0);
	assert_int_equal(symlinkat("../../secret", root, "site/.handoff-site"), 0);
	assert_open_refused(state, "/.handoff-site: is a symbolic link, not followed");
}

static void a_listed_path_behind_a_link_is_left_alone(void **state)
{
	static const char *const none[] = {NULL};
	struct place *place = *state;
	struct written written;

	assert_int_equal(mkdirat(place->root, "site", 0777), 0);
	write_file(place->root, "site/.handoff-site", "handoff-site 1\nlink\nup/secret\n");
	assert_int_equal(symlinkat("../../secret", place->root, "site/link"), 0);
	assert_int_equal(symlinkat("../..", place->root, "site/up"), 0);
	written = write_site(state, none);
	assert_written(&written, 0, 0, 0);
	assert_contents(place->outside, "secret", slice_of("secret"));
	assert_int_equal(file_kind_beneath(place->root, "site/link"), FILE_SYMLINK);
}

static void a_listed_path_that_became_a_link_is_not_written_through(void **state)
{
	struct place *place = *state;
	struct site_directory *directory;
	struct error *error;

	write_site(state, two);
	assert_int_equal(unlinkat(place->root, "site/index.html", 0), 0);
	assert_int_equal(symlinkat("../../secret", place->root, "site/index.html"), 0);
	directory = open_site(state);
	error = put(directory, "index.html", "index.html");
	assert_non_null(error);
	assert_int_equal(error->code, ERROR_REFUSED);
	error_free(error);
	site_directory_free(directory);
	assert_contents(place->outside, "secret", slice_of("secret"));
}

static void a_second_writer_is_kept_out(void **state)
{
	struct site_directory *directory = open_site(state);
	struct written written;

	assert_open_refused(state, "another handoff site writes to ");
	assert_null(put(directory, "index.html", "1"));
	assert_open_refused(state, "another handoff site writes to ");
	assert_null(site_directory_finish(directory, &written));
	assert_open_refused(state, "another handoff site writes to ");
	site_directory_free(directory);
	write_site(state, two);
}

/* As if it had been killed: nothing is finished, and the list names what was begun. */
static void a_run_that_broke_off_is_continued(void **state)
{
	static const char *const other[] = {"index.html", "c.html", NULL};
	struct site_directory *directory;
	int root = root_of(state);
	struct written written;

	write_site(state, two);
	directory = open_site(state);
	assert_null(put(directory, "index.html", "half"));
	assert_null(put(directory, "b.html", "b"));
	assert_null(put(directory, "c.html", "c.html"));
	site_directory_free(directory);
	assert_contents(root, "site/.handoff-site",
		slice_of("handoff-site 1\nboards/a.html\nindex.html\nb.html\nc.html\n"));
	write_file(root, "site/.handoff-site.new", "half a page");
	written = write_site(state, other);
	assert_written(&written, 2, 1, 2);
	assert_int_equal(count_entries(root, "site"), 3);
	assert_contents(
		root, "site/.handoff-site", slice_of("handoff-site 1\nc.html\nindex.html\n"));
}

static void a_line_of_the_list_that_was_cut_is_taken_off(void **state)
{
	static const char *const other[] = {"index.html", "d.html", NULL};
	struct site_directory *directory;
	int root = root_of(state);

	assert_int_equal(mkdirat(root, "site", 0777), 0);
	write_file(root, "site/.handoff-site", "handoff-site 1\nindex.html\nboar");
	directory = open_site(state);
	assert_null(put(directory, "d.html", "d"));
	site_directory_free(directory);
	assert_contents(
		root, "site/.handoff-site", slice_of("handoff-site 1\nindex.html\nd.html\n"));
	write_file(root, "site/.handoff-site", "hando");
	assert_int_equal(unlinkat(root, "site/d.html", 0), 0);
	write_site(state, other);
	assert_contents(
		root, "site/.handoff-site", slice_of("handoff-site 1\nd.html\nindex.html\n"));
}

static void a_directory_made_for_nothing_goes_again(void **state)
{
	int root = root_of(state);

	site_directory_free(open_site(state));
	assert_int_equal(file_kind_beneath(root, "site"), FILE_ABSENT);
	assert_int_equal(mkdirat(root, "site", 0777), 0);
	site_directory_free(open_site(state));
	assert_int_equal(file_kind_beneath(root, "site"), FILE_DIRECTORY);
}

static void a_full_disk_is_an_error_and_leaves_no_half_file(void **state)
{
	struct site_directory *directory;
	int root = root_of(state);
	struct rlimit limit, small;
	struct buffer b = BUFFER_INIT;
	struct error *error;

	write_site(state, two);
	buffer_add_repeat(&b, 'x', 100000);
	assert_true(signal(SIGXFSZ, SIG_IGN) != SIG_ERR);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
	small = limit;
	small.rlim_cur = 5000;
	directory = open_site(state);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	error = put(directory, "index.html", b.at);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
	assert_non_null(error);
	assert_non_null(strstr(error->message, "/root/site/index.html: File too large"));
	error_free(error);
	site_directory_free(directory);
	assert_contents(root, "site/index.html", slice_of("index.html"));
	assert_int_equal(count_entries(root, "site"), 3);
	buffer_dispose(&b);
}

static void a_path_that_no_site_has_is_a_bug(void **state)
{
	static const char *const paths[] = {
		"../x.html", "/x.html", ".handoff-site", ".git/x", "a\nb.html"};
	struct site_directory *directory = open_site(state);

	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		char *message = mem_format("%s: no path of a site", paths[i]);

		assert_error(put(directory, paths[i], "x"), ERROR_INTERNAL, message);
		free(message);
	}
	site_directory_free(directory);
	assert_int_equal(count_entries(root_of(state), "."), 0);
}

/* Whether the path is a new one, or stood in the site of an earlier run. */
static void a_page_that_is_made_twice_is_a_bug(void **state)
{
	struct site_directory *directory;

	write_site(state, two);
	directory = open_site(state);
	assert_null(put(directory, "index.html", "index.html"));
	assert_null(put(directory, "new.html", "one"));
	assert_error(put(directory, "index.html", "two"), ERROR_INTERNAL,
		"a page was made twice: index.html");
	assert_error(put(directory, "new.html", "two"), ERROR_INTERNAL,
		"a page was made twice: new.html");
	site_directory_free(directory);
	assert_contents(root_of(state), "site/index.html", slice_of("index.html"));
	assert_contents(root_of(state), "site/new.html", slice_of("one"));
}

static void no_descriptor_stays_open(void **state)
{
	int before = count_entries(AT_FDCWD, "/proc/self/fd");

	write_site(state, two);
	write_site(state, two);
	write_file(root_of(state), "site/.handoff-site", "x\n");
	assert_open_refused(state, "/.handoff-site: is no list that handoff site wrote");
	assert_int_equal(count_entries(AT_FDCWD, "/proc/self/fd"), before);
}

#define IN_A_PLACE(test) cmocka_unit_test_setup_teardown(test, make_place, remove_place)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_PLACE(a_site_is_written_with_its_list),
		IN_A_PLACE(the_same_again_touches_nothing),
		IN_A_PLACE(what_is_not_made_any_more_goes),
		IN_A_PLACE(what_is_not_ours_stays),
		IN_A_PLACE(a_file_of_somebody_else_is_not_written_over),
		IN_A_PLACE(a_directory_with_something_in_it_is_refused),
		IN_A_PLACE(what_git_keeps_in_a_new_working_tree_is_no_content),
		IN_A_PLACE(a_list_that_is_not_ours_is_refused),
		IN_A_PLACE(a_listed_path_behind_a_link_is_left_alone),
		IN_A_PLACE(a_listed_path_that_became_a_link_is_not_written_through),
		IN_A_PLACE(a_second_writer_is_kept_out),
		IN_A_PLACE(a_run_that_broke_off_is_continued),
		IN_A_PLACE(a_line_of_the_list_that_was_cut_is_taken_off),
		IN_A_PLACE(a_directory_made_for_nothing_goes_again),
		IN_A_PLACE(a_full_disk_is_an_error_and_leaves_no_half_file),
		IN_A_PLACE(a_path_that_no_site_has_is_a_bug),
		IN_A_PLACE(a_page_that_is_made_twice_is_a_bug),
		IN_A_PLACE(no_descriptor_stays_open),
	};

	return cmocka_run_group_tests_name("site/directory", tests, NULL, NULL);
}
