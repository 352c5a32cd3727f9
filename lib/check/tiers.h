/*
 * tiers.h - documents that tell the same at several depths: which belong together, and what the
 * deeper ones of them say in figures.
 *
 * A document whose status ends its life (withdrawn, corrected) is no tier any more.
 */
#ifndef HANDOFF_CHECK_TIERS_H
#define HANDOFF_CHECK_TIERS_H

#include "check/figure_pool.h"

/* One document of a subject. */
struct tier {
	const struct kind *kind;
	struct slice subject;
	size_t depth; /* index in the values of the field that says so: 0 is the shallowest */
	const struct document *document;
};

struct tiers;

struct tiers *tiers_new(const struct corpus *corpus);
void tiers_free(struct tiers *tiers);

/* All tiers of the subject that a document is about, the shallowest first; none if it is no tier.
 */
const struct tier *tiers_of(struct tiers *tiers, const struct document *document, size_t *count);

/* The figures of all tiers of a subject that are deeper than this one; NULL if there are none. */
struct figure_pool *tiers_deeper(struct tiers *tiers, const struct tier *tier);

/* The figures of one document. */
struct figure_pool *tiers_figures(struct tiers *tiers, const struct document *document);

/* True if this document is a tier of a subject at all. */
bool document_is_tier(const struct document *document, struct slice *subject, size_t *depth);

#endif
