/* Lists: of kinds, of the documents of a kind. */
#include "report/kinds.h"
#include "check/rule.h"

#include <jansson.h>

#include "base/escape.h"
#include "report/csv.h"
#include "report/json.h"
#include "report/report.h"

struct error *report_kinds_text(struct policy *policy, bool color, struct buffer *out)
{
	size_t count;
	const char *const *names = policy_kind_names(policy, &count);

	for (size_t i = 0; i < count; i++) {
		const struct kind *kind;
		struct error *error = policy_kind(policy, slice_of(names[i]), &kind);

		if (error)
			return error;
		report_style(out, color, "1");
		buffer_addf(out, "%-18s", names[i]);
		report_style(out, color, NULL);
		buffer_add_char(out, ' ');
		escape_line(out, slice_of(kind->about));
		if (!kind->built_in) {
			buffer_add_string(out, " (");
			escape_line(out, slice_of(kind->path));
			buffer_add_char(out, ')');
		}
		buffer_add_char(out, '\n');
	}
	return NULL;
}

struct error *report_kinds_json(struct policy *policy, struct buffer *out)
{
	json_t *array = json_array();
	size_t count;
	const char *const *names = policy_kind_names(policy, &count);

	for (size_t i = 0; i < count; i++) {
		const struct kind *kind;
		struct error *error = policy_kind(policy, slice_of(names[i]), &kind);

		if (error) {
			json_decref(array);
			return error;
		}
		json_array_append_new(array,
			json_pack("{s:o, s:o, s:o, s:o, s:b}", "kind", json_safe(kind->id), "name",
				json_safe(kind->name), "about", json_safe(kind->about), "template",
				json_safe(kind->path), "builtin", kind->built_in));
	}
	json_write(array, out);
	return NULL;
}

static json_t *strings(const char *const *names, size_t count)
{
	json_t *array = json_array();

	for (size_t i = 0; i < count; i++)
		json_array_append_new(array, json_safe(names[i]));
	return array;
}

static json_t *fields_array(const struct field_spec *fields, size_t count)
{
	json_t *array = json_array();

	for (size_t i = 0; i < count; i++) {
		json_t *field = json_pack("{s:o, s:s, s:b}", "name", json_safe(fields[i].name),
			"type", value_type_name(fields[i].type), "required",
			fields[i].need != NEED_NO);

		if (fields[i].n_values)
			json_object_set_new(
				field, "values", strings(fields[i].values, fields[i].n_values));
		if (fields[i].n_to)
			json_object_set_new(field, "to", strings(fields[i].to, fields[i].n_to));
		if (fields[i].about)
			json_object_set_new(field, "about", json_safe(fields[i].about));
		json_array_append_new(array, field);
	}
	return array;
}

static json_t *sections_array(const struct kind *kind)
{
	json_t *array = json_array();

	for (size_t i = 0; i < kind->n_sections; i++) {
		const struct section_spec *spec = &kind->sections[i];
		json_t *section = json_pack("{s:o, s:i, s:b, s:b}", "title", json_safe(spec->title),
			"level", (int)spec->level, "required",
			!spec->optional && !spec->when && !spec->from, "actions",
			spec->actions != NULL);

		if (spec->table)
			json_object_set_new(section, "columns",
				fields_array(spec->table->columns, spec->table->n_columns));
		json_array_append_new(array, section);
	}
	return array;
}

static json_t *statuses_array(const struct lifecycle *lifecycle, uint64_t set)
{
	json_t *array = json_array();

	for (size_t i = 0; i < lifecycle->count; i++) {
		if (set >> i & 1)
			json_array_append_new(array, json_safe(lifecycle->names[i]));
	}
	return array;
}

static json_t *lifecycle_object(const struct lifecycle *lifecycle)
{
	json_t *next = json_object();

	for (size_t i = 0; i < lifecycle->count; i++)
		json_object_set_new(
			next, lifecycle->names[i], statuses_array(lifecycle, lifecycle->next[i]));
	return json_pack("{s:s, s:o, s:o}", "initial", lifecycle->names[lifecycle->initial],
		"strict", statuses_array(lifecycle, lifecycle->strict), "next", next);
}

static json_t *signoffs_array(const struct kind *kind)
{
	json_t *array = json_array();

	for (size_t i = 0; i < kind->n_signoffs; i++)
		json_array_append_new(array,
			json_pack("{s:o, s:i, s:o}", "role", json_safe(kind->signoffs[i].role),
				"count", (int)kind->signoffs[i].count, "before",
				statuses_array(&kind->lifecycle, kind->signoffs[i].before)));
	return array;
}

static void add_rule(json_t *array, enum rule_id rule, const char *id, const char *because,
	enum severity severity)
{
	json_array_append_new(array,
		json_pack("{s:o, s:s, s:s, s:o}", "id", json_safe(id), "rule", rules[rule].id,
			"severity", severity_name(severity), "because", json_safe(because)));
}

static json_t *rules_array(const struct kind *kind)
{
	json_t *array = json_array();

	for (size_t i = 0; i < kind->n_rules; i++)
		add_rule(array, RULE_FRONT_RULE, kind->rules[i].id, kind->rules[i].because,
			kind->rules[i].severity);
	for (size_t i = 0; i < kind->n_rows; i++)
		add_rule(array, RULE_TABLE_ROW, kind->rows[i].id, kind->rows[i].because,
			kind->rows[i].severity);
	for (size_t i = 0; i < kind->n_texts; i++)
		add_rule(array, RULE_SECTION_RULE, kind->texts[i].id, kind->texts[i].because,
			kind->texts[i].severity);
	return array;
}

void report_kind_json(const struct kind *kind, struct buffer *out)
{
	const struct lifecycle *lifecycle = &kind->lifecycle;

	json_write(json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "kind",
			   json_safe(kind->id), "name", json_safe(kind->name), "about",
			   json_safe(kind->about), "template", json_safe(kind->path), "directory",
			   json_safe(kind->directory), "statuses",
			   strings(lifecycle->names, lifecycle->count), "lifecycle",
			   lifecycle_object(lifecycle), "signoffs", signoffs_array(kind), "fields",
			   fields_array(kind->fields, kind->n_fields), "sections",
			   sections_array(kind), "rules", rules_array(kind)),
		out);
}

static bool is_listed(const struct document *document, const char *kind, const char *status)
{
	return document->checked && slice_is(document_text(document, "kind"), kind) &&
	       (!status || slice_is(document_text(document, "status"), status));
}

void report_list_text(const struct corpus *corpus, const char *kind, const char *status,
	const char *prefix, bool color, struct buffer *out)
{
	const struct document *documents;
	size_t count;

	documents = corpus_documents(corpus, &count);
	for (size_t i = 0; i < count; i++) {
		struct buffer text = BUFFER_INIT;

		if (!is_listed(&documents[i], kind, status))
			continue;
		escape_line(&text, document_text(&documents[i], "status"));
		buffer_reserve(&text, 1);
		report_style(out, color, "1");
		buffer_addf(out, "%-12s ", text.at);
		report_style(out, color, NULL);
		report_path(out, documents[i].path, prefix);
		buffer_add_string(out, "  ");
		escape_line(out, document_text(&documents[i], "title"));
		buffer_add_char(out, '\n');
		buffer_dispose(&text);
	}
}

static json_t *text_value(const struct document *document, const char *name)
{
	struct slice text = document_text(document, name);

	return json_stringn(text.at, text.len);
}

void report_list_json(
	const struct corpus *corpus, const char *kind, const char *status, struct buffer *out)
{
	json_t *array = json_array();
	const struct document *documents;
	size_t count;

	documents = corpus_documents(corpus, &count);
	for (size_t i = 0; i < count; i++) {
		if (!is_listed(&documents[i], kind, status))
			continue;
		json_array_append_new(array,
			json_pack("{s:o, s:o, s:o, s:o, s:o}", "path", json_safe(documents[i].path),
				"id", text_value(&documents[i], "id"), "title",
				text_value(&documents[i], "title"), "status",
				text_value(&documents[i], "status"), "owner",
				text_value(&documents[i], "owner")));
	}
	json_write(array, out);
}

void report_list_csv(
	const struct corpus *corpus, const char *kind, const char *status, struct buffer *out)
{
	static const char *const columns[] = {"id", "title", "status", "owner"};
	const struct document *documents;
	size_t count;

	documents = corpus_documents(corpus, &count);
	buffer_add_string(out, "path,id,title,status,owner\r\n");
	for (size_t i = 0; i < count; i++) {
		if (!is_listed(&documents[i], kind, status))
			continue;
		csv_add(out, slice_of(documents[i].path), "");
		for (size_t j = 0; j < sizeof columns / sizeof *columns; j++) {
			buffer_add_char(out, ',');
			csv_add(out, document_text(&documents[i], columns[j]), "");
		}
		buffer_add_string(out, "\r\n");
	}
}
