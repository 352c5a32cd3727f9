#include "repo/repo.h"

#include <errno.h>
#include <git2.h>
#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/env.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/path.h"

struct repo {
	git_repository *handle;
	char *worktree;
	char *prefix;
	int worktree_fd;
	bool from_environment;
};

/* libgit2 refuses repositories with extensions.worktreeConfig unless it is told that we know it; it
 * reads that file itself, so there is nothing else to do. */
static void allow_known_extensions(void)
{
	const char *known[] = {"worktreeconfig"};

	git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, known, (size_t)1);
}

/* The repository that would have been opened, as safe.directory names it; NULL if there is none. */
static char *find_repository(const char *start)
{
	git_buf found = GIT_BUF_INIT;
	struct slice path;
	char *where = NULL;

	if (git_repository_discover(&found, start, 0, NULL) == 0) {
		path = (struct slice){found.ptr, found.size};
		if (slice_ends_with(path, "/"))
			path.len--;
		if (slice_ends_with(path, "/.git"))
			path.len -= strlen("/.git");
		where = mem_string(path);
	}
	git_buf_dispose(&found);
	return where;
}

/* libgit2 1.5 says GIT_ENOTFOUND for a repository of another user too, where the configuration has
 * no safe.directory at all. */
static struct error *open_error(const char *start, int code)
{
	const git_error *detail = git_error_last();
	char *message =
		mem_string(slice_of(detail && detail->message ? detail->message : "unknown error"));
	char *where = find_repository(start);
	struct error *error;

	if (where && (code == GIT_EOWNER || code == GIT_ENOTFOUND))
		error = error_new(ERROR_REFUSED,
			"the repository at %s belongs to another user; if you trust it, run: "
			"git config --global --add safe.directory '%s'",
			where, where);
	else if (code == GIT_ENOTFOUND)
		error = error_new(ERROR_NOT_FOUND,
			"not a git repository (nor any directory above %s); run `git init` first",
			start);
	else
		error = error_new(
			ERROR_REPOSITORY, "cannot open the repository at %s: %s", start, message);
	free(where);
	free(message);
	return error;
}

/* The current directory as a path below the working tree. */
static char *find_prefix(const char *worktree)
{
	char cwd[PATH_MAX];
	size_t len = strlen(worktree);

	if (!getcwd(cwd, sizeof cwd) || strncmp(cwd, worktree, len) != 0)
		return mem_string(slice_of(""));
	if (cwd[len] != '/')
		return mem_string(slice_of(""));
	return mem_string(slice_of(cwd + len + 1));
}

static struct error *open_worktree(struct repo *repo)
{
	char real[PATH_MAX];
	const char *workdir = git_repository_workdir(repo->handle);

	if (!workdir) {
		repo->prefix = mem_string(slice_of(""));
		return NULL;
	}
	if (!realpath(workdir, real))
		return error_errno(ERROR_REPOSITORY, "cannot resolve the working tree %s", workdir);
	repo->worktree = mem_string(slice_of(real));
	repo->prefix = find_prefix(real);
	return file_open_root(real, &repo->worktree_fd);
}

/* The working tree is another one than the repository said. */
static struct error *reopen_worktree(struct repo *repo)
{
	struct error *error;

	if (repo->worktree_fd >= 0)
		close(repo->worktree_fd);
	free(repo->worktree);
	free(repo->prefix);
	repo->worktree = repo->prefix = NULL;
	repo->worktree_fd = -1;
	error = open_worktree(repo);
	if (error)
		repo_free(repo);
	return error;
}

static struct error *open_repository(
	const char *start, unsigned flags, bool from_environment, struct repo **out)
{
	struct repo *repo;
	struct error *error;
	int code;

	if (git_libgit2_init() < 0)
		return error_new(ERROR_REPOSITORY, "cannot start libgit2");
	allow_known_extensions();
	repo = mem_calloc(1, sizeof *repo);
	repo->worktree_fd = -1;
	repo->from_environment = from_environment;
	/* Without a start GIT_DIR is asked for, or else the current directory is one. */
	code = git_repository_open_ext(&repo->handle, from_environment ? NULL : start, flags, NULL);
	error = code < 0 ? open_error(start, code) : open_worktree(repo);
	if (error) {
		repo_free(repo);
		return error;
	}
	*out = repo;
	return NULL;
}

struct error *repo_open(const char *start, struct repo **out)
{
	return open_repository(start, 0, false, out);
}

/* libgit2 1.5 knows all of git's variables but this one. */
#define WORK_TREE "GIT_WORK_TREE"

/* Told to take the working tree that it has, libgit2 1.5 loses the memory of its path. */
static bool has_worktree(const struct repo *repo, const char *path)
{
	char real[PATH_MAX];

	return repo->worktree && realpath(path, real) && strcmp(real, repo->worktree) == 0;
}

struct error *repo_open_from_environment(struct repo **out)
{
	const char *given = env_get(WORK_TREE);
	char *worktree = given ? mem_string(slice_of(given)) : NULL;
	struct error *error;
	struct repo *repo;

	unsetenv(WORK_TREE);
	error = open_repository(".", GIT_REPOSITORY_OPEN_FROM_ENV, true, &repo);
	if (worktree && !error && !has_worktree(repo, worktree) &&
		git_repository_set_workdir(repo->handle, worktree, 0) == 0)
		error = reopen_worktree(repo);
	if (worktree)
		setenv(WORK_TREE, worktree, 1);
	free(worktree);
	if (!error)
		*out = repo;
	return error;
}

bool repo_is_from_environment(const struct repo *repo)
{
	return repo->from_environment;
}

void repo_free(struct repo *repo)
{
	if (!repo)
		return;
	if (repo->worktree_fd >= 0)
		close(repo->worktree_fd);
	git_repository_free(repo->handle);
	free(repo->worktree);
	free(repo->prefix);
	free(repo);
	git_libgit2_shutdown();
}

git_repository *repo_handle(struct repo *repo)
{
	return repo->handle;
}

const char *repo_worktree(const struct repo *repo)
{
	return repo->worktree;
}

int repo_worktree_fd(const struct repo *repo)
{
	return repo->worktree_fd;
}

const char *repo_prefix(const struct repo *repo)
{
	return repo->prefix;
}

static bool same_file(const char *a, const char *b)
{
	struct stat one, two;

	return stat(a, &one) == 0 && stat(b, &two) == 0 && one.st_dev == two.st_dev &&
	       one.st_ino == two.st_ino;
}

/* A linked working tree: its administrative directory names our `.git` file in `gitdir`. */
static bool back_pointer_agrees(const char *admin, const char *dot_git)
{
	struct buffer text = BUFFER_INIT;
	struct error *error;
	bool agrees = false;
	int dirfd;

	error = file_open_root(admin, &dirfd);
	if (error) {
		error_free(error);
		return false;
	}
	error = file_read_beneath(dirfd, "gitdir", PATH_MAX, &text);
	if (!error) {
		char *target = mem_string(slice_trim(buffer_slice(&text)));
		agrees = same_file(target, dot_git);
		free(target);
	}
	error_free(error);
	buffer_dispose(&text);
	close(dirfd);
	return agrees;
}

/* A submodule: its git directory lies below the parent's `modules` and names us in core.worktree,
 * from which libgit2 took the working tree; the `.git` file in it must point back. */
static bool dot_git_file_agrees(struct repo *repo, const char *dot_git)
{
	struct buffer text = BUFFER_INIT;
	struct error *error;
	char real[PATH_MAX];
	bool agrees = false;
	struct slice target;
	char *path;

	error = file_read_beneath(repo->worktree_fd, ".git", PATH_MAX + 16, &text);
	if (error) {
		error_free(error);
		return false;
	}
	target = slice_trim(buffer_slice(&text));
	if (slice_starts_with(target, "gitdir:")) {
		target = slice_trim(slice_from(target, strlen("gitdir:")));
		path = target.len && target.at[0] == '/'
			       ? mem_string(target)
			       : mem_format("%s/%.*s", repo->worktree, SLICE_ARG(target));
		agrees = realpath(path, real) && same_file(real, git_repository_path(repo->handle));
		free(path);
	}
	buffer_dispose(&text);
	if (!agrees)
		return false;
	if (git_repository_is_worktree(repo->handle))
		return back_pointer_agrees(git_repository_path(repo->handle), dot_git);
	return strstr(git_repository_path(repo->handle), "/.git/modules/") != NULL;
}

struct error *repo_check_writable(struct repo *repo)
{
	char *dot_git;
	bool agrees = false;

	if (!repo->worktree)
		return error_new(ERROR_REFUSED,
			"this repository is bare: there is no working tree to write to");
	dot_git = mem_format("%s/.git", repo->worktree);
	switch (file_kind_beneath(repo->worktree_fd, ".git")) {
	case FILE_DIRECTORY:
		agrees = same_file(dot_git, git_repository_path(repo->handle));
		break;
	case FILE_REGULAR:
		agrees = dot_git_file_agrees(repo, dot_git);
		break;
	default:
		break;
	}
	free(dot_git);
	if (agrees)
		return NULL;
	return error_new(ERROR_REFUSED,
		"the working tree %s is not the directory that holds this repository's .git "
		"(core.worktree or a .git file points elsewhere); nothing is written there",
		repo->worktree);
}

/* An absolute path below the working tree, also when reached through a link above it. */
static bool strip_worktree(const struct repo *repo, const char *path, struct slice *rest)
{
	size_t len = strlen(repo->worktree);
	char real[PATH_MAX];
	char *prefix;

	if (strncmp(path, repo->worktree, len) == 0 && (path[len] == '/' || path[len] == '\0')) {
		*rest = slice_of(path + len);
		return true;
	}
	prefix = mem_string(slice_of(path));
	for (char *cut = prefix + strlen(prefix); cut > prefix; cut--) {
		if (*cut != '/' && *cut != '\0')
			continue;
		*cut = '\0';
		if (realpath(prefix, real) && strcmp(real, repo->worktree) == 0) {
			*rest = slice_of(path + (cut - prefix));
			free(prefix);
			return true;
		}
	}
	free(prefix);
	return false;
}

struct error *repo_relative_path(struct repo *repo, const char *argument, char **path)
{
	struct buffer out = BUFFER_INIT;
	struct slice rest = slice_of(argument);
	bool inside = true;

	if (!repo->worktree)
		return error_new(ERROR_USAGE, "this repository is bare: it has no working tree");
	if (!argument[0])
		return error_new(ERROR_USAGE, "an empty path; `.` is the current directory");
	if (argument[0] == '/') {
		inside = strip_worktree(repo, argument, &rest);
	} else {
		char cwd[PATH_MAX];
		inside = getcwd(cwd, sizeof cwd) && strip_worktree(repo, cwd, &(struct slice){0});
		buffer_add_string(&out, repo->prefix);
	}
	buffer_reserve(&out, 1);
	if (!inside || !path_append(&out, rest)) {
		buffer_dispose(&out);
		return error_new(ERROR_REFUSED, "%s: outside the repository at %s", argument,
			repo->worktree);
	}
	*path = buffer_take(&out);
	return NULL;
}

char *repo_author_email(struct repo *repo)
{
	static const char *const keys[] = {"author.email", "user.email"};
	const char *given = env_get("GIT_AUTHOR_EMAIL");
	char *email = given ? mem_string(slice_of(given)) : NULL;

	for (size_t i = 0; !email && i < sizeof keys / sizeof *keys; i++)
		email = repo_config_string(repo, keys[i]);
	given = env_get("EMAIL");
	return email || !given ? email : mem_string(slice_of(given));
}

char *repo_config_string(struct repo *repo, const char *key)
{
	git_config *config = NULL, *snapshot = NULL;
	const char *value = NULL;
	char *copy = NULL;

	if (git_repository_config(&config, repo->handle) == 0 &&
		git_config_snapshot(&snapshot, config) == 0 &&
		git_config_get_string(&value, snapshot, key) == 0 && value[0])
		copy = mem_string(slice_of(value));
	git_config_free(snapshot);
	git_config_free(config);
	return copy;
}
