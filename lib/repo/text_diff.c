#include "repo/text_diff.h"

#include <git2.h>
#include <stdio.h>

struct pass {
	diff_line each;
	void *context;
};

static struct slice without_end(const char *at, size_t len)
{
	while (len && (at[len - 1] == '\n' || at[len - 1] == '\r'))
		len--;
	return (struct slice){at, len};
}

static int on_hunk(const git_diff_delta *delta, const git_diff_hunk *hunk, void *payload)
{
	struct pass *pass = payload;
	char place[96];

	(void)delta;
	snprintf(place, sizeof place, "@@ -%d,%d +%d,%d @@", hunk->old_start, hunk->old_lines,
		hunk->new_start, hunk->new_lines);
	pass->each(pass->context, '@', slice_of(place));
	return 0;
}

static int on_line(const git_diff_delta *delta, const git_diff_hunk *hunk,
	const git_diff_line *line, void *payload)
{
	struct pass *pass = payload;

	(void)delta;
	(void)hunk;
	if (line->origin == '+' || line->origin == '-' || line->origin == ' ')
		pass->each(
			pass->context, line->origin, without_end(line->content, line->content_len));
	else
		pass->each(pass->context, '\\', slice_of(" No newline at end of file"));
	return 0;
}

struct error *text_diff(struct slice before, struct slice after, diff_line each, void *context)
{
	git_diff_options options;
	struct pass pass = {each, context};
	const git_error *detail;

	if (git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION) < 0)
		return error_new(ERROR_INTERNAL, "libgit2 knows no such options");
	options.flags |= GIT_DIFF_FORCE_TEXT;
	if (git_diff_buffers(before.at, before.len, NULL, after.at, after.len, NULL, &options, NULL,
		    NULL, on_hunk, on_line, &pass) == 0)
		return NULL;
	detail = git_error_last();
	return error_new(ERROR_INTERNAL, "cannot compare two texts: %s",
		detail && detail->message ? detail->message : "unknown error");
}
