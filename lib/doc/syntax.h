/*
 * syntax.h - small pieces of inline syntax, read exactly as cmark-gfm 0.29.0.gfm.6 reads them
 * (inlines.c, scanners.re, houdini_html_u.c there), for places it does not tell.
 */
#ifndef HANDOFF_DOC_SYNTAX_H
#define HANDOFF_DOC_SYNTAX_H

#include <stdbool.h>
#include <stdint.h>

/* ASCII punctuation: what a backslash escapes. */
bool syntax_is_punctuation(char c);
/* Space, TAB, LF, CR: what cmark trims. */
bool syntax_is_space(char c);
/* Also VT and FF: what its scanners skip, round a link's destination and after a cell's pipe. */
bool syntax_is_wide_space(char c);

/* The part of a link after the `]` that ends its text. */
struct syntax_tail {
	uint32_t end; /* after `(...)`, `[label]` or `[]`; where it began if there is none */
	bool is_inline;
	uint32_t target_start; /* inline: the destination without < > */
	uint32_t target_end;
};

/* Reads the tail at `at` of something that is known to be a link. */
struct syntax_tail syntax_link_tail(const char *text, uint32_t len, uint32_t at);

/* The length of what looks like a character reference at text[at] == '&', or 0. *character is what
 * it stands for; 0 for names other than `amp`. */
uint32_t syntax_reference(const char *text, uint32_t len, uint32_t at, uint32_t *character);

#endif
