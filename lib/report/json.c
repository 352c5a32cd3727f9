/* For scripts: one object, the shape of which FORMATS.md fixes. */
#include "report/json.h"
#include "report/ledger_json.h"

#include <stdlib.h>

#include "base/escape.h"
#include "base/mem.h"
#include "report/report.h"

json_t *json_safe_slice(struct slice text)
{
	struct buffer safe = BUFFER_INIT;
	json_t *string;

	escape_invalid(&safe, text);
	buffer_reserve(&safe, 1);
	string = json_stringn(safe.at, safe.len);
	buffer_dispose(&safe);
	return string;
}

json_t *json_safe(const char *text)
{
	return json_safe_slice(slice_of(text));
}

/* Of the control characters jansson leaves DEL as it is. Neither that nor a log's command can stand
 * outside of a string, which comes in one piece as far as nothing in it is escaped. */
static int append(const char *bytes, size_t size, void *context)
{
	for (size_t i = 0; i < size; i++) {
		if (bytes[i] == '\x7f' || escape_is_log_command((struct slice){bytes, size}, i))
			buffer_addf(context, "\\u%04x", (unsigned)bytes[i]);
		else
			buffer_add_char(context, bytes[i]);
	}
	return 0;
}

/* jansson fails here only when memory runs out, which ends the process as it does everywhere else.
 */
void json_write(json_t *value, struct buffer *out)
{
	if (!value ||
		json_dump_callback(value, append, out, JSON_INDENT(2) | JSON_ENSURE_ASCII) < 0)
		mem_failed();
	buffer_add_char(out, '\n');
	json_decref(value);
}

static json_t *position_object(struct position position)
{
	return json_pack("{s:I, s:I, s:I}", "line", (json_int_t)position.line, "column",
		(json_int_t)position.column, "byte", (json_int_t)position.byte);
}

static json_t *fix_object(const struct fix *fix)
{
	return json_pack("{s:o, s:I, s:I, s:o}", "description", json_safe(fix->what), "start",
		(json_int_t)fix->span.start, "end", (json_int_t)fix->span.end, "text",
		json_safe(fix->text));
}

static json_t *fixed_array(const struct fixes *fixes)
{
	json_t *array = json_array();

	for (size_t i = 0; i < fixes->count; i++) {
		const struct fixed *fixed = &fixes->items[i];

		json_array_append_new(array,
			json_pack("{s:s, s:o, s:o, s:o}", "rule", fixed->rule->id, "path",
				json_safe(fixed->path), "start", position_object(fixed->start),
				"description", json_safe(fixed->what)));
	}
	return array;
}

static json_t *finding_object(const struct finding *finding, const char *fingerprint)
{
	json_t *object = json_pack("{s:s, s:s, s:o, s:o, s:o, s:o, s:s, s:s}", "rule",
		finding->rule->id, "severity", severity_name(finding->severity), "path",
		json_safe(finding->path), "start", position_object(finding->start), "end",
		position_object(finding->end), "message", json_safe(finding->message),
		"fingerprint", fingerprint, "help", finding->rule->help);

	if (finding->fix)
		json_object_set_new(object, "fix", fix_object(finding->fix));
	if (finding->contract_rule)
		json_object_set_new(object, "contractRule", json_safe(finding->contract_rule));
	if (finding->reason)
		json_object_set_new(object, "reason", json_safe(finding->reason));
	return object;
}

static json_t *findings_array(const struct findings *findings)
{
	char(*fingerprints)[65] = mem_calloc(findings->count + 1, sizeof *fingerprints);
	json_t *array = json_array();

	findings_fingerprint(findings, fingerprints);
	for (size_t i = 0; i < findings->count; i++)
		json_array_append_new(array, finding_object(&findings->items[i], fingerprints[i]));
	free(fingerprints);
	return array;
}

/* The result under the policy that is not trusted yet; null where there is no other. */
static json_t *look_ahead(const struct look_ahead *ahead)
{
	if (!ahead->present)
		return json_null();
	return json_pack("{s:b, s:I, s:I}", "usable", !ahead->unusable, "errors",
		(json_int_t)ahead->errors, "warnings", (json_int_t)ahead->warnings);
}

void report_json(
	const struct check_result *result, const struct report_options *options, struct buffer *out)
{
	const struct findings *findings = &result->findings;
	json_t *root;

	(void)options;
	root = json_pack("{s:s, s:o, s:o, s:o, s:{s:I, s:I, s:I, s:I, s:I}, s:o, s:o, s:o, s:o}",
		"schema", "handoff-check-1", "tool", json_tool(), "policy",
		json_policy(&result->workspace), "target", json_target(&result->workspace),
		"summary", "documents", (json_int_t)result->documents, "errors",
		(json_int_t)findings_count(findings, SEVERITY_ERROR), "warnings",
		(json_int_t)findings_count(findings, SEVERITY_WARNING), "notes",
		(json_int_t)findings_count(findings, SEVERITY_INFO), "excepted",
		(json_int_t)result->excepted.count, "findings", findings_array(findings),
		"excepted", findings_array(&result->excepted), "fixed", fixed_array(&result->fixes),
		"new_policy", look_ahead(&result->ahead));
	json_write(root, out);
}
