/*
 * file.h - files below a directory that we trust, without following anything out of it.
 *
 * Paths are relative to an open directory, `/`-separated, without `.`, `..` or empty components;
 * none of their components may be a symbolic link. On Linux the kernel checks that (openat2 with
 * RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS); elsewhere each component is
 * opened with O_NOFOLLOW in turn.
 */
#ifndef HANDOFF_BASE_FILE_H
#define HANDOFF_BASE_FILE_H

#include <sys/stat.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/slice.h"

/* Opens a directory to work below; close(2) it. */
struct error *file_open_root(const char *path, int *dirfd);

enum file_kind {
	FILE_ABSENT,
	FILE_REGULAR,
	FILE_DIRECTORY,
	FILE_SYMLINK, /* the last component, or one on the way, is a symbolic link */
	FILE_SPECIAL, /* FIFO, socket, device */
};

/* What stands at a path ("" is the root itself). Never follows a link. */
enum file_kind file_kind_beneath(int dirfd, const char *path);

/* Opens a file below dirfd ("" is the root itself) with `flags` of open(2); -1 with errno set.
 * O_CLOEXEC and O_NOFOLLOW are added. The building block of the functions below. */
int file_open_beneath(int dirfd, const char *path, int flags);

/*
 * Appends the contents of a regular file of at most `max` bytes to *out. Errors: ERROR_NOT_FOUND,
 * ERROR_REFUSED (a link or not a regular file), ERROR_LIMIT (larger than max), ERROR_IO.
 */
struct error *file_read_beneath(int dirfd, const char *path, size_t max, struct buffer *out);

/*
 * Creates a file with these bytes, and the directories on the way (mode 0777 less umask). The bytes
 * go to a temporary file in the same directory, are synced, and are linked into place: the file is
 * there whole or not at all, and one that exists is never replaced (ERROR_EXISTS).
 */
struct error *file_create_beneath(int dirfd, const char *path, struct slice bytes);

/* The same for a program: a file with mode 0755. */
struct error *file_create_program_beneath(int dirfd, const char *path, struct slice bytes);

/*
 * Replaces a regular file's bytes: `old` by `bytes`, as file_create_beneath does, with the mode
 * that the file has. A file that does not hold `old` any more is left alone (ERROR_REFUSED):
 * somebody else has written to it.
 */
struct error *file_replace_beneath(
	int dirfd, const char *path, struct slice old, struct slice bytes);

/* NULL if a regular file holds exactly these bytes; else ERROR_REFUSED, or errors as of
 * file_read_beneath. */
struct error *file_compare_beneath(int dirfd, const char *path, struct slice bytes);

/*
 * Renames what stands at `from`, a symbolic link too (it is not followed). What stands at `to` is
 * replaced with `replace`, and is an error (ERROR_EXISTS) without.
 */
struct error *file_rename_beneath(int dirfd, const char *from, const char *to, bool replace);

/* Removes a regular file that holds these bytes; another one is left alone (ERROR_REFUSED). */
struct error *file_remove_beneath(int dirfd, const char *path, struct slice bytes);

/*
 * Makes a file hold these bytes, and the directories on the way: one that has them already is not
 * touched, another one is replaced at once by a new file. That is written as `temporary` first, a
 * name in dirfd that is nobody else's: what a run that was broken off left there is removed.
 * Nothing is synced: for many files, of which the caller syncs the file system at the end.
 * *changed: it was written. What is no regular file is left alone (ERROR_REFUSED).
 */
struct error *file_put_beneath(
	int dirfd, const char *temporary, const char *path, struct slice bytes, bool *changed);

/* Removes a regular file, whatever it holds, and syncs nothing. *removed: there was one; what is no
 * regular file is left alone, and no error. */
struct error *file_clear_beneath(int dirfd, const char *path, bool *removed);

/* Removes the directories on the way to a path, from the last one on, as far as they are empty.
 * Once for all files of a directory: some file systems look for what is in it from its start. */
struct error *file_clear_directories_beneath(int dirfd, const char *path);

/* Writes all of it to an open file, pipe or socket, however often it takes; -1 with errno set. */
int file_write_all(int fd, struct slice bytes);

/* True if `path` has the form that this header demands. */
bool file_path_is_clean(struct slice path);

#endif
