/*
 * limit.h - whether a value keeps a limit: which side of it is the good one, and is the value
 * there?
 */
#ifndef HANDOFF_CHECK_LIMIT_H
#define HANDOFF_CHECK_LIMIT_H

#include "check/condition.h"

/*
 * Holds a value against the limit that `limit` names. The limit's own sign says which side is the
 * good one (`<= 200 ms`, `at least 99.5 %`); else what `direction` names, or the column "Direction"
 * (lower-better, higher-better); else what is measured (a response time is better low, an accuracy
 * high). Undecided where none of them says, or the two cannot be compared.
 */
enum verdict limit_verdict(const struct scope *scope, const struct operand *value,
	const char *limit, const char *direction);

#endif
