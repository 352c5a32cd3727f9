#include "signoff/lives.h"

#include <stdlib.h>

#include "base/mem.h"
#include "signoff/authors.h"
#include "signoff/history_parts.h"
#include "signoff/life_parts.h"

/* Versions that are in memory together, by number and by the bytes of their sources. */
#define BATCH_VERSIONS 512
#define BATCH_BYTES    ((size_t)16 << 20)

/* One version on the way. */
struct step {
	size_t number;                       /* of the document, among those that are asked for */
	const struct history_change *change; /* NULL: the document as it stands, not committed */
	bool is_first;                       /* with it the document began */
	bool is_told;                        /* it is here for the one that follows */
	const struct document *document;     /* NULL: it cannot be read */
	struct document *read;               /* the same, unless it is the corpus' own */
	bool has_meaning;
	bool wants_meaning;
	bool has_digest;
	struct digest digest;
	uint64_t text; /* version_text */
};

struct reading {
	const struct workspace *workspace;
	struct history *history;
	struct objects *objects;
	struct authors *authors;
	const struct document_ledger *documents; /* those that are asked for */
	size_t count;
	struct life *lives; /* one for each */
	size_t versions;    /* of documents so far */
	size_t max_versions;
	/* The step that is planned next. */
	size_t number;
	const struct history_change *changes;
	size_t n_left; /* of the changes, which are newest first */
	bool has_begun;
	bool is_passed_over; /* its versions are too many */
	/* The steps at hand: those that are read, and behind them those that are only planned. */
	struct step *steps;
	size_t n_steps;
	size_t n_read;
	size_t bytes;
	size_t next; /* that is read again for its meaning */
	struct buffer source;
	struct error *error; /* that reading came to */
};

/* ---- The way --------------------------------------------------------------------------------- */

/* Where history ends before the document began, if it does. */
static enum origin_type beginning(const struct reading *reading, size_t subject)
{
	struct origins origins = history_of_life(reading->history, subject);
	enum origin_type began = ORIGIN_COMMIT;

	for (size_t i = 0; i < origins.count; i++) {
		if (origins.list[i].type != ORIGIN_COMMIT &&
			origins.list[i].type != ORIGIN_UNCOMMITTED)
			began = origins.list[i].type;
	}
	return began;
}

/* Goes on to the document of this number, if there is one. */
static void begin_document(struct reading *reading, size_t number)
{
	struct life *life = &reading->lives[number];
	size_t subject;

	reading->number = number;
	reading->has_begun = false;
	reading->n_left = 0;
	if (number == reading->count)
		return;
	subject = reading->documents[number].subject;
	life->began = beginning(reading, subject);
	reading->changes = history_changes(reading->history, subject, &reading->n_left);
	life->is_cut = reading->n_left == HISTORY_MAX_CHANGES;
	reading->is_passed_over = reading->versions + reading->n_left > reading->max_versions;
	if (reading->is_passed_over) {
		life->is_cut = true;
		reading->n_left = 0;
	}
	reading->versions += reading->n_left;
}

static void add_step(struct reading *reading, const struct history_change *change)
{
	reading->steps[reading->n_steps++] = (struct step){
		.number = reading->number, .change = change, .is_first = !reading->has_begun};
	reading->has_begun = true;
}

static bool stands_uncommitted(const struct reading *reading)
{
	return !reading->workspace->is_commit && !reading->is_passed_over &&
	       !history_is_committed(reading->history, reading->documents[reading->number].subject);
}

/* As many steps as there is room for. */
static void plan(struct reading *reading)
{
	while (reading->number < reading->count && reading->n_steps < BATCH_VERSIONS) {
		if (reading->n_left) {
			add_step(reading, &reading->changes[--reading->n_left]);
			continue;
		}
		if (stands_uncommitted(reading))
			add_step(reading, NULL);
		begin_document(reading, reading->number + 1);
	}
}

/* ---- Versions -------------------------------------------------------------------------------- */

static const struct document *now_of(const struct reading *reading, const struct step *step)
{
	return reading->documents[step->number].document;
}

/* True if a version is the document as it stands, which was read already. */
static bool is_now(const struct reading *reading, const struct step *step)
{
	return !step->change ||
	       history_starts_with(reading->history, reading->documents[step->number].subject,
		       &step->change->blob);
}

static bool is_alone(const struct reading *reading, size_t at)
{
	return reading->steps[at].is_first &&
	       (at + 1 == reading->n_steps || reading->steps[at + 1].is_first);
}

/* Its bytes; NULL in source->at if they cannot be read. */
static struct error *find_source(
	struct reading *reading, const struct step *step, struct slice *source)
{
	size_t max = policy_config(reading->workspace->policy)->limits.document_bytes;
	enum origin_type gap;
	struct error *error;

	*source = outline_source(now_of(reading, step)->outline);
	if (is_now(reading, step))
		return NULL;
	error = objects_read(
		reading->objects, &step->change->blob, OBJECT_BLOB, max, &reading->source);
	*source = error ? (struct slice){NULL, 0} : buffer_slice(&reading->source);
	return history_is_gap(error, &gap) ? NULL : error;
}

/* False if nothing is to be parsed. Meaning is for what is likely to differ from its neighbours;
 * where that was wrong, it is read again. */
static bool begin_version(struct reading *reading, size_t at, struct doc_job *job)
{
	struct step *step = &reading->steps[at];
	struct slice source;

	if (is_now(reading, step))
		step->document = now_of(reading, step);
	if (step->document && is_alone(reading, at))
		return false;
	reading->error = find_source(reading, step, &source);
	if (reading->error || !source.at)
		return false;
	step->text = version_text(source);
	step->wants_meaning = step->is_first || step->text != reading->steps[at - 1].text;
	if (step->document && !step->wants_meaning)
		return false;
	reading->bytes += source.len;
	*job = (struct doc_job){at, step->wants_meaning ? DOC_MEANING : DOC_MARKDOWN, source};
	return true;
}

static bool next_version(void *context, struct doc_job *job)
{
	struct reading *reading = context;

	while (!reading->error && reading->n_read < reading->n_steps &&
		reading->bytes < BATCH_BYTES) {
		size_t at = reading->n_read++;

		if (!reading->steps[at].is_told && begin_version(reading, at, job))
			return true;
	}
	return false;
}

static void keep_version(void *context, size_t id, struct outline *outline)
{
	struct reading *reading = context;
	struct step *step = &reading->steps[id];

	carry_version_free(step->read);
	step->read = carry_document(now_of(reading, step), outline);
	step->document = step->read;
	step->has_meaning = step->wants_meaning;
}

/* ---- Meaning --------------------------------------------------------------------------------- */

static void read_digest(struct step *step)
{
	if (!step->has_digest)
		digest_content(step->document, &signoff_covers_all, &step->digest);
	step->has_digest = true;
}

/* Marks what differs from its neighbour, and was not read with its meaning; false if nothing. */
static bool want_meanings(struct reading *reading)
{
	bool any = false;

	for (size_t i = 1; i < reading->n_read; i++) {
		struct step *before = &reading->steps[i - 1], *after = &reading->steps[i];

		if (after->is_first || !before->document || !after->document)
			continue;
		read_digest(before);
		read_digest(after);
		if (slice_equal(digest_slice(&before->digest), digest_slice(&after->digest)))
			continue;
		before->wants_meaning = after->wants_meaning = true;
		any = any || !before->has_meaning || !after->has_meaning;
	}
	return any;
}

static bool next_meaning(void *context, struct doc_job *job)
{
	struct reading *reading = context;

	while (reading->next < reading->n_read) {
		size_t at = reading->next++;
		const struct step *step = &reading->steps[at];

		if (!step->document || !step->wants_meaning || step->has_meaning)
			continue;
		*job = (struct doc_job){at, DOC_MEANING, outline_source(step->document->outline)};
		return true;
	}
	return false;
}

static struct error *read_versions(struct reading *reading)
{
	struct doc_feed versions = {reading, next_version, keep_version};
	struct doc_feed meanings = {reading, next_meaning, keep_version};
	struct error *error;

	reading->n_read = reading->bytes = reading->next = 0;
	error = doc_pool_run(reading->workspace->pool, &versions);
	if (!error) {
		error = reading->error;
		reading->error = NULL;
	}
	if (!error && want_meanings(reading))
		error = doc_pool_run(reading->workspace->pool, &meanings);
	return error;
}

/* ---- What happened --------------------------------------------------------------------------- */

static struct error *view_version(
	struct reading *reading, const struct step *step, struct life_version *version)
{
	const struct commit_author *author;
	struct error *error;

	*version = (struct life_version){
		.path = now_of(reading, step)->path,
		.author = "not committed",
		.time = reading->workspace->now,
		.committed = reading->workspace->now,
		.document = step->document,
		.digest = step->digest,
	};
	if (!step->change)
		return NULL;
	version->path = step->change->path;
	version->commit = &step->change->commit;
	error = authors_find(reading->authors, version->commit, &author);
	if (error)
		return error;
	version->author = author->text;
	version->time = author->time;
	version->committed = author->committed;
	return NULL;
}

static struct error *tell(struct reading *reading)
{
	struct life_version before = {0}, after = {0};
	struct error *error = NULL;

	for (size_t i = 0; !error && i < reading->n_read; i++) {
		const struct step *step = &reading->steps[i];

		before = after;
		error = view_version(reading, step, &after);
		if (!error && !step->is_told)
			life_tell(&reading->lives[step->number], step->is_first ? NULL : &before,
				&after);
	}
	return error;
}

/* Only the last one is needed further, for the one that follows it. */
static void drop_steps(struct reading *reading)
{
	size_t dropped = reading->n_read ? reading->n_read - 1 : 0;

	for (size_t i = 0; i < dropped; i++)
		carry_version_free(reading->steps[i].read);
	reading->n_steps -= dropped;
	memmove(reading->steps, reading->steps + dropped,
		reading->n_steps * sizeof *reading->steps);
	if (reading->n_steps)
		reading->steps[0].is_told = true;
}

/* ---- All ------------------------------------------------------------------------------------- */

static bool has_more(const struct reading *reading)
{
	return reading->n_steps > 1 || (reading->n_steps == 1 && !reading->steps[0].is_told);
}

static struct error *read_lives(struct reading *reading)
{
	struct error *error = NULL;

	reading->authors = authors_new(reading->objects);
	reading->steps = mem_calloc(BATCH_VERSIONS + 1, sizeof *reading->steps);
	begin_document(reading, 0);
	plan(reading);
	while (!error && has_more(reading)) {
		error = read_versions(reading);
		if (!error)
			error = tell(reading);
		if (!error) {
			drop_steps(reading);
			plan(reading);
		}
	}
	for (size_t i = 0; i < reading->n_steps; i++)
		carry_version_free(reading->steps[i].read);
	free(reading->steps);
	authors_free(reading->authors);
	buffer_dispose(&reading->source);
	return error;
}

static struct reading reading_of(const struct workspace *workspace, const struct ledger *ledger)
{
	return (struct reading){.workspace = workspace,
		.history = ledger_history(ledger),
		.objects = ledger_objects(ledger),
		.max_versions = LIVES_MAX_VERSIONS};
}

struct error *life_read(const struct workspace *workspace, const struct ledger *ledger,
	const struct document_ledger *document, struct life *life)
{
	struct reading reading = reading_of(workspace, ledger);

	*life = (struct life){0};
	reading.documents = document;
	reading.count = 1;
	reading.lives = life;
	return read_lives(&reading);
}

struct error *lives_read_within(const struct workspace *workspace, const struct ledger *ledger,
	size_t max_versions, struct life **lives)
{
	struct reading reading = reading_of(workspace, ledger);

	reading.max_versions = max_versions;
	reading.documents = ledger_documents(ledger, &reading.count);
	*lives = mem_calloc(reading.count + 1, sizeof **lives);
	reading.lives = *lives;
	return read_lives(&reading);
}

struct error *lives_read(
	const struct workspace *workspace, const struct ledger *ledger, struct life **lives)
{
	return lives_read_within(workspace, ledger, LIVES_MAX_VERSIONS, lives);
}

void lives_free(struct life *lives, size_t count)
{
	for (size_t i = 0; lives && i < count; i++)
		life_dispose(&lives[i]);
	free(lives);
}
