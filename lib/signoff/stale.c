#include "signoff/stale.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/search.h"
#include "signoff/authors.h"

/* Versions of one linked document that are looked through, and of all of them together: a hostile
 * repository has a million pairs of them and of sign-offs. */
#define MAX_VERSIONS     128
#define MAX_ALL_VERSIONS 20000

/* Many sign-offs build on the same version of the same document. */
struct change {
	size_t subject;
	struct digest digest; /* of that version */
	struct staleness since;
};

struct stale {
	const struct workspace *workspace;
	const struct ledger *ledger;
	struct authors *authors;
	struct upstream_memo *upstream;
	struct change *changes; /* sorted by subject and digest */
	size_t n_changes, capacity;
	size_t budget; /* of versions */
};

struct stale *stale_new(const struct workspace *workspace, const struct ledger *ledger)
{
	struct stale *stale = mem_calloc(1, sizeof *stale);

	stale->workspace = workspace;
	stale->ledger = ledger;
	stale->authors = authors_new(ledger_objects(ledger));
	stale->upstream = upstream_memo_new(workspace->corpus);
	stale->budget = MAX_ALL_VERSIONS;
	return stale;
}

void stale_free(struct stale *stale)
{
	if (!stale)
		return;
	authors_free(stale->authors);
	upstream_memo_free(stale->upstream);
	free(stale->changes);
	free(stale);
}

/* ---- One change ------------------------------------------------------------------------------ */

static struct error *since_commit(
	struct stale *stale, const struct object_id *commit, struct staleness *since)
{
	const struct commit_author *author;
	struct error *error = authors_find(stale->authors, commit, &author);

	if (error)
		return error;
	since->known = true;
	since->time = author->committed;
	since->author = author->text;
	object_id_format(commit, since->commit);
	return NULL;
}

/* True if the document as it stands is in no commit. */
static bool is_uncommitted(const struct stale *stale, const struct document_ledger *document)
{
	return !stale->workspace->is_commit &&
	       !history_is_committed(ledger_history(stale->ledger), document->subject);
}

static void since_now(const struct stale *stale, struct staleness *since)
{
	since->known = true;
	since->time = stale->workspace->now;
}

static struct error *since_own_change(
	struct stale *stale, const struct signoff *signoff, struct staleness *since)
{
	const struct document_ledger *document = ledger_of(stale->ledger, signoff->document);

	if (signoff->carry.verdict != CARRY_CHANGED)
		return NULL;
	if (signoff->carry.has_commit)
		return since_commit(stale, &signoff->carry.commit, since);
	if (is_uncommitted(stale, document))
		since_now(stale, since);
	return NULL;
}

/* ---- A linked document ----------------------------------------------------------------------- */

/* A linked document, and what a sign-off says that it said. */
struct target {
	const struct document_ledger *document;
	const struct history_change *changes; /* newest first */
	size_t count;
	struct slice digest;
};

static struct error *read_version(
	struct stale *stale, const struct target *target, size_t number, struct document **version)
{
	stale->budget--;
	return carry_version(stale->workspace->corpus, ledger_objects(stale->ledger),
		&target->changes[number].blob, target->document->document, version);
}

static bool has_digest(const struct document *version, struct slice wanted)
{
	struct digest digest;

	digest_content(version, NULL, &digest);
	return slice_equal(digest_slice(&digest), wanted);
}

/* The latest version that says what was signed; *version is NULL if there is none. */
static struct error *find_signed(
	struct stale *stale, const struct target *target, struct document **version, size_t *number)
{
	struct error *error = NULL;

	*version = NULL;
	for (size_t i = 0; !error && i < target->count && i < MAX_VERSIONS && stale->budget; i++) {
		error = read_version(stale, target, i, version);
		*number = i;
		if (*version && has_digest(*version, target->digest))
			return NULL;
		carry_version_free(*version);
		*version = NULL;
	}
	return error;
}

static bool means_another(
	const struct stale *stale, const struct document *was, const struct document *version)
{
	return !policy_config(stale->workspace->policy)->carry_formatting ||
	       !carry_compare(was, version, NULL, NULL);
}

/* From the signed version towards the present. */
static struct error *find_first(struct stale *stale, const struct target *target,
	const struct document *was, size_t number, struct staleness *since)
{
	struct error *error = NULL;
	struct document *version;

	for (size_t i = number; !error && !since->known && i > 0 && stale->budget; i--) {
		error = read_version(stale, target, i - 1, &version);
		if (!error && (!version || means_another(stale, was, version)))
			error = since_commit(stale, &target->changes[i - 1].commit, since);
		carry_version_free(version);
	}
	if (error || since->known || !is_uncommitted(stale, target->document))
		return error;
	error = carry_now(stale->workspace->corpus, target->document->document, &version);
	if (!error && means_another(stale, was, version))
		since_now(stale, since);
	carry_version_free(version);
	return error;
}

static int compare_changes(const void *key, const void *element)
{
	const struct change *wanted = key, *change = element;

	if (wanted->subject != change->subject)
		return wanted->subject < change->subject ? -1 : 1;
	return strcmp(wanted->digest.text, change->digest.text);
}

static void keep(struct stale *stale, size_t at, const struct change *change)
{
	GROW(stale->changes, stale->n_changes, stale->capacity);
	memmove(&stale->changes[at + 1], &stale->changes[at],
		(stale->n_changes - at) * sizeof *stale->changes);
	stale->changes[at] = *change;
	stale->n_changes++;
}

/* Since when a linked document says something else than what a digest stands for. */
static struct error *since_target_change(struct stale *stale,
	const struct document_ledger *document, struct slice digest, struct staleness *since)
{
	struct target target = {.document = document, .digest = digest};
	struct change wanted = {.subject = document->subject};
	struct document *was;
	struct error *error;
	size_t at, number = 0;

	if (digest.len >= sizeof wanted.digest.text)
		return NULL;
	memcpy(wanted.digest.text, digest.at, digest.len);
	at = search_first(
		&wanted, stale->changes, stale->n_changes, sizeof *stale->changes, compare_changes);
	if (at < stale->n_changes && compare_changes(&wanted, &stale->changes[at]) == 0) {
		*since = stale->changes[at].since;
		return NULL;
	}
	target.changes =
		history_changes(ledger_history(stale->ledger), document->subject, &target.count);
	error = find_signed(stale, &target, &was, &number);
	if (!error && was)
		error = find_first(stale, &target, was, number, &wanted.since);
	carry_version_free(was);
	if (error)
		return error;
	keep(stale, at, &wanted);
	*since = wanted.since;
	return NULL;
}

/* ---- All that it builds on ------------------------------------------------------------------- */

/* The signed digest of a target: fields have theirs in the order of their targets. */
static struct slice signed_digest(
	const struct entry *entry, const struct upstream *now, size_t target)
{
	struct slice field = now->list[target].field;
	size_t before = 0;

	for (size_t i = 0; i < target; i++)
		before += slice_equal(now->list[i].field, field);
	for (size_t i = 0; i < entry->n_upstream; i++) {
		if (slice_equal(entry->upstream[i].field, field) && before-- == 0)
			return entry->upstream[i].digest;
	}
	return (struct slice){"", 0};
}

static void take_earlier(struct staleness *since, const struct staleness *other)
{
	if (other->known && (!since->known || other->time < since->time))
		*since = *other;
}

static struct error *since_upstream_change(
	struct stale *stale, const struct signoff *signoff, struct staleness *since)
{
	struct upstream now;
	struct error *error = NULL;

	upstream_read(stale->upstream, signoff->document, &now);
	for (size_t i = 0; !error && i < now.count; i++) {
		const struct upstream_target *target = &now.list[i];
		struct slice digest = signed_digest(&signoff->entry, &now, i);
		const struct document *linked =
			corpus_resolve(stale->workspace->corpus, signoff->document, target->link);
		const struct document_ledger *document =
			linked ? ledger_of(stale->ledger, linked) : NULL;
		struct staleness one = {0};

		if (target->fault || !document || digest.len == 0 ||
			slice_equal(digest, digest_slice(&target->digest)))
			continue;
		error = since_target_change(stale, document, digest, &one);
		take_earlier(since, &one);
	}
	upstream_dispose(&now);
	return error;
}

struct error *stale_since(
	struct stale *stale, const struct signoff *signoff, struct staleness *since)
{
	struct staleness upstream = {0};
	struct error *error = NULL;

	*since = (struct staleness){0};
	if (signoff->state != STATE_STALE)
		return NULL;
	if (!signoff->upstream_only)
		error = since_own_change(stale, signoff, since);
	if (!error && signoff->upstream_changed)
		error = since_upstream_change(stale, signoff, &upstream);
	take_earlier(since, &upstream);
	return error;
}
