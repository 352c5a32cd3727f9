/*
 * sshsig.h - an SSH signature as it is written down: OpenSSH's PROTOCOL.sshsig, read strictly.
 *
 * One signature has one form. ssh-keygen takes bytes behind the blob, a `reserved` field that it
 * does not look into, and base64 broken in any way; here the armour must be what ssh-keygen would
 * have written, byte for byte, but for CRLF and the last line end. Nothing is verified here
 * (verify.h).
 */
#ifndef HANDOFF_SIGNOFF_SSHSIG_H
#define HANDOFF_SIGNOFF_SSHSIG_H

#include "base/buffer.h"

#define SSHSIG_MAX_ARMOUR 16384

struct sshsig {
	struct buffer blob; /* what the armour holds; the slices below lie in it */
	struct slice key;   /* the public key, as in the base64 of a public key line */
	struct slice key_type;
	struct slice name_space; /* any bytes */
	struct slice hash;       /* "sha256" or "sha512" */
	struct slice signature;
};

/* True if this begins as the armour of an SSH signature does. */
bool sshsig_is_armour(struct slice text);

/* NULL if the armour is well-formed; else what is wrong with it. Dispose of it in any case. */
const char *sshsig_parse(struct slice armour, struct sshsig *out);
void sshsig_dispose(struct sshsig *sig);

/* Appends the armour of a blob as ssh-keygen writes it, the last LF included. */
void sshsig_armour(struct slice blob, struct buffer *out);

/*
 * Appends armour that another program than ssh-keygen may have broken into lines in its own way,
 * as ssh-keygen would have written it. False if there is no base64 between the two marks.
 */
bool sshsig_rewrap(struct slice armour, struct buffer *out);

/* Appends what the base64 of a public key line ("ssh-ed25519 AAAA... comment") holds. False if it
 * is damaged or another type of key than it says. */
bool sshsig_key_blob(struct slice line, struct buffer *out);
/* True if a public key line is that of this blob. */
bool sshsig_key_is(struct slice line, struct slice blob);

/* Appends base64 in one line. */
void sshsig_base64(struct slice bytes, struct buffer *out);

#endif
