/*
 * problem.h - what is wrong with a policy file or a template, and where.
 *
 * Policy that cannot be read stops everything: a reader records every problem that it finds and
 * goes on, so that a person can mend them all at once; the caller looks at the count when it is
 * done.
 */
#ifndef HANDOFF_POLICY_PROBLEM_H
#define HANDOFF_POLICY_PROBLEM_H

#include "doc/outline.h"

enum problem_type {
	PROBLEM_SYNTAX,      /* not YAML, or YAML that we refuse; not readable at all */
	PROBLEM_UNKNOWN_KEY, /* a key that means nothing; the message names the nearest one */
	PROBLEM_MISSING_KEY, /* something that has to be there */
	PROBLEM_VALUE,       /* a value of the wrong form */
	PROBLEM_REFERENCE,   /* names a status, field, section or column that is not declared */
	PROBLEM_TYPES,
};

struct problem {
	enum problem_type type;
	bool in_template; /* a template, not config.yaml or people.yaml */
	const char *path; /* owned by the problems */
	struct position start;
	struct position end;
	char *line; /* the source line, for showing */
	char *message;
};

struct problems {
	struct problem *items;
	size_t count;
	size_t capacity;
};

#define PROBLEMS_INIT                                                                              \
	{                                                                                          \
		NULL, 0, 0                                                                         \
	}

void problems_dispose(struct problems *problems);

/* A file that is being read, and where its problems go. */
struct reader {
	struct outline *outline;
	const char *path;
	bool in_template;
	struct problems *problems;
};

/* Records a problem at a place. */
void reader_problem(struct reader *reader, enum problem_type type, struct span span,
	const char *format, ...) __attribute__((format(printf, 4, 5)));

/* Records the faults of the outline's front matter as problems; true if there were any. */
bool reader_faults(struct reader *reader);

/* The place of a node: its key where it has one, else its value. */
struct span reader_key_span(const struct reader *reader, uint32_t node);
struct span reader_value_span(const struct reader *reader, uint32_t node);

/* Says of each key of the map that is not among `known` that it is unknown. `where` names the map
 * ("config.yaml", "a section"). */
void reader_check_keys(struct reader *reader, uint32_t map, const char *where,
	const char *const *known, size_t count);

/* The child `key` of a map if it has the type that is asked for; a problem and NONE if another. */
uint32_t reader_map(struct reader *reader, uint32_t map, const char *key);
uint32_t reader_list(struct reader *reader, uint32_t map, const char *key);
uint32_t reader_scalar(struct reader *reader, uint32_t map, const char *key);

/* The text of a scalar node (not NUL-terminated), valid while the outline is. */
struct slice reader_text(const struct reader *reader, uint32_t node);
struct slice reader_key(const struct reader *reader, uint32_t node);

/* Reads true/false, yes/no; anything else is a problem and leaves *value alone. No node: false. */
bool reader_bool(struct reader *reader, uint32_t map, const char *key, bool *value);
/* Reads a decimal number of at least `least`; false where there is none or it is a problem. */
bool reader_count(
	struct reader *reader, uint32_t map, const char *key, uint64_t least, uint64_t *value);
bool reader_number(struct reader *reader, uint32_t map, const char *key, double *value);

/* Calls `each` for a scalar, or for each scalar of a list; anything else is a problem. */
void reader_each(struct reader *reader, uint32_t node,
	void (*each)(struct reader *reader, uint32_t node, void *context), void *context);

#endif
