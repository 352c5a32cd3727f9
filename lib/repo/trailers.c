#include "repo/trailers.h"

#include <git2.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/mem.h"

/* git puts what nobody is to read under such a line (git-commit(1), --cleanup=scissors). */
#define SCISSORS " ------------------------ >8 ------------------------"

/* What git chose with `auto`: with this its last lines begin. */
static char last_comment(struct slice message)
{
	char first = '#';

	while (message.len) {
		size_t end = slice_find(message, '\n');

		if (end > 0 && strchr("#;@!$%^&|:", message.at[0]))
			first = message.at[0];
		message = slice_from(message, end + 1);
	}
	return first;
}

static char comment_character(struct repo *repo, struct slice message)
{
	char *setting = repo_config_string(repo, "core.commentChar");
	char character = setting && setting[0] && !setting[1] ? setting[0] : '#';

	if (setting && strcmp(setting, "auto") == 0)
		character = last_comment(message);
	free(setting);
	return character;
}

static void cut(struct slice message, char comment, struct buffer *out)
{
	char *scissors = mem_format("%c%s", comment, SCISSORS);

	buffer_reserve(out, 1);
	while (message.len && !slice_starts_with(message, scissors)) {
		size_t end = slice_find(message, '\n');

		/* libgit2 takes such a line for the end of the message, and git for none. */
		if (slice_starts_with(message, "---"))
			buffer_add_char(out, ' ');
		buffer_add_slice(out, (struct slice){message.at, end});
		buffer_add_char(out, '\n');
		message = slice_from(message, end + 1);
	}
	free(scissors);
}

static void copy(const git_message_trailer_array *from, struct trailers *to)
{
	to->list = mem_calloc(from->count + 1, sizeof *to->list);
	for (size_t i = 0; i < from->count; i++)
		to->list[to->count++] = (struct trailer){
			mem_string(slice_of(from->trailers[i].key)),
			mem_string(slice_of(from->trailers[i].value)),
		};
}

struct error *trailers_read(struct repo *repo, struct slice message, struct trailers *trailers)
{
	git_message_trailer_array found = {0};
	char comment = comment_character(repo, message);
	struct buffer text = BUFFER_INIT;
	git_buf clean = GIT_BUF_INIT;
	struct error *error = NULL;

	*trailers = (struct trailers){0};
	cut(message, comment, &text);
	if (git_message_prettify(&clean, text.at, 1, comment) < 0 ||
		git_message_trailers(&found, clean.ptr ? clean.ptr : "") < 0)
		error = error_new(ERROR_REPOSITORY, "the message cannot be read");
	else
		copy(&found, trailers);
	git_message_trailer_array_free(&found);
	git_buf_dispose(&clean);
	buffer_dispose(&text);
	return error;
}

void trailers_dispose(struct trailers *trailers)
{
	for (size_t i = 0; i < trailers->count; i++) {
		free(trailers->list[i].key);
		free(trailers->list[i].value);
	}
	free(trailers->list);
	*trailers = (struct trailers){0};
}
