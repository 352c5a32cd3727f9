#include "site/import.h"

#include "site/import_parts.h"

#define IMPORT_MAX_ROLES 1000

/* ---- Lines ------------------------------------------------------------------------------------
 */

static struct error *refuse_here(const struct importing *importing, const char *wrong)
{
	return import_refuse(importing->lines.file, importing->lines.number, "%s", wrong);
}

static struct error *find_type(
	const struct importing *importing, const json_t *object, enum export_line *type)
{
	const char *name = json_string_value(json_object_get(object, "type"));

	for (*type = 0; name && *type < N_EXPORT_LINES; (*type)++) {
		if (strcmp(export_forms[*type].type, name) == 0)
			return NULL;
	}
	if (!name)
		return refuse_here(importing, "no \"type\": this is no export of handoff's");
	return import_refuse(importing->lines.file, importing->lines.number,
		"\"type\" is repository, person, document, event or action, not \"%.60s\"", name);
}

/* Before anything else of it is read: another version may say all of it in other ways. */
static struct error *check_schema(const struct importing *importing, const json_t *object)
{
	const char *schema = json_string_value(json_object_get(object, "schema"));

	if (schema && strcmp(schema, EXPORT_SCHEMA) == 0)
		return NULL;
	return import_refuse(importing->lines.file, importing->lines.number,
		"\"schema\" is \"%.60s\", and this version reads " EXPORT_SCHEMA
		": write the export anew with the `handoff export` of this version",
		schema ? schema : "");
}

/* The line stands for this name or key in all of its file. */
static struct error *note_name(
	const struct importing *importing, json_t *numbers, enum export_line type, const char *name)
{
	const struct imported_list *list = &importing->lists[type];
	const json_t *other = json_object_get(numbers, name);

	if (other)
		return import_refuse(importing->lines.file, importing->lines.number,
			"the %s %.200s stands on line %zu already", export_forms[type].type, name,
			list->items[json_integer_value(other)].line);
	if (json_object_set_new(numbers, name, json_integer((json_int_t)(list->count - 1))) < 0)
		mem_failed();
	return NULL;
}

static struct error *check_tables(
	const struct importing *importing, const struct record_document *document)
{
	for (size_t i = 0; i < document->n_tables; i++) {
		const struct record_table *table = &document->tables[i];

		for (size_t row = 0; row < table->n_rows; row++) {
			if (table->rows[row].count != table->columns.count)
				return import_refuse(importing->lines.file, importing->lines.number,
					"tables[%zu].rows[%zu]: not as many cells as columns",
					i + 1, row + 1);
		}
	}
	return NULL;
}

static struct error *note_document(const struct importing *importing, const json_t *object,
	const struct record_document *document)
{
	const char *key = json_string_value(json_object_get(object, "key"));
	const char *repository = json_string_value(json_object_get(object, "repository"));
	char *expected =
		mem_format("%s" EXPORT_KEY_MIDDLE "%.*s", repository, SLICE_ARG(document->path));
	struct error *error = NULL;

	if (!key || strcmp(key, expected) != 0)
		error = import_refuse(importing->lines.file, importing->lines.number,
			"key: not \"%.200s\", its repository and its path", expected);
	free(expected);
	if (!error)
		error = note_name(importing, importing->keys, EXPORT_DOCUMENT, key);
	return error ? error : check_tables(importing, document);
}

/* People of many files are joined by comparing each role with each. */
static struct error *check_roles(
	const struct importing *importing, const struct record_person *person)
{
	if (person->roles.count <= IMPORT_MAX_ROLES)
		return NULL;
	return import_refuse(importing->lines.file, importing->lines.number,
		"roles: more than %d of one person", IMPORT_MAX_ROLES);
}

/* The last line of an export. */
static struct error *read_end(struct importing *importing, const json_t *object)
{
	const json_t *lines = json_object_get(object, "lines");

	if (!json_is_integer(lines) || json_object_size(object) != 2)
		return refuse_here(importing, "the end of an export says how many lines there are");
	if (json_integer_value(lines) != (json_int_t)importing->lines.number - 1)
		return import_refuse(importing->lines.file, importing->lines.number,
			"there were %lld lines before it, and here are %zu: write the export anew",
			(long long)json_integer_value(lines), importing->lines.number - 1);
	importing->has_ended = true;
	return NULL;
}

static bool is_end(const json_t *object)
{
	const char *type = json_string_value(json_object_get(object, "type"));

	return type && strcmp(type, EXPORT_END) == 0;
}

static struct error *read_object(struct importing *importing, const json_t *object)
{
	struct imported_list *list;
	enum export_line type;
	struct imported *added;
	struct error *error = find_type(importing, object, &type);

	if (!error && type != EXPORT_REPOSITORY && importing->lines.number == 1)
		error = refuse_here(importing, "an export begins with a repository");
	if (!error && type == EXPORT_REPOSITORY)
		error = check_schema(importing, object);
	if (error)
		return error;
	list = &importing->lists[type];
	GROW(list->items, list->count, list->capacity);
	added = &list->items[list->count];
	*added = (struct imported){arena_alloc(importing->arena, export_forms[type].size),
		importing->file, importing->lines.number, list->count, 0};
	list->count++;
	error = import_object(importing, &export_forms[type], object, added->record);
	if (!error && type == EXPORT_REPOSITORY)
		error = note_name(importing, importing->names, type,
			((struct record_repository *)added->record)->name.at);
	if (!error && type == EXPORT_PERSON)
		error = check_roles(importing, added->record);
	if (!error && type == EXPORT_DOCUMENT)
		error = note_document(importing, object, added->record);
	return error;
}

/* ---- Files ------------------------------------------------------------------------------------
 */

/* Numbers of what stands in the file at hand, now that all of it is known. */
static struct error *resolve(struct importing *importing)
{
	for (size_t i = 0; i < importing->n_references; i++) {
		const struct import_reference *reference = &importing->references[i];
		const json_t *number = json_object_get(
			reference->type == EXPORT_REPOSITORY ? importing->names : importing->keys,
			reference->to.at);

		if (!number)
			return import_refuse(importing->lines.file, reference->line,
				"there is no line of the %s \"%.200s\"",
				export_forms[reference->type].type, reference->to.at);
		*reference->number = (size_t)json_integer_value(number);
	}
	importing->n_references = 0;
	return NULL;
}

static struct error *read_lines(struct importing *importing)
{
	struct error *error;
	struct slice line;
	bool is_there;

	for (;;) {
		json_t *object = NULL;

		error = import_lines_next(&importing->lines, &line, &is_there);
		if (error || !is_there)
			return error;
		error = import_parse(&importing->lines, line, &object);
		if (!error && importing->has_ended)
			error = refuse_here(importing, "the export has ended: more than one in a "
						       "file are not read, name each");
		if (!error)
			error = is_end(object) ? read_end(importing, object)
					       : read_object(importing, object);
		json_decref(object);
		if (error)
			return error;
	}
}

static struct error *read_file(
	struct importing *importing, const struct import_limits *limits, const char *file)
{
	struct error *error = import_lines_open(file, limits, &importing->lines);

	importing->has_ended = false;
	importing->names = json_object();
	importing->keys = json_object();
	if (!error)
		error = read_lines(importing);
	if (!error && importing->lines.number == 1)
		error = error_new(ERROR_REFUSED,
			"%s: nothing is in it; `handoff export >FILE` writes an export", file);
	if (!error && !importing->has_ended)
		error = error_new(
			ERROR_REFUSED, "%s: its end is missing: write the export anew", file);
	if (!error)
		error = resolve(importing);
	json_decref(importing->names);
	json_decref(importing->keys);
	import_lines_close(&importing->lines);
	return error;
}

struct error *import_read_within(const char *const *files, size_t count,
	const struct import_limits *limits, struct records *records)
{
	struct importing importing = {.files = files, .n_files = count, .arena = arena_new()};
	struct error *error = NULL;

	*records = (struct records){.arena = importing.arena};
	for (; !error && importing.file < count; importing.file++)
		error = read_file(&importing, limits, files[importing.file]);
	if (!error)
		error = import_merge(&importing, records);
	for (enum export_line type = 0; type < N_EXPORT_LINES; type++)
		free(importing.lists[type].items);
	free(importing.references);
	return error;
}

struct error *import_read(const char *const *files, size_t count, struct records *records)
{
	return import_read_within(files, count, &import_limits_default, records);
}
