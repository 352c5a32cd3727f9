#include "check/baseline_file.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "base/path.h"

/* A path as it was typed, and what it means. */
struct location {
	const char *typed;
	bool inside; /* of the repository: `path` is relative to its root */
	char *path;  /* else relative to `fd` */
	int fd;      /* a directory that is ours to close, or -1 */
};

static void leave(struct location *at)
{
	free(at->path);
	if (at->fd >= 0)
		close(at->fd);
}

/* A file outside of the repository: its directory has to be there. */
static struct error *locate_outside(struct location *at)
{
	const char *slash = strrchr(at->typed, '/');
	char *directory =
		!slash ? mem_string(slice_of("."))
		: slash == at->typed
			? mem_string(slice_of("/"))
			: mem_string((struct slice){at->typed, (size_t)(slash - at->typed)});
	struct error *error = file_open_root(directory, &at->fd);

	at->inside = false;
	at->path = mem_string(slice_of(slash ? slash + 1 : at->typed));
	free(directory);
	return error;
}

static struct error *locate(struct repo *repo, const char *typed, struct location *at)
{
	struct buffer path = BUFFER_INIT;
	struct error *error;

	*at = (struct location){typed, true, NULL, -1};
	if (repo_worktree(repo)) {
		error = repo_relative_path(repo, typed, &at->path);
		if (!error || error->code != ERROR_REFUSED)
			return error;
		error_free(error);
		return locate_outside(at);
	}
	/* In a bare repository there is no directory that a path could be relative to. */
	if (typed[0] == '/')
		return locate_outside(at);
	buffer_reserve(&path, 1);
	error = path_append(&path, slice_of(typed)) && path.len
			? NULL
			: error_new(ERROR_USAGE, "%s: no path in this repository", typed);
	at->path = buffer_take(&path);
	return error;
}

/* ---- Reading -------------------------------------------------------------------------------- */

static struct error *not_there(const struct workspace *workspace, const struct location *at)
{
	if (at->inside && workspace->has_policy)
		return error_new(ERROR_NOT_FOUND,
			"%s: no such baseline in %s: with a trusted policy it has to be there "
			"first",
			at->typed, workspace->policy_revision.name);
	if (at->inside && workspace->is_commit)
		return error_new(ERROR_NOT_FOUND, "%s: no such baseline in %s", at->typed,
			workspace->tip.name);
	return error_new(ERROR_NOT_FOUND,
		"%s: no such baseline; `handoff check --write-baseline %s` makes it", at->typed,
		at->typed);
}

static struct error *read_text(
	const struct workspace *workspace, const struct location *at, struct buffer *text)
{
	struct error *error =
		at->inside ? snapshot_read(
				     workspace->policy_snapshot, at->path, BASELINE_MAX_BYTES, text)
			   : file_read_beneath(at->fd, at->path, BASELINE_MAX_BYTES, text);

	if (!error || error->code != ERROR_NOT_FOUND)
		return error;
	error_free(error);
	return not_there(workspace, at);
}

struct error *baseline_read(
	const struct workspace *workspace, const char *typed, struct baseline **out)
{
	struct buffer text = BUFFER_INIT;
	struct location at;
	struct error *error = locate(workspace->repo, typed, &at);

	if (!error)
		error = read_text(workspace, &at, &text);
	if (!error)
		error = baseline_parse(buffer_slice(&text), typed, out);
	buffer_dispose(&text);
	leave(&at);
	return error;
}

/* ---- Writing -------------------------------------------------------------------------------- */

/* Where files are written: *exists, and then what stands there. */
static struct error *read_old(
	struct repo *repo, const struct location *at, int *dirfd, bool *exists, struct buffer *text)
{
	struct error *error = NULL;

	if (at->inside && !repo_worktree(repo))
		return error_new(ERROR_USAGE,
			"%s: a bare repository has no working tree to write to; give a path that "
			"begins with /",
			at->typed);
	if (at->inside && snapshot_is_git_path(at->path))
		return error_new(ERROR_REFUSED, "%s: nothing is written into .git", at->typed);
	if (at->inside)
		error = repo_check_writable(repo);
	*dirfd = at->inside ? repo_worktree_fd(repo) : at->fd;
	if (!error)
		error = file_read_beneath(*dirfd, at->path, BASELINE_MAX_BYTES, text);
	*exists = !error;
	if (error && error->code == ERROR_NOT_FOUND) {
		error_free(error);
		return NULL;
	}
	if (!error && !baseline_is_one(buffer_slice(text)))
		return error_new(ERROR_REFUSED, "%s: is there and no baseline; it is left as it is",
			at->typed);
	return error;
}

/* Entries are only taken over from one that can be read. */
static struct error *read_before(const struct location *at, const struct baseline_view *view,
	struct slice old, struct baseline **before)
{
	return view->is_part && old.len ? baseline_parse(old, at->typed, before) : NULL;
}

static struct error *put(
	int dirfd, const struct location *at, bool exists, struct slice old, struct slice new)
{
	if (new.len > BASELINE_MAX_BYTES)
		return error_new(
			ERROR_LIMIT, "%s: larger than %zu bytes", at->typed, BASELINE_MAX_BYTES);
	if (!exists)
		return file_create_beneath(dirfd, at->path, new);
	return slice_equal(old, new) ? NULL : file_replace_beneath(dirfd, at->path, old, new);
}

struct error *baseline_write(const struct workspace *workspace, const char *typed,
	const struct findings *findings, const struct baseline_view *view,
	struct baseline_made *made, struct baseline **out)
{
	struct buffer old = BUFFER_INIT, new = BUFFER_INIT;
	struct baseline *before = NULL;
	struct location at;
	bool exists = false;
	int dirfd = -1;
	struct error *error = locate(workspace->repo, typed, &at);

	if (!error)
		error = read_old(workspace->repo, &at, &dirfd, &exists, &old);
	if (!error)
		error = read_before(&at, view, buffer_slice(&old), &before);
	if (!error) {
		*made = baseline_format(findings, before, view, &new);
		error = put(dirfd, &at, exists, buffer_slice(&old), buffer_slice(&new));
	}
	if (!error)
		error = baseline_parse(buffer_slice(&new), typed, out);
	baseline_free(before);
	buffer_dispose(&old);
	buffer_dispose(&new);
	leave(&at);
	return error;
}
