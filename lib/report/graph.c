#include "report/graph.h"

#include "base/escape.h"
#include "report/json.h"
#include "report/ledger_json.h"
#include "report/markup.h"

/* What a node is called: the title of a document that has one, else its path. */
static struct slice name_of(const struct graph_node *node)
{
	struct slice title = {"", 0};

	if (node->document)
		title = document_text(node->document, "title");
	return title.len ? title : slice_of(node->name);
}

/* "readiness, approved"; nothing for what is no document. */
static void add_standing(const struct graph_node *node, struct buffer *out)
{
	struct slice kind, status;

	if (node->type == GRAPH_MISSING)
		buffer_add_string(out, "missing");
	if (!node->document)
		return;
	kind = document_text(node->document, "kind");
	status = document_text(node->document, "status");
	buffer_add_slice(out, kind.len ? kind : slice_of("no kind"));
	if (status.len)
		buffer_add_string(out, ", ");
	buffer_add_slice(out, status);
}

/* ---- Mermaid -------------------------------------------------------------------------------- */

static void add_mermaid_node(const struct graph_node *node, size_t number, struct buffer *out)
{
	struct buffer standing = BUFFER_INIT;

	add_standing(node, &standing);
	buffer_addf(out, "  n%zu%s\"", number, node->type == GRAPH_FILE ? "[/" : "[");
	markup_mermaid(out, name_of(node));
	if (standing.len) {
		buffer_add_string(out, "<br>");
		markup_mermaid(out, buffer_slice(&standing));
	}
	buffer_addf(out, "\"%s\n", node->type == GRAPH_FILE ? "/]" : "]");
	buffer_dispose(&standing);
}

static void add_mermaid_edge(const struct graph_edge *edge, struct buffer *out)
{
	buffer_addf(out, "  n%zu %s", edge->from, edge->upstream ? "-.->" : "-->");
	if (edge->label[0]) {
		buffer_add_string(out, "|\"");
		markup_mermaid(out, slice_of(edge->label));
		buffer_add_string(out, "\"|");
	}
	buffer_addf(out, " n%zu\n", edge->to);
}

static void add_mermaid_missing(const struct graph *graph, struct buffer *out)
{
	bool any = false;

	for (size_t i = 0; i < graph->n_nodes; i++) {
		if (graph->nodes[i].type != GRAPH_MISSING)
			continue;
		buffer_addf(out, "%sn%zu", any ? "," : "  class ", i);
		any = true;
	}
	if (any)
		buffer_add_string(out, " missing\n  classDef missing "
				       "stroke:#c00,stroke-dasharray:4 3,color:#c00\n");
}

void report_graph_mermaid(const struct graph *graph, struct buffer *out)
{
	buffer_add_string(out, "%% dashed lines: sign-offs build on what they lead to\n"
			       "flowchart LR\n");
	for (size_t i = 0; i < graph->n_nodes; i++)
		add_mermaid_node(&graph->nodes[i], i, out);
	for (size_t i = 0; i < graph->n_edges; i++)
		add_mermaid_edge(&graph->edges[i], out);
	add_mermaid_missing(graph, out);
}

/* ---- Graphviz ------------------------------------------------------------------------------- */

/* Inside a quoted string: `\` and `"` stand for themselves. */
static void add_dot_text(struct buffer *out, struct slice text)
{
	struct buffer line = BUFFER_INIT;

	escape_line(&line, text);
	for (size_t i = 0; i < line.len; i++) {
		if (line.at[i] == '\\' || line.at[i] == '"')
			buffer_add_char(out, '\\');
		buffer_add_char(out, line.at[i]);
	}
	buffer_dispose(&line);
}

static void add_dot_node(const struct graph_node *node, size_t number, struct buffer *out)
{
	struct buffer standing = BUFFER_INIT;

	add_standing(node, &standing);
	buffer_addf(out, "\tn%zu [label=\"", number);
	add_dot_text(out, name_of(node));
	if (standing.len) {
		buffer_add_string(out, "\\n");
		add_dot_text(out, buffer_slice(&standing));
	}
	buffer_add_char(out, '"');
	if (node->type == GRAPH_FILE)
		buffer_add_string(out, ", shape=note");
	if (node->type == GRAPH_MISSING)
		buffer_add_string(out, ", style=dashed, color=red, fontcolor=red");
	buffer_add_string(out, "];\n");
	buffer_dispose(&standing);
}

static void add_dot_edge(const struct graph_edge *edge, struct buffer *out)
{
	buffer_addf(out, "\tn%zu -> n%zu [label=\"", edge->from, edge->to);
	add_dot_text(out, slice_of(edge->label));
	buffer_addf(out, "\"%s%s];\n", edge->upstream ? ", style=dashed" : "",
		edge->type == GRAPH_TEXT ? ", style=dotted" : "");
}

void report_graph_dot(const struct graph *graph, struct buffer *out)
{
	buffer_add_string(out, "// dashed lines: sign-offs build on what they lead to\n"
			       "digraph handoff {\n\trankdir=LR;\n"
			       "\tnode [shape=box, fontname=\"sans-serif\"];\n"
			       "\tedge [fontname=\"sans-serif\", fontsize=10];\n");
	for (size_t i = 0; i < graph->n_nodes; i++)
		add_dot_node(&graph->nodes[i], i, out);
	for (size_t i = 0; i < graph->n_edges; i++)
		add_dot_edge(&graph->edges[i], out);
	buffer_add_string(out, "}\n");
}

/* ---- JSON ----------------------------------------------------------------------------------- */

static json_t *text_of(const struct document *document, const char *field)
{
	return document ? json_text(document_text(document, field)) : json_null();
}

static json_t *number_json(size_t number)
{
	char text[32];

	snprintf(text, sizeof text, "n%zu", number);
	return json_string(text);
}

static json_t *node_object(const struct graph_node *node, size_t number)
{
	static const char *const types[] = {"document", "file", "missing"};

	return json_pack("{s:o, s:s, s:o, s:o, s:o, s:o, s:o, s:b}", "node", number_json(number),
		"type", types[node->type], "path", json_safe(node->name), "id",
		text_of(node->document, "id"), "kind", text_of(node->document, "kind"), "title",
		text_of(node->document, "title"), "status", text_of(node->document, "status"),
		"asked", node->asked);
}

static json_t *edge_object(const struct graph_edge *edge)
{
	static const char *const types[] = {"field", "column", "text"};

	return json_pack("{s:o, s:o, s:s, s:o, s:o, s:b}", "from", number_json(edge->from), "to",
		number_json(edge->to), "type", types[edge->type], "name",
		edge->label[0] ? json_safe(edge->label) : json_null(), "section",
		edge->section ? json_safe(edge->section) : json_null(), "upstream", edge->upstream);
}

void report_graph_json(
	const struct workspace *workspace, const struct graph *graph, struct buffer *out)
{
	json_t *nodes = json_array(), *edges = json_array();

	for (size_t i = 0; i < graph->n_nodes; i++)
		json_array_append_new(nodes, node_object(&graph->nodes[i], i));
	for (size_t i = 0; i < graph->n_edges; i++)
		json_array_append_new(edges, edge_object(&graph->edges[i]));
	json_write(json_pack("{s:s, s:o, s:o, s:o, s:o}", "schema", "handoff-graph-1", "tool",
			   json_tool(), "target", json_target(workspace), "nodes", nodes, "edges",
			   edges),
		out);
}
