/*
 * pattern.h - regular expressions of templates, run on text of documents within a bound.
 */
#ifndef HANDOFF_POLICY_PATTERN_H
#define HANDOFF_POLICY_PATTERN_H

#include "base/slice.h"

struct pcre2_real_code_8;

/*
 * True if the expression matches. A match that would take more steps than the bound counts as none,
 * so that a value made to be slow is refused rather than waited for.
 */
bool pattern_matches(const struct pcre2_real_code_8 *code, struct slice text);

enum pattern_result {
	PATTERN_ABSENT,
	PATTERN_FOUND,
	PATTERN_UNDECIDED, /* it would take more steps than the bound */
};

/* The first match at or after byte `from`: [*start, *end). */
enum pattern_result pattern_find(const struct pcre2_real_code_8 *code, struct slice text,
	size_t from, size_t *start, size_t *end);

#endif
