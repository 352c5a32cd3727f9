#include "signoff/judge.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "policy/value.h"
#include "signoff/sign.h"
#include "signoff/statement.h"
#include "signoff/verify.h"

#define DAY 86400

/* An entry that is new has to be from about now: else a key or a role that is not valid any more
 * could be used with a date at which it was. */
#define MAX_AGE   (30 * (int64_t)DAY)
#define MAX_AHEAD ((int64_t)DAY)

void judge_say(struct signoff *signoff, enum signoff_state state, const char *format, ...)
{
	char text[1024];
	va_list arguments;

	va_start(arguments, format);
	if (vsnprintf(text, sizeof text, format, arguments) < 0)
		text[0] = '\0';
	va_end(arguments);
	free(signoff->reason);
	signoff->reason = mem_string(slice_of(text));
	signoff->state = state;
}

void signoff_dispose(struct signoff *signoff)
{
	entry_dispose(&signoff->entry);
	carry_dispose(&signoff->carry);
	free(signoff->reason);
	free(signoff->author);
	free(signoff->upstream_changed);
}

static bool is_committed(const struct origins *origins)
{
	for (size_t i = 0; i < origins->count; i++) {
		if (origins->list[i].type == ORIGIN_UNCOMMITTED)
			return false;
	}
	return origins->count > 0;
}

/* Where it stands in history, and whether it is new to the revision that is trusted. */
static void place_in_history(
	struct judge *judge, const struct document_ledger *document, struct signoff *signoff)
{
	struct identity identity = identity_of_entry(document->document->outline, signoff->node);

	signoff->origins = history_of_entry(judge->history, document->subject, &identity);
	signoff->is_new = judge->known ? !known_has(judge->known, document->subject, &identity)
				       : !is_committed(&signoff->origins);
	for (size_t i = 0; i < signoff->origins.count && !signoff->origin; i++) {
		if (signoff->origins.list[i].type == ORIGIN_COMMIT)
			signoff->origin = &signoff->origins.list[i];
	}
}

/* ---- The content signature ------------------------------------------------------------------- */

static const char *forgery_of(enum signature_verdict verdict)
{
	switch (verdict) {
	case SIGNATURE_FOREIGN_KEY:
		return "is not by a key of";
	case SIGNATURE_KEY_NOT_VALID:
		return "is by a key that does not count on that day of";
	case SIGNATURE_KEY_REVOKED:
		return "is by a revoked key of";
	default:
		return "is not a good one of";
	}
}

static void take_verdict(struct signoff *signoff, const struct signature_check *check)
{
	const char *detail = check->detail ? check->detail : "";

	if (check->verdict == SIGNATURE_VALID) {
		signoff->reached = TRUST_CONTENT_SIGNED;
		signoff->key = check->key;
	} else if (check->verdict == SIGNATURE_UNVERIFIABLE) {
		judge_say(signoff, STATE_UNVERIFIABLE, "its signature cannot be verified: %s",
			detail);
	} else {
		judge_say(signoff, STATE_FORGED, "its signature %s %.*s: %s",
			forgery_of(check->verdict), SLICE_ARG(signoff->entry.by), detail);
	}
}

static struct error *check_signature(struct judge *judge, struct signoff *signoff, struct date when)
{
	struct buffer statement = BUFFER_INIT;
	struct signature_check check = {0};
	struct error *error;

	if (signoff->entry.signature.len == 0 || !signoff->person)
		return NULL;
	if (!judge->config->repository) {
		judge_say(signoff, STATE_UNVERIFIABLE,
			"its signature cannot be verified: .handoff/config.yaml has no "
			"`repository`");
		return NULL;
	}
	error = statement_write(&signoff->entry, slice_of(judge->config->repository),
		document_text(signoff->document, "id"), &statement);
	if (error) {
		judge_say(
			signoff, STATE_MALFORMED, "it cannot have been signed: %s", error->message);
		error_free(error);
		buffer_dispose(&statement);
		return NULL;
	}
	error = verify_ssh(signoff->person, when, signoff->entry.signature, STATEMENT_NAMESPACE,
		buffer_slice(&statement), &check);
	if (!error)
		take_verdict(signoff, &check);
	signature_check_dispose(&check);
	buffer_dispose(&statement);
	return error;
}

/* ---- The content ----------------------------------------------------------------------------- */

/* What is needed to look at one sign-off's upstream. */
struct upstream_view {
	const struct carry_request *request;
	const struct entry *entry;
	const struct upstream *now;
};

static struct error *target_matches(
	const struct upstream_view *view, size_t target, struct slice signed_digest, bool *matches)
{
	const struct upstream_target *now = &view->now->list[target];
	const struct document *linked;

	*matches = !now->fault && slice_equal(signed_digest, digest_slice(&now->digest));
	if (*matches || now->fault)
		return NULL;
	linked = corpus_resolve(view->request->corpus, view->request->document, now->link);
	return linked ? carry_upstream(view->request, linked, signed_digest, matches) : NULL;
}

static size_t next_of_field(const struct entry *entry, struct slice field, size_t from)
{
	while (from < entry->n_upstream && !slice_equal(entry->upstream[from].field, field))
		from++;
	return from;
}

/* True in *matches if the targets of one field, from `from` to before `end`, are those that were
 * signed, in their order. */
static struct error *field_matches(
	const struct upstream_view *view, size_t from, size_t end, bool *matches)
{
	const struct entry *entry = view->entry;
	const struct slice field = view->now->list[from].field;
	size_t at = next_of_field(entry, field, 0);
	struct error *error = NULL;

	*matches = true;
	for (size_t i = from; !error && *matches && i < end; i++) {
		if (at == entry->n_upstream)
			*matches = false;
		else
			error = target_matches(view, i, entry->upstream[at].digest, matches);
		at = next_of_field(entry, field, at < entry->n_upstream ? at + 1 : at);
	}
	*matches = *matches && at == entry->n_upstream;
	return error;
}

/* *names: the fields whose targets are not what they were, NULL if all are. */
static struct error *upstream_changed(const struct upstream_view *view, char **names)
{
	struct buffer text = BUFFER_INIT;
	struct error *error = NULL;
	bool matches = true;
	size_t end;

	for (size_t from = 0; !error && from < view->now->count; from = end) {
		struct slice field = view->now->list[from].field;

		end = from + 1;
		while (end < view->now->count && slice_equal(view->now->list[end].field, field))
			end++;
		error = field_matches(view, from, end, &matches);
		if (matches)
			continue;
		buffer_add_string(&text, text.len ? ", " : "");
		buffer_add_slice(&text, field);
	}
	if (text.len)
		*names = buffer_take(&text);
	buffer_dispose(&text);
	return error;
}

static void say_stale(struct signoff *signoff)
{
	const struct carry *carry = &signoff->carry;
	struct buffer text = BUFFER_INIT;
	bool own = carry->verdict == CARRY_CHANGED || carry->verdict == CARRY_UNKNOWN;

	for (size_t i = 0; i < carry->n_differences && i < 4; i++) {
		buffer_add_string(&text, i ? ", " : "");
		if (carry->differences[i].type == DIFFERENCE_FIELD)
			buffer_addf(&text, "`%s`", carry->differences[i].name);
		else
			buffer_add_string(&text, carry->differences[i].name[0]
							 ? carry->differences[i].name
							 : "what precedes the first heading");
	}
	if (carry->n_differences > 4)
		buffer_addf(&text, " and %zu more", carry->n_differences - 4);
	if (own && text.len == 0)
		buffer_add_string(&text, "the document");
	if (own)
		buffer_add_string(&text, " changed since");
	if (carry->verdict == CARRY_UNKNOWN)
		buffer_add_string(&text, ", and the version that was signed is not in history");
	if (signoff->upstream_changed)
		buffer_addf(&text, "%swhat `%s` links to changed since", own ? "; " : "",
			signoff->upstream_changed);
	signoff->upstream_only = !own;
	judge_say(signoff, STATE_STALE, "%s", text.at);
	buffer_dispose(&text);
}

static struct error *check_content(
	struct judge *judge, const struct document_ledger *document, struct signoff *signoff)
{
	struct carry_request request = {
		.corpus = judge->corpus,
		.history = judge->history,
		.objects = judge->objects,
		.subject = document->subject,
		.document = document->document,
		.spec = signoff->spec ? signoff->spec : &signoff_covers_all,
		.digest = signoff->entry.digest,
		.origins = &signoff->origins,
		.tip = judge->tip,
		.formatting_counts = !judge->config->carry_formatting,
	};
	struct upstream now;
	struct upstream_view view = {&request, &signoff->entry, &now};
	struct error *error = carry_find(&request, &signoff->carry);

	if (error)
		return error;
	upstream_read(judge->memo, document->document, &now);
	error = upstream_changed(&view, &signoff->upstream_changed);
	upstream_dispose(&now);
	if (error)
		return error;
	signoff->carried = signoff->carry.verdict == CARRY_FORMATTED;
	if (signoff->upstream_changed ||
		(signoff->carry.verdict != CARRY_SAME && !signoff->carried))
		say_stale(signoff);
	return NULL;
}

/* ---- Time and people ------------------------------------------------------------------------- */

static void check_expiry(struct judge *judge, struct signoff *signoff)
{
	char day[11];
	double seconds;

	if (!signoff->spec || !signoff->spec->valid_for ||
		!value_duration(slice_of(signoff->spec->valid_for), &seconds))
		return;
	signoff->has_expiry = true;
	signoff->expires = signoff->entry.time + (int64_t)seconds;
	if (judge->now < signoff->expires)
		return;
	date_format(date_of_time(signoff->expires), day);
	judge_say(signoff, STATE_EXPIRED, "it was good for %s and expired on %s",
		signoff->spec->valid_for, day);
}

static void check_person(struct judge *judge, struct signoff *signoff, struct date when)
{
	const struct entry *entry = &signoff->entry;
	char day[11];

	date_format(when, day);
	if (!signoff->person)
		judge_say(signoff, STATE_UNAUTHORIZED, "nobody called `%.*s` is in people.yaml",
			SLICE_ARG(entry->by));
	else if (!person_holds(signoff->person, entry->role, when))
		judge_say(signoff, STATE_UNAUTHORIZED, "%.*s does not hold the role %.*s on %s",
			SLICE_ARG(entry->by), SLICE_ARG(entry->role), day);
	else if (signoff->is_new && entry->time < judge->now - MAX_AGE)
		judge_say(signoff, STATE_UNAUTHORIZED,
			"it is new here and dated more than 30 days back: sign again");
	else if (signoff->is_new && entry->time > judge->now + MAX_AHEAD)
		judge_say(signoff, STATE_UNAUTHORIZED, "it is dated in the future");
	else if (signoff->spec && signoff->spec->not_author &&
		 person_is_author(judge->people, signoff->document, signoff->person))
		judge_say(signoff, STATE_UNAUTHORIZED,
			"%.*s is an author of the document, and the role %.*s is not for authors",
			SLICE_ARG(entry->by), SLICE_ARG(entry->role));
}

/* ---- All of it ------------------------------------------------------------------------------- */

static bool read_signoff(struct judge *judge, struct signoff *signoff)
{
	const struct outline *outline = signoff->document->outline;
	char *fault = entry_read(outline, signoff->node, &signoff->entry, &signoff->place);

	if (fault) {
		judge_say(signoff, STATE_MALFORMED, "%s", fault);
		free(fault);
		return false;
	}
	signoff->place = outline->fields[signoff->node].span;
	signoff->spec = kind_signoff(signoff->document->kind, signoff->entry.role);
	signoff->person = people_find(judge->people, signoff->entry.by);
	signoff->required = signoff_trust(signoff->spec, judge->config->trust);
	return true;
}

/* The states are asked for from the worst on, and the first that holds is the answer. */
struct error *judge_signoff(
	struct judge *judge, const struct document_ledger *document, struct signoff *signoff)
{
	struct date when;
	struct error *error;
	bool foreign;

	signoff->state = STATE_VALID;
	signoff->reached = TRUST_CLAIMED;
	place_in_history(judge, document, signoff);
	if (!read_signoff(judge, signoff))
		return NULL;
	when = date_of_time(signoff->is_new ? judge->now : signoff->entry.time);
	error = check_signature(judge, signoff, when);
	if (error || signoff->state == STATE_FORGED || signoff->state == STATE_MALFORMED ||
		judge_is_for_another(judge, signoff))
		return error;
	error = judge_is_brought_by_another(judge, signoff, when, &foreign);
	if (error || foreign)
		return error;
	error = judge_is_withdrawn_by_another(judge, document, signoff, &foreign);
	if (error || foreign)
		return error;
	if (signoff->entry.revoked)
		judge_say(signoff, STATE_REVOKED, "%.*s withdrew it: %.*s",
			SLICE_ARG(signoff->entry.by), SLICE_ARG(signoff->entry.revoked_reason));
	else if (signoff->origins.revoked)
		judge_say(signoff, STATE_REVOKED,
			"it was withdrawn in a version on the way here; sign again");
	else if (signoff->entry.decision == DECISION_REJECT)
		judge_say(signoff, STATE_REJECTED, "%.*s rejected it: %.*s",
			SLICE_ARG(signoff->entry.by), SLICE_ARG(signoff->entry.note));
	if (signoff->state <= STATE_REJECTED)
		return NULL;
	error = check_content(judge, document, signoff);
	if (error || signoff->state == STATE_STALE)
		return error;
	check_expiry(judge, signoff);
	if (signoff->state != STATE_EXPIRED)
		check_person(judge, signoff, when);
	if (signoff->state <= STATE_UNAUTHORIZED)
		return NULL;
	return judge_trust(judge, signoff, when);
}
