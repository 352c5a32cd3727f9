/*
 * commit.h - the header of a commit object, read strictly from its raw bytes.
 *
 * git and libgit2 disagree about commits with two authors, several `<`, a NUL: whoever makes one
 * could show each of them another author. So a commit has exactly one author and one committer, in
 * this order, each with one <...>, no NUL, and at most one signature; anything else is malformed,
 * and says nothing about who made it. Format: what `git cat-file commit` shows.
 */
#ifndef HANDOFF_REPO_COMMIT_H
#define HANDOFF_REPO_COMMIT_H

#include "repo/objects.h"

/* A merge of more than this is not looked at. */
#define MAX_PARENTS 256

/* A commit object of more bytes than this is not read. */
#define MAX_COMMIT_BYTES ((size_t)1 << 20)

struct commit_links {
	struct object_id tree;
	struct object_id parents[MAX_PARENTS];
	size_t n_parents;
	int64_t time; /* the committer's; 0 if it cannot be read. Never trusted: order of work only
		       */
};

/* Where a commit leads; false if its first lines are not what they should be. */
bool commit_links(struct slice bytes, struct commit_links *links);

/* Reads a commit and where it leads. Errors as objects_read; ERROR_REPOSITORY if it is malformed.
 */
struct error *commit_read_links(
	struct objects *objects, const struct object_id *id, struct commit_links *links);

/* Views into the commit's bytes. */
struct commit_header {
	const char *fault; /* what is malformed, or NULL; then nothing below counts */
	struct slice author_name;
	struct slice author_email; /* the bytes between < and > */
	int64_t author_time;
	struct slice signature; /* the gpgsig header's value, as it stands: lines after the first
				   begin with a space; empty: none */
	struct slice before_signature; /* the commit's bytes before and behind that header: what */
	struct slice behind_signature; /* the signature is over */
	struct slice message;
};

void commit_header_read(struct slice bytes, struct commit_header *header);

/* Appends a signature as it was before it was put in the header. */
void commit_signature(const struct commit_header *header, struct buffer *out);

#endif
