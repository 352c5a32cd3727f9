/*
 * block.h - our lines in a file that may be somebody else's, between two lines that mark them:
 *
 *     # >>> handoff pre-push 0.1.0 0123456789abcdef block >>> `handoff hooks uninstall` takes this
 * out
 *     ...
 *     # <<< handoff pre-push <<<
 *
 * The mark has the version that wrote the block, and the beginning of a digest of the lines in it,
 * by which lines that somebody changed since are known. "file" instead of "block" says that the
 * file was made for them. It is all that is kept, so that it cannot get lost.
 */
#ifndef HANDOFF_HOOKS_BLOCK_H
#define HANDOFF_HOOKS_BLOCK_H

#include "base/buffer.h"
#include "base/error.h"

struct hook_block {
	size_t start, end;    /* where it is, its marks included */
	struct slice version; /* of the program that wrote it */
	struct slice lines;   /* what stands between the marks */
	bool is_edited;       /* somebody has changed the lines, or the mark at the end is gone */
	bool is_own_file;     /* the file was made for the block */
};

/* Finds the block of a hook; false if there is none. */
bool hook_block_find(struct slice text, const char *hook, struct hook_block *block);

/* Appends a block: `lines` (whole ones), each as it is, and marks with this indentation. */
struct error *hook_block_add(struct buffer *out, const char *hook, const char *indentation,
	struct slice lines, bool is_own_file);

/*
 * Appends `text` with a block (as hook_block_add made it) put in at `at`, the beginning of a line
 * or the end of the text. hook_block_take_out gives `text` back to the byte, also where it does not
 * end with a line feed.
 */
void hook_block_put_in(struct buffer *out, struct slice text, size_t at, struct slice block);

/* Appends `text` without the block. */
void hook_block_take_out(struct buffer *out, struct slice text, const struct hook_block *block);

#endif
