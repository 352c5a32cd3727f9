/* handoff adopt: Markdown files that are there already become documents. */
#include "check/adopt.h"

#include <stdlib.h>

#include "base/file.h"
#include "base/mem.h"
#include "ledger.h"
#include "report/patch.h"
#include "report/report.h"
#include "writing.h"

static char *kind_name;
static int dry_run;
static int quote;

static const struct poptOption options[] = {
	{"kind", '\0', POPT_ARG_STRING, &kind_name, 0, "what they become", "KIND"},
	{"quote", '\0', POPT_ARG_NONE, &quote, 0,
		"quote values of the front matter that begin with @ and that YAML cannot read",
		NULL},
	{"dry-run", '\0', POPT_ARG_NONE, &dry_run, 0, "show what would be added, and write nothing",
		NULL},
	POPT_TABLEEND,
};

/* One run over all files. */
struct run {
	struct app *app;
	struct workspace workspace;
	struct adopter *adopter;
	struct buffer out;
	size_t adopted, failed;
	size_t unfound;      /* adopted, and check passes over them */
	const char *example; /* the first of these, or of the adopted ones */
};

/* ---- What is said --------------------------------------------------------------------------- */

static bool is_changed(const struct adoption *adoption)
{
	return !slice_equal(buffer_slice(&adoption->before), buffer_slice(&adoption->after));
}

static void add_count(struct buffer *out, size_t count, const char *what, bool *first)
{
	if (count == 0)
		return;
	buffer_addf(out, "%s%zu %s%s", *first ? "" : ", ", count, what, count == 1 ? "" : "s");
	*first = false;
}

static void add_counts(struct buffer *out, const struct adoption *adoption)
{
	bool first = true;

	add_count(out, adoption->quoted, "value", &first);
	buffer_add_string(out, adoption->quoted ? " quoted" : "");
	add_count(out, adoption->fields, "field", &first);
	add_count(out, adoption->sections, "section", &first);
	add_count(out, adoption->tables, "table", &first);
	if (adoption->fields + adoption->sections + adoption->tables)
		buffer_add_string(out, " added");
}

static void say_file(struct run *run, const char *path, const struct adoption *adoption)
{
	report_path(&run->out, path, repo_prefix(run->app->repo));
	if (adoption->is_signed) {
		buffer_add_string(&run->out, ": is signed off, and stays as it is\n");
		return;
	}
	if (is_changed(adoption)) {
		buffer_addf(&run->out, ": adopted as %s: ", kind_name);
		add_counts(&run->out, adoption);
	} else {
		buffer_addf(&run->out, ": %s already, nothing to add", kind_name);
	}
	if (adoption->hindrance)
		buffer_addf(&run->out, "; no sections, as %s: close it, and adopt the file again",
			adoption->hindrance);
	buffer_add_char(&run->out, '\n');
}

/* What to do next, once for all files. */
static void say_next(const struct run *run)
{
	struct buffer path = BUFFER_INIT;

	if (run->adopted == 0)
		return;
	report_path(&path, run->example, repo_prefix(run->app->repo));
	if (run->unfound == 1)
		app_note("%s is not among the documents that check finds%s: name it, as in "
			 "`handoff check %s`",
			path.at, writing_is_readme(run->example) ? ", as no README.md is" : "",
			path.at);
	else if (run->unfound)
		app_note("%zu of them are not among the documents that check finds: add them to "
			 "`documents:` in %s, or name them",
			run->unfound, POLICY_CONFIG);
	else if (run->adopted == 1)
		app_note("`handoff check %s` says what is left to write", path.at);
	else
		app_note("`handoff check` says what is left to write");
	buffer_dispose(&path);
}

/* ---- The files ------------------------------------------------------------------------------ */

static struct error *check_file(struct run *run, const char *path)
{
	if (strncmp(path, ".handoff/", strlen(".handoff/")) == 0)
		return error_new(
			ERROR_REFUSED, "%s: what lies under .handoff/ is no document", path);
	switch (snapshot_kind(run->workspace.snapshot, path)) {
	case FILE_ABSENT:
		return error_new(ERROR_NOT_FOUND, "%s: no such file", path);
	case FILE_DIRECTORY:
		return error_new(ERROR_USAGE, "%s: a directory; name the files in it", path);
	default:
		return NULL;
	}
}

static struct error *write_file(struct run *run, const char *path, const struct adoption *adoption)
{
	struct slice before = buffer_slice(&adoption->before);
	struct slice after = buffer_slice(&adoption->after);

	if (!is_changed(adoption))
		return NULL;
	if (dry_run)
		return report_patch(path, before, after, app_wants_color(run->app), &run->out);
	return file_replace_beneath(repo_worktree_fd(run->app->repo), path, before, after);
}

static void count_adopted(struct run *run, const char *path)
{
	bool found = writing_is_found(run->workspace.policy, path);

	if (!run->example || (!found && !run->unfound))
		run->example = path;
	run->adopted++;
	run->unfound += !found;
}

/* What is wrong with one file does not keep the others from being adopted. */
static void adopt_one(struct run *run, const char *path)
{
	struct adoption adoption = {0};
	struct error *error = check_file(run, path);

	if (!error)
		error = adopt_file(run->adopter, path, &adoption);
	if (!error)
		error = write_file(run, path, &adoption);
	if (error) {
		run->failed++;
		app_fail(error);
	} else {
		if (!dry_run)
			say_file(run, path, &adoption);
		if (is_changed(&adoption))
			count_adopted(run, path);
	}
	adoption_dispose(&adoption);
}

static struct error *find_kind(struct policy *policy, const struct kind **kind)
{
	struct error *error = policy_kind(policy, slice_of(kind_name), kind);

	return error || *kind ? error : policy_no_kind(policy, kind_name);
}

static struct error *prepare(struct run *run, char **paths, size_t count)
{
	struct adopt_request request = {.workspace = &run->workspace, .quote = quote};
	struct error *error = find_kind(run->workspace.policy, &request.kind);

	if (!error && !dry_run)
		error = repo_check_writable(run->app->repo);
	if (error)
		return error;
	request.author = writing_author(run->app, run->workspace.policy);
	return adopter_new(&request, (const char *const *)paths, count, &run->adopter);
}

static int adopt_all(struct app *app, char **paths, size_t count)
{
	struct workspace_request wanted = {.repo = app->repo};
	struct run run = {.app = app};
	struct error *error = workspace_open(&wanted, &run.workspace);
	int status;

	if (!error && run.workspace.policy_unusable) {
		status = app_show_problems(app, &run.workspace);
		workspace_dispose(&run.workspace);
		return status;
	}
	if (!error)
		error = prepare(&run, paths, count);
	for (size_t i = 0; !error && i < count; i++)
		adopt_one(&run, paths[i]);
	status = error ? app_fail(error) : app_deliver(app, &run.out);
	if (!error && !dry_run)
		say_next(&run);
	adopter_free(run.adopter);
	workspace_dispose(&run.workspace);
	return run.failed ? EXIT_TROUBLE : status;
}

static int run(struct app *app, const char *const *words, size_t n_words)
{
	char **paths = mem_calloc(n_words + 1, sizeof *paths);
	struct error *error = NULL;
	int status;

	if (n_words == 0)
		error = error_new(ERROR_USAGE, "adopt takes one file or more");
	else if (!kind_name || !kind_name[0])
		error = error_new(ERROR_USAGE,
			"adopt needs --kind KIND: what the files become; `handoff kinds` lists "
			"the kinds");
	if (!error)
		error = app_open(app);
	for (size_t i = 0; !error && i < n_words; i++)
		error = repo_relative_path(app->repo, words[i], &paths[i]);
	status = error ? app_fail(error) : adopt_all(app, paths, n_words);
	for (size_t i = 0; i < n_words; i++)
		free(paths[i]);
	free(paths);
	free(kind_name);
	return status;
}

const struct command command_adopt = {
	.name = "adopt",
	.arguments = "FILE...",
	.summary = "make documents of Markdown files that are there already",
	.details =
		"Adds what a file lacks of a kind: front matter, sections with the template's "
		"guidance, tables.\n"
		"What is there stays, to the byte, and where it is. Headings that mean the same as "
		"one of the\n"
		"template count as that. The document begins in the kind's first status, in which "
		"gaps are\n"
		"warnings; `check` says what is left to write. Done twice, nothing changes.\n\n"
		"Fields that the file has and the kind does not know stay too: check reports "
		"them, unless the\n"
		"kind says `extra-fields: true`. The kind model-card knows those of the Hugging "
		"Face hub.\n\n"
		"Exit status: 0 done, 2 not for all of the files, and why.",
	.examples = "  handoff adopt docs/incidents/2026-*.md --kind postmortem\n"
		    "  handoff adopt README.md --kind model-card --dry-run\n",
	.options = options,
	.run = run,
};
