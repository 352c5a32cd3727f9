#include "site/paths_once.h"

#include <search.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static int by_text(const void *a, const void *b)
{
	return strcmp(a, b);
}

struct error *paths_once_take(struct paths_once *paths, const char *path)
{
	char *copy = mem_string(slice_of(path));
	char *const *found = tsearch(copy, &paths->tree, by_text);

	if (!found)
		mem_failed();
	if (*found == copy)
		return NULL;
	free(copy);
	return error_new(ERROR_INTERNAL, "a page was made twice: %s", path);
}

void paths_once_dispose(struct paths_once *paths)
{
	tdestroy(paths->tree, free);
	paths->tree = NULL;
}
