#include "base/clock.h"
#include "base/file.h"
#include "site/address.h"
#include "site/import_parts.h"

/* Where a value stands in its line. */
struct place {
	const struct place *in; /* NULL: it is the line */
	const char *name;       /* of a member */
	size_t number;          /* of an element, from 1; 0: it is a member */
};

/* ---- What is wrong ----------------------------------------------------------------------------
 */

/* `signoffs[2].at`. Names are as long as somebody wants. */
static void add_place(struct buffer *out, const struct place *place)
{
	if (!place->in)
		return;
	add_place(out, place->in);
	if (place->number)
		buffer_addf(out, "[%zu]", place->number);
	else
		buffer_addf(out, "%s%.60s", out->len ? "." : "", place->name);
}

static struct error *refuse(
	struct importing *importing, const struct place *place, const char *wrong)
{
	const struct import_lines *lines = &importing->lines;
	struct buffer text = BUFFER_INIT;
	struct error *error;

	add_place(&text, place);
	error = import_refuse(lines->file, lines->number, "%s%s%s", text.len ? text.at : "",
		text.len ? ": " : "", wrong);
	buffer_dispose(&text);
	return error;
}

/* ---- Texts ------------------------------------------------------------------------------------
 */

static bool has_only(struct slice text, const char *characters)
{
	for (size_t i = 0; i < text.len; i++) {
		if (!strchr(characters, text.at[i]) || text.at[i] == '\0')
			return false;
	}
	return true;
}

#define LETTERS  "abcdefghijklmnopqrstuvwxyz"
#define CAPITALS "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define DIGITS   "0123456789"

static bool is_word(struct slice text)
{
	return text.len <= 64 && has_only(text, LETTERS DIGITS "-");
}

static bool is_day(struct slice text)
{
	struct date date;

	return date_parse(text, &date);
}

static bool is_commit(struct slice text)
{
	return (text.len == 40 || text.len == 64) && has_only(text, DIGITS "abcdef");
}

/* As pages are named: without a scheme, and nothing above the site. */
static bool is_page(struct slice text)
{
	return text.len <= 2000 && file_path_is_clean(text) &&
	       has_only(text, LETTERS CAPITALS DIGITS "-._~/");
}

static bool is_not_empty(struct slice text)
{
	return text.len > 0;
}

/* The kinds of texts; all but the last two may be null. */
static const struct {
	bool (*is_one)(struct slice text);
	const char *wrong;
} text_kinds[] = {
	[FORM_TEXT] = {is_not_empty, "neither null nor a text that is not empty"},
	[FORM_WORD] = {is_word, "no word of letters, digits and -"},
	[FORM_DAY] = {is_day, "no day such as 2026-11-23"},
	[FORM_COMMIT] = {is_commit, "no object id"},
	[FORM_SITE] = {address_is_of_site, "no address such as https://example.com/docs/"},
	[FORM_PAGE] = {is_page, "no path of a page such as documents/a.html"},
	[FORM_NAME] = {is_not_empty, "no text, or empty"},
	[FORM_PATH] = {file_path_is_clean, "no path of a file in a repository"},
};

static struct slice text_of(const json_t *value)
{
	return (struct slice){json_string_value(value), json_string_length(value)};
}

static struct error *read_text(struct importing *importing, const struct place *place,
	enum form_type type, const json_t *value, struct slice *out)
{
	if (json_is_null(value) && type < FORM_NAME)
		return NULL;
	if (!json_is_string(value) || json_string_length(value) == 0 ||
		!text_kinds[type].is_one(text_of(value)))
		return refuse(importing, place, text_kinds[type].wrong);
	*out = arena_slice(importing->arena, text_of(value));
	return NULL;
}

static struct error *read_texts(struct importing *importing, const struct place *place,
	const json_t *value, struct record_texts *out)
{
	if (!json_is_array(value))
		return refuse(importing, place, "no list of texts");
	out->count = json_array_size(value);
	out->list = arena_alloc(importing->arena, out->count * sizeof *out->list);
	for (size_t i = 0; i < out->count; i++) {
		const json_t *text = json_array_get(value, i);
		struct place element = {place, NULL, i + 1};

		if (!json_is_string(text))
			return refuse(importing, &element, "no text");
		out->list[i] = arena_slice(importing->arena, text_of(text));
	}
	return NULL;
}

/* ---- Times and numbers ------------------------------------------------------------------------
 */

static struct error *read_time(
	struct importing *importing, const struct place *place, const json_t *value, int64_t *out)
{
	char text[DATETIME_SIZE];

	*out = TIME_UNKNOWN;
	if (json_is_null(value))
		return NULL;
	if (!json_is_string(value) || !datetime_parse(text_of(value), out) ||
		!datetime_format(*out, text) || !slice_is(text_of(value), text))
		return refuse(importing, place, "no time such as 2026-11-23T14:05:00Z");
	return NULL;
}

static struct error *read_date(struct importing *importing, const struct place *place,
	const json_t *value, struct date *out)
{
	if (!json_is_string(value) || !date_parse(text_of(value), out))
		return refuse(importing, place, text_kinds[FORM_DAY].wrong);
	return NULL;
}

static struct error *read_bool(
	struct importing *importing, const struct place *place, const json_t *value, bool *out)
{
	if (!json_is_boolean(value))
		return refuse(importing, place, "neither true nor false");
	*out = json_is_true(value);
	return NULL;
}

/* No export counts further. */
static struct error *read_number(
	struct importing *importing, const struct place *place, const json_t *value, uint32_t *out)
{
	if (!json_is_integer(value) || json_integer_value(value) < 0 ||
		json_integer_value(value) > UINT32_MAX)
		return refuse(importing, place, "no number from 0 to 4294967295");
	*out = (uint32_t)json_integer_value(value);
	return NULL;
}

/* ---- Lists ------------------------------------------------------------------------------------
 */

/* Room for as many structs as a list has elements. */
static struct error *read_size(struct importing *importing, const struct place *place,
	const json_t *value, size_t size, void **first, size_t *count)
{
	if (!json_is_array(value))
		return refuse(importing, place, "no list");
	*count = json_array_size(value);
	*first = arena_alloc(importing->arena, *count * size);
	return NULL;
}

static struct error *read_object(struct importing *importing, const struct place *place,
	const struct form *form, const json_t *object, char *at);

static struct error *read_list(struct importing *importing, const struct place *place,
	const struct form *form, const json_t *value, void **first, size_t *count)
{
	struct error *error = read_size(importing, place, value, form->size, first, count);

	for (size_t i = 0; !error && i < *count; i++) {
		struct place element = {place, NULL, i + 1};

		error = read_object(importing, &element, form, json_array_get(value, i),
			(char *)*first + i * form->size);
	}
	return error;
}

static struct error *read_rows(struct importing *importing, const struct place *place,
	const json_t *value, void **first, size_t *count)
{
	struct error *error =
		read_size(importing, place, value, sizeof(struct record_texts), first, count);

	for (size_t i = 0; !error && i < *count; i++) {
		struct place element = {place, NULL, i + 1};

		error = read_texts(importing, &element, json_array_get(value, i),
			(struct record_texts *)*first + i);
	}
	return error;
}

static struct error *read_field(struct importing *importing, const struct place *place,
	const json_t *value, struct record_field *field)
{
	struct arena *arena = importing->arena;

	field->name = arena_slice(arena, slice_of(place->name));
	field->is_list = json_is_array(value);
	if (json_is_null(value))
		return NULL;
	if (!json_is_string(value))
		return read_texts(importing, place, value, &field->values);
	field->values.list = arena_alloc(arena, sizeof *field->values.list);
	field->values.list[field->values.count++] = arena_slice(arena, text_of(value));
	return NULL;
}

static struct error *read_fields(struct importing *importing, const struct place *place,
	json_t *value, void **first, size_t *count)
{
	struct record_field *fields;
	struct error *error = NULL;

	if (!json_is_object(value))
		return refuse(importing, place, "no object of fields");
	fields = arena_alloc(importing->arena, json_object_size(value) * sizeof *fields);
	*first = fields;
	for (void *at = json_object_iter(value); !error && at;
		at = json_object_iter_next(value, at)) {
		struct place member = {place, json_object_iter_key(at), 0};

		error = read_field(
			importing, &member, json_object_iter_value(at), &fields[(*count)++]);
	}
	return error;
}

/* ---- References -------------------------------------------------------------------------------
 */

static struct error *read_reference(struct importing *importing, const struct place *place,
	enum form_type type, const json_t *value, size_t *number)
{
	*number = SIZE_MAX;
	if (type == FORM_LINK && json_is_null(value))
		return NULL;
	if (!json_is_string(value))
		return refuse(importing, place,
			type == FORM_REPOSITORY ? "no name of a repository"
						: "no key of a document");
	GROW(importing->references, importing->n_references, importing->references_capacity);
	importing->references[importing->n_references++] = (struct import_reference){number,
		arena_slice(importing->arena, text_of(value)), importing->lines.number,
		type == FORM_REPOSITORY ? EXPORT_REPOSITORY : EXPORT_DOCUMENT};
	return NULL;
}

/* ---- Members that no struct has ---------------------------------------------------------------
 */

static struct error *read_tool(
	struct importing *importing, const struct place *place, const json_t *value)
{
	if (!json_is_object(value) || json_object_size(value) != 2 ||
		!json_is_string(json_object_get(value, "name")) ||
		!json_is_string(json_object_get(value, "version")))
		return refuse(importing, place, "no name and version of a program");
	return NULL;
}

/* Type, schema and key were looked at before: by them one knows what the line is. */
static struct error *read_made(struct importing *importing, const struct place *place,
	enum form_type type, const json_t *value)
{
	switch (type) {
	case FORM_TOOL:
		return read_tool(importing, place, value);
	case FORM_ALONE:
		return json_is_null(value) || json_string_length(value)
			       ? NULL
			       : refuse(importing, place, text_kinds[FORM_TEXT].wrong);
	default:
		return NULL;
	}
}

/* ---- Objects ----------------------------------------------------------------------------------
 */

static struct error *read_member(struct importing *importing, const struct place *place,
	const struct form_member *member, json_t *value, char *at)
{
	void *out = at + member->offset, *count = at + member->count;
	uint32_t number = 0;
	struct error *error;

	switch (member->type) {
	case FORM_TIME:
		return read_time(importing, place, value, out);
	case FORM_DATE:
		return read_date(importing, place, value, out);
	case FORM_BOOL:
		return read_bool(importing, place, value, out);
	case FORM_COUNT:
		return read_number(importing, place, value, out);
	case FORM_SIZE:
		error = read_number(importing, place, value, &number);
		*(size_t *)out = number;
		return error;
	case FORM_TEXTS:
		return read_texts(importing, place, value, out);
	case FORM_LIST:
		return read_list(importing, place, member->form, value, out, count);
	case FORM_ROWS:
		return read_rows(importing, place, value, out, count);
	case FORM_FIELDS:
		return read_fields(importing, place, value, out, count);
	case FORM_REPOSITORY:
	case FORM_DOCUMENT:
	case FORM_LINK:
		return read_reference(importing, place, member->type, value, out);
	default:
		return member->type <= FORM_PATH
			       ? read_text(importing, place, member->type, value, out)
			       : read_made(importing, place, member->type, value);
	}
}

static bool form_has(const struct form *form, const char *name)
{
	for (const struct form_member *member = form->members; member->name; member++) {
		if (strcmp(member->name, name) == 0)
			return true;
	}
	return false;
}

static struct error *refuse_unknown(struct importing *importing, const struct place *place,
	const struct form *form, json_t *object)
{
	for (void *at = json_object_iter(object); at; at = json_object_iter_next(object, at)) {
		struct place member = {place, json_object_iter_key(at), 0};

		if (!form_has(form, member.name))
			return refuse(importing, &member, "no member that an export has");
	}
	return NULL;
}

static struct error *read_object(struct importing *importing, const struct place *place,
	const struct form *form, const json_t *object, char *at)
{
	struct error *error;

	if (!json_is_object(object))
		return refuse(importing, place, "no object");
	error = refuse_unknown(importing, place, form, (json_t *)object);
	for (const struct form_member *member = form->members; !error && member->name; member++) {
		struct place inner = {place, member->name, 0};
		json_t *value = json_object_get(object, member->name);

		error = value ? read_member(importing, &inner, member, value, at)
			      : refuse(importing, &inner, "missing");
	}
	return error;
}

struct error *import_object(
	struct importing *importing, const struct form *form, const json_t *object, void *record)
{
	struct place line = {NULL, NULL, 0};

	return read_object(importing, &line, form, object, record);
}
