/*
 * deeds.h - what was done, put down. Internal to hooks/.
 */
#ifndef HANDOFF_HOOKS_DEEDS_H
#define HANDOFF_HOOKS_DEEDS_H

#include "hooks/hooks.h"

/* Takes path; `detail` is printf-style, or NULL. */
void hook_deeds_add(struct hook_deeds *deeds, enum hook_deed deed, char *path, const char *detail,
	...) __attribute__((format(printf, 4, 5)));

/* A note, unless it is there already. */
void hook_deeds_note(struct hook_deeds *deeds, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

#endif
