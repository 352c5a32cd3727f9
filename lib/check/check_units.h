/*
 * check_units.h - unit/missing and unit/mismatch: the units of quantities in fields and tables.
 * Internal to check/.
 */
#ifndef HANDOFF_CHECK_CHECK_UNITS_H
#define HANDOFF_CHECK_CHECK_UNITS_H

#include "check/checker.h"

/* Reports a number that lacks its unit. */
void report_bare_number(
	struct checker *checker, struct span span, const char *what, struct slice value);

/* True for a bare number in a column of quantities, which is reported unless the header or another
 * column gives its unit. */
bool check_unit_of_cell(struct checker *checker, const struct scope *scope, size_t column,
	struct slice value, struct span span);

/* Reports quantities of a row that cannot be compared with its first one. */
void check_units_of_row(struct checker *checker, const struct scope *scope);

#endif
