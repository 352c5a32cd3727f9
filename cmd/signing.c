#include "signing.h"

#include <stdlib.h>

#include "base/file.h"
#include "base/mem.h"
#include "hooks/hooks.h"
#include "ledger.h"
#include "repo/commit_file.h"
#include "signoff/ssh.h"

/* The namespace of git's own signatures. */
#define GIT_NAMESPACE "git"

int signing_open(struct app *app, const char *word, struct target_document *target)
{
	struct workspace_request request = {.n_paths = 1};
	struct error *error;

	*target = (struct target_document){0};
	error = app_open(app);
	if (!error)
		error = repo_check_writable(app->repo);
	if (!error)
		error = repo_relative_path(app->repo, word, &target->path);
	request.repo = app->repo;
	request.paths = (const char *const *)&target->path;
	if (!error)
		error = workspace_open(&request, &target->workspace);
	if (!error && target->workspace.policy_unusable)
		return app_show_problems(app, &target->workspace);
	if (!error)
		target->document = corpus_find(target->workspace.corpus, target->path);
	if (!error && !target->document)
		error = error_new(ERROR_USAGE, "%s: name one document", word);
	return error ? app_fail(error) : EXIT_DONE;
}

void signing_close(struct target_document *target)
{
	workspace_dispose(&target->workspace);
	free(target->path);
}

/* ---- Committing ----------------------------------------------------------------------------- */

/* How the commit is to be signed; *key is NULL if it is not. */
static struct error *choose_commit_key(
	struct app *app, const char *path, struct ssh_signing_key **key)
{
	struct error *error = NULL;
	char *format;

	*key = NULL;
	if (!commit_wants_signature(app->repo))
		return NULL;
	format = commit_signature_format(app->repo);
	if (strcmp(format, "ssh") == 0)
		error = ssh_choose_key(app->repo, NULL, key);
	if (!error && !*key)
		error = error_new(ERROR_REFUSED,
			"git is configured to sign commits with %s, which only git does: leave "
			"--commit out, then `git commit -- %s`",
			format, path);
	free(format);
	return error;
}

/* Git would ask them; ours say nothing to a sign-off that this program makes. */
static struct error *check_hooks(struct app *app, const char *path)
{
	static const char *const names[] = {
		"pre-commit", "prepare-commit-msg", "commit-msg", "post-commit", NULL};
	struct hooks *hooks = NULL;
	struct error *error = hooks_open(app->repo, &hooks);
	const char *other = error ? NULL : hooks_find_other(hooks, names);

	if (other)
		error = error_new(ERROR_REFUSED,
			"this repository has a %s hook, which only git runs: leave --commit out, "
			"then `git commit -- %s`",
			other, path);
	hooks_free(hooks);
	return error;
}

struct error *signing_check_commit(struct app *app, const struct target_document *target)
{
	struct ssh_signing_key *key = NULL;
	struct error *error = commit_file_check(app->repo, target->path);

	if (!error)
		error = check_hooks(app, target->path);
	if (!error)
		error = choose_commit_key(app, target->path, &key);
	ssh_key_free(key);
	return error;
}

static struct error *sign_commit(void *context, struct slice bytes, struct buffer *armour)
{
	return ssh_sign(context, GIT_NAMESPACE, bytes, armour);
}

static struct error *commit_document(struct app *app, const struct target_document *target,
	const struct signing *signing, const char *subject, struct object_id *made)
{
	struct ssh_signing_key *key = NULL;
	char *message = mem_format("%s\n\nHandoff-Signoff: %s\n", subject, signing->trailer.at);
	struct error *error = choose_commit_key(app, target->path, &key);

	if (!error)
		error = commit_file(app->repo, target->path, buffer_slice(&signing->bytes), message,
			key ? sign_commit : NULL, key, made);
	ssh_key_free(key);
	free(message);
	return error;
}

struct error *signing_write(struct app *app, const struct target_document *target,
	const struct signing *signing, bool commit, const char *subject, struct object_id *made)
{
	struct slice old = outline_source(target->document->outline);
	struct error *error = file_replace_beneath(
		repo_worktree_fd(app->repo), target->path, old, buffer_slice(&signing->bytes));

	if (!error && commit)
		error = commit_document(app, target, signing, subject, made);
	return error;
}
