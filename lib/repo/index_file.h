/*
 * index_file.h - git's index, read by ourselves: what would be committed. Internal to repo/.
 *
 * libgit2 allocates every entry of the index by itself, and in a repository of 100,000 files that
 * takes longer than everything else a pre-commit hook does. Here the file is mapped, and an entry
 * is a few pointers into it. Format: gitformat-index(5), versions 2 to 4.
 *
 * Entries that `git add --intent-to-add` made are left out, as they are not committed. Of a path
 * with conflicts one stage stands for all of them, and the path is listed as unmerged. Directories
 * of a sparse index are read from their trees. A split index is refused.
 */
#ifndef HANDOFF_REPO_INDEX_FILE_H
#define HANDOFF_REPO_INDEX_FILE_H

#include "repo/tree.h"

struct index_entry {
	const char *path; /* NUL-terminated */
	uint32_t len;
	enum file_kind kind; /* regular, symbolic link, or FILE_SPECIAL: a submodule */
	const unsigned char *id;
};

/* A directory whose tree git has written already, as long as nothing in it was staged since: the
 * index's TREE extension. */
struct index_tree {
	uint32_t entries; /* of the index that lie below it; of no use without an id */
	bool has_id;
	struct object_id id;
	struct slice name;    /* in its parent; "" for the root */
	size_t first_subtree; /* number of the first, SIZE_MAX for none; its next ones follow */
	size_t next;          /* number of the next one in the parent, or SIZE_MAX */
};

struct index_file;

/*
 * Reads the index that the repository uses, or the one that GIT_INDEX_FILE names, where the
 * repository was opened from the environment. None at all is an empty one. ERROR_REPOSITORY: it is
 * not of this form. `objects` is used for sparse directories, and must outlive it.
 */
struct error *index_file_open(struct repo *repo, struct objects *objects, struct index_file **out);
void index_file_free(struct index_file *index);

/* Sorted bytewise by path, one for each. */
const struct index_entry *index_file_entries(const struct index_file *index, size_t *count);
/* The number of the first entry whose path is not before `path`; the count, if there is none. */
size_t index_file_from(const struct index_file *index, struct slice path);

/* The paths that have conflicts, sorted. */
const char *const *index_file_unmerged(const struct index_file *index, size_t *count);

/* The trees that git knows, the root first; NULL if there are none. Numbers count from it. */
const struct index_tree *index_file_trees(const struct index_file *index);

#endif
