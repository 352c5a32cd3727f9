#include "report/markup.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/escape.h"

/* Its lines, made safe to show, as one. */
static void add_line(struct buffer *out, struct slice text)
{
	size_t end = slice_find(text, '\n');

	escape_line(out, (struct slice){text.at, end});
	for (text = slice_from(text, end + 1); text.len; text = slice_from(text, end + 1)) {
		end = slice_find(text, '\n');
		buffer_add_char(out, ' ');
		escape_line(out, slice_trim((struct slice){text.at, end}));
	}
}

const char *markup_reference(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	default:
		return NULL;
	}
}

void markup_html(struct buffer *out, struct slice text)
{
	struct buffer line = BUFFER_INIT;

	add_line(&line, text);
	for (size_t i = 0; i < line.len; i++) {
		const char *reference = markup_reference(line.at[i]);

		if (reference)
			buffer_add_string(out, reference);
		else
			buffer_add_char(out, line.at[i]);
	}
	buffer_dispose(&line);
}

/* True for what would begin a list, a heading or an underline at the start of a line. */
static bool begins_block(const struct buffer *line, size_t at)
{
	size_t i = 0;

	if (at == 0)
		return strchr("#+-=", line->at[at]) != NULL;
	while (i < at && isdigit((unsigned char)line->at[i]))
		i++;
	return i == at && strchr(".)", line->at[at]) != NULL;
}

/* True for what git hosts make a link of though nobody marked it: `http://`, `www.`. */
static bool makes_link(const struct buffer *line, size_t at)
{
	if (line->at[at] == ':')
		return line->at[at + 1] == '/';
	return line->at[at] == '.' && at >= 3 && strncasecmp(line->at + at - 3, "www", 3) == 0;
}

void markup_markdown(struct buffer *out, struct slice text)
{
	struct buffer line = BUFFER_INIT;

	add_line(&line, slice_trim(text));
	for (size_t i = 0; i < line.len; i++) {
		if (strchr("\\`*_[]<>&|~", line.at[i]) || begins_block(&line, i) ||
			makes_link(&line, i))
			buffer_add_char(out, '\\');
		buffer_add_char(out, line.at[i]);
	}
	buffer_dispose(&line);
}

/* Mermaid knows `#35;` and its like; what it might read as markup or as the label's end is written
 * so. */
void markup_mermaid(struct buffer *out, struct slice text)
{
	struct buffer line = BUFFER_INIT;

	add_line(&line, slice_trim(text));
	for (size_t i = 0; i < line.len; i++) {
		unsigned char c = (unsigned char)line.at[i];

		if (c >= 0x80 || isalnum(c) ||
			(strchr(" ,.:/()-_+='", c) && !begins_block(&line, i)))
			buffer_add_char(out, line.at[i]);
		else
			buffer_addf(out, "#%u;", c);
	}
	buffer_dispose(&line);
}
