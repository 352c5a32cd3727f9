#include "base/error.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static struct error *take_message(enum error_code code, char *message)
{
	struct error *error = mem_alloc(sizeof *error);

	error->code = code;
	error->message = message;
	return error;
}

struct error *error_new(enum error_code code, const char *format, ...)
{
	va_list args;
	char *message;
	int len;

	va_start(args, format);
	len = vasprintf(&message, format, args);
	va_end(args);
	if (len < 0)
		mem_failed();
	return take_message(code, message);
}

struct error *error_errno(enum error_code code, const char *format, ...)
{
	int number = errno;
	struct error *error;
	va_list args;
	char *message;
	int len;

	va_start(args, format);
	len = vasprintf(&message, format, args);
	va_end(args);
	if (len < 0)
		mem_failed();
	error = take_message(code, mem_format("%s: %s", message, strerror(number)));
	free(message);
	return error;
}

void error_free(struct error *error)
{
	if (!error)
		return;
	free(error->message);
	free(error);
}
