/*
 * error.h - an error is a value: a code, a message and, where there is one, a place.
 *
 * A function that can fail returns `struct error *`: NULL is success, anything else belongs to the
 * caller, who passes it up untouched or frees it. The library never prints and never exits (the one
 * exception is memory: mem.h). cmd/ prints an error once and chooses the exit status.
 */
#ifndef HANDOFF_BASE_ERROR_H
#define HANDOFF_BASE_ERROR_H

#include <stdint.h>

enum error_code {
	ERROR_USAGE = 1,  /* the caller asked for something that makes no sense */
	ERROR_NOT_FOUND,  /* a file, a repository, a kind that is not there */
	ERROR_EXISTS,     /* a file that would have to be overwritten */
	ERROR_REFUSED,    /* safety: a symbolic link, a foreign repository, a path outside */
	ERROR_LIMIT,      /* a limit on size, depth or time; the message names it */
	ERROR_REPOSITORY, /* libgit2 could not do it */
	ERROR_POLICY,     /* .handoff/ or a template cannot be used; details are in the problems */
	ERROR_IO,         /* the operating system said no */
	ERROR_INTERNAL,   /* a bug of ours, said rather than hidden */
};

struct error {
	enum error_code code;
	char *message; /* one line, no full stop, no trailing newline; may hold untrusted bytes */
};

/* A new error with a printf-style message. Never returns NULL. */
struct error *error_new(enum error_code code, const char *format, ...)
	__attribute__((format(printf, 2, 3), returns_nonnull));

/* As error_new, with ": " and the text of errno appended. */
struct error *error_errno(enum error_code code, const char *format, ...)
	__attribute__((format(printf, 2, 3), returns_nonnull));

/* Frees an error; NULL is allowed. */
void error_free(struct error *error);

#endif
