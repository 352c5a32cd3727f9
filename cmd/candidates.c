/* The option tables read the other way round: not what was typed, but what could be. */
#include "candidates.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "argument.h"
#include "base/env.h"
#include "base/escape.h"
#include "base/mem.h"
#include "check/rule.h"
#include "field_options.h"
#include "policy/compose.h"
#include "report/kind_words.h"

/* What is known of the line when its last word is looked at. */
struct line {
	struct app *app;
	struct app_policy loaded; /* once it was needed */
	bool is_loaded, is_elsewhere;
	const char *const *words;
	size_t count;     /* the last one is being typed */
	const char *kind; /* of `handoff KIND VERB`, or NULL */
	const struct command *command;
	const char *typed;  /* what candidates begin with */
	const char *before; /* what stands before the value in one word with it: "--format=" */
	struct buffer *out;
};

/* A candidate, if it begins with what was typed. */
static void offer(struct line *line, const char *word, const char *about)
{
	struct buffer text = BUFFER_INIT;

	if (strncmp(word, line->typed, strlen(line->typed)) != 0)
		return;
	buffer_reserve(&text, 1);
	if (about)
		escape_line(&text, slice_of(about));
	buffer_addf(line->out, "%s%s\t%s\n", line->before, word, text.at);
	buffer_dispose(&text);
}

/* Each word of a list that is written with blanks. */
static void offer_words(struct line *line, const char *words)
{
	struct slice rest = slice_of(words);

	while (rest.len) {
		size_t end = slice_find(rest, ' ');
		char *word = mem_string((struct slice){rest.at, end});

		offer(line, word, NULL);
		free(word);
		rest = slice_from(rest, end + 1);
	}
}

/* ---- What words stand for ------------------------------------------------------------------- */

/* The kinds there are; NULL if the policy cannot be read, which the command itself will say. */
static struct policy *policy(struct line *line)
{
	if (!line->is_loaded && app_load_kinds(line->app, &line->loaded) != EXIT_DONE)
		app_policy_dispose(&line->loaded);
	line->is_loaded = true;
	return line->loaded.policy;
}

static const struct kind *find_kind(struct line *line, const char *name)
{
	const struct kind *kind = NULL;

	if (name && policy(line))
		error_free(policy_kind(line->loaded.policy, slice_of(name), &kind));
	return kind;
}

static void offer_kinds(struct line *line)
{
	const char *const *names;
	size_t count = 0;

	names = policy(line) ? policy_kind_names(line->loaded.policy, &count) : NULL;
	for (size_t i = 0; i < count; i++) {
		const struct kind *kind;

		if (strncmp(names[i], line->typed, strlen(line->typed)) != 0)
			continue;
		kind = find_kind(line, names[i]);
		offer(line, names[i], kind ? kind->name : NULL);
	}
}

static void offer_commands(struct line *line)
{
	for (const struct command *const *command = commands; *command; command++)
		offer(line, (*command)->name, (*command)->summary);
}

static void offer_verbs(struct line *line)
{
	for (const struct command *const *verb = kind_verbs; *verb; verb++) {
		if (command_is_verb_of(*verb, line->kind))
			offer(line, (*verb)->name, (*verb)->summary);
	}
}

static void offer_commands_and_verbs(struct line *line)
{
	offer_commands(line);
	offer_verbs(line);
}

static void offer_families(struct line *line)
{
	for (size_t i = 0; i < RULES; i++) {
		size_t len = slice_find(slice_of(rules[i].id), '/');
		char *family;

		if (i > 0 && strncmp(rules[i].id, rules[i - 1].id, len + 1) == 0)
			continue;
		family = mem_string((struct slice){rules[i].id, len});
		offer(line, family, "all rules of the family");
		free(family);
	}
}

/* `readiness/open-blocker`, once a kind and the slash are typed: there are hundreds of them. */
static void offer_kind_rules(struct line *line)
{
	struct slice typed = slice_of(line->typed);
	char *name = mem_string((struct slice){typed.at, slice_find(typed, '/')});
	const struct kind *kind = strchr(line->typed, '/') ? find_kind(line, name) : NULL;
	struct kind_rule rule;
	size_t index = 0;

	while (kind && kind_rule_next(kind, &index, &rule)) {
		char *id = mem_format("%s/%s", kind->id, rule.id);

		offer(line, id, rule.because);
		free(id);
	}
	free(name);
}

static void offer_rules(struct line *line)
{
	offer_families(line);
	for (size_t i = 0; i < RULES; i++)
		offer(line, rules[i].id, rules[i].summary);
	offer_kind_rules(line);
}

static void offer_statuses(struct line *line)
{
	const struct kind *kind = line->kind ? find_kind(line, line->kind) : NULL;

	for (size_t i = 0; kind && i < kind->lifecycle.count; i++) {
		struct buffer words = BUFFER_INIT;

		words_status(&words, kind, i);
		offer(line, kind->lifecycle.names[i], words.at);
		buffer_dispose(&words);
	}
}

static void offer_people(struct line *line)
{
	const struct people *people = policy_people(line->loaded.policy);

	for (size_t i = 0; i < people->count; i++)
		offer(line, people->list[i].id, people->list[i].name);
}

static void offer_persons(struct line *line)
{
	if (policy(line))
		offer_people(line);
}

/* True if somebody before this one holds the role too. */
static bool was_offered(const struct people *people, size_t person, const char *role)
{
	for (size_t i = 0; i < person; i++) {
		if (person_ever_held(&people->list[i], slice_of(role)))
			return true;
	}
	return false;
}

static void offer_roles(struct line *line)
{
	const struct people *people = policy(line) ? policy_people(line->loaded.policy) : NULL;

	for (size_t i = 0; people && i < people->count; i++) {
		for (size_t j = 0; j < people->list[i].n_roles; j++) {
			const char *role = people->list[i].roles[j].role;

			if (!was_offered(people, i, role))
				offer(line, role, people->list[i].name);
		}
	}
}

/* The values of a field that `--set FIELD=` names. */
static void offer_values(struct line *line, const struct field_spec *field)
{
	if (field->type == VALUE_LIST && field->of)
		field = field->of;
	for (size_t i = 0; i < field->n_values; i++)
		offer(line, field->values[i], NULL);
	if (field->type == VALUE_PERSON)
		offer_people(line);
	if (field->type == VALUE_YES_NO)
		offer_words(line, "yes no");
	if (field->type == VALUE_BOOLEAN)
		offer_words(line, "true false");
}

static void offer_field_names(struct line *line, const struct kind *kind)
{
	for (size_t i = 0; compose_envelope[i]; i++) {
		char *name = mem_format("%s=", compose_envelope[i]);

		if (!kind_field(kind, slice_of(compose_envelope[i])))
			offer(line, name, NULL);
		free(name);
	}
	for (size_t i = 0; i < kind->n_fields; i++) {
		const struct field_spec *field = &kind->fields[i];
		char *name = mem_format("%s=", field->name);

		if (field->type != VALUE_MAP && strcmp(field->name, "title") != 0)
			offer(line, name, field->about);
		free(name);
	}
}

/* `FIELD=VALUE`: first the field, then what it can be. */
static void offer_settings(struct line *line)
{
	const struct kind *kind = find_kind(line, line->kind);
	const char *equals = strchr(line->typed, '=');
	const struct field_spec *field;
	const char *before = line->before;
	char *prefix;

	if (kind && !equals)
		offer_field_names(line, kind);
	if (!kind || !equals)
		return;
	field = kind_field(kind, (struct slice){line->typed, (size_t)(equals - line->typed)});
	prefix = mem_format("%s%.*s", before, (int)(equals + 1 - line->typed), line->typed);
	line->before = prefix;
	line->typed = equals + 1;
	if (field)
		offer_values(line, field);
	if (strcmp(prefix + strlen(before), "status=") == 0)
		offer_statuses(line);
	line->before = before;
	free(prefix);
}

/* The tiers of a kind that has several. */
static void offer_levels(struct line *line)
{
	const struct kind *kind = find_kind(line, line->kind);

	if (kind && kind->tiers)
		offer_values(line, kind->tiers->by);
}

/* With -C, files are looked for from another place than the shell's. */
static void offer_files(struct line *line)
{
	if (!line->is_elsewhere)
		buffer_add_string(line->out, ":files\n");
}

static void offer_directories(struct line *line)
{
	if (!line->is_elsewhere)
		buffer_add_string(line->out, ":directories\n");
}

static void offer_nothing(struct line *line)
{
	(void)line;
}

/* What help calls an argument says what can stand there, where that is not one of a few words. */
static const struct {
	const char *name;
	void (*offer)(struct line *line);
} arguments[] = {
	{"COMMAND", offer_commands_and_verbs},
	{"DIR", offer_directories},
	{"DOC", offer_files},
	{"FIELD=VALUE", offer_settings},
	{"FILE", offer_files},
	{"KIND", offer_kinds},
	{"LEVEL", offer_levels},
	{"N", offer_nothing},
	{"PATH", offer_files},
	{"PERSON", offer_persons},
	{"PORT", offer_nothing},
	{"REV", offer_nothing},
	{"ROLE", offer_roles},
	{"RULE", offer_rules},
	{"STATUS", offer_statuses},
	{"TERM", offer_nothing},
	{"TEXT", offer_nothing},
	{"TIME", offer_nothing},
	{"TITLE", offer_nothing},
	{"URL", offer_nothing},
};

/* The name of the n-th argument as help has it, without brackets and dots: of "[PATH...]" always
 * PATH. free() it. */
static char *argument_name(const char *list, size_t n)
{
	struct slice rest = slice_of(list), name = {list, 0};

	for (size_t i = 0; i <= n && rest.len; i++) {
		size_t end = slice_find(rest, ' ');
		bool repeated;

		name = (struct slice){rest.at, end};
		repeated = memmem(name.at, name.len, "...", 3) != NULL;
		if (i < n && !repeated)
			name.len = 0;
		if (!repeated)
			rest = slice_from(rest, end + 1);
	}
	while (name.len && strchr("[]. ", name.at[name.len - 1]))
		name.len--;
	while (name.len && name.at[0] == '[')
		name = slice_from(name, 1);
	return mem_string(name);
}

static void offer_argument(struct line *line, const char *name)
{
	struct choice choice = argument_choice(line->command, name, 0);

	for (size_t n = 0; choice.name; choice = argument_choice(line->command, name, ++n))
		offer(line, choice.name, choice.about);
	for (size_t i = 0; i < sizeof arguments / sizeof *arguments; i++) {
		if (strcmp(name, arguments[i].name) == 0)
			arguments[i].offer(line);
	}
}

static void offer_value(struct line *line, const struct poptOption *option)
{
	char *name = argument_name(option->argDescrip, 0);

	offer_argument(line, name);
	free(name);
}

/* A value that can be left out is left out where the next word is an option. */
static bool takes_word(const struct poptOption *option, const char *word)
{
	return option_takes_argument(option) &&
	       !(option->argInfo & POPT_ARGFLAG_OPTIONAL && word[0] == '-');
}

/* ---- Where the last word stands ------------------------------------------------------------- */

/* The kind whose fields are options of the verb at hand, or NULL. */
static const struct kind *kind_of_options(struct line *line, const struct poptOption *options)
{
	if (options == global_options || !line->command || !command_takes_fields(line->command))
		return NULL;
	return find_kind(line, line->kind);
}

static void offer_fields(struct line *line, const struct kind *kind)
{
	for (size_t i = 0; i < kind->n_fields; i++) {
		const struct field_spec *field = &kind->fields[i];
		char *name = mem_format("--%s", field->option ? field->option : field->name);

		if (kind_option(kind, slice_of(field->name)) &&
			!option_find(line->command->options, name + strlen("--")))
			offer(line, name, field->about);
		free(name);
	}
}

static void offer_options(struct line *line, const struct poptOption *options)
{
	const struct kind *kind = kind_of_options(line, options);

	for (; option_exists(options); options++) {
		char *name = options->longName ? mem_format("--%s", options->longName)
					       : mem_format("-%c", options->shortName);

		offer(line, name, options->descrip);
		free(name);
	}
	if (kind)
		offer_fields(line, kind);
}

/* Kinds are looked for where -C leads. The word has not been through the shell: `~/` stands for
 * itself. */
static void go_elsewhere(struct line *line, const char *directory)
{
	const char *home = strncmp(directory, "~/", 2) == 0 ? env_get("HOME") : NULL;
	char *path =
		home ? mem_format("%s%s", home, directory + 1) : mem_string(slice_of(directory));

	line->is_elsewhere = chdir(path) == 0;
	free(path);
}

/* The same of a field that is an option; NULL if the word is none. */
static const struct field_spec *read_field_option(
	struct line *line, const struct poptOption *options, const char *word, const char **value)
{
	const struct kind *kind =
		strncmp(word, "--", 2) == 0 && word[2] ? kind_of_options(line, options) : NULL;

	*value = strchr(word, '=');
	*value = *value ? *value + 1 : NULL;
	return kind ? kind_option(kind, (struct slice){word + 2, strcspn(word + 2, "=")}) : NULL;
}

/* What can follow an option, behind what of the last word stands before it. */
static void offer_option_value(struct line *line, const struct poptOption *option,
	const struct field_spec *field, const char *value)
{
	const char *last = line->words[line->count - 1];
	char *before = mem_string((struct slice){last, value ? (size_t)(value - last) : 0});

	line->before = before;
	line->typed = value ? value : last;
	if (option)
		offer_value(line, option);
	else
		offer_values(line, field);
	line->before = "";
	free(before);
}

/*
 * Goes over the words from *at that are options of a table. True if the last word is an option or
 * its value, and was answered; else *at is the first word that is none, or the last one.
 */
static bool skip_options(
	struct line *line, const struct poptOption *options, size_t *at, bool *ended)
{
	const char *last = line->words[line->count - 1];
	const struct field_spec *field = NULL;
	const struct poptOption *option;
	const char *value;

	while (!*ended && *at + 1 < line->count && line->words[*at][0] == '-') {
		*ended = strcmp(line->words[*at], "--") == 0;
		option = option_read(options, line->words[*at], &value);
		if (!option)
			field = read_field_option(line, options, line->words[*at], &value);
		(*at)++;
		if (option && value && options == global_options && option->shortName == 'C')
			go_elsewhere(line, value);
		if (value || (option ? !takes_word(option, line->words[*at]) : !field))
			continue;
		if (*at + 1 == line->count) {
			offer_option_value(line, option, field, NULL);
			return true;
		}
		if (option && options == global_options && option->shortName == 'C')
			go_elsewhere(line, line->words[*at]);
		(*at)++;
	}
	if (*ended || *at + 1 < line->count || last[0] != '-')
		return false;
	option = option_read(options, last, &value);
	field = option ? NULL : read_field_option(line, options, last, &value);
	if (value && last[1] == '-' && (option ? option_takes_argument(option) : field != NULL)) {
		offer_option_value(line, option, field, value);
		return true;
	}
	offer_options(line, options);
	if (options != global_options)
		offer(line, "--help", "explain the command");
	return true;
}

static void complete_command(struct line *line, size_t at)
{
	bool ended = false;
	size_t n = 0;
	char *name;

	while (!skip_options(line, line->command->options, &at, &ended)) {
		if (at + 1 == line->count) {
			name = argument_name(line->command->arguments, n);
			offer_argument(line, name);
			free(name);
			return;
		}
		at++;
		n++;
	}
}

static void complete_first(struct line *line)
{
	offer_commands(line);
	offer_kinds(line);
}

static void complete(struct line *line)
{
	bool ended = false;
	size_t at = 0;

	if (skip_options(line, global_options, &at, &ended))
		return;
	if (at + 1 == line->count) {
		complete_first(line);
		return;
	}
	line->command = command_find(line->words[at]);
	if (line->command && line->command->is_kind && at + 2 == line->count) {
		line->kind = line->words[at];
		offer_verbs(line);
		line->kind = NULL;
	}
	if (!line->command || command_is_for_kind(line->command, line->words[at + 1])) {
		line->kind = line->words[at++];
		if (at + 1 == line->count) {
			if (find_kind(line, line->kind))
				offer_verbs(line);
			return;
		}
		line->command = command_find_verb(line->kind, line->words[at]);
	}
	if (line->command)
		complete_command(line, at + 1);
}

void candidates(struct app *app, const char *const *words, size_t n_words, struct buffer *out)
{
	struct line line = {.app = app, .words = words, .count = n_words, .before = "", .out = out};

	if (n_words) {
		line.typed = words[n_words - 1];
		complete(&line);
	}
	app_policy_dispose(&line.loaded);
}
