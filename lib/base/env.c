#include "base/env.h"

#include <stdlib.h>
#include <string.h>

const char *env_get(const char *name)
{
	const char *value = getenv(name);

	return value && *value ? value : NULL;
}

bool env_flag(const char *name)
{
	const char *value = env_get(name);

	return value && strcmp(value, "0") != 0 && strcmp(value, "false") != 0;
}
