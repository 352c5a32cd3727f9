#include "repo/path_set.h"

#include <stdlib.h>

#include "base/mem.h"
#include "repo/tree.h"
#include "repo/tree_cache.h"

/* Directories inside one another; a tree that refers to itself cannot be made, a deep one can. */
#define MAX_DEPTH 64

#define NO_PATH SIZE_MAX /* as path_set_find has it */

/* One component of the paths. Node 0 is the root. */
struct node {
	size_t parent;
	struct slice name;
	size_t path; /* number of the path that ends here, or NO_PATH */
	bool has_children;
};

struct path_set {
	struct objects *objects;
	struct tree_cache *cache;
	struct arena *arena;
	struct node *nodes;
	size_t n_nodes, nodes_capacity;
	uint32_t *places; /* 1 + node, by parent and name; a power of two of them */
	size_t n_places;
	const char **paths;
	size_t n_paths, paths_capacity;
};

struct path_set *path_set_new(struct objects *objects)
{
	struct path_set *set = mem_calloc(1, sizeof *set);

	set->objects = objects;
	set->cache = tree_cache_new(objects);
	set->arena = arena_new();
	set->n_places = 256;
	set->places = mem_calloc(set->n_places, sizeof *set->places);
	GROW(set->nodes, set->n_nodes, set->nodes_capacity);
	set->nodes[set->n_nodes++] = (struct node){.path = NO_PATH};
	return set;
}

void path_set_free(struct path_set *set)
{
	if (!set)
		return;
	tree_cache_free(set->cache);
	arena_free(set->arena);
	free(set->nodes);
	free(set->places);
	free(set->paths);
	free(set);
}

/* FNV-1a. Names are hostile: what collides costs time, in proportion to the number of paths. */
static size_t hash_of(size_t parent, struct slice name)
{
	uint64_t hash = 14695981039346656037u ^ parent;

	for (size_t i = 0; i < name.len; i++)
		hash = (hash ^ (unsigned char)name.at[i]) * 1099511628211u;
	return (size_t)(hash ^ hash >> 32);
}

/* The place of a child, or the empty one where it would go. */
static uint32_t *find_place(const struct path_set *set, size_t parent, struct slice name)
{
	size_t at = hash_of(parent, name) & (set->n_places - 1);

	while (set->places[at]) {
		const struct node *node = &set->nodes[set->places[at] - 1];

		if (node->parent == parent && slice_equal(node->name, name))
			break;
		at = (at + 1) & (set->n_places - 1);
	}
	return &set->places[at];
}

static void grow_places(struct path_set *set)
{
	free(set->places);
	set->n_places *= 2;
	set->places = mem_calloc(set->n_places, sizeof *set->places);
	for (size_t i = 1; i < set->n_nodes; i++)
		*find_place(set, set->nodes[i].parent, set->nodes[i].name) = (uint32_t)(i + 1);
}

static size_t add_child(struct path_set *set, size_t parent, struct slice name)
{
	uint32_t *place = find_place(set, parent, name);

	if (*place)
		return *place - 1;
	GROW(set->nodes, set->n_nodes, set->nodes_capacity);
	set->nodes[set->n_nodes++] = (struct node){.parent = parent, .name = name, .path = NO_PATH};
	set->nodes[parent].has_children = true;
	*place = (uint32_t)set->n_nodes;
	if (set->n_nodes * 2 > set->n_places)
		grow_places(set);
	return set->n_nodes - 1;
}

size_t path_set_add(struct path_set *set, const char *path)
{
	const char *copy = arena_string(set->arena, slice_of(path));
	struct slice rest = slice_of(copy);
	size_t node = 0;

	while (rest.len) {
		size_t end = slice_find(rest, '/');

		node = add_child(set, node, (struct slice){rest.at, end});
		rest = slice_from(rest, end + 1);
	}
	if (set->nodes[node].path == NO_PATH) {
		GROW(set->paths, set->n_paths, set->paths_capacity);
		set->paths[set->n_paths] = copy;
		set->nodes[node].path = set->n_paths++;
	}
	return set->nodes[node].path;
}

size_t path_set_find(const struct path_set *set, const char *path)
{
	struct slice rest = slice_of(path);
	size_t node = 0;

	while (rest.len) {
		size_t end = slice_find(rest, '/');
		uint32_t child = *find_place(set, node, (struct slice){rest.at, end});

		if (!child)
			return SIZE_MAX;
		node = child - 1;
		rest = slice_from(rest, end + 1);
	}
	return set->nodes[node].path;
}

size_t path_set_count(const struct path_set *set)
{
	return set->n_paths;
}

const char *path_set_path(const struct path_set *set, size_t number)
{
	return set->paths[number];
}

/* ---- Two trees side by side ------------------------------------------------------------------ */

/* Two trees, entry by entry: what both have under one name comes together. */
struct pair {
	struct tree_reader readers[2];
	struct tree_entry entries[2];
	bool has[2]; /* an entry is waiting */
	size_t held[2];
	bool holds[2]; /* a tree of the cache */
};

static void close_pair(struct path_set *set, struct pair *pair)
{
	for (int i = 0; i < 2; i++) {
		if (pair->holds[i])
			tree_cache_let_go(set->cache, pair->held[i]);
	}
}

/* NULL is an empty tree. Close the pair unless this fails. */
static struct error *open_pair(struct path_set *set, const struct object_id *first,
	const struct object_id *second, struct pair *pair)
{
	*pair = (struct pair){0};
	for (int i = 0; i < 2; i++) {
		const struct object_id *id = i ? second : first;
		struct error *error;

		if (!id)
			continue;
		error = tree_cache_hold(set->cache, id, &pair->readers[i].bytes, &pair->held[i]);
		if (error) {
			close_pair(set, pair);
			return error;
		}
		pair->holds[i] = true;
		pair->has[i] = tree_next(&pair->readers[i], &pair->entries[i]);
	}
	return NULL;
}

/* git's order of names, so that both trees are read at the same pace. */
static int order_of(const struct tree_entry *a, const struct tree_entry *b)
{
	size_t shared = a->name.len < b->name.len ? a->name.len : b->name.len;
	int order = memcmp(a->name.at, b->name.at, shared);
	int one, two;

	if (order)
		return order;
	one = a->name.len > shared ? (unsigned char)a->name.at[shared]
				   : (a->kind == FILE_DIRECTORY ? '/' : 0);
	two = b->name.len > shared ? (unsigned char)b->name.at[shared]
				   : (b->kind == FILE_DIRECTORY ? '/' : 0);
	return one - two;
}

/* The next name that does not stand for the same in both; sides[i] is NULL where it is not there.
 * The entries stay valid until the next call. */
static bool next_difference(
	struct pair *pair, struct tree_entry held[2], const struct tree_entry *sides[2])
{
	while (pair->has[0] || pair->has[1]) {
		int order = !pair->has[0]   ? 1
			    : !pair->has[1] ? -1
					    : order_of(&pair->entries[0], &pair->entries[1]);

		sides[0] = sides[1] = NULL;
		for (int i = 0; i < 2; i++) {
			if (i == 0 ? order > 0 : order < 0)
				continue;
			held[i] = pair->entries[i];
			sides[i] = &held[i];
			pair->has[i] = tree_next(&pair->readers[i], &pair->entries[i]);
		}
		if (!sides[0] || !sides[1] || sides[0]->kind != sides[1]->kind ||
			!object_id_equal(&sides[0]->id, &sides[1]->id))
			return true;
	}
	return false;
}

static struct error *pair_fault(
	const struct pair *pair, const struct object_id *first, const struct object_id *second)
{
	for (int i = 0; i < 2; i++) {
		if (pair->readers[i].fault)
			return tree_malformed(i ? second : first, pair->readers[i].fault);
	}
	return NULL;
}

static bool same_tree(const struct object_id *first, const struct object_id *second)
{
	return first && second ? object_id_equal(first, second) : !first && !second;
}

static const struct object_id *id_if(const struct tree_entry *entry, enum file_kind kind)
{
	return entry && entry->kind == kind ? &entry->id : NULL;
}

static void add_change(struct path_changes *changes, size_t path, const struct object_id *first,
	const struct object_id *second)
{
	struct path_change *change;

	if (same_tree(first, second))
		return;
	GROW(changes->list, changes->count, changes->capacity);
	change = &changes->list[changes->count++];
	*change = (struct path_change){
		.path = path, .is_in_first = first != NULL, .is_in_second = second != NULL};
	if (first)
		change->first = *first;
	if (second)
		change->second = *second;
}

static struct error *compare_below(struct path_set *set, size_t node, const struct object_id *first,
	const struct object_id *second, unsigned depth, struct path_changes *changes)
{
	const struct tree_entry *sides[2];
	struct tree_entry held[2];
	struct pair pair;
	struct error *error;

	if (same_tree(first, second))
		return NULL;
	if (depth == MAX_DEPTH)
		return error_new(ERROR_LIMIT, "a tree is more than %d directories deep", MAX_DEPTH);
	error = open_pair(set, first, second, &pair);
	if (error)
		return error;
	while (!error && next_difference(&pair, held, sides)) {
		uint32_t child = *find_place(set, node, sides[0] ? sides[0]->name : sides[1]->name);

		if (!child)
			continue;
		if (set->nodes[child - 1].path != NO_PATH)
			add_change(changes, set->nodes[child - 1].path,
				id_if(sides[0], FILE_REGULAR), id_if(sides[1], FILE_REGULAR));
		if (set->nodes[child - 1].has_children)
			error = compare_below(set, child - 1, id_if(sides[0], FILE_DIRECTORY),
				id_if(sides[1], FILE_DIRECTORY), depth + 1, changes);
	}
	if (!error)
		error = pair_fault(&pair, first, second);
	close_pair(set, &pair);
	return error;
}

struct error *path_set_compare(struct path_set *set, const struct object_id *first,
	const struct object_id *second, struct path_changes *changes)
{
	changes->count = 0;
	return compare_below(set, 0, first, second, 0, changes);
}

void path_changes_dispose(struct path_changes *changes)
{
	free(changes->list);
	*changes = (struct path_changes){0};
}

/* ---- What was there before ------------------------------------------------------------------- */

struct search {
	struct path_set *set;
	struct buffer path;
	struct markdown_blobs *blobs;
};

static struct error *take_blob(struct search *search, const struct tree_entry *entry)
{
	struct markdown_blobs *blobs = search->blobs;

	if (!slice_ends_with(entry->name, ".md"))
		return NULL;
	if (blobs->count == MAX_MARKDOWN_BLOBS)
		return error_new(ERROR_LIMIT, "one commit changes more than %d Markdown files",
			MAX_MARKDOWN_BLOBS);
	GROW(blobs->list, blobs->count, blobs->capacity);
	blobs->list[blobs->count++] =
		(struct markdown_blob){mem_string(buffer_slice(&search->path)), entry->id};
	return NULL;
}

static struct error *search_below(struct search *search, const struct object_id *first,
	const struct object_id *second, unsigned depth)
{
	const struct tree_entry *sides[2];
	struct tree_entry held[2];
	size_t len = search->path.len;
	struct pair pair;
	struct error *error;

	if (!second || same_tree(first, second))
		return NULL;
	if (depth == MAX_DEPTH)
		return error_new(ERROR_LIMIT, "a tree is more than %d directories deep", MAX_DEPTH);
	error = open_pair(search->set, first, second, &pair);
	if (error)
		return error;
	while (!error && next_difference(&pair, held, sides)) {
		if (!sides[1])
			continue;
		if (len)
			buffer_add_char(&search->path, '/');
		buffer_add_slice(&search->path, sides[1]->name);
		if (sides[1]->kind == FILE_REGULAR)
			error = take_blob(search, sides[1]);
		else if (sides[1]->kind == FILE_DIRECTORY)
			error = search_below(
				search, id_if(sides[0], FILE_DIRECTORY), &sides[1]->id, depth + 1);
		search->path.len = len;
	}
	if (!error)
		error = pair_fault(&pair, first, second);
	close_pair(search->set, &pair);
	return error;
}

static void clear_blobs(struct markdown_blobs *blobs)
{
	for (size_t i = 0; i < blobs->count; i++)
		free(blobs->list[i].path);
	blobs->count = 0;
}

struct error *path_set_markdown_before(struct path_set *set, const struct object_id *first,
	const struct object_id *second, struct markdown_blobs *blobs)
{
	struct search search = {.set = set, .blobs = blobs};
	struct error *error;

	clear_blobs(blobs);
	error = search_below(&search, first, second, 0);
	buffer_dispose(&search.path);
	return error;
}

void markdown_blobs_dispose(struct markdown_blobs *blobs)
{
	clear_blobs(blobs);
	free(blobs->list);
	*blobs = (struct markdown_blobs){0};
}
