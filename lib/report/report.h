/*
 * report.h - results made readable: for people, for scripts.
 *
 * Writers decide nothing; they append to a buffer, and whoever calls prints it. A new format is a
 * new file and a row in the table below. May use everything to its left (base/ to check/ and
 * signoff/).
 */
#ifndef HANDOFF_REPORT_REPORT_H
#define HANDOFF_REPORT_REPORT_H

#include "base/buffer.h"
#include "check/check.h"

struct report_options {
	bool terminal; /* grouped, with source lines, for a person at a terminal */
	bool color;
	const char *prefix; /* the current directory below the repository's root; paths are shown
			       from there */
};

/* Appends the report of a check. */
typedef void report_function(const struct check_result *result,
	const struct report_options *options, struct buffer *out);

struct report_format {
	const char *name;
	report_function *write;
};

extern const struct report_format report_formats[];
extern const size_t n_report_formats;

/* The format of this name, or NULL. */
const struct report_format *report_find(const char *name);

report_function report_text, report_json, report_sarif, report_github, report_gitlab, report_junit,
	report_checkstyle, report_rdjson, report_markdown;

/* Appends a path as it is seen from `prefix` ("../x.md"), escaped for a line of text. */
void report_path(struct buffer *out, const char *path, const char *prefix);

/* Appends the styles of a terminal where `color` says so: "1;31" and the like; NULL ends one. */
void report_style(struct buffer *out, bool color, const char *codes);

/* Appends a number and what there is that many of: "1 error", "2 errors". */
void report_count(struct buffer *out, size_t count, const char *noun);

/* How many files findings (sorted) are about. */
size_t report_count_files(const struct findings *findings);

/* Appends how grave findings are: "1 error, 2 warnings", "3 notes"; nothing for none. */
void report_severities(struct buffer *out, const struct findings *findings);

/* How grave the worst of findings is; SEVERITY_OFF where there are none. */
enum severity report_worst(const struct findings *findings);

/* The findings, the most severe first, else in their order; free() the list. */
const struct finding **report_by_severity(const struct findings *findings);

#endif
