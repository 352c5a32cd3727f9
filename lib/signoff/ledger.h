/*
 * ledger.h - where each sign-off stands: who agreed to exactly what, and does it still hold?
 *
 * Every entry of every document is judged from the document as it stands, the policy, and one walk
 * over history. A wrong verdict is the worst bug that this program can have: where evidence is
 * missing the state is `unverifiable`, never `valid`.
 *
 *     struct ledger *ledger;
 *     struct error *error = ledger_read(&workspace, false, &ledger);
 *     ...
 *     ledger_free(ledger);
 */
#ifndef HANDOFF_SIGNOFF_LEDGER_H
#define HANDOFF_SIGNOFF_LEDGER_H

#include "check/workspace.h"
#include "signoff/carry.h"
#include "signoff/entry.h"
#include "signoff/history.h"
#include "signoff/upstream.h"

/* In the order in which one hides the other: the worst first. */
enum signoff_state {
	STATE_MALFORMED,
	STATE_FORGED, /* a signature that contradicts what the entry says */
	STATE_REVOKED,
	STATE_REJECTED,
	STATE_STALE, /* what it covers, or what that builds on, changed since */
	STATE_EXPIRED,
	STATE_UNAUTHORIZED,  /* the person may not sign in this role, or not at that time */
	STATE_MISATTRIBUTED, /* somebody else brought it into history, or edited it there */
	STATE_UNVERIFIABLE,  /* evidence is missing */
	STATE_UNVERIFIED,    /* holds, with less evidence than is asked for */
	STATE_PENDING,       /* not committed yet */
	STATE_VALID,
	STATE_MISSING, /* of a requirement: nobody signed */
};

/* "malformed", ..., "valid", "missing". */
const char *signoff_state_name(enum signoff_state state);

/* One entry of a document's `signoffs`, judged. */
struct signoff {
	const struct document *document;
	uint32_t node;                   /* in the front matter */
	struct entry entry;              /* not filled in beyond its fault if it is malformed */
	struct span place;               /* of what is wrong with it, or of all of it */
	const struct signoff_spec *spec; /* the requirement that it answers, or NULL */
	const struct person *person;     /* NULL: nobody of that id */
	enum signoff_state state;
	char *reason; /* why it is not valid; a note where it is; may hold untrusted bytes; NULL */
	bool upstream_only; /* stale, and nothing of its own changed */
	bool tampered;      /* misattributed: an entry that stood there was edited */
	bool carried;       /* valid over a change of formatting */
	struct carry carry;
	char *upstream_changed; /* the fields that changed upstream, with commas; NULL: none */
	enum trust required;
	enum trust reached;           /* what the evidence amounts to; TRUST_CLAIMED at least */
	bool is_new;                  /* it does not stand in the policy's revision */
	const struct person_key *key; /* that made its content signature, if that is good */
	struct origins origins;
	const struct origin *origin; /* the best of them, or NULL */
	bool has_author;
	char *author; /* "Name <email>" of that commit, untrusted */
	bool has_expiry;
	int64_t expires; /* seconds since the epoch */
};

/* What a contract asks for, and what there is. */
struct requirement {
	const struct document *document;
	const struct signoff_spec *spec;
	enum signoff_state state;    /* valid only if enough different people signed */
	const struct signoff *shown; /* the entry that says most, or NULL */
	uint32_t valid;              /* different people whose entries count */
};

struct document_ledger {
	const struct document *document;
	size_t subject; /* in the history */
	struct signoff *signoffs;
	size_t n_signoffs;
	struct requirement *requirements; /* one for each of the kind's signoffs, in its order */
	size_t n_requirements;
};

struct ledger;

/*
 * Reads the sign-offs of the workspace's documents that are `checked`; the workspace, with a policy
 * that can be used, must outlive the ledger. `lives`: also find where the documents began. *out is
 * to be freed in any case.
 */
struct error *ledger_read(const struct workspace *workspace, bool lives, struct ledger **out);
void ledger_free(struct ledger *ledger);

const struct document_ledger *ledger_documents(const struct ledger *ledger, size_t *count);
/* The part of one document, or NULL. */
const struct document_ledger *ledger_of(
	const struct ledger *ledger, const struct document *document);
/* Where a document's text became what it is; nothing unless it is a tier (check/tiers.h), or if it
 * was not looked for. */
struct origins ledger_text(const struct ledger *ledger, const struct document *document);
struct repo *ledger_repo(const struct ledger *ledger);
struct history *ledger_history(const struct ledger *ledger);
struct objects *ledger_objects(const struct ledger *ledger);

/* True if a status may not be had without a requirement. */
bool requirement_is_for(const struct signoff_spec *spec, const struct kind *kind, int status);

#endif
