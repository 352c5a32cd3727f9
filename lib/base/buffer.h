/*
 * buffer.h - a growable run of bytes, always NUL-terminated after the last one.
 *
 *     struct buffer b = BUFFER_INIT;
 *     buffer_addf(&b, "%s:%u", path, line);
 *     ...
 *     buffer_dispose(&b);
 */
#ifndef HANDOFF_BASE_BUFFER_H
#define HANDOFF_BASE_BUFFER_H

#include "base/slice.h"

struct buffer {
	char *at; /* never NULL after the first addition */
	size_t len;
	size_t capacity;
};

#define BUFFER_INIT                                                                                \
	{                                                                                          \
		NULL, 0, 0                                                                         \
	}

void buffer_dispose(struct buffer *buffer);
/* Length zero, memory kept. */
void buffer_clear(struct buffer *buffer);
/* Room for `more` further bytes (and the NUL). */
void buffer_reserve(struct buffer *buffer, size_t more);
void buffer_add(struct buffer *buffer, const void *bytes, size_t len);
void buffer_add_slice(struct buffer *buffer, struct slice s);
void buffer_add_string(struct buffer *buffer, const char *text);
void buffer_add_char(struct buffer *buffer, char c);
void buffer_add_repeat(struct buffer *buffer, char c, size_t count);
void buffer_addf(struct buffer *buffer, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
/* The bytes as a slice, valid until the next addition. */
struct slice buffer_slice(const struct buffer *buffer);
/* Hands over the bytes (free() them); the buffer is empty afterwards. Never NULL. */
char *buffer_take(struct buffer *buffer);

#endif
