/* handoff glossary: a word, what it means, where it is used. */
#include "report/glossary.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "cmd.h"

static char *format_name;

static const struct poptOption options[] = {
	{"format", '\0', POPT_ARG_STRING, &format_name, 0, "how to report", "FORMAT"},
	POPT_TABLEEND,
};

static const struct choice formats[] = {
	{"text", NULL}, {"json", NULL}, {"csv", NULL}, {NULL, NULL}};

static bool format_is(const char *name)
{
	return format_name && strcmp(format_name, name) == 0;
}

static void write_all(
	const struct term_list *list, const struct term_options *shown, struct buffer *out)
{
	if (format_is("json"))
		report_terms_json(list, out);
	else if (format_is("csv"))
		report_terms_csv(list, out);
	else
		report_terms_text(list, shown, out);
}

static void write_some(const struct term_list *list, const char *word, const uint32_t *concepts,
	size_t count, const struct term_options *shown, struct buffer *out)
{
	if (format_is("json"))
		report_term_json(list, word, concepts, count, out);
	else if (format_is("csv"))
		report_term_csv(list, concepts, count, out);
	else
		report_term_text(list, concepts, count, shown, out);
}

/* Exit status 1, as grep has it: the glossaries were read, and do not have the word. */
static int say_unknown(const struct glossary *glossary, const char *word)
{
	char *near = glossary_nearest(glossary, slice_of(word));
	const char *verb = command_nearest_verb(command_glossary.name, word);

	if (near)
		app_note("no glossary has \"%s\"; did you mean \"%s\"?", word, near);
	else if (verb)
		app_note("no glossary has \"%s\"; did you mean `handoff glossary %s`?", word, verb);
	else
		app_note("no glossary has \"%s\"; `handoff glossary` lists what they have", word);
	free(near);
	return EXIT_FINDINGS;
}

static int show(struct app *app, const struct corpus *corpus, const char *word)
{
	struct term_options shown = {app_wants_color(app), repo_prefix(app->repo)};
	struct glossary *glossary = glossary_new(corpus);
	struct buffer out = BUFFER_INIT;
	struct term_list list = {0};
	uint32_t *concepts = NULL;
	size_t count = 0;
	int status = EXIT_DONE;

	if (word)
		count = glossary_find(glossary, slice_of(word), &concepts);
	if (glossary_count_concepts(glossary) == 0)
		app_note("there is no glossary yet; `handoff glossary new TITLE` makes one, with "
			 "words to begin with");
	else if (word && count == 0)
		status = say_unknown(glossary, word);
	if (word && glossary_count_concepts(glossary) == 0)
		status = EXIT_FINDINGS;
	if (status == EXIT_DONE) {
		term_list_read(&list, glossary, corpus);
		if (word)
			write_some(&list, word, concepts, count, &shown, &out);
		else
			write_all(&list, &shown, &out);
		status = app_deliver(app, &out);
	}
	term_list_dispose(&list);
	free(concepts);
	glossary_free(glossary);
	return status;
}

static int look_up(struct app *app, const char *word)
{
	struct app_policy loaded = {0};
	struct corpus *corpus = NULL;
	int status = app_load_policy(app, &loaded);

	if (status == EXIT_DONE) {
		struct corpus_request request = {
			.snapshot = loaded.snapshot, .policy = loaded.policy, .pool = loaded.pool};
		struct error *error = corpus_read(&request, &corpus);

		status = error ? app_fail(error) : show(app, corpus, word);
	}
	corpus_free(corpus);
	app_policy_dispose(&loaded);
	return status;
}

/* A term of several words need not be quoted. */
static char *join(const char *const *words, size_t n_words)
{
	struct buffer out = BUFFER_INIT;

	for (size_t i = 0; i < n_words; i++)
		buffer_addf(&out, "%s%s", i ? " " : "", words[i]);
	return buffer_take(&out);
}

static int run(struct app *app, const char *const *words, size_t n_words)
{
	char *word = n_words ? join(words, n_words) : NULL;
	int status = look_up(app, word);

	free(word);
	free(format_name);
	return status;
}

const struct command command_glossary = {
	.name = "glossary",
	.arguments = "[TERM]",
	.summary = "look a word up: what it means, where it is used",
	.details = "Looks a word up in all glossaries: its translation, what else they say of it, "
		   "and every place where\n"
		   "a document uses it. TERM is a term or an alias in any form, or a translation. "
		   "Without TERM, lists\n"
		   "all terms with the number of their uses.\n\n"
		   "`handoff glossary new` and `handoff glossary list` are about the documents, as "
		   "with every kind;\n"
		   "`handoff glossary -- new` looks up \"new\".\n\n"
		   "Exit status: 0 shown, 1 no glossary has the word, 2 it could not be told.",
	.examples = "  handoff glossary recall\n"
		    "  handoff glossary model drift\n"
		    "  handoff glossary 'catch rate'\n"
		    "  handoff glossary --format csv\n",
	.options = options,
	.formats = formats,
	.is_kind = true,
	.run = run,
};
