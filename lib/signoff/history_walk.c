#include <stdlib.h>

#include "base/mem.h"
#include "repo/blob_at.h"
#include "signoff/history_parts.h"

/* What a status was in a parent. */
struct before {
	size_t item;
	struct slice status;
};

/* One commit held against its parents. */
struct step {
	struct history *history;
	bool is_start; /* the start itself, which is no commit */
	size_t parent; /* the number of the parent at hand */
	struct object_id commit;
	int64_t time;
	const struct object_id *tree; /* of the commit; NULL for the start */
	struct item_set *items;       /* what is asked of it: it holds all of these */
	size_t n_parents;
	/* Of the parent at hand. */
	const struct object_id *parent_tree; /* NULL: there is none, this is a root */
	struct path_changes changes;
	struct markdown_blobs before; /* see find_renamed */
	bool has_before;
	size_t *without, *with; /* items that it is not asked about, and instead */
	size_t n_without, without_capacity, n_with, with_capacity;
	/* Of all parents so far, by item and by location. */
	uint32_t *missed;   /* parents that do not hold it */
	uint32_t *replaced; /* parents that hold another entry in its place */
	size_t n_counted;
	size_t *touched; /* items with a count */
	size_t n_touched, touched_capacity;
	struct before *statuses;
	size_t n_statuses, statuses_capacity;
	struct moved {
		size_t location;
		struct object_id blob;
		size_t parents; /* in which it is another */
	} * moved;
	size_t n_moved, moved_capacity;
};

static void dispose_step(struct step *step)
{
	path_changes_dispose(&step->changes);
	markdown_blobs_dispose(&step->before);
	free(step->without);
	free(step->with);
	free(step->missed);
	free(step->replaced);
	free(step->touched);
	free(step->statuses);
	free(step->moved);
}

/* Everything that is asked of a commit ends here, unexplained. */
static void give_up(struct step *step, enum origin_type type)
{
	for (size_t item = item_set_next(step->items, 0); item != SIZE_MAX;
		item = item_set_next(step->items, item + 1))
		history_add_origin(
			step->history, item, (struct origin){.type = type, .commit = step->commit});
}

/* ---- One document in one parent -------------------------------------------------------------- */

static void count_for(struct step *step, size_t item)
{
	size_t needed = step->history->n_items;

	if (step->n_counted < needed) {
		step->missed = mem_resize(step->missed, needed, sizeof *step->missed);
		step->replaced = mem_resize(step->replaced, needed, sizeof *step->replaced);
		for (size_t i = step->n_counted; i < needed; i++)
			step->missed[i] = step->replaced[i] = 0;
		step->n_counted = needed;
	}
	if (step->missed[item]++ == 0) {
		GROW(step->touched, step->n_touched, step->touched_capacity);
		step->touched[step->n_touched++] = item;
	}
}

static bool has_slot(const struct version *version, const struct identity *slot)
{
	for (size_t i = 0; i < version->n_entries; i++) {
		if (identity_equal(&version->entries[i].slot, slot))
			return true;
	}
	return false;
}

static void miss(struct step *step, size_t item, const struct version *version)
{
	const struct key *key = history_key(step->history, item);

	count_for(step, item);
	if (!version || !version->readable)
		return;
	if (key->kind == KEY_ENTRY && has_slot(version, &key->slot))
		step->replaced[item]++;
	if (key->kind == KEY_STATUS) {
		GROW(step->statuses, step->n_statuses, step->statuses_capacity);
		step->statuses[step->n_statuses++] = (struct before){item, version->status};
	}
}

/* Revoked once is revoked: taking the mark out again does not bring the sign-off back. */
static void note_revocation(struct key *key, const struct version *version)
{
	const struct version_entry *entry =
		key->kind == KEY_ENTRY ? version_find(version, &key->identity) : NULL;

	if (entry && entry->revoked)
		key->revoked = true;
}

/* Where the parent has the document. */
struct found {
	const struct version *version; /* NULL: it has it not */
	size_t path;
	bool gap; /* nobody can tell */
};

static bool is_same_document(const struct version *start, const struct version *version)
{
	if (!version->readable || start->id.len == 0)
		return true;
	return slice_equal_nocase(start->id, version->id);
}

/* What the start has not any more, in the parent's tree. */
static struct error *list_gone(struct step *step)
{
	const struct history_request *request = &step->history->request;
	struct markdown_blobs *before = &step->before;
	struct error *error = NULL;

	markdown_blobs_dispose(before);
	for (size_t i = 0; !error && i < request->n_gone; i++) {
		struct markdown_blob blob;
		bool found;

		error = blob_at(
			request->objects, &request->tips[0], request->gone[i], &blob.id, &found);
		if (error || !found)
			continue;
		GROW(before->list, before->count, before->capacity);
		blob.path = mem_string(slice_of(request->gone[i]));
		before->list[before->count++] = blob;
	}
	return error;
}

static struct error *list_before(struct step *step, bool *gap)
{
	enum origin_type type;
	struct error *error;

	if (step->has_before)
		return NULL;
	if (step->is_start && step->parent == 0 && step->history->request.has_gone)
		error = list_gone(step);
	else
		error = path_set_markdown_before(
			step->history->paths, step->tree, step->parent_tree, &step->before);
	*gap = history_is_gap(error, &type);
	if (*gap)
		return NULL;
	step->has_before = !error;
	return error;
}

/* At the start, a document that stands in its place has not been renamed; another one may, that
 * left a stub behind, or changed places with it. */
static bool is_still_there(const struct step *step, const char *path, const struct version *version)
{
	const struct history_request *request = &step->history->request;
	size_t number = step->is_start ? path_set_find(step->history->paths, path) : SIZE_MAX;

	return number < request->n_subjects &&
	       slice_equal_nocase(request->subjects[number].version->id, version->id);
}

/* A document that is not where it was can only be in a file that this commit changed or removed. */
static struct error *find_renamed(
	struct step *step, const struct version *start, struct found *found)
{
	struct error *error;

	if (start->id.len == 0 || !step->parent_tree)
		return NULL;
	error = list_before(step, &found->gap);
	for (size_t i = 0; !error && !found->gap && i < step->before.count; i++) {
		const struct version *version;

		error = history_version(step->history, &step->before.list[i].id, &version);
		if (error)
			break;
		if (!version) {
			found->gap = true;
			break;
		}
		if (!version->readable || !slice_equal_nocase(version->id, start->id) ||
			is_still_there(step, step->before.list[i].path, version))
			continue;
		found->version = version;
		found->path = path_set_add(step->history->paths, step->before.list[i].path);
		break;
	}
	return error;
}

static struct error *find_document(struct step *step, const struct location *location,
	const struct path_change *change, struct found *found)
{
	const struct version *start = step->history->subjects[location->subject].given->version;
	struct error *error;

	*found = (struct found){.path = location->path};
	if (change->is_in_second) {
		error = history_version(step->history, &change->second, &found->version);
		if (error)
			return error;
		found->gap = !found->version;
		if (found->gap || is_same_document(start, found->version))
			return NULL;
		found->version = NULL;
	}
	return find_renamed(step, start, found);
}

static bool asks(const struct step *step, size_t location)
{
	const struct location *at = &step->history->locations[location];
	size_t item = item_set_next(step->items, at->first_item);

	return item != SIZE_MAX &&
	       item < at->first_item + step->history->subjects[at->subject].n_keys;
}

/* `list` holds items; a macro's worth of growing. */
static void append(size_t **list, size_t *count, size_t *capacity, size_t item)
{
	GROW(*list, *count, *capacity);
	(*list)[(*count)++] = item;
}

static void note_committed(
	struct history *history, size_t subject, const struct path_change *change)
{
	const struct history_subject *given = history->subjects[subject].given;

	if (given->has_blob && change->is_in_second &&
		object_id_equal(&change->second, &given->blob))
		history->subjects[subject].is_committed = true;
}

static struct error *compare_document(
	struct step *step, size_t number, const struct path_change *change)
{
	struct history *history = step->history;
	struct location location = history->locations[number];
	size_t n_keys = history->subjects[location.subject].n_keys;
	struct found found;
	struct error *error = find_document(step, &location, change, &found);
	size_t there = 0;

	if (error)
		return error;
	if (step->is_start)
		note_committed(history, location.subject, change);
	/* In two steps: the list may move while the place is found. */
	if (found.version) {
		there = history_location(history, location.subject, found.path);
		there = history->locations[there].first_item;
	}
	for (size_t i = 0; i < n_keys; i++) {
		struct key *key = &history->subjects[location.subject].keys[i];
		size_t item = location.first_item + i;

		if (!item_set_has(step->items, item))
			continue;
		append(&step->without, &step->n_without, &step->without_capacity, item);
		if (found.gap) {
			history_add_origin(history, item,
				(struct origin){.type = ORIGIN_MISSING, .commit = step->commit});
		} else if (found.version &&
			   history_holds(history, location.subject, key, found.version)) {
			if (!(step->is_start && key->kind == KEY_STATUS &&
				    history->request.moves_of_start_only))
				append(&step->with, &step->n_with, &step->with_capacity, there + i);
			note_revocation(key, found.version);
		} else {
			miss(step, item, found.version);
		}
	}
	return NULL;
}

static void note_move(struct step *step, size_t location, const struct path_change *change)
{
	for (size_t i = 0; i < step->n_moved; i++) {
		if (step->moved[i].location == location) {
			step->moved[i].parents++;
			return;
		}
	}
	GROW(step->moved, step->n_moved, step->moved_capacity);
	step->moved[step->n_moved++] = (struct moved){location, change->first, 1};
}

/* ---- One parent ------------------------------------------------------------------------------ */

static struct error *compare_changes(struct step *step)
{
	struct history *history = step->history;
	struct error *error = NULL;

	for (size_t i = 0; !error && i < step->changes.count; i++) {
		const struct path_change *change = &step->changes.list[i];
		size_t next;

		if (change->path >= history->n_first)
			continue;
		for (size_t at = history->first_location[change->path]; !error && at != SIZE_MAX;
			at = next) {
			next = history->locations[at].next;
			if (!asks(step, at))
				continue;
			error = compare_document(step, at, change);
			if (change->is_in_first)
				note_move(step, at, change);
		}
	}
	return error;
}

/* The start is no tree: each document is looked for in the parent's. */
static void list_start(struct step *step)
{
	const struct history *history = step->history;
	size_t n_paths = path_set_count(history->paths);
	bool *there = mem_calloc(n_paths + 1, sizeof *there);

	for (size_t i = 0; i < step->changes.count; i++)
		there[step->changes.list[i].path] = true;
	for (size_t path = 0; path < n_paths; path++) {
		if (there[path])
			continue;
		GROW(step->changes.list, step->changes.count, step->changes.capacity);
		step->changes.list[step->changes.count++] = (struct path_change){.path = path};
	}
	free(there);
}

static struct error *compare_trees(struct step *step)
{
	struct error *error;

	step->n_without = step->n_with = 0;
	step->has_before = false;
	error = path_set_compare(
		step->history->paths, step->tree, step->parent_tree, &step->changes);
	if (error)
		return error;
	if (step->is_start)
		list_start(step);
	return compare_changes(step);
}

static void ask_parent(struct step *step, size_t number)
{
	struct item_set *items = item_set_change(
		step->items, step->without, step->n_without, step->with, step->n_with);

	commit_graph_ask(step->history->graph, number, items);
	item_set_drop(items);
}

static struct error *look_at_parent(struct step *step, const struct object_id *id)
{
	struct commit_graph *graph = step->history->graph;
	const struct commit_entry *parent;
	enum origin_type gap;
	struct object_id tree;
	struct error *error;
	size_t number;

	error = commit_graph_get(graph, id, &number);
	if (!error) {
		parent = commit_graph_at(graph, number);
		if (parent->malformed) {
			step->commit = *id;
			give_up(step, ORIGIN_MALFORMED);
			return NULL;
		}
		tree = parent->tree;
		step->parent_tree = &tree;
		error = compare_trees(step);
		step->parent_tree = NULL;
	}
	if (history_is_gap(error, &gap)) {
		give_up(step, gap);
		return NULL;
	}
	if (!error)
		ask_parent(step, number);
	return error;
}

/* ---- One commit ------------------------------------------------------------------------------ */

static void collect_statuses(struct step *step, size_t item, struct origin *origin)
{
	struct slice *list;
	size_t count = 0;

	for (size_t i = 0; i < step->n_statuses; i++)
		count += step->statuses[i].item == item;
	if (count == 0)
		return;
	list = arena_alloc(step->history->arena, count * sizeof *list);
	for (size_t i = 0; i < step->n_statuses; i++) {
		if (step->statuses[i].item == item)
			list[origin->n_before++] = step->statuses[i].status;
	}
	origin->before = list;
}

/* What no parent holds, the commit introduced. */
static void conclude(struct step *step)
{
	for (size_t i = 0; i < step->n_touched; i++) {
		size_t item = step->touched[i];
		struct origin origin = {
			.type = step->is_start ? ORIGIN_UNCOMMITTED : ORIGIN_COMMIT,
			.commit = step->commit,
		};

		if (step->missed[item] == step->n_parents) {
			origin.replaced = step->replaced[item] > 0;
			collect_statuses(step, item, &origin);
			history_add_origin(step->history, item, origin);
		}
		step->missed[item] = step->replaced[item] = 0;
	}
	for (size_t i = 0; i < step->n_moved; i++) {
		const struct location *at = &step->history->locations[step->moved[i].location];

		if (step->moved[i].parents == step->n_parents)
			history_add_change(step->history, at->subject,
				(struct history_change){step->commit, step->moved[i].blob,
					path_set_path(step->history->paths, at->path), step->time});
	}
	step->n_touched = step->n_moved = step->n_statuses = 0;
}

static struct error *look_at_root(struct step *step)
{
	enum origin_type gap;
	struct error *error;

	step->n_parents = 1;
	step->parent_tree = NULL;
	error = compare_trees(step);
	if (!history_is_gap(error, &gap))
		return error;
	give_up(step, gap);
	return NULL;
}

static struct error *look_at_commit(struct step *step, size_t number)
{
	struct commit_graph *graph = step->history->graph;
	const struct commit_entry *node = commit_graph_at(graph, number);
	bool ends = commit_graph_ends(graph, number);
	struct object_id commit = node->id, tree = node->tree;
	struct error *error = NULL;

	step->commit = commit;
	step->time = node->time;
	step->tree = &tree;
	step->n_parents = node->n_parents;
	if (node->malformed || ends) {
		give_up(step, ends ? ORIGIN_SHALLOW : ORIGIN_MALFORMED);
		return NULL;
	}
	if (step->n_parents == 0)
		error = look_at_root(step);
	for (size_t i = 0; !error && i < commit_graph_at(graph, number)->n_parents; i++) {
		struct object_id id = *commit_graph_parent(graph, number, i);

		step->commit = commit;
		error = look_at_parent(step, &id);
	}
	step->commit = commit;
	if (!error)
		conclude(step);
	return error;
}

static struct item_set *all_items(const struct history *history)
{
	size_t *items = mem_calloc(history->n_items + 1, sizeof *items);
	struct item_set *set;

	for (size_t i = 0; i < history->n_items; i++)
		items[i] = i;
	set = item_set_change(NULL, NULL, 0, items, history->n_items);
	free(items);
	return set;
}

/* The start holds everything that is asked about. */
static struct error *look_at_start(struct step *step)
{
	struct history *history = step->history;
	struct error *error = NULL;

	for (size_t i = 0; i < history->n_items; i++)
		note_revocation(history_key(history, i),
			history->subjects[history->locations[history->item_location[i]].subject]
				.given->version);
	step->is_start = true;
	step->n_parents = history->request.n_tips ? history->request.n_tips : 1;
	step->tree = NULL;
	if (history->request.n_tips == 0)
		error = compare_trees(step);
	for (size_t i = 0; !error && i < history->request.n_tips; i++) {
		step->parent = i;
		error = look_at_parent(step, &history->request.tips[i]);
	}
	if (!error)
		conclude(step);
	step->is_start = false;
	return error;
}

struct error *history_run(struct history *history)
{
	struct step step = {.history = history, .items = all_items(history)};
	struct error *error = look_at_start(&step);
	size_t number;

	item_set_drop(step.items);
	step.items = NULL;
	while (!error && commit_graph_next(history->graph, &number, &step.items)) {
		if (commit_graph_count(history->graph) > history->request.max_commits) {
			step.commit = commit_graph_at(history->graph, number)->id;
			give_up(&step, ORIGIN_LIMIT);
		} else {
			error = look_at_commit(&step, number);
		}
		item_set_drop(step.items);
		step.items = NULL;
	}
	item_set_drop(step.items);
	dispose_step(&step);
	return error;
}
