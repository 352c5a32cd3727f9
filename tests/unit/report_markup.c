/* Text inside of Markdown and HTML: whatever it is, it is read as that text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <cmark-gfm.h>

#include "base/escape.h"
#include "report/markup.h"

static const char *const extensions[] = {"autolink", "strikethrough", "table", "tasklist"};

/* What git hosts make of Markdown. */
static char *render(const char *markdown, size_t len)
{
	cmark_parser *parser = cmark_parser_new(CMARK_OPT_DEFAULT);
	cmark_node *root;
	char *html;

	for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++)
		cmark_parser_attach_syntax_extension(
			parser, cmark_find_syntax_extension(extensions[i]));
	cmark_parser_feed(parser, markdown, len);
	root = cmark_parser_finish(parser);
	html = cmark_render_html(
		root, CMARK_OPT_DEFAULT, cmark_parser_get_syntax_extensions(parser));
	cmark_node_free(root);
	cmark_parser_free(parser);
	return html;
}

/* As cmark writes text, of which nothing is a runner's command any more (base/escape.h). */
static void add_html(struct buffer *out, struct slice text)
{
	struct buffer safe = BUFFER_INIT;

	escape_line(&safe, text);
	text = buffer_slice(&safe);
	for (size_t i = 0; i < text.len; i++) {
		switch (text.at[i]) {
		case '&':
			buffer_add_string(out, "&amp;");
			break;
		case '<':
			buffer_add_string(out, "&lt;");
			break;
		case '>':
			buffer_add_string(out, "&gt;");
			break;
		case '"':
			buffer_add_string(out, "&quot;");
			break;
		default:
			buffer_add_char(out, text.at[i]);
		}
	}
	buffer_dispose(&safe);
}

static void check_markdown(struct slice text)
{
	struct buffer markdown = BUFFER_INIT, expected = BUFFER_INIT;
	char *html;

	buffer_reserve(&markdown, 1);
	markup_markdown(&markdown, text);
	text = slice_trim(text);
	if (text.len) {
		buffer_add_string(&expected, "<p>");
		add_html(&expected, text);
		buffer_add_string(&expected, "</p>\n");
		html = render(markdown.at, markdown.len);
		assert_string_equal(html, expected.at);
		free(html);
	}
	buffer_dispose(&markdown);
	buffer_dispose(&expected);
}

static void check_cell(struct slice text)
{
	struct buffer markdown = BUFFER_INIT, expected = BUFFER_INIT;
	char *html;

	buffer_add_string(&markdown, "| a |\n|---|\n| ");
	markup_markdown(&markdown, text);
	buffer_add_string(&markdown, " |\n");
	buffer_add_string(&expected, "<td>");
	add_html(&expected, slice_trim(text));
	buffer_add_string(&expected, "</td>");
	html = render(markdown.at, markdown.len);
	assert_non_null(strstr(html, expected.at));
	free(html);
	buffer_dispose(&markdown);
	buffer_dispose(&expected);
}

static const char *const pieces[] = {"a", "b1", " ", "*", "**", "_", "`", "``", "[", "]", "(", ")",
	"<b>", "<!--", "-->", ">", "#", "# ", "+ ", "- ", "-", "---", "=", "===", "1. ", "12) ",
	"|", "\\", "\\*", "&amp;", "&#35;", "&", ";", "!", "![", "~", "~~", "~~~", "http://x.y",
	"www.x.y", "https:", "://", ":", ".", "{", "}", "\"", "'", "[x]", "[ ] ", "é", "中", "  ",
	"\\\\"};

static unsigned next(uint32_t *state)
{
	*state = *state * 1664525 + 1013904223;
	return *state >> 8;
}

static void text_of_all_sorts_stays_text_in_markdown(void **state)
{
	uint32_t random = 7;

	(void)state;
	for (unsigned round = 0; round < 30000; round++) {
		struct buffer text = BUFFER_INIT;

		for (unsigned n = 1 + next(&random) % 9; n > 0; n--)
			buffer_add_string(
				&text, pieces[next(&random) % (sizeof pieces / sizeof *pieces)]);
		check_markdown(buffer_slice(&text));
		check_cell(buffer_slice(&text));
		buffer_dispose(&text);
	}
}

static void assert_html(const char *text, const char *expected)
{
	struct buffer out = BUFFER_INIT;

	buffer_reserve(&out, 1);
	markup_html(&out, slice_of(text));
	assert_string_equal(out.at, expected);
	buffer_dispose(&out);
}

static void text_stays_text_in_html(void **state)
{
	(void)state;
	assert_html("", "");
	assert_html("<a href='x' \"&amp;\">", "&lt;a href=&#39;x&#39; &quot;&amp;amp;&quot;&gt;");
	assert_html("one\n  two\nthree", "one two three");
	assert_html("\x1b[31m\xe2\x80\xae\xff", "\\x1b[31m\\u{202e}\\xff");
}

static void assert_mermaid(const char *text, const char *expected)
{
	struct buffer out = BUFFER_INIT;

	buffer_reserve(&out, 1);
	markup_mermaid(&out, slice_of(text));
	assert_string_equal(out.at, expected);
	buffer_dispose(&out);
}

static void text_stays_text_in_mermaid(void **state)
{
	(void)state;
	assert_mermaid("Feed ranker, v42 (b/c): it's", "Feed ranker, v42 (b/c): it's");
	assert_mermaid("\"x\"] --> y #35; `m`", "#34;x#34;#93; --#62; y #35;35#59; #96;m#96;");
	assert_mermaid("1. one", "1#46; one");
	assert_mermaid("- one - two", "#45; one - two");
	assert_mermaid("é <br>", "é #60;br#62;");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_of_all_sorts_stays_text_in_markdown),
		cmocka_unit_test(text_stays_text_in_html),
		cmocka_unit_test(text_stays_text_in_mermaid),
	};

	cmark_gfm_core_extensions_ensure_registered();
	return cmocka_run_group_tests_name("report/markup", tests, NULL, NULL);
}
