/*
 * lookup.h - whether values stand in a column of some table: `found-in` of a contract.
 *
 * The values of a column are collected once for each document and rule, and kept.
 */
#ifndef HANDOFF_CHECK_LOOKUP_H
#define HANDOFF_CHECK_LOOKUP_H

#include "check/condition.h"

struct lookups *lookups_new(void);
void lookups_free(struct lookups *lookups);

/* UNDECIDED if there is nothing to look in: a link that leads nowhere, no document of the kind. */
enum verdict lookup_verdict(
	const struct found_in *found, const struct scope *scope, const struct operand *operand);

/* Appends the values that stand nowhere: `"r9" and "r10"`. */
void lookup_describe(const struct found_in *found, const struct scope *scope,
	const struct operand *operand, struct buffer *out);

#endif
