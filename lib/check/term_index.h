/*
 * term_index.h - finds all of many terms in a text, in one pass over it however many there are.
 *
 * Terms are words in a row. The words are numbered, and the terms are paths in a trie over those
 * numbers: a word of the text that begins no term costs one look into a hash table. "fine-tuning",
 * "fine tuning" and "finetuning" are one term; forms of its last word (inflect.h) count as it.
 *
 *     term_index_add(index, slice_of("false positive"), 7, INFLECT_NOUN);
 *     term_text_read(&text, index, slice_of("Two false positives at night."));
 *     term_index_scan(index, &text, each, context);
 *
 * A term of one word in capital letters, such as AUC, is found in capital letters only.
 */
#ifndef HANDOFF_CHECK_TERM_INDEX_H
#define HANDOFF_CHECK_TERM_INDEX_H

#include <stdint.h>

#include "base/slice.h"
#include "check/inflect.h"

struct term_index;

struct term_index *term_index_new(void);
void term_index_free(struct term_index *index);

/* What stands in an index; any number, of which the index knows nothing. */
typedef uint32_t term_value;

/* Adds a term. What is not made of words, or of more than 32, is not added. */
void term_index_add(
	struct term_index *index, struct slice term, term_value value, enum inflection most);

/* Numbers a word with its forms, which belongs to no term: tokens of it have this number, and
 * `each` gets all. A word that is known has the number that it had. */
typedef void (*word_visitor)(void *context, uint32_t word);
void term_index_add_words(
	struct term_index *index, struct slice word, word_visitor each, void *context);

#define NO_WORD UINT32_MAX

struct term_token {
	uint32_t start, end; /* in the text */
	uint32_t word;       /* its number, or NO_WORD */
	uint32_t sentence;   /* counted from 0 */
};

/* A text in words. */
struct term_text {
	struct slice text;
	struct term_token *tokens;
	size_t count, capacity;
};

/* Reads a text, which stays the caller's. The same one may be read into again and again. */
void term_text_read(struct term_text *text, const struct term_index *index, struct slice content);
void term_text_dispose(struct term_text *text);

struct term_match {
	term_value value;
	enum inflection inflection; /* how far the text is from the term */
	uint32_t first, last;       /* tokens */
};

/* Calls `each` for every term that stands in a text, also for one inside another. */
typedef void (*match_visitor)(void *context, const struct term_match *match);
void term_index_scan(const struct term_index *index, const struct term_text *text,
	match_visitor each, void *context);

#endif
