#include "site/gather.h"

#include <stdlib.h>

#include "base/path.h"
#include "site/gather_parts.h"
#include "site/names.h"

struct record_texts gather_texts(struct gathering *gathering, size_t most)
{
	return (struct record_texts){
		arena_alloc(gathering->arena, (most + 1) * sizeof(struct slice)), 0};
}

struct slice gather_copy(struct gathering *gathering, const char *text)
{
	return text ? arena_slice(gathering->arena, slice_of(text)) : slice_of("");
}

struct slice gather_commit(struct gathering *gathering, const struct object_id *id)
{
	char hex[OBJECT_ID_HEX + 1];

	object_id_format(id, hex);
	return gather_copy(gathering, hex);
}

/* ---- Who there is --------------------------------------------------------------------------- */

static void gather_roles(
	struct gathering *gathering, const struct person *person, struct record_person *record)
{
	record->roles = gather_texts(gathering, person->n_roles);
	for (size_t i = 0; i < person->n_roles; i++) {
		struct slice role = slice_of(person->roles[i].role);
		bool again = false;

		/* The same role for several spans of time. */
		for (size_t j = 0; j < record->roles.count; j++)
			again = again || slice_equal(record->roles.list[j], role);
		if (!again && person_holds(person, role, gathering->workspace->today))
			record->roles.list[record->roles.count++] = role;
	}
}

static void gather_people(struct gathering *gathering)
{
	const struct people *people = policy_people(gathering->workspace->policy);
	struct records *records = gathering->records;

	records->people =
		arena_alloc(gathering->arena, (people->count + 1) * sizeof *records->people);
	records->n_people = people->count;
	for (size_t i = 0; i < people->count; i++) {
		records->people[i].id = slice_of(people->list[i].id);
		records->people[i].name = slice_of(people->list[i].name);
		gather_roles(gathering, &people->list[i], &records->people[i]);
	}
}

/* ---- The repository ------------------------------------------------------------------------- */

/* Of one that has no name in its settings, that of its directory. */
static struct slice directory_name(const struct repo *repo)
{
	const char *worktree = repo_worktree(repo);
	const char *slash = worktree ? strrchr(worktree, '/') : NULL;

	return slice_of(slash && slash[1] ? slash + 1 : "repository");
}

static void gather_repository(struct gathering *gathering)
{
	const struct workspace *workspace = gathering->workspace;
	const char *name = policy_config(workspace->policy)->repository;
	struct record_repository *record = arena_alloc(gathering->arena, sizeof *record);

	record->name = name ? slice_of(name) : directory_name(workspace->repo);
	record->is_worktree = !workspace->is_commit;
	record->today = workspace->today;
	record->now = workspace->now;
	if (workspace->has_tip)
		record->revision = gather_commit(gathering, &workspace->tip.commit);
	gathering->records->repositories = record;
	gathering->records->n_repositories = 1;
}

/* ---- The documents -------------------------------------------------------------------------- */

static struct error *gather_documents(struct gathering *gathering)
{
	struct records *records = gathering->records;
	struct error *error = NULL;
	size_t count;
	const struct document *documents = corpus_documents(gathering->workspace->corpus, &count);

	records->documents =
		arena_alloc(gathering->arena, (count + 1) * sizeof *records->documents);
	for (size_t i = 0; !error && i < count; i++) {
		struct record_document *record = &records->documents[records->n_documents];
		const struct document_ledger *ledger;

		if (!documents[i].checked)
			continue;
		gathering->documents[records->n_documents++] = &documents[i];
		gather_document(gathering, &documents[i], record);
		ledger = ledger_of(gathering->ledger, &documents[i]);
		if (ledger)
			error = gather_signoffs(gathering, ledger, record);
		gather_standing(gathering, &documents[i], record);
		gather_due(gathering, record);
		gather_gaps(gathering, &documents[i], record);
	}
	return error;
}

struct error *gather(const struct gather_request *request, struct records *records,
	const struct document ***documents)
{
	const struct check_result *result = request->result;
	struct gathering gathering = {.request = request,
		.workspace = &result->workspace,
		.ledger = result->ledger,
		.records = records};
	struct error *error;
	size_t count;

	*records = (struct records){.today = result->workspace.today,
		.now = result->workspace.now,
		.arena = arena_new()};
	gathering.arena = records->arena;
	corpus_documents(result->workspace.corpus, &count);
	gathering.documents = mem_calloc(count + 1, sizeof *gathering.documents);
	*documents = gathering.documents;
	gather_repository(&gathering);
	gather_people(&gathering);
	gathering.stale = stale_new(gathering.workspace, gathering.ledger);
	gathering.authors = authors_new(ledger_objects(gathering.ledger));
	error = gather_documents(&gathering);
	stale_free(gathering.stale);
	authors_free(gathering.authors);
	if (error)
		return error;
	gather_relations(&gathering);
	names_assign(records);
	error = gather_events(&gathering);
	return error ? error : gather_actions(&gathering);
}
