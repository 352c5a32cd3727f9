/* What --set says, and what --from takes over. */
#include <stdlib.h>

#include "base/nearest.h"
#include "base/path.h"
#include "base/slug.h"
#include "base/utf8.h"
#include "policy/compose_parts.h"
#include "policy/pattern.h"

const char *const compose_envelope[] = {"id", "status", NULL};
#define N_ENVELOPE (sizeof compose_envelope / sizeof *compose_envelope - 1)

static struct error *unknown_field(const struct kind *kind, struct slice name)
{
	const char **names = mem_calloc(kind->n_fields + N_ENVELOPE, sizeof *names);
	const char *near;

	for (size_t i = 0; i < kind->n_fields; i++)
		names[i] = kind->fields[i].name;
	for (size_t i = 0; i < N_ENVELOPE; i++)
		names[kind->n_fields + i] = compose_envelope[i];
	near = nearest(name, names, kind->n_fields + N_ENVELOPE);
	free(names);
	return near ? error_new(ERROR_USAGE,
			      "--set: a %s has no field \"%.*s\"; did you mean \"%s\"?", kind->id,
			      SLICE_ARG(name), near)
		    : error_new(ERROR_USAGE,
			      "--set: a %s has no field \"%.*s\"; `handoff kinds %s` lists them",
			      kind->id, SLICE_ARG(name), kind->id);
}

static struct error *check_enum(const struct field_spec *spec, struct slice value)
{
	struct buffer hint = BUFFER_INIT;
	struct error *error;

	for (size_t i = 0; i < spec->n_values; i++) {
		if (slice_is(value, spec->values[i]))
			return NULL;
	}
	nearest_add_hint(&hint, value, spec->values, spec->n_values);
	error = error_new(ERROR_USAGE, "--set %s cannot be \"%.*s\"%s", spec->name,
		SLICE_ARG(value), hint.at);
	buffer_dispose(&hint);
	return error;
}

static struct error *check_setting(
	const struct composer *c, const struct field_spec *spec, struct slice value)
{
	const struct people *people = policy_people(c->request->policy);
	const char *name = spec->name;
	const char *near;

	if (spec->type == VALUE_LIST && spec->of)
		spec = spec->of;
	if (spec->type == VALUE_MAP || spec->type == VALUE_LIST || spec->type == VALUE_ANY)
		return spec->type == VALUE_LIST
			       ? NULL
			       : error_new(ERROR_USAGE,
					 "--set %s: this field is a map; edit it in the document",
					 name);
	if (!value_has_form(spec->type, value))
		return error_new(ERROR_USAGE, "--set %s: \"%.*s\" is not %s", name,
			SLICE_ARG(value), value_type_expected(spec->type));
	if (spec->pattern && !pattern_matches(spec->pattern, value))
		return error_new(ERROR_USAGE, "--set %s: \"%.*s\" does not have the form %s", name,
			SLICE_ARG(value), spec->regex);
	if (spec->type == VALUE_ENUM)
		return check_enum(spec, value);
	if (spec->type != VALUE_PERSON || people_resolve(people, value))
		return NULL;
	near = people_nearest(people, value);
	return near ? error_new(ERROR_USAGE,
			      "--set %s: no person \"%.*s\" in %s; did you mean \"%s\"?", name,
			      SLICE_ARG(value), POLICY_PEOPLE, near)
		    : error_new(ERROR_USAGE, "--set %s: no person \"%.*s\" in %s", name,
			      SLICE_ARG(value), POLICY_PEOPLE);
}

static struct error *set_envelope(struct composer *c, const char *name, struct slice value)
{
	const struct kind *kind = c->request->kind;
	const struct field_spec *spec = kind_field(kind, slice_of(name));
	struct error *error;

	if (strcmp(name, "id") == 0 && !slug_is_id(value))
		return error_new(ERROR_USAGE, "--set id: \"%.*s\" is not %s", SLICE_ARG(value),
			value_type_expected(VALUE_ID));
	error = spec ? check_setting(c, spec, value) : NULL;
	if (error)
		return error;
	if (strcmp(name, "status") == 0 && kind_status(kind, value) < 0)
		return error_new(ERROR_USAGE,
			"--set status: a %s has no status \"%.*s\"; `handoff kinds %s` lists them",
			kind->id, SLICE_ARG(value), kind->id);
	if (composer_setting(c, name))
		return error_new(ERROR_USAGE, "--set %s: given twice", name);
	composer_set(c, name, value);
	return NULL;
}

static struct error *read_setting(struct composer *c, struct slice argument)
{
	size_t equals = slice_find(argument, '=');
	struct slice name = {argument.at, equals};
	struct slice value = slice_from(argument, equals + 1);
	const struct field_spec *spec = kind_field(c->request->kind, name);
	struct error *error;
	uint32_t character;
	size_t bad;

	if (equals == 0 || equals == argument.len)
		return error_new(
			ERROR_USAGE, "--set takes FIELD=VALUE, not \"%.*s\"", SLICE_ARG(argument));
	if (!utf8_valid(value, &bad) || utf8_find_invisible(value, 0, &character) < value.len)
		return error_new(ERROR_USAGE,
			"--set %.*s: the value is not UTF-8, or holds an invisible character",
			SLICE_ARG(name));
	if (slice_is(name, "title") || slice_is(name, "kind") || slice_is(name, "signoffs"))
		return error_new(ERROR_USAGE, "--set cannot change \"%.*s\"", SLICE_ARG(name));
	if (slice_is(name, "id"))
		return set_envelope(c, "id", value);
	if (slice_is(name, "status"))
		return set_envelope(c, "status", value);
	if (!spec)
		return unknown_field(c->request->kind, name);
	error = check_setting(c, spec, value);
	if (error)
		return error;
	if (spec->type != VALUE_LIST && composer_setting(c, spec->name))
		return error_new(ERROR_USAGE, "--set %s: given twice", spec->name);
	composer_set(c, spec->name, value);
	return NULL;
}

static struct error *set_level(struct composer *c)
{
	const struct kind *kind = c->request->kind;
	const struct field_spec *by = kind->tiers ? kind->tiers->by : NULL;
	struct buffer names = BUFFER_INIT;
	struct error *error;

	if (!c->request->level)
		return NULL;
	if (!by)
		return error_new(ERROR_USAGE,
			"--level: a %s has no levels; `handoff kinds %s` shows its fields",
			kind->id, kind->id);
	for (size_t i = 0; i < by->n_values; i++) {
		if (strcmp(by->values[i], c->request->level) == 0) {
			composer_set(c, by->name, slice_of(c->request->level));
			buffer_dispose(&names);
			return NULL;
		}
		buffer_addf(&names, "%s%s",
			i == 0                 ? ""
			: i + 1 < by->n_values ? ", "
					       : " or ",
			by->values[i]);
	}
	error = error_new(ERROR_USAGE, "--level cannot be \"%s\": it is one of %s",
		c->request->level, names.at);
	buffer_dispose(&names);
	return error;
}

struct error *compose_read_settings(struct composer *c)
{
	struct error *error = set_level(c);

	for (size_t i = 0; !error && i < c->request->n_sets; i++)
		error = read_setting(c, slice_of(c->request->sets[i]));
	return error;
}

/* These say what a document is, not what it is about. */
static bool is_own(const char *name)
{
	static const char *const own[] = {"kind", "id", "title", "status", "signoffs", "schema",
		"created", "updated", "supersedes", "superseded-by", "review-by"};

	for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
		if (strcmp(name, own[i]) == 0)
			return true;
	}
	return false;
}

static bool links_to(const struct field_spec *spec, const char *kind)
{
	for (size_t i = 0; i < spec->n_to; i++) {
		if (strcmp(spec->to[i], kind) == 0)
			return true;
	}
	return false;
}

/* A path that was relative to the source is made relative to the new document. */
static void take_value(
	struct composer *c, const struct field_spec *spec, const char *name, struct slice value)
{
	struct buffer path = BUFFER_INIT, relative = BUFFER_INIT;
	bool is_path = (spec->type == VALUE_LINK || spec->type == VALUE_FILE) &&
		       !memmem(value.at, value.len, "://", 3) &&
		       (spec->type == VALUE_FILE || slice_find(value, '/') < value.len ||
			       slice_ends_with(value, ".md"));

	buffer_reserve(&path, 1);
	if (is_path && value.at[0] != '/') {
		path_append(&path, path_directory(slice_of(c->request->from->path)));
		is_path = path_append(&path, value);
	} else {
		is_path = false;
	}
	if (is_path)
		path_relative(&relative, slice_of(c->directory), buffer_slice(&path));
	composer_set(c, name, is_path ? buffer_slice(&relative) : value);
	buffer_dispose(&path);
	buffer_dispose(&relative);
}

static void take_field(struct composer *c, const struct field_spec *spec, uint32_t node)
{
	const struct outline *outline = c->request->from->outline;
	uint32_t child;

	if (outline->fields[node].type == FIELD_SCALAR && spec->type != VALUE_LIST) {
		struct slice text = outline_text(outline, outline->fields[node].value);

		if (text.len)
			take_value(c, spec, spec->name, text);
		return;
	}
	if (outline->fields[node].type != FIELD_LIST || spec->type != VALUE_LIST)
		return;
	for (child = outline_first_child(outline, node); child != OUTLINE_NONE;
		child = outline_next_child(outline, child)) {
		if (outline->fields[child].type == FIELD_SCALAR)
			take_value(c, spec->of ? spec->of : spec, spec->name,
				outline_text(outline, outline->fields[child].value));
	}
}

static void link_source(struct composer *c, const struct field_spec *spec)
{
	struct buffer relative = BUFFER_INIT;

	path_relative(&relative, slice_of(c->directory), slice_of(c->request->from->path));
	composer_set(c, spec->name, buffer_slice(&relative));
	buffer_dispose(&relative);
}

/* One of the two is the other in the plural: `model`, `models`. */
static bool is_plural(const char *one, const char *other)
{
	size_t len = strlen(one);

	return strncmp(one, other, len) == 0 && strcmp(other + len, "s") == 0;
}

static const struct field_spec *element_of(const struct field_spec *spec)
{
	return spec->type == VALUE_LIST && spec->of ? spec->of : spec;
}

/* False for a word that is none of an enum's: a `tier: B` of one kind is no `tiers` of another. */
static bool is_value_of(const struct field_spec *spec, struct slice value)
{
	for (size_t i = 0; i < spec->n_values; i++) {
		if (slice_is(value, spec->values[i]))
			return true;
	}
	return spec->type != VALUE_ENUM;
}

/* The source's `playbooks` for `playbook`: where there is one, it is that one. */
static void take_other_number(struct composer *c, const struct field_spec *spec)
{
	const struct compose_source *from = c->request->from;
	const struct outline *outline = from->outline;

	for (size_t i = 0; from->kind && i < from->kind->n_fields; i++) {
		const struct field_spec *other = &from->kind->fields[i];
		uint32_t node = outline_child(outline, 0, other->name);

		if (node == OUTLINE_NONE || element_of(other)->type != element_of(spec)->type ||
			(!is_plural(other->name, spec->name) &&
				!is_plural(spec->name, other->name)))
			continue;
		if (outline->fields[node].type == FIELD_LIST && outline->fields[node].count == 1)
			node = outline_first_child(outline, node);
		if (outline->fields[node].type == FIELD_SCALAR && outline->fields[node].value.len &&
			is_value_of(element_of(spec),
				outline_text(outline, outline->fields[node].value)))
			take_value(c, element_of(spec), spec->name,
				outline_text(outline, outline->fields[node].value));
	}
}

/* What makes tiers belong together: one source, one subject. */
static void take_tier(struct composer *c)
{
	const struct compose_source *from = c->request->from;
	const struct tiers_spec *tiers = c->request->kind->tiers;
	bool is_tier = from->kind == c->request->kind;
	uint32_t node;

	if (tiers->source && !composer_setting(c, tiers->source)) {
		node = outline_child(from->outline, 0, tiers->source);
		if (is_tier && node != OUTLINE_NONE)
			take_field(c, kind_field(c->request->kind, slice_of(tiers->source)), node);
		if (!composer_setting(c, tiers->source))
			link_source(c, kind_field(c->request->kind, slice_of(tiers->source)));
	}
	if (composer_setting(c, tiers->subject))
		return;
	node = outline_child(from->outline, 0, tiers->subject);
	if (node == OUTLINE_NONE)
		node = outline_child(from->outline, 0, "id");
	if (node != OUTLINE_NONE)
		take_field(c, kind_field(c->request->kind, slice_of(tiers->subject)), node);
}

/* Of a tier another one takes neither its level nor a link to it. */
static bool is_left_to_tier(
	const struct composer *c, const struct field_spec *spec, const struct field_spec *element)
{
	const struct compose_source *from = c->request->from;
	const struct tiers_spec *tiers = c->request->kind->tiers;

	if (!tiers || from->kind != c->request->kind)
		return false;
	return spec == tiers->by ||
	       (element->type == VALUE_LINK && links_to(element, from->kind->id));
}

void compose_take_fields(struct composer *c)
{
	const struct compose_source *from = c->request->from;
	const struct kind *kind = c->request->kind;

	if (kind->tiers && from->outline->n_fields)
		take_tier(c);
	for (size_t i = 0; i < kind->n_fields; i++) {
		const struct field_spec *spec = &kind->fields[i];
		const struct field_spec *element = element_of(spec);
		const struct field_spec *other;
		uint32_t node;

		if (is_own(spec->name) || composer_setting(c, spec->name) ||
			is_left_to_tier(c, spec, element))
			continue;
		if (from->kind && element->type == VALUE_LINK &&
			links_to(element, from->kind->id)) {
			link_source(c, spec);
			continue;
		}
		node = outline_child(from->outline, 0, spec->name);
		other = from->kind ? kind_field(from->kind, slice_of(spec->name)) : NULL;
		if (node != OUTLINE_NONE && other && other->type == spec->type)
			take_field(c, spec, node);
		else if (node == OUTLINE_NONE)
			take_other_number(c, spec);
	}
}
