/*
 * inlines.h - cmark's inlines into runs and links, each with its exact place.
 *
 * cmark's tree says what the text means; the places are found by reading the content again
 * alongside it: text, escapes, entities, delimiters and link tails are consumed exactly as cmark
 * consumed them, so nothing has to be searched for.
 */
#ifndef HANDOFF_DOC_INLINES_H
#define HANDOFF_DOC_INLINES_H

#include <cmark-gfm.h>

#include "doc/content.h"
#include "doc/words.h"

struct inlines {
	struct builder *b;
	struct content content; /* of the leaf block at hand: set by the caller */
	uint32_t at;            /* how much of it is consumed */
	/* What the next runs and links belong to: set by the caller. */
	uint32_t section;
	uint32_t block;
	uint32_t cell;
	bool counts_words;
	char line_break; /* what stands for one in the text without markup */
	/* How many elements of each kind are open. */
	unsigned emphasis, strong, strike, link, image;
	bool after_break;
	bool in_autolink;
	enum word_state word;
	LIST_OF(uint32_t) open_links; /* OUTLINE_NONE: one that is not recorded */
	struct buffer flat;           /* the text without markup */
	struct span flat_span;
	unsigned flat_runs;
};

/* Reads the inlines of a leaf block and returns their text without markup. */
struct view inlines_read(struct inlines *inlines, cmark_node *leaf);

void inlines_dispose(struct inlines *inlines);

#endif
