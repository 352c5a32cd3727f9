/*
 * ancestry.h - which of two commits came first.
 */
#ifndef HANDOFF_REPO_ANCESTRY_H
#define HANDOFF_REPO_ANCESTRY_H

#include "repo/objects.h"

/* True if `later` has `sooner` among its ancestors, and is another commit. False too where history
 * cannot be read that far. */
bool commit_follows(
	struct repo *repo, const struct object_id *later, const struct object_id *sooner);

#endif
