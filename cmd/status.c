/* handoff status: where every sign-off stands. */
#include <stdlib.h>

#include "ledger.h"
#include "policy/value.h"
#include "report/status.h"

static char *rev;
static char *policy;
static char *expiring;
static char *format_name;

static const struct poptOption options[] = {
	{"rev", '\0', POPT_ARG_STRING, &rev, 0, "documents of this commit", "REV"},
	{"policy", '\0', POPT_ARG_STRING, &policy, 0, "people, kinds and settings of this commit",
		"REV"},
	{"expiring", '\0', POPT_ARG_STRING, &expiring, 0,
		"only sign-offs that expire within this time, such as 14d", "TIME"},
	{"format", '\0', POPT_ARG_STRING, &format_name, 0, "how to report", "FORMAT"},
	POPT_TABLEEND,
};

static const struct choice formats[] = {
	{"text", NULL}, {"json", NULL}, {"csv", NULL}, {NULL, NULL}};

static int show(struct app *app, const struct app_ledger *read, int64_t within)
{
	struct status_options shown = {.prefix = repo_prefix(app->repo), .expiring = within};
	struct buffer out = BUFFER_INIT;

	if (format_name && strcmp(format_name, "json") == 0) {
		report_status_json(&read->workspace, read->ledger, &shown, &out);
	} else if (format_name && strcmp(format_name, "csv") == 0) {
		report_status_csv(&read->workspace, read->ledger, &shown, &out);
	} else {
		shown.color = app_wants_color(app);
		report_status_text(&read->workspace, read->ledger, &shown, &out);
		if (out.len == 0)
			app_note(within < 0 ? "no documents with a lifecycle"
					    : "no sign-offs expire by then");
		app_say_policy(&read->workspace);
	}
	return app_deliver(app, &out);
}

static int run(struct app *app, const char *const *words, size_t n_words)
{
	struct app_ledger_request request = {rev, policy, words, n_words, false};
	struct app_ledger read;
	double seconds = -1;
	int status;

	if (expiring && !value_duration(slice_of(expiring), &seconds))
		return app_usage("--expiring takes a time such as 14d, not \"%s\"", expiring);
	status = app_read_ledger(app, &request, &read);
	if (status == EXIT_DONE)
		status = show(app, &read, (int64_t)seconds);
	app_ledger_dispose(&read);
	free(rev);
	free(policy);
	free(expiring);
	free(format_name);
	return status;
}

const struct command command_status = {
	.name = "status",
	.arguments = "[PATH...]",
	.summary = "where every sign-off stands",
	.details = "Lists the documents with their lifecycle status and, for each role that their "
		   "contract\n"
		   "asks for, who signed, how long ago, and whether that still stands; below, for "
		   "what does not,\n"
		   "why. handoff-signoffs(7) explains the states.\n\n"
		   "Exit status: 0 shown, 2 it could not be told.",
	.examples = "  handoff status\n"
		    "  handoff status --rev origin/main --format json\n"
		    "  handoff status --expiring 14d\n",
	.options = options,
	.formats = formats,
	.run = run,
};
