/*
 * builtin.h - the built-in templates, embedded in the program from templates/ when it is built,
 * as text and parsed.
 */
#ifndef HANDOFF_POLICY_BUILTIN_H
#define HANDOFF_POLICY_BUILTIN_H

#include <stddef.h>

struct builtin_template {
	const char *kind;
	const char *text;
	size_t len;
};

/* Sorted by kind. */
extern const struct builtin_template builtin_templates[];
extern const size_t n_builtin_templates;

/* The same templates, parsed: the bytes of their outlines (doc/outline.h), in the same order. */
extern const struct builtin_template builtin_outlines[];
extern const size_t n_builtin_outlines;

#endif
