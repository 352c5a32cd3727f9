/*
 * scratch.h - files that a program which we start is to read or write, in a directory of their own
 * below $TMPDIR or /tmp that nobody else can look into. Nothing secret belongs there: what is
 * killed leaves them behind.
 */
#ifndef HANDOFF_SIGNOFF_SCRATCH_H
#define HANDOFF_SIGNOFF_SCRATCH_H

#include "base/buffer.h"
#include "base/error.h"

#define SCRATCH_FILES 4

struct scratch {
	char *directory; /* NULL if there is none */
	char *paths[SCRATCH_FILES];
	size_t count;
};

#define SCRATCH_INIT                                                                               \
	{                                                                                          \
		.directory = NULL                                                                  \
	}

/* Makes the directory. */
struct error *scratch_open(struct scratch *scratch);
/* The path of a file that may come into being there; owned by the scratch, and removed with it. */
const char *scratch_path(struct scratch *scratch, const char *name);
/* Writes a new file; *path is as of scratch_path. */
struct error *scratch_write(
	struct scratch *scratch, const char *name, struct slice bytes, const char **path);
/* Appends the content of a file, a regular one of at most `max` bytes. */
struct error *scratch_read(const char *path, size_t max, struct buffer *out);
/* Removes it all. */
void scratch_dispose(struct scratch *scratch);

#endif
