#include "check/lookup.h"

#include <stdlib.h>

#include "base/search.h"
#include "base/utf8.h"
#include "check/contract.h"

/* A value of a column, folded, and the document it stands in. */
struct entry {
	char *value;
	const struct document *document;
};

/* What one rule finds in one document, or in all of a kind (document NULL). */
struct lookup {
	const struct found_in *found;
	const struct document *document;
	struct entry *entries; /* sorted by value */
	size_t count, capacity;
	const struct document **documents; /* that have such a table */
	size_t n_documents, documents_capacity;
};

struct lookups {
	struct lookup **list; /* sorted by rule and document */
	size_t count, capacity;
};

struct lookups *lookups_new(void)
{
	return mem_calloc(1, sizeof(struct lookups));
}

static void free_lookup(struct lookup *lookup)
{
	for (size_t i = 0; i < lookup->count; i++)
		free(lookup->entries[i].value);
	free(lookup->entries);
	free(lookup->documents);
	free(lookup);
}

void lookups_free(struct lookups *lookups)
{
	if (!lookups)
		return;
	for (size_t i = 0; i < lookups->count; i++)
		free_lookup(lookups->list[i]);
	free(lookups->list);
	free(lookups);
}

static char *folded(struct slice value)
{
	struct buffer out = BUFFER_INIT;

	buffer_reserve(&out, 1);
	utf8_fold(&out, slice_trim(value));
	return buffer_take(&out);
}

static int compare_entries(const void *a, const void *b)
{
	const struct entry *one = a, *two = b;
	int order = strcmp(one->value, two->value);

	return order ? order : strcmp(one->document->path, two->document->path);
}

struct adding {
	struct lookup *lookup;
	const struct document *document;
};

static bool add_entry(struct slice value, const void *context)
{
	const struct adding *adding = context;
	struct lookup *lookup = adding->lookup;

	GROW(lookup->entries, lookup->count, lookup->capacity);
	lookup->entries[lookup->count++] = (struct entry){folded(value), adding->document};
	return false;
}

static bool is_named(const struct found_in *found, const struct section_spec *section)
{
	for (size_t i = 0; i < found->n_sections; i++) {
		if (strcmp(found->sections[i], section->folded) == 0)
			return true;
	}
	return false;
}

static bool is_named_column(const struct found_in *found, const struct field_spec *column)
{
	for (size_t i = 0; i < found->n_columns; i++) {
		if (strcmp(column->folded, found->columns[i]) == 0)
			return true;
	}
	return false;
}

static void collect_table(struct lookup *lookup, const struct scope *scope, const char *column)
{
	const struct document *document = scope->document;
	uint32_t table = document->contract->tables[scope->section].table;
	struct adding adding = {lookup, document};
	struct scope at = *scope;

	for (at.row = 0; at.row < document->outline->tables[table].rows; at.row++) {
		struct operand operand = scope_operand(&at, column);

		if (operand.present && condition_holds(lookup->found->where, &at))
			operand_any(&operand, add_entry, &adding);
	}
}

/* A section that says "Not applicable" has no rows for sure; one that is missing or empty is not
 * written yet, which other rules report. */
static bool says_none(const struct document *document, size_t section)
{
	uint32_t written = document->contract->sections[section];

	return !document->kind->sections[section].applicable_always && written != OUTLINE_NONE &&
	       section_is_answered(document->outline, written);
}

static void collect(
	struct lookup *lookup, const struct scope *scope, const struct document *document)
{
	struct scope at = {.document = document,
		.corpus = scope->corpus,
		.people = scope->people,
		.lookups = scope->lookups,
		.today = scope->today,
		.is_row = true};
	const struct kind *kind = document->kind;
	bool found = false;

	if (!kind || document->refusal)
		return;
	for (size_t i = 0; i < kind->n_sections; i++) {
		const struct section_spec *section = &kind->sections[i];

		if (!section->table || !is_named(lookup->found, section))
			continue;
		if (document->contract->tables[i].table == OUTLINE_NONE) {
			found = found || says_none(document, i);
			continue;
		}
		at.section = i;
		for (size_t j = 0; j < section->table->n_columns; j++) {
			if (!is_named_column(lookup->found, &section->table->columns[j]))
				continue;
			collect_table(lookup, &at, section->table->columns[j].name);
			found = true;
		}
	}
	if (!found)
		return;
	GROW(lookup->documents, lookup->n_documents, lookup->documents_capacity);
	lookup->documents[lookup->n_documents++] = document;
}

static int compare_lookups(
	const struct lookup *one, const struct found_in *found, const struct document *document)
{
	if (one->found != found)
		return one->found < found ? -1 : 1;
	if (one->document != document)
		return one->document < document ? -1 : 1;
	return 0;
}

/* The place of a lookup in the list, or where it belongs. */
static size_t find_place(const struct lookups *lookups, const struct found_in *found,
	const struct document *document)
{
	size_t low = 0, high = lookups->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (compare_lookups(lookups->list[middle], found, document) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void collect_kind(struct lookup *lookup, const struct scope *scope)
{
	const struct document *documents;
	size_t count;

	documents = corpus_documents(scope->corpus, &count);
	for (size_t i = 0; i < count; i++) {
		if (documents[i].kind && strcmp(documents[i].kind->id, lookup->found->kind) == 0)
			collect(lookup, scope, &documents[i]);
	}
}

static const struct lookup *get(
	const struct found_in *found, const struct scope *scope, const struct document *document)
{
	struct lookups *lookups = scope->lookups;
	size_t place = find_place(lookups, found, document);
	struct lookup *lookup;

	if (place < lookups->count && compare_lookups(lookups->list[place], found, document) == 0)
		return lookups->list[place];
	lookup = mem_calloc(1, sizeof *lookup);
	lookup->found = found;
	lookup->document = document;
	if (document)
		collect(lookup, scope, document);
	else
		collect_kind(lookup, scope);
	if (lookup->count)
		qsort(lookup->entries, lookup->count, sizeof *lookup->entries, compare_entries);
	/* Collecting may have looked something else up. */
	place = find_place(lookups, found, document);
	GROW(lookups->list, lookups->count, lookups->capacity);
	memmove(&lookups->list[place + 1], &lookups->list[place],
		(lookups->count - place) * sizeof(struct lookup *));
	lookups->list[place] = lookup;
	lookups->count++;
	return lookup;
}

/* The lookups that one question is put to. */
struct question {
	const struct found_in *found;
	const struct scope *scope;
	const struct lookup **lookups;
	size_t count, capacity;
	const struct document *except;
};

static void add_document(void *context, const struct document *document)
{
	struct question *q = context;

	if (!document->kind || document->refusal)
		return;
	GROW(q->lookups, q->count, q->capacity);
	q->lookups[q->count++] = get(q->found, q->scope, document);
}

static int compare_value(const void *key, const void *element)
{
	const struct entry *entry = element;

	return strcmp(key, entry->value);
}

static bool has_value(const struct lookup *lookup, const char *value, const struct document *except)
{
	size_t at = search_first(
		value, lookup->entries, lookup->count, sizeof *lookup->entries, compare_value);

	for (; at < lookup->count && strcmp(lookup->entries[at].value, value) == 0; at++) {
		if (lookup->entries[at].document != except)
			return true;
	}
	return false;
}

static bool is_absent(struct slice value, const void *context)
{
	const struct question *q = context;
	char *wanted = folded(value);
	bool found = false;

	for (size_t i = 0; i < q->count && !found; i++)
		found = has_value(q->lookups[i], wanted, q->except);
	free(wanted);
	return !found;
}

static bool looks_elsewhere(const struct lookup *lookup, const struct document *except)
{
	for (size_t i = 0; i < lookup->n_documents; i++) {
		if (lookup->documents[i] != except)
			return true;
	}
	return false;
}

static void ask(struct question *q)
{
	const struct found_in *found = q->found;
	struct operand link;

	if (found->document) {
		link = scope_operand(q->scope, found->document);
		scope_follow(q->scope, &link, add_document, q);
	} else if (found->kind) {
		q->except = q->scope->document;
		GROW(q->lookups, q->count, q->capacity);
		q->lookups[q->count++] = get(found, q->scope, NULL);
		if (!looks_elsewhere(q->lookups[0], q->except) ||
			corpus_skips_kind(q->scope->corpus, found->kind))
			q->count = 0;
	} else {
		add_document(q, q->scope->document);
	}
	while (q->count && q->lookups[q->count - 1]->n_documents == 0)
		q->count--;
}

enum verdict lookup_verdict(
	const struct found_in *found, const struct scope *scope, const struct operand *operand)
{
	struct question q = {.found = found, .scope = scope};
	enum verdict verdict = VERDICT_UNDECIDED;

	if (!operand->present)
		return VERDICT_UNDECIDED;
	ask(&q);
	if (q.count)
		verdict = operand_any(operand, is_absent, &q) ? VERDICT_NO : VERDICT_YES;
	free(q.lookups);
	return verdict;
}

struct describing {
	struct question question;
	struct buffer *out;
	bool any;
};

static bool describe_absent(struct slice value, const void *context)
{
	struct describing *d = (struct describing *)context;

	if (!is_absent(value, &d->question))
		return false;
	buffer_addf(d->out, "%s\"%.*s\"", d->any ? ", " : "", SLICE_ARG(slice_trim(value)));
	d->any = true;
	return false;
}

void lookup_describe(const struct found_in *found, const struct scope *scope,
	const struct operand *operand, struct buffer *out)
{
	struct describing d = {{.found = found, .scope = scope}, out, false};

	/* It is about to be reported: then documents that were not read may have it. */
	if (found->kind)
		corpus_note_miss(scope->corpus);
	ask(&d.question);
	operand_any(operand, describe_absent, &d);
	free(d.question.lookups);
}
