/* handoff help: the overview, or the help of a command. */
#include <stdlib.h>

#include "base/mem.h"
#include "cmd.h"

/* "handoff check", "handoff KIND new", "handoff game-day cards" */
static char *command_title(const struct command *command)
{
	if (command_find(command->name) == command)
		return mem_format("handoff %s", command->name);
	return mem_format("handoff %s %s", command->kind ? command->kind : "KIND", command->name);
}

static int run(struct app *app, const char *const *words, size_t n_words)
{
	const struct command *command = n_words ? command_find(words[n_words - 1]) : NULL;
	struct buffer out = BUFFER_INIT;
	bool printed;
	char *title;

	if (n_words && !command)
		command = command_find_verb(
			n_words > 1 ? words[n_words - 2] : NULL, words[n_words - 1]);
	if (n_words && !command && command_nearest(words[n_words - 1]))
		return app_usage("no command \"%s\"; did you mean \"%s\"?", words[n_words - 1],
			command_nearest(words[n_words - 1]));
	if (n_words && !command)
		return app_usage(
			"no command \"%s\"; `handoff help` lists them", words[n_words - 1]);
	if (!command) {
		commands_overview(&out);
	} else {
		title = command_title(command);
		command_help_text(command, title, &out);
		free(title);
	}
	printed = app_print(app, &out);
	buffer_dispose(&out);
	return printed ? EXIT_DONE : EXIT_TROUBLE;
}

const struct command command_help = {
	.name = "help",
	.arguments = "[COMMAND]",
	.summary = "explain a command",
	.details = "Lists the commands, or explains one.",
	.examples = "  handoff help check\n"
		    "  handoff help new\n",
	.run = run,
};
