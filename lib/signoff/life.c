#include "signoff/life.h"

#include <stdlib.h>

#include "base/mem.h"
#include "repo/commit.h"
#include "signoff/digest.h"

/* One version on the way, with all that is compared. */
struct step {
	struct object_id commit;
	const char *path;
	struct document *document; /* NULL: cannot be read */
	bool uncommitted;
};

struct reading {
	const struct workspace *workspace;
	const struct ledger *ledger;
	const struct document_ledger *now;
	struct life *life;
	char *author; /* of the commit at hand */
	int64_t time;
	struct buffer bytes;
};

const char *life_event_name(enum life_event_type type)
{
	static const char *const names[] = {"created", "renamed", "status", "signed", "revoked",
		"removed", "changed", "formatted", "stale", "unreadable"};

	return names[type];
}

void life_dispose(struct life *life)
{
	for (size_t i = 0; i < life->count; i++) {
		free(life->list[i].author);
		free(life->list[i].text);
	}
	free(life->list);
	*life = (struct life){0};
}

/* Takes the text. */
static void add(
	struct reading *reading, enum life_event_type type, const struct step *step, char *text)
{
	struct life *life = reading->life;

	GROW(life->list, life->count, life->capacity);
	life->list[life->count++] = (struct life_event){type, step->commit, reading->time,
		mem_string(slice_of(reading->author)), text, step->uncommitted};
}

static struct error *read_author(struct reading *reading, const struct step *step)
{
	struct commit_header header;
	struct error *error;

	free(reading->author);
	reading->author = NULL;
	reading->time = reading->workspace->now;
	if (step->uncommitted) {
		reading->author = mem_string(slice_of("not committed"));
		return NULL;
	}
	error = objects_read(ledger_objects(reading->ledger), &step->commit, OBJECT_COMMIT,
		MAX_COMMIT_BYTES, &reading->bytes);
	if (error)
		return error;
	commit_header_read(buffer_slice(&reading->bytes), &header);
	reading->author = header.fault ? mem_string(slice_of("?"))
				       : mem_format("%.*s <%.*s>", SLICE_ARG(header.author_name),
						 SLICE_ARG(header.author_email));
	reading->time = header.fault ? 0 : header.author_time;
	return NULL;
}

/* ---- Sign-offs ------------------------------------------------------------------------------ */

static uint32_t signoff_list(const struct document *document)
{
	uint32_t list = document_field(document, "signoffs");

	return list != OUTLINE_NONE && document->outline->fields[list].type == FIELD_LIST
		       ? list
		       : OUTLINE_NONE;
}

/* The element of a version that is the same entry; OUTLINE_NONE if there is none. */
static uint32_t find_entry(const struct document *document, const struct identity *wanted)
{
	uint32_t list = document ? signoff_list(document) : OUTLINE_NONE;

	if (list == OUTLINE_NONE)
		return OUTLINE_NONE;
	for (uint32_t node = outline_first_child(document->outline, list); node != OUTLINE_NONE;
		node = outline_next_child(document->outline, node)) {
		struct identity identity = identity_of_entry(document->outline, node);

		if (identity_equal(&identity, wanted))
			return node;
	}
	return OUTLINE_NONE;
}

static char *entry_text(const struct document *document, uint32_t node)
{
	struct entry entry;
	struct span place;
	char *fault = entry_read(document->outline, node, &entry, &place);
	char *text;

	if (fault)
		text = mem_string(slice_of("a malformed entry"));
	else
		text = mem_format("%.*s as %.*s: %s%s%.*s", SLICE_ARG(entry.by),
			SLICE_ARG(entry.role), decision_name(entry.decision),
			entry.note.len ? ", " : "", SLICE_ARG(entry.note));
	free(fault);
	entry_dispose(&entry);
	return text;
}

static bool is_revoked(const struct document *document, uint32_t node)
{
	return document->outline->fields[node].type == FIELD_MAP &&
	       outline_child(document->outline, node, "revoked") != OUTLINE_NONE;
}

/* True if the digest of an entry holds for a version of the document. */
static bool digest_holds(
	const struct document *document, const struct document *version, uint32_t node)
{
	const struct signoff_spec *spec;
	struct entry entry;
	struct digest digest;
	struct span place;
	char *fault = entry_read(document->outline, node, &entry, &place);
	bool holds = false;

	if (!fault) {
		spec = kind_signoff(document->kind, entry.role);
		digest_content(version, spec ? spec : &signoff_covers_all, &digest);
		holds = slice_equal(digest_slice(&digest), entry.digest);
	}
	free(fault);
	entry_dispose(&entry);
	return holds;
}

static void compare_signoffs(struct reading *reading, const struct step *before,
	const struct step *after, bool formatted)
{
	const struct document *old = before ? before->document : NULL;
	uint32_t list = signoff_list(after->document);

	for (uint32_t node = list == OUTLINE_NONE
				     ? OUTLINE_NONE
				     : outline_first_child(after->document->outline, list);
		node != OUTLINE_NONE; node = outline_next_child(after->document->outline, node)) {
		struct identity identity = identity_of_entry(after->document->outline, node);
		uint32_t was = find_entry(old, &identity);

		if (was == OUTLINE_NONE)
			add(reading, LIFE_SIGNED, after, entry_text(after->document, node));
		if (is_revoked(after->document, node) &&
			(was == OUTLINE_NONE || !is_revoked(old, was)))
			add(reading, LIFE_REVOKED, after, entry_text(after->document, node));
		if (was != OUTLINE_NONE && !formatted && digest_holds(old, old, was) &&
			!digest_holds(after->document, after->document, node))
			add(reading, LIFE_STALE, after, entry_text(after->document, node));
	}
	list = old ? signoff_list(old) : OUTLINE_NONE;
	for (uint32_t node = list == OUTLINE_NONE ? OUTLINE_NONE
						  : outline_first_child(old->outline, list);
		node != OUTLINE_NONE; node = outline_next_child(old->outline, node)) {
		struct identity identity = identity_of_entry(old->outline, node);

		if (find_entry(after->document, &identity) == OUTLINE_NONE)
			add(reading, LIFE_REMOVED, after, entry_text(old, node));
	}
}

/* ---- Content -------------------------------------------------------------------------------- */

static char *list_differences(const struct differences *differences)
{
	struct buffer text = BUFFER_INIT;

	for (size_t i = 0; i < differences->count && i < 8; i++) {
		const struct difference *one = &differences->list[i];

		buffer_add_string(&text, i ? ", " : "");
		if (one->type == DIFFERENCE_FIELD)
			buffer_addf(&text, "`%.*s`", SLICE_ARG(one->name));
		else if (one->name.len)
			buffer_add_slice(&text, one->name);
		else
			buffer_add_string(&text, "what precedes the first heading");
		if (one->change == DIFFERENCE_ADDED)
			buffer_add_string(&text, " (new)");
		if (one->change == DIFFERENCE_REMOVED)
			buffer_add_string(&text, " (removed)");
	}
	if (differences->count > 8)
		buffer_addf(&text, " and %zu more", differences->count - 8);
	return buffer_take(&text);
}

/* True in *formatted if covered content has other bytes and the same meaning. */
static void compare_content(struct reading *reading, const struct step *before,
	const struct step *after, bool *formatted)
{
	struct differences differences = {0};
	struct digest old, new;

	digest_content(before->document, &signoff_covers_all, &old);
	digest_content(after->document, &signoff_covers_all, &new);
	*formatted = false;
	if (slice_equal(digest_slice(&old), digest_slice(&new)))
		return;
	*formatted =
		carry_compare(before->document, after->document, &signoff_covers_all, &differences);
	if (*formatted)
		add(reading, LIFE_FORMATTED, after, mem_string(slice_of("formatting only")));
	else
		add(reading, LIFE_CHANGED, after, list_differences(&differences));
	differences_dispose(&differences);
}

static void compare_status(
	struct reading *reading, const struct step *before, const struct step *after)
{
	struct slice old = document_text(before->document, "status");
	struct slice new = document_text(after->document, "status");

	if (!slice_equal(old, new))
		add(reading, LIFE_STATUS, after,
			mem_format("%.*s -> %.*s", SLICE_ARG(old), SLICE_ARG(new)));
}

static struct error *compare_steps(
	struct reading *reading, const struct step *before, const struct step *after)
{
	bool formatted = false;
	struct error *error = read_author(reading, after);

	if (error)
		return error;
	if (!after->document) {
		add(reading, LIFE_UNREADABLE, after, mem_string(slice_of("cannot be read here")));
		return NULL;
	}
	if (!before)
		add(reading, LIFE_CREATED, after,
			mem_format("%s, %.*s", after->path,
				SLICE_ARG(document_text(after->document, "status"))));
	else if (strcmp(before->path, after->path) != 0)
		add(reading, LIFE_RENAMED, after,
			mem_format("%s -> %s", before->path, after->path));
	if (before && before->document) {
		compare_content(reading, before, after, &formatted);
		compare_status(reading, before, after);
	}
	compare_signoffs(reading, before, after, formatted);
	return NULL;
}

/* ---- The way -------------------------------------------------------------------------------- */

/* Versions are compared two by two, from the oldest; only two are in memory at a time. */
static struct error *walk(
	struct reading *reading, const struct history_change *changes, size_t count)
{
	const struct corpus *corpus = reading->workspace->corpus;
	struct step before = {0}, after = {0};
	struct error *error = NULL;
	bool has_before = false;

	for (size_t i = count + 1; !error && i > 0; i--) {
		bool is_last = i == 1;

		if (is_last && reading->workspace->is_commit)
			break;
		after = (struct step){.uncommitted = is_last};
		if (is_last) {
			after.path = reading->now->document->path;
			error = carry_now(corpus, reading->now->document, &after.document);
		} else {
			after.commit = changes[i - 2].commit;
			after.path = changes[i - 2].path;
			error = carry_version(corpus, ledger_objects(reading->ledger),
				&changes[i - 2].blob, reading->now->document, &after.document);
		}
		if (!error && is_last && has_before && before.document &&
			slice_equal(outline_source(before.document->outline),
				outline_source(after.document->outline)) &&
			strcmp(before.path, after.path) == 0) {
			carry_version_free(after.document);
			after.document = NULL;
			break;
		}
		if (!error)
			error = compare_steps(reading, has_before ? &before : NULL, &after);
		carry_version_free(before.document);
		before = after;
		after.document = NULL;
		has_before = true;
	}
	carry_version_free(before.document);
	carry_version_free(after.document);
	return error;
}

struct error *life_read(const struct workspace *workspace, const struct ledger *ledger,
	const struct document_ledger *document, struct life *life)
{
	struct reading reading = {
		.workspace = workspace, .ledger = ledger, .now = document, .life = life};
	struct history *history = ledger_history(ledger);
	struct origins origins = history_of_life(history, document->subject);
	const struct history_change *changes;
	struct error *error;
	size_t count;

	*life = (struct life){.began = ORIGIN_COMMIT};
	for (size_t i = 0; i < origins.count; i++) {
		if (origins.list[i].type != ORIGIN_COMMIT &&
			origins.list[i].type != ORIGIN_UNCOMMITTED)
			life->began = origins.list[i].type;
	}
	changes = history_changes(history, document->subject, &count);
	error = walk(&reading, changes, count);
	free(reading.author);
	buffer_dispose(&reading.bytes);
	return error;
}
