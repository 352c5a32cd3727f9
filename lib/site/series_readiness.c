/* Documents that take sign-offs over time: draft, awaiting, ready, stale; from their events. */
#include <stdlib.h>

#include "base/search.h"
#include "site/picture_axis.h"
#include "site/series.h"

/* No document has more roles, or more people in one of them, than are followed. */
#define MAX_ROLES  16
#define MAX_PEOPLE 32

/* Not a band: a document that does not count. */
#define OUTSIDE N_SERIES_READINESS

struct status_of_kind {
	struct slice kind, status;
};

/* Statuses that mean something in a kind, as documents that are in one today tell. */
struct statuses {
	struct status_of_kind *list; /* by kind, then status; may be there more than once */
	size_t count, capacity;
};

struct person {
	struct slice by;
	bool is_stale;
	bool rejects;
};

/* A sign-off of today that ceased to hold at a time that no event tells: as what it builds on
 * changed, or as its time was over. */
struct lapse {
	int64_t time;
	struct slice role, by;
};

/* How many of them are followed. */
#define MAX_LAPSES 64

/* One document on its way. */
struct way {
	const struct record_document *document;
	const struct statuses *initial, *withdrawn;
	struct slice status;
	struct {
		struct person list[MAX_PEOPLE];
		size_t count;
	} roles[MAX_ROLES]; /* as the requirements of the document */
};

static size_t n_roles(const struct way *way)
{
	return way->document->n_requirements < MAX_ROLES ? way->document->n_requirements
							 : MAX_ROLES;
}

/* ---- Statuses ------------------------------------------------------------------------------- */

static int compare_statuses(const void *left, const void *right)
{
	const struct status_of_kind *a = left, *b = right;
	int order = slice_compare(a->kind, b->kind);

	return order ? order : slice_compare(a->status, b->status);
}

static void add_status(struct statuses *statuses, const struct record_document *document)
{
	GROW(statuses->list, statuses->count, statuses->capacity);
	statuses->list[statuses->count++] =
		(struct status_of_kind){document->kind, document->status};
}

static void sort_statuses(struct statuses *statuses)
{
	if (statuses->count)
		qsort(statuses->list, statuses->count, sizeof *statuses->list, compare_statuses);
}

static bool has_status(const struct statuses *statuses, struct slice kind, struct slice status)
{
	struct status_of_kind wanted = {kind, status};
	size_t at = search_first(
		&wanted, statuses->list, statuses->count, sizeof *statuses->list, compare_statuses);

	return at < statuses->count && compare_statuses(&wanted, &statuses->list[at]) == 0;
}

/* ---- What a document is --------------------------------------------------------------------- */

/* True if a role lacks a sign-off that holds, and has one that did. */
static bool has_lapsed(
	const struct record_document *document, const struct record_requirement *requirement)
{
	if (slice_is(requirement->state, "valid"))
		return false;
	for (size_t i = 0; i < document->n_signoffs; i++) {
		const struct record_signoff *signoff = &document->signoffs[i];

		if (slice_equal(signoff->role, requirement->role) &&
			(slice_is(signoff->state, "stale") || slice_is(signoff->state, "expired")))
			return true;
	}
	return slice_is(requirement->state, "stale") || slice_is(requirement->state, "expired");
}

/* Of a document whose status is not borne out. */
static size_t band_of_lacking(const struct record_document *document)
{
	for (size_t i = 0; i < document->n_requirements; i++) {
		if (document->requirements[i].due &&
			has_lapsed(document, &document->requirements[i]))
			return SERIES_STALE;
	}
	return SERIES_AWAITING;
}

/* Today, by how the document stands. */
static size_t band_today(const struct record_document *document)
{
	static const struct {
		const char *standing;
		size_t band;
	} bands[] = {
		{"holds", SERIES_READY},
		{"awaits sign-offs", SERIES_AWAITING},
		{"signed", SERIES_AWAITING},
		{"draft", SERIES_DRAFT},
		{"in progress", OUTSIDE},
		{"ended", OUTSIDE},
		{"", OUTSIDE},
	};

	for (size_t i = 0; i < sizeof bands / sizeof *bands; i++) {
		if (slice_is(document->standing, bands[i].standing))
			return bands[i].band;
	}
	return band_of_lacking(document);
}

static bool needs(const struct way *way, const struct record_requirement *requirement)
{
	for (size_t i = 0; i < requirement->before.count; i++) {
		if (slice_equal(requirement->before.list[i], way->status))
			return true;
	}
	return false;
}

/* In the past, by what has happened up to there. */
static size_t band_then(const struct way *way)
{
	const struct record_document *document = way->document;
	bool is_needed = false, is_met = true, is_stale = false;

	if (has_status(way->withdrawn, document->kind, way->status))
		return OUTSIDE;
	if (slice_is(way->status, "draft") || has_status(way->initial, document->kind, way->status))
		return SERIES_DRAFT;
	for (size_t i = 0; i < n_roles(way); i++) {
		const struct record_requirement *requirement = &document->requirements[i];
		size_t valid = 0;

		if (!needs(way, requirement))
			continue;
		is_needed = true;
		for (size_t j = 0; j < way->roles[i].count; j++) {
			const struct person *person = &way->roles[i].list[j];

			valid += !person->is_stale;
			is_stale = is_stale || person->is_stale;
			/* Whoever else approved. */
			is_met = is_met && !person->rejects;
		}
		is_met = is_met && valid >= requirement->count;
	}
	if (!is_needed)
		/* On its way; or it has come to where it is and nothing is asked for. */
		return slice_equal(way->status, document->status) ? band_today(document)
								  : SERIES_AWAITING;
	if (is_met)
		return SERIES_READY;
	return is_stale ? SERIES_STALE : SERIES_AWAITING;
}

/* ---- What happens to it --------------------------------------------------------------------- */

static void sign(struct way *way, size_t role, struct slice by)
{
	size_t i = 0, count = way->roles[role].count;

	while (i < count && !slice_equal(way->roles[role].list[i].by, by))
		i++;
	if (i == MAX_PEOPLE)
		return;
	way->roles[role].list[i] = (struct person){.by = by};
	way->roles[role].count += i == count;
}

static void reject(struct way *way, size_t role, struct slice by)
{
	sign(way, role, by);
	for (size_t i = 0; i < way->roles[role].count; i++) {
		if (slice_equal(way->roles[role].list[i].by, by))
			way->roles[role].list[i].rejects = true;
	}
}

static void make_stale(struct way *way, size_t role, struct slice by)
{
	for (size_t i = 0; i < way->roles[role].count; i++) {
		if (slice_equal(way->roles[role].list[i].by, by))
			way->roles[role].list[i].is_stale = true;
	}
}

static void take_out(struct way *way, size_t role, struct slice by)
{
	size_t count = way->roles[role].count;

	for (size_t i = 0; i < count; i++) {
		if (!slice_equal(way->roles[role].list[i].by, by))
			continue;
		way->roles[role].list[i] = way->roles[role].list[count - 1];
		way->roles[role].count--;
		return;
	}
}

static const struct {
	const char *type;
	void (*happens)(struct way *way, size_t role, struct slice by);
} deeds[] = {
	{"signed", sign},
	{"stale", make_stale},
	{"revoked", take_out},
	{"removed", take_out},
};

static void happen_to_role(struct way *way, struct slice role, struct slice by,
	void (*happens)(struct way *way, size_t role, struct slice by))
{
	for (size_t i = 0; i < n_roles(way); i++) {
		if (slice_equal(way->document->requirements[i].role, role))
			happens(way, i, by);
	}
}

static void happen(struct way *way, const struct record_event *event)
{
	if (event->to.len)
		way->status = event->to;
	if (slice_is(event->type, "signed") && slice_is(event->decision, "reject")) {
		happen_to_role(way, event->role, event->by, reject);
		return;
	}
	for (size_t i = 0; i < sizeof deeds / sizeof *deeds; i++) {
		if (slice_is(event->type, deeds[i].type))
			happen_to_role(way, event->role, event->by, deeds[i].happens);
	}
}

static int compare_lapses(const void *left, const void *right)
{
	const struct lapse *a = left, *b = right;

	return a->time < b->time ? -1 : a->time > b->time;
}

/* Those of a document, in their order; returns how many. */
static size_t list_lapses(const struct records *records, const struct record_document *document,
	struct lapse lapses[MAX_LAPSES])
{
	size_t count = 0;

	for (size_t i = 0; i < document->n_signoffs && count + 2 <= MAX_LAPSES; i++) {
		const struct record_signoff *signoff = &document->signoffs[i];

		if (axis_has_time(signoff->stale_since))
			lapses[count++] =
				(struct lapse){signoff->stale_since, signoff->role, signoff->by};
		if (axis_has_time(signoff->expires) && signoff->expires <= records->now)
			lapses[count++] =
				(struct lapse){signoff->expires, signoff->role, signoff->by};
	}
	if (count > 1)
		qsort(lapses, count, sizeof *lapses, compare_lapses);
	return count;
}

/* The day that the front matter says, for what history does not tell; TIME_UNKNOWN if it does not
 * either. */
static int64_t created(const struct record_document *document)
{
	struct date date;

	return date_parse(document->created, &date) ? date_days(date) * 86400 : TIME_UNKNOWN;
}

/* Where the walk along a document is. */
struct walk {
	struct series *series;
	struct way *way;
	size_t at;   /* point from which on it is in the band */
	size_t band; /* or OUTSIDE */
};

/* Counts the document where it was, up to a point that is not the last one: that is today's. */
static void walk_to(struct walk *walk, size_t point)
{
	size_t last = walk->series->n_points - 1;

	if (point <= walk->at)
		return;
	if (walk->band != OUTSIDE)
		series_add(walk->series, walk->band, walk->at, point < last ? point : last);
	walk->at = point;
}

/* Goes on over lapses before a time; returns the first one that is left. */
static size_t walk_lapses(
	struct walk *walk, const struct lapse *lapses, size_t count, size_t next, int64_t until)
{
	for (; next < count && lapses[next].time < until; next++) {
		walk_to(walk, series_point(walk->series, lapses[next].time));
		happen_to_role(walk->way, lapses[next].role, lapses[next].by, make_stale);
		walk->band = band_then(walk->way);
	}
	return next;
}

static void add_document(
	struct series *series, const struct records *records, size_t number, struct way *way)
{
	const struct record_document *document = way->document;
	struct walk walk = {.series = series, .way = way};
	struct lapse lapses[MAX_LAPSES];
	size_t n_lapses = list_lapses(records, document, lapses), next = 0;
	size_t first, end, last = series->n_points - 1;

	records_events_of(records, number, &first, &end);
	walk.at =
		series_point(series, first < end ? records->events[first].time : created(document));
	series->unknown += first == end || !axis_has_time(records->events[first].time);
	way->status = first < end && records->events[first].to.len ? records->events[first].to
								   : document->status;
	walk.band = band_then(way);
	for (size_t i = first; i < end; i++) {
		int64_t time = records->events[i].time;

		next = walk_lapses(&walk, lapses, n_lapses, next, time);
		walk_to(&walk, series_point(series, time));
		if (!records_is_replaced(records, i))
			happen(way, &records->events[i]);
		walk.band = band_then(way);
	}
	walk_lapses(&walk, lapses, n_lapses, next, INT64_MAX);
	walk_to(&walk, series->n_points);
	walk.band = band_today(document);
	if (walk.band != OUTSIDE)
		series_add(series, walk.band, last, series->n_points);
}

static int64_t first_time(const struct records *records)
{
	int64_t first = TIME_UNKNOWN;

	for (size_t i = 0; i < records->n_events; i++) {
		const struct record_event *event = &records->events[i];

		if (records->documents[event->document].standing.len &&
			axis_has_time(event->time) &&
			(first == TIME_UNKNOWN || event->time < first))
			first = event->time;
	}
	return first;
}

void series_readiness(const struct records *records, struct series *series)
{
	struct statuses initial = {0}, withdrawn = {0};
	size_t count = 0;

	*series = (struct series){0};
	for (size_t i = 0; i < records->n_documents; i++) {
		const struct record_document *document = &records->documents[i];

		count += document->standing.len != 0;
		if (document->is_initial)
			add_status(&initial, document);
		if (document->is_withdrawn)
			add_status(&withdrawn, document);
	}
	sort_statuses(&initial);
	sort_statuses(&withdrawn);
	if (count)
		series_begin(series, records, first_time(records), N_SERIES_READINESS);
	for (size_t i = 0; count && i < records->n_documents; i++) {
		struct way way = {.document = &records->documents[i],
			.initial = &initial,
			.withdrawn = &withdrawn};

		if (way.document->standing.len)
			add_document(series, records, i, &way);
	}
	series_end(series);
	free(initial.list);
	free(withdrawn.list);
}
