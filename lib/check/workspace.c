#include "check/workspace.h"

#include <stdlib.h>

#include "base/mem.h"
#include "check/check.h"

static struct error *resolve(const struct workspace_request *request, struct workspace *workspace)
{
	struct error *error = NULL;
	bool unborn = false;

	workspace->is_commit = request->rev != NULL;
	workspace->has_policy = request->policy != NULL;
	if (request->rev)
		error = revision_resolve(request->repo, request->rev, &workspace->tip);
	else
		error = revision_of_head(request->repo, &workspace->tip, &unborn);
	workspace->has_tip = !unborn;
	if (!error && request->policy)
		error = revision_resolve(
			request->repo, request->policy, &workspace->policy_revision);
	return error;
}

static struct error *take_snapshots(struct workspace *workspace)
{
	struct error *error;

	if (workspace->is_commit)
		error = snapshot_of_commit(
			workspace->repo, &workspace->tip.commit, &workspace->snapshot);
	else
		error = snapshot_of_worktree(workspace->repo, &workspace->snapshot);
	if (error || !workspace->has_policy) {
		workspace->policy_snapshot = workspace->snapshot;
		return error;
	}
	return snapshot_of_commit(
		workspace->repo, &workspace->policy_revision.commit, &workspace->policy_snapshot);
}

static struct error *read_documents(
	const struct workspace_request *request, struct workspace *workspace)
{
	struct corpus_request wanted = {
		.snapshot = workspace->snapshot,
		.policy = workspace->policy,
		.pool = workspace->pool,
		.paths = request->paths,
		.n_paths = request->n_paths,
	};

	return corpus_read(&wanted, &workspace->corpus);
}

struct error *workspace_open(const struct workspace_request *request, struct workspace *workspace)
{
	struct error *error;

	*workspace = (struct workspace){.repo = request->repo};
	error = clock_now(&workspace->now);
	if (!error)
		error = clock_today(&workspace->today);
	if (!error)
		error = resolve(request, workspace);
	if (!error)
		error = take_snapshots(workspace);
	if (error)
		return error;
	if (workspace->has_tip && !request->no_history)
		workspace->ahead = commit_ahead_start(request->repo, &workspace->tip.commit);
	workspace->pool = doc_pool_new(request->jobs, &doc_limits_default);
	error = policy_load(workspace->policy_snapshot, workspace->pool, &workspace->problems,
		&workspace->policy);
	if (error)
		return error;
	check_settings(policy_config(workspace->policy), &workspace->problems);
	workspace->policy_unusable = workspace->problems.count > 0;
	return workspace->policy_unusable ? NULL : read_documents(request, workspace);
}

void workspace_dispose(struct workspace *workspace)
{
	commit_ahead_end(workspace->ahead);
	problems_dispose(&workspace->problems);
	corpus_free(workspace->corpus);
	policy_free(workspace->policy);
	doc_pool_free(workspace->pool);
	if (workspace->policy_snapshot != workspace->snapshot)
		snapshot_free(workspace->policy_snapshot);
	snapshot_free(workspace->snapshot);
	revision_dispose(&workspace->tip);
	revision_dispose(&workspace->policy_revision);
	*workspace = (struct workspace){0};
}

/* ---- What changed under .handoff/ ----------------------------------------------------------- */

/* A policy's file is bounded by its own limits; this only keeps memory in hand. */
#define MAX_POLICY_BYTES ((size_t)16 << 20)

static struct error *list_files(struct snapshot *snapshot, struct snapshot_list *list)
{
	struct snapshot_list templates = SNAPSHOT_LIST_INIT;
	struct error *error = snapshot_directory(snapshot, POLICY_TEMPLATES, ".md", &templates);

	for (size_t i = 0; !error && i < templates.count; i++) {
		GROW(list->entries, list->count, list->capacity);
		list->entries[list->count++] = (struct snapshot_entry){
			mem_format("%s/%s", POLICY_TEMPLATES, templates.entries[i].path),
			templates.entries[i].kind};
	}
	snapshot_list_dispose(&templates);
	return error;
}

static void add_file(struct snapshot_list *list, const char *path)
{
	GROW(list->entries, list->count, list->capacity);
	list->entries[list->count++] =
		(struct snapshot_entry){mem_string(slice_of(path)), FILE_REGULAR};
}

/* What cannot be read is as good as another. */
static void compare_file(
	struct workspace *workspace, const char *path, policy_change_visitor each, void *context)
{
	struct buffer before = BUFFER_INIT, after = BUFFER_INIT;
	struct error *gone =
		snapshot_read(workspace->policy_snapshot, path, MAX_POLICY_BYTES, &before);
	struct error *missing = snapshot_read(workspace->snapshot, path, MAX_POLICY_BYTES, &after);
	bool is_new = gone && gone->code == ERROR_NOT_FOUND;
	bool is_gone = missing && missing->code == ERROR_NOT_FOUND;

	if (!(is_new && is_gone) &&
		(gone || missing || !slice_equal(buffer_slice(&before), buffer_slice(&after))))
		each(context, path, is_new, is_gone);
	error_free(gone);
	error_free(missing);
	buffer_dispose(&before);
	buffer_dispose(&after);
}

struct error *workspace_policy_changes(
	struct workspace *workspace, policy_change_visitor each, void *context)
{
	struct snapshot_list list = SNAPSHOT_LIST_INIT;
	struct error *error;

	if (!workspace->has_policy)
		return NULL;
	add_file(&list, POLICY_CONFIG);
	add_file(&list, POLICY_PEOPLE);
	error = list_files(workspace->snapshot, &list);
	if (!error)
		error = list_files(workspace->policy_snapshot, &list);
	snapshot_list_sort(&list);
	for (size_t i = 0; !error && i < list.count; i++)
		compare_file(workspace, list.entries[i].path, each, context);
	snapshot_list_dispose(&list);
	return error;
}
