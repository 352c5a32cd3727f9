/*
 * snapshot_source.h - what stands behind a snapshot. Internal to repo/.
 */
#ifndef HANDOFF_REPO_SNAPSHOT_SOURCE_H
#define HANDOFF_REPO_SNAPSHOT_SOURCE_H

#include "repo/objects.h"
#include "repo/snapshot.h"

/* Bounds on a walk, so that a hostile tree ends it with an error and not with patience. */
#define SNAPSHOT_MAX_DEPTH   64
#define SNAPSHOT_MAX_ENTRIES 4000000

/* A file or directory, as two snapshots are compared (file_changes.h). */
struct snapshot_node {
	struct slice name; /* in its directory; "" for the root */
	enum file_kind kind;
	bool has_id;         /* of a directory whose tree is not known it is not there */
	struct object_id id; /* blob, tree, or commit of a submodule */
	size_t from, to;     /* index: the entries that lie below it */
	size_t tree;         /* index: see index_file_trees; SIZE_MAX */
};

/* What a directory holds, in git's order: a directory's name as if it ended in a slash. */
struct snapshot_nodes {
	struct snapshot_node *list;
	size_t count, capacity;
	struct buffer names; /* what the names lie in, where that is not the snapshot's own */
};

/* The functions of snapshot.h, for one place that files can be in. */
struct snapshot_source {
	void (*dispose)(struct snapshot *snapshot);
	struct error *(*find)(struct snapshot *snapshot, const char *below,
		const struct pathspec *include, const struct pathspec *exclude, size_t max,
		struct snapshot_list *list);
	enum file_kind (*kind)(struct snapshot *snapshot, const char *path);
	struct error *(*read)(
		struct snapshot *snapshot, const char *path, size_t max, struct buffer *out);
	/* Appends the name of the directory's entry that equals `name` but for letter case. */
	bool (*entry_nocase)(struct snapshot *snapshot, const char *directory, struct slice name,
		struct buffer *actual);
	struct error *(*directory)(struct snapshot *snapshot, const char *path, const char *suffix,
		struct snapshot_list *list);
	bool (*blob_id)(struct snapshot *snapshot, const char *path, struct object_id *id);
	/* Of a commit and of the index: the root, and what a directory holds, of which `path` is
	 * the path. The nodes are the caller's. */
	struct error *(*root)(struct snapshot *snapshot, struct snapshot_node *root);
	struct error *(*nodes)(struct snapshot *snapshot, const struct snapshot_node *directory,
		const char *path, struct snapshot_nodes *nodes);
};

/* The first member of each one's own structure. */
struct snapshot {
	const struct snapshot_source *source; /* NULL: there are no files */
	bool has_commit;
	struct object_id commit;
	struct error *trouble; /* the first error that an answer had no room for */
};

/* Keeps an error, or frees it if there is one already; NULL is none. */
void snapshot_keep_trouble(struct snapshot *snapshot, struct error *error);

/* What every walk below a directory has to know, wherever the files are. */
struct snapshot_walk {
	const struct pathspec *include;
	const struct pathspec *exclude;
	size_t max;
	size_t seen;
	struct buffer path; /* of what is being looked at */
	struct snapshot_list *list;
};

/* Goes to an entry of the directory at hand; back with path.len as it was before. */
struct error *snapshot_walk_enter(struct snapshot_walk *walk, struct slice name);
void snapshot_walk_leave(struct snapshot_walk *walk, size_t len);
struct error *snapshot_walk_too_deep(const struct snapshot_walk *walk);
/* True if the file at hand has a document's path. */
bool snapshot_walk_matches(const struct snapshot_walk *walk);
/* Adds the file at hand, unless it is excluded. */
struct error *snapshot_walk_add(struct snapshot_walk *walk, enum file_kind kind);

void snapshot_list_add(struct snapshot_list *list, const char *path, enum file_kind kind);
/* Adds what ends in the suffix and is no README. */
void snapshot_list_add_named(
	struct snapshot_list *list, const char *name, const char *suffix, enum file_kind kind);

/* Appends the bytes of a blob, which are those of the file at `path`: ERROR_LIMIT, which names the
 * file, for more than `max`. */
struct error *snapshot_read_blob(struct objects *objects, const struct object_id *id,
	const char *path, size_t max, struct buffer *out);
/* True if the symbolic link at `path` leads to a directory of the snapshot, by its text, which is
 * the blob's: links on the way are not followed. */
bool snapshot_link_to_directory(struct snapshot *snapshot, struct objects *objects,
	const struct object_id *id, struct slice path);

#endif
