#include "doc/content.h"

#include <stdlib.h>

#include "base/mem.h"
#include "doc/syntax.h"

static void start_content(struct content *c, const char *text, size_t len)
{
	c->text = text;
	c->len = (uint32_t)len;
	while (c->len > 0 && syntax_is_space(text[c->len - 1]))
		c->len--;
	c->segments.count = 0;
	c->cursor = 0;
}

static void add_segment(struct content *c, uint32_t content, uint32_t source)
{
	*LIST_ADD(c->segments) = (struct content_segment){content, source};
}

/* Where `line` of the content begins if it is the end of the source from `start` to `end`; with
 * `pipes`, a `|` there may have a backslash before it. UINT32_MAX if it is not. */
static uint32_t match_end(
	const char *source, uint32_t start, uint32_t end, struct slice line, bool pipes)
{
	if (!pipes) {
		if (end - start < line.len ||
			memcmp(source + end - line.len, line.at, line.len) != 0)
			return UINT32_MAX;
		return end - (uint32_t)line.len;
	}
	for (size_t i = line.len; i > 0; i--) {
		if (end == start || source[end - 1] != line.at[i - 1])
			return UINT32_MAX;
		end--;
		if (line.at[i - 1] == '|' && end > start && source[end - 1] == '\\')
			end--;
	}
	return end;
}

/* Adds the segments of one matched line. */
static void add_line(struct content *c, const char *source, uint32_t at, uint32_t start,
	uint32_t len, bool pipes)
{
	add_segment(c, start, at);
	if (!pipes)
		return;
	for (uint32_t i = 0; i < len; i++, at++) {
		if (source[at] == '\\' && c->text[start + i] == '|') {
			at++;
			add_segment(c, start + i, at);
		}
	}
}

uint32_t content_count_lines(const char *text)
{
	uint32_t count = 0;
	const char *lf;

	while ((lf = strchr(text, '\n'))) {
		count++;
		text = lf + 1;
	}
	return count + (*text != '\0');
}

/* A lazy line may begin inside a tab: cmark puts up to three spaces for what is left of it. */
static bool match_after_tab(
	struct content *c, const char *source, struct span line, uint32_t at, struct slice text)
{
	for (uint32_t spaces = 1; spaces <= 3; spaces++) {
		uint32_t found;

		if (spaces > text.len || text.at[spaces - 1] != ' ')
			return false;
		found = match_end(source, line.start, line.end, slice_from(text, spaces), false);
		if (found == UINT32_MAX || found == line.start || source[found - 1] != '\t')
			continue;
		add_segment(c, at, found - 1);
		add_segment(c, at + spaces, found);
		return true;
	}
	return false;
}

static bool match_lines(
	struct content *c, const struct builder *b, size_t len, uint32_t line, bool pipes)
{
	const char *source = b->source.at;
	size_t at = 0;

	c->segments.count = 0;
	for (; at < len; line++) {
		const char *lf = memchr(c->text + at, '\n', len - at);
		struct slice text = {c->text + at, lf ? (size_t)(lf - c->text) - at : len - at};
		struct span span = {builder_line_start(b, line), builder_line_end(b, line)};
		uint32_t found;

		if (line >= b->lines.count)
			return false;
		if (!lf) /* cmark trimmed it */
			while (span.end > span.start && syntax_is_space(source[span.end - 1]))
				span.end--;
		found = match_end(source, span.start, span.end, text, pipes);
		if (found != UINT32_MAX)
			add_line(c, source, found, (uint32_t)at, (uint32_t)text.len, pipes);
		else if (pipes || !match_after_tab(c, source, span, (uint32_t)at, text))
			return false;
		at += text.len + 1;
	}
	return true;
}

bool content_lines(struct content *c, const struct builder *b, const char *text, uint32_t *line,
	uint32_t last, bool pipes)
{
	size_t len = strlen(text);

	start_content(c, text, len);
	c->whole.start = builder_line_start(b, *line);
	c->whole.end = builder_line_end(b, last);
	for (uint32_t first = *line; first <= last; first++) {
		if (!match_lines(c, b, len, first, pipes))
			continue;
		*line = first;
		return true;
	}
	c->segments.count = 0;
	return false;
}

bool content_stretch(
	struct content *c, const struct builder *b, const char *text, struct span span, bool pipes)
{
	size_t len = strlen(text);

	start_content(c, text, len);
	c->whole = span;
	if (match_end(b->source.at, span.start, span.end, (struct slice){text, len}, pipes) !=
		span.start)
		return false;
	add_line(c, b->source.at, span.start, 0, (uint32_t)len, pipes);
	return true;
}

/* The segment that holds a byte of the content. Places are asked for in order, nearly always. */
static const struct content_segment *find_segment(struct content *c, uint32_t at)
{
	while (c->cursor > 0 && c->segments.at[c->cursor].content > at)
		c->cursor--;
	while (c->cursor + 1 < c->segments.count && c->segments.at[c->cursor + 1].content <= at)
		c->cursor++;
	return &c->segments.at[c->cursor];
}

struct span content_span(struct content *c, const struct builder *b, uint32_t start, uint32_t end)
{
	const struct content_segment *segment;
	struct span span;

	if (c->segments.count == 0)
		return c->whole;
	segment = find_segment(c, start);
	span.start = segment->source + (start - segment->content);
	/* A `|` was written with the backslash before it. */
	if (start == segment->content && c->cursor > 0 && c->text[start] == '|' &&
		b->source.at[span.start - 1] == '\\')
		span.start--;
	if (end == start)
		return (struct span){span.start, span.start};
	segment = find_segment(c, end - 1);
	span.end = segment->source + (end - segment->content);
	return span;
}

void content_dispose(struct content *c)
{
	free(c->segments.at);
	*c = (struct content){0};
}
