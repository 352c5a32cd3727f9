/*
 * action_past.h - what versions of documents in history say of their action items. Internal to
 * signoff/.
 *
 * One walk finds the versions of all documents; each different one is parsed once, and the one that
 * is the document as it stands not again. An item is the
 * same in two versions of a document if it has the same id, or, without one, the same text.
 */
#ifndef HANDOFF_SIGNOFF_ACTION_PAST_H
#define HANDOFF_SIGNOFF_ACTION_PAST_H

#include "signoff/action_items.h"

/* Sets age, `since`, `finished` and `dues` of items, those of a document side by side. `ledger`:
 * see action_items_read. */
struct error *action_past_read(const struct workspace *workspace, const struct ledger *ledger,
	struct action_item *items, size_t count);

#endif
