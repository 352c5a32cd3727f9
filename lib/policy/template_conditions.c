/* Conditions: what `when`, `require`, `some` and `none` ask of fields and columns. */
#include "base/clock.h"
#include "base/nearest.h"
#include "policy/template_parts.h"

static const char *const match_keys[] = {"present", "not", "min", "max", "min-words", "matches",
	"not-before", "not-after", "same-as", "differs-from", "includes"};

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
	match->has_min = reader_number(t->reader, node, "min", &match->min);
	match->has_max = reader_number(t->reader, node, "max", &match->max);
	if (reader_count(t->reader, node, "min-words", 1, &words))
		match->min_words = (uint32_t)words;
	child = outline_child(outline, node, "not");
	if (child != OUTLINE_NONE)
		match->none_of = template_strings(t, child, &match->n_none_of);
	child = reader_scalar(t->reader, node, "matches");
	if (child != OUTLINE_NONE)
		match->matches = template_regex(t, child, false, &match->regex);
	match->not_before = template_child(t, node, "not-before");
	match->not_after = template_child(t, node, "not-after");
	match->same_as = template_child(t, node, "same-as");
	match->differs_from = template_child(t, node, "differs-from");
	match->includes = template_child(t, node, "includes");
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
	condition->items = arena_alloc(
		t->kind->arena, outline->fields[node].count * sizeof *condition->items);
	for (child = outline_first_child(outline, node); child != OUTLINE_NONE;
		child = outline_next_child(outline, child)) {
		struct match *match = &condition->items[condition->count++];

		match->name = arena_string(t->kind->arena, reader_key(t->reader, child));
		match->place = reader_key_span(t->reader, child);
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

void template_check_field_condition(struct template *t, const struct condition *condition)
{
	for (size_t i = 0; condition && i < condition->count; i++) {
		const struct match *match = &condition->items[i];

		check_field(t, match->name, false, match->place);
		check_field(t, match->not_before, true, match->place);
		check_field(t, match->not_after, true, match->place);
		check_field(t, match->same_as, false, match->place);
		check_field(t, match->differs_from, false, match->place);
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
	bool other_side, struct span place)
{
	const char *near, **names;

	if (!name || has_column(section, name))
		return;
	if (other_side && (is_moment(name) || kind_field(t->kind, slice_of(name))))
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

void template_check_column_condition(struct template *t, const struct condition *condition,
	const struct section_spec *section)
{
	for (size_t i = 0; condition && i < condition->count; i++) {
		const struct match *match = &condition->items[i];

		check_column(t, section, match->name, false, match->place);
		check_column(t, section, match->not_before, true, match->place);
		check_column(t, section, match->not_after, true, match->place);
		check_column(t, section, match->same_as, true, match->place);
		check_column(t, section, match->differs_from, true, match->place);
	}
}
