/*
 * content.h - from the text that cmark parses inlines in back to the source.
 *
 * A paragraph's content is its lines without indentation and quote markers; that of a cell is
 * trimmed, and its `\|` are `|`. cmark's own columns of inlines are wrong on every line but a
 * paragraph's first, so we match content and source ourselves, once a leaf block: lines are
 * compared from their ends, where nothing is ever taken away.
 */
#ifndef HANDOFF_DOC_CONTENT_H
#define HANDOFF_DOC_CONTENT_H

#include "doc/builder.h"

/* From here on content and source run in step, up to the next segment. */
struct content_segment {
	uint32_t content;
	uint32_t source;
};

struct content {
	const char *text; /* NUL-terminated */
	uint32_t len;     /* without trailing white space, which makes no inlines */
	LIST_OF(struct content_segment) segments;
	uint32_t cursor; /* the segment that was asked for last */
	struct span whole;
};

/*
 * Lays the lines of a paragraph or setext heading on source lines from `line` on; cmark drops link
 * reference definitions from its beginning, so it may begin later, but not after `last`. With
 * `pipes`, its `\|` were made `|` (text before a table). *line becomes the line where it begins.
 * False if the text is not there: then every place in it is the span of those lines.
 */
bool content_lines(struct content *content, const struct builder *builder, const char *text,
	uint32_t *line, uint32_t last, bool pipes);

/* Lays content on one stretch of the source: the text of an ATX heading, or (`pipes`) a cell. */
bool content_stretch(struct content *content, const struct builder *builder, const char *text,
	struct span span, bool pipes);

/* How many lines a text has. */
uint32_t content_count_lines(const char *text);

/* The place of the content's bytes from `start` to `end`. */
struct span content_span(
	struct content *content, const struct builder *builder, uint32_t start, uint32_t end);

void content_dispose(struct content *content);

#endif
