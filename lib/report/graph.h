/*
 * graph.h - the graph of documents, for tools that draw it and for scripts.
 */
#ifndef HANDOFF_REPORT_GRAPH_H
#define HANDOFF_REPORT_GRAPH_H

#include "check/graph.h"
#include "check/workspace.h"

/* A flowchart of Mermaid, which git hosts draw in Markdown. */
void report_graph_mermaid(const struct graph *graph, struct buffer *out);
/* The language of Graphviz. */
void report_graph_dot(const struct graph *graph, struct buffer *out);
void report_graph_json(
	const struct workspace *workspace, const struct graph *graph, struct buffer *out);

#endif
