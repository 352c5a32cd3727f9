#include <stdlib.h>
#include <strings.h>

#include "base/mem.h"
#include "base/path.h"
#include "repo/commit.h"
#include "repo/directory_cache.h"
#include "repo/snapshot_source.h"

struct commit_tree {
	struct snapshot snapshot;
	struct objects *objects;
	struct directory_cache *cache;
	struct object_id root;
};

/* ---- Looking up ------------------------------------------------------------------------------ */

/* A file whose object is missing must never pass for a file that is not there, whoever asks. */
static struct error *not_in_clone(struct commit_tree *tree, struct error *error, const char *path)
{
	struct error *told;

	if (!error || error->code != ERROR_NOT_FOUND)
		return error;
	told = error_new(ERROR_REPOSITORY,
		"%s: %s (a partial clone? `git fetch --refetch --no-filter` gets it all)",
		*path ? path : ".", error->message);
	error_free(error);
	snapshot_keep_trouble(&tree->snapshot, error_new(told->code, "%s", told->message));
	return told;
}

/* What stands at a path. *kind is FILE_ABSENT if nothing does, FILE_SYMLINK or FILE_SPECIAL also if
 * one is in the way. */
static struct error *look_up(
	struct commit_tree *tree, const char *path, enum file_kind *kind, struct object_id *id)
{
	struct slice rest = slice_of(path);

	*kind = FILE_DIRECTORY;
	*id = tree->root;
	while (rest.len) {
		size_t end = slice_find(rest, '/');
		const struct directory *directory;
		const struct tree_entry *entry;
		struct error *error;

		if (*kind != FILE_DIRECTORY) {
			*kind = *kind == FILE_REGULAR ? FILE_ABSENT : *kind;
			return NULL;
		}
		error = directory_cache_get(tree->cache, id, &directory);
		if (error)
			return not_in_clone(tree, error, path);
		entry = directory_find(directory, (struct slice){rest.at, end});
		*kind = entry ? entry->kind : FILE_ABSENT;
		if (!entry)
			return NULL;
		*id = entry->id;
		rest = slice_from(rest, end + 1);
	}
	return NULL;
}

static enum file_kind kind(struct snapshot *snapshot, const char *path)
{
	enum file_kind found;
	struct object_id id;
	struct error *error = look_up((struct commit_tree *)snapshot, path, &found, &id);

	snapshot_keep_trouble(snapshot, error);
	return error ? FILE_ABSENT : found;
}

static struct error *read_file(
	struct snapshot *snapshot, const char *path, size_t max, struct buffer *out)
{
	struct commit_tree *tree = (struct commit_tree *)snapshot;
	enum file_kind found;
	struct object_id id;
	struct error *error = look_up(tree, path, &found, &id);

	if (error)
		return error;
	if (found == FILE_ABSENT)
		return error_new(ERROR_NOT_FOUND, "%s: No such file or directory", path);
	if (found == FILE_SYMLINK)
		return error_new(ERROR_REFUSED, "%s: is a symbolic link, not followed", path);
	if (found != FILE_REGULAR)
		return error_new(ERROR_REFUSED, "%s: not a regular file", path);
	error = snapshot_read_blob(tree->objects, &id, path, max, out);
	return not_in_clone(tree, error, path);
}

static bool blob_id(struct snapshot *snapshot, const char *path, struct object_id *id)
{
	enum file_kind found;
	struct error *error = look_up((struct commit_tree *)snapshot, path, &found, id);

	snapshot_keep_trouble(snapshot, error);
	return !error && found == FILE_REGULAR;
}

static struct error *open_directory(
	struct commit_tree *tree, const char *path, const struct directory **directory)
{
	enum file_kind found;
	struct object_id id;
	struct error *error = look_up(tree, path, &found, &id);

	*directory = NULL;
	if (error || found != FILE_DIRECTORY)
		return error;
	return not_in_clone(tree, directory_cache_get(tree->cache, &id, directory), path);
}

static bool entry_nocase(
	struct snapshot *snapshot, const char *path, struct slice name, struct buffer *actual)
{
	const struct directory *directory;
	struct error *error = open_directory((struct commit_tree *)snapshot, path, &directory);

	if (error || !directory) {
		snapshot_keep_trouble(snapshot, error);
		return false;
	}
	for (size_t i = 0; i < directory->count; i++) {
		if (!slice_equal_nocase(name, directory->entries[i].name))
			continue;
		buffer_add_slice(actual, directory->entries[i].name);
		return true;
	}
	return false;
}

static struct error *list_directory(
	struct snapshot *snapshot, const char *path, const char *suffix, struct snapshot_list *list)
{
	const struct directory *directory;
	struct error *error = open_directory((struct commit_tree *)snapshot, path, &directory);

	for (size_t i = 0; !error && directory && i < directory->count; i++) {
		char *name = mem_string(directory->entries[i].name);

		snapshot_list_add_named(list, name, suffix, directory->entries[i].kind);
		free(name);
	}
	snapshot_list_sort(list);
	return error;
}

/* ---- Walking --------------------------------------------------------------------------------- */

struct walk {
	struct snapshot_walk common;
	struct commit_tree *tree;
};

static struct error *visit_file(struct walk *walk, const struct tree_entry *entry)
{
	bool wanted = snapshot_walk_matches(&walk->common);

	if (!wanted && entry->kind == FILE_SYMLINK &&
		pathspec_reaches(walk->common.include, walk->common.path.at))
		wanted = snapshot_link_to_directory(&walk->tree->snapshot, walk->tree->objects,
			&entry->id, buffer_slice(&walk->common.path));
	return wanted ? snapshot_walk_add(&walk->common, entry->kind) : NULL;
}

static struct error *walk_tree(struct walk *walk, const struct object_id *id, unsigned depth);

static struct error *visit(struct walk *walk, const struct tree_entry *entry, unsigned depth)
{
	struct snapshot_walk *common = &walk->common;
	size_t len = common->path.len;
	struct error *error;

	if (len == 0 && slice_is(entry->name, ".handoff"))
		return NULL;
	error = snapshot_walk_enter(common, entry->name);
	if (error)
		return error;
	if (entry->kind == FILE_DIRECTORY && pathspec_reaches(common->include, common->path.at))
		error = walk_tree(walk, &entry->id, depth + 1);
	else if (entry->kind == FILE_REGULAR || entry->kind == FILE_SYMLINK)
		error = visit_file(walk, entry);
	snapshot_walk_leave(common, len);
	return error;
}

/* The directory is copied: the cache may need its place on the way down. */
static struct error *walk_tree(struct walk *walk, const struct object_id *id, unsigned depth)
{
	struct buffer bytes = BUFFER_INIT;
	struct tree_reader reader = {0};
	const struct directory *directory;
	struct tree_entry entry;
	struct error *error;

	if (depth > SNAPSHOT_MAX_DEPTH)
		return snapshot_walk_too_deep(&walk->common);
	error = directory_cache_get(walk->tree->cache, id, &directory);
	if (error)
		return not_in_clone(walk->tree, error, walk->common.path.at);
	buffer_add_slice(&bytes, buffer_slice(&directory->bytes));
	reader.bytes = buffer_slice(&bytes);
	while (!error && tree_next(&reader, &entry))
		error = visit(walk, &entry, depth);
	buffer_dispose(&bytes);
	return error;
}

static struct error *find(struct snapshot *snapshot, const char *below,
	const struct pathspec *include, const struct pathspec *exclude, size_t max,
	struct snapshot_list *list)
{
	struct walk walk = {
		{include, exclude, max, 0, BUFFER_INIT, list}, (struct commit_tree *)snapshot};
	enum file_kind found;
	struct object_id id;
	struct error *error = look_up(walk.tree, below, &found, &id);

	buffer_add_string(&walk.common.path, below);
	buffer_reserve(&walk.common.path, 1);
	if (!error && found != FILE_DIRECTORY)
		error = error_new(ERROR_NOT_FOUND, "%s: no such directory", below);
	if (!error)
		error = walk_tree(&walk, &id, 0);
	buffer_dispose(&walk.common.path);
	return error;
}

/* ---- Comparing ------------------------------------------------------------------------------- */

static struct error *root_node(struct snapshot *snapshot, struct snapshot_node *root)
{
	*root = (struct snapshot_node){.kind = FILE_DIRECTORY,
		.has_id = true,
		.id = ((struct commit_tree *)snapshot)->root};
	return NULL;
}

static struct error *list_nodes(struct snapshot *snapshot, const struct snapshot_node *directory,
	const char *path, struct snapshot_nodes *nodes)
{
	struct commit_tree *tree = (struct commit_tree *)snapshot;
	struct tree_reader reader = {0};
	struct tree_entry entry;
	struct error *error = objects_read(
		tree->objects, &directory->id, OBJECT_TREE, MAX_TREE_BYTES, &nodes->names);

	if (error)
		return not_in_clone(tree, error, path);
	reader.bytes = buffer_slice(&nodes->names);
	while (tree_next(&reader, &entry)) {
		GROW(nodes->list, nodes->count, nodes->capacity);
		nodes->list[nodes->count++] = (struct snapshot_node){
			.name = entry.name, .kind = entry.kind, .has_id = true, .id = entry.id};
	}
	return reader.fault ? tree_malformed(&directory->id, reader.fault) : NULL;
}

/* ---- The snapshot ---------------------------------------------------------------------------- */

static void dispose(struct snapshot *snapshot)
{
	struct commit_tree *tree = (struct commit_tree *)snapshot;

	directory_cache_free(tree->cache);
	objects_free(tree->objects);
}

static const struct snapshot_source tree_source = {
	.dispose = dispose,
	.find = find,
	.kind = kind,
	.read = read_file,
	.entry_nocase = entry_nocase,
	.directory = list_directory,
	.blob_id = blob_id,
	.root = root_node,
	.nodes = list_nodes,
};

static struct error *read_root(struct commit_tree *tree)
{
	struct commit_links *links = mem_calloc(1, sizeof *links);
	struct error *error = commit_read_links(tree->objects, &tree->snapshot.commit, links);

	tree->root = links->tree;
	free(links);
	return error;
}

struct error *snapshot_of_commit(
	struct repo *repo, const struct object_id *commit, struct snapshot **out)
{
	struct commit_tree *tree = mem_calloc(1, sizeof *tree);
	struct error *error;

	tree->snapshot.source = &tree_source;
	tree->snapshot.has_commit = true;
	tree->snapshot.commit = *commit;
	error = objects_open(repo, &tree->objects);
	if (!error) {
		tree->cache = directory_cache_new(tree->objects);
		error = read_root(tree);
	}
	if (error) {
		snapshot_free(&tree->snapshot);
		return error;
	}
	*out = &tree->snapshot;
	return NULL;
}
