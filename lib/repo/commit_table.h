/*
 * commit_table.h - commits by their id, and a queue of them by time. Internal to repo/ and
 * signoff/.
 */
#ifndef HANDOFF_REPO_COMMIT_TABLE_H
#define HANDOFF_REPO_COMMIT_TABLE_H

#include "repo/commit.h"

struct commit_entry {
	struct object_id id;
	struct object_id tree;
	int64_t time;
	size_t first_parent; /* see commit_table_parent */
	uint32_t n_parents;
	bool malformed; /* then it leads nowhere */
};

struct commit_table;

struct commit_table *commit_table_new(void);
void commit_table_free(struct commit_table *table);

size_t commit_table_count(const struct commit_table *table);
/* Sets *number, from 0 in the order of addition; false if it is not there. */
bool commit_table_find(
	const struct commit_table *table, const struct object_id *id, size_t *number);
/* Adds a commit that is not there; `links` NULL stands for a malformed one. Returns its number. */
size_t commit_table_add(
	struct commit_table *table, const struct object_id *id, const struct commit_links *links);
/* As long as no other commit is added. */
const struct commit_entry *commit_table_at(const struct commit_table *table, size_t number);
const struct object_id *commit_table_parent(
	const struct commit_table *table, size_t number, size_t parent);

/* A binary heap of numbers. Zeroed before its first use. */
struct commit_queue {
	uint32_t *heap;
	size_t count;
	size_t capacity;
};

void commit_queue_push(struct commit_queue *queue, const struct commit_table *table, size_t number);
/* Takes the commit of the latest time, of the same time the one that was added first; false if
 * there is none. */
bool commit_queue_pop(struct commit_queue *queue, const struct commit_table *table, size_t *number);
void commit_queue_dispose(struct commit_queue *queue);

#endif
