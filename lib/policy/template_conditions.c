/* Conditions: what `when`, `require`, `some` and `none` ask of fields and columns. */
#include "base/clock.h"
#include "base/nearest.h"
#include "policy/template_parts.h"

static const char *const match_keys[] = {"present", "not", "min", "max", "min-words", "matches",
	"not-before", "not-after", "same-as", "differs-from", "includes", "equals", "found-in",
	"side", "role", "keeps", "breaks", "direction"};

/* The name that stands for alternatives where the name of a field or column would stand. */
static const char any_of[] = "any-of";

const struct expression *template_read_expression(struct template *t, uint32_t node)
{
	const struct expression *expression;
	const char *fault;

	expression = expression_read(t->kind->arena, reader_text(t->reader, node), &fault);
	if (!expression)
		reader_problem(t->reader, PROBLEM_VALUE, reader_value_span(t->reader, node),
			"cannot work out \"%.*s\": %s", SLICE_ARG(reader_text(t->reader, node)),
			fault);
	return expression;
}

static const struct expression *expression_child(struct template *t, uint32_t map, const char *key)
{
	uint32_t node = reader_scalar(t->reader, map, key);

	return node == OUTLINE_NONE ? NULL : template_read_expression(t, node);
}

/* `min` and `max`: a plain number, or something to be worked out. */
static bool read_bound(struct template *t, uint32_t map, const char *key, double *number,
	const struct expression **expression)
{
	uint32_t node = reader_scalar(t->reader, map, key);

	if (node == OUTLINE_NONE)
		return false;
	*expression = template_read_expression(t, node);
	if (!*expression || (*expression)->count != 1 ||
		(*expression)->steps[0].type != STEP_NUMBER)
		return false;
	*number = (*expression)->steps[0].number;
	*expression = NULL;
	return true;
}

/* `not-before` and `not-after`: a name, a date or `today`, or something to be worked out. */
static const char *read_moment(
	struct template *t, uint32_t map, const char *key, const struct expression **expression)
{
	uint32_t node = reader_scalar(t->reader, map, key);

	if (node == OUTLINE_NONE)
		return NULL;
	if (!expression_is(reader_text(t->reader, node)))
		return template_string(t, node);
	*expression = template_read_expression(t, node);
	return NULL;
}

static const struct found_in *read_found_in(struct template *t, uint32_t map)
{
	static const char *const known[] = {"section", "column", "document", "kind", "where"};
	struct found_in *found = arena_alloc(t->kind->arena, sizeof *found);
	const struct outline *outline = t->reader->outline;
	uint32_t section = outline_child(outline, map, "section");
	uint32_t column = outline_child(outline, map, "column");
	uint32_t where = reader_map(t->reader, map, "where");

	reader_check_keys(t->reader, map, "\"found-in\"", known, COUNT(known));
	found->document = template_child(t, map, "document");
	found->kind = template_child(t, map, "kind");
	if (section == OUTLINE_NONE || column == OUTLINE_NONE) {
		reader_problem(t->reader, PROBLEM_MISSING_KEY, reader_key_span(t->reader, map),
			"\"found-in\" needs a section and a column");
		return NULL;
	}
	found->titles = template_strings(t, section, &found->n_sections);
	found->sections = template_fold(t, found->titles, found->n_sections);
	found->columns = template_strings(t, column, &found->n_columns);
	found->column = found->n_columns ? found->columns[0] : "";
	found->columns = template_fold(t, found->columns, found->n_columns);
	if (where != OUTLINE_NONE)
		found->where = template_read_condition(t, where);
	if (found->document && found->kind)
		reader_problem(t->reader, PROBLEM_VALUE, reader_key_span(t->reader, map),
			"\"found-in\" looks in a document or in all of a kind, not in both");
	found->place = reader_key_span(t->reader, map);
	found->next = t->kind->looks_around;
	if (found->kind)
		t->kind->looks_around = found;
	return found;
}

static void read_match(struct template *t, uint32_t node, struct match *match)
{
	const struct outline *outline = t->reader->outline;
	uint64_t words;
	uint32_t child;

	if (outline->fields[node].type != FIELD_MAP) {
		match->values = template_strings(t, node, &match->n_values);
		if (match->n_values == 0)
			reader_problem(t->reader, PROBLEM_VALUE, reader_key_span(t->reader, node),
				"no value to compare \"%s\" with", match->name);
		return;
	}
	reader_check_keys(t->reader, node, "a condition", match_keys, COUNT(match_keys));
	if (outline->fields[node].count == 0)
		reader_problem(t->reader, PROBLEM_VALUE, reader_key_span(t->reader, node),
			"the condition on \"%s\" asks nothing", match->name);
	match->has_present = reader_bool(t->reader, node, "present", &match->present);
	match->has_min = read_bound(t, node, "min", &match->min, &match->least);
	match->has_max = read_bound(t, node, "max", &match->max, &match->greatest);
	match->equals = expression_child(t, node, "equals");
	if (reader_count(t->reader, node, "min-words", 1, &words))
		match->min_words = (uint32_t)words;
	child = outline_child(outline, node, "not");
	if (child != OUTLINE_NONE)
		match->none_of = template_strings(t, child, &match->n_none_of);
	child = reader_scalar(t->reader, node, "matches");
	if (child != OUTLINE_NONE)
		match->matches = template_regex(t, child, false, &match->regex);
	match->not_before = read_moment(t, node, "not-before", &match->earliest);
	match->not_after = read_moment(t, node, "not-after", &match->latest);
	match->same_as = template_child(t, node, "same-as");
	match->differs_from = template_child(t, node, "differs-from");
	match->includes = template_child(t, node, "includes");
	match->keeps = template_child(t, node, "keeps");
	match->breaks = template_child(t, node, "breaks");
	match->direction = template_child(t, node, "direction");
	if (match->direction && !match->keeps && !match->breaks)
		reader_problem(t->reader, PROBLEM_VALUE, reader_key_span(t->reader, node),
			"\"direction\" is about a limit: it belongs to \"keeps\" or \"breaks\"");
	match->role = template_child(t, node, "role");
	child = outline_child(outline, node, "side");
	if (child != OUTLINE_NONE)
		match->sides = template_strings(t, child, &match->n_sides);
	child = reader_map(t->reader, node, "found-in");
	if (child != OUTLINE_NONE)
		match->found_in = read_found_in(t, child);
}

static void read_alternatives(struct template *t, uint32_t list, struct match *match)
{
	const struct outline *outline = t->reader->outline;
	const struct condition **items =
		arena_alloc(t->kind->arena, (outline->fields[list].count + 1) * sizeof *items);
	uint32_t node;

	match->any_of = items;
	if (outline->fields[list].type != FIELD_LIST || outline->fields[list].count == 0) {
		reader_problem(t->reader, PROBLEM_VALUE, reader_key_span(t->reader, list),
			"\"any-of\" is a list of conditions");
		return;
	}
	node = outline_first_child(outline, list);
	for (; node != OUTLINE_NONE; node = outline_next_child(outline, node)) {
		items[match->n_any_of] = template_read_condition(t, node);
		match->n_any_of += items[match->n_any_of] != NULL;
	}
}

const struct condition *template_read_condition(struct template *t, uint32_t node)
{
	const struct outline *outline = t->reader->outline;
	struct condition *condition;
	uint32_t child;

	if (node == OUTLINE_NONE)
		return NULL;
	if (outline->fields[node].type != FIELD_MAP || outline->fields[node].count == 0) {
		reader_problem(t->reader, PROBLEM_VALUE, reader_value_span(t->reader, node),
			"a condition is a map of names and values, such as {Blocking: yes}");
		return NULL;
	}
	condition = arena_alloc(t->kind->arena, sizeof *condition);
	condition->items =
		arena_alloc(t->kind->arena, outline->fields[node].count * sizeof *condition->items);
	for (child = outline_first_child(outline, node); child != OUTLINE_NONE;
		child = outline_next_child(outline, child)) {
		struct match *match = &condition->items[condition->count++];

		match->name = arena_string(t->kind->arena, reader_key(t->reader, child));
		match->place = reader_key_span(t->reader, child);
		if (strcmp(match->name, any_of) == 0)
			read_alternatives(t, child, match);
		else
			read_match(t, child, match);
	}
	return condition;
}

static bool is_moment(const char *name)
{
	struct date date;

	return strcmp(name, "today") == 0 || date_parse(slice_of(name), &date);
}

/* Fields that every document has, declared or not. */
static bool is_envelope(const char *name)
{
	return strcmp(name, "kind") == 0 || strcmp(name, "id") == 0 || strcmp(name, "status") == 0;
}

static void check_field(struct template *t, const char *name, bool moment, struct span place)
{
	const char *near, **names;

	if (!name || (moment && is_moment(name)) || is_envelope(name) ||
		kind_field(t->kind, slice_of(name)))
		return;
	names = arena_alloc(t->kind->arena, (t->kind->n_fields + 1) * sizeof *names);
	for (size_t i = 0; i < t->kind->n_fields; i++)
		names[i] = t->kind->fields[i].name;
	near = nearest(slice_of(name), names, t->kind->n_fields);
	reader_problem(t->reader, PROBLEM_REFERENCE, place,
		near ? "unknown field \"%s\"; did you mean \"%s\"?"
		     : "unknown field \"%s\": the contract does not declare it%s",
		name, near ? near : "");
}

static bool has_folded_column(const struct section_spec *section, const char *folded)
{
	for (size_t i = 0; i < section->table->n_columns; i++) {
		if (strcmp(section->table->columns[i].folded, folded) == 0)
			return true;
	}
	return false;
}

static bool leads_to_documents(const struct field_spec *spec)
{
	if (spec->type == VALUE_LIST && spec->of)
		spec = spec->of;
	return spec->type == VALUE_LINK || spec->type == VALUE_FILE;
}

void template_check_link(
	struct template *t, const struct section_spec *section, const char *name, struct span place)
{
	const struct field_spec *spec = name ? kind_field(t->kind, slice_of(name)) : NULL;

	for (size_t i = 0; name && section && i < section->table->n_columns; i++) {
		if (strcmp(section->table->columns[i].name, name) == 0)
			spec = &section->table->columns[i];
	}
	if (spec && !leads_to_documents(spec))
		reader_problem(t->reader, PROBLEM_VALUE, place,
			"\"%s\" is no link: it leads to no document", name);
}

/* Where values are looked for in the document itself, the section and its columns have to be there.
 */
static void check_found_in(
	struct template *t, const struct match *match, const struct section_spec *own)
{
	const struct found_in *found = match->found_in;

	if (found)
		template_check_link(t, own, found->document, match->place);
	if (!found || found->document || found->kind)
		return;
	for (size_t i = 0; i < found->n_sections; i++) {
		const struct section_spec *section =
			template_table_section(t->kind, found->sections[i]);

		if (!section) {
			reader_problem(t->reader, PROBLEM_REFERENCE, match->place,
				"\"found-in\": no section \"%s\" with a table", found->sections[i]);
			continue;
		}
		for (size_t j = 0; j < found->n_columns; j++) {
			if (!has_folded_column(section, found->columns[j]))
				reader_problem(t->reader, PROBLEM_REFERENCE, match->place,
					"\"found-in\": no column \"%s\" in the table of \"%s\"",
					found->columns[j], section->title);
		}
		template_check_column_condition(t, found->where, section, false);
	}
}

/* Only a table has columns that could be added up. */
static void check_functions(struct template *t, const struct match *match)
{
	const struct expression *const worked_out[] = {
		match->least, match->greatest, match->equals, match->earliest, match->latest};

	for (size_t i = 0; i < COUNT(worked_out); i++) {
		for (size_t j = 0; worked_out[i] && j < worked_out[i]->count; j++) {
			enum expression_step_type type = worked_out[i]->steps[j].type;

			if (type >= STEP_SUM && type <= STEP_PREVIOUS)
				reader_problem(t->reader, PROBLEM_VALUE, match->place,
					"\"%s\" goes through the rows of a table: it belongs to a "
					"row rule",
					worked_out[i]->text);
		}
	}
}

/* The other sides of a line: what names may stand there is the same for fields and columns. */
static void each_name(struct template *t, const struct match *match, const void *context,
	void (*check)(struct template *t, const void *context, const char *name, bool moment,
		struct span place))
{
	const struct expression *const worked_out[] = {
		match->least, match->greatest, match->equals, match->earliest, match->latest};

	check(t, context, match->not_before, true, match->place);
	check(t, context, match->not_after, true, match->place);
	check(t, context, match->same_as, false, match->place);
	check(t, context, match->differs_from, false, match->place);
	check(t, context, match->keeps, false, match->place);
	check(t, context, match->breaks, false, match->place);
	check(t, context, match->direction, false, match->place);
	if (match->found_in)
		check(t, context, match->found_in->document, false, match->place);
	for (size_t i = 0; i < COUNT(worked_out); i++) {
		for (size_t j = 0; worked_out[i] && j < worked_out[i]->count; j++)
			check(t, context, worked_out[i]->steps[j].name, false, match->place);
	}
}

static void check_field_side(
	struct template *t, const void *context, const char *name, bool moment, struct span place)
{
	(void)context;
	check_field(t, name, moment, place);
}

void template_check_field_condition(
	struct template *t, const struct condition *condition, bool follows)
{
	for (size_t i = 0; condition && i < condition->count; i++) {
		const struct match *match = &condition->items[i];

		for (size_t j = 0; j < match->n_any_of; j++)
			template_check_field_condition(t, match->any_of[j], follows);
		if (!match->any_of && !follows)
			check_field(t, match->name, false, match->place);
		each_name(t, match, NULL, check_field_side);
		check_functions(t, match);
		check_found_in(t, match, NULL);
	}
}

static bool has_column(const struct section_spec *section, const char *name)
{
	for (size_t i = 0; i < section->table->n_columns; i++) {
		if (strcmp(section->table->columns[i].name, name) == 0)
			return true;
	}
	return false;
}

/* In a table, the other side of a comparison may also be a field of the document. */
static void check_column(struct template *t, const struct section_spec *section, const char *name,
	bool other_side, bool moment, struct span place)
{
	const char *near, **names;

	if (!name || has_column(section, name))
		return;
	if (other_side && ((moment && is_moment(name)) || is_envelope(name) ||
				  kind_field(t->kind, slice_of(name))))
		return;
	names = arena_alloc(t->kind->arena, (section->table->n_columns + 1) * sizeof *names);
	for (size_t i = 0; i < section->table->n_columns; i++)
		names[i] = section->table->columns[i].name;
	near = nearest(slice_of(name), names, section->table->n_columns);
	reader_problem(t->reader, PROBLEM_REFERENCE, place,
		near ? "unknown column \"%s\" in \"%s\"; did you mean \"%s\"?"
		     : "unknown column \"%s\": the table of \"%s\" does not have it%s",
		name, section->title, near ? near : "");
}

static void check_column_side(
	struct template *t, const void *context, const char *name, bool moment, struct span place)
{
	check_column(t, context, name, true, moment, place);
}

void template_check_column_condition(struct template *t, const struct condition *condition,
	const struct section_spec *section, bool follows)
{
	for (size_t i = 0; condition && i < condition->count; i++) {
		const struct match *match = &condition->items[i];

		for (size_t j = 0; j < match->n_any_of; j++)
			template_check_column_condition(t, match->any_of[j], section, follows);
		if (!match->any_of && !follows)
			check_column(t, section, match->name, false, false, match->place);
		each_name(t, match, section, check_column_side);
		check_found_in(t, match, section);
	}
}

void template_check_column(
	struct template *t, const struct section_spec *section, const char *name, struct span place)
{
	check_column(t, section, name, false, false, place);
}
