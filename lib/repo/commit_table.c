#include "repo/commit_table.h"

#include <stdlib.h>

#include "base/mem.h"

struct commit_table {
	struct commit_entry *entries;
	size_t count, capacity;
	uint32_t *places; /* 1 + entry, by id; a power of two of them */
	size_t n_places;
	struct object_id *parents;
	size_t n_parents, parents_capacity;
};

struct commit_table *commit_table_new(void)
{
	struct commit_table *table = mem_calloc(1, sizeof *table);

	table->n_places = 1024;
	table->places = mem_calloc(table->n_places, sizeof *table->places);
	return table;
}

void commit_table_free(struct commit_table *table)
{
	if (!table)
		return;
	free(table->entries);
	free(table->places);
	free(table->parents);
	free(table);
}

size_t commit_table_count(const struct commit_table *table)
{
	return table->count;
}

const struct commit_entry *commit_table_at(const struct commit_table *table, size_t number)
{
	return &table->entries[number];
}

const struct object_id *commit_table_parent(
	const struct commit_table *table, size_t number, size_t parent)
{
	return &table->parents[table->entries[number].first_parent + parent];
}

/* Ids are hashes already. */
static uint32_t *find_place(const struct commit_table *table, const struct object_id *id)
{
	uint32_t start;
	size_t at;

	memcpy(&start, id->bytes, sizeof start);
	at = start & (table->n_places - 1);
	while (table->places[at] && !object_id_equal(&table->entries[table->places[at] - 1].id, id))
		at = (at + 1) & (table->n_places - 1);
	return &table->places[at];
}

bool commit_table_find(const struct commit_table *table, const struct object_id *id, size_t *number)
{
	uint32_t place = *find_place(table, id);

	*number = place ? place - 1 : 0;
	return place > 0;
}

static void grow_places(struct commit_table *table)
{
	free(table->places);
	table->n_places *= 2;
	table->places = mem_calloc(table->n_places, sizeof *table->places);
	for (size_t i = 0; i < table->count; i++)
		*find_place(table, &table->entries[i].id) = (uint32_t)(i + 1);
}

size_t commit_table_add(
	struct commit_table *table, const struct object_id *id, const struct commit_links *links)
{
	struct commit_entry *entry;

	GROW(table->entries, table->count, table->capacity);
	entry = &table->entries[table->count++];
	*entry = (struct commit_entry){.id = *id, .malformed = !links};
	*find_place(table, id) = (uint32_t)table->count;
	if (links) {
		entry->tree = links->tree;
		entry->time = links->time;
		entry->first_parent = table->n_parents;
		entry->n_parents = (uint32_t)links->n_parents;
	}
	for (size_t i = 0; i < entry->n_parents; i++) {
		GROW(table->parents, table->n_parents, table->parents_capacity);
		table->parents[table->n_parents++] = links->parents[i];
	}
	if (table->count * 2 > table->n_places)
		grow_places(table);
	return table->count - 1;
}

/* ---- The queue ------------------------------------------------------------------------------- */

static bool comes_first(const struct commit_table *table, uint32_t a, uint32_t b)
{
	int64_t one = table->entries[a].time, two = table->entries[b].time;

	return one != two ? one > two : a < b;
}

void commit_queue_push(struct commit_queue *queue, const struct commit_table *table, size_t number)
{
	uint32_t new = (uint32_t)number;
	size_t at;

	GROW(queue->heap, queue->count, queue->capacity);
	at = queue->count++;
	while (at && comes_first(table, new, queue->heap[(at - 1) / 2])) {
		queue->heap[at] = queue->heap[(at - 1) / 2];
		at = (at - 1) / 2;
	}
	queue->heap[at] = new;
}

bool commit_queue_pop(struct commit_queue *queue, const struct commit_table *table, size_t *number)
{
	size_t at = 0, child;
	uint32_t last;

	if (queue->count == 0)
		return false;
	*number = queue->heap[0];
	last = queue->heap[--queue->count];
	while ((child = 2 * at + 1) < queue->count) {
		if (child + 1 < queue->count &&
			comes_first(table, queue->heap[child + 1], queue->heap[child]))
			child++;
		if (!comes_first(table, queue->heap[child], last))
			break;
		queue->heap[at] = queue->heap[child];
		at = child;
	}
	queue->heap[at] = last;
	return true;
}

void commit_queue_dispose(struct commit_queue *queue)
{
	free(queue->heap);
	*queue = (struct commit_queue){0};
}
