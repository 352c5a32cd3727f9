/* handoff KIND VERB: from the words to the verb, whatever is missing or mistyped. */
#include <stdlib.h>
#include <string.h>

#include "base/escape.h"
#include "base/mem.h"
#include "base/slug.h"
#include "cmd.h"
#include "field_options.h"

static bool is_help(const char *word)
{
	return strcmp(word, "-h") == 0 || strcmp(word, "--help") == 0;
}

/* Whether help is asked for; behind `--` no word is an option. */
static bool wants_help(int argc, const char **argv)
{
	for (int i = 0; i < argc && strcmp(argv[i], "--") != 0; i++) {
		if (is_help(argv[i]))
			return true;
	}
	return false;
}

static int unknown_name(const struct policy *policy, const char *name)
{
	const struct command *verb = command_find_verb(NULL, name);
	const char *near = command_nearest_command(name);

	if (verb)
		return app_usage("a kind stands before \"%s\": `handoff %s %s%s%s`", name,
			verb->kind ? verb->kind : "KIND", name, verb->arguments[0] ? " " : "",
			verb->arguments);
	if (!near)
		near = policy_nearest_kind(policy, slice_of(name));
	if (near)
		return app_usage("no command or kind \"%s\"; did you mean \"%s\"?", name, near);
	return app_usage(
		"no command or kind \"%s\"; `handoff help` lists the commands, `handoff kinds` "
		"the kinds",
		name);
}

/* The first verb that a kind has, or the one after another; NULL if there is none. */
static const struct command *next_verb(const char *kind, const struct command *after)
{
	bool passed = !after;

	for (size_t i = 0; kind_verbs[i]; i++) {
		if (passed && command_is_verb_of(kind_verbs[i], kind))
			return kind_verbs[i];
		passed = passed || kind_verbs[i] == after;
	}
	return NULL;
}

/* "`handoff readiness new TITLE` or `handoff readiness list`" */
static void add_verbs(const char *kind, struct buffer *out)
{
	const struct command *verb = next_verb(kind, NULL);

	for (const char *before = ""; verb;) {
		const struct command *next = next_verb(kind, verb);

		buffer_addf(out, "%s`handoff %s %s%s%s`", before, kind, verb->name,
			verb->arguments[0] ? " " : "", verb->arguments);
		before = next && next_verb(kind, next) ? ", " : " or ";
		verb = next;
	}
}

static int unknown_verb(const char *kind, const char *name)
{
	const char *near = name ? command_nearest_verb(kind, name) : NULL;
	const struct command *other = name ? command_find_verb(NULL, name) : NULL;
	struct buffer verbs = BUFFER_INIT;
	int status;

	if (other)
		return app_usage("no command \"%s %s\": it belongs to %s, `handoff %s %s%s%s`",
			kind, name, other->kind, other->kind, name, other->arguments[0] ? " " : "",
			other->arguments);
	add_verbs(kind, &verbs);
	if (near)
		status = app_usage(
			"no command \"%s %s\"; did you mean \"%s %s\"?", kind, name, kind, near);
	else if (name)
		status =
			app_usage("no command \"%s %s\": say what to do, %s", kind, name, verbs.at);
	else
		status = app_usage("say what to do: %s", verbs.at);
	buffer_dispose(&verbs);
	return status;
}

/* What can be done with a kind. */
static int show_kind_help(struct app *app, struct policy *policy, const char *name)
{
	struct buffer out = BUFFER_INIT;
	const struct kind *kind = NULL;
	struct error *error = policy_kind(policy, slice_of(name), &kind);

	if (error || !kind)
		return error ? app_fail(error) : EXIT_TROUBLE;
	buffer_addf(&out, "usage: handoff %s COMMAND [ARGUMENT...]\n\n", name);
	escape_line(&out, slice_of(kind->about ? kind->about : kind->name));
	buffer_add_string(&out, "\n\nCommands:\n");
	for (const struct command *verb = next_verb(name, NULL); verb; verb = next_verb(name, verb))
		buffer_addf(&out, "  %-22s %s\n", verb->name, verb->summary);
	buffer_addf(&out,
		"\n`handoff %s COMMAND --help` explains a command, `handoff kinds %s` the kind.\n",
		name, name);
	return app_deliver(app, &out);
}

/* What a verb does is the same for all kinds, and needs no repository to be explained. */
static int show_verb_help(struct app *app, const struct command *verb, const char *kind)
{
	char *title =
		mem_format("handoff %s %s", slug_is_id(slice_of(kind)) ? kind : "KIND", verb->name);
	int status = command_show_help(app, verb, title);

	free(title);
	return status;
}

/* The kind takes the place of the verb, so that it is the first word that `run` gets. */
static int run_verb(
	struct app *app, const struct command *verb, const char *kind, int argc, const char **argv)
{
	const char **words = mem_calloc((size_t)argc + 1, sizeof *words);
	char *title = mem_format("handoff %s %s", kind, verb->name);
	int status;

	memcpy(words, argv, (size_t)argc * sizeof *words);
	words[1] = kind;
	status = command_run(verb, title, app, argc, words);
	free(title);
	free(words);
	return status;
}

/* The fields of the kind are options too, where the verb takes settings. */
static int read_fields(struct policy *policy, const struct command *verb, const char *name,
	int argc, const char **argv, struct field_words *words)
{
	const struct kind *kind = NULL;
	struct error *error;

	if (!command_takes_fields(verb))
		return EXIT_DONE;
	error = policy_kind(policy, slice_of(name), &kind);
	if (error || !kind)
		return error ? app_fail(error) : EXIT_TROUBLE;
	return field_options_read(verb, kind, argc, argv, words);
}

int kind_run(struct app *app, int argc, const char **argv)
{
	const char *kind = argv[0];
	const struct command *verb = argc > 1 ? command_find_verb(kind, argv[1]) : NULL;
	struct app_policy loaded = {0};
	struct field_words words = {0};
	bool help = wants_help(argc, argv);
	int status;

	if (verb && help)
		return show_verb_help(app, verb, kind);
	status = help ? app_load_kinds(app, &loaded) : app_load_policy(app, &loaded);
	if (status == EXIT_DONE && !policy_has_kind(loaded.policy, slice_of(kind)))
		status = unknown_name(loaded.policy, kind);
	else if (status == EXIT_DONE && argc > 1 && is_help(argv[1]))
		status = show_kind_help(app, loaded.policy, kind);
	else if (status == EXIT_DONE && !verb)
		status = unknown_verb(kind, argc > 1 ? argv[1] : NULL);
	else if (status == EXIT_DONE)
		status = read_fields(loaded.policy, verb, kind, argc, argv, &words);
	app_policy_dispose(&loaded);
	if (status == EXIT_DONE && verb)
		status = run_verb(app, verb, kind, words.list ? words.count : argc,
			words.list ? words.list : argv);
	field_words_dispose(&words);
	return status;
}
