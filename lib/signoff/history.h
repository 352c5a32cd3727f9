/*
 * history.h - where in history things began: each sign-off, each document's status.
 *
 * One walk from the revision at hand towards the roots, for all documents together. Commit C
 * introduces what it holds and none of its parents does, and only introductions that are joined to
 * the start by an unbroken chain of commits that hold it count. All parents are followed, by
 * topology: commit times order the work and decide nothing. Documents are followed across renames
 * by their `id`. No mailmap, no grafts, no replacements. Where history ends before the answer does
 * (a shallow clone, an object that is not there) the answer says so.
 */
#ifndef HANDOFF_SIGNOFF_HISTORY_H
#define HANDOFF_SIGNOFF_HISTORY_H

#include "repo/commit_ahead.h"
#include "signoff/version.h"

/* A document as it stands where the walk starts. */
struct history_subject {
	const char *path;
	const struct version *version;
	bool has_blob; /* its bytes are those of this blob */
	struct object_id blob;
	bool text; /* follow it to where its text became what it is */
};

struct history_request {
	struct repo *repo;
	struct objects *objects;
	struct commit_ahead *ahead; /* commits that are being read from the tip on; NULL: none */
	struct doc_pool *pool;
	/* The start's parents: HEAD for a working tree, and what is being merged into it; for a
	 * commit that commit itself, which then holds all that the start holds. None: nothing was
	 * committed yet. */
	const struct object_id *tips;
	size_t n_tips;
	const struct history_subject *subjects;
	size_t n_subjects;
	size_t max_commits;
	size_t max_document_bytes;
	bool lives; /* follow each document to where it began, whatever is asked about it */
	/* A status is only asked about where the start has another one than its parents: the moves
	 * before that were looked at when they were committed. */
	bool moves_of_start_only;
	/* The Markdown files that the first of the start's parents has, and the start has not,
	 * where that is known: only one of these can have been renamed. */
	bool has_gone;
	const char *const *gone;
	size_t n_gone;
};

enum origin_type {
	ORIGIN_COMMIT,      /* this commit introduced it */
	ORIGIN_UNCOMMITTED, /* it stands in no commit yet */
	/* The rest: unknown. It is in `commit`, and what came before cannot be seen. */
	ORIGIN_SHALLOW,   /* the clone ends at this commit */
	ORIGIN_MISSING,   /* an object is not there, or is damaged */
	ORIGIN_MALFORMED, /* the commit is */
	ORIGIN_LIMIT,     /* too many commits, too large a commit */
};

struct origin {
	enum origin_type type;
	struct object_id commit; /* not with ORIGIN_UNCOMMITTED */
	const char *path;        /* of the document there */
	bool replaced; /* a parent has an entry of the same role, person and time: this is that one,
			  edited */
	/* Of a status: what it was in the parents that have the document. */
	const struct slice *before;
	size_t n_before;
};

/* What is known of one thing that was asked about. */
struct origins {
	const struct origin *list; /* none: it was not asked about */
	size_t count;
	bool revoked; /* an entry: it is, or was in a version on the way */
};

/* A commit in which a document differs from what it is in all of the commit's parents. */
struct history_change {
	struct object_id commit;
	struct object_id blob;
	const char *path;
	int64_t time; /* the committer's clock */
};

struct history;

/*
 * Walks. An error means that the walk could not be done at all; what history does not show is an
 * answer. Free the history in any case (*out may be NULL).
 */
struct error *history_walk(const struct history_request *request, struct history **out);
void history_free(struct history *history);

/* Where an entry of a subject's starting version came from, by its identity there. */
struct origins history_of_entry(
	const struct history *history, size_t subject, const struct identity *identity);
/* Where the mark on it came from that withdraws it; none if it is not withdrawn there. */
struct origins history_of_revocation(
	const struct history *history, size_t subject, const struct identity *identity);
/* Where its status came from: the last move into it. */
struct origins history_of_status(const struct history *history, size_t subject);
/* Where the document itself came from, if `lives` was asked for. */
struct origins history_of_life(const struct history *history, size_t subject);

/* Of one document; a log of more would not be read. */
#define HISTORY_MAX_CHANGES 10000

/* Where its text became what it is, if that was asked for. */
struct origins history_of_text(const struct history *history, size_t subject);

/* The changes of a document that were met, newest first as commits name each other; the chain ends
 * where nothing was left to be asked about the document. */
const struct history_change *history_changes(
	const struct history *history, size_t subject, size_t *count);

/* True if one of the start's parents has the document with the bytes that it has at the start, in
 * the same place. False where nothing was asked about it. */
bool history_is_committed(const struct history *history, size_t subject);

/* True if a blob is the document as it is at the start. */
bool history_starts_with(
	const struct history *history, size_t subject, const struct object_id *blob);

/* What a version says, from what was met on the walk or from the repository; NULL if the blob
 * cannot be read. */
struct error *history_version(
	struct history *history, const struct object_id *blob, const struct version **version);

#endif
