/* handoff stakeholder-map plan: who is told what, through which channel, how often. */
#include <stdlib.h>

#include "one_document.h"
#include "report/stakeholder_plan.h"

static char *rev;
static char *format_name;

static const struct poptOption options[] = {
	{"format", '\0', POPT_ARG_STRING, &format_name, 0, "how to report", "FORMAT"},
	{"rev", '\0', POPT_ARG_STRING, &rev, 0, "documents of this commit", "REV"},
	POPT_TABLEEND,
};

static const struct choice formats[] = {
	{"text", NULL}, {"json", NULL}, {"csv", NULL}, {"markdown", NULL}, {NULL, NULL}};

static bool format_is(const char *name)
{
	return format_name && strcmp(format_name, name) == 0;
}

static int show(struct app *app, const struct app_document *opened)
{
	const struct workspace *workspace = &opened->workspace;
	struct buffer out = BUFFER_INIT;
	struct stakeholder_plan plan;
	struct error *error =
		stakeholder_plan_read(workspace->corpus, opened->document, workspace->today, &plan);

	if (error)
		;
	else if (format_is("json"))
		report_plan_json(workspace, &plan, &out);
	else if (format_is("csv"))
		report_plan_csv(&plan, &out);
	else if (format_is("markdown"))
		report_plan_markdown(&plan, &out);
	else
		report_plan_text(&plan, repo_prefix(app->repo), app_wants_color(app), &out);
	stakeholder_plan_dispose(&plan);
	return error ? app_fail(error) : app_deliver(app, &out);
}

static int run(struct app *app, const char *const *words, size_t n_words)
{
	struct app_document_request request = {words, n_words, "plan", rev, true};
	int status = app_show_document(app, &request, show);

	free(rev);
	free(format_name);
	return status;
}

const struct command command_stakeholder_map_plan = {
	.name = "plan",
	.kind = "stakeholder-map",
	.arguments = "DOC",
	.summary = "who is told what, through which channel, how often",
	.details = "Lists the parties of a stakeholder map by quadrant (power and interest), each "
		   "with "
		   "the level of\n"
		   "brief that it gets, the channel, how often, who keeps in touch, and the day of "
		   "the "
		   "next contact.\n"
		   "Then the gaps: a party without channel, cadence or level, a quadrant without "
		   "anybody, a document\n"
		   "whose audience stands in no map.\n\n"
		   "Exit status: 0 shown, 2 it could not be.",
	.examples = "  handoff stakeholder-map plan handoff/stakeholder-map/feed.md\n"
		    "  handoff stakeholder-map plan handoff/stakeholder-map/feed.md --format csv\n",
	.options = options,
	.formats = formats,
	.run = run,
};
