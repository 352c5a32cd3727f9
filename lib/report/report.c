#include "report/report.h"

#include "base/escape.h"
#include "base/mem.h"
#include "base/path.h"

const struct report_format report_formats[] = {
	{"text", report_text},
	{"json", report_json},
	{"sarif", report_sarif},
	{"github", report_github},
	{"gitlab", report_gitlab},
	{"junit", report_junit},
	{"checkstyle", report_checkstyle},
	{"rdjson", report_rdjson},
	{"markdown", report_markdown},
};

const size_t n_report_formats = sizeof report_formats / sizeof *report_formats;

const struct report_format *report_find(const char *name)
{
	for (size_t i = 0; i < n_report_formats; i++) {
		if (strcmp(report_formats[i].name, name) == 0)
			return &report_formats[i];
	}
	return NULL;
}

void report_path(struct buffer *out, const char *path, const char *prefix)
{
	struct buffer relative = BUFFER_INIT;

	/* A file that lies elsewhere, such as a commit's message. */
	if (path[0] == '/') {
		escape_line(out, slice_of(path));
		return;
	}
	path_relative(&relative, slice_of(prefix), slice_of(path));
	escape_line(out, buffer_slice(&relative));
	buffer_dispose(&relative);
}

void report_style(struct buffer *out, bool color, const char *codes)
{
	if (color)
		buffer_addf(out, "\033[%sm", codes ? codes : "");
}

void report_count(struct buffer *out, size_t count, const char *noun)
{
	buffer_addf(out, "%zu %s%s", count, noun, count == 1 ? "" : "s");
}

size_t report_count_files(const struct findings *findings)
{
	size_t count = 0;

	for (size_t i = 0; i < findings->count; i++)
		count +=
			i == 0 || strcmp(findings->items[i - 1].path, findings->items[i].path) != 0;
	return count;
}

/* The worst first. */
static const struct {
	enum severity severity;
	const char *noun;
} severities[] = {
	{SEVERITY_ERROR, "error"},
	{SEVERITY_WARNING, "warning"},
	{SEVERITY_INFO, "note"},
};

#define N_SEVERITIES (sizeof severities / sizeof *severities)

void report_severities(struct buffer *out, const struct findings *findings)
{
	const char *before = "";

	for (size_t i = 0; i < N_SEVERITIES; i++) {
		size_t count = findings_count(findings, severities[i].severity);

		if (count == 0)
			continue;
		buffer_add_string(out, before);
		report_count(out, count, severities[i].noun);
		before = ", ";
	}
}

enum severity report_worst(const struct findings *findings)
{
	enum severity worst = SEVERITY_OFF;

	for (size_t i = 0; i < findings->count; i++) {
		if (findings->items[i].severity > worst)
			worst = findings->items[i].severity;
	}
	return worst;
}

const struct finding **report_by_severity(const struct findings *findings)
{
	const struct finding **list = mem_calloc(findings->count + 1, sizeof *list);
	size_t count = 0;

	for (size_t i = 0; i < N_SEVERITIES; i++) {
		for (size_t j = 0; j < findings->count; j++) {
			if (findings->items[j].severity == severities[i].severity)
				list[count++] = &findings->items[j];
		}
	}
	return list;
}
