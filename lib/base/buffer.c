#include "base/buffer.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"

#define SMALLEST 64

void buffer_dispose(struct buffer *buffer)
{
	free(buffer->at);
	*buffer = (struct buffer)BUFFER_INIT;
}

void buffer_clear(struct buffer *buffer)
{
	buffer->len = 0;
	if (buffer->at)
		buffer->at[0] = '\0';
}

void buffer_reserve(struct buffer *buffer, size_t more)
{
	size_t capacity = buffer->capacity;
	size_t needed;

	if (more >= SIZE_MAX - buffer->len)
		mem_failed();
	needed = buffer->len + more + 1;
	if (needed <= capacity)
		return;
	capacity = capacity > SIZE_MAX / 2 ? SIZE_MAX : capacity * 2;
	if (capacity < SMALLEST)
		capacity = SMALLEST;
	if (capacity < needed)
		capacity = needed;
	buffer->at = mem_resize(buffer->at, capacity, 1);
	buffer->capacity = capacity;
	buffer->at[buffer->len] = '\0';
}

void buffer_add(struct buffer *buffer, const void *bytes, size_t len)
{
	buffer_reserve(buffer, len);
	if (len)
		memcpy(buffer->at + buffer->len, bytes, len);
	buffer->len += len;
	buffer->at[buffer->len] = '\0';
}

void buffer_add_slice(struct buffer *buffer, struct slice s)
{
	buffer_add(buffer, s.at, s.len);
}

void buffer_add_string(struct buffer *buffer, const char *text)
{
	buffer_add(buffer, text, strlen(text));
}

void buffer_add_char(struct buffer *buffer, char c)
{
	buffer_add(buffer, &c, 1);
}

void buffer_add_repeat(struct buffer *buffer, char c, size_t count)
{
	buffer_reserve(buffer, count);
	memset(buffer->at + buffer->len, c, count);
	buffer->len += count;
	buffer->at[buffer->len] = '\0';
}

void buffer_addf(struct buffer *buffer, const char *format, ...)
{
	va_list args;
	va_list again;
	size_t room;
	int len;

	buffer_reserve(buffer, SMALLEST);
	room = buffer->capacity - buffer->len;
	va_start(args, format);
	va_copy(again, args);
	len = vsnprintf(buffer->at + buffer->len, room, format, args);
	if (len >= 0 && (size_t)len >= room) {
		buffer_reserve(buffer, (size_t)len);
		len = vsnprintf(buffer->at + buffer->len, (size_t)len + 1, format, again);
	}
	va_end(again);
	va_end(args);
	/* vsnprintf(3) fails when the text would not fit into an int. */
	if (len < 0)
		mem_failed();
	buffer->len += (size_t)len;
}

struct slice buffer_slice(const struct buffer *buffer)
{
	return (struct slice){buffer->at ? buffer->at : "", buffer->len};
}

char *buffer_take(struct buffer *buffer)
{
	char *bytes;

	buffer_reserve(buffer, 0);
	bytes = buffer->at;
	*buffer = (struct buffer)BUFFER_INIT;
	return bytes;
}
