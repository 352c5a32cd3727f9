/*
 * text_diff.h - two texts, line by line.
 */
#ifndef HANDOFF_REPO_TEXT_DIFF_H
#define HANDOFF_REPO_TEXT_DIFF_H

#include "base/error.h"
#include "base/slice.h"

/* Gets every line of the difference: '+', '-' or ' ' and the line without its end; before each part
 * that does not touch the one above, '@' and where it stands: "@@ -1,3 +1,4 @@"; behind a last line
 * without a line end, '\\' and what a patch says of it. */
typedef void (*diff_line)(void *context, char origin, struct slice line);

/* Compares two texts with three lines of context (libgit2's Myers diff). */
struct error *text_diff(struct slice before, struct slice after, diff_line each, void *context);

#endif
