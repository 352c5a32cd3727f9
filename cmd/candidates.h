/*
 * candidates.h - what can stand for the last of the words of a command line: the answer to TAB.
 */
#ifndef HANDOFF_CMD_CANDIDATES_H
#define HANDOFF_CMD_CANDIDATES_H

#include "cmd.h"

/*
 * Appends a line for each word that begins as the last of the words does, "WORD<TAB>DESCRIPTION",
 * or ":files" or
 * ":directories". The words are those after `handoff`, up to the cursor. What prevents some from
 * being found is said on standard error; the others are there.
 */
void candidates(struct app *app, const char *const *words, size_t n_words, struct buffer *out);

#endif
