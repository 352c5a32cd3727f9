/*
 * search.h - where something stands in a sorted array, or belongs.
 */
#ifndef HANDOFF_BASE_SEARCH_H
#define HANDOFF_BASE_SEARCH_H

#include <stddef.h>

/*
 * The place of the first of `count` elements, of `size` bytes each, that does not stand before the
 * key; `count` if all do. `compare` is that of bsearch(3): the key comes first. For what is there
 * once, or not at all, there is bsearch(3).
 */
size_t search_first(const void *key, const void *elements, size_t count, size_t size,
	int (*compare)(const void *key, const void *element));

#endif
