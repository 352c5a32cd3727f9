/*
 * import_parts.h - what the parts of the import share. Internal to site/.
 */
#ifndef HANDOFF_SITE_IMPORT_PARTS_H
#define HANDOFF_SITE_IMPORT_PARTS_H

#include <jansson.h>

#include "base/buffer.h"
#include "base/error.h"
#include "site/export_form.h"

struct import_limits {
	size_t file_bytes, line_bytes, lines;
	size_t values; /* in one line, counting the names of members */
	size_t depth;  /* of a line */
};

/* What no export comes near. */
extern const struct import_limits import_limits_default;

/* ---- The lines of a file (import_lines.c) ---------------------------------------------------- */

struct import_lines {
	const struct import_limits *limits;
	const char *file;
	int fd;
	struct buffer bytes;
	size_t start, scanned; /* in `bytes`: the line at hand, and what has no newline */
	size_t total;          /* bytes that were read */
	size_t number;         /* of the line, from 1 */
};

/* Opens a file; import_lines_close in any case. */
struct error *import_lines_open(
	const char *file, const struct import_limits *limits, struct import_lines *lines);
void import_lines_close(struct import_lines *lines);

/* The next line, without its newline; valid until the next call. *is_there: there is one. */
struct error *import_lines_next(struct import_lines *lines, struct slice *line, bool *is_there);

/* ERROR_REFUSED: "FILE:LINE: " and a message. */
struct error *import_refuse(const char *file, size_t line, const char *format, ...)
	__attribute__((format(printf, 3, 4), returns_nonnull));

/* Reads one line as a JSON object; json_decref it. What would take more memory than a line of its
 * size should is refused before it is read. */
struct error *import_parse(const struct import_lines *lines, struct slice line, json_t **object);

/* ---- All that was read (import.c) -------------------------------------------------------------
 */

/* A line. */
struct imported {
	void *record; /* as its form says */
	size_t file, line;
	size_t number; /* in its list, as it was read */
	size_t rank;   /* what it is sorted by: see import_merge.c */
};

struct imported_list {
	struct imported *items;
	size_t count, capacity;
};

/* A number to be found when all of a file was read. */
struct import_reference {
	size_t *number;
	struct slice to; /* a name, or a key */
	size_t line;
	enum export_line type; /* of what is referred to */
};

struct importing {
	bool has_ended; /* the file at hand: its last line was read */
	const char *const *files;
	size_t n_files, file; /* the one at hand */
	struct import_lines lines;
	struct imported_list lists[N_EXPORT_LINES];
	/* Of the file at hand: numbers of repositories by name, and of documents by key. */
	json_t *names, *keys;
	struct import_reference *references;
	size_t n_references, references_capacity;
	struct arena *arena;
};

/* ---- The members of a line (import_value.c) ---------------------------------------------------
 */

/*
 * Reads an object as its form says, into a struct of the arena. Numbers of documents and
 * repositories become references.
 */
struct error *import_object(
	struct importing *importing, const struct form *form, const json_t *object, void *record);

/* ---- One out of many (import_merge.c) ---------------------------------------------------------
 */

/* Sorts and numbers all that was read. The records' arena is the import's. */
struct error *import_merge(struct importing *importing, struct records *records);

/* ---- As of the latest day (import_today.c) ----------------------------------------------------
 */

/*
 * Works out again, for the documents of exports that are older than `today` and `now`, what only
 * the day decides: sign-offs that have expired, what their requirements lack then, how the document
 * stands; action items that are overdue.
 */
void import_renew(struct records *records);

/* import_read within other limits, for tests. */
struct error *import_read_within(const char *const *files, size_t count,
	const struct import_limits *limits, struct records *records);

#endif
