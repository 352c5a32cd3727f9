#include "check/tiers.h"

#include <stdlib.h>

#include "base/search.h"

struct pool_of {
	const void *key; /* a document, or the last tier that is not in the pool */
	struct figure_pool *pool;
};

struct tiers {
	const struct corpus *corpus;
	struct tier *list; /* by kind, subject and depth */
	size_t count, capacity;
	struct pool_of *pools; /* an open table, by key */
	size_t n_pools, places;
};

/* ---- Which documents belong together --------------------------------------------------------- */

static bool has_ended(const struct document *document)
{
	const struct kind *kind = document->kind;

	return document->status >= 0 && (kind->withdrawn >> document->status & 1 ||
						kind->lifecycle.next[document->status] == 0);
}

static bool is_tier(const struct document *document, struct slice *subject, size_t *depth)
{
	const struct tiers_spec *spec = document->kind ? document->kind->tiers : NULL;
	struct slice level;

	if (!spec || document->refusal || !document->outline || has_ended(document))
		return false;
	*subject = document_text(document, spec->subject);
	level = document_text(document, spec->by->name);
	if (subject->len == 0)
		return false;
	for (size_t i = 0; i < spec->by->n_values; i++) {
		if (slice_is(level, spec->by->values[i])) {
			*depth = i;
			return true;
		}
	}
	return false;
}

static int compare_subjects(const struct tier *one, const struct tier *two)
{
	if (one->kind != two->kind)
		return one->kind < two->kind ? -1 : 1;
	return slice_compare(one->subject, two->subject);
}

static int compare_tiers(const void *a, const void *b)
{
	const struct tier *one = a, *two = b;
	int order = compare_subjects(one, two);

	if (order)
		return order;
	if (one->depth != two->depth)
		return one->depth < two->depth ? -1 : 1;
	return one->document < two->document ? -1 : one->document > two->document;
}

/* One pass over the subjects: what a document's own tells it is looked up from then on. */
static void set_compared(struct tiers *tiers)
{
	for (size_t first = 0, end; first < tiers->count; first = end) {
		bool checked = false;

		for (end = first; end < tiers->count &&
				  compare_subjects(&tiers->list[end], &tiers->list[first]) == 0;
			end++)
			checked = checked || tiers->list[end].document->checked;
		for (size_t i = first; i < end; i++)
			tiers->list[i].compared =
				checked && tiers->list[first].depth != tiers->list[end - 1].depth;
	}
}

struct tiers *tiers_new(const struct corpus *corpus)
{
	struct tiers *tiers = mem_calloc(1, sizeof *tiers);
	const struct document *documents;
	size_t count;

	tiers->corpus = corpus;
	documents = corpus_documents(corpus, &count);
	for (size_t i = 0; i < count; i++) {
		struct tier tier = {.kind = documents[i].kind, .document = &documents[i]};

		if (!is_tier(&documents[i], &tier.subject, &tier.depth))
			continue;
		GROW(tiers->list, tiers->count, tiers->capacity);
		tiers->list[tiers->count++] = tier;
	}
	if (tiers->count)
		qsort(tiers->list, tiers->count, sizeof *tiers->list, compare_tiers);
	set_compared(tiers);
	return tiers;
}

void tiers_free(struct tiers *tiers)
{
	if (!tiers)
		return;
	for (size_t i = 0; i < tiers->places; i++)
		figure_pool_free(tiers->pools[i].pool);
	free(tiers->pools);
	free(tiers->list);
	free(tiers);
}

/* The first tier at or behind this one, by subject, depth and document. */
static size_t lower_bound(const struct tiers *tiers, const struct tier *wanted)
{
	return search_first(wanted, tiers->list, tiers->count, sizeof *tiers->list, compare_tiers);
}

const struct tier *tiers_find(const struct tiers *tiers, const struct document *document)
{
	struct tier wanted = {.kind = document->kind, .document = document};
	size_t at;

	if (!is_tier(document, &wanted.subject, &wanted.depth))
		return NULL;
	at = lower_bound(tiers, &wanted);
	return at < tiers->count && tiers->list[at].document == document ? &tiers->list[at] : NULL;
}

const struct tier *tiers_of(const struct tiers *tiers, const struct tier *tier, size_t *count)
{
	struct tier first = {tier->kind, tier->subject, 0, NULL, false};
	struct tier last = {tier->kind, tier->subject, SIZE_MAX, NULL, false};
	size_t at = lower_bound(tiers, &first);

	*count = lower_bound(tiers, &last) - at;
	return &tiers->list[at];
}

bool tiers_have(const struct tiers *tiers, const struct tier *tier, size_t depth)
{
	struct tier wanted = {tier->kind, tier->subject, depth, NULL, false};
	size_t at = lower_bound(tiers, &wanted);

	return at < tiers->count && compare_subjects(&tiers->list[at], tier) == 0 &&
	       tiers->list[at].depth == depth;
}

bool tiers_are_compared(const struct tiers *tiers, const struct document *document)
{
	const struct tier *tier = tiers_find(tiers, document);

	return tier && tier->compared;
}

/* ---- Their figures --------------------------------------------------------------------------- */

static struct pool_of *find_pool(struct tiers *tiers, const void *key)
{
	size_t at = ((uintptr_t)key >> 4) * 0x9e3779b1u & (tiers->places - 1);

	while (tiers->pools[at].key && tiers->pools[at].key != key)
		at = (at + 1) & (tiers->places - 1);
	return &tiers->pools[at];
}

static void grow_pools(struct tiers *tiers)
{
	struct pool_of *old = tiers->pools;
	size_t before = tiers->places;

	tiers->places = before ? before * 2 : 64;
	tiers->pools = mem_calloc(tiers->places, sizeof *tiers->pools);
	for (size_t i = 0; i < before; i++) {
		if (old[i].key)
			*find_pool(tiers, old[i].key) = old[i];
	}
	free(old);
}

static struct figure_pool *get_pool(struct tiers *tiers, const void *key, bool *is_new)
{
	struct pool_of *place;

	if (tiers->n_pools * 2 >= tiers->places)
		grow_pools(tiers);
	place = find_pool(tiers, key);
	*is_new = !place->key;
	if (*is_new) {
		*place = (struct pool_of){key, figure_pool_new()};
		tiers->n_pools++;
	}
	return place->pool;
}

struct figure_pool *tiers_figures(struct tiers *tiers, const struct document *document)
{
	bool is_new;
	struct figure_pool *pool = get_pool(tiers, document, &is_new);

	if (is_new)
		figure_pool_add(pool, document);
	return pool;
}

struct figure_pool *tiers_deeper(struct tiers *tiers, const struct tier *tier)
{
	struct tier deeper = {tier->kind, tier->subject, tier->depth + 1, NULL, false};
	const struct tier *end = tiers->list + tiers->count, *each;
	const struct tier *first = tiers->list + lower_bound(tiers, &deeper);
	struct figure_pool *pool;
	bool is_new;

	if (first == end || compare_subjects(first, tier) != 0)
		return NULL;
	pool = get_pool(tiers, first, &is_new);
	for (each = first; is_new && each < end && compare_subjects(each, tier) == 0; each++)
		figure_pool_share(pool, tiers_figures(tiers, each->document));
	return pool;
}
