/* handoff game-day cards: one card for each player, with what that player may know. */
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/slug.h"
#include "one_document.h"
#include "report/role_cards.h"

static char *rev;
static char *output;
static char *format_name;
static int no_injects;

static const struct poptOption options[] = {
	{"format", '\0', POPT_ARG_STRING, &format_name, 0, "how to write them", "FORMAT"},
	{"no-injects", '\0', POPT_ARG_NONE, &no_injects, 0,
		"without the pages that stay with the facilitator", NULL},
	{"output", '\0', POPT_ARG_STRING, &output, 0, "a file each, into this directory", "DIR"},
	{"rev", '\0', POPT_ARG_STRING, &rev, 0, "the document of this commit", "REV"},
	POPT_TABLEEND,
};

static const struct choice formats[] = {
	{"markdown", NULL}, {"html", "to be printed"}, {NULL, NULL}};

static struct role_cards_options shown_options(void)
{
	return (struct role_cards_options){
		.html = format_name && strcmp(format_name, "html") == 0, .injects = !no_injects};
}

/* ---- A file each ---------------------------------------------------------------------------- */

static bool is_taken(char *const *names, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(names[i], name) == 0)
			return true;
	}
	return false;
}

/* The role's name for a file, with a number where two roles have the same. */
static char *file_name(const struct role_cards *cards, char *const *names, size_t index)
{
	const char *extension = shown_options().html ? "html" : "md";
	struct buffer slug = BUFFER_INIT;
	char *name;

	slug_add(&slug, cards->list[index].role);
	if (slug.len == 0)
		buffer_add_string(&slug, "card");
	name = mem_format("%s.%s", slug.at, extension);
	for (unsigned n = 2; is_taken(names, index, name); n++) {
		free(name);
		name = mem_format("%s-%u.%s", slug.at, n, extension);
	}
	buffer_dispose(&slug);
	return name;
}

/* Nothing is written where one of the files is there already. */
static struct error *check_absent(int dirfd, char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (file_kind_beneath(dirfd, names[i]) != FILE_ABSENT)
			return error_new(ERROR_EXISTS,
				"%s/%s is there already: nothing was written", output, names[i]);
	}
	return NULL;
}

static struct error *write_files(
	int dirfd, const struct role_cards *cards, char *const *names, struct buffer *written)
{
	struct role_cards_options shown = shown_options();
	struct error *error = check_absent(dirfd, names, cards->count);

	for (size_t i = 0; !error && i < cards->count; i++) {
		struct buffer card = BUFFER_INIT;

		report_role_cards(cards, i, i + 1, &shown, &card);
		error = file_create_beneath(dirfd, names[i], buffer_slice(&card));
		if (!error)
			buffer_addf(written, "%s/%s\n", output, names[i]);
		buffer_dispose(&card);
	}
	return error;
}

static int write_all(struct app *app, const struct role_cards *cards)
{
	char **names = mem_calloc(cards->count + 1, sizeof *names);
	struct buffer written = BUFFER_INIT;
	struct error *error = NULL;
	int dirfd = -1, status = EXIT_DONE;

	for (size_t i = 0; i < cards->count; i++)
		names[i] = file_name(cards, names, i);
	if (mkdir(output, 0777) < 0 && errno != EEXIST)
		error = error_errno(ERROR_IO, "cannot make %s", output);
	if (!error)
		error = file_open_root(output, &dirfd);
	if (!error)
		error = write_files(dirfd, cards, names, &written);
	if (written.len)
		status = app_deliver(app, &written);
	if (dirfd >= 0)
		close(dirfd);
	for (size_t i = 0; i < cards->count; i++)
		free(names[i]);
	free(names);
	buffer_dispose(&written);
	return error ? app_fail(error) : status;
}

/* ---- All of them ---------------------------------------------------------------------------- */

static int print_all(struct app *app, const struct role_cards *cards)
{
	struct role_cards_options shown = shown_options();
	struct buffer out = BUFFER_INIT;

	report_role_cards(cards, 0, cards->count, &shown, &out);
	return app_deliver(app, &out);
}

/* What a facilitator has to know of the cards. Returns the exit status. */
static int say_gaps(const struct role_cards *cards)
{
	if (cards->first_only)
		app_note("of the scenario only the first paragraph is on the cards: put what the "
			 "players do not know under a heading \"What the Players Do Not Know\" "
			 "below it, and all of the rest is");
	for (size_t i = 0; i < cards->n_without; i++)
		app_note("no card for %s, who is among the participants", cards->without_card[i]);
	for (size_t i = 0; i < cards->n_unheard; i++)
		app_note("%s goes to nobody who has a card", cards->unheard[i]);
	return cards->n_without || cards->n_unheard ? EXIT_FINDINGS : EXIT_DONE;
}

static int deliver(struct app *app, const struct app_document *opened)
{
	struct role_cards cards;
	struct error *error = role_cards_read(opened->workspace.corpus, opened->document, &cards);
	int status;

	if (!error && cards.count == 0)
		error = error_new(ERROR_REFUSED, "%s: there are no role cards", opened->path);
	if (error) {
		status = app_fail(error);
	} else {
		status = output ? write_all(app, &cards) : print_all(app, &cards);
		if (status == EXIT_DONE)
			status = say_gaps(&cards);
	}
	role_cards_dispose(&cards);
	return status;
}

static int run(struct app *app, const char *const *words, size_t n_words)
{
	struct app_document_request request = {words, n_words, "cards", rev, false};
	int status = app_show_document(app, &request, deliver);

	free(rev);
	free(output);
	free(format_name);
	return status;
}

const struct command command_game_day_cards = {
	.name = "cards",
	.kind = "game-day",
	.arguments = "DOC",
	.summary = "a card for each player, with what they may know",
	.details =
		"Writes one card for each row of Role Cards: what has happened, what only this "
		"player knows, what\n"
		"they are to reach and in what time, whom they call, the ground rules. A page for "
		"the facilitator\n"
		"follows, with the injects that go to this role. Nothing else of the document is "
		"on a card: not\n"
		"its title, not what others know, not the expected responses, not what the players "
		"do not know.\n\n"
		"The files of --output are named after the roles; one that is there is never "
		"replaced.\n\n"
		"Exit status: 0 every participant has a card and every inject is on one, 1 not so, "
		"2 there are\n"
		"no cards.",
	.examples =
		"  handoff game-day cards handoff/game-day/drill.md\n"
		"  handoff game-day cards handoff/game-day/drill.md --format html > cards.html\n"
		"  handoff game-day cards handoff/game-day/drill.md --output cards --no-injects\n",
	.options = options,
	.formats = formats,
	.run = run,
};
