/*
 * evaluate.h - works an expression of a contract out, for a document's front matter or a row of a
 * table.
 */
#ifndef HANDOFF_CHECK_EVALUATE_H
#define HANDOFF_CHECK_EVALUATE_H

#include "check/amount.h"
#include "check/condition.h"
#include "policy/expression.h"

/* What an operand measures: AMOUNT_NONE if it is empty, or a list. The unit lies in the document.
 */
struct amount operand_amount(const struct operand *operand);

/* AMOUNT_NONE if a name in it is empty or measures nothing, or units do not go together. The unit
 * lies in the document. */
struct amount evaluate(const struct expression *expression, const struct scope *scope);

#endif
