/*
 * patch.h - the change of a file as a patch that a person reads, or git applies.
 */
#ifndef HANDOFF_REPORT_PATCH_H
#define HANDOFF_REPORT_PATCH_H

#include "base/buffer.h"
#include "base/error.h"

/* Appends a unified diff of a file, escaped for a terminal; nothing if both texts are the same. */
struct error *report_patch(
	const char *path, struct slice before, struct slice after, bool color, struct buffer *out);

#endif
