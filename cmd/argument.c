/* Arguments that can be one of a few words only. */
#include "argument.h"

#include <string.h>

#include "completion.h"
#include "hooks.h"
#include "report/report.h"
#include "report/schema.h"
#include "signoff/entry.h"

static struct choice nth_format(const struct command *command, size_t n)
{
	if (command->formats)
		return command->formats[n];
	return (struct choice){n < n_report_formats ? report_formats[n].name : NULL, NULL};
}

static struct choice nth_action(const struct command *command, size_t n)
{
	(void)command;
	return hooks_action(n);
}

static struct choice nth_hook(const struct command *command, size_t n)
{
	(void)command;
	return n < HOOKS ? (struct choice){hook_name((enum hook)n), hook_about((enum hook)n)}
			 : (struct choice){NULL, NULL};
}

static struct choice nth_when(const struct command *command, size_t n)
{
	static const struct choice whens[] = {
		[COLOR_AUTO] = {"auto", NULL},
		[COLOR_ALWAYS] = {"always", NULL},
		[COLOR_NEVER] = {"never", NULL},
		{NULL, NULL},
	};

	(void)command;
	return whens[n];
}

static struct choice nth_decision(const struct command *command, size_t n)
{
	(void)command;
	return n < DECISIONS ? (struct choice){decision_name((enum decision)n), NULL}
			     : (struct choice){NULL, NULL};
}

static struct choice nth_shell(const struct command *command, size_t n)
{
	(void)command;
	return (struct choice){completion_scripts[n].shell, NULL};
}

static struct choice nth_schema(const struct command *command, size_t n)
{
	(void)command;
	return (struct choice){json_schemas[n].name, NULL};
}

static const struct {
	const char *argument;
	struct choice (*nth)(const struct command *command, size_t n);
} lists[] = {
	{"ACTION", nth_action},
	{"DECISION", nth_decision},
	{"FORMAT", nth_format},
	{"HOOK", nth_hook},
	{"SCHEMA", nth_schema},
	{"SHELL", nth_shell},
	{"WHEN", nth_when},
};

struct choice argument_choice(const struct command *command, const char *argument, size_t n)
{
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
		if (strcmp(lists[i].argument, argument) == 0)
			return lists[i].nth(command, n);
	}
	return (struct choice){NULL, NULL};
}

int argument_find(const struct command *command, const char *argument, const char *word)
{
	struct choice choice = argument_choice(command, argument, 0);

	for (size_t n = 0; choice.name; choice = argument_choice(command, argument, ++n)) {
		if (strcmp(choice.name, word) == 0)
			return (int)n;
	}
	return -1;
}

static void add_choices(
	const struct command *command, const char *argument, bool explain, struct buffer *out)
{
	struct choice choice = argument_choice(command, argument, 0);

	for (size_t n = 0; choice.name; n++) {
		struct choice next = argument_choice(command, argument, n + 1);

		buffer_addf(out, "%s%s", n == 0 ? "" : next.name ? ", " : " or ", choice.name);
		if (explain && choice.about)
			buffer_addf(out, " (%s)", choice.about);
		choice = next;
	}
}

void argument_add_choices(const struct command *command, const char *argument, struct buffer *out)
{
	add_choices(command, argument, false, out);
}

void argument_explain_choices(
	const struct command *command, const char *argument, struct buffer *out)
{
	add_choices(command, argument, true, out);
}

int argument_refuse(
	const struct command *command, const char *what, const char *argument, const char *word)
{
	struct buffer choices = BUFFER_INIT;

	argument_add_choices(command, argument, &choices);
	app_usage("%s takes %s, not \"%s\"", what, choices.at, word);
	buffer_dispose(&choices);
	return EXIT_TROUBLE;
}
