/*
 * body.h - the body of a document into sections and blocks.
 */
#ifndef HANDOFF_DOC_BODY_H
#define HANDOFF_DOC_BODY_H

#include "doc/inlines.h"

/* What reading bodies needs; kept from one document to the next. Zeroed before its first use. */
struct body {
	struct builder *b;
	struct inlines inlines;
	uint32_t section; /* the last one */
	uint32_t block;   /* the innermost open one, or OUTLINE_NONE */
	unsigned quotes;  /* how many of the open blocks are quotes */
	unsigned depth;   /* and how many quotes or items */
	bool is_full;     /* a limit is reached: nothing more is added */
};

/* Parses the source from builder.body (markdown.h) and adds all that is in it. */
void body_read(struct body *body, struct builder *builder);
/* Adds section 0 alone, for a text without body. */
void body_none(struct builder *builder);

void body_dispose(struct body *body);

/* Code, HTML and comments (literal.c). Each adds one block, comments one for each comment. */
void body_add_code(struct body *body, cmark_node *node);
void body_add_html(struct body *body, cmark_node *node);

/* Adds a block inside the open one; it spans nothing yet beyond `span`. */
uint32_t body_add_block(struct body *body, enum block_type type, struct span span);

#endif
