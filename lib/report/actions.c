#include "report/actions.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/path.h"
#include "report/actions_parts.h"

struct position actions_position(const struct action_item *item)
{
	return outline_position(item->document->outline, item->action.span.start);
}

static const struct person *owner_of(
	const struct workspace *workspace, const struct action_item *item)
{
	struct slice owner = item->action.parts[ACTION_OWNER];

	return owner.len ? people_resolve(policy_people(workspace->policy), owner) : NULL;
}

struct slice actions_owner(const struct action_list *list, const struct action_item *item)
{
	const struct person *person = owner_of(list->workspace, item);

	return person ? slice_of(person->id) : item->action.parts[ACTION_OWNER];
}

bool actions_is_overdue(const struct action_list *list, const struct action_item *item)
{
	return action_is_overdue(&item->action, list->workspace->today);
}

int64_t actions_days_since(const struct action_list *list, struct date day)
{
	return date_days(list->workspace->today) - date_days(day);
}

void actions_add_reference(struct buffer *out, const struct action_item *item)
{
	struct slice document = document_text(item->document, "id");
	struct slice id = item->action.parts[ACTION_ID];

	if (document.len && slice_find(id, '#') == id.len) {
		buffer_add_slice(out, document);
		if (id.len)
			buffer_add_char(out, '#');
	}
	buffer_add_slice(out, id);
}

/* Depth first; there are few of them, and none behind a hundred. */
static const struct action_item *nth_origin(const struct action_item *item, size_t *left)
{
	for (size_t i = 0; i < item->n_before; i++) {
		const struct action_item *found;

		if ((*left)-- == 0)
			return item->before[i];
		found = nth_origin(item->before[i], left);
		if (found)
			return found;
	}
	return NULL;
}

const struct action_item *actions_origin(const struct action_item *item, size_t *index)
{
	size_t left = (*index)++;

	return nth_origin(item, &left);
}

/* ---- Which, and in which order --------------------------------------------------------------- */

static bool is_wanted(const struct action_list *list, const struct action_item *item)
{
	const struct actions_options *options = list->options;
	bool below = options->n_paths == 0;

	for (size_t i = 0; !below && i < options->n_paths; i++)
		below = path_is_below(item->document->path, options->paths[i]);
	return below && !item->after && (!options->overdue || actions_is_overdue(list, item)) &&
	       (!options->kind || strcmp(item->document->kind->id, options->kind) == 0) &&
	       (!options->owner || owner_of(list->workspace, item) == options->owner);
}

/* What is finished comes last; without a day before that. */
static int64_t rank(const struct action_item *item)
{
	if (!action_is_unfinished(&item->action))
		return INT64_MAX;
	return item->action.has_due ? date_days(item->action.due) : INT64_MAX - 1;
}

static int compare_items(const void *a, const void *b)
{
	const struct action_item *one = *(const struct action_item *const *)a;
	const struct action_item *two = *(const struct action_item *const *)b;
	int64_t first = rank(one), second = rank(two);

	if (first != second)
		return first < second ? -1 : 1;
	return one < two ? -1 : one > two;
}

void action_list_select(const struct workspace *workspace, const struct action_items *items,
	const struct actions_options *options, struct action_list *list)
{
	const struct action_item *all;
	size_t count;

	*list = (struct action_list){.workspace = workspace, .options = options};
	all = action_items_list(items, &count);
	list->items = mem_calloc(count + 1, sizeof *list->items);
	for (size_t i = 0; i < count; i++) {
		if (!is_wanted(list, &all[i]))
			continue;
		list->items[list->count++] = &all[i];
		list->overdue += actions_is_overdue(list, &all[i]);
		list->is_incomplete = list->is_incomplete || all[i].age == ACTION_AGE_UNKNOWN;
	}
	qsort(list->items, list->count, sizeof *list->items, compare_items);
}

void action_list_dispose(struct action_list *list)
{
	free(list->items);
	*list = (struct action_list){0};
}
