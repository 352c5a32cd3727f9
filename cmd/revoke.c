/* handoff revoke: the caller withdraws their own sign-off. */
#include <stdlib.h>

#include "base/mem.h"
#include "signing.h"

static char *role;
static char *reason;
static int commit;

static const struct poptOption options[] = {
	{"as", '\0', POPT_ARG_STRING, &role, 0, "the role in which you signed", "ROLE"},
	{"reason", '\0', POPT_ARG_STRING, &reason, 0, "why", "TEXT"},
	{"commit", '\0', POPT_ARG_NONE, &commit, 0, "commit the document, and nothing else", NULL},
	POPT_TABLEEND,
};

static int revoke(struct app *app, struct target_document *target)
{
	struct signing signing = {0};
	struct object_id made = {0};
	struct buffer out = BUFFER_INIT;
	struct error *error = commit ? signing_check_commit(app, target) : NULL;
	char *subject = mem_format("Withdraw the sign-off of %s as %s", target->path, role);
	char hex[OBJECT_ID_HEX + 1];

	if (!error)
		error = revoke_signoff(
			&target->workspace, target->document, role, reason, &signing);
	if (!error)
		error = signing_write(app, target, &signing, commit, subject, &made);
	if (!error)
		buffer_addf(&out, "%s: %s withdrew the sign-off as %s\n", target->path,
			signing.person->id, role);
	object_id_format(&made, hex);
	if (!error && commit)
		buffer_addf(&out, "committed as %.12s\n", hex);
	else if (!error)
		buffer_addf(&out, "not committed yet: git commit -- %s\n", target->path);
	free(subject);
	signing_dispose(&signing);
	return error ? app_fail(error) : app_deliver(app, &out);
}

static int run(struct app *app, const char *const *words, size_t n_words)
{
	struct target_document target = {0};
	int status;

	if (n_words != 1)
		return app_usage("revoke takes one document");
	if (!role || !role[0])
		return app_usage("revoke needs --as ROLE: the role in which you signed");
	if (!reason || !slice_trim(slice_of(reason)).len)
		return app_usage("revoke needs --reason TEXT: what the others have to know");
	status = signing_open(app, words[0], &target);
	if (status == EXIT_DONE)
		status = revoke(app, &target);
	signing_close(&target);
	free(role);
	free(reason);
	return status;
}

const struct command command_revoke = {
	.name = "revoke",
	.arguments = "DOC",
	.summary = "withdraw your own sign-off",
	.details = "Marks your sign-off in this role as revoked, with the reason. It stays in the "
		   "document, and\n"
		   "taking the mark out again does not bring it back: sign again for that.\n\n"
		   "Exit status: 0 withdrawn, 2 refused, and why.",
	.examples = "  handoff revoke handoff/readiness/ranker.md --as operations-lead \\\n"
		    "      --reason 'the rollback drill failed' --commit\n",
	.options = options,
	.run = run,
};
