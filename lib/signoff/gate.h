/*
 * gate.h - may a document go to a status? Each requirement, met or not.
 */
#ifndef HANDOFF_SIGNOFF_GATE_H
#define HANDOFF_SIGNOFF_GATE_H

#include "check/check.h"
#include "signoff/ledger.h"

/* One thing that has to hold. */
struct gate_condition {
	bool met;
	const char *what; /* "status", "findings", "sign-off" */
	char *text;       /* for a person, one line; may hold untrusted bytes */
	const struct requirement *requirement; /* of a sign-off, or NULL */
};

struct gate_document {
	const struct document *document;
	const char *from, *to; /* statuses */
	bool open;
	struct gate_condition *conditions;
	size_t count, capacity;
	bool has_blob;
	struct object_id blob; /* of the document's bytes */
};

struct gate {
	bool open; /* for all */
	struct gate_document *documents;
	size_t count;
};

/*
 * Judges the documents of a check that was run with check_request.as_status set to `to` (NULL: the
 * status that each one has, or, where that takes no sign-offs, the nearest that does). ERROR_USAGE
 * for a status that a document's kind does not know, or a document without a kind.
 */
struct error *gate_judge(const struct check_result *result, const char *to, struct gate *gate);
void gate_dispose(struct gate *gate);

/* The status that a document is judged for; -1 if there is none. */
int gate_target(const struct document *document, const char *to);

#endif
