#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "doc/builder.h"

/* Arrays larger than this are given back before the next document. */
#define KEEP_BYTES (1u << 20)

const uint32_t flat_sizes[FLAT_ARRAYS] = {
	[FLAT_FAULTS] = sizeof(struct outline_fault),
	[FLAT_FIELDS] = sizeof(struct outline_field),
	[FLAT_SECTIONS] = sizeof(struct outline_section),
	[FLAT_BLOCKS] = sizeof(struct outline_block),
	[FLAT_RUNS] = sizeof(struct outline_run),
	[FLAT_LINKS] = sizeof(struct outline_link),
	[FLAT_TABLES] = sizeof(struct outline_table),
	[FLAT_ROWS] = sizeof(struct outline_row),
	[FLAT_CELLS] = sizeof(struct outline_cell),
	[FLAT_MEANINGS] = sizeof(struct view),
};

uint64_t flat_head_size(const struct flat_header *header)
{
	uint64_t size = sizeof *header;

	for (int i = 0; i < FLAT_ARRAYS; i++)
		size += (uint64_t)header->counts[i] * flat_sizes[i];
	return size;
}

#define RESTART(list)                                                                              \
	do {                                                                                       \
		(list).count = 0;                                                                  \
		if ((size_t)(list).capacity * sizeof *(list).at > KEEP_BYTES) {                    \
			free((list).at);                                                           \
			(list).at = NULL;                                                          \
			(list).capacity = 0;                                                       \
		}                                                                                  \
	} while (0)

void builder_start(struct builder *builder, struct slice source, const struct doc_limits *limits)
{
	builder->source = source;
	builder->limits = *limits;
	builder->front = (struct span){0, 0};
	builder->body = 0;
	builder->body_line = 0;
	builder->html = (struct view){0, 0};
	if (builder->pool.capacity > KEEP_BYTES)
		buffer_dispose(&builder->pool);
	else
		buffer_clear(&builder->pool);
	RESTART(builder->faults);
	RESTART(builder->fields);
	RESTART(builder->sections);
	RESTART(builder->blocks);
	RESTART(builder->runs);
	RESTART(builder->links);
	RESTART(builder->tables);
	RESTART(builder->rows);
	RESTART(builder->cells);
	RESTART(builder->meanings);
	RESTART(builder->lines);
}

void builder_dispose(struct builder *builder)
{
	buffer_dispose(&builder->pool);
	free(builder->faults.at);
	free(builder->fields.at);
	free(builder->sections.at);
	free(builder->blocks.at);
	free(builder->runs.at);
	free(builder->links.at);
	free(builder->tables.at);
	free(builder->rows.at);
	free(builder->cells.at);
	free(builder->meanings.at);
	free(builder->lines.at);
	*builder = (struct builder){0};
}

struct view builder_pool(struct builder *builder, struct slice text)
{
	struct view view = {
		(uint32_t)(builder->source.len + builder->pool.len), (uint32_t)text.len};

	if (text.len == 0)
		return (struct view){0, 0};
	buffer_add_slice(&builder->pool, text);
	return view;
}

struct view builder_text(struct builder *builder, struct span span, struct slice text)
{
	if (text.len == 0)
		return (struct view){span.start, 0};
	if (span.end - span.start == text.len &&
		memcmp(builder->source.at + span.start, text.at, text.len) == 0)
		return (struct view){span.start, (uint32_t)text.len};
	return builder_pool(builder, text);
}

void builder_fault(
	struct builder *builder, enum fault_type type, struct span span, const char *format, ...)
{
	struct outline_fault *fault;
	char text[512];
	va_list args;

	va_start(args, format);
	if (vsnprintf(text, sizeof text, format, args) < 0)
		text[0] = '\0';
	va_end(args);
	fault = LIST_ADD(builder->faults);
	fault->type = type;
	fault->span = span;
	fault->message = builder_pool(builder, slice_of(text));
}

struct slice builder_source(const struct builder *builder, struct span span)
{
	return (struct slice){builder->source.at + span.start, span.end - span.start};
}

struct slice builder_view(const struct builder *builder, struct view view)
{
	if (view.at < builder->source.len)
		return (struct slice){builder->source.at + view.at, view.len};
	return (struct slice){
		view.len > 0 ? builder->pool.at + (view.at - builder->source.len) : "", view.len};
}

uint32_t builder_line_at(const struct builder *builder, uint32_t offset)
{
	uint32_t low = 0, high = builder->lines.count;

	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;

		if (builder->lines.at[middle] <= offset)
			low = middle;
		else
			high = middle;
	}
	return low;
}

uint32_t builder_line_start(const struct builder *builder, uint32_t line)
{
	if (line >= builder->lines.count)
		return (uint32_t)builder->source.len;
	return builder->lines.at[line];
}

uint32_t builder_line_end(const struct builder *builder, uint32_t line)
{
	uint32_t start = builder_line_start(builder, line);
	uint32_t end = builder_line_start(builder, line + 1);
	const char *at = builder->source.at;

	if (end > start && at[end - 1] == '\n')
		end--;
	if (end > start && at[end - 1] == '\r')
		end--;
	return end;
}

static struct flat_header header_of(const struct builder *builder)
{
	return (struct flat_header){
		.magic = FLAT_MAGIC,
		.source_len = (uint32_t)builder->source.len,
		.pool_len = (uint32_t)builder->pool.len,
		.front = builder->front,
		.body = builder->body,
		.html = builder->html,
		.counts =
			{
				builder->faults.count,
				builder->fields.count,
				builder->sections.count,
				builder->blocks.count,
				builder->runs.count,
				builder->links.count,
				builder->tables.count,
				builder->rows.count,
				builder->cells.count,
				builder->meanings.count,
			},
	};
}

uint64_t builder_size(const struct builder *builder, uint64_t *head)
{
	struct flat_header header = header_of(builder);

	*head = flat_head_size(&header);
	return *head + builder->pool.len;
}

static char *write_head(const struct builder *builder, char *out)
{
	struct flat_header header = header_of(builder);
	const void *const arrays[FLAT_ARRAYS] = {
		builder->faults.at,
		builder->fields.at,
		builder->sections.at,
		builder->blocks.at,
		builder->runs.at,
		builder->links.at,
		builder->tables.at,
		builder->rows.at,
		builder->cells.at,
		builder->meanings.at,
	};

	memcpy(out, &header, sizeof header);
	out += sizeof header;
	for (int i = 0; i < FLAT_ARRAYS; i++) {
		size_t size = (size_t)header.counts[i] * flat_sizes[i];

		if (size > 0)
			memcpy(out, arrays[i], size);
		out += size;
	}
	return out;
}

static void write_slice(char *out, struct slice s)
{
	if (s.len > 0)
		memcpy(out, s.at, s.len);
}

void builder_write(const struct builder *builder, char *out)
{
	write_slice(write_head(builder, out), buffer_slice(&builder->pool));
}

void *builder_take(const struct builder *builder, size_t *size)
{
	uint64_t head;
	char *buffer, *out;

	*size = builder_size(builder, &head) + builder->source.len;
	buffer = mem_alloc(*size);
	out = write_head(builder, buffer);
	write_slice(out, builder->source);
	write_slice(out + builder->source.len, buffer_slice(&builder->pool));
	return buffer;
}
