/*
 * repo.h - a git repository: found, opened, and known to be safe to use.
 *
 * This layer is the only one that talks to libgit2. It never starts git, runs no filter and no
 * hook, and leaves libgit2's owner validation on. It may use base/ and nothing else of ours.
 *
 *     struct repo *repo;
 *     struct error *error = repo_open(".", &repo);
 *     ...
 *     repo_free(repo);
 */
#ifndef HANDOFF_REPO_REPO_H
#define HANDOFF_REPO_REPO_H

#include "base/error.h"
#include <stdbool.h>

#include "base/slice.h"

struct repo;

/*
 * Finds the repository that holds the directory `start` (its parents are searched) and opens it.
 * GIT_* variables are ignored. Errors say what to do: ERROR_NOT_FOUND when there is none,
 * ERROR_REFUSED with the `safe.directory` line when it belongs to somebody else, ERROR_REPOSITORY.
 */
struct error *repo_open(const char *start, struct repo **out);
void repo_free(struct repo *repo);

/*
 * The repository that git's own environment names (GIT_DIR, GIT_INDEX_FILE, GIT_OBJECT_DIRECTORY
 * and their like), as it stands in a hook: what `git commit FILE` is about to commit is in an index
 * of its own, and what a push brings is in quarantine. Without these variables as repo_open(".").
 */
struct error *repo_open_from_environment(struct repo **out);
bool repo_is_from_environment(const struct repo *repo);

/* The libgit2 handle, for the other files of this layer. */
struct git_repository *repo_handle(struct repo *repo);

/* The absolute path of the working tree, without a trailing slash; NULL in a bare repository. */
const char *repo_worktree(const struct repo *repo);

/* An open directory: the working tree's root; -1 in a bare repository. Owned by the repo. */
int repo_worktree_fd(const struct repo *repo);

/*
 * NULL if files may be created here: the working tree is the directory that holds `.git`, or a
 * linked working tree or submodule whose back-pointer agrees. Else ERROR_REFUSED: configuration
 * could point anywhere (TRUST.md B).
 */
struct error *repo_check_writable(struct repo *repo);

/*
 * Turns a path as a user types it (absolute or relative to the current directory) into one relative
 * to the working tree's root; "" is the root. *path is malloc'd. ERROR_REFUSED when it lies
 * outside. It need not exist. Symbolic links in the part above the working tree are resolved, those
 * in it are not.
 */
struct error *repo_relative_path(struct repo *repo, const char *argument, char **path);

/* The current directory relative to the working tree's root; "" at the root or outside it. */
const char *repo_prefix(const struct repo *repo);

/*
 * The address of the author of the next commit, as git takes it: GIT_AUTHOR_EMAIL (which `git
 * commit` sets for its hooks, also for --author, --amend and a cherry-pick), author.email,
 * user.email, EMAIL. malloc'd; NULL where git would have to guess.
 */
char *repo_author_email(struct repo *repo);

/* A string from git's configuration, malloc'd, or NULL when it is not set. */
char *repo_config_string(struct repo *repo, const char *key);

#endif
