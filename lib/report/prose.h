/*
 * prose.h - what blocks of a document say, one piece after the other, as plain text: for sheets
 * that are written anew, without the document's markup, links and comments. Internal to report/.
 */
#ifndef HANDOFF_REPORT_PROSE_H
#define HANDOFF_REPORT_PROSE_H

#include "doc/outline.h"

enum prose_type {
	PROSE_PARAGRAPH,
	PROSE_ITEM, /* of a list, with its first paragraph */
	PROSE_CODE, /* may have several lines */
	PROSE_ROW,  /* of a table; its number is 0 in the header */
};

struct prose {
	enum prose_type type;
	unsigned depth; /* of how many lists it is a part */
	bool ordered;   /* item: of a numbered list */
	uint32_t number;
	struct slice text;
	uint32_t cell, columns; /* row: its first cell in the outline, and how many there are */
};

/* Calls `each` for the pieces of the blocks [first, end). HTML and comments are left out. */
void prose_walk(const struct outline *outline, uint32_t first, uint32_t end,
	void (*each)(void *context, const struct prose *piece), void *context);

#endif
