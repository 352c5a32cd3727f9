/*
 * blob_at.h - the file at a path of a commit, where one look-up is all that is wanted: for many of
 * one commit take a snapshot.
 */
#ifndef HANDOFF_REPO_BLOB_AT_H
#define HANDOFF_REPO_BLOB_AT_H

#include "repo/commit.h"

/* Sets *found, and *blob if a regular file stands at the path. Errors as objects_read;
 * ERROR_REPOSITORY for a malformed commit or tree. */
struct error *blob_at(struct objects *objects, const struct object_id *commit, const char *path,
	struct object_id *blob, bool *found);

#endif
