#include "report/text_table.h"

#include <stdlib.h>

#include "base/escape.h"
#include "base/mem.h"
#include "base/utf8.h"

void text_table_add(struct text_table *columns, struct slice text)
{
	struct buffer cell = BUFFER_INIT;

	escape_line(&cell, text.len ? text : slice_of("-"));
	GROW(columns->cells, columns->n_cells, columns->capacity);
	columns->cells[columns->n_cells++] = buffer_take(&cell);
}

static void write_row(
	const struct text_table *columns, const size_t *widths, size_t row, struct buffer *out)
{
	for (size_t i = 0; i < columns->count; i++) {
		const char *cell = columns->cells[row * columns->count + i];

		buffer_add_string(out, cell);
		if (i + 1 < columns->count)
			buffer_add_repeat(out, ' ', 2 + widths[i] - utf8_cells(slice_of(cell)));
	}
}

void text_table_write(struct text_table *columns, size_t indent, struct buffer *out)
{
	size_t *widths = mem_calloc(columns->count, sizeof *widths);

	for (size_t i = 0; i < columns->n_cells; i++) {
		size_t width = utf8_cells(slice_of(columns->cells[i]));

		if (widths[i % columns->count] < width)
			widths[i % columns->count] = width;
	}
	for (size_t row = 0; row < columns->n_cells / columns->count; row++) {
		buffer_add_repeat(out, ' ', indent);
		write_row(columns, widths, row, out);
		buffer_add_char(out, '\n');
	}
	for (size_t i = 0; i < columns->n_cells; i++)
		free(columns->cells[i]);
	free(columns->cells);
	free(widths);
	*columns = (struct text_table){.count = columns->count};
}
