/*
 * merge_base.h - where a branch left another one.
 *
 * As git-merge-base(1): the common ancestors that are no ancestors of other common ancestors. The
 * walk goes by commit times, which decide nothing but its length: what it finds is the same
 * whatever times somebody wrote into their commits.
 */
#ifndef HANDOFF_REPO_MERGE_BASE_H
#define HANDOFF_REPO_MERGE_BASE_H

#include "repo/objects.h"

/* Of criss-cross merges more are not told apart (ERROR_LIMIT). */
#define MAX_MERGE_BASES 16

struct merge_bases {
	struct object_id list[MAX_MERGE_BASES]; /* by id */
	size_t count;                           /* 0: nothing in common */
};

/*
 * Finds them. ERROR_NOT_FOUND: history ends too early to tell (a shallow clone, an object that is
 * missing), with what to do. ERROR_LIMIT: more than `max_commits` would have to be looked at, or
 * too many bases. ERROR_REPOSITORY: a malformed commit.
 */
struct error *merge_bases_find(struct repo *repo, struct objects *objects,
	const struct object_id *one, const struct object_id *two, size_t max_commits,
	struct merge_bases *bases);

#endif
