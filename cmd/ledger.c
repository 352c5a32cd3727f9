#include "ledger.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/path.h"
#include "check/check.h"
#include "report/report.h"

int app_show_problems(struct app *app, const struct workspace *workspace)
{
	return app_show_policy_problems(app, &workspace->problems);
}

int app_show_policy_problems(struct app *app, const struct problems *problems)
{
	struct check_result result = {.policy_unusable = true};
	struct report_options shown = {.prefix = repo_prefix(app->repo)};
	struct buffer out = BUFFER_INIT;

	check_add_problems(&result.findings, problems);
	findings_sort(&result.findings);
	report_text(&result, &shown, &out);
	fwrite(out.at, 1, out.len, stderr);
	buffer_dispose(&out);
	findings_dispose(&result.findings);
	return app_fail(error_new(ERROR_POLICY, "the files under .handoff/ cannot be used"));
}

struct error *app_path(struct app *app, const char *word, char **path)
{
	struct buffer out = BUFFER_INIT;

	if (repo_worktree(app->repo))
		return repo_relative_path(app->repo, word, path);
	if (!path_append(&out, slice_of(word)) || out.len == 0) {
		buffer_dispose(&out);
		return error_new(ERROR_USAGE, "%s: no path in this repository", word);
	}
	*path = buffer_take(&out);
	return NULL;
}

static struct error *read_all(
	struct app *app, const struct app_ledger_request *request, struct app_ledger *out)
{
	struct workspace_request wanted = {
		.repo = app->repo,
		.rev = request->rev,
		.policy = request->policy,
		.paths = (const char *const *)out->paths,
		.n_paths = out->n_paths,
	};
	struct error *error = workspace_open(&wanted, &out->workspace);

	if (error || out->workspace.policy_unusable)
		return error;
	error = ledger_read(&out->workspace, request->lives, &out->ledger);
	return error ? error : snapshot_take_trouble(out->workspace.snapshot);
}

int app_read_ledger(
	struct app *app, const struct app_ledger_request *request, struct app_ledger *out)
{
	struct error *error;

	*out = (struct app_ledger){0};
	error = app_open(app);
	out->paths = mem_calloc(request->n_words + 1, sizeof *out->paths);
	for (size_t i = 0; !error && i < request->n_words; i++) {
		error = app_path(app, request->words[i], &out->paths[i]);
		out->n_paths += !error;
	}
	if (!error)
		error = read_all(app, request, out);
	if (error)
		return app_fail(error);
	if (out->workspace.policy_unusable)
		return app_show_problems(app, &out->workspace);
	app_warn_untrusted(request->policy);
	return EXIT_DONE;
}

void app_ledger_dispose(struct app_ledger *ledger)
{
	ledger_free(ledger->ledger);
	workspace_dispose(&ledger->workspace);
	for (size_t i = 0; i < ledger->n_paths; i++)
		free(ledger->paths[i]);
	free(ledger->paths);
}

const struct document_ledger *app_one_document(const struct app_ledger *ledger)
{
	const struct document *document = corpus_find(ledger->workspace.corpus, ledger->paths[0]);
	const struct document_ledger *found = document ? ledger_of(ledger->ledger, document) : NULL;

	if (!found)
		app_usage("%s: no document of a known kind; name one", ledger->paths[0]);
	return found;
}

void app_say_policy(const struct workspace *workspace)
{
	char hex[OBJECT_ID_HEX + 1];

	if (!workspace->has_policy)
		return;
	object_id_format(&workspace->policy_revision.commit, hex);
	if (strcmp(workspace->policy_revision.name, hex) == 0)
		app_note("the policy is that of %.12s", hex);
	else
		app_note("the policy is that of %s (%.12s)", workspace->policy_revision.name, hex);
}

void app_warn_untrusted(const char *policy)
{
	const char *ci = getenv("CI");

	if (!policy && ci && strcmp(ci, "true") == 0)
		app_note(
			"warning: the policy under .handoff/ is the branch's own, and not trusted: "
			"name the base with --policy REV");
}
