#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/file_parts.h"
#include "base/mem.h"

#define DIRECTORY_FLAGS (O_RDONLY | O_DIRECTORY | O_CLOEXEC)
#define CREATE_MODE     0666
#define DIRECTORY_MODE  0777
#define PROGRAM_MODE    0755
/* The kernel gives up with EAGAIN while a rename elsewhere disturbs the look-up. */
#define OPEN_ATTEMPTS  8
#define TEMPORARY_NAME ".handoff-0123456789abcdef"

bool file_path_is_clean(struct slice path)
{
	if (path.len == 0 || memchr(path.at, '\0', path.len))
		return false;
	for (;;) {
		size_t end = slice_find(path, '/');
		struct slice component = {path.at, end};

		if (end == 0 || slice_is(component, ".") || slice_is(component, ".."))
			return false;
		if (end == path.len)
			return true;
		path = slice_from(path, end + 1);
	}
}

/* close(2) for a failure that errno describes already. */
static void close_quietly(int fd)
{
	int saved = errno;

	close(fd);
	errno = saved;
}

struct error *file_open_root(const char *path, int *dirfd)
{
	int fd = open(path, DIRECTORY_FLAGS);

	if (fd < 0)
		return error_errno(errno == ENOENT ? ERROR_NOT_FOUND : ERROR_IO, "%s", path);
	*dirfd = fd;
	return NULL;
}

/* Opens one component of a path. A symbolic link is ELOOP, also where ENOTDIR hides it. */
static int open_component(int dirfd, const char *name, int flags)
{
	struct stat st;
	int fd;

	do {
		fd = openat(dirfd, name, flags | O_NOFOLLOW | O_CLOEXEC, CREATE_MODE);
	} while (fd < 0 && errno == EINTR);
	if (fd >= 0 || errno != ENOTDIR)
		return fd;
	if (fstatat(dirfd, name, &st, AT_SYMLINK_NOFOLLOW) == 0)
		errno = S_ISLNK(st.st_mode) ? ELOOP : ENOTDIR;
	return -1;
}

struct error *file_check_clean(const char *path)
{
	return file_path_is_clean(slice_of(path))
		       ? NULL
		       : error_new(ERROR_REFUSED, "%s: not a path below the directory", path);
}

int file_sync_directory(int fd)
{
	return fsync(fd) && errno != EINVAL ? -1 : 0;
}

static int open_directory(int dirfd, const char *name, bool create)
{
	int fd = open_component(dirfd, name, DIRECTORY_FLAGS);

	if (fd >= 0 || errno != ENOENT || !create)
		return fd;
	/* Somebody else may have made it meanwhile. */
	if (mkdirat(dirfd, name, DIRECTORY_MODE) && errno != EEXIST)
		return -1;
	if (file_sync_directory(dirfd))
		return -1;
	return open_component(dirfd, name, DIRECTORY_FLAGS);
}

int file_open_parent(int dirfd, const char *path, bool create, const char **name)
{
	int at = fcntl(dirfd, F_DUPFD_CLOEXEC, 0);
	const char *slash;

	while (at >= 0 && (slash = strchr(path, '/'))) {
		char *component = mem_string((struct slice){path, (size_t)(slash - path)});
		int next = open_directory(at, component, create);

		free(component);
		close_quietly(at);
		at = next;
		path = slash + 1;
	}
	*name = path;
	return at;
}

static int open_in_turn(int dirfd, const char *path, int flags)
{
	const char *name;
	int parent = file_open_parent(dirfd, path, false, &name);
	int fd;

	if (parent < 0)
		return -1;
	fd = open_component(parent, name, flags);
	close_quietly(parent);
	return fd;
}

/* RESOLVE_NO_SYMLINKS says ELOOP for each link; O_NOFOLLOW would turn some into ENOTDIR. */
static int open_by_kernel(int dirfd, const char *path, int flags)
{
	struct open_how how = {
		.flags = (unsigned)((flags & ~O_NOFOLLOW) | O_CLOEXEC),
		.mode = flags & O_CREAT ? CREATE_MODE : 0,
		.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS,
	};
	int attempts = OPEN_ATTEMPTS;
	long fd;

	do {
		fd = syscall(SYS_openat2, dirfd, path, &how, sizeof how);
	} while (fd < 0 && (errno == EINTR || (errno == EAGAIN && --attempts)));
	return (int)fd;
}

int file_open_beneath(int dirfd, const char *path, int flags)
{
	int fd;

	if (path[0] == '\0')
		return openat(dirfd, ".", flags | O_CLOEXEC);
	if (!file_path_is_clean(slice_of(path))) {
		errno = EINVAL;
		return -1;
	}
	fd = open_by_kernel(dirfd, path, flags);
	/* An old kernel says ENOSYS, a sandbox that does not know the call EPERM. */
	if (fd < 0 && (errno == ENOSYS || errno == EPERM || errno == EAGAIN))
		return open_in_turn(dirfd, path, flags);
	return fd;
}

static enum file_kind kind_of_mode(mode_t mode)
{
	if (S_ISREG(mode))
		return FILE_REGULAR;
	if (S_ISDIR(mode))
		return FILE_DIRECTORY;
	return S_ISLNK(mode) ? FILE_SYMLINK : FILE_SPECIAL;
}

enum file_kind file_kind_beneath(int dirfd, const char *path)
{
	enum file_kind kind = FILE_ABSENT;
	struct stat st;
	int fd;

	if (*path == '\0')
		return FILE_DIRECTORY;
	fd = file_open_beneath(dirfd, path, O_PATH);
	if (fd < 0)
		return errno == ELOOP ? FILE_SYMLINK : FILE_ABSENT;
	if (fstat(fd, &st) == 0)
		kind = kind_of_mode(st.st_mode);
	close(fd);
	return kind;
}

/* Names the component that is the link, which need not be the last. */
static struct error *link_refused(int dirfd, const char *path)
{
	char *prefix = mem_string(slice_of(path));
	struct error *error;
	char *end = prefix;

	while ((end = strchr(end, '/'))) {
		*end = '\0';
		if (file_kind_beneath(dirfd, prefix) == FILE_SYMLINK)
			break;
		*end++ = '/';
	}
	error = error_new(ERROR_REFUSED, "%s: is a symbolic link, not followed", prefix);
	free(prefix);
	return error;
}

struct error *file_open_failed(int dirfd, const char *path)
{
	switch (errno) {
	case ELOOP:
		return link_refused(dirfd, path);
	case ENXIO:
		return error_new(ERROR_REFUSED, "%s: not a regular file", path);
	case EINVAL:
		return error_new(ERROR_REFUSED, "%s: not a path below the directory", path);
	case ENOENT:
	case ENOTDIR:
		return error_errno(ERROR_NOT_FOUND, "%s", path);
	default:
		return error_errno(ERROR_IO, "%s", path);
	}
}

static struct error *too_large(const char *path, size_t max)
{
	return error_new(ERROR_LIMIT, "%s: larger than %zu bytes", path, max);
}

/* Reads to the end, which may have moved since the size was asked for. */
static struct error *read_all(int fd, const char *path, size_t max, struct buffer *out)
{
	size_t start = out->len;

	for (;;) {
		ssize_t count;

		buffer_reserve(out, 1);
		count = read(fd, out->at + out->len, out->capacity - out->len - 1);
		if (count < 0 && errno == EINTR)
			continue;
		if (count < 0)
			return error_errno(ERROR_IO, "%s", path);
		if (count == 0)
			return NULL;
		out->len += (size_t)count;
		out->at[out->len] = '\0';
		if (out->len - start > max)
			return too_large(path, max);
	}
}

static struct error *read_regular(int fd, const char *path, size_t max, struct buffer *out)
{
	struct stat st;

	if (fstat(fd, &st))
		return error_errno(ERROR_IO, "%s", path);
	if (!S_ISREG(st.st_mode))
		return error_new(ERROR_REFUSED, "%s: not a regular file", path);
	if ((uintmax_t)st.st_size > max)
		return too_large(path, max);
	/* One byte more than the size, so that the read that finds the end needs no new room. */
	buffer_reserve(out, (size_t)st.st_size + 1);
	return read_all(fd, path, max, out);
}

struct error *file_read_beneath(int dirfd, const char *path, size_t max, struct buffer *out)
{
	/* Opening a FIFO waits for a writer; not with O_NONBLOCK, and then fstat(2) tells. */
	int fd = file_open_beneath(dirfd, path, O_RDONLY | O_NONBLOCK | O_NOCTTY);
	size_t start = out->len;
	struct error *error;

	if (fd < 0)
		return file_open_failed(dirfd, path);
	error = read_regular(fd, path, max, out);
	close(fd);
	if (error && out->at) {
		out->len = start;
		out->at[start] = '\0';
	}
	return error;
}

int file_write_all(int fd, struct slice bytes)
{
	while (bytes.len) {
		ssize_t count = write(fd, bytes.at, bytes.len);

		if (count < 0 && errno == EINTR)
			continue;
		if (count < 0)
			return -1;
		bytes = slice_from(bytes, (size_t)count);
	}
	return 0;
}

/* A new name in a directory, and the bytes in it, on disk. */
static int write_temporary(int parent, const char *name, struct slice bytes)
{
	int fd = open_component(parent, name, O_WRONLY | O_CREAT | O_EXCL);

	if (fd < 0)
		return -1;
	if (file_write_all(fd, bytes) || fsync(fd)) {
		close_quietly(fd);
		return -1;
	}
	return close(fd);
}

/* Not every file system knows RENAME_NOREPLACE; linkat(2) does not replace either. */
static int publish(int parent, const char *temporary, const char *name)
{
	if (renameat2(parent, temporary, parent, name, RENAME_NOREPLACE) == 0)
		return 0;
	if (errno != ENOSYS && errno != EINVAL && errno != EPERM)
		return -1;
	if (linkat(parent, temporary, parent, name, 0))
		return -1;
	return unlinkat(parent, temporary, 0);
}

/* The mode is what the umask leaves if it is 0. */
static int write_and_publish(
	int parent, const char *temporary, const char *name, struct slice bytes, mode_t mode)
{
	int saved;

	if (write_temporary(parent, temporary, bytes) == 0 &&
		(mode == 0 || fchmodat(parent, temporary, mode, 0) == 0) &&
		publish(parent, temporary, name) == 0)
		return file_sync_directory(parent);
	saved = errno;
	unlinkat(parent, temporary, 0);
	errno = saved;
	return -1;
}

static int random_name(char name[sizeof TEMPORARY_NAME])
{
	uint64_t number;

	/* So few bytes come whole or not at all. */
	if (getrandom(&number, sizeof number, 0) < 0)
		return -1;
	snprintf(name, sizeof TEMPORARY_NAME, ".handoff-%016" PRIx64, number);
	return 0;
}

static struct error *create_beneath(int dirfd, const char *path, struct slice bytes, mode_t mode)
{
	char temporary[sizeof TEMPORARY_NAME];
	struct error *error = file_check_clean(path);
	const char *name;
	int parent;

	if (error)
		return error;
	if (random_name(temporary))
		return error_errno(ERROR_IO, "cannot make a temporary name");
	parent = file_open_parent(dirfd, path, true, &name);
	if (parent < 0)
		return file_open_failed(dirfd, path);
	if (write_and_publish(parent, temporary, name, bytes, mode))
		error = errno == EEXIST ? error_new(ERROR_EXISTS, "%s: exists already", path)
					: error_errno(ERROR_IO, "%s", path);
	close(parent);
	return error;
}

struct error *file_create_beneath(int dirfd, const char *path, struct slice bytes)
{
	return create_beneath(dirfd, path, bytes, 0);
}

struct error *file_create_program_beneath(int dirfd, const char *path, struct slice bytes)
{
	return create_beneath(dirfd, path, bytes, PROGRAM_MODE);
}

struct error *file_compare_beneath(int dirfd, const char *path, struct slice bytes)
{
	struct buffer now = BUFFER_INIT;
	struct error *error = file_read_beneath(dirfd, path, bytes.len, &now);
	bool differs = error ? error->code == ERROR_LIMIT : !slice_equal(buffer_slice(&now), bytes);

	buffer_dispose(&now);
	if (!differs)
		return error;
	error_free(error);
	return error_new(ERROR_REFUSED, "%s: has changed meanwhile", path);
}

static struct error *find_mode(int dirfd, const char *path, mode_t *mode)
{
	int fd = file_open_beneath(dirfd, path, O_RDONLY | O_NONBLOCK | O_NOCTTY);
	struct error *error = NULL;
	struct stat status = {0};

	if (fd < 0 || fstat(fd, &status))
		error = error_errno(ERROR_IO, "%s", path);
	*mode = status.st_mode & 07777;
	if (fd >= 0)
		close(fd);
	return error;
}

static int write_and_replace(
	int parent, const char *temporary, const char *name, struct slice bytes, mode_t mode)
{
	int saved;

	if (write_temporary(parent, temporary, bytes) == 0 &&
		fchmodat(parent, temporary, mode, 0) == 0 &&
		renameat(parent, temporary, parent, name) == 0)
		return file_sync_directory(parent);
	saved = errno;
	unlinkat(parent, temporary, 0);
	errno = saved;
	return -1;
}

struct error *file_replace_beneath(
	int dirfd, const char *path, struct slice old, struct slice bytes)
{
	char temporary[sizeof TEMPORARY_NAME];
	struct error *error = file_check_clean(path);
	const char *name;
	mode_t mode = 0;
	int parent;

	if (!error)
		error = file_compare_beneath(dirfd, path, old);
	if (!error)
		error = find_mode(dirfd, path, &mode);
	if (error)
		return error;
	if (random_name(temporary))
		return error_errno(ERROR_IO, "cannot make a temporary name");
	parent = file_open_parent(dirfd, path, false, &name);
	if (parent < 0)
		return file_open_failed(dirfd, path);
	if (write_and_replace(parent, temporary, name, bytes, mode))
		error = error_errno(ERROR_IO, "%s", path);
	close(parent);
	return error;
}
