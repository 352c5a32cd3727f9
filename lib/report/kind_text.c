/* A kind's contract laid out for a terminal. */
#include "base/escape.h"
#include "report/kind_words.h"
#include "report/kinds.h"
#include "report/report.h"

/* The width of what stands in front of a phrase: the names of fields, statuses and roles. */
#define NAMES 20

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

/* Escapes a phrase, and gives its memory back. */
static void phrase(const struct writer *w, struct buffer *words)
{
	escape_line(w->out, buffer_slice(words));
	buffer_dispose(words);
}

static void guidance(const struct writer *w, size_t indent, const char *about)
{
	if (!about)
		return;
	buffer_add_repeat(w->out, ' ', indent);
	report_style(w->out, w->color, "2");
	text(w, about);
	report_style(w->out, w->color, NULL);
	buffer_add_char(w->out, '\n');
}

static void named(const struct writer *w, const char *name, struct buffer *words)
{
	struct buffer safe = BUFFER_INIT;

	escape_line(&safe, slice_of(name));
	buffer_reserve(&safe, 1);
	buffer_addf(w->out, "  %-*s ", NAMES, safe.at);
	buffer_dispose(&safe);
	phrase(w, words);
	buffer_add_char(w->out, '\n');
}

static void fields(const struct writer *w)
{
	title(w, "Fields");
	for (size_t i = 0; i < w->kind->n_fields; i++) {
		struct buffer words = BUFFER_INIT;

		words_field(&words, w->kind, &w->kind->fields[i]);
		named(w, w->kind->fields[i].name, &words);
		guidance(w, NAMES + 3, w->kind->fields[i].about);
	}
}

static void lifecycle(const struct writer *w)
{
	title(w, "Statuses");
	for (size_t i = 0; i < w->kind->lifecycle.count; i++) {
		struct buffer words = BUFFER_INIT;

		words_status(&words, w->kind, i);
		named(w, w->kind->lifecycle.names[i], &words);
	}
}

static void signoffs(const struct writer *w)
{
	if (w->kind->n_signoffs == 0)
		return;
	title(w, "Sign-offs");
	for (size_t i = 0; i < w->kind->n_signoffs; i++) {
		const struct signoff_spec *signoff = &w->kind->signoffs[i];
		struct buffer words = BUFFER_INIT;

		words_signoff(&words, w->kind, signoff);
		named(w, signoff->role, &words);
	}
}

static void table_line(const struct writer *w, size_t indent, struct buffer *words)
{
	buffer_add_repeat(w->out, ' ', indent);
	buffer_add_string(w->out, "| ");
	phrase(w, words);
	buffer_add_char(w->out, '\n');
}

static void table(const struct writer *w, const struct table_spec *t, size_t indent)
{
	struct buffer rows = BUFFER_INIT;

	for (size_t i = 0; i < t->n_columns; i++) {
		struct buffer words = BUFFER_INIT;

		buffer_addf(&words, "%s: ", t->columns[i].name);
		words_column(&words, w->kind, &t->columns[i]);
		table_line(w, indent, &words);
	}
	words_rows(&rows, t);
	if (rows.len)
		table_line(w, indent, &rows);
}

static size_t depth(const struct kind *kind, size_t section)
{
	size_t count = 0;

	while (kind->sections[section].parent != SIZE_MAX) {
		section = kind->sections[section].parent;
		count++;
	}
	return count;
}

static void section(const struct writer *w, size_t index)
{
	const struct section_spec *s = &w->kind->sections[index];
	size_t indent = 2 + 2 * depth(w->kind, index);
	struct buffer words = BUFFER_INIT;

	buffer_add_repeat(w->out, ' ', indent);
	text(w, s->title);
	words_section(&words, w->kind, s);
	buffer_add_string(w->out, words.len ? "; " : "");
	phrase(w, &words);
	buffer_add_char(w->out, '\n');
	guidance(w, indent + 2, s->about);
	if (s->table)
		table(w, s->table, indent + 2);
}

static void sections(const struct writer *w)
{
	title(w, "Sections");
	for (size_t i = 0; i < w->kind->n_sections; i++)
		section(w, i);
	if (w->kind->audience) {
		struct buffer words = BUFFER_INIT;

		words_audience(&words, w->kind->audience);
		buffer_add_string(w->out, "  ");
		phrase(w, &words);
		buffer_add_char(w->out, '\n');
	}
	for (size_t i = 0; i < w->kind->n_lengths; i++) {
		struct buffer words = BUFFER_INIT;

		words_length(&words, &w->kind->lengths[i]);
		buffer_add_string(w->out, "  ");
		phrase(w, &words);
		buffer_add_char(w->out, '\n');
	}
}

static void contract_rule(const struct writer *w, const struct kind_rule *rule)
{
	struct buffer words = BUFFER_INIT;

	buffer_addf(&words, "%s: ", rule->id);
	words_kind_rule(&words, rule);
	buffer_add_string(w->out, "  ");
	phrase(w, &words);
	buffer_add_string(w->out, "\n      because ");
	text(w, rule->because);
	buffer_add_char(w->out, '\n');
}

static void contract_rules(const struct writer *w)
{
	struct kind_rule rule;
	size_t index = 0;

	if (w->kind->n_rules + w->kind->n_rows + w->kind->n_texts == 0)
		return;
	title(w, "Rules");
	while (kind_rule_next(w->kind, &index, &rule))
		contract_rule(w, &rule);
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
