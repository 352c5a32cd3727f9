#include "base/path.h"

static void drop_component(struct buffer *out)
{
	while (out->len && out->at[out->len - 1] != '/')
		out->len--;
	if (out->len)
		out->len--;
	out->at[out->len] = '\0';
}

bool path_append(struct buffer *out, struct slice path)
{
	while (path.len) {
		size_t end = slice_find(path, '/');
		struct slice part = {path.at, end};

		path = slice_from(path, end < path.len ? end + 1 : end);
		if (part.len == 0 || slice_is(part, "."))
			continue;
		if (slice_is(part, "..")) {
			if (out->len == 0)
				return false;
			drop_component(out);
			continue;
		}
		if (out->len)
			buffer_add_char(out, '/');
		buffer_add_slice(out, part);
	}
	return true;
}

struct slice path_directory(struct slice path)
{
	while (path.len && path.at[path.len - 1] != '/')
		path.len--;
	if (path.len)
		path.len--;
	return path;
}

/* How many bytes of whole components a directory and a path share, without the slash after them. */
static size_t common_part(struct slice directory, struct slice path)
{
	size_t common = 0;

	for (size_t i = 0; i <= directory.len && i <= path.len; i++) {
		bool directory_ends = i == directory.len || directory.at[i] == '/';
		bool path_ends = i == path.len || path.at[i] == '/';

		if (directory_ends && path_ends)
			common = i;
		if (i == directory.len || i == path.len || directory.at[i] != path.at[i])
			break;
	}
	return common;
}

void path_relative(struct buffer *out, struct slice directory, struct slice path)
{
	size_t common = common_part(directory, path);
	struct slice up = slice_from(directory, common);
	struct slice down = slice_from(path, common);

	if (up.len && up.at[0] == '/')
		up = slice_from(up, 1);
	if (down.len && down.at[0] == '/')
		down = slice_from(down, 1);
	while (up.len) {
		size_t end = slice_find(up, '/');

		buffer_add_string(out, "../");
		up = slice_from(up, end < up.len ? end + 1 : end);
	}
	buffer_add_slice(out, down);
	buffer_reserve(out, 1);
}

bool path_is_below(const char *path, const char *directory)
{
	size_t len = strlen(directory);

	return len == 0 ||
	       (strncmp(path, directory, len) == 0 && (path[len] == '\0' || path[len] == '/'));
}
