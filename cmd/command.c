/* Options: one table a command, from which parsing and help come. */

#include "base/nearest.h"
#include "cmd.h"

static void add_option(const struct poptOption *option, struct buffer *out)
{
	struct buffer names = BUFFER_INIT;

	if (option->shortName)
		buffer_addf(&names, "-%c", option->shortName);
	if (option->longName)
		buffer_addf(&names, "%s--%s", option->shortName ? ", " : "", option->longName);
	if (option->argDescrip)
		buffer_addf(&names, " %s", option->argDescrip);
	buffer_addf(out, "  %-22s %s\n", names.at, option->descrip);
	buffer_dispose(&names);
}

void command_help_text(const struct command *command, const char *title, struct buffer *out)
{
	buffer_addf(out, "usage: %s%s%s%s\n\n%s\n\nOptions:\n", title,
		command->options ? " [OPTION...]" : "", command->arguments[0] ? " " : "",
		command->arguments, command->details);
	for (const struct poptOption *option = command->options;
		option && (option->longName || option->shortName); option++)
		add_option(option, out);
	buffer_add_string(out, "  -h, --help             this text\n");
	if (command->examples)
		buffer_addf(out, "\nExamples:\n%s", command->examples);
}

static int show_help(struct app *app, const struct command *command, const char *title)
{
	struct buffer out = BUFFER_INIT;
	bool printed;

	command_help_text(command, title, &out);
	printed = app_print(app, &out);
	buffer_dispose(&out);
	return printed ? EXIT_DONE : EXIT_TROUBLE;
}

static int bad_option(
	const struct command *command, const char *title, const char *option, int problem)
{
	const char *message = poptStrerror(problem);
	const char *names[64];
	size_t count = 0;
	const char *near;

	for (const struct poptOption *known = command->options;
		known && (known->longName || known->shortName) && count < 64; known++) {
		if (known->longName)
			names[count++] = known->longName;
	}
	near = problem == POPT_ERROR_BADOPT && strncmp(option, "--", 2) == 0
		       ? nearest(slice_of(option + 2), names, count)
		       : NULL;
	if (near)
		return app_usage("%s: %s; did you mean --%s?", option, message, near);
	return app_usage("%s: %s; `%s -h` lists the options", option, message, title);
}

#define OPTION_HELP 1000

int command_run(const struct command *command, const char *title, struct app *app, int argc,
	const char **argv)
{
	const struct poptOption none[] = {POPT_TABLEEND};
	const struct poptOption options[] = {
		{NULL, '\0', POPT_ARG_INCLUDE_TABLE,
			(void *)(command->options ? command->options : none), 0, NULL, NULL},
		{"help", 'h', POPT_ARG_NONE, NULL, OPTION_HELP, NULL, NULL},
		POPT_TABLEEND,
	};
	poptContext context = poptGetContext(title, argc, argv, options, 0);
	const char **words;
	size_t count = 0;
	int option, status;

	while ((option = poptGetNextOpt(context)) > 0 && option != OPTION_HELP)
		;
	words = poptGetArgs(context);
	while (words && words[count])
		count++;
	if (option == OPTION_HELP)
		status = show_help(app, command, title);
	else if (option < -1)
		status = bad_option(command, title,
			poptBadOption(context, POPT_BADOPTION_NOALIAS), option);
	else
		status = command->run(app, words, count);
	poptFreeContext(context);
	return status;
}
