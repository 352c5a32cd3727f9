/* Words of a glossary in a text: which of them, and whether they are meant as such. */
#include <ctype.h>
#include <stdlib.h>

#include "base/nearest.h"
#include "check/glossary_parts.h"
#include "check/passage.h"

/* So far from an everyday word something has to stand that says that more is meant. */
#define NEAR_WORDS 3

/* What a reading needs again and again. */
struct glossary_scratch {
	struct term_text text;
	struct term_match *matches;
	size_t count, capacity;
	uint32_t *translated; /* of concepts: the last text in which their translation stands */
	uint32_t number;      /* of the text at hand, from 1 */
};

static void add_match(void *context, const struct term_match *match)
{
	struct glossary_scratch *scratch = context;

	GROW(scratch->matches, scratch->count, scratch->capacity);
	scratch->matches[scratch->count++] = *match;
}

/* ---- Is it meant? -----------------------------------------------------------------------------
 */

/* 0.93, 93 % or 3 pp: what quality is counted in. */
static bool is_figure(const struct term_text *text, size_t token)
{
	const struct term_token *t = &text->tokens[token];
	struct slice rest = slice_from(text->text, t->end);

	for (uint32_t i = t->start; i < t->end; i++) {
		if (!isdigit((unsigned char)text->text.at[i]))
			return false;
	}
	if (t->end == t->start + 1 && text->text.at[t->start] == '0' && rest.len > 1 &&
		rest.at[0] == '.' && isdigit((unsigned char)rest.at[1]))
		return true;
	if (rest.len && rest.at[0] == ' ')
		rest = slice_from(rest, 1);
	return slice_starts_with(rest, "%") || slice_starts_with(rest, "pp") ||
	       slice_starts_with(rest, "percent");
}

static bool says_more(const struct concept *known, const struct term_text *text, size_t token)
{
	uint32_t word = text->tokens[token].word;

	if (known->figure && is_figure(text, token))
		return true;
	return word != NO_WORD && known->n_words &&
	       bsearch(&word, known->words, known->n_words, sizeof word, glossary_compare_words);
}

static bool is_meant(
	const struct concept *known, const struct term_text *text, const struct term_match *match)
{
	size_t first = match->first > NEAR_WORDS ? match->first - NEAR_WORDS : 0;
	size_t end = match->last + NEAR_WORDS + 1;
	uint32_t sentence = text->tokens[match->first].sentence;

	if (known->always)
		return true;
	for (size_t i = first; i < end && i < text->count; i++) {
		/* A term of several words may say it itself, one word cannot. */
		if (i == match->first && match->first == match->last)
			continue;
		if (text->tokens[i].sentence == sentence && says_more(known, text, i))
			return true;
	}
	return false;
}

/* A word with a dot, an @ or the like at it is a part of a name: recall.py, #recall. */
static bool is_part_of_name(const struct term_text *text, const struct term_match *match)
{
	size_t start = text->tokens[match->first].start, end = text->tokens[match->last].end;
	struct slice s = text->text;

	if (start > 0 && strchr("@#$\\=", s.at[start - 1]))
		return true;
	if (start > 1 && strchr(".:", s.at[start - 1]) && isalnum((unsigned char)s.at[start - 2]))
		return true;
	return end + 1 < s.len && strchr(".@:=\\", s.at[end]) &&
	       isalnum((unsigned char)s.at[end + 1]);
}

/* ---- Which of them ----------------------------------------------------------------------------
 */

/* The better of two words that begin at one place: the longer, then the one that is written so. */
static bool is_better(const struct term_match *one, const struct term_match *other)
{
	if (!other || one->last != other->last)
		return !other || one->last > other->last;
	return one->inflection < other->inflection;
}

static void add_use(const struct glossary *glossary, struct glossary_reading *reading,
	const struct term_match *match)
{
	struct glossary_scratch *scratch = reading->scratch;
	const struct term_text *text = &scratch->text;
	uint32_t concept = CONCEPT_OF(match->value);

	if (is_part_of_name(text, match))
		return;
	GROW(reading->uses, reading->count, reading->capacity);
	reading->uses[reading->count++] = (struct glossary_use){concept,
		text->tokens[match->first].start, text->tokens[match->last].end,
		is_meant(&glossary->concepts[concept], text, match),
		match->inflection == INFLECT_VERB};
}

/* A word inside a translation is plain: the "training" of "training error". */
static void choose(const struct glossary *glossary, struct glossary_reading *reading)
{
	const struct glossary_scratch *scratch = reading->scratch;
	size_t free_from = 0, plain_to = 0;

	for (size_t i = 0, end; i < scratch->count; i = end) {
		const struct term_match *best = NULL;

		for (end = i; end < scratch->count &&
			      scratch->matches[end].first == scratch->matches[i].first;
			end++) {
			const struct term_match *match = &scratch->matches[end];

			if (IS_TRANSLATION(match->value)) {
				scratch->translated[CONCEPT_OF(match->value)] = scratch->number;
				if (match->last + 1 > plain_to)
					plain_to = match->last + 1;
			} else if (is_better(match, best)) {
				best = match;
			}
		}
		if (!best || best->first < free_from || best->last < plain_to)
			continue;
		add_use(glossary, reading, best);
		free_from = best->last + 1;
	}
}

void glossary_read(
	const struct glossary *glossary, struct slice text, struct glossary_reading *reading)
{
	struct glossary_scratch *scratch = reading->scratch;

	if (!scratch) {
		scratch = reading->scratch = mem_calloc(1, sizeof *scratch);
		scratch->translated =
			mem_calloc(glossary->n_concepts + 1, sizeof *scratch->translated);
	}
	scratch->number++;
	scratch->count = reading->count = 0;
	term_text_read(&scratch->text, glossary->index, text);
	term_index_scan(glossary->index, &scratch->text, add_match, scratch);
	choose(glossary, reading);
}

void glossary_reading_dispose(struct glossary_reading *reading)
{
	if (reading->scratch) {
		term_text_dispose(&reading->scratch->text);
		free(reading->scratch->matches);
		free(reading->scratch->translated);
	}
	free(reading->scratch);
	free(reading->uses);
	*reading = (struct glossary_reading){0};
}

bool glossary_reading_translates(const struct glossary_reading *reading, uint32_t concept)
{
	return reading->scratch->translated[concept] == reading->scratch->number;
}

/* ---- Where they are used ----------------------------------------------------------------------
 */

void glossary_each_use(const struct glossary *glossary, const struct corpus *corpus,
	glossary_use_visitor each, void *context)
{
	struct glossary_reading reading = {0};
	const struct document *documents;
	size_t count;

	documents = corpus_documents(corpus, &count);
	for (size_t i = 0; i < count; i++) {
		struct passage passage = {0};

		if (documents[i].refusal || glossary_is_one(&documents[i]))
			continue;
		while (passage_next(&passage, documents[i].outline)) {
			glossary_read(glossary, buffer_slice(&passage.running.text), &reading);
			for (size_t j = 0; j < reading.count; j++) {
				const struct glossary_use *use = &reading.uses[j];
				struct span place;

				passage_span(&passage, use->start, use->end, &place);
				each(context, &documents[i], use->concept, place);
			}
		}
		passage_dispose(&passage);
	}
	glossary_reading_dispose(&reading);
}

/* ---- What a person asks for -------------------------------------------------------------------
 */

struct asking {
	const struct term_text *text;
	uint32_t *concepts;
	size_t count, capacity;
	bool translations; /* these are asked for in the end */
	enum inflection nearest;
};

static void note_answer(void *context, const struct term_match *match)
{
	struct asking *asking = context;
	uint32_t concept = CONCEPT_OF(match->value);

	if (match->first != 0 || match->last + 1 != asking->text->count ||
		IS_TRANSLATION(match->value) != asking->translations ||
		match->inflection > asking->nearest)
		return;
	if (match->inflection < asking->nearest)
		asking->count = 0;
	asking->nearest = match->inflection;
	for (size_t i = 0; i < asking->count; i++) {
		if (asking->concepts[i] == concept)
			return;
	}
	GROW(asking->concepts, asking->count, asking->capacity);
	asking->concepts[asking->count++] = concept;
}

/* AUC, asked for as auc. */
static void find_in_any_case(
	const struct glossary *glossary, struct slice word, struct asking *asking)
{
	for (size_t i = 0; i < glossary->count && asking->count == 0; i++) {
		if (!slice_equal_nocase(glossary->rows[i].term, word))
			continue;
		GROW(asking->concepts, asking->count, asking->capacity);
		asking->concepts[asking->count++] = glossary->rows[i].concept;
	}
}

size_t glossary_find(const struct glossary *glossary, struct slice word, uint32_t **concepts)
{
	struct term_text text = {0};
	struct asking asking = {.text = &text, .nearest = INFLECT_VERB};

	term_text_read(&text, glossary->index, glossary_bare(slice_trim(word)));
	if (text.count)
		term_index_scan(glossary->index, &text, note_answer, &asking);
	find_in_any_case(glossary, slice_trim(word), &asking);
	asking.translations = asking.count == 0;
	asking.nearest = asking.count == 0 ? INFLECT_VERB : asking.nearest;
	if (text.count && asking.translations)
		term_index_scan(glossary->index, &text, note_answer, &asking);
	term_text_dispose(&text);
	*concepts = asking.concepts;
	return asking.count;
}

char *glossary_nearest(const struct glossary *glossary, struct slice word)
{
	char **names = mem_calloc(glossary->count + 1, sizeof *names);
	const char *near;
	char *found;

	for (size_t i = 0; i < glossary->count; i++)
		names[i] = mem_string(glossary->rows[i].term);
	near = nearest(slice_trim(word), (const char *const *)names, glossary->count);
	found = near ? mem_string(slice_of(near)) : NULL;
	for (size_t i = 0; i < glossary->count; i++)
		free(names[i]);
	free(names);
	return found;
}
