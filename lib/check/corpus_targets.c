#include "check/corpus_targets.h"

#include <stdlib.h>

#include "check/contract.h"
#include "check/link.h"

/* More Markdown files than this are not read for the sake of links to them. */
#define MAX_TARGETS 100000

struct search {
	const struct corpus *corpus;
	struct snapshot_list *wanted;
	bool all; /* links by id, and rules that look around, need every document */
};

static void want(struct search *search, struct target target, bool typed)
{
	bool needed = typed || target.fragment;

	if (target.type == TARGET_PATH && needed && search->wanted->count < MAX_TARGETS &&
		slice_ends_with(slice_of(target.path), ".md") &&
		!corpus_find(search->corpus, target.path) &&
		snapshot_kind(corpus_snapshot(search->corpus), target.path) == FILE_REGULAR) {
		struct snapshot_list *list = search->wanted;

		GROW(list->entries, list->count, list->capacity);
		list->entries[list->count++] =
			(struct snapshot_entry){mem_string(slice_of(target.path)), FILE_REGULAR};
	}
	target_dispose(&target);
}

/* Of a document that is only linked to, the links that may close a circle are followed further. */
static void want_typed(
	void *context, const struct document *document, const struct contract_link *link)
{
	struct search *search = context;

	if (!document->checked && !link->spec->acyclic)
		return;
	if (link_is_id(link->value)) {
		search->all = true;
		return;
	}
	want(search, target_read_path(document->path, link->value), true);
}

static void search_document(struct search *search, const struct document *document)
{
	const struct outline *outline = document->outline;

	for (uint32_t i = 0; document->checked && i < outline->n_links; i++) {
		struct slice text = outline_text(outline, outline->links[i].target);

		if (slice_find(text, '#') < text.len)
			want(search, target_read(document->path, text), false);
	}
	contract_each_link(document, want_typed, search);
}

/* All documents, where only some were asked for. */
static struct error *want_all(struct search *search)
{
	const struct policy *policy = corpus_policy(search->corpus);
	struct snapshot_list all = SNAPSHOT_LIST_INIT;
	struct error *error =
		snapshot_find(corpus_snapshot(search->corpus), "", policy_documents(policy),
			policy_ignore(policy), policy_config(policy)->max_documents, &all);

	for (size_t i = 0; !error && i < all.count; i++) {
		struct snapshot_list *list = search->wanted;

		if (corpus_find(search->corpus, all.entries[i].path))
			continue;
		GROW(list->entries, list->count, list->capacity);
		list->entries[list->count++] = (struct snapshot_entry){
			mem_string(slice_of(all.entries[i].path)), all.entries[i].kind};
	}
	snapshot_list_dispose(&all);
	return error;
}

struct error *corpus_find_targets(const struct corpus *corpus, struct snapshot_list *wanted)
{
	struct search search = {.corpus = corpus, .wanted = wanted};
	struct error *error = NULL;
	const struct document *documents;
	size_t count;

	documents = corpus_documents(corpus, &count);
	for (size_t i = 0; i < count; i++) {
		search_document(&search, &documents[i]);
		search.all =
			search.all ||
			(documents[i].checked && documents[i].kind &&
				(documents[i].kind->looks_around || documents[i].kind->compares));
	}
	if (search.all)
		error = want_all(&search);
	snapshot_list_sort(wanted);
	return error;
}
