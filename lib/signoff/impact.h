/*
 * impact.h - what a change of one document or file would do: whose sign-offs would go stale, and
 * who else links to it.
 *
 * A sign-off stands on what it covers of its own document, and on the digests of what the fields
 * with `upstream` link to. Such a digest is of the linked document's own content: that something
 * further up changed does not change it. So a change reaches the documents that link here, and goes
 * no further.
 */
#ifndef HANDOFF_SIGNOFF_IMPACT_H
#define HANDOFF_SIGNOFF_IMPACT_H

#include "check/graph.h"
#include "signoff/ledger.h"

/* A document that links to the one at hand. */
struct impact_document {
	const struct document *document;
	const struct document_ledger *ledger; /* NULL: it has none */
	const char **names; /* of the fields and columns, or relations, through which it does */
	size_t n_names;
};

struct impact {
	const char *path;
	const struct document *document; /* NULL: a file, each byte of which counts */
	const struct document_ledger *own;
	bool *counts; /* for each section: whether those who build on the document build on it */
	struct impact_document *builders;
	size_t n_builders;
	struct impact_document *others; /* that link here, and no sign-off depends on it */
	size_t n_others;
	struct graph graph;
};

/* `path` is that of a document of the workspace, or of any file in it. Dispose in any case. */
void impact_read(const struct workspace *workspace, const struct ledger *ledger, const char *path,
	struct impact *impact);
void impact_dispose(struct impact *impact);

/* True if a sign-off would go stale: it is not void already for a reason that hides that. */
bool impact_reaches(const struct signoff *signoff);
/* How many would, in all. */
size_t impact_count(const struct impact *impact);

#endif
