#include "policy/pattern.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "base/mem.h"

/* About ten milliseconds of backtracking. */
#define MATCH_LIMIT 200000

/* What every match needs and none leaves anything in: made once, as making it costs more than most
 * matches do. Only the whole match is asked for, so that one pair of offsets will do for all. */
static pcre2_match_data *scratch;
static pcre2_match_context *limits;

static bool prepare(void)
{
	if (!scratch)
		scratch = pcre2_match_data_create(1, NULL);
	if (!limits) {
		limits = pcre2_match_context_create(NULL);
		if (limits) {
			pcre2_set_match_limit(limits, MATCH_LIMIT);
			pcre2_set_heap_limit(limits, 8192);
		}
	}
	return scratch && limits;
}

enum pattern_result pattern_find(
	const pcre2_code *code, struct slice text, size_t from, size_t *start, size_t *end)
{
	int count = PCRE2_ERROR_NOMEMORY;

	if (prepare())
		count = pcre2_match(code, (PCRE2_SPTR)text.at, text.len, from, PCRE2_NO_UTF_CHECK,
			scratch, limits);
	if (count >= 0) {
		*start = pcre2_get_ovector_pointer(scratch)[0];
		*end = pcre2_get_ovector_pointer(scratch)[1];
	}
	return count >= 0                     ? PATTERN_FOUND
	       : count == PCRE2_ERROR_NOMATCH ? PATTERN_ABSENT
					      : PATTERN_UNDECIDED;
}

bool pattern_matches(const pcre2_code *code, struct slice text)
{
	size_t start, end;

	return pattern_find(code, text, 0, &start, &end) == PATTERN_FOUND;
}
