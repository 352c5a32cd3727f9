#include "repo/ancestry.h"

#include <git2.h>

bool commit_follows(
	struct repo *repo, const struct object_id *later, const struct object_id *sooner)
{
	git_oid one, other;

	if (object_id_equal(later, sooner))
		return false;
	git_oid_fromraw(&one, later->bytes);
	git_oid_fromraw(&other, sooner->bytes);
	return git_graph_descendant_of(repo_handle(repo), &one, &other) == 1;
}
