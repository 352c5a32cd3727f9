/*
 * flat.h - the bytes of an outline: what builder.c writes and outline.c opens.
 *
 * A header, then the ten arrays one after another in the order of the header's counts, then the
 * source, then the pool. Everything before the source consists of 32-bit words in the byte order of
 * the machine: an outline never leaves it. The source lies between arrays and pool so that a worker
 * can hand over what it made, and our process puts its own copy of the source in the middle: a
 * worker cannot lie about the text.
 */
#ifndef HANDOFF_DOC_FLAT_H
#define HANDOFF_DOC_FLAT_H

#include "doc/outline.h"

#define FLAT_MAGIC 0x314f4448u /* "HDO1" */

enum flat_array {
	FLAT_FAULTS,
	FLAT_FIELDS,
	FLAT_SECTIONS,
	FLAT_BLOCKS,
	FLAT_RUNS,
	FLAT_LINKS,
	FLAT_TABLES,
	FLAT_ROWS,
	FLAT_CELLS,
	FLAT_MEANINGS,
	FLAT_ARRAYS,
};

struct flat_header {
	uint32_t magic;
	uint32_t source_len;
	uint32_t pool_len;
	struct span front;
	uint32_t body;
	struct view html;
	uint32_t counts[FLAT_ARRAYS];
};

/* The size of one record of each array. */
extern const uint32_t flat_sizes[FLAT_ARRAYS];

/* Bytes before the source: the header and all arrays. Cannot overflow 64 bits. */
uint64_t flat_head_size(const struct flat_header *header);

#endif
