#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <unistd.h>

#include "site/memory.h"

static void put(struct site_memory_writer *writer, const char *path, struct slice bytes)
{
	struct site_output output = site_memory_output(writer);

	assert_null(output.put(output.context, path, bytes));
}

static struct site_memory *open_all(struct site_memory_writer *writer)
{
	struct site_memory *memory;

	assert_null(site_memory_flush(writer));
	assert_null(site_memory_open(writer->fd, &memory));
	site_memory_writer_dispose(writer);
	close(writer->fd);
	return memory;
}

static void assert_has(const struct site_memory *memory, const char *path, struct slice expected)
{
	struct slice bytes;

	assert_true(site_memory_find(memory, slice_of(path), &bytes));
	assert_int_equal(bytes.len, expected.len);
	assert_memory_equal(bytes.at, expected.at, expected.len);
}

static void what_was_put_is_found(void **state)
{
	static const char bytes[] = "a\0b\n\xff";
	struct site_memory_writer writer = {0};
	struct buffer large = BUFFER_INIT;
	struct site_memory *memory;
	struct slice found;

	(void)state;
	buffer_add_repeat(&large, 'x', 3000000);
	assert_null(site_memory_create(&writer.fd));
	put(&writer, "z.html", slice_of("last"));
	put(&writer, "a/b.svg", (struct slice){bytes, sizeof bytes - 1});
	put(&writer, "large", buffer_slice(&large));
	put(&writer, "empty", slice_of(""));
	put(&writer, "a", slice_of("1"));
	memory = open_all(&writer);
	assert_has(memory, "z.html", slice_of("last"));
	assert_has(memory, "a/b.svg", (struct slice){bytes, sizeof bytes - 1});
	assert_has(memory, "large", buffer_slice(&large));
	assert_has(memory, "empty", slice_of(""));
	assert_has(memory, "a", slice_of("1"));
	assert_false(site_memory_find(memory, slice_of("a/b"), &found));
	assert_false(site_memory_find(memory, slice_of(""), &found));
	assert_false(site_memory_find(memory, slice_of("a/b.svgx"), &found));
	assert_false(site_memory_find(memory, (struct slice){"a\0", 2}, &found));
	site_memory_release(memory);
	buffer_dispose(&large);
}

static void it_lasts_as_long_as_somebody_has_it(void **state)
{
	struct site_memory_writer writer = {0};
	struct site_memory *memory;

	(void)state;
	assert_null(site_memory_create(&writer.fd));
	put(&writer, "a", slice_of("text"));
	memory = open_all(&writer);
	site_memory_keep(memory);
	site_memory_release(memory);
	assert_has(memory, "a", slice_of("text"));
	site_memory_release(memory);
	site_memory_release(NULL);
}

static void an_empty_site_has_nothing(void **state)
{
	struct site_memory_writer writer = {0};
	struct site_memory *memory;
	struct slice found;

	(void)state;
	assert_null(site_memory_create(&writer.fd));
	memory = open_all(&writer);
	assert_false(site_memory_find(memory, slice_of("a"), &found));
	site_memory_release(memory);
}

/* As a process leaves it that was ended in the middle. */
static void a_part_of_a_site_is_refused(void **state)
{
	struct site_memory_writer writer = {0};
	struct site_memory *memory;
	struct error *error;

	(void)state;
	assert_null(site_memory_create(&writer.fd));
	put(&writer, "a", slice_of("text"));
	put(&writer, "b", slice_of("text"));
	assert_null(site_memory_flush(&writer));
	for (off_t size = (off_t)writer.size - 1; size > (off_t)writer.size / 2; size--) {
		assert_int_equal(ftruncate(writer.fd, size), 0);
		error = site_memory_open(writer.fd, &memory);
		assert_non_null(error);
		assert_null(memory);
		assert_string_equal(error->message, "the site in memory is not whole");
		error_free(error);
	}
	site_memory_writer_dispose(&writer);
	close(writer.fd);
}

static void no_site_is_without_bounds(void **state)
{
	struct site_memory_writer writer = {.fd = -1, .size = SITE_MEMORY_MAX - 30};
	struct site_output output = site_memory_output(&writer);
	struct error *error;

	(void)state;
	error = output.put(output.context, "path", slice_of("more than fits"));
	assert_non_null(error);
	assert_int_equal(error->code, ERROR_LIMIT);
	assert_string_equal(error->message,
		"the site has more than 1024 MiB: too much to serve from memory; use --output");
	error_free(error);
	site_memory_writer_dispose(&writer);
}

static void a_page_that_is_made_twice_is_a_bug(void **state)
{
	struct site_memory_writer writer = {.fd = -1};
	struct site_output output = site_memory_output(&writer);
	struct error *error;

	(void)state;
	put(&writer, "a.html", slice_of("one"));
	put(&writer, "a.htm", slice_of("another"));
	error = output.put(output.context, "a.html", slice_of("two"));
	assert_non_null(error);
	assert_int_equal(error->code, ERROR_INTERNAL);
	assert_string_equal(error->message, "a page was made twice: a.html");
	error_free(error);
	site_memory_writer_dispose(&writer);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_put_is_found),
		cmocka_unit_test(it_lasts_as_long_as_somebody_has_it),
		cmocka_unit_test(an_empty_site_has_nothing),
		cmocka_unit_test(a_part_of_a_site_is_refused),
		cmocka_unit_test(no_site_is_without_bounds),
		cmocka_unit_test(a_page_that_is_made_twice_is_a_bug),
	};

	return cmocka_run_group_tests_name("site/memory", tests, NULL, NULL);
}
