#include "repo/text_diff.h"

#include <git2.h>

struct pass {
	diff_line each;
	void *context;
	bool any;
};

static int on_hunk(const git_diff_delta *delta, const git_diff_hunk *hunk, void *payload)
{
	struct pass *pass = payload;

	(void)delta;
	(void)hunk;
	if (pass->any)
		pass->each(pass->context, '@', (struct slice){"", 0});
	pass->any = true;
	return 0;
}

static int on_line(const git_diff_delta *delta, const git_diff_hunk *hunk,
	const git_diff_line *line, void *payload)
{
	struct pass *pass = payload;
	struct slice text = {line->content, line->content_len};

	(void)delta;
	(void)hunk;
	while (text.len && (text.at[text.len - 1] == '\n' || text.at[text.len - 1] == '\r'))
		text.len--;
	if (line->origin == '+' || line->origin == '-' || line->origin == ' ')
		pass->each(pass->context, line->origin, text);
	return 0;
}

struct error *text_diff(struct slice before, struct slice after, diff_line each, void *context)
{
	git_diff_options options;
	struct pass pass = {each, context, false};
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
