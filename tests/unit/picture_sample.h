/*
 * picture_sample.h - records made by hand, for tests of what is drawn from them.
 */
#ifndef HANDOFF_TESTS_PICTURE_SAMPLE_H
#define HANDOFF_TESTS_PICTURE_SAMPLE_H

#include <stdarg.h>

#include "site/picture.h"
#include "site/standing.h"

#define SAMPLE_DAY(number) ((int64_t)(number)*86400)
/* 2026-11-28T12:00:00Z, a Saturday; days of samples are counted from here. */
#define SAMPLE_NOW       (SAMPLE_DAY(20785) + 43200)
#define SAMPLE_AGO(days) (SAMPLE_NOW - SAMPLE_DAY(days))

struct sample {
	struct records records;
	size_t documents, events, actions; /* room that there is */
};

static inline void sample_begin(struct sample *sample)
{
	*sample = (struct sample){0};
	sample->records.today = (struct date){2026, 11, 28};
	sample->records.now = SAMPLE_NOW;
	sample->records.arena = arena_new();
}

static inline void sample_end(struct sample *sample)
{
	free(sample->records.documents);
	free(sample->records.events);
	free(sample->records.actions);
	records_dispose(&sample->records);
}

/* A list of strings, up to NULL. */
static inline struct record_texts sample_texts(struct sample *sample, const char *const *list)
{
	struct record_texts texts = {0};

	while (list && list[texts.count])
		texts.count++;
	texts.list = arena_alloc(sample->records.arena, (texts.count + 1) * sizeof *texts.list);
	for (size_t i = 0; i < texts.count; i++)
		texts.list[i] = slice_of(list[i]);
	return texts;
}

/* Adds a document; returns its number. */
static inline size_t sample_document(
	struct sample *sample, const char *kind, const char *title, const char *status)
{
	struct records *records = &sample->records;
	char *page = mem_format("documents/%zu.html", records->n_documents);
	char *path = mem_format("handoff/%zu.md", records->n_documents);

	GROW(records->documents, records->n_documents, sample->documents);
	records->documents[records->n_documents] = (struct record_document){
		.path = arena_slice(records->arena, slice_of(path)),
		.kind = slice_of(kind),
		.kind_name = slice_of(kind),
		.title = slice_of(title),
		.status = slice_of(status),
		.is_initial = strcmp(status, "draft") == 0,
		.page = arena_slice(records->arena, slice_of(page)),
	};
	free(page);
	free(path);
	return records->n_documents++;
}

/* Adds a table to a document: its columns, and rows one after the other, up to NULL each. */
static inline void sample_table(struct sample *sample, size_t document, const char *section,
	const char *const *columns, const char *const *cells)
{
	struct record_document *of = &sample->records.documents[document];
	struct record_table *table = arena_alloc(sample->records.arena, sizeof *table);
	struct record_texts all = sample_texts(sample, cells);

	table->section = slice_of(section);
	table->columns = sample_texts(sample, columns);
	table->n_rows = all.count / table->columns.count;
	table->rows = arena_alloc(sample->records.arena, (table->n_rows + 1) * sizeof *table->rows);
	for (size_t i = 0; i < table->n_rows; i++)
		table->rows[i] = (struct record_texts){
			all.list + i * table->columns.count, table->columns.count};
	of->tables = table;
	of->n_tables = 1;
}

/* Gives a document fields, as pairs of name and value up to NULL. */
static inline void sample_fields(struct sample *sample, size_t document, const char *const *pairs)
{
	struct record_document *of = &sample->records.documents[document];
	struct record_texts all = sample_texts(sample, pairs);

	of->n_fields = all.count / 2;
	of->fields = arena_alloc(sample->records.arena, (of->n_fields + 1) * sizeof *of->fields);
	for (size_t i = 0; i < of->n_fields; i++)
		of->fields[i] = (struct record_field){
			.name = all.list[2 * i], .values = {&all.list[2 * i + 1], 1}};
}

/* Lets the contract of a document ask for roles, up to NULL, before it is approved. */
static inline void sample_requirements(
	struct sample *sample, size_t document, const char *const *roles, const char *state)
{
	static const char *const before[] = {"approved", NULL};
	struct record_document *of = &sample->records.documents[document];
	struct record_texts all = sample_texts(sample, roles);
	bool due = slice_is(of->status, "approved");
	struct standing_facts facts = {.is_readable = true,
		.has_lifecycle = true,
		.is_known = true,
		.is_before_gate = !due,
		.is_gate = due};

	of->n_requirements = all.count;
	of->requirements =
		arena_alloc(sample->records.arena, (all.count + 1) * sizeof *of->requirements);
	for (size_t i = 0; i < all.count; i++)
		of->requirements[i] = (struct record_requirement){.role = all.list[i],
			.state = slice_of(state),
			.count = 1,
			.due = due,
			.awaited = !of->is_initial && strcmp(state, "valid") != 0,
			.before = sample_texts(sample, before)};
	standing_set(of, &facts);
}

/* Adds a relation to the end of those of a document. */
static inline void sample_relation(
	struct sample *sample, size_t document, const char *name, size_t to, const char *target)
{
	struct record_document *of = &sample->records.documents[document];
	struct record_relation *list =
		arena_alloc(sample->records.arena, (of->n_relations + 1) * sizeof *list);

	if (of->n_relations)
		memcpy(list, of->relations, of->n_relations * sizeof *list);
	list[of->n_relations++] = (struct record_relation){.name = slice_of(name),
		.target = slice_of(target),
		.to = to,
		.upstream = strcmp(name, "model") == 0,
		.missing = to == SIZE_MAX && strstr(target, ".md")};
	of->relations = list;
}

/* Adds an event; those of a document in one go, oldest first. Those of one time are of one commit.
 */
static inline void sample_event(
	struct sample *sample, size_t document, const char *type, int64_t time, const char *what)
{
	struct records *records = &sample->records;
	bool is_status = strcmp(type, "created") == 0 || strcmp(type, "status") == 0;
	struct slice role = slice_of(what), by = {0};
	size_t space = slice_find(role, ' ');
	char *commit = mem_format("%040llx", (unsigned long long)time);

	if (!is_status) {
		by = slice_from(role, space + 1);
		role.len = space;
	}
	GROW(records->events, records->n_events, sample->events);
	records->events[records->n_events++] = (struct record_event){.document = document,
		.type = slice_of(type),
		.time = time,
		.commit = arena_slice(records->arena, slice_of(commit)),
		.role = is_status ? (struct slice){0} : role,
		.by = by,
		.to = is_status ? role : (struct slice){0}};
	free(commit);
}

/* Adds an action item; one that has no `finished` time is unfinished. */
static inline void sample_action(struct sample *sample, size_t document, const char *owner,
	const char *due, int64_t since, int64_t finished)
{
	struct records *records = &sample->records;

	GROW(records->actions, records->n_actions, sample->actions);
	records->actions[records->n_actions++] = (struct record_action){.document = document,
		.owner = slice_of(owner),
		.due = slice_of(due),
		.unfinished = finished == 0,
		.since = since,
		.finished = finished ? finished : TIME_UNKNOWN};
}

#endif
