/*
 * writing.h - what the commands share that write documents: who writes, and whether `check` will
 * find what is written.
 */
#ifndef HANDOFF_CMD_WRITING_H
#define HANDOFF_CMD_WRITING_H

#include "cmd.h"

/* The id of the person whom git is configured with; NULL, with a note, where the roster has none.
 */
const char *writing_author(struct app *app, const struct policy *policy);

/* True for a README.md, which is no document unless it is named. */
bool writing_is_readme(const char *path);

/* True if a file is among the documents that `check` finds by itself. */
bool writing_is_found(const struct policy *policy, const char *path);

#endif
