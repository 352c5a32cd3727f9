/*
 * commit_graph.h - the commits that a walk has met, what is asked of each, and which of them is to
 * be looked at next. Internal to signoff/.
 */
#ifndef HANDOFF_SIGNOFF_COMMIT_GRAPH_H
#define HANDOFF_SIGNOFF_COMMIT_GRAPH_H

#include "repo/commit_ahead.h"
#include "repo/commit_table.h"
#include "signoff/item_set.h"

struct commit_graph;

/* Reads the list of commits at which a shallow clone ends. `ahead` may be NULL; what is there must
 * outlive the graph. */
struct error *commit_graph_new(struct repo *repo, struct objects *objects,
	struct commit_ahead *ahead, struct commit_graph **out);
void commit_graph_free(struct commit_graph *graph);

size_t commit_graph_count(const struct commit_graph *graph);

/* Finds or reads a commit; errors as objects_read. The number stays the same, the pointer that
 * commit_graph_at gives only until the next commit is read. */
struct error *commit_graph_get(
	struct commit_graph *graph, const struct object_id *id, size_t *number);
const struct commit_entry *commit_graph_at(const struct commit_graph *graph, size_t number);
/* The id of a parent, as long as no other commit is read. */
const struct object_id *commit_graph_parent(
	const struct commit_graph *graph, size_t number, size_t parent);
/* True if the clone ends here. */
bool commit_graph_ends(const struct commit_graph *graph, size_t number);

/* Adds to what is asked of a commit, and queues it if that is anything new. */
void commit_graph_ask(struct commit_graph *graph, size_t number, struct item_set *items);
/* Takes the queued commit with the latest time, and what is asked of it, which is the caller's;
 * false if there is none. */
bool commit_graph_next(struct commit_graph *graph, size_t *number, struct item_set **items);

#endif
