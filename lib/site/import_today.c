/*
 * What time alone changes, told for the latest day of all exports: an older one says what was so
 * when it was written. What else a day decides cannot be told from records, and stays: who holds a
 * role, what `check` finds, what a map of stakeholders leaves open.
 */
#include <stdlib.h>

#include "signoff/ledger.h"
#include "site/import_parts.h"
#include "site/standing.h"

/* ---- Sign-offs --------------------------------------------------------------------------------
 */

static enum signoff_state state_of(const struct record_signoff *signoff)
{
	enum signoff_state state = STATE_VALID;

	while (state > STATE_MALFORMED && !slice_is(signoff->state, signoff_state_name(state)))
		state--;
	return state;
}

/* True if it was not out of date before. What is wrong with the entry itself, or with the content,
 * comes before its age, as it does for the judge. */
static bool lapse(struct records *records, struct record_signoff *signoff)
{
	char day[11];
	char *reason;

	if (signoff->expires == TIME_UNKNOWN || signoff->expires > records->now ||
		state_of(signoff) <= STATE_EXPIRED)
		return false;
	date_format(date_of_time(signoff->expires), day);
	reason = mem_format("it expired on %s", day);
	signoff->state = slice_of(signoff_state_name(STATE_EXPIRED));
	signoff->reason = arena_slice(records->arena, slice_of(reason));
	signoff->reached = slice_of("");
	free(reason);
	return true;
}

/* ---- Who is left ------------------------------------------------------------------------------
 */

struct given {
	const struct record_signoff *signoff;
	bool lapsed, was_valid;
	bool is_lost;   /* its person has no valid entry of the role any more */
	bool is_shared; /* its person signed in other roles too: in which of them they count is open
			 */
};

/* What has become of the entries of a role. */
struct tally {
	struct slice role;
	struct given *first;
	size_t count;
	enum signoff_state nearest; /* to valid, of all of them */
	uint32_t lost;              /* people who had a valid one, and have none any more */
	uint32_t left;              /* people with a valid one, and none in another role */
	bool lapsed;
};

static int compare_people(const void *a, const void *b)
{
	const struct record_signoff *one = ((const struct given *)a)->signoff,
				    *other = ((const struct given *)b)->signoff;
	int order = slice_compare(one->by, other->by);

	return order ? order : slice_compare(one->role, other->role);
}

static int compare_roles(const void *a, const void *b)
{
	const struct record_signoff *one = ((const struct given *)a)->signoff,
				    *other = ((const struct given *)b)->signoff;
	int order = slice_compare(one->role, other->role);

	return order ? order : slice_compare(one->by, other->by);
}

static bool is_valid(const struct given *entry)
{
	return slice_is(entry->signoff->state, "valid");
}

/* Of entries by person. */
static void mark_shared(struct given *entries, size_t count)
{
	for (size_t first = 0, end; first < count; first = end) {
		const struct given *valid = NULL;
		bool is_shared = false;

		for (end = first; end < count &&
				  slice_equal(entries[end].signoff->by, entries[first].signoff->by);
			end++) {
			if (!is_valid(&entries[end]))
				continue;
			is_shared = is_shared || (valid && !slice_equal(valid->signoff->role,
								   entries[end].signoff->role));
			valid = &entries[end];
		}
		for (size_t i = first; i < end; i++)
			entries[i].is_shared = is_shared;
	}
}

/* Of the entries of a role, by person. */
static void count_people(struct tally *tally)
{
	struct given *entries = tally->first;

	for (size_t first = 0, end; first < tally->count; first = end) {
		bool valid = false, was_valid = false, lapsed = false;

		for (end = first; end < tally->count &&
				  slice_equal(entries[end].signoff->by, entries[first].signoff->by);
			end++) {
			enum signoff_state state = state_of(entries[end].signoff);

			valid = valid || state == STATE_VALID;
			was_valid = was_valid || entries[end].was_valid;
			lapsed = lapsed || entries[end].lapsed;
			tally->nearest = state > tally->nearest ? state : tally->nearest;
		}
		for (size_t i = first; i < end; i++)
			entries[i].is_lost = lapsed && !valid;
		tally->lost += was_valid && !valid;
		tally->left += valid && !entries[first].is_shared;
		tally->lapsed = tally->lapsed || lapsed;
	}
}

/* The entries become sorted by role, and so are the tallies. */
static size_t count_roles(struct given *entries, size_t count, struct tally *tallies)
{
	size_t n_tallies = 0;

	qsort(entries, count, sizeof *entries, compare_people);
	mark_shared(entries, count);
	qsort(entries, count, sizeof *entries, compare_roles);
	for (size_t first = 0, end; first < count; first = end) {
		struct tally *tally = &tallies[n_tallies++];

		for (end = first; end < count && slice_equal(entries[end].signoff->role,
							 entries[first].signoff->role);)
			end++;
		*tally = (struct tally){.role = entries[first].signoff->role,
			.first = &entries[first],
			.count = end - first};
		count_people(tally);
	}
	return n_tallies;
}

/* ---- What is asked for ------------------------------------------------------------------------
 */

/* Somebody who still counts may count for another role: of those, only as many are sure as were
 * counted here and are not lost. */
static void recount(struct record_requirement *requirement, const struct tally *tally)
{
	uint32_t kept = requirement->valid > tally->lost ? requirement->valid - tally->lost : 0;

	if (kept < tally->left)
		kept = tally->left;
	if (requirement->valid > kept)
		requirement->valid = kept;
	if (slice_is(requirement->state, "rejected") || requirement->valid >= requirement->count)
		return;
	requirement->state = slice_of(
		signoff_state_name(tally->nearest == STATE_VALID ? STATE_MISSING : tally->nearest));
}

static bool holds_role(const struct records *records, struct slice id, struct slice role)
{
	const struct record_person *person = records_person(records, id);

	for (size_t i = 0; person && i < person->roles.count; i++) {
		if (slice_equal(person->roles.list[i], role))
			return true;
	}
	return false;
}

static int compare_texts(const void *a, const void *b)
{
	return slice_compare(*(const struct slice *)a, *(const struct slice *)b);
}

/* Who signed can sign again; who else can, an export says only of what was awaited then. */
static void await_lost(const struct records *records, struct record_requirement *requirement,
	const struct tally *tally)
{
	size_t most = requirement->awaits.count + tally->count, kept = 0;
	struct slice *list = arena_alloc(records->arena, (most + 1) * sizeof *list);
	size_t count = requirement->awaits.count;

	if (count)
		memcpy(list, requirement->awaits.list, count * sizeof *list);
	for (size_t i = 0; i < tally->count; i++) {
		const struct given *entry = &tally->first[i];

		if (entry->is_lost && holds_role(records, entry->signoff->by, tally->role))
			list[count++] = entry->signoff->by;
	}
	qsort(list, count, sizeof *list, compare_texts);
	for (size_t i = 0; i < count; i++) {
		if (i == 0 || !slice_equal(list[i], list[kept - 1]))
			list[kept++] = list[i];
	}
	requirement->awaits = (struct record_texts){list, kept};
	requirement->awaited = true;
}

/* An export does not say which statuses may follow. What is not needed for the status at hand is
 * awaited if another one for the same statuses is, or if all was there to go on. */
static bool is_awaited(const struct record_document *document,
	const struct record_requirement *requirement, const struct record_requirement *other)
{
	if (document->is_withdrawn || slice_is(requirement->state, "valid") ||
		slice_is(requirement->state, "pending"))
		return false;
	if (requirement->due || slice_is(document->standing, "signed"))
		return true;
	if (!other || other->before.count != requirement->before.count)
		return false;
	for (size_t i = 0; i < other->before.count; i++) {
		if (!slice_equal(other->before.list[i], requirement->before.list[i]))
			return false;
	}
	return true;
}

static const struct record_requirement *first_awaited(const struct record_document *document)
{
	for (size_t i = 0; i < document->n_requirements; i++) {
		if (document->requirements[i].awaited && !document->requirements[i].due)
			return &document->requirements[i];
	}
	return NULL;
}

static int compare_tally(const void *key, const void *element)
{
	return slice_compare(*(const struct slice *)key, ((const struct tally *)element)->role);
}

/* A role is asked for once, as its contract is read; of an export that asks again, the first one
 * counts. */
static void renew_requirements(const struct records *records, struct record_document *document,
	struct tally *tallies, size_t n_tallies)
{
	const struct record_requirement *other = first_awaited(document);

	for (size_t i = 0; i < document->n_requirements; i++) {
		struct record_requirement *requirement = &document->requirements[i];
		struct tally *tally = bsearch(
			&requirement->role, tallies, n_tallies, sizeof *tallies, compare_tally);

		if (!tally || !tally->lapsed)
			continue;
		tally->lapsed = false;
		recount(requirement, tally);
		if (is_awaited(document, requirement, other))
			await_lost(records, requirement, tally);
	}
}

static void renew_signoffs(struct records *records, struct record_document *document)
{
	struct given *entries = mem_calloc(document->n_signoffs + 1, sizeof *entries);
	struct tally *tallies = mem_calloc(document->n_signoffs + 1, sizeof *tallies);
	bool lapsed = false;

	for (size_t i = 0; i < document->n_signoffs; i++) {
		entries[i].signoff = &document->signoffs[i];
		entries[i].was_valid = is_valid(&entries[i]);
		entries[i].lapsed = lapse(records, &document->signoffs[i]);
		lapsed = lapsed || entries[i].lapsed;
	}
	if (lapsed) {
		size_t count = count_roles(entries, document->n_signoffs, tallies);

		renew_requirements(records, document, tallies, count);
		standing_renew(document);
	}
	free(entries);
	free(tallies);
}

/* ---- All of it --------------------------------------------------------------------------------
 */

static void renew_action(const struct records *records, struct record_action *action)
{
	struct date due;

	action->overdue = action->unfinished && date_parse(action->due, &due) &&
			  date_days(due) < date_days(records->today);
}

void import_renew(struct records *records)
{
	for (size_t i = 0; i < records->n_documents; i++) {
		struct record_document *document = &records->documents[i];

		if (records->repositories[document->repository].now < records->now)
			renew_signoffs(records, document);
	}
	for (size_t i = 0; i < records->n_actions; i++) {
		size_t repository = records->documents[records->actions[i].document].repository;

		if (date_days(records->repositories[repository].today) < date_days(records->today))
			renew_action(records, &records->actions[i]);
	}
}
