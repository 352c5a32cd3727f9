#include "report/patch.h"

#include "base/escape.h"
#include "repo/text_diff.h"
#include "report/report.h"

struct patch {
	struct buffer *out;
	bool color;
};

static const char *style_of(char origin)
{
	switch (origin) {
	case '+':
		return "32";
	case '-':
		return "31";
	case '@':
		return "36";
	default:
		return NULL;
	}
}

/* Tabs stay, so that the patch can be applied. */
static void add_text(struct buffer *out, struct slice text)
{
	while (text.len) {
		size_t end = slice_find(text, '\t');

		escape_line(out, (struct slice){text.at, end});
		buffer_add_string(out, end < text.len ? "\t" : "");
		text = slice_from(text, end + 1);
	}
}

static void add_line(void *context, char origin, struct slice line)
{
	struct patch *patch = context;
	const char *style = style_of(origin);

	report_style(patch->out, patch->color && style, style);
	if (origin != '@')
		buffer_add_char(patch->out, origin);
	add_text(patch->out, line);
	report_style(patch->out, patch->color && style, NULL);
	buffer_add_char(patch->out, '\n');
}

static void add_name(struct patch *patch, const char *sign, char side, const char *path)
{
	report_style(patch->out, patch->color, "1");
	buffer_addf(patch->out, "%s %c/", sign, side);
	escape_line(patch->out, slice_of(path));
	report_style(patch->out, patch->color, NULL);
	buffer_add_char(patch->out, '\n');
}

struct error *report_patch(
	const char *path, struct slice before, struct slice after, bool color, struct buffer *out)
{
	struct patch patch = {out, color};

	if (slice_equal(before, after))
		return NULL;
	add_name(&patch, "---", 'a', path);
	add_name(&patch, "+++", 'b', path);
	return text_diff(before, after, add_line, &patch);
}
