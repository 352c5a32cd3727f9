/* handoff graph: how documents refer to one another. */
#include <stdlib.h>

#include "base/mem.h"
#include "check/graph.h"
#include "ledger.h"
#include "report/graph.h"

static char *rev;
static char *format_name;
static int all;

static const struct poptOption options[] = {
	{"all", '\0', POPT_ARG_NONE, &all, 0, "links in the text too", NULL},
	{"format", '\0', POPT_ARG_STRING, &format_name, 0, "how to write it", "FORMAT"},
	{"rev", '\0', POPT_ARG_STRING, &rev, 0, "documents of this commit", "REV"},
	POPT_TABLEEND,
};

static const struct choice formats[] = {
	{"mermaid", NULL}, {"dot", "for Graphviz"}, {"json", NULL}, {NULL, NULL}};

static int show(struct app *app, const struct workspace *workspace, const char *const *paths,
	size_t n_paths)
{
	struct graph_request request = {workspace->corpus, paths, n_paths, all != 0};
	struct buffer out = BUFFER_INIT;
	struct graph graph;
	struct error *error;

	graph_read(&request, &graph);
	error = snapshot_take_trouble(workspace->snapshot);
	if (!error && format_name && strcmp(format_name, "json") == 0)
		report_graph_json(workspace, &graph, &out);
	else if (!error && format_name && strcmp(format_name, "dot") == 0)
		report_graph_dot(&graph, &out);
	else if (!error)
		report_graph_mermaid(&graph, &out);
	graph_dispose(&graph);
	return error ? app_fail(error) : app_deliver(app, &out);
}

static int draw(struct app *app, char **paths, size_t n_paths)
{
	struct workspace_request request = {
		.repo = app->repo,
		.rev = rev,
		.paths = (const char *const *)paths,
		.n_paths = n_paths + 1, /* the last one is the root: whoever links to them */
		.no_history = true,
	};
	struct workspace workspace;
	struct error *error = workspace_open(&request, &workspace);
	int status;

	if (error)
		status = app_fail(error);
	else if (workspace.policy_unusable)
		status = app_show_problems(app, &workspace);
	else
		status = show(app, &workspace, request.paths, n_paths);
	workspace_dispose(&workspace);
	return status;
}

static int run(struct app *app, const char *const *words, size_t n_words)
{
	char **paths = mem_calloc(n_words + 2, sizeof *paths);
	struct error *error = app_open(app);
	int status;

	for (size_t i = 0; !error && i < n_words; i++)
		error = app_path(app, words[i], &paths[i]);
	paths[n_words] = mem_string(slice_of(""));
	status = error ? app_fail(error) : draw(app, paths, n_words);
	for (size_t i = 0; i <= n_words; i++)
		free(paths[i]);
	free(paths);
	free(rev);
	free(format_name);
	return status;
}

const struct command command_graph = {
	.name = "graph",
	.arguments = "[PATH...]",
	.summary = "how documents refer to one another",
	.details =
		"Writes a graph of the documents: an arrow for each field and each cell of a table "
		"that links to\n"
		"another document, with the name of the field or column; dashed where sign-offs "
		"build on the\n"
		"other end. With PATH, only the documents there and what they are connected to, in "
		"either\n"
		"direction. What is linked and not there is in the graph too, and marked.\n\n"
		"Exit status: 0 written, 2 it could not be.",
	.examples = "  handoff graph handoff/readiness/ranker.md\n"
		    "  handoff graph --format dot | dot -Tsvg > documents.svg\n"
		    "  handoff graph --all --format json --rev origin/main\n",
	.options = options,
	.formats = formats,
	.run = run,
};
