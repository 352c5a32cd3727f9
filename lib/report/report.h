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

report_function report_text, report_json;

/* Appends a path as it is seen from `prefix` ("../x.md"), escaped for a line of text. */
void report_path(struct buffer *out, const char *path, const char *prefix);

/* Appends the styles of a terminal where `color` says so: "1;31" and the like; NULL ends one. */
void report_style(struct buffer *out, bool color, const char *codes);

#endif
