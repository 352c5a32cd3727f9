/*
 * authors.h - who made a commit and when, each read once. Internal to signoff/ and site/.
 *
 *     struct authors *authors = authors_new(objects);
 *     const struct commit_author *author;
 *     struct error *error = authors_find(authors, &commit, &author);
 *     ...
 *     authors_free(authors);
 */
#ifndef HANDOFF_SIGNOFF_AUTHORS_H
#define HANDOFF_SIGNOFF_AUTHORS_H

#include "repo/objects.h"

struct commit_author {
	const char *text;  /* "Name <email>", untrusted; "?" if the commit is malformed */
	int64_t time;      /* seconds since the epoch, by the author's clock; 0 if malformed */
	int64_t committed; /* the same by the committer's clock */
};

struct authors;

/* The objects must outlive it. */
struct authors *authors_new(struct objects *objects);
void authors_free(struct authors *authors);

/* The author of a commit; valid as long as `authors` is. Errors as objects_read. */
struct error *authors_find(
	struct authors *authors, const struct object_id *commit, const struct commit_author **out);

#endif
