/*
 * branch_parts.h - what comparing a branch with where it began is made of. Internal to check/.
 */
#ifndef HANDOFF_CHECK_BRANCH_PARTS_H
#define HANDOFF_CHECK_BRANCH_PARTS_H

#include "check/branch.h"
#include "check/check_parts.h"
#include "repo/merge_base.h"

/* The files that a branch changes, from each place where it began. */
struct touched {
	struct file_changes list[MAX_MERGE_BASES];
	size_t count;
	bool has_origins; /* false: it began with nothing; there is one list all the same */
	struct object_id origins[MAX_MERGE_BASES];
};

/* True if the branch itself changes, adds or removes the file. */
bool touched_has(const struct touched *touched, const char *path);

/* Fills in result->branch->signoffs: the result's ledger against the one of before; NULL: nothing
 * was there. */
void find_signoff_changes(
	struct check_result *result, const struct ledger *before, const struct touched *touched);

#endif
