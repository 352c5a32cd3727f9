/*
 * signing.h - what `sign` and `revoke` share: opening the document, writing it, committing it.
 */
#ifndef HANDOFF_CMD_SIGNING_H
#define HANDOFF_CMD_SIGNING_H

#include "cmd.h"
#include "signoff/sign.h"

/* A document of the working tree that is to be changed. */
struct target_document {
	char *path; /* relative to the repository's root */
	struct workspace workspace;
	const struct document *document;
};

/* Opens the document that a word of the command line names. Returns EXIT_DONE, or EXIT_TROUBLE
 * after saying why not. Dispose in any case. */
int signing_open(struct app *app, const char *word, struct target_document *target);
void signing_close(struct target_document *target);

/*
 * Writes the document, and with `commit` commits it: `subject` is the message's first line. The
 * commit is signed where git is configured so. Sets *made to the commit.
 */
struct error *signing_write(struct app *app, const struct target_document *target,
	const struct signing *signing, bool commit, const char *subject, struct object_id *made);

/* What would keep signing_write from committing; to be asked before anybody signs. */
struct error *signing_check_commit(struct app *app, const struct target_document *target);

#endif
