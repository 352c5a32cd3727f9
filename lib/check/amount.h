/*
 * amount.h - what a text measures: a number with its unit, a duration, a moment; and arithmetic
 * with it.
 *
 * Units are converted where they measure the same (policy/unit.h): 0.2 s and 200 ms, 1 GiB and 1000
 * MB. Of two amounts that are worked out together the result has the unit of the first.
 */
#ifndef HANDOFF_CHECK_AMOUNT_H
#define HANDOFF_CHECK_AMOUNT_H

#include "base/buffer.h"
#include "policy/unit.h"

enum amount_type {
	AMOUNT_NONE, /* nothing that can be measured, or units that do not go together */
	AMOUNT_NUMBER,
	AMOUNT_DURATION, /* seconds */
	AMOUNT_DAY,      /* seconds since the epoch, at midnight UTC */
	AMOUNT_MOMENT,   /* seconds since the epoch */
};

struct amount {
	enum amount_type type;
	double number;
	double step; /* the value of the last digit that was written; 0: exact, or worked out */
	struct slice unit;   /* of a number: as it is written; empty: none, or the product of two */
	struct unit measure; /* what that unit measures */
	struct slice percentile; /* that it is of: `p95`; empty: it does not say */
};

/* Reads a text. The unit lies in it. */
struct amount amount_read(struct slice text);

struct amount amount_add(struct amount one, struct amount two);
struct amount amount_subtract(struct amount one, struct amount two);
struct amount amount_multiply(struct amount one, struct amount two);
struct amount amount_divide(struct amount one, struct amount two);

/* A number in a unit. */
struct amount amount_of(double number, struct unit unit);

/* Sets *order below, equal to or above zero. False if the two cannot be compared. */
bool amount_compare(struct amount one, struct amount two, double *order);

/* True if a written amount is what was worked out, rounded as it is written. Amounts that cannot be
 * compared are not. */
bool amount_equals(struct amount written, struct amount computed);

/* Appends it as people write it: `15`, `4.6 pp`, `1 h 20 min`, `2026-11-24`. */
void amount_add_text(struct buffer *out, struct amount amount);

#endif
