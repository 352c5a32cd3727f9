/* What every command needs: the repository, the policy, messages, output. */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/env.h"
#include "base/escape.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/process.h"
#include "check/check.h"
#include "cmd.h"
#include "report/report.h"

static void print_message(const char *message)
{
	struct buffer line = BUFFER_INIT;

	buffer_add_string(&line, "handoff: ");
	escape_line(&line, slice_of(message));
	buffer_add_char(&line, '\n');
	fwrite(line.at, 1, line.len, stderr);
	buffer_dispose(&line);
}

int app_fail(struct error *error)
{
	print_message(error->message);
	error_free(error);
	return EXIT_TROUBLE;
}

int app_usage(const char *format, ...)
{
	va_list arguments;
	char *message;

	va_start(arguments, format);
	if (vasprintf(&message, format, arguments) < 0)
		message = NULL;
	va_end(arguments);
	print_message(message ? message : format);
	free(message);
	return EXIT_TROUBLE;
}

void app_note(const char *format, ...)
{
	va_list arguments;
	char *message;

	va_start(arguments, format);
	if (vasprintf(&message, format, arguments) < 0)
		message = NULL;
	va_end(arguments);
	print_message(message ? message : format);
	free(message);
}

struct error *app_open(struct app *app)
{
	return app->repo ? NULL : repo_open(".", &app->repo);
}

/* The policy of loaded->snapshot. */
static int load_policy(struct app *app, struct app_policy *loaded)
{
	struct problems problems = PROBLEMS_INIT;
	struct check_result result = {.policy_unusable = true};
	struct report_options options = {.prefix = ""};
	struct buffer out = BUFFER_INIT;
	struct error *error;

	loaded->pool = doc_pool_new(0, &doc_limits_default);
	error = policy_load(loaded->snapshot, loaded->pool, &problems, &loaded->policy);
	if (!error)
		check_settings(policy_config(loaded->policy), &problems);
	if (!error && problems.count) {
		check_add_problems(&result.findings, &problems);
		findings_sort(&result.findings);
		options.prefix = repo_prefix(app->repo);
		report_text(&result, &options, &out);
		fwrite(out.at, 1, out.len, stderr);
		error = error_new(ERROR_POLICY, "the files under .handoff/ cannot be used");
	}
	findings_dispose(&result.findings);
	problems_dispose(&problems);
	buffer_dispose(&out);
	return error ? app_fail(error) : EXIT_DONE;
}

int app_load_policy(struct app *app, struct app_policy *loaded)
{
	struct error *error = app_open(app);

	if (!error)
		error = snapshot_of_worktree(app->repo, &loaded->snapshot);
	return error ? app_fail(error) : load_policy(app, loaded);
}

int app_load_kinds(struct app *app, struct app_policy *loaded)
{
	struct error *error = app_open(app);

	if (error && error->code != ERROR_NOT_FOUND)
		return app_fail(error);
	error_free(error);
	if (!app->repo || !repo_worktree(app->repo)) {
		loaded->snapshot = snapshot_of_nothing();
		return load_policy(app, loaded);
	}
	return app_load_policy(app, loaded);
}

void app_policy_dispose(struct app_policy *loaded)
{
	policy_free(loaded->policy);
	doc_pool_free(loaded->pool);
	snapshot_free(loaded->snapshot);
	*loaded = (struct app_policy){0};
}

bool app_is_terminal(void)
{
	return isatty(STDOUT_FILENO);
}

/* https://no-color.org, and CLICOLOR_FORCE as in https://bixense.com/clicolors */
bool app_wants_color(const struct app *app)
{
	const char *term = env_get("TERM");

	if (app->color != COLOR_AUTO)
		return app->color == COLOR_ALWAYS;
	if (env_get("NO_COLOR"))
		return false;
	if (env_flag("CLICOLOR_FORCE"))
		return true;
	return app_is_terminal() && term && strcmp(term, "dumb") != 0;
}

/* The command of the pager in git's order; *owned is to be freed. */
static const char *pager_command(struct app *app, char **owned)
{
	static const char *const variables[] = {"HANDOFF_PAGER", "GIT_PAGER"};
	const char *pager = NULL;

	*owned = NULL;
	for (size_t i = 0; i < sizeof variables / sizeof *variables && !pager; i++)
		pager = env_get(variables[i]);
	if (pager)
		return pager;
	if (app->repo)
		*owned = repo_config_string(app->repo, "core.pager");
	if (*owned)
		return *owned;
	pager = env_get("PAGER");
	return pager ? pager : "less";
}

/* True if a pager took the text. A reader who leaves early has seen enough. */
static bool print_through_pager(struct app *app, const struct buffer *text)
{
	static char less[] = "LESS=FRX";
	char *environment[] = {less, NULL};
	struct error *error;
	const char *command;
	char **argv = NULL;
	char *owned;
	int input, status;
	pid_t pid;

	command = pager_command(app, &owned);
	error = process_split(command, &argv, &status);
	if (!error && strcmp(argv[0], "cat") == 0)
		error = error_new(ERROR_USAGE, "no pager wanted");
	if (!error)
		error = process_start_reader(argv, environment, &pid, &input);
	free(argv);
	free(owned);
	if (error) {
		error_free(error);
		return false;
	}
	file_write_all(input, buffer_slice(text));
	close(input);
	error_free(process_wait(pid, &status));
	return true;
}

struct error *app_write(struct slice bytes)
{
	return file_write_all(STDOUT_FILENO, bytes)
		       ? error_errno(ERROR_IO, "cannot write to standard output")
		       : NULL;
}

bool app_print(struct app *app, const struct buffer *text)
{
	struct error *error;

	if (text->len == 0)
		return true;
	if (!app->no_pager && app_is_terminal() && print_through_pager(app, text))
		return true;
	error = app_write(buffer_slice(text));
	if (error)
		app_fail(error);
	return !error;
}

int app_deliver(struct app *app, struct buffer *text)
{
	bool printed = app_print(app, text);

	buffer_dispose(text);
	return printed ? EXIT_DONE : EXIT_TROUBLE;
}
