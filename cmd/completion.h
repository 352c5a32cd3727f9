/*
 * completion.h - the scripts by which shells complete commands, embedded in the program from
 * cmd/completion/ when it is built.
 *
 * They know nothing of commands and options: at TAB they hand the words up to the cursor to
 *
 *     handoff completion --candidates -- WORD...
 *
 * and get a line for each word that can stand for the last one, "WORD<TAB>DESCRIPTION", or ":files"
 * or ":directories" for what the shell knows better.
 */
#ifndef HANDOFF_CMD_COMPLETION_H
#define HANDOFF_CMD_COMPLETION_H

#include <stddef.h>

struct completion_script {
	const char *shell;
	const char *text;
	size_t len;
};

/* Sorted by shell; the last one has no name. */
extern const struct completion_script completion_scripts[];
extern const size_t n_completion_scripts;

#endif
