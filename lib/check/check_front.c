/* The front matter against the contract: kind, status, fields, rules. */
#include <stdlib.h>

#include "base/nearest.h"
#include "base/slug.h"
#include "check/checker.h"
#include "check/fix.h"
#include "check/uniques.h"

/* Fields that every kind has, whether its contract names them or not. */
static const char *const envelope[] = {"kind", "id", "status", "signoffs"};
#define N_ENVELOPE (sizeof envelope / sizeof *envelope)

static const struct field_spec id_spec = {.name = "id", .type = VALUE_ID};

static bool has_front(const struct outline *outline)
{
	return outline->n_fields > 0 && outline->front.end > 0;
}

static bool has_fault(const struct outline *outline, enum fault_type type)
{
	for (uint32_t i = 0; i < outline->n_faults; i++) {
		if (outline->faults[i].type == type)
			return true;
	}
	return false;
}

static void check_kind(struct checker *checker)
{
	const struct document *document = checker->document;
	struct policy *policy = corpus_policy(checker->corpus);
	struct slice name = document_text(document, "kind");
	struct span place = checker_document_span(checker);
	const char *near;

	if (document->kind)
		return;
	if (name.len == 0) {
		/* After a syntax error the kind may stand in the part that was not read. */
		if (has_fault(document->outline, FAULT_SYNTAX) ||
			has_fault(document->outline, FAULT_ANCHOR))
			return;
		checker_add_gap(checker, RULE_FRONT_MISSING_FIELD, true, place,
			"the front matter does not say which `kind` of document this is");
		checker_about(checker, "kind");
		return;
	}
	near = policy_nearest_kind(policy, name);
	checker_add(checker, RULE_FRONT_UNKNOWN_KIND, place,
		near ? "unknown kind \"%.*s\"; did you mean \"%s\"?"
		     : "unknown kind \"%.*s\"; `handoff kinds` lists them%s",
		SLICE_ARG(name), near ? near : "");
}

static void check_status(struct checker *checker)
{
	const struct document *document = checker->document;
	const struct lifecycle *lifecycle = &document->kind->lifecycle;
	struct slice text = document_text(document, "status");
	uint32_t node = document_field(document, "status");
	const char *near;

	if (document->status >= 0)
		return;
	if (node == OUTLINE_NONE || (text.len == 0 && document->outline->fields[node].count == 0)) {
		checker_add_gap(checker, RULE_FRONT_MISSING_FIELD, true,
			checker_document_span(checker),
			"`status` is missing; a new document begins as \"%s\"",
			lifecycle->names[lifecycle->initial]);
		checker_about(checker, "status");
		return;
	}
	near = nearest(text, lifecycle->names, lifecycle->count);
	if (near)
		checker_add(checker, RULE_LIFECYCLE_UNKNOWN_STATUS,
			checker_field_span(checker, node),
			"unknown status \"%.*s\"; did you mean \"%s\"?", SLICE_ARG(text), near);
	else
		checker_add(checker, RULE_LIFECYCLE_UNKNOWN_STATUS,
			checker_field_span(checker, node),
			"unknown status \"%.*s\"; `handoff kinds %s` lists them", SLICE_ARG(text),
			document->kind->id);
}

static bool is_envelope(struct slice name)
{
	for (size_t i = 0; i < N_ENVELOPE; i++) {
		if (slice_is(name, envelope[i]))
			return true;
	}
	return false;
}

static const char *nearest_field(const struct kind *kind, struct slice name)
{
	const char **names = mem_calloc(kind->n_fields + N_ENVELOPE, sizeof *names);
	const char *near;

	for (size_t i = 0; i < kind->n_fields; i++)
		names[i] = kind->fields[i].name;
	for (size_t i = 0; i < N_ENVELOPE; i++)
		names[kind->n_fields + i] = envelope[i];
	near = nearest(name, names, kind->n_fields + N_ENVELOPE);
	free(names);
	return near;
}

static void check_unknown_fields(struct checker *checker)
{
	const struct outline *outline = checker->document->outline;
	const struct kind *kind = checker->document->kind;
	uint32_t node = outline_first_child(outline, 0);

	for (; node != OUTLINE_NONE; node = outline_next_child(outline, node)) {
		struct slice name = outline_text(outline, outline->fields[node].key);
		const char *near;

		if (is_envelope(name) || kind->extra_fields || slice_starts_with(name, "x-") ||
			kind_field(kind, name))
			continue;
		near = nearest_field(kind, name);
		checker_add(checker, RULE_FRONT_UNKNOWN_FIELD, outline->fields[node].key_span,
			near ? "unknown field \"%.*s\"; did you mean \"%s\"?"
			     : "unknown field \"%.*s\"; your own fields begin with \"x-\"%s",
			SLICE_ARG(name), near ? near : "");
	}
}

static void check_node(
	struct checker *checker, const struct field_spec *spec, uint32_t node, const char *what);

static void check_scalar(
	struct checker *checker, const struct field_spec *spec, uint32_t node, const char *what)
{
	const struct outline *outline = checker->document->outline;
	struct slice text = outline_text(outline, outline->fields[node].value);
	struct scope scope = checker_scope(checker);
	struct value_place place = {
		RULE_FRONT_TYPE, what, checker_field_span(checker, node), node, false, &scope};

	if (slice_trim(text).len == 0)
		return;
	if (value_is_placeholder(text)) {
		checker_add(checker, RULE_FRONT_PLACEHOLDER, checker_field_span(checker, node),
			"%s is still a placeholder: \"%.*s\"", what, SLICE_ARG(slice_trim(text)));
		return;
	}
	check_value(checker, spec, text, &place);
}

static void check_list(
	struct checker *checker, const struct field_spec *spec, uint32_t node, const char *what)
{
	static const struct field_spec any = {.type = VALUE_ANY};
	const struct outline *outline = checker->document->outline;
	uint32_t count = outline->fields[node].count;
	uint32_t child = outline_first_child(outline, node);

	for (; child != OUTLINE_NONE; child = outline_next_child(outline, child))
		check_node(checker, spec->of ? spec->of : &any, child, what);
	if (spec->has_max && count > spec->max)
		checker_add(checker, RULE_FRONT_TYPE, checker_field_span(checker, node),
			"%s has %u entries, at most %g are allowed", what, count, spec->max);
	if (spec->has_min && count > 0 && count < spec->min)
		checker_add(checker, RULE_FRONT_MISSING_FIELD, checker_field_span(checker, node),
			"%s has %u entries, at least %g are needed", what, count, spec->min);
}

static void missing_key(
	struct checker *checker, const struct field_spec *spec, uint32_t node, const char *what)
{
	uint32_t child = outline_child(checker->document->outline, node, spec->name);
	const struct outline_field *field;

	if (spec->need == NEED_NO)
		return;
	if (child != OUTLINE_NONE) {
		field = &checker->document->outline->fields[child];
		if (field->type != FIELD_SCALAR || field->value.len)
			return;
	}
	checker_add_gap(checker, RULE_FRONT_MISSING_FIELD, spec->need == NEED_ALWAYS,
		checker_field_span(checker, child == OUTLINE_NONE ? node : child),
		"%s has no \"%s\"", what, spec->name);
	checker_about(checker, "%s.%s", what, spec->name);
}

static void check_map(
	struct checker *checker, const struct field_spec *spec, uint32_t node, const char *what)
{
	const struct outline *outline = checker->document->outline;
	uint32_t child = outline_first_child(outline, node);
	const char **names = mem_calloc(spec->n_fields + 1, sizeof *names);

	for (size_t i = 0; i < spec->n_fields; i++) {
		names[i] = spec->fields[i].name;
		missing_key(checker, &spec->fields[i], node, what);
	}
	for (; spec->n_fields && child != OUTLINE_NONE;
		child = outline_next_child(outline, child)) {
		struct slice key = outline_text(outline, outline->fields[child].key);
		const struct field_spec *known = NULL;
		const char *near;

		for (size_t i = 0; i < spec->n_fields && !known; i++)
			known = slice_is(key, names[i]) ? &spec->fields[i] : NULL;
		if (known) {
			char *path = mem_format("%s.%s", what, known->name);
			check_node(checker, known, child, path);
			free(path);
			continue;
		}
		near = nearest(key, names, spec->n_fields);
		checker_add(checker, RULE_FRONT_UNKNOWN_FIELD, outline->fields[child].key_span,
			near ? "%s: unknown key \"%.*s\"; did you mean \"%s\"?"
			     : "%s: unknown key \"%.*s\"%s",
			what, SLICE_ARG(key), near ? near : "");
	}
	free(names);
}

static void check_node(
	struct checker *checker, const struct field_spec *spec, uint32_t node, const char *what)
{
	const struct outline_field *field = &checker->document->outline->fields[node];
	enum field_type wanted = spec->type == VALUE_LIST  ? FIELD_LIST
				 : spec->type == VALUE_MAP ? FIELD_MAP
							   : FIELD_SCALAR;

	if (spec->type == VALUE_ANY)
		return;
	if (field->type == FIELD_SCALAR &&
		slice_trim(outline_text(checker->document->outline, field->value)).len == 0)
		return;
	if (field->type != wanted) {
		const char *form = wanted == FIELD_SCALAR ? value_type_expected(spec->type)
				   : wanted == FIELD_LIST ? "a list, such as [a, b]"
							  : value_type_expected(VALUE_MAP);
		checker_add(checker, RULE_FRONT_TYPE, checker_field_span(checker, node),
			"%s must be %s", what, form);
		return;
	}
	if (wanted == FIELD_LIST)
		check_list(checker, spec, node, what);
	else if (wanted == FIELD_MAP)
		check_map(checker, spec, node, what);
	else
		check_scalar(checker, spec, node, what);
}

static bool is_filled(const struct outline *outline, uint32_t node)
{
	if (node == OUTLINE_NONE)
		return false;
	if (outline->fields[node].type == FIELD_SCALAR)
		return slice_trim(outline_text(outline, outline->fields[node].value)).len > 0;
	return outline->fields[node].count > 0;
}

static void check_missing(struct checker *checker, const struct field_spec *spec, uint32_t node)
{
	struct scope scope = checker_scope(checker);
	struct span place = node == OUTLINE_NONE ? checker_document_span(checker)
						 : checker_field_span(checker, node);
	bool reached = spec->from && checker_status_in(checker, spec->from);
	const char *verb = node == OUTLINE_NONE ? "missing" : "empty";

	if (spec->need == NEED_NO && !reached)
		return;
	if (spec->when && !condition_holds(spec->when, &scope))
		return;
	checker_add_gap(checker, RULE_FRONT_MISSING_FIELD,
		spec->need == NEED_ALWAYS || reached || strcmp(spec->name, "id") == 0, place,
		"`%s` is %s%s%s", spec->name, verb, spec->about ? ": " : "",
		spec->about ? spec->about : "");
	checker_about(checker, "%s", spec->name);
}

static void check_fields(struct checker *checker)
{
	const struct outline *outline = checker->document->outline;
	const struct kind *kind = checker->document->kind;

	for (size_t i = 0; i < kind->n_fields; i++) {
		const struct field_spec *spec = &kind->fields[i];
		uint32_t node = document_field(checker->document, spec->name);
		char *what;

		if (strcmp(spec->name, "status") == 0 || strcmp(spec->name, "kind") == 0 ||
			strcmp(spec->name, "signoffs") == 0)
			continue;
		if (!is_filled(outline, node)) {
			check_missing(checker, spec, node);
			continue;
		}
		what = mem_format("`%s`", spec->name);
		check_node(checker, spec, node, what);
		free(what);
	}
}

/* Sign-offs name documents by their id, so that kinds that are signed off need one. */
static void check_id(struct checker *checker)
{
	const struct kind *kind = checker->document->kind;
	uint32_t node = document_field(checker->document, "id");

	if (kind_field(kind, slice_of("id")))
		return;
	if (is_filled(checker->document->outline, node)) {
		check_node(checker, &id_spec, node, "`id`");
		return;
	}
	if (!kind->n_signoffs)
		return;
	checker_add_gap(checker, RULE_FRONT_MISSING_FIELD, true,
		node == OUTLINE_NONE ? checker_document_span(checker)
				     : checker_field_span(checker, node),
		"`id` is missing: sign-offs name the document by it");
	checker_about(checker, "id");
}

static void report_rule(struct checker *checker, const struct rule_spec *rule, const char *field,
	const char *detail)
{
	uint32_t node = document_field(checker->document, field);

	checker_add_rule(checker, RULE_FRONT_RULE, rule->id, rule->severity,
		node == OUTLINE_NONE ? checker_document_span(checker)
				     : checker_field_span(checker, node),
		"%s: %s", rule->because, detail);
}

struct followed_rule {
	struct checker *checker;
	const struct rule_spec *rule;
	struct scope scope;
};

static void check_followed(void *context, const struct document *target)
{
	struct followed_rule *f = context;
	struct buffer why = BUFFER_INIT;
	const struct match *match;
	char *detail;

	if (target->refusal)
		return;
	f->scope.subject = target;
	match = condition_failure(f->rule->require, &f->scope, &why);
	if (match) {
		detail = match->any_of
				 ? mem_format("%s: %s", target->path, why.at)
				 : mem_format("`%s` of %s %s", match->name, target->path, why.at);
		report_rule(f->checker, f->rule, f->rule->follow, detail);
		free(detail);
	}
	buffer_dispose(&why);
}

static void check_unique(struct checker *checker, const struct rule_spec *rule)
{
	struct scope scope = checker_scope(checker);
	const struct document *other = uniques_other(checker->uniques, rule, &scope);
	struct buffer detail = BUFFER_INIT;

	if (!other)
		return;
	for (size_t i = 0; i < rule->n_unique; i++)
		buffer_addf(&detail, "%s`%s`",
			i == 0                   ? ""
			: i + 1 < rule->n_unique ? ", "
						 : " and ",
			rule->unique[i]);
	buffer_addf(&detail, " %s of %s too", rule->n_unique == 1 ? "is that" : "are those",
		other->path);
	report_rule(checker, rule, rule->unique[rule->n_unique - 1], detail.at);
	buffer_dispose(&detail);
}

static void check_rule(struct checker *checker, const struct rule_spec *rule)
{
	struct followed_rule f = {checker, rule, checker_scope(checker)};
	struct buffer why = BUFFER_INIT;
	const struct match *match;
	struct operand link;
	char *detail;

	if (rule->n_unique) {
		check_unique(checker, rule);
		return;
	}
	if (rule->follow) {
		link = scope_operand(&f.scope, rule->follow);
		scope_follow(&f.scope, &link, check_followed, &f);
		return;
	}
	match = condition_failure(rule->require, &f.scope, &why);
	if (match) {
		detail = match->any_of ? mem_format("%s", why.at)
				       : mem_format("`%s` %s", match->name, why.at);
		report_rule(checker, rule,
			match->any_of ? match->any_of[0]->items[0].name : match->name, detail);
		free(detail);
	}
	buffer_dispose(&why);
}

static void check_rules(struct checker *checker)
{
	const struct kind *kind = checker->document->kind;
	struct scope scope = checker_scope(checker);

	for (size_t i = 0; i < kind->n_rules; i++) {
		const struct rule_spec *rule = &kind->rules[i];

		if (checker_status_in(checker, rule->at) && condition_holds(rule->when, &scope))
			check_rule(checker, rule);
	}
}

static void check_order(struct checker *checker)
{
	struct fix_field *fields;
	size_t count;

	if (fix_order(checker->document, &fields, &count))
		checker_add(checker, RULE_FRONT_ORDER, fields[0].span,
			"the fields do not stand in the template's order");
	free(fields);
}

void check_front(struct checker *checker)
{
	if (!has_front(checker->document->outline))
		return;
	check_kind(checker);
	/* What a syntax error kept from being read must not be called missing. */
	if (!checker->document->kind || has_fault(checker->document->outline, FAULT_SYNTAX) ||
		has_fault(checker->document->outline, FAULT_ANCHOR))
		return;
	check_status(checker);
	check_id(checker);
	check_unknown_fields(checker);
	check_fields(checker);
	check_rules(checker);
	check_order(checker);
}
