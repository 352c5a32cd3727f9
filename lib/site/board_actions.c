/* The board of action items: what was promised, what is overdue first. */
#include <stdlib.h>

#include "site/board.h"

enum {
	FACET_OWNER,
	FACET_STATE,
	FACET_PRIORITY,
	FACET_SIDE,
	FACET_KIND,
	FLAG_OVERDUE = 0,
	FLAG_UNFINISHED,
};

static const struct listing_column columns[] = {
	{"Action", CELL_LINK},
	{"Owner", CELL_TEXT},
	{"Due", CELL_DAY},
	{"State", CELL_BADGE},
	{"Priority", CELL_TEXT},
	{"Side", CELL_TEXT},
	{"Times put off", CELL_NUMBER},
	{"Since", CELL_DAY},
	{"Document", CELL_LINK},
};

static const struct listing_facet facets[] = {
	{"owner", "Owner"},
	{"state", "State"},
	{"priority", "Priority"},
	{"side", "Side"},
	{"kind", "Kind of document"},
};

static const struct listing_facet flags[] = {
	{"overdue", "Overdue"},
	{"unfinished", "Unfinished"},
};

/* Overdue, unfinished, finished; each by day, those without one last. */
static int rank_of(const struct record_action *action)
{
	return action->overdue ? 0 : action->unfinished ? 1 : 2;
}

static int compare_actions(const void *a, const void *b)
{
	const struct record_action *one = *(const struct record_action *const *)a,
				   *two = *(const struct record_action *const *)b;
	int order = rank_of(one) - rank_of(two);

	if (!order)
		order = (one->due.len == 0) - (two->due.len == 0);
	if (!order)
		order = slice_compare(one->due, two->due);
	return order ? order : one < two ? -1 : one > two;
}

static void add_row(
	const struct site *site, struct listing *listing, const struct record_action *action)
{
	const struct record_document *document = &site->records->documents[action->document];
	char since[11] = "";

	if (action->since != TIME_UNKNOWN)
		date_format(date_of_time(action->since), since);
	listing_row(listing);
	listing_link(listing, action->text, slice_of(""), action->id);
	listing_text(listing, action->owner);
	if (action->unfinished)
		site_add_day(site, listing, action->due);
	else
		listing_day(listing, action->due, "");
	listing_badge(listing, action->overdue ? slice_of("overdue") : action->state,
		action->overdue      ? "bad"
		: action->unfinished ? "info"
				     : "good");
	listing_text(listing, action->priority);
	listing_text(listing, action->side);
	listing_number(listing, action->slips);
	listing_day(listing, slice_of(since), "");
	site_add_document(site, listing, document);
	site_add_person(site, listing, FACET_OWNER, action->owner);
	listing_facet(listing, FACET_STATE, action->state, action->state);
	listing_facet(listing, FACET_PRIORITY, action->priority, action->priority);
	listing_facet(listing, FACET_SIDE, action->side, action->side);
	listing_facet(listing, FACET_KIND, document->kind, document->kind_name);
	if (action->overdue)
		listing_flag(listing, FLAG_OVERDUE);
	if (action->unfinished)
		listing_flag(listing, FLAG_UNFINISHED);
}

static void add_rows(const struct site *site, struct listing *listing)
{
	const struct records *records = site->records;
	const struct record_action **sorted = mem_calloc(records->n_actions + 1, sizeof *sorted);
	size_t count = 0;

	for (size_t i = 0; i < records->n_actions; i++) {
		if (!records->actions[i].lives_elsewhere)
			sorted[count++] = &records->actions[i];
	}
	qsort(sorted, count, sizeof *sorted, compare_actions);
	for (size_t i = 0; i < count; i++)
		add_row(site, listing, sorted[i]);
	free(sorted);
}

const struct board board_actions = {
	.title = "Action items",
	.list = {.page = "boards/actions.html",
		.data = "data/actions.js",
		.noun = "action items",
		.columns = columns,
		.n_columns = sizeof columns / sizeof *columns,
		.facets = facets,
		.n_facets = sizeof facets / sizeof *facets,
		.flags = flags,
		.n_flags = sizeof flags / sizeof *flags},
	.picture = picture_burn_down,
	.picture_name = "Picture-burn-down",
	.rows = add_rows,
};
