/*
 * slice.h - a view of bytes that somebody else owns.
 *
 * Every layer passes text as a slice: a pointer and a length, never NUL-terminated by promise.
 * A slice is valid as long as what it points into; who that is stands at each function.
 */
#ifndef HANDOFF_BASE_SLICE_H
#define HANDOFF_BASE_SLICE_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct slice {
	const char *at;
	size_t len;
};

/* printf("%.*s", SLICE_ARG(s)); a length that is too much for an int must not turn negative. */
#define SLICE_ARG(s) (int)((s).len < INT_MAX ? (s).len : INT_MAX), (s).at

/* A slice of a NUL-terminated string; NULL gives an empty slice. */
static inline struct slice slice_of(const char *text)
{
	return (struct slice){text, text ? strlen(text) : 0};
}

/* A slice of a string constant, for tables: its length is known beforehand. */
#define SLICE(text)                                                                                \
	{                                                                                          \
		(text), sizeof(text) - 1                                                           \
	}

/* Byte-wise equality. */
bool slice_equal(struct slice a, struct slice b);

/* Byte-wise equality with a NUL-terminated string. */
bool slice_is(struct slice s, const char *text);

/* Equality that folds the case of ASCII letters only. */
bool slice_equal_nocase(struct slice a, struct slice b);

bool slice_starts_with(struct slice s, const char *prefix);
bool slice_ends_with(struct slice s, const char *suffix);

/* Byte-wise order, as strcmp: below, equal to or above zero. */
int slice_compare(struct slice a, struct slice b);

/* The same bytes without white space (space, TAB, CR, LF) at either end. */
struct slice slice_trim(struct slice s);

/* The part from byte `from` (clamped to the end). */
struct slice slice_from(struct slice s, size_t from);

/* The first occurrence of a byte, or s.len. */
size_t slice_find(struct slice s, char c);

#endif
