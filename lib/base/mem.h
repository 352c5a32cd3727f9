/*
 * mem.h - memory: allocation that cannot fail quietly, arenas, growable arrays.
 *
 * Running out of memory ends the process in one place, with a message on standard error and exit
 * status 2. Files are only ever replaced by rename, so nothing half-written stays behind.
 */
#ifndef HANDOFF_BASE_MEM_H
#define HANDOFF_BASE_MEM_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "base/slice.h"

/* What happens when memory runs out; also for libraries that report it. */
void mem_failed(void) __attribute__((noreturn));

void *mem_alloc(size_t size) __attribute__((malloc, returns_nonnull));
/* Zeroed; the product is checked for overflow. */
void *mem_calloc(size_t count, size_t size) __attribute__((malloc, returns_nonnull));
void *mem_resize(void *at, size_t count, size_t size) __attribute__((returns_nonnull));
/* NUL-terminated copies; free() them. */
char *mem_string(struct slice s) __attribute__((returns_nonnull));
char *mem_format(const char *format, ...) __attribute__((format(printf, 1, 2), returns_nonnull));
char *mem_format_list(const char *format, va_list arguments)
	__attribute__((format(printf, 1, 0), returns_nonnull));

/*
 * Makes room for one more element in a growable array of `count` elements:
 *     GROW(list, count, capacity);
 *     list[count++] = element;
 */
#define GROW(array, count, capacity)                                                               \
	do {                                                                                       \
		if ((count) == (capacity)) {                                                       \
			(capacity) = (capacity) ? (capacity)*2 : 8;                                \
			(array) = mem_resize((array), (capacity), sizeof *(array));                \
		}                                                                                  \
	} while (0)

/* An arena: many small allocations, freed all at once. */
struct arena;

struct arena *arena_new(void);
void arena_free(struct arena *arena);
/* Zeroed, aligned for any type, valid until arena_free. */
void *arena_alloc(struct arena *arena, size_t size) __attribute__((returns_nonnull));
/* A NUL-terminated copy. */
char *arena_string(struct arena *arena, struct slice s) __attribute__((returns_nonnull));
/* The same, as a slice of the copy (NUL-terminated too). */
struct slice arena_slice(struct arena *arena, struct slice s);

#endif
