/* Type specs: of fields, of the elements of lists, of the keys of maps, of columns. */
#include <stdlib.h>

#include "base/clock.h"
#include "base/nearest.h"
#include "base/slug.h"
#include "policy/template_parts.h"

static const char *const field_keys[] = {"type", "required", "from", "when", "max", "min", "of",
	"fields", "to", "values", "enum", "pattern", "not-before", "not-after", "equals", "default",
	"about", "covered", "upstream", "optional", "aliases", "inverse", "acyclic", "option",
	"continues", "unit"};

static void unknown_type(struct template *t, uint32_t node)
{
	struct slice text = reader_text(t->reader, node);
	const char *near = nearest(text, value_type_names, VALUE_TYPES);

	reader_problem(t->reader, PROBLEM_VALUE, reader_value_span(t->reader, node),
		near ? "unknown type \"%.*s\"; did you mean \"%s\"?"
		     : "unknown type \"%.*s\"; `man handoff` lists the types%s",
		SLICE_ARG(text), near ? near : "");
}

static void read_type(struct template *t, uint32_t node, struct field_spec *field)
{
	int type = value_type_parse(reader_text(t->reader, node));

	if (type < 0)
		unknown_type(t, node);
	else
		field->type = (enum value_type)type;
}

static void read_need(struct template *t, uint32_t map, struct field_spec *field)
{
	uint32_t node = reader_scalar(t->reader, map, "required");
	bool needed = field->need != NEED_NO;

	if (node == OUTLINE_NONE)
		return;
	if (slice_is(reader_text(t->reader, node), "always")) {
		field->need = NEED_ALWAYS;
		return;
	}
	if (reader_bool(t->reader, map, "required", &needed))
		field->need = needed ? NEED_YES : NEED_NO;
}

static void read_values(struct template *t, uint32_t map, struct field_spec *field)
{
	const struct outline *outline = t->reader->outline;
	uint32_t node = outline_child(outline, map, "values");
	uint32_t shorthand = outline_child(outline, map, "enum");

	if (shorthand != OUTLINE_NONE)
		field->type = VALUE_ENUM;
	if (node == OUTLINE_NONE)
		node = shorthand;
	if (node != OUTLINE_NONE)
		field->values = template_strings(t, node, &field->n_values);
	if (field->type == VALUE_ENUM && field->n_values == 0)
		reader_problem(t->reader, PROBLEM_MISSING_KEY, reader_key_span(t->reader, map),
			"an enum needs its values, such as {enum: [open, closed]}");
	if (field->type != VALUE_ENUM && node != OUTLINE_NONE)
		reader_problem(t->reader, PROBLEM_VALUE, reader_key_span(t->reader, node),
			"\"values\" belongs to type enum, not to %s", value_type_name(field->type));
}

static void read_pattern(struct template *t, uint32_t map, struct field_spec *field)
{
	uint32_t node = reader_scalar(t->reader, map, "pattern");

	if (node != OUTLINE_NONE)
		field->pattern = template_regex(t, node, true, &field->regex);
	else if (field->type == VALUE_PATTERN)
		reader_problem(t->reader, PROBLEM_MISSING_KEY, reader_key_span(t->reader, map),
			"type pattern needs a \"pattern\"");
}

static void read_equals(struct template *t, uint32_t map, struct field_spec *field)
{
	uint32_t node = reader_scalar(t->reader, map, "equals");

	if (node == OUTLINE_NONE)
		return;
	field->equals_heading = slice_is(reader_text(t->reader, node), "heading");
	if (!field->equals_heading)
		reader_problem(t->reader, PROBLEM_VALUE, reader_value_span(t->reader, node),
			"\"equals\" can only be \"heading\"");
}

static void read_elements(struct template *t, uint32_t map, struct field_spec *field)
{
	uint32_t node = outline_child(t->reader->outline, map, "of");
	struct field_spec *element;

	if (node != OUTLINE_NONE) {
		element = arena_alloc(t->kind->arena, sizeof *element);
		template_read_field(t, node, false, element);
		element->name = NULL;
		field->of = element;
		if (field->type != VALUE_LIST)
			reader_problem(t->reader, PROBLEM_VALUE, reader_key_span(t->reader, node),
				"\"of\" belongs to type list, not to %s",
				value_type_name(field->type));
	}
	node = reader_map(t->reader, map, "fields");
	if (node == OUTLINE_NONE)
		return;
	field->fields = template_read_fields(t, node, false, &field->n_fields);
	if (field->type != VALUE_MAP)
		reader_problem(t->reader, PROBLEM_VALUE, reader_key_span(t->reader, node),
			"\"fields\" belongs to type map, not to %s", value_type_name(field->type));
}

const char *const *template_fold(struct template *t, const char *const *titles, size_t count)
{
	const char **folded = arena_alloc(t->kind->arena, (count + 1) * sizeof *folded);

	for (size_t i = 0; i < count; i++) {
		struct buffer out = BUFFER_INIT;

		kind_fold_title(&out, slice_of(titles[i]));
		folded[i] = arena_string(t->kind->arena, buffer_slice(&out));
		buffer_dispose(&out);
	}
	return folded;
}

/* `--NAME VALUE` of `KIND new`; a field's own name is one anyway. */
static void read_option(struct template *t, uint32_t map, bool column, struct field_spec *field)
{
	uint32_t node = reader_scalar(t->reader, map, "option");

	if (node == OUTLINE_NONE)
		return;
	if (column || field->type == VALUE_MAP) {
		reader_problem(t->reader, PROBLEM_VALUE, reader_key_span(t->reader, node),
			"\"option\" belongs to fields that a command line can fill in, not to %s",
			column ? "columns" : "maps");
		return;
	}
	field->option = arena_string(t->kind->arena, reader_text(t->reader, node));
	if (!slug_is_id(slice_of(field->option)))
		reader_problem(t->reader, PROBLEM_VALUE, reader_value_span(t->reader, node),
			"an option is a name without dashes before it, such as \"incident\"");
}

/* Two fields that one option would set. */
void template_check_options(struct template *t)
{
	const struct kind *kind = t->kind;

	for (size_t i = 0; i < kind->n_fields; i++) {
		const char *option = kind->fields[i].option;

		for (size_t j = 0; option && j < kind->n_fields; j++) {
			const struct field_spec *other = &kind->fields[j];
			bool same = other->option ? strcmp(other->option, option) == 0
						  : strcmp(other->name, option) == 0;

			if (i != j && same)
				reader_problem(t->reader, PROBLEM_VALUE, kind->fields[i].place,
					"--%s would set `%s` and `%s`", option,
					kind->fields[i].name, other->name);
		}
	}
}

/* `unit`: how it stands to the other units of the row, or `[Column]`, which holds it. */
static void read_unit(struct template *t, uint32_t map, struct field_spec *field)
{
	static const char *const known[] = {
		[UNIT_SAME] = "same", [UNIT_CHANGE] = "change", [UNIT_OWN] = "own"};
	uint32_t node = reader_scalar(t->reader, map, "unit");
	struct slice text = node == OUTLINE_NONE ? slice_of("") : reader_text(t->reader, node);

	if (node == OUTLINE_NONE)
		return;
	if (field->type != VALUE_QUANTITY)
		reader_problem(t->reader, PROBLEM_VALUE, reader_key_span(t->reader, node),
			"\"unit\" belongs to type quantity, not to %s",
			value_type_name(field->type));
	for (size_t i = 0; i < COUNT(known); i++) {
		if (slice_is(text, known[i])) {
			field->unit = (enum unit_rule)i;
			return;
		}
	}
	if (text.len > 2 && text.at[0] == '[' && text.at[text.len - 1] == ']')
		field->unit_column = arena_string(
			t->kind->arena, slice_trim((struct slice){text.at + 1, text.len - 2}));
	else
		reader_problem(t->reader, PROBLEM_VALUE, reader_value_span(t->reader, node),
			"\"unit\" is same, change, own, or a column in brackets that holds the "
			"unit");
}

static void read_column_keys(
	struct template *t, uint32_t map, bool column, struct field_spec *field)
{
	static const char *const only_columns[] = {"optional", "aliases", "continues", "unit"};
	uint32_t node;

	if (!column) {
		for (size_t i = 0; i < COUNT(only_columns); i++) {
			node = outline_child(t->reader->outline, map, only_columns[i]);
			if (node != OUTLINE_NONE)
				reader_problem(t->reader, PROBLEM_VALUE,
					reader_key_span(t->reader, node),
					"\"%s\" belongs to columns, not to fields",
					only_columns[i]);
		}
		return;
	}
	reader_bool(t->reader, map, "optional", &field->optional);
	reader_bool(t->reader, map, "continues", &field->continues);
	if (field->continues && field->type != VALUE_DATETIME)
		reader_problem(t->reader, PROBLEM_VALUE,
			reader_key_span(
				t->reader, outline_child(t->reader->outline, map, "continues")),
			"\"continues\" belongs to type datetime, not to %s",
			value_type_name(field->type));
	read_unit(t, map, field);
	node = outline_child(t->reader->outline, map, "aliases");
	if (node == OUTLINE_NONE)
		return;
	field->aliases = template_strings(t, node, &field->n_aliases);
	field->aliases = template_fold(t, field->aliases, field->n_aliases);
}

static void read_choices(struct template *t, uint32_t map, struct field_spec *field)
{
	const struct outline *outline = t->reader->outline;
	uint32_t node = outline_first_child(outline, map);
	struct link_choice *choices =
		arena_alloc(t->kind->arena, (outline->fields[map].count + 1) * sizeof *choices);

	field->to_by = template_child(t, map, "by");
	if (!field->to_by)
		reader_problem(t->reader, PROBLEM_MISSING_KEY, reader_key_span(t->reader, map),
			"\"to\" with alternatives needs \"by\": the key that decides between them");
	for (; node != OUTLINE_NONE; node = outline_next_child(outline, node)) {
		struct link_choice *choice = &choices[field->n_choices];

		if (slice_is(reader_key(t->reader, node), "by"))
			continue;
		choice->value = arena_string(t->kind->arena, reader_key(t->reader, node));
		choice->to = template_strings(t, node, &choice->n_to);
		field->n_choices++;
	}
	field->choices = choices;
}

static void read_link(struct template *t, uint32_t map, struct field_spec *field)
{
	static const char *const only_links[] = {"to", "inverse", "acyclic"};
	const struct outline *outline = t->reader->outline;
	uint32_t node = outline_child(outline, map, "to");

	if (node != OUTLINE_NONE && outline->fields[node].type == FIELD_MAP)
		read_choices(t, node, field);
	else if (node != OUTLINE_NONE)
		field->to = template_strings(t, node, &field->n_to);
	field->inverse = template_child(t, map, "inverse");
	reader_bool(t->reader, map, "acyclic", &field->acyclic);
	if (field->type == VALUE_LINK || (field->of && field->of->type == VALUE_LINK))
		return;
	for (size_t i = 0; i < COUNT(only_links); i++) {
		node = outline_child(outline, map, only_links[i]);
		if (node != OUTLINE_NONE)
			reader_problem(t->reader, PROBLEM_VALUE, reader_key_span(t->reader, node),
				"\"%s\" belongs to type link, not to %s", only_links[i],
				value_type_name(field->type));
	}
}

static void read_limits(struct template *t, uint32_t map, struct field_spec *field)
{
	field->has_min = reader_number(t->reader, map, "min", &field->min);
	field->has_max = reader_number(t->reader, map, "max", &field->max);
	if (field->has_min && field->has_max && field->min > field->max)
		reader_problem(t->reader, PROBLEM_VALUE,
			reader_key_span(t->reader, outline_child(t->reader->outline, map, "min")),
			"\"min\" is greater than \"max\": nothing could satisfy it");
}

static void read_spec(struct template *t, uint32_t map, bool column, struct field_spec *field)
{
	const struct outline *outline = t->reader->outline;
	uint64_t from;
	uint32_t node;

	reader_check_keys(
		t->reader, map, column ? "a column" : "a field", field_keys, COUNT(field_keys));
	node = reader_scalar(t->reader, map, "type");
	if (node != OUTLINE_NONE)
		read_type(t, node, field);
	else if (outline_child(outline, map, "enum") == OUTLINE_NONE)
		reader_problem(t->reader, PROBLEM_MISSING_KEY, reader_key_span(t->reader, map),
			"no \"type\"");
	read_values(t, map, field);
	read_need(t, map, field);
	from = template_statuses(t, map, "from");
	if (from) {
		field->from = lifecycle_at_or_after(&t->kind->lifecycle, from);
		field->need = NEED_NO;
	}
	node = reader_map(t->reader, map, "when");
	if (node != OUTLINE_NONE)
		field->when = template_read_condition(t, node);
	if (field->when && field->need == NEED_NO && !field->from)
		field->need = NEED_YES;
	read_limits(t, map, field);
	read_elements(t, map, field);
	read_link(t, map, field);
	read_pattern(t, map, field);
	field->not_before = template_child(t, map, "not-before");
	field->not_after = template_child(t, map, "not-after");
	read_equals(t, map, field);
	field->default_value = template_child(t, map, "default");
	field->about = template_child(t, map, "about");
	reader_bool(t->reader, map, "covered", &field->covered);
	reader_bool(t->reader, map, "upstream", &field->upstream);
	read_option(t, map, column, field);
	read_column_keys(t, map, column, field);
}

void template_read_field(struct template *t, uint32_t node, bool column, struct field_spec *field)
{
	const struct outline_field *value = &t->reader->outline->fields[node];

	*field = (struct field_spec){
		.type = VALUE_ANY,
		.need = column ? NEED_YES : NEED_NO,
		.covered = true,
		.place = reader_key_span(t->reader, node),
	};
	if (value->type == FIELD_MAP) {
		read_spec(t, node, column, field);
		return;
	}
	if (value->type == FIELD_LIST) {
		reader_problem(t->reader, PROBLEM_VALUE, reader_value_span(t->reader, node),
			"a type is a name such as text, or a map such as {type: text, max: 120}");
		return;
	}
	read_type(t, node, field);
	if (field->type == VALUE_ENUM)
		reader_problem(t->reader, PROBLEM_MISSING_KEY, reader_value_span(t->reader, node),
			"an enum needs its values, such as {enum: [open, closed]}");
	if (field->type == VALUE_PATTERN)
		reader_problem(t->reader, PROBLEM_MISSING_KEY, reader_value_span(t->reader, node),
			"type pattern needs a \"pattern\"");
}

/* What is said of a list of links holds for each of them. */
static void pass_down(struct field_spec *list)
{
	struct field_spec *element = (struct field_spec *)list->of;

	if (!element)
		return;
	element->owner = list->name;
	if (!element->n_to && !element->to_by) {
		element->to = list->to;
		element->n_to = list->n_to;
		list->n_to = 0;
	}
	element->inverse = element->inverse ? element->inverse : list->inverse;
	element->acyclic = element->acyclic || list->acyclic;
}

struct field_spec *template_read_fields(
	struct template *t, uint32_t map, bool columns, size_t *count)
{
	const struct outline *outline = t->reader->outline;
	struct field_spec *fields =
		arena_alloc(t->kind->arena, (outline->fields[map].count + 1) * sizeof *fields);
	uint32_t node = outline_first_child(outline, map);

	*count = 0;
	for (; node != OUTLINE_NONE; node = outline_next_child(outline, node)) {
		struct field_spec *field = &fields[(*count)++];
		struct slice key = reader_key(t->reader, node);

		template_read_field(t, node, columns, field);
		field->name = arena_string(t->kind->arena, key);
		field->owner = field->name;
		pass_down(field);
		if (columns) {
			const char *name = field->name;
			field->folded = template_fold(t, &name, 1)[0];
		}
	}
	return fields;
}
