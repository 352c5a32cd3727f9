/*
 * compose.h - a new document from a kind's template: its path and its bytes.
 *
 * Nothing is written here; whoever calls creates the file (file.h) or shows it.
 */
#ifndef HANDOFF_POLICY_COMPOSE_H
#define HANDOFF_POLICY_COMPOSE_H

#include "base/clock.h"
#include "policy/policy.h"

struct compose_source {
	const char *path; /* of the document that values are taken from */
	struct outline *outline;
	const struct kind *kind; /* may be NULL */
};

struct compose_request {
	struct policy *policy;
	const struct kind *kind;
	const char *title;
	const char *const *sets; /* FIELD=VALUE; a list field may be set several times */
	size_t n_sets;
	const char *level;  /* the tier, of a kind that has several; or NULL */
	const char *author; /* the id of a person, or NULL */
	struct date today;
	const struct compose_source *from; /* or NULL */
};

/* What can be set though a contract need not name it; ends with NULL. */
extern const char *const compose_envelope[];

struct composed {
	char *path; /* relative to the repository's root */
	struct buffer text;
};

/*
 * Composes a document. ERROR_USAGE says what is wrong with the title or a setting: an unknown field
 * (with the nearest), a value that its type refuses, a title that makes no file name.
 *
 * With `from`: a field of the new kind that links to the source's kind gets the source's path;
 * fields of the same name and type, and sections of the same title, are taken over. `playbook` is
 * filled in from `playbooks` if that has one, and the other way round. All tiers of a kind that has
 * several get one source: the one that the source names, or the source itself; and one subject: the
 * source's, or its id. The level is in the name of the file.
 */
struct error *compose(const struct compose_request *request, struct composed *composed);
/*
 * Appends one section of the template, without those below it, as `new` writes it: the heading, at
 * a level from 1 to 6 (0: without it), guidance, and the header of its table. Of the request the
 * kind, the title and today's date are used.
 */
void compose_section(
	const struct compose_request *request, size_t section, uint32_t level, struct buffer *out);

void composed_dispose(struct composed *composed);

/* A line of front matter, as `new` writes it. */
struct composed_field {
	const char *name;
	struct buffer line; /* "name: value" or "name: # what belongs there" */
	bool filled;        /* it has a value */
};

struct composed_fields {
	struct composed_field *items;
	size_t count, capacity;
};

/* The id that a document of this title gets; NULL if the title has no letter or digit that an id
 * can be made of. free() it. */
char *compose_id(const struct compose_request *request);

/* The fields that `new` writes, in its order, under an id and for a title that are taken as they
 * are. ERROR_USAGE for a setting that does not fit. Dispose in any case. */
struct error *compose_fields(
	const struct compose_request *request, const char *id, struct composed_fields *list);
void composed_fields_dispose(struct composed_fields *list);

#endif
