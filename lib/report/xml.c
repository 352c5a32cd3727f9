#include "report/xml.h"

#include "base/escape.h"

static const char *entity_of(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&apos;";
	default:
		return NULL;
	}
}

/* U+FFFE and U+FFFF, which are no characters of XML: https://www.w3.org/TR/xml/#charsets */
static bool is_noncharacter(struct slice s)
{
	return slice_starts_with(s, "\xef\xbf\xbe") || slice_starts_with(s, "\xef\xbf\xbf");
}

void xml_text(struct buffer *out, const char *text)
{
	struct buffer line = BUFFER_INIT;

	escape_line(&line, slice_of(text));
	for (size_t i = 0; i < line.len; i++) {
		const char *entity = entity_of(line.at[i]);

		if (entity) {
			buffer_add_string(out, entity);
		} else if (is_noncharacter(slice_from(buffer_slice(&line), i))) {
			buffer_addf(out, "\\u{fff%c}", line.at[i + 2] == '\xbe' ? 'e' : 'f');
			i += 2;
		} else {
			buffer_add_char(out, line.at[i]);
		}
	}
	buffer_dispose(&line);
}

void xml_attribute(struct buffer *out, const char *name, const char *text)
{
	buffer_addf(out, " %s=\"", name);
	xml_text(out, text);
	buffer_add_char(out, '"');
}
