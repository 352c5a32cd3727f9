/*
 * short_text.h - untrusted text where there is little room: one line, and an end. Internal to
 * site/.
 */
#ifndef HANDOFF_SITE_SHORT_TEXT_H
#define HANDOFF_SITE_SHORT_TEXT_H

#include <stddef.h>

#include "base/slice.h"

/* A text as escape_line shows it, without white space at the ends; of what is longer than `max`
 * characters the beginning and an ellipsis, `max` characters together. free() it. */
char *short_text(struct slice text, size_t max);

#endif
