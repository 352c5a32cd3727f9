/*
 * markup.h - untrusted text as plain text inside of Markdown and HTML. Internal to report/.
 *
 * Control and invisible characters are shown as escape_line shows them; a line break becomes a
 * space.
 */
#ifndef HANDOFF_REPORT_MARKUP_H
#define HANDOFF_REPORT_MARKUP_H

#include "base/buffer.h"

/* What stands for a character that HTML would take for markup; NULL: it stands for itself. */
const char *markup_reference(char c);

/* For element content and quoted attributes. */
void markup_html(struct buffer *out, struct slice text);

/* For a paragraph, a heading, or a table's cell of GitHub Flavored Markdown: nothing in it is
 * markup, and no address of the web becomes a link. */
void markup_markdown(struct buffer *out, struct slice text);

/* For a quoted label of a Mermaid diagram. */
void markup_mermaid(struct buffer *out, struct slice text);

#endif
