/*
 * passage.h - what a reader takes in at once: the text of a paragraph, of a row of a table, of a
 * heading.
 *
 * Markup is gone; a line break is a blank. The cells of a row stand on lines of their own. In the
 * place of code and images stands a character that is no text (U+001F). Links keep their text.
 *
 *     struct passage passage = {0};
 *     while (passage_next(&passage, outline))
 *             look_at(passage.running.text);
 *     passage_dispose(&passage);
 */
#ifndef HANDOFF_CHECK_PASSAGE_H
#define HANDOFF_CHECK_PASSAGE_H

#include "check/running_text.h"

struct passage {
	struct running_text running;
	uint32_t first, end; /* the runs that it is made of */
};

/* Goes on to the next passage; false after the last one. Begins with zeroes. */
bool passage_next(struct passage *passage, const struct outline *outline);
void passage_dispose(struct passage *passage);

/* The run that a byte of the text comes from; NULL if the passage is empty. */
const struct outline_run *passage_run(const struct passage *passage, size_t at);

/*
 * Where a stretch of the text stands in the source. False if it is written in another way there:
 * with markup or escapes inside; then the span is that of the run it begins in.
 */
bool passage_span(const struct passage *passage, size_t start, size_t end, struct span *span);

#endif
