/* Fields as options. popt reads one table for all kinds; which fields there are, the policy says.
 */
#include "field_options.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/nearest.h"

bool command_takes_fields(const struct command *command)
{
	return option_find(command->options, "set") != NULL;
}

static int refuse(const struct command *verb, const struct kind *kind, const char *word)
{
	struct slice name = {word + 2, strcspn(word + 2, "=")};
	const char **names = mem_calloc(kind->n_fields * 2 + 64, sizeof *names);
	const char *near;
	size_t count = 0;

	for (const struct poptOption *option = verb->options; option_exists(option) && count < 64;
		option++)
		names[count++] = option->longName;
	for (size_t i = 0; i < kind->n_fields; i++) {
		const struct field_spec *field = &kind->fields[i];

		if (field->option)
			names[count++] = field->option;
		if (kind_option(kind, slice_of(field->name)))
			names[count++] = field->name;
	}
	near = nearest(name, names, count);
	free(names);
	if (near)
		return app_usage(
			"--%.*s: unknown option; did you mean --%s?", SLICE_ARG(name), near);
	return app_usage("--%.*s: unknown option; `handoff %s %s -h` lists the options, "
			 "`handoff kinds %s` the fields",
		SLICE_ARG(name), kind->id, verb->name, kind->id);
}

static void take(struct field_words *words, const char *word)
{
	words->list[words->count++] = word;
}

static void take_setting(struct field_words *words, const char *field, const char *value)
{
	char *setting = mem_format("--set=%s=%s", field, value);

	GROW(words->owned, words->n_owned, words->capacity);
	words->owned[words->n_owned++] = setting;
	take(words, setting);
}

/* Takes the word at *at, and its value where that is the next one. */
static int take_option(const struct command *verb, const struct kind *kind, int argc,
	const char **argv, int *at, struct field_words *words)
{
	const char *word = argv[*at];
	const char *value;
	const struct poptOption *own = option_read(verb->options, word, &value);
	const struct field_spec *field;

	if (own || strncmp(word, "--", 2) != 0) {
		take(words, word);
		if (own && option_takes_argument(own) && !value && word[1] == '-' && *at + 1 < argc)
			take(words, argv[++*at]);
		return EXIT_DONE;
	}
	field = kind_option(kind, (struct slice){word + 2, strcspn(word + 2, "=")});
	if (!field)
		return refuse(verb, kind, word);
	if (!value && *at + 1 == argc)
		return app_usage("%s takes a value: %s", word,
			field->about ? field->about : value_type_name(field->type));
	take_setting(words, field->name, value ? value : argv[++*at]);
	return EXIT_DONE;
}

int field_options_read(const struct command *verb, const struct kind *kind, int argc,
	const char **argv, struct field_words *words)
{
	int status = EXIT_DONE, at = 1;

	*words = (struct field_words){.list = mem_calloc((size_t)argc + 2, sizeof *words->list)};
	take(words, argv[0]);
	for (; status == EXIT_DONE && at < argc && strcmp(argv[at], "--") != 0; at++) {
		if (argv[at][0] == '-' && argv[at][1])
			status = take_option(verb, kind, argc, argv, &at, words);
		else
			take(words, argv[at]);
	}
	for (; at < argc; at++)
		take(words, argv[at]);
	return status;
}

void field_words_dispose(struct field_words *words)
{
	for (size_t i = 0; i < words->n_owned; i++)
		free(words->owned[i]);
	free(words->owned);
	free(words->list);
	*words = (struct field_words){0};
}
