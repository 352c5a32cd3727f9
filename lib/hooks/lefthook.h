/*
 * lefthook.h - lefthook's configuration, read for the hooks that it names, and given a command of
 * ours without a byte of the rest being changed.
 *
 * lefthook writes the hooks that its configuration names anew whenever that changes, and moves
 * others out of their way: only what stands in the configuration stays.
 */
#ifndef HANDOFF_HOOKS_LEFTHOOK_H
#define HANDOFF_HOOKS_LEFTHOOK_H

#include "base/buffer.h"
#include "base/error.h"

/* The configuration that lefthook reads in the directory `root`, malloc'd; NULL if there is none.
 * *is_yaml: false for TOML and JSON. */
char *lefthook_find(int root, bool *is_yaml);

/* Where the configuration speaks of a hook. */
struct lefthook_section {
	struct slice text; /* what stands below its name */
	size_t at;         /* where a line can be put in, */
	size_t column;     /* so far from the left, */
	bool in_commands;  /* as one of its commands; else as the first thing below its name */
	bool is_usable;    /* false: it is written so that no line can be put in */
};

/* Finds it; false if the configuration does not speak of the hook. ERROR_POLICY for what is not
 * YAML, ERROR_LIMIT for more than 64 KiB: libyaml's time grows with the square of some texts. */
struct error *lefthook_section(
	struct slice yaml, const char *hook, bool *found, struct lefthook_section *section);

/* Appends the command that runs our script; whether it has to be given standard input. */
void lefthook_add_command(struct buffer *out, const char *hook);
bool lefthook_needs_input(const char *hook);

/* Appends the lines of our command: to be put in at section->at. */
void lefthook_add_lines(
	struct buffer *out, const char *hook, const struct lefthook_section *section);

#endif
