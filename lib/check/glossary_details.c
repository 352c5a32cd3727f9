/* What a glossary says of a word beyond its translation, in whatever table. */
#include "check/contract.h"
#include "check/glossary_parts.h"

static bool is_told_already(const struct glossary_row *row, size_t column)
{
	const struct terms_spec *terms = row->terms;

	return column == terms->term || column == terms->aliases || column == terms->translation ||
	       column == terms->line || (column == terms->ambiguous && !row->ambiguous);
}

static struct slice text_of(
	const struct document *document, size_t section, uint32_t row, size_t column)
{
	const struct outline_cell *cell = contract_cell(document, section, row, column);

	return cell ? slice_trim(outline_text(document->outline, cell->text)) : slice_of("");
}

static void tell_row(const struct glossary_row *row, size_t section, uint32_t number,
	glossary_detail_visitor each, void *context)
{
	const struct table_spec *table = row->document->kind->sections[section].table;
	bool own = section == row->section;

	for (size_t column = own ? 0 : 1; column < table->n_columns; column++) {
		struct slice text = text_of(row->document, section, number, column);

		if (!(own && is_told_already(row, column)) && !value_is_blank(text))
			each(context, table->columns[column].name, text);
	}
}

/* Other tables name the word in their first column. */
static bool is_about(const struct glossary_row *row, size_t section, uint32_t number)
{
	if (section == row->section)
		return number == row->number;
	return slice_equal_nocase(text_of(row->document, section, number, 0), row->term);
}

void glossary_each_detail(
	const struct glossary_row *row, glossary_detail_visitor each, void *context)
{
	const struct document *document = row->document;

	for (size_t i = 0; i < document->kind->n_sections; i++) {
		uint32_t table = document->contract->tables[i].table;

		if (table == OUTLINE_NONE)
			continue;
		for (uint32_t j = 0; j < document->outline->tables[table].rows; j++) {
			if (is_about(row, i, j))
				tell_row(row, i, j, each, context);
		}
	}
}
