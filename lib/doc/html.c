#include "doc/html.h"

#include <stdlib.h>

#include "doc/markdown.h"
#include "doc/region.h"

/* How much larger than its text it may be: nothing but list markers makes 48 times as much. */
#define HTML_FACTOR 64
#define HTML_EXTRA  (64u << 10)

#define PLACE " data-sourcepos=\""

/* Appends a number of a place and the character after it. */
static const char *add_number(struct buffer *out, const char *at, uint32_t first_line)
{
	char *end;
	unsigned long number = strtoul(at, &end, 10);

	if (first_line && number)
		number = number >= MARKDOWN_FIRST_LINE ? number - MARKDOWN_FIRST_LINE + first_line
						       : first_line;
	buffer_addf(out, "%lu", number);
	if (*end)
		buffer_add_char(out, *end++);
	return end;
}

/* Copies cmark's HTML with the lines of the source in it. A quote stands in no text and no value
 * there, so that what looks like a place is one. */
static void add_html(struct builder *b, const char *html, size_t len)
{
	const char *end = html + len, *place;

	while ((place = memmem(html, (size_t)(end - html), PLACE, strlen(PLACE)))) {
		place += strlen(PLACE);
		buffer_add(&b->pool, html, (size_t)(place - html));
		for (int i = 0; i < 4; i++)
			place = add_number(&b->pool, place, i % 2 == 0 ? b->body_line + 1 : 0);
		html = place;
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
