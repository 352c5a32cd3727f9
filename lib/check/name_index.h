/*
 * name_index.h - rows and documents by a name, found as the rules of contracts find them: letter
 * case and white space aside.
 *
 *     for (at = name_index_find(&index, name); at != SIZE_MAX; at = name_index_next(&index, at))
 *             use(index.list[at].number);
 */
#ifndef HANDOFF_CHECK_NAME_INDEX_H
#define HANDOFF_CHECK_NAME_INDEX_H

#include <stdbool.h>
#include <stddef.h>

#include "base/slice.h"

struct name_entry {
	char *folded;
	size_t number;
};

struct name_index {
	struct name_entry *list; /* sorted by name, then number, once something was looked up */
	size_t count, capacity;
	bool sorted;
};

void name_index_add(struct name_index *index, struct slice name, size_t number);

/* Where the entries of a name begin; SIZE_MAX if there is none. */
size_t name_index_find(struct name_index *index, struct slice name);
/* The entry after `at` if it has the same name, else SIZE_MAX. */
size_t name_index_next(const struct name_index *index, size_t at);
bool name_index_has(struct name_index *index, struct slice name);

void name_index_dispose(struct name_index *index);

#endif
