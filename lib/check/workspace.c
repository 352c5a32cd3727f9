#include "check/workspace.h"

#include <stdlib.h>
#include <strings.h>

#include "base/mem.h"
#include "base/path.h"
#include "check/check.h"
#include "repo/shallow.h"

static struct error *resolve(const struct workspace_request *request, struct workspace *workspace)
{
	struct error *error = NULL;
	bool unborn = false;

	workspace->is_commit = request->rev != NULL;
	workspace->is_index = request->staged;
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

static struct error *find_parents(struct workspace *workspace)
{
	struct object_id *merged = NULL;
	struct error *error = NULL;
	size_t count = 0;

	if (!workspace->has_tip)
		return NULL;
	if (!workspace->is_commit)
		error = repo_merge_heads(workspace->repo, &merged, &count);
	workspace->parents = mem_calloc(count + 1, sizeof *workspace->parents);
	workspace->parents[workspace->n_parents++] = workspace->tip.commit;
	for (size_t i = 0; !error && i < count; i++)
		workspace->parents[workspace->n_parents++] = merged[i];
	free(merged);
	return error;
}

static struct error *take_snapshots(struct workspace *workspace)
{
	struct error *error;

	if (workspace->is_commit)
		error = snapshot_of_commit(
			workspace->repo, &workspace->tip.commit, &workspace->snapshot);
	else if (workspace->is_index)
		error = snapshot_of_index(workspace->repo, &workspace->snapshot);
	else
		error = snapshot_of_worktree(workspace->repo, &workspace->snapshot);
	if (error || !workspace->has_policy) {
		workspace->policy_snapshot = workspace->snapshot;
		return error;
	}
	return snapshot_of_commit(
		workspace->repo, &workspace->policy_revision.commit, &workspace->policy_snapshot);
}

static void note_gone(struct workspace *workspace)
{
	const struct file_changes *changes = &workspace->staged_changes;

	workspace->gone = mem_calloc(changes->count + 1, sizeof *workspace->gone);
	for (size_t i = 0; i < changes->count; i++) {
		if (changes->list[i].before == FILE_REGULAR &&
			slice_ends_with(slice_of(changes->list[i].path), ".md"))
			workspace->gone[workspace->n_gone++] = changes->list[i].path;
	}
	workspace->has_gone = true;
}

static struct error *find_staged(struct workspace *workspace)
{
	struct snapshot *committed = NULL;
	struct error *error = NULL;

	workspace->author = repo_author_email(workspace->repo);
	if (workspace->has_tip)
		error = snapshot_of_commit(workspace->repo, &workspace->tip.commit, &committed);
	if (!error)
		error = file_changes_find(
			committed, workspace->snapshot, &workspace->staged_changes);
	snapshot_free(committed);
	if (!error)
		note_gone(workspace);
	return error;
}

/* ---- Documents ------------------------------------------------------------------------------- */

bool workspace_is_document(const struct workspace *workspace, const char *path)
{
	const char *slash = strrchr(path, '/');

	return strncmp(path, ".handoff/", strlen(".handoff/")) != 0 &&
	       strcasecmp(slash ? slash + 1 : path, "README.md") != 0 &&
	       pathspec_matches(policy_documents(workspace->policy), path) &&
	       !pathspec_matches(policy_ignore(workspace->policy), path);
}

bool path_is_asked_for(const char *path, const char *const *paths, size_t n_paths)
{
	for (size_t i = 0; i < n_paths; i++) {
		if (path_is_below(path, paths[i]))
			return true;
	}
	return n_paths == 0;
}

/* A file that somebody names is a document wherever it lies. */
static bool is_wanted(const struct workspace_request *request, const struct workspace *workspace,
	const char *path)
{
	for (size_t i = 0; i < request->n_paths; i++) {
		if (strcmp(request->paths[i], path) == 0)
			return true;
	}
	return path_is_asked_for(path, request->paths, request->n_paths) &&
	       workspace_is_document(workspace, path);
}

/* A document with conflicts has no content that could be committed. */
static struct error *check_unmerged(
	const struct workspace_request *request, const struct workspace *workspace)
{
	size_t count;
	const char *const *unmerged = snapshot_unmerged(workspace->snapshot, &count);

	for (size_t i = 0; i < count; i++) {
		if (is_wanted(request, workspace, unmerged[i]))
			return error_new(ERROR_REPOSITORY,
				"%s has conflicts: mend them and `git add` it before it is "
				"committed",
				unmerged[i]);
	}
	return NULL;
}

static struct error *check_paths(
	const struct workspace_request *request, const struct workspace *workspace)
{
	for (size_t i = 0; i < request->n_paths; i++) {
		if (snapshot_kind(workspace->snapshot, request->paths[i]) == FILE_ABSENT)
			return error_new(ERROR_NOT_FOUND,
				"%s: no such file or directory in the index", request->paths[i]);
	}
	return NULL;
}

/* Of what is staged the documents that would be there after the commit. */
static struct error *read_staged(const struct workspace_request *request,
	struct workspace *workspace, struct corpus_request *wanted)
{
	const struct file_changes *changes = &workspace->staged_changes;
	const char **paths = mem_calloc(changes->count + 1, sizeof *paths);
	struct error *error = check_paths(request, workspace);

	wanted->paths = paths;
	wanted->n_paths = 0;
	wanted->only_paths = true;
	for (size_t i = 0; i < changes->count; i++) {
		const struct file_change *change = &changes->list[i];

		if (change->after != FILE_ABSENT && change->after != FILE_SPECIAL &&
			is_wanted(request, workspace, change->path))
			paths[wanted->n_paths++] = change->path;
	}
	if (!error)
		error = corpus_read(wanted, &workspace->corpus);
	free(paths);
	return error;
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
		.narrow = request->narrow,
	};
	struct error *error = check_unmerged(request, workspace);

	if (error)
		return error;
	if (workspace->is_index && !request->everything)
		return read_staged(request, workspace, &wanted);
	return corpus_read(&wanted, &workspace->corpus);
}

/* ---- Opening --------------------------------------------------------------------------------- */

struct error *workspace_open(const struct workspace_request *request, struct workspace *workspace)
{
	struct error *error;

	*workspace = (struct workspace){.repo = request->repo};
	error = clock_now(&workspace->now);
	if (!error)
		error = clock_today(&workspace->today);
	if (!error)
		error = resolve(request, workspace);
	workspace->pool = doc_pool_new(request->jobs, &doc_limits_default);
	if (workspace->is_index)
		doc_pool_warm(workspace->pool);
	if (!error)
		error = find_parents(workspace);
	if (!error)
		error = take_snapshots(workspace);
	if (!error && workspace->is_index)
		error = find_staged(workspace);
	if (error)
		return error;
	if (workspace->has_tip && !workspace->is_index && !request->no_history)
		workspace->ahead = commit_ahead_start(request->repo, &workspace->tip.commit);
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
	file_changes_dispose(&workspace->staged_changes);
	free(workspace->gone);
	free(workspace->parents);
	free(workspace->author);
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
	add_file(&list, POLICY_BASELINE);
	error = list_files(workspace->snapshot, &list);
	if (!error)
		error = list_files(workspace->policy_snapshot, &list);
	snapshot_list_sort(&list);
	for (size_t i = 0; !error && i < list.count; i++)
		compare_file(workspace, list.entries[i].path, each, context);
	snapshot_list_dispose(&list);
	return error;
}
