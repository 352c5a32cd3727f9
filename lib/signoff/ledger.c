#include "signoff/ledger.h"

#include <stdlib.h>

#include "base/mem.h"
#include "check/tiers.h"
#include "signoff/judge.h"
#include "signoff/subjects.h"

struct ledger {
	const struct workspace *workspace;
	bool lives;
	struct objects *objects;
	struct history *history;
	struct history_subject *subjects;
	struct arena *arena;
	struct document_ledger *documents;
	size_t count;
	/* Subjects behind those of `documents`: tiers that are not checked, by document. */
	const struct document **beside;
	size_t n_beside;
	struct tiers *tiers;
};

const char *signoff_state_name(enum signoff_state state)
{
	static const char *const names[] = {"malformed", "forged", "revoked", "rejected", "stale",
		"expired", "unauthorized", "misattributed", "unverifiable", "unverified", "pending",
		"valid", "missing"};

	return names[state];
}

/* A status in which the document lives on needs what was needed to get there; where it has ended,
 * nothing rests on it any more. */
bool requirement_is_for(const struct signoff_spec *spec, const struct kind *kind, int status)
{
	uint64_t reached;

	if (status < 0)
		return false;
	if (spec->before >> status & 1)
		return true;
	reached = lifecycle_at_or_after(&kind->lifecycle, spec->before);
	return reached >> status & 1 && kind->lifecycle.next[status] != 0;
}

/* ---- What there is to judge ------------------------------------------------------------------ */

static bool is_wanted(const struct document *document)
{
	return document->checked && !document->refusal && document->kind;
}

static void set_subject(
	struct ledger *ledger, const struct document *document, struct history_subject *subject)
{
	struct version *version;

	*subject = subject_of(document, ledger->arena);
	subject->text = tiers_are_compared(ledger->tiers, document);
	if (!subject->text)
		return;
	version = arena_alloc(ledger->arena, sizeof *version);
	*version = *subject->version;
	version->text = version_text(outline_source(document->outline));
	subject->version = version;
}

static void add_subject(struct ledger *ledger, const struct document *document)
{
	struct document_ledger *mine = &ledger->documents[ledger->count];

	set_subject(ledger, document, &ledger->subjects[ledger->count]);
	*mine = (struct document_ledger){.document = document, .subject = ledger->count};
	ledger->count++;
}

/* Tiers that are not checked: how old they are matters to those that are. */
static void add_tiers(struct ledger *ledger)
{
	const struct document *documents;
	size_t count;

	documents = corpus_documents(ledger->workspace->corpus, &count);
	for (size_t i = 0; i < count; i++) {
		if (documents[i].checked || !tiers_are_compared(ledger->tiers, &documents[i]))
			continue;
		set_subject(
			ledger, &documents[i], &ledger->subjects[ledger->count + ledger->n_beside]);
		ledger->beside[ledger->n_beside++] = &documents[i];
	}
}

static struct error *walk_history(struct ledger *ledger)
{
	struct history_request wanted = subjects_request(ledger->workspace, ledger->objects);

	wanted.subjects = ledger->subjects;
	wanted.n_subjects = ledger->count + ledger->n_beside;
	wanted.lives = ledger->lives;
	return history_walk(&wanted, &ledger->history);
}

/* ---- Requirements ---------------------------------------------------------------------------- */

/* Of one document. */
#define MAX_SIGNOFFS 256

/* People set against the places that requirements have for them, so that one person does not fill
 * places of two. */
struct seating {
	const struct document_ledger *document;
	size_t *requirement_of; /* of each place */
	size_t n_places;
	const struct person **taken; /* of each place, or NULL */
	bool *tried;                 /* of each place, in the search at hand */
};

static bool counts_for(
	const struct document_ledger *document, size_t requirement, const struct person *person)
{
	for (size_t i = 0; i < document->n_signoffs; i++) {
		const struct signoff *signoff = &document->signoffs[i];

		if (signoff->state == STATE_VALID && signoff->person == person &&
			signoff->spec == document->requirements[requirement].spec)
			return true;
	}
	return false;
}

/* An augmenting path (Kuhn): whoever sits on a place may move to another one. */
static bool seat(struct seating *seating, const struct person *person)
{
	for (size_t i = 0; i < seating->n_places; i++) {
		if (seating->tried[i] ||
			!counts_for(seating->document, seating->requirement_of[i], person))
			continue;
		seating->tried[i] = true;
		if (!seating->taken[i] || seat(seating, seating->taken[i])) {
			seating->taken[i] = person;
			return true;
		}
	}
	return false;
}

static bool was_seen(const struct document_ledger *document, size_t number)
{
	for (size_t i = 0; i < number; i++) {
		if (document->signoffs[i].person == document->signoffs[number].person &&
			document->signoffs[i].state == STATE_VALID &&
			document->signoffs[i].spec == document->signoffs[number].spec)
			return true;
	}
	return false;
}

static uint32_t different_people(const struct document_ledger *document, size_t requirement)
{
	uint32_t count = 0;

	for (size_t i = 0; i < document->n_signoffs; i++) {
		const struct signoff *signoff = &document->signoffs[i];

		if (signoff->state == STATE_VALID &&
			signoff->spec == document->requirements[requirement].spec &&
			!was_seen(document, i))
			count++;
	}
	return count;
}

static void open_places(struct document_ledger *document, struct seating *seating)
{
	size_t places = 0;

	for (size_t i = 0; i < document->n_requirements; i++)
		places += document->requirements[i].spec->count;
	if (places > MAX_SIGNOFFS)
		places = MAX_SIGNOFFS;
	*seating = (struct seating){.document = document};
	seating->requirement_of = mem_calloc(places + 1, sizeof *seating->requirement_of);
	seating->taken = mem_calloc(places + 1, sizeof *seating->taken);
	seating->tried = mem_calloc(places + 1, sizeof *seating->tried);
	for (size_t i = 0; i < document->n_requirements; i++) {
		if (document->requirements[i].spec->same_person)
			continue;
		for (uint32_t j = 0;
			j < document->requirements[i].spec->count && seating->n_places < places;
			j++)
			seating->requirement_of[seating->n_places++] = i;
	}
}

static void seat_people(struct document_ledger *document)
{
	struct seating seating;

	open_places(document, &seating);
	for (size_t i = 0; i < document->n_signoffs; i++) {
		const struct signoff *signoff = &document->signoffs[i];
		bool sits = false;

		if (signoff->state != STATE_VALID || !signoff->spec)
			continue;
		for (size_t j = 0; j < seating.n_places; j++)
			sits = sits || seating.taken[j] == signoff->person;
		memset(seating.tried, 0, seating.n_places * sizeof *seating.tried);
		if (!sits)
			seat(&seating, signoff->person);
	}
	for (size_t i = 0; i < document->n_requirements; i++) {
		struct requirement *requirement = &document->requirements[i];

		if (requirement->spec->same_person)
			requirement->valid = different_people(document, i);
	}
	for (size_t i = 0; i < seating.n_places; i++)
		document->requirements[seating.requirement_of[i]].valid += seating.taken[i] != NULL;
	free(seating.requirement_of);
	free(seating.taken);
	free(seating.tried);
}

/* A rejection stands whoever else approved; else the entry that is nearest to valid, the latest of
 * these. */
static bool says_more(const struct signoff *a, const struct signoff *b)
{
	if ((a->state == STATE_REJECTED) != (b->state == STATE_REJECTED))
		return a->state == STATE_REJECTED;
	if (a->state != b->state)
		return a->state > b->state;
	return a->entry.time > b->entry.time;
}

static void conclude(struct document_ledger *document, struct requirement *requirement)
{
	requirement->state = STATE_MISSING;
	for (size_t i = 0; i < document->n_signoffs; i++) {
		const struct signoff *signoff = &document->signoffs[i];

		if (signoff->spec != requirement->spec)
			continue;
		if (!requirement->shown || says_more(signoff, requirement->shown))
			requirement->shown = signoff;
	}
	if (!requirement->shown)
		return;
	requirement->state = requirement->shown->state;
	if (requirement->state == STATE_VALID && requirement->valid < requirement->spec->count)
		requirement->state = STATE_MISSING;
}

/* ---- All documents --------------------------------------------------------------------------- */

static struct error *judge_document(struct judge *judge, struct document_ledger *document)
{
	const struct outline *outline = document->document->outline;
	uint32_t list = document_field(document->document, "signoffs");
	struct error *error = NULL;
	size_t count;

	if (list == OUTLINE_NONE || outline->fields[list].type != FIELD_LIST)
		return NULL;
	/* One more than there may be: the one that is told so. */
	count = outline->fields[list].count;
	count = count < MAX_SIGNOFFS ? count : MAX_SIGNOFFS;
	document->signoffs = mem_calloc(count + 1, sizeof *document->signoffs);
	for (uint32_t node = outline_first_child(outline, list); !error && node != OUTLINE_NONE;
		node = outline_next_child(outline, node)) {
		struct signoff *signoff = &document->signoffs[document->n_signoffs++];

		signoff->document = document->document;
		signoff->node = node;
		if (document->n_signoffs > MAX_SIGNOFFS) {
			signoff->place = outline->fields[node].span;
			judge_say(signoff, STATE_MALFORMED,
				"a document has %d sign-offs at most: take out what is revoked",
				MAX_SIGNOFFS);
			return NULL;
		}
		error = judge_signoff(judge, document, signoff);
	}
	return error;
}

static void judge_requirements(struct ledger *ledger, struct document_ledger *document)
{
	const struct kind *kind = document->document->kind;

	document->requirements =
		arena_alloc(ledger->arena, (kind->n_signoffs + 1) * sizeof *document->requirements);
	document->n_requirements = kind->n_signoffs;
	for (size_t i = 0; i < kind->n_signoffs; i++)
		document->requirements[i] = (struct requirement){
			.document = document->document, .spec = &kind->signoffs[i]};
	seat_people(document);
	for (size_t i = 0; i < kind->n_signoffs; i++)
		conclude(document, &document->requirements[i]);
}

static struct error *judge_all(struct ledger *ledger)
{
	const struct workspace *workspace = ledger->workspace;
	struct known *known = NULL;
	struct error *error = NULL;
	struct judge judge = {
		.corpus = workspace->corpus,
		.config = policy_config(workspace->policy),
		.people = policy_people(workspace->policy),
		.objects = ledger->objects,
		.history = ledger->history,
		.now = workspace->now,
		.author = workspace->author,
		.tip = workspace->has_tip ? &workspace->tip.commit : NULL,
	};

	if (workspace->has_policy)
		error = known_read(ledger->objects, ledger->history, ledger->subjects,
			ledger->count, &workspace->policy_revision.commit, &known);
	judge.known = known;
	judge.memo = upstream_memo_new(workspace->corpus);
	for (size_t i = 0; !error && i < ledger->count; i++)
		error = judge_document(&judge, &ledger->documents[i]);
	for (size_t i = 0; !error && i < ledger->count; i++)
		judge_requirements(ledger, &ledger->documents[i]);
	upstream_memo_free(judge.memo);
	known_free(known);
	buffer_dispose(&judge.bytes);
	return error;
}

struct error *ledger_read(const struct workspace *workspace, bool lives, struct ledger **out)
{
	struct ledger *ledger = mem_calloc(1, sizeof *ledger);
	const struct document *documents;
	struct error *error;
	size_t count;

	*out = ledger;
	ledger->workspace = workspace;
	ledger->lives = lives;
	ledger->arena = arena_new();
	documents = corpus_documents(workspace->corpus, &count);
	ledger->tiers = tiers_new(workspace->corpus);
	ledger->documents = mem_calloc(count + 1, sizeof *ledger->documents);
	ledger->subjects = mem_calloc(count + 1, sizeof *ledger->subjects);
	ledger->beside = mem_calloc(count + 1, sizeof *ledger->beside);
	for (size_t i = 0; i < count; i++) {
		if (is_wanted(&documents[i]))
			add_subject(ledger, &documents[i]);
	}
	add_tiers(ledger);
	error = objects_open(workspace->repo, &ledger->objects);
	if (!error)
		error = walk_history(ledger);
	if (!error)
		error = judge_all(ledger);
	return error;
}

void ledger_free(struct ledger *ledger)
{
	if (!ledger)
		return;
	for (size_t i = 0; i < ledger->count; i++) {
		for (size_t j = 0; j < ledger->documents[i].n_signoffs; j++)
			signoff_dispose(&ledger->documents[i].signoffs[j]);
		free(ledger->documents[i].signoffs);
	}
	free(ledger->documents);
	history_free(ledger->history);
	free(ledger->subjects);
	free(ledger->beside);
	tiers_free(ledger->tiers);
	objects_free(ledger->objects);
	arena_free(ledger->arena);
	free(ledger);
}

const struct document_ledger *ledger_documents(const struct ledger *ledger, size_t *count)
{
	*count = ledger->count;
	return ledger->documents;
}

/* In the corpus' order, and so by address. */
static int compare_documents(const void *key, const void *member)
{
	const struct document *document = ((const struct document_ledger *)member)->document;

	return (const struct document *)key < document ? -1
						       : (const struct document *)key > document;
}

const struct document_ledger *ledger_of(
	const struct ledger *ledger, const struct document *document)
{
	if (ledger->count == 0)
		return NULL;
	return bsearch(document, ledger->documents, ledger->count, sizeof *ledger->documents,
		compare_documents);
}

static int compare_addresses(const void *key, const void *member)
{
	const struct document *document = *(const struct document *const *)member;

	return (const struct document *)key < document ? -1
						       : (const struct document *)key > document;
}

struct origins ledger_text(const struct ledger *ledger, const struct document *document)
{
	const struct document_ledger *mine = ledger_of(ledger, document);
	const struct document **beside;

	if (mine)
		return history_of_text(ledger->history, mine->subject);
	beside = ledger->n_beside ? bsearch(document, ledger->beside, ledger->n_beside,
					    sizeof *ledger->beside, compare_addresses)
				  : NULL;
	return beside ? history_of_text(
				ledger->history, ledger->count + (size_t)(beside - ledger->beside))
		      : (struct origins){0};
}

struct repo *ledger_repo(const struct ledger *ledger)
{
	return ledger->workspace->repo;
}

struct history *ledger_history(const struct ledger *ledger)
{
	return ledger->history;
}

struct objects *ledger_objects(const struct ledger *ledger)
{
	return ledger->objects;
}
