#include "doc/words.h"

#include <utf8proc.h>

#include "base/utf8.h"

/* What a character adds to the state of a word; white space ends the word instead. */
enum class {
	CLASS_SPACE = 0,
	CLASS_OTHER = WORD_STARTED,
	CLASS_LETTER = WORD_COUNTED, /* or digit */
};

#define S CLASS_SPACE
#define O CLASS_OTHER
#define L CLASS_LETTER
static const unsigned char ascii_class[128] = {O, O, O, O, O, O, O, O, O, S, S, S, S, S, O, O, O, O,
	O, O, O, O, O, O, O, O, O, O, O, O, O, O, S, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, L,
	L, L, L, L, L, L, L, L, L, O, O, O, O, O, O, O, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L,
	L, L, L, L, L, L, L, L, L, L, L, O, O, O, O, O, O, L, L, L, L, L, L, L, L, L, L, L, L, L, L,
	L, L, L, L, L, L, L, L, L, L, L, L, O, O, O, O, O};
#undef S
#undef O
#undef L

static enum class unicode_class(uint32_t character) {
	if (character == UTF8_INVALID) return CLASS_OTHER;
	switch (utf8proc_category((utf8proc_int32_t)character)){
		case UTF8PROC_CATEGORY_LU : case UTF8PROC_CATEGORY_LL : case
		UTF8PROC_CATEGORY_LT : case UTF8PROC_CATEGORY_LM : case UTF8PROC_CATEGORY_LO : case
		UTF8PROC_CATEGORY_ND : case UTF8PROC_CATEGORY_NL : case
		UTF8PROC_CATEGORY_NO : return CLASS_LETTER;
		case UTF8PROC_CATEGORY_ZS : case UTF8PROC_CATEGORY_ZL : case
		UTF8PROC_CATEGORY_ZP : return CLASS_SPACE;
		default : return CLASS_OTHER;
	}
}

uint32_t words_count(enum word_state *state, struct slice s)
{
	unsigned now = *state, count = 0;
	uint32_t character;

	for (size_t i = 0; i < s.len;) {
		unsigned char c = (unsigned char)s.at[i];
		unsigned class;

		if (c < 0x80) {
			class = ascii_class[c];
			i++;
		} else {
			i += utf8_next(s, i, &character);
			class = unicode_class(character);
		}
		/* Without a branch: text is unpredictable, and this runs over all of it. */
		count += (class & ~now) >> 1;
		now = (now | class) & -(unsigned)(class != CLASS_SPACE);
	}
	*state = now;
	return count;
}
