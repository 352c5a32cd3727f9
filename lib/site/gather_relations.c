/* How documents refer to one another. */
#include <stdlib.h>

#include "check/graph.h"
#include "site/gather_parts.h"

/* The number of each node's document in the records; SIZE_MAX: it is none. Both are sorted by path.
 */
static size_t *number_nodes(const struct gathering *gathering, const struct graph *graph)
{
	size_t *numbers = mem_calloc(graph->n_nodes + 1, sizeof *numbers);
	size_t next = 0;

	for (size_t i = 0; i < graph->n_nodes; i++) {
		numbers[i] = SIZE_MAX;
		if (graph->nodes[i].type != GRAPH_DOCUMENT)
			continue;
		while (next < gathering->records->n_documents &&
			strcmp(gathering->documents[next]->path, graph->nodes[i].document->path) <
				0)
			next++;
		if (next < gathering->records->n_documents &&
			gathering->documents[next] == graph->nodes[i].document)
			numbers[i] = next;
	}
	return numbers;
}

static void add_relation(struct gathering *gathering, const struct graph *graph,
	const size_t *numbers, const struct graph_edge *edge, struct record_document *document)
{
	const struct graph_node *node = &graph->nodes[edge->to];

	document->relations[document->n_relations++] = (struct record_relation){
		.name = gather_copy(gathering, edge->label),
		.target = gather_copy(gathering, node->name),
		.to = numbers[edge->to],
		.upstream = edge->upstream,
		.missing = node->type == GRAPH_MISSING,
	};
}

void gather_relations(struct gathering *gathering)
{
	struct graph_request request = {.corpus = gathering->workspace->corpus};
	struct graph graph;
	size_t *numbers;

	graph_read(&request, &graph);
	numbers = number_nodes(gathering, &graph);
	/* Edges stand by the document that they leave. */
	for (size_t first = 0, end; first < graph.n_edges; first = end) {
		size_t from = numbers[graph.edges[first].from];
		struct record_document *document =
			from == SIZE_MAX ? NULL : &gathering->records->documents[from];

		for (end = first;
			end < graph.n_edges && graph.edges[end].from == graph.edges[first].from;)
			end++;
		if (!document)
			continue;
		document->relations =
			arena_alloc(gathering->arena, (end - first) * sizeof *document->relations);
		for (size_t i = first; i < end; i++)
			add_relation(gathering, &graph, numbers, &graph.edges[i], document);
	}
	free(numbers);
	graph_dispose(&graph);
}
