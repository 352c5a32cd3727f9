/* handoff KIND list: the documents of a kind. */
#include <stdlib.h>
#include <string.h>

#include "check/corpus.h"
#include "cmd.h"
#include "report/kinds.h"

static char *status_name;
static char *format_name;

static const struct poptOption options[] = {
	{"status", '\0', POPT_ARG_STRING, &status_name, 0, "only documents in this status",
		"STATUS"},
	{"format", '\0', POPT_ARG_STRING, &format_name, 0, "how to report", "FORMAT"},
	POPT_TABLEEND,
};

static const struct choice formats[] = {
	{"text", NULL}, {"json", NULL}, {"csv", NULL}, {NULL, NULL}};

/* A mistyped status would list nothing, which looks like an answer. */
static struct error *check_status(struct policy *policy, const char *name)
{
	const struct kind *kind;
	struct error *error = policy_kind(policy, slice_of(name), &kind);

	if (error || !status_name || kind_status(kind, slice_of(status_name)) >= 0)
		return error;
	return error_new(ERROR_USAGE, "a %s has no status \"%s\"; `handoff kinds %s` lists them",
		name, status_name, name);
}

static void write_list(
	struct app *app, const struct corpus *corpus, const char *kind, struct buffer *out)
{
	if (format_name && strcmp(format_name, "json") == 0)
		report_list_json(corpus, kind, status_name, out);
	else if (format_name && strcmp(format_name, "csv") == 0)
		report_list_csv(corpus, kind, status_name, out);
	else
		report_list_text(corpus, kind, status_name, repo_prefix(app->repo),
			app_wants_color(app), out);
}

static int list(struct app *app, struct app_policy *loaded, const char *kind)
{
	struct corpus_request request = {
		.snapshot = loaded->snapshot, .policy = loaded->policy, .pool = loaded->pool};
	struct buffer out = BUFFER_INIT;
	struct corpus *corpus = NULL;
	struct error *error = check_status(loaded->policy, kind);
	int status = EXIT_DONE;

	if (!error)
		error = corpus_read(&request, &corpus);
	if (error)
		return app_fail(error);
	write_list(app, corpus, kind, &out);
	if (!app_print(app, &out))
		status = EXIT_TROUBLE;
	buffer_dispose(&out);
	corpus_free(corpus);
	return status;
}

static int run(struct app *app, const char *const *words, size_t n_words)
{
	struct app_policy loaded = {0};
	int status;

	if (n_words != 1)
		return app_usage("`handoff %s list` takes no arguments", words[0]);
	status = app_load_policy(app, &loaded);
	if (status == EXIT_DONE)
		status = list(app, &loaded, words[0]);
	app_policy_dispose(&loaded);
	free(status_name);
	free(format_name);
	return status;
}

const struct command command_kind_list = {
	.name = "list",
	.arguments = "",
	.summary = "list the documents of a kind",
	.details = "Lists the documents of a kind: status, path, title.",
	.examples = "  handoff postmortem list\n"
		    "  handoff readiness list --status in-review --format csv\n",
	.options = options,
	.formats = formats,
	.run = run,
};
