/* handoff KIND new: a new document from the kind's template. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/env.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/process.h"
#include "cmd.h"
#include "policy/compose.h"
#include "writing.h"

static char **sets;
static char *from;
static char *level;
static int edit;
static int dry_run;

static const struct poptOption options[] = {
	{"set", '\0', POPT_ARG_ARGV, &sets, 0,
		"fill in a field; a list field may be set several times", "FIELD=VALUE"},
	{"from", '\0', POPT_ARG_STRING, &from, 0,
		"take over fields and sections that this document shares, and link to it", "DOC"},
	{"level", '\0', POPT_ARG_STRING, &level, 0,
		"which tier, of a kind that has several: of a brief 1, 2 or 3", "LEVEL"},
	{"edit", '\0', POPT_ARG_NONE, &edit, 0, "open the new document in your editor", NULL},
	{"dry-run", '\0', POPT_ARG_NONE, &dry_run, 0, "print the document instead of writing it",
		NULL},
	POPT_TABLEEND,
};

static struct error *read_source(
	struct app *app, struct app_policy *loaded, struct compose_source *source, char **path)
{
	struct buffer text = BUFFER_INIT;
	struct error *error = repo_relative_path(app->repo, from, path);
	uint32_t kind;

	if (!error)
		error = snapshot_read(loaded->snapshot, *path,
			policy_config(loaded->policy)->limits.document_bytes, &text);
	buffer_reserve(&text, 1);
	if (!error)
		error = doc_pool_parse(
			loaded->pool, DOC_MARKDOWN, buffer_slice(&text), &source->outline);
	buffer_dispose(&text);
	if (error)
		return error;
	source->path = *path;
	if (source->outline->n_faults && source->outline->faults[0].type != FAULT_NO_FRONT)
		return error_new(ERROR_USAGE, "--from %s: %.*s; `handoff check %s` says more", from,
			SLICE_ARG(
				outline_text(source->outline, source->outline->faults[0].message)),
			from);
	kind = source->outline->n_fields ? outline_child(source->outline, 0, "kind") : OUTLINE_NONE;
	if (kind == OUTLINE_NONE)
		return NULL;
	return policy_kind(loaded->policy,
		outline_text(source->outline, source->outline->fields[kind].value), &source->kind);
}

static const char *editor_command(struct app *app, char **owned)
{
	const char *editor = env_get("GIT_EDITOR");

	*owned = NULL;
	if (editor)
		return editor;
	*owned = repo_config_string(app->repo, "core.editor");
	if (*owned)
		return *owned;
	editor = env_get("VISUAL");
	if (!editor)
		editor = env_get("EDITOR");
	return editor ? editor : "vi";
}

static struct error *open_editor(struct app *app, const char *path)
{
	char *owned, *file = mem_format("%s/%s", repo_worktree(app->repo), path);
	const char *command = editor_command(app, &owned);
	char **argv = NULL, **full;
	struct error *error;
	int argc, status = 0;

	error = process_split(command, &argv, &argc);
	if (!error) {
		full = mem_calloc((size_t)argc + 2, sizeof *full);
		memcpy(full, argv, (size_t)argc * sizeof *full);
		full[argc] = file;
		error = process_run(full, &status);
		free(full);
	}
	if (!error && status != 0)
		error = error_new(
			ERROR_IO, "the editor \"%s\" ended with status %d", command, status);
	free(argv);
	free(owned);
	free(file);
	return error;
}

/* Whatever becomes of the editor, the document is there, and `new` would not write it again. */
static struct error *edit_document(struct app *app, const char *path)
{
	struct error *error = open_editor(app, path);
	struct error *said;

	if (!error)
		return NULL;
	said = error_new(error->code, "%s; %s is written", error->message, path);
	error_free(error);
	return said;
}

static struct error *deliver(struct app *app, const struct composed *composed)
{
	struct buffer line = BUFFER_INIT;
	struct error *error = NULL;

	if (dry_run) {
		app_note("would write %s", composed->path);
		if (!app_print(app, &composed->text))
			error = error_new(ERROR_IO, "the document was not shown");
		return error;
	}
	error = repo_check_writable(app->repo);
	if (!error)
		error = file_create_beneath(
			repo_worktree_fd(app->repo), composed->path, buffer_slice(&composed->text));
	if (error)
		return error;
	buffer_addf(&line, "%s\n", composed->path);
	if (!app_print(app, &line))
		error = error_new(ERROR_IO, "%s is written", composed->path);
	buffer_dispose(&line);
	if (!error && edit)
		error = edit_document(app, composed->path);
	return error;
}

/* The title of the document that this one is made from; NULL if it has none. */
static char *title_of(const struct outline *outline)
{
	uint32_t node = outline->n_fields ? outline_child(outline, 0, "title") : OUTLINE_NONE;
	struct slice title = {"", 0};

	if (node != OUTLINE_NONE)
		title = slice_trim(outline_text(outline, outline->fields[node].value));
	for (uint32_t i = 1; i < outline->n_sections && title.len == 0; i++) {
		if (outline->sections[i].level == 1)
			title = slice_trim(outline_text(outline, outline->sections[i].title));
	}
	return title.len ? mem_string(title) : NULL;
}

/* Where no title was given, that of the source. */
static struct error *find_title(const struct compose_source *source, const char *kind,
	struct compose_request *request, char **title)
{
	if (request->title)
		return NULL;
	*title = title_of(source->outline);
	request->title = *title;
	return *title ? NULL
		      : error_new(ERROR_USAGE,
				"%s has no title to take over: `handoff %s new TITLE --from %s`",
				source->path, kind, source->path);
}

/* Of a kind without tiers --level is a field like any other, if it has one of that name. */
static void take_level(struct compose_request *request)
{
	char *setting;

	if (!level || request->kind->tiers || !kind_option(request->kind, slice_of("level"))) {
		request->level = level;
		return;
	}
	setting = mem_format("level=%s", level);
	if (poptSaveString((const char ***)&sets, POPT_ARG_ARGV, setting) != 0)
		mem_failed();
	free(setting);
}

static struct error *make(
	struct app *app, struct app_policy *loaded, const char *kind, const char *title)
{
	struct compose_request request = {.policy = loaded->policy, .title = title};
	struct compose_source source = {0};
	struct composed composed = {NULL, BUFFER_INIT};
	char *path = NULL, *taken = NULL;
	struct error *error;

	error = policy_kind(loaded->policy, slice_of(kind), &request.kind);
	if (!error)
		take_level(&request);
	request.sets = (const char *const *)sets;
	while (sets && sets[request.n_sets])
		request.n_sets++;
	if (!error)
		error = clock_today(&request.today);
	if (!error && from) {
		error = read_source(app, loaded, &source, &path);
		request.from = &source;
	}
	if (!error && from)
		error = find_title(&source, kind, &request, &taken);
	if (!error) {
		request.author = writing_author(app, loaded->policy);
		error = compose(&request, &composed);
	}
	if (!error)
		error = deliver(app, &composed);
	/* A document that nobody looks at would be worse than none. */
	if (!error && !writing_is_found(loaded->policy, composed.path))
		app_note("%s is not among the `documents:` of %s: check and list pass over it",
			composed.path, POLICY_CONFIG);
	composed_dispose(&composed);
	outline_free(source.outline);
	free(path);
	free(taken);
	return error;
}

static int run(struct app *app, const char *const *words, size_t n_words)
{
	struct app_policy loaded = {0};
	struct error *error;
	int status;

	if (n_words != 2 && !(n_words == 1 && from))
		return app_usage(
			n_words < 2 ? "a title is missing: `handoff %s new \"Recommender v42\"`"
				    : "one title, please; quote it: `handoff %s new "
				      "\"Recommender v42\"`",
			words[0]);
	status = app_load_policy(app, &loaded);
	if (status == EXIT_DONE) {
		error = make(app, &loaded, words[0], n_words > 1 ? words[1] : NULL);
		status = error ? app_fail(error) : EXIT_DONE;
	}
	app_policy_dispose(&loaded);
	free(from);
	free(level);
	return status;
}

const struct command command_kind_new = {
	.name = "new",
	.arguments = "TITLE",
	.summary = "make a document from the kind's template",
	.details = "Writes a new document of a kind, with the template's guidance, and prints its "
		   "path. The author is\n"
		   "the person of .handoff/people.yaml whose e-mail address git is configured "
		   "with. A file that is\n"
		   "there is never overwritten.\n\n"
		   "Each field of the kind is an option too: --tier A is --set tier=A. `handoff "
		   "kinds KIND`\n"
		   "lists the fields. With --from, TITLE may be left out: it is that of the other "
		   "document.\n\n"
		   "A brief tells one message in three levels. With --from and --level all of them "
		   "get the same\n"
		   "source, the document that they are made from, and the same core-message; the "
		   "level is in the\n"
		   "name of the file.",
	.examples = "  handoff readiness new 'Recommender v42' --set tier=A\n"
		    "  handoff brief new 'Recommender v42' --level 1 --from "
		    "handoff/readiness/v42.md\n"
		    "  handoff postmortem new 'Feed outage' --incident INC-2041 --dry-run\n"
		    "  handoff postmortem new --incident INC-2041 --from "
		    "handoff/game-day/old-inputs.md\n",
	.options = options,
	.run = run,
};
