/*
 * glossary.h - the words that all glossaries of a corpus explain, and where they are used.
 *
 * Which tables are lists of terms, the contracts say (`terms`). Rows that share a word, as a term
 * or as an alias and in whatever form, are about one concept.
 */
#ifndef HANDOFF_CHECK_GLOSSARY_H
#define HANDOFF_CHECK_GLOSSARY_H

#include "check/corpus.h"

struct glossary;

/* A row of a list of terms. Its texts are the document's; empty where nothing stands there. */
struct glossary_row {
	const struct document *document;
	const struct terms_spec *terms;
	size_t section;  /* of the kind */
	uint32_t number; /* of the row in its table */
	uint32_t concept;
	size_t next; /* another row of the same concept, further on; SIZE_MAX: none */
	struct span place;
	struct slice term, aliases, translation, line, side;
	bool ambiguous;
};

/* Reads the lists of all documents of a corpus, which has to outlive the glossary. */
struct glossary *glossary_new(const struct corpus *corpus);
void glossary_free(struct glossary *glossary);

/* All rows, in the order of the documents; concepts are numbered in the order of their first rows.
 */
const struct glossary_row *glossary_rows(const struct glossary *glossary, size_t *count);
size_t glossary_count_concepts(const struct glossary *glossary);
/* The first row of a concept, with the number of it. */
const struct glossary_row *glossary_first_row(const struct glossary *glossary, uint32_t concept);
/* The rows of one document: [*first, *end). */
void glossary_rows_of(const struct glossary *glossary, const struct document *document,
	size_t *first, size_t *end);
/* The row behind `next`; NULL for SIZE_MAX. */
const struct glossary_row *glossary_row(const struct glossary *glossary, size_t number);

/* True if two rows have a word in common themselves, not only by way of a third one. */
bool glossary_share_word(const struct glossary_row *one, const struct glossary_row *other);

/* Calls `each` for every row that has a word of an earlier one, with the first such word. */
typedef void (*glossary_twin_visitor)(void *context, const struct glossary_row *row,
	const struct glossary_row *earlier, struct slice word);
void glossary_each_twin(
	const struct glossary_row *rows, size_t count, glossary_twin_visitor each, void *context);

/* Calls `each` for what the tables of its document say of a row's term besides what the row has in
 * its own fields here, column by column. */
typedef void (*glossary_detail_visitor)(void *context, const char *column, struct slice text);
void glossary_each_detail(
	const struct glossary_row *row, glossary_detail_visitor each, void *context);

/* True if one of a concept's rows says that the word is ambiguous. */
bool glossary_is_ambiguous(const struct glossary *glossary, uint32_t concept);
/* True if readers of this level know the word. */
bool glossary_knows(const struct glossary *glossary, uint32_t concept, struct slice level);

/* A word of a glossary in a text. */
struct glossary_use {
	uint32_t concept;
	size_t start, end; /* in the text */
	bool counts;  /* false: an everyday word, with nothing beside it that says it is more */
	bool as_verb; /* "quantized" for "quantization" */
};

/* What was found in a text. Begins with zeroes, and may be used again and again. */
struct glossary_reading {
	struct glossary_use *uses; /* in order; they do not overlap */
	size_t count, capacity;
	struct glossary_scratch *scratch;
};

void glossary_read(
	const struct glossary *glossary, struct slice text, struct glossary_reading *reading);
void glossary_reading_dispose(struct glossary_reading *reading);
bool glossary_reading_translates(const struct glossary_reading *reading, uint32_t concept);

/* True for a document that explains words to all others. */
bool glossary_is_one(const struct document *document);

/* Calls `each` for every use, in whatever sense, in a document of the corpus that is no glossary.
 */
typedef void (*glossary_use_visitor)(
	void *context, const struct document *document, uint32_t concept, struct span place);
void glossary_each_use(const struct glossary *glossary, const struct corpus *corpus,
	glossary_use_visitor each, void *context);

/*
 * The concepts that a person may mean by a word: it is one of their terms or aliases in some form,
 * or a translation. Fills `*concepts` (free() it), returns how many there are.
 */
size_t glossary_find(const struct glossary *glossary, struct slice word, uint32_t **concepts);
/* The term that a mistyped word may have been meant for, or NULL; free() it. */
char *glossary_nearest(const struct glossary *glossary, struct slice word);

#endif
