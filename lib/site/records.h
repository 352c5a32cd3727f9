/*
 * records.h - what a site, an export and a merge know: documents, what became of their sign-offs,
 * action items, people; plain values, without git and without a policy behind them.
 *
 * They are gathered from one revision (gather.h), or read from the exports of many repositories
 * (import.h); whoever shows them does not know which. Texts are untrusted bytes, mostly UTF-8;
 * empty where nothing is said. They live as long as the records do.
 *
 * A time is in seconds since the epoch, by the committer's clock; TIME_UNKNOWN where history does
 * not tell.
 */
#ifndef HANDOFF_SITE_RECORDS_H
#define HANDOFF_SITE_RECORDS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/slice.h"

#define TIME_UNKNOWN INT64_MIN

/* A list of texts. */
struct record_texts {
	struct slice *list;
	size_t count;
};

/* A field of the front matter: one value, or those of a list. Maps are left out. */
struct record_field {
	struct slice name;
	struct record_texts values;
	bool is_list;
};

/* A table that the contract knows, with the contract's names for section and columns. */
struct record_table {
	struct slice section;
	struct record_texts columns;
	struct record_texts *rows; /* each as many cells as there are columns */
	size_t n_rows;
};

/* What the contract asks for of a role. */
struct record_requirement {
	struct slice role;
	struct slice state;         /* "valid", "stale", "missing", ...: signoff_state_name */
	uint32_t count;             /* different people that it takes */
	uint32_t valid;             /* whose entries count */
	bool due;                   /* the status that the document has may not be had without it */
	bool awaited;               /* somebody should give it now, or again */
	struct record_texts awaits; /* awaited: ids of those who can */
	struct record_texts before; /* statuses that may not be had without it */
};

/* An entry of a document's `signoffs`, as it stands now. */
struct record_signoff {
	struct slice role, by;
	struct slice name;     /* of that person in the roster; empty: nobody of that id */
	int64_t at;            /* as the entry says */
	struct slice decision; /* "approve", ... */
	struct slice note;
	struct slice state;
	struct slice reason;   /* why it is not valid; a remark where it is */
	struct slice required; /* trust: "attributed", ... */
	struct slice reached;  /* empty: not looked at, as it does not stand for another reason */
	struct slice commit;   /* that brought it into history: 40 or 64 digits, or empty */
	struct slice author;   /* "Name <email>" of that commit */
	int64_t expires;       /* TIME_UNKNOWN: never */
	int64_t stale_since;
	struct slice stale_commit, stale_author; /* of the first difference */
	struct record_texts changed; /* sections and fields that differ from what was signed */
	bool carried;                /* valid over a change of formatting */
};

/* A link to another document or file. */
struct record_relation {
	struct slice name; /* the field, its relation, or the column */
	struct slice
		target; /* path in the same repository, or what was meant if nothing is there */
	size_t to;      /* number of that document; SIZE_MAX: it is none */
	bool upstream;  /* sign-offs build on it */
	bool missing;   /* nothing is there */
};

/* What a map leaves open: of alignment, or of stakeholders. */
struct record_gap {
	struct slice type;    /* "objective", "channel", ... */
	struct slice subject; /* an id, a name */
	struct slice text;    /* the rest of a sentence that begins with it */
};

struct record_document {
	size_t repository; /* number in records.repositories */
	struct slice path;
	struct slice id; /* may be empty, and need not be unique */
	struct slice kind, kind_name;
	struct slice title;
	struct slice status;
	struct slice standing; /* how it stands (standing.h); empty: the kind takes no sign-offs */
	bool is_initial;       /* that status is where documents of the kind begin: a draft */
	bool is_withdrawn;     /* it was superseded, withdrawn, ..., or has come to an end */
	bool is_ready; /* the status needs sign-offs, all of them hold, and there are no errors */
	bool is_unproven; /* sign-offs that the status needs do not all hold */
	struct slice owner;
	struct slice created, updated, due; /* YYYY-MM-DD; due: the day somebody has to look at it
					       again, or a sign-off expires, whichever is first */
	struct slice due_why;               /* what is due: "review-by", "research-lead expires" */
	size_t errors, warnings;            /* findings */
	struct slice page; /* its page, relative to the root of its site; empty: none */
	struct record_field *fields;
	size_t n_fields;
	struct record_table *tables;
	size_t n_tables;
	struct record_requirement *requirements;
	size_t n_requirements;
	struct record_signoff *signoffs;
	size_t n_signoffs;
	struct record_relation *relations;
	size_t n_relations;
	struct record_gap *gaps;
	size_t n_gaps;
};

/* Something that happened to a document: life_event_name has the types. */
struct record_event {
	size_t document;
	struct slice type;
	int64_t time;
	struct slice commit;             /* empty: not committed */
	struct slice author;             /* "Name <email>" */
	struct slice text;               /* for a person */
	struct slice role, by, decision; /* signed, revoked, removed, stale */
	struct slice from, to;           /* status; created: `to` */
	bool is_foreign; /* signed, revoked: in a commit of somebody else than `by` */
};

struct record_action {
	size_t document;
	struct slice id, text, owner, priority, side, type, tracking;
	struct slice state; /* "open", "in-progress", "done", ... */
	struct slice due;   /* YYYY-MM-DD, or empty */
	bool unfinished, overdue;
	bool lives_elsewhere; /* it was moved, and is another action by now: not to be counted */
	int64_t since;        /* when it came into history */
	int64_t finished;     /* when it became done, declined or moved */
	uint32_t slips;       /* how often its day was put off */
};

struct record_person {
	struct slice id, name;
	struct record_texts roles; /* that they hold today */
};

struct record_repository {
	struct slice name;     /* config.yaml's `repository`, or that of the directory */
	struct slice revision; /* commit; empty: nothing was committed yet */
	bool is_worktree;      /* with what was not committed */
	struct slice site;     /* address of its own site, or empty */
	struct date today;     /* that it was looked at */
	int64_t now;           /* the same moment; TIME_UNKNOWN: an export does not say */
};

struct records {
	struct date today; /* the latest of all repositories */
	int64_t now;       /* the same */
	struct record_repository *repositories;
	size_t n_repositories;
	struct record_document *documents; /* by repository, then path */
	size_t n_documents;
	struct record_event *events; /* by document, oldest first */
	size_t n_events;
	struct record_action *actions; /* by document, in its order */
	size_t n_actions;
	struct record_person *people; /* by id; once each */
	size_t n_people;
	struct arena *arena; /* of what is not somebody else's */
};

void records_dispose(struct records *records);

/* A document by its repository and path, or NULL. */
const struct record_document *records_find(
	const struct records *records, size_t repository, struct slice path);

/* What a document is called for short: its id, or without one its path. */
struct slice record_name(const struct record_document *document);

/* The values of a field of the front matter; none if the document has no such field. */
const struct record_texts *record_values(const struct record_document *document, const char *name);
/* The first of them, or empty. */
struct slice record_value(const struct record_document *document, const char *name);

/* The table of a section by its title, or NULL. */
const struct record_table *record_table_of(
	const struct record_document *document, const char *section);
/* A cell of one of its rows, by the title of the column; empty if there is no such column. */
struct slice record_cell(const struct record_table *table, size_t row, const char *column);

/* The events, and the actions, of a document: [*first, *end). */
void records_events_of(const struct records *records, size_t document, size_t *first, size_t *end);
void records_actions_of(const struct records *records, size_t document, size_t *first, size_t *end);

/* True if an event, by its number, takes a sign-off out that the same person gives anew in the same
 * commit: to whoever looks at the role, nothing went. */
bool records_is_replaced(const struct records *records, size_t event);

/* The person of an id, or NULL. */
const struct record_person *records_person(const struct records *records, struct slice id);

#endif
