/*
 * stakeholder_plan.h - who is told what, in which depth, through which channel, how often: a
 * stakeholder map read by its quadrants, and what it leaves open.
 */
#ifndef HANDOFF_CHECK_STAKEHOLDER_PLAN_H
#define HANDOFF_CHECK_STAKEHOLDER_PLAN_H

#include "base/clock.h"
#include "base/error.h"
#include "base/mem.h"
#include "check/corpus.h"

struct stakeholder {
	struct slice id, who, people, side, power, interest, quadrant, level, why;
	bool has_relation; /* a row under Relations; else what follows is empty */
	struct slice owner, channel, cadence, last_contact, objections;
	char next_contact[11]; /* the day that is due after the last one, or "" */
	bool overdue;          /* that day has passed */
};

struct plan_quadrant {
	struct slice name;
	const size_t *list; /* numbers of stakeholders, in the map's order */
	size_t count;
};

/* What the plan leaves open. */
struct plan_gap {
	const char *type;     /* "channel", "cadence", "empty-quadrant", ... */
	struct slice subject; /* whom it is about: an id, a quadrant, the path of a document */
	char *text;           /* the rest of a sentence that begins with the subject; untrusted */
};

struct stakeholder_plan {
	const struct document *document;
	struct stakeholder *list;
	size_t count;
	struct plan_quadrant *quadrants; /* in the order of the kind */
	size_t n_quadrants;
	struct plan_gap *gaps;
	size_t n_gaps, gaps_capacity;
	struct arena *arena;
};

/* Reads the map, which has a kind. Audiences of all documents of the corpus are looked for in all
 * of its maps; without a corpus (NULL) only the map is looked at. Dispose in any case. */
struct error *stakeholder_plan_read(const struct corpus *corpus, const struct document *document,
	struct date today, struct stakeholder_plan *plan);
void stakeholder_plan_dispose(struct stakeholder_plan *plan);

#endif
