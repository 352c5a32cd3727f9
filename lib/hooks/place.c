#include "hooks/place.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/path.h"
#include "repo/git_directory.h"

static void place_dispose(struct hook_place *place)
{
	free(place->path);
	free(place->shown);
	free(place->why);
	*place = (struct hook_place){.root = -1};
}

void hook_places_dispose(struct hook_places *places)
{
	place_dispose(&places->own);
	place_dispose(&places->client);
	place_dispose(&places->server);
	place_dispose(&places->husky);
	place_dispose(&places->tree);
	if (places->common >= 0)
		close(places->common);
	places->common = -1;
}

bool hook_place_equal(const struct hook_place *a, const struct hook_place *b)
{
	return a->root >= 0 && a->root == b->root && strcmp(a->path, b->path) == 0;
}

static char *join(const char *directory, const char *name)
{
	return directory[0] ? mem_format("%s/%s", directory, name) : mem_string(slice_of(name));
}

char *hook_place_path(const struct hook_place *place, const char *name)
{
	return join(place->path, name);
}

char *hook_place_shown(const struct hook_place *place, const char *name)
{
	return join(place->shown, name);
}

/* ---- Where a directory is ------------------------------------------------------------------- */

struct finding_place {
	struct repo *repo;
	int common;
	char *common_path;
};

/* What comes after the directory in a path below it; NULL if it is not below. */
static const char *rest_below(const char *path, const char *directory)
{
	size_t len = strlen(directory);

	if (strncmp(path, directory, len) != 0)
		return NULL;
	if (path[len] == '/')
		return path + len + 1;
	return path[len] ? NULL : path + len;
}

/* The path without links, malloc'd; its last component need not exist. NULL with errno set. */
static char *resolve(const char *path)
{
	struct slice directory = path_directory(slice_of(path));
	char real[PATH_MAX];
	char *copy, *found;

	if (realpath(path, real))
		return mem_string(slice_of(real));
	if (errno != ENOENT || !directory.len)
		return NULL;
	copy = mem_string(directory);
	found = realpath(copy, real) ? mem_format("%s%s", real, path + directory.len) : NULL;
	free(copy);
	return found;
}

static void locate(const struct finding_place *finding, const char *path, struct hook_place *place)
{
	const char *worktree = repo_worktree(finding->repo);
	const char *in_common, *in_tree;
	char *real = resolve(path);
	struct stat st;

	*place = (struct hook_place){.root = -1};
	if (!real) {
		place->shown = mem_string(slice_of(path));
		place->why = mem_format("%s: %s", path, strerror(errno));
		return;
	}
	in_common = rest_below(real, finding->common_path);
	in_tree = worktree ? rest_below(real, worktree) : NULL;
	place->shown = mem_string(slice_of(in_tree ? in_tree : real));
	if (stat(real, &st) == 0 && !S_ISDIR(st.st_mode)) {
		place->is_nowhere = true;
		place->why = mem_format("%s, where git looks for hooks, is not a directory", real);
	} else if (!in_common && !in_tree) {
		place->why =
			mem_format("git looks for hooks in %s, outside of this repository", real);
	} else {
		place->root = in_common ? finding->common : repo_worktree_fd(finding->repo);
		place->path = mem_string(slice_of(in_common ? in_common : in_tree));
	}
	free(real);
}

/* A relative one counts from the directory in which git runs the hook. */
static void locate_setting(const struct finding_place *finding, const char *value, const char *base,
	struct hook_place *place)
{
	char *path =
		value[0] == '/' ? mem_string(slice_of(value)) : mem_format("%s/%s", base, value);

	locate(finding, path, place);
	free(path);
}

/* ---- husky ---------------------------------------------------------------------------------- */

static bool has_file(const struct hook_place *place, const char *name)
{
	char *path = hook_place_path(place, name);
	bool has = file_kind_beneath(place->root, path) == FILE_REGULAR;

	free(path);
	return has;
}

static void copy_place(const struct hook_place *from, struct slice path, struct hook_place *to)
{
	size_t cut = strlen(from->path) - path.len;

	to->root = from->root;
	to->path = mem_string(path);
	to->shown = mem_string((struct slice){from->shown, strlen(from->shown) - cut});
}

/*
 * husky 9 points git to .husky/_, whose files it writes anew each time and which run those in
 * .husky; husky 5 to 8 pointed git to .husky itself, with its own file in .husky/_.
 */
static void find_husky(struct hook_places *places)
{
	const struct hook_place *client = &places->client;
	struct slice path = slice_of(client->path);
	struct slice parent;

	if (client->root < 0 || client->root == places->common)
		return;
	parent = path_directory(path);
	if (parent.len && slice_is(slice_from(path, parent.len), "/_") &&
		(has_file(client, "h") || slice_ends_with(parent, ".husky")))
		copy_place(client, parent, &places->husky);
	else if (has_file(client, "_/husky.sh"))
		copy_place(client, path, &places->husky);
}

/* ---- All of them ---------------------------------------------------------------------------- */

static void locate_all(
	const struct finding_place *finding, const char *own, struct hook_places *places)
{
	const char *worktree = repo_worktree(finding->repo);
	char *setting = repo_config_path(finding->repo, "core.hookspath");
	const char *path = setting && setting[0] ? setting : own;

	locate(finding, own, &places->own);
	locate_setting(finding, path, worktree ? worktree : finding->common_path, &places->client);
	locate_setting(finding, path, finding->common_path, &places->server);
	free(setting);
}

struct error *hook_places_open(struct repo *repo, struct hook_places *places)
{
	struct finding_place finding = {.repo = repo};
	struct error *error;
	char *own;

	*places = (struct hook_places){.common = -1, .husky = {.root = -1}, .tree = {.root = -1}};
	places->own.root = places->client.root = places->server.root = -1;
	error = repo_common_directory(repo, &finding.common_path);
	if (!error)
		error = file_open_root(finding.common_path, &places->common);
	if (error) {
		free(finding.common_path);
		return error;
	}
	finding.common = places->common;
	own = mem_format("%s/hooks", finding.common_path);
	locate_all(&finding, own, places);
	if (repo_worktree(repo))
		places->tree = (struct hook_place){.root = repo_worktree_fd(repo),
			.path = mem_string(slice_of("")),
			.shown = mem_string(slice_of(""))};
	find_husky(places);
	free(own);
	free(finding.common_path);
	return NULL;
}

struct error *hook_places_check_writable(struct repo *repo)
{
	return repo_worktree(repo) ? repo_check_writable(repo) : NULL;
}
