/*
 * status.h - where every sign-off stands, for people and for scripts.
 */
#ifndef HANDOFF_REPORT_STATUS_H
#define HANDOFF_REPORT_STATUS_H

#include "base/buffer.h"
#include "check/workspace.h"
#include "signoff/ledger.h"

struct status_options {
	const char *prefix; /* the current directory below the repository's root */
	bool color;
	int64_t expiring; /* only what has to be renewed within so many seconds; < 0: everything */
};

/* True if a requirement is shown: with `expiring`, only what expires by then. */
bool status_shows(const struct workspace *workspace, const struct status_options *options,
	const struct requirement *requirement);

/* A table: document, status, a cell a role; then, for what does not hold, why. */
void report_status_text(const struct workspace *workspace, const struct ledger *ledger,
	const struct status_options *options, struct buffer *out);
void report_status_json(const struct workspace *workspace, const struct ledger *ledger,
	const struct status_options *options, struct buffer *out);
/* One line a requirement. */
void report_status_csv(const struct workspace *workspace, const struct ledger *ledger,
	const struct status_options *options, struct buffer *out);

#endif
