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
	bool compared; /* its subject has tiers of other depths, and one of them is checked */
};

struct tiers;

struct tiers *tiers_new(const struct corpus *corpus);
void tiers_free(struct tiers *tiers);

/* A document as a tier; NULL if it is none. */
const struct tier *tiers_find(const struct tiers *tiers, const struct document *document);

/* All tiers of its subject, the shallowest first. */
const struct tier *tiers_of(const struct tiers *tiers, const struct tier *tier, size_t *count);

/* True if its subject has a tier of this depth. */
bool tiers_have(const struct tiers *tiers, const struct tier *tier, size_t depth);

/* The figures of all tiers of a subject that are deeper than this one; NULL if there are none. */
struct figure_pool *tiers_deeper(struct tiers *tiers, const struct tier *tier);

/* The figures of one document. */
struct figure_pool *tiers_figures(struct tiers *tiers, const struct document *document);

/* True if a document is one of several tiers of a subject, of which one is checked. */
bool tiers_are_compared(const struct tiers *tiers, const struct document *document);

#endif
