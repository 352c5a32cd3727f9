/* For scripts: one object, the shape of which FORMATS.md fixes. */
#include "report/json.h"
#include "report/ledger_json.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/escape.h"
#include "base/mem.h"
#include "check/branch.h"
#include "report/place.h"
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

json_t *json_time(int64_t seconds)
{
	char text[DATETIME_SIZE];

	return datetime_format(seconds, text) ? json_string(text) : json_null();
}

json_t *json_text(struct slice text)
{
	return text.len ? json_safe_slice(text) : json_null();
}

json_t *json_take(struct buffer *text)
{
	json_t *string = json_safe_slice(buffer_slice(text));

	buffer_dispose(text);
	return string;
}

json_t *json_line(const char *text)
{
	struct buffer line = BUFFER_INIT;

	escape_line(&line, slice_of(text));
	return json_take(&line);
}

/* Of the control characters jansson leaves DEL as it is. Neither that nor a log's command can stand
 * outside of a string, which comes in one piece as far as nothing in it is escaped. */
static int append(const char *bytes, size_t size, void *context)
{
	size_t done = 0;

	for (size_t i = 0; i < size; i++) {
		if (bytes[i] != '\x7f' &&
			(bytes[i] != '[' || !escape_is_log_command((struct slice){bytes, size}, i)))
			continue;
		buffer_add(context, bytes + done, i - done);
		buffer_addf(context, "\\u%04x", (unsigned)bytes[i]);
		done = i + 1;
	}
	buffer_add(context, bytes + done, size - done);
	return 0;
}

/* jansson fails here only when memory runs out, which ends the process as it does everywhere else.
 */
static void dump(json_t *value, size_t layout, struct buffer *out)
{
	if (!value || json_dump_callback(value, append, out, layout | JSON_ENSURE_ASCII) < 0)
		mem_failed();
	buffer_add_char(out, '\n');
	json_decref(value);
}

void json_write(json_t *value, struct buffer *out)
{
	dump(value, JSON_INDENT(2), out);
}

void json_write_line(json_t *value, struct buffer *out)
{
	dump(value, JSON_COMPACT, out);
}

static json_t *position_object(struct position position)
{
	return json_pack("{s:I, s:I, s:I}", "line", (json_int_t)position.line, "column",
		(json_int_t)position.column, "byte", (json_int_t)position.byte);
}

static json_t *fix_object(const struct finding *finding, const struct place_edit *edit)
{
	return json_pack("{s:o, s:I, s:I, s:o}", "description", json_safe(finding->fix->what),
		"start", (json_int_t)edit->bytes.span.start, "end",
		(json_int_t)edit->bytes.span.end, "text",
		json_safe_slice(buffer_slice(&edit->bytes.text)));
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

static json_t *finding_object(
	const struct check_result *result, const struct finding *finding, const char *fingerprint)
{
	json_t *object = json_pack("{s:s, s:s, s:o, s:o, s:o, s:o, s:s, s:s}", "rule",
		finding->rule->id, "severity", severity_name(finding->severity), "path",
		json_safe(finding->path), "start", position_object(finding->start), "end",
		position_object(finding->end), "message", json_safe(finding->message),
		"fingerprint", fingerprint, "help", finding->rule->help);
	struct place_edit edit;

	if (place_edit(result, finding, PLACE_BYTES, &edit))
		json_object_set_new(object, "fix", fix_object(finding, &edit));
	place_edit_dispose(&edit);
	if (finding->contract_rule)
		json_object_set_new(object, "contractRule", json_safe(finding->contract_rule));
	if (finding->reason)
		json_object_set_new(object, "reason", json_safe(finding->reason));
	return object;
}

static json_t *findings_array(const struct check_result *result, const struct findings *findings)
{
	char(*fingerprints)[65] = mem_calloc(findings->count + 1, sizeof *fingerprints);
	json_t *array = json_array();

	findings_fingerprint(findings, fingerprints);
	for (size_t i = 0; i < findings->count; i++)
		json_array_append_new(
			array, finding_object(result, &findings->items[i], fingerprints[i]));
	free(fingerprints);
	return array;
}

/* Where a sign-off stands; null where there is none. */
static json_t *state_value(bool present, enum signoff_state state)
{
	return present ? json_string(signoff_state_name(state)) : json_null();
}

static json_t *change_object(const struct signoff_change *change)
{
	return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:b, s:b}", "path",
		json_safe(change->path), "document", json_safe(change->document), "title",
		json_safe(change->title), "role", json_safe(change->role), "by",
		*change->by ? json_safe(change->by) : json_null(), "before",
		state_value(change->in_base, change->before), "after",
		state_value(change->in_head, change->after), "reason",
		change->reason ? json_safe(change->reason) : json_null(), "touched",
		change->is_touched, "removed", change->is_removed);
}

/* What a branch does; null where that was not asked for. */
static json_t *branch_object(const struct branch *branch)
{
	json_t *signoffs;

	if (!branch)
		return json_null();
	signoffs = json_array();
	for (size_t i = 0; i < branch->n_signoffs; i++)
		json_array_append_new(signoffs, change_object(&branch->signoffs[i]));
	return json_pack("{s:{s:o, s:o}, s:o, s:I, s:I, s:I, s:o}", "base", "name",
		json_safe(branch->base.name), "commit", json_object_id(&branch->base.commit),
		"origin", branch->has_origin ? json_object_id(&branch->origin) : json_null(),
		"touched", (json_int_t)branch->touched, "removed", (json_int_t)branch->removed,
		"elsewhere", (json_int_t)branch->elsewhere, "signoffs", signoffs);
}

static json_t *summary_object(const struct check_result *result)
{
	const struct findings *findings = &result->findings;

	return json_pack("{s:I, s:I, s:I, s:I, s:I, s:I}", "documents",
		(json_int_t)result->documents, "errors",
		(json_int_t)findings_count(findings, SEVERITY_ERROR), "warnings",
		(json_int_t)findings_count(findings, SEVERITY_WARNING), "notes",
		(json_int_t)findings_count(findings, SEVERITY_INFO), "excepted",
		(json_int_t)result->excepted.count, "baselined",
		(json_int_t)result->baselined.count);
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
	(void)options;
	json_write(
		json_pack("{s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "schema",
			"handoff-check-1", "tool", json_tool(), "policy",
			json_policy(&result->workspace), "target", json_target(&result->workspace),
			"summary", summary_object(result), "branch", branch_object(result->branch),
			"findings", findings_array(result, &result->findings), "excepted",
			findings_array(result, &result->excepted), "baselined",
			findings_array(result, &result->baselined), "fixed",
			fixed_array(&result->fixes), "new_policy", look_ahead(&result->ahead)),
		out);
}
