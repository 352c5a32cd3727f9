#include "check/circles.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define UNSEEN 0

/* The documents as nodes, by their place in the corpus; the links of all of them, one document
 * after another. */
struct graph {
	const struct document *documents;
	size_t n_documents;
	size_t *first; /* where the links of a document begin; one more than there are documents */
	uint32_t *links;
	size_t n_links, capacity;
};

struct field_circles {
	char *field;
	uint32_t *component; /* of each document: the number of the component that it is in */
};

struct circles {
	struct field_circles *list;
	size_t count, capacity;
};

struct circles *circles_new(void)
{
	return mem_calloc(1, sizeof(struct circles));
}

void circles_free(struct circles *circles)
{
	if (!circles)
		return;
	for (size_t i = 0; i < circles->count; i++) {
		free(circles->list[i].field);
		free(circles->list[i].component);
	}
	free(circles->list);
	free(circles);
}

static void add_link(void *context, const struct document *target)
{
	struct graph *graph = context;

	GROW(graph->links, graph->n_links, graph->capacity);
	graph->links[graph->n_links++] = (uint32_t)(target - graph->documents);
}

static void read_graph(struct graph *graph, const struct corpus *corpus, const struct scope *scope,
	const char *field)
{
	struct scope at = *scope;

	graph->documents = corpus_documents(corpus, &graph->n_documents);
	graph->first = mem_calloc(graph->n_documents + 1, sizeof *graph->first);
	for (size_t i = 0; i < graph->n_documents; i++) {
		graph->first[i] = graph->n_links;
		if (graph->documents[i].refusal || !graph->documents[i].kind)
			continue;
		at.document = &graph->documents[i];
		if (document_field(at.document, field) != OUTLINE_NONE) {
			struct operand operand = scope_operand(&at, field);

			scope_follow(&at, &operand, add_link, graph);
		}
	}
	graph->first[graph->n_documents] = graph->n_links;
}

/* Tarjan's search, with a stack of its own instead of recursion: chains of links may be long. */
struct search {
	const struct graph *graph;
	uint32_t *number; /* in which order a document was come upon, from 1; UNSEEN */
	uint32_t *lowest; /* the lowest number that can be reached from it within its component */
	size_t *next;     /* the link that is followed next */
	uint32_t *component; /* 0: not known yet */
	uint32_t *path;      /* the documents between the first one and the one at hand */
	uint32_t *open;      /* documents whose component is not known yet */
	size_t n_path, n_open;
	uint32_t numbers, components;
};

static void enter(struct search *s, uint32_t node)
{
	s->number[node] = s->lowest[node] = ++s->numbers;
	s->next[node] = s->graph->first[node];
	s->path[s->n_path++] = node;
	s->open[s->n_open++] = node;
}

static void leave(struct search *s, uint32_t node)
{
	uint32_t parent;

	s->n_path--;
	if (s->lowest[node] == s->number[node]) {
		s->components++;
		do
			s->component[s->open[--s->n_open]] = s->components;
		while (s->open[s->n_open] != node);
	}
	if (s->n_path == 0)
		return;
	parent = s->path[s->n_path - 1];
	if (s->lowest[node] < s->lowest[parent])
		s->lowest[parent] = s->lowest[node];
}

static void search_from(struct search *s, uint32_t start)
{
	enter(s, start);
	while (s->n_path > 0) {
		uint32_t node = s->path[s->n_path - 1], target;

		if (s->next[node] == s->graph->first[node + 1]) {
			leave(s, node);
			continue;
		}
		target = s->graph->links[s->next[node]++];
		if (s->number[target] == UNSEEN)
			enter(s, target);
		else if (s->component[target] == 0 && s->number[target] < s->lowest[node])
			s->lowest[node] = s->number[target];
	}
}

static uint32_t *find_components(const struct graph *graph)
{
	size_t n = graph->n_documents + 1;
	struct search s = {
		.graph = graph,
		.number = mem_calloc(n, sizeof *s.number),
		.lowest = mem_calloc(n, sizeof *s.lowest),
		.next = mem_calloc(n, sizeof *s.next),
		.component = mem_calloc(n, sizeof *s.component),
		.path = mem_calloc(n, sizeof *s.path),
		.open = mem_calloc(n, sizeof *s.open),
	};

	for (uint32_t i = 0; i < graph->n_documents; i++) {
		if (s.number[i] == UNSEEN)
			search_from(&s, i);
	}
	free(s.number);
	free(s.lowest);
	free(s.next);
	free(s.path);
	free(s.open);
	return s.component;
}

static const uint32_t *components_of(struct circles *circles, const struct corpus *corpus,
	const struct scope *scope, const char *field)
{
	struct graph graph = {0};

	for (size_t i = 0; i < circles->count; i++) {
		if (strcmp(circles->list[i].field, field) == 0)
			return circles->list[i].component;
	}
	read_graph(&graph, corpus, scope, field);
	GROW(circles->list, circles->count, circles->capacity);
	circles->list[circles->count++] =
		(struct field_circles){mem_string(slice_of(field)), find_components(&graph)};
	free(graph.first);
	free(graph.links);
	return circles->list[circles->count - 1].component;
}

bool circles_has(struct circles *circles, const struct corpus *corpus, const struct scope *scope,
	const char *field, const struct document *document, const struct document *target)
{
	const uint32_t *component;
	const struct document *documents;
	size_t count;

	if (document == target)
		return true;
	documents = corpus_documents(corpus, &count);
	component = components_of(circles, corpus, scope, field);
	return component[document - documents] == component[target - documents];
}
