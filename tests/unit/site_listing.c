/* A list of many rows: what is in the page, and what is in the data. */
#include "site/listing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/mem.h"

static const struct listing_column columns[] = {
	{"Document", CELL_LINK},
	{"Status", CELL_BADGE},
	{"Sign-offs", CELL_BADGES},
	{"Due", CELL_DAY},
	{"Errors", CELL_NUMBER},
	{"Owner", CELL_TEXT},
};

static const struct listing_facet facets[] = {{"kind", "Kind"}};
static const struct listing_facet flags[] = {{"stale", "Went stale"}, {"late", "Is late"}};

static const struct listing_spec spec = {
	.page = "boards/a.html",
	.data = "data/a.js",
	.noun = "documents",
	.rest = "<a href=\"../lists/all.html\">All</a>",
	.columns = columns,
	.n_columns = 6,
	.facets = facets,
	.n_facets = 1,
	.flags = flags,
	.n_flags = 2,
};

static struct error *keep(void *context, const char *path, struct slice bytes)
{
	assert_string_equal(path, "data/a.js");
	buffer_add_slice(context, bytes);
	return NULL;
}

static void add_row(struct listing *listing, const char *title, const char *owner)
{
	listing_row(listing);
	listing_link(listing, slice_of(title), slice_of("documents/a.html"), slice_of("a"));
	listing_badge(listing, slice_of("draft"), "none");
	listing_badge_of(listing, slice_of("lead"), slice_of("valid"), "good");
	listing_badge_of(listing, slice_of("ops"), slice_of("stale"), "bad");
	listing_badges_end(listing);
	listing_day(listing, slice_of("2026-11-28"), "warn");
	listing_number(listing, 3);
	listing_text(listing, slice_of(owner));
	listing_facet(listing, 0, slice_of("readiness"), slice_of("Deployment readiness"));
	listing_flag(listing, 1);
}

static void test_one_row(void **state)
{
	struct buffer out = BUFFER_INIT, data = BUFFER_INIT;
	struct site_output output = {&data, keep};
	struct listing listing;

	(void)state;
	listing_begin(&listing, &spec);
	add_row(&listing, "A", "alice");
	assert_null(listing_end(&listing, &output, &out));
	assert_non_null(strstr(out.at,
		"<tr><th scope=\"row\"><a href=\"../documents/a.html\">A</a><span "
		"class=\"below\">a</span></th><td><span class=\"badge none\">draft</span></td>"
		"<td><span class=\"labelled\">lead <span class=\"badge good\">valid</span></span> "
		"<span class=\"labelled\">ops <span class=\"badge bad\">stale</span></span> </td>"
		"<td><time class=\"warn\" datetime=\"2026-11-28\">2026-11-28</time></td>"
		"<td class=\"number\">3</td><td>alice</td></tr>\n"));
	assert_non_null(strstr(out.at, "<p id=\"count\" role=\"status\">1 documents</p>"));
	assert_string_equal(data.at,
		"\"use strict\";\nwindow.handoffData = {\"noun\":\"documents\",\"columns\":"
		"[\"link\",\"badge\",\"badges\",\"day\",\"number\",\"text\"],\"facets\":"
		"[[\"kind\",[[\"readiness\",\"Deployment readiness\"]]]],\"flags\":[\"stale\","
		"\"late\"]};\nwindow.handoffData.rows = [\n[[[\"A\",\"documents/a.html\",\"a\"],"
		"[\"draft\",\"none\"],[[\"lead\",\"valid\",\"good\"],[\"ops\",\"stale\",\"bad\"]],"
		"[\"2026-11-28\",\"warn\"],3,\"alice\"],[[0]],2],\n];\n");
	buffer_dispose(&out);
	buffer_dispose(&data);
}

/* Nothing that a document holds is markup in the page, or can end the data. */
static void test_hostile_texts(void **state)
{
	struct buffer out = BUFFER_INIT, data = BUFFER_INIT;
	struct site_output output = {&data, keep};
	struct listing listing;

	(void)state;
	listing_begin(&listing, &spec);
	add_row(&listing, "</table><script>alert(1)</script>",
		"\"];alert(1)//\n\xe2\x80\xa8\x1b\xff");
	assert_null(listing_end(&listing, &output, &out));
	assert_null(strstr(out.at, "<script"));
	assert_null(strchr(out.at, '\x1b'));
	assert_non_null(strstr(data.at, "\"\\\"];alert(1)//\\\\n\\\\u{2028}\\\\x1b\\\\xff\""));
	for (const char *c = data.at; *c; c++)
		assert_true(*c == '\n' || (*c >= 0x20 && *c < 0x7f));
	buffer_dispose(&out);
	buffer_dispose(&data);
}

static void test_only_the_first_rows_are_in_the_page(void **state)
{
	struct buffer out = BUFFER_INIT, data = BUFFER_INIT;
	struct site_output output = {&data, keep};
	struct listing listing;
	size_t lines = 0;

	(void)state;
	listing_begin(&listing, &spec);
	for (int i = 0; i < 10000; i++)
		add_row(&listing, "A", "alice");
	assert_null(listing_end(&listing, &output, &out));
	assert_true(out.len < (size_t)80 * 1024);
	assert_non_null(strstr(out.at, ">10000 documents, the first "));
	assert_non_null(
		strstr(out.at, "<noscript><p class=\"note\">The others are shown by a script. <a "
			       "href=\"../lists/all.html\">All</a></p></noscript>"));
	for (const char *c = data.at; *c; c++)
		lines += *c == '\n';
	assert_int_equal(lines, 10004);
	buffer_dispose(&out);
	buffer_dispose(&data);
}

/* A title of 64 KiB neither fills the page nor the data. */
static void test_long_texts_are_cut(void **state)
{
	struct buffer out = BUFFER_INIT, data = BUFFER_INIT, title = BUFFER_INIT;
	struct site_output output = {&data, keep};
	struct listing listing;

	(void)state;
	buffer_add_repeat(&title, 'x', 65536);
	listing_begin(&listing, &spec);
	add_row(&listing, title.at, "alice");
	assert_null(listing_end(&listing, &output, &out));
	assert_true(out.len < 3000);
	assert_true(data.len < 1000);
	assert_non_null(strstr(out.at, "xxx…</a>"));
	buffer_dispose(&out);
	buffer_dispose(&data);
	buffer_dispose(&title);
}

static void test_no_rows(void **state)
{
	struct buffer out = BUFFER_INIT, data = BUFFER_INIT;
	struct site_output output = {&data, keep};
	struct listing listing;

	(void)state;
	listing_begin(&listing, &spec);
	assert_null(listing_end(&listing, &output, &out));
	assert_non_null(strstr(out.at, ">0 documents</p>"));
	assert_non_null(strstr(data.at, "rows = [\n];\n"));
	buffer_dispose(&out);
	buffer_dispose(&data);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_one_row),
		cmocka_unit_test(test_hostile_texts),
		cmocka_unit_test(test_only_the_first_rows_are_in_the_page),
		cmocka_unit_test(test_long_texts_are_cut),
		cmocka_unit_test(test_no_rows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
