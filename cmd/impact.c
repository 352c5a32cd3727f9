/* handoff impact: what would go stale, and whose sign-off, if a document changed. */
#include <stdlib.h>

#include "ledger.h"
#include "report/impact.h"

static char *rev;
static char *policy;
static char *format_name;

static const struct poptOption options[] = {
	{"rev", '\0', POPT_ARG_STRING, &rev, 0, "documents of this commit", "REV"},
	{"policy", '\0', POPT_ARG_STRING, &policy, 0, "people, kinds and settings of this commit",
		"REV"},
	{"format", '\0', POPT_ARG_STRING, &format_name, 0, "how to report", "FORMAT"},
	POPT_TABLEEND,
};

static const struct choice formats[] = {{"text", NULL}, {"json", NULL}, {NULL, NULL}};

static int show(struct app *app, const struct app_ledger *read, const char *path)
{
	const struct workspace *workspace = &read->workspace;
	struct impact_options shown = {
		repo_prefix(app->repo), false, !policy_config(workspace->policy)->carry_formatting};
	struct buffer out = BUFFER_INIT;
	struct impact impact;
	struct error *error;

	if (snapshot_kind(workspace->snapshot, path) != FILE_REGULAR)
		return app_fail(error_new(ERROR_NOT_FOUND, "%s: no such file", path));
	impact_read(workspace, read->ledger, path, &impact);
	error = snapshot_take_trouble(workspace->snapshot);
	if (!error && format_name && strcmp(format_name, "json") == 0) {
		report_impact_json(workspace, &impact, &out);
	} else if (!error) {
		shown.color = app_wants_color(app);
		report_impact_text(&impact, &shown, &out);
		app_say_policy(workspace);
	}
	impact_dispose(&impact);
	return error ? app_fail(error) : app_deliver(app, &out);
}

/* All documents are read, since any may build on it. */
static int find_and_show(struct app *app, const char *word)
{
	struct app_ledger_request request = {rev, policy, NULL, 0, false};
	struct app_ledger read;
	char *path = NULL;
	struct error *error = app_open(app);
	int status;

	if (!error)
		error = app_path(app, word, &path);
	if (error)
		return app_fail(error);
	status = app_read_ledger(app, &request, &read);
	if (status == EXIT_DONE)
		status = show(app, &read, path);
	app_ledger_dispose(&read);
	free(path);
	return status;
}

static int run(struct app *app, const char *const *words, size_t n_words)
{
	int status;

	if (n_words != 1)
		return app_usage("impact takes one document or file");
	status = find_and_show(app, words[0]);
	free(rev);
	free(policy);
	free(format_name);
	return status;
}

const struct command command_impact = {
	.name = "impact",
	.arguments = "DOC",
	.summary = "what would go stale if a document changed",
	.details =
		"Says whose sign-offs would go stale if the covered content of a document changed: "
		"its own, and\n"
		"those of documents that build on it (fields with `upstream` in their contract); "
		"which parts may\n"
		"change without that; and which documents link to it otherwise. DOC may be any "
		"file, such as the\n"
		"evidence of a review. A document further down is not reached: what it builds on "
		"stays the same.\n\n"
		"Exit status: 0 told, 2 it could not be.",
	.examples = "  handoff impact handoff/model-card/ranker.md\n"
		    "  handoff impact eval/v42/metrics.json --format json\n",
	.options = options,
	.formats = formats,
	.run = run,
};
