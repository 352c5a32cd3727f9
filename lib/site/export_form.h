/*
 * export_form.h - the form of an export: which members the objects of its lines have, and what in
 * the records each of them is. What writes and what reads go by the same tables, so that neither
 * knows of something that the other does not. Internal to site/.
 *
 * lib/report/schemas/export.json says the same to others.
 */
#ifndef HANDOFF_SITE_EXPORT_FORM_H
#define HANDOFF_SITE_EXPORT_FORM_H

#include "site/records.h"

/* To be changed when a program would notice. */
#define EXPORT_SCHEMA "handoff-export-1"

/* The type of the last line, which says how many there are before it. */
#define EXPORT_END "end"

/* What stands between the repository and the path in the key of a document. No path has it. */
#define EXPORT_KEY_MIDDLE "//"

enum form_type {
	/* struct slice; null where it is empty */
	FORM_TEXT,
	FORM_WORD,   /* one of ours, such as a state: lower-case letters, digits, `-` */
	FORM_DAY,    /* YYYY-MM-DD */
	FORM_COMMIT, /* 40 or 64 digits */
	FORM_SITE,   /* https://example.com/docs/ */
	FORM_PAGE,   /* a path on a site */
	/* struct slice; never empty */
	FORM_NAME,
	FORM_PATH,
	/* others */
	FORM_TIME,       /* int64_t; null for TIME_UNKNOWN */
	FORM_DATE,       /* struct date */
	FORM_BOOL,       /* bool */
	FORM_COUNT,      /* uint32_t */
	FORM_SIZE,       /* size_t */
	FORM_TEXTS,      /* struct record_texts; texts may be empty */
	FORM_LIST,       /* structs: a pointer to them, and how many */
	FORM_ROWS,       /* struct record_texts: the same */
	FORM_FIELDS,     /* struct record_field: the same; an object of texts and lists of texts */
	FORM_REPOSITORY, /* size_t, a number; by its name */
	FORM_DOCUMENT,   /* size_t, a number; by its key */
	FORM_LINK,       /* the same; null for SIZE_MAX */
	/* members that no struct has */
	FORM_TYPE,   /* of the line */
	FORM_SCHEMA, /* EXPORT_SCHEMA */
	FORM_TOOL,   /* which program wrote it */
	FORM_KEY,    /* of the document at hand */
	FORM_ALONE,  /* the name of the repository, if there is but one; else null */
};

struct form_member {
	const char *name;
	enum form_type type;
	size_t offset;           /* in the struct */
	size_t count;            /* where its number stands: of FORM_LIST, FORM_ROWS, FORM_FIELDS */
	const struct form *form; /* of FORM_LIST: of each */
};

struct form {
	const char *type;                  /* of a line; NULL: it is part of one */
	size_t size;                       /* of the struct */
	const struct form_member *members; /* in their order; a nameless one ends them */
};

/* The types of lines, in their order in a file. */
enum export_line {
	EXPORT_REPOSITORY,
	EXPORT_PERSON,
	EXPORT_DOCUMENT,
	EXPORT_EVENT,
	EXPORT_ACTION,
	N_EXPORT_LINES,
};

extern const struct form export_forms[N_EXPORT_LINES];

#endif
