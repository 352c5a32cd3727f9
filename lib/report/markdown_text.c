#include "report/markdown_text.h"

#include "base/escape.h"
#include "base/utf8.h"

/* Bytes. What is longer says no more to a reader, and a comment has a limit. */
#define MAX_LENGTH 600

size_t markdown_longest_ticks(struct slice text)
{
	size_t longest = 0, run = 0;

	for (size_t i = 0; i < text.len; i++) {
		run = text.at[i] == '`' ? run + 1 : 0;
		longest = run > longest ? run : longest;
	}
	return longest;
}

/* Text as one line of what can be seen, not longer than that. */
static void add_visible(struct buffer *out, struct slice text)
{
	size_t len = MAX_LENGTH;

	escape_line(out, text);
	if (out->len <= MAX_LENGTH)
		return;
	while (len > 0 && ((unsigned char)out->at[len] & 0xc0) == 0x80)
		len--;
	out->len = len;
	buffer_add_string(out, "...");
}

/* A blank at both ends is taken off again, and so keeps backticks of the text from those around it.
 */
static void add_span(struct buffer *out, struct slice text)
{
	size_t ticks = markdown_longest_ticks(text) + 1;
	bool padded;

	if (text.len == 0)
		return;
	padded = text.at[0] == '`' || text.at[text.len - 1] == '`' ||
		 (text.at[0] == ' ' && text.at[text.len - 1] == ' ');
	buffer_add_repeat(out, '`', ticks);
	buffer_add_string(out, padded ? " " : "");
	buffer_add_slice(out, text);
	buffer_add_string(out, padded ? " " : "");
	buffer_add_repeat(out, '`', ticks);
}

void markdown_code(struct buffer *out, struct slice text)
{
	struct buffer visible = BUFFER_INIT;

	add_visible(&visible, text);
	add_span(out, buffer_slice(&visible));
	buffer_dispose(&visible);
}

/* Renderers do not agree on what a backslash before a bar does in code: there is none in code. */
void markdown_cell_code(struct buffer *out, struct slice text)
{
	struct buffer visible = BUFFER_INIT;
	struct slice rest;

	add_visible(&visible, text);
	rest = buffer_slice(&visible);
	while (rest.len) {
		size_t bar = slice_find(rest, '|');

		add_span(out, (struct slice){rest.at, bar});
		if (bar < rest.len)
			buffer_add_string(out, "&#124;");
		rest = slice_from(rest, bar + 1);
	}
	buffer_dispose(&visible);
}

static bool is_plain(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       (unsigned char)c >= 0x80 || (c && strchr(" -./_", c));
}

void markdown_html_code(struct buffer *out, struct slice text)
{
	struct buffer visible = BUFFER_INIT;

	add_visible(&visible, text);
	buffer_add_string(out, "<code>");
	for (size_t i = 0; i < visible.len; i++) {
		if (is_plain(visible.at[i]))
			buffer_add_char(out, visible.at[i]);
		else
			buffer_addf(out, "&#%d;", visible.at[i]);
	}
	buffer_add_string(out, "</code>");
	buffer_dispose(&visible);
}
