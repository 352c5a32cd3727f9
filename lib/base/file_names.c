/* The names of files: given another one, taken away. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file_parts.h"
#include "base/mem.h"
#include "base/path.h"

/* The directory that holds the last component of a clean path, which is *name. */
static int open_directory_of(int dirfd, const char *path, const char **name)
{
	struct slice directory = path_directory(slice_of(path));
	char *copy = mem_string(directory);
	int fd = file_open_beneath(dirfd, copy, O_RDONLY | O_DIRECTORY);

	*name = path + directory.len + (directory.len ? 1 : 0);
	free(copy);
	return fd;
}

static struct error *rename_failed(const char *from, const char *to)
{
	if (errno == EEXIST)
		return error_new(ERROR_EXISTS, "%s: exists already", to);
	return error_errno(errno == ENOENT ? ERROR_NOT_FOUND : ERROR_IO, "%s", from);
}

/* A file system that does not know RENAME_NOREPLACE has to be asked first. */
static int rename_to_new(int source, const char *from, int target, const char *to)
{
	struct stat st;

	if (renameat2(source, from, target, to, RENAME_NOREPLACE) == 0)
		return 0;
	if (errno != ENOSYS && errno != EINVAL)
		return -1;
	if (fstatat(target, to, &st, AT_SYMLINK_NOFOLLOW) == 0) {
		errno = EEXIST;
		return -1;
	}
	return renameat(source, from, target, to);
}

struct error *file_rename_beneath(int dirfd, const char *from, const char *to, bool replace)
{
	struct error *error = file_check_clean(from);
	const char *old_name, *new_name;
	int source, target;

	if (!error)
		error = file_check_clean(to);
	if (error)
		return error;
	source = open_directory_of(dirfd, from, &old_name);
	target = source < 0 ? -1 : open_directory_of(dirfd, to, &new_name);
	if (target < 0 || (replace ? renameat(source, old_name, target, new_name)
				   : rename_to_new(source, old_name, target, new_name)))
		error = rename_failed(from, to);
	else if (file_sync_directory(source) || file_sync_directory(target))
		error = error_errno(ERROR_IO, "%s", to);
	if (target >= 0)
		close(target);
	if (source >= 0)
		close(source);
	return error;
}

static struct error *unlink_beneath(int dirfd, const char *path)
{
	struct error *error = NULL;
	const char *name;
	int parent = open_directory_of(dirfd, path, &name);

	if (parent < 0 || unlinkat(parent, name, 0) || file_sync_directory(parent))
		error = error_errno(ERROR_IO, "%s", path);
	if (parent >= 0)
		close(parent);
	return error;
}

struct error *file_remove_beneath(int dirfd, const char *path, struct slice bytes)
{
	struct error *error = file_compare_beneath(dirfd, path, bytes);

	return error ? error : unlink_beneath(dirfd, path);
}
