#include "one_document.h"

#include <stdlib.h>

#include "ledger.h"

static struct error *open_workspace(
	struct app *app, const struct app_document_request *request, struct app_document *out)
{
	const char *paths[] = {out->path, ""};
	struct workspace_request wanted = {
		.repo = app->repo,
		.rev = request->rev,
		.paths = paths,
		.n_paths = request->all_documents ? 2 : 1,
		.no_history = true,
	};
	struct error *error = workspace_open(&wanted, &out->workspace);

	return error ? error : snapshot_take_trouble(out->workspace.snapshot);
}

static struct error *find_document(const char *kind, struct app_document *out)
{
	const struct document *document = corpus_find(out->workspace.corpus, out->path);

	if (!document)
		return error_new(ERROR_USAGE, "%s: a directory; name one %s", out->path, kind);
	if (document->refusal)
		return error_new(ERROR_REFUSED, "%s: %s", out->path, document->refusal);
	if (!document->kind)
		return error_new(ERROR_USAGE, "%s: no document of a known kind", out->path);
	if (strcmp(document->kind->id, kind) != 0)
		return error_new(ERROR_USAGE, "%s: of kind \"%s\", not \"%s\"", out->path,
			document->kind->id, kind);
	out->document = document;
	return NULL;
}

/* Returns EXIT_DONE, or EXIT_TROUBLE after saying why not. */
static int open_document(
	struct app *app, const struct app_document_request *request, struct app_document *out)
{
	struct error *error;

	if (request->n_words != 2)
		return app_usage(
			"`handoff %s %s` takes one document", request->words[0], request->verb);
	error = app_open(app);
	if (!error)
		error = app_path(app, request->words[1], &out->path);
	if (!error)
		error = open_workspace(app, request, out);
	if (error)
		return app_fail(error);
	if (out->workspace.policy_unusable)
		return app_show_problems(app, &out->workspace);
	error = find_document(request->words[0], out);
	return error ? app_fail(error) : EXIT_DONE;
}

int app_show_document(struct app *app, const struct app_document_request *request,
	int (*show)(struct app *app, const struct app_document *opened))
{
	struct app_document opened = {0};
	int status = open_document(app, request, &opened);

	if (status == EXIT_DONE)
		status = show(app, &opened);
	workspace_dispose(&opened.workspace);
	free(opened.path);
	return status;
}
