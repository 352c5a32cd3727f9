#include "repo/pathspec.h"

#include <git2.h>
#include <stdlib.h>

#include "base/mem.h"

struct pattern_list {
	char **patterns;
	size_t count, capacity;
	git_pathspec *handle; /* NULL: matches nothing */
};

struct pathspec {
	struct pattern_list wanted;
	struct pattern_list excluded;
};

static struct slice literal_prefix(const char *pattern)
{
	return (struct slice){pattern, strcspn(pattern, "*?[\\")};
}

static void add_pattern(struct pattern_list *list, struct slice pattern)
{
	GROW(list->patterns, list->count, list->capacity);
	list->patterns[list->count++] = mem_string(pattern);
}

/* A pattern with more of them than this means no directory that people have. */
#define MAX_SHORTENED 8

/* In git `a/` `**` `/b` also matches a/b (gitignore(5)); libgit2's pathspecs need to be told. */
static void add_without_stars(struct pattern_list *list, const char *pattern, int times)
{
	const char *stars = strstr(pattern, "/**/");
	char *shorter;

	if (!stars || times == 0)
		return;
	shorter = mem_format("%.*s%s", (int)(stars - pattern), pattern, stars + strlen("/**"));
	add_pattern(list, slice_of(shorter));
	add_without_stars(list, shorter, times - 1);
	free(shorter);
}

/* `!x` excludes wherever it stands, and so do git's own `:!x` and `:^x`. */
static struct slice excluded_part(const char *pattern)
{
	struct slice text = slice_of(pattern);

	if (slice_starts_with(text, "!"))
		return slice_from(text, 1);
	if (slice_starts_with(text, ":!") || slice_starts_with(text, ":^"))
		return slice_from(text, 2);
	return (struct slice){NULL, 0};
}

static struct error *compile(struct pattern_list *list)
{
	git_strarray strings = {list->patterns, list->count};

	if (list->count > 0 && git_pathspec_new(&list->handle, &strings) < 0)
		return error_new(ERROR_REPOSITORY, "unusable pathspec");
	return NULL;
}

struct error *pathspec_new(const char *const *patterns, size_t count, struct pathspec **out)
{
	struct pathspec *pathspec = mem_calloc(1, sizeof *pathspec);
	struct error *error;

	for (size_t i = 0; i < count; i++) {
		struct slice excluded = excluded_part(patterns[i]);
		struct pattern_list *list = excluded.at ? &pathspec->excluded : &pathspec->wanted;
		char *pattern = mem_string(excluded.at ? excluded : slice_of(patterns[i]));

		add_pattern(list, slice_of(pattern));
		add_without_stars(list, pattern, MAX_SHORTENED);
		free(pattern);
	}
	error = compile(&pathspec->wanted);
	if (!error)
		error = compile(&pathspec->excluded);
	if (error) {
		pathspec_free(pathspec);
		return error;
	}
	*out = pathspec;
	return NULL;
}

static void dispose(struct pattern_list *list)
{
	git_pathspec_free(list->handle);
	for (size_t i = 0; i < list->count; i++)
		free(list->patterns[i]);
	free(list->patterns);
}

void pathspec_free(struct pathspec *pathspec)
{
	if (!pathspec)
		return;
	dispose(&pathspec->wanted);
	dispose(&pathspec->excluded);
	free(pathspec);
}

static bool matches(const struct pattern_list *list, const char *path)
{
	return list->handle &&
	       git_pathspec_matches_path(list->handle, GIT_PATHSPEC_DEFAULT, path) == 1;
}

bool pathspec_matches(const struct pathspec *pathspec, const char *path)
{
	return matches(&pathspec->wanted, path) && !matches(&pathspec->excluded, path);
}

bool pathspec_reaches(const struct pathspec *pathspec, const char *path)
{
	size_t len = strlen(path);

	for (size_t i = 0; i < pathspec->wanted.count; i++) {
		struct slice prefix = literal_prefix(pathspec->wanted.patterns[i]);
		size_t common = prefix.len < len ? prefix.len : len;

		if (memcmp(prefix.at, path, common) != 0)
			continue;
		if (len <= prefix.len && len > 0 && len < prefix.len && prefix.at[len] != '/')
			continue;
		return true;
	}
	return false;
}
