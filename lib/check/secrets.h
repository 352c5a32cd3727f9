/*
 * secrets.h - finds text that looks like a credential.
 */
#ifndef HANDOFF_CHECK_SECRETS_H
#define HANDOFF_CHECK_SECRETS_H

#include "base/slice.h"

struct secrets;

struct secrets *secrets_new(void);
void secrets_free(struct secrets *secrets);

/*
 * The next credential at or after byte `from` of a text (its first `from` bytes are looked back at
 * only): [*start, *end), and in *what what it looks like ("a GitLab token"). False if there is
 * none.
 */
bool secrets_find(struct secrets *secrets, struct slice text, size_t from, size_t *start,
	size_t *end, const char **what);

#endif
