/*
 * statement.h - the text that a content signature is over.
 *
 * It names all that a signature must not be carried over to: repository, document, role, person,
 * time, decision, content, what the content builds on, and the note. No path (it survives a rename)
 * and no commit (it survives a rebase). handoff-digest(7) documents it.
 */
#ifndef HANDOFF_SIGNOFF_STATEMENT_H
#define HANDOFF_SIGNOFF_STATEMENT_H

#include "base/buffer.h"
#include "base/error.h"
#include "signoff/entry.h"

/* The namespace of the signature (PROTOCOL.sshsig), and the statement's first line. */
#define STATEMENT_NAMESPACE "handoff-signoff-v1"

/*
 * Appends the statement. ERROR_REFUSED, naming it, for a value that is empty or has a control
 * character in it: it could pass for another line.
 */
struct error *statement_write(const struct entry *entry, struct slice repository,
	struct slice document, struct buffer *out);

#endif
