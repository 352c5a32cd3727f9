#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <utf8proc.h>

#include "base/utf8.h"

static void decodes_every_character(void **state)
{
	(void)state;
	for (uint32_t c = 0; c <= 0x10FFFF; c++) {
		uint8_t bytes[4];
		uint32_t decoded;
		size_t len;

		if (c >= 0xD800 && c <= 0xDFFF)
			continue;
		len = (size_t)utf8proc_encode_char((utf8proc_int32_t)c, bytes);
		if (utf8_next((struct slice){(char *)bytes, len}, 0, &decoded) != len ||
			decoded != c)
			fail_msg("U+%04X", c);
	}
}

static const struct {
	const char *bytes;
	size_t bad;
} invalid[] = {
	{"\x80", 0},                       /* a continuation alone */
	{"\xc0\x80", 0},                   /* overlong NUL */
	{"\xc1\xbf", 0},                   /* overlong */
	{"\xe0\x9f\xbf", 0},               /* overlong */
	{"\xf0\x8f\xbf\xbf", 0},           /* overlong */
	{"\xed\xa0\x80", 0},               /* first surrogate */
	{"\xed\xbf\xbf", 0},               /* last surrogate */
	{"\xf4\x90\x80\x80", 0},           /* U+110000 */
	{"\xf5\x80\x80\x80", 0},           /* beyond */
	{"\xff", 0},                       /* never */
	{"ab\xc3", 2},                     /* truncated */
	{"ab\xe2\x82", 2},                 /* truncated */
	{"abcdefgh\xf0\x9f\x98", 8},       /* truncated, after one word */
	{"\xc3\xa9\xc3(", 2},              /* interrupted */
	{"0123456789abcdef\xe2\x82z", 16}, /* interrupted */
};

static void finds_the_first_offending_byte(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof invalid / sizeof *invalid; i++) {
		struct slice s = slice_of(invalid[i].bytes);
		uint32_t character;
		size_t bad = 99;

		assert_false(utf8_valid(s, &bad));
		assert_int_equal(bad, invalid[i].bad);
		assert_int_equal(utf8_next(s, bad, &character), 1);
		assert_int_equal(character, UTF8_INVALID);
	}
}

static void a_slice_ends_a_character_early(void **state)
{
	struct slice s = {"\xe2\x82\xac", 2};
	size_t bad;

	(void)state;
	assert_false(utf8_valid(s, &bad));
	assert_int_equal(bad, 0);
}

static void accepts_valid_text(void **state)
{
	size_t bad;

	(void)state;
	assert_true(utf8_valid(slice_of(NULL), &bad));
	assert_true(utf8_valid(slice_of("plain text of more than one word\n"), &bad));
	assert_true(utf8_valid(slice_of("é €uro 😀 \xf4\x8f\xbf\xbf \xef\xbf\xbf"), &bad));
	assert_true(utf8_valid((struct slice){"a\0b", 3}, &bad));
}

static void counts_code_points(void **state)
{
	(void)state;
	assert_int_equal(utf8_length(slice_of("")), 0);
	assert_int_equal(utf8_length(slice_of("0123456789")), 10);
	assert_int_equal(utf8_length(slice_of("aé€😀z")), 5);
	assert_int_equal(utf8_length(slice_of("\xff\xc3(")), 3);
}

static void widths_are_terminal_cells(void **state)
{
	(void)state;
	assert_int_equal(utf8_width('a'), 1);
	assert_int_equal(utf8_width(0xE9), 1);
	assert_int_equal(utf8_width(0x4E2D), 2);
	assert_int_equal(utf8_width(0x1F600), 2);
	assert_int_equal(utf8_width(0x0301), 0);
	assert_int_equal(utf8_width('\n'), 0);
	assert_int_equal(utf8_width(UTF8_INVALID), 1);
}

static void knows_the_ends_of_each_invisible_range(void **state)
{
	static const uint32_t hidden[] = {0, 8, 0xB, 0xC, 0xE, 0x1F, 0x7F, 0x80, 0x9F, 0xAD, 0x61C,
		0x115F, 0x1160, 0x180E, 0x200B, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A, 0x202E,
		0x2060, 0x2064, 0x2066, 0x206F, 0x3164, 0xFEFF, 0xFFA0, 0xFFF9, 0xFFFB, 0xE0001,
		0xE0020, 0xE007F};
	static const uint32_t seen[] = {'\t', '\n', '\r', ' ', '~', 0xA0, 0xAC, 0xAE, 0x61B, 0x115E,
		0x1161, 0x180D, 0x180F, 0x200A, 0x200C, 0x200D, 0x2010, 0x2027, 0x202F, 0x205F,
		0x2065, 0x2070, 0x3163, 0x3165, 0xFE0F, 0xFF9F, 0xFFA1, 0xFFFC, 0xFFFD, 0x1F3F4,
		0xE0002, 0xE001F, 0xE0080, UTF8_INVALID};

	(void)state;
	for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++)
		assert_true(utf8_is_invisible(hidden[i]));
	for (size_t i = 0; i < sizeof seen / sizeof *seen; i++)
		assert_false(utf8_is_invisible(seen[i]));
}

/* Each ASCII byte at each place of two words, so that both the fast and the slow way are taken. */
static void finds_each_control_at_each_offset(void **state)
{
	(void)state;
	for (int c = 0; c < 0x80; c++) {
		for (size_t at = 0; at < 19; at++) {
			char text[19];
			struct slice s = {text, sizeof text};
			uint32_t found = 0;
			bool hidden = c == 0x7F || (c < ' ' && c != '\t' && c != '\n' && c != '\r');

			memset(text, at % 2 ? '\n' : '~', sizeof text);
			text[at] = (char)c;
			assert_int_equal(
				utf8_find_invisible(s, 0, &found), hidden ? at : sizeof text);
			assert_int_equal(utf8_find_invisible(s, at + 1, &found), sizeof text);
			if (hidden)
				assert_int_equal(found, c);
		}
	}
}

/* Beside ASCII, where joiners count too: the tables of first bytes and of ranges agree. */
static void finds_each_invisible_character(void **state)
{
	(void)state;
	for (uint32_t c = 0; c <= 0x10FFFF; c++) {
		uint8_t bytes[] = "abc\0\0\0\0defghijk";
		struct slice s = {(char *)bytes, sizeof bytes - 1};
		uint32_t found;
		bool hidden = utf8_is_invisible(c) || c == 0x200C || c == 0x200D;

		if (c >= 0xD800 && c <= 0xDFFF)
			continue;
		memset(bytes + 3, 'x', 4);
		utf8proc_encode_char((utf8proc_int32_t)c, bytes + 3);
		if (utf8_find_invisible(s, 0, &found) != (hidden ? 3 : s.len))
			fail_msg("U+%04X", c);
	}
}

static size_t find(const char *text)
{
	uint32_t character;

	return utf8_find_invisible(slice_of(text), 0, &character);
}

static void assert_all_visible(const char *text)
{
	assert_int_equal(find(text), strlen(text));
}

static void finds_invisible_characters_between_letters(void **state)
{
	struct slice s = slice_of("résumé \u202e and \u00ad more text, \u2028");
	uint32_t character;
	size_t at;

	(void)state;
	at = utf8_find_invisible(s, 0, &character);
	assert_int_equal(at, 9);
	assert_int_equal(character, 0x202E);
	at = utf8_find_invisible(s, at + 3, &character);
	assert_int_equal(character, 0xAD);
	at = utf8_find_invisible(s, at + 2, &character);
	assert_int_equal(character, 0x2028);
	assert_int_equal(utf8_find_invisible(s, at + 3, &character), s.len);
	assert_int_equal(utf8_find_invisible(s, s.len, &character), s.len);
}

static void joiners_belong_to_scripts_and_emoji(void **state)
{
	(void)state;
	assert_all_visible("می\u200cخواهم");
	assert_all_visible("क्\u200dष");
	assert_all_visible("👩\u200d💻 and ❤\ufe0f\u200d🔥");
}

static void joiners_beside_ascii_or_an_end_are_hidden(void **state)
{
	(void)state;
	assert_int_equal(find("pass\u200dword"), 4);
	assert_int_equal(find("é\u200cx"), 2);
	assert_int_equal(find("x\u200cé"), 1);
	assert_int_equal(find("\u200cé"), 0);
	assert_int_equal(find("é\u200d"), 2);
}

#define TAG_G      "\U000E0067"
#define TAG_B      "\U000E0062"
#define TAG_E      "\U000E0065"
#define TAG_N      "\U000E006E"
#define TAG_SPACE  "\U000E0020"
#define TAG_CANCEL "\U000E007F"
#define FLAG       "\U0001F3F4"

static void tags_after_a_black_flag_are_a_flag(void **state)
{
	(void)state;
	assert_all_visible(FLAG);
	assert_all_visible(FLAG TAG_G TAG_B TAG_E TAG_N TAG_G TAG_CANCEL);
	assert_all_visible("x " FLAG TAG_G TAG_B TAG_CANCEL " y");
}

static void other_tags_are_hidden(void **state)
{
	(void)state;
	assert_int_equal(find("a" TAG_G), 1);
	assert_int_equal(find(FLAG TAG_CANCEL), 4);
	assert_int_equal(find(FLAG TAG_G TAG_B), 4);
	assert_int_equal(find(FLAG TAG_G TAG_B "x" TAG_CANCEL), 4);
	assert_int_equal(find(FLAG TAG_G TAG_SPACE TAG_B TAG_CANCEL), 4);
	assert_int_equal(find(FLAG TAG_G TAG_B TAG_E TAG_N TAG_G TAG_G TAG_G TAG_CANCEL), 4);
	assert_int_equal(find(FLAG TAG_G TAG_CANCEL TAG_G), 12);
}

static void names_are_those_of_unicode(void **state)
{
	(void)state;
	assert_string_equal(utf8_invisible_name(0), "NULL");
	assert_string_equal(utf8_invisible_name(0x1B), "ESCAPE");
	assert_string_equal(utf8_invisible_name(0x200D), "ZERO WIDTH JOINER");
	assert_string_equal(utf8_invisible_name(0x202E), "RIGHT-TO-LEFT OVERRIDE");
	assert_string_equal(utf8_invisible_name(0xE007F), "CANCEL TAG");
	assert_null(utf8_invisible_name('a'));
	assert_null(utf8_invisible_name(0x80));
	assert_null(utf8_invisible_name(UTF8_INVALID));
}

/* The name table is searched by bisection: a row out of order would not be found. */
static void every_named_character_can_be_looked_up(void **state)
{
	size_t count = 0;

	(void)state;
	for (uint32_t c = 0; c <= 0x10FFFF; c++) {
		if (!utf8_invisible_name(c))
			continue;
		assert_true(utf8_is_invisible(c) || c == 0x200C || c == 0x200D);
		count++;
	}
	assert_int_equal(count, 72);
}

static void assert_folds(const char *text, const char *expected)
{
	struct buffer out = BUFFER_INIT;

	buffer_add_string(&out, "<");
	utf8_fold(&out, slice_of(text));
	buffer_add_string(&out, ">");
	assert_int_equal(out.len, strlen(expected) + 2);
	assert_memory_equal(out.at + 1, expected, strlen(expected));
	buffer_dispose(&out);
}

static void folds_ascii(void **state)
{
	(void)state;
	assert_folds("", "");
	assert_folds(" \t\n", "");
	assert_folds("  Known \r\n\tLimits  ", "known limits");
	assert_folds("@[`{AZaz", "@[`{azaz");
}

static void folds_unicode(void **state)
{
	(void)state;
	assert_folds("STRASSE", "strasse");
	assert_folds("Straße", "strasse");
	assert_folds("E\u0301te\u0301", "été");
	assert_folds("ÉTÉ", "été");
	assert_folds("ﬁle ２", "file 2");
	assert_folds("\u00a0a\u3000\u2003 b\u2028", "a b");
	assert_folds("ΣΑΣ", "σασ");
}

static void fold_keeps_invalid_bytes(void **state)
{
	(void)state;
	assert_folds("A \xff B", "a \xff b");
	assert_folds("É\xc3", "é\xc3");
	assert_folds("\xff\xfe", "\xff\xfe");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(decodes_every_character),
		cmocka_unit_test(finds_the_first_offending_byte),
		cmocka_unit_test(a_slice_ends_a_character_early),
		cmocka_unit_test(accepts_valid_text),
		cmocka_unit_test(counts_code_points),
		cmocka_unit_test(widths_are_terminal_cells),
		cmocka_unit_test(knows_the_ends_of_each_invisible_range),
		cmocka_unit_test(finds_each_control_at_each_offset),
		cmocka_unit_test(finds_each_invisible_character),
		cmocka_unit_test(finds_invisible_characters_between_letters),
		cmocka_unit_test(joiners_belong_to_scripts_and_emoji),
		cmocka_unit_test(joiners_beside_ascii_or_an_end_are_hidden),
		cmocka_unit_test(tags_after_a_black_flag_are_a_flag),
		cmocka_unit_test(other_tags_are_hidden),
		cmocka_unit_test(names_are_those_of_unicode),
		cmocka_unit_test(every_named_character_can_be_looked_up),
		cmocka_unit_test(folds_ascii),
		cmocka_unit_test(folds_unicode),
		cmocka_unit_test(fold_keeps_invalid_bytes),
	};

	return cmocka_run_group_tests_name("base/utf8", tests, NULL, NULL);
}
