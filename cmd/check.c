/* handoff check: the findings. */
#include "check/check.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/env.h"
#include "base/mem.h"
#include "ledger.h"
#include "report/report.h"

static char *format_name;
static int strict;
static int fix;
static char *rev;
static int staged;
static char *base;
static char *head;
static char *policy;
static char *message;
static char *selected;
static int jobs = INT_MIN; /* not given */
static char *baseline;
static char not_given[] = "";
static char *write_baseline = not_given; /* NULL: given without a file */

static const struct poptOption options[] = {
	{"format", '\0', POPT_ARG_STRING, &format_name, 0, "how to report", "FORMAT"},
	{"fix", '\0', POPT_ARG_NONE, &fix, 0,
		"mend first what cannot be mended wrongly, and say what was done", NULL},
	{"staged", '\0', POPT_ARG_NONE, &staged, 0, "what `git commit` would commit", NULL},
	{"rev", '\0', POPT_ARG_STRING, &rev, 0, "documents of this commit", "REV"},
	{"base", '\0', POPT_ARG_STRING, &base, 0,
		"what a branch changes since it left this one, by this one's policy", "REV"},
	{"head", '\0', POPT_ARG_STRING, &head, 0, "with --base: the branch (default: HEAD)", "REV"},
	{"policy", '\0', POPT_ARG_STRING, &policy, 0, "people, kinds and settings of this commit",
		"REV"},
	{"message", '\0', POPT_ARG_STRING, &message, 0,
		"with --staged: the commit's message, whose trailers are checked", "FILE"},
	{"select", '\0', POPT_ARG_STRING, &selected, 0,
		"only these rules or families of rules, with commas", "RULE"},
	{"strict", '\0', POPT_ARG_NONE, &strict, 0, "exit 1 for warnings and notes too", NULL},
	{"baseline", '\0', POPT_ARG_STRING, &baseline, 0,
		"pass over the findings that this file lists", "FILE"},
	{"write-baseline", '\0', POPT_ARG_STRING | POPT_ARGFLAG_OPTIONAL, &write_baseline, 0,
		"list the findings of now in this file (default: that of --baseline)", "[FILE]"},
	{"jobs", 'j', POPT_ARG_INT, &jobs, 0, "how many processes parse (default: one a processor)",
		"N"},
	POPT_TABLEEND,
};

/* Paths as they were typed, made relative to the repository's root. */
static struct error *relative_paths(
	struct app *app, const char *const *words, size_t count, char **paths)
{
	struct error *error = NULL;

	for (size_t i = 0; !error && i < count; i++)
		error = app_path(app, words[i], &paths[i]);
	return error;
}

/* Where the findings are to be listed; NULL: nowhere. */
static const char *file_to_write(void)
{
	if (write_baseline == not_given)
		return NULL;
	return write_baseline ? write_baseline : baseline;
}

static struct error *check_baseline_options(void)
{
	if (!write_baseline && !baseline)
		return error_new(ERROR_USAGE,
			"which file? `handoff check --write-baseline FILE` lists the findings of "
			"now in it");
	if (file_to_write() && (staged || base || message || selected))
		return error_new(ERROR_USAGE,
			"--write-baseline lists all that a check finds: leave out --staged, --base "
			"and --select");
	if (baseline && file_to_write() && strcmp(baseline, file_to_write()) != 0)
		return error_new(ERROR_USAGE,
			"--baseline and --write-baseline name two files, %s and %s; name one",
			baseline, file_to_write());
	return NULL;
}

static const char *plural(size_t count)
{
	return count == 1 ? "" : "s";
}

/* What became of a baseline that was read or written. */
static void say_baseline(const struct check_result *result)
{
	const struct baseline_made *made = &result->baseline_made;
	const struct baseline_use *use = &result->baseline_use;

	if (!result->baseline)
		return;
	if (file_to_write()) {
		app_note("%s: %zu finding%s written", file_to_write(), made->written,
			plural(made->written));
		if (made->kept)
			app_note("%zu of documents that were not checked %s", made->kept,
				made->kept == 1 ? "stays" : "stay");
		if (made->refused)
			app_note("%zu finding%s left: no baseline can hold %s", made->refused,
				made->refused == 1 ? " is" : "s are",
				made->refused == 1 ? "it" : "them");
		return;
	}
	if (use->graver)
		app_note("%zu finding%s graver now than %s has %s: %s", use->graver,
			use->graver == 1 ? " is" : "s are", baseline,
			use->graver == 1 ? "it" : "them",
			use->graver == 1 ? "it counts" : "they count");
	if (use->gone)
		app_note("%zu finding%s of %s %s there any more: `handoff check --write-baseline "
			 "%s` takes %s out",
			use->gone, plural(use->gone), baseline,
			use->gone == 1 ? "is not" : "are not", baseline,
			use->gone == 1 ? "it" : "them");
}

static int exit_status(const struct check_result *result)
{
	if (result->policy_unusable)
		return EXIT_TROUBLE;
	if (findings_count(&result->findings, SEVERITY_ERROR))
		return EXIT_FINDINGS;
	return strict && result->findings.count ? EXIT_FINDINGS : EXIT_DONE;
}

static int report(
	struct app *app, const struct report_format *format, const struct check_result *result)
{
	bool is_text = format->write == report_text;
	struct report_options shown = {
		.terminal = is_text && app_is_terminal(),
		.color = is_text && app_wants_color(app),
		.prefix = repo_prefix(app->repo),
	};
	struct buffer out = BUFFER_INIT;
	int status = exit_status(result);

	format->write(result, &shown, &out);
	if (is_text && result->policy_unusable)
		fwrite(out.at, 1, out.len, stderr);
	else if (!app_print(app, &out))
		status = EXIT_TROUBLE;
	buffer_dispose(&out);
	if (is_text)
		app_say_policy(&result->workspace);
	if (is_text || file_to_write())
		say_baseline(result);
	if (result->ahead.present && result->ahead.unusable)
		app_note("the policy that stands here could not be used");
	else if (result->ahead.present)
		app_note("under the policy that stands here there would be %zu error%s and %zu "
			 "warning%s",
			result->ahead.errors, result->ahead.errors == 1 ? "" : "s",
			result->ahead.warnings, result->ahead.warnings == 1 ? "" : "s");
	if (result->policy_unusable)
		app_note("the files under .handoff/ cannot be used; nothing was checked");
	else if (result->documents == 0 && !staged && !base)
		app_note("no documents found: `documents:` in .handoff/config.yaml says where they "
			 "are, "
			 "`handoff KIND new TITLE` makes one");
	return status;
}

static struct error *refuse_rule(const char *name)
{
	const char *near = rule_nearest(slice_of(name));

	return error_new(ERROR_USAGE,
		near ? "--select: no rule or family \"%s\"; did you mean \"%s\"?"
		     : "--select: no rule or family \"%s\"%s",
		name, near ? near : "");
}

/* Names with commas, in place. *list points into the text; free() it. */
static struct error *split_rules(char *text, const char ***list, size_t *count)
{
	char *rest = text, *name;

	*list = mem_calloc(text ? strlen(text) + 1 : 1, sizeof **list);
	*count = 0;
	while ((name = strsep(&rest, ","))) {
		if (!rule_exists(slice_of(name)))
			return refuse_rule(name);
		(*list)[(*count)++] = name;
	}
	return NULL;
}

static int check(struct app *app, const struct report_format *format, char **paths, size_t count,
	const char *const *rules_wanted, size_t n_rules_wanted)
{
	struct check_request request = {
		.repo = app->repo,
		.rev = rev,
		.staged = staged,
		.base = base,
		.head = head,
		.message = message,
		.select = rules_wanted,
		.n_select = n_rules_wanted,
		.policy = policy,
		.jobs = jobs > 0 ? (unsigned)jobs : 0,
		.paths = (const char *const *)paths,
		.n_paths = count,
		.fix = fix,
		.baseline = baseline,
		.write_baseline = file_to_write(),
	};
	struct check_result result;
	struct error *error = check_run(&request, &result);
	int status = error ? app_fail(error) : report(app, format, &result);

	check_result_dispose(&result);
	return status;
}

static struct error *check_options(void)
{
	if (jobs != INT_MIN && (jobs < 1 || jobs > 256))
		return error_new(ERROR_USAGE, "--jobs takes a number from 1 to 256");
	if (fix && (rev || policy || staged || base))
		return error_new(ERROR_USAGE,
			"--fix mends the working tree, by its own policy: leave out --rev, "
			"--policy, --staged and --base");
	if ((rev != NULL) + (base != NULL) + staged > 1)
		return error_new(ERROR_USAGE, "one of --staged, --rev and --base, not two");
	if (head && !base)
		return error_new(ERROR_USAGE, "--head goes with --base; --rev names one commit");
	if (message && !staged)
		return error_new(ERROR_USAGE, "--message goes with --staged");
	return NULL;
}

/* Only in a hook git's environment says where the repository is: what is being committed is in an
 * index of its own, and what is being pushed in quarantine. */
static struct error *open_repository(struct app *app)
{
	struct error *error;

	if (staged || env_get("GIT_QUARANTINE_PATH"))
		return repo_open_from_environment(&app->repo);
	error = app_open(app);
	if (!error || error->code != ERROR_NOT_FOUND || !env_get("GIT_DIR"))
		return error;
	/* A git directory that lies elsewhere, as a hook is told of it. */
	error_free(error);
	return repo_open_from_environment(&app->repo);
}

static int run(struct app *app, const char *const *words, size_t n_words)
{
	const struct report_format *format = report_find(format_name ? format_name : "text");
	char **paths = mem_calloc(n_words + 1, sizeof *paths);
	const char **rules_wanted = NULL;
	size_t n_rules_wanted = 0;
	struct error *error = check_options();
	int status;

	if (!error)
		error = split_rules(selected, &rules_wanted, &n_rules_wanted);
	if (!error)
		error = check_baseline_options();
	if (!error)
		error = open_repository(app);
	if (!error)
		error = relative_paths(app, words, n_words, paths);
	if (!error && !base && !staged)
		app_warn_untrusted(policy);
	status = error ? app_fail(error)
		       : check(app, format, paths, n_words, rules_wanted, n_rules_wanted);
	free(rules_wanted);
	for (size_t i = 0; i < n_words; i++)
		free(paths[i]);
	free(paths);
	free(format_name);
	free(rev);
	free(base);
	free(head);
	free(policy);
	free(message);
	free(selected);
	free(baseline);
	if (write_baseline != not_given)
		free(write_baseline);
	return status;
}

const struct command command_check = {
	.name = "check",
	.arguments = "[PATH...]",
	.summary = "hold documents to their contracts",
	.details =
		"Checks the documents of the working tree: all of them, or those that PATH names. "
		"A directory\n"
		"stands for the documents below it; a file is checked wherever it lies.\n\n"
		"Each document is held to the contract of its kind: fields, sections, tables, "
		"links, people.\n"
		"In its first status gaps are warnings, later they are errors; what is wrong is an "
		"error\n"
		"always. `handoff kinds KIND` says what a kind asks for.\n\n"
		"--staged checks what `git commit` would commit, as a pre-commit hook does. --base "
		"checks what\n"
		"a branch does to documents, and what it breaks in others, by the people, kinds "
		"and settings\n"
		"of the base: for branches that are not trusted.\n\n"
		"With --baseline, findings that FILE lists do not count: a team that takes the "
		"tool up with\n"
		"old findings sees new ones only. FILE is made by --write-baseline, and with "
		"--policy it is\n"
		"that of the trusted commit.\n\n"
		"Reports: `sarif` for code scanning and editors, `github` for annotations in the "
		"log of an\n"
		"Actions job, `gitlab` for its Code Quality widget, `junit` and `checkstyle` for "
		"build servers,\n"
		"`rdjson` for reviewdog, `markdown` for a bot's comment or the summary of a step, "
		"`json` for\n"
		"your own scripts: `handoff schema check` has its form.\n\n"
		"Exit status: 0 no errors, 1 errors (with --strict: anything at all), 2 it could "
		"not check.",
	.examples = "  handoff check\n"
		    "  handoff check handoff/readiness\n"
		    "  handoff check --staged\n"
		    "  handoff check --base origin/main\n"
		    "  handoff check --write-baseline .handoff/baseline\n"
		    "  handoff check --baseline .handoff/baseline\n"
		    "  handoff check --strict --format json > findings.json\n"
		    "  handoff check --format markdown >> \"$GITHUB_STEP_SUMMARY\"\n",
	.options = options,
	.run = run,
};
