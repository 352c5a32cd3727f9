#include "repo/git_directory.h"

#include <git2.h>
#include <limits.h>
#include <stdlib.h>

#include "base/mem.h"

#define LINKED "/worktrees/"

struct error *repo_common_directory(struct repo *repo, char **path)
{
	git_repository *handle = repo_handle(repo);
	char common[PATH_MAX], own[PATH_MAX];
	size_t len;

	if (!realpath(git_repository_commondir(handle), common) ||
		!realpath(git_repository_path(handle), own))
		return error_errno(ERROR_REPOSITORY, "cannot resolve the git directory");
	len = strlen(common);
	if (strcmp(own, common) != 0 &&
		!(git_repository_is_worktree(handle) && strncmp(own, common, len) == 0 &&
			slice_starts_with(slice_of(own + len), LINKED)))
		return error_new(ERROR_REFUSED,
			"the git directory %s is not part of %s, to which its file `commondir` "
			"leads",
			own, common);
	*path = mem_string(slice_of(common));
	return NULL;
}

const char *repo_git_path(struct repo *repo)
{
	return git_repository_path(repo_handle(repo));
}

char *repo_config_path(struct repo *repo, const char *key)
{
	git_config *config = NULL, *snapshot = NULL;
	git_buf path = GIT_BUF_INIT;
	char *value = NULL;

	if (git_repository_config(&config, repo_handle(repo)) == 0 &&
		git_config_snapshot(&snapshot, config) == 0 &&
		git_config_get_path(&path, snapshot, key) == 0)
		value = mem_string((struct slice){path.ptr, path.size});
	git_buf_dispose(&path);
	git_config_free(snapshot);
	git_config_free(config);
	return value;
}

static bool has_branches(git_repository *handle)
{
	git_branch_iterator *branches = NULL;
	git_reference *branch = NULL;
	git_branch_t type;
	bool has = git_branch_iterator_new(&branches, handle, GIT_BRANCH_LOCAL) == 0 &&
		   git_branch_next(&branch, &type, branches) == 0;

	git_reference_free(branch);
	git_branch_iterator_free(branches);
	return has;
}

char *repo_missing_head(struct repo *repo)
{
	git_repository *handle = repo_handle(repo);
	git_reference *head = NULL;
	char *name = NULL;

	if (git_repository_head_unborn(handle) == 1 && has_branches(handle) &&
		git_reference_lookup(&head, handle, "HEAD") == 0 &&
		git_reference_symbolic_target(head))
		name = mem_string(slice_of(git_reference_symbolic_target(head)));
	git_reference_free(head);
	return name;
}
