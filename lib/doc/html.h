/*
 * html.h - the body of a document as HTML, by cmark-gfm's own renderer in safe mode.
 *
 * Raw HTML is left out, and so are the addresses of links and pictures that could run a script.
 * Blocks have the attribute `data-sourcepos="LINE:COLUMN-LINE:COLUMN"`, with the lines of the whole
 * source, from 1. The text right before a table has 0: there cmark lets the table begin.
 */
#ifndef HANDOFF_DOC_HTML_H
#define HANDOFF_DOC_HTML_H

#include "doc/builder.h"

/*
 * Parses the source from builder.body and sets builder.html. Adds the faults of markdown_parse; a
 * text that becomes far more than it is (a long address that is referred to again and again) gets a
 * FAULT_LIMIT, and no HTML.
 */
void html_read(struct builder *builder);

#endif
