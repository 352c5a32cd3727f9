/* Files made by the thousand: written only where they differ, synced by the caller all at once. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file_parts.h"
#include "base/mem.h"

#define CREATE_MODE 0666

/* Whether the open file has exactly these bytes; -1 with errno set. */
static int has_bytes(int fd, const struct stat *st, struct slice bytes)
{
	char chunk[65536];

	if ((uintmax_t)st->st_size != bytes.len)
		return false;
	while (bytes.len) {
		ssize_t count = read(fd, chunk, sizeof chunk);

		if (count < 0 && errno == EINTR)
			continue;
		if (count < 0)
			return -1;
		if (count == 0 || (size_t)count > bytes.len ||
			memcmp(chunk, bytes.at, (size_t)count) != 0)
			return false;
		bytes = slice_from(bytes, (size_t)count);
	}
	return true;
}

/* Whether there is a file with these bytes at a path; ERROR_REFUSED where something else is. */
static struct error *find_same(int dirfd, const char *path, struct slice bytes, bool *same)
{
	int fd = file_open_beneath(dirfd, path, O_RDONLY | O_NONBLOCK | O_NOCTTY);
	struct error *error = NULL;
	struct stat st;
	int answer;

	*same = false;
	if (fd < 0)
		return errno == ENOENT ? NULL : file_open_failed(dirfd, path);
	if (fstat(fd, &st)) {
		error = error_errno(ERROR_IO, "%s", path);
	} else if (!S_ISREG(st.st_mode)) {
		error = error_new(ERROR_REFUSED, "%s: not a regular file", path);
	} else {
		answer = has_bytes(fd, &st, bytes);
		if (answer < 0)
			error = error_errno(ERROR_IO, "%s", path);
		*same = answer > 0;
	}
	close(fd);
	return error;
}

static int open_new(int dirfd, const char *name)
{
	return openat(
		dirfd, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, CREATE_MODE);
}

static int write_new(int dirfd, const char *name, struct slice bytes)
{
	int fd = open_new(dirfd, name), saved;

	if (fd < 0 && errno == EEXIST && unlinkat(dirfd, name, 0) == 0)
		fd = open_new(dirfd, name);
	if (fd < 0)
		return -1;
	if (file_write_all(fd, bytes) == 0)
		return close(fd);
	saved = errno;
	close(fd);
	errno = saved;
	return -1;
}

static struct error *replace(int dirfd, const char *temporary, const char *path, struct slice bytes)
{
	struct error *error = NULL;
	const char *name;
	int parent = file_open_parent(dirfd, path, true, &name);

	if (parent < 0)
		return file_open_failed(dirfd, path);
	if (write_new(dirfd, temporary, bytes) || renameat(dirfd, temporary, parent, name)) {
		error = error_errno(ERROR_IO, "%s", path);
		unlinkat(dirfd, temporary, 0);
	}
	close(parent);
	return error;
}

struct error *file_put_beneath(
	int dirfd, const char *temporary, const char *path, struct slice bytes, bool *changed)
{
	struct error *error = file_check_clean(path);
	bool same = false;

	*changed = false;
	if (!error)
		error = find_same(dirfd, path, bytes, &same);
	if (error || same)
		return error;
	*changed = true;
	return replace(dirfd, temporary, path, bytes);
}

struct error *file_clear_beneath(int dirfd, const char *path, bool *removed)
{
	struct error *error = file_check_clean(path);
	const char *name;
	int parent;

	*removed = false;
	if (error || file_kind_beneath(dirfd, path) != FILE_REGULAR)
		return error;
	parent = file_open_parent(dirfd, path, false, &name);
	if (parent < 0)
		return file_open_failed(dirfd, path);
	if (unlinkat(parent, name, 0))
		error = error_errno(ERROR_IO, "%s", path);
	*removed = !error;
	close(parent);
	return error;
}

/* Removes a directory, unless something is in it, or it is none. */
static struct error *remove_directory(int dirfd, const char *path, bool *removed)
{
	struct error *error = NULL;
	const char *name;
	int parent = file_open_parent(dirfd, path, false, &name);

	*removed = false;
	if (parent < 0)
		return errno == ENOENT || errno == ENOTDIR || errno == ELOOP
			       ? NULL
			       : file_open_failed(dirfd, path);
	*removed = unlinkat(parent, name, AT_REMOVEDIR) == 0;
	/* A file system may say of one that is not empty that it exists. */
	if (!*removed && errno != ENOTEMPTY && errno != EEXIST && errno != EBUSY &&
		errno != ENOENT && errno != ENOTDIR)
		error = error_errno(ERROR_IO, "%s", path);
	close(parent);
	return error;
}

struct error *file_clear_directories_beneath(int dirfd, const char *path)
{
	struct error *error = file_check_clean(path);
	char *copy = mem_string(slice_of(path));
	bool removed = true;
	char *slash;

	while (!error && removed && (slash = strrchr(copy, '/'))) {
		*slash = '\0';
		error = remove_directory(dirfd, copy, &removed);
	}
	free(copy);
	return error;
}
