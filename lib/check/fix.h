/*
 * fix.h - what `check --fix` changes in documents: only what cannot be wrong, and no other byte.
 *
 * Rules attach fixes to their findings (checker_fix); fields in another order than the template's
 * are put in order besides. A document with faults, which may not have been read as its writer
 * meant it, is left alone.
 */
#ifndef HANDOFF_CHECK_FIX_H
#define HANDOFF_CHECK_FIX_H

#include "base/buffer.h"
#include "check/corpus.h"
#include "check/finding.h"

/* What was done, in the order of the documents. */
struct fixed {
	char *path;
	struct position start; /* in the document as it was */
	const struct rule *rule;
	char *what;
};

struct fixes {
	struct fixed *items;
	size_t count, capacity;
};

void fixes_dispose(struct fixes *fixes);

/*
 * Writes every fix into the documents of the working tree at `dirfd`. A document that somebody has
 * changed meanwhile is an error, and so is one that would not be read as before; those written
 * until then stay, and stand in `fixes`.
 */
struct error *fix_documents(const struct corpus *corpus, const struct findings *findings,
	struct doc_pool *pool, int dirfd, struct fixes *fixes);

/* What a fix does to its document's source, as a replacement that any editor can carry out. */
struct fix_edit {
	struct span span; /* what is replaced; at the end of the source, before its last line end */
	struct buffer text; /* what takes its place, with the blank lines that set a block apart */
};

/* Makes it. Alone it changes the document as `check --fix` would. Dispose of the text. */
void fix_as_edit(const struct fix *fix, struct slice source, struct fix_edit *edit);

/* A stretch of the front matter that begins with one field: the comments above it, the key, the
 * value. */
struct fix_field {
	struct span span;
	size_t rank; /* its place in the template's order */
};

/*
 * The fields of a document as they should stand: `*fields` (free() it) in the right order. False if
 * they stand so already, or cannot be told apart line by line.
 */
bool fix_order(const struct document *document, struct fix_field **fields, size_t *count);

#endif
