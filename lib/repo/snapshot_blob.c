/* Files that lie in the object database: those of a commit, and those of the index. */
#include "base/path.h"
#include "repo/snapshot_source.h"

/* The target of a symbolic link, as git stores it. */
#define MAX_LINK_BYTES 4096

struct error *snapshot_read_blob(struct objects *objects, const struct object_id *id,
	const char *path, size_t max, struct buffer *out)
{
	struct buffer bytes = BUFFER_INIT;
	struct error *error = objects_read(objects, id, OBJECT_BLOB, max, &bytes);

	if (error && error->code == ERROR_LIMIT) {
		error_free(error);
		error = error_new(ERROR_LIMIT, "%s: larger than %zu bytes", path, max);
	}
	if (!error)
		buffer_add_slice(out, buffer_slice(&bytes));
	buffer_dispose(&bytes);
	return error;
}

bool snapshot_link_to_directory(struct snapshot *snapshot, struct objects *objects,
	const struct object_id *id, struct slice path)
{
	struct buffer text = BUFFER_INIT, target = BUFFER_INIT;
	struct error *error = objects_read(objects, id, OBJECT_BLOB, MAX_LINK_BYTES, &text);
	bool leads = false;

	buffer_add_slice(&target, path_directory(path));
	buffer_reserve(&target, 1);
	if (!error && text.len && text.at[0] != '/' && path_append(&target, buffer_slice(&text)))
		leads = snapshot->source->kind(snapshot, target.at) == FILE_DIRECTORY;
	error_free(error);
	buffer_dispose(&text);
	buffer_dispose(&target);
	return leads;
}
