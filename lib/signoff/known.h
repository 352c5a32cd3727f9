/*
 * known.h - which sign-offs stand in a revision that is trusted already.
 */
#ifndef HANDOFF_SIGNOFF_KNOWN_H
#define HANDOFF_SIGNOFF_KNOWN_H

#include "signoff/history.h"

struct known;

/* Looks into a commit's tree for the subjects of a history, by path and, where that has another
 * document or none, by id. What cannot be read is not known. */
struct error *known_read(struct objects *objects, struct history *history,
	const struct history_subject *subjects, size_t n_subjects, const struct object_id *commit,
	struct known **out);
void known_free(struct known *known);

/* True if the commit's version of a subject has this entry. */
bool known_has(const struct known *known, size_t subject, const struct identity *identity);

#endif
