/*
 * verify.h - whether a signature is a person's, and good.
 *
 * ssh-keygen and gpg do the mathematics, each in an environment that says as little as possible.
 * Whose key it is, and when that key counts, is decided here, from people.yaml alone: no allowed
 * signers file of the user's, no trust database, no key server.
 */
#ifndef HANDOFF_SIGNOFF_VERIFY_H
#define HANDOFF_SIGNOFF_VERIFY_H

#include "base/clock.h"
#include "base/error.h"
#include "policy/people.h"

enum signature_verdict {
	SIGNATURE_VALID,
	SIGNATURE_INVALID,       /* malformed, for another namespace, or simply wrong */
	SIGNATURE_FOREIGN_KEY,   /* not by a key of this person */
	SIGNATURE_KEY_NOT_VALID, /* by a key of this person that does not count on that day */
	SIGNATURE_KEY_REVOKED,   /* by a key of this person that counts on no day */
	SIGNATURE_UNVERIFIABLE,  /* no program for it, too slow, no public key: nobody knows */
};

struct signature_check {
	enum signature_verdict verdict;
	const struct person_key *key; /* the person's key that made it, or NULL */
	char *detail; /* why, for a person, one line; may hold untrusted bytes; NULL if valid */
};

/*
 * Checks that `armour` is an SSH signature over `message` in `name_space` ([a-z0-9.@-]+) by a key
 * of this person that is good on the day `when`. An error means that this machine could not do it
 * (no room for a temporary file); what is wrong with the signature is a verdict. Dispose of the
 * check in any case. Starts a process each time.
 */
struct error *verify_ssh(const struct person *person, struct date when, struct slice armour,
	const char *name_space, struct slice message, struct signature_check *out);

/*
 * The same for an OpenPGP signature, with the public keys in the user's own keyring (HOME and
 * GNUPGHOME stay). gpg's view that a key or signature has expired or was revoked is held against
 * it, in addition to the dates in people.yaml.
 */
struct error *verify_openpgp(const struct person *person, struct date when, struct slice armour,
	struct slice message, struct signature_check *out);

/* One of both, by the first line of the armour, for git's commits. What is neither (X.509, PGP
 * messages from before 1998) cannot be verified. */
struct error *verify_armour(const struct person *person, struct date when, struct slice armour,
	const char *name_space, struct slice message, struct signature_check *out);

void signature_check_dispose(struct signature_check *check);

/* "valid", "invalid", "foreign-key", "key-not-valid", "key-revoked", "unverifiable". */
const char *signature_verdict_name(enum signature_verdict verdict);

#endif
