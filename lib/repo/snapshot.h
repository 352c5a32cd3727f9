/*
 * snapshot.h - the files of a repository as they stand in one place: the working tree, the index,
 * or a commit.
 *
 * Everything above reads files through a snapshot, and does not know which one it is. Paths are
 * relative to the repository's root, `/`-separated. No symbolic link is ever followed, nothing but
 * regular files is read, and nested repositories are not entered.
 */
#ifndef HANDOFF_REPO_SNAPSHOT_H
#define HANDOFF_REPO_SNAPSHOT_H

#include "base/buffer.h"
#include "base/error.h"
#include "base/file.h"
#include "repo/objects.h"
#include "repo/pathspec.h"
#include "repo/repo.h"

struct snapshot;

/* The working tree: tracked files, and untracked ones that git does not ignore. The repo must
 * outlive the snapshot. ERROR_USAGE in a bare repository. */
struct error *snapshot_of_worktree(struct repo *repo, struct snapshot **out);
/* The tree of a commit, whether the repository has a working tree or not. The repo must outlive the
 * snapshot. Errors as objects_read; ERROR_REPOSITORY for a malformed commit. */
struct error *snapshot_of_commit(
	struct repo *repo, const struct object_id *commit, struct snapshot **out);
/*
 * The index: what would be committed, to the byte. In a bare repository too, where a hook names
 * one. The repo must outlive the snapshot. ERROR_REPOSITORY: the index cannot be read.
 */
struct error *snapshot_of_index(struct repo *repo, struct snapshot **out);
/* Of a snapshot of the index: the paths that have conflicts, sorted; owned by the snapshot. */
const char *const *snapshot_unmerged(const struct snapshot *snapshot, size_t *count);
/* No files at all: for what is true without a repository, such as the built-in kinds. */
struct snapshot *snapshot_of_nothing(void);
void snapshot_free(struct snapshot *snapshot);

/* The commit that it is of, or NULL. */
const struct object_id *snapshot_commit(const struct snapshot *snapshot);

struct snapshot_entry {
	char *path;
	enum file_kind kind; /* FILE_REGULAR, FILE_SYMLINK or FILE_SPECIAL */
};

struct snapshot_list {
	struct snapshot_entry *entries; /* sorted bytewise by path */
	size_t count;
	size_t capacity;
};

#define SNAPSHOT_LIST_INIT                                                                         \
	{                                                                                          \
		NULL, 0, 0                                                                         \
	}

/*
 * Adds every file below the directory `below` ("" is the root) that `include` matches and `exclude`
 * does not. Symbolic links to directories that may hold matches are listed too, as FILE_SYMLINK.
 * `max` bounds how many (ERROR_LIMIT).
 */
struct error *snapshot_find(struct snapshot *snapshot, const char *below,
	const struct pathspec *include, const struct pathspec *exclude, size_t max,
	struct snapshot_list *list);
void snapshot_list_sort(struct snapshot_list *list);
void snapshot_list_dispose(struct snapshot_list *list);

/*
 * What stands at a path. `.git` and what is below it is absent. So is what cannot be looked up in a
 * damaged or partial clone: snapshot_take_trouble tells.
 */
enum file_kind snapshot_kind(struct snapshot *snapshot, const char *path);

/* Appends a regular file's bytes; errors as file_read_beneath, and ERROR_REPOSITORY for what the
 * commit has and this clone has not. */
struct error *snapshot_read(
	struct snapshot *snapshot, const char *path, size_t max, struct buffer *out);

/* The blob at a path, where the snapshot is a commit's or the index'; false otherwise. */
bool snapshot_blob_id(struct snapshot *snapshot, const char *path, struct object_id *id);

/* Whether a commit's snapshot has the very bytes at a path that another one has there. Errors as
 * snapshot_read of the latter. */
struct error *snapshot_same_file(
	struct snapshot *files, struct snapshot *committed, const char *path, bool *same);

/* Looks for a path that differs from `path` in letter case only. True if there is one; *actual is
 * then it. */
bool snapshot_find_nocase(struct snapshot *snapshot, const char *path, struct buffer *actual);

/*
 * The first thing since the last call that the commit has and this clone has not, or that is
 * damaged, or NULL; to be asked for before anybody believes what snapshot_kind, snapshot_blob_id,
 * snapshot_find_nocase, or a caller who took an error of snapshot_read for an answer, had to say.
 * The caller owns it.
 */
struct error *snapshot_take_trouble(struct snapshot *snapshot);

/* The names of a directory's entries that end in `suffix`, sorted; free with snapshot_list_dispose.
 */
struct error *snapshot_directory(struct snapshot *snapshot, const char *path, const char *suffix,
	struct snapshot_list *list);

#endif
