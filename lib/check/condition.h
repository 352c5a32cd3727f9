/*
 * condition.h - whether the conditions of a contract hold for a document's front matter or a table's row.
 */
#ifndef HANDOFF_CHECK_CONDITION_H
#define HANDOFF_CHECK_CONDITION_H

#include "base/clock.h"
#include "check/corpus.h"

/* What a name in a condition stands for. */
struct operand {
	const struct outline *outline;
	uint32_t node;      /* a field, which may be a list; OUTLINE_NONE: `text` */
	struct slice text;  /* a cell */
	bool present;       /* filled at all */
};

/* Where names are looked up. */
struct scope {
	const struct document *document;
	struct date today;
	bool is_row; /* names are columns of a row, then fields; else fields */
	size_t section;
	uint32_t row;
};

/* True if all of a condition holds. No condition holds always. */
bool condition_holds(const struct condition *condition, const struct scope *scope);

/*
 * The first line of a condition that does not hold, or NULL; *why (if not NULL) gets it in words: `is "open", must be
 * mitigated or closed`.
 */
const struct match *condition_failure(
	const struct condition *condition, const struct scope *scope, struct buffer *why);

/* Looks a name up. */
struct operand scope_operand(const struct scope *scope, const char *name);
/* The text of an operand: of a list its elements joined with ", ". */
void operand_describe(const struct operand *operand, struct buffer *out);

/*
 * Compares a value with `side`: a name in scope, `today` or a date. Below, equal to or above zero in *order. False if
 * one of them cannot be ordered.
 */
bool scope_compare(
	const struct scope *scope, struct slice value, const char *side, double *order);

#endif
