#include "report/impact.h"

#include <stdlib.h>

#include "base/escape.h"
#include "report/ledger_json.h"
#include "report/report.h"
#include "signoff/digest.h"

/* ---- What does not count -------------------------------------------------------------------- */

typedef void (*name_visitor)(void *context, struct slice name);

/* Calls `each` for the sections that are not marked, but not for those below one. */
static void each_left_out(
	const struct document *document, const bool *counts, name_visitor each, void *context)
{
	const struct outline *outline = document->outline;

	for (uint32_t i = 0; i < outline->n_sections; i++) {
		uint32_t parent = outline->sections[i].parent;

		if (!counts[i] && (parent == OUTLINE_NONE || counts[parent]))
			each(context, outline_text(outline, outline->sections[i].title));
	}
}

/* Calls `each` for the fields of a document that no sign-off covers. */
static void each_free_field(const struct document *document, name_visitor each, void *context)
{
	const struct outline *outline = document->outline;

	if (outline->n_fields == 0)
		return;
	for (uint32_t child = outline_first_child(outline, 0); child != OUTLINE_NONE;
		child = outline_next_child(outline, child)) {
		struct slice key = outline_text(outline, outline->fields[child].key);

		if (!digest_covers_field(document->kind, key))
			each(context, key);
	}
}

static void add_name(void *context, struct slice name)
{
	struct buffer *list = context;

	buffer_add_string(list, list->len ? ", " : "");
	escape_line(list, name);
}

static void append_name(void *context, struct slice name)
{
	json_array_append_new(context, json_safe_slice(name));
}

/* ---- Text ----------------------------------------------------------------------------------- */

static void add_signoff(
	const struct signoff *signoff, const struct impact_options *options, struct buffer *out)
{
	bool reached = impact_reaches(signoff);

	buffer_add_string(out, "    ");
	report_style(out, options->color, reached ? "1;31" : NULL);
	buffer_addf(out, "%-11s", reached ? "goes stale" : "no change");
	if (reached)
		report_style(out, options->color, NULL);
	buffer_add_char(out, ' ');
	escape_line(out, signoff->entry.role.len ? signoff->entry.role : slice_of("?"));
	buffer_add_char(out, ' ');
	escape_line(out, signoff->entry.by.len ? signoff->entry.by : slice_of("?"));
	buffer_addf(out, ", %s now", signoff_state_name(signoff->state));
}

static void add_left_out(const struct document *document, const bool *counts, struct buffer *out)
{
	struct buffer names = BUFFER_INIT;

	each_left_out(document, counts, add_name, &names);
	if (names.len)
		buffer_addf(out, "; not by a change in %s", names.at);
	buffer_dispose(&names);
}

static void add_own(
	const struct impact *impact, const struct impact_options *options, struct buffer *out)
{
	for (size_t i = 0; impact->document && impact->own && i < impact->own->n_signoffs; i++) {
		const struct signoff *signoff = &impact->own->signoffs[i];
		bool *counts = digest_sections(
			impact->document, signoff->spec ? signoff->spec : &signoff_covers_all);

		if (i == 0)
			buffer_add_string(out, "\nIts own sign-offs\n");
		add_signoff(signoff, options, out);
		if (impact_reaches(signoff))
			add_left_out(impact->document, counts, out);
		buffer_add_char(out, '\n');
		free(counts);
	}
}

static void add_document(const struct impact_document *linking,
	const struct impact_options *options, struct buffer *out)
{
	buffer_add_string(out, "  ");
	report_path(out, linking->document->path, options->prefix);
	buffer_add_string(out, ": ");
	for (size_t i = 0; i < linking->n_names; i++) {
		buffer_add_string(out, i ? ", " : "");
		escape_line(out, slice_of(linking->names[i]));
	}
	if (document_text(linking->document, "status").len) {
		buffer_add_string(out, " (");
		escape_line(out, document_text(linking->document, "status"));
		buffer_add_char(out, ')');
	}
	buffer_add_char(out, '\n');
}

static void add_builders(
	const struct impact *impact, const struct impact_options *options, struct buffer *out)
{
	if (impact->n_builders)
		buffer_add_string(out, "\nBuilds on it\n");
	for (size_t i = 0; i < impact->n_builders; i++) {
		const struct document_ledger *ledger = impact->builders[i].ledger;

		add_document(&impact->builders[i], options, out);
		for (size_t j = 0; ledger && j < ledger->n_signoffs; j++) {
			add_signoff(&ledger->signoffs[j], options, out);
			buffer_add_char(out, '\n');
		}
		if (!ledger || ledger->n_signoffs == 0)
			buffer_add_string(out, "    nobody has signed\n");
	}
}

/* What may change without any of this. */
static void add_free_parts(
	const struct impact *impact, const struct impact_options *options, struct buffer *out)
{
	struct buffer fields = BUFFER_INIT, sections = BUFFER_INIT;

	if (!impact->document) {
		buffer_add_string(out, "\nEach byte of the file counts.\n");
		return;
	}
	each_free_field(impact->document, add_name, &fields);
	each_left_out(impact->document, impact->counts, add_name, &sections);
	buffer_add_string(out, "\nChanges nothing for anybody\n");
	if (fields.len)
		buffer_addf(out, "  the fields %s\n", fields.at);
	if (sections.len)
		buffer_addf(out, "  the sections %s\n", sections.at);
	if (!options->formatting_counts)
		buffer_add_string(out, "  formatting alone\n");
	buffer_dispose(&fields);
	buffer_dispose(&sections);
}

void report_impact_text(
	const struct impact *impact, const struct impact_options *options, struct buffer *out)
{
	size_t count = impact_count(impact);

	report_path(out, impact->path, options->prefix);
	buffer_addf(out, ": if it changes, %zu sign-off%s go%s stale\n", count,
		count == 1 ? "" : "s", count == 1 ? "es" : "");
	add_own(impact, options, out);
	add_builders(impact, options, out);
	if (impact->n_others)
		buffer_add_string(out, "\nLinks to it: rules may look at it, no sign-off does\n");
	for (size_t i = 0; i < impact->n_others; i++)
		add_document(&impact->others[i], options, out);
	if (count || impact->document)
		add_free_parts(impact, options, out);
}

/* ---- JSON ----------------------------------------------------------------------------------- */

static json_t *signoff_object(const struct signoff *signoff)
{
	json_t *object = json_signoff(signoff);

	json_object_set_new(object, "goes_stale", json_boolean(impact_reaches(signoff)));
	return object;
}

static json_t *left_out_array(const struct document *document, const bool *counts)
{
	json_t *list = json_array();

	each_left_out(document, counts, append_name, list);
	return list;
}

static json_t *own_array(const struct impact *impact)
{
	json_t *list = json_array();

	for (size_t i = 0; impact->document && impact->own && i < impact->own->n_signoffs; i++) {
		const struct signoff *signoff = &impact->own->signoffs[i];
		bool *counts = digest_sections(
			impact->document, signoff->spec ? signoff->spec : &signoff_covers_all);
		json_t *object = signoff_object(signoff);

		json_object_set_new(
			object, "sections_left_out", left_out_array(impact->document, counts));
		json_array_append_new(list, object);
		free(counts);
	}
	return list;
}

static json_t *document_object(const struct impact_document *linking, bool signoffs)
{
	const struct document *document = linking->document;
	json_t *names = json_array(), *list = json_array(), *object;

	for (size_t i = 0; i < linking->n_names; i++)
		json_array_append_new(names, json_safe(linking->names[i]));
	for (size_t i = 0; signoffs && linking->ledger && i < linking->ledger->n_signoffs; i++)
		json_array_append_new(list, signoff_object(&linking->ledger->signoffs[i]));
	object = json_pack("{s:o, s:o, s:o, s:o, s:o}", "path", json_safe(document->path), "id",
		json_safe_slice(document_text(document, "id")), "kind",
		json_safe_slice(document_text(document, "kind")), "status",
		json_safe_slice(document_text(document, "status")), "through", names);
	if (signoffs)
		json_object_set_new(object, "signoffs", list);
	else
		json_decref(list);
	return object;
}

static json_t *documents_array(const struct impact_document *list, size_t count, bool signoffs)
{
	json_t *array = json_array();

	for (size_t i = 0; i < count; i++)
		json_array_append_new(array, document_object(&list[i], signoffs));
	return array;
}

void report_impact_json(
	const struct workspace *workspace, const struct impact *impact, struct buffer *out)
{
	json_t *fields = json_array();

	if (impact->document)
		each_free_field(impact->document, append_name, fields);
	json_write(
		json_pack("{s:s, s:o, s:o, s:o, s:o, s:b, s:I, s:o, s:o, s:o, s:o, s:o}", "schema",
			"handoff-impact-1", "tool", json_tool(), "policy", json_policy(workspace),
			"target", json_target(workspace), "path", json_safe(impact->path),
			"document", impact->document != NULL, "goes_stale",
			(json_int_t)impact_count(impact), "signoffs", own_array(impact), "builders",
			documents_array(impact->builders, impact->n_builders, true), "links",
			documents_array(impact->others, impact->n_others, false), "fields_left_out",
			fields, "sections_left_out",
			impact->document ? left_out_array(impact->document, impact->counts)
					 : json_array()),
		out);
}
