/*
 * hooks.h - which hooks there are, for people and for scripts.
 */
#ifndef HANDOFF_REPORT_HOOKS_H
#define HANDOFF_REPORT_HOOKS_H

#include "base/buffer.h"
#include "hooks/hooks.h"

/* A line each: the hook, its state, where it is. */
void report_hooks_text(const struct hook_view *views, size_t count, struct buffer *out);
void report_hooks_json(const struct hook_view *views, size_t count, struct buffer *out);

#endif
