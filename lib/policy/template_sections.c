/* Sections: the headings of the template's body, with what the contract says of them. */
#include "base/nearest.h"
#include "policy/template_parts.h"

static const char *fold_title(struct template *t, struct slice title)
{
	struct buffer folded = BUFFER_INIT;
	const char *copy;

	kind_fold_title(&folded, title);
	copy = arena_string(t->kind->arena, buffer_slice(&folded));
	buffer_dispose(&folded);
	return copy;
}

/* The columns that the body's table shows: text, until the contract says more. */
static void add_body_columns(
	struct template *t, const struct outline_table *shown, struct table_spec *table)
{
	const struct outline *outline = t->reader->outline;

	table->in_body = true;
	for (uint32_t i = 0; i < shown->columns; i++) {
		const struct outline_cell *cell = &outline->cells[shown->first_cell + i];
		struct slice title = outline_text(outline, cell->text);
		const char *folded = fold_title(t, title);
		bool known = false;

		for (size_t j = 0; j < table->n_columns; j++)
			known = known || strcmp(table->columns[j].folded, folded) == 0;
		if (known)
			continue;
		table->columns[table->n_columns++] = (struct field_spec){
			.name = arena_string(t->kind->arena, title),
			.folded = folded,
			.type = VALUE_TEXT,
			.need = NEED_YES,
			.covered = true,
			.place = cell->span,
		};
	}
}

static const struct outline_table *find_table(const struct outline *outline, uint32_t section)
{
	for (uint32_t i = 0; i < outline->n_tables; i++) {
		if (outline->tables[i].section == section)
			return &outline->tables[i];
	}
	return NULL;
}

static void set_table(struct template *t, struct section_spec *section, uint32_t node)
{
	static const char *const known[] = {"columns", "min-rows", "max-rows", "optional"};
	const struct outline_table *shown =
		find_table(t->reader->outline, section->outline_section);
	struct table_spec *table;
	const struct field_spec *declared = NULL;
	size_t n_declared = 0;
	uint64_t number;
	uint32_t columns;

	if (!shown && node == OUTLINE_NONE)
		return;
	table = arena_alloc(t->kind->arena, sizeof *table);
	if (node != OUTLINE_NONE) {
		reader_check_keys(t->reader, node, "a table", known, COUNT(known));
		columns = reader_map(t->reader, node, "columns");
		if (columns != OUTLINE_NONE)
			declared = template_read_fields(t, columns, true, &n_declared);
		if (reader_count(t->reader, node, "min-rows", 0, &number))
			table->min_rows = (uint32_t)number;
		if (reader_count(t->reader, node, "max-rows", 1, &number))
			table->max_rows = (uint32_t)number;
		reader_bool(t->reader, node, "optional", &table->optional);
	}
	table->columns = arena_alloc(t->kind->arena,
		(n_declared + (shown ? shown->columns : 0) + 1) * sizeof *table->columns);
	for (size_t i = 0; declared && i < n_declared; i++)
		table->columns[i] = declared[i];
	table->n_columns = n_declared;
	if (shown)
		add_body_columns(t, shown, table);
	if (table->n_columns == 0)
		reader_problem(t->reader, PROBLEM_MISSING_KEY, reader_key_span(t->reader, node),
			"the table has no columns: neither here nor in the body");
	section->table = table;
}

static void add_contains(struct reader *reader, uint32_t node, void *context)
{
	static const char *const names[] = {
		"number", "quantity", "list", "ordered-list", "task-list", "table", "link", "code"};
	struct slice text = reader_text(reader, node);
	struct buffer hint = BUFFER_INIT;

	for (size_t i = 0; i < COUNT(names); i++) {
		if (slice_is(text, names[i])) {
			*(uint32_t *)context |= UINT32_C(1) << i;
			return;
		}
	}
	nearest_add_hint(&hint, text, names, COUNT(names));
	reader_problem(reader, PROBLEM_VALUE, reader_value_span(reader, node),
		"a section cannot be asked to contain \"%.*s\"%s", SLICE_ARG(text), hint.at);
	buffer_dispose(&hint);
}

static void read_lengths(struct template *t, uint32_t node, struct section_spec *section)
{
	uint64_t number;

	if (reader_count(t->reader, node, "min-words", 1, &number))
		section->min_words = (uint32_t)number;
	if (reader_count(t->reader, node, "max-words", 1, &number))
		section->max_words = (uint32_t)number;
	if (section->max_words && section->min_words > section->max_words)
		reader_problem(t->reader, PROBLEM_VALUE, reader_key_span(t->reader, node),
			"\"min-words\" is greater than \"max-words\": nothing could satisfy it");
}

static void read_applicable(struct template *t, uint32_t map, struct section_spec *section)
{
	uint32_t node = reader_scalar(t->reader, map, "applicable");

	if (node == OUTLINE_NONE)
		return;
	section->applicable_always = slice_is(reader_text(t->reader, node), "always");
	if (!section->applicable_always)
		reader_problem(t->reader, PROBLEM_VALUE, reader_value_span(t->reader, node),
			"\"applicable\" can only be \"always\"");
}

static void read_aliases(struct template *t, uint32_t map, struct section_spec *section)
{
	uint32_t node = outline_child(t->reader->outline, map, "aliases");
	const char **folded;
	size_t count;

	if (node == OUTLINE_NONE)
		return;
	section->aliases = template_strings(t, node, &count);
	folded = arena_alloc(t->kind->arena, (count + 1) * sizeof *folded);
	for (size_t i = 0; i < count; i++)
		folded[i] = fold_title(t, slice_of(section->aliases[i]));
	section->aliases = folded;
	section->n_aliases = count;
}

static void read_section(struct template *t, uint32_t node, struct section_spec *section)
{
	static const char *const known[] = {"optional", "from", "when", "aliases", "applicable",
		"any-order", "min-words", "max-words", "contains", "table", "actions", "audience",
		"terms", "about"};
	struct reader *reader = t->reader;
	uint64_t from;
	uint32_t child;

	reader_check_keys(reader, node, "a section", known, COUNT(known));
	reader_bool(reader, node, "optional", &section->optional);
	from = template_statuses(t, node, "from");
	if (from)
		section->from = lifecycle_at_or_after(&t->kind->lifecycle, from);
	child = reader_map(reader, node, "when");
	if (child != OUTLINE_NONE)
		section->when = template_read_condition(t, child);
	read_aliases(t, node, section);
	read_applicable(t, node, section);
	reader_bool(reader, node, "any-order", &section->any_order);
	read_lengths(t, node, section);
	child = outline_child(reader->outline, node, "contains");
	if (child != OUTLINE_NONE)
		reader_each(reader, child, add_contains, &section->contains);
	child = reader_map(reader, node, "table");
	set_table(t, section, child);
	child = outline_child(reader->outline, node, "actions");
	if (child != OUTLINE_NONE)
		section->actions = template_read_actions(t, child, section);
	section->audience = template_read_audience(t, node);
	template_read_terms(t, node, section);
	section->about = template_child(t, node, "about");
}

/* The headings, without the first one where that is the document's title. */
static void add_headings(struct template *t)
{
	const struct outline *outline = t->reader->outline;
	struct kind *kind = t->kind;
	uint32_t first = outline->n_sections > 1 && outline->sections[1].level == 1 ? 2 : 1;

	kind->sections =
		arena_alloc(kind->arena, (outline->n_sections + 1) * sizeof *kind->sections);
	for (uint32_t i = first; i < outline->n_sections; i++) {
		const struct outline_section *heading = &outline->sections[i];
		struct slice title = outline_text(outline, heading->title);
		struct section_spec *section = &kind->sections[kind->n_sections++];

		section->title = arena_string(kind->arena, title);
		section->folded = fold_title(t, title);
		section->level = heading->level;
		section->outline_section = i;
		section->parent = heading->parent == OUTLINE_NONE || heading->parent < first
					  ? SIZE_MAX
					  : heading->parent - first;
		section->next = heading->next - first;
	}
}

static void check_twins(struct template *t)
{
	struct kind *kind = t->kind;

	for (size_t i = 0; i < kind->n_sections; i++) {
		for (size_t j = 0; j < i; j++) {
			if (kind->sections[j].parent != kind->sections[i].parent ||
				strcmp(kind->sections[j].folded, kind->sections[i].folded) != 0)
				continue;
			reader_problem(t->reader, PROBLEM_VALUE,
				t->reader->outline->sections[kind->sections[i].outline_section]
					.title_span,
				"the heading \"%s\" stands twice under the same parent",
				kind->sections[i].title);
			break;
		}
	}
}

static struct slice last_part(struct slice path, struct slice *parent)
{
	for (size_t at = path.len; at-- > 1;) {
		if (path.at[at] != '>')
			continue;
		*parent = slice_trim((struct slice){path.at, at});
		return slice_trim(slice_from(path, at + 1));
	}
	*parent = (struct slice){path.at, 0};
	return path;
}

static size_t match_title(
	const struct kind *kind, const char *folded, const char *parent, size_t *count)
{
	size_t found = SIZE_MAX;

	*count = 0;
	for (size_t i = 0; i < kind->n_sections; i++) {
		const struct section_spec *section = &kind->sections[i];

		if (strcmp(section->folded, folded) != 0)
			continue;
		if (parent && (section->parent == SIZE_MAX ||
				      strcmp(kind->sections[section->parent].folded, parent) != 0))
			continue;
		found = i;
		(*count)++;
	}
	return found;
}

const struct section_spec *template_table_section(const struct kind *kind, const char *folded)
{
	for (size_t i = 0; i < kind->n_sections; i++) {
		if (kind->sections[i].table && strcmp(kind->sections[i].folded, folded) == 0)
			return &kind->sections[i];
	}
	return NULL;
}

size_t template_find_section(struct template *t, uint32_t node, struct slice title)
{
	const struct kind *kind = t->kind;
	struct slice parent, last = last_part(title, &parent);
	struct span place = reader_value_span(t->reader, node);
	const char *near, **titles;
	size_t count, found;

	if (slice_equal(reader_key(t->reader, node), title))
		place = reader_key_span(t->reader, node);
	found = match_title(kind, fold_title(t, title), NULL, &count);
	if (count == 0 && parent.len)
		found = match_title(kind, fold_title(t, last), fold_title(t, parent), &count);
	if (count == 1)
		return found;
	if (count > 1) {
		reader_problem(t->reader, PROBLEM_REFERENCE, place,
			"\"%.*s\" stands under several headings; write \"Parent > %.*s\"",
			SLICE_ARG(title), SLICE_ARG(title));
		return SIZE_MAX;
	}
	titles = arena_alloc(t->kind->arena, (kind->n_sections + 1) * sizeof *titles);
	for (size_t i = 0; i < kind->n_sections; i++)
		titles[i] = kind->sections[i].title;
	near = nearest(title, titles, kind->n_sections);
	reader_problem(t->reader, PROBLEM_REFERENCE, place,
		near ? "no heading \"%.*s\" in the body; did you mean \"%s\"?"
		     : "no heading \"%.*s\" in the body of the template%s",
		SLICE_ARG(title), near ? near : "");
	return SIZE_MAX;
}

void template_read_sections(struct template *t)
{
	const struct outline *outline = t->reader->outline;
	uint32_t map = reader_map(t->reader, t->contract, "sections");
	bool *described;
	uint32_t node;

	add_headings(t);
	check_twins(t);
	described = arena_alloc(t->kind->arena, t->kind->n_sections + 1);
	node = map == OUTLINE_NONE ? map : outline_first_child(outline, map);
	for (; node != OUTLINE_NONE; node = outline_next_child(outline, node)) {
		size_t section = template_find_section(t, node, reader_key(t->reader, node));
		const struct outline_field *field = &outline->fields[node];

		if (section == SIZE_MAX || (field->type == FIELD_SCALAR && field->value.len == 0))
			continue;
		if (field->type != FIELD_MAP) {
			reader_problem(t->reader, PROBLEM_VALUE, reader_value_span(t->reader, node),
				"a section's entry is a map, such as {optional: true}");
			continue;
		}
		read_section(t, node, &t->kind->sections[section]);
		described[section] = true;
	}
	for (size_t i = 0; i < t->kind->n_sections; i++) {
		if (!described[i])
			set_table(t, &t->kind->sections[i], OUTLINE_NONE);
	}
}
