#include "site/relations.h"

#include <stdlib.h>

#include "base/search.h"

struct relation_index {
	struct relation_end *list; /* by `to`, then as documents and their relations stand */
	size_t count;
};

static int compare_ends(const void *left, const void *right)
{
	const struct relation_end *a = left, *b = right;

	if (a->to != b->to)
		return a->to < b->to ? -1 : 1;
	if (a->from != b->from)
		return a->from < b->from ? -1 : 1;
	return a->relation < b->relation ? -1 : a->relation > b->relation;
}

struct relation_index *relation_index_new(const struct records *records)
{
	struct relation_index *index = mem_calloc(1, sizeof *index);
	size_t capacity = 0;

	for (size_t from = 0; from < records->n_documents; from++) {
		const struct record_document *document = &records->documents[from];

		for (size_t i = 0; i < document->n_relations; i++) {
			size_t to = document->relations[i].to;

			if (to >= records->n_documents)
				continue;
			GROW(index->list, index->count, capacity);
			index->list[index->count++] = (struct relation_end){to, from, i};
		}
	}
	if (index->count)
		qsort(index->list, index->count, sizeof *index->list, compare_ends);
	return index;
}

void relation_index_free(struct relation_index *index)
{
	if (!index)
		return;
	free(index->list);
	free(index);
}

static int compare_to(const void *key, const void *element)
{
	size_t to = *(const size_t *)key, other = ((const struct relation_end *)element)->to;

	return to < other ? -1 : to > other;
}

const struct relation_end *relation_index_to(
	const struct relation_index *index, size_t document, size_t *count)
{
	size_t first =
		search_first(&document, index->list, index->count, sizeof *index->list, compare_to);
	size_t end = first;

	while (end < index->count && index->list[end].to == document)
		end++;
	*count = end - first;
	return index->list + first;
}
