/* The one place where an outline's bytes are not trusted: all is checked, in one pass. */
#include <stdlib.h>

#include "base/mem.h"
#include "doc/flat.h"

static bool span_ok(const struct outline *o, struct span span)
{
	return span.start <= span.end && span.end <= o->source_len;
}

static bool view_ok(const struct outline *o, struct view view)
{
	return view.at <= o->bytes_len && view.len <= o->bytes_len - view.at;
}

static bool range_ok(uint32_t first, uint32_t end, uint32_t count)
{
	return first <= end && end <= count;
}

static bool index_ok(uint32_t index, uint32_t count)
{
	return index == OUTLINE_NONE || index < count;
}

/* A tree in preorder: the parent stands before, and does not end before this one. */
static bool node_ok(uint32_t index, uint32_t next, uint32_t parent, uint32_t parent_next)
{
	return next > index && (parent == OUTLINE_NONE || (parent < index && next <= parent_next));
}

static bool faults_ok(const struct outline *o)
{
	for (uint32_t i = 0; i < o->n_faults; i++) {
		const struct outline_fault *fault = &o->faults[i];

		if (fault->type >= FAULT_TYPES || !span_ok(o, fault->span) ||
			!view_ok(o, fault->message))
			return false;
	}
	return true;
}

static bool fields_ok(const struct outline *o)
{
	/* Of each open map or list, how many children it has been seen to have: `count` must be
	 * right, because readers allocate by it. */
	uint32_t *seen = mem_calloc((size_t)o->n_fields + 1, sizeof *seen);
	bool ok = true;

	for (uint32_t i = 0; ok && i < o->n_fields; i++) {
		const struct outline_field *field = &o->fields[i];
		bool has_parent = field->parent < i;

		ok = field->type <= FIELD_MAP && view_ok(o, field->key) &&
		     view_ok(o, field->value) && span_ok(o, field->key_span) &&
		     span_ok(o, field->span) && field->next <= o->n_fields &&
		     has_parent == (i > 0) && (has_parent || field->parent == OUTLINE_NONE) &&
		     node_ok(i, field->next, field->parent,
			     has_parent ? o->fields[field->parent].next : 0) &&
		     (field->type != FIELD_SCALAR || field->next == i + 1);
		if (ok && has_parent)
			seen[field->parent]++;
	}
	if (ok && o->n_fields > 0)
		ok = o->fields[0].type == FIELD_MAP && o->fields[0].next == o->n_fields;
	for (uint32_t i = 0; ok && i < o->n_fields; i++)
		ok = seen[i] == o->fields[i].count;
	free(seen);
	return ok;
}

static bool sections_ok(const struct outline *o)
{
	for (uint32_t i = 0; i < o->n_sections; i++) {
		const struct outline_section *section = &o->sections[i];
		uint32_t parent = section->parent;

		if (section->level > 6 || (section->level == 0) != (i == 0) ||
			!view_ok(o, section->title) || !span_ok(o, section->title_span) ||
			!span_ok(o, section->span) || !index_ok(parent, i) ||
			section->next > o->n_sections ||
			!node_ok(i, section->next, parent,
				parent == OUTLINE_NONE ? 0 : o->sections[parent].next) ||
			!range_ok(section->first_block, section->end_block, o->n_blocks) ||
			(i > 0 && section->first_block < o->sections[i - 1].end_block) ||
			(i > 0 && section->span.start < o->sections[i - 1].span.end))
			return false;
	}
	return o->n_sections > 0;
}

static bool blocks_ok(const struct outline *o)
{
	for (uint32_t i = 0; i < o->n_blocks; i++) {
		const struct outline_block *block = &o->blocks[i];
		uint32_t parent = block->parent;

		if (block->type > BLOCK_BREAK || !span_ok(o, block->span) ||
			!view_ok(o, block->text) || !index_ok(parent, i) ||
			block->next > o->n_blocks ||
			!node_ok(i, block->next, parent,
				parent == OUTLINE_NONE ? 0 : o->blocks[parent].next) ||
			block->section >= o->n_sections ||
			!range_ok(block->first_run, block->end_run, o->n_runs) ||
			(block->type == BLOCK_TABLE && block->number >= o->n_tables))
			return false;
	}
	return true;
}

static bool runs_ok(const struct outline *o)
{
	for (uint32_t i = 0; i < o->n_runs; i++) {
		const struct outline_run *run = &o->runs[i];

		if (run->type > RUN_COMMENT || !span_ok(o, run->span) || !view_ok(o, run->text) ||
			run->section >= o->n_sections || !index_ok(run->block, o->n_blocks) ||
			!index_ok(run->cell, o->n_cells))
			return false;
	}
	return true;
}

static bool links_ok(const struct outline *o)
{
	for (uint32_t i = 0; i < o->n_links; i++) {
		const struct outline_link *link = &o->links[i];

		if (link->type > LINK_AUTOLINK || !span_ok(o, link->span) ||
			!span_ok(o, link->target_span) || !view_ok(o, link->target) ||
			link->section >= o->n_sections || !index_ok(link->block, o->n_blocks) ||
			!index_ok(link->cell, o->n_cells) ||
			!range_ok(link->first_run, link->end_run, o->n_runs))
			return false;
	}
	return true;
}

/* Tables share out the rows and the cells among them, one after another, without a gap. */
static bool tables_ok(const struct outline *o)
{
	uint64_t row = 0, cell = 0;

	for (uint32_t i = 0; i < o->n_tables; i++) {
		const struct outline_table *table = &o->tables[i];
		uint64_t rows = (uint64_t)table->rows + 1;

		if (!span_ok(o, table->span) || table->section >= o->n_sections ||
			table->block >= o->n_blocks || table->first_row != row ||
			table->first_cell != cell)
			return false;
		row += rows;
		if (row > o->n_rows || table->columns > o->n_cells)
			return false;
		cell += rows * table->columns;
		if (cell > o->n_cells)
			return false;
		for (uint64_t r = table->first_row; r < row; r++)
			if (o->rows[r].table != i)
				return false;
	}
	return row == o->n_rows && cell == o->n_cells;
}

static bool rows_ok(const struct outline *o)
{
	for (uint32_t i = 0; i < o->n_rows; i++)
		if (!span_ok(o, o->rows[i].span))
			return false;
	return true;
}

static bool cells_ok(const struct outline *o)
{
	for (uint32_t i = 0; i < o->n_cells; i++) {
		const struct outline_cell *cell = &o->cells[i];

		if (!span_ok(o, cell->span) || !view_ok(o, cell->text) ||
			!range_ok(cell->first_run, cell->end_run, o->n_runs) ||
			!range_ok(cell->first_link, cell->end_link, o->n_links))
			return false;
	}
	return true;
}

static bool meanings_ok(const struct outline *o)
{
	for (uint32_t i = 0; i < o->n_meanings; i++)
		if (!view_ok(o, o->meanings[i]))
			return false;
	return o->n_meanings == 0 || o->n_meanings == o->n_sections;
}

static bool records_ok(const struct outline *o)
{
	return span_ok(o, o->front) && o->body <= o->source_len && view_ok(o, o->html) &&
	       faults_ok(o) && fields_ok(o) && sections_ok(o) && blocks_ok(o) && runs_ok(o) &&
	       links_ok(o) && tables_ok(o) && rows_ok(o) && cells_ok(o) && meanings_ok(o);
}

/* Points the arrays into the buffer. False if the sizes do not add up. */
static bool lay_out(struct outline *o, const struct flat_header *header)
{
	uint64_t bytes = (uint64_t)header->source_len + header->pool_len;
	const char *at = (const char *)header + sizeof *header;
	const void *arrays[FLAT_ARRAYS];

	if (header->magic != FLAT_MAGIC || bytes >= OUTLINE_NONE ||
		flat_head_size(header) + bytes != o->size)
		return false;
	for (int i = 0; i < FLAT_ARRAYS; i++) {
		arrays[i] = at;
		at += (size_t)header->counts[i] * flat_sizes[i];
	}
	o->faults = arrays[FLAT_FAULTS];
	o->fields = arrays[FLAT_FIELDS];
	o->sections = arrays[FLAT_SECTIONS];
	o->blocks = arrays[FLAT_BLOCKS];
	o->runs = arrays[FLAT_RUNS];
	o->links = arrays[FLAT_LINKS];
	o->tables = arrays[FLAT_TABLES];
	o->rows = arrays[FLAT_ROWS];
	o->cells = arrays[FLAT_CELLS];
	o->meanings = arrays[FLAT_MEANINGS];
	o->n_faults = header->counts[FLAT_FAULTS];
	o->n_fields = header->counts[FLAT_FIELDS];
	o->n_sections = header->counts[FLAT_SECTIONS];
	o->n_blocks = header->counts[FLAT_BLOCKS];
	o->n_runs = header->counts[FLAT_RUNS];
	o->n_links = header->counts[FLAT_LINKS];
	o->n_tables = header->counts[FLAT_TABLES];
	o->n_rows = header->counts[FLAT_ROWS];
	o->n_cells = header->counts[FLAT_CELLS];
	o->n_meanings = header->counts[FLAT_MEANINGS];
	o->bytes = at;
	o->bytes_len = (uint32_t)bytes;
	o->source_len = header->source_len;
	o->front = header->front;
	o->body = header->body;
	o->html = header->html;
	return true;
}

struct error *outline_open(void *buffer, size_t size, struct outline **outline)
{
	struct outline *o = mem_calloc(1, sizeof *o);

	*outline = NULL;
	o->buffer = buffer;
	o->size = size;
	if (size < sizeof(struct flat_header) || !lay_out(o, buffer) || !records_ok(o)) {
		outline_free(o);
		return error_new(
			ERROR_INTERNAL, "the outline of a document does not hold together");
	}
	*outline = o;
	return NULL;
}
