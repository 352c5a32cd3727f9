#include "check/branch.h"

#include <stdlib.h>

#include "base/mem.h"
#include "check/branch_parts.h"
#include "repo/merge_base.h"

void branch_free(struct branch *branch)
{
	if (!branch)
		return;
	revision_dispose(&branch->base);
	free(branch->signoffs);
	arena_free(branch->arena);
	free(branch);
}

/* ---- What it touches ------------------------------------------------------------------------- */

static int compare_paths(const void *key, const void *member)
{
	return strcmp(key, ((const struct file_change *)member)->path);
}

static const struct file_change *find_change(const struct file_changes *changes, const char *path)
{
	return changes->count ? bsearch(path, changes->list, changes->count, sizeof *changes->list,
					compare_paths)
			      : NULL;
}

/* Where it began in several places, a file is its own only if it is so in none of them. */
bool touched_has(const struct touched *touched, const char *path)
{
	for (size_t i = 0; i < touched->count; i++) {
		if (!find_change(&touched->list[i], path))
			return false;
	}
	return touched->count > 0;
}

static void touched_dispose(struct touched *touched)
{
	for (size_t i = 0; i < touched->count; i++)
		file_changes_dispose(&touched->list[i]);
}

static struct error *compare_commits(struct repo *repo, const struct object_id *before,
	struct snapshot *after, struct file_changes *changes)
{
	struct snapshot *snapshot = NULL;
	struct error *error = before ? snapshot_of_commit(repo, before, &snapshot) : NULL;

	if (!error)
		error = file_changes_find(snapshot, after, changes);
	snapshot_free(snapshot);
	return error;
}

/* From where the branch began to where it is. Without anything in common all of it is new. */
static struct error *find_touched(struct check_result *result, struct touched *touched)
{
	const struct workspace *workspace = &result->workspace;
	struct branch *branch = result->branch;
	struct objects *objects = NULL;
	struct merge_bases bases = {0};
	struct error *error = objects_open(workspace->repo, &objects);

	if (!error)
		error = merge_bases_find(workspace->repo, objects, &branch->base.commit,
			&workspace->tip.commit, policy_config(workspace->policy)->max_commits,
			&bases);
	objects_free(objects);
	branch->has_origin = touched->has_origins = !error && bases.count > 0;
	if (branch->has_origin)
		branch->origin = bases.list[0];
	memcpy(touched->origins, bases.list, sizeof touched->origins);
	for (size_t i = 0; !error && i < (bases.count ? bases.count : 1); i++) {
		error = compare_commits(workspace->repo, bases.count ? &bases.list[i] : NULL,
			workspace->snapshot, &touched->list[i]);
		touched->count += !error;
		if (error)
			file_changes_dispose(&touched->list[i]);
	}
	return error;
}

static void count_documents(struct check_result *result, const struct touched *touched)
{
	const struct file_changes *changes = &touched->list[0];

	for (size_t i = 0; i < changes->count; i++) {
		const struct file_change *change = &changes->list[i];

		if (!touched_has(touched, change->path) ||
			!workspace_is_document(&result->workspace, change->path))
			continue;
		if (change->after == FILE_ABSENT)
			result->branch->removed++;
		else
			result->branch->touched++;
	}
}

/* ---- What it breaks elsewhere ---------------------------------------------------------------- */

/* A document that is not touched has the same bytes before and after, so that the same rule at the
 * same place is the same finding. */
static bool is_same_finding(const struct finding *a, const struct finding *b)
{
	const char *one = a->contract_rule ? a->contract_rule : "";
	const char *two = b->contract_rule ? b->contract_rule : "";

	return a->rule == b->rule && a->start.byte == b->start.byte &&
	       strcmp(a->path, b->path) == 0 && strcmp(one, two) == 0;
}

static bool was_there(const struct findings *before, const struct finding *finding)
{
	size_t count, first = findings_of_path(before, finding->path, &count);

	for (size_t i = first; i < first + count; i++) {
		if (is_same_finding(&before->items[i], finding) &&
			before->items[i].severity >= finding->severity)
			return true;
	}
	return false;
}

static bool is_policy_file(const char *path)
{
	return strncmp(path, ".handoff/", strlen(".handoff/")) == 0;
}

/* What is said of the policy's files is the branch's business only where its own policy counts. */
static bool is_of_branch(const struct check_result *result, const struct touched *touched,
	const struct finding *finding)
{
	if (is_policy_file(finding->path) && result->workspace.has_policy)
		return false;
	return touched_has(touched, finding->path);
}

/* What there was at each of the places where the branch began. */
struct past {
	const struct touched *touched;
	struct check_result results[MAX_MERGE_BASES];
};

/* True if it was so at one place where the document was the same. */
static bool is_old(const struct past *past, const struct finding *finding, bool excepted)
{
	const struct touched *touched = past->touched;

	for (size_t i = 0; touched->has_origins && i < touched->count; i++) {
		const struct check_result *result = &past->results[i];

		if (!find_change(&touched->list[i], finding->path) &&
			was_there(excepted ? &result->excepted : &result->findings, finding))
			return true;
	}
	return false;
}

static void keep_new(struct check_result *result, const struct past *past,
	struct findings *findings, bool excepted, size_t *documents)
{
	const char *last = NULL;
	size_t kept = 0;

	for (size_t i = 0; i < findings->count; i++) {
		struct finding *finding = &findings->items[i];
		bool own = is_of_branch(result, past->touched, finding);

		if (!own && (is_policy_file(finding->path) || is_old(past, finding, excepted))) {
			finding_dispose(finding);
			continue;
		}
		if (!own && (!last || strcmp(last, finding->path) != 0)) {
			last = finding->path;
			(*documents)++;
		}
		findings->items[kept++] = *finding;
	}
	findings->count = kept;
}

/* What has to be known of the state before: documents with findings that may be old, and those
 * with sign-offs. */
struct path_list {
	const char **list;
	size_t count, capacity;
};

static void add_path(struct path_list *paths, struct snapshot *before, const char *path)
{
	if (snapshot_kind(before, path) != FILE_REGULAR)
		return;
	GROW(paths->list, paths->count, paths->capacity);
	paths->list[paths->count++] = path;
}

static void add_found(const struct touched *touched, const struct findings *findings,
	struct snapshot *before, struct path_list *paths)
{
	for (size_t i = 0; i < findings->count; i++) {
		const char *path = findings->items[i].path;

		if (i && strcmp(path, findings->items[i - 1].path) == 0)
			continue;
		if (!is_policy_file(path) && !touched_has(touched, path))
			add_path(paths, before, path);
	}
}

static void add_signed(
	const struct check_result *result, struct snapshot *before, struct path_list *paths)
{
	size_t count;
	const struct document_ledger *ledgers = ledger_documents(result->ledger, &count);

	for (size_t i = 0; i < count; i++) {
		if (ledgers[i].n_signoffs)
			add_path(paths, before, ledgers[i].document->path);
	}
}

static void add_changed(const struct check_result *result, const struct touched *touched,
	struct snapshot *before, struct path_list *paths)
{
	for (size_t i = 0; i < touched->list[0].count; i++) {
		const struct file_change *change = &touched->list[0].list[i];

		if (change->before == FILE_REGULAR && touched_has(touched, change->path) &&
			workspace_is_document(&result->workspace, change->path))
			add_path(paths, before, change->path);
	}
}

/* One path for each document; documents of a request are named once. */
static int compare_strings(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void sort_paths(struct path_list *paths)
{
	size_t kept = 0;

	if (paths->count)
		qsort(paths->list, paths->count, sizeof *paths->list, compare_strings);
	for (size_t i = 0; i < paths->count; i++) {
		if (kept == 0 || strcmp(paths->list[kept - 1], paths->list[i]) != 0)
			paths->list[kept++] = paths->list[i];
	}
	paths->count = kept;
}

/* What is used nowhere is only known where all documents are read. */
static bool needs_all(const struct findings *findings)
{
	for (size_t i = 0; i < findings->count; i++) {
		if (findings->items[i].rule == &rules[RULE_GLOSSARY_UNUSED])
			return true;
	}
	return false;
}

/* At one of the places where it began; at the first one also what sign-offs were. */
static struct error *check_before(const struct check_request *request,
	const struct check_result *result, struct past *past, size_t number)
{
	const struct touched *touched = past->touched;
	const struct object_id *origin = &touched->origins[number];
	struct path_list paths = {0};
	char hex[OBJECT_ID_HEX + 1];
	struct check_request wanted = {.repo = request->repo, .jobs = request->jobs, .rev = hex};
	struct snapshot *snapshot = NULL;
	struct error *error = snapshot_of_commit(request->repo, origin, &snapshot);

	if (!error) {
		add_found(touched, &result->findings, snapshot, &paths);
		add_found(touched, &result->excepted, snapshot, &paths);
		if (number == 0) {
			add_signed(result, snapshot, &paths);
			add_changed(result, touched, snapshot, &paths);
		}
		sort_paths(&paths);
		error = snapshot_take_trouble(snapshot);
	}
	object_id_format(origin, hex);
	wanted.policy = request->policy;
	if (!needs_all(&result->findings)) {
		wanted.paths = paths.list;
		wanted.n_paths = paths.count;
	}
	if (!error && paths.count)
		error = check_once(&wanted, &past->results[number]);
	snapshot_free(snapshot);
	free(paths.list);
	return error;
}

/* Leaves in the result what the branch answers for. */
static struct error *compare_with_before(const struct check_request *request,
	struct check_result *result, const struct touched *touched)
{
	struct past *past = mem_calloc(1, sizeof *past);
	size_t excepted = 0;
	struct error *error = NULL;

	past->touched = touched;
	for (size_t i = 0; !error && touched->has_origins && i < touched->count; i++)
		error = check_before(request, result, past, i);
	findings_keep_fingerprints(&result->findings);
	/* A policy that could not be used then had no findings of documents. */
	if (!error) {
		keep_new(result, past, &result->findings, false, &result->branch->elsewhere);
		keep_new(result, past, &result->excepted, true, &excepted);
		find_signoff_changes(result, past->results[0].ledger, touched);
	}
	for (size_t i = 0; i < touched->count; i++)
		check_result_dispose(&past->results[i]);
	free(past);
	return error;
}

static bool has_finding(const struct findings *findings, const char *path)
{
	size_t count;

	findings_of_path(findings, path, &count);
	return count > 0;
}

/* Who reports documents reports those that the branch changes, or breaks. */
static void leave_out_others(struct check_result *result, const struct touched *touched)
{
	struct document *documents = corpus_writable(result->workspace.corpus);
	size_t count;

	corpus_documents(result->workspace.corpus, &count);
	for (size_t i = 0; i < count; i++)
		documents[i].checked = documents[i].checked &&
				       (touched_has(touched, documents[i].path) ||
					       has_finding(&result->findings, documents[i].path));
	result->documents = result->branch->touched;
}

static struct branch *branch_new(void)
{
	struct branch *branch = mem_calloc(1, sizeof *branch);

	branch->arena = arena_new();
	return branch;
}

/* ---- A branch -------------------------------------------------------------------------------- */

static struct error *compare_branch(
	const struct check_request *request, struct check_result *result)
{
	struct touched touched = {0};
	struct error *error = revision_resolve(request->repo, request->base, &result->branch->base);

	if (!error)
		error = find_touched(result, &touched);
	if (!error) {
		count_documents(result, &touched);
		error = compare_with_before(request, result, &touched);
	}
	if (!error)
		leave_out_others(result, &touched);
	touched_dispose(&touched);
	return error;
}

struct error *branch_check(const struct check_request *request, struct check_result *result)
{
	struct check_request wanted = *request;
	struct error *error;

	wanted.base = wanted.head = NULL;
	wanted.rev = request->head ? request->head : "HEAD";
	error = check_once(&wanted, result);
	if (error || result->policy_unusable)
		return error;
	result->branch = branch_new();
	return compare_branch(request, result);
}

/* ---- What is staged -------------------------------------------------------------------------- */

/* What goes away, and another policy, breaks documents that are not staged; what else may, such as
 * a heading or an id with another name, is left to a check of everything, as it would have to be
 * read for every commit. */
static bool reaches_elsewhere(const struct workspace *workspace)
{
	const struct file_changes *changes = &workspace->staged_changes;

	for (size_t i = 0; i < changes->count; i++) {
		if (changes->list[i].after == FILE_ABSENT || is_policy_file(changes->list[i].path))
			return true;
	}
	return false;
}

static struct error *check_all(const struct check_request *request, struct check_result *result)
{
	struct check_request wanted = *request;
	struct touched touched = {.count = 1};
	struct error *error;

	check_result_dispose(result);
	wanted.everything = true;
	error = check_once(&wanted, result);
	if (error || result->policy_unusable)
		return error;
	result->branch = branch_new();
	touched.has_origins = result->workspace.has_tip;
	if (result->workspace.has_tip)
		touched.origins[0] = result->workspace.tip.commit;
	touched.list[0] = result->workspace.staged_changes;
	count_documents(result, &touched);
	error = compare_with_before(request, result, &touched);
	leave_out_others(result, &touched);
	branch_free(result->branch);
	result->branch = NULL;
	return error;
}

static void drop_policy_files(struct findings *findings)
{
	size_t kept = 0;

	for (size_t i = 0; i < findings->count; i++) {
		if (is_policy_file(findings->items[i].path))
			finding_dispose(&findings->items[i]);
		else
			findings->items[kept++] = findings->items[i];
	}
	findings->count = kept;
}

struct error *staged_check(const struct check_request *request, struct check_result *result)
{
	struct error *error = check_once(request, result);

	if (error || result->policy_unusable)
		return error;
	if (reaches_elsewhere(&result->workspace))
		return check_all(request, result);
	drop_policy_files(&result->findings);
	return NULL;
}
