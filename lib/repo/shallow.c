#include "repo/shallow.h"

#include <fcntl.h>
#include <git2.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"

/* Some 400,000 commits. */
#define MAX_LIST_BYTES ((size_t)16 << 20)

static struct error *read_lines(
	struct slice text, const char *what, struct object_id **commits, size_t *count)
{
	size_t capacity = 0;

	while (text.len) {
		size_t end = slice_find(text, '\n');
		struct object_id id;

		if (!object_id_parse((struct slice){text.at, end}, &id))
			return error_new(ERROR_REPOSITORY,
				"the list of %s in the git directory is damaged", what);
		GROW(*commits, *count, capacity);
		(*commits)[(*count)++] = id;
		text = slice_from(text, end + 1);
	}
	return NULL;
}

static struct error *read_list(const char *directory, const char *name, const char *what,
	struct object_id **commits, size_t *count)
{
	struct buffer text = BUFFER_INIT;
	struct error *error;
	int dirfd = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	*commits = NULL;
	*count = 0;
	if (dirfd < 0)
		return error_errno(ERROR_REPOSITORY, "cannot open the git directory");
	error = file_read_beneath(dirfd, name, MAX_LIST_BYTES, &text);
	close(dirfd);
	if (error && error->code == ERROR_NOT_FOUND) {
		error_free(error);
		error = NULL;
	}
	if (!error)
		error = read_lines(buffer_slice(&text), what, commits, count);
	if (error) {
		free(*commits);
		*commits = NULL;
	}
	buffer_dispose(&text);
	return error;
}

struct error *repo_shallow_commits(struct repo *repo, struct object_id **commits, size_t *count)
{
	return read_list(git_repository_commondir(repo_handle(repo)), "shallow", "shallow commits",
		commits, count);
}

struct error *repo_merge_heads(struct repo *repo, struct object_id **commits, size_t *count)
{
	return read_list(git_repository_path(repo_handle(repo)), "MERGE_HEAD",
		"commits being merged", commits, count);
}
