/* handoff gate: may it go? */
#include <stdlib.h>

#include "base/mem.h"
#include "ledger.h"
#include "report/gate.h"

static char *to;
static char *rev;
static char *policy;
static char *format_name;

static const struct poptOption options[] = {
	{"to", '\0', POPT_ARG_STRING, &to, 0,
		"the status to go to (default: the nearest that takes sign-offs)", "STATUS"},
	{"rev", '\0', POPT_ARG_STRING, &rev, 0, "documents of this commit", "REV"},
	{"policy", '\0', POPT_ARG_STRING, &policy, 0, "people, kinds and settings of this commit",
		"REV"},
	{"format", '\0', POPT_ARG_STRING, &format_name, 0, "how to report", "FORMAT"},
	POPT_TABLEEND,
};

static const struct choice formats[] = {{"text", NULL}, {"json", NULL}, {NULL, NULL}};

static int deliver(struct app *app, const struct gate *gate, const struct check_result *result)
{
	struct buffer out = BUFFER_INIT;
	int status;

	if (format_name && strcmp(format_name, "json") == 0)
		report_gate_json(gate, result, &out);
	else
		report_gate_text(gate, repo_prefix(app->repo), app_wants_color(app), &out);
	status = app_deliver(app, &out);
	if (!format_name || strcmp(format_name, "text") == 0)
		app_say_policy(&result->workspace);
	return status == EXIT_DONE && !gate->open ? EXIT_FINDINGS : status;
}

static int judge(struct app *app, char **paths, size_t count)
{
	struct check_request request = {
		.repo = app->repo,
		.rev = rev,
		.policy = policy,
		.paths = (const char *const *)paths,
		.n_paths = count,
		.as_status = gate_target,
		.to = to,
	};
	struct check_result result;
	struct gate gate = {0};
	struct error *error = check_run(&request, &result);
	int status;

	if (!error && result.policy_unusable) {
		status = app_show_problems(app, &result.workspace);
	} else {
		if (!error)
			error = gate_judge(&result, to, &gate);
		status = error ? app_fail(error) : deliver(app, &gate, &result);
	}
	gate_dispose(&gate);
	check_result_dispose(&result);
	return status;
}

static int run(struct app *app, const char *const *words, size_t n_words)
{
	struct error *error;
	char **paths;
	int status;

	if (n_words == 0)
		return app_usage("gate takes one document or more");
	paths = mem_calloc(n_words + 1, sizeof *paths);
	error = app_open(app);
	for (size_t i = 0; !error && i < n_words; i++)
		error = app_path(app, words[i], &paths[i]);
	if (!error)
		app_warn_untrusted(policy);
	status = error ? app_fail(error) : judge(app, paths, n_words);
	for (size_t i = 0; i < n_words; i++)
		free(paths[i]);
	free(paths);
	free(to);
	free(rev);
	free(policy);
	free(format_name);
	return status;
}

const struct command command_gate = {
	.name = "gate",
	.arguments = "DOC...",
	.summary = "may a document go to a status?",
	.details =
		"Lists what has to hold before a document may have a status, and whether it does: "
		"the way\n"
		"there in its lifecycle, no errors when it is read as in that status, every "
		"sign-off that the\n"
		"status takes. A sign-off counts when it is valid; one that is not committed yet, "
		"or that\n"
		"cannot be verified here, does not.\n\n"
		"Exit status: 0 open: everything holds for every document, 1 closed, 2 it could "
		"not be told.",
	.examples = "  handoff gate handoff/readiness/ranker.md --to approved\n"
		    "  handoff gate handoff/readiness/ranker.md --to approved --rev HEAD \\\n"
		    "      --policy origin/main --format json\n",
	.options = options,
	.formats = formats,
	.run = run,
};
