/*
 * JUnit's XML, which build servers show as tests: a document is a test case.
 *
 * All findings of a document are one `failure`. Where there are several, Jenkins shows the first
 * one only, and GitLab makes a list of them that it has no place for.
 */
#include "report/report.h"
#include "report/xml.h"

struct suite {
	const struct findings *findings;
	size_t next; /* the first finding that no case has yet */
	size_t cases, failures;
	struct buffer text;
};

/* The findings from the next one on that are about a path. */
static struct findings take_findings(struct suite *suite, const char *path)
{
	struct findings part = {.items = suite->findings->items + suite->next};

	while (suite->next < suite->findings->count &&
		strcmp(suite->findings->items[suite->next].path, path) == 0) {
		suite->next++;
		part.count++;
	}
	return part;
}

static void add_finding(struct buffer *out, const struct finding *finding)
{
	xml_text(out, finding->path);
	buffer_addf(out, ":%u:%u: %s: ", finding->start.line, finding->start.column,
		severity_name(finding->severity));
	xml_text(out, finding->message);
	buffer_addf(out, " [%s]\n", finding->rule->id);
}

static void add_failure(struct buffer *out, const struct findings *findings)
{
	struct buffer message = BUFFER_INIT;

	report_severities(&message, findings);
	buffer_add_string(out, "      <failure");
	xml_attribute(out, "message", message.at);
	xml_attribute(out, "type", severity_name(report_worst(findings)));
	buffer_add_char(out, '>');
	for (size_t i = 0; i < findings->count; i++)
		add_finding(out, &findings->items[i]);
	buffer_add_string(out, "</failure>\n");
	buffer_dispose(&message);
}

static void add_case(struct suite *suite, const char *path, const char *class)
{
	struct findings part = take_findings(suite, path);
	struct buffer *out = &suite->text;

	suite->cases++;
	suite->failures += part.count > 0;
	buffer_add_string(out, "    <testcase");
	xml_attribute(out, "name", path);
	buffer_add_string(out, " classname=\"handoff.");
	xml_text(out, class);
	buffer_add_char(out, '"');
	xml_attribute(out, "file", path);
	buffer_addf(out, " time=\"0\"%s>\n", part.count ? "" : "/");
	if (part.count == 0)
		return;
	add_failure(out, &part);
	buffer_add_string(out, "    </testcase>\n");
}

/* Findings on files that are no documents, which come before a path; NULL: all that are left. */
static void add_others(struct suite *suite, const char *path)
{
	while (suite->next < suite->findings->count) {
		const char *next = suite->findings->items[suite->next].path;

		if (path && strcmp(next, path) >= 0)
			return;
		add_case(suite, next, "policy");
	}
}

static void add_cases(struct suite *suite, const struct corpus *corpus)
{
	const struct document *documents;
	size_t count;

	documents = corpus_documents(corpus, &count);
	for (size_t i = 0; i < count; i++) {
		if (!documents[i].checked)
			continue;
		add_others(suite, documents[i].path);
		add_case(suite, documents[i].path,
			documents[i].kind ? documents[i].kind->id : "unknown");
	}
}

void report_junit(
	const struct check_result *result, const struct report_options *options, struct buffer *out)
{
	struct suite suite = {.findings = &result->findings};
	struct buffer counts = BUFFER_INIT;

	(void)options;
	if (result->workspace.corpus)
		add_cases(&suite, result->workspace.corpus);
	add_others(&suite, NULL);
	buffer_addf(&counts,
		"name=\"handoff check\" tests=\"%zu\" failures=\"%zu\" errors=\"0\" skipped=\"0\" "
		"time=\"0\"",
		suite.cases, suite.failures);
	buffer_addf(out, XML_HEADER "<testsuites %s>\n  <testsuite %s>\n", counts.at, counts.at);
	buffer_add_slice(out, buffer_slice(&suite.text));
	buffer_add_string(out, "  </testsuite>\n</testsuites>\n");
	buffer_dispose(&counts);
	buffer_dispose(&suite.text);
}
