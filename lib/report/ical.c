#include "report/ical.h"

#include "base/escape.h"

#define MAX_OCTETS 75

void ical_add_text(struct buffer *out, struct slice text)
{
	struct buffer safe = BUFFER_INIT;

	while (text.len) {
		size_t end = slice_find(text, '\n');

		buffer_clear(&safe);
		escape_line(&safe, (struct slice){text.at, end});
		for (size_t i = 0; i < safe.len; i++) {
			if (strchr("\\;,", safe.at[i]))
				buffer_add_char(out, '\\');
			buffer_add_char(out, safe.at[i]);
		}
		if (end < text.len)
			buffer_add_string(out, "\\n");
		text = slice_from(text, end + 1);
	}
	buffer_dispose(&safe);
}

void ical_add_line(struct buffer *out, const char *name, struct slice value)
{
	struct buffer line = BUFFER_INIT;
	struct slice rest;
	size_t room = MAX_OCTETS;

	buffer_addf(&line, "%s:", name);
	buffer_add_slice(&line, value);
	rest = buffer_slice(&line);
	while (rest.len > room) {
		size_t end = room;

		while (end > 0 && ((unsigned char)rest.at[end] & 0xc0) == 0x80)
			end--;
		buffer_add(out, rest.at, end);
		buffer_add_string(out, "\r\n ");
		rest = slice_from(rest, end);
		room = MAX_OCTETS - 1; /* the blank counts */
	}
	buffer_add_slice(out, rest);
	buffer_add_string(out, "\r\n");
	buffer_dispose(&line);
}
