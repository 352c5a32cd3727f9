/*
 * entry.h - a sign-off as it stands in a document's front matter.
 *
 * Reading is strict: a key that is not known, a value of the wrong form, a signature that is no
 * armour make the entry malformed, with a reason and a place, and a malformed entry counts for
 * nothing.
 */
#ifndef HANDOFF_SIGNOFF_ENTRY_H
#define HANDOFF_SIGNOFF_ENTRY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/slice.h"
#include "doc/outline.h"

enum decision {
	DECISION_APPROVE,
	DECISION_APPROVE_WITH_CONDITIONS,
	DECISION_REJECT,
	DECISIONS,
};

/* "approve", "approve-with-conditions", "reject". */
const char *decision_name(enum decision decision);
/* A decision by its name; -1 for anything else. */
int decision_parse(struct slice text);

/* What a linked document or file said: a field of the document, and the digest of its target (of
 * one of its targets, in the field's order, where it is a list). */
struct upstream_digest {
	struct slice field;
	struct slice digest; /* "h1:..." or "sha256:..." */
};

struct entry {
	struct slice role;
	struct slice by; /* the id of a person */
	struct slice at; /* RFC 3339 in UTC, to the second: 2026-11-23T14:05:00Z */
	int64_t time;    /* the same in seconds since the epoch */
	enum decision decision;
	struct slice digest;              /* "h1:" and 64 lower-case hexadecimal digits */
	struct upstream_digest *upstream; /* in the order in which they are written */
	size_t n_upstream;
	struct slice note;      /* empty: none */
	struct slice signature; /* armoured SSHSIG; empty: none */
	bool revoked;
	struct slice revoked_at;
	struct slice revoked_reason;
};

#define MAX_UPSTREAM 256

/*
 * Reads the entry at a node of the front matter, an element of `signoffs`. NULL if it is
 * well-formed; else what is wrong, for a person, malloc'd, and *place is where. The slices lie in
 * the outline; dispose of it in any case.
 */
char *entry_read(
	const struct outline *outline, uint32_t node, struct entry *entry, struct span *place);
void entry_dispose(struct entry *entry);

/* True if this is one of A1's digests: `h1:` or `sha256:` and 64 lower-case hexadecimal digits. */
bool digest_is_well_formed(struct slice digest, bool content_only);

#endif
