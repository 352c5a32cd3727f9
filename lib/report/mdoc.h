/*
 * mdoc.h - parts of manual pages: mdoc(7), as mandoc and groff read it.
 *
 * What is given is text, never markup: it may come from a repository.
 */
#ifndef HANDOFF_REPORT_MDOC_H
#define HANDOFF_REPORT_MDOC_H

#include "base/buffer.h"
#include "base/slice.h"

/* A line that begins with a macro: `.Ss text`. The text is one argument. */
void mdoc_line(struct buffer *out, const char *macro, const char *text);

/* Text filled into lines, each sentence on one of its own. */
void mdoc_words(struct buffer *out, struct slice text);

/* Prose in Markdown: paragraphs, and code between backticks. `.Pp` stands between two. */
void mdoc_prose(struct buffer *out, struct slice markdown);

/* Lines that stay as they are. */
void mdoc_literal(struct buffer *out, struct slice lines);

#endif
