/*
 * ssh.h - signing with an SSH key, the way that git does.
 *
 * ssh-keygen signs, and may ask the person for a passphrase or a touch on the way: standard input
 * and standard error stay ours. No key is ever read by us.
 */
#ifndef HANDOFF_SIGNOFF_SSH_H
#define HANDOFF_SIGNOFF_SSH_H

#include "base/buffer.h"
#include "base/error.h"
#include "repo/repo.h"

struct ssh_signing_key;

/*
 * Chooses the key: `file` (--ssh-key) if it is not NULL, with ssh-keygen; else what git is
 * configured to sign with, user.signingKey when gpg.format is "ssh", with gpg.ssh.program. As in
 * git the setting is a path (a public key's too: then the agent signs), or a public key itself,
 * "key::ssh-ed25519 AAAA..." or "ssh-ed25519 AAAA...", whose private half the agent holds.
 *
 * *out is NULL if git is not configured to sign with SSH. Errors say what to do: there is no such
 * key; gpg.ssh.defaultKeyCommand, which we do not run, is the only thing that would name one.
 */
struct error *ssh_choose_key(struct repo *repo, const char *file, struct ssh_signing_key **out);
void ssh_key_free(struct ssh_signing_key *key);

/* The path or the public key, for messages. */
const char *ssh_key_name(const struct ssh_signing_key *key);

/*
 * Appends the armoured signature over `message`, in the one form that sshsig_parse takes. The
 * person has two minutes. ERROR_NOT_FOUND if there is no ssh-keygen, ERROR_LIMIT after two minutes,
 * ERROR_IO if it did not sign: what it said stands on standard error already. That the key is the
 * right person's is for the caller to check, with verify_ssh.
 */
struct error *ssh_sign(const struct ssh_signing_key *key, const char *name_space,
	struct slice message, struct buffer *armour);

#endif
