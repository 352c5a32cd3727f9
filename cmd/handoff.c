/* handoff: the table of subcommands, and the options that stand before them. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "argument.h"
#include "base/mem.h"
#include "base/nearest.h"
#include "cmd.h"

const struct command *const commands[] = {
	&command_init,
	&command_kinds,
	&command_adopt,
	&command_check,
	&command_status,
	&command_actions,
	&command_sign,
	&command_revoke,
	&command_gate,
	&command_log,
	&command_diff,
	&command_glossary,
	&command_graph,
	&command_impact,
	&command_site,
	&command_export,
	&command_explain,
	&command_schema,
	&command_hooks,
	&command_completion,
	&command_help,
	NULL,
};

const struct command *const kind_verbs[] = {
	&command_kind_new,
	&command_kind_list,
	&command_game_day_cards,
	&command_stakeholder_map_plan,
	&command_alignment_map_trace,
	NULL,
};

#define N_COMMANDS (sizeof commands / sizeof *commands - 1)
#define N_VERBS    (sizeof kind_verbs / sizeof *kind_verbs - 1)

static int no_pager;

enum {
	OPTION_DIRECTORY = 1,
	OPTION_COLOR,
	OPTION_HELP,
	OPTION_VERSION,
};

const struct poptOption global_options[] = {
	{NULL, 'C', POPT_ARG_STRING, NULL, OPTION_DIRECTORY, "run as if started in DIR", "DIR"},
	{"color", '\0', POPT_ARG_STRING, NULL, OPTION_COLOR, "when to use colour", "WHEN"},
	{"no-pager", '\0', POPT_ARG_NONE, &no_pager, 0, "do not send output through a pager", NULL},
	{"help", 'h', POPT_ARG_NONE, NULL, OPTION_HELP, "this text, or a command's", NULL},
	{"version", '\0', POPT_ARG_NONE, NULL, OPTION_VERSION, "the version", NULL},
	POPT_TABLEEND,
};

bool command_is_verb_of(const struct command *verb, const char *kind)
{
	return !kind || !verb->kind || strcmp(verb->kind, kind) == 0;
}

static const struct command *find(
	const struct command *const *list, const char *kind, const char *name)
{
	for (; *list; list++) {
		if (strcmp((*list)->name, name) == 0 && command_is_verb_of(*list, kind))
			return *list;
	}
	return NULL;
}

const struct command *command_find(const char *name)
{
	return find(commands, NULL, name);
}

const struct command *command_find_verb(const char *kind, const char *name)
{
	return find(kind_verbs, kind, name);
}

static const char *nearest_of(const struct command *const *list, const char *kind, const char *name)
{
	const char *names[N_COMMANDS + N_VERBS];
	size_t count = 0;

	for (; *list; list++) {
		if (command_is_verb_of(*list, kind))
			names[count++] = (*list)->name;
	}
	return nearest(slice_of(name), names, count);
}

const char *command_nearest_command(const char *name)
{
	return nearest_of(commands, NULL, name);
}

const char *command_nearest_verb(const char *kind, const char *name)
{
	return nearest_of(kind_verbs, kind, name);
}

const char *command_nearest(const char *name)
{
	const char *near = command_nearest_command(name);

	return near ? near : command_nearest_verb(NULL, name);
}

void commands_overview(struct buffer *out)
{
	buffer_add_string(out,
		"usage: handoff [-C DIR] [--color WHEN] [--no-pager] COMMAND [ARGUMENT...]\n\n"
		"Documents that hand machine-learning models from research to operations, kept in "
		"git\n"
		"and held to a contract.\n\nCommands:\n");
	for (size_t i = 0; i < N_COMMANDS; i++)
		buffer_addf(out, "  %-22s %s\n", commands[i]->name, commands[i]->summary);
	for (size_t i = 0; i < N_VERBS; i++) {
		const struct command *verb = kind_verbs[i];
		char *title = mem_format("%s %s", verb->kind ? verb->kind : "KIND", verb->name);

		buffer_addf(out, "  %-22s %s\n", title, verb->summary);
		free(title);
	}
	buffer_add_string(out, "\nKIND is a kind of document, such as readiness or postmortem; "
			       "`handoff kinds` lists "
			       "them.\n\nOptions before the command:\n");
	for (const struct poptOption *option = global_options; option_exists(option); option++)
		command_option_text(NULL, option, out);
	buffer_add_string(out,
		"\n`handoff COMMAND --help` explains a command. Exit status: 0 nothing to mend,\n"
		"1 findings, 2 trouble.\n");
}

bool command_is_for_kind(const struct command *command, const char *verb)
{
	return command->is_kind && command_find_verb(command->name, verb);
}

static int run_command(struct app *app, int argc, const char **argv)
{
	const struct command *command = command_find(argv[0]);
	char *title;
	int status;

	if (!command || (argc > 1 && command_is_for_kind(command, argv[1])))
		return kind_run(app, argc, argv);
	title = mem_format("handoff %s", command->name);
	status = command_run(command, title, app, argc, argv);
	free(title);
	return status;
}

static int show_overview(struct app *app)
{
	struct buffer out = BUFFER_INIT;

	commands_overview(&out);
	return app_deliver(app, &out);
}

static int show_version(struct app *app)
{
	struct buffer out = BUFFER_INIT;

	buffer_addf(&out, "handoff %s\n", HANDOFF_VERSION);
	return app_deliver(app, &out);
}

static int run_global_option(struct app *app, int option, const char *argument)
{
	int color;

	switch (option) {
	case OPTION_DIRECTORY:
		if (chdir(argument) < 0)
			return app_fail(error_errno(ERROR_USAGE, "cannot change to %s", argument));
		return -1;
	case OPTION_COLOR:
		color = argument_find(NULL, "WHEN", argument);
		if (color < 0)
			return argument_refuse(NULL, "--color", "WHEN", argument);
		app->color = (enum color_mode)color;
		return -1;
	case OPTION_HELP:
		return show_overview(app);
	default:
		return show_version(app);
	}
}

static int bad_option(const char *option, int problem)
{
	const char *near = problem == POPT_ERROR_BADOPT && strncmp(option, "--", 2) == 0
				   ? option_nearest(global_options, option + 2)
				   : NULL;

	if (near)
		return app_usage("%s: %s; did you mean --%s?", option, poptStrerror(problem), near);
	return app_usage(
		"%s: %s; `handoff help` lists what there is", option, poptStrerror(problem));
}

static int run(struct app *app, int argc, const char **argv)
{
	poptContext context =
		poptGetContext("handoff", argc, argv, global_options, POPT_CONTEXT_POSIXMEHARDER);
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
