#include "site/place.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/path.h"
#include "policy/policy.h"
#include "repo/git_directory.h"

/* What there is of a path: its first components, from all of them down to the directory that it is
 * looked up in. */
struct prefix {
	const char *top; /* the directory */
	char *text;
};

static struct prefix prefix_of(const char *path)
{
	struct slice whole = slice_of(path);

	return (struct prefix){slice_starts_with(whole, "/") ? "/" : ".", mem_string(whole)};
}

static const char *prefix_name(const struct prefix *prefix)
{
	return *prefix->text ? prefix->text : prefix->top;
}

/* False if nothing is left to be taken off. */
static bool prefix_shorten(struct prefix *prefix)
{
	char *slash = strrchr(prefix->text, '/');

	if (!*prefix->text)
		return false;
	*(slash ? slash : prefix->text) = '\0';
	return true;
}

static bool is_link(const char *name)
{
	struct stat st;

	return lstat(name, &st) == 0 && S_ISLNK(st.st_mode);
}

/*
 * The place of a path, from the root of the file system, without the first slash: symbolic links in
 * what exists of it are followed, what does not exist yet stands for itself. False if there is no
 * such place.
 */
static bool find_real(const char *path, struct buffer *real)
{
	struct prefix prefix = prefix_of(path);
	char found[PATH_MAX];
	bool is_there;

	do {
		is_there = realpath(prefix_name(&prefix), found) != NULL;
	} while (!is_there && prefix_shorten(&prefix));
	buffer_add_string(real, is_there ? found + 1 : "");
	is_there = is_there && path_append(real, slice_of(path + strlen(prefix.text)));
	free(prefix.text);
	return is_there;
}

static struct error *refuse(const char *path, const char *reason)
{
	return error_new(
		ERROR_REFUSED, "%s %s: choose another directory for the site", path, reason);
}

/* A document that lies in a directory of the working tree. What is wrong with the policy is said
 * when the site is built; what is right of it counts here. */
static struct error *find_document(struct repo *repo, const char *directory, char **document)
{
	struct doc_pool *pool = doc_pool_new(1, &doc_limits_default);
	struct snapshot_list list = SNAPSHOT_LIST_INIT;
	struct problems problems = PROBLEMS_INIT;
	struct snapshot *snapshot = NULL;
	struct policy *policy = NULL;
	struct error *error = snapshot_of_worktree(repo, &snapshot);

	if (!error)
		error = policy_load(snapshot, pool, &problems, &policy);
	if (!error)
		error = snapshot_find(snapshot, directory, policy_documents(policy),
			policy_ignore(policy), policy_config(policy)->max_documents, &list);
	snapshot_list_sort(&list);
	*document = !error && list.count ? mem_string(slice_of(list.entries[0].path)) : NULL;
	snapshot_list_dispose(&list);
	problems_dispose(&problems);
	policy_free(policy);
	snapshot_free(snapshot);
	doc_pool_free(pool);
	return error;
}

static struct error *check_documents(struct repo *repo, const char *path, const char *directory)
{
	struct error *error;
	char *document;

	if (file_kind_beneath(repo_worktree_fd(repo), directory) != FILE_DIRECTORY)
		return NULL;
	error = find_document(repo, directory, &document);
	if (!error && document)
		error = error_new(ERROR_REFUSED,
			"%s holds documents, such as %s: choose another directory for the site",
			path, document);
	free(document);
	return error;
}

/* A link that the repository has leads where its authors like. */
static bool is_behind_link(struct repo *repo, const char *path)
{
	struct prefix prefix = prefix_of(path);
	char parent[PATH_MAX];
	bool found = false, is_one;

	do {
		is_one = is_link(prefix_name(&prefix));
		if (!prefix_shorten(&prefix))
			break;
		found = is_one && realpath(prefix_name(&prefix), parent) &&
			path_is_below(parent + 1, repo_worktree(repo) + 1);
	} while (!found);
	free(prefix.text);
	return found;
}

static struct error *check_worktree(struct repo *repo, const char *path, const char *real)
{
	const char *worktree = repo_worktree(repo) + 1;
	const char *directory;

	if (path_is_below(worktree, real))
		return refuse(path, "holds the working tree");
	if (is_behind_link(repo, path))
		return refuse(path, "is a symbolic link of the repository, or behind one");
	if (!path_is_below(real, worktree))
		return NULL;
	directory = real + strlen(worktree) + (*worktree != '\0');
	if (path_is_below(directory, ".handoff"))
		return refuse(path, "holds the policy");
	return check_documents(repo, path, directory);
}

struct error *site_check_place(struct repo *repo, const char *path)
{
	struct buffer real = BUFFER_INIT;
	struct error *error;
	char *common = NULL;

	error = repo_common_directory(repo, &common);
	if (!error && !find_real(path, &real))
		error = error_new(ERROR_USAGE, "%s: no such place", path);
	if (!error && repo_worktree(repo))
		error = check_worktree(repo, path, real.at);
	if (!error && (path_is_below(real.at, common + 1) || path_is_below(common + 1, real.at)))
		error = refuse(path, "holds what git keeps");
	free(common);
	buffer_dispose(&real);
	return error;
}

/* ---- Of no repository -------------------------------------------------------------------------
 */

/* In the repository that has `start` in it, if there is one. */
static struct error *check_around(const char *start, const char *path)
{
	struct repo *repo = NULL;
	struct error *error = repo_open(start, &repo);

	if (error && error->code == ERROR_NOT_FOUND) {
		error_free(error);
		return NULL;
	}
	if (!error)
		error = site_check_place(repo, path);
	repo_free(repo);
	return error;
}

/* What is above a directory is around it; what a link stands in is elsewhere. */
struct error *site_check_place_anywhere(const char *path)
{
	struct prefix prefix = prefix_of(path);
	struct error *error = NULL;
	bool is_elsewhere = true;

	do {
		const char *name = prefix_name(&prefix);

		if (is_elsewhere && access(name, F_OK) == 0) {
			error = check_around(name, path);
			is_elsewhere = false;
		}
		is_elsewhere = is_elsewhere || is_link(name);
	} while (!error && prefix_shorten(&prefix));
	free(prefix.text);
	return error;
}
