#include "site/records.h"

#include "base/search.h"

void records_dispose(struct records *records)
{
	arena_free(records->arena);
	*records = (struct records){0};
}

struct document_key {
	size_t repository;
	struct slice path;
};

static int compare_document(const void *key, const void *element)
{
	const struct document_key *wanted = key;
	const struct record_document *document = element;

	if (wanted->repository != document->repository)
		return wanted->repository < document->repository ? -1 : 1;
	return slice_compare(wanted->path, document->path);
}

const struct record_document *records_find(
	const struct records *records, size_t repository, struct slice path)
{
	struct document_key key = {repository, path};
	size_t at = search_first(&key, records->documents, records->n_documents,
		sizeof *records->documents, compare_document);

	return at < records->n_documents && compare_document(&key, &records->documents[at]) == 0
		       ? &records->documents[at]
		       : NULL;
}

struct slice record_name(const struct record_document *document)
{
	return document->id.len ? document->id : document->path;
}

const struct record_texts *record_values(const struct record_document *document, const char *name)
{
	static const struct record_texts none;

	for (size_t i = 0; i < document->n_fields; i++) {
		if (slice_is(document->fields[i].name, name))
			return &document->fields[i].values;
	}
	return &none;
}

struct slice record_value(const struct record_document *document, const char *name)
{
	const struct record_texts *values = record_values(document, name);

	return values->count ? values->list[0] : slice_of("");
}

const struct record_table *record_table_of(
	const struct record_document *document, const char *section)
{
	for (size_t i = 0; i < document->n_tables; i++) {
		if (slice_is(document->tables[i].section, section))
			return &document->tables[i];
	}
	return NULL;
}

struct slice record_cell(const struct record_table *table, size_t row, const char *column)
{
	for (size_t i = 0; i < table->columns.count && i < table->rows[row].count; i++) {
		if (slice_is(table->columns.list[i], column))
			return table->rows[row].list[i];
	}
	return slice_of("");
}

static int compare_event(const void *key, const void *element)
{
	size_t document = *(const size_t *)key,
	       other = ((const struct record_event *)element)->document;

	return document < other ? -1 : document > other;
}

static int compare_action(const void *key, const void *element)
{
	size_t document = *(const size_t *)key,
	       other = ((const struct record_action *)element)->document;

	return document < other ? -1 : document > other;
}

void records_events_of(const struct records *records, size_t document, size_t *first, size_t *end)
{
	*first = *end = search_first(&document, records->events, records->n_events,
		sizeof *records->events, compare_event);
	while (*end < records->n_events && records->events[*end].document == document)
		(*end)++;
}

void records_actions_of(const struct records *records, size_t document, size_t *first, size_t *end)
{
	*first = *end = search_first(&document, records->actions, records->n_actions,
		sizeof *records->actions, compare_action);
	while (*end < records->n_actions && records->actions[*end].document == document)
		(*end)++;
}

/* True if two events are of one version of a document. One second may have several commits; what
 * was not committed is one version. */
static bool is_beside(const struct record_event *event, const struct record_event *other)
{
	return other->document == event->document && slice_equal(other->commit, event->commit);
}

bool records_is_replaced(const struct records *records, size_t event)
{
	const struct record_event *removed = &records->events[event];
	size_t first = event;

	if (!slice_is(removed->type, "removed"))
		return false;
	while (first > 0 && is_beside(removed, &records->events[first - 1]))
		first--;
	for (size_t i = first; i < records->n_events && is_beside(removed, &records->events[i]);
		i++) {
		const struct record_event *other = &records->events[i];

		if (slice_is(other->type, "signed") && slice_equal(other->role, removed->role) &&
			slice_equal(other->by, removed->by))
			return true;
	}
	return false;
}

static int compare_person(const void *key, const void *element)
{
	return slice_compare(
		*(const struct slice *)key, ((const struct record_person *)element)->id);
}

const struct record_person *records_person(const struct records *records, struct slice id)
{
	size_t at = search_first(
		&id, records->people, records->n_people, sizeof *records->people, compare_person);

	return at < records->n_people && slice_equal(records->people[at].id, id)
		       ? &records->people[at]
		       : NULL;
}
