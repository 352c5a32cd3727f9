/*
 * sign.h - giving a sign-off and withdrawing one, for the person that git is configured with.
 *
 * Nothing is written here: the document's new bytes are made, and read again to see that they say
 * what they should and nothing else. Refusals say what to do.
 */
#ifndef HANDOFF_SIGNOFF_SIGN_H
#define HANDOFF_SIGNOFF_SIGN_H

#include "base/buffer.h"
#include "check/workspace.h"
#include "signoff/entry.h"

struct sign_request {
	struct workspace *workspace; /* of the working tree */
	const struct document *document;
	const char *role;
	enum decision decision;
	const char *note;    /* or NULL */
	const char *ssh_key; /* a file, or NULL: what git is configured with */
};

/* What was done. */
struct signing {
	const struct person *person;
	struct buffer bytes;   /* of the whole document */
	struct buffer trailer; /* "id role person decision digest": of a commit's message */
	char *key;             /* that signed it, for a person; NULL: none did */
	bool renewed;          /* took the place of an earlier one */
};

/*
 * Makes the document with the caller's sign-off. ERROR_REFUSED: a role that the person does not
 * hold, that the contract does not know or that is not for authors; content that is not committed;
 * a key that is not the person's; too little evidence for what is asked. Dispose in any case.
 */
struct error *sign_document(const struct sign_request *request, struct signing *signing);

/* Makes the document with the caller's own sign-off in this role withdrawn, the last one.
 * ERROR_REFUSED if there is none that stands. */
struct error *revoke_signoff(struct workspace *workspace, const struct document *document,
	const char *role, const char *reason, struct signing *signing);

void signing_dispose(struct signing *signing);

/* The person whose e-mail address git is configured with. ERROR_REFUSED, saying what to do, if
 * there is none or more than one. */
struct error *sign_who(struct workspace *workspace, const struct person **person);

/* True if a document names a person as its `author`, or among its `authors`. */
bool person_is_author(
	const struct people *people, const struct document *document, const struct person *person);

#endif
