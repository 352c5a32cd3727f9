#include "check/graph.h"

#include <stdlib.h>

#include "check/contract.h"
#include "check/link.h"
#include "check/workspace.h"

/* A link whose other end has a name, and no number yet. */
struct raw_edge {
	const struct document *from;
	struct graph_node to;
	enum graph_edge_type type;
	const char *label, *section;
	bool upstream;
};

struct building {
	const struct graph_request *request;
	struct graph *graph;
	struct raw_edge *edges;
	size_t count, capacity;
};

static const char *keep(struct building *b, struct slice text)
{
	return arena_string(b->graph->arena, text);
}

static struct graph_node node_of(const struct document *document)
{
	return (struct graph_node){
		document->checked || document->kind ? GRAPH_DOCUMENT : GRAPH_FILE,
		document->checked || document->kind ? document : NULL, document->path, false};
}

static struct graph_node node_at(struct building *b, struct slice path)
{
	const char *name = keep(b, path);
	enum file_kind kind = snapshot_kind(corpus_snapshot(b->request->corpus), name);

	return (struct graph_node){
		kind == FILE_ABSENT ? GRAPH_MISSING : GRAPH_FILE, NULL, name, false};
}

/* What a field or a cell leads to; false if that is not in the repository. */
static bool find_target(struct building *b, const struct document *from, struct slice value,
	struct graph_node *node)
{
	const struct document *document = corpus_resolve(b->request->corpus, from, value);
	struct target target;
	bool is_path;

	if (document) {
		*node = node_of(document);
		return true;
	}
	value = slice_trim(value);
	if (link_is_id(value)) {
		*node = (struct graph_node){GRAPH_MISSING, NULL, keep(b, value), false};
		return true;
	}
	target = target_read_path(from->path, value);
	is_path = target.type == TARGET_PATH;
	if (is_path)
		*node = node_at(b, slice_of(target.path));
	else if (target.type == TARGET_OUTSIDE)
		*node = (struct graph_node){GRAPH_MISSING, NULL, keep(b, value), false};
	is_path = is_path || target.type == TARGET_OUTSIDE;
	target_dispose(&target);
	return is_path;
}

static void add_edge(struct building *b, struct raw_edge edge)
{
	GROW(b->edges, b->count, b->capacity);
	b->edges[b->count++] = edge;
}

/* ---- Fields and columns --------------------------------------------------------------------- */

/* Of `{rel: gates, to: ...}` what stands beside the link, else the field's own name. */
static const char *field_label(struct building *b, const struct document *document,
	const struct contract_link *link, const char *owner)
{
	const struct outline *outline = document->outline;
	uint32_t beside;

	if (!link->spec->to_by)
		return owner;
	beside = outline_child(outline, outline->fields[link->node].parent, link->spec->to_by);
	if (beside == OUTLINE_NONE || outline->fields[beside].type != FIELD_SCALAR)
		return owner;
	return keep(b, outline_text(outline, outline->fields[beside].value));
}

/* The field of the front matter that a node is a part of. */
static struct slice top_field(const struct outline *outline, uint32_t node)
{
	while (outline->fields[node].parent != 0)
		node = outline->fields[node].parent;
	return outline_text(outline, outline->fields[node].key);
}

static void add_link(
	void *context, const struct document *document, const struct contract_link *link)
{
	struct building *b = context;
	struct raw_edge edge = {.from = document, .type = GRAPH_COLUMN};
	const struct field_spec *field = NULL;

	if (link->node != OUTLINE_NONE)
		field = kind_field(document->kind, top_field(document->outline, link->node));
	if (field) {
		edge.type = GRAPH_FIELD;
		edge.label = field_label(b, document, link, field->name);
		edge.upstream = field->upstream;
	} else {
		edge.label = link->spec->name ? link->spec->name : link->spec->owner;
		edge.section = document->kind->sections[link->section].title;
	}
	if (!edge.label)
		edge.label = "";
	if (find_target(b, document, link->value, &edge.to))
		add_edge(b, edge);
}

static void add_file(
	struct building *b, const struct document *document, const char *label, uint32_t node)
{
	const struct outline_field *field = &document->outline->fields[node];
	struct slice value = outline_text(document->outline, field->value);
	struct raw_edge edge = {
		.from = document, .type = GRAPH_FIELD, .label = label, .upstream = true};

	if (field->type == FIELD_SCALAR && value.len && find_target(b, document, value, &edge.to))
		add_edge(b, edge);
}

/* Files that sign-offs build on: reports, tables of figures. */
static void add_files(struct building *b, const struct document *document)
{
	const struct outline *outline = document->outline;

	for (size_t i = 0; i < document->kind->n_fields; i++) {
		const struct field_spec *field = &document->kind->fields[i];
		enum value_type type =
			field->type == VALUE_LIST && field->of ? field->of->type : field->type;
		uint32_t node = document_field(document, field->name);

		if (!field->upstream || type == VALUE_LINK || node == OUTLINE_NONE)
			continue;
		if (outline->fields[node].type == FIELD_SCALAR)
			add_file(b, document, field->name, node);
		for (uint32_t child = outline_first_child(outline, node); child != OUTLINE_NONE;
			child = outline_next_child(outline, child))
			add_file(b, document, field->name, child);
	}
}

/* ---- Links in the text ---------------------------------------------------------------------- */

/* Only what leads to a document, or should. */
static void add_text_link(
	struct building *b, const struct document *document, const struct outline_link *link)
{
	struct target target =
		target_read(document->path, outline_text(document->outline, link->target));
	struct raw_edge edge = {.from = document, .type = GRAPH_TEXT, .label = ""};
	const struct document *found =
		target.type == TARGET_PATH ? corpus_find(b->request->corpus, target.path) : NULL;

	if (found)
		edge.to = node_of(found);
	else if (target.type == TARGET_PATH && slice_ends_with(slice_of(target.path), ".md"))
		edge.to = node_at(b, slice_of(target.path));
	if (edge.to.name && found != document &&
		(edge.to.document || edge.to.type == GRAPH_MISSING))
		add_edge(b, edge);
	target_dispose(&target);
}

static void add_text_links(struct building *b, const struct document *document)
{
	for (uint32_t i = 0; i < document->outline->n_links; i++) {
		if (document->outline->links[i].type == LINK_LINK)
			add_text_link(b, document, &document->outline->links[i]);
	}
}

/* ---- Numbers -------------------------------------------------------------------------------- */

static int compare_nodes(const void *a, const void *b)
{
	const struct graph_node *one = a, *two = b;

	if (one->type != two->type)
		return one->type < two->type ? -1 : 1;
	return strcmp(one->name, two->name);
}

/* The documents, and whatever a link leads to. */
static void number_nodes(struct building *b)
{
	const struct document *documents;
	struct graph *graph = b->graph;
	size_t count, kept = 0;

	documents = corpus_documents(b->request->corpus, &count);
	graph->nodes = mem_calloc(count + b->count + 1, sizeof *graph->nodes);
	for (size_t i = 0; i < count; i++) {
		if (documents[i].checked)
			graph->nodes[graph->n_nodes++] = node_of(&documents[i]);
	}
	for (size_t i = 0; i < b->count; i++)
		graph->nodes[graph->n_nodes++] = b->edges[i].to;
	qsort(graph->nodes, graph->n_nodes, sizeof *graph->nodes, compare_nodes);
	for (size_t i = 0; i < graph->n_nodes; i++) {
		if (kept && compare_nodes(&graph->nodes[kept - 1], &graph->nodes[i]) == 0)
			continue;
		graph->nodes[kept] = graph->nodes[i];
		graph->nodes[kept].asked = graph->nodes[i].type != GRAPH_MISSING &&
					   path_is_asked_for(graph->nodes[i].name,
						   b->request->paths, b->request->n_paths);
		kept++;
	}
	graph->n_nodes = kept;
}

static size_t number_of(const struct graph *graph, const struct graph_node *node)
{
	const struct graph_node *found =
		bsearch(node, graph->nodes, graph->n_nodes, sizeof *graph->nodes, compare_nodes);

	return (size_t)(found - graph->nodes);
}

static int compare_edges(const void *a, const void *b)
{
	const struct graph_edge *one = a, *two = b;

	if (one->from != two->from)
		return one->from < two->from ? -1 : 1;
	if (one->to != two->to)
		return one->to < two->to ? -1 : 1;
	if (one->type != two->type)
		return one->type < two->type ? -1 : 1;
	if (strcmp(one->label, two->label) != 0)
		return strcmp(one->label, two->label);
	return strcmp(one->section ? one->section : "", two->section ? two->section : "");
}

/* The link of a cell stands in the text too: it counts once. */
static bool says_nothing_new(const struct graph_edge *before, const struct graph_edge *edge)
{
	if (edge->type == GRAPH_TEXT)
		return before->from == edge->from && before->to == edge->to;
	return compare_edges(before, edge) == 0;
}

static void number_edges(struct building *b)
{
	struct graph *graph = b->graph;
	size_t kept = 0;

	graph->edges = mem_calloc(b->count + 1, sizeof *graph->edges);
	for (size_t i = 0; i < b->count; i++) {
		const struct raw_edge *raw = &b->edges[i];
		struct graph_node from = node_of(raw->from);
		struct graph_edge edge = {number_of(graph, &from), number_of(graph, &raw->to),
			raw->type, raw->label, raw->section, raw->upstream};

		if (graph->nodes[edge.from].asked || graph->nodes[edge.to].asked)
			graph->edges[graph->n_edges++] = edge;
	}
	qsort(graph->edges, graph->n_edges, sizeof *graph->edges, compare_edges);
	for (size_t i = 0; i < graph->n_edges; i++) {
		if (kept == 0 || !says_nothing_new(&graph->edges[kept - 1], &graph->edges[i]))
			graph->edges[kept++] = graph->edges[i];
	}
	graph->n_edges = kept;
}

/* Leaves out the nodes that nobody asked for and no edge touches. */
static void drop_nodes(struct graph *graph)
{
	size_t *numbers = mem_calloc(graph->n_nodes + 1, sizeof *numbers);
	bool *used = mem_calloc(graph->n_nodes + 1, sizeof *used);
	size_t kept = 0;

	for (size_t i = 0; i < graph->n_edges; i++)
		used[graph->edges[i].from] = used[graph->edges[i].to] = true;
	for (size_t i = 0; i < graph->n_nodes; i++) {
		if (!used[i] && !graph->nodes[i].asked)
			continue;
		numbers[i] = kept;
		graph->nodes[kept++] = graph->nodes[i];
	}
	graph->n_nodes = kept;
	for (size_t i = 0; i < graph->n_edges; i++) {
		graph->edges[i].from = numbers[graph->edges[i].from];
		graph->edges[i].to = numbers[graph->edges[i].to];
	}
	free(numbers);
	free(used);
}

void graph_read(const struct graph_request *request, struct graph *graph)
{
	struct building b = {.request = request, .graph = graph};
	const struct document *documents;
	size_t count;

	*graph = (struct graph){.arena = arena_new()};
	documents = corpus_documents(request->corpus, &count);
	for (size_t i = 0; i < count; i++) {
		const struct document *document = &documents[i];

		if (!document->checked || document->refusal)
			continue;
		if (document->kind) {
			contract_each_link(document, add_link, &b);
			add_files(&b, document);
		}
		if (request->text)
			add_text_links(&b, document);
	}
	number_nodes(&b);
	number_edges(&b);
	drop_nodes(graph);
	free(b.edges);
}

void graph_dispose(struct graph *graph)
{
	free(graph->nodes);
	free(graph->edges);
	arena_free(graph->arena);
	*graph = (struct graph){0};
}
