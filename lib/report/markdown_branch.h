/*
 * markdown_branch.h - what a branch does to sign-offs, for people who look at it. Internal to
 * report/.
 */
#ifndef HANDOFF_REPORT_MARKDOWN_BRANCH_H
#define HANDOFF_REPORT_MARKDOWN_BRANCH_H

#include "base/buffer.h"
#include "check/branch.h"

/* How many sign-offs stood and do not stand any more. */
size_t markdown_branch_lost(const struct branch *branch);

/* Appends a line about the documents and, if any sign-off changes, a table of these: rows as long
 * as all together have at most `most` bytes, then how many more there are. */
void markdown_branch(struct buffer *out, const struct branch *branch, size_t most);

#endif
