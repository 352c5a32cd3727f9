#include "check/running_text.h"

#include <stdlib.h>

#include "base/mem.h"
#include "check/contract.h"

bool run_is_text(const struct outline_run *run)
{
	return run->type == RUN_TEXT;
}

static void separate(struct running_text *text, const struct outline_run *run, char gap)
{
	const struct outline_run *last = text->count ? text->pieces[text->count - 1].run : NULL;

	if (!last)
		return;
	if (last->block != run->block || last->cell != run->cell || last->section != run->section)
		buffer_add_char(&text->text, '\n');
	else if (run != last + 1)
		buffer_add_char(&text->text, gap);
	else if (run->flags & RUN_BREAK_BEFORE)
		buffer_add_char(&text->text, ' ');
}

void running_text_add_run(
	struct running_text *text, const struct outline *outline, const struct outline_run *run)
{
	GROW(text->pieces, text->count, text->capacity);
	text->pieces[text->count++] = (struct running_piece){text->text.len, run};
	buffer_add_slice(&text->text, outline_text(outline, run->text));
}

static void add_runs(struct running_text *text, const struct outline *outline, uint32_t first,
	uint32_t end, run_choice choice, char gap)
{
	for (uint32_t i = first; i < end; i++) {
		const struct outline_run *run = &outline->runs[i];

		if (run->block == OUTLINE_NONE || !choice(run))
			continue;
		separate(text, run, gap);
		running_text_add_run(text, outline, run);
	}
}

void running_text_add(struct running_text *text, const struct outline *outline, uint32_t section,
	run_choice choice, char gap)
{
	uint32_t first, end;

	section_runs(outline, section, &first, &end);
	add_runs(text, outline, first, end, choice, gap);
}

void running_text_add_own(struct running_text *text, const struct outline *outline,
	uint32_t section, run_choice choice, char gap)
{
	uint32_t first, end;

	section_runs(outline, section, &first, &end);
	for (end = first; end < outline->n_runs && outline->runs[end].section == section;)
		end++;
	add_runs(text, outline, first, end, choice, gap);
}

void running_text_dispose(struct running_text *text)
{
	buffer_dispose(&text->text);
	free(text->pieces);
}

const struct running_piece *running_text_piece(const struct running_text *text, size_t at)
{
	size_t low = 0, high = text->count;

	while (low + 1 < high) {
		size_t middle = low + (high - low) / 2;

		if (text->pieces[middle].start <= at)
			low = middle;
		else
			high = middle;
	}
	return &text->pieces[low];
}

struct span running_text_span(const struct running_text *text, size_t start, size_t end)
{
	const struct running_piece *piece = running_text_piece(text, start);
	struct span span = piece->run->span;

	/* Text with escapes is longer in the source than read: then the whole of it is shown. */
	if (span.end - span.start != piece->run->text.len)
		return span;
	span.start += (uint32_t)(start - piece->start);
	if (piece->run->span.start + (end - piece->start) < span.end)
		span.end = (uint32_t)(piece->run->span.start + (end - piece->start));
	return span;
}
