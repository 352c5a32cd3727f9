/*
 * check.h - `handoff check`: the findings of all rules on a corpus.
 *
 * A rule is a function from a corpus to findings; it decides nothing about output. This layer may
 * use base/, repo/, doc/ and policy/.
 *
 *     struct check_request request = {.repo = repo, .jobs = 0};
 *     struct check_result result;
 *     struct error *error = check_run(&request, &result);
 *     ...
 *     check_result_dispose(&result);
 */
#ifndef HANDOFF_CHECK_CHECK_H
#define HANDOFF_CHECK_CHECK_H

#include "base/clock.h"
#include "check/baseline.h"
#include "check/corpus.h"
#include "check/finding.h"
#include "check/fix.h"
#include "check/workspace.h"

struct check_request {
	struct repo *repo;
	unsigned jobs;   /* workers; 0: one a processor */
	const char *rev; /* the commit to check; NULL: the working tree */
	bool staged;     /* what would be committed: the staged documents, and what the
			    commit breaks elsewhere */
	/* What a branch does: documents that `head` (NULL: HEAD) changes since it left `base`, and
	 * what it breaks elsewhere. Without `policy` that of `base` counts. */
	const char *base, *head;
	const char *policy;       /* the commit whose policy counts; NULL: what stands beside */
	const char *const *paths; /* relative to the repository's root; none: all documents */
	size_t n_paths;
	/* Documents are taken to be in another status: gives it, or -1 for the one that they have.
	 */
	int (*as_status)(const struct document *document, const char *to);
	const char *to;             /* for as_status */
	bool fix;                   /* mend what can be mended, then check what is there */
	const char *baseline;       /* what is known already (baseline_file.h); NULL: nothing */
	const char *write_baseline; /* record what is found there; it is then known; or NULL */
	/* The file of a commit message, whose trailers are held to what is staged; or NULL. */
	const char *message;
	/* Only findings of these rules, families or contract's rules count; none: of all. */
	const char *const *select;
	size_t n_select;
	bool everything; /* with `staged`: all documents of the index */
	bool lives;      /* the ledger also finds where documents began (ledger.h) */
};

struct check_result {
	struct findings findings; /* sorted */
	struct findings
		excepted; /* those that documents make exceptions for, with reasons; sorted */
	struct findings baselined; /* those that a baseline knows already; sorted */
	struct baseline *baseline; /* that baseline; NULL: none */
	struct baseline_use baseline_use;
	struct baseline_made baseline_made;
	struct fixes fixes;    /* what was mended first */
	struct branch *branch; /* what a branch does (check/branch.h); NULL: not asked for */
	bool policy_unusable;  /* the findings are what is wrong with .handoff/: nothing was checked
				*/
	size_t documents;      /* how many were checked */
	/* What the findings would be under the policy that stands beside the documents, where that
	 * is not the trusted one. */
	struct look_ahead {
		bool present;
		bool unusable; /* that policy */
		size_t errors, warnings;
	} ahead;
	/* What the findings refer to; freed by check_result_dispose. */
	struct workspace workspace;
	struct ledger *ledger; /* of all checked documents; NULL with policy_unusable */
	struct arena *paths;   /* of findings that are about no document; NULL: none */
};

/*
 * Checks documents of the working tree or of a commit. An error means that the work could not be
 * done; a policy that cannot be used is a result with policy_unusable. Dispose of the result in any
 * case.
 */
struct error *check_run(const struct check_request *request, struct check_result *result);
void check_result_dispose(struct check_result *result);

/* Records the problems of policy files as findings; their paths stay the problems'. */
void check_add_problems(struct findings *findings, const struct problems *problems);

/* What config.yaml says of rules can only be judged here, where the rules are: adds what is wrong
 * with it. */
void check_settings(const struct config *config, struct problems *problems);

#endif
