/*
 * markdown.h - cmark-gfm's parser under guard: text in, tree out, within limits.
 *
 * Debian's cmark-gfm is quadratic in the depth of nesting and in the length of a paragraph. So the
 * text is fed in small pieces, and after each the blocks that are open are looked at: feeding ends
 * when they are nested too deep, and a paragraph that is too long loses its text before inlines are
 * parsed. Extensions: tables, strikethrough, task lists.
 */
#ifndef HANDOFF_DOC_MARKDOWN_H
#define HANDOFF_DOC_MARKDOWN_H

#include <cmark-gfm.h>

#include "doc/builder.h"

/* The tree's line numbers count one line more than the body has: MARKDOWN_FIRST_LINE is its first.
 */
#define MARKDOWN_FIRST_LINE 2

/*
 * Parses the source from builder.body. The tree lives in the region (region.h) until its reset.
 * Adds FAULT_LIMIT for what is too deep or too long.
 */
cmark_node *markdown_parse(struct builder *builder);

/* Where a block begins that has a line and column of its own. */
uint32_t markdown_start(const struct builder *builder, cmark_node *node);
/* The source line, from 0, of a line number of the tree. */
uint32_t markdown_line(const struct builder *builder, int line);

#endif
