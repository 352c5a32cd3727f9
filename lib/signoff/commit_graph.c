#include "signoff/commit_graph.h"

#include <stdlib.h>

#include "base/mem.h"
#include "repo/shallow.h"

/* What is asked of a commit. */
struct asked {
	struct item_set *pending; /* and not looked for yet */
	struct item_set *seen;    /* looked for already */
	bool queued;
	bool ends; /* the clone */
};

struct commit_graph {
	struct objects *objects;
	struct commit_ahead *ahead; /* or NULL */
	struct object_id *shallow;  /* sorted */
	size_t n_shallow;
	struct commit_table *table;
	struct commit_queue queue;
	struct asked *asked; /* of each commit in the table */
	size_t asked_capacity;
	struct buffer bytes;
	struct commit_links links;
};

static int compare_ids(const void *a, const void *b)
{
	return object_id_compare(a, b);
}

struct error *commit_graph_new(struct repo *repo, struct objects *objects,
	struct commit_ahead *ahead, struct commit_graph **out)
{
	struct commit_graph *graph = mem_calloc(1, sizeof *graph);
	struct error *error = repo_shallow_commits(repo, &graph->shallow, &graph->n_shallow);

	if (error) {
		free(graph);
		return error;
	}
	if (graph->n_shallow)
		qsort(graph->shallow, graph->n_shallow, sizeof *graph->shallow, compare_ids);
	graph->objects = objects;
	graph->ahead = ahead;
	graph->table = commit_table_new();
	*out = graph;
	return NULL;
}

void commit_graph_free(struct commit_graph *graph)
{
	if (!graph)
		return;
	for (size_t i = 0; i < commit_table_count(graph->table); i++) {
		item_set_drop(graph->asked[i].pending);
		item_set_drop(graph->asked[i].seen);
	}
	free(graph->shallow);
	free(graph->asked);
	commit_queue_dispose(&graph->queue);
	commit_table_free(graph->table);
	buffer_dispose(&graph->bytes);
	free(graph);
}

size_t commit_graph_count(const struct commit_graph *graph)
{
	return commit_table_count(graph->table);
}

const struct commit_entry *commit_graph_at(const struct commit_graph *graph, size_t number)
{
	return commit_table_at(graph->table, number);
}

const struct object_id *commit_graph_parent(
	const struct commit_graph *graph, size_t number, size_t parent)
{
	return commit_table_parent(graph->table, number, parent);
}

bool commit_graph_ends(const struct commit_graph *graph, size_t number)
{
	return graph->asked[number].ends;
}

/* To graph->links. */
static struct error *read_commit(
	struct commit_graph *graph, const struct object_id *id, bool *malformed)
{
	struct error *error;

	if (graph->ahead && commit_ahead_find(graph->ahead, id, &graph->links, malformed))
		return NULL;
	error = objects_read(graph->objects, id, OBJECT_COMMIT, MAX_COMMIT_BYTES, &graph->bytes);
	if (!error)
		*malformed = !commit_links(buffer_slice(&graph->bytes), &graph->links);
	return error;
}

struct error *commit_graph_get(
	struct commit_graph *graph, const struct object_id *id, size_t *number)
{
	struct error *error;
	bool malformed;

	if (commit_table_find(graph->table, id, number))
		return NULL;
	error = read_commit(graph, id, &malformed);
	if (error)
		return error;
	*number = commit_table_add(graph->table, id, malformed ? NULL : &graph->links);
	GROW(graph->asked, *number, graph->asked_capacity);
	graph->asked[*number] = (struct asked){
		.ends = graph->n_shallow && bsearch(id, graph->shallow, graph->n_shallow,
						    sizeof *graph->shallow, compare_ids)};
	return NULL;
}

/* ---- What is asked --------------------------------------------------------------------------- */

static void replace(struct item_set **set, struct item_set *by)
{
	item_set_drop(*set);
	*set = by;
}

void commit_graph_ask(struct commit_graph *graph, size_t number, struct item_set *items)
{
	struct asked *asked = &graph->asked[number];
	struct item_set *new = item_set_minus(items, asked->seen);

	if (new) {
		replace(&asked->pending, item_set_union(asked->pending, new));
		if (!asked->queued)
			commit_queue_push(&graph->queue, graph->table, number);
		asked->queued = true;
	}
	item_set_drop(new);
}

bool commit_graph_next(struct commit_graph *graph, size_t *number, struct item_set **items)
{
	struct asked *asked;

	if (!commit_queue_pop(&graph->queue, graph->table, number))
		return false;
	asked = &graph->asked[*number];
	asked->queued = false;
	*items = asked->pending;
	asked->pending = NULL;
	replace(&asked->seen, item_set_union(asked->seen, *items));
	return true;
}
