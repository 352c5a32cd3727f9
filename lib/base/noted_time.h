/*
 * noted_time.h - times as people note them in a log, where the day stands once and then no more:
 * `2026-10-14 02:57 UTC`, `ca. 03:20`, `5:00 PM PST (UTC-7)`.
 */
#ifndef HANDOFF_BASE_NOTED_TIME_H
#define HANDOFF_BASE_NOTED_TIME_H

#include "base/clock.h"

struct noted_time {
	bool has_date;
	struct date date;
	int seconds; /* of the day */
	bool has_offset;
	int offset; /* seconds east of UTC */
};

/* Reads one; false for what is none, or has more behind it. */
bool noted_time_read(struct slice text, struct noted_time *time);

/* When that was, in seconds since the epoch; date and offset have to be there. */
int64_t noted_time_seconds(const struct noted_time *time);

#endif
