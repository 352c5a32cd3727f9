/*
 * revision.h - the commit that a user's text names, without a guess.
 *
 * git takes `name` for a tag before it takes it for a branch, so that whoever may push a tag named
 * `origin/main` decides what `origin/main` means. Here a short name has to match exactly one ref.
 * None of git's richer syntax (`@{yesterday}`, `:/text`) is taken.
 */
#ifndef HANDOFF_REPO_REVISION_H
#define HANDOFF_REPO_REVISION_H

#include "repo/objects.h"

struct revision {
	struct object_id commit;
	char *name; /* what it was taken for: a full ref name or an id, with ~ and ^ as given */
};

/*
 * Resolves: HEAD; a full object id, or at least 7 digits of one that is unique; a full `refs/...`
 * name; a short name that exactly one of refs/NAME, refs/tags/NAME, refs/heads/NAME,
 * refs/remotes/NAME has; each with any of `~`, `~N`, `^`, `^N` behind it. Annotated tags are
 * followed to their commit.
 *
 * ERROR_USAGE: not of this form, ambiguous (all refs are named), or no commit. ERROR_NOT_FOUND: it
 * is not in this repository.
 */
struct error *revision_resolve(struct repo *repo, const char *text, struct revision *out);

/* HEAD; *unborn is set, and nothing else, where nothing was committed yet. */
struct error *revision_of_head(struct repo *repo, struct revision *out, bool *unborn);

void revision_dispose(struct revision *revision);

#endif
