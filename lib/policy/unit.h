/*
 * unit.h - units of measure: what they measure, and how they convert.
 *
 * A unit is a measure, perhaps per another one: `ms`, `GiB`, `pp`, `USD/month`, `req/s`, `EUR per
 * 1,000 requests`, `clicks per visit`. What the tables do not know counts things of its own name.
 * Money is never converted from one currency to another.
 */
#ifndef HANDOFF_POLICY_UNIT_H
#define HANDOFF_POLICY_UNIT_H

#include "base/slice.h"

enum dimension {
	DIMENSION_NONE,     /* no unit: a bare number; below a line: not per anything */
	DIMENSION_TIME,     /* seconds */
	DIMENSION_SIZE,     /* bytes */
	DIMENSION_SHARE,    /* hundredths of a whole */
	DIMENSION_POINTS,   /* percentage points */
	DIMENSION_RELATIVE, /* hundredths of what it was before */
	DIMENSION_MONEY,    /* of the currency `name` */
	DIMENSION_MASS,     /* grams, of what `name` says (CO2eq) */
	DIMENSION_ENERGY,   /* joules */
	DIMENSION_POWER,    /* watts */
	DIMENSION_CYCLES,   /* hertz */
	DIMENSION_LENGTH,   /* metres */
	DIMENSION_COUNT,    /* things called `name` */
};

struct measure {
	enum dimension dimension;
	double factor;     /* how many of the dimension's base unit one of these is */
	struct slice name; /* money: its code; mass: the substance; count: the word as written */
};

struct unit {
	struct measure of, per;
	struct slice text; /* as it was written */
};

/* Reads the unit that a text begins with, and returns the bytes that it took; 0 if there is none.
 * `words`: any word may be the name of what is counted. */
size_t unit_read(struct slice text, bool words, struct unit *unit);

/* Reads a currency in front of its number: `$`, `US$`, `EUR `. 0 if there is none. */
size_t unit_read_currency(struct slice text, struct measure *money);

/* Reads what something is counted per: `/month`, ` per 1,000 requests`, ` a day`. 0 if there is
 * none. */
size_t unit_read_per(struct slice text, struct measure *per);

/* One second, minute, ... in seconds; false for what is no unit of time. */
bool unit_of_time(struct slice name, double *seconds);

/* True if amounts in the two can be compared, once each is multiplied by its factor. `%`, `pp` and
 * `% rel` cannot be compared with each other. */
bool unit_comparable(const struct unit *one, const struct unit *two);

/* How many base units one of this unit is. */
double unit_factor(const struct unit *unit);

/* True for two names of the same things: `request` and `requests`, `req`. */
bool unit_same_name(struct slice one, struct slice two);

#endif
