/*
 * carry.h - the version that a sign-off was given on, and what has changed since.
 *
 * A formatter must not withdraw anybody's consent: where the covered content is not the same to the
 * byte, the version that was signed is looked for in history, and both are compared by what they
 * mean (doc/compare.h).
 */
#ifndef HANDOFF_SIGNOFF_CARRY_H
#define HANDOFF_SIGNOFF_CARRY_H

#include "check/corpus.h"
#include "doc/compare.h"
#include "signoff/entry.h"
#include "signoff/history.h"

enum carry_verdict {
	CARRY_SAME,      /* the digest holds */
	CARRY_FORMATTED, /* another digest, the same meaning */
	CARRY_CHANGED,   /* the meaning is another */
	CARRY_UNKNOWN,   /* the version that was signed is not in what can be seen of history */
};

/* One field or section that differs from what was signed. */
struct carry_difference {
	enum difference_type type;
	enum difference_change change;
	char *name; /* key or title; "" for what precedes the first heading */
};

struct carry {
	enum carry_verdict verdict;
	bool has_commit;
	struct object_id signed_in; /* the version that was signed, unless same or unknown */
	struct object_id signed_blob;
	struct object_id commit; /* the first one after it that is formatted or changed otherwise;
				    not if that is not committed */
	struct carry_difference *differences; /* CARRY_CHANGED */
	size_t n_differences;
};

struct carry_request {
	const struct corpus *corpus;
	struct history *history;
	struct objects *objects;
	size_t subject; /* in the history */
	const struct document *document;
	const struct signoff_spec *spec; /* what the role covers */
	struct slice digest;             /* that the entry names */
	const struct origins *origins;   /* of the entry */
	const struct object_id *tip; /* what a sign-off that is not committed was given on; NULL:
					nothing was committed yet */
	bool formatting_counts;      /* `carry: none`: any other byte withdraws it */
};

/* Looks at the digest, then at history. Dispose of the result in any case. */
struct error *carry_find(const struct carry_request *request, struct carry *carry);
void carry_dispose(struct carry *carry);

/* The same for what the sign-off builds on, which its `digest` stands for: true in *same if the
 * document that is linked to now means what it meant when the sign-off was given. The version of
 * that time is looked for where the sign-off came into history. */
struct error *carry_upstream(const struct carry_request *request, const struct document *linked,
	struct slice digest, bool *same);

/* Compares what a spec covers in two versions of a document; true if they mean the same. Both must
 * have been read with DOC_MEANING. */
bool carry_compare(const struct document *before, const struct document *after,
	const struct signoff_spec *spec, struct differences *differences);

/* A version of a document from history, read with its meaning, under the kind that the document has
 * now. NULL in *out if the blob cannot be read. Free with carry_version_free. */
struct error *carry_version(const struct corpus *corpus, struct objects *objects,
	const struct object_id *blob, const struct document *now, struct document **out);
/* The document itself, read again with its meaning. */
struct error *carry_now(
	const struct corpus *corpus, const struct document *now, struct document **out);
/* The same of an outline that was read already, which it takes. */
struct document *carry_document(const struct document *now, struct outline *outline);
void carry_version_free(struct document *document);

#endif
