/*
 * picture_axis.h - axes of time, with ticks where a calendar has them, and of counts. Internal to
 * site/.
 */
#ifndef HANDOFF_SITE_PICTURE_AXIS_H
#define HANDOFF_SITE_PICTURE_AXIS_H

#include "site/picture_draw.h"

struct time_axis {
	int64_t from, to; /* seconds; `to` comes later */
	int x, width;     /* where it lies */
};

/* True for a time that a picture can show: it is known, and after 1970 and within our years. A
 * commit whose clock said something else has no time. */
bool axis_has_time(int64_t time);

/* Makes an axis. What ends no later than it begins is made a day long. */
struct time_axis axis_of_time(int64_t from, int64_t to, int x, int width);

/* The x of a time; that of an end for what lies beyond. */
int axis_x(const struct time_axis *axis, int64_t time);

/* Draws ticks from `top` to `bottom`, with their labels in AXIS_HEIGHT below. */
#define AXIS_HEIGHT 40
void axis_draw_time(struct drawing *drawing, const struct time_axis *axis, int top, int bottom);

/* A step for an axis of counts from 0 to `most`: 1, 2 or 5 times a power of ten, so that there are
 * at most five. */
uint64_t axis_step(uint64_t most);

/* A span of time in words, "3 h 25 min"; free() it. */
char *axis_span(int64_t seconds);

#endif
