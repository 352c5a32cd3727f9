#include "signoff/known.h"

#include <stdlib.h>

#include "base/mem.h"
#include "repo/commit.h"
#include "repo/path_set.h"

struct known {
	const struct version **versions; /* of each subject there, or NULL; the history's */
	size_t count;
};

struct lookup {
	struct known *known;
	struct objects *objects;
	struct history *history;
	const struct history_subject *subjects;
	struct path_set *paths;
	struct object_id tree;
};

static struct error *read_tree_id(struct lookup *lookup, const struct object_id *commit)
{
	struct commit_links *links = mem_calloc(1, sizeof *links);
	struct error *error = commit_read_links(lookup->objects, commit, links);

	lookup->tree = links->tree;
	free(links);
	return error;
}

static bool is_of(const struct history_subject *subject, const struct version *version)
{
	return version && version->readable &&
	       (subject->version->id.len == 0 ||
		       slice_equal_nocase(subject->version->id, version->id));
}

static struct error *look_by_path(struct lookup *lookup)
{
	struct path_changes changes = {0};
	struct error *error = path_set_compare(lookup->paths, NULL, &lookup->tree, &changes);

	for (size_t i = 0; !error && i < changes.count; i++) {
		const struct version *version;
		size_t subject = changes.list[i].path;

		error = history_version(lookup->history, &changes.list[i].second, &version);
		if (!error && is_of(&lookup->subjects[subject], version))
			lookup->known->versions[subject] = version;
	}
	path_changes_dispose(&changes);
	return error;
}

/* The subjects without a version, one blob after the other. */
static void offer(struct lookup *lookup, const struct version *version)
{
	for (size_t i = 0; i < lookup->known->count; i++) {
		const struct history_subject *subject = &lookup->subjects[i];

		if (!lookup->known->versions[i] && subject->version->id.len &&
			is_of(subject, version))
			lookup->known->versions[i] = version;
	}
}

static bool is_missing_one(const struct lookup *lookup)
{
	for (size_t i = 0; i < lookup->known->count; i++) {
		if (!lookup->known->versions[i] && lookup->subjects[i].version->id.len &&
			lookup->subjects[i].version->n_entries)
			return true;
	}
	return false;
}

static struct error *look_by_id(struct lookup *lookup)
{
	struct markdown_blobs blobs = {0};
	struct error *error;

	if (!is_missing_one(lookup))
		return NULL;
	error = path_set_markdown_before(lookup->paths, NULL, &lookup->tree, &blobs);
	for (size_t i = 0; !error && i < blobs.count; i++) {
		const struct version *version;

		error = history_version(lookup->history, &blobs.list[i].id, &version);
		if (!error && version && version->n_entries)
			offer(lookup, version);
	}
	if (error && error->code == ERROR_LIMIT) {
		error_free(error);
		error = NULL;
	}
	markdown_blobs_dispose(&blobs);
	return error;
}

struct error *known_read(struct objects *objects, struct history *history,
	const struct history_subject *subjects, size_t n_subjects, const struct object_id *commit,
	struct known **out)
{
	struct known *known = mem_calloc(1, sizeof *known);
	struct lookup lookup = {.known = known,
		.objects = objects,
		.history = history,
		.subjects = subjects,
		.paths = path_set_new(objects)};
	struct error *error;

	known->count = n_subjects;
	known->versions = mem_calloc(n_subjects + 1, sizeof *known->versions);
	for (size_t i = 0; i < n_subjects; i++)
		path_set_add(lookup.paths, subjects[i].path);
	error = read_tree_id(&lookup, commit);
	if (!error)
		error = look_by_path(&lookup);
	if (!error)
		error = look_by_id(&lookup);
	path_set_free(lookup.paths);
	*out = known;
	return error;
}

void known_free(struct known *known)
{
	if (known)
		free(known->versions);
	free(known);
}

bool known_has(const struct known *known, size_t subject, const struct identity *identity)
{
	const struct version *version = known->versions[subject];

	return version && version_find(version, identity);
}
