/*
 * file_parts.h - what file.c, file_names.c and file_put.c share. Internal to base/.
 */
#ifndef HANDOFF_BASE_FILE_PARTS_H
#define HANDOFF_BASE_FILE_PARTS_H

#include "base/file.h"

/* ERROR_REFUSED for a path that file_path_is_clean does not let pass. */
struct error *file_check_clean(const char *path);

/*
 * Opens the directory that holds the last component of a clean path, one component after the other;
 * *name is that last component. With `create`, makes the directories that are missing. -1 with
 * errno set.
 */
int file_open_parent(int dirfd, const char *path, bool create, const char **name);

/* What errno says about opening `path`. */
struct error *file_open_failed(int dirfd, const char *path);

/*
 * fsync(2) of a directory makes the names in it last. Some file systems cannot and say EINVAL;
 * theirs is the best that can be had there. Returns -1 with errno set.
 */
int file_sync_directory(int fd);

#endif
