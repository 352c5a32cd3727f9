#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>

#include "site/manifest.h"

static void assert_refused(struct error *error, enum error_code code, const char *message)
{
	assert_non_null(error);
	assert_string_equal(error->message, message);
	assert_int_equal(error->code, code);
	error_free(error);
}

static void assert_read(const char *text, size_t count)
{
	struct manifest manifest;

	assert_null(manifest_read(slice_of(text), &manifest));
	assert_int_equal(manifest.count, count);
	manifest_dispose(&manifest);
}

static void a_list_is_read_as_it_was_written(void **state)
{
	struct manifest manifest = {0}, again;
	struct buffer out = BUFFER_INIT;

	(void)state;
	manifest_add(&manifest, slice_of("index.html"));
	manifest_add(&manifest, slice_of("boards/a.html"));
	manifest_add(&manifest, slice_of("index.html"));
	manifest_sort(&manifest);
	manifest_write(&manifest, &out);
	assert_string_equal(out.at, "handoff-site 1\nboards/a.html\nindex.html\n");
	assert_null(manifest_read(buffer_slice(&out), &again));
	assert_int_equal(again.count, 2);
	assert_true(manifest_has(&again, "boards/a.html"));
	assert_true(manifest_has(&again, "index.html"));
	assert_false(manifest_has(&again, "index"));
	assert_false(manifest_has(&again, "boards"));
	manifest_dispose(&again);
	manifest_dispose(&manifest);
	buffer_dispose(&out);
}

static void an_empty_list_is_one(void **state)
{
	struct manifest manifest;

	(void)state;
	assert_read("", 0);
	assert_read("handoff-site 1\n", 0);
	assert_null(manifest_read(slice_of(""), &manifest));
	assert_false(manifest_has(&manifest, "index.html"));
	manifest_dispose(&manifest);
}

static void a_last_line_without_its_end_names_nothing(void **state)
{
	(void)state;
	assert_read("h", 0);
	assert_read("handoff-si", 0);
	assert_read("handoff-site 1", 0);
	assert_read("handoff-site 1\na.html\nb.ht", 1);
	assert_read("handoff-site 1\na.html\n../x", 1);
	assert_read("handoff-site 1\nb\na\nb\n", 2);
}

static void what_is_no_list_is_refused(void **state)
{
	static const char *const others[] = {"x", "handoff-x", "handoff-site 1x", "\n", "a.html\n",
		"handoff-site1\n", "<!DOCTYPE html>\n", "handoff-sitexxx"};
	struct manifest manifest;

	(void)state;
	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		struct error *error = manifest_read(slice_of(others[i]), &manifest);

		assert_non_null(error);
		assert_int_equal(error->code, ERROR_REFUSED);
		error_free(error);
		manifest_dispose(&manifest);
	}
	assert_refused(manifest_read(slice_of("text\n"), &manifest), ERROR_REFUSED,
		".handoff-site: is no list that handoff site wrote");
	manifest_dispose(&manifest);
	assert_refused(manifest_read(slice_of("handoff-site 2\na.html\n"), &manifest),
		ERROR_REFUSED, ".handoff-site: was written by another version of handoff");
	manifest_dispose(&manifest);
}

/* What somebody may put into a list to have it removed or written over. */
static void paths_that_no_site_has_are_refused(void **state)
{
	static const struct slice paths[] = {
		SLICE(""),
		SLICE("/etc/passwd"),
		SLICE("../outside.html"),
		SLICE("a/../../b.html"),
		SLICE("a/./b.html"),
		SLICE("a//b.html"),
		SLICE("a/"),
		SLICE("."),
		SLICE(".."),
		SLICE(".handoff-site"),
		SLICE(".git/config"),
		SLICE(".GIT/config"),
		SLICE("a/.git/hooks/x"),
		SLICE("a/.Git"),
		SLICE(".nojekyll"),
		SLICE("a\tb"),
		SLICE("a\rb"),
		SLICE("a\033[31m"),
		SLICE("a\x7f"),
		SLICE("a\0b"),
	};

	(void)state;
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		struct buffer text = BUFFER_INIT;
		struct manifest manifest;

		assert_false(manifest_takes(paths[i]));
		buffer_add_string(&text, "handoff-site 1\nindex.html\n");
		buffer_add_slice(&text, paths[i]);
		buffer_add_string(&text, "\nz.html\n");
		assert_refused(manifest_read(buffer_slice(&text), &manifest), ERROR_REFUSED,
			".handoff-site: line 3 is no path of a site");
		manifest_dispose(&manifest);
		buffer_dispose(&text);
	}
	assert_false(manifest_takes((struct slice)SLICE("a\nb")));
}

static void paths_of_a_site_are_taken(void **state)
{
	static const char *const paths[] = {"index.html", "boards/actions.html", "a/b/c/d.html",
		"badge/x.svg", "files/.github/a.png", "a b.html", "caf\xc3\xa9.html",
		"a/.gitignore", "git", "-x", "*", "CNAME"};

	(void)state;
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
		assert_true(manifest_takes(slice_of(paths[i])));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_list_is_read_as_it_was_written),
		cmocka_unit_test(an_empty_list_is_one),
		cmocka_unit_test(a_last_line_without_its_end_names_nothing),
		cmocka_unit_test(what_is_no_list_is_refused),
		cmocka_unit_test(paths_that_no_site_has_are_refused),
		cmocka_unit_test(paths_of_a_site_are_taken),
	};

	return cmocka_run_group_tests_name("site/manifest", tests, NULL, NULL);
}
