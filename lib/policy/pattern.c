#include "policy/pattern.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "base/mem.h"

/* About ten milliseconds of backtracking. */
#define MATCH_LIMIT 200000

bool pattern_matches(const pcre2_code *code, struct slice text)
{
	pcre2_match_data *data = pcre2_match_data_create_from_pattern(code, NULL);
	pcre2_match_context *context = pcre2_match_context_create(NULL);
	int count = PCRE2_ERROR_NOMEMORY;

	if (data && context) {
		pcre2_set_match_limit(context, MATCH_LIMIT);
		pcre2_set_heap_limit(context, 8192);
		count = pcre2_match(
			code, (PCRE2_SPTR)text.at, text.len, 0, PCRE2_NO_UTF_CHECK, data, context);
	}
	pcre2_match_context_free(context);
	pcre2_match_data_free(data);
	return count >= 0;
}
