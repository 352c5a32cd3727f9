#include "repo/merge_base.h"

#include <stdlib.h>

#include "base/mem.h"
#include "repo/commit_table.h"
#include "repo/shallow.h"

/* What is known of a commit. */
enum {
	OF_ONE = 1, /* an ancestor of the first, or the first itself */
	OF_TWO = 2,
	PASSED = 4, /* an ancestor of a common one: no base */
	QUEUED = 8,
	FOUND = 16, /* common, and was a base when it was looked at */
};

struct walk {
	struct objects *objects;
	struct object_id *shallow; /* sorted */
	size_t n_shallow;
	size_t max_commits;
	struct commit_table *table;
	struct commit_queue queue;
	unsigned char *marks; /* of each commit in the table */
	size_t capacity;
	size_t interesting; /* in the queue, and not passed */
	struct commit_links links;
};

static int compare_ids(const void *a, const void *b)
{
	return object_id_compare(a, b);
}

static bool is_shallow(const struct walk *walk, const struct object_id *id)
{
	return walk->n_shallow && bsearch(id, walk->shallow, walk->n_shallow, sizeof *walk->shallow,
					  compare_ids) != NULL;
}

static struct error *ends_early(void)
{
	return error_new(ERROR_NOT_FOUND,
		"the history that is here does not reach the commit at which the branch began: "
		"`git fetch --unshallow`, or fetch more of it");
}

static struct error *get(struct walk *walk, const struct object_id *id, size_t *number)
{
	struct error *error;

	if (commit_table_find(walk->table, id, number))
		return NULL;
	if (commit_table_count(walk->table) == walk->max_commits)
		return error_new(ERROR_LIMIT,
			"the branch and its base have more than %zu commits to look at "
			"(limits: commits in .handoff/config.yaml raises it)",
			walk->max_commits);
	error = commit_read_links(walk->objects, id, &walk->links);
	if (error && error->code == ERROR_NOT_FOUND) {
		error_free(error);
		error = ends_early();
	}
	if (error)
		return error;
	*number = commit_table_add(walk->table, id, &walk->links);
	GROW(walk->marks, *number, walk->capacity);
	walk->marks[*number] = 0;
	return NULL;
}

/* Adds to what is known of a commit; what is new has to be passed on to its parents. */
static void mark(struct walk *walk, size_t number, unsigned marks)
{
	unsigned char *of = &walk->marks[number];
	bool was_interesting = (*of & QUEUED) && !(*of & PASSED);

	if ((*of & marks) == marks)
		return;
	*of = (unsigned char)(*of | marks);
	if (!(*of & QUEUED))
		commit_queue_push(&walk->queue, walk->table, number);
	*of |= QUEUED;
	walk->interesting += !(*of & PASSED);
	walk->interesting -= was_interesting;
}

static struct error *mark_parents(struct walk *walk, size_t number, unsigned marks)
{
	size_t count = commit_table_at(walk->table, number)->n_parents;
	struct error *error = NULL;

	if (is_shallow(walk, &commit_table_at(walk->table, number)->id))
		return marks & PASSED ? NULL : ends_early();
	for (size_t i = 0; !error && i < count; i++) {
		struct object_id id = *commit_table_parent(walk->table, number, i);
		size_t parent;

		error = get(walk, &id, &parent);
		if (!error)
			mark(walk, parent, marks);
	}
	return error;
}

static struct error *step(struct walk *walk, size_t number)
{
	unsigned marks;

	walk->interesting -= !(walk->marks[number] & PASSED);
	walk->marks[number] = (unsigned char)(walk->marks[number] & ~QUEUED);
	marks = walk->marks[number] & (OF_ONE | OF_TWO | PASSED);
	if ((marks & (OF_ONE | OF_TWO)) == (OF_ONE | OF_TWO)) {
		if (!(marks & PASSED))
			walk->marks[number] |= FOUND;
		marks |= PASSED;
	}
	return mark_parents(walk, number, marks);
}

static size_t count_found(const struct walk *walk)
{
	size_t count = 0;

	for (size_t i = 0; i < commit_table_count(walk->table); i++)
		count += (walk->marks[i] & FOUND) && !(walk->marks[i] & PASSED);
	return count;
}

/* Every common ancestor is an ancestor of one that is found once nothing but passed commits is
 * left; only where several are found the rest has to be looked at, as one may have passed another.
 */
static struct error *run(struct walk *walk)
{
	struct error *error = NULL;
	size_t number;

	while (!error && walk->interesting && commit_queue_pop(&walk->queue, walk->table, &number))
		error = step(walk, number);
	if (error || count_found(walk) < 2)
		return error;
	while (!error && commit_queue_pop(&walk->queue, walk->table, &number))
		error = step(walk, number);
	/* What only would have been passed may lie beyond the clone's end. */
	if (error && error->code == ERROR_NOT_FOUND) {
		error_free(error);
		error = NULL;
	}
	return error;
}

static struct error *collect(const struct walk *walk, struct merge_bases *bases)
{
	bases->count = 0;
	for (size_t i = 0; i < commit_table_count(walk->table); i++) {
		if (!(walk->marks[i] & FOUND) || walk->marks[i] & PASSED)
			continue;
		if (bases->count == MAX_MERGE_BASES)
			return error_new(ERROR_LIMIT,
				"the branch and its base have more than %d commits in common at "
				"which it began",
				MAX_MERGE_BASES);
		bases->list[bases->count++] = commit_table_at(walk->table, i)->id;
	}
	qsort(bases->list, bases->count, sizeof *bases->list, compare_ids);
	return NULL;
}

struct error *merge_bases_find(struct repo *repo, struct objects *objects,
	const struct object_id *one, const struct object_id *two, size_t max_commits,
	struct merge_bases *bases)
{
	struct walk *walk = mem_calloc(1, sizeof *walk);
	size_t first, second;
	struct error *error;

	walk->objects = objects;
	walk->max_commits = max_commits;
	walk->table = commit_table_new();
	error = repo_shallow_commits(repo, &walk->shallow, &walk->n_shallow);
	if (!error && walk->n_shallow)
		qsort(walk->shallow, walk->n_shallow, sizeof *walk->shallow, compare_ids);
	if (!error)
		error = get(walk, one, &first);
	if (!error)
		error = get(walk, two, &second);
	if (!error) {
		mark(walk, first, OF_ONE);
		mark(walk, second, OF_TWO);
		error = run(walk);
	}
	if (!error)
		error = collect(walk, bases);
	free(walk->shallow);
	free(walk->marks);
	commit_queue_dispose(&walk->queue);
	commit_table_free(walk->table);
	free(walk);
	return error;
}
