/*
 * article_writer.h - HTML in parts of bounded size: what is open where a part ends is closed there,
 * and opened again in the next. Internal to article.c.
 *
 * Nothing is opened again before something comes into it, so that no part holds empty elements.
 */
#ifndef HANDOFF_SITE_ARTICLE_WRITER_H
#define HANDOFF_SITE_ARTICLE_WRITER_H

#include "site/article.h"
#include "site/html_tokens.h"

/* No part is larger; one that has this much ends with the next block. */
#define ARTICLE_PART_MAX    (88 * 1024)
#define ARTICLE_PART_ENOUGH (72 * 1024)

/* Nothing that is added at once is longer. */
#define ARTICLE_PIECE_MAX (16 * 1024)

struct writer_element {
	enum html_element element;
	const char *name;  /* that it is written with; NULL: not at all, only what is in it */
	uint32_t number;   /* of an ordered list: that of its next item */
	size_t first, end; /* the findings that come with it */
	bool drops;        /* what is in it is left out */
	/* Of this element and those that it is in: */
	size_t top;               /* the number, from 1, of the innermost one that is written */
	enum html_element block;  /* the innermost block; HTML_ELEMENTS: it is not written */
	uint32_t blocks, inlines; /* how many are written */
};

struct writer {
	struct article *article;
	size_t parts_capacity;
	struct buffer part;
	struct writer_element *open;
	size_t n_open, open_capacity;
	size_t n_written;    /* the first of them that are open in this part */
	size_t reserved;     /* so much will be put into the part later */
	struct buffer link;  /* the start tag of the link that is open */
	struct buffer label; /* of the table that is open */
	struct buffer head;  /* its head, which stands in each part */
	struct buffer notes; /* what comes right after it */
	struct buffer scratch;
};

void writer_dispose(struct writer *writer);
/* Ends the last part; there is one in any case. */
void writer_finish(struct writer *writer);

/* Makes room for `len` bytes, at most ARTICLE_PIECE_MAX, in a new part if it has to be; opens again
 * what was closed. */
void writer_prepare(struct writer *writer, size_t len);
/* Adds HTML that has to stay in one part. */
void writer_add(struct writer *writer, struct slice html);
/* Adds untrusted text of any length; if it is cut, then where a line ends, or a word. */
void writer_add_text(struct writer *writer, struct slice plain);
/* Adds white space between blocks, unless a part would begin with it. */
void writer_add_space(struct writer *writer);

/* Adds a start tag, and opens its element. The name is static. */
struct writer_element *writer_open(
	struct writer *writer, enum html_element element, const char *name, struct slice start_tag);
/* Opens an element that is not written, but for what is in it. */
struct writer_element *writer_open_silently(struct writer *writer, enum html_element element);
/* Adds the end tag of the innermost element. */
void writer_close(struct writer *writer);
/* The innermost element that is written; NULL if there is none. */
struct writer_element *writer_top(const struct writer *writer);

/* Adds HTML that comes right after the table that is open: there, or before if it becomes much. */
void writer_add_note(struct writer *writer, struct slice html);
/* To be called after a block: ends a part that has enough. */
void writer_end_block(struct writer *writer);

#endif
