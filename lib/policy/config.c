#include "policy/config.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/nearest.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char *const severity_names[] = {"off", "info", "warning", "error"};
static const char *const trust_names[] = {
	"claimed", "attributed", "commit-signed", "content-signed"};

static int find_name(struct slice text, const char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (slice_is(text, names[i]))
			return (int)i;
	}
	return -1;
}

int severity_parse(struct slice text)
{
	return find_name(text, severity_names, COUNT(severity_names));
}

const char *severity_name(enum severity severity)
{
	return severity_names[severity];
}

int trust_parse(struct slice text)
{
	return find_name(text, trust_names, COUNT(trust_names));
}

const char *trust_name(enum trust trust)
{
	return trust_names[trust];
}

static void set_strings(char ***strings, size_t *count, const char *const *values, size_t n)
{
	*strings = mem_calloc(n + 1, sizeof **strings);
	*count = n;
	for (size_t i = 0; i < n; i++)
		(*strings)[i] = mem_string(slice_of(values[i]));
}

static void free_strings(char **strings, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(strings[i]);
	free(strings);
}

void config_set_defaults(struct config *config)
{
	static const char *const documents[] = {"handoff/**/*.md"};

	*config = (struct config){
		.trust = TRUST_ATTRIBUTED,
		.carry_formatting = true,
		.limits = doc_limits_default,
		.max_documents = 100000,
		.max_commits = 1000000,
		.max_template_bytes = 256 * 1024,
	};
	set_strings(&config->documents, &config->n_documents, documents, COUNT(documents));
	set_strings(&config->ignore, &config->n_ignore, NULL, 0);
}

void config_dispose(struct config *config)
{
	free_strings(config->documents, config->n_documents);
	free_strings(config->ignore, config->n_ignore);
	for (size_t i = 0; i < config->n_severities; i++)
		free(config->severities[i].rule);
	free(config->severities);
	free(config->repository);
	*config = (struct config){0};
}

struct string_list {
	char **items;
	size_t count;
	size_t capacity;
};

/* A pathspec is relative to the repository's root; magic such as :(exclude) is not libgit2's. */
static void add_pathspec(struct reader *reader, uint32_t node, void *context)
{
	struct string_list *list = context;
	struct slice text = reader_text(reader, node);

	if (text.len == 0 || text.at[0] == '/' || text.at[0] == ':') {
		reader_problem(reader, PROBLEM_VALUE, reader_value_span(reader, node),
			"\"%.*s\" is not a pathspec relative to the repository's root (such as "
			"handoff/**/*.md)",
			SLICE_ARG(text));
		return;
	}
	GROW(list->items, list->count, list->capacity);
	list->items[list->count++] = mem_string(text);
}

static void read_pathspecs(
	struct reader *reader, const char *key, bool needed, char ***strings, size_t *count)
{
	uint32_t node = outline_child(reader->outline, 0, key);
	struct string_list list = {NULL, 0, 0};

	if (node == OUTLINE_NONE)
		return;
	reader_each(reader, node, add_pathspec, &list);
	if (needed && list.count == 0)
		reader_problem(reader, PROBLEM_VALUE, reader_value_span(reader, node),
			"\"%s\" names no files: nothing would be checked", key);
	GROW(list.items, list.count, list.capacity);
	free_strings(*strings, *count);
	*strings = list.items;
	*count = list.count;
}

static void read_version(struct reader *reader)
{
	uint32_t node = reader_scalar(reader, 0, "version");
	struct slice text;

	if (node == OUTLINE_NONE) {
		if (outline_child(reader->outline, 0, "version") == OUTLINE_NONE)
			reader_problem(reader, PROBLEM_MISSING_KEY, (struct span){0, 0},
				"\"version: 1\" is missing");
		return;
	}
	text = reader_text(reader, node);
	if (!slice_is(text, "1"))
		reader_problem(reader, PROBLEM_VALUE, reader_value_span(reader, node),
			"version \"%.*s\" is not known to this handoff, which reads version 1",
			SLICE_ARG(text));
}

/* Values refuse control characters: this one is part of signed statements. */
static void read_repository(struct reader *reader, struct config *config)
{
	uint32_t node = reader_scalar(reader, 0, "repository");
	struct slice text;

	if (node == OUTLINE_NONE)
		return;
	text = reader_text(reader, node);
	for (size_t i = 0; i < text.len; i++) {
		if ((unsigned char)text.at[i] > ' ' && text.at[i] != 0x7f)
			continue;
		reader_problem(reader, PROBLEM_VALUE, reader_value_span(reader, node),
			"\"repository\" must be a name without spaces, such as "
			"example.com/ml-platform");
		return;
	}
	config->repository = mem_string(text);
}

static void read_name(
	struct reader *reader, const char *key, const char *const *names, size_t count, int *value)
{
	uint32_t node = reader_scalar(reader, 0, key);
	struct buffer hint = BUFFER_INIT;
	struct slice text;
	int found;

	if (node == OUTLINE_NONE)
		return;
	text = reader_text(reader, node);
	found = find_name(text, names, count);
	if (found >= 0) {
		*value = found;
		return;
	}
	nearest_add_hint(&hint, text, names, count);
	reader_problem(reader, PROBLEM_VALUE, reader_value_span(reader, node),
		"\"%s\" cannot be \"%.*s\"%s", key, SLICE_ARG(text), hint.at);
	buffer_dispose(&hint);
}

static void read_severities(struct reader *reader, struct config *config)
{
	uint32_t map = reader_map(reader, 0, "severity");
	uint32_t node = map == OUTLINE_NONE ? map : outline_first_child(reader->outline, map);
	size_t capacity = 0;

	for (; node != OUTLINE_NONE; node = outline_next_child(reader->outline, node)) {
		struct slice text = reader_text(reader, node);
		int severity = severity_parse(text);

		if (severity < 0) {
			reader_problem(reader, PROBLEM_VALUE, reader_value_span(reader, node),
				"a severity is error, warning, info or off, not \"%.*s\"",
				SLICE_ARG(text));
			continue;
		}
		GROW(config->severities, config->n_severities, capacity);
		config->severities[config->n_severities++] = (struct severity_setting){
			mem_string(reader_key(reader, node)), (enum severity)severity,
			outline_position(reader->outline, reader_key_span(reader, node).start)};
	}
}

static void read_limit(struct reader *reader, uint32_t map, const char *key, size_t unit,
	size_t most, size_t *value)
{
	uint64_t number;

	if (!reader_count(reader, map, key, 1, &number))
		return;
	if (number > most) {
		reader_problem(reader, PROBLEM_VALUE,
			reader_value_span(reader, outline_child(reader->outline, map, key)),
			"\"%s\" can be at most %zu", key, most);
		return;
	}
	*value = (size_t)number * unit;
}

static void read_small_limit(
	struct reader *reader, uint32_t map, const char *key, size_t most, unsigned *value)
{
	size_t number = *value;

	read_limit(reader, map, key, 1, most, &number);
	*value = (unsigned)number;
}

static void read_limits(struct reader *reader, struct config *config)
{
	static const char *const known[] = {"document-kib", "front-matter-kib", "yaml-depth",
		"nesting", "paragraph-kib", "parts", "seconds", "memory-mib", "documents",
		"commits", "template-kib"};
	uint32_t map = reader_map(reader, 0, "limits");
	struct doc_limits *limits = &config->limits;
	size_t paragraph = limits->paragraph_bytes;

	if (map == OUTLINE_NONE)
		return;
	reader_check_keys(reader, map, "limits", known, COUNT(known));
	read_limit(reader, map, "document-kib", 1024, 65536, &limits->document_bytes);
	read_limit(reader, map, "front-matter-kib", 1024, 1024, &limits->front_bytes);
	read_small_limit(reader, map, "yaml-depth", 64, &limits->yaml_depth);
	read_small_limit(reader, map, "nesting", 100, &limits->nesting);
	read_limit(reader, map, "paragraph-kib", 1024, 65536, &paragraph);
	limits->paragraph_bytes = (unsigned)paragraph;
	read_small_limit(reader, map, "parts", 1000000, &limits->parts);
	read_small_limit(reader, map, "seconds", 600, &limits->seconds);
	read_limit(reader, map, "memory-mib", 1 << 20, 8192, &limits->memory_bytes);
	read_limit(reader, map, "documents", 1, 10000000, &config->max_documents);
	read_limit(reader, map, "commits", 1, 10000000, &config->max_commits);
	read_limit(reader, map, "template-kib", 1024, 4096, &config->max_template_bytes);
}

void config_read(struct reader *reader, struct config *config)
{
	static const char *const known[] = {"version", "documents", "ignore", "repository", "trust",
		"carry", "severity", "limits"};
	static const char *const carry_names[] = {"none", "formatting"};
	int trust = TRUST_ATTRIBUTED, carry = 1;

	config_set_defaults(config);
	if (reader_faults(reader))
		return;
	reader_check_keys(reader, 0, "config.yaml", known, COUNT(known));
	read_version(reader);
	read_pathspecs(reader, "documents", true, &config->documents, &config->n_documents);
	read_pathspecs(reader, "ignore", false, &config->ignore, &config->n_ignore);
	read_repository(reader, config);
	read_name(reader, "trust", trust_names, COUNT(trust_names), &trust);
	read_name(reader, "carry", carry_names, COUNT(carry_names), &carry);
	config->trust = (enum trust)trust;
	config->carry_formatting = carry == 1;
	read_severities(reader, config);
	read_limits(reader, config);
}
