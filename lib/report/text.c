/* For people: one finding a line when piped; grouped, with the line and a caret, on a terminal. */
#include "base/escape.h"
#include "base/utf8.h"
#include "report/report.h"

/* Longer source lines are shown around the place only. */
#define MAX_SHOWN 100

static const char *severity_style(enum severity severity)
{
	return severity == SEVERITY_ERROR ? "1;31" : severity == SEVERITY_WARNING ? "1;33" : "1;36";
}

static void add_line(
	const struct finding *finding, const struct report_options *options, struct buffer *out)
{
	report_path(out, finding->path, options->prefix);
	buffer_addf(out, ":%u:%u: ", finding->start.line, finding->start.column);
	report_style(out, options->color, severity_style(finding->severity));
	buffer_add_string(out, severity_name(finding->severity));
	report_style(out, options->color, NULL);
	buffer_add_string(out, ": ");
	escape_line(out, slice_of(finding->message));
	buffer_addf(out, " [%s]\n", finding->rule->id);
}

static void add_fixed(
	const struct fixed *fixed, const struct report_options *options, struct buffer *out)
{
	report_path(out, fixed->path, options->prefix);
	buffer_addf(out, ":%u:%u: ", fixed->start.line, fixed->start.column);
	report_style(out, options->color, "1;32");
	buffer_add_string(out, "fixed");
	report_style(out, options->color, NULL);
	buffer_add_string(out, ": ");
	escape_line(out, slice_of(fixed->what));
	buffer_addf(out, " [%s]\n", fixed->rule->id);
}

/* Byte offset of a column (from 1) in a line. */
static size_t column_offset(struct slice line, uint32_t column)
{
	size_t at = 0;

	for (uint32_t i = 1; i < column && at < line.len; i++) {
		uint32_t character;
		at += utf8_next(line, at, &character);
	}
	return at;
}

/* The part of a line that is shown: all of it, or what stands around the place. */
struct window {
	size_t start, end; /* bytes of the line */
	size_t mark, mark_end;
};

static struct window window_of(const struct finding *finding, struct slice line)
{
	struct window w = {0, line.len, 0, 0};

	w.mark = column_offset(line, finding->start.column);
	w.mark_end = finding->end.line == finding->start.line
			     ? column_offset(line, finding->end.column)
			     : line.len;
	if (w.mark_end < w.mark)
		w.mark_end = w.mark;
	if (line.len <= MAX_SHOWN)
		return w;
	w.start = w.mark > MAX_SHOWN / 3 ? w.mark - MAX_SHOWN / 3 : 0;
	w.end = w.start + MAX_SHOWN < line.len ? w.start + MAX_SHOWN : line.len;
	while (w.start > 0 && ((unsigned char)line.at[w.start] & 0xc0) == 0x80)
		w.start--;
	while (w.end < line.len && ((unsigned char)line.at[w.end] & 0xc0) == 0x80)
		w.end++;
	if (w.mark_end > w.end)
		w.mark_end = w.end;
	return w;
}

/* Escapes a stretch of the source and says how wide it stands. Tabs are shown as four spaces. */
static unsigned add_source(struct buffer *out, struct slice text)
{
	struct buffer safe = BUFFER_INIT;
	unsigned width;

	for (size_t at = 0; at < text.len;) {
		size_t end = at;

		while (end < text.len && text.at[end] != '\t')
			end++;
		escape_line(&safe, (struct slice){text.at + at, end - at});
		if (end < text.len)
			buffer_add_string(&safe, "    ");
		at = end + 1;
	}
	width = (unsigned)utf8_cells(buffer_slice(&safe));
	buffer_add_slice(out, buffer_slice(&safe));
	buffer_dispose(&safe);
	return width;
}

static void add_source_line(
	const struct finding *finding, const struct report_options *options, struct buffer *out)
{
	struct slice line = slice_of(finding->line);
	struct window w = window_of(finding, line);
	unsigned before, marked;

	if (line.len == 0)
		return;
	report_style(out, options->color, "2");
	buffer_addf(out, "%6u | ", finding->start.line);
	report_style(out, options->color, NULL);
	before = w.start ? 3 : 0;
	buffer_add_string(out, w.start ? "..." : "");
	before += add_source(out, (struct slice){line.at + w.start, w.mark - w.start});
	report_style(out, options->color, "1");
	marked = add_source(out, (struct slice){line.at + w.mark, w.mark_end - w.mark});
	report_style(out, options->color, NULL);
	add_source(out, (struct slice){line.at + w.mark_end, w.end - w.mark_end});
	buffer_addf(out, "%s\n", w.end < line.len ? "..." : "");
	report_style(out, options->color, "2");
	buffer_add_string(out, "       | ");
	report_style(out, options->color, NULL);
	buffer_add_repeat(out, ' ', before);
	report_style(out, options->color, severity_style(finding->severity));
	buffer_add_repeat(out, '^', marked ? marked : 1);
	report_style(out, options->color, NULL);
	buffer_add_char(out, '\n');
}

static void add_group(
	const struct finding *finding, const struct report_options *options, struct buffer *out)
{
	buffer_addf(out, "  %u:%u ", finding->start.line, finding->start.column);
	report_style(out, options->color, severity_style(finding->severity));
	buffer_add_string(out, severity_name(finding->severity));
	report_style(out, options->color, NULL);
	buffer_add_string(out, ": ");
	escape_line(out, slice_of(finding->message));
	report_style(out, options->color, "2");
	buffer_addf(out, " [%s]\n", finding->rule->id);
	report_style(out, options->color, NULL);
	add_source_line(finding, options, out);
}

/* What nobody has to mend. */
static void add_known(const struct check_result *result, struct buffer *out)
{
	if (result->excepted.count) {
		buffer_add_string(out, "; ");
		report_count(out, result->excepted.count, "exception");
		buffer_add_string(out, " with reasons");
	}
	if (result->baselined.count) {
		buffer_add_string(out, "; ");
		report_count(out, result->baselined.count, "finding");
		buffer_add_string(out, " known to the baseline");
	}
}

static void add_summary(
	const struct check_result *result, const struct report_options *options, struct buffer *out)
{
	const struct findings *findings = &result->findings;
	size_t errors = findings_count(findings, SEVERITY_ERROR);
	size_t warnings = findings_count(findings, SEVERITY_WARNING);
	size_t notes = findings_count(findings, SEVERITY_INFO);
	const char *style = errors ? "1;31" : warnings ? "1;33" : "1;32";

	report_style(out, options->color, style);
	if (findings->count == 0) {
		report_count(out, result->documents, "document");
		buffer_add_string(out, " checked, nothing to mend");
	} else {
		report_count(out, errors, "error");
		buffer_add_string(out, ", ");
		report_count(out, warnings, "warning");
		if (notes) {
			buffer_add_string(out, ", ");
			report_count(out, notes, "note");
		}
		buffer_add_string(out, " in ");
		report_count(out, report_count_files(findings), "file");
		buffer_add_string(out, "; ");
		if (result->policy_unusable)
			buffer_add_string(out, "no document was");
		else
			report_count(out, result->documents, "document");
		buffer_add_string(out, " checked");
	}
	add_known(result, out);
	report_style(out, options->color, NULL);
	buffer_add_char(out, '\n');
}

void report_text(
	const struct check_result *result, const struct report_options *options, struct buffer *out)
{
	const struct findings *findings = &result->findings;

	for (size_t i = 0; i < result->fixes.count; i++)
		add_fixed(&result->fixes.items[i], options, out);
	for (size_t i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->items[i];

		if (!options->terminal) {
			add_line(finding, options, out);
			continue;
		}
		if (i == 0 || strcmp(findings->items[i - 1].path, finding->path) != 0) {
			report_style(out, options->color, "1;4");
			report_path(out, finding->path, options->prefix);
			report_style(out, options->color, NULL);
			buffer_add_char(out, '\n');
		}
		add_group(finding, options, out);
		buffer_add_char(out, '\n');
	}
	if (options->terminal)
		add_summary(result, options, out);
}
