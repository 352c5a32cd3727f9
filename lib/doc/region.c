#include "doc/region.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* What a reset keeps in memory; a larger document's pages go back to the kernel. */
#define KEEP_BYTES (8u << 20)

#define ALIGNMENT 16

/* Stands before each block. */
struct block {
	_Alignas(ALIGNMENT) size_t size;
};

static struct {
	char *start;
	size_t size;
	size_t used;
	size_t dirty; /* bytes from here on were never written since they came from the kernel */
	struct block *last;
} region;

bool region_open(size_t size)
{
	void *at = mmap(NULL, size, PROT_READ | PROT_WRITE,
		MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	if (at == MAP_FAILED)
		return false;
	region.start = at;
	region.size = size;
	region.used = 0;
	region.dirty = 0;
	region.last = NULL;
	return true;
}

void region_close(void)
{
	if (region.start)
		munmap(region.start, region.size);
	region.start = NULL;
}

void region_reset(void)
{
	if (region.used > region.dirty)
		region.dirty = region.used;
	if (region.dirty > KEEP_BYTES &&
		madvise(region.start + KEEP_BYTES, region.size - KEEP_BYTES, MADV_DONTNEED) == 0)
		region.dirty = KEEP_BYTES;
	region.used = 0;
	region.last = NULL;
}

static size_t round_up(size_t size)
{
	return (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
}

static void *take(size_t size)
{
	struct block *block = (struct block *)(void *)(region.start + region.used);

	if (size > region.size || round_up(size) + sizeof *block > region.size - region.used)
		_exit(REGION_EXIT);
	block->size = size;
	region.used += sizeof *block + round_up(size);
	region.last = block;
	return block + 1;
}

static void *region_calloc(size_t count, size_t size)
{
	size_t bytes, start;
	char *at;

	if (__builtin_mul_overflow(count, size, &bytes))
		_exit(REGION_EXIT);
	start = region.used + sizeof(struct block);
	at = take(bytes);
	if (start < region.dirty)
		memset(at, 0, bytes < region.dirty - start ? bytes : region.dirty - start);
	return at;
}

static void *region_realloc(void *old, size_t size)
{
	struct block *block = old ? (struct block *)old - 1 : NULL;
	void *at;

	if (!block) {
		/* A string buffer: cmark hands out one that nothing was added to as it is, and we
		 * read it as text (the content of an empty heading). */
		at = take(size);
		if (size > 0)
			*(char *)at = '\0';
		return at;
	}
	if (size <= block->size)
		return old;
	if (block == region.last) {
		/* A block taken again begins where it began, with its bytes in place. */
		if (region.used > region.dirty)
			region.dirty = region.used;
		region.used = (size_t)((char *)block - region.start);
		return take(size);
	}
	at = take(size);
	memcpy(at, old, block->size);
	return at;
}

static void region_free(void *at)
{
	(void)at;
}

cmark_mem *region_mem(void)
{
	static cmark_mem mem = {region_calloc, region_realloc, region_free};

	return &mem;
}
