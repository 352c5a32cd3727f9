#include "site/directory.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/path.h"
#include "site/manifest.h"
#include "site/paths_once.h"

#define TEMPORARY_NAME     ".handoff-site.new"
#define DIRECTORY_MODE     0777
#define MAX_MANIFEST_BYTES ((size_t)256 << 20)

struct site_directory {
	char *path;
	int fd;
	int journal;             /* the list, open at its end; -1: nothing was added to it */
	bool made;               /* the directory was not there */
	bool touched;            /* something in it was changed */
	struct buffer before;    /* the bytes of the list as it was */
	struct manifest old;     /* sorted */
	struct manifest now;     /* as they came */
	struct paths_once paths; /* the same */
	struct written written;
};

/* The same error with the path of the directory before its message, which begins with one below. */
static struct error *in_directory(const struct site_directory *directory, struct error *error)
{
	struct error *whole;

	if (!error)
		return NULL;
	whole = error_new(error->code, "%s/%s", directory->path, error->message);
	error_free(error);
	return whole;
}

/* Makes a directory and those above it. */
static struct error *make_directories(const char *path, bool *made)
{
	char *copy = mem_string(slice_of(path));
	struct error *error = NULL;
	char *end = copy;

	*made = false;
	while (!error && end) {
		end = strchr(end + 1, '/');
		if (end)
			*end = '\0';
		*made = mkdir(copy, DIRECTORY_MODE) == 0;
		if (!*made && errno != EEXIST)
			error = error_errno(ERROR_IO, "%s", copy);
		if (end)
			*end = '/';
	}
	free(copy);
	return error;
}

/* Some network file systems have no locks: there nobody can be kept out. */
static struct error *lock(const struct site_directory *directory)
{
	if (flock(directory->fd, LOCK_EX | LOCK_NB) == 0 || errno == EBADF || errno == ENOLCK ||
		errno == EOPNOTSUPP)
		return NULL;
	if (errno == EWOULDBLOCK)
		return error_new(
			ERROR_REFUSED, "another handoff site writes to %s", directory->path);
	return error_errno(ERROR_IO, "%s", directory->path);
}

/* What git keeps in a working tree that a site is published from is nobody's content. */
static bool counts(const char *name)
{
	return strcmp(name, ".") != 0 && strcmp(name, "..") != 0 && strcmp(name, ".git") != 0;
}

static struct error *check_empty(const struct site_directory *directory)
{
	int fd = openat(directory->fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *listing = fd < 0 ? NULL : fdopendir(fd);
	const struct dirent *entry;
	struct error *error = NULL;

	if (!listing) {
		error = error_errno(ERROR_IO, "%s", directory->path);
		if (fd >= 0)
			close(fd);
		return error;
	}
	errno = 0;
	while (!error && (entry = readdir(listing))) {
		if (counts(entry->d_name))
			error = error_new(ERROR_REFUSED,
				"%s is not empty, and nothing that handoff site wrote: choose "
				"another directory, or make an empty file %s/" MANIFEST_NAME
				" to have the site beside what is there",
				directory->path, directory->path);
		errno = 0;
	}
	if (!error && errno)
		error = error_errno(ERROR_IO, "%s", directory->path);
	closedir(listing);
	return error;
}

static struct error *read_list(struct site_directory *directory)
{
	struct error *error = file_read_beneath(
		directory->fd, MANIFEST_NAME, MAX_MANIFEST_BYTES, &directory->before);

	if (error && error->code == ERROR_NOT_FOUND) {
		error_free(error);
		return check_empty(directory);
	}
	if (!error)
		error = manifest_read(buffer_slice(&directory->before), &directory->old);
	return in_directory(directory, error);
}

struct error *site_directory_open(const char *path, struct site_directory **out)
{
	struct site_directory *directory = mem_calloc(1, sizeof *directory);
	struct slice name = slice_of(path);
	struct error *error;

	while (name.len > 1 && name.at[name.len - 1] == '/')
		name.len--;
	directory->path = mem_string(name);
	directory->fd = directory->journal = -1;
	error = make_directories(directory->path, &directory->made);
	if (!error)
		error = file_open_root(directory->path, &directory->fd);
	if (!error)
		error = lock(directory);
	if (!error)
		error = read_list(directory);
	if (error) {
		site_directory_free(directory);
		directory = NULL;
	}
	*out = directory;
	return error;
}

/* Opens the list to add to it; what was not written to its end at the time is cut off. */
static struct error *open_journal(struct site_directory *directory)
{
	struct buffer first = BUFFER_INIT;
	size_t whole = directory->before.len;
	struct error *error = NULL;

	while (whole && directory->before.at[whole - 1] != '\n')
		whole--;
	if (whole == 0)
		manifest_write(&(struct manifest){0}, &first);
	directory->touched = true;
	directory->journal = openat(directory->fd, MANIFEST_NAME,
		O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0666);
	if (directory->journal < 0 || ftruncate(directory->journal, (off_t)whole) ||
		file_write_all(directory->journal, buffer_slice(&first)))
		error = error_errno(ERROR_IO, "%s/" MANIFEST_NAME, directory->path);
	buffer_dispose(&first);
	return error;
}

/* Names a file as ours before it is there. */
static struct error *announce(struct site_directory *directory, const char *path)
{
	struct buffer line = BUFFER_INIT;
	struct error *error = NULL;

	if (file_kind_beneath(directory->fd, path) != FILE_ABSENT)
		return error_new(ERROR_REFUSED,
			"%s/%s: the site has a file of this name, and this one is not ours: move "
			"it away",
			directory->path, path);
	if (directory->journal < 0)
		error = open_journal(directory);
	buffer_addf(&line, "%s\n", path);
	if (!error && file_write_all(directory->journal, buffer_slice(&line)))
		error = error_errno(ERROR_IO, "%s/" MANIFEST_NAME, directory->path);
	buffer_dispose(&line);
	return error;
}

static struct error *put(void *context, const char *path, struct slice bytes)
{
	struct site_directory *directory = context;
	struct error *error = NULL;
	bool changed = false;

	if (!manifest_takes(slice_of(path)))
		return error_new(ERROR_INTERNAL, "%s: no path of a site", path);
	error = paths_once_take(&directory->paths, path);
	if (!error && !manifest_has(&directory->old, path))
		error = announce(directory, path);
	if (!error)
		error = in_directory(directory,
			file_put_beneath(directory->fd, TEMPORARY_NAME, path, bytes, &changed));
	if (error)
		return error;
	manifest_add(&directory->now, slice_of(path));
	directory->written.files++;
	directory->written.changed += changed;
	directory->touched |= changed;
	return NULL;
}

struct site_output site_directory_output(struct site_directory *directory)
{
	return (struct site_output){directory, put};
}

/* Removes the directories of old paths that are empty now; of those in the same one, once. */
static struct error *remove_directories(const struct site_directory *directory)
{
	struct slice last = slice_of("");
	struct error *error = NULL;

	for (size_t i = 0; !error && i < directory->old.count; i++) {
		const char *path = directory->old.paths[i];
		struct slice above = path_directory(slice_of(path));

		if (!slice_equal(above, last))
			error = file_clear_directories_beneath(directory->fd, path);
		last = above;
	}
	return error;
}

static struct error *remove_old(struct site_directory *directory)
{
	struct error *error = NULL;

	for (size_t i = 0; !error && i < directory->old.count; i++) {
		const char *path = directory->old.paths[i];
		bool removed = false;

		if (manifest_has(&directory->now, path))
			continue;
		error = file_clear_beneath(directory->fd, path, &removed);
		directory->written.removed += removed;
		directory->touched |= removed;
	}
	if (!error && directory->written.removed)
		error = remove_directories(directory);
	return in_directory(directory, error);
}

/* The list comes last: until then that of all names stands, old and new. */
static struct error *write_list(struct site_directory *directory)
{
	struct buffer list = BUFFER_INIT;
	struct error *error = NULL;
	bool changed = false;

	manifest_write(&directory->now, &list);
	if (directory->touched && syncfs(directory->fd))
		error = error_errno(ERROR_IO, "%s", directory->path);
	if (!error)
		error = in_directory(
			directory, file_put_beneath(directory->fd, TEMPORARY_NAME, MANIFEST_NAME,
					   buffer_slice(&list), &changed));
	if (!error && changed && fsync(directory->fd) && errno != EINVAL)
		error = error_errno(ERROR_IO, "%s", directory->path);
	buffer_dispose(&list);
	return error;
}

struct error *site_directory_finish(struct site_directory *directory, struct written *written)
{
	struct error *error;

	manifest_sort(&directory->now);
	error = remove_old(directory);
	if (!error)
		error = write_list(directory);
	*written = directory->written;
	return error;
}

void site_directory_free(struct site_directory *directory)
{
	if (!directory)
		return;
	if (directory->journal >= 0)
		close(directory->journal);
	if (directory->made)
		rmdir(directory->path);
	if (directory->fd >= 0)
		close(directory->fd);
	manifest_dispose(&directory->old);
	manifest_dispose(&directory->now);
	paths_once_dispose(&directory->paths);
	buffer_dispose(&directory->before);
	free(directory->path);
	free(directory);
}
