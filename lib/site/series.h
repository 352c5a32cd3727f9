/*
 * series.h - numbers over time, worked out of records: how many documents were ready, how many
 * action items were unfinished. Internal to site/.
 *
 * A series has at most SERIES_MAX_POINTS points, days or whole numbers of days apart, of which the
 * last one is today; there it says what the records say of today, whatever history tells.
 */
#ifndef HANDOFF_SITE_SERIES_H
#define HANDOFF_SITE_SERIES_H

#include "site/records.h"

#define SERIES_MAX_POINTS 120

struct series_band {
	struct slice name;                 /* untrusted; belongs to the records */
	int64_t values[SERIES_MAX_POINTS]; /* by point */
};

struct series {
	int64_t days[SERIES_MAX_POINTS]; /* since 1970-01-01; a point is the end of its day */
	size_t n_points;                 /* 0: there is nothing */
	struct series_band *bands;
	size_t n_bands;
	size_t unknown;  /* what has begun before history tells: it counts from the first point */
	size_t left_out; /* what ended nobody knows when: it does not count */
	size_t others;   /* owners that are together in the last band; 0: it is one owner's */
};

/* What series_readiness's bands are, from below. */
enum series_readiness_band {
	SERIES_READY,
	SERIES_STALE,    /* signed, and something went stale or expired */
	SERIES_AWAITING, /* sign-offs */
	SERIES_DRAFT,
	N_SERIES_READINESS
};

/*
 * Documents that take sign-offs, by what they were at each point; those that are in progress or
 * have ended do not count. Today by how they stand (standing.h): what holds is ready; what does not
 * hold, has errors or cannot be judged is stale if a sign-off that its status needs went stale or
 * expired, else awaiting, as is what is signed for a status that is still to come. Dispose in any
 * case.
 */
void series_readiness(const struct records *records, struct series *series);

/* How many owners have a band of their own; all others share one more. */
#define SERIES_MAX_OWNERS 6

/* Unfinished action items by owner, those that have most first; items that were moved count where
 * they are now. Dispose in any case. */
void series_actions(const struct records *records, struct series *series);

void series_dispose(struct series *series);

/* The sum of all bands at a point. */
int64_t series_sum(const struct series *series, size_t point);

/* ---- For those who make one ----------------------------------------------------------------- */

/* Sets points from the day of the first of times to today, for a time that is known; one point if
 * not. Makes `n_bands` bands, all 0. */
void series_begin(
	struct series *series, const struct records *records, int64_t first, size_t n_bands);

/* The first point that is not before a time; n_points if it comes after all; 0 if it is not known.
 */
size_t series_point(const struct series *series, int64_t time);

/* Counts one more in a band from a point on, up to before another. */
void series_add(struct series *series, size_t band, size_t from, size_t end);

/* After all were added: makes numbers of what series_add notes. */
void series_end(struct series *series);

#endif
