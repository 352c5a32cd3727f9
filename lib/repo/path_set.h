/*
 * path_set.h - a set of paths, and where they differ between two trees.
 *
 * The paths share their directories, so that two trees are compared only where one of the paths
 * lies, and only where the trees differ at all: equal ids are equal trees.
 */
#ifndef HANDOFF_REPO_PATH_SET_H
#define HANDOFF_REPO_PATH_SET_H

#include "repo/objects.h"

struct path_set;

/* A set over a repository's objects, which must outlive it. */
struct path_set *path_set_new(struct objects *objects);
void path_set_free(struct path_set *set);

/* Adds a path ("handoff/readiness/x.md"); its number, from 0 in the order of addition. The same
 * path has the same number. */
size_t path_set_add(struct path_set *set, const char *path);
/* The number of a path; SIZE_MAX if it is not in the set. */
size_t path_set_find(const struct path_set *set, const char *path);
size_t path_set_count(const struct path_set *set);
/* The path of a number; owned by the set. */
const char *path_set_path(const struct path_set *set, size_t number);

/* A path that two trees do not hold the same regular file at. */
struct path_change {
	size_t path;
	bool is_in_first, is_in_second; /* as a regular file; one of them at least */
	struct object_id first, second; /* the blobs */
};

struct path_changes {
	struct path_change *list;
	size_t count;
	size_t capacity;
};

/*
 * Replaces *changes by those of the set's paths that differ between two trees; NULL stands for an
 * empty tree. Errors as objects_read; a malformed tree is ERROR_REPOSITORY.
 */
struct error *path_set_compare(struct path_set *set, const struct object_id *first,
	const struct object_id *second, struct path_changes *changes);
void path_changes_dispose(struct path_changes *changes);

/* A file whose name ends in ".md", with its blob. */
struct markdown_blob {
	char *path;
	struct object_id id;
};

struct markdown_blobs {
	struct markdown_blob *list;
	size_t count;
	size_t capacity;
};

/* More than these are not looked at in one comparison (ERROR_LIMIT). */
#define MAX_MARKDOWN_BLOBS 20000

/*
 * Replaces *blobs by the Markdown files of the tree `second` whose path holds another blob in the
 * tree `first`, or none: what was renamed or removed on the way to `first` is among them. Any of
 * the paths, whether in the set or not.
 */
struct error *path_set_markdown_before(struct path_set *set, const struct object_id *first,
	const struct object_id *second, struct markdown_blobs *blobs);
void markdown_blobs_dispose(struct markdown_blobs *blobs);

#endif
