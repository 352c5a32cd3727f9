/*
 * builder.h - an outline while it is being made: growing arrays, pooled text, faults.
 *
 * The readers (scan.c, front.c, body.c, ...) append records; builder_write lays them out flat. A
 * builder is used again for the next document, so that a worker allocates next to nothing.
 *
 *     builder_start(&builder, source, limits);
 *     builder_fault(&builder, FAULT_BOM, span, "...");
 *     ...
 *     void *flat = builder_take(&builder, &size);
 */
#ifndef HANDOFF_DOC_BUILDER_H
#define HANDOFF_DOC_BUILDER_H

#include "base/buffer.h"
#include "doc/flat.h"
#include "doc/pool.h"

/* A growing array; `at` has the type of its records. */
#define LIST_OF(type)                                                                              \
	struct {                                                                                   \
		type *at;                                                                          \
		uint32_t count;                                                                    \
		uint32_t capacity;                                                                 \
	}

/* Appends a record; it is not initialized. The result is valid until the next addition. */
#define LIST_ADD(list)                                                                             \
	({                                                                                         \
		GROW((list).at, (list).count, (list).capacity);                                    \
		&(list).at[(list).count++];                                                        \
	})

struct builder {
	struct slice source;
	struct doc_limits limits;
	struct span front;
	uint32_t body;
	uint32_t body_line; /* the line, from 0, where the body begins */
	struct view html;   /* what html_read made of the body */
	struct buffer pool;
	LIST_OF(struct outline_fault) faults;
	LIST_OF(struct outline_field) fields;
	LIST_OF(struct outline_section) sections;
	LIST_OF(struct outline_block) blocks;
	LIST_OF(struct outline_run) runs;
	LIST_OF(struct outline_link) links;
	LIST_OF(struct outline_table) tables;
	LIST_OF(struct outline_row) rows;
	LIST_OF(struct outline_cell) cells;
	LIST_OF(struct view) meanings;
	LIST_OF(uint32_t) lines; /* offsets of line starts, the first is 0 */
};

/* Begins a document; memory of the last one is kept unless it was unusually much. The builder must
 * be zeroed before its first use. */
void builder_start(struct builder *builder, struct slice source, const struct doc_limits *limits);
void builder_dispose(struct builder *builder);

/* Text that is in no one place of the source. */
struct view builder_pool(struct builder *builder, struct slice text);
/* Text that probably stands at `span` verbatim: then it is referred to, else copied to the pool. */
struct view builder_text(struct builder *builder, struct span span, struct slice text);

/* The message is one line. */
void builder_fault(struct builder *builder, enum fault_type type, struct span span,
	const char *format, ...) __attribute__((format(printf, 4, 5)));

/* The source under a span; the text of a view. Valid until the next addition. */
struct slice builder_source(const struct builder *builder, struct span span);
struct slice builder_view(const struct builder *builder, struct view view);

/* Line of an offset, from 0, and the offsets of a line's start and of its end (without line end); a
 * line past the last one is the end of the source. Needs builder.lines (scan.h). */
uint32_t builder_line_at(const struct builder *builder, uint32_t offset);
uint32_t builder_line_start(const struct builder *builder, uint32_t line);
uint32_t builder_line_end(const struct builder *builder, uint32_t line);

/* What builder_write needs room for: everything but the source. */
uint64_t builder_size(const struct builder *builder, uint64_t *head);
/* Writes head and pool, without the source between them. */
void builder_write(const struct builder *builder, char *out);
/* The whole outline as one malloc'd buffer for outline_open. */
void *builder_take(const struct builder *builder, size_t *size);

#endif
