#include "site/watch.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/path.h"
#include "repo/git_directory.h"
#include "repo/ignored.h"

#define MAX_DIRECTORIES 100000
#define MAX_DEPTH       64

/* A directory came or went, or it is not known what did. */
#define UPHEAVAL                                                                                   \
	(IN_ISDIR | IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT | IN_Q_OVERFLOW | IN_IGNORED)
#define EVENTS                                                                                     \
	(IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE_SELF |   \
		IN_MOVE_SELF | IN_ONLYDIR)

/* Why a directory is watched, and so which names in it matter. */
enum purpose {
	PURPOSE_TREE,       /* the working tree */
	PURPOSE_GIT,        /* a git directory: where HEAD and packed references are */
	PURPOSE_REFERENCES, /* refs/ in it */
	PURPOSE_FILES,      /* holds a file of the request */
};

struct place {
	int number; /* inotify's */
	enum purpose purpose;
};

struct watch {
	const struct watch_request *request;
	int fd;
	bool is_stale; /* directories came or went */
	struct place *places;
	size_t count, capacity;
};

struct watch *watch_new(const struct watch_request *request)
{
	struct watch *watch = mem_calloc(1, sizeof *watch);

	watch->request = request;
	watch->fd = -1;
	watch->is_stale = true;
	return watch;
}

static void forget(struct watch *watch)
{
	if (watch->fd >= 0)
		close(watch->fd);
	watch->fd = -1;
	watch->count = 0;
}

void watch_free(struct watch *watch)
{
	if (!watch)
		return;
	forget(watch);
	free(watch->places);
	free(watch);
}

int watch_fd(const struct watch *watch)
{
	return watch->fd;
}

/* ---- what is watched ---- */

static struct error *too_many(const char *path)
{
	if (errno == ENOSPC)
		return error_new(ERROR_LIMIT,
			"not all changes are noticed: there are too many directories to watch, "
			"from %s on; raise fs.inotify.max_user_watches",
			path);
	return error_errno(ERROR_IO, "changes are not noticed: %s", path);
}

/* Watches an open directory: by its name it could be another one by now. */
static struct error *add(struct watch *watch, int dirfd, const char *path, enum purpose purpose)
{
	char link[sizeof "/proc/self/fd/" + 16];
	int number;

	if (watch->count == MAX_DIRECTORIES) {
		errno = ENOSPC;
		return too_many(path);
	}
	snprintf(link, sizeof link, "/proc/self/fd/%d", dirfd);
	number = inotify_add_watch(watch->fd, link, EVENTS);
	if (number < 0)
		return too_many(path);
	GROW(watch->places, watch->count, watch->capacity);
	watch->places[watch->count++] = (struct place){number, purpose};
	return NULL;
}

/* A walk through directories; `path` is relative to its root. */
struct walk {
	struct watch *watch;
	enum purpose purpose;
	struct buffer path;
};

static bool is_directory(int dirfd, const struct dirent *entry)
{
	struct stat st;

	if (entry->d_type != DT_UNKNOWN)
		return entry->d_type == DT_DIR;
	return fstatat(dirfd, entry->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(st.st_mode);
}

static bool is_nested_repository(int dirfd)
{
	struct stat st;

	return fstatat(dirfd, ".git", &st, AT_SYMLINK_NOFOLLOW) == 0;
}

static struct error *walk_directory(struct walk *walk, int dirfd, unsigned depth);

static struct error *visit(struct walk *walk, int parent, const char *name, unsigned depth)
{
	struct repo *repo = walk->watch->request->repo;
	size_t len = walk->path.len;
	struct error *error = NULL;
	int dirfd = -1;

	buffer_addf(&walk->path, "%s%s", len ? "/" : "", name);
	if (walk->purpose != PURPOSE_TREE || strcmp(walk->path.at, ".handoff") == 0 ||
		!repo_ignores_directory(repo, walk->path.at))
		dirfd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	/* One that cannot be opened, or is gone already, is none of which anything can be read. */
	if (dirfd >= 0 && (walk->purpose != PURPOSE_TREE || !is_nested_repository(dirfd)))
		error = walk_directory(walk, dirfd, depth + 1);
	else if (dirfd >= 0)
		close(dirfd);
	walk->path.len = len;
	walk->path.at[len] = '\0';
	return error;
}

/* Watches first, then looks what is in it: what comes in between is seen twice rather than never.
 * Closes the directory. */
static struct error *walk_directory(struct walk *walk, int dirfd, unsigned depth)
{
	struct error *error = add(walk->watch, dirfd, walk->path.at, walk->purpose);
	DIR *listing = error ? NULL : fdopendir(dirfd);
	const struct dirent *entry;

	if (!listing) {
		close(dirfd);
		return error;
	}
	while (!error && depth < MAX_DEPTH && (entry = readdir(listing))) {
		const char *name = entry->d_name;

		if (strcmp(name, ".") != 0 && strcmp(name, "..") != 0 &&
			strcasecmp(name, ".git") != 0 && is_directory(dirfd, entry))
			error = visit(walk, dirfd, name, depth);
	}
	closedir(listing);
	return error;
}

/* A directory and those below. */
static struct error *add_tree(struct watch *watch, const char *path, enum purpose purpose)
{
	struct walk walk = {.watch = watch, .purpose = purpose};
	struct error *error;
	int dirfd;

	buffer_add_string(&walk.path, "");
	error = file_open_root(path, &dirfd);
	if (!error)
		error = walk_directory(&walk, dirfd, 0);
	buffer_dispose(&walk.path);
	return error;
}

static struct error *add_one(struct watch *watch, const char *path, enum purpose purpose)
{
	int dirfd;
	struct error *error = file_open_root(path, &dirfd);

	if (error)
		return error;
	error = add(watch, dirfd, path, purpose);
	close(dirfd);
	return error;
}

/* A linked working tree has a HEAD of its own, and references that it shares. */
static struct error *add_git(struct watch *watch, struct repo *repo)
{
	char *common = NULL, *references = NULL;
	struct error *error = repo_common_directory(repo, &common);

	if (!error)
		error = add_one(watch, repo_git_path(repo), PURPOSE_GIT);
	if (!error)
		error = add_one(watch, common, PURPOSE_GIT);
	if (!error) {
		references = mem_format("%s/refs", common);
		error = add_tree(watch, references, PURPOSE_REFERENCES);
	}
	free(references);
	free(common);
	return error;
}

static struct error *add_file(struct watch *watch, const char *path)
{
	struct slice directory = path_directory(slice_of(path));
	char *copy = mem_string(directory.len    ? directory
				: path[0] == '/' ? slice_of("/")
						 : slice_of("."));
	struct error *error = add_one(watch, copy, PURPOSE_FILES);

	free(copy);
	return error;
}

struct error *watch_renew(struct watch *watch)
{
	const struct watch_request *request = watch->request;
	struct error *error = NULL;

	if (!watch->is_stale)
		return NULL;
	forget(watch);
	watch->fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	if (watch->fd < 0)
		return error_errno(ERROR_IO, "changes are not noticed: inotify");
	for (size_t i = 0; !error && i < request->n_files; i++)
		error = add_file(watch, request->files[i]);
	if (!error && request->repo)
		error = add_git(watch, request->repo);
	if (!error && request->repo && request->worktree)
		error = add_tree(watch, repo_worktree(request->repo), PURPOSE_TREE);
	watch->is_stale = error && error->code != ERROR_LIMIT;
	if (watch->is_stale)
		forget(watch);
	return error;
}

/* ---- news ---- */

static const struct place *find_place(const struct watch *watch, int number)
{
	/* Numbers are given in turn. */
	size_t low = 0, high = watch->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (watch->places[middle].number == number)
			return &watch->places[middle];
		if (watch->places[middle].number < number)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

/* What editors write beside a document while it is open. */
static bool is_scratch(const char *name)
{
	struct slice s = slice_of(name);

	return slice_ends_with(s, "~") ||
	       (name[0] == '.' && !slice_ends_with(s, ".md") && strcmp(name, ".gitignore") != 0);
}

static bool is_named(const struct watch_request *request, const char *name)
{
	for (size_t i = 0; i < request->n_files; i++) {
		const char *slash = strrchr(request->files[i], '/');

		if (strcmp(slash ? slash + 1 : request->files[i], name) == 0)
			return true;
	}
	return false;
}

static bool matters(const struct watch *watch, const struct place *place, const char *name)
{
	static const char *const names[] = {
		"HEAD", "packed-refs", "MERGE_HEAD", "shallow", "config"};

	switch (place->purpose) {
	case PURPOSE_TREE:
		return !is_scratch(name);
	case PURPOSE_REFERENCES:
		return !slice_ends_with(slice_of(name), ".lock");
	case PURPOSE_FILES:
		return is_named(watch->request, name);
	default:
		for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
			if (strcmp(names[i], name) == 0)
				return true;
		}
		return false;
	}
}

static bool take_event(struct watch *watch, const struct inotify_event *event)
{
	const struct place *place = find_place(watch, event->wd);
	const char *name = event->len ? event->name : "";

	if (event->mask & IN_Q_OVERFLOW) {
		watch->is_stale = true;
		return true;
	}
	if (!place)
		return false;
	/* Directories that come and go in a git directory or beside a file that is merged are
	 * nobody's business, if they are not watched themselves. */
	if (event->mask & UPHEAVAL) {
		bool own = event->len == 0;

		if (!own && place->purpose != PURPOSE_TREE && place->purpose != PURPOSE_REFERENCES)
			return false;
		if (!own && strcasecmp(name, ".git") == 0)
			return false;
		watch->is_stale = true;
		return true;
	}
	return matters(watch, place, name);
}

bool watch_read(struct watch *watch)
{
	char events[16384] __attribute__((aligned(__alignof__(struct inotify_event))));
	bool changed = false;
	ssize_t got;

	while ((got = read(watch->fd, events, sizeof events)) > 0) {
		for (char *at = events; at < events + got;) {
			const struct inotify_event *event = (const void *)at;

			changed |= take_event(watch, event);
			at += sizeof *event + event->len;
		}
	}
	return changed;
}
