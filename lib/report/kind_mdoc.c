/* A kind's contract as a section of a manual page. */
#include "report/kind_words.h"
#include "report/kinds.h"
#include "report/mdoc.h"

struct writer {
	const struct kind *kind;
	struct buffer *out;
};

static void add_words(const struct writer *w, struct buffer *words)
{
	mdoc_words(w->out, buffer_slice(words));
	buffer_dispose(words);
}

/* `tight`: short items, side by side with what they mean. */
static void begin_list(const struct writer *w, bool tight)
{
	buffer_add_string(w->out,
		tight ? ".Bl -tag -width operations-lead -compact\n" : ".Bl -tag -width Ds\n");
}

static void end_list(const struct writer *w)
{
	buffer_add_string(w->out, ".El\n");
}

static void item(const struct writer *w, const char *name, struct buffer *words)
{
	mdoc_line(w->out, "It Cm", name);
	add_words(w, words);
}

static void guidance(const struct writer *w, const char *about)
{
	if (!about)
		return;
	buffer_add_string(w->out, ".br\n");
	mdoc_words(w->out, slice_of(about));
}

static void fields(const struct writer *w)
{
	mdoc_line(w->out, "Ss", "Fields");
	begin_list(w, false);
	for (size_t i = 0; i < w->kind->n_fields; i++) {
		struct buffer words = BUFFER_INIT;

		words_field(&words, w->kind, &w->kind->fields[i]);
		item(w, w->kind->fields[i].name, &words);
		guidance(w, w->kind->fields[i].about);
	}
	end_list(w);
}

static void lifecycle(const struct writer *w)
{
	mdoc_line(w->out, "Ss", "Statuses");
	begin_list(w, true);
	for (size_t i = 0; i < w->kind->lifecycle.count; i++) {
		struct buffer words = BUFFER_INIT;

		words_status(&words, w->kind, i);
		item(w, w->kind->lifecycle.names[i], &words);
	}
	end_list(w);
}

static void signoffs(const struct writer *w)
{
	if (w->kind->n_signoffs == 0)
		return;
	mdoc_line(w->out, "Ss", "Sign-offs");
	begin_list(w, true);
	for (size_t i = 0; i < w->kind->n_signoffs; i++) {
		struct buffer words = BUFFER_INIT;

		words_signoff(&words, w->kind, &w->kind->signoffs[i]);
		item(w, w->kind->signoffs[i].role, &words);
	}
	end_list(w);
}

static void table(const struct writer *w, const struct table_spec *t)
{
	struct buffer rows = BUFFER_INIT;

	words_rows(&rows, t);
	if (rows.len)
		buffer_add_string(w->out, ".br\n");
	add_words(w, &rows);
	begin_list(w, true);
	for (size_t i = 0; i < t->n_columns; i++) {
		struct buffer words = BUFFER_INIT;

		words_column(&words, w->kind, &t->columns[i]);
		item(w, t->columns[i].name, &words);
	}
	end_list(w);
}

static void sections(const struct writer *w)
{
	mdoc_line(w->out, "Ss", "Sections");
	begin_list(w, false);
	for (size_t i = 0; i < w->kind->n_sections; i++) {
		const struct section_spec *section = &w->kind->sections[i];
		struct buffer words = BUFFER_INIT;

		words_section(&words, w->kind, section);
		mdoc_line(w->out, "It Sy", section->title);
		add_words(w, &words);
		guidance(w, section->about);
		if (section->table)
			table(w, section->table);
	}
	end_list(w);
	if (w->kind->audience) {
		struct buffer words = BUFFER_INIT;

		words_audience(&words, w->kind->audience);
		buffer_add_string(w->out, ".Pp\n");
		add_words(w, &words);
	}
	for (size_t i = 0; i < w->kind->n_lengths; i++) {
		struct buffer words = BUFFER_INIT;

		words_length(&words, &w->kind->lengths[i]);
		buffer_add_string(w->out, ".Pp\n");
		add_words(w, &words);
	}
}

static void contract_rules(const struct writer *w)
{
	struct kind_rule rule;
	size_t index = 0;

	if (w->kind->n_rules + w->kind->n_rows + w->kind->n_texts == 0)
		return;
	mdoc_line(w->out, "Ss", "Rules");
	begin_list(w, false);
	while (kind_rule_next(w->kind, &index, &rule)) {
		struct buffer words = BUFFER_INIT;

		words_kind_rule(&words, &rule);
		item(w, rule.id, &words);
		buffer_addf(&words, "because %s", rule.because);
		buffer_add_string(w->out, ".br\n");
		add_words(w, &words);
	}
	end_list(w);
}

void report_kind_mdoc(const struct kind *kind, struct buffer *out)
{
	struct writer w = {kind, out};
	struct buffer files = BUFFER_INIT;

	mdoc_line(out, "Sh", kind->id);
	mdoc_words(out, slice_of(kind->about));
	buffer_add_string(out, ".Pp\n");
	buffer_addf(&files, "Documents: %s/%s", kind->directory, kind->filename);
	add_words(&w, &files);
	lifecycle(&w);
	signoffs(&w);
	fields(&w);
	sections(&w);
	contract_rules(&w);
}

struct error *report_kinds_mdoc(struct policy *policy, struct buffer *out)
{
	size_t count;
	const char *const *names = policy_kind_names(policy, &count);

	for (size_t i = 0; i < count; i++) {
		const struct kind *kind;
		struct error *error = policy_kind(policy, slice_of(names[i]), &kind);

		if (error)
			return error;
		report_kind_mdoc(kind, out);
	}
	return NULL;
}
