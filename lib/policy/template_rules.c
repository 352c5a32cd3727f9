/* Sign-off declarations, lengths, rules on the front matter and on rows. */
#include <stdlib.h>

#include "base/nearest.h"
#include "base/slug.h"
#include "policy/template_parts.h"

/* How many maps a list holds; anything else in it is a problem. */
static uint32_t map_list(struct template *t, const char *key, size_t *count)
{
	const struct outline *outline = t->reader->outline;
	uint32_t list = reader_list(t->reader, t->contract, key);
	uint32_t node;

	*count = 0;
	if (list == OUTLINE_NONE)
		return OUTLINE_NONE;
	node = outline_first_child(outline, list);
	for (; node != OUTLINE_NONE; node = outline_next_child(outline, node)) {
		if (outline->fields[node].type == FIELD_MAP)
			(*count)++;
		else
			reader_problem(t->reader, PROBLEM_VALUE, reader_value_span(t->reader, node),
				"an entry of \"%s\" is a map of keys and values", key);
	}
	return outline_first_child(outline, list);
}

static uint32_t next_map(const struct template *t, uint32_t node)
{
	const struct outline *outline = t->reader->outline;

	while (node != OUTLINE_NONE && outline->fields[node].type != FIELD_MAP)
		node = outline_next_child(outline, node);
	return node;
}

static void missing_key(struct template *t, uint32_t map, const char *key, const char *what)
{
	if (outline_child(t->reader->outline, map, key) == OUTLINE_NONE)
		reader_problem(t->reader, PROBLEM_MISSING_KEY, reader_key_span(t->reader, map),
			"%s has no \"%s\"", what, key);
}

struct section_list {
	struct template *t;
	size_t *items;
	size_t count;
};

static void add_section(struct reader *reader, uint32_t node, void *context)
{
	struct section_list *list = context;
	size_t section = template_find_section(list->t, node, reader_text(reader, node));

	if (section != SIZE_MAX)
		list->items[list->count++] = section;
}

const size_t *template_section_list(struct template *t, uint32_t node, size_t *count)
{
	struct section_list list = {t, NULL, 0};

	list.items = arena_alloc(
		t->kind->arena, (t->reader->outline->fields[node].count + 1) * sizeof *list.items);
	reader_each(t->reader, node, add_section, &list);
	*count = list.count;
	return list.items;
}

static void read_covers(struct template *t, uint32_t map, struct signoff_spec *signoff)
{
	static const char *const known[] = {"all-but"};
	const struct outline *outline = t->reader->outline;
	uint32_t node = outline_child(outline, map, "covers");

	if (node == OUTLINE_NONE)
		return;
	if (outline->fields[node].type == FIELD_SCALAR) {
		if (!slice_is(reader_text(t->reader, node), "all"))
			reader_problem(t->reader, PROBLEM_VALUE, reader_value_span(t->reader, node),
				"\"covers\" is all, a list of sections, or {all-but: [section, "
				"...]}");
		return;
	}
	signoff->covers = COVER_ONLY;
	if (outline->fields[node].type == FIELD_MAP) {
		reader_check_keys(t->reader, node, "\"covers\"", known, COUNT(known));
		missing_key(t, node, "all-but", "\"covers\"");
		signoff->covers = COVER_ALL_BUT;
		node = outline_child(outline, node, "all-but");
	}
	if (node != OUTLINE_NONE)
		signoff->sections = template_section_list(t, node, &signoff->n_sections);
}

static void read_signoff_trust(struct template *t, uint32_t map, struct signoff_spec *signoff)
{
	uint32_t node = reader_scalar(t->reader, map, "trust");
	int trust;

	if (node == OUTLINE_NONE)
		return;
	trust = trust_parse(reader_text(t->reader, node));
	signoff->has_trust = trust >= 0;
	if (trust >= 0)
		signoff->trust = (enum trust)trust;
	else
		reader_problem(t->reader, PROBLEM_VALUE, reader_value_span(t->reader, node),
			"\"trust\" is claimed, attributed, commit-signed or content-signed");
}

static void read_signoff(struct template *t, uint32_t map, struct signoff_spec *signoff)
{
	static const char *const known[] = {"role", "count", "before", "covers", "valid-for",
		"trust", "not-author", "same-person"};
	uint32_t node;
	uint64_t number;
	double seconds;

	reader_check_keys(t->reader, map, "a sign-off", known, COUNT(known));
	missing_key(t, map, "role", "a sign-off");
	missing_key(t, map, "before", "a sign-off");
	signoff->role = template_child(t, map, "role");
	if (signoff->role && !slug_is_id(slice_of(signoff->role)))
		reader_problem(t->reader, PROBLEM_VALUE,
			reader_value_span(
				t->reader, outline_child(t->reader->outline, map, "role")),
			"a role is a name such as research-lead");
	signoff->count = 1;
	if (reader_count(t->reader, map, "count", 1, &number))
		signoff->count = (uint32_t)number;
	signoff->before = template_statuses(t, map, "before");
	read_covers(t, map, signoff);
	node = reader_scalar(t->reader, map, "valid-for");
	if (node != OUTLINE_NONE) {
		signoff->valid_for = template_string(t, node);
		if (!value_duration(slice_of(signoff->valid_for), &seconds) || seconds <= 0)
			reader_problem(t->reader, PROBLEM_VALUE, reader_value_span(t->reader, node),
				"\"valid-for\" is a duration such as 180d");
	}
	read_signoff_trust(t, map, signoff);
	reader_bool(t->reader, map, "not-author", &signoff->not_author);
	reader_bool(t->reader, map, "same-person", &signoff->same_person);
}

void template_read_signoffs(struct template *t)
{
	struct kind *kind = t->kind;
	size_t count;
	uint32_t node = map_list(t, "signoffs", &count);

	kind->signoffs = arena_alloc(kind->arena, (count + 1) * sizeof *kind->signoffs);
	while ((node = next_map(t, node)) != OUTLINE_NONE) {
		read_signoff(t, node, &kind->signoffs[kind->n_signoffs++]);
		node = outline_next_child(t->reader->outline, node);
	}
}

static bool read_severity(struct template *t, uint32_t map, enum severity *severity)
{
	uint32_t node = reader_scalar(t->reader, map, "severity");
	int value;

	if (node == OUTLINE_NONE)
		return false;
	value = severity_parse(reader_text(t->reader, node));
	if (value <= SEVERITY_OFF) {
		reader_problem(t->reader, PROBLEM_VALUE, reader_value_span(t->reader, node),
			"\"severity\" is error, warning or info");
		return false;
	}
	*severity = (enum severity)value;
	return true;
}

static void read_length(struct template *t, uint32_t map, struct length_spec *length)
{
	static const char *const known[] = {"when", "words", "severity"};
	uint32_t node = reader_map(t->reader, map, "when");
	uint64_t number;

	reader_check_keys(t->reader, map, "\"max-words\"", known, COUNT(known));
	missing_key(t, map, "words", "an entry of \"max-words\"");
	if (node != OUTLINE_NONE)
		length->when = template_read_condition(t, node);
	if (reader_count(t->reader, map, "words", 1, &number))
		length->words = (uint32_t)number;
	length->has_severity = read_severity(t, map, &length->severity);
}

void template_read_lengths(struct template *t)
{
	const struct outline *outline = t->reader->outline;
	struct kind *kind = t->kind;
	uint32_t node = outline_child(outline, t->contract, "max-words");
	uint64_t number;
	size_t count;

	if (node == OUTLINE_NONE)
		return;
	if (outline->fields[node].type == FIELD_SCALAR) {
		kind->lengths = arena_alloc(kind->arena, sizeof *kind->lengths);
		if (reader_count(t->reader, t->contract, "max-words", 1, &number))
			kind->lengths[kind->n_lengths++].words = (uint32_t)number;
		return;
	}
	node = map_list(t, "max-words", &count);
	kind->lengths = arena_alloc(kind->arena, (count + 1) * sizeof *kind->lengths);
	while ((node = next_map(t, node)) != OUTLINE_NONE) {
		read_length(t, node, &kind->lengths[kind->n_lengths++]);
		node = outline_next_child(outline, node);
	}
}

/* What rules on fields and on rows have in common. */
static void read_common(struct template *t, uint32_t map, const char *what, const char **id,
	const char **because, enum severity *severity, uint64_t *at)
{
	uint64_t set = template_statuses(t, map, "at");

	missing_key(t, map, "id", what);
	missing_key(t, map, "because", what);
	*id = template_child(t, map, "id");
	*because = template_child(t, map, "because");
	*severity = SEVERITY_ERROR;
	read_severity(t, map, severity);
	*at = set ? lifecycle_at_or_after(&t->kind->lifecycle, set) : UINT64_MAX;
	if (*id && !slug_is_id(slice_of(*id)))
		reader_problem(t->reader, PROBLEM_VALUE,
			reader_value_span(t->reader, outline_child(t->reader->outline, map, "id")),
			"\"%s\" is not an id: use lower-case letters, digits, '.', '_' and '-'",
			*id);
	if (!*id)
		*id = "";
	if (!*because)
		*because = "";
}

static const struct condition *condition_of(struct template *t, uint32_t map, const char *key)
{
	uint32_t node = reader_map(t->reader, map, key);

	return node == OUTLINE_NONE ? NULL : template_read_condition(t, node);
}

static void read_rule_test(struct template *t, uint32_t map, struct rule_spec *rule)
{
	const struct outline *outline = t->reader->outline;
	uint32_t unique = outline_child(outline, map, "unique");
	bool requires = outline_child(outline, map, "require") != OUTLINE_NONE;

	if (requires == (unique != OUTLINE_NONE))
		reader_problem(t->reader, PROBLEM_MISSING_KEY, reader_key_span(t->reader, map),
			"a rule has exactly one of require and unique");
	rule->require = condition_of(t, map, "require");
	if (unique == OUTLINE_NONE)
		return;
	rule->unique = template_strings(t, unique, &rule->n_unique);
	t->kind->compares = true;
	if (rule->n_unique == 0)
		reader_problem(t->reader, PROBLEM_VALUE, reader_key_span(t->reader, unique),
			"\"unique\" names no field");
	if (rule->follow)
		reader_problem(t->reader, PROBLEM_VALUE, reader_key_span(t->reader, unique),
			"\"unique\" is about documents of this kind, and follows no link");
}

void template_read_rules(struct template *t)
{
	static const char *const known[] = {
		"id", "follow", "when", "require", "unique", "at", "severity", "because"};
	struct kind *kind = t->kind;
	size_t count;
	uint32_t node = map_list(t, "rules", &count);

	kind->rules = arena_alloc(kind->arena, (count + 1) * sizeof *kind->rules);
	while ((node = next_map(t, node)) != OUTLINE_NONE) {
		struct rule_spec *rule = &kind->rules[kind->n_rules++];

		reader_check_keys(t->reader, node, "a rule", known, COUNT(known));
		read_common(
			t, node, "a rule", &rule->id, &rule->because, &rule->severity, &rule->at);
		rule->follow = template_child(t, node, "follow");
		rule->place = reader_key_span(t->reader, node);
		rule->when = condition_of(t, node, "when");
		read_rule_test(t, node, rule);
		node = outline_next_child(t->reader->outline, node);
	}
}

static const char *const row_tests[] = {
	[ROW_REQUIRE] = "require",
	[ROW_SOME] = "some",
	[ROW_NONE] = "none",
	[ROW_MAX] = "max",
	[ROW_UNIQUE] = "unique",
	[ROW_UNIQUE_ACROSS] = "unique-across",
	[ROW_ASCENDING] = "ascending",
	[ROW_STRICTLY_ASCENDING] = "strictly-ascending",
};

static void read_row_test(struct template *t, uint32_t map, struct row_spec *row)
{
	size_t found = 0;
	uint64_t number;

	for (size_t i = 0; i < COUNT(row_tests); i++) {
		if (outline_child(t->reader->outline, map, row_tests[i]) == OUTLINE_NONE)
			continue;
		row->test = (enum row_test)i;
		found++;
	}
	if (found != 1) {
		reader_problem(t->reader, PROBLEM_MISSING_KEY, reader_key_span(t->reader, map),
			"a row rule has exactly one of require, some, none, max, unique, "
			"unique-across, ascending, strictly-ascending");
		return;
	}
	row->count = 1;
	switch (row->test) {
	case ROW_REQUIRE:
	case ROW_NONE:
		row->condition = condition_of(t, map, row_tests[row->test]);
		break;
	case ROW_SOME:
		row->condition = condition_of(t, map, "some");
		if (reader_count(t->reader, map, "min", 1, &number))
			row->count = (uint32_t)number;
		break;
	case ROW_MAX:
		if (reader_count(t->reader, map, "max", 0, &number))
			row->count = (uint32_t)number;
		break;
	default:
		row->columns = template_strings(t,
			outline_child(t->reader->outline, map, row_tests[row->test]),
			&row->n_columns);
		if (row->n_columns == 0)
			reader_problem(t->reader, PROBLEM_VALUE, reader_key_span(t->reader, map),
				"\"%s\" names no column", row_tests[row->test]);
		break;
	}
}

static void read_row_sections(struct template *t, uint32_t map, struct row_spec *row)
{
	uint32_t node = outline_child(t->reader->outline, map, "in");

	if (node == OUTLINE_NONE) {
		missing_key(t, map, "in", "a row rule");
		return;
	}
	row->sections = template_section_list(t, node, &row->n_sections);
	for (size_t i = 0; i < row->n_sections; i++) {
		if (t->kind->sections[row->sections[i]].table)
			continue;
		reader_problem(t->reader, PROBLEM_REFERENCE, reader_value_span(t->reader, node),
			"\"%s\" has no table", t->kind->sections[row->sections[i]].title);
		row->n_sections = 0;
	}
}

void template_read_rows(struct template *t)
{
	static const char *const known[] = {"id", "in", "where", "when", "require", "some", "none",
		"min", "max", "unique", "unique-across", "ascending", "strictly-ascending",
		"follow", "at", "severity", "because"};
	struct kind *kind = t->kind;
	size_t count;
	uint32_t node = map_list(t, "rows", &count);

	kind->rows = arena_alloc(kind->arena, (count + 1) * sizeof *kind->rows);
	while ((node = next_map(t, node)) != OUTLINE_NONE) {
		struct row_spec *row = &kind->rows[kind->n_rows++];

		reader_check_keys(t->reader, node, "a row rule", known, COUNT(known));
		read_common(
			t, node, "a row rule", &row->id, &row->because, &row->severity, &row->at);
		row->place = reader_key_span(t->reader, node);
		read_row_sections(t, node, row);
		row->follow = template_child(t, node, "follow");
		row->where = condition_of(t, node, "where");
		row->when = condition_of(t, node, "when");
		read_row_test(t, node, row);
		if (row->follow && row->test != ROW_REQUIRE)
			reader_problem(t->reader, PROBLEM_VALUE, row->place,
				"\"follow\" goes with \"require\" only");
		node = outline_next_child(t->reader->outline, node);
	}
}

static const char *const text_tests[] = {
	[TEXT_NONE] = "none",
	[TEXT_SOME] = "some",
	[TEXT_UNLIKE] = "unlike",
	[TEXT_CLAIM] = "claim",
};

/* What claims are compared with. */
static const struct expression *read_equals(struct template *t, uint32_t map)
{
	uint32_t node = reader_scalar(t->reader, map, "equals");

	if (node != OUTLINE_NONE)
		return template_read_expression(t, node);
	reader_problem(t->reader, PROBLEM_MISSING_KEY, reader_key_span(t->reader, map),
		"\"claim\" needs \"equals\": what the value behind it has to be");
	return NULL;
}

static void read_text_test(struct template *t, uint32_t map, struct text_spec *text)
{
	uint32_t found = OUTLINE_NONE, node;
	size_t count = 0;

	for (size_t i = 0; i < COUNT(text_tests); i++) {
		node = reader_scalar(t->reader, map, text_tests[i]);
		if (node == OUTLINE_NONE)
			continue;
		text->test = (enum text_test)i;
		found = node;
		count++;
	}
	if (count != 1) {
		reader_problem(t->reader, PROBLEM_MISSING_KEY, reader_key_span(t->reader, map),
			"a rule on texts has exactly one of none, some, unlike, claim");
		return;
	}
	text->overlap = 60;
	if (reader_number(t->reader, map, "overlap", &text->overlap) &&
		(text->overlap < 0 || text->overlap >= 100))
		reader_problem(t->reader, PROBLEM_VALUE,
			reader_key_span(
				t->reader, outline_child(t->reader->outline, map, "overlap")),
			"\"overlap\" is a percentage from 0 to below 100");
	if (text->test == TEXT_UNLIKE)
		text->other = template_find_section(t, found, reader_text(t->reader, found));
	else
		text->pattern = template_regex(t, found, false, &text->regex);
	if (text->test == TEXT_CLAIM)
		text->equals = read_equals(t, map);
	else if (outline_child(t->reader->outline, map, "equals") != OUTLINE_NONE)
		reader_problem(t->reader, PROBLEM_VALUE, reader_key_span(t->reader, map),
			"\"equals\" belongs to \"claim\"");
}

void template_read_texts(struct template *t)
{
	static const char *const known[] = {"id", "in", "where", "none", "some", "unlike", "claim",
		"equals", "overlap", "at", "severity", "because"};
	struct kind *kind = t->kind;
	size_t count;
	uint32_t node = map_list(t, "texts", &count), in;

	kind->texts = arena_alloc(kind->arena, (count + 1) * sizeof *kind->texts);
	while ((node = next_map(t, node)) != OUTLINE_NONE) {
		struct text_spec *text = &kind->texts[kind->n_texts++];

		reader_check_keys(t->reader, node, "a rule on texts", known, COUNT(known));
		read_common(t, node, "a rule on texts", &text->id, &text->because, &text->severity,
			&text->at);
		in = outline_child(t->reader->outline, node, "in");
		if (in != OUTLINE_NONE)
			text->sections = template_section_list(t, in, &text->n_sections);
		text->where = condition_of(t, node, "where");
		text->place = reader_key_span(t->reader, node);
		read_text_test(t, node, text);
		node = outline_next_child(t->reader->outline, node);
	}
}

static void check_row(struct template *t, const struct row_spec *row)
{
	template_check_field_condition(t, row->where, false);
	for (size_t i = 0; i < row->n_sections; i++) {
		const struct section_spec *section = &t->kind->sections[row->sections[i]];

		template_check_column_condition(t, row->when, section, false);
		template_check_column_condition(t, row->condition, section, row->follow != NULL);
		template_check_column(t, section, row->follow, row->place);
		template_check_link(t, section, row->follow, row->place);
		for (size_t j = 0; j < row->n_columns; j++)
			template_check_column(t, section, row->columns[j], row->place);
	}
}

static void check_fields(struct template *t, const struct field_spec *fields, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct match side = {.name = "status",
			.not_before = fields[i].not_before,
			.not_after = fields[i].not_after,
			.place = fields[i].place};
		struct condition only = {&side, 1};

		template_check_field_condition(t, fields[i].when, false);
		template_check_field_condition(t, &only, false);
	}
}

static void check_table(struct template *t, const struct section_spec *section)
{
	for (size_t i = 0; i < section->table->n_columns; i++) {
		const struct field_spec *column = &section->table->columns[i];
		struct match side = {.name = column->name,
			.not_before = column->not_before,
			.not_after = column->not_after,
			.place = column->place};
		struct condition only = {&side, 1};

		template_check_field_condition(t, column->when, false);
		template_check_column_condition(t, &only, section, false);
		template_check_column(t, section, column->unit_column, column->place);
	}
}

static void check_rule(struct template *t, const struct rule_spec *rule)
{
	struct match followed = {.name = rule->follow, .place = rule->place};
	struct condition only = {&followed, 1};

	template_check_field_condition(t, rule->when, false);
	template_check_field_condition(t, rule->require, rule->follow != NULL);
	if (rule->follow)
		template_check_field_condition(t, &only, false);
	template_check_link(t, NULL, rule->follow, rule->place);
	for (size_t i = 0; i < rule->n_unique; i++) {
		struct match field = {.name = rule->unique[i], .place = rule->place};
		struct condition alone = {&field, 1};

		template_check_field_condition(t, &alone, false);
	}
}

static void check_text(struct template *t, const struct text_spec *text)
{
	struct match side = {.name = "status", .equals = text->equals, .place = text->place};
	struct condition only = {&side, 1};

	template_check_field_condition(t, text->where, false);
	template_check_field_condition(t, &only, false);
}

void template_check_references(struct template *t)
{
	const struct kind *kind = t->kind;

	check_fields(t, kind->fields, kind->n_fields);
	if (kind->audience)
		template_check_field_condition(t, kind->audience->when, false);
	for (size_t i = 0; i < kind->n_sections; i++) {
		template_check_field_condition(t, kind->sections[i].when, false);
		if (kind->sections[i].audience)
			template_check_field_condition(t, kind->sections[i].audience->when, false);
		if (kind->sections[i].table)
			check_table(t, &kind->sections[i]);
	}
	template_check_field_condition(t, kind->extra_when, false);
	for (size_t i = 0; i < kind->n_lengths; i++)
		template_check_field_condition(t, kind->lengths[i].when, false);
	if (kind->tiers)
		template_check_field_condition(t, kind->tiers->when, false);
	for (size_t i = 0; i < kind->n_rules; i++)
		check_rule(t, &kind->rules[i]);
	for (size_t i = 0; i < kind->n_rows; i++)
		check_row(t, &kind->rows[i]);
	for (size_t i = 0; i < kind->n_texts; i++)
		check_text(t, &kind->texts[i]);
}
