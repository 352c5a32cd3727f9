/*
 * judge.h - the state of one entry, from all that is known of it. Internal to signoff/.
 */
#ifndef HANDOFF_SIGNOFF_JUDGE_H
#define HANDOFF_SIGNOFF_JUDGE_H

#include "signoff/known.h"
#include "signoff/ledger.h"

/* What entries are judged by. */
struct judge {
	const struct corpus *corpus;
	const struct config *config;
	const struct people *people;
	struct objects *objects;
	struct history *history;
	struct upstream_memo *memo;
	const struct known *known; /* the trusted revision's entries; NULL: what is committed is
				      known */
	int64_t now;
	const char *author; /* the address of whoever is about to commit; NULL: nobody is */
	const struct object_id *tip; /* NULL: nothing was committed yet */
	struct buffer bytes;         /* of a commit */
};

/* Reads the entry at signoff->node and judges it. */
struct error *judge_signoff(
	struct judge *judge, const struct document_ledger *document, struct signoff *signoff);

/* Its trust: who brought it into history, and what that proves. Changes the state only for a worse
 * one. */
struct error *judge_trust(struct judge *judge, struct signoff *signoff, struct date when);

/* True for an entry that is not committed, without a signature of its own, in the name of somebody
 * other than the person who is about to commit it; sets state and reason then. */
bool judge_is_for_another(struct judge *judge, struct signoff *signoff);

/* The same for one that the branch at hand brought into history in a commit of somebody else's,
 * whatever else is true of it. */
struct error *judge_is_brought_by_another(
	struct judge *judge, struct signoff *signoff, struct date when, bool *is_so);

/* True if the mark that withdraws the entry was not made by its person; sets state and reason then.
 */
struct error *judge_is_withdrawn_by_another(struct judge *judge,
	const struct document_ledger *document, struct signoff *signoff, bool *is_so);

/* Sets the state, and the reason. */
void judge_say(struct signoff *signoff, enum signoff_state state, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

void signoff_dispose(struct signoff *signoff);

#endif
