/*
 * stale.h - since when a sign-off is stale, and by whose commit.
 *
 *     struct stale *stale = stale_new(&workspace, ledger);
 *     struct staleness since;
 *     struct error *error = stale_since(stale, signoff, &since);
 *     ...
 *     stale_free(stale);
 */
#ifndef HANDOFF_SIGNOFF_STALE_H
#define HANDOFF_SIGNOFF_STALE_H

#include "check/workspace.h"
#include "signoff/ledger.h"

struct staleness {
	bool known;
	int64_t time; /* seconds since the epoch, by the committer's clock; now if not committed */
	char commit[OBJECT_ID_HEX + 1]; /* empty: not committed yet */
	const char *author; /* "Name <email>" of that commit, untrusted; NULL: not committed yet */
};

struct stale;

/* Both must outlive it. It reads nothing before it is asked. */
struct stale *stale_new(const struct workspace *workspace, const struct ledger *ledger);
void stale_free(struct stale *stale);

/*
 * Since when a sign-off of the ledger does not hold: the first commit in which what it covers, or a
 * document that it builds on, means something else than what was signed. Of several such changes
 * the earliest one that can be told counts. Not known: it is not stale; the version that was signed
 * is not in what was seen of history; only a linked file changed, or a document that is not in the
 * ledger. The result is valid as long as `stale` is.
 */
struct error *stale_since(
	struct stale *stale, const struct signoff *signoff, struct staleness *since);

#endif
