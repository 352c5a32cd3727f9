/*
 * site.h - the shared dashboard: a static web site of the documents of one revision, or of what
 * many repositories have exported.
 *
 * The files need no server and ask nobody for anything: pages with a strict Content-Security-Policy
 * that work from file:// and behind any web server, one style sheet, one script, data for the
 * script, badges, a feed. The same input gives the same bytes.
 *
 * This layer may use all of lib/; only cmd/ is above it.
 */
#ifndef HANDOFF_SITE_SITE_H
#define HANDOFF_SITE_SITE_H

#include "check/workspace.h"
#include "repo/repo.h"
#include "site/output.h"

struct site_request {
	struct repo *repo;  /* NULL if there is something to merge */
	const char *rev;    /* the commit whose documents these are; NULL: the working tree */
	const char *policy; /* the commit whose policy counts; NULL: what stands beside */
	unsigned jobs;      /* workers; 0: one a processor */
	const char *title;  /* NULL: the repository's name */
	const char *url;    /* where the site will be found, with a slash at the end; or NULL */
	const char *const *merge; /* exports of `handoff export`, which the site is made from */
	size_t n_merge;
};

struct site_summary {
	size_t documents;
	bool policy_unusable; /* nothing was made: `problems` say why */
	struct problems problems;
};

/* Makes the site. An error means that it could not be made; `output` may have got some of it.
 * Dispose of the summary in any case. */
struct error *site_build(const struct site_request *request, const struct site_output *output,
	struct site_summary *summary);
void site_summary_dispose(struct site_summary *summary);

#endif
