/* Words: who reads a document, and which of its tables explain words to them. */
#include "base/nearest.h"
#include "policy/template_parts.h"

static const char *const sides[] = {"operations", "research", "business"};

static const char *read_side(struct template *t, uint32_t node)
{
	struct slice text = reader_text(t->reader, node);
	struct buffer hint = BUFFER_INIT;

	for (size_t i = 0; i < COUNT(sides); i++) {
		if (slice_is(text, sides[i]))
			return sides[i];
	}
	nearest_add_hint(&hint, text, sides, COUNT(sides));
	reader_problem(t->reader, PROBLEM_VALUE, reader_value_span(t->reader, node),
		"an audience cannot be \"%.*s\"%s", SLICE_ARG(text), hint.at);
	buffer_dispose(&hint);
	return NULL;
}

static void read_audience_map(struct template *t, uint32_t map, struct audience_spec *audience)
{
	static const char *const known[] = {"side", "level", "when"};
	uint32_t side = reader_scalar(t->reader, map, "side");
	uint32_t when = reader_map(t->reader, map, "when");

	reader_check_keys(t->reader, map, "\"audience\"", known, COUNT(known));
	if (side != OUTLINE_NONE)
		audience->side = read_side(t, side);
	else if (outline_child(t->reader->outline, map, "side") == OUTLINE_NONE)
		reader_problem(t->reader, PROBLEM_MISSING_KEY, reader_key_span(t->reader, map),
			"\"audience\" has no \"side\", such as operations");
	audience->level = template_child(t, map, "level");
	if (when != OUTLINE_NONE)
		audience->when = template_read_condition(t, when);
}

const struct audience_spec *template_read_audience(struct template *t, uint32_t map)
{
	const struct outline *outline = t->reader->outline;
	uint32_t node = outline_child(outline, map, "audience");
	struct audience_spec *audience;

	if (node == OUTLINE_NONE)
		return NULL;
	audience = arena_alloc(t->kind->arena, sizeof *audience);
	if (outline->fields[node].type == FIELD_SCALAR)
		audience->side = read_side(t, node);
	else if (outline->fields[node].type == FIELD_MAP)
		read_audience_map(t, node, audience);
	else
		reader_problem(t->reader, PROBLEM_VALUE, reader_value_span(t->reader, node),
			"\"audience\" is a side, such as operations, or a map {side: operations, "
			"when: CONDITION}");
	t->kind->needs_terms = true;
	return audience->side ? audience : NULL;
}

/* The number of the column that a key names; SIZE_MAX where it names none. */
static size_t read_column(
	struct template *t, uint32_t map, const char *key, const struct section_spec *section)
{
	uint32_t node = reader_scalar(t->reader, map, key);
	struct buffer folded = BUFFER_INIT;
	size_t found = SIZE_MAX;

	if (node == OUTLINE_NONE)
		return SIZE_MAX;
	kind_fold_title(&folded, reader_text(t->reader, node));
	buffer_reserve(&folded, 1);
	for (size_t i = 0; i < section->table->n_columns && found == SIZE_MAX; i++) {
		if (strcmp(section->table->columns[i].folded, folded.at) == 0)
			found = i;
	}
	buffer_dispose(&folded);
	if (found == SIZE_MAX)
		reader_problem(t->reader, PROBLEM_REFERENCE, reader_value_span(t->reader, node),
			"the table of \"%s\" has no column \"%.*s\"", section->title,
			SLICE_ARG(reader_text(t->reader, node)));
	return found;
}

static const char *read_language(struct template *t, uint32_t map)
{
	uint32_t node = reader_scalar(t->reader, map, "language");

	if (node == OUTLINE_NONE)
		return NULL;
	if (!kind_field(t->kind, reader_text(t->reader, node)))
		reader_problem(t->reader, PROBLEM_REFERENCE, reader_value_span(t->reader, node),
			"no field \"%.*s\" in this contract",
			SLICE_ARG(reader_text(t->reader, node)));
	return template_string(t, node);
}

static void read_scope(struct template *t, uint32_t map, struct terms_spec *terms)
{
	uint32_t node = reader_scalar(t->reader, map, "for");

	if (node == OUTLINE_NONE)
		return;
	terms->own = slice_is(reader_text(t->reader, node), "document");
	if (!terms->own && !slice_is(reader_text(t->reader, node), "all"))
		reader_problem(t->reader, PROBLEM_VALUE, reader_value_span(t->reader, node),
			"\"for\" is all or document");
}

void template_read_terms(struct template *t, uint32_t map, struct section_spec *section)
{
	static const char *const known[] = {"term", "aliases", "translation", "line", "ambiguous",
		"side", "beside", "levels", "language", "not-at", "for"};
	uint32_t node = reader_map(t->reader, map, "terms");
	struct terms_spec *terms;

	if (node == OUTLINE_NONE)
		return;
	reader_check_keys(t->reader, node, "\"terms\"", known, COUNT(known));
	if (!section->table || outline_child(t->reader->outline, node, "term") == OUTLINE_NONE) {
		reader_problem(t->reader, PROBLEM_MISSING_KEY, reader_key_span(t->reader, node),
			section->table ? "\"terms\" has no \"term\": the column of the words"
				       : "\"terms\" needs a table in this section");
		return;
	}
	terms = arena_alloc(t->kind->arena, sizeof *terms);
	terms->term = read_column(t, node, "term", section);
	terms->aliases = read_column(t, node, "aliases", section);
	terms->translation = read_column(t, node, "translation", section);
	terms->line = read_column(t, node, "line", section);
	terms->ambiguous = read_column(t, node, "ambiguous", section);
	terms->side = read_column(t, node, "side", section);
	terms->beside = read_column(t, node, "beside", section);
	terms->levels = read_column(t, node, "levels", section);
	terms->language = read_language(t, node);
	terms->not_at = template_statuses(t, node, "not-at");
	read_scope(t, node, terms);
	t->kind->needs_terms = t->kind->needs_terms || !terms->own;
	section->terms = terms;
}
