#include "report/columns.h"

#include "base/utf8.h"
#include "report/report.h"

static size_t width_of(struct slice text)
{
	size_t width = 0, at = 0;

	while (at < text.len) {
		uint32_t character;

		at += utf8_next(text, at, &character);
		width += character == UTF8_INVALID ? 1 : utf8_width(character);
	}
	return width;
}

void columns_widen(size_t *width, const struct buffer *text)
{
	size_t needed = width_of(buffer_slice(text));

	if (*width < needed)
		*width = needed;
}

void columns_add(
	struct buffer *out, const struct buffer *text, size_t width, bool color, const char *style)
{
	size_t used = width_of(buffer_slice(text));

	if (style)
		report_style(out, color, style);
	buffer_add_slice(out, buffer_slice(text));
	if (style)
		report_style(out, color, NULL);
	buffer_add_repeat(out, ' ', 2 + (width > used ? width - used : 0));
}

void columns_end(struct buffer *out)
{
	while (out->len && out->at[out->len - 1] == ' ')
		out->len--;
	buffer_add_char(out, '\n');
}
