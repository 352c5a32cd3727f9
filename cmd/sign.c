/* handoff sign: the caller's own agreement with exactly what stands there. */
#include <stdlib.h>

#include "base/mem.h"
#include "check/check.h"
#include "signing.h"

static char *role;
static char *decision_text;
static char *note;
static char *ssh_key;
static int commit;

static const struct poptOption options[] = {
	{"as", '\0', POPT_ARG_STRING, &role, 0, "the role in which you sign", "ROLE"},
	{"decision", '\0', POPT_ARG_STRING, &decision_text, 0,
		"what you decided (default: approve)", "DECISION"},
	{"note", '\0', POPT_ARG_STRING, &note, 0, "why, or on which conditions", "TEXT"},
	{"ssh-key", '\0', POPT_ARG_STRING, &ssh_key, 0,
		"sign with this SSH key (default: what git signs with)", "FILE"},
	{"commit", '\0', POPT_ARG_NONE, &commit, 0, "commit the document, and nothing else", NULL},
	POPT_TABLEEND,
};

/* Nobody is asked to agree with a document that is wrong. */
static struct error *check_errors(struct app *app, const char *path)
{
	struct check_request request = {
		.repo = app->repo, .paths = (const char *const *)&path, .n_paths = 1};
	struct check_result result;
	struct error *error = check_run(&request, &result);
	size_t errors = 0;

	for (size_t i = 0; !error && i < result.findings.count; i++) {
		const struct finding *finding = &result.findings.items[i];

		if (finding->severity == SEVERITY_ERROR && !rule_is_about_signoffs(finding->rule))
			errors++;
	}
	check_result_dispose(&result);
	if (!error && errors)
		error = error_new(ERROR_REFUSED, "%s has %zu error%s: `handoff check %s`", path,
			errors, errors == 1 ? "" : "s", path);
	return error;
}

static void describe(const struct target_document *target, const struct signing *signing,
	enum decision decision, const struct object_id *made, struct buffer *out)
{
	char hex[OBJECT_ID_HEX + 1];

	buffer_addf(out, "%s: %s %s as %s (%s)", target->path, signing->person->id,
		signing->renewed ? "signed again" : "signed", role, decision_name(decision));
	if (signing->key)
		buffer_addf(out, ", with the SSH key %s", signing->key);
	buffer_add_char(out, '\n');
	object_id_format(made, hex);
	if (commit)
		buffer_addf(out, "committed as %.12s\n", hex);
	else
		buffer_addf(out, "not committed yet: git commit -- %s\n", target->path);
}

static int sign(struct app *app, struct target_document *target, enum decision decision)
{
	struct sign_request request = {
		.workspace = &target->workspace,
		.document = target->document,
		.role = role,
		.decision = decision,
		.note = note,
		.ssh_key = ssh_key,
	};
	struct signing signing = {0};
	struct object_id made = {0};
	struct buffer out = BUFFER_INIT;
	struct error *error = NULL;
	char *subject;

	if (decision != DECISION_REJECT)
		error = check_errors(app, target->path);
	if (!error && commit)
		error = signing_check_commit(app, target);
	if (!error)
		error = sign_document(&request, &signing);
	subject = mem_format("Sign off %s as %s", target->path, role);
	if (!error)
		error = signing_write(app, target, &signing, commit, subject, &made);
	if (!error)
		describe(target, &signing, decision, &made, &out);
	free(subject);
	signing_dispose(&signing);
	return error ? app_fail(error) : app_deliver(app, &out);
}

static int run(struct app *app, const char *const *words, size_t n_words)
{
	int decision = decision_text ? decision_parse(slice_of(decision_text)) : DECISION_APPROVE;
	struct target_document target = {0};
	int status;

	if (n_words != 1)
		return app_usage("sign takes one document");
	if (!role || !role[0])
		return app_usage("sign needs --as ROLE: the role in which you sign");
	status = signing_open(app, words[0], &target);
	if (status == EXIT_DONE)
		status = sign(app, &target, (enum decision)decision);
	signing_close(&target);
	free(role);
	free(decision_text);
	free(note);
	free(ssh_key);
	return status;
}

const struct command command_sign = {
	.name = "sign",
	.arguments = "DOC",
	.summary = "sign off a document, for yourself",
	.details =
		"Adds your sign-off to the document's front matter, or renews the one that you "
		"gave in this\n"
		"role before. You are whom git's user.email names in .handoff/people.yaml. What "
		"you sign\n"
		"has to be committed and without errors, and every other byte of the file "
		"stays.\n\n"
		"With an SSH key, which git is configured with (gpg.format=ssh, user.signingKey) "
		"or --ssh-key\n"
		"names, the sign-off carries a signature of its own and survives squash merges, "
		"rebases and\n"
		"shallow clones.\n\n"
		"Exit status: 0 signed, 2 refused, and why.",
	.examples = "  handoff sign handoff/readiness/ranker.md --as research-lead\n"
		    "  handoff sign handoff/readiness/ranker.md --as operations-lead --commit \\\n"
		    "      --decision approve-with-conditions --note 'on-call staffed by Monday'\n",
	.options = options,
	.run = run,
};
