#include "repo/ignored.h"

#include <git2.h>
#include <stdlib.h>

#include "base/mem.h"

static bool holds_tracked(struct repo *repo, const char *directory)
{
	char *prefix = mem_format("%s/", directory);
	git_index *index = NULL;
	bool holds = true;

	if (git_repository_index(&index, repo_handle(repo)) == 0 &&
		git_index_read(index, false) == 0)
		holds = git_index_find_prefix(NULL, index, prefix) == 0;
	git_index_free(index);
	free(prefix);
	return holds;
}

bool repo_ignores_directory(struct repo *repo, const char *path)
{
	char *directory = mem_format("%s/", path);
	int ignored = 0;
	bool known = git_ignore_path_is_ignored(&ignored, repo_handle(repo), directory) == 0;

	free(directory);
	return known && ignored && !holds_tracked(repo, path);
}
