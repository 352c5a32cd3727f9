#include "check/glossary.h"

#include <stdlib.h>

#include "base/nearest.h"
#include "base/search.h"
#include "check/contract.h"
#include "check/glossary_parts.h"

/* One table of a document that is read. */
struct reading_list {
	struct glossary *glossary;
	const struct document *document;
	size_t section;
	const struct terms_spec *terms;
	uint32_t row;
};

static struct slice cell_text(const struct reading_list *list, size_t column)
{
	const struct outline_cell *cell =
		column == SIZE_MAX
			? NULL
			: contract_cell(list->document, list->section, list->row, column);
	struct slice text;

	if (!cell)
		return (struct slice){"", 0};
	text = contract_cell_value(list->document, cell, VALUE_TEXT);
	return value_is_blank(text) ? (struct slice){"", 0} : text;
}

static bool says_yes(struct slice text)
{
	return slice_equal_nocase(text, slice_of("yes")) ||
	       slice_equal_nocase(text, slice_of("true"));
}

struct slice glossary_bare(struct slice term)
{
	size_t open = slice_find(term, '(');
	struct slice bare = slice_trim((struct slice){term.at, open});

	return slice_ends_with(term, ")") && bare.len ? bare : term;
}

/* ---- One concept ------------------------------------------------------------------------------
 */

struct whole {
	const struct term_text *text;
	uint32_t concept;
};

static void note_whole(void *context, const struct term_match *match)
{
	struct whole *whole = context;

	if (match->first == 0 && match->last + 1 == whole->text->count &&
		match->inflection <= INFLECT_NOUN && !IS_TRANSLATION(match->value) &&
		CONCEPT_OF(match->value) < whole->concept)
	whole->concept = CONCEPT_OF(match->value);
}

/* The least number that a whole word has in an index; OUTLINE_NONE if it is not there. */
static uint32_t find_whole(const struct term_index *index, struct slice word)
{
	struct term_text text = {0};
	struct whole whole = {&text, OUTLINE_NONE};

	term_text_read(&text, index, glossary_bare(word));
	if (text.count)
		term_index_scan(index, &text, note_whole, &whole);
	term_text_dispose(&text);
	return whole.concept;
}

/* The concept that a word stands for already; OUTLINE_NONE if there is none. */
static uint32_t concept_of(const struct glossary *glossary, struct slice word)
{
	return find_whole(glossary->index, word);
}

static uint32_t new_concept(struct glossary *glossary)
{
	GROW(glossary->concepts, glossary->n_concepts, glossary->concepts_capacity);
	glossary->concepts[glossary->n_concepts] =
		(struct concept){.first_row = SIZE_MAX, .last_row = SIZE_MAX};
	return (uint32_t)glossary->n_concepts++;
}

static void add_word(struct glossary *glossary, struct slice word, uint32_t concept)
{
	struct slice bare = glossary_bare(word);
	bool single = slice_find(bare, ' ') == bare.len;

	if (glossary->left == 0)
		return;
	glossary->left--;
	term_index_add(glossary->index, bare, VALUE_OF(concept, false),
		single ? INFLECT_VERB : INFLECT_NOUN);
}

/* Takes the next word off a list with commas. */
static bool next_word(struct slice *rest, struct slice *word)
{
	while (rest->len) {
		size_t end = slice_find(*rest, ',');

		*word = slice_trim((struct slice){rest->at, end});
		*rest = slice_from(*rest, end + 1);
		if (word->len)
			return true;
	}
	return false;
}

/* The number in an index that one of a row's words has; OUTLINE_NONE if none has. */
static uint32_t find_row(
	const struct term_index *index, const struct glossary_row *row, struct slice *word)
{
	struct slice rest = row->aliases;
	uint32_t found = find_whole(index, row->term);

	*word = row->term;
	while (found == OUTLINE_NONE && next_word(&rest, word))
		found = find_whole(index, *word);
	return found;
}

static void add_plain(struct term_index *index, const struct glossary_row *row, uint32_t number)
{
	struct slice rest = row->aliases, word;

	term_index_add(index, glossary_bare(row->term), VALUE_OF(number, false), INFLECT_NOUN);
	while (next_word(&rest, &word))
		term_index_add(index, glossary_bare(word), VALUE_OF(number, false), INFLECT_NOUN);
}

bool glossary_share_word(const struct glossary_row *one, const struct glossary_row *other)
{
	struct term_index *index = term_index_new();
	struct slice word;
	bool share;

	add_plain(index, one, 0);
	share = find_row(index, other, &word) != OUTLINE_NONE;
	term_index_free(index);
	return share;
}

void glossary_each_twin(
	const struct glossary_row *rows, size_t count, glossary_twin_visitor each, void *context)
{
	struct term_index *index = term_index_new();

	for (size_t i = 0; i < count; i++) {
		struct slice word;
		uint32_t earlier = find_row(index, &rows[i], &word);

		if (earlier != OUTLINE_NONE)
			each(context, &rows[i], &rows[earlier], word);
		add_plain(index, &rows[i], (uint32_t)i);
	}
	term_index_free(index);
}

/* A row whose word another row has is about the same concept. */
static void find_concept(struct glossary *glossary, struct glossary_row *row)
{
	struct slice word;

	row->concept = find_row(glossary->index, row, &word);
	if (row->concept == OUTLINE_NONE)
	row->concept = new_concept(glossary);
}

struct besides {
	struct glossary *glossary;
	uint32_t concept;
};

static void add_beside(void *context, uint32_t word)
{
	const struct besides *besides = context;
	struct concept *known = &besides->glossary->concepts[besides->concept];

	GROW(known->words, known->n_words, known->words_capacity);
	known->words[known->n_words++] = word;
}

static void read_besides(struct glossary *glossary, uint32_t concept, struct slice list)
{
	struct besides besides = {glossary, concept};
	struct slice word;

	while (next_word(&list, &word)) {
		if (slice_is(word, "#"))
			glossary->concepts[concept].figure = true;
		else if (glossary->left && glossary->left--)
			term_index_add_words(glossary->index, word, add_beside, &besides);
	}
}

static void read_levels(struct concept *known, struct slice list)
{
	struct slice level;

	while (next_word(&list, &level)) {
		GROW(known->levels, known->n_levels, known->levels_capacity);
		known->levels[known->n_levels++] = level;
	}
}

/* ---- Rows -------------------------------------------------------------------------------------
 */

static void add_row(struct glossary *glossary, struct glossary_row row)
{
	struct slice rest = row.aliases, word;
	size_t number = glossary->count;
	struct concept *known;

	find_concept(glossary, &row);
	known = &glossary->concepts[row.concept];
	if (known->last_row == SIZE_MAX)
		known->first_row = number;
	else
		glossary->rows[known->last_row].next = number;
	known->last_row = number;
	known->ambiguous = known->ambiguous || row.ambiguous;
	GROW(glossary->rows, glossary->count, glossary->capacity);
	glossary->rows[glossary->count++] = row;
	add_word(glossary, row.term, row.concept);
	while (next_word(&rest, &word))
		add_word(glossary, word, row.concept);
	term_index_add(glossary->index, row.translation.len ? row.translation : row.line,
		VALUE_OF(row.concept, true), INFLECT_NOUN);
}

static struct span cell_place(const struct reading_list *list)
{
	return contract_cell(list->document, list->section, list->row, list->terms->term)->span;
}

static void read_row(const struct reading_list *list)
{
	const struct terms_spec *terms = list->terms;
	struct slice term = cell_text(list, terms->term);

	if (term.len && list->glossary->left)
		add_row(list->glossary,
			(struct glossary_row){
				.document = list->document,
				.terms = terms,
				.section = list->section,
				.number = list->row,
				.next = SIZE_MAX,
				.place = cell_place(list),
				.term = term,
				.aliases = cell_text(list, terms->aliases),
				.translation = cell_text(list, terms->translation),
				.line = cell_text(list, terms->line),
				.side = cell_text(list, terms->side),
				.ambiguous = says_yes(cell_text(list, terms->ambiguous)),
			});
}

/* What a row says beyond the word itself, which may stand in another table than the word. */
static void read_more(const struct reading_list *list)
{
	struct slice term = cell_text(list, list->terms->term);
	uint32_t concept = term.len ? concept_of(list->glossary, term) : OUTLINE_NONE;

	if (concept == OUTLINE_NONE)
		return;
	read_besides(list->glossary, concept, cell_text(list, list->terms->beside));
	read_levels(&list->glossary->concepts[concept], cell_text(list, list->terms->levels));
}

static bool is_active(const struct document *document, const struct terms_spec *terms)
{
	return !terms->own && (document->status < 0 || !(terms->not_at >> document->status & 1));
}

bool glossary_is_one(const struct document *document)
{
	const struct kind *kind = document->kind;

	for (size_t i = 0; kind && !document->refusal && i < kind->n_sections; i++) {
		if (kind->sections[i].terms && is_active(document, kind->sections[i].terms) &&
			document->contract->tables[i].table != OUTLINE_NONE)
			return true;
	}
	return false;
}

static void read_tables(struct glossary *glossary, const struct document *document,
	void (*read)(const struct reading_list *list), bool with_translation)
{
	struct reading_list list = {.glossary = glossary, .document = document};

	for (list.section = 0; list.section < document->kind->n_sections; list.section++) {
		uint32_t table = document->contract->tables[list.section].table;

		list.terms = document->kind->sections[list.section].terms;
		if (!list.terms || !is_active(document, list.terms) || table == OUTLINE_NONE ||
			(with_translation && list.terms->translation == SIZE_MAX))
			continue;
		for (list.row = 0; list.row < document->outline->tables[table].rows; list.row++)
			read(&list);
	}
}

int glossary_compare_words(const void *a, const void *b)
{
	uint32_t one = *(const uint32_t *)a, two = *(const uint32_t *)b;

	return one < two ? -1 : one > two;
}

/* The words are sorted, and stand there once, however many rows have them. */
static void finish(struct concept *known)
{
	size_t kept = 0;

	known->always = known->n_words == 0 && !known->figure;
	if (known->n_words)
		qsort(known->words, known->n_words, sizeof *known->words, glossary_compare_words);
	for (size_t i = 0; i < known->n_words; i++) {
		if (kept == 0 || known->words[kept - 1] != known->words[i])
			known->words[kept++] = known->words[i];
	}
	known->n_words = kept;
}

struct glossary *glossary_new(const struct corpus *corpus)
{
	struct glossary *glossary = mem_calloc(1, sizeof *glossary);
	const struct document *documents;
	size_t count;

	glossary->index = term_index_new();
	glossary->left = GLOSSARY_WORDS;
	documents = corpus_documents(corpus, &count);
	for (size_t i = 0; i < count; i++) {
		if (glossary_is_one(&documents[i]))
			read_tables(glossary, &documents[i], read_row, true);
	}
	for (size_t i = 0; i < count; i++) {
		if (glossary_is_one(&documents[i]))
			read_tables(glossary, &documents[i], read_more, false);
	}
	for (size_t i = 0; i < glossary->n_concepts; i++)
		finish(&glossary->concepts[i]);
	return glossary;
}

void glossary_free(struct glossary *glossary)
{
	if (!glossary)
		return;
	for (size_t i = 0; i < glossary->n_concepts; i++) {
		free(glossary->concepts[i].words);
		free(glossary->concepts[i].levels);
	}
	free(glossary->concepts);
	free(glossary->rows);
	term_index_free(glossary->index);
	free(glossary);
}

/* ---- Asking -----------------------------------------------------------------------------------
 */

const struct glossary_row *glossary_rows(const struct glossary *glossary, size_t *count)
{
	*count = glossary->count;
	return glossary->rows;
}

static int compare_document(const void *key, const void *element)
{
	const struct document *document = key;
	const struct glossary_row *row = element;

	return document < row->document ? -1 : document > row->document;
}

/* The first row of a document that does not stand before this one. */
static size_t first_row_from(const struct glossary *glossary, const struct document *document)
{
	return search_first(document, glossary->rows, glossary->count, sizeof *glossary->rows,
		compare_document);
}

/* The documents of a corpus are one array, and their rows come in its order. */
void glossary_rows_of(const struct glossary *glossary, const struct document *document,
	size_t *first, size_t *end)
{
	*first = first_row_from(glossary, document);
	*end = first_row_from(glossary, document + 1);
}

size_t glossary_count_concepts(const struct glossary *glossary)
{
	return glossary->n_concepts;
}

const struct glossary_row *glossary_row(const struct glossary *glossary, size_t number)
{
	return number == SIZE_MAX ? NULL : &glossary->rows[number];
}

const struct glossary_row *glossary_first_row(const struct glossary *glossary, uint32_t concept)
{
	return glossary_row(glossary, glossary->concepts[concept].first_row);
}

bool glossary_is_ambiguous(const struct glossary *glossary, uint32_t concept)
{
	return glossary->concepts[concept].ambiguous;
}

bool glossary_knows(const struct glossary *glossary, uint32_t concept, struct slice level)
{
	const struct concept *c = &glossary->concepts[concept];

	for (size_t i = 0; i < c->n_levels; i++) {
		if (level.len && slice_equal_nocase(c->levels[i], level))
			return true;
	}
	return false;
}
