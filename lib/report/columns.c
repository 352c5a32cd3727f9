#include "report/columns.h"

#include "base/utf8.h"
#include "report/report.h"

void columns_widen(size_t *width, const struct buffer *text)
{
	size_t needed = utf8_cells(buffer_slice(text));

	if (*width < needed)
		*width = needed;
}

void columns_add(
	struct buffer *out, const struct buffer *text, size_t width, bool color, const char *style)
{
	size_t used = utf8_cells(buffer_slice(text));

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
