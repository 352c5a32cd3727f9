/*
 * upstream.h - what a document builds on, as it stands now: the digests of the documents and files
 * that its `upstream: true` fields link to.
 */
#ifndef HANDOFF_SIGNOFF_UPSTREAM_H
#define HANDOFF_SIGNOFF_UPSTREAM_H

#include "check/corpus.h"
#include "signoff/digest.h"

struct upstream_target {
	struct slice field; /* of the front matter; in the kind */
	struct slice link;  /* as the document writes it; in the outline */
	struct digest digest;
	const char *fault; /* why there is none: "is not there", ...; NULL if there is one */
};

struct upstream {
	struct upstream_target *list; /* in the order of the contract's fields, then of the field */
	size_t count;
	size_t capacity;
};

/* Digests that were computed before: many documents build on the same few. */
struct upstream_memo;

struct upstream_memo *upstream_memo_new(const struct corpus *corpus);
void upstream_memo_free(struct upstream_memo *memo);

/*
 * Collects what a document with a kind builds on. A target that is not there or cannot be read is
 * in the list with its fault. Free with upstream_dispose.
 */
void upstream_read(
	struct upstream_memo *memo, const struct document *document, struct upstream *upstream);
void upstream_dispose(struct upstream *upstream);

#endif
