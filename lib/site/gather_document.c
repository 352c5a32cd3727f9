/* What a document itself says. */
#include "base/clock.h"
#include "check/contract.h"
#include "site/gather_parts.h"

/* Tables that boards and pictures are made from. */
static const struct {
	const char *kind, *section; /* NULL: all of them */
} shown_tables[] = {
	{"postmortem", "Timeline"},
	{"stakeholder-map", NULL},
	{"alignment-map", NULL},
	{"alert-taxonomy", NULL},
};

static bool wants_table(
	const struct gathering *gathering, const struct kind *kind, const struct section_spec *spec)
{
	if (!spec->table)
		return false;
	if (gathering->request->tables)
		return true;
	for (size_t i = 0; i < sizeof shown_tables / sizeof *shown_tables; i++) {
		if (strcmp(shown_tables[i].kind, kind->id) == 0 &&
			(!shown_tables[i].section ||
				strcmp(shown_tables[i].section, spec->title) == 0))
			return true;
	}
	return false;
}

static void gather_table(struct gathering *gathering, const struct document *document,
	size_t section, struct record_table *record)
{
	const struct section_spec *spec = &document->kind->sections[section];
	const struct table_spec *table = spec->table;
	uint32_t number = document->contract->tables[section].table;
	const struct outline_table *outline = &document->outline->tables[number];

	record->section = slice_of(spec->title);
	record->columns = gather_texts(gathering, table->n_columns);
	for (size_t i = 0; i < table->n_columns; i++)
		record->columns.list[record->columns.count++] = slice_of(table->columns[i].name);
	record->rows = arena_alloc(gathering->arena, (outline->rows + 1) * sizeof *record->rows);
	for (uint32_t row = 0; row < outline->rows; row++) {
		struct record_texts *cells = &record->rows[record->n_rows];

		if (contract_row_is_empty(document->outline, outline, row))
			continue;
		*cells = gather_texts(gathering, table->n_columns);
		record->n_rows++;
		for (size_t i = 0; i < table->n_columns; i++) {
			const struct outline_cell *cell = contract_cell(document, section, row, i);

			cells->list[cells->count++] =
				cell ? contract_cell_value(document, cell, table->columns[i].type)
				     : slice_of("");
		}
	}
}

static void gather_tables(struct gathering *gathering, const struct document *document,
	struct record_document *record)
{
	const struct kind *kind = document->kind;

	record->tables =
		arena_alloc(gathering->arena, (kind->n_sections + 1) * sizeof *record->tables);
	for (size_t i = 0; i < kind->n_sections; i++) {
		if (wants_table(gathering, kind, &kind->sections[i]) &&
			document->contract->tables[i].table != OUTLINE_NONE)
			gather_table(gathering, document, i, &record->tables[record->n_tables++]);
	}
}

/* ---- Fields --------------------------------------------------------------------------------- */

static bool gather_values(struct gathering *gathering, const struct outline *outline, uint32_t node,
	struct record_field *record)
{
	const struct outline_field *field = &outline->fields[node];

	record->is_list = field->type == FIELD_LIST;
	record->values = gather_texts(gathering, record->is_list ? field->count : 1);
	if (field->type == FIELD_SCALAR) {
		record->values.list[record->values.count++] = outline_text(outline, field->value);
		return true;
	}
	if (field->type != FIELD_LIST)
		return false;
	for (uint32_t i = outline_first_child(outline, node); i != OUTLINE_NONE;
		i = outline_next_child(outline, i)) {
		if (outline->fields[i].type != FIELD_SCALAR)
			return false;
		record->values.list[record->values.count++] =
			outline_text(outline, outline->fields[i].value);
	}
	return true;
}

static void gather_fields(struct gathering *gathering, const struct document *document,
	struct record_document *record)
{
	const struct outline *outline = document->outline;

	if (outline->n_fields == 0)
		return;
	record->fields = arena_alloc(
		gathering->arena, (outline->fields[0].count + 1) * sizeof *record->fields);
	for (uint32_t i = outline_first_child(outline, 0); i != OUTLINE_NONE;
		i = outline_next_child(outline, i)) {
		struct record_field *field = &record->fields[record->n_fields];

		field->name = outline_text(outline, outline->fields[i].key);
		if (!slice_is(field->name, "signoffs") &&
			gather_values(gathering, outline, i, field))
			record->n_fields++;
	}
}

/* ---- The whole ------------------------------------------------------------------------------ */

static struct slice title_of(const struct document *document)
{
	const struct outline *outline = document->outline;
	struct slice title = document_text(document, "title");

	if (title.len)
		return title;
	if (outline->n_sections > 1 && outline->sections[1].level == 1)
		return outline_text(outline, outline->sections[1].title);
	return slice_of(document->path);
}

static void count_findings(
	struct gathering *gathering, const char *path, struct record_document *record)
{
	const struct findings *findings = &gathering->request->result->findings;
	size_t count, first = findings_of_path(findings, path, &count);

	for (size_t i = first; i < first + count; i++) {
		record->errors += findings->items[i].severity == SEVERITY_ERROR;
		record->warnings += findings->items[i].severity == SEVERITY_WARNING;
	}
}

static void set_status(const struct document *document, struct record_document *record)
{
	const struct kind *kind = document->kind;

	if (document->status < 0)
		return;
	record->is_initial = (size_t)document->status == kind->lifecycle.initial;
	/* What was replaced has nothing left to be agreed to either. */
	record->is_withdrawn = (kind->withdrawn >> document->status & 1) != 0 ||
			       (kind->lifecycle.next[document->status] == 0 &&
				       document_field(document, "superseded-by") != OUTLINE_NONE);
}

void gather_document(struct gathering *gathering, const struct document *document,
	struct record_document *record)
{
	record->path = slice_of(document->path);
	record->id = document_text(document, "id");
	record->kind = document_text(document, "kind");
	record->kind_name = document->kind ? slice_of(document->kind->name) : record->kind;
	record->title = title_of(document);
	record->status = document_text(document, "status");
	record->owner = document_text(document, "owner");
	record->created = document_text(document, "created");
	record->updated = document_text(document, "updated");
	set_status(document, record);
	count_findings(gathering, document->path, record);
	gather_fields(gathering, document, record);
	if (document->kind && document->contract)
		gather_tables(gathering, document, record);
}

/* ---- What is due ---------------------------------------------------------------------------- */

static void take_due(struct record_document *record, struct slice day, struct slice why)
{
	struct date date;

	if (!date_parse(day, &date) || (record->due.len && slice_compare(record->due, day) <= 0))
		return;
	record->due = day;
	record->due_why = why;
}

void gather_due(struct gathering *gathering, struct record_document *record)
{
	static const char *const fields[] = {"review-by", "valid-until", "escalate-by"};

	if (record->is_withdrawn)
		return;
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		take_due(record, record_value(record, fields[i]), slice_of(fields[i]));
	for (size_t i = 0; i < record->n_signoffs; i++) {
		const struct record_signoff *signoff = &record->signoffs[i];
		char day[11];

		if (signoff->expires == TIME_UNKNOWN ||
			(!slice_is(signoff->state, "valid") &&
				!slice_is(signoff->state, "expired")))
			continue;
		date_format(date_of_time(signoff->expires), day);
		take_due(record, gather_copy(gathering, day), signoff->role);
	}
}
