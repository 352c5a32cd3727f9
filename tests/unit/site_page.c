/* What pages of a site have in common, and what they are called. */
#include "site/page.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "site/names.h"

static void test_up(void **state)
{
	(void)state;
	assert_string_equal(page_up("index.html"), "");
	assert_string_equal(page_up("boards/gates.html"), "../");
	assert_string_equal(page_up("a/b/c.html"), "../../");
}

static void test_cut_keeps_characters_whole(void **state)
{
	bool cut;

	(void)state;
	assert_int_equal(page_cut(slice_of("abc"), 3, &cut).len, 3);
	assert_false(cut);
	assert_int_equal(page_cut(slice_of("abcd"), 3, &cut).len, 3);
	assert_true(cut);
	/* Not after the first byte of ä. */
	assert_int_equal(page_cut(slice_of("ab\xc3\xa4"), 3, &cut).len, 2);
	assert_int_equal(page_cut(slice_of("\x80\x80\x80\x80"), 3, &cut).len, 0);
}

static void check_link(const char *to, const char *text, const char *expected)
{
	struct buffer out = BUFFER_INIT;

	buffer_reserve(&out, 1);
	page_link(&out, "boards/gates.html", slice_of(to), slice_of(text));
	assert_string_equal(out.at, expected);
	buffer_dispose(&out);
}

static void test_links(void **state)
{
	(void)state;
	check_link("documents/a.html", "A", "<a href=\"../documents/a.html\">A</a>");
	check_link("", "<b>\"A\"</b>", "&lt;b&gt;&quot;A&quot;&lt;/b&gt;");
	check_link("https://example.com/a", "A", "<a href=\"https://example.com/a\">A</a>");
	/* No page of ours is called like that; it stays an address of the site. */
	check_link("javascript:alert(1)", "A", "<a href=\"../javascript:alert(1)\">A</a>");
}

static void test_frame(void **state)
{
	struct records records = {.today = {2026, 11, 28}};
	struct record_repository repository = {
		.name = slice_of("<i>ml</i>"), .revision = slice_of("0123456789abcdef0123")};
	struct page page = {.records = &records,
		.site_title = "Team \"A\"",
		.path = "boards/gates.html",
		.title = slice_of("</title><script>alert(1)</script>")};
	struct buffer out = BUFFER_INIT;

	(void)state;
	records.repositories = &repository;
	records.n_repositories = 1;
	page_begin(&out, &page);
	page_end(&out, &page);
	assert_non_null(strstr(out.at, "<html lang=\"en\" data-depth=\"1\">"));
	assert_non_null(strstr(out.at, "content=\"default-src 'none'; script-src 'self'; "
				       "style-src 'self'; img-src 'self'; base-uri 'none'; "
				       "form-action 'none'\""));
	assert_non_null(
		strstr(out.at, "<title>&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt; · "
			       "Team &quot;A&quot;</title>"));
	assert_non_null(strstr(out.at, "<script src=\"../assets/script.js\" defer></script>"));
	assert_null(strstr(out.at, "<script>"));
	assert_non_null(strstr(out.at, "<a href=\"../boards/gates.html\" aria-current=\"page\">"));
	assert_non_null(
		strstr(out.at, "<li>&lt;i&gt;ml&lt;/i&gt; at <code>0123456789ab</code></li>"));
	assert_non_null(strstr(out.at, "<time datetime=\"2026-11-28\">2026-11-28</time>"));
	buffer_dispose(&out);
}

static void test_days_are_told_where_they_differ(void **state)
{
	struct record_repository repositories[] = {
		{.name = slice_of("app"), .today = {2026, 12, 25}, .is_worktree = true},
		{.name = slice_of("ml"),
			.today = {2026, 11, 24},
			.revision = slice_of("0123456789abcdef0123")},
	};
	struct records records = {
		.today = {2026, 12, 25}, .repositories = repositories, .n_repositories = 2};
	struct page page = {.records = &records, .site_title = "All", .path = "index.html"};
	struct buffer out = BUFFER_INIT;

	(void)state;
	page_end(&out, &page);
	assert_string_equal(out.at,
		"</main>\n<footer>\n<p>As of <time datetime=\"2026-12-25\">2026-12-25</time>, "
		"from</p>\n<ul>\n"
		"<li>app, as of <time datetime=\"2026-12-25\">2026-12-25</time>, with what is not "
		"committed</li>\n"
		"<li>ml at <code>0123456789ab</code>, as of <time "
		"datetime=\"2026-11-24\">2026-11-24</time></li>\n"
		"</ul>\n</footer>\n</body>\n</html>\n");
	repositories[1].today = repositories[0].today;
	buffer_clear(&out);
	page_end(&out, &page);
	assert_null(strstr(out.at, ", as of"));
	buffer_dispose(&out);
}

/* ---- Names ------------------------------------------------------------------------------------
 */

static void name_all(struct record_document *documents, size_t count, struct records *records)
{
	*records = (struct records){
		.documents = documents, .n_documents = count, .arena = arena_new()};
	names_assign(records);
}

static void test_names(void **state)
{
	struct record_document documents[] = {
		{.path = slice_of("a/one.md"), .id = slice_of("one")},
		{.path = slice_of("a/Ünit two.md"), .id = slice_of("")},
		{.path = slice_of("a/three.md"), .id = slice_of("v1.2")},
		{.path = slice_of("a/\xff\xff"), .id = slice_of("../../etc/passwd")},
		{.path = slice_of("---"), .id = slice_of("?")},
	};
	struct records records;

	(void)state;
	name_all(documents, 5, &records);
	assert_true(slice_is(documents[0].page, "documents/one.html"));
	assert_true(slice_is(documents[1].page, "documents/a-unit-two.html"));
	assert_true(slice_is(documents[2].page, "documents/v1-2.html"));
	assert_true(slice_is(documents[3].page, "documents/etc-passwd.html"));
	assert_true(slice_is(documents[4].page, "documents/document.html"));
	records_dispose(&records);
}

/* Both have the hash of their path behind them, so that neither takes the other's address. */
static void test_shared_names(void **state)
{
	struct record_document documents[] = {
		{.path = slice_of("a.md"), .id = slice_of("same")},
		{.path = slice_of("b.md"), .id = slice_of("same")},
		{.path = slice_of("c.md"), .id = slice_of("other")},
	};
	struct records records;

	(void)state;
	name_all(documents, 3, &records);
	assert_true(slice_is(documents[0].page, "documents/same.fecccc97532467ad.html"));
	assert_true(slice_starts_with(documents[1].page, "documents/same."));
	assert_false(slice_equal(documents[0].page, documents[1].page));
	assert_true(slice_is(documents[2].page, "documents/other.html"));
	records_dispose(&records);
}

/* An id can be all that the name of another page could be made of by hand. */
static void test_no_id_takes_the_name_of_another_page(void **state)
{
	struct record_document documents[] = {
		{.path = slice_of("a.md"), .id = slice_of("same")},
		{.path = slice_of("b.md"), .id = slice_of("same")},
		{.path = slice_of("c.md"), .id = slice_of("same-fecccc97532467ad")},
		{.path = slice_of("d.md"), .id = slice_of("same.fecccc97532467ad")},
		{.path = slice_of("same-fecccc97532467ad.md"), .id = slice_of("")},
		{.path = slice_of("e.md"), .id = slice_of("same.2")},
	};
	size_t count = sizeof documents / sizeof *documents;
	struct records records;

	(void)state;
	name_all(documents, count, &records);
	for (size_t i = 0; i < count; i++) {
		for (size_t j = 0; j < i; j++)
			assert_false(slice_equal(documents[i].page, documents[j].page));
	}
	assert_true(slice_is(documents[0].page, "documents/same.fecccc97532467ad.html"));
	assert_true(slice_is(documents[5].page, "documents/same-2.html"));
	records_dispose(&records);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_up),
		cmocka_unit_test(test_cut_keeps_characters_whole),
		cmocka_unit_test(test_links),
		cmocka_unit_test(test_frame),
		cmocka_unit_test(test_days_are_told_where_they_differ),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_shared_names),
		cmocka_unit_test(test_no_id_takes_the_name_of_another_page),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
