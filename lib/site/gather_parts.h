/*
 * gather_parts.h - what the files of gather.c share. Internal to site/.
 */
#ifndef HANDOFF_SITE_GATHER_PARTS_H
#define HANDOFF_SITE_GATHER_PARTS_H

#include "signoff/authors.h"
#include "signoff/stale.h"
#include "site/gather.h"

struct gathering {
	const struct gather_request *request;
	const struct workspace *workspace;
	const struct ledger *ledger;
	struct records *records;
	struct arena *arena;
	struct stale *stale;
	struct authors *authors;
	const struct document **documents; /* of the corpus; by number in the records */
};

/* A list of room for `most` texts. */
struct record_texts gather_texts(struct gathering *gathering, size_t most);
/* Copies into the arena. */
struct slice gather_copy(struct gathering *gathering, const char *text);
struct slice gather_commit(struct gathering *gathering, const struct object_id *id);

/* Path, id, title, status, fields, tables, findings. */
void gather_document(struct gathering *gathering, const struct document *document,
	struct record_document *record);
/* Requirements and sign-offs. */
struct error *gather_signoffs(struct gathering *gathering, const struct document_ledger *ledger,
	struct record_document *record);
/* How it stands, when its sign-offs and findings are known. */
void gather_standing(struct gathering *gathering, const struct document *document,
	struct record_document *record);
/* The day on which something is due; when the sign-offs are known. */
void gather_due(struct gathering *gathering, struct record_document *record);
/* What a map leaves open. */
void gather_gaps(struct gathering *gathering, const struct document *document,
	struct record_document *record);
/* Links to other documents and files, of all documents. */
void gather_relations(struct gathering *gathering);
/* What happened, and what is to be done, of all documents. */
struct error *gather_events(struct gathering *gathering);
struct error *gather_actions(struct gathering *gathering);

#endif
