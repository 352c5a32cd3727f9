/*
 * tree.h - the entries of a tree object, read strictly.
 *
 * libgit2 hands over entries named `..`, `.git` or `a/b` as they are, and so could anybody who
 * writes a tree by hand; nothing of the kind comes out of here.
 * Format: https://git-scm.com/docs/git-mktree and gitformat-pack(5): mode SP name NUL id.
 */
#ifndef HANDOFF_REPO_TREE_H
#define HANDOFF_REPO_TREE_H

#include "base/file.h"
#include "repo/objects.h"

struct tree_entry {
	enum file_kind kind; /* FILE_DIRECTORY: a tree; FILE_SPECIAL: a submodule */
	struct slice name;   /* in the tree's bytes */
	struct object_id id;
};

/* A tree of more bytes than this is not read: some two million files in one directory. */
#define MAX_TREE_BYTES ((size_t)64 << 20)

/* Reads one entry after another: starts with `at` zero, false at the end. */
struct tree_reader {
	struct slice bytes;
	size_t at;
	const char *fault;     /* set when it ends early: what is wrong with the tree */
	struct slice previous; /* the name of the last entry */
	bool previous_is_tree;
};

bool tree_next(struct tree_reader *reader, struct tree_entry *entry);

/* git's order: bytewise, a directory's name as if it ended in a slash. */
int tree_compare_names(struct slice a, bool a_is_tree, struct slice b, bool b_is_tree);

/* What is said of a tree that a reader found a fault in: ERROR_REPOSITORY. */
struct error *tree_malformed(const struct object_id *id, const char *fault);

/* The entry of this name, read strictly up to it; false if there is none, or (`fault`) the tree is
 * malformed. */
bool tree_find(struct slice bytes, struct slice name, struct tree_entry *entry, const char **fault);

#endif
