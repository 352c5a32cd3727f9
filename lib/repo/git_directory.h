/*
 * git_directory.h - where a repository keeps its own files, and paths in its configuration.
 */
#ifndef HANDOFF_REPO_GIT_DIRECTORY_H
#define HANDOFF_REPO_GIT_DIRECTORY_H

#include "repo/repo.h"

/*
 * The real path of the git directory that all working trees share; *path is malloc'd. ERROR_REFUSED
 * where it neither is the git directory itself nor holds it as that of a linked working tree: a
 * file `commondir` can name any other.
 */
struct error *repo_common_directory(struct repo *repo, char **path);

/* The git directory of this working tree, as it was found; owned by the repo. */
const char *repo_git_path(struct repo *repo);

/* A path from git's configuration, a leading `~/` replaced by the home; malloc'd, or NULL. */
char *repo_config_path(struct repo *repo, const char *key);

/* The branch that HEAD names, malloc'd, if there is no such branch while there are others; else
 * NULL. */
char *repo_missing_head(struct repo *repo);

#endif
