/*
 * picture_areas.h - a series as areas that stand on one another. Internal to site/.
 */
#ifndef HANDOFF_SITE_PICTURE_AREAS_H
#define HANDOFF_SITE_PICTURE_AREAS_H

#include "site/picture_axis.h"
#include "site/series.h"

#define AREAS_TOP    14
#define AREAS_HEIGHT 220
#define AREAS_BOTTOM (AREAS_TOP + AREAS_HEIGHT)

struct areas {
	const struct series *series;
	const enum draw_fill *fills; /* of the bands */
	struct time_axis axis;
	int64_t end;   /* of the last point, in seconds */
	uint64_t most; /* what the upper edge stands for */
};

/* Prepares to draw a series, on an axis that goes on up to a time. */
void areas_prepare(const struct series *series, const enum draw_fill *fills, int64_t until,
	struct areas *areas);

/* The y of a number. */
int areas_y(const struct areas *areas, int64_t value);

/* Draws patterns, axes and areas. */
void areas_draw(struct drawing *drawing, const struct areas *areas);

/* Ends the picture with a table of the series: of at most 60 points, and of today. `names` are
 * those of the bands. */
void areas_table(struct drawing *drawing, const struct series *series, const struct slice *names);

#endif
