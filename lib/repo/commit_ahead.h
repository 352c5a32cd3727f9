/*
 * commit_ahead.h - a process of our own that reads commits ahead of a long walk.
 *
 * Half of the time of a walk through history goes into unpacking commits, and which ones it is
 * going to ask for is known from the start. The child begins at the tip, goes on to the parents of
 * the latest commit first, as walks do, and sends where each commit leads through a pipe. It
 * decides nothing: what it does not send is read by whoever needs it.
 */
#ifndef HANDOFF_REPO_COMMIT_AHEAD_H
#define HANDOFF_REPO_COMMIT_AHEAD_H

#include "repo/commit.h"

struct commit_ahead;

/*
 * Starts to read from the tip on. NULL where it would not pay: in a small repository, with one
 * processor, or if no process can be had.
 */
struct commit_ahead *commit_ahead_start(struct repo *repo, const struct object_id *tip);

/* Ends the child, whatever it is doing; NULL is allowed. */
void commit_ahead_end(struct commit_ahead *ahead);

/* Where a commit leads, or that it is *malformed, waiting for it to be read; false if it is not
 * among those that can be reached from the tip. */
bool commit_ahead_find(struct commit_ahead *ahead, const struct object_id *id,
	struct commit_links *links, bool *malformed);

#endif
