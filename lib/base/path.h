/*
 * path.h - paths inside a repository: relative to its root, `/`-separated, without `.` and `..`.
 *
 * Arithmetic on names only; nothing here looks at a file system.
 */
#ifndef HANDOFF_BASE_PATH_H
#define HANDOFF_BASE_PATH_H

#include "base/buffer.h"
#include "base/slice.h"

/*
 * Appends the components of `path` to the clean path in `out`, resolving `.` and `..`. False if
 * `..` climbs above the root; `out` is then of no use.
 */
bool path_append(struct buffer *out, struct slice path);

/* The directory of a clean path ("" at the root); a slice of `path`. */
struct slice path_directory(struct slice path);

/* Appends the way from a clean directory to a clean path: "../model-card/x.md". */
void path_relative(struct buffer *out, struct slice directory, struct slice path);

/* True if a clean path is `directory`, or lies below it; everything lies below "". */
bool path_is_below(const char *path, const char *directory);

#endif
