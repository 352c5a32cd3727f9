#include "signoff/life_parts.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/search.h"

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
		free(life->list[i].role);
		free(life->list[i].by);
		free(life->list[i].decision);
		free(life->list[i].from);
		free(life->list[i].to);
	}
	free(life->list);
	*life = (struct life){0};
}

/* Two versions, and the life that they are part of. */
struct telling {
	struct life *life;
	const struct life_version *before, *after; /* `before` may be NULL */
};

/* Takes the text. */
static struct life_event *add(struct telling *telling, enum life_event_type type, char *text)
{
	const struct life_version *after = telling->after;
	struct life *life = telling->life;
	struct life_event *event;

	GROW(life->list, life->count, life->capacity);
	event = &life->list[life->count++];
	*event = (struct life_event){.type = type,
		.time = after->time,
		.committed = after->committed,
		.author = mem_string(slice_of(after->author)),
		.uncommitted = !after->commit};
	event->text = text;
	if (after->commit)
		event->commit = *after->commit;
	return event;
}

/* NULL for an empty one. */
static char *part(struct slice text)
{
	return text.len ? mem_string(text) : NULL;
}

/* ---- Sign-offs ------------------------------------------------------------------------------ */

static uint32_t signoff_list(const struct document *document)
{
	uint32_t list = document_field(document, "signoffs");

	return list != OUTLINE_NONE && document->outline->fields[list].type == FIELD_LIST
		       ? list
		       : OUTLINE_NONE;
}

/* An element of a version's `signoffs`. */
struct place {
	struct identity identity;
	uint32_t node;
};

/* All of them, by identity: a hostile document has thousands. */
struct places {
	struct place *list;
	size_t count;
};

static int compare_places(const void *a, const void *b)
{
	const struct place *one = a, *two = b;
	int order = memcmp(one->identity.bytes, two->identity.bytes, IDENTITY_BYTES);

	return order ? order : (one->node > two->node) - (one->node < two->node);
}

static uint32_t first_entry(const struct document *document)
{
	uint32_t list = document ? signoff_list(document) : OUTLINE_NONE;

	return list == OUTLINE_NONE ? OUTLINE_NONE : outline_first_child(document->outline, list);
}

static struct places read_places(const struct document *document)
{
	struct places places = {0};
	size_t capacity = 0;

	for (uint32_t node = first_entry(document); node != OUTLINE_NONE;
		node = outline_next_child(document->outline, node)) {
		GROW(places.list, places.count, capacity);
		places.list[places.count++] =
			(struct place){identity_of_entry(document->outline, node), node};
	}
	if (places.count)
		qsort(places.list, places.count, sizeof *places.list, compare_places);
	return places;
}

/* The first element that is the same entry; OUTLINE_NONE if there is none. */
static uint32_t find_entry(const struct places *places, const struct identity *wanted)
{
	struct place key = {*wanted, 0};
	size_t at = search_first(
		&key, places->list, places->count, sizeof *places->list, compare_places);

	return at < places->count && identity_equal(&places->list[at].identity, wanted)
		       ? places->list[at].node
		       : OUTLINE_NONE;
}

/* "alice as research-lead: approve, NOTE"; of one that was withdrawn, why. */
static char *describe_entry(enum life_event_type type, const struct entry *entry)
{
	if (type == LIFE_REVOKED)
		return mem_format("%.*s as %.*s: %.*s", SLICE_ARG(entry->by),
			SLICE_ARG(entry->role), SLICE_ARG(entry->revoked_reason));
	return mem_format("%.*s as %.*s: %s%s%.*s", SLICE_ARG(entry->by), SLICE_ARG(entry->role),
		decision_name(entry->decision), entry->note.len ? ", " : "",
		SLICE_ARG(entry->note));
}

/* Adds what happened to an entry of a version. */
static void add_entry(struct telling *telling, enum life_event_type type,
	const struct document *document, uint32_t node)
{
	struct entry entry;
	struct span place;
	char *fault = entry_read(document->outline, node, &entry, &place);
	struct life_event *event;

	if (fault) {
		add(telling, type, mem_string(slice_of("a malformed entry")));
	} else {
		event = add(telling, type, describe_entry(type, &entry));
		event->role = part(entry.role);
		event->by = part(entry.by);
		event->decision = mem_string(slice_of(decision_name(entry.decision)));
	}
	free(fault);
	entry_dispose(&entry);
}

static bool is_revoked(const struct document *document, uint32_t node)
{
	return document->outline->fields[node].type == FIELD_MAP &&
	       outline_child(document->outline, node, "revoked") != OUTLINE_NONE;
}

/* What one requirement covers, in both versions. */
struct covered {
	const struct signoff_spec *spec;
	struct digest before, after;
};

/* The two versions' entries. */
struct signoffs {
	struct places before, after;
	struct covered *covered; /* what was asked for so far */
	size_t n_covered, capacity;
};

static const struct covered *cover(
	struct telling *telling, struct signoffs *signoffs, struct slice role)
{
	const struct signoff_spec *spec = kind_signoff(telling->after->document->kind, role);
	struct covered *new;

	if (!spec)
		spec = &signoff_covers_all;
	for (size_t i = 0; i < signoffs->n_covered; i++) {
		if (signoffs->covered[i].spec == spec)
			return &signoffs->covered[i];
	}
	GROW(signoffs->covered, signoffs->n_covered, signoffs->capacity);
	new = &signoffs->covered[signoffs->n_covered++];
	new->spec = spec;
	digest_content(telling->before->document, spec, &new->before);
	digest_content(telling->after->document, spec, &new->after);
	return new;
}

/* True if the digest of an entry held for the version before, and does no more. */
static bool has_gone_stale(struct telling *telling, struct signoffs *signoffs, uint32_t node)
{
	const struct covered *covered;
	struct entry entry;
	struct span place;
	char *fault = entry_read(telling->after->document->outline, node, &entry, &place);
	bool gone = false;

	if (!fault) {
		covered = cover(telling, signoffs, entry.role);
		gone = slice_equal(digest_slice(&covered->before), entry.digest) &&
		       !slice_equal(digest_slice(&covered->after), entry.digest);
	}
	free(fault);
	entry_dispose(&entry);
	return gone;
}

static void compare_entries(struct telling *telling, struct signoffs *signoffs, bool changed)
{
	const struct document *old = telling->before ? telling->before->document : NULL;
	const struct document *new = telling->after->document;

	for (uint32_t node = first_entry(new); node != OUTLINE_NONE;
		node = outline_next_child(new->outline, node)) {
		uint32_t was = OUTLINE_NONE;

		if (old) {
			struct identity identity = identity_of_entry(new->outline, node);

			was = find_entry(&signoffs->before, &identity);
		}
		if (was == OUTLINE_NONE)
			add_entry(telling, LIFE_SIGNED, new, node);
		if (is_revoked(new, node) && (was == OUTLINE_NONE || !is_revoked(old, was)))
			add_entry(telling, LIFE_REVOKED, new, node);
		if (was != OUTLINE_NONE && changed && has_gone_stale(telling, signoffs, node))
			add_entry(telling, LIFE_STALE, new, node);
	}
}

static void compare_signoffs(struct telling *telling, bool changed)
{
	const struct document *old = telling->before ? telling->before->document : NULL;
	const struct document *new = telling->after->document;
	struct signoffs signoffs = {0};

	if (first_entry(old) == OUTLINE_NONE && first_entry(new) == OUTLINE_NONE)
		return;
	signoffs.before = read_places(old);
	signoffs.after = read_places(old ? new : NULL);
	compare_entries(telling, &signoffs, changed);
	for (uint32_t node = first_entry(old); node != OUTLINE_NONE;
		node = outline_next_child(old->outline, node)) {
		struct identity identity = identity_of_entry(old->outline, node);

		if (find_entry(&signoffs.after, &identity) == OUTLINE_NONE)
			add_entry(telling, LIFE_REMOVED, old, node);
	}
	free(signoffs.before.list);
	free(signoffs.after.list);
	free(signoffs.covered);
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

/* True if covered content means something else than before. */
static bool compare_content(struct telling *telling)
{
	const struct life_version *before = telling->before, *after = telling->after;
	struct differences differences = {0};
	bool formatted;

	if (slice_equal(digest_slice(&before->digest), digest_slice(&after->digest)))
		return false;
	formatted =
		carry_compare(before->document, after->document, &signoff_covers_all, &differences);
	if (formatted)
		add(telling, LIFE_FORMATTED, mem_string(slice_of("formatting only")));
	else
		add(telling, LIFE_CHANGED, list_differences(&differences));
	differences_dispose(&differences);
	return !formatted;
}

static void compare_status(struct telling *telling)
{
	struct slice old = document_text(telling->before->document, "status");
	struct slice new = document_text(telling->after->document, "status");
	struct life_event *event;

	if (slice_equal(old, new))
		return;
	event = add(
		telling, LIFE_STATUS, mem_format("%.*s -> %.*s", SLICE_ARG(old), SLICE_ARG(new)));
	event->from = part(old);
	event->to = part(new);
}

static void add_creation(struct telling *telling)
{
	struct slice status = document_text(telling->after->document, "status");
	struct life_event *event = add(telling, LIFE_CREATED,
		mem_format("%s, %.*s", telling->after->path, SLICE_ARG(status)));

	event->to = part(status);
}

void life_tell(
	struct life *life, const struct life_version *before, const struct life_version *after)
{
	struct telling telling = {life, before, after};
	bool changed = false;

	if (!after->document) {
		add(&telling, LIFE_UNREADABLE, mem_string(slice_of("cannot be read here")));
		return;
	}
	if (!before)
		add_creation(&telling);
	else if (strcmp(before->path, after->path) != 0)
		add(&telling, LIFE_RENAMED, mem_format("%s -> %s", before->path, after->path));
	if (before && before->document) {
		changed = compare_content(&telling);
		compare_status(&telling);
	}
	compare_signoffs(&telling, changed);
}
