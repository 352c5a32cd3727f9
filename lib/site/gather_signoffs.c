/* Where the sign-offs of a document stand. */
#include "policy/people.h"
#include "signoff/awaited.h"
#include "site/gather_parts.h"
#include "site/standing.h"

/* ---- What is asked for ------------------------------------------------------------------------
 */

static struct record_texts statuses(
	struct gathering *gathering, const struct kind *kind, uint64_t set)
{
	struct record_texts texts = gather_texts(gathering, kind->lifecycle.count);

	for (size_t i = 0; i < kind->lifecycle.count; i++) {
		if (set >> i & 1)
			texts.list[texts.count++] = slice_of(kind->lifecycle.names[i]);
	}
	return texts;
}

static void gather_candidates(struct gathering *gathering, const struct document_ledger *ledger,
	const struct requirement *requirement, struct record_requirement *record)
{
	struct candidates candidates;

	requirement_candidates(ledger, requirement, policy_people(gathering->workspace->policy),
		gathering->workspace->today, &candidates);
	record->awaits = gather_texts(gathering, candidates.count);
	for (size_t i = 0; i < candidates.count; i++)
		record->awaits.list[record->awaits.count++] = slice_of(candidates.list[i]->id);
	candidates_dispose(&candidates);
}

static void gather_requirement(struct gathering *gathering, const struct document_ledger *ledger,
	const struct requirement *requirement, struct record_requirement *record)
{
	const struct document *document = ledger->document;

	*record = (struct record_requirement){
		.role = slice_of(requirement->spec->role),
		.state = slice_of(signoff_state_name(requirement->state)),
		.count = requirement->spec->count,
		.valid = requirement->valid,
		.due = requirement_is_for(requirement->spec, document->kind, document->status),
		.awaited = requirement_is_awaited(requirement),
		.before = statuses(gathering, document->kind, requirement->spec->before),
	};
	if (record->awaited)
		gather_candidates(gathering, ledger, requirement, record);
}

/* ---- What there is ----------------------------------------------------------------------------
 */

static struct error *gather_staleness(
	struct gathering *gathering, const struct signoff *signoff, struct record_signoff *record)
{
	struct staleness since;
	struct error *error = stale_since(gathering->stale, signoff, &since);

	if (error || !since.known)
		return error;
	record->stale_since = since.time;
	record->stale_commit = gather_copy(gathering, since.commit);
	record->stale_author = gather_copy(gathering, since.author);
	return NULL;
}

static void gather_changes(
	struct gathering *gathering, const struct signoff *signoff, struct record_signoff *record)
{
	const struct carry *carry = &signoff->carry;

	record->changed = gather_texts(gathering, carry->n_differences + 1);
	for (size_t i = 0; i < carry->n_differences; i++) {
		const char *name = carry->differences[i].name;

		record->changed.list[record->changed.count++] =
			slice_of(name[0] ? name : "what precedes the first heading");
	}
	if (signoff->upstream_changed)
		record->changed.list[record->changed.count++] = slice_of(signoff->upstream_changed);
}

/* Of the commit that brought it into history; of one that does not stand anyway the judge did not
 * ask.
 */
static struct error *gather_origin(
	struct gathering *gathering, const struct signoff *signoff, struct record_signoff *record)
{
	const struct commit_author *author;
	struct error *error;

	if (!signoff->origin || signoff->origin->type == ORIGIN_UNCOMMITTED)
		return NULL;
	record->commit = gather_commit(gathering, &signoff->origin->commit);
	if (signoff->author || signoff->origin->type != ORIGIN_COMMIT)
		return NULL;
	error = authors_find(gathering->authors, &signoff->origin->commit, &author);
	if (!error)
		record->author = gather_copy(gathering, author->text);
	return error;
}

static struct error *gather_signoff(
	struct gathering *gathering, const struct signoff *signoff, struct record_signoff *record)
{
	const struct entry *entry = &signoff->entry;
	bool malformed = signoff->state == STATE_MALFORMED;
	bool is_trust_known = signoff->state > STATE_UNAUTHORIZED;
	struct error *error;

	*record = (struct record_signoff){
		.role = entry->role,
		.by = entry->by,
		.name = slice_of(signoff->person ? signoff->person->name : NULL),
		.at = malformed ? TIME_UNKNOWN : entry->time,
		.decision = slice_of(malformed ? NULL : decision_name(entry->decision)),
		.note = entry->note,
		.state = slice_of(signoff_state_name(signoff->state)),
		.reason = slice_of(signoff->reason),
		.required = slice_of(trust_name(signoff->required)),
		.reached = slice_of(is_trust_known ? trust_name(signoff->reached) : NULL),
		.author = slice_of(signoff->author),
		.expires = signoff->has_expiry ? signoff->expires : TIME_UNKNOWN,
		.stale_since = TIME_UNKNOWN,
		.carried = signoff->carried,
	};
	error = gather_origin(gathering, signoff, record);
	if (error || signoff->state != STATE_STALE)
		return error;
	gather_changes(gathering, signoff, record);
	return gather_staleness(gathering, signoff, record);
}

struct error *gather_signoffs(struct gathering *gathering, const struct document_ledger *ledger,
	struct record_document *record)
{
	struct arena *arena = gathering->arena;
	struct error *error = NULL;

	record->requirements =
		arena_alloc(arena, (ledger->n_requirements + 1) * sizeof *record->requirements);
	record->n_requirements = ledger->n_requirements;
	for (size_t i = 0; i < ledger->n_requirements; i++)
		gather_requirement(
			gathering, ledger, &ledger->requirements[i], &record->requirements[i]);
	record->signoffs = arena_alloc(arena, (ledger->n_signoffs + 1) * sizeof *record->signoffs);
	record->n_signoffs = ledger->n_signoffs;
	for (size_t i = 0; !error && i < ledger->n_signoffs; i++)
		error = gather_signoff(gathering, &ledger->signoffs[i], &record->signoffs[i]);
	return error;
}

/* ---- How it stands ----------------------------------------------------------------------------
 */

void gather_standing(struct gathering *gathering, const struct document *document,
	struct record_document *record)
{
	const struct kind *kind = document->kind;
	struct standing_facts facts = {.is_readable = kind && !document->refusal &&
						      ledger_of(gathering->ledger, document)};
	uint64_t gates = 0, next;
	bool due = false;

	if (facts.is_readable) {
		facts.has_lifecycle = kind->lifecycle.count > 0;
		facts.is_known = document->status >= 0;
		for (size_t i = 0; i < kind->n_signoffs; i++)
			gates |= kind->signoffs[i].before;
	}
	for (size_t i = 0; i < record->n_requirements; i++)
		due = due || record->requirements[i].due;
	if (facts.is_known) {
		next = kind->lifecycle.next[document->status];
		facts.is_gate = gates >> document->status & 1;
		facts.is_before_gate = (next & gates & ~kind->withdrawn) != 0;
		facts.is_ended = next == 0 && !due;
		record->is_withdrawn = record->is_withdrawn || facts.is_ended;
	}
	standing_set(record, &facts);
}
