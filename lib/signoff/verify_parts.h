/*
 * verify_parts.h - what verify.c and verify_openpgp.c share.
 */
#ifndef HANDOFF_SIGNOFF_VERIFY_PARTS_H
#define HANDOFF_SIGNOFF_VERIFY_PARTS_H

#include "base/process.h"
#include "signoff/verify.h"

#define VERIFY_TIMEOUT    10
#define VERIFY_MAX_OUTPUT 65536

/* Sets the verdict and the detail. */
void verify_say(struct signature_check *out, enum signature_verdict verdict, const char *format,
	...) __attribute__((format(printf, 3, 4)));

/*
 * Runs a verifier, with PATH, LC_ALL=C and of our environment only the variables in `keep` (NULL or
 * NULL-terminated, at most 4). *ran is false if it is not there or was killed: then the verdict is
 * set.
 */
struct error *verify_run(char *const argv[], const char *const keep[], struct slice input,
	struct process_result *result, struct signature_check *out, bool *ran);

/* True if a key of people.yaml is the one that made the signature at hand. */
typedef bool verify_is_signer(const struct person_key *key, const void *context);

/* Finds the key, the best one if it is listed more than once, for out->key. */
void verify_find_key(const struct person *person, struct date when, verify_is_signer *is_signer,
	const void *context, struct signature_check *out);

/* Makes the verdict KEY_REVOKED or KEY_NOT_VALID if people.yaml says so of out->key, unless it is
 * a worse one. */
void verify_judge_key(struct date when, struct signature_check *out);

#endif
