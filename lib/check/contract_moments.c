/* Columns of times that go on from row to row: the day is written once, and the zone perhaps in the
 * header. What each cell stands for is worked out here, so that rules compare whole times. */
#include <stdlib.h>

#include "base/date_forms.h"
#include "base/noted_time.h"
#include "check/contract.h"

bool contract_is_moment_header(const struct field_spec *column, const char *folded)
{
	size_t len = strlen(column->folded);

	return column->continues && strncmp(folded, column->folded, len) == 0 &&
	       folded[len] == ' ' && folded[len + 1] == '(';
}

/* What is known from the header, and then from the rows above. */
struct known {
	bool has_date, has_offset;
	bool from_header; /* the offset: then a row's own holds for that row alone */
	struct date date;
	int offset;
};

static void read_header(struct known *known, struct slice title)
{
	size_t at = slice_find(title, '(');

	known->has_offset =
		at < title.len && offset_form_read(slice_from(title, at), &known->offset);
	known->from_header = known->has_offset;
}

/* The whole time in UTC; false where day or offset are not known, or the text is no time. */
static bool complete(struct known *known, struct slice text, char out[DATETIME_SIZE])
{
	struct noted_time time;

	if (!noted_time_read(text, &time))
		return false;
	if (time.has_date)
		known->date = time.date;
	if (time.has_offset && !known->from_header)
		known->offset = time.offset;
	known->has_date = known->has_date || time.has_date;
	known->has_offset = known->has_offset || time.has_offset;
	time.date = known->date;
	time.offset = time.has_offset ? time.offset : known->offset;
	return known->has_date && known->has_offset &&
	       datetime_format(noted_time_seconds(&time), out);
}

static void read_column(const struct outline *outline, const struct outline_table *table,
	uint32_t column, struct contract *contract, size_t *capacity)
{
	struct known known = {0};

	read_header(&known, outline_text(outline, outline->cells[table->first_cell + column].text));
	for (uint32_t row = 0; row < table->rows; row++) {
		uint32_t cell = table->first_cell + (row + 1) * table->columns + column;
		struct slice text = slice_trim(outline_text(outline, outline->cells[cell].text));
		char whole[DATETIME_SIZE];
		int64_t seconds;

		if (!complete(&known, text, whole) || datetime_parse(text, &seconds))
			continue;
		GROW(contract->moments, contract->n_moments, *capacity);
		contract->moments[contract->n_moments++] = (struct contract_moment){
			cell, arena_slice(contract->arena, slice_of(whole))};
	}
}

static int compare_moments(const void *a, const void *b)
{
	uint32_t one = ((const struct contract_moment *)a)->cell;
	uint32_t two = ((const struct contract_moment *)b)->cell;

	return one < two ? -1 : one > two;
}

void contract_read_moments(
	const struct outline *outline, const struct kind *kind, struct contract *contract)
{
	size_t capacity = 0;

	for (size_t i = 0; i < kind->n_sections; i++) {
		const struct table_spec *spec = kind->sections[i].table;
		const struct contract_table *match = &contract->tables[i];

		for (size_t j = 0; spec && match->table != OUTLINE_NONE && j < spec->n_columns;
			j++) {
			if (spec->columns[j].continues && match->columns[j] != OUTLINE_NONE)
				read_column(outline, &outline->tables[match->table],
					match->columns[j], contract, &capacity);
		}
	}
	if (contract->n_moments)
		qsort(contract->moments, contract->n_moments, sizeof *contract->moments,
			compare_moments);
}

struct slice contract_moment(const struct contract *contract, uint32_t cell, struct slice text)
{
	struct contract_moment key = {.cell = cell};
	const struct contract_moment *found =
		contract->n_moments ? bsearch(&key, contract->moments, contract->n_moments,
					      sizeof *contract->moments, compare_moments)
				    : NULL;

	return found ? found->text : text;
}
