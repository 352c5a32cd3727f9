/*
 * parse.h - one text into one outline, in this process.
 *
 * Workers call it (worker.c), and tests. What it is given may make it slow and memory-hungry, and
 * beyond limits.memory_bytes it leaves the process (region.h): anything that reads other people's
 * documents goes through pool.h.
 */
#ifndef HANDOFF_DOC_PARSE_H
#define HANDOFF_DOC_PARSE_H

#include "doc/body.h"

/* A parser with its memory; used again for text after text. One a process. */
struct parse {
	struct doc_limits limits;
	struct builder builder;
	struct body body;
};

/* NULL if the memory cannot be reserved. */
struct parse *parse_new(const struct doc_limits *limits);
void parse_free(struct parse *parse);

/* Reads a text into parse->builder, from which builder_write or builder_take make the outline. */
void parse_text(struct parse *parse, enum doc_form form, struct slice source);

/* The same, as an outline that outlives the parser; outline_free it. */
struct outline *parse_outline(struct parse *parse, enum doc_form form, struct slice source);

#endif
