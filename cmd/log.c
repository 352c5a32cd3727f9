/* handoff log: a document's life, from history. */
#include <stdlib.h>
#include <string.h>

#include "ledger.h"
#include "report/life.h"

static char *rev;
static char *format_name;

static const struct poptOption options[] = {
	{"rev", '\0', POPT_ARG_STRING, &rev, 0, "up to this commit", "REV"},
	{"format", '\0', POPT_ARG_STRING, &format_name, 0, "how to report", "FORMAT"},
	POPT_TABLEEND,
};

static const struct choice formats[] = {{"text", NULL}, {"json", NULL}, {NULL, NULL}};

static int show(struct app *app, const struct app_ledger *read)
{
	const struct document_ledger *document = app_one_document(read);
	struct buffer out = BUFFER_INIT;
	struct life life;
	struct error *error;

	if (!document)
		return EXIT_TROUBLE;
	error = life_read(&read->workspace, read->ledger, document, &life);
	if (!error && format_name && strcmp(format_name, "json") == 0)
		report_life_json(&read->workspace, document->document, &life, &out);
	else if (!error)
		report_life_text(&life, app_wants_color(app), &out);
	life_dispose(&life);
	if (!error)
		return app_deliver(app, &out);
	buffer_dispose(&out);
	return app_fail(error);
}

static int run(struct app *app, const char *const *words, size_t n_words)
{
	struct app_ledger_request request = {rev, NULL, words, n_words, true};
	struct app_ledger read;
	int status;

	if (n_words != 1)
		return app_usage("log takes one document");
	status = app_read_ledger(app, &request, &read);
	if (status == EXIT_DONE)
		status = show(app, &read);
	app_ledger_dispose(&read);
	free(rev);
	free(format_name);
	return status;
}

const struct command command_log = {
	.name = "log",
	.arguments = "DOC",
	.summary = "a document's life: created, moved, signed, gone stale",
	.details =
		"Tells what happened to a document, oldest first, from git history and across "
		"renames: when it\n"
		"was created, its moves through the lifecycle, sign-offs given, revoked and taken "
		"out, what\n"
		"changed in which sections and by whom, and which sign-off went stale by it.\n\n"
		"Exit status: 0 told, 2 it could not be.",
	.examples = "  handoff log handoff/readiness/ranker.md\n"
		    "  handoff log handoff/readiness/ranker.md --format json\n",
	.options = options,
	.formats = formats,
	.run = run,
};
