/*
 * Whatever the order of the files: a line has a rank, and stands behind those of lower ranks. The
 * rank of a document is the number of its repository, that of an event or action item the number of
 * its document, that of a person the number of the first repository of the file. What else may be
 * in doubt is so within one file only, whose lines have an order.
 */
#include <stdlib.h>

#include "site/import_parts.h"

/* ---- Order ------------------------------------------------------------------------------------
 */

static int compare_ranks(const void *a, const void *b)
{
	const struct imported *one = a, *other = b;

	if (one->rank != other->rank)
		return one->rank < other->rank ? -1 : 1;
	return one->line < other->line ? -1 : one->line > other->line;
}

static int compare_repositories(const void *a, const void *b)
{
	const struct record_repository *one = ((const struct imported *)a)->record;
	const struct record_repository *other = ((const struct imported *)b)->record;

	return slice_compare(one->name, other->name);
}

static int compare_documents(const void *a, const void *b)
{
	const struct imported *one = a, *other = b;

	if (one->rank != other->rank)
		return one->rank < other->rank ? -1 : 1;
	return slice_compare(((const struct record_document *)one->record)->path,
		((const struct record_document *)other->record)->path);
}

static int compare_people(const void *a, const void *b)
{
	const struct record_person *one = ((const struct imported *)a)->record;
	const struct record_person *other = ((const struct imported *)b)->record;
	int order = slice_compare(one->id, other->id);

	return order ? order : compare_ranks(a, b);
}

static void sort(struct imported_list *list, int (*compare)(const void *, const void *))
{
	if (list->count)
		qsort(list->items, list->count, sizeof *list->items, compare);
}

/* Where each item stands now, by where it stood; free() it. */
static size_t *new_numbers(const struct imported_list *list)
{
	size_t *numbers = mem_calloc(list->count + 1, sizeof *numbers);

	for (size_t i = 0; i < list->count; i++)
		numbers[list->items[i].number] = i;
	return numbers;
}

/* ---- Repositories -----------------------------------------------------------------------------
 */

static struct error *refuse_twice(const struct importing *importing)
{
	const struct imported_list *list = &importing->lists[EXPORT_REPOSITORY];

	for (size_t i = 1; i < list->count; i++) {
		const struct imported *one = &list->items[i - 1], *other = &list->items[i];

		if (compare_repositories(one, other) == 0) {
			size_t first = one->file < other->file ? one->file : other->file;
			size_t second = one->file < other->file ? other->file : one->file;

			return error_new(ERROR_REFUSED,
				"%s and %s are both exports of the repository %s; name one",
				importing->files[first], importing->files[second],
				((const struct record_repository *)one->record)->name.at);
		}
	}
	return NULL;
}

/* The number of the first repository of each file; free() it. */
static size_t *file_ranks(const struct importing *importing)
{
	const struct imported_list *list = &importing->lists[EXPORT_REPOSITORY];
	size_t *ranks = mem_calloc(importing->n_files + 1, sizeof *ranks);

	for (size_t i = list->count; i-- > 0;)
		ranks[list->items[i].file] = i;
	return ranks;
}

/* ---- Documents, and what happened to them -----------------------------------------------------
 */

static void number_repositories(struct importing *importing)
{
	struct imported_list *documents = &importing->lists[EXPORT_DOCUMENT];
	size_t *numbers = new_numbers(&importing->lists[EXPORT_REPOSITORY]);

	for (size_t i = 0; i < documents->count; i++) {
		struct record_document *document = documents->items[i].record;

		document->repository = numbers[document->repository];
		documents->items[i].rank = document->repository;
	}
	free(numbers);
}

static void number_relations(const struct imported_list *documents, const size_t *numbers)
{
	for (size_t i = 0; i < documents->count; i++) {
		const struct record_document *document = documents->items[i].record;

		for (size_t j = 0; j < document->n_relations; j++) {
			size_t *to = &document->relations[j].to;

			if (*to != SIZE_MAX)
				*to = numbers[*to];
		}
	}
}

static void number_documents(struct importing *importing)
{
	struct imported_list *events = &importing->lists[EXPORT_EVENT];
	struct imported_list *actions = &importing->lists[EXPORT_ACTION];
	size_t *numbers = new_numbers(&importing->lists[EXPORT_DOCUMENT]);

	number_relations(&importing->lists[EXPORT_DOCUMENT], numbers);
	for (size_t i = 0; i < events->count; i++) {
		struct record_event *event = events->items[i].record;

		events->items[i].rank = event->document = numbers[event->document];
	}
	for (size_t i = 0; i < actions->count; i++) {
		struct record_action *action = actions->items[i].record;

		actions->items[i].rank = action->document = numbers[action->document];
	}
	free(numbers);
}

/* ---- People -----------------------------------------------------------------------------------
 */

static bool has_text(const struct record_texts *texts, struct slice text)
{
	for (size_t i = 0; i < texts->count; i++) {
		if (slice_equal(texts->list[i], text))
			return true;
	}
	return false;
}

/* A list with the texts of the other one that it has not. */
static void join_texts(
	struct arena *arena, struct record_texts *texts, const struct record_texts *others)
{
	struct record_texts joined = {.count = texts->count};

	joined.list = arena_alloc(arena, (texts->count + others->count) * sizeof *joined.list);
	if (texts->count)
		memcpy(joined.list, texts->list, texts->count * sizeof *joined.list);
	for (size_t i = 0; i < others->count; i++) {
		if (!has_text(&joined, others->list[i]))
			joined.list[joined.count++] = others->list[i];
	}
	*texts = joined;
}

/* Names that a person has in several repositories; the first one counts. */
static struct slice name_of(struct arena *arena, const struct record_texts *names)
{
	struct buffer name = BUFFER_INIT;
	struct slice text;

	if (names->count < 2)
		return names->count ? names->list[0] : slice_of("");
	buffer_add_slice(&name, names->list[0]);
	for (size_t i = 1; i < names->count; i++) {
		buffer_add_string(&name, i == 1 ? " (elsewhere: " : ", ");
		buffer_add_slice(&name, names->list[i]);
	}
	buffer_add_char(&name, ')');
	text = arena_slice(arena, buffer_slice(&name));
	buffer_dispose(&name);
	return text;
}

static struct error *join_person(struct importing *importing, const struct imported *items,
	size_t count, struct record_person *person)
{
	struct record_texts names = {0};

	*person = *(const struct record_person *)items[0].record;
	for (size_t i = 0; i < count; i++) {
		const struct record_person *other = items[i].record;
		const struct record_texts name = {(struct slice *)&other->name, 1};

		if (i && items[i].file == items[i - 1].file)
			return import_refuse(importing->files[items[i].file], items[i].line,
				"the person %.200s stands on line %zu already", other->id.at,
				items[i - 1].line);
		if (other->name.len)
			join_texts(importing->arena, &names, &name);
		if (i)
			join_texts(importing->arena, &person->roles, &other->roles);
	}
	person->name = name_of(importing->arena, &names);
	return NULL;
}

static size_t count_same(const struct imported_list *list, size_t first)
{
	size_t end = first + 1;
	struct slice id = ((const struct record_person *)list->items[first].record)->id;

	while (end < list->count &&
		slice_equal(((const struct record_person *)list->items[end].record)->id, id))
		end++;
	return end - first;
}

static struct error *join_people(struct importing *importing, struct records *records)
{
	struct imported_list *list = &importing->lists[EXPORT_PERSON];
	size_t *ranks = file_ranks(importing);
	struct error *error = NULL;

	for (size_t i = 0; i < list->count; i++)
		list->items[i].rank = ranks[list->items[i].file];
	free(ranks);
	sort(list, compare_people);
	records->people = arena_alloc(importing->arena, list->count * sizeof *records->people);
	for (size_t i = 0, count; !error && i < list->count; i += count) {
		count = count_same(list, i);
		error = join_person(
			importing, &list->items[i], count, &records->people[records->n_people++]);
	}
	return error;
}

/* ---- All of it --------------------------------------------------------------------------------
 */

/* The structs of a list, one behind the other. */
static void *lay_out(const struct importing *importing, enum export_line type, size_t *count)
{
	const struct imported_list *list = &importing->lists[type];
	size_t size = export_forms[type].size;
	char *laid = arena_alloc(importing->arena, list->count * size);

	for (size_t i = 0; i < list->count; i++)
		memcpy(laid + i * size, list->items[i].record, size);
	*count = list->count;
	return laid;
}

static void find_latest(struct records *records)
{
	records->now = TIME_UNKNOWN;
	for (size_t i = 0; i < records->n_repositories; i++) {
		const struct record_repository *repository = &records->repositories[i];

		if (i == 0 || date_days(repository->today) > date_days(records->today))
			records->today = repository->today;
		if (repository->now > records->now)
			records->now = repository->now;
	}
}

struct error *import_merge(struct importing *importing, struct records *records)
{
	struct error *error;

	sort(&importing->lists[EXPORT_REPOSITORY], compare_repositories);
	error = refuse_twice(importing);
	if (error)
		return error;
	number_repositories(importing);
	sort(&importing->lists[EXPORT_DOCUMENT], compare_documents);
	number_documents(importing);
	sort(&importing->lists[EXPORT_EVENT], compare_ranks);
	sort(&importing->lists[EXPORT_ACTION], compare_ranks);
	records->repositories = lay_out(importing, EXPORT_REPOSITORY, &records->n_repositories);
	find_latest(records);
	records->documents = lay_out(importing, EXPORT_DOCUMENT, &records->n_documents);
	records->events = lay_out(importing, EXPORT_EVENT, &records->n_events);
	records->actions = lay_out(importing, EXPORT_ACTION, &records->n_actions);
	error = join_people(importing, records);
	if (!error)
		import_renew(records);
	return error;
}
