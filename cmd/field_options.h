/*
 * field_options.h - the fields of a kind as options: `--FIELD VALUE` for `--set FIELD=VALUE`.
 */
#ifndef HANDOFF_CMD_FIELD_OPTIONS_H
#define HANDOFF_CMD_FIELD_OPTIONS_H

#include "cmd.h"

/* True for a verb to which the fields of its kind are options: one that takes --set. */
bool command_takes_fields(const struct command *command);

/* A command line, of which some words are its own. */
struct field_words {
	const char **list; /* ends with NULL */
	int count;
	char **owned;
	size_t n_owned, capacity;
};

/*
 * Copies the words of a verb (from argv[1], the verb itself, on) and puts `--set=FIELD=VALUE` for
 * each option that is a field of the kind; the verb's own options go before. Returns EXIT_DONE, or
 * EXIT_TROUBLE after saying which option there is not. Dispose in any case.
 */
int field_options_read(const struct command *verb, const struct kind *kind, int argc,
	const char **argv, struct field_words *words);
void field_words_dispose(struct field_words *words);

#endif
