/*
 * uniques.h - whether two documents of a kind have the same values in some fields: `unique` of a
 * rule on the front matter.
 *
 * The values of all documents are collected once for each rule.
 */
#ifndef HANDOFF_CHECK_UNIQUES_H
#define HANDOFF_CHECK_UNIQUES_H

#include "check/condition.h"

struct uniques;

struct uniques *uniques_new(void);
void uniques_free(struct uniques *uniques);

/* Another document that the rule is about and that has the values of the scope's document in the
 * rule's fields; NULL if there is none, or one of the fields is empty. */
const struct document *uniques_other(
	struct uniques *uniques, const struct rule_spec *rule, const struct scope *scope);

#endif
