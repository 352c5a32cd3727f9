/* Glossaries themselves: two translations, two rows, words that nobody uses. */
#include <stdlib.h>

#include "base/utf8.h"
#include "check/glossary_state.h"

/* With more rows of other glossaries a row is not compared. */
#define MAX_COMPARED 1000

/* More unused words than this are named together. */
#define MAX_UNUSED 10

struct glossary_state *glossary_state_new(void)
{
	return mem_calloc(1, sizeof(struct glossary_state));
}

void glossary_state_free(struct glossary_state *state)
{
	glossary_reading_dispose(&state->reading);
	glossary_free(state->glossary);
	free(state->used);
	free(state->decided);
	free(state);
}

const struct glossary *checker_glossary(struct checker *checker)
{
	struct glossary_state *state = checker->glossary;

	if (!state->glossary) {
		state->glossary = glossary_new(checker->corpus);
		state->n_unused = glossary_count_concepts(state->glossary);
		state->decided = mem_calloc(state->n_unused + 1, sizeof *state->decided);
		state->used = mem_calloc(state->n_unused + 1, sizeof *state->used);
	}
	return state->glossary;
}

bool looks_for_unused(const struct checker *checker)
{
	return corpus_is_whole(checker->corpus) && !checker_is_off(checker, RULE_GLOSSARY_UNUSED);
}

static bool same_folded(struct slice one, struct slice other)
{
	struct buffer a = BUFFER_INIT, b = BUFFER_INIT;
	bool same;

	if (slice_equal(one, other))
		return true;
	utf8_fold(&a, one);
	utf8_fold(&b, other);
	same = slice_equal(buffer_slice(&a), buffer_slice(&b));
	buffer_dispose(&a);
	buffer_dispose(&b);
	return same;
}

static uint32_t line_of(const struct glossary_row *row)
{
	return outline_position(row->document->outline, row->place.start).line;
}

static struct slice language_of(const struct glossary_row *row)
{
	return row->terms->language ? document_text(row->document, row->terms->language)
				    : slice_of("");
}

static bool is_strict(const struct document *document)
{
	return document->status >= 0 && document->kind->lifecycle.strict >> document->status & 1;
}

/* A draft is held to what others agreed on, and they are not held to a draft. */
static bool disagree(const struct glossary_row *one, const struct glossary_row *other)
{
	return one->document != other->document &&
	       (is_strict(other->document) || !is_strict(one->document)) && one->translation.len &&
	       other->translation.len && !same_folded(one->translation, other->translation) &&
	       slice_equal_nocase(language_of(one), language_of(other)) &&
	       glossary_share_word(one, other);
}

static void check_conflict(
	struct checker *checker, const struct glossary *glossary, const struct glossary_row *row)
{
	const struct glossary_row *other = glossary_first_row(glossary, row->concept);

	for (int i = 0; other && i < MAX_COMPARED;
		i++, other = glossary_row(glossary, other->next)) {
		if (!disagree(row, other))
			continue;
		checker_add(checker, RULE_GLOSSARY_CONFLICT, row->place,
			"\"%.*s\" is \"%.*s\" here and \"%.*s\" in %s:%u", SLICE_ARG(row->term),
			SLICE_ARG(row->translation), SLICE_ARG(other->translation),
			other->document->path, line_of(other));
		return;
	}
}

static void report_twin(void *context, const struct glossary_row *row,
	const struct glossary_row *earlier, struct slice word)
{
	checker_add(context, RULE_GLOSSARY_DUPLICATE, row->place,
		"\"%.*s\" has a row already: \"%.*s\" in line %u", SLICE_ARG(word),
		SLICE_ARG(earlier->term), line_of(earlier));
}

static void report_unused(
	struct checker *checker, const struct glossary_row *const *list, size_t count)
{
	struct buffer names = BUFFER_INIT;

	for (size_t i = 0; i < count && count <= MAX_UNUSED; i++)
		checker_add(checker, RULE_GLOSSARY_UNUSED, list[i]->place,
			"\"%.*s\" is used in no document", SLICE_ARG(list[i]->term));
	if (count <= MAX_UNUSED)
		return;
	for (size_t i = 0; i < MAX_UNUSED; i++)
		buffer_addf(&names, "%s\"%.*s\"", i ? ", " : "", SLICE_ARG(list[i]->term));
	checker_add(checker, RULE_GLOSSARY_UNUSED, list[0]->place,
		"%zu of its words are used in no document: %s and %zu more; `handoff glossary` "
		"shows which",
		count, names.at, count - MAX_UNUSED);
	buffer_dispose(&names);
}

/* Of a part of the documents nobody can say what is used nowhere. The others were all looked at. */
static void check_unused(struct checker *checker, const struct glossary_row *rows, size_t count)
{
	const bool *used = checker->glossary->used;
	const struct glossary_row **list;
	size_t n_unused = 0;

	if (!looks_for_unused(checker))
		return;
	list = mem_calloc(count + 1, sizeof *list);
	for (size_t i = 0; i < count; i++) {
		if (!used[rows[i].concept])
			list[n_unused++] = &rows[i];
	}
	report_unused(checker, list, n_unused);
	free(list);
}

static void check_rows_of_glossary(struct checker *checker)
{
	const struct glossary *glossary = checker_glossary(checker);
	const struct glossary_row *rows;
	size_t count, first, end;

	rows = glossary_rows(glossary, &count);
	glossary_rows_of(glossary, checker->document, &first, &end);
	for (size_t i = first; i < end; i++)
		check_conflict(checker, glossary, &rows[i]);
	glossary_each_twin(rows + first, end - first, report_twin, checker);
	check_unused(checker, rows + first, end - first);
}

void check_glossary(struct checker *checker)
{
	if (glossary_is_one(checker->document))
		check_rows_of_glossary(checker);
	else
		check_jargon(checker);
}
