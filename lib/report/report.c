#include "report/report.h"

#include "base/escape.h"
#include "base/path.h"

const struct report_format report_formats[] = {
	{"text", report_text},
	{"json", report_json},
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
	/* Often a line begins with it, and GitHub takes lines that begin with `::` for commands. */
	if (slice_starts_with(slice_trim(buffer_slice(&relative)), "::"))
		buffer_add_string(out, "./");
	escape_line(out, buffer_slice(&relative));
	buffer_dispose(&relative);
}

void report_style(struct buffer *out, bool color, const char *codes)
{
	if (color)
		buffer_addf(out, "\033[%sm", codes ? codes : "");
}
