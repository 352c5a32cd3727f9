#include "signoff/statement.h"

#include <stdlib.h>

#include "base/mem.h"
#include "signoff/digest.h"

static bool is_plain(struct slice value)
{
	for (size_t i = 0; i < value.len; i++) {
		unsigned char c = (unsigned char)value.at[i];

		if (c < 0x20 || c == 0x7f)
			return false;
	}
	return value.len > 0;
}

static struct error *add_line(struct buffer *out, const char *name, struct slice value)
{
	if (value.len == 0)
		return error_new(ERROR_REFUSED, "a signed statement needs the %s", name);
	if (!is_plain(value))
		return error_new(ERROR_REFUSED,
			"the %s has a control character in it; a signed statement cannot hold it",
			name);
	buffer_addf(out, "%s: ", name);
	buffer_add_slice(out, value);
	buffer_add_char(out, '\n');
	return NULL;
}

static int compare_lines(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static struct error *add_upstream(struct buffer *out, const struct entry *entry)
{
	char **lines = mem_calloc(entry->n_upstream + 1, sizeof *lines);
	struct error *error = NULL;

	for (size_t i = 0; i < entry->n_upstream; i++)
		lines[i] = mem_format("%.*s=%.*s", SLICE_ARG(entry->upstream[i].field),
			SLICE_ARG(entry->upstream[i].digest));
	qsort(lines, entry->n_upstream, sizeof *lines, compare_lines);
	for (size_t i = 0; i < entry->n_upstream; i++) {
		if (!error)
			error = add_line(out, "upstream", slice_of(lines[i]));
		free(lines[i]);
	}
	free(lines);
	return error;
}

struct error *statement_write(const struct entry *entry, struct slice repository,
	struct slice document, struct buffer *out)
{
	const struct {
		const char *name;
		struct slice value;
	} lines[] = {
		{"repository", repository},
		{"document", document},
		{"role", entry->role},
		{"person", entry->by},
		{"at", entry->at},
		{"decision", slice_of(decision_name(entry->decision))},
		{"digest", entry->digest},
	};
	struct error *error = NULL;
	struct digest note;

	buffer_add_string(out, STATEMENT_NAMESPACE "\n");
	for (size_t i = 0; !error && i < sizeof lines / sizeof *lines; i++)
		error = add_line(out, lines[i].name, lines[i].value);
	if (!error)
		error = add_upstream(out, entry);
	if (!error && entry->note.len) {
		digest_bytes(entry->note, &note);
		error = add_line(out, "note", digest_slice(&note));
	}
	return error;
}
