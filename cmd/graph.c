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

static struct error *find_paths(
	const struct workspace *workspace, const char *const *paths, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (snapshot_kind(workspace->snapshot, paths[i]) == FILE_ABSENT)
			return error_new(
				ERROR_NOT_FOUND, "%s: no such file or directory", paths[i]);
	}
	return NULL;
}

static int show(struct app *app, const struct workspace *workspace, const char *const *paths,
	size_t n_paths)
{
	struct graph_request request = {workspace->corpus, paths, n_paths, all != 0};
	struct error *error = find_paths(workspace, paths, n_paths);
	struct buffer out = BUFFER_INIT;
	struct graph graph;

	if (error)
		return app_fail(error);
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

/* All documents, as any may link to those that are asked for; of the latter those too that only
 * their path makes one. */
static struct error *open_documents(
	struct app *app, const char *const *paths, size_t n_paths, struct workspace *workspace)
{
	const char **wanted = mem_calloc(n_paths + 1, sizeof *wanted);
	struct workspace_request request = {
		.repo = app->repo, .rev = rev, .paths = wanted, .n_paths = 1, .no_history = true};
	struct error *error;

	wanted[0] = "";
	for (size_t i = 0; i < n_paths; i++) {
		if (slice_ends_with(slice_of(paths[i]), ".md"))
			wanted[request.n_paths++] = paths[i];
	}
	error = workspace_open(&request, workspace);
	free(wanted);
	return error;
}

static int draw(struct app *app, const char *const *paths, size_t n_paths)
{
	struct workspace workspace;
	struct error *error = open_documents(app, paths, n_paths, &workspace);
	int status;

	if (error)
		status = app_fail(error);
	else if (workspace.policy_unusable)
		status = app_show_problems(app, &workspace);
	else
		status = show(app, &workspace, paths, n_paths);
	workspace_dispose(&workspace);
	return status;
}

static int run(struct app *app, const char *const *words, size_t n_words)
{
	char **paths = mem_calloc(n_words + 1, sizeof *paths);
	struct error *error = app_open(app);
	int status;

	for (size_t i = 0; !error && i < n_words; i++)
		error = app_path(app, words[i], &paths[i]);
	status = error ? app_fail(error) : draw(app, (const char *const *)paths, n_words);
	for (size_t i = 0; i < n_words; i++)
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
