/*
 * commit_file.h - a commit that changes one file and nothing else.
 *
 * git is never started, and neither are the repository's hooks: whether some would have a say is
 * for the caller to find out.
 */
#ifndef HANDOFF_REPO_COMMIT_FILE_H
#define HANDOFF_REPO_COMMIT_FILE_H

#include "base/buffer.h"
#include "repo/objects.h"

/* Signs the bytes of a commit: appends the armour. */
typedef struct error *commit_signer(void *context, struct slice bytes, struct buffer *armour);

/*
 * NULL if commit_file can commit this path now: the file is in HEAD and in the index with exactly
 * the bytes that the working tree has, and no merge or rebase is under way.
 * ERROR_REFUSED otherwise, saying what to do.
 */
struct error *commit_file_check(struct repo *repo, const char *path);

/* What git's configuration asks for: commit.gpgSign. */
bool commit_wants_signature(struct repo *repo);
/* gpg.format; "openpgp" where it is not set. malloc'd. */
char *commit_signature_format(struct repo *repo);

/*
 * Commits `bytes` as the file at `path` on top of HEAD, by git's user.name and user.email, moves
 * HEAD (its branch) there and puts the file into the index. `signer` may be NULL.
 */
struct error *commit_file(struct repo *repo, const char *path, struct slice bytes,
	const char *message, commit_signer *signer, void *context, struct object_id *commit);

#endif
