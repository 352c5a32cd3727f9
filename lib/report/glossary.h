/*
 * glossary.h - words of the glossaries: what they mean, where they are used.
 */
#ifndef HANDOFF_REPORT_GLOSSARY_H
#define HANDOFF_REPORT_GLOSSARY_H

#include "base/buffer.h"
#include "check/glossary.h"

/* Where words are used, one after another as the documents have them. */
struct term_use {
	const struct document *document;
	uint32_t concept;
	struct span place;
};

struct term_list {
	const struct glossary *glossary;
	struct term_use *uses;
	size_t count, capacity;
	size_t *counts; /* of each concept: how many of them */
};

/* Collects them. Free with term_list_dispose. */
void term_list_read(
	struct term_list *list, const struct glossary *glossary, const struct corpus *corpus);
void term_list_dispose(struct term_list *list);

struct term_options {
	bool color;
	const char *prefix; /* paths are shown from there */
};

/* Appends all words, a line for each, with the number of their uses. */
void report_terms_text(
	const struct term_list *list, const struct term_options *options, struct buffer *out);
void report_terms_json(const struct term_list *list, struct buffer *out);
void report_terms_csv(const struct term_list *list, struct buffer *out);

/* Appends what there is to know of some concepts, and each place where they are used. */
void report_term_text(const struct term_list *list, const uint32_t *concepts, size_t count,
	const struct term_options *options, struct buffer *out);
/* `word`: what was asked for. */
void report_term_json(const struct term_list *list, const char *word, const uint32_t *concepts,
	size_t count, struct buffer *out);
void report_term_csv(
	const struct term_list *list, const uint32_t *concepts, size_t count, struct buffer *out);

#endif
