/*
 * trailers.h - the trailers of a commit message that is being written, as git takes them.
 */
#ifndef HANDOFF_REPO_TRAILERS_H
#define HANDOFF_REPO_TRAILERS_H

#include <stddef.h>

#include "repo/repo.h"

struct trailer {
	char *key;
	char *value;
};

struct trailers {
	struct trailer *list;
	size_t count;
};

/*
 * Reads the last paragraph's `KEY: VALUE` lines (git-interpret-trailers(1)). Comments and what
 * stands under the scissors of `git commit --verbose` are no part of the message. Dispose in any
 * case.
 */
struct error *trailers_read(struct repo *repo, struct slice message, struct trailers *trailers);
void trailers_dispose(struct trailers *trailers);

#endif
