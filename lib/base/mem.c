#include "base/mem.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define CHUNK_SIZE ((size_t)64 * 1024)
/* From here on an allocation gets a chunk of its own, so that it does not waste the current one. */
#define LARGE_SIZE (CHUNK_SIZE / 4)

struct chunk {
	struct chunk *next;
	size_t used;
	size_t size;
	alignas(max_align_t) char bytes[];
};

struct arena {
	struct chunk *current; /* the one that is being filled; full and large ones follow it */
};

void mem_failed(void)
{
	static const char message[] = "handoff: out of memory\n";
	ssize_t written = write(STDERR_FILENO, message, sizeof message - 1);

	/* Nothing is left to do about a standard error that is gone. */
	(void)written;
	_exit(2);
}

void *mem_alloc(size_t size)
{
	void *at = malloc(size ? size : 1);

	if (!at)
		mem_failed();
	return at;
}

void *mem_calloc(size_t count, size_t size)
{
	void *at = calloc(count ? count : 1, size ? size : 1);

	if (!at)
		mem_failed();
	return at;
}

void *mem_resize(void *at, size_t count, size_t size)
{
	/* realloc(3) to zero bytes frees, which no caller means. */
	void *resized = reallocarray(at, count ? count : 1, size ? size : 1);

	if (!resized)
		mem_failed();
	return resized;
}

/* Copies the bytes and a NUL to memory of s.len + 1 bytes. */
static char *copy_string(char *to, struct slice s)
{
	if (s.len)
		memcpy(to, s.at, s.len);
	to[s.len] = '\0';
	return to;
}

char *mem_string(struct slice s)
{
	if (s.len == SIZE_MAX)
		mem_failed();
	return copy_string(mem_alloc(s.len + 1), s);
}

char *mem_format_list(const char *format, va_list arguments)
{
	char *text;

	if (vasprintf(&text, format, arguments) < 0)
		mem_failed();
	return text;
}

char *mem_format(const char *format, ...)
{
	va_list arguments;
	char *text;

	va_start(arguments, format);
	text = mem_format_list(format, arguments);
	va_end(arguments);
	return text;
}

static struct chunk *chunk_new(size_t size)
{
	struct chunk *chunk;

	if (size > SIZE_MAX - sizeof *chunk)
		mem_failed();
	chunk = mem_alloc(sizeof *chunk + size);
	chunk->next = NULL;
	chunk->used = 0;
	chunk->size = size;
	return chunk;
}

struct arena *arena_new(void)
{
	return mem_calloc(1, sizeof(struct arena));
}

void arena_free(struct arena *arena)
{
	if (!arena)
		return;
	while (arena->current) {
		struct chunk *next = arena->current->next;

		free(arena->current);
		arena->current = next;
	}
	free(arena);
}

/* A chunk of its own goes behind the current one, which stays in use. */
static struct chunk *add_large(struct arena *arena, size_t size)
{
	struct chunk *chunk = chunk_new(size);
	struct chunk **link = arena->current ? &arena->current->next : &arena->current;

	chunk->next = *link;
	*link = chunk;
	return chunk;
}

static struct chunk *chunk_for(struct arena *arena, size_t size)
{
	struct chunk *chunk = arena->current;

	if (chunk && size <= chunk->size - chunk->used)
		return chunk;
	if (size >= LARGE_SIZE)
		return add_large(arena, size);
	chunk = chunk_new(CHUNK_SIZE);
	chunk->next = arena->current;
	arena->current = chunk;
	return chunk;
}

/* Not zeroed. */
static char *take_bytes(struct arena *arena, size_t size)
{
	const size_t align = alignof(max_align_t);
	struct chunk *chunk;
	char *at;

	if (size > SIZE_MAX - align)
		mem_failed();
	size = (size + align - 1) / align * align;
	if (size == 0)
		size = align;
	chunk = chunk_for(arena, size);
	at = chunk->bytes + chunk->used;
	chunk->used += size;
	return at;
}

void *arena_alloc(struct arena *arena, size_t size)
{
	return memset(take_bytes(arena, size), 0, size);
}

char *arena_string(struct arena *arena, struct slice s)
{
	if (s.len == SIZE_MAX)
		mem_failed();
	return copy_string(take_bytes(arena, s.len + 1), s);
}

struct slice arena_slice(struct arena *arena, struct slice s)
{
	return (struct slice){arena_string(arena, s), s.len};
}
