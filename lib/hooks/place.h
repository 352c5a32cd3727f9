/*
 * place.h - directories of hooks: the one that git looks into, and the others that matter.
 *
 * core.hooksPath can lead anywhere. A place that is neither in the working tree nor in the git
 * directory is looked at by nobody here: it only says why it cannot be used.
 */
#ifndef HANDOFF_HOOKS_PLACE_H
#define HANDOFF_HOOKS_PLACE_H

#include "repo/repo.h"

struct hook_place {
	int root;        /* an open directory, not owned; -1: it cannot be used */
	char *path;      /* clean, below the root; "" is the root itself */
	char *shown;     /* as people read it: below the top of the working tree, or absolute */
	char *why;       /* why it cannot be used, or NULL */
	bool is_nowhere; /* it is no directory, so that git runs no hooks */
};

struct hook_places {
	int common;               /* the git directory that all working trees share */
	struct hook_place own;    /* its `hooks` */
	struct hook_place client; /* where git looks for hooks that run in the working tree */
	struct hook_place server; /* and for those that run when somebody pushes here */
	struct hook_place husky;  /* where husky looks for the team's hooks; root -1: it does not */
	struct hook_place tree;   /* the working tree; root -1 in a bare repository */
};

/* Dispose of them in any case. ERROR_REFUSED if the git directory is not what it should be. */
struct error *hook_places_open(struct repo *repo, struct hook_places *places);
void hook_places_dispose(struct hook_places *places);

/* NULL if files may be written: TRUST.md B. */
struct error *hook_places_check_writable(struct repo *repo);

bool hook_place_equal(const struct hook_place *a, const struct hook_place *b);

/* A path below a place, malloc'd; as people read it with `shown`. */
char *hook_place_path(const struct hook_place *place, const char *name);
char *hook_place_shown(const struct hook_place *place, const char *name);

#endif
