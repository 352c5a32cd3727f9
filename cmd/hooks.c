/* handoff hooks: git's hooks, installed, taken away, looked at. */
#include "hooks.h"

#include <stdlib.h>

#include "argument.h"
#include "base/escape.h"
#include "base/mem.h"
#include "report/hooks.h"

static int server;
static char *format_name;

static const struct poptOption options[] = {
	{"server", '\0', POPT_ARG_NONE, &server, 0,
		"the hook of a repository that others push to: pre-receive", NULL},
	{"format", '\0', POPT_ARG_STRING, &format_name, 0, "how status reports", "FORMAT"},
	POPT_TABLEEND,
};

static const struct choice formats[] = {{"text", NULL}, {"json", NULL}, {NULL, NULL}};

/* ---- Which hooks ---------------------------------------------------------------------------- */

static void choose(struct hook_choice *choice, bool of_client, bool of_server)
{
	choice->count = 0;
	for (enum hook hook = 0; hook < HOOKS; hook++) {
		if (hook_is_for_servers(hook) ? of_server : of_client)
			choice->list[choice->count++] = hook;
	}
}

void hook_choice_of_client(struct hook_choice *choice)
{
	choose(choice, true, false);
}

static bool is_chosen(const struct hook_choice *choice, enum hook hook)
{
	for (size_t i = 0; i < choice->count; i++) {
		if (choice->list[i] == hook)
			return true;
	}
	return false;
}

/* Those that are named. Returns EXIT_DONE, or EXIT_TROUBLE after saying which is none. */
static int read_names(const char *const *words, size_t n_words, struct hook_choice *choice)
{
	choice->count = 0;
	for (size_t i = 0; i < n_words; i++) {
		int hook = argument_find(&command_hooks, "HOOK", words[i]);

		if (hook < 0)
			return argument_refuse(&command_hooks, "HOOK", "HOOK", words[i]);
		if (server && !hook_is_for_servers((enum hook)hook))
			return app_usage("%s runs in a working tree: leave out --server", words[i]);
		if (!is_chosen(choice, (enum hook)hook))
			choice->list[choice->count++] = (enum hook)hook;
	}
	return EXIT_DONE;
}

/* ---- install and uninstall ------------------------------------------------------------------ */

void hook_deeds_text(const struct hook_deeds *deeds, struct buffer *out)
{
	for (size_t i = 0; i < deeds->count; i++) {
		buffer_addf(out, "%-8s ", hook_deed_name(deeds->list[i].deed));
		escape_line(out, slice_of(deeds->list[i].path));
		if (deeds->list[i].detail) {
			buffer_add_string(out, " (");
			escape_line(out, slice_of(deeds->list[i].detail));
			buffer_add_char(out, ')');
		}
		buffer_add_char(out, '\n');
	}
}

static struct error *open_hooks(struct app *app, struct hooks **hooks)
{
	struct error *error = app_open(app);

	return error ? error : hooks_open(app->repo, hooks);
}

/* What keeps all of them from being done is said once. */
static int say_once(struct error *error, char **said)
{
	if (!error)
		return EXIT_DONE;
	if (*said && strcmp(*said, error->message) == 0) {
		error_free(error);
		return EXIT_TROUBLE;
	}
	free(*said);
	*said = mem_string(slice_of(error->message));
	return app_fail(error);
}

/* Does it to each; what went wrong with one does not keep the others from being done. */
static int change(struct app *app, const struct hook_choice *choice,
	struct error *(*act)(struct hooks *, enum hook, struct hook_deeds *), const char *nothing)
{
	struct hook_deeds deeds = {0};
	struct buffer out = BUFFER_INIT;
	struct hooks *hooks = NULL;
	struct error *error = open_hooks(app, &hooks);
	int status = error ? app_fail(error) : EXIT_DONE;
	char *said = NULL;

	for (size_t i = 0; hooks && i < choice->count; i++) {
		if (say_once(act(hooks, choice->list[i], &deeds), &said) != EXIT_DONE)
			status = EXIT_TROUBLE;
	}
	free(said);
	hook_deeds_text(&deeds, &out);
	if (app_deliver(app, &out) != EXIT_DONE)
		status = EXIT_TROUBLE;
	for (size_t i = 0; i < deeds.n_notes; i++)
		app_note("%s", deeds.notes[i]);
	if (status == EXIT_DONE && deeds.count == 0)
		app_note("%s", nothing);
	hook_deeds_dispose(&deeds);
	hooks_free(hooks);
	return status;
}

static int install(struct app *app, struct hook_choice *choice)
{
	struct error *error = app_open(app);
	bool is_bare = !error && !repo_worktree(app->repo);

	if (error)
		return app_fail(error);
	if (choice->count == 0)
		choose(choice, !server, server);
	for (size_t i = 0; is_bare && i < choice->count; i++) {
		if (!hook_is_for_servers(choice->list[i]))
			return app_usage("this repository is bare: nobody commits in it; "
					 "--server installs the hook for what is pushed to it");
	}
	return change(app, choice, hooks_install, "");
}

static int uninstall(struct app *app, struct hook_choice *choice)
{
	if (choice->count == 0)
		choose(choice, !server, true);
	return change(app, choice, hooks_uninstall, "no hook of handoff is here");
}

/* ---- status and print ----------------------------------------------------------------------- */

static struct error *view_all(struct hooks *hooks, const struct hook_choice *choice,
	struct hook_view *views, size_t *count)
{
	struct error *error = NULL;

	for (size_t i = 0; !error && i < choice->count; i++) {
		error = hooks_view(hooks, choice->list[i], &views[*count]);
		(*count)++;
	}
	return error;
}

/* That of servers only where it is wanted, or is there. */
static struct error *choose_for_status(
	struct app *app, struct hooks *hooks, struct hook_choice *choice)
{
	bool is_bare = !repo_worktree(app->repo);
	struct error *error = NULL;
	struct hook_view view;

	if (choice->count)
		return NULL;
	choose(choice, !is_bare && !server, is_bare || server);
	if (is_bare || server)
		return NULL;
	error = hooks_view(hooks, HOOK_PRE_RECEIVE, &view);
	if (!error && view.state != HOOK_MISSING && view.state != HOOK_UNKNOWN)
		choice->list[choice->count++] = HOOK_PRE_RECEIVE;
	hook_view_dispose(&view);
	return error;
}

static int show(struct app *app, const struct hook_view *views, size_t count)
{
	bool is_json = format_name && strcmp(format_name, "json") == 0;
	struct buffer out = BUFFER_INIT;
	int status = EXIT_DONE;

	for (size_t i = 0; i < count; i++) {
		if (!hook_state_is_good(views[i].state))
			status = EXIT_FINDINGS;
	}
	if (is_json)
		report_hooks_json(views, count, &out);
	else
		report_hooks_text(views, count, &out);
	return app_deliver(app, &out) == EXIT_DONE ? status : EXIT_TROUBLE;
}

static int status(struct app *app, struct hook_choice *choice)
{
	struct hook_view views[HOOKS] = {0};
	struct hooks *hooks = NULL;
	size_t count = 0;
	struct error *error = open_hooks(app, &hooks);
	int result;

	if (!error)
		error = choose_for_status(app, hooks, choice);
	if (!error)
		error = view_all(hooks, choice, views, &count);
	result = error ? app_fail(error) : show(app, views, count);
	for (size_t i = 0; i < HOOKS; i++)
		hook_view_dispose(&views[i]);
	hooks_free(hooks);
	return result;
}

static int print(struct app *app, struct hook_choice *choice)
{
	struct buffer out = BUFFER_INIT;

	if (choice->count != 1)
		return app_usage("hooks print takes one hook");
	buffer_add_slice(&out, hook_script(choice->list[0]));
	return app_deliver(app, &out);
}

/* ---- The command ---------------------------------------------------------------------------- */

static const struct {
	struct choice choice;
	int (*run)(struct app *app, struct hook_choice *choice);
} actions[] = {
	{{"install", "put them there"}, install},
	{{"uninstall", "take them away, as if they had never been there"}, uninstall},
	{{"status", "say which are there"}, status},
	{{"print", "write the script of one"}, print},
};

struct choice hooks_action(size_t n)
{
	return n < sizeof actions / sizeof *actions ? actions[n].choice
						    : (struct choice){NULL, NULL};
}

static int run_action(struct app *app, const char *const *words, size_t n_words)
{
	int action = argument_find(&command_hooks, "ACTION", words[0]);
	struct hook_choice choice;

	if (action < 0)
		return argument_refuse(&command_hooks, "hooks", "ACTION", words[0]);
	if (format_name && actions[action].run != status)
		return app_usage("--format is for `handoff hooks status`");
	if (read_names(words + 1, n_words - 1, &choice) != EXIT_DONE)
		return EXIT_TROUBLE;
	return actions[action].run(app, &choice);
}

static int run(struct app *app, const char *const *words, size_t n_words)
{
	struct buffer choices = BUFFER_INIT;
	int result;

	if (n_words) {
		result = run_action(app, words, n_words);
	} else {
		argument_add_choices(&command_hooks, "ACTION", &choices);
		result = app_usage("what about hooks? %s", choices.at);
		buffer_dispose(&choices);
	}
	free(format_name);
	return result;
}

const struct command command_hooks = {
	.name = "hooks",
	.arguments = "ACTION [HOOK...]",
	.summary = "git hooks: install, uninstall, status",
	.details = "Installs the git hooks pre-commit, commit-msg and pre-push, or those that HOOK "
		   "names, and with\n"
		   "--server pre-receive, for a repository that others push to. They run "
		   "`handoff check` on what\n"
		   "is about to be committed or pushed. Hooks that are there stay, and run "
		   "first; husky,\n"
		   "lefthook and the pre-commit framework are given ours in their own way. "
		   "Doing it twice changes\n"
		   "nothing.\n\n"
		   "  install    puts them there\n"
		   "  uninstall  takes them away; every file is then as it was before, to the "
		   "byte\n"
		   "  status     says which are there, and who runs them\n"
		   "  print      writes the script of a hook, for what is set up by hand\n\n"
		   "handoff-hooks(7) has the details.\n\n"
		   "Exit status: 0 done, or all are there; 1 status: one is missing or does not "
		   "run; 2 something\n"
		   "could not be done, and what to do by hand.",
	.examples = "  handoff hooks install\n"
		    "  handoff hooks install pre-commit\n"
		    "  handoff -C /srv/git/ml-platform.git hooks install --server\n"
		    "  handoff hooks status --format json\n"
		    "  handoff hooks uninstall\n",
	.options = options,
	.formats = formats,
	.run = run,
};
