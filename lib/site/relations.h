/*
 * relations.h - relations the other way round: what links to a document.
 *
 *     struct relation_index *index = relation_index_new(records);
 *     size_t count;
 *     const struct relation_end *incoming = relation_index_to(index, document, &count);
 *     ...
 *     relation_index_free(index);
 */
#ifndef HANDOFF_SITE_RELATIONS_H
#define HANDOFF_SITE_RELATIONS_H

#include "site/records.h"

/* One relation from another document. */
struct relation_end {
	size_t to;       /* the document that it leads to */
	size_t from;     /* the document that has it */
	size_t relation; /* its number among those of that document */
};

struct relation_index;

/* Reads the relations of all documents once. The records have to outlive it. */
struct relation_index *relation_index_new(const struct records *records);
void relation_index_free(struct relation_index *index);

/* The relations that lead to a document, by document that has them, in its order; those of a
 * document to itself too. Belong to the index. */
const struct relation_end *relation_index_to(
	const struct relation_index *index, size_t document, size_t *count);

#endif
