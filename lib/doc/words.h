/*
 * words.h - counting words: stretches without white space that hold a letter or a digit.
 */
#ifndef HANDOFF_DOC_WORDS_H
#define HANDOFF_DOC_WORDS_H

#include <stdint.h>

#include "base/slice.h"

enum word_state {
	WORD_NONE = 0,    /* between words */
	WORD_STARTED = 1, /* in something without a letter or digit so far */
	WORD_COUNTED = 3,
};

/* The words that begin to count in s; *state carries on a word that several pieces of text make up.
 */
uint32_t words_count(enum word_state *state, struct slice s);

#endif
