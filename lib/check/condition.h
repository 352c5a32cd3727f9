/*
 * condition.h - whether the conditions of a contract hold for a document's front matter or a
 * table's row.
 */
#ifndef HANDOFF_CHECK_CONDITION_H
#define HANDOFF_CHECK_CONDITION_H

#include "base/clock.h"
#include "check/amount.h"
#include "check/corpus.h"

/* What a name in a condition stands for. */
struct operand {
	const struct outline *outline;
	uint32_t node;                   /* a field, which may be a list; OUTLINE_NONE: `text` */
	struct slice text;               /* a cell */
	const struct outline_cell *cell; /* a cell that holds a list, or NULL */
	enum value_type part;            /* the type of its parts */
	bool measured;                   /* a cell of a column of quantities */
	bool present;                    /* filled at all */
};

struct lookups;

/* Where names are looked up. */
struct scope {
	const struct document *document;
	const struct document
		*subject; /* names on the left are its fields; NULL: the document's own */
	const struct corpus *corpus;
	const struct people *people;
	struct lookups *lookups;
	struct date today;
	bool is_row; /* names are columns of a row, then fields; else fields */
	size_t section;
	uint32_t row;
};

/*
 * A condition can also be undecided: what it compares with is empty, is no number or date, or a
 * link leads nowhere. Other rules report that, so that an undecided requirement is not a finding,
 * and an undecided `when` is not met.
 */
enum verdict {
	VERDICT_NO,
	VERDICT_YES,
	VERDICT_UNDECIDED,
};

enum verdict condition_verdict(const struct condition *condition, const struct scope *scope);

/* True if all of a condition holds for sure. No condition holds always. */
bool condition_holds(const struct condition *condition, const struct scope *scope);

/*
 * The first line of a condition that does not hold, or NULL; *why (if not NULL) gets it in words:
 * `is "open", must be mitigated or closed`.
 */
const struct match *condition_failure(
	const struct condition *condition, const struct scope *scope, struct buffer *why);

/* What a line asks for: `must be mitigated or closed`; without a scope nothing is worked out. And
 * what is there instead, in front of it. */
void condition_describe(const struct match *match, const struct scope *scope, struct buffer *out);
void condition_describe_failure(
	const struct match *match, const struct scope *scope, struct buffer *why);

/* Looks a name up: on the right of a condition, and on the left. */
struct operand scope_operand(const struct scope *scope, const char *name);
struct operand scope_subject(const struct scope *scope, const char *name);
/* The text of an operand: of a list its elements joined with ", ". */
void operand_describe(const struct operand *operand, struct buffer *out);
/* Calls `test` for each single value of an operand until it is true; false if none is. */
bool operand_any(const struct operand *operand,
	bool (*test)(struct slice value, const void *context), const void *context);

/* Calls `each` for every document that a link, or a list of links, leads to. */
void scope_follow(const struct scope *scope, const struct operand *operand,
	void (*each)(void *context, const struct document *target), void *context);

/*
 * Compares a value with `side`: a name in scope, `today` or a date. Below, equal to or above zero
 * in *order. False if one of them cannot be ordered.
 */
bool scope_compare(const struct scope *scope, struct slice value, const char *side, double *order);

#endif
