/*
 * region.h - the memory that cmark-gfm works in: one region, filled from the front, never freed.
 *
 * cmark allocates several blocks for each node and frees them one by one; here allocating is
 * adding, freeing is nothing, growing the last block is free, and the next document starts over.
 * cmark's allocator has no context argument, so there is one region a process, and it is for a
 * worker's one thread. Beyond its end the process leaves with REGION_EXIT, for in cmark no
 * allocation may fail.
 */
#ifndef HANDOFF_DOC_REGION_H
#define HANDOFF_DOC_REGION_H

#include <cmark-gfm.h>
#include <stdbool.h>

#define REGION_EXIT 86

/* Reserves address space of `size` bytes; pages are taken when touched. False if there is none. */
bool region_open(size_t size);
void region_close(void);
/* Everything allocated so far is gone. */
void region_reset(void);
cmark_mem *region_mem(void);

#endif
