#include "signoff/action_items.h"

#include <ctype.h>
#include <stdlib.h>

#include "base/mem.h"
#include "check/link.h"
#include "signoff/action_past.h"

/* The items of one document: [first, end) of the list. */
struct holder {
	const struct document *document;
	struct actions actions; /* its arena holds texts of items */
	size_t first, end;
};

struct action_items {
	const struct workspace *workspace;
	struct holder *holders; /* of documents that have any, by path */
	size_t n_holders, holders_capacity;
	struct action_item *list;
	size_t count, capacity;
	struct arena *arena;
};

void action_item_add_due(struct action_item *item, int64_t day)
{
	if (item->n_dues && day <= item->dues[item->n_dues - 1])
		return;
	GROW(item->dues, item->n_dues, item->dues_capacity);
	item->dues[item->n_dues++] = day;
}

static void read_document(struct action_items *items, const struct document *document)
{
	struct holder *holder;
	struct actions actions;

	actions_read(document, items->workspace->policy, &actions);
	if (actions.count == 0) {
		actions_dispose(&actions);
		return;
	}
	GROW(items->holders, items->n_holders, items->holders_capacity);
	holder = &items->holders[items->n_holders++];
	*holder = (struct holder){document, actions, items->count, items->count};
	for (size_t i = 0; i < actions.count; i++) {
		GROW(items->list, items->count, items->capacity);
		items->list[items->count++] =
			(struct action_item){.document = document, .action = actions.list[i]};
	}
	holder->end = items->count;
}

/* ---- Where an item went, and where it came from ---------------------------------------------- */

static struct holder *holder_of(struct action_items *items, const struct document *document)
{
	size_t low = 0, high = items->n_holders;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (items->holders[middle].document == document)
			return &items->holders[middle];
		if (items->holders[middle].document < document)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

static struct action_item *find_item(
	struct action_items *items, const struct document *document, struct slice id)
{
	struct holder *holder = document ? holder_of(items, document) : NULL;

	for (size_t i = holder ? holder->first : 0; holder && i < holder->end; i++) {
		if (slice_equal_nocase(items->list[i].action.parts[ACTION_ID], id))
			return &items->list[i];
	}
	return NULL;
}

/* `feed-outage#A-3`, `../postmortem/feed-outage.md#A-3`, `A-3`. */
static struct action_item *find_reference(
	struct action_items *items, const struct action_item *from, struct slice reference)
{
	size_t hash = slice_find(reference, '#');

	if (!action_is_id(reference))
		return NULL;
	if (hash == reference.len)
		return find_item(items, from->document, reference);
	return find_item(items,
		corpus_resolve(items->workspace->corpus, from->document,
			(struct slice){reference.at, hash}),
		slice_from(reference, hash + 1));
}

/* The next word of a text that could be a reference. */
static bool next_reference(struct slice *rest, struct slice *word)
{
	size_t end = 0;

	while (rest->len && (isspace((unsigned char)rest->at[0]) || strchr("([,;", rest->at[0])))
		*rest = slice_from(*rest, 1);
	while (end < rest->len && !isspace((unsigned char)rest->at[end]) &&
		!strchr(")],;", rest->at[end]))
		end++;
	*word = (struct slice){rest->at, end};
	*rest = slice_from(*rest, end);
	while (word->len && strchr(".:", word->at[word->len - 1]))
		word->len--;
	return end > 0 || rest->len > 0;
}

/* A link to the document: which item of it is meant, its fragment says, or the text of the cell. */
static struct action_item *find_linked(struct action_items *items, const struct action_item *from,
	struct slice link, struct slice text)
{
	struct target target = target_read(from->document->path, link);
	const struct document *document =
		target.type == TARGET_PATH ? corpus_find(items->workspace->corpus, target.path)
					   : NULL;
	struct action_item *found = NULL;
	struct slice word;

	if (document && target.fragment)
		found = find_item(items, document, slice_of(target.fragment));
	while (document && !found && next_reference(&text, &word)) {
		if (action_is_id(word))
			found = find_item(items, document, word);
	}
	target_dispose(&target);
	return found;
}

/* Sets *lost if an item of another document is named, and it is not there. */
static struct action_item *find_moved(
	struct action_items *items, const struct action_item *item, bool *lost)
{
	const struct outline *outline = item->document->outline;
	uint32_t number = item->action.cells[ACTION_PROOF];
	struct slice text = item->action.parts[ACTION_PROOF], word;
	struct action_item *found = NULL;
	bool named = false;

	if (number != OUTLINE_NONE) {
		const struct outline_cell *cell = &outline->cells[number];

		for (uint32_t i = cell->first_link; !found && i < cell->end_link; i++)
			found = find_linked(
				items, item, outline_text(outline, outline->links[i].target), text);
	}
	while (!found && next_reference(&text, &word)) {
		found = find_reference(items, item, word);
		named = named || (action_is_id(word) && slice_find(word, '#') < word.len);
	}
	*lost = named && !found;
	return found;
}

/* More documents than these no item passes through. */
#define MAX_CARRIED 100

/* True if an item is, or lives on as, another one; a way that does not end counts as that too. */
static bool leads_to(const struct action_item *item, const struct action_item *other)
{
	for (unsigned steps = 0; item; item = item->after) {
		if (item == other || ++steps > MAX_CARRIED)
			return true;
	}
	return false;
}

static void carry(struct action_item *from, struct action_item *to)
{
	if (from && to && !from->after && !leads_to(to, from))
		from->after = to;
}

static void link_items(struct action_items *items)
{
	for (size_t i = 0; i < items->count; i++) {
		struct action_item *item = &items->list[i];

		if (item->action.state == ACTION_MOVED)
			carry(item, find_moved(items, item, &item->lost));
	}
	for (size_t i = 0; i < items->count; i++) {
		struct action_item *item = &items->list[i];
		struct slice id = item->action.parts[ACTION_ID];
		struct slice tracking = item->action.parts[ACTION_TRACKING];

		if (slice_find(id, '#') < id.len)
			carry(find_reference(items, item, id), item);
		if (slice_find(tracking, '#') < tracking.len)
			carry(find_reference(items, item, tracking), item);
	}
	for (size_t i = 0; i < items->count; i++)
		if (items->list[i].after)
			((struct action_item *)items->list[i].after)->n_before++;
	for (size_t i = 0; i < items->count; i++) {
		struct action_item *item = &items->list[i];

		item->before = arena_alloc(
			items->arena, (item->n_before + 1) * sizeof(struct action_item *));
		item->n_before = 0;
	}
	for (size_t i = 0; i < items->count; i++) {
		struct action_item *after = (struct action_item *)items->list[i].after;

		if (after)
			after->before[after->n_before++] = &items->list[i];
	}
}

/* ---- One item of several --------------------------------------------------------------------- */

/* Adds what an earlier item has been through to the one that it became. */
static void add_past(struct action_item *item, const struct action_item *before, unsigned depth)
{
	for (size_t i = 0; depth < MAX_CARRIED && i < before->n_before; i++)
		add_past(item, before->before[i], depth + 1);
	for (size_t i = 0; i < before->n_dues; i++)
		action_item_add_due(item, before->dues[i]);
	if (before->age == ACTION_AGE_UNKNOWN || item->age == ACTION_AGE_UNKNOWN)
		item->age = ACTION_AGE_UNKNOWN;
	else if (before->age == ACTION_AGE_KNOWN &&
		 (item->age == ACTION_AGE_NEW || before->since < item->since)) {
		item->age = ACTION_AGE_KNOWN;
		item->since = before->since;
	}
}

static void join(struct action_item *item)
{
	int64_t *own = item->dues;
	size_t n_own = item->n_dues;

	if (item->n_before) {
		item->dues = NULL;
		item->n_dues = item->dues_capacity = 0;
		for (size_t i = 0; i < item->n_before; i++)
			add_past(item, item->before[i], 0);
		for (size_t i = 0; i < n_own; i++)
			action_item_add_due(item, own[i]);
		free(own);
	}
	item->has_first_due = item->n_dues > 0;
	if (item->has_first_due) {
		item->first_due = date_of_time(item->dues[0] * 86400);
		item->slips = (uint32_t)(item->n_dues - 1);
	}
}

struct error *action_items_read(
	const struct workspace *workspace, const struct ledger *ledger, struct action_items **out)
{
	struct action_items *items = mem_calloc(1, sizeof *items);
	const struct document *documents;
	struct error *error;
	size_t count;

	*out = items;
	items->workspace = workspace;
	items->arena = arena_new();
	documents = corpus_documents(workspace->corpus, &count);
	for (size_t i = 0; i < count; i++) {
		if (documents[i].checked)
			read_document(items, &documents[i]);
	}
	link_items(items);
	error = action_past_read(workspace, ledger, items->list, items->count);
	for (size_t i = 0; !error && i < items->count; i++) {
		if (!items->list[i].after)
			join(&items->list[i]);
	}
	return error;
}

void action_items_free(struct action_items *items)
{
	if (!items)
		return;
	for (size_t i = 0; i < items->count; i++)
		free(items->list[i].dues);
	for (size_t i = 0; i < items->n_holders; i++)
		actions_dispose(&items->holders[i].actions);
	free(items->holders);
	free(items->list);
	arena_free(items->arena);
	free(items);
}

const struct action_item *action_items_list(const struct action_items *items, size_t *count)
{
	*count = items->count;
	return items->list;
}
