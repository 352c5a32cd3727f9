/*
 * expression.h - arithmetic in a contract: `[Likelihood] * [Impact]`, `[created] + 90d`,
 * `sum-above([Monthly])`.
 *
 *     sum     = product { ("+" | "-") product }
 *     product = factor { ("*" | "/") factor }
 *     factor  = "-" factor | "(" sum ")" | function "(" name ")" | name | "today" | date | amount
 *     name    = "[" column or field "]"
 *     amount  = number [ unit ]                               90d, 15 min, 1 GiB, 5 %, 0.5
 *
 * An expression is kept as steps of a stack machine (reverse Polish notation), so that working it
 * out needs no recursion.
 */
#ifndef HANDOFF_POLICY_EXPRESSION_H
#define HANDOFF_POLICY_EXPRESSION_H

#include "base/clock.h"
#include "base/mem.h"
#include "policy/unit.h"

/* No expression needs more room than this on the stack. */
#define EXPRESSION_DEPTH 32

enum expression_step_type {
	STEP_NUMBER,   /* pushes `number` */
	STEP_DURATION, /* pushes `number` seconds */
	STEP_QUANTITY, /* pushes `number` in `unit` */
	STEP_DATE,     /* pushes the day `number` (since 1970-01-01) */
	STEP_TODAY,
	STEP_NAME, /* pushes the value of `name` */
	STEP_SUM,  /* pushes what the function makes of the column `name` */
	STEP_SUM_ABOVE,
	STEP_LEAST,
	STEP_GREATEST,
	STEP_COUNT,
	STEP_PREVIOUS,
	STEP_NEGATE, /* replaces the topmost value */
	STEP_ADD,    /* replaces the two topmost values */
	STEP_SUBTRACT,
	STEP_MULTIPLY,
	STEP_DIVIDE,
};

struct expression_step {
	enum expression_step_type type;
	double number;
	struct unit unit;
	const char *name;
};

struct expression {
	const char *text; /* as it was written */
	const struct expression_step *steps;
	size_t count;
};

/* True if a text can only be meant as an expression: it names something in brackets, or counts from
 * today or a date. */
bool expression_is(struct slice text);

/* Reads an expression into an arena. NULL if it is none; *fault then says why, in one line that is
 * static. */
const struct expression *expression_read(
	struct arena *arena, struct slice text, const char **fault);

#endif
