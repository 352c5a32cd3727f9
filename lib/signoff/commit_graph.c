#include "signoff/commit_graph.h"

#include <stdlib.h>

#include "base/mem.h"
#include "repo/commit.h"
#include "repo/shallow.h"

struct commit_graph {
	struct objects *objects;
	struct object_id *shallow; /* sorted */
	size_t n_shallow;
	struct commit_node *nodes;
	size_t n_nodes, nodes_capacity;
	uint32_t *places; /* 1 + node, by id; a power of two of them */
	size_t n_places;
	struct object_id *parents;
	size_t n_parents, parents_capacity;
	uint32_t *heap; /* queued nodes */
	size_t n_heap, heap_capacity;
	struct buffer bytes;
	struct commit_links links;
};

static int compare_ids(const void *a, const void *b)
{
	return object_id_compare(a, b);
}

struct error *commit_graph_new(
	struct repo *repo, struct objects *objects, struct commit_graph **out)
{
	struct commit_graph *graph = mem_calloc(1, sizeof *graph);
	struct error *error = repo_shallow_commits(repo, &graph->shallow, &graph->n_shallow);

	if (error) {
		free(graph);
		return error;
	}
	qsort(graph->shallow, graph->n_shallow, sizeof *graph->shallow, compare_ids);
	graph->objects = objects;
	graph->n_places = 1024;
	graph->places = mem_calloc(graph->n_places, sizeof *graph->places);
	*out = graph;
	return NULL;
}

void commit_graph_free(struct commit_graph *graph)
{
	if (!graph)
		return;
	for (size_t i = 0; i < graph->n_nodes; i++) {
		item_set_drop(graph->nodes[i].pending);
		item_set_drop(graph->nodes[i].seen);
	}
	free(graph->shallow);
	free(graph->nodes);
	free(graph->places);
	free(graph->parents);
	free(graph->heap);
	buffer_dispose(&graph->bytes);
	free(graph);
}

size_t commit_graph_count(const struct commit_graph *graph)
{
	return graph->n_nodes;
}

struct commit_node *commit_graph_at(struct commit_graph *graph, size_t number)
{
	return &graph->nodes[number];
}

const struct object_id *commit_graph_parent(
	const struct commit_graph *graph, size_t number, size_t parent)
{
	return &graph->parents[graph->nodes[number].first_parent + parent];
}

/* Ids are hashes already. */
static uint32_t *find_place(const struct commit_graph *graph, const struct object_id *id)
{
	uint32_t start;
	size_t at;

	memcpy(&start, id->bytes, sizeof start);
	at = start & (graph->n_places - 1);
	while (graph->places[at] && !object_id_equal(&graph->nodes[graph->places[at] - 1].id, id))
		at = (at + 1) & (graph->n_places - 1);
	return &graph->places[at];
}

static void grow_places(struct commit_graph *graph)
{
	free(graph->places);
	graph->n_places *= 2;
	graph->places = mem_calloc(graph->n_places, sizeof *graph->places);
	for (size_t i = 0; i < graph->n_nodes; i++)
		*find_place(graph, &graph->nodes[i].id) = (uint32_t)(i + 1);
}

static void take_links(struct commit_graph *graph, struct commit_node *node)
{
	node->tree = graph->links.tree;
	node->time = graph->links.time;
	node->first_parent = graph->n_parents;
	node->n_parents = (uint32_t)graph->links.n_parents;
	for (size_t i = 0; i < graph->links.n_parents; i++) {
		GROW(graph->parents, graph->n_parents, graph->parents_capacity);
		graph->parents[graph->n_parents++] = graph->links.parents[i];
	}
}

struct error *commit_graph_get(
	struct commit_graph *graph, const struct object_id *id, size_t *number)
{
	uint32_t *place = find_place(graph, id);
	struct commit_node *node;
	struct error *error;

	if (*place) {
		*number = *place - 1;
		return NULL;
	}
	error = objects_read(graph->objects, id, OBJECT_COMMIT, MAX_COMMIT_BYTES, &graph->bytes);
	if (error)
		return error;
	GROW(graph->nodes, graph->n_nodes, graph->nodes_capacity);
	node = &graph->nodes[graph->n_nodes++];
	*node = (struct commit_node){.id = *id};
	*place = (uint32_t)graph->n_nodes;
	node->shallow = graph->n_shallow && bsearch(id, graph->shallow, graph->n_shallow,
						    sizeof *graph->shallow, compare_ids);
	node->malformed = !commit_links(buffer_slice(&graph->bytes), &graph->links);
	if (!node->malformed)
		take_links(graph, node);
	*number = graph->n_nodes - 1;
	if (graph->n_nodes * 2 > graph->n_places)
		grow_places(graph);
	return NULL;
}

/* ---- The queue: a binary heap ---------------------------------------------------------------- */

static bool comes_first(const struct commit_graph *graph, uint32_t a, uint32_t b)
{
	int64_t one = graph->nodes[a].time, two = graph->nodes[b].time;

	return one != two ? one > two : a < b;
}

static void push(struct commit_graph *graph, uint32_t number)
{
	size_t at;

	GROW(graph->heap, graph->n_heap, graph->heap_capacity);
	at = graph->n_heap++;
	while (at && comes_first(graph, number, graph->heap[(at - 1) / 2])) {
		graph->heap[at] = graph->heap[(at - 1) / 2];
		at = (at - 1) / 2;
	}
	graph->heap[at] = number;
}

static uint32_t pop(struct commit_graph *graph)
{
	uint32_t first = graph->heap[0], last = graph->heap[--graph->n_heap];
	size_t at = 0, child;

	while ((child = 2 * at + 1) < graph->n_heap) {
		if (child + 1 < graph->n_heap &&
			comes_first(graph, graph->heap[child + 1], graph->heap[child]))
			child++;
		if (!comes_first(graph, graph->heap[child], last))
			break;
		graph->heap[at] = graph->heap[child];
		at = child;
	}
	graph->heap[at] = last;
	return first;
}

static void replace(struct item_set **set, struct item_set *by)
{
	item_set_drop(*set);
	*set = by;
}

void commit_graph_ask(struct commit_graph *graph, size_t number, struct item_set *items)
{
	struct commit_node *node = &graph->nodes[number];
	struct item_set *new = item_set_minus(items, node->seen);

	if (new) {
		replace(&node->pending, item_set_union(node->pending, new));
		if (!node->queued)
			push(graph, (uint32_t)number);
		node->queued = true;
	}
	item_set_drop(new);
}

bool commit_graph_next(struct commit_graph *graph, size_t *number, struct item_set **items)
{
	struct commit_node *node;

	if (graph->n_heap == 0)
		return false;
	*number = pop(graph);
	node = &graph->nodes[*number];
	node->queued = false;
	*items = node->pending;
	node->pending = NULL;
	replace(&node->seen, item_set_union(node->seen, *items));
	return true;
}
