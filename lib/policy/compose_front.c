/* The front matter of a new document, from the contract. */
#include <stdlib.h>

#include "doc/yaml_scalar.h"
#include "policy/compose_parts.h"

static void add_list(struct buffer *out, char *const *values, size_t count)
{
	buffer_add_char(out, '[');
	for (size_t i = 0; i < count; i++) {
		buffer_add_string(out, i ? ", " : "");
		yaml_scalar_add(out, slice_of(values[i]), true);
	}
	buffer_add_char(out, ']');
}

/* A default of a list is written as YAML in the template: `[{{author}}]`. */
static bool add_default_list(struct buffer *out, struct slice text)
{
	struct slice inside = slice_trim(text);
	size_t count = 0;

	if (inside.len < 2 || inside.at[0] != '[' || inside.at[inside.len - 1] != ']')
		return false;
	inside = slice_trim((struct slice){inside.at + 1, inside.len - 2});
	buffer_add_char(out, '[');
	while (inside.len) {
		size_t end = slice_find(inside, ',');
		struct slice item = slice_trim((struct slice){inside.at, end});

		if (item.len) {
			buffer_add_string(out, count++ ? ", " : "");
			yaml_scalar_add(out, item, true);
		}
		inside = slice_from(inside, end + 1);
	}
	buffer_add_char(out, ']');
	return true;
}

/* What a writer has to know of a field that is left empty. */
static void add_hint(const struct composer *c, const struct field_spec *field, struct buffer *out)
{
	const struct lifecycle *lifecycle = &c->request->kind->lifecycle;

	buffer_add_string(out, " #");
	if (field->from) {
		for (size_t i = 0; i < lifecycle->count; i++) {
			if (field->from >> i & 1) {
				buffer_addf(out, " (needed from %s)", lifecycle->names[i]);
				break;
			}
		}
	} else if (field->when) {
		buffer_add_string(out, " (needed in some cases)");
	}
	if (field->about)
		buffer_addf(out, " %s", field->about);
	else
		buffer_addf(out, " %s", value_type_expected(field->type));
	if (field->n_values) {
		buffer_add_string(out, ":");
		for (size_t i = 0; i < field->n_values; i++)
			buffer_addf(out, "%s %s", i ? "," : "", field->values[i]);
	}
}

static bool is_written(const struct field_spec *field)
{
	return field->need != NEED_NO || field->from || field->when || field->default_value;
}

/* Appends what stands behind the colon; false if that is no value but a hint. */
static bool add_value(const struct composer *c, const struct field_spec *field, struct buffer *out)
{
	const struct setting *setting = composer_setting(c, field->name);
	struct buffer value = BUFFER_INIT;
	bool is_list = field->type == VALUE_LIST, filled;

	if (field->default_value)
		compose_fill(c, slice_of(field->default_value), false, &value);
	buffer_reserve(&value, 1);
	filled = setting || (value.len && !(is_list && strcmp(value.at, "[]") == 0));
	if (!filled) {
		add_hint(c, field, out);
	} else {
		buffer_add_char(out, ' ');
		if (setting && is_list)
			add_list(out, setting->values, setting->count);
		else if (setting)
			yaml_scalar_add(out, slice_of(setting->values[0]), false);
		else if (!is_list || !add_default_list(out, buffer_slice(&value)))
			yaml_scalar_add(out, buffer_slice(&value), false);
	}
	buffer_dispose(&value);
	return filled;
}

static struct composed_field *new_line(struct composed_fields *list, const char *name)
{
	GROW(list->items, list->count, list->capacity);
	list->items[list->count] = (struct composed_field){name, BUFFER_INIT, true};
	buffer_addf(&list->items[list->count].line, "%s:", name);
	return &list->items[list->count++];
}

static void add_pair(struct composed_fields *list, const char *name, const char *value)
{
	struct composed_field *field = new_line(list, name);

	buffer_add_char(&field->line, ' ');
	yaml_scalar_add(&field->line, slice_of(value), false);
}

static bool is_own_line(const char *name)
{
	static const char *const own[] = {"kind", "id", "title", "status", "signoffs"};

	for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
		if (strcmp(name, own[i]) == 0)
			return true;
	}
	return false;
}

void compose_field_lines(const struct composer *c, struct composed_fields *list)
{
	const struct kind *kind = c->request->kind;
	const struct setting *status = composer_setting(c, "status");

	add_pair(list, "kind", kind->id);
	add_pair(list, "id", c->id);
	add_pair(list, "title", c->request->title);
	if (kind->lifecycle.count)
		add_pair(list, "status",
			status ? status->values[0]
			       : kind->lifecycle.names[kind->lifecycle.initial]);
	for (size_t i = 0; i < kind->n_fields; i++) {
		const struct field_spec *spec = &kind->fields[i];
		struct composed_field *field;

		if (is_own_line(spec->name) ||
			(!composer_setting(c, spec->name) && !is_written(spec)))
			continue;
		field = new_line(list, spec->name);
		field->filled = add_value(c, spec, &field->line);
	}
	if (kind->n_signoffs)
		buffer_add_string(&new_line(list, "signoffs")->line, " []");
}

void compose_front(const struct composer *c, struct buffer *out)
{
	struct composed_fields list = {NULL, 0, 0};

	compose_field_lines(c, &list);
	buffer_add_string(out, "---\n");
	for (size_t i = 0; i < list.count; i++)
		buffer_addf(out, "%s\n", list.items[i].line.at);
	buffer_add_string(out, "---\n");
	composed_fields_dispose(&list);
}
