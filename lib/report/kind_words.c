#include "report/kind_words.h"

#include "check/rule.h"

void words_list(struct buffer *out, const char *const *names, size_t count, const char *before_last)
{
	for (size_t i = 0; i < count; i++) {
		buffer_add_string(out, i == 0 ? "" : i + 1 < count ? ", " : before_last);
		buffer_add_string(out, names[i]);
	}
}

void words_statuses(struct buffer *out, const struct kind *kind, uint64_t set)
{
	const char *separator = "";

	for (size_t i = 0; i < kind->lifecycle.count; i++) {
		if (!(set >> i & 1))
			continue;
		buffer_addf(out, "%s%s", separator, kind->lifecycle.names[i]);
		separator = ", ";
	}
}

void words_status(struct buffer *out, const struct kind *kind, size_t status)
{
	const struct lifecycle *lifecycle = &kind->lifecycle;

	if (lifecycle->next[status]) {
		buffer_add_string(out, "-> ");
		words_statuses(out, kind, lifecycle->next[status]);
	} else {
		buffer_add_string(out, "the end");
	}
	if (status == lifecycle->initial)
		buffer_add_string(out, " (a new document; gaps are warnings)");
	else if (!(lifecycle->strict >> status & 1))
		buffer_add_string(out, " (gaps are warnings)");
	if (kind->withdrawn >> status & 1)
		buffer_add_string(out, " (nothing may link here)");
}

/* ---- Conditions ------------------------------------------------------------------------------ */

/* One line of a condition, of parts that are joined with "and". */
struct phrase {
	struct buffer *out;
	bool begun;
};

static void add(struct phrase *p, const char *verb, const char *object)
{
	if (!object)
		return;
	buffer_addf(p->out, "%s %s%s", p->begun ? " and" : "", verb, object);
	p->begun = true;
}

static void add_list(struct phrase *p, const char *verb, const char *const *names, size_t count)
{
	if (!names)
		return;
	add(p, verb, "");
	words_list(p->out, names, count, " or ");
}

static void add_bound(struct phrase *p, const char *verb, bool given, double number,
	const struct expression *expression)
{
	if (given) {
		add(p, verb, "");
		buffer_addf(p->out, "%g", number);
	}
	add(p, verb, expression ? expression->text : NULL);
}

static void add_found_in(struct phrase *p, const struct found_in *found)
{
	if (!found)
		return;
	add(p, "stands under ", found->column);
	buffer_add_string(p->out, " in the table of ");
	for (size_t i = 0; i < found->n_sections; i++)
		buffer_addf(p->out, "%s%s", i ? " or " : "", found->titles[i]);
	if (found->document)
		buffer_addf(p->out, " of what %s links to", found->document);
	if (found->kind)
		buffer_addf(p->out, " of a %s", found->kind);
	if (found->where) {
		buffer_add_string(p->out, " in a row where ");
		words_condition(p->out, found->where);
	}
}

static void add_alternatives(struct buffer *out, const struct match *match)
{
	for (size_t i = 0; i < match->n_any_of; i++) {
		buffer_add_string(out, i ? " or (" : "(");
		words_condition(out, match->any_of[i]);
		buffer_add_char(out, ')');
	}
}

static void add_match(struct buffer *out, const struct match *m)
{
	struct phrase p = {out, false};

	if (m->any_of) {
		add_alternatives(out, m);
		return;
	}
	buffer_add_string(out, m->name);
	add(&p, "is ", !m->has_present ? NULL : m->present ? "filled in" : "empty");
	add_list(&p, "is ", m->values, m->n_values);
	add_list(&p, "is not ", m->none_of, m->n_none_of);
	add(&p, "is ", m->equals ? m->equals->text : NULL);
	add_bound(&p, "is at least ", m->has_min, m->min, m->least);
	add_bound(&p, "is at most ", m->has_max, m->max, m->greatest);
	if (m->min_words) {
		add(&p, "has at least ", "");
		buffer_addf(out, "%u word%s", m->min_words, m->min_words == 1 ? "" : "s");
	}
	add(&p, "matches ", m->regex);
	add(&p, "is not before ", m->not_before);
	add(&p, "is not before ", m->earliest ? m->earliest->text : NULL);
	add(&p, "is not after ", m->not_after);
	add(&p, "is not after ", m->latest ? m->latest->text : NULL);
	add(&p, "equals ", m->same_as);
	add(&p, "differs from ", m->differs_from);
	add(&p, "keeps ", m->keeps);
	add(&p, "breaks ", m->breaks);
	add(&p, "includes ", m->includes);
	add(&p, "is somebody with the role ", m->role);
	add_list(&p, "is somebody on the side of ", m->sides, m->n_sides);
	add_found_in(&p, m->found_in);
}

void words_condition(struct buffer *out, const struct condition *condition)
{
	for (size_t i = 0; condition && i < condition->count; i++) {
		buffer_add_string(out, i ? " and " : "");
		add_match(out, &condition->items[i]);
	}
}

static void add_condition(struct buffer *out, const char *before, const struct condition *condition)
{
	if (!condition)
		return;
	buffer_add_string(out, before);
	words_condition(out, condition);
}

/* ---- Fields and columns ---------------------------------------------------------------------- */

/* `min` and `max` count characters of text and entries of a list; of numbers they are the value. */
static void add_limit(
	struct buffer *out, const char *limit, double number, const struct field_spec *field)
{
	const char *one, *many;

	switch (field->type) {
	case VALUE_STRING:
	case VALUE_TEXT:
	case VALUE_PATTERN:
	case VALUE_ID:
		one = " character";
		many = " characters";
		break;
	case VALUE_LIST:
		one = " entry";
		many = " entries";
		break;
	default:
		one = many = "";
		break;
	}
	buffer_addf(out, ", %s %g%s", limit, number, number == 1 ? one : many);
}

static void add_type(struct buffer *out, const struct field_spec *field)
{
	if (field->type == VALUE_ENUM) {
		words_list(out, field->values, field->n_values, " or ");
	} else if (field->type == VALUE_LIST && field->of) {
		buffer_add_string(out, "list of ");
		add_type(out, field->of);
	} else {
		buffer_add_string(out, value_type_name(field->type));
	}
	if (field->n_to) {
		buffer_add_string(out, " to ");
		words_list(out, field->to, field->n_to, " or ");
	}
	for (size_t i = 0; i < field->n_choices; i++) {
		buffer_add_string(out, i ? "; to " : " to ");
		words_list(out, field->choices[i].to, field->choices[i].n_to, " or ");
		buffer_addf(out, " where %s is %s", field->to_by, field->choices[i].value);
	}
	if (field->regex)
		buffer_addf(out, " %s", field->regex);
	if (field->has_min)
		add_limit(out, "at least", field->min, field);
	if (field->has_max)
		add_limit(out, "at most", field->max, field);
	if (field->not_before)
		buffer_addf(out, ", not before %s", field->not_before);
	if (field->not_after)
		buffer_addf(out, ", not after %s", field->not_after);
	if (field->equals_heading)
		buffer_add_string(out, ", the same as the first heading");
}

static void add_need(struct buffer *out, const struct kind *kind, const struct field_spec *field)
{
	if (field->need == NEED_NO && !field->from)
		return;
	buffer_add_string(out, "; needed");
	if (field->need == NEED_ALWAYS)
		buffer_add_string(out, " always");
	if (field->from) {
		buffer_add_string(out, " in ");
		words_statuses(out, kind, field->from);
	}
	add_condition(out, " where ", field->when);
}

/* What a link asks of its other end; the elements of a list have what is said of the list. */
static void add_relation(struct buffer *out, const struct field_spec *field)
{
	const struct field_spec *link = field->of ? field->of : field;

	if (link->inverse)
		buffer_addf(out, "; %s of the other document links back", link->inverse);
	if (link->acyclic)
		buffer_add_string(out, "; never leads back to the document");
}

void words_field(struct buffer *out, const struct kind *kind, const struct field_spec *field)
{
	add_type(out, field);
	add_need(out, kind, field);
	add_relation(out, field);
	if (field->upstream)
		buffer_add_string(out, "; a sign-off also covers what it links to");
	if (!field->covered)
		buffer_add_string(out, "; not covered by sign-offs");
	if (field->option)
		buffer_addf(out, "; `new --%s` sets it", field->option);
}

/* The cells of a column are needed unless it says otherwise: only the rest is worth a word. */
void words_column(struct buffer *out, const struct kind *kind, const struct field_spec *column)
{
	add_type(out, column);
	if (column->unit == UNIT_CHANGE)
		buffer_add_string(out, " of the row's unit, or in pp, % or % rel");
	if (column->unit == UNIT_OWN)
		buffer_add_string(out, " in a unit of its own");
	if (column->unit_column)
		buffer_addf(out, ", with its unit or that under %s", column->unit_column);
	if (column->optional)
		buffer_add_string(out, "; may be left out");
	else if (column->from || (column->when && column->need != NEED_NO))
		add_need(out, kind, column);
	else if (column->need == NEED_NO)
		buffer_add_string(out, "; may be empty");
	add_relation(out, column);
	if (column->continues)
		buffer_add_string(out, "; day and offset may be those of the row above");
}

static void add_count(struct buffer *out, const char *limit, uint32_t count, const char *what)
{
	if (count)
		buffer_addf(out, "%s %u %s%s", limit, count, what, count == 1 ? "" : "s");
}

void words_rows(struct buffer *out, const struct table_spec *table)
{
	if (table->min_rows && table->min_rows == table->max_rows) {
		add_count(out, "exactly", table->min_rows, "row");
		return;
	}
	add_count(out, "at least", table->min_rows, "row");
	add_count(out, table->min_rows ? ", at most" : "at most", table->max_rows, "row");
}

/* ---- Sign-offs and sections ------------------------------------------------------------------ */

static void add_titles(struct buffer *out, const struct kind *kind, const size_t *sections,
	size_t count, const char *before_last)
{
	for (size_t i = 0; i < count; i++)
		buffer_addf(out, "%s%s",
			i == 0          ? ""
			: i + 1 < count ? ", "
					: before_last,
			kind->sections[sections[i]].title);
}

static const char *trust_words(enum trust trust)
{
	static const char *const words[] = {
		[TRUST_CLAIMED] = "the entry alone",
		[TRUST_ATTRIBUTED] = "a commit of that person",
		[TRUST_COMMIT_SIGNED] = "a signed commit of that person",
		[TRUST_CONTENT_SIGNED] = "that person's own signature",
	};

	return words[trust];
}

void words_signoff(struct buffer *out, const struct kind *kind, const struct signoff_spec *signoff)
{
	if (signoff->count > 1)
		buffer_addf(out, "%u persons, ", signoff->count);
	buffer_add_string(out, "before ");
	words_statuses(out, kind, signoff->before);
	if (signoff->n_sections) {
		buffer_add_string(out,
			signoff->covers == COVER_ONLY ? "; covers only " : "; covers all but ");
		add_titles(out, kind, signoff->sections, signoff->n_sections, " and ");
	}
	if (signoff->valid_for)
		buffer_addf(out, "; valid for %s", signoff->valid_for);
	if (signoff->has_trust)
		buffer_addf(out, "; needs %s", trust_words(signoff->trust));
	if (signoff->not_author)
		buffer_add_string(out, "; not the author");
	if (signoff->same_person)
		buffer_add_string(out, "; may be a person who signs in another role too");
}

/* A phrase of its own for each thing that is asked, separated by "; ". */
static void next_phrase(struct buffer *out, size_t start)
{
	buffer_add_string(out, out->len > start ? "; " : "");
}

void words_section(struct buffer *out, const struct kind *kind, const struct section_spec *section)
{
	static const char *const contents[] = {"a number", "a number with its unit", "a list",
		"a numbered list", "a task list", "a table", "a link", "code"};
	size_t start = out->len;

	if (section->optional)
		buffer_add_string(out, "may be left out");
	if (section->from) {
		next_phrase(out, start);
		buffer_add_string(out, "needed in ");
		words_statuses(out, kind, section->from);
	}
	if (section->when) {
		next_phrase(out, start);
		add_condition(out, "needed where ", section->when);
	}
	for (size_t i = 0; i < sizeof contents / sizeof *contents; i++) {
		if (!(section->contains >> i & 1))
			continue;
		next_phrase(out, start);
		buffer_addf(out, "holds %s", contents[i]);
	}
	if (section->actions) {
		next_phrase(out, start);
		buffer_add_string(out, "holds action items");
	}
	if (section->min_words)
		next_phrase(out, start);
	add_count(out, "at least", section->min_words, "word");
	if (section->max_words)
		next_phrase(out, start);
	add_count(out, "at most", section->max_words, "word");
	if (section->applicable_always) {
		next_phrase(out, start);
		buffer_add_string(out, "cannot be \"Not applicable\"");
	}
	if (section->terms) {
		next_phrase(out, start);
		buffer_addf(out, "explains words to %s",
			section->terms->own ? "the readers of the document" : "all documents");
	}
	if (section->audience) {
		next_phrase(out, start);
		words_audience(out, section->audience);
	}
}

void words_audience(struct buffer *out, const struct audience_spec *audience)
{
	buffer_addf(out, "read by %s", audience->side);
	add_condition(out, " where ", audience->when);
	buffer_add_string(out, ": words of others are translated");
}

void words_length(struct buffer *out, const struct length_spec *length)
{
	add_count(out, "all together at most", length->words, "word");
	add_condition(out, " where ", length->when);
	if (length->has_severity && length->severity != SEVERITY_ERROR)
		buffer_addf(out, " (%s)", severity_name(length->severity));
}

/* ---- Rules ----------------------------------------------------------------------------------- */

bool kind_rule_next(const struct kind *kind, size_t *index, struct kind_rule *rule)
{
	size_t i = (*index)++;

	*rule = (struct kind_rule){.kind = kind};
	if (i < kind->n_rules) {
		rule->field = &kind->rules[i];
		rule->id = rule->field->id;
		rule->because = rule->field->because;
		rule->severity = rule->field->severity;
		rule->at = rule->field->at;
		return true;
	}
	i -= kind->n_rules;
	if (i < kind->n_rows) {
		rule->row = &kind->rows[i];
		rule->id = rule->row->id;
		rule->because = rule->row->because;
		rule->severity = rule->row->severity;
		rule->at = rule->row->at;
		return true;
	}
	i -= kind->n_rows;
	if (i < kind->n_texts) {
		rule->text = &kind->texts[i];
		rule->id = rule->text->id;
		rule->because = rule->text->because;
		rule->severity = rule->text->severity;
		rule->at = rule->text->at;
		return true;
	}
	return false;
}

const char *kind_rule_reported_as(const struct kind_rule *rule)
{
	if (rule->field)
		return rules[RULE_FRONT_RULE].id;
	return rules[rule->row ? RULE_TABLE_ROW : RULE_SECTION_RULE].id;
}

void words_rule_place(struct buffer *out, const struct kind_rule *rule)
{
	if (rule->field) {
		buffer_add_string(out, "the front matter");
	} else if (rule->row) {
		buffer_addf(out, "the table%s of ", rule->row->n_sections > 1 ? "s" : "");
		add_titles(out, rule->kind, rule->row->sections, rule->row->n_sections, " and ");
	} else if (rule->text->n_sections) {
		buffer_add_string(out, "the words of ");
		add_titles(out, rule->kind, rule->text->sections, rule->text->n_sections, " and ");
	} else {
		buffer_add_string(out, "the words of the whole document");
	}
}

static void add_field_rule(struct buffer *out, const struct rule_spec *rule)
{
	if (rule->follow)
		buffer_addf(out, "of what %s links to, ", rule->follow);
	if (rule->n_unique) {
		buffer_add_string(out, "no two documents of the kind have the same ");
		words_list(out, rule->unique, rule->n_unique, " and ");
	}
	words_condition(out, rule->require);
	add_condition(out, ", where ", rule->when);
}

static void add_row_test(struct buffer *out, const struct row_spec *row)
{
	switch (row->test) {
	case ROW_REQUIRE:
		buffer_add_string(out, "every row: ");
		if (row->follow)
			buffer_addf(out, "of what %s links to, ", row->follow);
		words_condition(out, row->condition);
		break;
	case ROW_SOME:
		buffer_addf(out, "at least %u row%s: ", row->count, row->count == 1 ? "" : "s");
		words_condition(out, row->condition);
		break;
	case ROW_NONE:
		add_condition(out, "no row: ", row->condition);
		break;
	case ROW_MAX:
		buffer_addf(out, "at most %u row%s", row->count, row->count == 1 ? "" : "s");
		break;
	case ROW_UNIQUE:
		buffer_add_string(out, "no two rows have the same ");
		words_list(out, row->columns, row->n_columns, " and ");
		break;
	case ROW_UNIQUE_ACROSS:
		buffer_add_string(out, "no value stands twice in ");
		words_list(out, row->columns, row->n_columns, " and ");
		break;
	case ROW_ASCENDING:
		buffer_addf(out, "%s does not go down", row->columns[0]);
		break;
	case ROW_STRICTLY_ASCENDING:
		buffer_addf(out, "%s strictly goes up", row->columns[0]);
		break;
	}
	add_condition(out, ", where ", row->when);
	add_condition(out, ", if ", row->where);
}

static void add_text_test(struct buffer *out, const struct kind *kind, const struct text_spec *text)
{
	switch (text->test) {
	case TEXT_NONE:
		buffer_addf(out, "nothing matches %s", text->regex);
		break;
	case TEXT_SOME:
		buffer_addf(out, "something matches %s", text->regex);
		break;
	case TEXT_UNLIKE:
		buffer_addf(out, "at most %g %% of its runs of three words stand in %s too",
			text->overlap, kind->sections[text->other].title);
		break;
	case TEXT_CLAIM:
		buffer_addf(out, "what follows a match of %s is %s", text->regex,
			text->equals ? text->equals->text : "");
		break;
	}
	add_condition(out, ", if ", text->where);
}

void words_rule(struct buffer *out, const struct kind_rule *rule)
{
	if (rule->field)
		add_field_rule(out, rule->field);
	else if (rule->row)
		add_row_test(out, rule->row);
	else
		add_text_test(out, rule->kind, rule->text);
	if (rule->at != UINT64_MAX) {
		buffer_add_string(out, " [in ");
		words_statuses(out, rule->kind, rule->at);
		buffer_add_char(out, ']');
	}
	if (rule->severity != SEVERITY_ERROR)
		buffer_addf(out, " (%s)", severity_name(rule->severity));
}

void words_kind_rule(struct buffer *out, const struct kind_rule *rule)
{
	if (!rule->field) {
		buffer_add_string(out, "in ");
		words_rule_place(out, rule);
		buffer_add_string(out, ", ");
	}
	words_rule(out, rule);
}
