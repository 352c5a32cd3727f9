/*
 * glossary_parts.h - what the files of a glossary share. Internal to glossary*.c.
 */
#ifndef HANDOFF_CHECK_GLOSSARY_PARTS_H
#define HANDOFF_CHECK_GLOSSARY_PARTS_H

#include "check/glossary.h"
#include "check/term_index.h"

struct concept {
	size_t first_row, last_row;
	bool ambiguous;
	bool always;     /* some row asks for no word beside it */
	bool figure;     /* a figure is as good as one */
	uint32_t *words; /* numbers of those words, sorted */
	size_t n_words, words_capacity;
	struct slice *levels;
	size_t n_levels, levels_capacity;
};

struct glossary {
	struct glossary_row *rows;
	size_t count, capacity;
	struct concept *concepts;
	size_t n_concepts, concepts_capacity;
	struct term_index *index;
	size_t left; /* how many more words are read */
};

/* More words than this, aliases and all, are not read: a team has a hundred. */
#define GLOSSARY_WORDS 100000

/* What stands in the index: a word of a concept, or a translation. */
#define VALUE_OF(concept, is_translation) ((concept) << 1 | ((is_translation) ? 1u : 0u))
#define CONCEPT_OF(value)                 ((value) >> 1)
#define IS_TRANSLATION(value)             (((value)&1) != 0)

/* Orders the numbers of words, for qsort and bsearch. */
int glossary_compare_words(const void *a, const void *b);

/* "regression (statistics)" is looked for as "regression". */
struct slice glossary_bare(struct slice term);

#endif
