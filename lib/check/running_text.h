/*
 * running_text.h - what sections say, as one text: paragraphs and cells each on a line of their
 * own.
 */
#ifndef HANDOFF_CHECK_RUNNING_TEXT_H
#define HANDOFF_CHECK_RUNNING_TEXT_H

#include "base/buffer.h"
#include "doc/outline.h"

struct running_piece {
	size_t start; /* in the text */
	const struct outline_run *run;
};

struct running_text {
	struct buffer text;
	struct running_piece *pieces;
	size_t count, capacity;
};

/* Which runs a text is made of. Headings name their sections, and never are. */
typedef bool (*run_choice)(const struct outline_run *run);

/* Text alone: no code, comments and HTML. */
bool run_is_text(const struct outline_run *run);

/* Appends a section with those below it. Where a run is left out between two others of one line,
 * `gap` stands for it. */
void running_text_add(struct running_text *text, const struct outline *outline, uint32_t section,
	run_choice choice, char gap);
/* The same of the section alone, up to the next heading. */
void running_text_add_own(struct running_text *text, const struct outline *outline,
	uint32_t section, run_choice choice, char gap);
/* Appends what a run says, and nothing in front of it. */
void running_text_add_run(
	struct running_text *text, const struct outline *outline, const struct outline_run *run);
void running_text_dispose(struct running_text *text);

/* The piece that a byte of the text lies in; there has to be one. */
const struct running_piece *running_text_piece(const struct running_text *text, size_t at);

/* Where a stretch of the text stands in the source. */
struct span running_text_span(const struct running_text *text, size_t start, size_t end);

#endif
