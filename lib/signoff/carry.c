#include "signoff/carry.h"

#include <stdlib.h>

#include "base/mem.h"
#include "check/contract.h"
#include "repo/blob_at.h"
#include "signoff/digest.h"
#include "signoff/history_parts.h"

/* Versions that are looked through for the one that was signed; it is nearly always the first. */
#define MAX_VERSIONS 32

/* ---- Versions -------------------------------------------------------------------------------- */

struct document *carry_document(const struct document *now, struct outline *outline)
{
	struct document *document = mem_calloc(1, sizeof *document);

	*document = (struct document){.path = now->path,
		.outline = outline,
		.kind = now->kind,
		.kind_field = OUTLINE_NONE,
		.status = -1};
	document->contract = contract_new(document);
	return document;
}

static struct error *read_with_meaning(const struct corpus *corpus, struct slice source,
	const struct document *now, struct document **out)
{
	struct outline *outline;
	struct error *error = doc_pool_parse(corpus_pool(corpus), DOC_MEANING, source, &outline);

	*out = error ? NULL : carry_document(now, outline);
	return error;
}

struct error *carry_now(
	const struct corpus *corpus, const struct document *now, struct document **out)
{
	return read_with_meaning(corpus, outline_source(now->outline), now, out);
}

struct error *carry_version(const struct corpus *corpus, struct objects *objects,
	const struct object_id *blob, const struct document *now, struct document **out)
{
	size_t max = policy_config(corpus_policy(corpus))->limits.document_bytes;
	struct buffer bytes = BUFFER_INIT;
	struct error *error = objects_read(objects, blob, OBJECT_BLOB, max, &bytes);

	*out = NULL;
	if (!error)
		error = read_with_meaning(corpus, buffer_slice(&bytes), now, out);
	else if (error->code == ERROR_NOT_FOUND || error->code == ERROR_LIMIT ||
		 error->code == ERROR_REPOSITORY) {
		error_free(error);
		error = NULL;
	}
	buffer_dispose(&bytes);
	return error;
}

void carry_version_free(struct document *document)
{
	if (!document)
		return;
	contract_free(document->contract);
	outline_free(document->outline);
	free(document);
}

/* ---- Comparing what is covered --------------------------------------------------------------- */

struct covered {
	const struct kind *kind;
	const struct outline *before, *after;
	bool *sections_before, *sections_after;
};

static bool covers_field(void *context, struct slice key)
{
	return digest_covers_field(((struct covered *)context)->kind, key);
}

static bool covers_section(void *context, const struct outline *outline, uint32_t section)
{
	const struct covered *covered = context;

	return outline == covered->before ? covered->sections_before[section]
					  : covered->sections_after[section];
}

bool carry_compare(const struct document *before, const struct document *after,
	const struct signoff_spec *spec, struct differences *differences)
{
	struct covered covered = {
		.kind = after->kind,
		.before = before->outline,
		.after = after->outline,
		.sections_before = digest_sections(before, spec),
		.sections_after = digest_sections(after, spec),
	};
	struct comparison_scope scope = {&covered, covers_field, covers_section};
	bool same = outlines_mean_the_same(before->outline, after->outline, &scope, differences);

	free(covered.sections_before);
	free(covered.sections_after);
	return same;
}

/* ---- Looking for what was signed ------------------------------------------------------------- */

static void keep_differences(const struct differences *differences, struct carry *carry)
{
	carry->differences = mem_calloc(differences->count + 1, sizeof *carry->differences);
	for (size_t i = 0; i < differences->count; i++) {
		const struct difference *from = &differences->list[i];

		carry->differences[carry->n_differences++] =
			(struct carry_difference){from->type, from->change, mem_string(from->name)};
	}
}

static bool is_origin(const struct origins *origins, const struct object_id *commit)
{
	for (size_t i = 0; i < origins->count; i++) {
		if (origins->list[i].type != ORIGIN_UNCOMMITTED &&
			object_id_equal(&origins->list[i].commit, commit))
			return true;
	}
	return false;
}

/* Reads a version if it is the one that was signed; *version is NULL if not. */
static struct error *read_if_signed(const struct carry_request *request,
	const struct object_id *blob, struct document **version)
{
	struct digest digest;
	struct error *error =
		carry_version(request->corpus, request->objects, blob, request->document, version);

	if (error || !*version)
		return error;
	digest_content(*version, request->spec, &digest);
	if (slice_equal(digest_slice(&digest), request->digest))
		return NULL;
	carry_version_free(*version);
	*version = NULL;
	return NULL;
}

/* Among the versions that were met on the walk: first where the entry came in, then any other; *at
 * is its number among the changes. */
static struct error *find_in_changes(const struct carry_request *request,
	const struct history_change *changes, size_t count, struct document **version, size_t *at)
{
	struct error *error = NULL;
	unsigned looked_at = 0;

	for (int origins_first = 1; origins_first >= 0; origins_first--) {
		for (size_t i = count; !error && i > 0 && looked_at < MAX_VERSIONS; i--) {
			if (is_origin(request->origins, &changes[i - 1].commit) != origins_first)
				continue;
			looked_at++;
			error = read_if_signed(request, &changes[i - 1].blob, version);
			*at = i - 1;
			if (error || *version)
				return error;
		}
	}
	return error;
}

/* ---- Around the commit that brought it in ---------------------------------------------------- */

/* A formatter may run between signing and committing, as hooks have it: then what was signed stands
 * in a parent of the commit that brought the sign-off in, or, before that is made, in HEAD. */
struct place {
	struct object_id commit;
	const char *path; /* of the document */
};

#define MAX_PLACES 32

struct places {
	struct place list[MAX_PLACES];
	size_t count;
};

static void add_place(struct places *places, const struct object_id *commit, const char *path)
{
	if (places->count < MAX_PLACES)
		places->list[places->count++] = (struct place){*commit, path};
}

static struct error *add_parents(
	struct objects *objects, const struct origin *origin, struct places *places)
{
	struct commit_links *links = mem_calloc(1, sizeof *links);
	struct error *error = commit_read_links(objects, &origin->commit, links);
	enum origin_type gap;

	add_place(places, &origin->commit, origin->path);
	for (size_t i = 0; !error && i < links->n_parents; i++)
		add_place(places, &links->parents[i], origin->path);
	free(links);
	return history_is_gap(error, &gap) ? NULL : error;
}

static struct error *list_places(const struct carry_request *request, struct places *places)
{
	struct error *error = NULL;

	places->count = 0;
	for (size_t i = 0; !error && i < request->origins->count; i++) {
		const struct origin *origin = &request->origins->list[i];

		if (origin->type == ORIGIN_COMMIT)
			error = add_parents(request->objects, origin, places);
		else if (origin->type == ORIGIN_UNCOMMITTED && request->tip)
			add_place(places, request->tip, request->document->path);
	}
	return error;
}

/* `path`: NULL for that of the document at each place. */
static struct error *find_around(const struct carry_request *request, const char *path,
	struct document **version, struct object_id *commit, struct object_id *blob)
{
	struct places *places = mem_alloc(sizeof *places);
	struct error *error = list_places(request, places);
	enum origin_type gap;
	bool found;

	for (size_t i = 0; !error && !*version && i < places->count; i++) {
		const struct place *place = &places->list[i];

		*commit = place->commit;
		error = blob_at(request->objects, commit, path ? path : place->path, blob, &found);
		if (history_is_gap(error, &gap))
			error = NULL;
		else if (!error && found)
			error = read_if_signed(request, blob, version);
	}
	free(places);
	return error;
}

struct error *carry_upstream(const struct carry_request *request, const struct document *linked,
	struct slice digest, bool *same)
{
	struct carry_request wanted = *request;
	struct document *before = NULL, *now = NULL;
	struct object_id commit, blob;
	struct error *error;

	*same = false;
	if (request->formatting_counts || linked->refusal || !linked->kind)
		return NULL;
	wanted.document = linked;
	wanted.spec = NULL;
	wanted.digest = digest;
	error = find_around(&wanted, linked->path, &before, &commit, &blob);
	if (!error && before)
		error = carry_now(request->corpus, linked, &now);
	if (!error && before)
		*same = carry_compare(before, now, NULL, NULL);
	carry_version_free(before);
	carry_version_free(now);
	return error;
}

/* ---- What became of it ----------------------------------------------------------------------- */

/* True in *differs if a later version is no longer what was signed: to the byte where only
 * formatting changed, by meaning where that did. */
static struct error *differs_from(const struct carry_request *request,
	const struct document *signed_one, const struct history_change *change,
	enum carry_verdict verdict, bool *differs)
{
	struct document *version;
	struct digest digest;
	struct error *error = carry_version(
		request->corpus, request->objects, &change->blob, request->document, &version);

	*differs = !error && !version;
	if (error || !version)
		return error;
	digest_content(version, request->spec, &digest);
	*differs = !slice_equal(digest_slice(&digest), request->digest);
	if (*differs && verdict == CARRY_CHANGED)
		*differs = !carry_compare(signed_one, version, request->spec, NULL);
	carry_version_free(version);
	return NULL;
}

/* Changes are newest first: walks from the signed version towards the present. */
static struct error *find_first(const struct carry_request *request,
	const struct document *signed_one, const struct history_change *changes, size_t at,
	struct carry *carry)
{
	size_t budget = 4 * MAX_VERSIONS;
	struct error *error = NULL;

	while (!error && at > 0 && !carry->has_commit && budget-- > 0) {
		at--;
		error = differs_from(
			request, signed_one, &changes[at], carry->verdict, &carry->has_commit);
		carry->commit = changes[at].commit;
	}
	return error;
}

static struct error *compare_with_signed(const struct carry_request *request,
	const struct history_change *changes, size_t count, struct carry *carry)
{
	struct differences differences = {0};
	struct document *signed_one = NULL, *now = NULL;
	size_t at = 0;
	struct error *error = find_in_changes(request, changes, count, &signed_one, &at);

	carry->verdict = CARRY_UNKNOWN;
	if (signed_one) {
		carry->signed_in = changes[at].commit;
		carry->signed_blob = changes[at].blob;
	} else if (!error) {
		at = count;
		error = find_around(
			request, NULL, &signed_one, &carry->signed_in, &carry->signed_blob);
	}
	if (!error && signed_one)
		error = carry_now(request->corpus, request->document, &now);
	if (!error && signed_one) {
		carry->verdict = carry_compare(signed_one, now, request->spec, &differences)
					 ? CARRY_FORMATTED
					 : CARRY_CHANGED;
		if (carry->verdict == CARRY_CHANGED)
			keep_differences(&differences, carry);
		error = find_first(request, signed_one, changes, at, carry);
	}
	if (carry->verdict == CARRY_FORMATTED && request->formatting_counts)
		carry->verdict = CARRY_CHANGED;
	differences_dispose(&differences);
	carry_version_free(signed_one);
	carry_version_free(now);
	return error;
}

struct error *carry_find(const struct carry_request *request, struct carry *carry)
{
	const struct history_change *changes;
	struct digest digest;
	size_t count = 0;

	*carry = (struct carry){.verdict = CARRY_SAME};
	digest_content(request->document, request->spec, &digest);
	if (slice_equal(digest_slice(&digest), request->digest))
		return NULL;
	carry->verdict = CARRY_UNKNOWN;
	if (!request->history)
		return NULL;
	changes = history_changes(request->history, request->subject, &count);
	return compare_with_signed(request, changes, count, carry);
}

void carry_dispose(struct carry *carry)
{
	for (size_t i = 0; i < carry->n_differences; i++)
		free(carry->differences[i].name);
	free(carry->differences);
	*carry = (struct carry){0};
}
