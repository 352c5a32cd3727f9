/*
 * tree_cache.h - tree objects, kept while they are needed again: a walk through history meets each
 * one as a commit's and as its child's parent's. Internal to repo/.
 */
#ifndef HANDOFF_REPO_TREE_CACHE_H
#define HANDOFF_REPO_TREE_CACHE_H

#include "repo/objects.h"

struct tree_cache;

/* The objects must outlive it. */
struct tree_cache *tree_cache_new(struct objects *objects);
void tree_cache_free(struct tree_cache *cache);

/*
 * The bytes of a tree, read if need be, which stay where they are until the tree is let go of with
 * *held. At most TREE_CACHE_HELD trees can be held at a time (ERROR_LIMIT). Errors as objects_read.
 */
#define TREE_CACHE_HELD 192
struct error *tree_cache_hold(
	struct tree_cache *cache, const struct object_id *id, struct slice *bytes, size_t *held);
void tree_cache_let_go(struct tree_cache *cache, size_t held);

#endif
