#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <git2.h>
#include <stdlib.h>
#include <strings.h>
#include <unistd.h>

#include "base/mem.h"
#include "repo/snapshot_source.h"

/* Asking .gitignore costs some twenty system calls a file, reading the index of a large repository
 * a tenth of a second: from this many files on, the index is asked first. */
#define FEW_QUESTIONS 200

/* Documents link to the same files again and again. */
#define KNOWN_KINDS 1024

struct worktree {
	struct snapshot snapshot;
	struct repo *repo;
	git_index *index; /* read when an ignored file is met: it may be tracked all the same */
	bool has_index;
	size_t questions; /* of .gitignore, so far */
	struct known_kind {
		char *path;
		enum file_kind kind;
	} known[KNOWN_KINDS]; /* what stood at a path when it was last asked for */
};

static bool is_tracked(struct worktree *tree, const char *path)
{
	if (!tree->has_index) {
		tree->has_index = true;
		if (git_repository_index(&tree->index, repo_handle(tree->repo)) < 0)
			tree->index = NULL;
	}
	return tree->index && git_index_get_bypath(tree->index, path, 0) != NULL;
}

static bool holds_tracked(struct worktree *tree, const char *directory)
{
	char *prefix = mem_format("%s/", directory);
	bool holds = tree->index && git_index_find_prefix(NULL, tree->index, prefix) == 0;

	free(prefix);
	return holds;
}

static bool is_left_out(struct worktree *tree, const char *path)
{
	int ignored = 0;

	if (++tree->questions > FEW_QUESTIONS && is_tracked(tree, path))
		return false;
	if (git_ignore_path_is_ignored(&ignored, repo_handle(tree->repo), path) < 0)
		return false;
	return ignored && !is_tracked(tree, path) && !holds_tracked(tree, path);
}

static enum file_kind kind_of_mode(mode_t mode)
{
	if (S_ISREG(mode))
		return FILE_REGULAR;
	if (S_ISDIR(mode))
		return FILE_DIRECTORY;
	return S_ISLNK(mode) ? FILE_SYMLINK : FILE_SPECIAL;
}

static enum file_kind kind_of_entry(int dirfd, const struct dirent *entry)
{
	struct stat status;

	switch (entry->d_type) {
	case DT_REG:
		return FILE_REGULAR;
	case DT_DIR:
		return FILE_DIRECTORY;
	case DT_LNK:
		return FILE_SYMLINK;
	default:
		if (fstatat(dirfd, entry->d_name, &status, AT_SYMLINK_NOFOLLOW) < 0)
			return FILE_ABSENT;
		return kind_of_mode(status.st_mode);
	}
}

struct walk {
	struct snapshot_walk common;
	struct worktree *tree;
};

/* A symbolic link to a directory would hide documents without a word if it were passed over. */
static bool links_to_directory(int dirfd, const char *name)
{
	struct stat status;

	return fstatat(dirfd, name, &status, 0) == 0 && S_ISDIR(status.st_mode);
}

static struct error *visit_file(struct walk *walk, int dirfd, const char *name, enum file_kind kind)
{
	const char *path = walk->common.path.at;
	bool wanted = snapshot_walk_matches(&walk->common);

	if (!wanted && kind == FILE_SYMLINK && pathspec_reaches(walk->common.include, path))
		wanted = links_to_directory(dirfd, name);
	if (!wanted || pathspec_matches(walk->common.exclude, path) ||
		is_left_out(walk->tree, path))
		return NULL;
	return snapshot_walk_add(&walk->common, kind);
}

static struct error *walk_directory(struct walk *walk, int dirfd, unsigned depth);

static struct error *visit_directory(
	struct walk *walk, int parent, const char *name, unsigned depth)
{
	const char *path = walk->common.path.at;
	struct stat nested;
	int dirfd;

	if (!pathspec_reaches(walk->common.include, path) || is_left_out(walk->tree, path))
		return NULL;
	if (depth == SNAPSHOT_MAX_DEPTH)
		return snapshot_walk_too_deep(&walk->common);
	dirfd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (dirfd < 0)
		return error_errno(ERROR_IO, "cannot read the directory %s", walk->common.path.at);
	if (fstatat(dirfd, ".git", &nested, AT_SYMLINK_NOFOLLOW) == 0) {
		close(dirfd);
		return NULL;
	}
	return walk_directory(walk, dirfd, depth + 1);
}

static struct error *visit(struct walk *walk, int dirfd, const struct dirent *entry, unsigned depth)
{
	const char *name = entry->d_name;
	size_t len = walk->common.path.len;
	struct error *error;
	enum file_kind kind;

	if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0 || strcasecmp(name, ".git") == 0)
		return NULL;
	/* Templates have the form of documents, and are none. */
	if (len == 0 && strcmp(name, ".handoff") == 0)
		return NULL;
	error = snapshot_walk_enter(&walk->common, slice_of(name));
	if (error)
		return error;
	kind = kind_of_entry(dirfd, entry);
	if (kind == FILE_DIRECTORY)
		error = visit_directory(walk, dirfd, name, depth);
	else if (kind != FILE_ABSENT)
		error = visit_file(walk, dirfd, name, kind);
	snapshot_walk_leave(&walk->common, len);
	return error;
}

/* libgit2 reads it, and would wait for ever at a FIFO. */
static struct error *check_gitignore(const struct walk *walk, int dirfd)
{
	struct stat status;

	if (fstatat(dirfd, ".gitignore", &status, 0) < 0 || S_ISREG(status.st_mode) ||
		S_ISDIR(status.st_mode))
		return NULL;
	return error_new(ERROR_REFUSED, "%s%s.gitignore: not a regular file", walk->common.path.at,
		walk->common.path.len ? "/" : "");
}

/* Takes dirfd. */
static struct error *walk_directory(struct walk *walk, int dirfd, unsigned depth)
{
	struct error *error = NULL;
	struct dirent *entry;
	DIR *stream = fdopendir(dirfd);

	if (!stream) {
		error = error_errno(ERROR_IO, "cannot read the directory %s", walk->common.path.at);
		close(dirfd);
		return error;
	}
	error = check_gitignore(walk, dirfd);
	while (!error) {
		errno = 0;
		entry = readdir(stream);
		if (!entry)
			break;
		error = visit(walk, dirfd, entry, depth);
	}
	if (!error && errno)
		error = error_errno(ERROR_IO, "cannot read the directory %s", walk->common.path.at);
	closedir(stream);
	return error;
}

static struct error *find(struct snapshot *snapshot, const char *below,
	const struct pathspec *include, const struct pathspec *exclude, size_t max,
	struct snapshot_list *list)
{
	struct worktree *tree = (struct worktree *)snapshot;
	struct walk walk = {{include, exclude, max, 0, BUFFER_INIT, list}, tree};
	struct error *error;
	int dirfd;

	buffer_add_string(&walk.common.path, below);
	dirfd = file_open_beneath(repo_worktree_fd(tree->repo), below, O_RDONLY | O_DIRECTORY);
	if (dirfd < 0)
		error = error_errno(ERROR_IO, "cannot read the directory %s", below);
	else
		error = walk_directory(&walk, dirfd, 0);
	buffer_dispose(&walk.common.path);
	return error;
}

static size_t place_of(const char *path)
{
	size_t hash = 5381;

	for (; *path; path++)
		hash = hash * 33 + (unsigned char)*path;
	return hash % KNOWN_KINDS;
}

static enum file_kind kind(struct snapshot *snapshot, const char *path)
{
	struct worktree *tree = (struct worktree *)snapshot;
	struct known_kind *known;

	known = &tree->known[place_of(path)];
	if (known->path && strcmp(known->path, path) == 0)
		return known->kind;
	free(known->path);
	known->path = mem_string(slice_of(path));
	known->kind = file_kind_beneath(repo_worktree_fd(tree->repo), path);
	return known->kind;
}

static struct error *read_file(
	struct snapshot *snapshot, const char *path, size_t max, struct buffer *out)
{
	struct worktree *tree = (struct worktree *)snapshot;

	return file_read_beneath(repo_worktree_fd(tree->repo), path, max, out);
}

static bool entry_nocase(
	struct snapshot *snapshot, const char *directory, struct slice name, struct buffer *actual)
{
	int dirfd = file_open_beneath(repo_worktree_fd(((struct worktree *)snapshot)->repo),
		directory, O_RDONLY | O_DIRECTORY);
	struct dirent *entry;
	bool found = false;
	DIR *stream;

	if (dirfd < 0)
		return false;
	stream = fdopendir(dirfd);
	if (!stream) {
		close(dirfd);
		return false;
	}
	while (!found && (entry = readdir(stream)) != NULL) {
		found = slice_equal_nocase(name, slice_of(entry->d_name));
		if (found)
			buffer_add_string(actual, entry->d_name);
	}
	closedir(stream);
	return found;
}

static struct error *list_directory(
	struct snapshot *snapshot, const char *path, const char *suffix, struct snapshot_list *list)
{
	struct dirent *entry;
	DIR *stream;
	int dirfd;

	dirfd = file_open_beneath(repo_worktree_fd(((struct worktree *)snapshot)->repo), path,
		O_RDONLY | O_DIRECTORY);
	if (dirfd < 0 && errno == ENOENT)
		return NULL;
	stream = dirfd < 0 ? NULL : fdopendir(dirfd);
	if (!stream) {
		struct error *error = error_errno(ERROR_IO, "cannot read the directory %s", path);
		if (dirfd >= 0)
			close(dirfd);
		return error;
	}
	while ((entry = readdir(stream)) != NULL) {
		if (slice_ends_with(slice_of(entry->d_name), suffix) &&
			!snapshot_is_readme(entry->d_name))
			snapshot_list_add(list, entry->d_name, kind_of_entry(dirfd, entry));
	}
	closedir(stream);
	snapshot_list_sort(list);
	return NULL;
}

static void dispose(struct snapshot *snapshot)
{
	struct worktree *tree = (struct worktree *)snapshot;

	git_index_free(tree->index);
	for (size_t i = 0; i < KNOWN_KINDS; i++)
		free(tree->known[i].path);
}

static const struct snapshot_source worktree_source = {
	.dispose = dispose,
	.find = find,
	.kind = kind,
	.read = read_file,
	.entry_nocase = entry_nocase,
	.directory = list_directory,
};

struct error *snapshot_of_worktree(struct repo *repo, struct snapshot **out)
{
	struct worktree *tree;

	if (!repo_worktree(repo))
		return error_new(
			ERROR_USAGE, "this repository is bare: it has no working tree to read");
	tree = mem_calloc(1, sizeof *tree);
	tree->snapshot.source = &worktree_source;
	tree->repo = repo;
	*out = &tree->snapshot;
	return NULL;
}
