/*
 * branch.h - what a branch, or what is about to be committed, does to the documents it starts from.
 *
 * Documents that it touches are looked at as a whole. Of the others only that counts which was not
 * so where the branch began: what it breaks elsewhere.
 */
#ifndef HANDOFF_CHECK_BRANCH_H
#define HANDOFF_CHECK_BRANCH_H

#include "repo/revision.h"
#include "signoff/ledger.h"

/* One sign-off, before and after. Entries are paired by document id, role, person and time. */
struct signoff_change {
	const char *path;     /* of the document after; before, where it is gone */
	const char *document; /* its id; untrusted, like all text here */
	const char *title;    /* its title, or "" */
	const char *role;
	const char *by;        /* the id of a person; "" for a requirement that nobody answers */
	bool in_base, in_head; /* whether the entry, or the open requirement, stands there */
	enum signoff_state before, after; /* where it stands there */
	const char *reason;               /* why it is not valid after, or a note; NULL: none */
	bool is_touched;                  /* the branch changes the document itself */
	bool is_removed;                  /* the branch removes the document */
};

struct branch {
	struct revision base;    /* what it is held against, as it was asked for */
	struct object_id origin; /* where it left that (a merge base) */
	bool has_origin;         /* false: nothing in common, or nothing was committed yet */
	size_t touched;          /* documents that it adds or changes */
	size_t removed;          /* documents that it removes or renames */
	size_t elsewhere;        /* documents beside these in which it breaks something */
	struct signoff_change *signoffs; /* by path, role, person */
	size_t n_signoffs;
	struct arena *arena; /* the texts */
};

void branch_free(struct branch *branch);

#endif
