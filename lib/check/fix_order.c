/* The order of the fields in the front matter. */
#include <stdlib.h>

#include "check/fix.h"

/* The fields that `new` writes first and last, whatever the contract's order. */
static const char *const first_fields[] = {"kind", "id", "title", "status"};
#define N_FIRST (sizeof first_fields / sizeof *first_fields)

size_t fix_rank(const struct kind *kind, struct slice name)
{
	for (size_t i = 0; i < N_FIRST; i++) {
		if (slice_is(name, first_fields[i]))
			return i;
	}
	if (slice_is(name, "signoffs"))
		return N_FIRST + kind->n_fields;
	for (size_t i = 0; i < kind->n_fields; i++) {
		if (slice_is(name, kind->fields[i].name))
			return N_FIRST + i;
	}
	return FIX_NO_RANK;
}

static uint32_t line_start(struct slice source, uint32_t at)
{
	while (at > 0 && source.at[at - 1] != '\n')
		at--;
	return at;
}

/* A comment on the lines right above a key belongs to it. */
static uint32_t with_comments(struct slice source, uint32_t start, uint32_t floor)
{
	while (start > floor) {
		uint32_t above = line_start(source, start - 1);

		if (above < floor || source.at[above] != '#')
			break;
		start = above;
	}
	return start;
}

struct span fix_inside(const struct outline *outline)
{
	struct slice source = outline_source(outline);
	struct span inside = {0, line_start(source, outline->front.end)};

	if (inside.end == outline->front.end)
		inside.end = line_start(source, outline->front.end - 1);
	inside.start = (uint32_t)slice_find(source, '\n') + 1;
	return inside;
}

/* Each key has to begin a line of its own: a flow map is left as it is. */
static bool split(const struct document *document, struct fix_field *fields, size_t *count)
{
	const struct outline *outline = document->outline;
	struct slice source = outline_source(outline);
	struct span inside = fix_inside(outline);
	uint32_t node = outline_first_child(outline, 0), floor = inside.start;

	*count = 0;
	for (; node != OUTLINE_NONE; node = outline_next_child(outline, node)) {
		const struct outline_field *field = &outline->fields[node];
		uint32_t start = line_start(source, field->key_span.start);

		if (start != field->key_span.start || start < floor || start >= inside.end)
			return false;
		fields[*count].span.start = with_comments(source, start, floor);
		fields[*count].rank = fix_rank(document->kind, outline_text(outline, field->key));
		if (*count)
			fields[*count - 1].span.end = fields[*count].span.start;
		floor = field->span.end > start ? field->span.end : start;
		(*count)++;
	}
	/* Comments behind the last field are nobody's: they stay at the end. */
	if (*count)
		fields[*count - 1].span.end = with_comments(source, inside.end, floor);
	return true;
}

static int compare_ranks(const void *a, const void *b)
{
	const struct fix_field *one = a, *two = b;

	if (one->rank != two->rank)
		return one->rank < two->rank ? -1 : 1;
	return one->span.start < two->span.start ? -1 : one->span.start > two->span.start;
}

bool fix_fields(const struct document *document, struct fix_field **fields, size_t *count)
{
	const struct outline *outline = document->outline;

	*fields = NULL;
	*count = 0;
	if (!document->kind || outline->n_fields == 0 || outline->front.end == 0)
		return false;
	*fields = mem_calloc(outline->fields[0].count + 1, sizeof **fields);
	return split(document, *fields, count);
}

bool fix_order(const struct document *document, struct fix_field **fields, size_t *count)
{
	bool ordered = true;

	if (!fix_fields(document, fields, count))
		return false;
	/* The team's own fields stay behind the one that they follow. */
	for (size_t i = 0; i < *count; i++) {
		if ((*fields)[i].rank == FIX_NO_RANK)
			(*fields)[i].rank = i ? (*fields)[i - 1].rank : 0;
		ordered = ordered && (i == 0 || (*fields)[i - 1].rank <= (*fields)[i].rank);
	}
	if (ordered)
		return false;
	qsort(*fields, *count, sizeof **fields, compare_ranks);
	return true;
}
