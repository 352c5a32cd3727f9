/*
 * clock.h - the one place that reads the clock, and dates.
 *
 * "Today" is in UTC, and SOURCE_DATE_EPOCH
 * (https://reproducible-builds.org/specs/source-date-epoch/) fixes it, so that output does not
 * depend on the time zone.
 */
#ifndef HANDOFF_BASE_CLOCK_H
#define HANDOFF_BASE_CLOCK_H

#include <stdint.h>

#include "base/error.h"
#include "base/slice.h"

struct date {
	int year; /* 1 to 9999 */
	int month;
	int day;
};

/* Seconds since the epoch. An unusable SOURCE_DATE_EPOCH is an error, never ignored. */
struct error *clock_now(int64_t *seconds);
/* Today's date in UTC. */
struct error *clock_today(struct date *today);

/* Milliseconds of the monotonic clock: only for how long something takes. */
int64_t clock_milliseconds(void);

/* Parses exactly YYYY-MM-DD that is a real calendar day. */
bool date_parse(struct slice s, struct date *date);
/* Days since 1970-01-01; for order and differences. */
int64_t date_days(struct date date);
/* Parses RFC 3339 `YYYY-MM-DDThh:mm[:ss[.fff]](Z|+hh:mm)`; T may be a space; the offset is
 * required. Sets *seconds since the epoch in UTC. */
bool datetime_parse(struct slice s, int64_t *seconds);
/* Writes YYYY-MM-DD and a NUL. */
void date_format(struct date date, char out[11]);

/* The day, in UTC, of a time in seconds since the epoch; 0001-01-01 if it has none in our years. */
struct date date_of_time(int64_t seconds);

#define DATETIME_SIZE sizeof "2026-11-23T14:05:00Z"
/* Writes YYYY-MM-DDThh:mm:ssZ and a NUL; false, and nothing written, outside the years 1 to 9999.
 */
bool datetime_format(int64_t seconds, char out[DATETIME_SIZE]);

#endif
