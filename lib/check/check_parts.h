/*
 * check_parts.h - what the ways of checking share: documents as they stand, what is staged, what a
 * branch does. Internal to check/.
 */
#ifndef HANDOFF_CHECK_CHECK_PARTS_H
#define HANDOFF_CHECK_CHECK_PARTS_H

#include "check/check.h"

/* One pass over the documents that a request names; nothing is fixed, nothing compared. */
struct error *check_once(const struct check_request *request, struct check_result *result);

/* `staged` and `base`; `policy` has its final value. */
struct error *staged_check(const struct check_request *request, struct check_result *result);
struct error *branch_check(const struct check_request *request, struct check_result *result);

/* Adds what is wrong with the trailers of the request's message. */
struct error *check_trailers(const struct check_request *request, struct check_result *result);

/* Leaves out findings of rules that were not selected. */
void select_findings(const struct check_request *request, struct check_result *result);

/* A copy of a path that lives as long as the result. */
const char *check_keep_path(struct check_result *result, const char *path);

#endif
