/*
 * policy.h - what documents are held to: config.yaml, people.yaml, the organisation's templates,
 * and the built-in kinds behind them.
 *
 * May use base/, repo/ and doc/. Files are read through a snapshot and parsed in workers like any
 * other input. A policy that has problems is not used: the caller reports them and stops (exit
 * status 2).
 *
 *     struct problems problems = PROBLEMS_INIT;
 *     struct policy *policy;
 *     struct error *error = policy_load(snapshot, pool, &problems, &policy);
 *     if (!error && problems.count == 0)
 *             kind = policy_kind(policy, slice_of("readiness"));
 */
#ifndef HANDOFF_POLICY_POLICY_H
#define HANDOFF_POLICY_POLICY_H

#include "policy/config.h"
#include "policy/kind.h"
#include "policy/people.h"
#include "policy/problem.h"
#include "repo/snapshot.h"

#define POLICY_CONFIG    ".handoff/config.yaml"
#define POLICY_PEOPLE    ".handoff/people.yaml"
#define POLICY_TEMPLATES ".handoff/templates"
/* What hooks and bots take for the list of findings that do not count. */
#define POLICY_BASELINE ".handoff/baseline"

struct policy;

/*
 * Reads the policy that stands in a snapshot. Sets the pool's limits from it; the pool must
 * outlive the policy, and nothing may be parsed with other limits than these in between. What is
 * wrong with the files goes to `problems`; an error is returned only where reading itself failed.
 * *out is set in both cases.
 */
struct error *policy_load(struct snapshot *snapshot, struct doc_pool *pool,
	struct problems *problems, struct policy **out);
void policy_free(struct policy *policy);

const struct config *policy_config(const struct policy *policy);
const struct people *policy_people(const struct policy *policy);

/* The files that are documents, and those that are left out. Owned by the policy. */
const struct pathspec *policy_documents(const struct policy *policy);
const struct pathspec *policy_ignore(const struct policy *policy);

/* The names of all kinds, sorted; the organisation's and the built-in ones. Owned by the policy. */
const char *const *policy_kind_names(const struct policy *policy, size_t *count);
bool policy_has_kind(const struct policy *policy, struct slice name);
/* The name of the kind nearest to a mistyped one, or NULL. */
const char *policy_nearest_kind(const struct policy *policy, struct slice name);
/* What is said of a name that no kind has: ERROR_NOT_FOUND. */
struct error *policy_no_kind(const struct policy *policy, const char *name);

/*
 * The kind of this name; *kind is NULL if there is none. Built-in templates are parsed when they
 * are first asked for. The kind belongs to the policy.
 */
struct error *policy_kind(struct policy *policy, struct slice name, const struct kind **kind);

/* The source of the template of the kind of this name, whether it has been read or not; empty if
 * there is no such kind. */
struct slice policy_source(const struct policy *policy, const char *name);

/* The source of a kind's template. */
struct slice policy_template(const struct kind *kind);

/* The source of the built-in template of this name, whatever stands in .handoff/templates/; empty
 * if there is none. */
struct slice policy_builtin_template(const char *name);

#endif
