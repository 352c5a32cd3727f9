#include <stdlib.h>

#include "base/mem.h"
#include "doc/builder.h"
#include "doc/scan.h"

void outline_free(struct outline *outline)
{
	if (!outline)
		return;
	free(outline->buffer);
	free(outline->lines);
	free(outline);
}

struct outline *outline_of_fault(struct slice source, enum fault_type type, const char *message)
{
	struct builder builder = {0};
	struct outline *outline = NULL;
	struct outline_section *section;
	void *buffer;
	size_t size;

	builder_start(&builder, source, &doc_limits_default);
	builder.body = (uint32_t)source.len;
	builder_fault(&builder, type, (struct span){0, 0}, "%s", message);
	section = LIST_ADD(builder.sections);
	*section = (struct outline_section){
		.title = {builder.body, 0},
		.title_span = {builder.body, builder.body},
		.span = {builder.body, builder.body},
		.parent = OUTLINE_NONE,
		.next = 1,
	};
	buffer = builder_take(&builder, &size);
	builder_dispose(&builder);
	error_free(outline_open(buffer, size, &outline)); /* cannot fail: it is ours */
	return outline;
}

struct slice outline_source(const struct outline *outline)
{
	return (struct slice){outline->bytes, outline->source_len};
}

struct slice outline_text(const struct outline *outline, struct view view)
{
	return (struct slice){outline->bytes + view.at, view.len};
}

struct slice outline_spanned(const struct outline *outline, struct span span)
{
	return (struct slice){outline->bytes + span.start, span.end - span.start};
}

static void find_lines(struct outline *outline)
{
	struct builder builder = {.source = outline_source(outline)};

	if (outline->lines)
		return;
	scan_lines(&builder);
	outline->lines = builder.lines.at;
	outline->n_lines = builder.lines.count;
}

/* The line of an offset, from 0. */
static uint32_t line_at(const struct outline *outline, uint32_t offset)
{
	uint32_t low = 0, high = outline->n_lines;

	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;

		if (outline->lines[middle] <= offset)
			low = middle;
		else
			high = middle;
	}
	return low;
}

struct position outline_position(struct outline *outline, uint32_t offset)
{
	struct position position = {1, 1, 0};
	uint32_t line;

	find_lines(outline);
	if (offset > outline->source_len)
		offset = outline->source_len;
	line = line_at(outline, offset);
	position.line = line + 1;
	position.byte = offset;
	/* Code points: every byte but the continuing ones; an invalid byte may be miscounted. */
	for (uint32_t i = outline->lines[line]; i < offset; i++)
		position.column += (outline->bytes[i] & 0xc0) != 0x80;
	return position;
}

struct slice outline_line(struct outline *outline, uint32_t line)
{
	uint32_t start, end;

	find_lines(outline);
	if (line == 0 || line > outline->n_lines)
		return (struct slice){"", 0};
	start = outline->lines[line - 1];
	end = line < outline->n_lines ? outline->lines[line] : outline->source_len;
	if (end > start && outline->bytes[end - 1] == '\n')
		end--;
	if (end > start && outline->bytes[end - 1] == '\r')
		end--;
	return (struct slice){outline->bytes + start, end - start};
}

uint32_t outline_first_child(const struct outline *outline, uint32_t node)
{
	if (node >= outline->n_fields || outline->fields[node].next == node + 1)
		return OUTLINE_NONE;
	return node + 1;
}

uint32_t outline_next_child(const struct outline *outline, uint32_t child)
{
	uint32_t next, parent;

	if (child >= outline->n_fields)
		return OUTLINE_NONE;
	next = outline->fields[child].next;
	parent = outline->fields[child].parent;
	if (parent == OUTLINE_NONE || next >= outline->fields[parent].next)
		return OUTLINE_NONE;
	return next;
}

uint32_t outline_child(const struct outline *outline, uint32_t map, const char *key)
{
	uint32_t child;

	if (map >= outline->n_fields || outline->fields[map].type != FIELD_MAP)
		return OUTLINE_NONE;
	child = outline_first_child(outline, map);
	while (child != OUTLINE_NONE &&
		!slice_is(outline_text(outline, outline->fields[child].key), key))
		child = outline_next_child(outline, child);
	return child;
}

uint32_t outline_item(const struct outline *outline, uint32_t list, uint32_t number)
{
	uint32_t child;

	if (list >= outline->n_fields || outline->fields[list].type != FIELD_LIST)
		return OUTLINE_NONE;
	child = outline_first_child(outline, list);
	while (child != OUTLINE_NONE && number-- > 0)
		child = outline_next_child(outline, child);
	return child;
}
