#include "check/contract.h"

#include <ctype.h>
#include <stdlib.h>

#include "base/search.h"
#include "base/slug.h"

struct matching {
	const struct outline *outline;
	const struct kind *kind;
	struct contract *contract;
	const char **folded; /* of each outline section */
};

static void fold_titles(struct matching *m, struct arena *scratch)
{
	struct buffer out = BUFFER_INIT;

	m->folded = arena_alloc(scratch, (m->outline->n_sections + 1) * sizeof *m->folded);
	for (uint32_t i = 1; i < m->outline->n_sections; i++) {
		buffer_clear(&out);
		buffer_reserve(&out, 1);
		kind_fold_title(&out, outline_text(m->outline, m->outline->sections[i].title));
		m->folded[i] = arena_string(scratch, buffer_slice(&out));
	}
	buffer_dispose(&out);
}

static bool is_alias(const struct section_spec *spec, const char *folded)
{
	for (size_t i = 0; i < spec->n_aliases; i++) {
		if (strcmp(spec->aliases[i], folded) == 0)
			return true;
	}
	return false;
}

/* The kind's section that the nearest matched heading above stands for; UINT32_MAX for none. */
static uint32_t parent_spec(const struct matching *m, uint32_t section)
{
	uint32_t parent = m->outline->sections[section].parent;

	while (parent != OUTLINE_NONE && m->contract->specs[parent] == OUTLINE_NONE)
		parent = m->outline->sections[parent].parent;
	return parent == OUTLINE_NONE ? OUTLINE_NONE : m->contract->specs[parent];
}

/* Lower is better; UINT32_MAX is no match. */
static uint32_t score(const struct matching *m, size_t spec_index, uint32_t section)
{
	const struct section_spec *spec = &m->kind->sections[spec_index];
	bool exact = strcmp(spec->folded, m->folded[section]) == 0;
	uint32_t parent = spec->parent == SIZE_MAX ? OUTLINE_NONE : (uint32_t)spec->parent;
	uint32_t points = 0;

	if (!exact && !is_alias(spec, m->folded[section]))
		return UINT32_MAX;
	if (parent_spec(m, section) != parent)
		points += 200;
	if (!exact)
		points += 100;
	return points + m->outline->sections[section].level;
}

/* Specs come in preorder, so that a parent is matched before its children. */
static void match_sections(struct matching *m)
{
	for (size_t i = 0; i < m->kind->n_sections; i++) {
		uint32_t best = UINT32_MAX, found = OUTLINE_NONE;

		for (uint32_t j = 1; j < m->outline->n_sections; j++) {
			uint32_t points;

			if (m->contract->specs[j] != OUTLINE_NONE)
				continue;
			points = score(m, i, j);
			if (points < best) {
				best = points;
				found = j;
			}
		}
		m->contract->sections[i] = found;
		if (found != OUTLINE_NONE)
			m->contract->specs[found] = (uint32_t)i;
	}
}

/* `Before (ms)`, `Before [ms]`: the unit stands in the header. */
static uint32_t find_column_with_unit(
	const struct outline_table *table, const struct field_spec *spec, const char *const *folded)
{
	size_t length = strlen(spec->folded);

	for (uint32_t i = 0; i < table->columns; i++) {
		struct slice rest;

		if (strncmp(folded[i], spec->folded, length) != 0)
			continue;
		rest = slice_trim(slice_of(folded[i] + length));
		if ((slice_starts_with(rest, "(") && slice_ends_with(rest, ")")) ||
			(slice_starts_with(rest, "[") && slice_ends_with(rest, "]")))
			return i;
	}
	return OUTLINE_NONE;
}

static uint32_t find_column(
	const struct outline_table *table, const struct field_spec *spec, const char *const *folded)
{
	for (uint32_t i = 0; i < table->columns; i++) {
		if (strcmp(folded[i], spec->folded) == 0)
			return i;
	}
	for (uint32_t i = 0; i < table->columns; i++) {
		if (contract_is_moment_header(spec, folded[i]))
			return i;
		for (size_t j = 0; j < spec->n_aliases; j++) {
			if (strcmp(folded[i], spec->aliases[j]) == 0)
				return i;
		}
	}
	return spec->type == VALUE_QUANTITY ? find_column_with_unit(table, spec, folded)
					    : OUTLINE_NONE;
}

static const char **fold_header(
	const struct outline *outline, const struct outline_table *table, struct arena *arena)
{
	const char **folded = arena_alloc(arena, (table->columns + 1) * sizeof *folded);
	struct buffer out = BUFFER_INIT;

	for (uint32_t i = 0; i < table->columns; i++) {
		buffer_clear(&out);
		buffer_reserve(&out, 1);
		kind_fold_title(
			&out, outline_text(outline, outline->cells[table->first_cell + i].text));
		folded[i] = arena_string(arena, buffer_slice(&out));
	}
	buffer_dispose(&out);
	return folded;
}

/* How many of the spec's columns a table has; fills `columns`. */
static size_t map_columns(const struct matching *m, const struct table_spec *spec,
	const struct outline_table *table, uint32_t *columns, struct arena *scratch)
{
	const char **folded = fold_header(m->outline, table, scratch);
	size_t count = 0;

	for (size_t i = 0; i < spec->n_columns; i++) {
		columns[i] = find_column(table, &spec->columns[i], folded);
		count += columns[i] != OUTLINE_NONE;
	}
	return count;
}

/* True if `section` is `top` or lies below it without another section of the template in between.
 */
static bool belongs_to(const struct matching *m, uint32_t section, uint32_t top)
{
	while (section != top) {
		if (section == OUTLINE_NONE || m->contract->specs[section] != OUTLINE_NONE)
			return false;
		section = m->outline->sections[section].parent;
	}
	return true;
}

static int compare_table(const void *key, const void *element)
{
	const uint32_t *section = key;
	const struct outline_table *table = element;

	return *section < table->section ? -1 : *section > table->section;
}

static uint32_t first_table_from(const struct outline *outline, uint32_t section)
{
	return (uint32_t)search_first(&section, outline->tables, outline->n_tables,
		sizeof *outline->tables, compare_table);
}

/* Of several tables in a section, the one with most of the columns. */
static void match_table(struct matching *m, size_t spec_index, struct arena *scratch)
{
	const struct section_spec *spec = &m->kind->sections[spec_index];
	uint32_t section = m->contract->sections[spec_index];
	struct contract_table *out = &m->contract->tables[spec_index];
	uint32_t *columns;
	size_t best = 0;

	out->table = OUTLINE_NONE;
	if (!spec->table || section == OUTLINE_NONE)
		return;
	out->columns = arena_alloc(
		m->contract->arena, (spec->table->n_columns + 1) * sizeof *out->columns);
	columns = arena_alloc(scratch, (spec->table->n_columns + 1) * sizeof *columns);
	for (uint32_t i = first_table_from(m->outline, section); i < m->outline->n_tables; i++) {
		const struct outline_table *table = &m->outline->tables[i];
		size_t count;

		if (table->section >= m->outline->sections[section].next)
			break;
		if (!belongs_to(m, table->section, section))
			continue;
		count = map_columns(m, spec->table, table, columns, scratch);
		if (out->table != OUTLINE_NONE && count <= best)
			continue;
		best = count;
		out->table = i;
		memcpy(out->columns, columns, spec->table->n_columns * sizeof *columns);
	}
}

struct contract *contract_new(const struct document *document)
{
	const struct outline *outline = document->outline;
	const struct kind *kind = document->kind;
	struct contract *contract = mem_calloc(1, sizeof *contract);
	struct matching m = {outline, kind, contract, NULL};
	struct arena *scratch = arena_new();

	contract->arena = arena_new();
	contract->sections =
		arena_alloc(contract->arena, (kind->n_sections + 1) * sizeof *contract->sections);
	contract->specs =
		arena_alloc(contract->arena, (outline->n_sections + 1) * sizeof *contract->specs);
	contract->tables =
		arena_alloc(contract->arena, (kind->n_sections + 1) * sizeof *contract->tables);
	memset(contract->specs, 0xff, (outline->n_sections + 1) * sizeof *contract->specs);
	fold_titles(&m, scratch);
	match_sections(&m);
	for (size_t i = 0; i < kind->n_sections; i++)
		match_table(&m, i, scratch);
	contract_read_moments(outline, kind, contract);
	arena_free(scratch);
	return contract;
}

void contract_free(struct contract *contract)
{
	if (!contract)
		return;
	arena_free(contract->arena);
	free(contract->moments);
	free(contract);
}

const struct outline_cell *contract_cell(
	const struct document *document, size_t section, uint32_t row, size_t column)
{
	const struct contract_table *match = &document->contract->tables[section];
	const struct outline_table *table = &document->outline->tables[match->table];

	if (match->columns[column] == OUTLINE_NONE)
		return NULL;
	return &document->outline->cells[table->first_cell + (row + 1) * table->columns +
					 match->columns[column]];
}

struct slice contract_cell_value(
	const struct document *document, const struct outline_cell *cell, enum value_type type)
{
	const struct outline *outline = document->outline;
	bool names_target = type == VALUE_LINK || type == VALUE_FILE || type == VALUE_URL;
	struct slice text = slice_trim(outline_text(outline, cell->text));

	if (names_target && cell->end_link == cell->first_link + 1)
		return outline_text(outline, outline->links[cell->first_link].target);
	if (type == VALUE_DATETIME)
		return contract_moment(document->contract, (uint32_t)(cell - outline->cells), text);
	return text;
}

struct contract_parts contract_cell_parts(const struct outline *outline,
	const struct outline_cell *cell, enum value_type type, struct slice value)
{
	bool names_target = type == VALUE_LINK || type == VALUE_FILE || type == VALUE_URL;

	if (names_target && cell->end_link > cell->first_link)
		return (struct contract_parts){outline, cell->first_link, cell->end_link, {"", 0}};
	return (struct contract_parts){outline, 0, 0, value};
}

bool contract_next_part(struct contract_parts *parts, struct slice *part)
{
	if (parts->link < parts->end_link) {
		*part = outline_text(parts->outline, parts->outline->links[parts->link++].target);
		return true;
	}
	while (parts->rest.len) {
		size_t end = slice_find(parts->rest, ',');

		*part = slice_trim((struct slice){parts->rest.at, end});
		parts->rest = slice_from(parts->rest, end + 1);
		if (part->len)
			return true;
	}
	return false;
}

bool contract_row_is_empty(
	const struct outline *outline, const struct outline_table *table, uint32_t row)
{
	const struct outline_cell *cells =
		&outline->cells[table->first_cell + (row + 1) * table->columns];

	for (uint32_t i = 0; i < table->columns; i++) {
		if (slice_trim(outline_text(outline, cells[i].text)).len)
			return false;
	}
	return true;
}

static bool runs_have_content(const struct outline *outline, uint32_t first, uint32_t end)
{
	for (uint32_t i = first; i < end; i++) {
		const struct outline_run *run = &outline->runs[i];

		if (run->type != RUN_COMMENT && slice_trim(outline_text(outline, run->text)).len)
			return true;
	}
	return false;
}

static bool block_has_content(const struct outline *outline, const struct outline_block *block)
{
	const struct outline_table *table;

	switch (block->type) {
	case BLOCK_PARAGRAPH:
	case BLOCK_HEADING:
		return runs_have_content(outline, block->first_run, block->end_run);
	case BLOCK_CODE:
	case BLOCK_HTML:
		return true;
	case BLOCK_TABLE:
		table = &outline->tables[block->number];
		for (uint32_t row = 0; row < table->rows; row++) {
			if (!contract_row_is_empty(outline, table, row))
				return true;
		}
		return false;
	default: /* lists and quotes are decided by what is in them */
		return false;
	}
}

bool section_has_own_content(const struct outline *outline, uint32_t section)
{
	const struct outline_section *part = &outline->sections[section];

	for (uint32_t i = part->first_block; i < part->end_block; i++) {
		if (block_has_content(outline, &outline->blocks[i]))
			return true;
	}
	return false;
}

bool section_has_content(const struct outline *outline, uint32_t section)
{
	for (uint32_t i = section; i < outline->sections[section].next; i++) {
		if (section_has_own_content(outline, i))
			return true;
	}
	return false;
}

uint32_t section_words(const struct outline *outline, uint32_t section)
{
	uint32_t words = 0;

	for (uint32_t i = section; i < outline->sections[section].next; i++)
		words += outline->sections[i].words;
	return words;
}

static int compare_run(const void *key, const void *element)
{
	const uint32_t *section = key;
	const struct outline_run *run = element;

	return *section < run->section ? -1 : *section > run->section;
}

/* Runs are in document order, so that their sections never go down. */
static uint32_t first_run_from(const struct outline *outline, uint32_t section)
{
	return (uint32_t)search_first(
		&section, outline->runs, outline->n_runs, sizeof *outline->runs, compare_run);
}

void section_runs(const struct outline *outline, uint32_t section, uint32_t *first, uint32_t *end)
{
	*first = first_run_from(outline, section);
	*end = first_run_from(outline, outline->sections[section].next);
}

uint32_t text_words(struct slice text)
{
	uint32_t words = 0;
	bool inside = false;

	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.at[i];

		if (c == ' ' || c == '\t' || c == '\n' || c == '\r')
			inside = false;
		else if (!inside && (isalnum(c) || c >= 0x80)) {
			inside = true;
			words++;
		}
	}
	return words;
}

static struct slice skip_separator(struct slice text)
{
	static const char *const separators[] = {":", "–", "—", "-", "."};

	text = slice_trim(text);
	for (size_t i = 0; i < sizeof separators / sizeof *separators; i++) {
		if (slice_starts_with(text, separators[i]))
			return slice_trim(slice_from(text, strlen(separators[i])));
	}
	return text;
}

uint32_t section_not_applicable(
	const struct outline *outline, uint32_t section, struct slice *reason)
{
	static const char words[] = "not applicable";
	const struct outline_section *part = &outline->sections[section];

	for (uint32_t i = part->first_block; i < part->end_block; i++) {
		const struct outline_block *block = &outline->blocks[i];
		struct slice text = slice_trim(outline_text(outline, block->text));

		if (block->type == BLOCK_COMMENT)
			continue;
		if (block->type != BLOCK_PARAGRAPH || text.len < sizeof words - 1 ||
			!slice_equal_nocase(
				(struct slice){text.at, sizeof words - 1}, slice_of(words)))
			return OUTLINE_NONE;
		*reason = skip_separator(slice_from(text, sizeof words - 1));
		return i;
	}
	return OUTLINE_NONE;
}

bool section_is_answered(const struct outline *outline, uint32_t section)
{
	struct slice reason;

	return section_not_applicable(outline, section, &reason) != OUTLINE_NONE &&
	       text_words(reason) >= 3;
}

bool link_is_id(struct slice value)
{
	return slug_is_id(value) && !slice_ends_with(value, ".md");
}

struct each_link {
	const struct document *document;
	link_visitor each;
	void *context;
};

static void each_field(const struct each_link *e, const struct field_spec *spec, uint32_t node)
{
	const struct outline *outline = e->document->outline;
	const struct outline_field *field = &outline->fields[node];
	uint32_t child;

	if (spec->type == VALUE_LINK && field->type == FIELD_SCALAR && field->value.len) {
		const struct contract_link link = {
			spec, outline_text(outline, field->value), node, 0};

		e->each(e->context, e->document, &link);
		return;
	}
	if (field->type == FIELD_SCALAR)
		return;
	for (child = outline_first_child(outline, node); child != OUTLINE_NONE;
		child = outline_next_child(outline, child)) {
		struct slice key = outline_text(outline, outline->fields[child].key);

		if (spec->type == VALUE_LIST && spec->of)
			each_field(e, spec->of, child);
		for (size_t i = 0; spec->type == VALUE_MAP && i < spec->n_fields; i++) {
			if (slice_is(key, spec->fields[i].name))
				each_field(e, &spec->fields[i], child);
		}
	}
}

static void each_cell(const struct each_link *e, size_t section, size_t column)
{
	const struct document *document = e->document;
	uint32_t index = document->contract->tables[section].table;
	uint32_t rows = document->outline->tables[index].rows;
	const struct field_spec *spec = &document->kind->sections[section].table->columns[column];
	struct contract_link link = {.spec = spec, .node = OUTLINE_NONE, .section = section};
	struct contract_parts parts;

	if (spec->type == VALUE_LIST)
		link.spec = spec->of;
	for (uint32_t row = 0; row < rows; row++) {
		const struct outline_cell *cell = contract_cell(document, section, row, column);

		if (!cell)
			return;
		link.value = contract_cell_value(document, cell, VALUE_LINK);
		if (value_is_blank(link.value))
			continue;
		if (spec->type != VALUE_LIST) {
			e->each(e->context, document, &link);
			continue;
		}
		parts = contract_cell_parts(document->outline, cell, VALUE_LINK, link.value);
		while (contract_next_part(&parts, &link.value))
			e->each(e->context, document, &link);
	}
}

static bool holds_links(const struct field_spec *spec)
{
	return spec->type == VALUE_LINK ||
	       (spec->type == VALUE_LIST && spec->of && spec->of->type == VALUE_LINK);
}

void contract_each_link(const struct document *document, link_visitor each, void *context)
{
	struct each_link e = {document, each, context};
	const struct kind *kind = document->kind;

	for (size_t i = 0; kind && i < kind->n_fields; i++) {
		uint32_t node = document_field(document, kind->fields[i].name);

		if (node != OUTLINE_NONE)
			each_field(&e, &kind->fields[i], node);
	}
	for (size_t i = 0; kind && i < kind->n_sections; i++) {
		const struct table_spec *table = kind->sections[i].table;

		if (document->contract->tables[i].table == OUTLINE_NONE)
			continue;
		for (size_t j = 0; j < table->n_columns; j++) {
			if (holds_links(&table->columns[j]))
				each_cell(&e, i, j);
		}
	}
}
