/*
 * inflect.h - the forms that an English word takes: "matrix" is also "matrices", "quantization" is
 * also "quantized".
 *
 * Forms are made from a word, never words from a form: what is made and is no word stands in no
 * text, while a guessed stem would take words for one another.
 */
#ifndef HANDOFF_CHECK_INFLECT_H
#define HANDOFF_CHECK_INFLECT_H

#include "base/slice.h"

enum inflection {
	INFLECT_NONE, /* the word itself */
	INFLECT_NOUN, /* its plural, or its singular; -ise for -ize */
	INFLECT_VERB, /* what one does who does it: trains, trained */
};

/* Calls `each` for every form of a word in lower case, the word itself first; some come twice. */
typedef void (*inflect_visitor)(void *context, struct slice form, enum inflection inflection);
void inflect(struct slice word, enum inflection most, inflect_visitor each, void *context);

#endif
