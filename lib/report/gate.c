#include "report/gate.h"

#include "base/escape.h"
#include "report/ledger_json.h"
#include "report/report.h"

static void add_document(
	const struct gate_document *gate, const char *prefix, bool color, struct buffer *out)
{
	report_path(out, gate->document->path, prefix);
	buffer_addf(out, ": %s: ", gate->to);
	report_style(out, color, gate->open ? "1;32" : "1;31");
	buffer_add_string(out, gate->open ? "open" : "closed");
	report_style(out, color, NULL);
	buffer_add_char(out, '\n');
	for (size_t i = 0; i < gate->count; i++) {
		buffer_addf(out, "  %-4s %-9s ", gate->conditions[i].met ? "yes" : "NO",
			gate->conditions[i].what);
		escape_line(out, slice_of(gate->conditions[i].text));
		buffer_add_char(out, '\n');
	}
}

void report_gate_text(const struct gate *gate, const char *prefix, bool color, struct buffer *out)
{
	for (size_t i = 0; i < gate->count; i++)
		add_document(&gate->documents[i], prefix, color, out);
}

static json_t *conditions_array(const struct gate_document *gate)
{
	json_t *list = json_array();

	for (size_t i = 0; i < gate->count; i++)
		json_array_append_new(
			list, json_pack("{s:s, s:b, s:o, s:o}", "what", gate->conditions[i].what,
				      "met", gate->conditions[i].met, "text",
				      json_safe(gate->conditions[i].text), "requirement",
				      gate->conditions[i].requirement
					      ? json_requirement(gate->conditions[i].requirement)
					      : json_null()));
	return list;
}

static json_t *upstream_array(const struct signoff *signoff)
{
	json_t *list = json_array();

	for (size_t i = 0; i < signoff->entry.n_upstream; i++)
		json_array_append_new(
			list, json_pack("{s:o, s:o}", "field",
				      json_safe_slice(signoff->entry.upstream[i].field), "digest",
				      json_safe_slice(signoff->entry.upstream[i].digest)));
	return list;
}

static json_t *signoffs_array(const struct document_ledger *ledger)
{
	json_t *list = json_array();

	for (size_t i = 0; i < ledger->n_signoffs; i++) {
		json_t *signoff = json_signoff(&ledger->signoffs[i]);

		json_object_set_new(signoff, "upstream", upstream_array(&ledger->signoffs[i]));
		json_array_append_new(list, signoff);
	}
	return list;
}

void report_gate_json(
	const struct gate *gate, const struct check_result *result, struct buffer *out)
{
	json_t *documents = json_array();

	for (size_t i = 0; i < gate->count; i++) {
		const struct gate_document *one = &gate->documents[i];

		json_array_append_new(documents,
			json_pack("{s:o, s:o, s:s, s:s, s:s, s:b, s:o, s:o, s:o}", "path",
				json_safe(one->document->path), "id",
				json_safe_slice(document_text(one->document, "id")), "kind",
				one->document->kind->id, "from", one->from, "to", one->to, "open",
				one->open, "blob", json_object_id(&one->blob), "conditions",
				conditions_array(one), "signoffs",
				signoffs_array(ledger_of(result->ledger, one->document))));
	}
	json_write(json_pack("{s:s, s:o, s:s, s:o, s:o, s:o, s:o}", "schema", "handoff-gate-1",
			   "tool", json_tool(), "verdict", gate->open ? "open" : "closed", "policy",
			   json_policy(&result->workspace), "target",
			   json_target(&result->workspace), "head",
			   result->workspace.has_tip ? json_object_id(&result->workspace.tip.commit)
						     : json_null(),
			   "documents", documents),
		out);
}
