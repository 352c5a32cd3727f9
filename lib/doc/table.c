#include "doc/table.h"

#include <cmark-gfm-core-extensions.h>

#include "base/mem.h"
#include "doc/markdown.h"
#include "doc/syntax.h"

/* A row of the source while it is split. */
struct cursor {
	const char *at;
	uint32_t next;
	uint32_t end;
};

/* After a pipe and the white space that goes with it. */
static uint32_t skip_pipe(const char *at, uint32_t pipe, uint32_t end)
{
	for (pipe++; pipe < end && syntax_is_wide_space(at[pipe]);)
		pipe++;
	return pipe < end ? pipe : end;
}

/*
 * The next cell's content without padding. False at the end of the row. A pipe after a backslash
 * never ends a cell: cmark's scanner takes the longest match (table_cell in ext_scanners.re).
 */
static bool next_cell(struct cursor *c, struct span *cell)
{
	uint32_t start = c->next, end = start;

	if (start >= c->end)
		return false;
	while (end < c->end && (c->at[end] != '|' || (end > start && c->at[end - 1] == '\\')))
		end++;
	c->next = skip_pipe(c->at, end, c->end);
	while (end > start && syntax_is_space(c->at[end - 1]))
		end--;
	while (start < end && syntax_is_space(c->at[start]))
		start++;
	*cell = (struct span){start, end};
	return true;
}

static struct cursor start_row(const struct builder *b, struct span row)
{
	struct cursor c = {b->source.at, row.start, row.end};

	if (c.next < c.end && c.at[c.next] == '|')
		c.next = skip_pipe(c.at, c.next, c.end);
	return c;
}

/* A line of the table without indentation and quote markers. */
static struct span row_span(const struct builder *b, uint32_t line, unsigned quotes)
{
	struct span row = {builder_line_start(b, line), builder_line_end(b, line)};
	const char *at = b->source.at;

	for (; row.start < row.end; row.start++) {
		if (at[row.start] == '>' && quotes > 0)
			quotes--;
		else if (at[row.start] != ' ' && at[row.start] != '\t')
			break;
	}
	while (row.end > row.start && syntax_is_space(at[row.end - 1]))
		row.end--;
	return row;
}

/* cmark gives a table the place of the paragraph that it began as, which may hold text and link
 * reference definitions before the header; but it knows where a table ends, and each other row. */
uint32_t table_header_line(const struct builder *b, cmark_node *table)
{
	cmark_node *header = cmark_node_first_child(table);
	cmark_node *row = header ? cmark_node_next(header) : NULL;
	uint32_t line;

	if (row)
		line = markdown_line(b, cmark_node_get_start_line(row) - 1);
	else
		line = markdown_line(b, cmark_node_get_end_line(table));
	return line > b->body_line ? line - 1 : line;
}

/* The header may stand after a list marker, where the paragraph began that became the table. */
static struct span header_span(const struct builder *b, cmark_node *table, unsigned quotes)
{
	uint32_t line = table_header_line(b, table);
	struct span row = row_span(b, line, quotes);

	if (line == markdown_line(b, cmark_node_get_start_line(table)))
		row.start = markdown_start(b, table);
	if (row.start > row.end)
		row.start = row.end;
	return row;
}

static void read_cell(struct inlines *in, cmark_node *node, struct span span)
{
	uint32_t index = in->b->cells.count;
	struct outline_cell *cell = LIST_ADD(in->b->cells);
	const char *text = node ? cmark_node_get_string_content(node) : NULL;
	struct view view = {span.start, 0};

	*cell = (struct outline_cell){
		.span = span,
		.first_run = in->b->runs.count,
		.first_link = in->b->links.count,
	};
	in->cell = index;
	if (text && *text != '\0') {
		content_stretch(&in->content, in->b, text, span, true);
		view = inlines_read(in, node);
	}
	cell = &in->b->cells.at[index];
	cell->text = view;
	cell->end_run = in->b->runs.count;
	cell->end_link = in->b->links.count;
}

static void read_row(struct inlines *in, cmark_node *node, struct span span, uint32_t columns)
{
	struct cursor cursor = start_row(in->b, span);
	cmark_node *child = cmark_node_first_child(node);
	struct outline_row *row = LIST_ADD(in->b->rows);
	uint32_t written = 0;
	struct span cell;

	*row = (struct outline_row){.span = span, .table = in->b->tables.count - 1};
	while (next_cell(&cursor, &cell)) {
		if (written++ >= columns)
			continue;
		read_cell(in, child, cell);
		child = child ? cmark_node_next(child) : NULL;
	}
	for (uint32_t i = written; i < columns; i++)
		read_cell(in, NULL, (struct span){span.end, span.end});
	in->b->rows.at[in->b->rows.count - 1].written = written;
}

bool table_read(struct inlines *in, cmark_node *node, unsigned quotes)
{
	struct builder *b = in->b;
	uint32_t index = b->tables.count;
	uint32_t columns = cmark_gfm_extensions_get_table_columns(node);
	struct outline_table *table = LIST_ADD(b->tables);
	struct span row = header_span(b, node, quotes);
	bool fits = true;

	*table = (struct outline_table){
		.span = {row.start, builder_line_end(b, builder_line_at(b, row.start) + 1)},
		.section = in->section,
		.block = in->block,
		.columns = columns,
		.first_row = b->rows.count,
		.first_cell = b->cells.count,
	};
	node = cmark_node_first_child(node);
	for (bool is_header = true; node && fits; node = cmark_node_next(node), is_header = false) {
		if (!is_header)
			row = row_span(
				b, markdown_line(b, cmark_node_get_start_line(node)), quotes);
		fits = b->rows.count < b->limits.parts;
		if (!fits && !is_header)
			break;
		read_row(in, node, row, columns);
		table = &b->tables.at[index];
		table->rows += !is_header;
		if (!is_header)
			table->span.end = row.end;
	}
	in->cell = OUTLINE_NONE;
	if (!fits)
		builder_fault(b, FAULT_LIMIT, row,
			"more than %u table rows, the rest was not read: split the document, or "
			"raise 'limits: parts'",
			b->limits.parts);
	return fits;
}
