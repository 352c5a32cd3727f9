/*
 * GitLab's Code Quality report, which a merge request shows.
 * https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
 */
#include <stdlib.h>

#include "base/mem.h"
#include "report/json.h"
#include "report/report.h"

static const char *const severities[] = {
	[SEVERITY_INFO] = "info",
	[SEVERITY_WARNING] = "minor",
	[SEVERITY_ERROR] = "major",
};

void report_gitlab(
	const struct check_result *result, const struct report_options *options, struct buffer *out)
{
	const struct findings *findings = &result->findings;
	char(*fingerprints)[65] = mem_calloc(findings->count + 1, sizeof *fingerprints);
	json_t *array = json_array();

	(void)options;
	findings_fingerprint(findings, fingerprints);
	for (size_t i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->items[i];

		json_array_append_new(
			array, json_pack("{s:o, s:s, s:s, s:s, s:{s:o, s:{s:I}}}", "description",
				       json_line(finding->message), "check_name", finding->rule->id,
				       "fingerprint", fingerprints[i], "severity",
				       severities[finding->severity], "location", "path",
				       json_safe(finding->path), "lines", "begin",
				       (json_int_t)finding->start.line));
	}
	free(fingerprints);
	json_write(array, out);
}
