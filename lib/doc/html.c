#include "doc/html.h"

#include <stdio.h>
#include <stdlib.h>

#include "doc/markdown.h"
#include "doc/region.h"

/* How much larger than its text it may be: nothing but list markers makes 48 times as much. */
#define HTML_FACTOR 64
#define HTML_EXTRA  (64u << 10)

#define PLACE " data-sourcepos=\""

/* Appends the line of a place, in the source, and what follows up to and with `end`. */
static const char *add_line(struct builder *b, const char *at, char end)
{
	const char *after;
	char digits[16];
	char *column;
	unsigned long line = strtoul(at, &column, 10);

	if (line)
		line = b->body_line + 1 +
		       (line > MARKDOWN_FIRST_LINE ? line - MARKDOWN_FIRST_LINE : 0);
	buffer_add(&b->pool, digits, (size_t)snprintf(digits, sizeof digits, "%u", (uint32_t)line));
	after = strchrnul(column, end);
	after += *after == end;
	buffer_add(&b->pool, column, (size_t)(after - column));
	return after;
}

/* Copies cmark's HTML with the lines of the source in it. A quote stands in no text and no value
 * there, so that what looks like a place is one. */
static void add_html(struct builder *b, const char *html, size_t len)
{
	const char *end = html + len, *place;

	while ((place = memmem(html, (size_t)(end - html), PLACE, strlen(PLACE)))) {
		place += strlen(PLACE);
		buffer_add(&b->pool, html, (size_t)(place - html));
		html = add_line(b, add_line(b, place, '-'), '"');
	}
	buffer_add(&b->pool, html, (size_t)(end - html));
}

void html_read(struct builder *b)
{
	cmark_node *root = markdown_parse(b);
	size_t start = b->pool.len, len;
	const char *html;

	if (!root)
		return;
	html = cmark_render_html_with_mem(root, CMARK_OPT_SOURCEPOS, NULL, region_mem());
	len = strlen(html);
	if (len > b->source.len * HTML_FACTOR + HTML_EXTRA) {
		builder_fault(b, FAULT_LIMIT, (struct span){b->body, b->body},
			"becomes %zu KiB of HTML, more than %u times its size: say it with fewer "
			"references",
			len >> 10, HTML_FACTOR);
		return;
	}
	add_html(b, html, len);
	b->html = (struct view){(uint32_t)(b->source.len + start), (uint32_t)(b->pool.len - start)};
}
