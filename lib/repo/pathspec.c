#include "repo/pathspec.h"

#include <git2.h>
#include <stdlib.h>

#include "base/mem.h"

struct pathspec {
	git_pathspec *handle; /* NULL: matches nothing */
	struct slice *prefixes; /* the part of each pattern before its first wildcard */
	char **patterns;
	size_t count;
};

static struct slice literal_prefix(const char *pattern)
{
	return (struct slice){pattern, strcspn(pattern, "*?[\\")};
}

struct error *pathspec_new(const char *const *patterns, size_t count, struct pathspec **out)
{
	struct pathspec *pathspec = mem_calloc(1, sizeof *pathspec);
	git_strarray list;

	pathspec->patterns = mem_calloc(count + 1, sizeof *pathspec->patterns);
	pathspec->prefixes = mem_calloc(count + 1, sizeof *pathspec->prefixes);
	pathspec->count = count;
	for (size_t i = 0; i < count; i++) {
		pathspec->patterns[i] = mem_string(slice_of(patterns[i]));
		pathspec->prefixes[i] = literal_prefix(pathspec->patterns[i]);
	}
	list.strings = pathspec->patterns;
	list.count = count;
	if (count > 0 && git_pathspec_new(&pathspec->handle, &list) < 0) {
		pathspec_free(pathspec);
		return error_new(ERROR_REPOSITORY, "unusable pathspec");
	}
	*out = pathspec;
	return NULL;
}

void pathspec_free(struct pathspec *pathspec)
{
	if (!pathspec)
		return;
	git_pathspec_free(pathspec->handle);
	for (size_t i = 0; i < pathspec->count; i++)
		free(pathspec->patterns[i]);
	free(pathspec->patterns);
	free(pathspec->prefixes);
	free(pathspec);
}

bool pathspec_matches(const struct pathspec *pathspec, const char *path)
{
	return pathspec->handle &&
	       git_pathspec_matches_path(pathspec->handle, GIT_PATHSPEC_DEFAULT, path) == 1;
}

bool pathspec_reaches(const struct pathspec *pathspec, const char *path)
{
	size_t len = strlen(path);

	for (size_t i = 0; i < pathspec->count; i++) {
		struct slice prefix = pathspec->prefixes[i];
		size_t common = prefix.len < len ? prefix.len : len;

		if (memcmp(prefix.at, path, common) != 0)
			continue;
		if (len <= prefix.len && len > 0 && len < prefix.len && prefix.at[len] != '/')
			continue;
		return true;
	}
	return false;
}
