#include "repo/snapshot.h"

#include <stdlib.h>
#include <strings.h>

#include "base/mem.h"
#include "repo/snapshot_source.h"

/* Files of more bytes than this are not compared. */
#define MAX_COMPARED_BYTES ((size_t)64 << 20)

struct snapshot *snapshot_of_nothing(void)
{
	return mem_calloc(1, sizeof(struct snapshot));
}

void snapshot_free(struct snapshot *snapshot)
{
	if (!snapshot)
		return;
	if (snapshot->source)
		snapshot->source->dispose(snapshot);
	error_free(snapshot->trouble);
	free(snapshot);
}

void snapshot_keep_trouble(struct snapshot *snapshot, struct error *error)
{
	if (snapshot->trouble)
		error_free(error);
	else
		snapshot->trouble = error;
}

struct error *snapshot_take_trouble(struct snapshot *snapshot)
{
	struct error *trouble = snapshot->trouble;

	snapshot->trouble = NULL;
	return trouble;
}

const struct object_id *snapshot_commit(const struct snapshot *snapshot)
{
	return snapshot->has_commit ? &snapshot->commit : NULL;
}

bool snapshot_is_git_path(const char *path)
{
	return strncasecmp(path, ".git", 4) == 0 && (path[4] == '\0' || path[4] == '/');
}

struct error *snapshot_find(struct snapshot *snapshot, const char *below,
	const struct pathspec *include, const struct pathspec *exclude, size_t max,
	struct snapshot_list *list)
{
	if (!snapshot->source)
		return NULL;
	return snapshot->source->find(snapshot, below, include, exclude, max, list);
}

enum file_kind snapshot_kind(struct snapshot *snapshot, const char *path)
{
	if (!snapshot->source || snapshot_is_git_path(path))
		return FILE_ABSENT;
	return snapshot->source->kind(snapshot, path);
}

struct error *snapshot_read(
	struct snapshot *snapshot, const char *path, size_t max, struct buffer *out)
{
	if (!snapshot->source || snapshot_is_git_path(path))
		return error_new(ERROR_NOT_FOUND, "%s: no such file", path);
	return snapshot->source->read(snapshot, path, max, out);
}

bool snapshot_find_nocase(struct snapshot *snapshot, const char *path, struct buffer *actual)
{
	struct slice rest = slice_of(path);

	if (!snapshot->source || snapshot_is_git_path(path))
		return false;
	buffer_clear(actual);
	while (rest.len) {
		size_t end = slice_find(rest, '/');
		char *directory = mem_string(buffer_slice(actual));
		bool found;

		if (actual->len)
			buffer_add_char(actual, '/');
		found = snapshot->source->entry_nocase(
			snapshot, directory, (struct slice){rest.at, end}, actual);
		free(directory);
		if (!found)
			return false;
		rest = slice_from(rest, end < rest.len ? end + 1 : end);
	}
	return actual->len > 0;
}

struct error *snapshot_directory(
	struct snapshot *snapshot, const char *path, const char *suffix, struct snapshot_list *list)
{
	if (!snapshot->source)
		return NULL;
	return snapshot->source->directory(snapshot, path, suffix, list);
}

bool snapshot_blob_id(struct snapshot *snapshot, const char *path, struct object_id *id)
{
	return snapshot->source && snapshot->source->blob_id &&
	       snapshot->source->blob_id(snapshot, path, id);
}

struct error *snapshot_same_file(
	struct snapshot *files, struct snapshot *committed, const char *path, bool *same)
{
	struct buffer bytes = BUFFER_INIT;
	struct object_id now, before;
	struct error *error = snapshot_read(files, path, MAX_COMPARED_BYTES, &bytes);

	if (!error)
		error = object_id_of_blob(buffer_slice(&bytes), &now);
	if (!error)
		*same = snapshot_blob_id(committed, path, &before) &&
			object_id_equal(&now, &before);
	if (!error)
		error = snapshot_take_trouble(committed);
	buffer_dispose(&bytes);
	return error;
}

/* ---- Lists ----------------------------------------------------------------------------------- */

bool snapshot_is_readme(const char *name)
{
	return strcasecmp(name, "README.md") == 0;
}

void snapshot_list_add(struct snapshot_list *list, const char *path, enum file_kind kind)
{
	GROW(list->entries, list->count, list->capacity);
	list->entries[list->count++] = (struct snapshot_entry){mem_string(slice_of(path)), kind};
}

void snapshot_list_add_named(
	struct snapshot_list *list, const char *name, const char *suffix, enum file_kind kind)
{
	if (slice_ends_with(slice_of(name), suffix) && !snapshot_is_readme(name))
		snapshot_list_add(list, name, kind);
}

static int compare_entries(const void *a, const void *b)
{
	return strcmp(
		((const struct snapshot_entry *)a)->path, ((const struct snapshot_entry *)b)->path);
}

void snapshot_list_sort(struct snapshot_list *list)
{
	size_t kept = 0;

	if (list->count)
		qsort(list->entries, list->count, sizeof *list->entries, compare_entries);
	for (size_t i = 0; i < list->count; i++) {
		if (kept && strcmp(list->entries[kept - 1].path, list->entries[i].path) == 0)
			free(list->entries[i].path);
		else
			list->entries[kept++] = list->entries[i];
	}
	list->count = kept;
}

void snapshot_list_dispose(struct snapshot_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		free(list->entries[i].path);
	free(list->entries);
	*list = (struct snapshot_list)SNAPSHOT_LIST_INIT;
}

/* ---- Walking --------------------------------------------------------------------------------- */

struct error *snapshot_walk_enter(struct snapshot_walk *walk, struct slice name)
{
	if (++walk->seen > SNAPSHOT_MAX_ENTRIES)
		return error_new(ERROR_LIMIT, "more than %d files below the documents' directories",
			SNAPSHOT_MAX_ENTRIES);
	if (walk->path.len)
		buffer_add_char(&walk->path, '/');
	buffer_add_slice(&walk->path, name);
	return NULL;
}

void snapshot_walk_leave(struct snapshot_walk *walk, size_t len)
{
	walk->path.len = len;
	walk->path.at[len] = '\0';
}

struct error *snapshot_walk_too_deep(const struct snapshot_walk *walk)
{
	return error_new(ERROR_LIMIT, "%s: more than %d directories deep", walk->path.at,
		SNAPSHOT_MAX_DEPTH);
}

bool snapshot_walk_matches(const struct snapshot_walk *walk)
{
	const char *slash = strrchr(walk->path.at, '/');

	return pathspec_matches(walk->include, walk->path.at) &&
	       !snapshot_is_readme(slash ? slash + 1 : walk->path.at);
}

struct error *snapshot_walk_add(struct snapshot_walk *walk, enum file_kind kind)
{
	if (pathspec_matches(walk->exclude, walk->path.at))
		return NULL;
	if (walk->list->count == walk->max)
		return error_new(ERROR_LIMIT,
			"more than %zu documents (limits: documents in .handoff/config.yaml raises "
			"it)",
			walk->max);
	snapshot_list_add(walk->list, walk->path.at, kind);
	return NULL;
}
