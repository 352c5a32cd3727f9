/* handoff explain: a rule, and why it is there. */
#include "report/explain.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/nearest.h"
#include "cmd.h"

static char *format_name;

static const struct poptOption options[] = {
	{"format", '\0', POPT_ARG_STRING, &format_name, 0, "how to explain", "FORMAT"},
	POPT_TABLEEND,
};

static const struct choice formats[] = {
	{"text", NULL}, {"json", NULL}, {"mdoc", "a manual"}, {NULL, NULL}};

static bool format_is(const char *name)
{
	return format_name && strcmp(format_name, name) == 0;
}

static bool is_of_family(const struct rule *rule, const char *name)
{
	size_t len = strlen(name);

	return len && strncmp(rule->id, name, len) == 0 && rule->id[len] == '/';
}

/* The built-in rules that a name stands for: one, a family, or all. False if there are none. */
static bool explain_built_in(struct app *app, const char *name, struct buffer *out)
{
	const struct rule *list[RULES];
	size_t count = 0;

	for (size_t i = 0; i < RULES; i++) {
		if (!name || strcmp(rules[i].id, name) == 0 || is_of_family(&rules[i], name))
			list[count++] = &rules[i];
	}
	if (count && format_is("json"))
		report_rules_json(list, count, out);
	else if (count && format_is("mdoc"))
		report_rules_mdoc(list, count, out);
	else if (count && name)
		report_rules_text(list, count, app_wants_color(app), out);
	else if (count)
		report_rule_list(app_wants_color(app), out);
	return count > 0;
}

/* Rules that contracts name themselves, and what a mistyped name may have been meant for. */
struct search {
	const char *name;
	struct kind_rule *found;
	size_t count, capacity;
	const char **names;
	size_t n_names, names_capacity;
};

/* `open-blocker` is a rule of any kind, `readiness/open-blocker` that of one. */
static const char *name_in_kind(const struct kind *kind, const char *name)
{
	size_t len = strlen(kind->id);

	return strncmp(name, kind->id, len) == 0 && name[len] == '/' ? name + len + 1 : name;
}

static struct error *search_kinds(struct policy *policy, struct search *search)
{
	size_t count;
	const char *const *names = policy_kind_names(policy, &count);

	for (size_t i = 0; i < count; i++) {
		const struct kind *kind = NULL;
		struct kind_rule rule;
		size_t index = 0;
		struct error *error = policy_kind(policy, slice_of(names[i]), &kind);

		if (error)
			return error;
		while (kind && kind_rule_next(kind, &index, &rule)) {
			GROW(search->names, search->n_names, search->names_capacity);
			search->names[search->n_names++] = rule.id;
			if (strcmp(rule.id, name_in_kind(kind, search->name)) != 0)
				continue;
			GROW(search->found, search->count, search->capacity);
			search->found[search->count++] = rule;
		}
	}
	return NULL;
}

/* `missing-field` is most likely what a finding showed as [front/missing-field]. */
static const char *rule_without_family(const char *name)
{
	for (size_t i = 0; i < RULES; i++) {
		if (strcmp(strchr(rules[i].id, '/') + 1, name) == 0)
			return rules[i].id;
	}
	return NULL;
}

static int unknown_rule(struct policy *policy, const struct search *search)
{
	const char *name = search->name;
	const char *near = rule_without_family(name);

	if (!near)
		near = rule_nearest(slice_of(name));
	if (!near)
		near = nearest(slice_of(strchr(name, '/') ? strchr(name, '/') + 1 : name),
			search->names, search->n_names);
	if (policy_has_kind(policy, slice_of(name)))
		return app_usage("\"%s\" is a kind, not a rule: `handoff kinds %s`", name, name);
	if (near)
		return app_usage("no rule \"%s\"; did you mean \"%s\"?", name, near);
	return app_usage("no rule \"%s\"; `handoff explain` lists them, `handoff kinds KIND` those "
			 "of a contract",
		name);
}

static int explain_kind_rules(struct app *app, const char *name, struct buffer *out)
{
	struct app_policy loaded = {0};
	struct search search = {.name = name};
	struct error *error;
	int status;

	if (format_is("mdoc"))
		return app_usage("--format mdoc is for built-in rules; `handoff kinds KIND "
				 "--format mdoc` has "
				 "those of contracts");
	status = app_load_kinds(app, &loaded);

	if (status == EXIT_DONE) {
		error = search_kinds(loaded.policy, &search);
		if (error)
			status = app_fail(error);
		else if (search.count == 0)
			status = unknown_rule(loaded.policy, &search);
		else if (format_is("json"))
			report_kind_rules_json(search.found, search.count, out);
		else
			report_kind_rules_text(
				search.found, search.count, app_wants_color(app), out);
	}
	free(search.found);
	free(search.names);
	app_policy_dispose(&loaded);
	return status;
}

static int explain(struct app *app, const char *name)
{
	struct buffer out = BUFFER_INIT;
	int status = EXIT_DONE;

	if (!explain_built_in(app, name, &out))
		status = explain_kind_rules(app, name, &out);
	if (status == EXIT_DONE && !app_print(app, &out))
		status = EXIT_TROUBLE;
	buffer_dispose(&out);
	return status;
}

static int run(struct app *app, const char *const *words, size_t n_words)
{
	int status;

	if (n_words > 1)
		status = app_usage("explain takes one rule at most");
	else
		status = explain(app, n_words ? words[0] : NULL);
	free(format_name);
	return status;
}

const struct command command_explain = {
	.name = "explain",
	.arguments = "[RULE]",
	.summary = "explain a rule: why, examples, the way out",
	.details = "Explains what a finding's rule looks for: why it is there, a document that "
		   "breaks it and one that\n"
		   "does not, what to do, and how to allow an exception. RULE is what a finding "
		   "shows in brackets, a\n"
		   "family such as `link`, or a rule that a contract names itself, which a finding "
		   "shows in\n"
		   "parentheses. Without RULE, lists the rules.",
	.examples = "  handoff explain\n"
		    "  handoff explain section/not-applicable\n"
		    "  handoff explain readiness/open-blocker\n",
	.options = options,
	.formats = formats,
	.run = run,
};
