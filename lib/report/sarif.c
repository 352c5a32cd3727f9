/*
 * SARIF 2.1.0, for code scanning and other viewers.
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 *
 * Columns count UTF-16 code units: that is what SARIF means where a report does not say, what
 * CodeQL writes, and what viewers take them for that do not look at `columnKind`.
 */
#include <stdlib.h>

#include "base/escape.h"
#include "base/mem.h"
#include "report/ledger_json.h"
#include "report/place.h"
#include "report/report.h"
#include "report/sarif_rule.h"

#define SCHEMA                                                                                     \
	"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"                      \
	"sarif-schema-2.1.0.json"

/* Stands for the top of the repository, as in the reports of others. */
#define ROOT "%SRCROOT%"

/* Why a result is there although nobody has to mend it. */
enum suppressed {
	SUPPRESSED_NOT,
	SUPPRESSED_IN_SOURCE,   /* by an exception in the document */
	SUPPRESSED_BY_BASELINE, /* it is known already */
};

struct run {
	const struct check_result *result;
	json_t *rules;
	json_t *results;
	json_int_t index[RULES]; /* in `rules`, from 1; 0: not there yet */
};

/* A path as a relative reference. */
static json_t *uri_string(const char *path)
{
	struct buffer uri = BUFFER_INIT;

	for (; *path; path++) {
		bool unreserved = (*path >= 'a' && *path <= 'z') ||
				  (*path >= 'A' && *path <= 'Z') ||
				  (*path >= '0' && *path <= '9') || strchr("-._~/", *path);

		if (unreserved)
			buffer_add_char(&uri, *path);
		else
			buffer_addf(&uri, "%%%02X", (unsigned)(unsigned char)*path);
	}
	return json_take(&uri);
}

static json_t *artifact_object(const struct finding *finding)
{
	return json_pack("{s:o, s:s}", "uri", uri_string(finding->path), "uriBaseId", ROOT);
}

static json_t *region_object(struct place start, struct place end)
{
	return json_pack("{s:I, s:I, s:I, s:I}", "startLine", (json_int_t)start.line, "startColumn",
		(json_int_t)start.column, "endLine", (json_int_t)end.line, "endColumn",
		(json_int_t)end.column);
}

/* `[text](target)` is a link even in plain text, and nothing says how to write one that is none. */
static json_t *message_object(const char *message)
{
	struct buffer line = BUFFER_INIT, text = BUFFER_INIT;

	escape_line(&line, slice_of(message));
	for (size_t i = 0; i < line.len; i++) {
		buffer_add_char(&text, line.at[i]);
		if (slice_starts_with(slice_from(buffer_slice(&line), i), "]("))
			buffer_add_char(&text, ' ');
	}
	buffer_dispose(&line);
	return json_pack("{s:o}", "text", json_take(&text));
}

static json_t *location_object(const struct check_result *result, const struct finding *finding)
{
	return json_pack("{s:{s:o, s:o}}", "physicalLocation", "artifactLocation",
		artifact_object(finding), "region",
		region_object(place_of(result, finding, finding->start, PLACE_UTF16),
			place_of(result, finding, finding->end, PLACE_UTF16)));
}

static json_t *fix_object(const struct finding *finding, const struct place_edit *edit)
{
	json_t *replacement = json_pack("{s:o, s:{s:o}}", "deletedRegion",
		region_object(edit->start, edit->end), "insertedContent", "text",
		json_safe_slice(buffer_slice(&edit->bytes.text)));

	return json_pack("{s:{s:o}, s:[{s:o, s:[o]}]}", "description", "text",
		json_line(finding->fix->what), "artifactChanges", "artifactLocation",
		artifact_object(finding), "replacements", replacement);
}

/* All results of a run have this list, or none of them. */
static json_t *suppressions_array(const struct finding *finding, enum suppressed suppressed)
{
	switch (suppressed) {
	case SUPPRESSED_IN_SOURCE:
		return json_pack("[{s:s, s:s, s:o}]", "kind", "inSource", "status", "accepted",
			"justification", json_line(finding->reason ? finding->reason : ""));
	case SUPPRESSED_BY_BASELINE:
		return json_pack("[{s:s, s:s, s:s}]", "kind", "external", "status", "accepted",
			"justification", "the baseline has it");
	default:
		return json_array();
	}
}

static json_t *properties_object(const struct finding *finding)
{
	json_t *properties = json_object();

	if (finding->document && *finding->document)
		json_object_set_new(properties, "document", json_line(finding->document));
	if (finding->heading && *finding->heading)
		json_object_set_new(properties, "section", json_line(finding->heading));
	if (finding->contract_rule)
		json_object_set_new(properties, "contractRule", json_line(finding->contract_rule));
	return properties;
}

static json_int_t rule_index(struct run *run, const struct rule *rule)
{
	json_int_t *index = &run->index[rule - rules];

	if (*index == 0) {
		json_array_append_new(run->rules, sarif_rule(rule));
		*index = (json_int_t)json_array_size(run->rules);
	}
	return *index - 1;
}

/*
 * The fingerprint has a name of its own: what GitHub goes by, `primaryLocationLineHash`, its upload
 * action works out itself, and warns of every result that has another one.
 */
static json_t *result_object(struct run *run, const struct finding *finding,
	const char *fingerprint, enum suppressed suppressed)
{
	json_t *object = json_pack("{s:s, s:I, s:s, s:o, s:[o], s:{s:s}, s:o, s:o}", "ruleId",
		finding->rule->id, "ruleIndex", rule_index(run, finding->rule), "level",
		sarif_level(finding->severity), "message", message_object(finding->message),
		"locations", location_object(run->result, finding), "partialFingerprints",
		"handoff/v1", fingerprint, "suppressions", suppressions_array(finding, suppressed),
		"properties", properties_object(finding));
	struct place_edit edit;

	if (place_edit(run->result, finding, PLACE_UTF16, &edit))
		json_object_set_new(object, "fixes", json_pack("[o]", fix_object(finding, &edit)));
	place_edit_dispose(&edit);
	/* All results of a run have this too, or none of them. */
	if (run->result->baselined.count)
		json_object_set_new(object, "baselineState",
			json_string(suppressed == SUPPRESSED_BY_BASELINE ? "unchanged" : "new"));
	return object;
}

static void add_results(
	struct run *run, const struct findings *findings, enum suppressed suppressed)
{
	char(*fingerprints)[65] = mem_calloc(findings->count + 1, sizeof *fingerprints);

	findings_fingerprint(findings, fingerprints);
	for (size_t i = 0; i < findings->count; i++)
		json_array_append_new(run->results,
			result_object(run, &findings->items[i], fingerprints[i], suppressed));
	free(fingerprints);
}

static json_t *driver_object(const struct run *run)
{
	return json_pack("{s:s, s:s, s:s, s:s, s:O}", "name", "handoff", "version", HANDOFF_VERSION,
		"semanticVersion", HANDOFF_VERSION, "informationUri", HANDOFF_HOMEPAGE, "rules",
		run->rules);
}

static json_t *run_object(const struct run *run)
{
	const struct workspace *workspace = &run->result->workspace;

	return json_pack("{s:{s:o}, s:[{s:b}], s:{s:{s:{s:s}}}, s:s, s:O, s:{s:o, s:o}}", "tool",
		"driver", driver_object(run), "invocations", "executionSuccessful",
		!run->result->policy_unusable, "originalUriBaseIds", ROOT, "description", "text",
		"The top of the repository.", "columnKind", "utf16CodeUnits", "results",
		run->results, "properties", "policy", json_policy(workspace), "target",
		json_target(workspace));
}

void report_sarif(
	const struct check_result *result, const struct report_options *options, struct buffer *out)
{
	struct run run = {.result = result, .rules = json_array(), .results = json_array()};

	(void)options;
	add_results(&run, &result->findings, SUPPRESSED_NOT);
	add_results(&run, &result->excepted, SUPPRESSED_IN_SOURCE);
	add_results(&run, &result->baselined, SUPPRESSED_BY_BASELINE);
	json_write(json_pack("{s:s, s:s, s:[o]}", "$schema", SCHEMA, "version", "2.1.0", "runs",
			   run_object(&run)),
		out);
	json_decref(run.rules);
	json_decref(run.results);
}
