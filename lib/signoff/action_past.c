#include "signoff/action_past.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/search.h"
#include "base/utf8.h"
#include "check/contract.h"
#include "repo/blob_at.h"
#include "signoff/history.h"
#include "signoff/subjects.h"

/* Versions of all documents together; of those beyond, nothing is known. */
#define MAX_VERSIONS 100000

#define NO_DAY INT64_MIN

/* An item that a version has. */
struct mention {
	size_t item;
	int64_t due; /* or NO_DAY */
	bool finished;
};

/* A version of a document, parsed once however many commits have it. */
struct version_job {
	size_t holder;
	struct object_id blob;
	bool is_read;
	struct mention *mentions;
	size_t count, capacity;
};

struct keyed_item {
	const char *key;
	size_t item;
};

/* The items of one document, by what they are known by in its versions. */
struct past_holder {
	const struct document *document;
	size_t subject; /* in the history */
	struct action_item *items;
	size_t count;
	bool *finished;          /* each, in the version at hand of those that have it */
	struct keyed_item *keys; /* sorted */
	bool is_cut;             /* versions beyond the limit were not read */
	bool has_gap;            /* where history ends, the version cannot be read either */
	struct object_id *ends;  /* versions where history ends before the document began */
	size_t n_ends, ends_capacity;
};

struct past {
	const struct workspace *workspace;
	struct policy *titles; /* the policy, if tasks of sections that no contract has count */
	struct objects *objects;
	struct history *history;
	struct objects *own_objects; /* the same where they are not the ledger's; or NULL */
	struct history *own_history;
	struct past_holder *holders;
	size_t n_holders, holders_capacity;
	struct history_subject *subjects;
	struct version_job *jobs; /* sorted by holder and blob */
	size_t n_jobs, jobs_capacity;
	size_t next; /* the job that is read next */
	struct buffer bytes;
	struct error *error; /* that reading came to */
	struct arena *arena;
};

/* ---- Which item is which --------------------------------------------------------------------- */

/* Its id; else its text, behind a character that no id has. */
static void add_key(struct buffer *out, const struct action *action)
{
	struct slice id = action->parts[ACTION_ID];

	buffer_reserve(out, 1);
	if (!id.len)
		buffer_add_char(out, '\n');
	utf8_fold(out, id.len ? id : action->parts[ACTION_TEXT]);
}

static int compare_keys(const void *a, const void *b)
{
	const struct keyed_item *one = a, *two = b;
	int order = strcmp(one->key, two->key);

	return order ? order : one->item < two->item ? -1 : one->item > two->item;
}

static void add_holder(struct past *past, struct action_item *items, size_t count)
{
	struct past_holder *holder;
	struct buffer key = BUFFER_INIT;

	GROW(past->holders, past->n_holders, past->holders_capacity);
	holder = &past->holders[past->n_holders++];
	*holder = (struct past_holder){.document = items->document, .items = items, .count = count};
	holder->finished = arena_alloc(past->arena, (count + 1) * sizeof *holder->finished);
	holder->keys = arena_alloc(past->arena, (count + 1) * sizeof *holder->keys);
	for (size_t i = 0; i < count; i++) {
		buffer_clear(&key);
		add_key(&key, &items[i].action);
		holder->keys[i] =
			(struct keyed_item){arena_string(past->arena, buffer_slice(&key)), i};
	}
	qsort(holder->keys, count, sizeof *holder->keys, compare_keys);
	buffer_dispose(&key);
}

/* The first of the items with a key; SIZE_MAX for none. */
static size_t find_item(const struct past_holder *holder, const char *key)
{
	struct keyed_item wanted = {.key = key};
	size_t at = search_first(
		&wanted, holder->keys, holder->count, sizeof *holder->keys, compare_keys);

	return at < holder->count && strcmp(holder->keys[at].key, key) == 0 ? holder->keys[at].item
									    : SIZE_MAX;
}

/* ---- Versions -------------------------------------------------------------------------------- */

static int compare_jobs(const void *a, const void *b)
{
	const struct version_job *one = a, *two = b;

	if (one->holder != two->holder)
		return one->holder < two->holder ? -1 : 1;
	return object_id_compare(&one->blob, &two->blob);
}

static void add_job(struct past *past, size_t holder, struct object_id blob)
{
	GROW(past->jobs, past->n_jobs, past->jobs_capacity);
	past->jobs[past->n_jobs++] = (struct version_job){.holder = holder, .blob = blob};
}

/* Whatever is missing or damaged is a gap; anything else ends the work. */
static bool is_gap(struct error *error)
{
	if (error->code != ERROR_NOT_FOUND && error->code != ERROR_LIMIT &&
		error->code != ERROR_REPOSITORY)
		return false;
	error_free(error);
	return true;
}

/* A clone that ends at a commit still has what stood there. */
static struct error *add_ends(struct past *past, size_t number)
{
	struct past_holder *holder = &past->holders[number];
	struct origins origins = history_of_life(past->history, holder->subject);
	struct error *error = NULL;

	for (size_t i = 0; !error && i < origins.count; i++) {
		const struct origin *origin = &origins.list[i];
		struct object_id blob;
		bool found = false;

		if (origin->type == ORIGIN_COMMIT || origin->type == ORIGIN_UNCOMMITTED)
			continue;
		error = blob_at(past->objects, &origin->commit, origin->path, &blob, &found);
		if (error && is_gap(error))
			error = NULL;
		if (found) {
			GROW(holder->ends, holder->n_ends, holder->ends_capacity);
			holder->ends[holder->n_ends++] = blob;
			add_job(past, number, blob);
		} else {
			holder->has_gap = true;
		}
	}
	return error;
}

static struct error *add_jobs(struct past *past, size_t holder)
{
	const struct history_change *changes;
	size_t first = past->n_jobs, kept = first, count;
	struct error *error = add_ends(past, holder);

	changes = history_changes(past->history, past->holders[holder].subject, &count);
	past->holders[holder].is_cut = past->n_jobs + count > MAX_VERSIONS;
	for (size_t i = 0; !past->holders[holder].is_cut && i < count; i++)
		add_job(past, holder, changes[i].blob);
	if (past->n_jobs == first)
		return error;
	qsort(past->jobs + first, past->n_jobs - first, sizeof *past->jobs, compare_jobs);
	for (size_t i = first; i < past->n_jobs; i++) {
		if (i == first || compare_jobs(&past->jobs[i], &past->jobs[kept - 1]) != 0)
			past->jobs[kept++] = past->jobs[i];
	}
	past->n_jobs = kept;
	return error;
}

static struct version_job *find_job(
	const struct past *past, size_t holder, const struct object_id *blob)
{
	struct version_job key = {.holder = holder, .blob = *blob};

	return past->n_jobs
		       ? bsearch(&key, past->jobs, past->n_jobs, sizeof *past->jobs, compare_jobs)
		       : NULL;
}

static void mention(struct past *past, struct version_job *version, const struct action *action)
{
	struct buffer key = BUFFER_INIT;
	size_t item;

	add_key(&key, action);
	item = find_item(&past->holders[version->holder], key.at);
	buffer_dispose(&key);
	if (item == SIZE_MAX)
		return;
	GROW(version->mentions, version->count, version->capacity);
	version->mentions[version->count++] = (struct mention){item,
		action->has_due ? date_days(action->due) : NO_DAY, !action_is_unfinished(action)};
}

/* True if a version is the document as it stands: its items are there. */
static bool take_as_it_stands(struct past *past, struct version_job *version)
{
	const struct past_holder *holder = &past->holders[version->holder];

	if (!history_starts_with(past->history, holder->subject, &version->blob))
		return false;
	version->is_read = true;
	for (size_t i = 0; i < holder->count; i++)
		mention(past, version, &holder->items[i].action);
	return true;
}

static bool next_version(void *context, struct doc_job *job)
{
	struct past *past = context;
	size_t max = policy_config(past->workspace->policy)->limits.document_bytes;

	while (!past->error && past->next < past->n_jobs) {
		struct version_job *version = &past->jobs[past->next++];
		struct error *error;

		if (take_as_it_stands(past, version))
			continue;
		error = objects_read(past->objects, &version->blob, OBJECT_BLOB, max, &past->bytes);
		if (!error) {
			*job = (struct doc_job){(size_t)(version - past->jobs), DOC_MARKDOWN,
				buffer_slice(&past->bytes)};
			return true;
		}
		if (!is_gap(error))
			past->error = error;
	}
	return false;
}

static bool is_readable(const struct outline *outline)
{
	for (uint32_t i = 0; i < outline->n_faults; i++) {
		if (outline->faults[i].type == FAULT_ENCODING ||
			outline->faults[i].type == FAULT_LIMIT)
			return false;
	}
	return true;
}

/* The contract is today's: what an item is called does not change with its columns. */
static void read_version(void *context, size_t id, struct outline *outline)
{
	struct past *past = context;
	struct version_job *version = &past->jobs[id];
	const struct document *now = past->holders[version->holder].document;
	struct document document = {.path = now->path,
		.outline = outline,
		.kind = now->kind,
		.kind_field = OUTLINE_NONE,
		.status = -1};
	struct actions actions;

	version->is_read = is_readable(outline);
	if (version->is_read) {
		document.contract = contract_new(&document);
		actions_read(&document, past->titles, &actions);
		for (size_t i = 0; i < actions.count; i++)
			mention(past, version, &actions.list[i]);
		actions_dispose(&actions);
		contract_free(document.contract);
	}
	outline_free(outline);
}

static struct error *read_versions(struct past *past)
{
	struct doc_feed feed = {past, next_version, read_version};
	struct error *error = NULL;

	for (size_t i = 0; !error && i < past->n_holders; i++)
		error = add_jobs(past, i);
	if (!error && past->n_jobs)
		error = doc_pool_run(past->workspace->pool, &feed);
	if (error) {
		error_free(past->error);
		past->error = NULL;
	}
	return error ? error : past->error;
}

/* ---- From the oldest version to the newest --------------------------------------------------- */

static void take_mention(struct past_holder *holder, const struct mention *mention, int64_t time,
	bool before_is_known)
{
	struct action_item *item = &holder->items[mention->item];
	bool *finished = &holder->finished[mention->item];

	if (mention->finished && !*finished) {
		item->has_finished = before_is_known;
		item->finished = time;
	}
	*finished = mention->finished;
	if (item->age == ACTION_AGE_NEW) {
		item->age = before_is_known ? ACTION_AGE_KNOWN : ACTION_AGE_UNKNOWN;
		item->since = time;
	}
	if (mention->due != NO_DAY)
		action_item_add_due(item, mention->due);
}

static void take_version(struct past *past, size_t number, const struct object_id *blob,
	int64_t time, bool *before_is_known)
{
	const struct version_job *version = find_job(past, number, blob);

	for (size_t i = 0; version && i < version->count; i++)
		take_mention(&past->holders[number], &version->mentions[i], time, *before_is_known);
	*before_is_known = version && version->is_read;
}

/* An id that stands twice in a document has one past. */
static void share_past(struct past_holder *holder)
{
	for (size_t i = 1; i < holder->count; i++) {
		const struct action_item *first = &holder->items[holder->keys[i - 1].item];
		struct action_item *item = &holder->items[holder->keys[i].item];

		if (strcmp(holder->keys[i - 1].key, holder->keys[i].key) != 0)
			continue;
		item->age = first->age;
		item->since = first->since;
		item->has_finished = first->has_finished;
		item->finished = first->finished;
		holder->finished[holder->keys[i].item] = holder->finished[holder->keys[i - 1].item];
		for (size_t j = 0; j < first->n_dues; j++)
			action_item_add_due(item, first->dues[j]);
	}
}

/* `known`: what the newest version says. */
static void finish(const struct past *past, const struct past_holder *holder, bool known)
{
	bool is_uncommitted = !past->workspace->is_commit &&
			      !history_is_committed(past->history, holder->subject);

	for (size_t i = 0; i < holder->count; i++) {
		struct action_item *item = &holder->items[i];

		if (action_is_unfinished(&item->action) || holder->is_cut) {
			item->has_finished = false;
		} else if (!holder->finished[i] && known && is_uncommitted) {
			item->has_finished = true;
			item->finished = past->workspace->now;
		}
	}
}

static void follow(struct past *past, size_t number)
{
	struct past_holder *holder = &past->holders[number];
	const struct history_change *changes;
	bool known = !holder->has_gap && !holder->is_cut;
	size_t count;

	changes = history_changes(past->history, holder->subject, &count);
	if (count == HISTORY_MAX_CHANGES)
		known = false; /* the oldest are not among them */
	for (size_t i = 0; i < holder->n_ends; i++) {
		bool is_read = false;

		take_version(past, number, &holder->ends[i], 0, &is_read);
		known = known && is_read;
	}
	for (size_t i = count; i > 0; i--)
		take_version(past, number, &changes[i - 1].blob, changes[i - 1].time, &known);
	share_past(holder);
	finish(past, holder, known);
	for (size_t i = 0; i < holder->count; i++) {
		struct action_item *item = &holder->items[i];

		if (holder->is_cut)
			item->age = ACTION_AGE_UNKNOWN;
		if (item->action.has_due)
			action_item_add_due(item, date_days(item->action.due));
	}
}

/* ---- All ------------------------------------------------------------------------------------- */

/* Kinds are parsed when they are first asked for, which cannot be while versions are. */
static struct error *read_titles(struct past *past, const struct action_item *items, size_t count)
{
	const char *const *names;
	struct error *error = NULL;
	bool wanted = false;
	size_t n_names;

	for (size_t i = 0; !wanted && i < count; i++)
		wanted = items[i].action.is_task;
	if (!wanted)
		return NULL;
	past->titles = past->workspace->policy;
	names = policy_kind_names(past->titles, &n_names);
	for (size_t i = 0; !error && i < n_names; i++) {
		const struct kind *kind;

		error = policy_kind(past->titles, slice_of(names[i]), &kind);
	}
	return error;
}

static struct error *walk(struct past *past)
{
	struct history_request wanted;
	struct error *error = objects_open(past->workspace->repo, &past->own_objects);

	if (error)
		return error;
	past->objects = past->own_objects;
	past->subjects = mem_calloc(past->n_holders + 1, sizeof *past->subjects);
	for (size_t i = 0; i < past->n_holders; i++) {
		past->subjects[i] = subject_of(past->holders[i].document, past->arena);
		past->holders[i].subject = i;
	}
	wanted = subjects_request(past->workspace, past->objects);
	wanted.subjects = past->subjects;
	wanted.n_subjects = past->n_holders;
	wanted.lives = true;
	error = history_walk(&wanted, &past->own_history);
	past->history = past->own_history;
	return error;
}

/* The ledger has every document that has items. */
static void take_history(struct past *past, const struct ledger *ledger)
{
	for (size_t i = 0; i < past->n_holders; i++)
		past->holders[i].subject = ledger_of(ledger, past->holders[i].document)->subject;
	past->objects = ledger_objects(ledger);
	past->history = ledger_history(ledger);
}

struct error *action_past_read(const struct workspace *workspace, const struct ledger *ledger,
	struct action_item *items, size_t count)
{
	struct past past = {.workspace = workspace, .arena = arena_new()};
	struct error *error;

	for (size_t i = 0, end; i < count; i = end) {
		for (end = i; end < count && items[end].document == items[i].document;)
			end++;
		add_holder(&past, &items[i], end - i);
	}
	error = read_titles(&past, items, count);
	if (!error && ledger)
		take_history(&past, ledger);
	else if (!error)
		error = walk(&past);
	if (!error)
		error = read_versions(&past);
	for (size_t i = 0; !error && i < past.n_holders; i++)
		follow(&past, i);
	for (size_t i = 0; i < past.n_jobs; i++)
		free(past.jobs[i].mentions);
	free(past.jobs);
	for (size_t i = 0; i < past.n_holders; i++)
		free(past.holders[i].ends);
	free(past.holders);
	free(past.subjects);
	history_free(past.own_history);
	objects_free(past.own_objects);
	buffer_dispose(&past.bytes);
	arena_free(past.arena);
	return error;
}
