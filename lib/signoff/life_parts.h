/*
 * life_parts.h - what happened between two versions of a document. Internal to signoff/.
 */
#ifndef HANDOFF_SIGNOFF_LIFE_PARTS_H
#define HANDOFF_SIGNOFF_LIFE_PARTS_H

#include "signoff/digest.h"
#include "signoff/life.h"

/* A version on the way from the first one to the document as it stands. */
struct life_version {
	const struct object_id *commit; /* NULL: not committed */
	const char *path;
	const char *author;
	int64_t time, committed;
	const struct document *document; /* NULL: it cannot be read */
	struct digest digest;            /* signoff_covers_all's; of the first version none */
};

/*
 * Adds what happened from one version to the next; `before` NULL: with this one it began. Two that
 * can be read and have different digests must have been read with DOC_MEANING.
 */
void life_tell(
	struct life *life, const struct life_version *before, const struct life_version *after);

/* lives_read with another limit than LIVES_MAX_VERSIONS. */
struct error *lives_read_within(const struct workspace *workspace, const struct ledger *ledger,
	size_t max_versions, struct life **lives);

#endif
