/*
 * term_words.h - words with numbers, and texts in words. Internal to term_index.c.
 */
#ifndef HANDOFF_CHECK_TERM_WORDS_H
#define HANDOFF_CHECK_TERM_WORDS_H

#include "base/mem.h"
#include "check/term_index.h"

/* A longer word is none of a term's. */
#define MAX_FOLDED 64

/* A word as it is compared: folded. Zeroes follow it, up to the next eight bytes. */
struct folded {
	char text[MAX_FOLDED + 8];
	size_t len;
};

/* False if the word is too long. */
bool fold_word(struct slice word, struct folded *folded);
/* Joins a second word to it; false if they are too long together. */
bool fold_join(struct folded *folded, const struct folded *other);
/* The same of a word that is folded. */
bool fold_copy(struct slice word, struct folded *folded);

struct term_word {
	const char *text;
	uint64_t hash;
	uint32_t len;
	bool begins; /* a term */
};

struct term_words {
	struct term_word *list;
	size_t count, capacity;
	uint32_t *table; /* numbers plus one, by hash; 0: free */
	size_t places;   /* a power of two */
	uint64_t *filter;
	struct arena *arena;
};

void term_words_init(struct term_words *words, struct arena *arena);
void term_words_dispose(struct term_words *words);

/* The number of a word, or NO_WORD. */
uint32_t term_words_find(const struct term_words *words, const struct folded *word);
/* The same; a word that is not there is added. */
uint32_t term_words_add(struct term_words *words, const struct folded *word);

/* Reads a text; without words, none of its tokens has a number. */
void term_words_read(const struct term_words *words, struct slice content, struct term_text *text);

/* The text of a token. */
struct slice term_token_text(const struct term_text *text, size_t token);
/* The length of "'s" behind a word, or 0. */
size_t term_genitive(struct slice text, size_t at);

#endif
