/*
 * life.h - a document's life, read from history: created, moved, signed, changed, gone stale.
 *
 *     struct life life;
 *     struct error *error = life_read(&workspace, ledger, document, &life);
 *     ...
 *     life_dispose(&life);
 *
 * For all documents at once there is lives.h.
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

/* Texts are untrusted. */
struct life_event {
	enum life_event_type type;
	struct object_id commit;
	int64_t time;      /* the author's clock; 0 if the commit is malformed */
	int64_t committed; /* the committer's clock; 0 if the commit is malformed */
	char *author;      /* "Name <email>"; "?" if the commit is malformed */
	char *text;        /* what happened */
	bool uncommitted;  /* in the working tree: both times are now */
	/* What the text is made of; NULL where there is none. */
	char *role, *by, *decision; /* signed, revoked, removed, stale; of a malformed entry none */
	char *from, *to;            /* status: the one before and after it; created: `to` */
};

struct life {
	struct life_event *list; /* oldest first */
	size_t count, capacity;
	enum origin_type began; /* ORIGIN_COMMIT if its beginning was seen */
	bool is_cut; /* it has more versions than are looked at: the oldest are not told, or none */
};

/* Reads the life of a document from a ledger that was read with `lives`. Dispose in any case. */
struct error *life_read(const struct workspace *workspace, const struct ledger *ledger,
	const struct document_ledger *document, struct life *life);
void life_dispose(struct life *life);

/* "created", "renamed", "status", ... */
const char *life_event_name(enum life_event_type type);

#endif
