/*
 * ledger.h - what the commands that read sign-offs share: workspace and ledger of one run.
 */
#ifndef HANDOFF_CMD_LEDGER_H
#define HANDOFF_CMD_LEDGER_H

#include "check/workspace.h"
#include "cmd.h"
#include "signoff/ledger.h"

struct app_ledger {
	char **paths; /* relative to the repository's root */
	size_t n_paths;
	struct workspace workspace;
	struct ledger *ledger;
};

/* What is looked at: `rev` and `policy` may be NULL. */
struct app_ledger_request {
	const char *rev;
	const char *policy;
	const char *const *words; /* paths as they were typed */
	size_t n_words;
	bool lives; /* see ledger_read */
};

/* Opens the repository, reads documents and ledger. Returns EXIT_DONE, or EXIT_TROUBLE after saying
 * why not. Dispose in any case. */
int app_read_ledger(
	struct app *app, const struct app_ledger_request *request, struct app_ledger *out);
void app_ledger_dispose(struct app_ledger *ledger);

/* Prints what is wrong with a policy that cannot be used. Returns EXIT_TROUBLE. */
int app_show_problems(struct app *app, const struct workspace *workspace);
int app_show_policy_problems(struct app *app, const struct problems *problems);

/* The one document that the words name; NULL after saying what is wrong. */
const struct document_ledger *app_one_document(const struct app_ledger *ledger);

/* A path as it was typed, relative to the repository's root; in a bare repository as it is. */
struct error *app_path(struct app *app, const char *word, char **path);

/* Says which commit a trusted policy was taken from; nothing without one. */
void app_say_policy(const struct workspace *workspace);

/* In CI without --policy: a warning, as the branch could have changed what it is held to. */
void app_warn_untrusted(const char *policy);

#endif
