#include "site/short_text.h"

#include "base/escape.h"
#include "base/utf8.h"

#define ELLIPSIS "\xe2\x80\xa6"

/* How many bytes the first characters take; all of them if there are no more. */
static size_t bytes_of(struct slice text, size_t characters)
{
	uint32_t character;
	size_t at = 0;

	while (at < text.len && characters--)
		at += utf8_next(text, at, &character);
	return at;
}

char *short_text(struct slice text, size_t max)
{
	struct buffer line = BUFFER_INIT;

	text = slice_trim(text);
	/* Escaped it is longer, never shorter. */
	text.len = bytes_of(text, max + 1);
	escape_line(&line, text);
	buffer_reserve(&line, 1);
	if (bytes_of(buffer_slice(&line), max) < line.len) {
		line.len = bytes_of(buffer_slice(&line), max - 1);
		buffer_add_string(&line, ELLIPSIS);
	}
	return buffer_take(&line);
}
