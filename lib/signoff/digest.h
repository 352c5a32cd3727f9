/*
 * digest.h - what a sign-off is given on: SHA-256 over a canonical form of the content, "h1".
 *
 * handoff-digest(7) writes the form down to the byte. It needs no Markdown parser and no libgit2,
 * so that anybody can compute it again, years from now:
 *
 *     h1: + hex(SHA-256("handoff-content-v1\n" "front " length "\n" F "body " length "\n" B))
 *
 * F is the front matter without what lives on after the sign-off, dumped with a length before every
 * string and container; B the body with LF line ends and without white space at the ends of lines.
 */
#ifndef HANDOFF_SIGNOFF_DIGEST_H
#define HANDOFF_SIGNOFF_DIGEST_H

#include "base/buffer.h"
#include "check/corpus.h"

#define DIGEST_HEX 64

/* "h1:" or "sha256:" and 64 lower-case hexadecimal digits, and a NUL. */
struct digest {
	char text[sizeof "sha256:" + DIGEST_HEX];
};

struct slice digest_slice(const struct digest *digest);

/* Appends the canonical dump of one node of front matter, with what is below it. */
void digest_dump(const struct outline *outline, uint32_t node, struct buffer *out);

/* The same of a map without one of its keys. */
void digest_dump_without(
	const struct outline *outline, uint32_t node, const char *key, struct buffer *out);

/* True if a field of the front matter is covered by sign-offs. */
bool digest_covers_field(const struct kind *kind, struct slice name);

/* Appends F. */
void digest_front(const struct outline *outline, const struct kind *kind, struct buffer *out);

/*
 * Which sections of a document a sign-off covers: an array of n_sections, free() it. `spec` NULL
 * stands for what the documents that depend on this one build on: everything but the sections that
 * no sign-off of its kind covers. The document must have a kind.
 */
bool *digest_sections(const struct document *document, const struct signoff_spec *spec);

/* Appends B: the sections that are marked. */
void digest_body(const struct outline *outline, const bool *sections, struct buffer *out);

/* The digest of a document's content, as `digest_sections` says. */
void digest_content(
	const struct document *document, const struct signoff_spec *spec, struct digest *digest);

/* "sha256:" of bytes. */
void digest_bytes(struct slice bytes, struct digest *digest);

#endif
