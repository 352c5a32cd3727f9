/*
 * directory_cache.h - tree objects laid out for look-ups by name. Internal to repo/.
 */
#ifndef HANDOFF_REPO_DIRECTORY_CACHE_H
#define HANDOFF_REPO_DIRECTORY_CACHE_H

#include "repo/tree.h"

struct directory {
	struct object_id id;
	struct buffer bytes;
	struct tree_entry *entries; /* sorted bytewise by name; git sorts them otherwise */
	size_t count;
	bool used;
};

struct directory_cache;

struct directory_cache *directory_cache_new(struct objects *objects);
void directory_cache_free(struct directory_cache *cache);

/* The directory of a tree, which is the cache's and stays valid until the next one is asked for.
 * Errors as objects_read; ERROR_REPOSITORY for a malformed tree. */
struct error *directory_cache_get(struct directory_cache *cache, const struct object_id *id,
	const struct directory **directory);

/* The entry of a name, or NULL. */
const struct tree_entry *directory_find(const struct directory *directory, struct slice name);

#endif
