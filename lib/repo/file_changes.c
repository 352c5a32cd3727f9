#include "repo/file_changes.h"

#include <stdlib.h>

#include "base/mem.h"
#include "repo/snapshot_source.h"
#include "repo/tree.h"

struct comparison {
	struct snapshot *before, *after;
	struct buffer path; /* of the directory at hand */
	struct file_changes *changes;
};

static void add(
	struct comparison *c, const struct snapshot_node *before, const struct snapshot_node *after)
{
	struct file_changes *changes = c->changes;

	GROW(changes->list, changes->count, changes->capacity);
	changes->list[changes->count++] =
		(struct file_change){arena_string(changes->arena, buffer_slice(&c->path)),
			before ? before->kind : FILE_ABSENT, after ? after->kind : FILE_ABSENT};
}

static bool is_directory(const struct snapshot_node *node)
{
	return node && node->kind == FILE_DIRECTORY;
}

static bool is_same(const struct snapshot_node *a, const struct snapshot_node *b)
{
	return a && b && a->has_id && b->has_id && a->kind == b->kind &&
	       object_id_equal(&a->id, &b->id);
}

/* git's order of names in a tree, which is that of the paths below them. */
static int compare_nodes(const struct snapshot_node *a, const struct snapshot_node *b)
{
	return tree_compare_names(a->name, is_directory(a), b->name, is_directory(b));
}

static struct error *compare_directories(struct comparison *c, const struct snapshot_node *before,
	const struct snapshot_node *after, unsigned depth);

static struct error *compare(struct comparison *c, const struct snapshot_node *before,
	const struct snapshot_node *after, unsigned depth)
{
	const struct snapshot_node *any = before ? before : after;
	size_t len = c->path.len;
	struct error *error = NULL;

	if (is_same(before, after))
		return NULL;
	if (len)
		buffer_add_char(&c->path, '/');
	buffer_add_slice(&c->path, any->name);
	if (is_directory(any))
		error = compare_directories(c, before, after, depth + 1);
	else
		add(c, before, after);
	c->path.len = len;
	c->path.at[len] = '\0';
	if (!error && c->changes->count > SNAPSHOT_MAX_ENTRIES)
		error = error_new(
			ERROR_LIMIT, "more than %d files are changed", SNAPSHOT_MAX_ENTRIES);
	return error;
}

static struct error *list(struct snapshot *snapshot, const struct snapshot_node *directory,
	const char *path, struct snapshot_nodes *nodes)
{
	return directory ? snapshot->source->nodes(snapshot, directory, path, nodes) : NULL;
}

static void dispose_nodes(struct snapshot_nodes *nodes)
{
	free(nodes->list);
	buffer_dispose(&nodes->names);
}

/* Both lists have the same order: what stands first in only one of them is not in the other. */
static struct error *merge(struct comparison *c, const struct snapshot_nodes *before,
	const struct snapshot_nodes *after, unsigned depth)
{
	struct error *error = NULL;
	size_t i = 0, j = 0;

	while (!error && (i < before->count || j < after->count)) {
		const struct snapshot_node *a = i < before->count ? &before->list[i] : NULL;
		const struct snapshot_node *b = j < after->count ? &after->list[j] : NULL;
		int order = !a ? 1 : !b ? -1 : compare_nodes(a, b);

		error = compare(c, order <= 0 ? a : NULL, order >= 0 ? b : NULL, depth);
		i += order <= 0;
		j += order >= 0;
	}
	return error;
}

static struct error *compare_directories(struct comparison *c, const struct snapshot_node *before,
	const struct snapshot_node *after, unsigned depth)
{
	struct snapshot_nodes first = {0}, second = {0};
	struct error *error;

	if (depth > SNAPSHOT_MAX_DEPTH)
		return error_new(ERROR_LIMIT, "%s: more than %d directories deep", c->path.at,
			SNAPSHOT_MAX_DEPTH);
	error = list(c->before, before, c->path.at, &first);
	if (!error)
		error = list(c->after, after, c->path.at, &second);
	if (!error)
		error = merge(c, &first, &second, depth);
	dispose_nodes(&first);
	dispose_nodes(&second);
	return error;
}

static struct error *root_of(
	struct snapshot *snapshot, struct snapshot_node *node, const struct snapshot_node **root)
{
	*root = snapshot ? node : NULL;
	return snapshot ? snapshot->source->root(snapshot, node) : NULL;
}

struct error *file_changes_find(
	struct snapshot *before, struct snapshot *after, struct file_changes *changes)
{
	struct comparison c = {.before = before, .after = after, .changes = changes};
	const struct snapshot_node *first, *second;
	struct snapshot_node one, two;
	struct error *error;

	*changes = (struct file_changes){.arena = arena_new()};
	buffer_reserve(&c.path, 1);
	error = root_of(before, &one, &first);
	if (!error)
		error = root_of(after, &two, &second);
	if (!error && !is_same(first, second))
		error = compare_directories(&c, first, second, 0);
	buffer_dispose(&c.path);
	return error;
}

void file_changes_dispose(struct file_changes *changes)
{
	free(changes->list);
	arena_free(changes->arena);
	*changes = (struct file_changes){0};
}
