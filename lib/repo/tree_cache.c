#include "repo/tree_cache.h"

#include <stdlib.h>

#include "base/mem.h"
#include "repo/tree.h"

/* Slots are taken in turn, but for those that are held. */
#define SLOTS (TREE_CACHE_HELD + 64)

/* Slots by the first byte of the id they hold; a collision only means that a tree is read again. */
#define PLACES 1024

/* Large trees do not stay longer than they must. */
#define MAX_KEPT_BYTES ((size_t)32 << 20)

struct tree_cache {
	struct objects *objects;
	struct slot {
		struct object_id id;
		struct buffer bytes;
		bool used;
		unsigned holders;
	} slots[SLOTS];
	unsigned short place[PLACES]; /* 1 + slot, or 0 */
	size_t next;
};

struct tree_cache *tree_cache_new(struct objects *objects)
{
	struct tree_cache *cache = mem_calloc(1, sizeof *cache);

	cache->objects = objects;
	return cache;
}

void tree_cache_free(struct tree_cache *cache)
{
	if (!cache)
		return;
	for (size_t i = 0; i < SLOTS; i++)
		buffer_dispose(&cache->slots[i].bytes);
	free(cache);
}

static size_t place_of(const struct object_id *id)
{
	return ((size_t)id->bytes[0] << 8 | id->bytes[1]) % PLACES;
}

static struct slot *free_slot(struct tree_cache *cache)
{
	for (size_t i = 0; i < SLOTS; i++) {
		struct slot *slot = &cache->slots[cache->next];

		cache->next = (cache->next + 1) % SLOTS;
		if (slot->holders == 0)
			return slot;
	}
	return NULL;
}

static struct error *fill(struct tree_cache *cache, const struct object_id *id, struct slot *slot)
{
	struct error *error;

	slot->used = false;
	if (slot->bytes.capacity > MAX_KEPT_BYTES / SLOTS)
		buffer_dispose(&slot->bytes);
	error = objects_read(cache->objects, id, OBJECT_TREE, MAX_TREE_BYTES, &slot->bytes);
	if (error)
		return error;
	slot->id = *id;
	slot->used = true;
	return NULL;
}

struct error *tree_cache_hold(
	struct tree_cache *cache, const struct object_id *id, struct slice *bytes, size_t *held)
{
	unsigned short *place = &cache->place[place_of(id)];
	struct slot *slot = *place ? &cache->slots[*place - 1] : NULL;
	struct error *error;

	if (!slot || !slot->used || !object_id_equal(&slot->id, id)) {
		slot = free_slot(cache);
		if (!slot)
			return error_new(ERROR_LIMIT, "too many directories inside one another");
		error = fill(cache, id, slot);
		if (error)
			return error;
	}
	*held = (size_t)(slot - cache->slots);
	*place = (unsigned short)(*held + 1);
	slot->holders++;
	*bytes = buffer_slice(&slot->bytes);
	return NULL;
}

void tree_cache_let_go(struct tree_cache *cache, size_t held)
{
	cache->slots[held].holders--;
}
