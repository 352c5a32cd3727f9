/* Checkstyle's XML, which many review tools and build servers read. */
#include "report/report.h"
#include "report/xml.h"

/* The format's version: the one that other tools than Checkstyle say too. */
#define VERSION "4.3"

static bool begins_file(const struct findings *findings, size_t i)
{
	return i == 0 || strcmp(findings->items[i - 1].path, findings->items[i].path) != 0;
}

static bool ends_file(const struct findings *findings, size_t i)
{
	return i + 1 == findings->count || begins_file(findings, i + 1);
}

static void add_finding(struct buffer *out, const struct finding *finding)
{
	buffer_addf(out, "    <error line=\"%u\" column=\"%u\"", finding->start.line,
		finding->start.column);
	xml_attribute(out, "severity", severity_name(finding->severity));
	xml_attribute(out, "message", finding->message);
	buffer_addf(out, " source=\"handoff.%s\"/>\n", finding->rule->id);
}

void report_checkstyle(
	const struct check_result *result, const struct report_options *options, struct buffer *out)
{
	const struct findings *findings = &result->findings;

	(void)options;
	buffer_add_string(out, XML_HEADER "<checkstyle version=\"" VERSION "\">\n");
	for (size_t i = 0; i < findings->count; i++) {
		if (begins_file(findings, i)) {
			buffer_add_string(out, "  <file");
			xml_attribute(out, "name", findings->items[i].path);
			buffer_add_string(out, ">\n");
		}
		add_finding(out, &findings->items[i]);
		if (ends_file(findings, i))
			buffer_add_string(out, "  </file>\n");
	}
	buffer_add_string(out, "</checkstyle>\n");
}
