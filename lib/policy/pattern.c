#include "policy/pattern.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "base/mem.h"

/* About ten milliseconds of backtracking. */
#define MATCH_LIMIT 200000

enum pattern_result pattern_find(
	const pcre2_code *code, struct slice text, size_t from, size_t *start, size_t *end)
{
	pcre2_match_data *data = pcre2_match_data_create_from_pattern(code, NULL);
	pcre2_match_context *context = pcre2_match_context_create(NULL);
	int count = PCRE2_ERROR_NOMEMORY;

	if (data && context) {
		pcre2_set_match_limit(context, MATCH_LIMIT);
		pcre2_set_heap_limit(context, 8192);
		count = pcre2_match(code, (PCRE2_SPTR)text.at, text.len, from, PCRE2_NO_UTF_CHECK,
			data, context);
	}
	if (count >= 0) {
		*start = pcre2_get_ovector_pointer(data)[0];
		*end = pcre2_get_ovector_pointer(data)[1];
	}
	pcre2_match_context_free(context);
	pcre2_match_data_free(data);
	return count >= 0                     ? PATTERN_FOUND
	       : count == PCRE2_ERROR_NOMATCH ? PATTERN_ABSENT
					      : PATTERN_UNDECIDED;
}

bool pattern_matches(const pcre2_code *code, struct slice text)
{
	size_t start, end;

	return pattern_find(code, text, 0, &start, &end) == PATTERN_FOUND;
}
