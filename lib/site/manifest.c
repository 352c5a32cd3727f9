#include "site/manifest.h"

#include <stdlib.h>
#include <strings.h>

#include "base/file.h"
#include "base/mem.h"

#define FIRST_WORD "handoff-site "
#define FIRST_LINE FIRST_WORD "1"
#define MAX_PATHS  2000000

static bool is_of_git(struct slice component)
{
	return component.len == 4 && strncasecmp(component.at, ".git", 4) == 0;
}

bool manifest_takes(struct slice path)
{
	if (!file_path_is_clean(path) || path.at[0] == '.')
		return false;
	for (size_t i = 0; i < path.len; i++) {
		if ((unsigned char)path.at[i] < ' ' || path.at[i] == '\x7f')
			return false;
	}
	while (path.len) {
		size_t end = slice_find(path, '/');

		if (is_of_git((struct slice){path.at, end}))
			return false;
		path = slice_from(path, end + 1);
	}
	return true;
}

void manifest_add(struct manifest *manifest, struct slice path)
{
	GROW(manifest->paths, manifest->count, manifest->capacity);
	manifest->paths[manifest->count++] = mem_string(path);
}

static int by_path(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

void manifest_sort(struct manifest *manifest)
{
	size_t kept = 0;

	if (manifest->count)
		qsort(manifest->paths, manifest->count, sizeof *manifest->paths, by_path);
	for (size_t i = 0; i < manifest->count; i++) {
		if (kept && strcmp(manifest->paths[kept - 1], manifest->paths[i]) == 0)
			free(manifest->paths[i]);
		else
			manifest->paths[kept++] = manifest->paths[i];
	}
	manifest->count = kept;
}

bool manifest_has(const struct manifest *manifest, const char *path)
{
	return manifest->count &&
	       bsearch(&path, manifest->paths, manifest->count, sizeof *manifest->paths, by_path);
}

static struct error *check_first_line(struct slice line)
{
	if (slice_is(line, FIRST_LINE))
		return NULL;
	if (slice_starts_with(line, FIRST_WORD))
		return error_new(
			ERROR_REFUSED, MANIFEST_NAME ": was written by another version of handoff");
	return error_new(ERROR_REFUSED, MANIFEST_NAME ": is no list that handoff site wrote");
}

/* A first line of which the end was not written. */
static bool is_torn(struct slice line)
{
	return line.len < sizeof FIRST_LINE && memcmp(line.at, FIRST_LINE, line.len) == 0;
}

struct error *manifest_read(struct slice text, struct manifest *manifest)
{
	struct error *error = NULL;
	size_t number = 0;

	*manifest = (struct manifest){0};
	while (!error && text.len) {
		size_t end = slice_find(text, '\n');
		struct slice line = {text.at, end};

		if (end == text.len && (number || is_torn(line)))
			break;
		if (number++ == 0)
			error = check_first_line(line);
		else if (!manifest_takes(line))
			error = error_new(ERROR_REFUSED,
				MANIFEST_NAME ": line %zu is no path of a site", number);
		else if (manifest->count == MAX_PATHS)
			error = error_new(
				ERROR_LIMIT, MANIFEST_NAME ": names more than %d files", MAX_PATHS);
		else
			manifest_add(manifest, line);
		text = slice_from(text, end + 1);
	}
	manifest_sort(manifest);
	return error;
}

void manifest_write(const struct manifest *manifest, struct buffer *out)
{
	buffer_add_string(out, FIRST_LINE "\n");
	for (size_t i = 0; i < manifest->count; i++)
		buffer_addf(out, "%s\n", manifest->paths[i]);
}

void manifest_dispose(struct manifest *manifest)
{
	for (size_t i = 0; i < manifest->count; i++)
		free(manifest->paths[i]);
	free(manifest->paths);
	*manifest = (struct manifest){0};
}
