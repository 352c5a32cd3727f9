/*
 * Reviewdog's diagnostics, which become comments of a review.
 * https://github.com/reviewdog/reviewdog/tree/master/proto/rdf
 */
#include "report/json.h"
#include "report/place.h"
#include "report/report.h"
#include "report/rule_words.h"

static const char *const severities[] = {
	[SEVERITY_OFF] = "UNKNOWN_SEVERITY",
	[SEVERITY_INFO] = "INFO",
	[SEVERITY_WARNING] = "WARNING",
	[SEVERITY_ERROR] = "ERROR",
};

static json_t *range_object(struct place start, struct place end)
{
	return json_pack("{s:{s:I, s:I}, s:{s:I, s:I}}", "start", "line", (json_int_t)start.line,
		"column", (json_int_t)start.column, "end", "line", (json_int_t)end.line, "column",
		(json_int_t)end.column);
}

static json_t *suggestions_array(const struct check_result *result, const struct finding *finding)
{
	json_t *array = json_array();
	struct place_edit edit;

	if (place_edit(result, finding, PLACE_BYTES, &edit))
		json_array_append_new(
			array, json_pack("{s:o, s:o}", "range", range_object(edit.start, edit.end),
				       "text", json_safe_slice(buffer_slice(&edit.bytes.text))));
	place_edit_dispose(&edit);
	return array;
}

static json_t *diagnostic_object(const struct check_result *result, const struct finding *finding)
{
	struct place start = place_of(result, finding, finding->start, PLACE_BYTES);
	struct place end = place_of(result, finding, finding->end, PLACE_BYTES);
	struct buffer url = BUFFER_INIT;

	words_rule_url(&url, finding->rule);
	return json_pack("{s:o, s:{s:o, s:o}, s:s, s:{s:s, s:o}, s:o}", "message",
		json_line(finding->message), "location", "path", json_safe(finding->path), "range",
		range_object(start, end), "severity", severities[finding->severity], "code",
		"value", finding->rule->id, "url", json_take(&url), "suggestions",
		suggestions_array(result, finding));
}

void report_rdjson(
	const struct check_result *result, const struct report_options *options, struct buffer *out)
{
	json_t *diagnostics = json_array();

	(void)options;
	for (size_t i = 0; i < result->findings.count; i++)
		json_array_append_new(
			diagnostics, diagnostic_object(result, &result->findings.items[i]));
	json_write(json_pack("{s:{s:s, s:s}, s:s, s:o}", "source", "name", "handoff", "url",
			   HANDOFF_HOMEPAGE, "severity",
			   severities[report_worst(&result->findings)], "diagnostics", diagnostics),
		out);
}
