/* Sections that hold action items: which column says what, which status means what. */
#include "base/nearest.h"
#include "policy/template_parts.h"

const char *const action_part_names[ACTION_PARTS] = {
	"id", "action", "owner", "due", "status", "priority", "side", "type", "tracking", "proof"};
const char *const action_state_names[ACTION_STATES] = {
	"open", "in-progress", "done", "declined", "moved"};

enum action_state action_spec_state(const struct action_spec *spec, struct slice status)
{
	for (int state = 0; state < ACTION_STATES; state++) {
		for (size_t i = 0; i < spec->n_words[state]; i++) {
			if (slice_equal_nocase(status, slice_of(spec->words[state][i])))
				return (enum action_state)state;
		}
	}
	return ACTION_OPEN;
}

static size_t find_column(const struct table_spec *table, const char *folded)
{
	for (size_t i = 0; i < table->n_columns; i++) {
		if (strcmp(table->columns[i].folded, folded) == 0)
			return i;
	}
	return SIZE_MAX;
}

/* The column that the contract names for a part. */
static size_t named_column(struct template *t, uint32_t node, const struct section_spec *section)
{
	const struct table_spec *table = section->table;
	const char *title = arena_string(t->kind->arena, reader_text(t->reader, node));
	size_t column = table ? find_column(table, *template_fold(t, &title, 1)) : SIZE_MAX;
	struct buffer hint = BUFFER_INIT;
	const char **names;

	if (column != SIZE_MAX)
		return column;
	names = arena_alloc(t->kind->arena, ((table ? table->n_columns : 0) + 1) * sizeof *names);
	for (size_t i = 0; table && i < table->n_columns; i++)
		names[i] = table->columns[i].name;
	if (table)
		nearest_add_hint(&hint, slice_of(title), names, table->n_columns);
	reader_problem(t->reader, PROBLEM_REFERENCE, reader_value_span(t->reader, node),
		"the table of \"%s\" has no column \"%s\"%s", section->title, title,
		hint.at ? hint.at : "");
	buffer_dispose(&hint);
	return SIZE_MAX;
}

static void read_columns(struct template *t, uint32_t map, const struct section_spec *section,
	struct action_spec *spec)
{
	for (size_t part = 0; part < ACTION_PARTS; part++) {
		uint32_t node = map == OUTLINE_NONE
					? OUTLINE_NONE
					: reader_scalar(t->reader, map, action_part_names[part]);

		spec->columns[part] = SIZE_MAX;
		if (node != OUTLINE_NONE)
			spec->columns[part] = named_column(t, node, section);
		else if (section->table)
			spec->columns[part] = find_column(section->table, action_part_names[part]);
	}
	if (spec->columns[ACTION_STATUS] == SIZE_MAX && section->table)
		spec->columns[ACTION_STATUS] = find_column(section->table, "state");
}

/* A word that the status column cannot say would never be found. */
static void check_words(struct template *t, uint32_t node, const struct section_spec *section,
	const struct action_spec *spec, size_t state)
{
	const struct field_spec *column =
		spec->columns[ACTION_STATUS] == SIZE_MAX
			? NULL
			: &section->table->columns[spec->columns[ACTION_STATUS]];

	for (size_t i = 0; column && column->n_values && i < spec->n_words[state]; i++) {
		struct buffer hint = BUFFER_INIT;
		bool known = false;

		for (size_t j = 0; j < column->n_values; j++)
			known = known || strcmp(column->values[j], spec->words[state][i]) == 0;
		if (known)
			continue;
		nearest_add_hint(
			&hint, slice_of(spec->words[state][i]), column->values, column->n_values);
		reader_problem(t->reader, PROBLEM_REFERENCE, reader_value_span(t->reader, node),
			"column \"%s\" cannot be \"%s\"%s", column->name, spec->words[state][i],
			hint.at);
		buffer_dispose(&hint);
	}
}

static void read_words(struct template *t, uint32_t map, const struct section_spec *section,
	struct action_spec *spec)
{
	for (size_t state = 0; state < ACTION_STATES; state++) {
		uint32_t node = map == OUTLINE_NONE ? OUTLINE_NONE
						    : outline_child(t->reader->outline, map,
							      action_state_names[state]);

		spec->words[state] = &action_state_names[state];
		spec->n_words[state] = 1;
		if (node == OUTLINE_NONE)
			continue;
		spec->words[state] = template_strings(t, node, &spec->n_words[state]);
		check_words(t, node, section, spec, state);
	}
}

static void check_keys(struct template *t, uint32_t map)
{
	const char *known[ACTION_PARTS + ACTION_STATES];

	for (size_t i = 0; i < ACTION_PARTS; i++)
		known[i] = action_part_names[i];
	for (size_t i = 0; i < ACTION_STATES; i++)
		known[ACTION_PARTS + i] = action_state_names[i];
	reader_check_keys(t->reader, map, "\"actions\"", known, COUNT(known));
}

const struct action_spec *template_read_actions(
	struct template *t, uint32_t node, const struct section_spec *section)
{
	bool is_map = t->reader->outline->fields[node].type == FIELD_MAP;
	uint32_t parent = t->reader->outline->fields[node].parent;
	struct action_spec *spec = arena_alloc(t->kind->arena, sizeof *spec);
	bool wanted = is_map;

	if (is_map)
		check_keys(t, node);
	else
		reader_bool(t->reader, parent, "actions", &wanted);
	if (!wanted)
		return NULL;
	read_columns(t, is_map ? node : OUTLINE_NONE, section, spec);
	read_words(t, is_map ? node : OUTLINE_NONE, section, spec);
	if (section->table && spec->columns[ACTION_TEXT] == SIZE_MAX)
		reader_problem(t->reader, PROBLEM_MISSING_KEY, reader_key_span(t->reader, node),
			"no column of this table says what is to be done: name it, as in "
			"{action: Measure}");
	return spec;
}
