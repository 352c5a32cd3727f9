/* handoff alignment-map trace: each objective to its KPIs, and each KPI back. */
#include <stdlib.h>

#include "one_document.h"
#include "report/alignment_trace.h"

static char *rev;
static char *format_name;

static const struct poptOption options[] = {
	{"format", '\0', POPT_ARG_STRING, &format_name, 0, "how to report", "FORMAT"},
	{"rev", '\0', POPT_ARG_STRING, &rev, 0, "the document of this commit", "REV"},
	POPT_TABLEEND,
};

static const struct choice formats[] = {{"text", NULL}, {"json", NULL}, {NULL, NULL}};

static int show(struct app *app, const struct app_document *opened)
{
	struct buffer out = BUFFER_INIT;
	struct alignment_trace trace;
	struct error *error = alignment_trace_read(opened->document, &trace);

	if (!error && format_name && strcmp(format_name, "json") == 0)
		report_trace_json(&opened->workspace, &trace, &out);
	else if (!error)
		report_trace_text(&trace, app_wants_color(app), &out);
	alignment_trace_dispose(&trace);
	return error ? app_fail(error) : app_deliver(app, &out);
}

static int run(struct app *app, const char *const *words, size_t n_words)
{
	struct app_document_request request = {words, n_words, "trace", rev, false};
	int status = app_show_document(app, &request, show);

	free(rev);
	free(format_name);
	return status;
}

const struct command command_alignment_map_trace = {
	.name = "trace",
	.kind = "alignment-map",
	.arguments = "DOC",
	.summary = "each objective to its KPIs, and each KPI back",
	.details =
		"Follows an alignment map: from each objective to its key results, and through the "
		"links to the\n"
		"KPIs that they move (->), with mechanism, evidence and guardrail; and from its "
		"KPIs back to what\n"
		"moves them (<-). Then the gaps: an objective that leads to no KPI, a key result "
		"or "
		"KPI without a\n"
		"link or a reason, a link that leads nowhere, or has no evidence or guardrail. "
		"`handoff check`\n"
		"reports the same as rules.\n\n"
		"Exit status: 0 shown, 2 it could not be.",
	.examples = "  handoff alignment-map trace handoff/alignment-map/feed-2026q4.md\n",
	.options = options,
	.formats = formats,
	.run = run,
};
