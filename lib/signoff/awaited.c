#include "signoff/awaited.h"

#include <stdlib.h>

#include "base/mem.h"
#include "signoff/sign.h"

/* True if the document cannot go on to one of the statuses that follow. */
static bool is_needed_next(const struct requirement *requirement, const struct kind *kind)
{
	int status = requirement->document->status;
	uint64_t next = kind->lifecycle.next[status] & ~kind->withdrawn;

	if ((size_t)status == kind->lifecycle.initial)
		return false;
	for (size_t i = 0; i < kind->lifecycle.count; i++) {
		if (next >> i & 1 && requirement_is_for(requirement->spec, kind, (int)i))
			return true;
	}
	return false;
}

bool requirement_is_awaited(const struct requirement *requirement)
{
	const struct kind *kind = requirement->document->kind;
	int status = requirement->document->status;

	if (requirement->state == STATE_VALID || requirement->state == STATE_PENDING)
		return false;
	if (status < 0 || kind->withdrawn >> status & 1)
		return false;
	return requirement_is_for(requirement->spec, kind, status) ||
	       is_needed_next(requirement, kind);
}

/* True if an entry stands in the way of one by the same person for a requirement. */
static bool takes_place(const struct signoff *signoff, const struct signoff_spec *spec)
{
	if (!signoff->spec)
		return false;
	if (signoff->spec == spec)
		return signoff->state == STATE_VALID || signoff->state == STATE_PENDING;
	return signoff->state == STATE_VALID && !signoff->spec->same_person && !spec->same_person;
}

static bool can_sign(const struct document_ledger *document, const struct signoff_spec *spec,
	const struct people *people, struct date today, const struct person *person)
{
	if (!person_holds(person, slice_of(spec->role), today))
		return false;
	if (spec->not_author && person_is_author(people, document->document, person))
		return false;
	for (size_t i = 0; i < document->n_signoffs; i++) {
		if (document->signoffs[i].person == person &&
			takes_place(&document->signoffs[i], spec))
			return false;
	}
	return true;
}

void requirement_candidates(const struct document_ledger *document,
	const struct requirement *requirement, const struct people *people, struct date today,
	struct candidates *candidates)
{
	*candidates = (struct candidates){0};
	candidates->list = mem_calloc(people->count + 1, sizeof(const struct person *));
	for (size_t i = 0; i < people->count; i++) {
		if (can_sign(document, requirement->spec, people, today, &people->list[i]))
			candidates->list[candidates->count++] = &people->list[i];
	}
}

void candidates_dispose(struct candidates *candidates)
{
	free(candidates->list);
	*candidates = (struct candidates){0};
}
