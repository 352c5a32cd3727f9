/*
 * text_diff.h - two texts, line by line.
 */
#ifndef HANDOFF_REPO_TEXT_DIFF_H
#define HANDOFF_REPO_TEXT_DIFF_H

#include "base/error.h"
#include "base/slice.h"

/* Gets every line of the difference: '+', '-' or ' ' and the line without its end; '@' and an empty
 * line between parts that do not touch. */
typedef void (*diff_line)(void *context, char origin, struct slice line);

/* Compares two texts with three lines of context (libgit2's Myers diff). */
struct error *text_diff(struct slice before, struct slice after, diff_line each, void *context);

#endif
