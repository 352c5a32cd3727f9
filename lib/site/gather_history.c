/* What happened to documents, and what is to be done. */
#include <stdlib.h>
#include <string.h>

#include "signoff/action_items.h"
#include "signoff/lives.h"
#include "site/gather_parts.h"

/* ---- Events -----------------------------------------------------------------------------------
 */

/* True if the author's address is not one of the person's: the entry was brought in by somebody
 * else, whatever proves it otherwise. */
static bool is_foreign(struct gathering *gathering, const struct life_event *event)
{
	const struct people *people = policy_people(gathering->workspace->policy);
	const char *open = event->author ? strrchr(event->author, '<') : NULL;
	const struct person *first = NULL;
	struct slice address;

	if ((event->type != LIFE_SIGNED && event->type != LIFE_REVOKED) || event->uncommitted ||
		!event->by)
		return false;
	if (!open)
		return true;
	address = slice_of(open + 1);
	address.len = slice_find(address, '>');
	return people_count_email(people, address, &first) != 1 ||
	       strcmp(first->id, event->by) != 0;
}

static void gather_event(struct gathering *gathering, const struct life_event *event,
	size_t document, struct record_event *record)
{
	*record = (struct record_event){
		.document = document,
		.type = slice_of(life_event_name(event->type)),
		.time = event->committed,
		.author = gather_copy(gathering, event->author),
		.text = gather_copy(gathering, event->text),
		.role = gather_copy(gathering, event->role),
		.by = gather_copy(gathering, event->by),
		.decision = gather_copy(gathering, event->decision),
		.from = gather_copy(gathering, event->from),
		.to = gather_copy(gathering, event->to),
		.is_foreign = is_foreign(gathering, event),
	};
	if (!event->uncommitted)
		record->commit = gather_commit(gathering, &event->commit);
}

/* The documents of the ledger are some of those of the records, in the same order. */
static void add_lives(struct gathering *gathering, const struct document_ledger *ledgers,
	size_t count, const struct life *lives)
{
	struct records *records = gathering->records;
	size_t number = 0, total = 0;

	for (size_t i = 0; i < count; i++)
		total += lives[i].count;
	records->events = arena_alloc(gathering->arena, (total + 1) * sizeof *records->events);
	for (size_t i = 0; i < count; i++) {
		while (number < records->n_documents &&
			gathering->documents[number] != ledgers[i].document)
			number++;
		for (size_t j = 0; number < records->n_documents && j < lives[i].count; j++)
			gather_event(gathering, &lives[i].list[j], number,
				&records->events[records->n_events++]);
	}
}

struct error *gather_events(struct gathering *gathering)
{
	const struct document_ledger *ledgers;
	struct life *lives = NULL;
	struct error *error;
	size_t count;

	ledgers = ledger_documents(gathering->ledger, &count);
	error = lives_read(gathering->workspace, gathering->ledger, &lives);
	if (!error)
		add_lives(gathering, ledgers, count, lives);
	lives_free(lives, count);
	return error;
}

/* ---- Actions ----------------------------------------------------------------------------------
 */

static struct slice copy_part(
	struct gathering *gathering, const struct action *action, enum action_part part)
{
	return arena_slice(gathering->arena, action->parts[part]);
}

static struct slice day_of(struct gathering *gathering, const struct action *action)
{
	char day[11];

	if (!action->has_due)
		return slice_of("");
	date_format(action->due, day);
	return gather_copy(gathering, day);
}

static void gather_action(struct gathering *gathering, const struct action_item *item,
	size_t document, struct record_action *record)
{
	const struct action *action = &item->action;

	*record = (struct record_action){
		.document = document,
		.id = copy_part(gathering, action, ACTION_ID),
		.text = copy_part(gathering, action, ACTION_TEXT),
		.owner = copy_part(gathering, action, ACTION_OWNER),
		.priority = copy_part(gathering, action, ACTION_PRIORITY),
		.side = copy_part(gathering, action, ACTION_SIDE),
		.type = copy_part(gathering, action, ACTION_TYPE),
		.tracking = copy_part(gathering, action, ACTION_TRACKING),
		.state = slice_of(action_state_names[action->state]),
		.due = day_of(gathering, action),
		.unfinished = action_is_unfinished(action),
		.overdue = action_is_overdue(action, gathering->workspace->today),
		.lives_elsewhere = item->after != NULL,
		.since = item->age == ACTION_AGE_KNOWN ? item->since : TIME_UNKNOWN,
		.finished = item->has_finished ? item->finished : TIME_UNKNOWN,
		.slips = item->slips,
	};
}

/* Both are sorted by path. */
static void add_actions(struct gathering *gathering, const struct action_items *items)
{
	struct records *records = gathering->records;
	const struct action_item *list;
	size_t count, number = 0;

	list = action_items_list(items, &count);
	records->actions = arena_alloc(gathering->arena, (count + 1) * sizeof *records->actions);
	for (size_t i = 0; i < count; i++) {
		while (number < records->n_documents &&
			gathering->documents[number] != list[i].document)
			number++;
		if (number < records->n_documents)
			gather_action(gathering, &list[i], number,
				&records->actions[records->n_actions++]);
	}
}

struct error *gather_actions(struct gathering *gathering)
{
	struct action_items *items = NULL;
	struct error *error = action_items_read(gathering->workspace, gathering->ledger, &items);

	if (!error)
		add_actions(gathering, items);
	action_items_free(items);
	return error;
}
