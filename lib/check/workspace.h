/*
 * workspace.h - what is looked at, and what it is held to: documents of the working tree, of the
 * index or of a commit, under the policy that stands beside them or under that of a trusted commit.
 *
 *     struct workspace_request request = {.repo = repo};
 *     struct workspace workspace;
 *     struct error *error = workspace_open(&request, &workspace);
 *     ...
 *     workspace_dispose(&workspace);
 */
#ifndef HANDOFF_CHECK_WORKSPACE_H
#define HANDOFF_CHECK_WORKSPACE_H

#include "base/clock.h"
#include "check/corpus.h"
#include "repo/commit_ahead.h"
#include "repo/file_changes.h"
#include "repo/revision.h"

struct workspace_request {
	struct repo *repo;
	unsigned jobs;      /* workers; 0: one a processor */
	const char *rev;    /* the commit whose documents these are; NULL: the working tree */
	bool staged;        /* the index: what would be committed; without `rev` */
	bool everything;    /* of the index all documents, not only those that are staged */
	bool narrow;        /* see corpus_request */
	const char *policy; /* the commit whose policy counts; NULL: where the documents are */
	const char *const *paths; /* relative to the repository's root; none: all documents */
	size_t n_paths;
	bool no_history; /* nobody will walk through it */
};

struct workspace {
	struct repo *repo;
	bool is_commit;      /* not the working tree, and not the index */
	bool is_index;       /* the index */
	bool has_tip;        /* false: no commit, and nothing was committed yet */
	struct revision tip; /* that commit, or HEAD */
	/* What it follows: the tip, and for what is not committed the commits being merged. */
	struct object_id *parents;
	size_t n_parents;
	char *author; /* index: the address of who is about to commit; untrusted; NULL: unknown */
	struct file_changes staged_changes; /* from the tip to the index */
	bool has_gone; /* the Markdown files that the tip has and the index has not are known */
	const char **gone;
	size_t n_gone;
	bool has_policy; /* the policy is that of a commit of its own: trusted */
	struct revision policy_revision;
	struct snapshot *snapshot;
	struct snapshot *policy_snapshot; /* the same, unless has_policy */
	struct commit_ahead *ahead; /* for whoever walks through history from the tip; or NULL */
	struct doc_pool *pool;
	struct policy *policy;
	struct corpus *corpus; /* NULL if the policy cannot be used */
	bool policy_unusable;  /* then `problems` say why */
	struct problems problems;
	int64_t now;
	struct date today;
};

/* Opens it, reads policy and documents. An error means that the work could not be done; a policy
 * that cannot be used is none. Dispose in any case. */
struct error *workspace_open(const struct workspace_request *request, struct workspace *workspace);
void workspace_dispose(struct workspace *workspace);

/* True if a file at this path is a document, by the policy. */
bool workspace_is_document(const struct workspace *workspace, const char *path);

/* True if one of the paths is this one or a directory above it, or if there are none. */
bool path_is_asked_for(const char *path, const char *const *paths, size_t n_paths);

/* True if a file under .handoff/ is another in the workspace than in its trusted policy; calls
 * `each` for every one of them, by path. Nothing without has_policy. */
typedef void (*policy_change_visitor)(void *context, const char *path, bool is_new, bool is_gone);
struct error *workspace_policy_changes(
	struct workspace *workspace, policy_change_visitor each, void *context);

#endif
