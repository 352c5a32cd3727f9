/*
 * ignored.h - directories in which nothing is of interest, as git sees them.
 */
#ifndef HANDOFF_REPO_IGNORED_H
#define HANDOFF_REPO_IGNORED_H

#include "repo/repo.h"

/* True for a directory of the working tree, by its path, that git ignores and that holds nothing
 * that is tracked all the same. False where that cannot be told. */
bool repo_ignores_directory(struct repo *repo, const char *path);

#endif
