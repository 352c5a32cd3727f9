/* handoff diff: what changed since a sign-off. */
#include <stdlib.h>

#include "base/mem.h"
#include "ledger.h"
#include "report/life.h"

static char *role;
static char *rev;

static const struct poptOption options[] = {
	{"since", '\0', POPT_ARG_STRING, &role, 0,
		"the role whose sign-off it is (default: the latest sign-off)", "ROLE"},
	{"rev", '\0', POPT_ARG_STRING, &rev, 0, "the document as it is in this commit", "REV"},
	POPT_TABLEEND,
};

/* The latest well-formed sign-off, in this role if one is named. */
static const struct signoff *find_signoff(const struct document_ledger *document)
{
	const struct signoff *found = NULL;

	for (size_t i = 0; i < document->n_signoffs; i++) {
		const struct signoff *one = &document->signoffs[i];

		if (one->entry.digest.len == 0 || (role && !slice_is(one->entry.role, role)))
			continue;
		if (!found || one->entry.time > found->entry.time)
			found = one;
	}
	return found;
}

/* A sign-off that is bad for another reason was not compared with history yet. */
static struct error *find_version(const struct app_ledger *read,
	const struct document_ledger *document, const struct signoff *signoff,
	const struct signoff_spec *spec, struct carry *carry)
{
	struct carry_request request = {
		.corpus = read->workspace.corpus,
		.history = ledger_history(read->ledger),
		.objects = ledger_objects(read->ledger),
		.subject = document->subject,
		.document = document->document,
		.spec = spec,
		.digest = signoff->entry.digest,
		.origins = &signoff->origins,
		.tip = read->workspace.has_tip ? &read->workspace.tip.commit : NULL,
	};

	return carry_find(&request, carry);
}

static struct error *compare(const struct app_ledger *read, const struct document_ledger *document,
	const struct carry *carry, const struct signoff_spec *spec, bool color, struct buffer *out)
{
	struct document *before = NULL, *after = NULL;
	struct error *error = carry_version(read->workspace.corpus, ledger_objects(read->ledger),
		&carry->signed_blob, document->document, &before);

	if (!error)
		error = carry_now(read->workspace.corpus, document->document, &after);
	if (!error && before)
		error = report_changes(before, after, spec, color, out);
	carry_version_free(before);
	carry_version_free(after);
	return error;
}

static int explain(const struct document_ledger *document, const struct signoff *signoff,
	const struct carry *carry)
{
	const char *path = document->document->path;

	if (carry->verdict == CARRY_UNKNOWN)
		return app_fail(error_new(ERROR_NOT_FOUND,
			"%s: the version that %.*s signed is not in the history at hand", path,
			SLICE_ARG(signoff->entry.by)));
	if (carry->verdict == CARRY_SAME)
		app_note("%s: nothing that the sign-off covers has changed", path);
	else if (carry->verdict == CARRY_FORMATTED)
		app_note("%s: only formatting has changed", path);
	return EXIT_DONE;
}

static int show(struct app *app, const struct app_ledger *read)
{
	const struct document_ledger *document = app_one_document(read);
	const struct signoff *signoff = document ? find_signoff(document) : NULL;
	struct buffer out = BUFFER_INIT;
	const struct signoff_spec *spec;
	struct carry carry = {0};
	struct error *error;
	int status;

	if (!document)
		return EXIT_TROUBLE;
	if (!signoff)
		return app_usage("%s: nobody signed it%s%s", document->document->path,
			role ? " as " : "", role ? role : "");
	spec = signoff->spec ? signoff->spec : &signoff_covers_all;
	error = find_version(read, document, signoff, spec, &carry);
	status = error ? app_fail(error) : explain(document, signoff, &carry);
	if (status == EXIT_DONE && carry.verdict == CARRY_CHANGED) {
		error = compare(read, document, &carry, spec, app_wants_color(app), &out);
		status = error ? app_fail(error) : app_deliver(app, &out);
	}
	carry_dispose(&carry);
	return status;
}

static int run(struct app *app, const char *const *words, size_t n_words)
{
	struct app_ledger_request request = {rev, NULL, words, n_words, false};
	struct app_ledger read;
	int status;

	if (n_words != 1)
		return app_usage("diff takes one document");
	status = app_read_ledger(app, &request, &read);
	if (status == EXIT_DONE)
		status = show(app, &read);
	app_ledger_dispose(&read);
	free(role);
	free(rev);
	return status;
}

const struct command command_diff = {
	.name = "diff",
	.arguments = "DOC",
	.summary = "what changed since a sign-off, section by section",
	.details =
		"Shows what the sign-off covers and is not what was signed any more: the fields "
		"and sections,\n"
		"with the lines taken out and put in. What it does not cover, and formatting that "
		"changes no\n"
		"meaning, is not shown.\n\n"
		"Exit status: 0 shown, or nothing changed; 2 the version that was signed is not at "
		"hand.",
	.examples = "  handoff diff handoff/readiness/ranker.md --since operations-lead\n",
	.options = options,
	.run = run,
};
