#include "signoff/impact.h"

#include <stdlib.h>

#include "signoff/digest.h"

static const struct graph_node *find_node(const struct graph *graph, const char *path)
{
	for (size_t i = 0; i < graph->n_nodes; i++) {
		if (graph->nodes[i].type != GRAPH_MISSING &&
			strcmp(graph->nodes[i].name, path) == 0)
			return &graph->nodes[i];
	}
	return NULL;
}

static void add_name(
	struct arena *arena, struct impact_document *linking, const char *name, size_t most)
{
	for (size_t i = 0; i < linking->n_names; i++) {
		if (strcmp(linking->names[i], name) == 0)
			return;
	}
	if (!linking->names)
		linking->names = arena_alloc(arena, most * sizeof *linking->names);
	linking->names[linking->n_names++] = name;
}

/* The documents behind the edges to a node, of one sort; edges come sorted by where they begin. */
static size_t collect(const struct graph *graph, size_t node, const struct ledger *ledger,
	bool upstream, struct impact_document **out)
{
	struct impact_document *list =
		arena_alloc(graph->arena, (graph->n_edges + 1) * sizeof *list);
	size_t count = 0;

	for (size_t i = 0; i < graph->n_edges; i++) {
		const struct graph_edge *edge = &graph->edges[i];
		const struct document *document = graph->nodes[edge->from].document;

		if (edge->to != node || edge->from == node || edge->upstream != upstream)
			continue;
		if (count == 0 || list[count - 1].document != document)
			list[count++] = (struct impact_document){
				.document = document, .ledger = ledger_of(ledger, document)};
		add_name(graph->arena, &list[count - 1], edge->label, graph->n_edges);
	}
	*out = list;
	return count;
}

void impact_read(const struct workspace *workspace, const struct ledger *ledger, const char *path,
	struct impact *impact)
{
	struct graph_request request = {workspace->corpus, &path, 1, false};
	const struct document *document = corpus_find(workspace->corpus, path);
	const struct graph_node *node;

	*impact = (struct impact){.path = path};
	if (document && document->kind && !document->refusal) {
		impact->document = document;
		impact->own = ledger_of(ledger, document);
		impact->counts = digest_sections(document, NULL);
	}
	graph_read(&request, &impact->graph);
	node = find_node(&impact->graph, path);
	if (!node)
		return;
	impact->n_builders = collect(&impact->graph, (size_t)(node - impact->graph.nodes), ledger,
		true, &impact->builders);
	impact->n_others = collect(&impact->graph, (size_t)(node - impact->graph.nodes), ledger,
		false, &impact->others);
}

void impact_dispose(struct impact *impact)
{
	free(impact->counts);
	graph_dispose(&impact->graph);
	*impact = (struct impact){0};
}

bool impact_reaches(const struct signoff *signoff)
{
	return signoff->state > STATE_STALE;
}

static size_t count_reached(const struct document_ledger *ledger)
{
	size_t count = 0;

	for (size_t i = 0; ledger && i < ledger->n_signoffs; i++)
		count += impact_reaches(&ledger->signoffs[i]);
	return count;
}

size_t impact_count(const struct impact *impact)
{
	size_t count = count_reached(impact->own);

	for (size_t i = 0; i < impact->n_builders; i++)
		count += count_reached(impact->builders[i].ledger);
	return count;
}
