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
	/* Or, in a narrow corpus, those of some kinds. */
	struct wanted_kind *kinds;
	size_t n_kinds, capacity;
};

struct wanted_kind {
	const char *name;
	bool all; /* however many there are */
};

static void want_path(struct search *search, const char *path)
{
	struct snapshot_list *list = search->wanted;

	if (corpus_find(search->corpus, path))
		return;
	GROW(list->entries, list->count, list->capacity);
	list->entries[list->count++] =
		(struct snapshot_entry){mem_string(slice_of(path)), FILE_REGULAR};
}

static void want(struct search *search, struct target target, bool typed)
{
	bool needed = typed || target.fragment;

	if (target.type == TARGET_PATH && needed && search->wanted->count < MAX_TARGETS &&
		slice_ends_with(slice_of(target.path), ".md") &&
		!corpus_find(search->corpus, target.path) &&
		snapshot_kind(corpus_snapshot(search->corpus), target.path) == FILE_REGULAR)
		want_path(search, target.path);
	target_dispose(&target);
}

static void want_kind(struct search *search, const char *kind, bool all)
{
	for (size_t i = 0; i < search->n_kinds; i++) {
		if (strcmp(search->kinds[i].name, kind) != 0)
			continue;
		search->kinds[i].all = search->kinds[i].all || all;
		return;
	}
	GROW(search->kinds, search->n_kinds, search->capacity);
	search->kinds[search->n_kinds++] = (struct wanted_kind){kind, all};
}

/* `KIND new` makes DIRECTORY/NAME.md with the id NAME-KIND. True if there is such a file. */
static bool want_by_name(struct search *search, struct slice id, const char *kind_name)
{
	char *suffix = mem_format("-%s", kind_name), *path;
	const struct kind *kind = NULL;
	bool found;

	/* A kind that cannot be read is reported by whoever needs it. */
	if (slice_ends_with(id, suffix))
		error_free(policy_kind(corpus_policy(search->corpus), slice_of(kind_name), &kind));
	id.len -= kind ? strlen(suffix) : 0;
	free(suffix);
	if (!kind || !kind->directory || id.len == 0)
		return false;
	path = mem_format("%s/%.*s.md", kind->directory, SLICE_ARG(id));
	found = snapshot_kind(corpus_snapshot(search->corpus), path) == FILE_REGULAR;
	if (found)
		want_path(search, path);
	free(path);
	return found;
}

static bool want_by_names(struct search *search, struct slice id)
{
	size_t count;
	const char *const *names = policy_kind_names(corpus_policy(search->corpus), &count);

	for (size_t i = 0; i < count; i++) {
		if (want_by_name(search, id, names[i]))
			return true;
	}
	return false;
}

/* A document by its id can be anywhere; most likely where `KIND new` put it, or where its kind has
 * its place. */
static void want_id(struct search *search, const struct field_spec *spec, struct slice id)
{
	if (corpus_is_narrow(search->corpus) && want_by_names(search, id))
		return;
	if (!corpus_is_narrow(search->corpus) || spec->n_to == 0)
		search->all = true;
	for (size_t i = 0; !search->all && i < spec->n_to; i++)
		want_kind(search, spec->to[i], true);
}

/* Of a document that is only linked to, the links that may close a circle are followed further. */
static void want_typed(
	void *context, const struct document *document, const struct contract_link *link)
{
	struct search *search = context;

	if (!document->checked && !link->spec->acyclic)
		return;
	if (link_is_id(link->value)) {
		want_id(search, link->spec, link->value);
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

/* All documents below a directory, where only some were asked for. */
static struct error *want_below(struct search *search, const char *directory, size_t max)
{
	const struct policy *policy = corpus_policy(search->corpus);
	struct snapshot_list all = SNAPSHOT_LIST_INIT;
	struct error *error = snapshot_find(corpus_snapshot(search->corpus), directory,
		policy_documents(policy), policy_ignore(policy), max, &all);

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

static size_t max_documents(const struct search *search)
{
	return policy_config(corpus_policy(search->corpus))->max_documents;
}

static struct error *want_documents_of(struct search *search, const struct wanted_kind *wanted)
{
	const struct kind *kind = NULL;
	struct error *error =
		policy_kind(corpus_policy(search->corpus), slice_of(wanted->name), &kind);

	if (error || !kind || !kind->directory ||
		snapshot_kind(corpus_snapshot(search->corpus), kind->directory) != FILE_DIRECTORY)
		return error;
	error = want_below(
		search, kind->directory, wanted->all ? max_documents(search) : NARROW_MAX);
	if (wanted->all || !error || error->code != ERROR_LIMIT)
		return error;
	error_free(error);
	corpus_skip_kind(search->corpus, wanted->name);
	return NULL;
}

static struct error *want_kinds(struct search *search)
{
	struct error *error = NULL;

	for (size_t i = 0; !error && i < search->n_kinds; i++)
		error = want_documents_of(search, &search->kinds[i]);
	return error;
}

static bool has_terms(const struct kind *kind)
{
	for (size_t i = 0; i < kind->n_sections; i++) {
		if (kind->sections[i].terms && !kind->sections[i].terms->own)
			return true;
	}
	return false;
}

/* The kinds that hold terms for all documents. Most templates need not be read to know that they do
 * not: the word does not stand in them. */
static void want_glossaries(struct search *search)
{
	static const char word[] = "terms:";
	struct policy *policy = corpus_policy(search->corpus);
	size_t count;
	const char *const *names = policy_kind_names(policy, &count);

	for (size_t i = 0; i < count; i++) {
		struct slice source = policy_source(policy, names[i]);
		const struct kind *kind = NULL;

		if (!memmem(source.at, source.len, word, sizeof word - 1))
			continue;
		/* A kind that cannot be read is reported by whoever needs it. */
		error_free(policy_kind(policy, slice_of(names[i]), &kind));
		if (kind && has_terms(kind))
			want_kind(search, names[i], false);
	}
}

/* What rules of a document's kind look at beside what it links to. */
static void look_around(struct search *search, const struct document *document)
{
	const struct found_in *found = document->kind ? document->kind->looks_around : NULL;
	bool compares = document->kind && (document->kind->tiers || document->kind->compares);
	bool needs_terms = document->kind && document->kind->needs_terms;

	if (!document->checked || (!found && !compares && !needs_terms))
		return;
	if (!corpus_is_narrow(search->corpus))
		search->all = true;
	if (!search->all && compares)
		want_kind(search, document->kind->id, false);
	if (!search->all && needs_terms)
		want_glossaries(search);
	for (; !search->all && found; found = found->next)
		want_kind(search, found->kind, false);
}

struct error *corpus_find_targets(const struct corpus *corpus, struct snapshot_list *wanted)
{
	struct search search = {.corpus = corpus, .wanted = wanted};
	const struct document *documents;
	struct error *error;
	size_t count;

	documents = corpus_documents(corpus, &count);
	for (size_t i = 0; i < count; i++) {
		search_document(&search, &documents[i]);
		look_around(&search, &documents[i]);
	}
	error = search.all ? want_below(&search, "", max_documents(&search)) : want_kinds(&search);
	free(search.kinds);
	snapshot_list_sort(wanted);
	return error;
}
