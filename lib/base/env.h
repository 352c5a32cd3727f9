/*
 * env.h - the one place that reads the environment.
 */
#ifndef HANDOFF_BASE_ENV_H
#define HANDOFF_BASE_ENV_H

#include <stdbool.h>

/* The value of a variable, or NULL if it is not set or empty. Owned by the environment. */
const char *env_get(const char *name);

/* True if the variable is set to something other than empty, `0` or `false`. */
bool env_flag(const char *name);

#endif
