#include "repo/directory_cache.h"

#include <stdlib.h>

#include "base/mem.h"

#define SLOTS 64

struct directory_cache {
	struct objects *objects;
	struct directory slots[SLOTS];
	size_t next;
};

struct directory_cache *directory_cache_new(struct objects *objects)
{
	struct directory_cache *cache = mem_calloc(1, sizeof *cache);

	cache->objects = objects;
	return cache;
}

static void clear(struct directory *directory)
{
	buffer_dispose(&directory->bytes);
	free(directory->entries);
	*directory = (struct directory){0};
}

void directory_cache_free(struct directory_cache *cache)
{
	if (!cache)
		return;
	for (size_t i = 0; i < SLOTS; i++)
		clear(&cache->slots[i]);
	free(cache);
}

static int compare_entries(const void *a, const void *b)
{
	return slice_compare(
		((const struct tree_entry *)a)->name, ((const struct tree_entry *)b)->name);
}

static struct error *lay_out(struct directory *directory)
{
	struct tree_reader reader = {.bytes = buffer_slice(&directory->bytes)};
	struct tree_entry entry;
	size_t capacity = 0;

	while (tree_next(&reader, &entry)) {
		GROW(directory->entries, directory->count, capacity);
		directory->entries[directory->count++] = entry;
	}
	if (reader.fault)
		return tree_malformed(&directory->id, reader.fault);
	if (directory->count)
		qsort(directory->entries, directory->count, sizeof *directory->entries,
			compare_entries);
	return NULL;
}

struct error *directory_cache_get(struct directory_cache *cache, const struct object_id *id,
	const struct directory **directory)
{
	struct directory *slot;
	struct error *error;

	for (size_t i = 0; i < SLOTS; i++) {
		*directory = &cache->slots[i];
		if (cache->slots[i].used && object_id_equal(&cache->slots[i].id, id))
			return NULL;
	}
	slot = &cache->slots[cache->next];
	cache->next = (cache->next + 1) % SLOTS;
	clear(slot);
	slot->id = *id;
	error = objects_read(cache->objects, id, OBJECT_TREE, MAX_TREE_BYTES, &slot->bytes);
	if (!error)
		error = lay_out(slot);
	slot->used = !error;
	*directory = slot;
	return error;
}

const struct tree_entry *directory_find(const struct directory *directory, struct slice name)
{
	struct tree_entry key = {.name = name};

	if (directory->count == 0)
		return NULL;
	return bsearch(&key, directory->entries, directory->count, sizeof *directory->entries,
		compare_entries);
}
