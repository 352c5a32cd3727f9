/* The front matter of a file that is adopted: keys that are missing, between those that are there.
 */
#include <stdlib.h>

#include "base/path.h"
#include "base/utf8.h"
#include "check/adopt_parts.h"
#include "check/fix.h"
#include "check/missing.h"

/* Where a line goes, or a value behind its key. */
struct insertion {
	uint32_t at;
	struct slice text;
	bool is_line;
};

struct insertions {
	struct insertion *items;
	size_t count, capacity;
};

static void add(struct insertions *list, uint32_t at, struct slice text, bool is_line)
{
	size_t i = list->count;

	GROW(list->items, list->count, list->capacity);
	for (; i > 0 && list->items[i - 1].at > at; i--)
		list->items[i] = list->items[i - 1];
	list->items[i] = (struct insertion){at, text, is_line};
	list->count++;
}

/* ---- What the document is called ------------------------------------------------------------ */

/* `README.md` says nothing: its directory does. */
static struct slice name_of_file(const struct adopting *a)
{
	struct slice path = slice_of(a->document.path), directory = path_directory(path);
	struct slice name = directory.len ? slice_from(path, directory.len + 1) : path;
	const char *dot = memrchr(name.at, '.', name.len);

	if (dot && dot > name.at)
		name.len = (size_t)(dot - name.at);
	if (!slice_equal_nocase(name, slice_of("readme")))
		return name;
	if (!directory.len)
		directory = slice_of(repo_worktree(a->adopter->request.workspace->repo));
	while (slice_find(directory, '/') < directory.len)
		directory = slice_from(directory, slice_find(directory, '/') + 1);
	return directory;
}

/* Without what cannot be seen, which no front matter may hold. */
static char *visible(struct slice text)
{
	struct buffer out = BUFFER_INIT;
	uint32_t character;

	buffer_reserve(&out, 1);
	for (size_t at = 0, len; at < text.len; at += len) {
		len = utf8_next(text, at, &character);
		if (!utf8_is_invisible(character))
			buffer_add(&out, text.at + at, len);
	}
	return buffer_take(&out);
}

/* What the front matter says, else the first heading of level 1, else the file's name. */
static char *find_title(const struct adopting *a)
{
	const struct outline *outline = a->document.outline;
	struct slice title = slice_trim(document_text(&a->document, "title"));

	for (uint32_t i = 1; title.len == 0 && i < outline->n_sections; i++) {
		if (outline->sections[i].level == 1)
			title = slice_trim(outline_text(outline, outline->sections[i].title));
	}
	return visible(title.len ? title : name_of_file(a));
}

static bool is_taken(const struct adopting *a, const char *id)
{
	const struct document *other =
		corpus_find_id(a->adopter->request.workspace->corpus, slice_of(id));

	if (other && strcmp(other->path, a->document.path) != 0)
		return true;
	for (size_t i = 0; i < a->adopter->n_ids; i++) {
		if (strcmp(a->adopter->ids[i], id) == 0)
			return true;
	}
	return false;
}

/* An id has at most 64 bytes. */
#define MAX_ID_STEM 59

/* An id that no other document has; NULL if neither title nor file name make one. */
static char *find_id(const struct adopting *a, struct compose_request request)
{
	char *name = visible(name_of_file(a));
	char *stem = compose_id(&request), *id;

	request.title = name;
	if (!stem)
		stem = compose_id(&request);
	free(name);
	if (!stem)
		return NULL;
	id = mem_string(slice_of(stem));
	for (unsigned number = 2; is_taken(a, id); number++) {
		free(id);
		id = mem_format("%.*s-%u", MAX_ID_STEM, stem, number);
	}
	free(stem);
	return id;
}

/* ---- The fields ----------------------------------------------------------------------------- */

static char *created_setting(const struct adopting *a, const struct kind *kind)
{
	const struct field_spec *spec = kind_field(kind, slice_of("created"));
	char date[11];

	if (!spec || spec->type != VALUE_DATE)
		return NULL;
	for (size_t i = 0; i < a->adopter->n_files; i++) {
		const struct adopted_file *file = &a->adopter->files[i];

		if (!file->has_date || strcmp(file->path, a->document.path) != 0)
			continue;
		date_format(file->created, date);
		return mem_format("created=%s", date);
	}
	return NULL;
}

/* All that `new` would write, under this title. */
static struct error *compose_all(
	struct adopting *a, const char *title, struct composed_fields *fields)
{
	const struct adopt_request *wanted = &a->adopter->request;
	char *created = created_setting(a, wanted->kind);
	const char *const sets[] = {created};
	struct compose_request request = {
		.policy = wanted->workspace->policy,
		.kind = wanted->kind,
		.title = title,
		.sets = sets,
		.n_sets = created ? 1 : 0,
		.author = wanted->author,
		.today = wanted->workspace->today,
	};
	struct slice written = slice_trim(document_text(&a->document, "id"));
	char *id = written.len ? mem_string(written) : find_id(a, request);
	struct error *error =
		id ? compose_fields(&request, id, fields)
		   : error_new(ERROR_REFUSED,
			     "%s: neither its title nor its name has a letter or digit that an id "
			     "can be made of: begin it with lines `---`, `id: NAME`, `---`",
			     a->document.path);

	if (!error && !written.len) {
		GROW(a->adopter->ids, a->adopter->n_ids, a->adopter->ids_capacity);
		a->adopter->ids[a->adopter->n_ids++] = id;
		id = NULL;
	}
	free(id);
	free(created);
	return error;
}

/* ---- Into what is there --------------------------------------------------------------------- */

/* Behind the field that comes last before it in the template; else in front of them all. */
static uint32_t place_of(
	const struct adopting *a, const char *name, const struct fix_field *fields, size_t count)
{
	size_t rank = fix_rank(a->document.kind, slice_of(name));
	uint32_t at = count ? fields[0].span.start : fix_inside(a->document.outline).end;
	const struct fix_field *best = NULL;

	for (size_t i = 0; i < count; i++) {
		if (fields[i].rank < rank && (!best || fields[i].rank > best->rank))
			best = &fields[i];
	}
	return best ? best->span.end : at;
}

/* The place behind the colon of a key that has nothing; 0 if it has something. */
static uint32_t empty_value(const struct outline *outline, uint32_t node)
{
	const struct outline_field *field = &outline->fields[node];
	struct slice rest = slice_from(outline_source(outline), field->key_span.end);
	size_t blanks = 0;

	while (blanks < rest.len && (rest.at[blanks] == ' ' || rest.at[blanks] == '\t'))
		blanks++;
	if (field->type != FIELD_SCALAR || !(field->flags & FIELD_PLAIN) || field->value.len ||
		field->span.start != field->span.end || blanks == rest.len ||
		rest.at[blanks] != ':')
		return 0;
	return field->key_span.end + (uint32_t)blanks + 1;
}

static void plan_field(const struct adopting *a, const struct composed_field *field,
	const struct fix_field *fields, size_t count, struct insertions *list)
{
	struct slice line = buffer_slice(&field->line);
	uint32_t node = document_field(&a->document, field->name), at;

	if (!field->filled || strcmp(field->name, "signoffs") == 0)
		return;
	if (node == OUTLINE_NONE) {
		add(list, place_of(a, field->name, fields, count), line, true);
		return;
	}
	at = empty_value(a->document.outline, node);
	if (at)
		add(list, at, slice_from(line, strlen(field->name) + 1), false);
}

static void carry_out(
	const struct outline *outline, const struct insertions *list, struct buffer *text)
{
	struct slice source = outline_source(outline);
	uint32_t at = 0;

	for (size_t i = 0; i < list->count; i++) {
		struct buffer inserted = BUFFER_INIT;
		char *bytes;

		buffer_add_slice(&inserted, list->items[i].text);
		buffer_add_string(&inserted, list->items[i].is_line ? "\n" : "");
		bytes = with_line_ends(outline, &inserted);
		buffer_add(text, source.at + at, list->items[i].at - at);
		buffer_add_string(text, bytes);
		at = list->items[i].at;
		free(bytes);
	}
	buffer_add_slice(text, slice_from(source, at));
}

static bool is_in_braces(const struct outline *outline)
{
	return outline->n_fields &&
	       slice_starts_with(outline_spanned(outline, outline->fields[0].span), "{");
}

static struct error *extend(
	struct adopting *a, const struct composed_fields *all, struct buffer *text)
{
	struct outline *outline = a->document.outline;
	struct insertions list = {NULL, 0, 0};
	struct fix_field *fields = NULL;
	size_t count = 0;
	struct error *error = NULL;

	if (is_in_braces(outline) ||
		(outline->n_fields && !fix_fields(&a->document, &fields, &count)))
		error = adopt_refuse(a, outline->fields[0].span.start,
			"write the front matter with one `field: value` a line, without braces and "
			"indentation, and try again");
	for (size_t i = 0; !error && i < all->count; i++)
		plan_field(a, &all->items[i], fields, count, &list);
	if (!error)
		carry_out(outline, &list, text);
	a->out->fields = list.count;
	free(list.items);
	free(fields);
	return error;
}

/* ---- Where there is none -------------------------------------------------------------------- */

static void begin(struct adopting *a, const struct composed_fields *all, struct buffer *text)
{
	const struct outline *outline = a->document.outline;
	struct slice source = outline_source(outline), body = slice_from(source, outline->body);
	struct buffer front = BUFFER_INIT;
	bool is_blank = body.len == 0 || body.at[0] == '\n' || body.at[0] == '\r';
	char *bytes;

	buffer_add_string(&front, "---\n");
	for (size_t i = 0; i < all->count; i++)
		buffer_addf(&front, "%s\n", all->items[i].line.at);
	buffer_addf(&front, "---\n%s", is_blank ? "" : "\n");
	bytes = with_line_ends(outline, &front);
	buffer_add(text, source.at, outline->body);
	buffer_add_string(text, bytes);
	buffer_add_slice(text, body);
	a->out->fields = all->count;
	free(bytes);
}

struct error *adopt_front(struct adopting *a, struct buffer *text)
{
	struct composed_fields all = {NULL, 0, 0};
	char *title = find_title(a);
	struct error *error = compose_all(a, title, &all);

	if (!error && a->document.outline->front.end)
		error = extend(a, &all, text);
	else if (!error)
		begin(a, &all, text);
	composed_fields_dispose(&all);
	free(title);
	return error;
}
