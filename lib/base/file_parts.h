/*
 * file_parts.h - what file.c and file_names.c share. Internal to base/.
 */
#ifndef HANDOFF_BASE_FILE_PARTS_H
#define HANDOFF_BASE_FILE_PARTS_H

#include "base/file.h"

/* ERROR_REFUSED for a path that file_path_is_clean does not let pass. */
struct error *file_check_clean(const char *path);

/*
 * fsync(2) of a directory makes the names in it last. Some file systems cannot and say EINVAL;
 * theirs is the best that can be had there. Returns -1 with errno set.
 */
int file_sync_directory(int fd);

#endif
