/* A kind's contract in words. */
#include "base/escape.h"
#include "base/utf8.h"
#include "report/kinds.h"
#include "report/report.h"

struct writer {
	const struct kind *kind;
	bool color;
	struct buffer *out;
};

static void title(const struct writer *w, const char *text)
{
	buffer_add_char(w->out, '\n');
	report_style(w->out, w->color, "1");
	buffer_add_string(w->out, text);
	report_style(w->out, w->color, NULL);
	buffer_add_char(w->out, '\n');
}

static void text(const struct writer *w, const char *s)
{
	escape_line(w->out, slice_of(s));
}

static void names(const struct writer *w, const char *const *list, size_t count, const char *last)
{
	for (size_t i = 0; i < count; i++) {
		buffer_add_string(w->out, i == 0 ? "" : i + 1 < count ? ", " : last);
		text(w, list[i]);
	}
}

/* A set of statuses; one that is "at or after" is named by its first status. */
static void statuses(const struct writer *w, uint64_t set)
{
	const struct lifecycle *lifecycle = &w->kind->lifecycle;
	bool first = true;

	for (size_t i = 0; i < lifecycle->count; i++) {
		if (!(set >> i & 1))
			continue;
		buffer_add_string(w->out, first ? "" : ", ");
		text(w, lifecycle->names[i]);
		first = false;
	}
}

static void match(const struct writer *w, const struct match *m)
{
	text(w, m->name);
	if (m->has_present)
		buffer_add_string(w->out, m->present ? " is filled in" : " is empty");
	if (m->values) {
		buffer_add_string(w->out, " is ");
		names(w, m->values, m->n_values, " or ");
	}
	if (m->none_of) {
		buffer_add_string(w->out, " is not ");
		names(w, m->none_of, m->n_none_of, " or ");
	}
	if (m->has_min)
		buffer_addf(w->out, " is at least %g", m->min);
	if (m->has_max)
		buffer_addf(w->out, " is at most %g", m->max);
	if (m->min_words)
		buffer_addf(w->out, " has at least %u words", m->min_words);
	if (m->regex) {
		buffer_add_string(w->out, " matches ");
		text(w, m->regex);
	}
	if (m->not_before) {
		buffer_add_string(w->out, " is not before ");
		text(w, m->not_before);
	}
	if (m->not_after) {
		buffer_add_string(w->out, " is not after ");
		text(w, m->not_after);
	}
	if (m->same_as) {
		buffer_add_string(w->out, " equals ");
		text(w, m->same_as);
	}
	if (m->differs_from) {
		buffer_add_string(w->out, " differs from ");
		text(w, m->differs_from);
	}
	if (m->includes) {
		buffer_add_string(w->out, " includes ");
		text(w, m->includes);
	}
}

static void condition(const struct writer *w, const struct condition *c)
{
	for (size_t i = 0; c && i < c->count; i++) {
		buffer_add_string(w->out, i ? " and " : "");
		match(w, &c->items[i]);
	}
}

static void type(const struct writer *w, const struct field_spec *field)
{
	if (field->type == VALUE_ENUM) {
		names(w, field->values, field->n_values, " or ");
		return;
	}
	if (field->type == VALUE_LIST && field->of) {
		buffer_add_string(w->out, "list of ");
		type(w, field->of);
		return;
	}
	buffer_add_string(w->out, value_type_name(field->type));
	if (field->n_to) {
		buffer_add_string(w->out, " to ");
		names(w, field->to, field->n_to, " or ");
	}
	if (field->regex) {
		buffer_add_char(w->out, ' ');
		text(w, field->regex);
	}
	if (field->has_max)
		buffer_addf(w->out, ", at most %g", field->max);
}

static void need(const struct writer *w, const struct field_spec *field)
{
	if (field->need == NEED_NO && !field->from)
		return;
	buffer_add_string(w->out, "; needed");
	if (field->need == NEED_ALWAYS)
		buffer_add_string(w->out, " always");
	if (field->from) {
		buffer_add_string(w->out, " in ");
		statuses(w, field->from);
	}
	if (field->when) {
		buffer_add_string(w->out, " where ");
		condition(w, field->when);
	}
}

static void fields(const struct writer *w)
{
	title(w, "Fields");
	for (size_t i = 0; i < w->kind->n_fields; i++) {
		const struct field_spec *field = &w->kind->fields[i];

		buffer_addf(w->out, "  %-20s ", field->name);
		type(w, field);
		need(w, field);
		buffer_add_char(w->out, '\n');
		if (field->about) {
			buffer_add_repeat(w->out, ' ', 23);
			report_style(w->out, w->color, "2");
			text(w, field->about);
			report_style(w->out, w->color, NULL);
			buffer_add_char(w->out, '\n');
		}
	}
}

static void lifecycle(const struct writer *w)
{
	const struct lifecycle *l = &w->kind->lifecycle;

	title(w, "Statuses");
	for (size_t i = 0; i < l->count; i++) {
		buffer_addf(w->out, "  %-20s ", l->names[i]);
		if (l->next[i]) {
			buffer_add_string(w->out, "-> ");
			statuses(w, l->next[i]);
		} else {
			buffer_add_string(w->out, "the end");
		}
		if (i == l->initial)
			buffer_add_string(w->out, "  (a new document; gaps are warnings)");
		else if (!(l->strict >> i & 1))
			buffer_add_string(w->out, "  (gaps are warnings)");
		buffer_add_char(w->out, '\n');
	}
}

static void signoffs(const struct writer *w)
{
	if (w->kind->n_signoffs == 0)
		return;
	title(w, "Sign-offs");
	for (size_t i = 0; i < w->kind->n_signoffs; i++) {
		const struct signoff_spec *s = &w->kind->signoffs[i];

		buffer_addf(w->out, "  %-20s ", s->role ? s->role : "");
		if (s->count > 1)
			buffer_addf(w->out, "%u persons, ", s->count);
		buffer_add_string(w->out, "before ");
		statuses(w, s->before);
		for (size_t j = 0; j < s->n_sections; j++) {
			buffer_add_string(w->out, j ? ", " : s->covers == COVER_ONLY
								 ? "; covers only "
								 : "; covers all but ");
			text(w, w->kind->sections[s->sections[j]].title);
		}
		if (s->valid_for)
			buffer_addf(w->out, "; valid for %s", s->valid_for);
		if (s->not_author)
			buffer_add_string(w->out, "; not the author");
		buffer_add_char(w->out, '\n');
	}
}

static void section_notes(const struct writer *w, const struct section_spec *s)
{
	static const char *const contents[] = {"a number", "a number with its unit", "a list",
		"a numbered list", "a task list", "a table", "a link", "code"};

	if (s->optional)
		buffer_add_string(w->out, "; may be left out");
	if (s->from) {
		buffer_add_string(w->out, "; needed in ");
		statuses(w, s->from);
	}
	if (s->when) {
		buffer_add_string(w->out, "; needed where ");
		condition(w, s->when);
	}
	for (size_t i = 0; i < sizeof contents / sizeof *contents; i++) {
		if (s->contains >> i & 1)
			buffer_addf(w->out, "; holds %s", contents[i]);
	}
	if (s->min_words)
		buffer_addf(w->out, "; at least %u words", s->min_words);
	if (s->max_words)
		buffer_addf(w->out, "; at most %u words", s->max_words);
	if (s->applicable_always)
		buffer_add_string(w->out, "; cannot be \"Not applicable\"");
}

static void table(const struct writer *w, const struct table_spec *t, unsigned indent)
{
	for (size_t i = 0; i < t->n_columns; i++) {
		buffer_add_repeat(w->out, ' ', indent);
		buffer_add_string(w->out, "| ");
		text(w, t->columns[i].name);
		buffer_add_string(w->out, ": ");
		type(w, &t->columns[i]);
		if (t->columns[i].optional)
			buffer_add_string(w->out, "; may be left out");
		else if (t->columns[i].need == NEED_NO)
			buffer_add_string(w->out, "; may be empty");
		buffer_add_char(w->out, '\n');
	}
	if (t->min_rows || t->max_rows) {
		buffer_add_repeat(w->out, ' ', indent);
		buffer_addf(w->out, "| at least %u row%s", t->min_rows, t->min_rows == 1 ? "" : "s");
		if (t->max_rows)
			buffer_addf(w->out, ", at most %u", t->max_rows);
		buffer_add_char(w->out, '\n');
	}
}

static unsigned depth(const struct kind *kind, size_t section)
{
	unsigned count = 0;

	while (kind->sections[section].parent != SIZE_MAX) {
		section = kind->sections[section].parent;
		count++;
	}
	return count;
}

static void sections(const struct writer *w)
{
	title(w, "Sections");
	for (size_t i = 0; i < w->kind->n_sections; i++) {
		const struct section_spec *s = &w->kind->sections[i];
		unsigned indent = 2 + 2 * depth(w->kind, i);

		buffer_add_repeat(w->out, ' ', indent);
		text(w, s->title);
		section_notes(w, s);
		buffer_add_char(w->out, '\n');
		if (s->about) {
			buffer_add_repeat(w->out, ' ', indent + 2);
			text(w, s->about);
			buffer_add_char(w->out, '\n');
		}
		if (s->table)
			table(w, s->table, indent + 2);
	}
	if (w->kind->n_lengths == 0)
		return;
	for (size_t i = 0; i < w->kind->n_lengths; i++) {
		buffer_addf(w->out, "  all together at most %u words", w->kind->lengths[i].words);
		if (w->kind->lengths[i].when) {
			buffer_add_string(w->out, " where ");
			condition(w, w->kind->lengths[i].when);
		}
		buffer_add_char(w->out, '\n');
	}
}

static void at(const struct writer *w, uint64_t set)
{
	if (set == UINT64_MAX)
		return;
	buffer_add_string(w->out, " [in ");
	statuses(w, set);
	buffer_add_char(w->out, ']');
}

static void row_test(const struct writer *w, const struct row_spec *row)
{
	switch (row->test) {
	case ROW_REQUIRE:
		buffer_add_string(w->out, "every row: ");
		condition(w, row->condition);
		break;
	case ROW_SOME:
		buffer_addf(w->out, "at least %u row%s: ", row->count, row->count == 1 ? "" : "s");
		condition(w, row->condition);
		break;
	case ROW_NONE:
		buffer_add_string(w->out, "no row: ");
		condition(w, row->condition);
		break;
	case ROW_MAX:
		buffer_addf(w->out, "at most %u rows", row->count);
		break;
	case ROW_UNIQUE:
		buffer_addf(w->out, "no %s twice", row->columns[0]);
		break;
	default:
		buffer_addf(w->out, "%s goes up", row->columns[0]);
		break;
	}
	if (row->when) {
		buffer_add_string(w->out, ", where ");
		condition(w, row->when);
	}
	if (row->where) {
		buffer_add_string(w->out, ", if ");
		condition(w, row->where);
	}
}

static void contract_rules(const struct writer *w)
{
	if (w->kind->n_rules + w->kind->n_rows == 0)
		return;
	title(w, "Rules");
	for (size_t i = 0; i < w->kind->n_rules; i++) {
		const struct rule_spec *rule = &w->kind->rules[i];

		buffer_addf(w->out, "  %s: ", rule->id);
		condition(w, rule->require);
		if (rule->when) {
			buffer_add_string(w->out, ", where ");
			condition(w, rule->when);
		}
		at(w, rule->at);
		buffer_add_string(w->out, "\n      because ");
		text(w, rule->because);
		buffer_add_char(w->out, '\n');
	}
	for (size_t i = 0; i < w->kind->n_rows; i++) {
		const struct row_spec *row = &w->kind->rows[i];

		buffer_addf(w->out, "  %s: in ", row->id);
		for (size_t j = 0; j < row->n_sections; j++) {
			buffer_add_string(w->out, j ? " and " : "");
			text(w, w->kind->sections[row->sections[j]].title);
		}
		buffer_add_string(w->out, ", ");
		row_test(w, row);
		at(w, row->at);
		buffer_add_string(w->out, "\n      because ");
		text(w, row->because);
		buffer_add_char(w->out, '\n');
	}
}

void report_kind_text(const struct kind *kind, bool color, struct buffer *out)
{
	struct writer w = {kind, color, out};

	report_style(out, color, "1");
	text(&w, kind->name);
	report_style(out, color, NULL);
	buffer_addf(out, " (%s): ", kind->id);
	text(&w, kind->about);
	buffer_add_string(out, "\nDocuments: ");
	text(&w, kind->directory);
	buffer_add_char(out, '/');
	text(&w, kind->filename);
	buffer_add_string(out, "\nTemplate:  ");
	text(&w, kind->path);
	buffer_add_char(out, '\n');
	lifecycle(&w);
	signoffs(&w);
	fields(&w);
	sections(&w);
	contract_rules(&w);
}
