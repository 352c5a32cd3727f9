#include "signoff/history_parts.h"

#include <stdlib.h>

#include "base/mem.h"

/* What is remembered of one thing; more are as good as these. */
#define MAX_ORIGINS 64

struct known_version {
	struct object_id blob;
	const struct version *version; /* NULL: an empty place */
};

size_t history_location(struct history *history, size_t subject, size_t path)
{
	size_t at;

	while (history->n_first <= path) {
		GROW(history->first_location, history->n_first, history->first_capacity);
		history->first_location[history->n_first++] = SIZE_MAX;
	}
	for (at = history->first_location[path]; at != SIZE_MAX; at = history->locations[at].next) {
		if (history->locations[at].subject == subject)
			return at;
	}
	GROW(history->locations, history->n_locations, history->locations_capacity);
	at = history->n_locations++;
	history->locations[at] =
		(struct location){subject, path, history->n_items, history->first_location[path]};
	history->first_location[path] = at;
	for (size_t i = 0; i < history->subjects[subject].n_keys; i++) {
		GROW(history->item_location, history->n_items, history->items_capacity);
		history->item_location[history->n_items++] = at;
	}
	return at;
}

void history_add_origin(struct history *history, size_t item, struct origin origin)
{
	const struct location *location = &history->locations[history->item_location[item]];
	struct key *key = history_key(history, item);

	if (key->n_origins == MAX_ORIGINS)
		return;
	for (size_t i = 0; i < key->n_origins; i++) {
		if (key->origins[i].type == origin.type &&
			object_id_equal(&key->origins[i].commit, &origin.commit))
			return;
	}
	origin.path = path_set_path(history->paths, location->path);
	GROW(key->origins, key->n_origins, key->origins_capacity);
	key->origins[key->n_origins++] = origin;
}

bool history_holds(const struct history *history, size_t subject, const struct key *key,
	const struct version *version)
{
	const struct version *start = history->subjects[subject].given->version;
	const struct version_entry *entry;

	switch (key->kind) {
	case KEY_REVOCATION:
		entry = version_find(version, &key->identity);
		return entry && entry->revoked;
	case KEY_ENTRY:
		return version_find(version, &key->identity) != NULL;
	case KEY_STATUS:
		return slice_equal(version->status, start->status);
	case KEY_TEXT:
		return version->text == start->text;
	default:
		return true;
	}
}

bool history_is_gap(struct error *error, enum origin_type *type)
{
	if (!error || (error->code != ERROR_NOT_FOUND && error->code != ERROR_REPOSITORY &&
			      error->code != ERROR_LIMIT))
		return false;
	*type = error->code == ERROR_LIMIT ? ORIGIN_LIMIT : ORIGIN_MISSING;
	error_free(error);
	return true;
}

/* ---- Versions -------------------------------------------------------------------------------- */

static struct known_version *find_version(struct history *history, const struct object_id *blob)
{
	uint32_t start;
	size_t at;

	memcpy(&start, blob->bytes, sizeof start);
	at = start & (history->places_of_versions - 1);
	while (history->versions[at].version && !object_id_equal(&history->versions[at].blob, blob))
		at = (at + 1) & (history->places_of_versions - 1);
	return &history->versions[at];
}

static void grow_versions(struct history *history)
{
	size_t before = history->places_of_versions;
	struct known_version *old = history->versions;

	history->places_of_versions = before ? before * 2 : 1024;
	history->versions = mem_calloc(history->places_of_versions, sizeof *history->versions);
	for (size_t i = 0; i < before; i++) {
		if (old[i].version)
			*find_version(history, &old[i].blob) = old[i];
	}
	free(old);
}

static void keep_version(
	struct history *history, const struct object_id *blob, const struct version *version)
{
	struct known_version *place = find_version(history, blob);

	if (place->version)
		return;
	*place = (struct known_version){*blob, version};
	if (++history->n_versions * 2 > history->places_of_versions)
		grow_versions(history);
}

struct error *history_version(
	struct history *history, const struct object_id *blob, const struct version **version)
{
	struct known_version *known = find_version(history, blob);
	enum origin_type gap;
	struct version *read;
	struct error *error;

	*version = known->version;
	if (known->version)
		return NULL;
	error = objects_read(history->request.objects, blob, OBJECT_BLOB,
		history->request.max_document_bytes, &history->bytes);
	if (error)
		return history_is_gap(error, &gap) ? NULL : error;
	read = arena_alloc(history->arena, sizeof *read);
	error = version_parse(
		history->request.pool, buffer_slice(&history->bytes), history->arena, read);
	if (error)
		return error;
	if (history->texts)
		read->text = version_text(buffer_slice(&history->bytes));
	keep_version(history, blob, read);
	*version = read;
	return NULL;
}

/* ---- Questions and answers ------------------------------------------------------------------- */

static bool has_key(const struct subject *subject, const struct identity *identity)
{
	for (size_t i = 0; i < subject->n_keys; i++) {
		if (subject->keys[i].kind == KEY_ENTRY &&
			identity_equal(&subject->keys[i].identity, identity))
			return true;
	}
	return false;
}

static void add_subject(struct history *history, size_t number)
{
	const struct history_subject *given = &history->request.subjects[number];
	const struct version *version = given->version;
	struct subject *subject = &history->subjects[number];

	subject->given = given;
	subject->keys =
		arena_alloc(history->arena, (2 * version->n_entries + 3) * sizeof *subject->keys);
	for (size_t i = 0; i < version->n_entries; i++) {
		if (has_key(subject, &version->entries[i].identity))
			continue;
		subject->keys[subject->n_keys++] = (struct key){.kind = KEY_ENTRY,
			.identity = version->entries[i].identity,
			.slot = version->entries[i].slot};
		if (version_find(version, &version->entries[i].identity)->revoked)
			subject->keys[subject->n_keys++] = (struct key){
				.kind = KEY_REVOCATION, .identity = version->entries[i].identity};
	}
	if (version->status.len)
		subject->keys[subject->n_keys++] = (struct key){.kind = KEY_STATUS};
	if (history->request.lives)
		subject->keys[subject->n_keys++] = (struct key){.kind = KEY_LIFE};
	if (given->text)
		subject->keys[subject->n_keys++] = (struct key){.kind = KEY_TEXT};
	history->texts = history->texts || given->text;
	history_location(history, number, path_set_add(history->paths, given->path));
	if (given->has_blob)
		keep_version(history, &given->blob, version);
}

struct error *history_walk(const struct history_request *request, struct history **out)
{
	struct history *history = mem_calloc(1, sizeof *history);
	struct error *error;

	*out = history;
	history->request = *request;
	history->arena = arena_new();
	grow_versions(history);
	error = commit_graph_new(request->repo, request->objects, request->ahead, &history->graph);
	if (error)
		return error;
	history->paths = path_set_new(request->objects);
	history->subjects = mem_calloc(request->n_subjects + 1, sizeof *history->subjects);
	for (size_t i = 0; i < request->n_subjects; i++)
		add_subject(history, i);
	return history_run(history);
}

void history_free(struct history *history)
{
	if (!history)
		return;
	for (size_t i = 0; history->subjects && i < history->request.n_subjects; i++) {
		for (size_t j = 0; j < history->subjects[i].n_keys; j++)
			free(history->subjects[i].keys[j].origins);
		free(history->subjects[i].changes);
	}
	free(history->subjects);
	free(history->versions);
	free(history->first_location);
	free(history->locations);
	free(history->item_location);
	path_set_free(history->paths);
	commit_graph_free(history->graph);
	buffer_dispose(&history->bytes);
	arena_free(history->arena);
	free(history);
}

static struct origins origins_of(const struct key *key)
{
	return (struct origins){key->origins, key->n_origins, key->revoked};
}

static struct origins find_origins(const struct history *history, size_t subject,
	enum key_kind kind, const struct identity *identity)
{
	const struct subject *asked = &history->subjects[subject];

	for (size_t i = 0; i < asked->n_keys; i++) {
		const struct key *key = &asked->keys[i];

		if (key->kind == kind && (!identity || identity_equal(&key->identity, identity)))
			return origins_of(key);
	}
	return (struct origins){0};
}

struct origins history_of_entry(
	const struct history *history, size_t subject, const struct identity *identity)
{
	return find_origins(history, subject, KEY_ENTRY, identity);
}

struct origins history_of_revocation(
	const struct history *history, size_t subject, const struct identity *identity)
{
	return find_origins(history, subject, KEY_REVOCATION, identity);
}

struct origins history_of_status(const struct history *history, size_t subject)
{
	return find_origins(history, subject, KEY_STATUS, NULL);
}

struct origins history_of_life(const struct history *history, size_t subject)
{
	return find_origins(history, subject, KEY_LIFE, NULL);
}

struct origins history_of_text(const struct history *history, size_t subject)
{
	return find_origins(history, subject, KEY_TEXT, NULL);
}

const struct history_change *history_changes(
	const struct history *history, size_t subject, size_t *count)
{
	*count = history->subjects[subject].n_changes;
	return history->subjects[subject].changes;
}

bool history_is_committed(const struct history *history, size_t subject)
{
	return history->subjects[subject].is_committed;
}

bool history_starts_with(
	const struct history *history, size_t subject, const struct object_id *blob)
{
	const struct history_subject *given = history->subjects[subject].given;

	return given->has_blob && object_id_equal(&given->blob, blob);
}

void history_add_change(struct history *history, size_t subject, struct history_change change)
{
	struct subject *changed = &history->subjects[subject];

	for (size_t i = changed->n_changes; i > 0; i--) {
		if (object_id_equal(&changed->changes[i - 1].commit, &change.commit))
			return;
	}
	if (changed->n_changes == HISTORY_MAX_CHANGES)
		return;
	GROW(changed->changes, changed->n_changes, changed->changes_capacity);
	changed->changes[changed->n_changes++] = change;
}
