/* What a condition asks for, and what is there instead, in words. */
#include "check/condition.h"
#include "check/evaluate.h"
#include "check/lookup.h"

static void join(struct buffer *out, const char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		buffer_addf(out, "%s%s", i == 0 ? "" : i + 1 < count ? ", " : " or ", names[i]);
}

struct words {
	struct buffer *out;
	const struct scope *scope; /* NULL: values are not worked out */
	bool begun;
};

static void add_part(struct words *w, const char *text)
{
	buffer_addf(w->out, "%s%s", w->begun ? " and " : "must ", text);
	w->begun = true;
}

static void add_text(struct words *w, const char *what, const char *text)
{
	if (!text)
		return;
	add_part(w, what);
	buffer_add_string(w->out, text);
}

static void add_number(struct words *w, const char *what, bool given, double number)
{
	if (!given)
		return;
	add_part(w, what);
	buffer_addf(w->out, "%g", number);
}

static void add_list(struct words *w, const char *what, const char *const *names, size_t count)
{
	if (!names)
		return;
	add_part(w, what);
	join(w->out, names, count);
}

/* `15 ([Likelihood] * [Impact])`, or only what is written where it cannot be worked out. */
static void add_expression(struct words *w, const char *what, const struct expression *expression)
{
	struct amount amount = {.type = AMOUNT_NONE};
	struct buffer value = BUFFER_INIT;

	if (!expression)
		return;
	add_part(w, what);
	if (w->scope)
		amount = evaluate(expression, w->scope);
	amount_add_text(&value, amount);
	if (value.len == 0 || slice_is(buffer_slice(&value), expression->text))
		buffer_add_string(w->out, expression->text);
	else
		buffer_addf(w->out, "%s (%s)", value.at, expression->text);
	buffer_dispose(&value);
}

static void add_found_in(struct words *w, const struct found_in *found)
{
	if (!found)
		return;
	add_part(w, "stand under ");
	buffer_addf(w->out, "\"%s\" in the table of ", found->column);
	for (size_t i = 0; i < found->n_sections; i++)
		buffer_addf(w->out, "%s\"%s\"", i ? " or " : "", found->titles[i]);
	if (found->document)
		buffer_addf(w->out, " of what \"%s\" links to", found->document);
	if (found->kind)
		buffer_addf(w->out, " of a %s", found->kind);
	for (size_t i = 0; found->where && i < found->where->count; i++) {
		const struct match *match = &found->where->items[i];

		buffer_addf(w->out, "%s\"%s\" ", i ? " and " : ", in a row where ", match->name);
		condition_describe(match, NULL, w->out);
	}
}

static void describe_alternatives(struct words *w, const struct match *match)
{
	for (size_t i = 0; i < match->n_any_of; i++) {
		buffer_add_string(w->out, i ? ", or " : "");
		for (size_t j = 0; j < match->any_of[i]->count; j++) {
			const struct match *part = &match->any_of[i]->items[j];

			buffer_addf(w->out, "%s\"%s\" ", j ? " and " : "", part->name);
			condition_describe(part, w->scope, w->out);
		}
	}
}

void condition_describe(const struct match *match, const struct scope *scope, struct buffer *out)
{
	struct words w = {out, scope, false};

	if (match->any_of) {
		describe_alternatives(&w, match);
		return;
	}
	if (match->has_present)
		add_part(&w, match->present ? "be filled in" : "be empty");
	add_list(&w, "be ", match->values, match->n_values);
	add_list(&w, "not be ", match->none_of, match->n_none_of);
	add_expression(&w, "be ", match->equals);
	add_number(&w, "be at least ", match->has_min, match->min);
	add_expression(&w, "be at least ", match->least);
	add_number(&w, "be at most ", match->has_max, match->max);
	add_expression(&w, "be at most ", match->greatest);
	if (match->min_words) {
		add_part(&w, "have at least ");
		buffer_addf(out, "%u words", match->min_words);
	}
	add_text(&w, "match ", match->regex);
	add_text(&w, "not be before ", match->not_before);
	add_expression(&w, "not be before ", match->earliest);
	add_text(&w, "not be after ", match->not_after);
	add_expression(&w, "not be after ", match->latest);
	add_text(&w, "equal ", match->same_as);
	add_text(&w, "differ from ", match->differs_from);
	add_text(&w, "keep ", match->keeps);
	add_text(&w, "break ", match->breaks);
	add_text(&w, "include ", match->includes);
	add_text(&w, "be somebody with the role ", match->role);
	add_list(&w, "be somebody on the side of ", match->sides, match->n_sides);
	add_found_in(&w, match->found_in);
}

static bool lookup_fails(const struct match *match, const struct scope *scope)
{
	struct operand operand = scope_subject(scope, match->name);

	return lookup_verdict(match->found_in, scope, &operand) == VERDICT_NO;
}

void condition_describe_failure(
	const struct match *match, const struct scope *scope, struct buffer *why)
{
	struct operand operand;
	struct buffer text = BUFFER_INIT;

	if (match->found_in && lookup_fails(match, scope)) {
		operand = scope_subject(scope, match->name);
		buffer_add_string(why, "has ");
		lookup_describe(match->found_in, scope, &operand, why);
		buffer_add_string(why, ", which ");
	} else if (!match->any_of) {
		operand = scope_subject(scope, match->name);
		operand_describe(&operand, &text);
		if (text.len == 0)
			buffer_add_string(why, "is empty, ");
		else if (text.len <= 60)
			buffer_addf(why, "is \"%.*s\", ", (int)text.len, text.at);
	}
	condition_describe(match, scope, why);
	buffer_reserve(why, 1);
	buffer_dispose(&text);
}
