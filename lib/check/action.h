/*
 * action.h - the action items of a document: what somebody has promised to do, by which day.
 *
 * They stand where a contract says `actions` of a section: in the rows of its table, and in task
 * lists, `- [ ] A-3 alert on old inputs @bob due 2026-12-01`. A section that the contract does not
 * have holds the items of its task lists if it has the title of such a section of any kind.
 *
 *     struct actions actions;
 *     actions_read(document, policy, &actions);
 *     for (size_t i = 0; i < actions.count; i++)
 *             print(actions.list[i].text);
 *     actions_dispose(&actions);
 */
#ifndef HANDOFF_CHECK_ACTION_H
#define HANDOFF_CHECK_ACTION_H

#include "base/clock.h"
#include "base/mem.h"
#include "check/corpus.h"

/* Texts are empty where nothing is said; they lie in the document and in the list of actions. */
struct action {
	struct slice parts[ACTION_PARTS]; /* id, what is to be done, owner, due, ... */
	bool has_due;                     /* its due day is one of the calendar */
	struct date due;
	enum action_state state;
	bool is_task;     /* in a task list; else a row */
	uint32_t section; /* of the outline */
	struct span span; /* the row, or the item without what is nested in it */
	/* A row's cells, as indices in the outline; OUTLINE_NONE where there is none. */
	uint32_t cells[ACTION_PARTS];
};

struct actions {
	struct action *list; /* in document order, a section's rows before its tasks */
	size_t count, capacity;
	struct arena *arena;
};

/* Reads them; the policy says what other kinds call their sections (NULL: only the document's own
 * contract counts). `document` may be one without
 * a kind, or one that was refused: then there are none. Dispose in any case. */
void actions_read(const struct document *document, struct policy *policy, struct actions *actions);
void actions_dispose(struct actions *actions);

/* Neither done, nor declined, nor moved. */
bool action_is_unfinished(const struct action *action);
/* Unfinished after the day it was due. */
bool action_is_overdue(const struct action *action, struct date today);

/* True for what an id of an action looks like: `A-3`, or `feed-outage#A-3` for one that came from
 * another document. */
bool action_is_id(struct slice text);

/* Fills in what the text of a task says; what is left of it is what is to be done. Internal to
 * check/action*.c. */
void action_read_task(struct slice text, struct arena *arena, struct action *action);

#endif
