/*
 * file_changes.h - which files differ between two states: of two commits, or of a commit and the
 * index.
 *
 * Directories that are the same tree on both sides are not looked into. The index tells the ids of
 * directories in which nothing was staged since git wrote their trees, so that it costs as little
 * to compare as a commit.
 */
#ifndef HANDOFF_REPO_FILE_CHANGES_H
#define HANDOFF_REPO_FILE_CHANGES_H

#include "repo/snapshot.h"

struct file_change {
	const char *path;
	enum file_kind before, after; /* FILE_ABSENT: not there */
};

struct file_changes {
	struct file_change *list; /* sorted bytewise by path */
	size_t count, capacity;
	struct arena *arena;
};

/*
 * Compares two snapshots; each is one of a commit or of the index, or NULL for no files at all.
 * Files that have another mode but the same bytes differ only where their kind does. ERROR_LIMIT
 * for more than 4 million changes or directories too deep; errors as objects_read. Dispose in any
 * case.
 */
struct error *file_changes_find(
	struct snapshot *before, struct snapshot *after, struct file_changes *changes);
void file_changes_dispose(struct file_changes *changes);

#endif
