/* handoff init: .handoff/ with a configuration and a roster, and git's hooks. */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/slug.h"
#include "base/utf8.h"
#include "cmd.h"
#include "doc/yaml_scalar.h"
#include "hooks.h"

static int bare_bones;
static int no_hooks;

static const struct poptOption options[] = {
	{"bare-bones", '\0', POPT_ARG_NONE, &bare_bones, 0,
		"the two files without comments, and no handoff/README.md", NULL},
	{"no-hooks", '\0', POPT_ARG_NONE, &no_hooks, 0, "install no git hooks", NULL},
	POPT_TABLEEND,
};

static const char config_bare[] = "version: 1\n"
				  "documents: [\"handoff/**/*.md\"]\n";

static const char config_full[] =
	"# What handoff checks, and how strictly. `man handoff` explains the keys.\n"
	"version: 1\n"
	"\n"
	"# Every file that matches is a document (git pathspecs; README.md files are left out).\n"
	"documents: [\"handoff/**/*.md\"]\n"
	"ignore: []\n"
	"\n"
	"# The name of this repository in signed statements.\n"
	"# repository: example.com/ml-platform\n"
	"\n"
	"# The least that a sign-off needs: claimed, attributed, commit-signed or content-signed.\n"
	"trust: attributed\n"
	"\n"
	"# Rules or families of rules: error, warning, info or off.\n"
	"severity: {}\n";

static const char readme[] =
	"# Handoff documents\n"
	"\n"
	"Documents in which research hands models to operations, and back. Each is Markdown with\n"
	"a few fields on top, and is held to the contract of its kind:\n"
	"\n"
	"    handoff kinds                      the kinds of documents\n"
	"    handoff kinds readiness            what one kind asks for\n"
	"    handoff readiness new 'Title'      a new document\n"
	"    handoff check                      what is missing or wrong\n"
	"\n"
	"People and their roles stand in `.handoff/people.yaml`.\n";

/* Whether a value of git's configuration can stand in a YAML file. */
static bool is_plain(const char *text)
{
	struct slice s = slice_of(text ? text : "");
	uint32_t character;
	size_t bad;

	return utf8_valid(s, &bad) && utf8_find_invisible(s, 0, &character) == s.len &&
	       !(text && strpbrk(text, "\n\r\t"));
}

/* The id of a person: what stands before the @ of the address, else the name. */
static void add_id(struct buffer *out, const char *name, const char *email)
{
	if (email)
		slug_add(out, (struct slice){email, slice_find(slice_of(email), '@')});
	if (out->len == 0 && name)
		slug_add(out, slice_of(name));
}

static void register_nobody(struct buffer *out, const char *why)
{
	buffer_add_string(out, "people: {}\n");
	app_note("%s: nobody is registered in %s yet", why, POLICY_PEOPLE);
}

static void register_person(struct buffer *out, const char *name, const char *email)
{
	struct buffer id = BUFFER_INIT;

	add_id(&id, name, email);
	if (!is_plain(name) || !is_plain(email)) {
		register_nobody(out, "git's user.name or user.email is not plain text");
	} else if (!email || id.len == 0) {
		register_nobody(out, "git has no user.name and user.email");
	} else {
		buffer_addf(out, "people:\n  %s:\n    name: ", id.at);
		yaml_scalar_add(out, slice_of(name ? name : id.at), false);
		buffer_add_string(out, "\n    emails: [");
		yaml_scalar_add(out, slice_of(email), true);
		buffer_add_string(out, "]\n    roles: []\n");
	}
	buffer_dispose(&id);
}

/* The person who runs this, as people.yaml has it. */
static void add_person(struct app *app, struct buffer *out)
{
	char *name = repo_config_string(app->repo, "user.name");
	char *email = repo_config_string(app->repo, "user.email");

	register_person(out, name, email);
	free(name);
	free(email);
}

static void add_people(struct app *app, struct buffer *out)
{
	if (!bare_bones)
		buffer_add_string(out, "# Who there is. An id is what documents call a person; the "
				       "addresses are those that\n"
				       "# git knows them by. Roles: research-lead, "
				       "operations-lead, product-owner,\n"
				       "# incident-commander, security, privacy, facilitator, "
				       "receiver, or your own.\n"
				       "# A role can have an end: {role: research-lead, from: "
				       "2026-01-01, until: 2026-12-31}\n");
	add_person(app, out);
}

/* Creates one file, or leaves one that is there alone; says which. */
static struct error *create(
	struct app *app, const char *path, struct slice bytes, struct buffer *said)
{
	struct error *error = file_create_beneath(repo_worktree_fd(app->repo), path, bytes);

	if (error && error->code == ERROR_EXISTS) {
		error_free(error);
		buffer_addf(said, "kept     %s\n", path);
		return NULL;
	}
	if (!error)
		buffer_addf(said, "created  %s\n", path);
	return error;
}

static struct error *create_all(struct app *app, struct buffer *said)
{
	bool there = file_kind_beneath(repo_worktree_fd(app->repo), POLICY_PEOPLE) != FILE_ABSENT;
	struct buffer people = BUFFER_INIT;
	struct error *error;

	if (!there)
		add_people(app, &people);
	buffer_reserve(&people, 1);
	error = create(app, POLICY_CONFIG, slice_of(bare_bones ? config_bare : config_full), said);
	if (!error)
		error = create(app, POLICY_PEOPLE, buffer_slice(&people), said);
	if (!error && !bare_bones)
		error = create(app, "handoff/README.md", slice_of(readme), said);
	buffer_dispose(&people);
	return error;
}

/* Hooks are a help, and no reason to fail: where they cannot be installed, that is said. */
static void install_hooks(struct app *app, struct buffer *said)
{
	struct hook_deeds deeds = {0};
	struct hook_choice choice;
	struct hooks *hooks = NULL;
	struct error *error = hooks_open(app->repo, &hooks);

	hook_choice_of_client(&choice);
	for (size_t i = 0; !error && i < choice.count; i++)
		error = hooks_install(hooks, choice.list[i], &deeds);
	hook_deeds_text(&deeds, said);
	for (size_t i = 0; i < deeds.n_notes; i++)
		app_note("%s", deeds.notes[i]);
	if (error)
		app_note("not all hooks could be installed: `handoff hooks install` says why");
	error_free(error);
	hook_deeds_dispose(&deeds);
	hooks_free(hooks);
}

static int run(struct app *app, const char *const *words, size_t n_words)
{
	struct buffer said = BUFFER_INIT;
	struct error *error;
	int status = EXIT_DONE;

	(void)words;
	if (n_words)
		return app_usage("init takes no arguments; `handoff -C DIR init` works elsewhere");
	error = app_open(app);
	if (!error)
		error = repo_check_writable(app->repo);
	if (!error)
		error = create_all(app, &said);
	if (!error && !no_hooks)
		install_hooks(app, &said);
	if (!app_print(app, &said))
		status = EXIT_TROUBLE;
	buffer_dispose(&said);
	return error ? app_fail(error) : status;
}

const struct command command_init = {
	.name = "init",
	.arguments = "",
	.summary = "set a repository up for documents",
	.details = "Writes .handoff/config.yaml and .handoff/people.yaml, with you in it as git "
		   "knows you, and a\n"
		   "handoff/README.md for those who come across the documents. Files that are "
		   "there are kept:\n"
		   "running it twice changes nothing. Installs git hooks too, as `handoff hooks "
		   "install` does;\n"
		   "hooks that are there stay, and run first.",
	.examples = "  handoff init\n"
		    "  handoff -C ~/ml-platform init --bare-bones\n",
	.options = options,
	.run = run,
};
