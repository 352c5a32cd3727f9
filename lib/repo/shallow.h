/*
 * shallow.h - the commits at which a shallow clone ends.
 */
#ifndef HANDOFF_REPO_SHALLOW_H
#define HANDOFF_REPO_SHALLOW_H

#include "repo/objects.h"

/*
 * The commits whose parents git was told not to fetch: lines of `shallow` in the common git
 * directory (gitrepository-layout(5)). An array, free() it; none in a complete clone.
 * ERROR_REPOSITORY if the file cannot be read or is not of this form.
 */
struct error *repo_shallow_commits(struct repo *repo, struct object_id **commits, size_t *count);

/*
 * The commits that are being merged into HEAD, while a merge is under way: lines of MERGE_HEAD in
 * the working tree's git directory. As above.
 */
struct error *repo_merge_heads(struct repo *repo, struct object_id **commits, size_t *count);

#endif
