/* Words of the glossaries as JSON. */
#include "report/glossary.h"
#include "report/ledger_json.h"

static json_t *place(const struct document *document, uint32_t offset)
{
	struct position start = outline_position(document->outline, offset);

	return json_pack("{s:o, s:i, s:i}", "path", json_safe(document->path), "line",
		(int)start.line, "column", (int)start.column);
}

static json_t *aliases_of(const struct glossary_row *row)
{
	json_t *array = json_array();
	struct slice rest = row->aliases;

	while (rest.len) {
		size_t end = slice_find(rest, ',');
		struct slice alias = slice_trim((struct slice){rest.at, end});

		if (alias.len)
			json_array_append_new(array, json_safe_slice(alias));
		rest = slice_from(rest, end + 1);
	}
	return array;
}

static void add_detail(void *context, const char *column, struct slice text)
{
	json_object_set_new(context, column, json_safe_slice(text));
}

static json_t *row_object(const struct glossary_row *row)
{
	return json_pack("{s:o, s:o, s:o, s:o, s:o, s:b, s:o}", "term", json_safe_slice(row->term),
		"translation", json_safe_slice(row->translation), "line",
		json_safe_slice(row->line), "aliases", aliases_of(row), "side",
		json_safe_slice(row->side), "ambiguous", row->ambiguous, "place",
		place(row->document, row->place.start));
}

static json_t *uses_of(const struct term_list *list, uint32_t concept)
{
	json_t *array = json_array();

	for (size_t i = 0; i < list->count; i++) {
		const struct term_use *use = &list->uses[i];

		if (use->concept == concept)
			json_array_append_new(array, place(use->document, use->place.start));
	}
	return array;
}

static void write_terms(json_t *term, json_t *terms, struct buffer *out)
{
	json_write(json_pack("{s:s, s:o, s:o, s:o}", "schema", "handoff-glossary-1", "tool",
			   json_tool(), "term", term, "terms", terms),
		out);
}

void report_terms_json(const struct term_list *list, struct buffer *out)
{
	json_t *array = json_array();
	const struct glossary_row *rows;
	size_t count;

	rows = glossary_rows(list->glossary, &count);
	for (size_t i = 0; i < count; i++) {
		json_t *row = row_object(&rows[i]);

		json_object_set_new(
			row, "uses", json_integer((json_int_t)list->counts[rows[i].concept]));
		json_array_append_new(array, row);
	}
	write_terms(json_null(), array, out);
}

void report_term_json(const struct term_list *list, const char *word, const uint32_t *concepts,
	size_t count, struct buffer *out)
{
	json_t *array = json_array();

	for (size_t i = 0; i < count; i++) {
		const struct glossary_row *row = glossary_first_row(list->glossary, concepts[i]);

		for (; row; row = glossary_row(list->glossary, row->next)) {
			json_t *object = row_object(row), *details = json_object();

			glossary_each_detail(row, add_detail, details);
			json_object_set_new(object, "details", details);
			json_object_set_new(object, "uses", uses_of(list, concepts[i]));
			json_array_append_new(array, object);
		}
	}
	write_terms(json_safe(word), array, out);
}
