#include "repo/blob_at.h"

#include <stdlib.h>

#include "base/mem.h"
#include "repo/tree.h"

/* One step down; *found is false if nothing of that name is there. */
static struct error *enter(struct objects *objects, struct slice name, struct object_id *id,
	enum file_kind *kind, bool *found)
{
	struct buffer bytes = BUFFER_INIT;
	struct tree_entry entry;
	const char *fault;
	struct error *error = objects_read(objects, id, OBJECT_TREE, MAX_TREE_BYTES, &bytes);

	*found = false;
	if (!error) {
		*found = tree_find(buffer_slice(&bytes), name, &entry, &fault);
		if (fault)
			error = tree_malformed(id, fault);
	}
	if (*found) {
		*id = entry.id;
		*kind = entry.kind;
	}
	buffer_dispose(&bytes);
	return error;
}

struct error *blob_at(struct objects *objects, const struct object_id *commit, const char *path,
	struct object_id *blob, bool *found)
{
	struct commit_links *links = mem_calloc(1, sizeof *links);
	struct slice rest = slice_of(path);
	enum file_kind kind = FILE_DIRECTORY;
	struct error *error = commit_read_links(objects, commit, links);

	*blob = links->tree;
	*found = !error;
	while (!error && *found && rest.len) {
		size_t end = slice_find(rest, '/');

		if (kind != FILE_DIRECTORY)
			*found = false;
		else
			error = enter(objects, (struct slice){rest.at, end}, blob, &kind, found);
		rest = slice_from(rest, end + 1);
	}
	*found = !error && *found && kind == FILE_REGULAR;
	free(links);
	return error;
}
