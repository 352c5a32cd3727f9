/* handoff kinds: which kinds there are, and what one asks for. */
#include <stdlib.h>
#include <string.h>

#include "cmd.h"
#include "report/kinds.h"

static char *format_name;

static const struct poptOption options[] = {
	{"format", '\0', POPT_ARG_STRING, &format_name, 0, "how to report", "FORMAT"},
	POPT_TABLEEND,
};

static const struct choice formats[] = {{"text", NULL}, {"json", NULL}, {"mdoc", "a manual"},
	{"template", "its source"}, {NULL, NULL}};

static bool format_is(const char *name)
{
	return format_name && strcmp(format_name, name) == 0;
}

static struct error *describe_all(struct app *app, struct policy *policy, struct buffer *out)
{
	if (format_is("json"))
		return report_kinds_json(policy, out);
	if (format_is("mdoc"))
		return report_kinds_mdoc(policy, out);
	return report_kinds_text(policy, app_wants_color(app), out);
}

static struct error *describe(
	struct app *app, struct policy *policy, const char *name, struct buffer *out)
{
	const struct kind *kind;
	struct error *error;

	error = policy_kind(policy, slice_of(name), &kind);
	if (!error && !kind)
		error = policy_no_kind(policy, name);
	if (error)
		return error;
	if (format_is("json"))
		report_kind_json(kind, out);
	else if (format_is("mdoc"))
		report_kind_mdoc(kind, out);
	else if (format_is("template"))
		buffer_add_slice(out, policy_template(kind));
	else
		report_kind_text(kind, app_wants_color(app), out);
	return NULL;
}

static int report(struct app *app, const char *name, struct buffer *out)
{
	struct app_policy loaded = {0};
	int status = app_load_kinds(app, &loaded);

	if (status == EXIT_DONE) {
		struct error *error = name ? describe(app, loaded.policy, name, out)
					   : describe_all(app, loaded.policy, out);

		if (error)
			status = app_fail(error);
	}
	app_policy_dispose(&loaded);
	return status;
}

static int run(struct app *app, const char *const *words, size_t n_words)
{
	const char *name = n_words ? words[0] : NULL;
	struct buffer out = BUFFER_INIT;
	int status = EXIT_DONE;

	if (n_words > 1)
		return app_usage("kinds takes one kind at most");
	if (!name && format_is("template"))
		return app_usage("--format template needs the name of a kind");
	/* Nothing is loaded: a shell has emptied the file already that this is written to. */
	if (format_is("template"))
		buffer_add_slice(&out, policy_builtin_template(name));
	if (out.len == 0)
		status = report(app, name, &out);
	if (status == EXIT_DONE && !app_print(app, &out))
		status = EXIT_TROUBLE;
	buffer_dispose(&out);
	free(format_name);
	return status;
}

const struct command command_kinds = {
	.name = "kinds",
	.arguments = "[KIND]",
	.summary = "list the kinds of documents, or explain one",
	.details = "Lists the kinds: the built-in ones and those of .handoff/templates/. With "
		   "KIND, says in words what\n"
		   "its contract asks for: statuses, sign-offs, fields, sections, tables, rules "
		   "and why they are\n"
		   "there. With --format template it writes the template itself, of a built-in "
		   "kind always the\n"
		   "built-in one: put it into .handoff/templates/KIND.md to change the kind.",
	.examples =
		"  handoff kinds\n"
		"  handoff kinds readiness\n"
		"  handoff kinds readiness --format template > .handoff/templates/readiness.md\n",
	.options = options,
	.formats = formats,
	.run = run,
};
