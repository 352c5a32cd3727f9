/*
 * nearest.h - "did you mean": the candidate closest to a mistyped word.
 *
 * Optimal string alignment distance (Damerau-Levenshtein without overlapping edits), ASCII case
 * folded, `-` and `_` alike. A candidate counts when it is at most a third of the word away (and at
 * least one edit is allowed, but not all of both), or when one is a prefix of the other of three
 * characters or more. Nothing is near an empty word, or one of more than NEAREST_WORD_MAX bytes.
 */
#ifndef HANDOFF_BASE_NEAREST_H
#define HANDOFF_BASE_NEAREST_H

#include "base/buffer.h"

#define NEAREST_WORD_MAX 255

/* The nearest of `count` candidates, or NULL if none is near. Ties: the first. */
const char *nearest(struct slice word, const char *const *candidates, size_t count);

/*
 * Appends what helps with a word that is none of `count` candidates: `; did you mean "json"?`, or
 * all of them where none is near: `: it is one of text, json or csv`.
 */
void nearest_add_hint(
	struct buffer *out, struct slice word, const char *const *candidates, size_t count);

#endif
