#include "policy/problem.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "base/mem.h"
#include "base/nearest.h"

void problems_dispose(struct problems *problems)
{
	for (size_t i = 0; i < problems->count; i++) {
		free((char *)problems->items[i].path);
		free(problems->items[i].line);
		free(problems->items[i].message);
	}
	free(problems->items);
	*problems = (struct problems)PROBLEMS_INIT;
}

void reader_problem(
	struct reader *reader, enum problem_type type, struct span span, const char *format, ...)
{
	struct problems *problems = reader->problems;
	struct problem problem = {.type = type, .in_template = reader->in_template};
	va_list arguments;

	problem.path = mem_string(slice_of(reader->path));
	problem.start = outline_position(reader->outline, span.start);
	problem.end = outline_position(reader->outline, span.end);
	problem.line = mem_string(outline_line(reader->outline, problem.start.line));
	va_start(arguments, format);
	if (vasprintf(&problem.message, format, arguments) < 0)
		problem.message = mem_string(slice_of("(no memory for the message)"));
	va_end(arguments);
	GROW(problems->items, problems->count, problems->capacity);
	problems->items[problems->count++] = problem;
}

bool reader_faults(struct reader *reader)
{
	const struct outline *outline = reader->outline;
	bool any = false;

	for (uint32_t i = 0; i < outline->n_faults; i++) {
		const struct outline_fault *fault = &outline->faults[i];
		struct slice message = outline_text(outline, fault->message);

		if (fault->type == FAULT_UNCLOSED_CODE)
			continue;
		reader_problem(reader, PROBLEM_SYNTAX, fault->span, "%.*s", SLICE_ARG(message));
		any = true;
	}
	return any;
}

struct span reader_key_span(const struct reader *reader, uint32_t node)
{
	const struct outline_field *field = &reader->outline->fields[node];

	return field->key.len ? field->key_span : field->span;
}

struct span reader_value_span(const struct reader *reader, uint32_t node)
{
	const struct outline_field *field = &reader->outline->fields[node];

	return field->span.end > field->span.start ? field->span : reader_key_span(reader, node);
}

struct slice reader_text(const struct reader *reader, uint32_t node)
{
	return outline_text(reader->outline, reader->outline->fields[node].value);
}

struct slice reader_key(const struct reader *reader, uint32_t node)
{
	return outline_text(reader->outline, reader->outline->fields[node].key);
}

static bool is_known(struct slice key, const char *const *known, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (slice_is(key, known[i]))
			return true;
	}
	return false;
}

void reader_check_keys(struct reader *reader, uint32_t map, const char *where,
	const char *const *known, size_t count)
{
	uint32_t child = outline_first_child(reader->outline, map);

	for (; child != OUTLINE_NONE; child = outline_next_child(reader->outline, child)) {
		struct slice key = reader_key(reader, child);
		const char *near;

		if (is_known(key, known, count))
			continue;
		near = nearest(key, known, count);
		reader_problem(reader, PROBLEM_UNKNOWN_KEY, reader_key_span(reader, child),
			near ? "unknown key \"%.*s\" in %s; did you mean \"%s\"?"
			     : "unknown key \"%.*s\" in %s%s",
			SLICE_ARG(key), where, near ? near : "");
	}
}

static uint32_t typed_child(struct reader *reader, uint32_t map, const char *key,
	enum field_type type, const char *expected)
{
	uint32_t node = outline_child(reader->outline, map, key);
	const struct outline_field *field;

	if (node == OUTLINE_NONE)
		return OUTLINE_NONE;
	field = &reader->outline->fields[node];
	if (field->type == type)
		return node;
	/* `key:` with nothing behind it is how people write an empty list or map. */
	if (field->type == FIELD_SCALAR && field->value.len == 0 && type != FIELD_SCALAR)
		return OUTLINE_NONE;
	reader_problem(reader, PROBLEM_VALUE, reader_value_span(reader, node), "\"%s\" must be %s",
		key, expected);
	return OUTLINE_NONE;
}

uint32_t reader_map(struct reader *reader, uint32_t map, const char *key)
{
	return typed_child(reader, map, key, FIELD_MAP, "a map of keys and values");
}

uint32_t reader_list(struct reader *reader, uint32_t map, const char *key)
{
	return typed_child(reader, map, key, FIELD_LIST, "a list");
}

uint32_t reader_scalar(struct reader *reader, uint32_t map, const char *key)
{
	return typed_child(reader, map, key, FIELD_SCALAR, "a single value");
}

bool reader_bool(struct reader *reader, uint32_t map, const char *key, bool *value)
{
	uint32_t node = reader_scalar(reader, map, key);
	struct slice text;

	if (node == OUTLINE_NONE)
		return false;
	text = reader_text(reader, node);
	if (slice_equal_nocase(text, slice_of("true")) ||
		slice_equal_nocase(text, slice_of("yes"))) {
		*value = true;
		return true;
	}
	if (slice_equal_nocase(text, slice_of("false")) ||
		slice_equal_nocase(text, slice_of("no"))) {
		*value = false;
		return true;
	}
	reader_problem(reader, PROBLEM_VALUE, reader_value_span(reader, node),
		"\"%s\" must be true or false, not \"%.*s\"", key, SLICE_ARG(text));
	return false;
}

bool reader_number(struct reader *reader, uint32_t map, const char *key, double *value)
{
	uint32_t node = reader_scalar(reader, map, key);
	char *text, *end;

	if (node == OUTLINE_NONE)
		return false;
	text = mem_string(reader_text(reader, node));
	errno = 0;
	*value = strtod(text, &end);
	if (end == text || *end || errno) {
		reader_problem(reader, PROBLEM_VALUE, reader_value_span(reader, node),
			"\"%s\" must be a number, not \"%s\"", key, text);
		free(text);
		return false;
	}
	free(text);
	return true;
}

bool reader_count(
	struct reader *reader, uint32_t map, const char *key, uint64_t least, uint64_t *value)
{
	uint32_t node = reader_scalar(reader, map, key);
	unsigned long long number;
	struct slice text;
	char *copy, *end;
	bool good;

	if (node == OUTLINE_NONE)
		return false;
	text = reader_text(reader, node);
	copy = mem_string(text);
	errno = 0;
	number = strtoull(copy, &end, 10);
	good = copy[0] >= '0' && copy[0] <= '9' && *end == '\0' && !errno && number >= least &&
	       number <= UINT32_MAX;
	free(copy);
	if (!good) {
		reader_problem(reader, PROBLEM_VALUE, reader_value_span(reader, node),
			"\"%s\" must be a whole number of at least %llu, not \"%.*s\"", key,
			(unsigned long long)least, SLICE_ARG(text));
		return false;
	}
	*value = number;
	return true;
}

void reader_each(struct reader *reader, uint32_t node,
	void (*each)(struct reader *reader, uint32_t node, void *context), void *context)
{
	const struct outline_field *fields = reader->outline->fields;
	uint32_t child;

	if (fields[node].type == FIELD_SCALAR) {
		each(reader, node, context);
		return;
	}
	if (fields[node].type == FIELD_MAP) {
		reader_problem(reader, PROBLEM_VALUE, reader_value_span(reader, node),
			"must be a value or a list of values");
		return;
	}
	for (child = outline_first_child(reader->outline, node); child != OUTLINE_NONE;
		child = outline_next_child(reader->outline, child)) {
		if (fields[child].type == FIELD_SCALAR)
			each(reader, child, context);
		else
			reader_problem(reader, PROBLEM_VALUE, reader_value_span(reader, child),
				"must be a single value");
	}
}
