/*
 * manifest.h - the list of the files of a site that are ours: `.handoff-site` beside them.
 *
 * Its first line says what it is; then one path a line. While a site is written, paths are added at
 * the end before the files are there, so that a run that was broken off leaves no file that is not
 * in the list; a last line without its end was being written then, and names nothing. It is not
 * believed: who can write to the site may have put any path into it.
 */
#ifndef HANDOFF_SITE_MANIFEST_H
#define HANDOFF_SITE_MANIFEST_H

#include "base/buffer.h"
#include "base/error.h"
#include "base/slice.h"

#define MANIFEST_NAME ".handoff-site"

struct manifest {
	char **paths;
	size_t count, capacity;
};

/* True for a path that a site can have: clean, not hidden, nothing of git's, one line. */
bool manifest_takes(struct slice path);

/* Reads and sorts a list; an empty text is an empty one. ERROR_REFUSED: it is none of ours, or
 * names what no site has; ERROR_LIMIT. Dispose in any case. */
struct error *manifest_read(struct slice text, struct manifest *manifest);

/* Appends a list: its first line, then, of a sorted one, the paths. */
void manifest_write(const struct manifest *manifest, struct buffer *out);

/* Adds a copy of a path. */
void manifest_add(struct manifest *manifest, struct slice path);
/* Sorts bytewise, each path once. */
void manifest_sort(struct manifest *manifest);
/* Whether a sorted list has a path. */
bool manifest_has(const struct manifest *manifest, const char *path);

void manifest_dispose(struct manifest *manifest);

#endif
