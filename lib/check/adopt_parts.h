/*
 * adopt_parts.h - what the files that adopt a document share. Internal to adopt*.c.
 */
#ifndef HANDOFF_CHECK_ADOPT_PARTS_H
#define HANDOFF_CHECK_ADOPT_PARTS_H

#include "check/adopt.h"
#include "policy/compose.h"

/* A file, and since when it is there. */
struct adopted_file {
	const char *path;
	bool has_date; /* history shows it */
	struct date created;
};

struct adopter {
	struct adopt_request request;
	struct adopted_file *files; /* those that were named */
	size_t n_files;
	char **ids; /* that files got in this run */
	size_t n_ids, ids_capacity;
};

/* Sets since when the files are there, from one walk through history. */
struct error *adopt_find_dates(struct adopter *adopter);

/* The file at hand. */
struct adopting {
	struct adopter *adopter;
	struct document document; /* its outline is of what the file has become so far */
	struct adoption *out;
};

/* Puts quotes around values that begin with a character that YAML keeps for itself; the outline is
 * read anew. */
struct error *adopt_quote(struct adopting *a);
/* True if there is such a value, and it is the first fault. */
bool adopt_can_quote(const struct outline *outline);

/* Appends the document with the fields that it lacks. */
struct error *adopt_front(struct adopting *a, struct buffer *text);

/* ERROR_REFUSED with a place of the file at hand. */
struct error *adopt_refuse(const struct adopting *a, uint32_t at, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

#endif
