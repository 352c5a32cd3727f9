/*
 * circles.h - whether following one field from document to document comes back to where it began:
 * `acyclic` of a contract.
 *
 * Looked at once for each field, for all documents together, however many links there are: the
 * strongly connected components of R. Tarjan, "Depth-First Search and Linear Graph Algorithms",
 * SIAM Journal on Computing 1 (1972).
 */
#ifndef HANDOFF_CHECK_CIRCLES_H
#define HANDOFF_CHECK_CIRCLES_H

#include "check/condition.h"
#include "check/corpus.h"

struct circles;

struct circles *circles_new(void);
void circles_free(struct circles *circles);

/* Whether the field's link from `document` to `target` is a part of a circle. `scope` is where
 * names are looked up; the documents are those of the corpus. */
bool circles_has(struct circles *circles, const struct corpus *corpus, const struct scope *scope,
	const char *field, const struct document *document, const struct document *target);

#endif
