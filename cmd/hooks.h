/*
 * hooks.h - installing git's hooks, for the commands that do.
 */
#ifndef HANDOFF_CMD_HOOKS_H
#define HANDOFF_CMD_HOOKS_H

#include "cmd.h"
#include "hooks/hooks.h"

/* Hooks, one after another: a subset of all. */
struct hook_choice {
	enum hook list[HOOKS];
	size_t count;
};

/* Those that run in a working tree. */
void hook_choice_of_client(struct hook_choice *choice);

/* The n-th word that can follow `hooks`; without a name behind the last one. */
struct choice hooks_action(size_t n);

/* Appends what was done, a line each, as init says it. */
void hook_deeds_text(const struct hook_deeds *deeds, struct buffer *out);

#endif
