/*
 * quantity.h - a number with its unit, and what is said about both.
 *
 *     [~ < <= > >= about, below, at most, ...] [currency] number [to number] [unit] [qualifier]
 *
 *     < 150 ms p95      1,800 req/s      20,880 USD/month      $3.6k      +0.6 pp      3 min 40 s
 *
 * Dates, times of day and versions are no quantities.
 */
#ifndef HANDOFF_POLICY_QUANTITY_H
#define HANDOFF_POLICY_QUANTITY_H

#include "policy/number.h"
#include "policy/unit.h"

enum bound {
	BOUND_NONE,
	BOUND_ABOUT, /* rounded further than it is written: `~20 %`, `about 20 %` */
	BOUND_BELOW, /* `< 20 ms`, `at most 20 ms` */
	BOUND_ABOVE,
};

struct quantity {
	struct number number; /* in its unit */
	double end;           /* of a range: its greater end; else the number's value */
	enum bound bound;
	bool strict; /* the number itself lies beyond the bound: `< 20 ms` */
	bool has_unit;
	struct unit unit;       /* of a bare number: measures nothing */
	struct slice qualifier; /* what follows the unit: `p95`, `of requests` */
};

/* Reads a whole text, such as a cell. False if it does not begin with a quantity, or with a bare
 * number. */
bool quantity_read(struct slice text, struct quantity *quantity);

/* What a text begins with that says how a number is meant (`about`, `<=`, `no more than`); returns
 * the bytes that it took, with the space behind them. */
size_t quantity_read_bound(struct slice text, enum bound *bound);

/* The same of what a text ends with, before a number: `at most`, `below the`. */
enum bound quantity_bound_before(struct slice text);

/*
 * Reads number, unit and what belongs to them at the beginning of a text, and returns the bytes
 * taken; 0 if there is no number. `words`: any word may be the name of what is counted.
 */
size_t quantity_read_number(struct slice text, bool words, struct quantity *quantity);

/* The percentile or average that a qualifier names (`p95`, `mean`); empty: none. */
struct slice quantity_percentile(struct slice qualifier);

#endif
