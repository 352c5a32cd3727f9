#include "check/passage.h"

#include <stdlib.h>

#include "base/mem.h"

/* The row of a table that a run stands in; OUTLINE_NONE outside tables. */
static uint32_t row_of(const struct outline *outline, const struct outline_run *run)
{
	const struct outline_block *block;
	const struct outline_table *table;

	if (run->cell == OUTLINE_NONE || run->block == OUTLINE_NONE)
		return OUTLINE_NONE;
	block = &outline->blocks[run->block];
	if (block->type != BLOCK_TABLE)
		return OUTLINE_NONE;
	table = &outline->tables[block->number];
	return table->columns ? (run->cell - table->first_cell) / table->columns : 0;
}

static bool belong_together(const struct outline *outline, const struct outline_run *one,
	const struct outline_run *other)
{
	return one->block == other->block && one->section == other->section &&
	       row_of(outline, one) == row_of(outline, other);
}

static void add_run(
	struct passage *passage, const struct outline *outline, const struct outline_run *run)
{
	const struct outline_run *last =
		passage->count ? passage->pieces[passage->count - 1].run : NULL;
	bool is_image = run->flags & RUN_IN_IMAGE;

	if (last && last->cell != run->cell)
		buffer_add_char(&passage->text, '\n');
	else if (run->flags & RUN_BREAK_BEFORE)
		buffer_add_char(&passage->text, ' ');
	if (run->type == RUN_CODE || is_image)
		buffer_add_char(&passage->text, '\x1f');
	if (run->type != RUN_TEXT || is_image)
		return;
	GROW(passage->pieces, passage->count, passage->capacity);
	passage->pieces[passage->count++] = (struct passage_piece){passage->text.len, run};
	buffer_add_slice(&passage->text, outline_text(outline, run->text));
}

bool passage_next(struct passage *passage, const struct outline *outline)
{
	passage->first = passage->end;
	if (passage->first >= outline->n_runs)
		return false;
	passage->count = 0;
	buffer_clear(&passage->text);
	buffer_reserve(&passage->text, 1);
	while (passage->end < outline->n_runs &&
		belong_together(
			outline, &outline->runs[passage->first], &outline->runs[passage->end]))
		add_run(passage, outline, &outline->runs[passage->end++]);
	return true;
}

void passage_dispose(struct passage *passage)
{
	buffer_dispose(&passage->text);
	free(passage->pieces);
	*passage = (struct passage){0};
}

static const struct passage_piece *piece_at(const struct passage *passage, size_t at)
{
	size_t low = 0, high = passage->count;

	if (passage->count == 0)
		return NULL;
	while (low + 1 < high) {
		size_t middle = low + (high - low) / 2;

		if (passage->pieces[middle].start <= at)
			low = middle;
		else
			high = middle;
	}
	return &passage->pieces[low];
}

const struct outline_run *passage_run(const struct passage *passage, size_t at)
{
	const struct passage_piece *piece = piece_at(passage, at);

	return piece ? piece->run : NULL;
}

bool passage_span(const struct passage *passage, size_t start, size_t end, struct span *span)
{
	const struct passage_piece *piece = piece_at(passage, start);
	const struct outline_run *run = piece->run;

	*span = run->span;
	if (run->span.end - run->span.start != run->text.len || end > piece->start + run->text.len)
		return false;
	span->start = run->span.start + (uint32_t)(start - piece->start);
	span->end = run->span.start + (uint32_t)(end - piece->start);
	return true;
}
