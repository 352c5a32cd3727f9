/*
 * gather.h - records of one revision: what check, ledger, lives and action items say of it.
 */
#ifndef HANDOFF_SITE_GATHER_H
#define HANDOFF_SITE_GATHER_H

#include "check/check.h"
#include "check/graph.h"
#include "site/records.h"

struct gather_request {
	const struct check_result *result; /* of all documents, run with `lives` */
	bool tables; /* all tables that contracts know; else only those that boards show */
};

/*
 * Gathers. Documents are numbered as they stand, by path, in the records; `documents` says which
 * one of the corpus each is. The records refer to texts of the result, which has to outlive them.
 * Dispose of the records in any case.
 */
struct error *gather(const struct gather_request *request, struct records *records,
	const struct document ***documents);

#endif
