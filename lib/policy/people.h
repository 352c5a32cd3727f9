/*
 * people.h - .handoff/people.yaml: who there is, which roles they hold, which keys are theirs.
 */
#ifndef HANDOFF_POLICY_PEOPLE_H
#define HANDOFF_POLICY_PEOPLE_H

#include "base/clock.h"
#include "policy/problem.h"

struct person_role {
	char *role;
	bool has_from, has_until;
	struct date from, until; /* both inclusive */
};

struct person_email {
	char *address;
	struct span place;
};

enum key_type {
	KEY_SSH,
	KEY_OPENPGP,
};

struct person_key {
	enum key_type type;
	char *key; /* the public key line, or 40 hexadecimal digits */
	bool has_from, has_until, has_revoked;
	struct date from, until, revoked;
	const char *fault; /* why it cannot be used, or NULL */
	struct span place;
};

struct person {
	char *id;
	char *name;
	struct span place;
	struct person_email *emails;
	size_t n_emails;
	struct person_role *roles;
	size_t n_roles;
	struct person_key *keys;
	size_t n_keys;
};

/* Roles that people.yaml puts on a side of the table, beyond those that are known. */
struct side {
	char *name;
	char **roles;
	size_t n_roles;
};

struct people {
	bool present; /* there is a people.yaml */
	struct side *sides;
	size_t n_sides;
	struct person *list; /* sorted by id */
	size_t count;
	struct outline *outline; /* of the file, for the places; owned */
};

/* Reads the file that `reader` holds; problems are recorded there. The outline becomes the
 * people's. Dispose in any case. */
void people_read(struct reader *reader, struct people *people);
void people_dispose(struct people *people);

/* The person with this id, or NULL. */
const struct person *people_find(const struct people *people, struct slice id);

/*
 * The person that a reference in a document names: an id, an id with `@` before it, or an e-mail
 * address that is one person's alone. NULL otherwise.
 */
const struct person *people_resolve(const struct people *people, struct slice reference);

/* How many persons have this e-mail address (ASCII case folded); *first is one of them. */
size_t people_count_email(
	const struct people *people, struct slice address, const struct person **first);

/* True if somebody holds the role at some time. */
bool people_role_is_held(const struct people *people, struct slice role);

/* True if `person` holds the role, or did. */
bool person_ever_held(const struct person *person, struct slice role);

/*
 * The side that a role is on: "research", "operations", "business" or "other", or one of
 * people.yaml's own; NULL for a role that nobody has put anywhere.
 */
const char *people_side_of_role(const struct people *people, const char *role);
/* True if the person holds, or held, a role on the side. */
bool people_is_on_side(const struct people *people, const struct person *person, const char *side);

/* True if `person` holds `role` on `day`. */
bool person_holds(const struct person *person, struct slice role, struct date day);

/* The id nearest to a mistyped one, or NULL. */
const char *people_nearest(const struct people *people, struct slice id);

#endif
