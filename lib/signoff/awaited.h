/*
 * awaited.h - which sign-offs somebody should give now, and who can.
 *
 *     if (requirement_is_awaited(requirement)) {
 *             struct candidates candidates;
 *             requirement_candidates(document, requirement, people, today, &candidates);
 *             ...
 *             candidates_dispose(&candidates);
 *     }
 */
#ifndef HANDOFF_SIGNOFF_AWAITED_H
#define HANDOFF_SIGNOFF_AWAITED_H

#include "policy/people.h"
#include "signoff/ledger.h"

/*
 * True if a sign-off should be given, or given again, now: it is not valid and not pending, and the
 * document's status may not be had without it; or the document has left its first status, and
 * cannot go on to one of those that follow without it. Nothing is awaited of a document that was
 * withdrawn.
 */
bool requirement_is_awaited(const struct requirement *requirement);

/* People, by id. */
struct candidates {
	const struct person **list;
	size_t count;
};

/*
 * Those who could give a sign-off today: they hold the role, are no authors where it is not for
 * authors, have no valid or pending entry for it, and fill no place of another role with a valid
 * one, unless the contract lets the same person fill both. `document` is that of the requirement.
 * Dispose of the candidates.
 */
void requirement_candidates(const struct document_ledger *document,
	const struct requirement *requirement, const struct people *people, struct date today,
	struct candidates *candidates);
void candidates_dispose(struct candidates *candidates);

#endif
