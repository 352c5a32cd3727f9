/*
 * markdown_text.h - untrusted text in Markdown that GitHub, GitLab and their like render. Internal
 * to report/.
 *
 * It is put into code spans. In these nothing is Markdown but the backticks that end them, and the
 * filters that run over what was rendered (mentions, references to issues, links, emoji) leave code
 * alone. A line never begins with it: GitLab obeys lines that begin with `/`.
 */
#ifndef HANDOFF_REPORT_MARKDOWN_TEXT_H
#define HANDOFF_REPORT_MARKDOWN_TEXT_H

#include "base/buffer.h"

/* Appends one line of text as code, cut where it is very long. Nothing for an empty text. */
void markdown_code(struct buffer *out, struct slice text);

/* The same in a cell of a table, where a bar ends even code. */
void markdown_cell_code(struct buffer *out, struct slice text);

/* The same within HTML, where it becomes an element `code`. */
void markdown_html_code(struct buffer *out, struct slice text);

/* How many backticks stand together at most: a fence needs more. */
size_t markdown_longest_ticks(struct slice text);

#endif
