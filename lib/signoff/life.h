/*
 * life.h - a document's life, read from history: created, moved, signed, changed, gone stale.
 */
#ifndef HANDOFF_SIGNOFF_LIFE_H
#define HANDOFF_SIGNOFF_LIFE_H

#include "check/workspace.h"
#include "signoff/ledger.h"

enum life_event_type {
	LIFE_CREATED,
	LIFE_RENAMED,
	LIFE_STATUS, /* moved through its lifecycle */
	LIFE_SIGNED,
	LIFE_REVOKED,
	LIFE_REMOVED,   /* a sign-off was taken out, or replaced */
	LIFE_CHANGED,   /* content: what differs */
	LIFE_FORMATTED, /* other bytes, the same meaning */
	LIFE_STALE,     /* a sign-off does not hold from here on */
	LIFE_UNREADABLE,
};

struct life_event {
	enum life_event_type type;
	struct object_id commit;
	int64_t time;     /* the author's clock */
	char *author;     /* "Name <email>", untrusted; "?" if the commit is malformed */
	char *text;       /* what happened, untrusted */
	bool uncommitted; /* in the working tree */
};

struct life {
	struct life_event *list; /* oldest first */
	size_t count, capacity;
	enum origin_type began; /* ORIGIN_COMMIT if its beginning was seen */
};

/* Reads the life of a document from a ledger that was read with `lives`. Dispose in any case. */
struct error *life_read(const struct workspace *workspace, const struct ledger *ledger,
	const struct document_ledger *document, struct life *life);
void life_dispose(struct life *life);

/* "created", "renamed", "status", ... */
const char *life_event_name(enum life_event_type type);

#endif
