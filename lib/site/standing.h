/*
 * standing.h - how a document stands, in a word or two: what all pages, badges and pictures say of
 * it.
 *
 * No word is better than what `handoff gate` would say: a document holds if its own status needs
 * sign-offs, all of them hold, and nothing of severity error was found in it. What is signed for a
 * status that is still to come is signed, and no more: what else that status asks for, only the
 * gate tells.
 *
 *     holds             good
 *     signed            all that it could need is there; its status does not need it, or not yet
 *     awaits sign-offs  somebody should sign now
 *     does not hold     its status needs sign-offs that do not all hold
 *     has errors        they hold, and its content does not
 *     in progress, draft, ended
 *     unknown status, cannot be judged
 */
#ifndef HANDOFF_SITE_STANDING_H
#define HANDOFF_SITE_STANDING_H

#include "site/records.h"

/* What only the contract tells. */
struct standing_facts {
	bool is_readable;    /* it was read, and there is such a kind */
	bool has_lifecycle;  /* of its kind */
	bool is_known;       /* there is such a status */
	bool is_ended;       /* nothing follows the status, and nothing is needed for it */
	bool is_before_gate; /* a status that needs sign-offs may follow */
	bool is_gate;        /* the status is one that sign-offs are asked for by name, not one
				that comes after it */
};

/* Sets standing, is_ready and is_unproven of a document whose requirements and findings are known.
 */
void standing_set(struct record_document *document, const struct standing_facts *facts);

/* The same again, after the states of its requirements have become others. */
void standing_renew(struct record_document *document);

/* How good it is: "good", "warn", "bad", "info", "none". */
const char *standing_class(struct slice standing);

#endif
