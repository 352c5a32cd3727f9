#include "signoff/upstream.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/search.h"
#include "check/link.h"

/* A file of evidence: a report, a table of figures. */
#define MAX_FILE_BYTES ((size_t)64 << 20)

struct memo_entry {
	char *path;
	struct digest digest;
	const char *fault;
};

struct upstream_memo {
	const struct corpus *corpus;
	struct memo_entry *list; /* sorted by path */
	size_t count, capacity;
};

struct upstream_memo *upstream_memo_new(const struct corpus *corpus)
{
	struct upstream_memo *memo = mem_calloc(1, sizeof *memo);

	memo->corpus = corpus;
	return memo;
}

void upstream_memo_free(struct upstream_memo *memo)
{
	if (!memo)
		return;
	for (size_t i = 0; i < memo->count; i++)
		free(memo->list[i].path);
	free(memo->list);
	free(memo);
}

static const char *fault_of(const struct error *error)
{
	switch (error->code) {
	case ERROR_NOT_FOUND:
		return "is not there";
	case ERROR_LIMIT:
		return "is larger than 64 MiB";
	default:
		return "cannot be read";
	}
}

static void digest_file(struct upstream_memo *memo, const char *path, struct memo_entry *entry)
{
	struct buffer bytes = BUFFER_INIT;
	struct error *error =
		snapshot_read(corpus_snapshot(memo->corpus), path, MAX_FILE_BYTES, &bytes);

	if (error)
		entry->fault = fault_of(error);
	else
		digest_bytes(buffer_slice(&bytes), &entry->digest);
	error_free(error);
	buffer_dispose(&bytes);
}

static void digest_document(
	struct upstream_memo *memo, const struct document *document, struct memo_entry *entry)
{
	if (document->refusal)
		entry->fault = "cannot be read";
	else if (document->kind)
		digest_content(document, NULL, &entry->digest);
	else
		digest_file(memo, document->path, entry);
}

static int compare_path(const void *key, const void *element)
{
	const struct memo_entry *entry = element;

	return strcmp(key, entry->path);
}

/* The place of a path, or where it belongs. */
static size_t find_place(const struct upstream_memo *memo, const char *path)
{
	return search_first(path, memo->list, memo->count, sizeof *memo->list, compare_path);
}

static const struct memo_entry *look_up(
	struct upstream_memo *memo, const char *path, const struct document *document)
{
	size_t place = find_place(memo, path);
	struct memo_entry *entry;

	if (place < memo->count && strcmp(memo->list[place].path, path) == 0)
		return &memo->list[place];
	GROW(memo->list, memo->count, memo->capacity);
	memmove(&memo->list[place + 1], &memo->list[place],
		(memo->count - place) * sizeof *memo->list);
	memo->count++;
	entry = &memo->list[place];
	*entry = (struct memo_entry){.path = mem_string(slice_of(path))};
	if (document)
		digest_document(memo, document, entry);
	else
		digest_file(memo, path, entry);
	return entry;
}

static void read_target(struct upstream_memo *memo, const struct document *document,
	struct slice link, struct upstream_target *target)
{
	const struct document *linked = corpus_resolve(memo->corpus, document, link);
	const struct memo_entry *entry;
	struct target file;

	if (linked) {
		entry = look_up(memo, linked->path, linked);
	} else {
		file = target_read_path(document->path, link);
		if (file.type != TARGET_PATH) {
			target->fault = file.type == TARGET_EXTERNAL
						? "is not in the repository"
						: "leads out of the repository";
			target_dispose(&file);
			return;
		}
		entry = look_up(memo, file.path, NULL);
		target_dispose(&file);
	}
	target->digest = entry->digest;
	target->fault = entry->fault;
}

static void add_value(struct upstream_memo *memo, const struct document *document,
	const struct field_spec *spec, uint32_t node, struct upstream *upstream)
{
	const struct outline_field *field = &document->outline->fields[node];
	struct slice link = outline_text(document->outline, field->value);
	struct upstream_target *target;

	if (field->type != FIELD_SCALAR || link.len == 0)
		return;
	GROW(upstream->list, upstream->count, upstream->capacity);
	target = &upstream->list[upstream->count++];
	*target = (struct upstream_target){.field = slice_of(spec->name), .link = link};
	read_target(memo, document, link, target);
}

void upstream_read(
	struct upstream_memo *memo, const struct document *document, struct upstream *upstream)
{
	const struct kind *kind = document->kind;

	*upstream = (struct upstream){0};
	for (size_t i = 0; i < kind->n_fields; i++) {
		uint32_t node;

		if (!kind->fields[i].upstream)
			continue;
		node = document_field(document, kind->fields[i].name);
		if (node == OUTLINE_NONE)
			continue;
		if (document->outline->fields[node].type != FIELD_LIST) {
			add_value(memo, document, &kind->fields[i], node, upstream);
			continue;
		}
		for (uint32_t child = outline_first_child(document->outline, node);
			child != OUTLINE_NONE; child = outline_next_child(document->outline, child))
			add_value(memo, document, &kind->fields[i], child, upstream);
	}
}

void upstream_dispose(struct upstream *upstream)
{
	free(upstream->list);
	*upstream = (struct upstream){0};
}
