/*
 * graph.h - how the documents of a corpus refer to one another: through fields and columns of type
 * link, through what sign-offs build on (`upstream`), and, where asked for, through links in the
 * text.
 */
#ifndef HANDOFF_CHECK_GRAPH_H
#define HANDOFF_CHECK_GRAPH_H

#include "base/mem.h"
#include "check/corpus.h"

enum graph_node_type {
	GRAPH_DOCUMENT,
	GRAPH_FILE,    /* of the repository, and no document */
	GRAPH_MISSING, /* a link leads here, and there is nothing */
};

struct graph_node {
	enum graph_node_type type;
	const struct document *document; /* NULL: no document */
	const char *name; /* its path; of what is missing, perhaps the id that was meant */
	bool asked;       /* among the paths that were asked for; all are, where none were */
};

enum graph_edge_type {
	GRAPH_FIELD,
	GRAPH_COLUMN,
	GRAPH_TEXT,
};

struct graph_edge {
	size_t from, to; /* numbers of nodes */
	enum graph_edge_type type;
	const char *label;   /* the field, its relation (`rel` of `relates`), or the column; "" */
	const char *section; /* of a column, or NULL */
	bool upstream;       /* sign-offs of `from` build on `to` */
};

struct graph {
	struct graph_node *nodes; /* documents, files, missing ones; each by name */
	size_t n_nodes;
	struct graph_edge *edges; /* by their ends, then by label; no two are the same */
	size_t n_edges;
	struct arena *arena;
};

struct graph_request {
	const struct corpus *corpus; /* all documents */
	const char *const *paths;    /* these files, what is below these directories, and all that
					they are connected to; none: everything */
	size_t n_paths;
	bool text; /* links in the text too */
};

/* Free with graph_dispose. */
void graph_read(const struct graph_request *request, struct graph *graph);
void graph_dispose(struct graph *graph);

#endif
