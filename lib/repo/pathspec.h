/*
 * pathspec.h - git pathspecs, as `documents:` and `ignore:` of config.yaml hold them.
 *
 * Matching is libgit2's: `*` also matches `/`, a directory's name matches all that is in it. As in
 * git, `/` `**` `/` also stands for `/` alone, and patterns with a leading `!` (or `:!`, `:^`)
 * exclude, wherever they stand in the list.
 */
#ifndef HANDOFF_REPO_PATHSPEC_H
#define HANDOFF_REPO_PATHSPEC_H

#include "base/error.h"
#include "base/slice.h"

struct pathspec;

/* Compiles patterns (copied). No patterns match nothing. */
struct error *pathspec_new(const char *const *patterns, size_t count, struct pathspec **out);
void pathspec_free(struct pathspec *pathspec);

bool pathspec_matches(const struct pathspec *pathspec, const char *path);

/* True if something below the directory `path` could match: the walk need not enter others. */
bool pathspec_reaches(const struct pathspec *pathspec, const char *path);

#endif
