#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/slug.h"

static void assert_slug(const char *title, const char *expected)
{
	struct buffer out = BUFFER_INIT;

	slug_add(&out, slice_of(title));
	assert_string_equal(buffer_slice(&out).at, expected);
	assert_int_equal(out.len, strlen(expected));
	buffer_dispose(&out);
}

static void titles_become_words_and_dashes(void **state)
{
	(void)state;
	assert_slug("Use PostgreSQL 16", "use-postgresql-16");
	assert_slug("  --A  &  B!!  ", "a-b");
	assert_slug("already-a-slug", "already-a-slug");
	assert_slug("snake_case.md", "snake-case-md");
}

static void accents_are_dropped(void **state)
{
	(void)state;
	assert_slug("Déjà vu — Ünïcödé", "deja-vu-unicode");
	assert_slug("E\u0301te\u0301", "ete");
	assert_slug("Straße", "strasse");
	assert_slug("ﬁne ①②", "fine-12");
	assert_slug("İstanbul", "istanbul");
}

static void what_has_no_latin_letter_becomes_nothing(void **state)
{
	(void)state;
	assert_slug("", "");
	assert_slug("!!!", "");
	assert_slug("😀🎉", "");
	assert_slug("决策记录", "");
	assert_slug("\xff\xfe", "");
	assert_slug("决策 GPU 记录", "gpu");
	assert_slug("ship 🚀 it", "ship-it");
	assert_slug("a\xff\x62", "a-b");
}

static void slugs_append(void **state)
{
	struct buffer out = BUFFER_INIT;

	(void)state;
	buffer_add_string(&out, "0001-");
	slug_add(&out, slice_of("-First"));
	assert_string_equal(out.at, "0001-first");
	buffer_dispose(&out);
}

#define TEN   "abcdefghij"
#define FIFTY TEN TEN TEN TEN TEN

static void long_titles_are_cut_at_a_dash(void **state)
{
	(void)state;
	assert_slug(FIFTY TEN, FIFTY TEN);
	assert_slug(FIFTY " " TEN, FIFTY);
	assert_slug(FIFTY " abcdefghi", FIFTY "-abcdefghi");
	assert_slug(FIFTY TEN " more", FIFTY TEN);
	assert_slug(FIFTY "abcdefghi more", FIFTY "abcdefghi");
	assert_slug(FIFTY TEN "x", FIFTY TEN);
	assert_slug(FIFTY TEN " !!", FIFTY TEN);
	assert_slug("one " FIFTY FIFTY, "one");
}

static void ids_have_one_form(void **state)
{
	(void)state;
	assert_true(slug_is_id(slice_of("a")));
	assert_true(slug_is_id(slice_of("0")));
	assert_true(slug_is_id(slice_of("adr-0001.a_b")));
	assert_false(slug_is_id(slice_of(NULL)));
	assert_false(slug_is_id(slice_of("-a")));
	assert_false(slug_is_id(slice_of(".a")));
	assert_false(slug_is_id(slice_of("A")));
	assert_false(slug_is_id(slice_of("aB")));
	assert_false(slug_is_id(slice_of("a b")));
	assert_false(slug_is_id(slice_of("a/b")));
	assert_false(slug_is_id(slice_of("é")));
	assert_false(slug_is_id(slice_of("aé")));
	assert_false(slug_is_id((struct slice){"a\0", 2}));
	assert_true(slug_is_id(slice_of(FIFTY TEN "1234")));
	assert_false(slug_is_id(slice_of(FIFTY TEN "12345")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(titles_become_words_and_dashes),
		cmocka_unit_test(accents_are_dropped),
		cmocka_unit_test(what_has_no_latin_letter_becomes_nothing),
		cmocka_unit_test(slugs_append),
		cmocka_unit_test(long_titles_are_cut_at_a_dash),
		cmocka_unit_test(ids_have_one_form),
	};

	return cmocka_run_group_tests_name("base/slug", tests, NULL, NULL);
}
