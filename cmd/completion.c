/* handoff completion: what shells ask when TAB is pressed. */
#include "completion.h"

#include "argument.h"
#include "candidates.h"
#include "cmd.h"

static int want_candidates;

static const struct poptOption options[] = {
	{"candidates", '\0', POPT_ARG_NONE, &want_candidates, 0,
		"list what can stand for the last of the words after --", NULL},
	POPT_TABLEEND,
};

static int run(struct app *app, const char *const *words, size_t n_words)
{
	struct buffer out = BUFFER_INIT;
	int shell;

	if (want_candidates) {
		candidates(app, words, n_words, &out);
		return app_deliver(app, &out);
	}
	if (n_words == 0) {
		argument_add_choices(&command_completion, "SHELL", &out);
		app_usage("which shell? completion takes %s", out.at);
		buffer_dispose(&out);
		return EXIT_TROUBLE;
	}
	if (n_words > 1)
		return app_usage("completion takes one shell");
	shell = argument_find(&command_completion, "SHELL", words[0]);
	if (shell < 0)
		return argument_refuse(&command_completion, "completion", "SHELL", words[0]);
	buffer_add(&out, completion_scripts[shell].text, completion_scripts[shell].len);
	return app_deliver(app, &out);
}

const struct command command_completion = {
	.name = "completion",
	.arguments = "SHELL",
	.summary = "print a script that completes commands in a shell",
	.details = "Prints a script for bash, fish or zsh, which completes commands, kinds, "
		   "options and what can\n"
		   "stand for their arguments when TAB is pressed. `make install` puts the scripts "
		   "where the\n"
		   "shells look for them.\n\n"
		   "The scripts ask the program itself: `handoff completion --candidates -- "
		   "WORD...` lists, one a\n"
		   "line, what can stand for the last WORD, a tab, and what that is. `:files` and "
		   "`:directories`\n"
		   "stand for those that there are.",
	.examples = "  source <(handoff completion bash)\n"
		    "  handoff completion zsh >~/.zfunc/_handoff\n"
		    "  handoff completion fish >~/.config/fish/completions/handoff.fish\n",
	.options = options,
	.run = run,
};
