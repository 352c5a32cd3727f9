/*
 * memory.h - a site in memory: written by one process, read by another.
 *
 * The bytes lie in a file without a name, memfd_create(2): the process that builds appends one file
 * of the site after the other, and whoever serves them maps what is there when that has ended.
 */
#ifndef HANDOFF_SITE_MEMORY_H
#define HANDOFF_SITE_MEMORY_H

#include "base/buffer.h"
#include "site/output.h"
#include "site/paths_once.h"

/* No site in memory is larger than this. */
#define SITE_MEMORY_MAX ((size_t)1 << 30)

/* A file without a name for one site; close(2) it. */
struct error *site_memory_create(int *fd);

struct site_memory_writer {
	int fd;
	struct buffer pending; /* not in the file yet */
	size_t size;
	struct paths_once paths;
};

/* Where a build puts its files; they are all in the file after site_memory_flush. Dispose of the
 * writer; the descriptor stays open. */
struct site_output site_memory_output(struct site_memory_writer *writer);
struct error *site_memory_flush(struct site_memory_writer *writer);
void site_memory_writer_dispose(struct site_memory_writer *writer);

struct site_memory;

/* Maps what was written; the descriptor can be closed then. It has one reference. */
struct error *site_memory_open(int fd, struct site_memory **out);
void site_memory_keep(struct site_memory *memory);
/* Gives a reference back; with the last one the memory. NULL is allowed. */
void site_memory_release(struct site_memory *memory);

/* A file of the site by its path; false if it has none of that name. Valid as long as there is a
 * reference. */
bool site_memory_find(const struct site_memory *memory, struct slice path, struct slice *bytes);

#endif
