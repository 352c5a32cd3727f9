/*
 * action_items.h - the action items of all documents, with what history knows of them: since when
 * there are, how often their day was moved, from where to where they were carried.
 *
 * An item that was moved to another document, and the one that it became there, are one: the later
 * one has the earlier ones behind it. One says where an item went with the status `moved` and the
 * new id as its proof (`feed-outage#A-3`; in the same document `A-3`), or where it came from with
 * the old id as its own (`feed-outage#A-3`), or as its tracking.
 *
 *     struct action_items *items;
 *     struct error *error = action_items_read(&workspace, NULL, &items);
 *     ...
 *     action_items_free(items);
 */
#ifndef HANDOFF_SIGNOFF_ACTION_ITEMS_H
#define HANDOFF_SIGNOFF_ACTION_ITEMS_H

#include "check/action.h"
#include "check/workspace.h"
#include "signoff/ledger.h"

enum action_age {
	ACTION_AGE_NEW,     /* it stands in no commit yet */
	ACTION_AGE_KNOWN,   /* `since` is the time of the commit that brought it in */
	ACTION_AGE_UNKNOWN, /* history ends before it began, or cannot be read there */
};

struct action_item {
	const struct document *document;
	struct action action;
	enum action_age age;
	int64_t since; /* seconds since the epoch, by the committer's clock */
	/* It is done, declined or moved, and it can be told since when: the time of the commit from
	 * which on it was so in every version that has it; now, if that is not committed. */
	bool has_finished;
	int64_t finished;
	bool has_first_due; /* it ever had a day of the calendar */
	struct date first_due;
	uint32_t slips;                  /* how often its day became later than it had ever been */
	const struct action_item *after; /* what it became elsewhere, or NULL: it lives here */
	const struct action_item **before; /* what became it */
	size_t n_before;
	bool lost; /* moved to an item of another document, and there is none of that id */
	/* Days that it was due, each later than all before; from these the above is worked out. */
	int64_t *dues;
	size_t n_dues, dues_capacity;
};

struct action_items;

/*
 * Reads the items of the workspace's documents that are `checked`; the workspace, with a policy
 * that can be used, must outlive them. `ledger`: one of the workspace that was read with `lives`,
 * so that history need not be walked once more; NULL: there is none. *out is to be freed in any
 * case.
 */
struct error *action_items_read(
	const struct workspace *workspace, const struct ledger *ledger, struct action_items **out);
void action_items_free(struct action_items *items);

/* All of them, by path and place; those that live on elsewhere (`after`) included. */
const struct action_item *action_items_list(const struct action_items *items, size_t *count);

/* Adds a day that an item was due to its `dues`. */
void action_item_add_due(struct action_item *item, int64_t day);

#endif
