/* `tiers`: documents of a kind that tell the same at several depths. */
#include "base/nearest.h"
#include "policy/template_parts.h"

/* The field that a key names; NULL after a problem, or where the key may be missing and is. */
static const struct field_spec *read_field(
	struct template *t, uint32_t map, const char *key, bool needed)
{
	uint32_t node = reader_scalar(t->reader, map, key);
	const struct field_spec *field;

	if (node == OUTLINE_NONE) {
		if (needed && outline_child(t->reader->outline, map, key) == OUTLINE_NONE)
			reader_problem(t->reader, PROBLEM_MISSING_KEY,
				reader_key_span(t->reader, map), "\"tiers\" has no \"%s\"", key);
		return NULL;
	}
	field = kind_field(t->kind, reader_text(t->reader, node));
	if (!field)
		reader_problem(t->reader, PROBLEM_REFERENCE, reader_value_span(t->reader, node),
			"\"tiers\": the contract declares no field \"%.*s\"",
			SLICE_ARG(reader_text(t->reader, node)));
	return field;
}

/* The same, and of this type. */
static const struct field_spec *read_typed(
	struct template *t, uint32_t map, const char *key, enum value_type type)
{
	const struct field_spec *field = read_field(t, map, key, type == VALUE_ENUM);

	if (!field || field->type == type)
		return field;
	reader_problem(t->reader, PROBLEM_VALUE,
		reader_value_span(t->reader, outline_child(t->reader->outline, map, key)),
		"\"%s\" of \"tiers\" is a field of type %s, not %s", key, value_type_name(type),
		value_type_name(field->type));
	return NULL;
}

static const char *name_of(const struct field_spec *field)
{
	return field ? field->name : NULL;
}

void template_read_tiers(struct template *t)
{
	static const char *const known[] = {"by", "subject", "source", "only", "when", "except"};
	uint32_t map = reader_map(t->reader, t->contract, "tiers");
	struct tiers_spec *tiers;
	uint32_t node;

	if (map == OUTLINE_NONE)
		return;
	reader_check_keys(t->reader, map, "\"tiers\"", known, COUNT(known));
	tiers = arena_alloc(t->kind->arena, sizeof *tiers);
	*tiers = (struct tiers_spec){
		.by = read_typed(t, map, "by", VALUE_ENUM),
		.subject = name_of(read_field(t, map, "subject", true)),
		.source = name_of(read_typed(t, map, "source", VALUE_LINK)),
		.only = name_of(read_typed(t, map, "only", VALUE_LIST)),
		.place = reader_key_span(t->reader, map),
	};
	node = reader_map(t->reader, map, "when");
	if (node != OUTLINE_NONE)
		tiers->when = template_read_condition(t, node);
	node = outline_child(t->reader->outline, map, "except");
	if (node != OUTLINE_NONE)
		tiers->except = template_section_list(t, node, &tiers->n_except);
	if (tiers->by && tiers->subject)
		t->kind->tiers = tiers;
}
