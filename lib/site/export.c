#include "site/export.h"

#include "base/escape.h"
#include "report/json.h"
#include "report/ledger_json.h"
#include "site/export_form.h"

/* A line in the making. */
struct exporting {
	const struct records *records;
	const struct form *form; /* of the line */
	const void *record;      /* of the line */
};

static json_t *texts_array(const struct record_texts *texts)
{
	json_t *array = json_array();

	for (size_t i = 0; i < texts->count; i++)
		json_array_append_new(array, json_safe_slice(texts->list[i]));
	return array;
}

static json_t *rows_array(const struct record_texts *rows, size_t count)
{
	json_t *array = json_array();

	for (size_t i = 0; i < count; i++)
		json_array_append_new(array, texts_array(&rows[i]));
	return array;
}

static json_t *field_value(const struct record_field *field)
{
	if (field->is_list)
		return texts_array(&field->values);
	return field->values.count ? json_safe_slice(field->values.list[0]) : json_null();
}

static json_t *fields_object(const struct record_field *fields, size_t count)
{
	json_t *object = json_object();
	struct buffer name = BUFFER_INIT;

	for (size_t i = 0; i < count; i++) {
		buffer_clear(&name);
		escape_invalid(&name, fields[i].name);
		buffer_reserve(&name, 1);
		json_object_set_new(object, name.at, field_value(&fields[i]));
	}
	buffer_dispose(&name);
	return object;
}

static json_t *key_of(const struct records *records, const struct record_document *document)
{
	struct buffer key = BUFFER_INIT;

	buffer_add_slice(&key, records->repositories[document->repository].name);
	buffer_add_string(&key, EXPORT_KEY_MIDDLE);
	buffer_add_slice(&key, document->path);
	return json_take(&key);
}

/* Of what a document says of its days anything may be. */
static json_t *day_of(struct slice text)
{
	struct date date;

	return date_parse(text, &date) ? json_safe_slice(text) : json_null();
}

static json_t *json_date(struct date date)
{
	char day[11];

	date_format(date, day);
	return json_string(day);
}

static json_t *object_of(const struct exporting *line, const struct form *form, const char *at);

static json_t *list_of(
	const struct exporting *line, const struct form *form, const char *first, size_t count)
{
	json_t *array = json_array();

	for (size_t i = 0; i < count; i++)
		json_array_append_new(array, object_of(line, form, first + i * form->size));
	return array;
}

static json_t *document_key(const struct records *records, size_t number)
{
	return number == SIZE_MAX ? json_null() : key_of(records, &records->documents[number]);
}

/* Of a member that no struct has. */
static json_t *made_value(const struct exporting *line, enum form_type type)
{
	const struct records *records = line->records;

	switch (type) {
	case FORM_TYPE:
		return json_string(line->form->type);
	case FORM_SCHEMA:
		return json_string(EXPORT_SCHEMA);
	case FORM_TOOL:
		return json_tool();
	case FORM_KEY:
		return key_of(records, line->record);
	default:
		return records->n_repositories == 1 ? json_safe_slice(records->repositories[0].name)
						    : json_null();
	}
}

static size_t count_of(const struct form_member *member, const char *at)
{
	return *(const size_t *)(const void *)(at + member->count);
}

/* `at` is the struct that has the member. */
static json_t *value_of(
	const struct exporting *line, const struct form_member *member, const char *at)
{
	const void *value = at + member->offset;

	switch (member->type) {
	case FORM_TEXT:
	case FORM_WORD:
	case FORM_COMMIT:
	case FORM_SITE:
	case FORM_PAGE:
	case FORM_NAME:
	case FORM_PATH:
		return json_text(*(const struct slice *)value);
	case FORM_DAY:
		return day_of(*(const struct slice *)value);
	case FORM_TIME:
		return json_time(*(const int64_t *)value);
	case FORM_DATE:
		return json_date(*(const struct date *)value);
	case FORM_BOOL:
		return json_boolean(*(const bool *)value);
	case FORM_COUNT:
		return json_integer(*(const uint32_t *)value);
	case FORM_SIZE:
		return json_integer((json_int_t) * (const size_t *)value);
	case FORM_TEXTS:
		return texts_array(value);
	case FORM_LIST:
		return list_of(
			line, member->form, *(const char *const *)value, count_of(member, at));
	case FORM_ROWS:
		return rows_array(*(const struct record_texts *const *)value, count_of(member, at));
	case FORM_FIELDS:
		return fields_object(
			*(const struct record_field *const *)value, count_of(member, at));
	case FORM_REPOSITORY:
		return json_safe_slice(line->records->repositories[*(const size_t *)value].name);
	case FORM_DOCUMENT:
	case FORM_LINK:
		return document_key(line->records, *(const size_t *)value);
	default:
		return made_value(line, member->type);
	}
}

static json_t *object_of(const struct exporting *line, const struct form *form, const char *at)
{
	json_t *object = json_object();

	for (const struct form_member *member = form->members; member->name; member++)
		json_object_set_new(object, member->name, value_of(line, member, at));
	return object;
}

static struct error *write_lines(const struct records *records, enum export_line type,
	const void *first, size_t count, const struct export_sink *sink)
{
	struct exporting line = {.records = records, .form = &export_forms[type]};
	struct buffer out = BUFFER_INIT;
	struct error *error = NULL;

	for (size_t i = 0; !error && i < count; i++) {
		line.record = (const char *)first + i * line.form->size;
		buffer_clear(&out);
		json_write_line(object_of(&line, line.form, line.record), &out);
		error = sink->take(sink->context, buffer_slice(&out));
	}
	buffer_dispose(&out);
	return error;
}

/* Lines that somebody cut off are missed by it. */
static struct error *write_end(size_t lines, const struct export_sink *sink)
{
	struct buffer out = BUFFER_INIT;
	struct error *error;

	json_write_line(
		json_pack("{s:s, s:I}", "type", EXPORT_END, "lines", (json_int_t)lines), &out);
	error = sink->take(sink->context, buffer_slice(&out));
	buffer_dispose(&out);
	return error;
}

struct error *export_write(const struct records *records, const struct export_sink *sink)
{
	const struct {
		const void *first;
		size_t count;
	} lists[N_EXPORT_LINES] = {
		[EXPORT_REPOSITORY] = {records->repositories, records->n_repositories},
		[EXPORT_PERSON] = {records->people, records->n_people},
		[EXPORT_DOCUMENT] = {records->documents, records->n_documents},
		[EXPORT_EVENT] = {records->events, records->n_events},
		[EXPORT_ACTION] = {records->actions, records->n_actions},
	};
	struct error *error = NULL;
	size_t lines = 0;

	for (enum export_line type = 0; !error && type < N_EXPORT_LINES; type++) {
		error = write_lines(records, type, lists[type].first, lists[type].count, sink);
		lines += lists[type].count;
	}
	return error ? error : write_end(lines, sink);
}

/* RFC 3986, without what stands for a person, a query or a part of a page. */
