#include "check/passage.h"

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
	struct running_text *running = &passage->running;
	const struct outline_run *last =
		running->count ? running->pieces[running->count - 1].run : NULL;
	bool is_image = run->flags & RUN_IN_IMAGE;

	if (last && last->cell != run->cell)
		buffer_add_char(&running->text, '\n');
	else if (run->flags & RUN_BREAK_BEFORE)
		buffer_add_char(&running->text, ' ');
	if (run->type == RUN_CODE || is_image)
		buffer_add_char(&running->text, '\x1f');
	if (run->type != RUN_TEXT || is_image)
		return;
	running_text_add_run(running, outline, run);
}

bool passage_next(struct passage *passage, const struct outline *outline)
{
	passage->first = passage->end;
	if (passage->first >= outline->n_runs)
		return false;
	passage->running.count = 0;
	buffer_clear(&passage->running.text);
	buffer_reserve(&passage->running.text, 1);
	while (passage->end < outline->n_runs &&
		belong_together(
			outline, &outline->runs[passage->first], &outline->runs[passage->end]))
		add_run(passage, outline, &outline->runs[passage->end++]);
	return true;
}

void passage_dispose(struct passage *passage)
{
	running_text_dispose(&passage->running);
	*passage = (struct passage){0};
}

const struct outline_run *passage_run(const struct passage *passage, size_t at)
{
	return passage->running.count ? running_text_piece(&passage->running, at)->run : NULL;
}

bool passage_span(const struct passage *passage, size_t start, size_t end, struct span *span)
{
	const struct running_piece *piece = running_text_piece(&passage->running, start);
	const struct outline_run *run = piece->run;

	*span = run->span;
	if (run->span.end - run->span.start != run->text.len || end > piece->start + run->text.len)
		return false;
	span->start = run->span.start + (uint32_t)(start - piece->start);
	span->end = run->span.start + (uint32_t)(end - piece->start);
	return true;
}
