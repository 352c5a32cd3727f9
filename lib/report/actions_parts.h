/*
 * actions_parts.h - what the writers of action items share. Internal to report/actions*.c.
 */
#ifndef HANDOFF_REPORT_ACTIONS_PARTS_H
#define HANDOFF_REPORT_ACTIONS_PARTS_H

#include "report/actions.h"

/* The line that an item stands on. */
struct position actions_position(const struct action_item *item);

/* The owner's id; where nobody has it, what is written there. */
struct slice actions_owner(const struct action_list *list, const struct action_item *item);

bool actions_is_overdue(const struct action_list *list, const struct action_item *item);
/* Days since a day that has passed. */
int64_t actions_days_since(const struct action_list *list, struct date day);

/* Appends what names an item everywhere: `feed-outage#A-3`; of one without an id, or in a document
 * without one, as far as there is something. */
void actions_add_reference(struct buffer *out, const struct action_item *item);

/* The items that became this one, the latest first; *index begins with 0. NULL at the end. */
const struct action_item *actions_origin(const struct action_item *item, size_t *index);

#endif
