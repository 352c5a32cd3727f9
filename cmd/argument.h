/*
 * argument.h - arguments that can be one of a few words only, by the name that they have in help:
 * FORMAT, WHEN, SHELL.
 *
 * What is parsed, what help says and what a shell offers at TAB are these lists, each of which
 * stands in one place.
 */
#ifndef HANDOFF_CMD_ARGUMENT_H
#define HANDOFF_CMD_ARGUMENT_H

#include "cmd.h"

/*
 * The n-th word that an argument can be. Behind the last one the name is NULL, and so it is at once
 * for an argument that can be anything. `command` is NULL for an option that stands before the
 * command.
 */
struct choice argument_choice(const struct command *command, const char *argument, size_t n);

/* The place of a word among them, or -1. */
int argument_find(const struct command *command, const char *argument, const char *word);

/* Appends them: "text, json or csv". */
void argument_add_choices(const struct command *command, const char *argument, struct buffer *out);

/* The same with what is not plain from their names: "text, json or template (its source)". */
void argument_explain_choices(
	const struct command *command, const char *argument, struct buffer *out);

/* Prints "--format takes text, json or csv, not "x"": `what` is what takes it. Returns
 * EXIT_TROUBLE. */
int argument_refuse(
	const struct command *command, const char *what, const char *argument, const char *word);

#endif
