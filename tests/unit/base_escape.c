#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/escape.h"

typedef void escaper(struct buffer *out, struct slice s);

static void assert_escapes(escaper *escape, struct slice s, const char *expected)
{
	struct buffer out = BUFFER_INIT;

	escape(&out, s);
	assert_non_null(out.at);
	assert_string_equal(out.at, expected);
	assert_int_equal(out.len, strlen(expected));
	buffer_dispose(&out);
}

static void assert_line(const char *text, const char *expected)
{
	assert_escapes(escape_line, slice_of(text), expected);
}

static void visible_text_stays(void **state)
{
	(void)state;
	assert_line("", "");
	assert_line("docs/model-card.md", "docs/model-card.md");
	assert_line("é 中 😀 👩\u200d💻", "é 中 😀 👩\u200d💻");
	assert_line("a\\nb \\", "a\\nb \\");
}

static void terminal_escapes_are_disarmed(void **state)
{
	(void)state;
	assert_line("\x1b[31mred\x1b[0m", "\\x1b[31mred\\x1b[0m");
	assert_line("\x1b]0;title\a", "\\x1b]0;title\\x07");
	assert_line("a\bb\x7f", "a\\x08b\\x7f");
	assert_line("\xc2\x9b"
		    "31m",
		"\\u{9b}31m");
	assert_escapes(escape_line, (struct slice){"a\0b", 3}, "a\\x00b");
}

static void one_line_stays_one_line(void **state)
{
	(void)state;
	assert_line("\ta\nb\r\n", "\\ta\\nb\\r\\n");
	assert_line("a\u2028b\xc2\x85"
		    "c",
		"a\\u{2028}b\\u{85}c");
}

static void commands_of_logs_are_disarmed(void **state)
{
	(void)state;
	assert_line("x ##[error]y", "x ##\\x5berror]y");
	assert_line(
		"##vso[task.setvariable variable=x]y", "##vso\\x5btask.setvariable variable=x]y");
	assert_line("###[group]", "###\\x5bgroup]");
	assert_line("# #[a] #[b] ## [c] vso[d] [", "# #[a] #[b] ## [c] vso[d] [");
	assert_line("::error::x", "\\x3a:error::x");
	assert_line("  \u00a0\u3000::error::x", "  \u00a0\u3000\\x3a:error::x");
	assert_line("\n::error::x", "\\n::error::x");
	assert_line("::", "\\x3a:");
	assert_line("a ::b", "a ::b");
	assert_line("::: note", "::: note");
	assert_line("  ", "  ");
	assert_line(":", ":");
}

static void hidden_characters_are_shown(void **state)
{
	(void)state;
	assert_line("\ufeffabc\u202egpj.exe", "\\u{feff}abc\\u{202e}gpj.exe");
	assert_line("pass\u200dword", "pass\\u{200d}word");
	assert_line("\U000E0041", "\\u{e0041}");
}

static void invalid_bytes_are_shown(void **state)
{
	(void)state;
	assert_line("\xff", "\\xff");
	assert_line("a\xc3(\xe2\x82", "a\\xc3(\\xe2\\x82");
	assert_line("é\x9b\n", "é\\x9b\\n");
	assert_line("\xed\xa0\x80", "\\xed\\xa0\\x80");
}

static void escape_invalid_leaves_valid_text_alone(void **state)
{
	(void)state;
	assert_escapes(escape_invalid, slice_of(""), "");
	assert_escapes(escape_invalid, slice_of("a\n\x1b\u202eé"), "a\n\x1b\u202eé");
	assert_escapes(escape_invalid, slice_of("a\xff\xc3\xa9\xc0"), "a\\xff\xc3\xa9\\xc0");
}

static void assert_csv(const char *text, const char *expected)
{
	assert_escapes(escape_csv, slice_of(text), expected);
}

static void csv_is_quoted_when_needed(void **state)
{
	(void)state;
	assert_csv("", "");
	assert_csv("plain text", "plain text");
	assert_csv("a,b", "\"a,b\"");
	assert_csv("say \"x\"", "\"say \"\"x\"\"\"");
	assert_csv("two\nlines", "\"two\nlines\"");
	assert_csv("cr\rlf", "\"cr\rlf\"");
}

static void csv_formulas_are_disarmed(void **state)
{
	(void)state;
	assert_csv("=1+1", "'=1+1");
	assert_csv("+1", "'+1");
	assert_csv("-1", "'-1");
	assert_csv("@SUM(A1)", "'@SUM(A1)");
	assert_csv("\t=1", "'\t=1");
	assert_csv("\r=1", "\"'\r=1\"");
	assert_csv("=HYPERLINK(\"http://x\",\"y\")", "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"");
	assert_csv("a=1", "a=1");
}

static void csv_keeps_nul_bytes_apart_from_formulas(void **state)
{
	struct buffer out = BUFFER_INIT;

	(void)state;
	escape_csv(&out, (struct slice){"\0=", 2});
	assert_int_equal(out.len, 2);
	assert_memory_equal(out.at, "\0=", 3);
	buffer_dispose(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(visible_text_stays),
		cmocka_unit_test(terminal_escapes_are_disarmed),
		cmocka_unit_test(one_line_stays_one_line),
		cmocka_unit_test(commands_of_logs_are_disarmed),
		cmocka_unit_test(hidden_characters_are_shown),
		cmocka_unit_test(invalid_bytes_are_shown),
		cmocka_unit_test(escape_invalid_leaves_valid_text_alone),
		cmocka_unit_test(csv_is_quoted_when_needed),
		cmocka_unit_test(csv_formulas_are_disarmed),
		cmocka_unit_test(csv_keeps_nul_bytes_apart_from_formulas),
	};

	return cmocka_run_group_tests_name("base/escape", tests, NULL, NULL);
}
