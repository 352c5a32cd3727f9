/* handoff: the table of subcommands, and the options that stand before them. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/nearest.h"
#include "cmd.h"

static const struct command *const table[] = {
	&command_init,
	&command_kinds,
	&command_check,
	&command_explain,
	&command_help,
};

static const struct command *const kind_verbs[] = {
	&command_kind_new,
	&command_kind_list,
};

#define N_TABLE (sizeof table / sizeof *table)
#define N_VERBS (sizeof kind_verbs / sizeof *kind_verbs)

const struct command *command_find(const char *name)
{
	for (size_t i = 0; i < N_TABLE; i++) {
		if (strcmp(table[i]->name, name) == 0)
			return table[i];
	}
	return NULL;
}

const struct command *command_find_verb(const char *name)
{
	for (size_t i = 0; i < N_VERBS; i++) {
		if (strcmp(kind_verbs[i]->name, name) == 0)
			return kind_verbs[i];
	}
	return NULL;
}

const char *command_nearest(const char *name)
{
	const char *names[N_TABLE + N_VERBS];

	for (size_t i = 0; i < N_TABLE; i++)
		names[i] = table[i]->name;
	for (size_t i = 0; i < N_VERBS; i++)
		names[N_TABLE + i] = kind_verbs[i]->name;
	return nearest(slice_of(name), names, N_TABLE + N_VERBS);
}

void commands_overview(struct buffer *out)
{
	buffer_add_string(out,
		"usage: handoff [-C DIR] [--color WHEN] [--no-pager] COMMAND [ARGUMENT...]\n\n"
		"Documents that hand machine-learning models from research to operations, kept in git\n"
		"and held to a contract.\n\nCommands:\n");
	for (size_t i = 0; i < N_TABLE; i++)
		buffer_addf(out, "  %-22s %s\n", table[i]->name, table[i]->summary);
	for (size_t i = 0; i < N_VERBS; i++)
		buffer_addf(out, "  KIND %-17s %s\n", kind_verbs[i]->name, kind_verbs[i]->summary);
	buffer_add_string(out,
		"\nKIND is a kind of document, such as readiness or postmortem; `handoff kinds` lists "
		"them.\n\nOptions before the command:\n"
		"  -C DIR                 run as if started in DIR\n"
		"  --color WHEN           auto, always or never\n"
		"  --no-pager             do not send output through a pager\n"
		"  -h, --help             this text, or a command's\n"
		"  --version              the version\n\n"
		"`handoff COMMAND --help` explains a command. Exit status: 0 nothing to mend,\n"
		"1 findings, 2 trouble.\n");
}

/* "handoff readiness new": a kind's name and a verb. */
static int run_kind(struct app *app, const char *kind, int argc, const char **argv)
{
	const struct command *verb = argc > 1 ? command_find_verb(argv[1]) : NULL;
	struct app_policy loaded = {0};
	const char *near = NULL;
	const char **words;
	bool known;
	char *title;
	int status;

	status = app_load_policy(app, &loaded);
	known = status == EXIT_DONE && policy_has_kind(loaded.policy, slice_of(kind));
	if (status == EXIT_DONE && !known)
		near = policy_nearest_kind(loaded.policy, slice_of(kind));
	if (status == EXIT_DONE && !known) {
		const char *names[N_TABLE];

		for (size_t i = 0; i < N_TABLE; i++)
			names[i] = table[i]->name;
		if (nearest(slice_of(kind), names, N_TABLE))
			near = nearest(slice_of(kind), names, N_TABLE);
		status = near ? app_usage("no command or kind \"%s\"; did you mean \"%s\"?", kind, near)
			      : app_usage("no command or kind \"%s\"; `handoff help` lists the "
					  "commands, `handoff kinds` the kinds",
					kind);
	}
	app_policy_dispose(&loaded);
	if (status != EXIT_DONE)
		return status;
	if (!verb)
		return app_usage("say what to do: `handoff %s new TITLE` or `handoff %s list`", kind,
			kind);
	/* The kind takes the place of the verb, so that it is the first word that `run` gets. */
	words = mem_calloc((size_t)argc + 1, sizeof *words);
	memcpy(words, argv, (size_t)argc * sizeof *words);
	words[1] = kind;
	title = mem_format("handoff %s %s", kind, verb->name);
	status = command_run(verb, title, app, argc, words);
	free(title);
	free(words);
	return status;
}

static int run_command(struct app *app, int argc, const char **argv)
{
	const struct command *command = command_find(argv[0]);
	char *title;
	int status;

	if (!command)
		return run_kind(app, argv[0], argc, argv);
	title = mem_format("handoff %s", command->name);
	status = command_run(command, title, app, argc, argv);
	free(title);
	return status;
}

static bool parse_color(const char *text, enum color_mode *mode)
{
	static const char *const names[] = {"auto", "always", "never"};

	for (int i = 0; i < 3; i++) {
		if (strcmp(text, names[i]) == 0) {
			*mode = (enum color_mode)i;
			return true;
		}
	}
	return false;
}

static int show_overview(struct app *app)
{
	struct buffer out = BUFFER_INIT;
	bool printed;

	commands_overview(&out);
	printed = app_print(app, &out);
	buffer_dispose(&out);
	return printed ? EXIT_DONE : EXIT_TROUBLE;
}

static int show_version(struct app *app)
{
	struct buffer out = BUFFER_INIT;
	bool printed;

	buffer_addf(&out, "handoff %s\n", HANDOFF_VERSION);
	printed = app_print(app, &out);
	buffer_dispose(&out);
	return printed ? EXIT_DONE : EXIT_TROUBLE;
}

enum {
	OPTION_DIRECTORY = 1,
	OPTION_COLOR,
	OPTION_HELP,
	OPTION_VERSION,
};

static int run_global_option(struct app *app, int option, const char *argument)
{
	switch (option) {
	case OPTION_DIRECTORY:
		if (chdir(argument) < 0)
			return app_fail(error_errno(ERROR_USAGE, "cannot change to %s", argument));
		return -1;
	case OPTION_COLOR:
		if (!parse_color(argument, &app->color))
			return app_usage("--color takes auto, always or never, not \"%s\"", argument);
		return -1;
	case OPTION_HELP:
		return show_overview(app);
	default:
		return show_version(app);
	}
}

static int bad_option(const char *option, int problem)
{
	static const char *const names[] = {"color", "no-pager", "help", "version"};
	const char *near = problem == POPT_ERROR_BADOPT && strncmp(option, "--", 2) == 0
				   ? nearest(slice_of(option + 2), names, sizeof names / sizeof *names)
				   : NULL;

	if (near)
		return app_usage("%s: %s; did you mean --%s?", option, poptStrerror(problem), near);
	return app_usage("%s: %s; `handoff help` lists what there is", option, poptStrerror(problem));
}

static int run(struct app *app, int argc, const char **argv)
{
	int no_pager = 0;
	const struct poptOption options[] = {
		{NULL, 'C', POPT_ARG_STRING, NULL, OPTION_DIRECTORY, NULL, NULL},
		{"color", '\0', POPT_ARG_STRING, NULL, OPTION_COLOR, NULL, NULL},
		{"no-pager", '\0', POPT_ARG_NONE, &no_pager, 0, NULL, NULL},
		{"help", 'h', POPT_ARG_NONE, NULL, OPTION_HELP, NULL, NULL},
		{"version", '\0', POPT_ARG_NONE, NULL, OPTION_VERSION, NULL, NULL},
		POPT_TABLEEND,
	};
	poptContext context =
		poptGetContext("handoff", argc, argv, options, POPT_CONTEXT_POSIXMEHARDER);
	const char **rest;
	int option, status = -1, count = 0;

	while (status < 0 && (option = poptGetNextOpt(context)) > 0) {
		char *argument = poptGetOptArg(context);
		status = run_global_option(app, option, argument);
		free(argument);
	}
	app->no_pager = no_pager != 0;
	rest = poptGetArgs(context);
	if (status < 0 && option < -1)
		status = bad_option(poptBadOption(context, POPT_BADOPTION_NOALIAS), option);
	if (status < 0 && (!rest || !rest[0])) {
		show_overview(app);
		status = EXIT_TROUBLE;
	}
	if (status < 0) {
		while (rest[count])
			count++;
		status = run_command(app, count, rest);
	}
	poptFreeContext(context);
	return status;
}

int main(int argc, char **argv)
{
	struct app app = {COLOR_AUTO, false, NULL};
	int status;

	/* A reader that goes away is an error like any other when writing, not a death. */
	signal(SIGPIPE, SIG_IGN);
	status = run(&app, argc, (const char **)argv);
	repo_free(app.repo);
	return status;
}
