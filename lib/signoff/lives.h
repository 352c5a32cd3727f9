/*
 * lives.h - the lives of all documents at once: each version is read once, all workers are busy.
 *
 *     struct life *lives;
 *     struct error *error = lives_read(&workspace, ledger, &lives);
 *     ...
 *     lives_free(lives, count);
 */
#ifndef HANDOFF_SIGNOFF_LIVES_H
#define HANDOFF_SIGNOFF_LIVES_H

#include "signoff/life.h"

/* Versions of all documents together; documents with those beyond have a life that is cut. */
#define LIVES_MAX_VERSIONS 100000

/*
 * Reads a life for each of ledger_documents, in their order, the same as life_read does. The ledger
 * was read with `lives`. Free *lives in any case.
 */
struct error *lives_read(
	const struct workspace *workspace, const struct ledger *ledger, struct life **lives);
void lives_free(struct life *lives, size_t count);

#endif
