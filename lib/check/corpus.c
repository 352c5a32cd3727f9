#include "check/corpus.h"

#include <stdlib.h>

#include "base/slug.h"
#include "check/contract.h"
#include "check/corpus_targets.h"
#include "check/link.h"

struct corpus {
	struct snapshot *snapshot;
	struct policy *policy;
	struct doc_pool *pool;
	struct document *documents; /* sorted by path */
	size_t count;
	size_t checked;
	bool is_whole;
	const struct document **by_id; /* sorted by id; made when first asked for */
	size_t n_ids;
	struct arena *arena;
	bool narrow, missed;
	const char **skipped; /* kinds */
	size_t n_skipped, skipped_capacity;
};

/* What a feed of the pool needs while it runs. */
struct reading {
	struct corpus *corpus;
	size_t next;         /* the documents from here on are to be read */
	struct error *error; /* what ended it early */
	struct buffer text;
};

static const char *refusal_of(enum file_kind kind)
{
	switch (kind) {
	case FILE_SYMLINK:
		return "a symbolic link, which is not followed";
	case FILE_SPECIAL:
		return "not a regular file";
	case FILE_DIRECTORY:
		return "a directory";
	default:
		return "not there any more";
	}
}

static void set_unread(struct document *document, struct error *error)
{
	document->outline =
		error->code == ERROR_LIMIT
			? outline_of_fault(slice_of(""), FAULT_LIMIT,
				  "the document is larger than the limit; shorten it, or raise "
				  "`limits: document-kib` in .handoff/config.yaml")
			: NULL;
	if (!document->outline && !document->refusal)
		document->refusal = error->code == ERROR_REFUSED     ? "not a regular file"
				    : error->code == ERROR_NOT_FOUND ? "not there any more"
								     : "a file that cannot be read";
	error_free(error);
}

static bool next_job(void *context, struct doc_job *job)
{
	struct reading *reading = context;
	struct corpus *corpus = reading->corpus;

	while (reading->next < corpus->count) {
		struct document *document = &corpus->documents[reading->next++];
		struct error *error;

		if (document->outline || document->refusal)
			continue;
		buffer_clear(&reading->text);
		buffer_reserve(&reading->text, 1);
		error = snapshot_read(corpus->snapshot, document->path,
			policy_config(corpus->policy)->limits.document_bytes, &reading->text);
		if (error && error->code == ERROR_REPOSITORY) {
			reading->error = error;
			return false;
		}
		if (error) {
			set_unread(document, error);
			continue;
		}
		job->id = reading->next - 1;
		job->form = DOC_MARKDOWN;
		job->source = buffer_slice(&reading->text);
		return true;
	}
	return false;
}

static void job_done(void *context, size_t id, struct outline *outline)
{
	struct reading *reading = context;

	reading->corpus->documents[id].outline = outline;
}

/* A document that could not be read still has an outline, so that nobody below has to ask. */
static struct error *parse_all(struct corpus *corpus)
{
	struct reading reading = {.corpus = corpus, .text = BUFFER_INIT};
	struct doc_feed feed = {&reading, next_job, job_done};
	struct error *error = doc_pool_run(corpus->pool, &feed);

	buffer_dispose(&reading.text);
	if (error)
		error_free(reading.error);
	else
		error = reading.error;
	for (size_t i = 0; i < corpus->count; i++) {
		if (!corpus->documents[i].outline)
			corpus->documents[i].outline =
				outline_of_fault(slice_of(""), FAULT_LIMIT, "");
	}
	return error;
}

static struct error *add_path(struct corpus *corpus, const char *path, struct snapshot_list *list)
{
	const struct policy *policy = corpus->policy;
	enum file_kind kind = snapshot_kind(corpus->snapshot, path);

	if (kind == FILE_ABSENT)
		return error_new(ERROR_NOT_FOUND, "%s: no such file or directory", path);
	if (kind == FILE_DIRECTORY)
		return snapshot_find(corpus->snapshot, path, policy_documents(policy),
			policy_ignore(policy), policy_config(policy)->max_documents, list);
	GROW(list->entries, list->count, list->capacity);
	list->entries[list->count++] = (struct snapshot_entry){mem_string(slice_of(path)), kind};
	return NULL;
}

static void add_documents(struct corpus *corpus, const struct snapshot_list *list, bool checked)
{
	size_t total = corpus->count + list->count;

	corpus->documents = mem_resize(corpus->documents, total + 1, sizeof *corpus->documents);
	for (size_t i = 0; i < list->count; i++) {
		const struct snapshot_entry *entry = &list->entries[i];

		corpus->documents[corpus->count++] = (struct document){
			.path = arena_string(corpus->arena, slice_of(entry->path)),
			.kind_field = OUTLINE_NONE,
			.status = -1,
			.checked = checked,
			.refusal = entry->kind == FILE_REGULAR ? NULL : refusal_of(entry->kind),
		};
	}
	corpus->checked += checked ? list->count : 0;
}

static int compare_documents(const void *a, const void *b)
{
	return strcmp(((const struct document *)a)->path, ((const struct document *)b)->path);
}

static void sort_documents(struct corpus *corpus)
{
	if (corpus->count)
		qsort(corpus->documents, corpus->count, sizeof *corpus->documents,
			compare_documents);
}

static struct error *set_kind(struct corpus *corpus, struct document *document)
{
	struct error *error;

	document->kind_field = document_field(document, "kind");
	error = policy_kind(corpus->policy, document_text(document, "kind"), &document->kind);
	if (error || !document->kind)
		return error;
	document->status = kind_status(document->kind, document_text(document, "status"));
	document->contract = contract_new(document);
	return NULL;
}

static struct error *set_kinds(struct corpus *corpus)
{
	struct error *error = NULL;

	for (size_t i = 0; !error && i < corpus->count; i++) {
		if (!corpus->documents[i].kind)
			error = set_kind(corpus, &corpus->documents[i]);
	}
	return error;
}

/* A circle of more documents than this is not looked for beyond the request. */
#define MAX_ROUNDS 100

/* Documents outside the request that it links to: their kinds, ids and headings are needed. Those
 * may link on. */
static struct error *add_targets(struct corpus *corpus)
{
	struct error *error = NULL;
	size_t before = SIZE_MAX;

	for (int round = 0; !error && round < MAX_ROUNDS && corpus->count != before; round++) {
		struct snapshot_list wanted = SNAPSHOT_LIST_INIT;

		before = corpus->count;
		error = corpus_find_targets(corpus, &wanted);
		if (!error && wanted.count) {
			add_documents(corpus, &wanted, false);
			sort_documents(corpus);
			error = parse_all(corpus);
			if (!error)
				error = set_kinds(corpus);
		}
		snapshot_list_dispose(&wanted);
	}
	return error;
}

static struct error *find_requested(
	struct corpus *corpus, const struct corpus_request *request, struct snapshot_list *list)
{
	struct error *error = NULL;

	if (request->n_paths == 0 && !request->only_paths)
		error = add_path(corpus, "", list);
	for (size_t i = 0; !error && i < request->n_paths; i++)
		error = add_path(corpus, request->paths[i], list);
	if (!error)
		snapshot_list_sort(list);
	return error;
}

struct error *corpus_read(const struct corpus_request *request, struct corpus **out)
{
	struct corpus *corpus = mem_calloc(1, sizeof *corpus);
	struct snapshot_list list = SNAPSHOT_LIST_INIT;
	struct error *error;

	corpus->snapshot = request->snapshot;
	corpus->policy = request->policy;
	corpus->pool = request->pool;
	corpus->narrow = request->narrow;
	corpus->is_whole = request->n_paths == 0 && !request->only_paths;
	corpus->arena = arena_new();
	error = find_requested(corpus, request, &list);
	if (!error) {
		add_documents(corpus, &list, true);
		error = parse_all(corpus);
	}
	if (!error)
		error = set_kinds(corpus);
	if (!error)
		error = add_targets(corpus);
	snapshot_list_dispose(&list);
	if (error) {
		corpus_free(corpus);
		return error;
	}
	*out = corpus;
	return NULL;
}

void corpus_free(struct corpus *corpus)
{
	if (!corpus)
		return;
	for (size_t i = 0; i < corpus->count; i++) {
		contract_free(corpus->documents[i].contract);
		anchors_free(corpus->documents[i].anchors);
		outline_free(corpus->documents[i].outline);
	}
	free(corpus->documents);
	free(corpus->by_id);
	free(corpus->skipped);
	arena_free(corpus->arena);
	free(corpus);
}

const struct document *corpus_documents(const struct corpus *corpus, size_t *count)
{
	*count = corpus->count;
	return corpus->documents;
}

size_t corpus_count_checked(const struct corpus *corpus)
{
	return corpus->checked;
}

bool corpus_is_whole(const struct corpus *corpus)
{
	return corpus->is_whole;
}

const struct document *corpus_find(const struct corpus *corpus, const char *path)
{
	struct document key = {.path = path};

	return corpus->count ? bsearch(&key, corpus->documents, corpus->count,
				       sizeof *corpus->documents, compare_documents)
			     : NULL;
}

static int compare_ids(const void *a, const void *b)
{
	const struct document *one = *(const struct document *const *)a;
	const struct document *two = *(const struct document *const *)b;
	int order = slice_compare(document_text(one, "id"), document_text(two, "id"));

	return order ? order : strcmp(one->path, two->path);
}

/* Ids are lower case by contract (slug_is_id), so that folding is comparing. */
const struct document *corpus_find_id(const struct corpus *corpus, struct slice id)
{
	size_t low = 0, high;
	struct corpus *cache = (struct corpus *)corpus;

	if (!corpus->by_id) {
		cache->by_id = mem_calloc(corpus->count + 1, sizeof *cache->by_id);
		for (size_t i = 0; i < corpus->count; i++)
			cache->by_id[cache->n_ids++] = &corpus->documents[i];
		qsort(cache->by_id, cache->n_ids, sizeof *cache->by_id, compare_ids);
	}
	high = corpus->n_ids;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = slice_compare(document_text(corpus->by_id[middle], "id"), id);

		if (order == 0)
			return corpus->by_id[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	corpus_note_miss(corpus);
	return NULL;
}

bool corpus_is_narrow(const struct corpus *corpus)
{
	return corpus->narrow;
}

void corpus_note_miss(const struct corpus *corpus)
{
	((struct corpus *)corpus)->missed = corpus->narrow;
}

void corpus_skip_kind(const struct corpus *corpus, const char *kind)
{
	struct corpus *mine = (struct corpus *)corpus;

	if (corpus_skips_kind(corpus, kind))
		return;
	GROW(mine->skipped, mine->n_skipped, mine->skipped_capacity);
	mine->skipped[mine->n_skipped++] = kind;
}

bool corpus_skips_kind(const struct corpus *corpus, const char *kind)
{
	for (size_t i = 0; i < corpus->n_skipped; i++) {
		if (strcmp(corpus->skipped[i], kind) == 0)
			return true;
	}
	return false;
}

bool corpus_was_too_narrow(const struct corpus *corpus)
{
	return corpus->missed;
}

const struct document *corpus_resolve(
	const struct corpus *corpus, const struct document *from, struct slice link)
{
	const struct document *document = NULL;
	struct target target;

	link = slice_trim(link);
	if (link_is_id(link))
		return corpus_find_id(corpus, link);
	target = target_read_path(from->path, link);
	if (target.type == TARGET_PATH)
		document = corpus_find(corpus, target.path);
	target_dispose(&target);
	return document;
}

const struct anchors *corpus_anchors(const struct corpus *corpus, const struct document *document)
{
	struct document *cache = &corpus->documents[document - corpus->documents];

	if (!cache->anchors)
		cache->anchors = anchors_new(document->outline);
	return cache->anchors;
}

struct snapshot *corpus_snapshot(const struct corpus *corpus)
{
	return corpus->snapshot;
}

struct document *corpus_writable(struct corpus *corpus)
{
	return corpus->documents;
}

struct doc_pool *corpus_pool(const struct corpus *corpus)
{
	return corpus->pool;
}

struct policy *corpus_policy(const struct corpus *corpus)
{
	return corpus->policy;
}

uint32_t document_field(const struct document *document, const char *name)
{
	if (document->outline->n_fields == 0)
		return OUTLINE_NONE;
	return outline_child(document->outline, 0, name);
}

struct slice document_text(const struct document *document, const char *name)
{
	uint32_t node = document_field(document, name);

	if (node == OUTLINE_NONE || document->outline->fields[node].type != FIELD_SCALAR)
		return (struct slice){"", 0};
	return outline_text(document->outline, document->outline->fields[node].value);
}
