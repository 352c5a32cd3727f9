#include "report/csv.h"

#include "base/escape.h"

void csv_add(struct buffer *out, struct slice text, const char *end)
{
	struct buffer safe = BUFFER_INIT;

	escape_line(&safe, text);
	escape_csv(out, buffer_slice(&safe));
	buffer_add_string(out, end);
	buffer_dispose(&safe);
}
