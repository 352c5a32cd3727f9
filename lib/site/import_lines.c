#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "site/import_parts.h"

#define READ_SIZE ((size_t)64 * 1024)

const struct import_limits import_limits_default = {
	.file_bytes = (size_t)1 << 30,
	.line_bytes = (size_t)16 << 20,
	.lines = 1000000,
	.values = 1000000,
	.depth = 8,
};

/* ---- Lines ------------------------------------------------------------------------------------
 */

struct error *import_lines_open(
	const char *file, const struct import_limits *limits, struct import_lines *lines)
{
	*lines = (struct import_lines){.limits = limits, .file = file};
	lines->fd = open(file, O_RDONLY | O_CLOEXEC);
	return lines->fd < 0 ? error_errno(ERROR_IO, "cannot read %s", file) : NULL;
}

void import_lines_close(struct import_lines *lines)
{
	if (lines->fd >= 0)
		close(lines->fd);
	buffer_dispose(&lines->bytes);
	lines->fd = -1;
}

/* Forgets the lines that were read already. */
static void forget(struct import_lines *lines)
{
	size_t left = lines->bytes.len - lines->start;

	if (lines->start == 0)
		return;
	memmove(lines->bytes.at, lines->bytes.at + lines->start, left);
	lines->scanned -= lines->start;
	lines->start = 0;
	lines->bytes.len = left;
}

static struct error *read_more(struct import_lines *lines, bool *ended)
{
	ssize_t got;

	forget(lines);
	buffer_reserve(&lines->bytes, READ_SIZE);
	do {
		got = read(lines->fd, lines->bytes.at + lines->bytes.len, READ_SIZE);
	} while (got < 0 && errno == EINTR);
	if (got < 0)
		return error_errno(ERROR_IO, "cannot read %s", lines->file);
	lines->bytes.len += (size_t)got;
	lines->total += (size_t)got;
	*ended = got == 0;
	if (lines->total > lines->limits->file_bytes)
		return error_new(ERROR_LIMIT, "%s: larger than %zu bytes", lines->file,
			lines->limits->file_bytes);
	return NULL;
}

/* Looks for the end of the line at hand. */
static bool find_end(struct import_lines *lines)
{
	struct slice rest = slice_from(buffer_slice(&lines->bytes), lines->scanned);
	size_t end = slice_find(rest, '\n');

	lines->scanned += end;
	return end < rest.len;
}

struct error *import_lines_next(struct import_lines *lines, struct slice *line, bool *is_there)
{
	struct error *error = NULL;
	bool ended = false, found;

	*is_there = false;
	lines->number++;
	while (!(found = find_end(lines)) && !ended && !error &&
		lines->bytes.len - lines->start <= lines->limits->line_bytes)
		error = read_more(lines, &ended);
	if (error)
		return error;
	*line = (struct slice){lines->bytes.at + lines->start, lines->scanned - lines->start};
	if (line->len > lines->limits->line_bytes)
		return error_new(ERROR_LIMIT, "%s:%zu: the line is longer than %zu bytes",
			lines->file, lines->number, lines->limits->line_bytes);
	if (!found && line->len == 0)
		return NULL;
	if (lines->number > lines->limits->lines)
		return error_new(
			ERROR_LIMIT, "%s: more than %zu lines", lines->file, lines->limits->lines);
	lines->scanned += found;
	lines->start = lines->scanned;
	*is_there = true;
	return NULL;
}

struct error *import_refuse(const char *file, size_t line, const char *format, ...)
{
	va_list arguments;
	struct error *error;
	char *message;

	va_start(arguments, format);
	message = mem_format_list(format, arguments);
	va_end(arguments);
	error = error_new(ERROR_REFUSED, "%s:%zu: %s", file, line, message);
	free(message);
	return error;
}

/* ---- One of them ------------------------------------------------------------------------------
 */

/* jansson takes a hundred bytes and more for `[],`, and goes down into nested ones by recursion. */
static bool is_modest(struct slice line, const struct import_limits *limits)
{
	size_t values = 0, depth = 0;
	bool in_string = false;

	for (size_t i = 0; i < line.len; i++) {
		char c = line.at[i];

		if (in_string && c == '\\') {
			i++;
		} else if (c == '"') {
			in_string = !in_string;
		} else if (!in_string && (c == '[' || c == '{')) {
			values++;
			depth++;
		} else if (!in_string && (c == ',' || c == ':')) {
			values++;
		} else if (!in_string && (c == ']' || c == '}')) {
			depth -= depth > 0;
		}
		if (values > limits->values || depth > limits->depth)
			return false;
	}
	return true;
}

struct error *import_parse(const struct import_lines *lines, struct slice line, json_t **object)
{
	json_error_t wrong;

	*object = NULL;
	if (!is_modest(line, lines->limits))
		return error_new(ERROR_LIMIT,
			"%s:%zu: more than %zu values, or more than %zu levels, in one line",
			lines->file, lines->number, lines->limits->values, lines->limits->depth);
	*object = json_loadb(line.at, line.len, JSON_REJECT_DUPLICATES, &wrong);
	if (!*object && json_error_code(&wrong) == json_error_out_of_memory)
		mem_failed();
	if (!*object)
		return import_refuse(lines->file, lines->number, "no line of JSON: %s, column %d",
			wrong.text, wrong.column);
	if (!json_is_object(*object))
		return import_refuse(lines->file, lines->number, "no object");
	return NULL;
}
