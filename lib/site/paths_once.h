/*
 * paths_once.h - the paths that a site has been given, so that none of them is made twice: the
 * second page would stand where the first one was, and nobody would know.
 */
#ifndef HANDOFF_SITE_PATHS_ONCE_H
#define HANDOFF_SITE_PATHS_ONCE_H

#include "base/error.h"

/* {0} is empty. */
struct paths_once {
	void *tree; /* of tsearch(3); its keys are our copies */
};

/* Notes a path. ERROR_INTERNAL if it was noted already. */
struct error *paths_once_take(struct paths_once *paths, const char *path);
void paths_once_dispose(struct paths_once *paths);

#endif
