/*
 * corpus.h - the documents of one snapshot under one policy, parsed, each with its kind.
 *
 * May use base/, repo/, doc/ and policy/. Rules read a corpus and never change it.
 */
#ifndef HANDOFF_CHECK_CORPUS_H
#define HANDOFF_CHECK_CORPUS_H

#include "policy/policy.h"

struct document {
	const char *path; /* relative to the repository's root */
	struct outline *outline;
	const struct kind *kind; /* NULL: unknown, or the document does not say */
	uint32_t kind_field;     /* node of `kind:` in the front matter, or OUTLINE_NONE */
	int status;              /* index in the kind's lifecycle; -1: none, or unknown */
	bool checked;            /* its findings are wanted; else it is here for links to it */
	const char *refusal;     /* why it was not read, or NULL */
	struct anchors *anchors; /* see corpus_anchors */
	struct contract
		*contract; /* how it lines up with its kind (contract.h); NULL without a kind */
};

struct corpus;

struct corpus_request {
	struct snapshot *snapshot;
	struct policy *policy;
	struct doc_pool *pool;
	const char *const *paths; /* files and directories to check; none: all documents */
	size_t n_paths;
	bool only_paths; /* none: no document at all */
	/* A document that is linked to by its id is looked for in the directories of the kinds
	 * that it may have; corpus_was_too_narrow tells if that was not enough. Rules that look
	 * through all documents of a kind do so in its directory, and not at all (`found-in` is
	 * undecided) if there are more than NARROW_MAX of them. */
	bool narrow;
};

/* Reading so many takes some milliseconds. */
#define NARROW_MAX 32

/*
 * Reads the documents that a request names. Of a directory all documents below it are taken; a file
 * is taken whatever its name. ERROR_NOT_FOUND for a path that is not there.
 */
struct error *corpus_read(const struct corpus_request *request, struct corpus **out);
void corpus_free(struct corpus *corpus);

/* The documents, sorted by path; those that are only linked to included. */
const struct document *corpus_documents(const struct corpus *corpus, size_t *count);
/* The same, to be changed: before any rule has read them. */
struct document *corpus_writable(struct corpus *corpus);
/* True if all documents of the snapshot are checked, not only some that were named. */
bool corpus_is_whole(const struct corpus *corpus);
/* How many of them are checked. */
size_t corpus_count_checked(const struct corpus *corpus);

/* The document or linked Markdown file at a path, or NULL. */
const struct document *corpus_find(const struct corpus *corpus, const char *path);
/* The document with this id (case folded), or NULL. */
const struct document *corpus_find_id(const struct corpus *corpus, struct slice id);

/* The document that a link of another one leads to, by path or by id; NULL if it leads to none. */
const struct document *corpus_resolve(
	const struct corpus *corpus, const struct document *from, struct slice link);

/* True if something was looked for in vain that may stand in a document that was not read. */
bool corpus_was_too_narrow(const struct corpus *corpus);
/* To be called before it is reported that something stands in no document of a kind. */
void corpus_note_miss(const struct corpus *corpus);
/* True if the documents of a kind are too many to be looked through in a narrow corpus. */
bool corpus_skips_kind(const struct corpus *corpus, const char *kind);
void corpus_skip_kind(const struct corpus *corpus, const char *kind);
bool corpus_is_narrow(const struct corpus *corpus);

/* The places of a document that a fragment can name; made when first asked for, owned by the
 * corpus. */
const struct anchors *corpus_anchors(const struct corpus *corpus, const struct document *document);

struct snapshot *corpus_snapshot(const struct corpus *corpus);
struct policy *corpus_policy(const struct corpus *corpus);
struct doc_pool *corpus_pool(const struct corpus *corpus);

/* A field of the front matter by its name; OUTLINE_NONE if it is not there. */
uint32_t document_field(const struct document *document, const char *name);
/* The text of a field that is a scalar; empty otherwise. */
struct slice document_text(const struct document *document, const char *name);

#endif
