/*
 * version.h - what one version of a document says of itself and of its sign-offs.
 *
 * Walking history means asking many versions the same few questions. The answers are a few dozen
 * bytes each, and depend on nothing but the version's bytes.
 */
#ifndef HANDOFF_SIGNOFF_VERSION_H
#define HANDOFF_SIGNOFF_VERSION_H

#include "base/mem.h"
#include "doc/outline.h"
#include "doc/pool.h"

#define IDENTITY_BYTES 32

/* SHA-256; which bytes are hashed is said where one is made. */
struct identity {
	unsigned char bytes[IDENTITY_BYTES];
};

bool identity_equal(const struct identity *a, const struct identity *b);
struct identity identity_of(struct slice bytes);

/* An entry's: of its canonical dump without `revoked`, as revoking an entry does not make another
 * one of it. */
struct identity identity_of_entry(const struct outline *outline, uint32_t node);

/* One element of `signoffs`, well-formed or not. */
struct version_entry {
	struct identity identity;
	struct identity slot; /* of its role, person and time: an entry that was edited afterwards
				 has the same */
	bool revoked;
};

struct version {
	bool readable;   /* false: the front matter cannot be read; then it says nothing */
	struct slice id; /* as written; empty: none */
	struct slice kind;
	struct slice status;
	struct version_entry *entries;
	size_t n_entries;
	uint64_t text; /* version_text of it, where somebody asked */
};

/* The answers of an outline; they lie in the arena. */
void version_read(const struct outline *outline, struct arena *arena, struct version *version);

/* The same of a version's bytes, of which only the front matter is parsed. The error is the pool's.
 */
struct error *version_parse(
	struct doc_pool *pool, struct slice source, struct arena *arena, struct version *version);

/* A hash of a document's text, which is all behind its front matter: of what a formatter leaves
 * alone, so that only another text has another one. */
uint64_t version_text(struct slice source);

/* The part of a document that version_parse looks at: from the first byte to the end of the closing
 * fence; all of it if there is none. */
struct slice version_front(struct slice source);

/* The entry of this identity, or NULL; one that is revoked where it stands there twice. */
const struct version_entry *version_find(
	const struct version *version, const struct identity *identity);

#endif
