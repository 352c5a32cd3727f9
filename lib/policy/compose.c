#include "policy/compose.h"

#include <stdlib.h>

#include "base/slug.h"
#include "base/utf8.h"
#include "policy/compose_parts.h"

void composer_set(struct composer *c, const char *name, struct slice value)
{
	struct setting *setting = (struct setting *)composer_setting(c, name);

	if (!setting) {
		GROW(c->settings, c->n_settings, c->capacity);
		setting = &c->settings[c->n_settings++];
		*setting = (struct setting){.name = name};
	}
	GROW(setting->values, setting->count, setting->capacity);
	setting->values[setting->count++] = mem_string(value);
}

const struct setting *composer_setting(const struct composer *c, const char *name)
{
	for (size_t i = 0; i < c->n_settings; i++) {
		if (strcmp(c->settings[i].name, name) == 0)
			return &c->settings[i];
	}
	return NULL;
}

/* What a {{variable}} stands for. */
static void add_variable(const struct composer *c, struct slice name, struct buffer *out)
{
	const struct compose_request *request = c->request;
	char date[11];

	if (slice_is(name, "title"))
		buffer_add_string(out, request->title);
	if (slice_is(name, "slug"))
		buffer_add_string(out, c->slug);
	if (slice_is(name, "id") && c->id)
		buffer_add_string(out, c->id);
	if (slice_is(name, "kind"))
		buffer_add_string(out, request->kind->id);
	if (slice_is(name, "author") && request->author)
		buffer_add_string(out, request->author);
	if (slice_is(name, "date")) {
		date_format(request->today, date);
		buffer_add_string(out, date);
	}
	if (slice_starts_with(name, "field:")) {
		char *field = mem_string(slice_from(name, strlen("field:")));
		const struct setting *setting = composer_setting(c, field);

		for (size_t i = 0; setting && i < setting->count; i++)
			buffer_addf(out, "%s%s", i ? ", " : "", setting->values[i]);
		free(field);
	}
}

/* So that a title with `*`, `_` or `<` in it reads as itself. */
static void add_escaped(struct buffer *out, struct slice text)
{
	for (size_t i = 0; i < text.len; i++) {
		if (strchr("\\`*_[]<>&~|#", text.at[i]))
			buffer_add_char(out, '\\');
		buffer_add_char(out, text.at[i]);
	}
}

void compose_fill(const struct composer *c, struct slice text, bool markdown, struct buffer *out)
{
	size_t from = 0;

	while (from < text.len) {
		const char *open = memmem(text.at + from, text.len - from, "{{", 2);
		size_t start = open ? (size_t)(open - text.at) : text.len;
		const char *close = open ? memmem(open, text.len - start, "}}", 2) : NULL;
		struct buffer value = BUFFER_INIT;

		if (!close) {
			buffer_add(out, text.at + from, text.len - from);
			return;
		}
		buffer_add(out, text.at + from, start - from);
		add_variable(c, slice_trim((struct slice){open + 2, (size_t)(close - open) - 2}),
			&value);
		if (markdown)
			add_escaped(out, buffer_slice(&value));
		else
			buffer_add_slice(out, buffer_slice(&value));
		buffer_dispose(&value);
		from = (size_t)(close - text.at) + 2;
	}
}

static struct error *check_title(const struct compose_request *request)
{
	const struct field_spec *spec = kind_field(request->kind, slice_of("title"));
	struct slice title = slice_of(request->title);
	uint32_t character;
	size_t bad;

	if (slice_trim(title).len != title.len || title.len == 0)
		return error_new(ERROR_USAGE, "the title is empty, or has spaces at its ends");
	if (!utf8_valid(title, &bad))
		return error_new(ERROR_USAGE, "the title is not valid UTF-8 at byte %zu", bad);
	if (utf8_find_invisible(title, 0, &character) < title.len ||
		strpbrk(request->title, "\n\r\t"))
		return error_new(
			ERROR_USAGE, "the title holds a line break or an invisible character");
	if (spec && spec->has_max && (double)utf8_length(title) > spec->max)
		return error_new(ERROR_USAGE,
			"the title has %zu characters, at most %g are allowed", utf8_length(title),
			spec->max);
	return NULL;
}

static char *filled(const struct composer *c, const char *format)
{
	struct buffer out = BUFFER_INIT;

	compose_fill(c, slice_of(format), false, &out);
	buffer_reserve(&out, 1);
	return buffer_take(&out);
}

/* Takes the last word off a slug. False if it has only one. */
static bool cut_word(char *slug)
{
	char *end = strrchr(slug, '-');

	if (end)
		*end = '\0';
	return end != NULL;
}

static char *slug_of(const char *title)
{
	struct buffer slug = BUFFER_INIT;

	slug_add(&slug, slice_of(title));
	buffer_reserve(&slug, 1);
	return buffer_take(&slug);
}

/* The tiers of one message have one title, and files of their own: `recommender-v42-level-1`. */
static void add_level(struct composer *c)
{
	char *level, *slug;

	if (!c->request->level)
		return;
	level = mem_format("-%s-%s", c->request->kind->tiers->by->name, c->request->level);
	if (!slice_ends_with(slice_of(c->slug), level)) {
		slug = mem_format("%s%s", c->slug, level);
		free(c->slug);
		c->slug = slug;
	}
	free(level);
}

/* What the id adds to the slug of a long title may be too much: then the slug is shorter. */
static void fill_id(struct composer *c)
{
	c->id = filled(c, c->request->kind->id_format);
	while (!slug_is_id(slice_of(c->id)) && cut_word(c->slug)) {
		free(c->id);
		c->id = NULL; /* which the format may ask for */
		c->id = filled(c, c->request->kind->id_format);
	}
}

static struct error *name_document(struct composer *c)
{
	const struct kind *kind = c->request->kind;
	const struct setting *id = composer_setting(c, "id");
	char *name;

	c->slug = slug_of(c->request->title);
	if (c->slug[0])
		add_level(c);
	if (!c->slug[0] && id) {
		free(c->slug);
		c->slug = mem_string(slice_of(id->values[0]));
	}
	if (!c->slug[0])
		return error_new(ERROR_USAGE,
			"the title \"%s\" has no letter or digit that a file name can be made of; "
			"give one with --set id=NAME",
			c->request->title);
	if (id)
		c->id = mem_string(slice_of(id->values[0]));
	else
		fill_id(c);
	if (!slug_is_id(slice_of(c->id)))
		return error_new(
			ERROR_USAGE, "\"%s\" is not an id; give one with --set id=NAME", c->id);
	name = filled(c, kind->filename);
	c->directory = mem_string(slice_of(kind->directory));
	c->path = mem_format("%s/%s", kind->directory, name);
	free(name);
	return NULL;
}

static void dispose_composer(struct composer *c)
{
	for (size_t i = 0; i < c->n_settings; i++) {
		for (size_t j = 0; j < c->settings[i].count; j++)
			free(c->settings[i].values[j]);
		free(c->settings[i].values);
	}
	free(c->settings);
	free(c->slug);
	free(c->id);
	free(c->directory);
	free(c->path);
}

struct error *compose(const struct compose_request *request, struct composed *composed)
{
	struct composer c = {.request = request};
	struct error *error = check_title(request);

	*composed = (struct composed){NULL, BUFFER_INIT};
	if (!error)
		error = compose_read_settings(&c);
	if (!error)
		error = name_document(&c);
	if (!error) {
		if (request->from)
			compose_take_fields(&c);
		compose_front(&c, &composed->text);
		compose_body(&c, &composed->text);
		composed->path = mem_string(slice_of(c.path));
	}
	dispose_composer(&c);
	return error;
}

void compose_section(
	const struct compose_request *request, size_t section, uint32_t level, struct buffer *out)
{
	struct composer c = {.request = request, .slug = slug_of(request->title)};

	if (level) {
		buffer_add_repeat(out, '#', level);
		buffer_addf(out, " %s\n\n", request->kind->sections[section].title);
	}
	compose_section_text(&c, &request->kind->sections[section], out);
	dispose_composer(&c);
}

char *compose_id(const struct compose_request *request)
{
	struct composer c = {.request = request, .slug = slug_of(request->title)};
	char *id = NULL;

	if (c.slug[0]) {
		fill_id(&c);
		if (slug_is_id(slice_of(c.id)))
			id = mem_string(slice_of(c.id));
	}
	dispose_composer(&c);
	return id;
}

struct error *compose_fields(
	const struct compose_request *request, const char *id, struct composed_fields *list)
{
	struct composer c = {.request = request,
		.slug = slug_of(request->title),
		.id = mem_string(slice_of(id))};
	struct error *error = compose_read_settings(&c);

	if (!error)
		compose_field_lines(&c, list);
	dispose_composer(&c);
	return error;
}

void composed_fields_dispose(struct composed_fields *list)
{
	for (size_t i = 0; i < list->count; i++)
		buffer_dispose(&list->items[i].line);
	free(list->items);
	*list = (struct composed_fields){NULL, 0, 0};
}

void composed_dispose(struct composed *composed)
{
	free(composed->path);
	buffer_dispose(&composed->text);
	composed->path = NULL;
}
