#include "check/name_index.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/mem.h"
#include "base/search.h"
#include "base/utf8.h"

static char *folded(struct slice name)
{
	struct buffer out = BUFFER_INIT;

	buffer_reserve(&out, 1);
	utf8_fold(&out, slice_trim(name));
	return buffer_take(&out);
}

void name_index_add(struct name_index *index, struct slice name, size_t number)
{
	GROW(index->list, index->count, index->capacity);
	index->list[index->count++] = (struct name_entry){folded(name), number};
	index->sorted = false;
}

static int compare_entries(const void *a, const void *b)
{
	const struct name_entry *one = a, *two = b;
	int order = strcmp(one->folded, two->folded);

	if (order)
		return order;
	return one->number < two->number ? -1 : one->number > two->number;
}

size_t name_index_find(struct name_index *index, struct slice name)
{
	struct name_entry wanted = {.folded = folded(name)};
	size_t at;
	bool found;

	if (!index->sorted && index->count)
		qsort(index->list, index->count, sizeof *index->list, compare_entries);
	index->sorted = true;
	at = search_first(&wanted, index->list, index->count, sizeof *index->list, compare_entries);
	found = at < index->count && strcmp(index->list[at].folded, wanted.folded) == 0;
	free(wanted.folded);
	return found ? at : SIZE_MAX;
}

size_t name_index_next(const struct name_index *index, size_t at)
{
	bool same = at + 1 < index->count &&
		    strcmp(index->list[at].folded, index->list[at + 1].folded) == 0;

	return same ? at + 1 : SIZE_MAX;
}

bool name_index_has(struct name_index *index, struct slice name)
{
	return name_index_find(index, name) != SIZE_MAX;
}

void name_index_dispose(struct name_index *index)
{
	for (size_t i = 0; i < index->count; i++)
		free(index->list[i].folded);
	free(index->list);
	*index = (struct name_index){0};
}
