/*
 * adopt.h - a Markdown file that is there already, made a document of a kind: what is missing is
 * added, and what is there stays, to the byte.
 *
 *     struct adopter *adopter;
 *     struct error *error = adopter_new(&request, paths, count, &adopter);
 *     for (...)
 *             error = adopt_file(adopter, paths[i], &adoption);
 *     adopter_free(adopter);
 *
 * Nothing is written here; whoever calls replaces the file, or shows what would change.
 */
#ifndef HANDOFF_CHECK_ADOPT_H
#define HANDOFF_CHECK_ADOPT_H

#include "check/workspace.h"

struct adopt_request {
	struct workspace *workspace; /* of the working tree, with all its documents */
	const struct kind *kind;
	const char *author; /* the id of a person, or NULL */
	bool quote; /* quote values that YAML cannot read because of their first character */
};

struct adopter;

/* Looks up in history since when the files are there. An error means that this cannot be done; free
 * the adopter in any case. The paths have to outlive it. */
struct error *adopter_new(const struct adopt_request *request, const char *const *paths,
	size_t count, struct adopter **out);
void adopter_free(struct adopter *adopter);

struct adoption {
	struct buffer before, after; /* the same if nothing was missing */
	bool is_signed;              /* left alone: what somebody signed is not added to */
	size_t fields, sections, tables, quoted; /* what was added */
	const char *hindrance;                   /* why nothing was added to the body, or NULL */
};

/*
 * Reads a file and makes a document of it. ERROR_REFUSED, with the place, where it is of another
 * kind already, or cannot be read. Dispose of the adoption in any case.
 *
 * Front matter that is there belongs to other programs too: it gets only fields that have a value,
 * in the template's order as far as nothing has to move. Where there is none, it gets all that
 * `new` writes. A section of the template that no heading stands for is put in with its guidance,
 * and so is a table that a section lacks.
 */
struct error *adopt_file(struct adopter *adopter, const char *path, struct adoption *adoption);
void adoption_dispose(struct adoption *adoption);

#endif
