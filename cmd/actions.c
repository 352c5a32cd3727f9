/* handoff actions: the action items of all documents. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/path.h"
#include "ledger.h"
#include "report/actions.h"

static int overdue;
static char *owner;
static char *kind;
static char *rev;
static char *policy;
static char *format_name;
static int strict;

static const struct poptOption options[] = {
	{"overdue", '\0', POPT_ARG_NONE, &overdue, 0, "only what is not finished in time", NULL},
	{"owner", '\0', POPT_ARG_STRING, &owner, 0, "only what this person owns", "PERSON"},
	{"kind", '\0', POPT_ARG_STRING, &kind, 0, "only of documents of this kind", "KIND"},
	{"rev", '\0', POPT_ARG_STRING, &rev, 0, "documents of this commit", "REV"},
	{"policy", '\0', POPT_ARG_STRING, &policy, 0, "people, kinds and settings of this commit",
		"REV"},
	{"strict", '\0', POPT_ARG_NONE, &strict, 0, "exit 1 if anything shown is overdue", NULL},
	{"format", '\0', POPT_ARG_STRING, &format_name, 0, "how to report", "FORMAT"},
	POPT_TABLEEND,
};

static const struct choice formats[] = {{"text", NULL}, {"json", NULL}, {"csv", NULL},
	{"markdown", NULL}, {"ics", "a calendar's to-dos"}, {NULL, NULL}};

static actions_function *const writers[] = {report_actions_text, report_actions_json,
	report_actions_csv, report_actions_markdown, report_actions_ics};

static actions_function *find_writer(void)
{
	size_t i = 0;

	while (format_name && strcmp(formats[i].name, format_name) != 0)
		i++;
	return writers[i];
}

static int find_owner(const struct workspace *workspace, const struct person **person)
{
	const struct people *people = policy_people(workspace->policy);
	const char *near;

	*person = people_resolve(people, slice_of(owner));
	if (*person)
		return EXIT_DONE;
	near = people_nearest(people, slice_of(owner + (owner[0] == '@')));
	if (near)
		return app_usage("--owner: no person \"%s\" in %s; did you mean \"%s\"?", owner,
			POLICY_PEOPLE, near);
	return app_usage("--owner: no person \"%s\" in %s", owner, POLICY_PEOPLE);
}

static int check_kind(const struct workspace *workspace)
{
	struct error *error;

	if (policy_has_kind(workspace->policy, slice_of(kind)))
		return EXIT_DONE;
	error = policy_no_kind(workspace->policy, kind);
	app_usage("--kind: %s", error->message);
	error_free(error);
	return EXIT_TROUBLE;
}

/* Items are looked at across all documents, as they wander; so paths only choose what is shown. */
static int check_path(const struct workspace *workspace, const char *word, const char *path)
{
	const struct document *documents;
	size_t count;

	documents = corpus_documents(workspace->corpus, &count);
	for (size_t i = 0; i < count; i++) {
		if (path_is_below(documents[i].path, path))
			return EXIT_DONE;
	}
	return app_usage("%s: no document, and none below it", word);
}

static int read_options(struct app *app, const struct workspace *workspace,
	const char *const *words, size_t n_words, char **paths, struct actions_options *shown)
{
	int status = EXIT_DONE;

	if (owner)
		status = find_owner(workspace, &shown->owner);
	if (status == EXIT_DONE && kind)
		status = check_kind(workspace);
	for (size_t i = 0; status == EXIT_DONE && i < n_words; i++) {
		struct error *error = app_path(app, words[i], &paths[i]);

		status = error ? app_fail(error) : check_path(workspace, words[i], paths[i]);
	}
	shown->paths = (const char *const *)paths;
	shown->n_paths = n_words;
	shown->kind = kind;
	shown->overdue = overdue != 0;
	return status;
}

static int show(struct app *app, const struct workspace *workspace, struct actions_options *shown)
{
	bool text = !format_name || strcmp(format_name, "text") == 0;
	struct action_items *items = NULL;
	struct action_list list = {0};
	struct buffer out = BUFFER_INIT;
	struct error *error = action_items_read(workspace, NULL, &items);
	int status;

	if (error) {
		action_items_free(items);
		return app_fail(error);
	}
	shown->prefix = repo_prefix(app->repo);
	shown->color = text && app_wants_color(app);
	action_list_select(workspace, items, shown, &list);
	find_writer()(&list, &out);
	if (text && list.count == 0)
		app_note(overdue ? "nothing is overdue" : "no action items");
	if (text)
		app_say_policy(workspace);
	if (list.is_incomplete)
		app_note("history does not go back to where some items began (a shallow clone?): "
			 "how old they are is not known");
	status = app_deliver(app, &out);
	if (status == EXIT_DONE && strict && list.overdue)
		status = EXIT_FINDINGS;
	action_list_dispose(&list);
	action_items_free(items);
	return status;
}

static int list_actions(struct app *app, const char *const *words, size_t n_words)
{
	struct workspace_request wanted = {.rev = rev, .policy = policy};
	struct actions_options shown = {0};
	struct workspace workspace = {0};
	char **paths = mem_calloc(n_words + 1, sizeof *paths);
	struct error *error = app_open(app);
	int status;

	wanted.repo = app->repo;
	if (!error)
		error = workspace_open(&wanted, &workspace);
	if (error)
		status = app_fail(error);
	else if (workspace.policy_unusable)
		status = app_show_problems(app, &workspace);
	else
		status = read_options(app, &workspace, words, n_words, paths, &shown);
	if (status == EXIT_DONE) {
		app_warn_untrusted(policy);
		status = show(app, &workspace, &shown);
	}
	if (status != EXIT_TROUBLE) {
		error = snapshot_take_trouble(workspace.snapshot);
		status = error ? app_fail(error) : status;
	}
	workspace_dispose(&workspace);
	for (size_t i = 0; i < n_words; i++)
		free(paths[i]);
	free(paths);
	return status;
}

static int run(struct app *app, const char *const *words, size_t n_words)
{
	int status = list_actions(app, words, n_words);

	free(owner);
	free(kind);
	free(rev);
	free(policy);
	free(format_name);
	return status;
}

const struct command command_actions = {
	.name = "actions",
	.arguments = "[PATH...]",
	.summary = "who has promised what by when, across all documents",
	.details =
		"Lists the action items of post-mortems, pre-mortems, game days, reviews and all "
		"other kinds: rows\n"
		"of their tables of actions, and task lists in these sections (`- [ ] A-3 alert "
		"on old inputs @bob\n"
		"due 2026-12-01`). What is overdue stands first, what is finished last. Age and "
		"slips come from\n"
		"history: since when there is an item, and how often its day was moved to one "
		"later than ever. An\n"
		"item that was moved to another document is shown once, where it lives now.\n\n"
		"Exit status: 0 shown; with --strict 1 if anything shown is overdue; 2 it could "
		"not be told.",
	.examples = "  handoff actions --overdue\n"
		    "  handoff actions --owner bob handoff/postmortem\n"
		    "  handoff actions --overdue --strict --format markdown >overdue.md\n"
		    "  handoff actions --format ics >actions.ics\n",
	.options = options,
	.formats = formats,
	.run = run,
};
