/*
 * markup.h - HTML without its comments.
 *
 * A comment says nothing to a reader, but only where a browser takes it for one: in `<textarea>`,
 * or in an attribute, `<!-- -->` is text. So pieces of HTML are read in the order of the document,
 * and from the first on after which it is not certain where a browser stands (a tag that is not
 * well-formed or not closed, an element whose content is no markup) all is kept as it is.
 */
#ifndef HANDOFF_DOC_MARKUP_H
#define HANDOFF_DOC_MARKUP_H

#include "base/buffer.h"

/* Begins zeroed with a document. */
struct markup {
	bool is_unsure; /* nothing is taken for a comment any more */
};

/* Appends the next piece of HTML without comments; one that has lines for itself takes them with
 * it. */
void markup_add(struct markup *markup, struct slice html, struct buffer *out);

#endif
