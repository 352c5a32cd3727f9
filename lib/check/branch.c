#include "check/branch.h"

#include <stdlib.h>

void branch_free(struct branch *branch)
{
	if (!branch)
		return;
	revision_dispose(&branch->base);
	free(branch->signoffs);
	arena_free(branch->arena);
	free(branch);
}
