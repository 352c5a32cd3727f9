#include <stdlib.h>

#include "base/mem.h"
#include "check/checker.h"
#include "signoff/ledger.h"

static const enum rule_id state_rules[] = {
	[STATE_MALFORMED] = RULE_SIGNOFF_MALFORMED,
	[STATE_FORGED] = RULE_SIGNOFF_BAD_SIGNATURE,
	[STATE_REVOKED] = RULE_SIGNOFF_REVOKED,
	[STATE_REJECTED] = RULE_SIGNOFF_REJECTED,
	[STATE_STALE] = RULE_SIGNOFF_STALE,
	[STATE_EXPIRED] = RULE_SIGNOFF_EXPIRED,
	[STATE_UNAUTHORIZED] = RULE_SIGNOFF_UNAUTHORIZED,
	[STATE_MISATTRIBUTED] = RULE_SIGNOFF_NOT_OWN,
	[STATE_UNVERIFIABLE] = RULE_SIGNOFF_UNKNOWN,
	[STATE_UNVERIFIED] = RULE_SIGNOFF_UNVERIFIED,
	[STATE_PENDING] = RULE_SIGNOFF_PENDING,
	[STATE_MISSING] = RULE_SIGNOFF_MISSING,
};

static enum rule_id rule_of(const struct signoff *signoff)
{
	if (signoff->state == STATE_STALE && signoff->upstream_only)
		return RULE_SIGNOFF_UPSTREAM_STALE;
	if (signoff->state == STATE_MISATTRIBUTED && signoff->tampered)
		return RULE_SIGNOFF_TAMPERED;
	return state_rules[signoff->state];
}

static const struct requirement *requirement_of(
	const struct document_ledger *ledger, const struct signoff *signoff)
{
	for (size_t i = 0; i < ledger->n_requirements; i++) {
		if (ledger->requirements[i].spec == signoff->spec)
			return &ledger->requirements[i];
	}
	return NULL;
}

static bool is_due(const struct checker *checker, const struct requirement *requirement)
{
	return requirement && requirement_is_for(requirement->spec, checker->document->kind,
				      checker->document->status);
}

/* What has merely come to an end is no error while nothing rests on it; what claims something that
 * is not so always is one. */
static enum severity severity_of_state(const struct checker *checker,
	const struct document_ledger *ledger, const struct signoff *signoff)
{
	const struct requirement *requirement = requirement_of(ledger, signoff);

	switch (signoff->state) {
	case STATE_MALFORMED:
	case STATE_FORGED:
	case STATE_UNAUTHORIZED:
	case STATE_MISATTRIBUTED:
		return SEVERITY_ERROR;
	case STATE_PENDING:
		return SEVERITY_INFO;
	default:
		break;
	}
	if (!is_due(checker, requirement))
		return SEVERITY_WARNING;
	return requirement->state == STATE_VALID ? SEVERITY_WARNING : SEVERITY_ERROR;
}

static void report_signoff(struct checker *checker, const struct document_ledger *ledger,
	const struct signoff *signoff)
{
	enum severity severity = severity_of_state(checker, ledger, signoff);
	enum rule_id rule = rule_of(signoff);

	if (signoff->state == STATE_VALID ||
		(signoff->state == STATE_PENDING && checker->is_staged))
		return;
	if (signoff->state == STATE_MALFORMED)
		checker_add_as(checker, rule, severity, signoff->place, "%s", signoff->reason);
	else
		checker_add_as(checker, rule, severity, signoff->place,
			"the sign-off of %.*s as %.*s is %s: %s", SLICE_ARG(signoff->entry.by),
			SLICE_ARG(signoff->entry.role), signoff_state_name(signoff->state),
			signoff->reason ? signoff->reason : "");
}

static struct span status_span(const struct checker *checker)
{
	uint32_t node = document_field(checker->document, "status");

	return node == OUTLINE_NONE ? checker_document_span(checker)
				    : checker_field_span(checker, node);
}

static const char *status_name(const struct checker *checker)
{
	return checker->document->kind->lifecycle.names[checker->document->status];
}

/* Nobody, or too few, or the same person in two roles. */
static void report_missing(struct checker *checker, const struct requirement *requirement)
{
	const struct signoff_spec *spec = requirement->spec;

	if (spec->count > 1 || requirement->shown)
		checker_add(checker, RULE_SIGNOFF_MISSING, status_span(checker),
			"%s takes the sign-offs of %u different people as %s, in no other role "
			"here, and has %u: `handoff sign %s --as %s`",
			status_name(checker), spec->count, spec->role, requirement->valid,
			checker->document->path, spec->role);
	else
		checker_add(checker, RULE_SIGNOFF_MISSING, status_span(checker),
			"%s takes a sign-off as %s: `handoff sign %s --as %s`",
			status_name(checker), spec->role, checker->document->path, spec->role);
}

/* True for what was there once, and does not hold any more. */
static bool has_lapsed(enum signoff_state state)
{
	return state == STATE_STALE || state == STATE_EXPIRED || state == STATE_REVOKED;
}

static void add_role(struct buffer *list, const struct requirement *requirement)
{
	buffer_addf(list, "%s%s (%s)", list->len ? ", " : "", requirement->spec->role,
		signoff_state_name(requirement->state));
}

static void report_requirements(struct checker *checker, const struct document_ledger *ledger)
{
	struct buffer never = BUFFER_INIT, edited = BUFFER_INIT;

	for (size_t i = 0; i < ledger->n_requirements; i++) {
		const struct requirement *requirement = &ledger->requirements[i];

		if (!is_due(checker, requirement) || requirement->state == STATE_VALID ||
			requirement->state == STATE_PENDING)
			continue;
		if (requirement->state == STATE_MISSING)
			report_missing(checker, requirement);
		if (requirement->state == STATE_STALE && !requirement->shown->upstream_only)
			add_role(&edited, requirement);
		else if (!has_lapsed(requirement->state) &&
			 requirement->state != STATE_UNVERIFIABLE)
			add_role(&never, requirement);
	}
	if (never.len)
		checker_add(checker, RULE_LIFECYCLE_PREMATURE, status_span(checker),
			"%s is not reached yet: it takes %s", status_name(checker), never.at);
	if (edited.len)
		checker_add(checker, RULE_LIFECYCLE_EDITED_AFTER, status_span(checker),
			"edited after it was signed; %s takes %s", status_name(checker), edited.at);
	buffer_dispose(&never);
	buffer_dispose(&edited);
}

/* ---- The move into the status --------------------------------------------------------------- */

static bool may_come_from(const struct kind *kind, struct slice before, int status)
{
	int from = kind_status(kind, before);

	return from < 0 || from == status || kind->lifecycle.next[from] >> status & 1;
}

static bool is_allowed(const struct checker *checker, const struct origin *origin)
{
	const struct document *document = checker->document;

	/* Where another status is supposed (gate), history says nothing of the way there. */
	if (!slice_is(document_text(document, "status"),
		    document->kind->lifecycle.names[document->status]))
		return true;

	if (origin->n_before == 0)
		return true;
	for (size_t i = 0; i < origin->n_before; i++) {
		if (may_come_from(document->kind, origin->before[i], document->status))
			return true;
	}
	return false;
}

static void add_next(struct buffer *list, const struct lifecycle *lifecycle, int from)
{
	for (size_t i = 0; i < lifecycle->count; i++) {
		if (lifecycle->next[from] >> i & 1)
			buffer_addf(list, "%s%s", list->len ? ", " : "", lifecycle->names[i]);
	}
}

static void report_move(struct checker *checker, const struct origin *origin)
{
	const struct lifecycle *lifecycle = &checker->document->kind->lifecycle;
	int from = kind_status(checker->document->kind, origin->before[0]);
	char hex[OBJECT_ID_HEX + 1] = "";
	struct buffer next = BUFFER_INIT;

	add_next(&next, lifecycle, from);
	object_id_format(&origin->commit, hex);
	checker_add(checker, RULE_LIFECYCLE_TRANSITION, status_span(checker),
		"went from %s to %s%s%.12s; from %s a document goes %s%s", lifecycle->names[from],
		status_name(checker), origin->type == ORIGIN_COMMIT ? " in commit " : "",
		origin->type == ORIGIN_COMMIT ? hex : "", lifecycle->names[from],
		next.len ? "to " : "nowhere", next.len ? next.at : "");
	buffer_dispose(&next);
}

static void check_move(struct checker *checker, const struct document_ledger *ledger)
{
	struct origins origins =
		history_of_status(ledger_history(checker->ledger), ledger->subject);
	const struct origin *first = NULL;

	for (size_t i = 0; i < origins.count; i++) {
		if (origins.list[i].type != ORIGIN_COMMIT &&
			origins.list[i].type != ORIGIN_UNCOMMITTED)
			return;
		if (is_allowed(checker, &origins.list[i]))
			return;
		if (!first)
			first = &origins.list[i];
	}
	if (first)
		report_move(checker, first);
}

void check_signoffs(struct checker *checker)
{
	const struct document_ledger *ledger =
		checker->ledger ? ledger_of(checker->ledger, checker->document) : NULL;

	if (!ledger)
		return;
	for (size_t i = 0; i < ledger->n_signoffs; i++)
		report_signoff(checker, ledger, &ledger->signoffs[i]);
	if (checker->document->status < 0)
		return;
	report_requirements(checker, ledger);
	check_move(checker, ledger);
}
