/*
 * number.h - a number as people write it: `1,800`, `1.234,5`, `12 500`, `−0.6`, `2e-3`, `40k`.
 *
 * Three digits behind a comma are a group of thousands, any other count is a decimal fraction. What
 * has two points is a version, and no number.
 */
#ifndef HANDOFF_POLICY_NUMBER_H
#define HANDOFF_POLICY_NUMBER_H

#include "base/slice.h"

struct number {
	double value;
	double step; /* the value of the last digit that was written: 0.01 of 12.50, 1 of 65,000 */
	double coarse; /* the same without the zeros at its end: 1000 of 65,000 */
	bool grouped;  /* thousands are set apart, or a word or letter multiplies it */
	bool fraction; /* it has digits behind a point or comma */
};

/* Reads the number that a text begins with, and returns how much of the text it took; 0 if there is
 * none. */
size_t number_read(struct slice text, struct number *number);

/* Multiplies a number by the word or letter that a text begins with (`million`, `bn`, the k of
 * `40k`); returns the bytes taken, 0 if it is none. */
size_t number_read_multiple(struct slice text, struct number *number);

/* True if a text has a digit among its first bytes: most words and sentences end here. */
bool number_may_come(struct slice text);

/* The bytes of white space that a text begins with: of the spaces that set numbers off too. */
size_t number_skip_space(struct slice text);

#endif
