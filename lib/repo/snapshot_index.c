#include <stdlib.h>

#include "base/mem.h"
#include "base/path.h"
#include "repo/index_file.h"
#include "repo/snapshot_source.h"

struct staged {
	struct snapshot snapshot;
	struct objects *objects;
	struct index_file *index;
};

/* ---- Looking up ------------------------------------------------------------------------------ */

static struct slice path_of(const struct index_entry *entry)
{
	return (struct slice){entry->path, entry->len};
}

static const struct index_entry *find_entry(const struct staged *staged, struct slice path)
{
	size_t count, at = index_file_from(staged->index, path);
	const struct index_entry *entries = index_file_entries(staged->index, &count);

	return at < count && slice_equal(path_of(&entries[at]), path) ? &entries[at] : NULL;
}

static bool lies_below(const struct index_entry *entry, struct slice directory)
{
	return directory.len == 0 ||
	       (entry->len > directory.len && entry->path[directory.len] == '/' &&
		       memcmp(entry->path, directory.at, directory.len) == 0);
}

/* The entries below a directory: from the first up to, and without, *end. */
static size_t range_below(const struct staged *staged, struct slice directory, size_t *end)
{
	struct buffer bound = BUFFER_INIT;
	size_t from = 0;

	index_file_entries(staged->index, end);
	if (directory.len) {
		buffer_add_slice(&bound, directory);
		buffer_add_char(&bound, '/');
		from = index_file_from(staged->index, buffer_slice(&bound));
		bound.at[bound.len - 1] = '/' + 1;
		*end = index_file_from(staged->index, buffer_slice(&bound));
	}
	buffer_dispose(&bound);
	return from;
}

static enum file_kind kind_of(const struct staged *staged, struct slice path)
{
	const struct index_entry *entry = find_entry(staged, path);
	size_t end;

	if (entry)
		return entry->kind;
	if (path.len == 0 || range_below(staged, path, &end) < end)
		return FILE_DIRECTORY;
	/* A link or a submodule may be in the way. */
	while ((path = path_directory(path)).len) {
		entry = find_entry(staged, path);
		if (entry)
			return entry->kind == FILE_REGULAR ? FILE_ABSENT : entry->kind;
	}
	return FILE_ABSENT;
}

static enum file_kind kind(struct snapshot *snapshot, const char *path)
{
	return kind_of((struct staged *)snapshot, slice_of(path));
}

static struct object_id id_of(const struct index_entry *entry)
{
	struct object_id id;

	memcpy(id.bytes, entry->id, OBJECT_ID_BYTES);
	return id;
}

static bool is_unmerged(const struct staged *staged, const char *path)
{
	size_t low = 0, high;
	const char *const *paths = index_file_unmerged(staged->index, &high);

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(paths[middle], path);

		if (order == 0)
			return true;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

/* What was staged is in the object database; if not, the repository is damaged. */
static struct error *not_there(struct staged *staged, struct error *error, const char *path)
{
	struct error *told;

	if (!error || error->code != ERROR_NOT_FOUND)
		return error;
	told = error_new(ERROR_REPOSITORY, "%s: staged, and %s", path, error->message);
	error_free(error);
	snapshot_keep_trouble(&staged->snapshot, error_new(told->code, "%s", told->message));
	return told;
}

/* A link or a submodule in the way hides what may be behind it. */
static struct error *missing(enum file_kind found, const char *path)
{
	if (found == FILE_SYMLINK)
		return error_new(ERROR_REFUSED, "%s: is a symbolic link, not followed", path);
	if (found == FILE_SPECIAL)
		return error_new(ERROR_REFUSED, "%s: not a regular file", path);
	return error_new(ERROR_NOT_FOUND, "%s: No such file or directory", path);
}

static struct error *read_file(
	struct snapshot *snapshot, const char *path, size_t max, struct buffer *out)
{
	struct staged *staged = (struct staged *)snapshot;
	const struct index_entry *entry = find_entry(staged, slice_of(path));
	struct object_id id;
	struct error *error;

	if (!entry)
		return missing(kind_of(staged, slice_of(path)), path);
	if (is_unmerged(staged, path))
		return error_new(ERROR_REPOSITORY,
			"%s has conflicts: mend them and `git add` it before it is committed",
			path);
	if (entry->kind != FILE_REGULAR)
		return error_new(ERROR_REFUSED, "%s: not a regular file", path);
	id = id_of(entry);
	error = snapshot_read_blob(staged->objects, &id, path, max, out);
	return not_there(staged, error, path);
}

static bool blob_id(struct snapshot *snapshot, const char *path, struct object_id *id)
{
	const struct index_entry *entry = find_entry((struct staged *)snapshot, slice_of(path));

	if (!entry || entry->kind != FILE_REGULAR)
		return false;
	*id = id_of(entry);
	return true;
}

/* ---- Directories ----------------------------------------------------------------------------- */

/* What stands next in a directory, of which `prefix` bytes of every path are: its name, and the
 * entries that it has. */
static struct snapshot_node next_node(
	const struct staged *staged, size_t from, size_t end, size_t prefix)
{
	size_t count;
	const struct index_entry *entries = index_file_entries(staged->index, &count);
	const struct index_entry *entry = &entries[from];
	struct slice rest = slice_from(path_of(entry), prefix);
	size_t slash = slice_find(rest, '/');
	struct snapshot_node node = {
		.name = {rest.at, slash}, .kind = entry->kind, .from = from, .to = from + 1};

	node.tree = SIZE_MAX;
	if (slash == rest.len) {
		node.has_id = true;
		node.id = id_of(entry);
		return node;
	}
	node.kind = FILE_DIRECTORY;
	range_below(staged, (struct slice){entry->path, prefix + slash}, &node.to);
	if (node.to > end || node.to <= from)
		node.to = end;
	return node;
}

static size_t prefix_of(const char *directory)
{
	size_t len = strlen(directory);

	return len ? len + 1 : 0;
}

static bool entry_nocase(
	struct snapshot *snapshot, const char *directory, struct slice name, struct buffer *actual)
{
	struct staged *staged = (struct staged *)snapshot;
	size_t end, at = range_below(staged, slice_of(directory), &end);

	while (at < end) {
		struct snapshot_node node = next_node(staged, at, end, prefix_of(directory));

		if (slice_equal_nocase(name, node.name)) {
			buffer_add_slice(actual, node.name);
			return true;
		}
		at = node.to;
	}
	return false;
}

static struct error *list_directory(
	struct snapshot *snapshot, const char *path, const char *suffix, struct snapshot_list *list)
{
	struct staged *staged = (struct staged *)snapshot;
	size_t end, at = range_below(staged, slice_of(path), &end);

	while (at < end) {
		struct snapshot_node node = next_node(staged, at, end, prefix_of(path));
		char *name = mem_string(node.name);

		snapshot_list_add_named(list, name, suffix, node.kind);
		free(name);
		at = node.to;
	}
	snapshot_list_sort(list);
	return NULL;
}

static struct error *visit(
	struct snapshot_walk *walk, struct staged *staged, const struct index_entry *entry)
{
	struct error *error;
	bool wanted;

	if (lies_below(entry, slice_of(".handoff")))
		return NULL;
	error = snapshot_walk_enter(walk, path_of(entry));
	wanted = !error && entry->kind != FILE_SPECIAL && snapshot_walk_matches(walk);
	if (!error && !wanted && entry->kind == FILE_SYMLINK &&
		pathspec_reaches(walk->include, entry->path)) {
		struct object_id id = id_of(entry);

		wanted = snapshot_link_to_directory(
			&staged->snapshot, staged->objects, &id, path_of(entry));
	}
	if (wanted)
		error = snapshot_walk_add(walk, entry->kind);
	snapshot_walk_leave(walk, 0);
	return error;
}

static struct error *find(struct snapshot *snapshot, const char *below,
	const struct pathspec *include, const struct pathspec *exclude, size_t max,
	struct snapshot_list *list)
{
	struct staged *staged = (struct staged *)snapshot;
	struct snapshot_walk walk = {include, exclude, max, 0, BUFFER_INIT, list};
	size_t count, end, at = range_below(staged, slice_of(below), &end);
	const struct index_entry *entries = index_file_entries(staged->index, &count);
	struct error *error = NULL;

	buffer_reserve(&walk.path, 1);
	for (; !error && at < end; at++)
		error = visit(&walk, staged, &entries[at]);
	buffer_dispose(&walk.path);
	return error;
}

/* ---- Comparing ------------------------------------------------------------------------------- */

/* A tree that git knows counts only for exactly the entries that lie there. */
static void know_tree(const struct staged *staged, size_t number, struct snapshot_node *node)
{
	const struct index_tree *tree = &index_file_trees(staged->index)[number];

	node->tree = number;
	node->has_id = tree->has_id && tree->entries == node->to - node->from;
	node->id = tree->id;
}

static struct error *root_node(struct snapshot *snapshot, struct snapshot_node *root)
{
	struct staged *staged = (struct staged *)snapshot;

	*root = (struct snapshot_node){.kind = FILE_DIRECTORY, .tree = SIZE_MAX};
	index_file_entries(staged->index, &root->to);
	if (index_file_trees(staged->index))
		know_tree(staged, 0, root);
	return NULL;
}

/* The known trees in a directory, by name: the index has them in another order. */
struct known_trees {
	const struct index_tree *all;
	size_t *numbers;
	size_t count, capacity;
};

static int compare_trees(const void *a, const void *b, void *all)
{
	const struct index_tree *trees = all;

	return slice_compare(trees[*(const size_t *)a].name, trees[*(const size_t *)b].name);
}

static void find_known(const struct staged *staged, const struct snapshot_node *directory,
	struct known_trees *known)
{
	known->all = index_file_trees(staged->index);
	if (!known->all || directory->tree == SIZE_MAX)
		return;
	for (size_t at = known->all[directory->tree].first_subtree; at != SIZE_MAX;
		at = known->all[at].next) {
		GROW(known->numbers, known->count, known->capacity);
		known->numbers[known->count++] = at;
	}
	if (known->count)
		qsort_r(known->numbers, known->count, sizeof *known->numbers, compare_trees,
			(void *)known->all);
}

/* Its number; SIZE_MAX if it is not known. */
static size_t known_tree(const struct known_trees *known, struct slice name)
{
	size_t low = 0, high = known->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = slice_compare(known->all[known->numbers[middle]].name, name);

		if (order == 0)
			return known->numbers[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return SIZE_MAX;
}

static struct error *list_nodes(struct snapshot *snapshot, const struct snapshot_node *directory,
	const char *path, struct snapshot_nodes *nodes)
{
	struct staged *staged = (struct staged *)snapshot;
	struct known_trees known = {0};

	find_known(staged, directory, &known);
	for (size_t at = directory->from; at < directory->to;) {
		struct snapshot_node node = next_node(staged, at, directory->to, prefix_of(path));
		size_t number =
			node.kind == FILE_DIRECTORY ? known_tree(&known, node.name) : SIZE_MAX;

		if (number != SIZE_MAX)
			know_tree(staged, number, &node);
		GROW(nodes->list, nodes->count, nodes->capacity);
		nodes->list[nodes->count++] = node;
		at = node.to;
	}
	free(known.numbers);
	return NULL;
}

/* ---- The snapshot ---------------------------------------------------------------------------- */

static void dispose(struct snapshot *snapshot)
{
	struct staged *staged = (struct staged *)snapshot;

	index_file_free(staged->index);
	objects_free(staged->objects);
}

static const struct snapshot_source index_source = {
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

struct error *snapshot_of_index(struct repo *repo, struct snapshot **out)
{
	struct staged *staged = mem_calloc(1, sizeof *staged);
	struct error *error;

	staged->snapshot.source = &index_source;
	error = objects_open(repo, &staged->objects);
	if (!error)
		error = index_file_open(repo, staged->objects, &staged->index);
	if (error) {
		snapshot_free(&staged->snapshot);
		return error;
	}
	*out = &staged->snapshot;
	return NULL;
}

const char *const *snapshot_unmerged(const struct snapshot *snapshot, size_t *count)
{
	*count = 0;
	if (snapshot->source != &index_source)
		return NULL;
	return index_file_unmerged(((const struct staged *)snapshot)->index, count);
}
