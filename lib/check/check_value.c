/* Whether one value, of a field or a cell, is what its type asks for. */
#include <stdlib.h>

#include "base/date_forms.h"
#include "base/nearest.h"
#include "base/utf8.h"
#include "check/check_units.h"
#include "check/checker.h"
#include "policy/pattern.h"
#include "policy/quantity.h"

struct value_check {
	struct checker *checker;
	const struct field_spec *spec;
	struct slice value;
	struct span span;
	enum rule_id rule;
	const char *what;
	const struct scope *scope;
};

/* What is shown of a value in a message. */
#define SHOWN(v) (int)((v)->value.len > 60 ? 60 : (v)->value.len), (v)->value.at

static void join(struct buffer *out, const char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		buffer_addf(out, "%s%s", i == 0 ? "" : i + 1 < count ? ", " : " or ", names[i]);
	buffer_reserve(out, 1);
}

static void check_enum(const struct value_check *v)
{
	const struct field_spec *spec = v->spec;
	struct buffer names = BUFFER_INIT;
	const char *near;

	for (size_t i = 0; i < spec->n_values; i++) {
		if (slice_is(v->value, spec->values[i]))
			return;
		/* Cells are prose: `Open` is the value open there. */
		if (v->rule == RULE_TABLE_CELL_TYPE &&
			slice_equal_nocase(v->value, slice_of(spec->values[i])))
			return;
	}
	near = nearest(v->value, spec->values, spec->n_values);
	join(&names, spec->values, spec->n_values);
	if (near)
		checker_add(v->checker, v->rule, v->span,
			"%s cannot be \"%.*s\"; did you mean \"%s\"? (%s)", v->what, SHOWN(v), near,
			names.at);
	else
		checker_add(v->checker, v->rule, v->span, "%s cannot be \"%.*s\": it is one of %s",
			v->what, SHOWN(v), names.at);
	buffer_dispose(&names);
}

/* The number that `min` and `max` speak of: of text its length, else the value's own. */
static bool measure(const struct value_check *v, double *number, const char **unit)
{
	struct slice rest;

	*unit = "";
	switch (v->spec->type) {
	case VALUE_STRING:
	case VALUE_TEXT:
	case VALUE_PATTERN:
	case VALUE_ID:
		*number = (double)utf8_length(v->value);
		*unit = " characters";
		return true;
	case VALUE_INTEGER:
	case VALUE_NUMBER:
	case VALUE_PERCENT:
	case VALUE_QUANTITY:
		return value_number(v->value, number, &rest);
	default:
		return false;
	}
}

static void check_limits(const struct value_check *v)
{
	const char *unit;
	double number;

	if ((!v->spec->has_min && !v->spec->has_max) || !measure(v, &number, &unit))
		return;
	if (v->spec->has_min && number < v->spec->min)
		checker_add(v->checker, v->rule, v->span, "%s is %g%s, at least %g are needed",
			v->what, number, unit, v->spec->min);
	if (v->spec->has_max && number > v->spec->max)
		checker_add(v->checker, v->rule, v->span, "%s is %g%s, at most %g are allowed",
			v->what, number, unit, v->spec->max);
}

static void check_order(const struct value_check *v)
{
	double order;

	if (v->spec->not_before && scope_compare(v->scope, v->value, v->spec->not_before, &order) &&
		order < 0)
		checker_add(v->checker, v->rule, v->span, "%s is before %s", v->what,
			v->spec->not_before);
	if (v->spec->not_after && scope_compare(v->scope, v->value, v->spec->not_after, &order) &&
		order > 0)
		checker_add(v->checker, v->rule, v->span, "%s is after %s", v->what,
			v->spec->not_after);
}

static void check_person(const struct value_check *v)
{
	const struct people *people = v->checker->people;
	const struct person *person = people_resolve(people, v->value);
	const char *near;

	if (person)
		return;
	if (people_count_email(people, v->value, &person) > 1) {
		checker_add(v->checker, RULE_PEOPLE_UNKNOWN, v->span,
			"%s: \"%.*s\" is the address of several persons; name one by id", v->what,
			SHOWN(v));
		return;
	}
	near = people_nearest(people, v->value);
	if (near)
		checker_add(v->checker, RULE_PEOPLE_UNKNOWN, v->span,
			"%s: no person \"%.*s\" in %s; did you mean \"%s\"?", v->what, SHOWN(v),
			POLICY_PEOPLE, near);
	else
		checker_add(v->checker, RULE_PEOPLE_UNKNOWN, v->span,
			"%s: no person \"%.*s\" in %s", v->what, SHOWN(v), POLICY_PEOPLE);
}

static void check_role(const struct value_check *v)
{
	if (!people_role_is_held(v->checker->people, v->value))
		checker_add(v->checker, RULE_PEOPLE_UNKNOWN, v->span,
			"%s: nobody in %s holds the role \"%.*s\"", v->what, POLICY_PEOPLE,
			SHOWN(v));
}

static void check_heading(const struct value_check *v)
{
	const struct outline *outline = v->checker->document->outline;

	for (uint32_t i = 1; i < outline->n_sections; i++) {
		struct slice heading;

		if (outline->sections[i].level != 1)
			continue;
		heading = slice_trim(outline_text(outline, outline->sections[i].title));
		if (!slice_equal(heading, v->value))
			checker_add(v->checker, v->rule, v->span,
				"%s differs from the first heading, \"%.*s\"", v->what,
				SLICE_ARG(heading));
		return;
	}
}

/* A date in another form, of which only one reading is possible. */
static void fix_date(const struct value_check *v)
{
	struct slice written = outline_spanned(v->checker->document->outline, v->span);
	struct buffer iso = BUFFER_INIT;
	bool known = false;

	if (v->spec->type == VALUE_DATE)
		known = date_form_iso(v->value, &iso);
	else if (v->spec->type == VALUE_DATETIME)
		known = datetime_form_iso(v->value, &iso);
	if (written.len > 1 && (written.at[0] == '"' || written.at[0] == '\''))
		written = (struct slice){written.at + 1, written.len - 2};
	if (known && slice_equal(slice_trim(written), slice_trim(v->value))) {
		char *text = buffer_take(&iso);

		checker_fix(v->checker, v->span, text, mem_format("written as %s", text));
	}
	buffer_dispose(&iso);
}

static bool is_bare_number(struct slice value)
{
	struct quantity quantity;

	return quantity_read(value, &quantity) && !quantity.has_unit && quantity.qualifier.len == 0;
}

void check_value(struct checker *checker, const struct field_spec *spec, struct slice value,
	const struct value_place *place)
{
	enum rule_id rule = place->rule;
	const char *what = place->what;
	struct span span = place->span;
	struct value_check v = {checker, spec, value, span, rule, what, place->scope};

	if (!value_has_form(spec->type, value)) {
		if (spec->type == VALUE_QUANTITY && is_bare_number(value)) {
			report_bare_number(checker, span, what, value);
			return;
		}
		checker_add(checker, rule, span, "%s must be %s, not \"%.*s\"", what,
			value_type_expected(spec->type), SHOWN(&v));
		fix_date(&v);
		return;
	}
	if (spec->type == VALUE_ENUM)
		check_enum(&v);
	if (spec->pattern && !pattern_matches(spec->pattern, value))
		checker_add(checker, rule, span, "%s does not have the form %s", what, spec->regex);
	check_limits(&v);
	check_order(&v);
	if (spec->type == VALUE_PERSON)
		check_person(&v);
	if (spec->type == VALUE_ROLE)
		check_role(&v);
	if (spec->type == VALUE_LINK)
		check_typed_link(checker, spec, value, place);
	if (spec->type == VALUE_FILE)
		check_file(checker, value, place);
	if (spec->equals_heading)
		check_heading(&v);
}
