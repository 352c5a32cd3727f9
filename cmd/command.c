/* Options: one table a command, from which parsing, help and completion come. */
#include "argument.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/nearest.h"
#include "cmd.h"

bool option_exists(const struct poptOption *option)
{
	return option && (option->longName || option->shortName);
}

bool option_takes_argument(const struct poptOption *option)
{
	return (option->argInfo & POPT_ARG_MASK) != POPT_ARG_NONE;
}

const struct poptOption *option_find(const struct poptOption *options, const char *name)
{
	for (; option_exists(options); options++) {
		if (options->longName && strcmp(options->longName, name) == 0)
			return options;
		if (options->shortName && name[0] == options->shortName && !name[1])
			return options;
	}
	return NULL;
}

const struct poptOption *option_read(
	const struct poptOption *options, const char *word, const char **value)
{
	const struct poptOption *option;
	char *name;

	*value = NULL;
	if (word[0] != '-' || !word[1])
		return NULL;
	if (word[1] != '-') {
		name = mem_string((struct slice){word + 1, 1});
		*value = word[2] ? word + 2 : NULL;
	} else {
		*value = strchr(word, '=');
		name = mem_string((struct slice){word + 2, strcspn(word + 2, "=")});
		*value = *value ? *value + 1 : NULL;
	}
	option = option_find(options, name);
	free(name);
	return option;
}

#define HELP_INDENT 25
#define HELP_WIDTH  100

/* Appends words behind the names of an option, on as many lines as they take. */
static void add_words(struct buffer *out, struct slice words)
{
	size_t column = HELP_INDENT;

	while (words.len) {
		size_t len = slice_find(words, ' ');

		if (column > HELP_INDENT && column + 1 + len > HELP_WIDTH) {
			buffer_add_char(out, '\n');
			buffer_add_repeat(out, ' ', HELP_INDENT);
			column = HELP_INDENT;
		}
		if (column > HELP_INDENT)
			buffer_add_char(out, ' ');
		column += len + (column > HELP_INDENT);
		buffer_add(out, words.at, len);
		words = slice_from(words, len + 1);
	}
	buffer_add_char(out, '\n');
}

void command_option_text(
	const struct command *command, const struct poptOption *option, struct buffer *out)
{
	struct buffer names = BUFFER_INIT, words = BUFFER_INIT, choices = BUFFER_INIT;

	if (option->shortName)
		buffer_addf(&names, "-%c", option->shortName);
	if (option->longName)
		buffer_addf(&names, "%s--%s", option->shortName ? ", " : "", option->longName);
	if (option->argDescrip)
		buffer_addf(&names, " %s", option->argDescrip);
	if (option->argDescrip)
		argument_explain_choices(command, option->argDescrip, &choices);
	buffer_addf(out, "  %-22s ", names.at);
	buffer_addf(&words, "%s%s%s", option->descrip, choices.len ? ": " : "",
		choices.len ? choices.at : "");
	add_words(out, buffer_slice(&words));
	buffer_dispose(&names);
	buffer_dispose(&words);
	buffer_dispose(&choices);
}

void command_help_text(const struct command *command, const char *title, struct buffer *out)
{
	buffer_addf(out, "usage: %s%s%s%s\n\n%s\n\nOptions:\n", title,
		command->options ? " [OPTION...]" : "", command->arguments[0] ? " " : "",
		command->arguments, command->details);
	for (const struct poptOption *option = command->options; option_exists(option); option++)
		command_option_text(command, option, out);
	buffer_add_string(out, "  -h, --help             this text\n");
	if (command->examples)
		buffer_addf(out, "\nExamples:\n%s", command->examples);
}

int command_show_help(struct app *app, const struct command *command, const char *title)
{
	struct buffer out = BUFFER_INIT;

	command_help_text(command, title, &out);
	return app_deliver(app, &out);
}

const char *option_nearest(const struct poptOption *options, const char *name)
{
	const char *names[64];
	size_t count = 0;

	for (; option_exists(options) && count < sizeof names / sizeof *names; options++) {
		if (options->longName)
			names[count++] = options->longName;
	}
	return nearest(slice_of(name), names, count);
}

/*
 * popt names the word that is wrong. For a value that stands in a word of its own that is the
 * value: then the option is the word before it.
 */
static const char *option_of_value(
	const struct command *command, const char *const *argv, const char *bad)
{
	for (size_t i = 1; argv[i]; i++) {
		const char *before = argv[i - 1];
		const struct poptOption *option;

		if (argv[i] != bad || before[0] != '-')
			continue;
		option = option_find(command->options, before + (before[1] == '-' ? 2 : 1));
		if (option && option_takes_argument(option))
			return before;
	}
	return NULL;
}

static int bad_option(const struct command *command, const char *title, const char *const *argv,
	const char *bad, int problem)
{
	const char *message = poptStrerror(problem);
	const char *option = NULL, *near = NULL;

	if (problem == POPT_ERROR_BADNUMBER || problem == POPT_ERROR_OVERFLOW)
		option = option_of_value(command, argv, bad);
	if (option)
		return app_usage("%s takes a number, not \"%s\"", option, bad);
	if (problem == POPT_ERROR_BADOPT && strncmp(bad, "--", 2) == 0)
		near = option_nearest(command->options, bad + 2);
	if (near)
		return app_usage("%s: %s; did you mean --%s?", bad, message, near);
	return app_usage("%s: %s; `%s -h` lists the options", bad, message, title);
}

/* The first option whose value is none of the words that it takes, or NULL. */
static const struct poptOption *find_unfit(const struct command *command)
{
	for (const struct poptOption *option = command->options; option_exists(option); option++) {
		if ((option->argInfo & POPT_ARG_MASK) == POPT_ARG_STRING && *(char **)option->arg &&
			argument_choice(command, option->argDescrip, 0).name &&
			argument_find(command, option->argDescrip, *(char **)option->arg) < 0)
			return option;
	}
	return NULL;
}

static int refuse_value(const struct command *command, const struct poptOption *option)
{
	char *name = mem_format("--%s", option->longName);
	int status = argument_refuse(command, name, option->argDescrip, *(char **)option->arg);

	free(name);
	return status;
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
		status = command_show_help(app, command, title);
	else if (option < -1)
		status = bad_option(command, title, argv,
			poptBadOption(context, POPT_BADOPTION_NOALIAS), option);
	else if (find_unfit(command))
		status = refuse_value(command, find_unfit(command));
	else
		status = command->run(app, words, count);
	poptFreeContext(context);
	return status;
}
