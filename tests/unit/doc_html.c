/* A body as HTML: what a worker makes of it, and what it refuses. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "base/mem.h"
#include "one_parser.h"

static void assert_html(const char *source, const char *expected)
{
	struct outline *outline = parse_outline(parser, DOC_HTML, slice_of(source));
	char *html = mem_string(outline_text(outline, outline->html));

	assert_string_equal(html, expected);
	free(html);
	outline_free(outline);
}

static void lines_are_those_of_the_source(void **state)
{
	(void)state;
	assert_html("one\n", "<p data-sourcepos=\"1:1-1:3\">one</p>\n");
	assert_html("---\na: b\n---\none\ntwo\n", "<p data-sourcepos=\"4:1-5:3\">one\ntwo</p>\n");
	assert_html(
		"---\r\na: b\r\n---\r\n\r\n# One\r\n", "<h1 data-sourcepos=\"5:1-5:5\">One</h1>\n");
	assert_html("\xef\xbb\xbf---\na: b\n---\n> - x\n",
		"<blockquote data-sourcepos=\"4:1-4:5\">\n<ul data-sourcepos=\"4:3-4:5\">\n"
		"<li data-sourcepos=\"4:3-4:5\">x</li>\n</ul>\n</blockquote>\n");
	/* cmark takes a table for one that begins with the text before it, which has no place. */
	assert_html("---\n---\nIntro\n| a |\n|---|\n",
		"<p data-sourcepos=\"0:0-0:0\">Intro</p>\n<table data-sourcepos=\"3:1-5:5\">\n"
		"<thead>\n<tr data-sourcepos=\"3:1-3:11\">\n<th "
		"data-sourcepos=\"3:8-3:10\">a</th>\n"
		"</tr>\n</thead>\n</table>\n");
	/* A text that looks like a place. */
	assert_html(" data-sourcepos=\"7:7-7:7\"\n",
		"<p data-sourcepos=\"1:2-1:25\">data-sourcepos=&quot;7:7-7:7&quot;</p>\n");
}

static void extensions_are_those_of_documents(void **state)
{
	(void)state;
	assert_html("~~a~~ www.example.com\n",
		"<p data-sourcepos=\"1:1-1:21\"><del>a</del> www.example.com</p>\n");
	assert_html("- [x] a\n",
		"<ul data-sourcepos=\"1:1-1:7\">\n<li data-sourcepos=\"1:1-1:7\">"
		"<input type=\"checkbox\" checked=\"\" disabled=\"\" /> a</li>\n</ul>\n");
}

static void what_could_run_is_left_out(void **state)
{
	(void)state;
	assert_html("<script>alert(1)</script>\n", "<!-- raw HTML omitted -->\n");
	assert_html("a <b onclick=x>b</b>\n",
		"<p data-sourcepos=\"1:1-1:20\">a <!-- raw HTML omitted -->b<!-- raw HTML omitted "
		"--></p>\n");
	assert_html("[a](javascript:x) [b](VBSCRIPT:x) [c](file:///x) [d](data:text/html,x)\n",
		"<p data-sourcepos=\"1:1-1:70\"><a href=\"\">a</a> <a href=\"\">b</a> "
		"<a href=\"\">c</a> <a href=\"\">d</a></p>\n");
	assert_html("![a](data:image/svg+xml,x)\n",
		"<p data-sourcepos=\"1:1-1:26\"><img src=\"\" alt=\"a\" /></p>\n");
}

static void nothing_else_is_made(void **state)
{
	struct outline *outline = parse_outline(
		parser, DOC_HTML, slice_of("---\nkind: a\n---\n# One\n\n- a\n\n| b |\n|---|\n"));

	(void)state;
	assert_int_equal(outline->body, 16);
	assert_int_equal(outline->n_sections, 1);
	assert_int_equal(outline->n_fields + outline->n_blocks + outline->n_runs +
				 outline->n_tables + outline->n_faults,
		0);
	outline_free(outline);
	outline = parse_outline(parser, DOC_MARKDOWN, slice_of("a\n"));
	assert_int_equal(outline->html.len, 0);
	outline_free(outline);
}

static void assert_refused(struct outline *outline, const char *message)
{
	char *said;

	assert_int_equal(outline->html.len, 0);
	assert_int_equal(outline->n_faults, 1);
	assert_int_equal(outline->faults[0].type, FAULT_LIMIT);
	said = mem_string(outline_text(outline, outline->faults[0].message));
	assert_string_equal(said, message);
	free(said);
	outline_free(outline);
}

static struct buffer references(size_t address, size_t count)
{
	struct buffer text = BUFFER_INIT;

	buffer_add_string(&text, "---\n---\n[a]: /");
	buffer_add_repeat(&text, 'x', address);
	for (size_t i = 0; i < count; i++)
		buffer_add_string(&text, i % 1000 == 0 ? "\n\n[a]" : " [a]");
	buffer_add_char(&text, '\n');
	return text;
}

static void what_grows_beyond_measure_is_a_fault(void **state)
{
	struct buffer text = references(8000, 1000);

	(void)state;
	assert_refused(parse_outline(parser, DOC_HTML, buffer_slice(&text)),
		"becomes 7830 KiB of HTML, more than 64 times its size: say it with fewer "
		"references");
	buffer_dispose(&text);
}

static void a_pool_withstands_what_needs_too_much_memory(void **state)
{
	struct doc_pool *pool = doc_pool_new(1, &doc_limits_default);
	struct buffer text = references(15000, 40000);
	struct outline *outline;

	(void)state;
	assert_null(doc_pool_parse(pool, DOC_HTML, buffer_slice(&text), &outline));
	assert_refused(outline, "needs more than 256 MiB of memory to parse: split it, or raise "
				"'limits: memory-mib'");
	assert_null(doc_pool_parse(pool, DOC_HTML, slice_of("---\n---\na\n"), &outline));
	assert_int_equal(outline->html.len, 34);
	assert_memory_equal(outline_text(outline, outline->html).at,
		"<p data-sourcepos=\"3:1-3:1\">a</p>\n", 34);
	outline_free(outline);
	buffer_dispose(&text);
	doc_pool_free(pool);
}

static void a_place_outside_of_the_outline_is_not_opened(void **state)
{
	struct outline *outline = parse_outline(parser, DOC_HTML, slice_of("a\n"));
	size_t size = outline->size;
	char *copy = mem_string((struct slice){outline->buffer, size});
	struct outline *opened;
	struct error *error;

	(void)state;
	((struct flat_header *)(void *)copy)->html.len++;
	error = outline_open(copy, size, &opened);
	assert_non_null(error);
	assert_int_equal(error->code, ERROR_INTERNAL);
	error_free(error);
	outline_free(outline);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_are_those_of_the_source),
		cmocka_unit_test(extensions_are_those_of_documents),
		cmocka_unit_test(what_could_run_is_left_out),
		cmocka_unit_test(nothing_else_is_made),
		cmocka_unit_test(what_grows_beyond_measure_is_a_fault),
		cmocka_unit_test(a_pool_withstands_what_needs_too_much_memory),
		cmocka_unit_test(a_place_outside_of_the_outline_is_not_opened),
	};

	return cmocka_run_group_tests(tests, open_parser, close_parser);
}
