/*
 * For the log of a GitHub Actions job: workflow commands, which the runner turns into annotations.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
#include <stdlib.h>

#include "base/escape.h"
#include "report/report.h"

/* Of each severity the runner keeps that many of a step and drops the others. */
#define MAX_SHOWN 10

static const char *const commands[] = {
	[SEVERITY_INFO] = "notice",
	[SEVERITY_WARNING] = "warning",
	[SEVERITY_ERROR] = "error",
};

#define N_COMMANDS (sizeof commands / sizeof *commands)

/* The runner takes these back; a percent sign of the text must not look like one of them. */
static void add_encoded(struct buffer *out, const char *text, const char *special)
{
	struct buffer line = BUFFER_INIT;

	escape_line(&line, slice_of(text));
	for (size_t i = 0; i < line.len; i++) {
		if (strchr(special, line.at[i]))
			buffer_addf(out, "%%%02X", (unsigned)(unsigned char)line.at[i]);
		else
			buffer_add_char(out, line.at[i]);
	}
	buffer_dispose(&line);
}

static void add_data(struct buffer *out, const char *text)
{
	add_encoded(out, text, "%\r\n");
}

static void add_property(struct buffer *out, const char *text)
{
	add_encoded(out, text, "%\r\n:,");
}

/* A path that has to be escaped would not be found, or worse, be that of another file. */
static bool is_plain(const char *path)
{
	struct buffer line = BUFFER_INIT;
	bool same;

	escape_line(&line, slice_of(path));
	same = slice_is(buffer_slice(&line), path);
	buffer_dispose(&line);
	return same;
}

/* Columns are for places in one line only: the runner drops them otherwise. */
static void add_place(struct buffer *out, const struct finding *finding)
{
	buffer_add_string(out, "file=");
	add_property(out, finding->path);
	buffer_addf(out, ",line=%u,endLine=%u,", finding->start.line, finding->end.line);
	if (finding->start.line == finding->end.line)
		buffer_addf(
			out, "col=%u,endColumn=%u,", finding->start.column, finding->end.column);
}

static void add_finding(struct buffer *out, const struct finding *finding)
{
	bool plain = is_plain(finding->path);

	buffer_addf(out, "::%s ", commands[finding->severity]);
	if (plain)
		add_place(out, finding);
	buffer_addf(out, "title=%s::", finding->rule->id);
	if (!plain) {
		add_data(out, finding->path);
		buffer_addf(out, ":%u: ", finding->start.line);
	}
	add_data(out, finding->message);
	buffer_add_char(out, '\n');
}

/* How many of a severity are shown; where any are left out, the last notice says so. */
static size_t most_of(enum severity severity, bool has_more)
{
	return severity == SEVERITY_INFO && has_more ? MAX_SHOWN - 1 : MAX_SHOWN;
}

static bool has_more(const struct findings *findings)
{
	for (size_t i = SEVERITY_INFO; i < N_COMMANDS; i++) {
		if (findings_count(findings, (enum severity)i) > MAX_SHOWN)
			return true;
	}
	return false;
}

void report_github(
	const struct check_result *result, const struct report_options *options, struct buffer *out)
{
	const struct finding **list = report_by_severity(&result->findings);
	size_t shown[N_COMMANDS] = {0}, left = 0;
	bool more = has_more(&result->findings);

	(void)options;
	for (size_t i = 0; i < result->findings.count; i++) {
		enum severity severity = list[i]->severity;

		if (shown[severity]++ < most_of(severity, more))
			add_finding(out, list[i]);
		else
			left++;
	}
	if (more) {
		buffer_add_string(out, "::notice title=handoff::");
		report_severities(out, &result->findings);
		buffer_addf(out,
			"; %zu of them are not shown here, where there is room for %d of each",
			left, MAX_SHOWN);
		buffer_add_char(out, '\n');
	}
	free(list);
}
