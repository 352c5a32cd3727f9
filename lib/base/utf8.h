/*
 * utf8.h - UTF-8: validity, columns, and characters that cannot be seen.
 *
 * Columns are counted in Unicode code points from 1 (an editor's column); widths in terminal cells.
 * Tables come from libutf8proc.
 */
#ifndef HANDOFF_BASE_UTF8_H
#define HANDOFF_BASE_UTF8_H

#include <stdint.h>

#include "base/buffer.h"
#include "base/slice.h"

/*
 * Decodes the character at `s.at[at]` (at < s.len). Returns its length in bytes (1 to 4) and sets
 * *character; for bytes that are not valid UTF-8 returns 1 and sets *character to UTF8_INVALID.
 * Overlong forms, surrogates and values above U+10FFFF are invalid.
 */
#define UTF8_INVALID 0xFFFFFFFFu
size_t utf8_next(struct slice s, size_t at, uint32_t *character);

/* True if all of s is valid UTF-8; else *bad is the offset of the first offending byte. */
bool utf8_valid(struct slice s, size_t *bad);

/* How many code points s holds; an invalid byte counts as one. */
size_t utf8_length(struct slice s);

/* How many terminal cells a character takes: 0, 1 or 2. */
unsigned utf8_width(uint32_t character);
/* How many all of s takes. */
size_t utf8_cells(struct slice s);

/* True for blanks of any width: Unicode's space separators. */
bool utf8_is_space(uint32_t character);

/*
 * True for characters that change how text reads without being seen: C0 and C1 controls other than
 * TAB, LF and CR, bidirectional controls, zero-width and filler characters, tag characters, U+FEFF.
 * The joiners U+200C and U+200D are left to utf8_find_invisible, which knows their neighbours.
 */
bool utf8_is_invisible(uint32_t character);

/* True for what words are made of: letters, the marks on them, digits, and `_`. */
bool utf8_is_word(uint32_t character);

/*
 * The offset, from `from`, of the first invisible character in s (valid UTF-8), or s.len.
 * A joiner (U+200C, U+200D) counts only where a neighbour is ASCII or missing: between other
 * letters and in emoji it belongs to the script. Tag characters that follow U+1F3F4 and spell a
 * region (one to six of 0-9 a-z, then U+E007F) are a flag. `from` is where a character begins.
 */
size_t utf8_find_invisible(struct slice s, size_t from, uint32_t *character);

/* The Unicode name of an invisible character where we know it ("RIGHT-TO-LEFT OVERRIDE"), or NULL.
 */
const char *utf8_invisible_name(uint32_t character);

/*
 * Appends s folded for comparison: NFKC, case-folded (utf8proc), white space runs as one space,
 * none at the ends. Invalid bytes are kept as they are.
 */
void utf8_fold(struct buffer *out, struct slice s);

#endif
