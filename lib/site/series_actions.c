/* Unfinished action items over time, by owner. */
#include <stdlib.h>

#include "site/picture_axis.h"
#include "site/series.h"

static int compare_names(const void *left, const void *right)
{
	return slice_compare(*(const struct slice *)left, *(const struct slice *)right);
}

struct owner {
	struct slice name;
	size_t items;
};

static int by_items(const void *left, const void *right)
{
	const struct owner *a = left, *b = right;

	if (a->items != b->items)
		return a->items > b->items ? -1 : 1;
	return slice_compare(a->name, b->name);
}

/* The owners of all items, those with most unfinished ones first; free() it. */
static struct owner *list_owners(const struct records *records, size_t *n_owners)
{
	struct slice *names = mem_calloc(records->n_actions + 1, sizeof *names);
	struct owner *owners = mem_calloc(records->n_actions + 1, sizeof *owners);
	size_t n_names = 0, count = 0;

	for (size_t i = 0; i < records->n_actions; i++) {
		if (!records->actions[i].lives_elsewhere)
			names[n_names++] = records->actions[i].owner;
	}
	qsort(names, n_names, sizeof *names, compare_names);
	for (size_t i = 0; i < n_names; i++) {
		if (count == 0 || !slice_equal(owners[count - 1].name, names[i]))
			owners[count++].name = names[i];
		owners[count - 1].items++;
	}
	qsort(owners, count, sizeof *owners, by_items);
	free(names);
	*n_owners = count;
	return owners;
}

/* The band of an owner; the last one is that of all others if there are too many. */
static size_t band_of(const struct series *series, struct slice owner)
{
	size_t i = 0;

	while (i < SERIES_MAX_OWNERS && i < series->n_bands &&
		!slice_equal(series->bands[i].name, owner))
		i++;
	return i;
}

static void add_item(struct series *series, const struct record_action *action)
{
	size_t from = series_point(series, action->since), end = series->n_points;

	if (action->lives_elsewhere)
		return;
	/* What is unfinished is so today, whatever the clock of a commit said. */
	if (action->unfinished && from >= end)
		from = end - 1;
	if (!action->unfinished && !axis_has_time(action->finished)) {
		series->left_out++;
		return;
	}
	if (!action->unfinished)
		end = series_point(series, action->finished);
	/* And what is finished is not. */
	if (!action->unfinished && end == series->n_points)
		end--;
	series->unknown += !axis_has_time(action->since);
	series_add(series, band_of(series, action->owner), from, end);
}

static int64_t first_time(const struct records *records)
{
	int64_t first = TIME_UNKNOWN;

	for (size_t i = 0; i < records->n_actions; i++) {
		int64_t since = records->actions[i].since;

		if (axis_has_time(since) && (first == TIME_UNKNOWN || since < first))
			first = since;
	}
	return first;
}

/* Names the bands; the last one, if there are owners left, is that of all of those. */
static void name_bands(struct series *series, const struct owner *owners, size_t n_owners)
{
	for (size_t i = 0; i < series->n_bands; i++)
		series->bands[i].name = owners[i].name;
	if (n_owners == series->n_bands)
		return;
	series->others = n_owners - SERIES_MAX_OWNERS;
	series->bands[SERIES_MAX_OWNERS].name = (struct slice){0};
}

void series_actions(const struct records *records, struct series *series)
{
	size_t n_owners;
	struct owner *owners = list_owners(records, &n_owners);

	*series = (struct series){0};
	if (n_owners) {
		series_begin(series, records, first_time(records),
			n_owners > SERIES_MAX_OWNERS + 1 ? SERIES_MAX_OWNERS + 1 : n_owners);
		name_bands(series, owners, n_owners);
		for (size_t i = 0; i < records->n_actions; i++)
			add_item(series, &records->actions[i]);
		series_end(series);
	}
	free(owners);
}
