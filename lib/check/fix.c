#include "check/fix.h"

#include <stdlib.h>

#include "base/file.h"

void fixes_dispose(struct fixes *fixes)
{
	for (size_t i = 0; i < fixes->count; i++) {
		free(fixes->items[i].path);
		free(fixes->items[i].what);
	}
	free(fixes->items);
	*fixes = (struct fixes){0};
}

/* The fixes of one document, in the order of their places. */
struct plan {
	const struct document *document;
	const struct finding **list;
	size_t count, capacity;
	struct fix_field *fields; /* in their new order; none: they stay */
	size_t n_fields;
};

static int compare_fixes(const void *a, const void *b)
{
	const struct fix *one = (*(const struct finding *const *)a)->fix;
	const struct fix *two = (*(const struct finding *const *)b)->fix;

	if (one->span.start != two->span.start)
		return one->span.start < two->span.start ? -1 : 1;
	return one->order < two->order ? -1 : one->order > two->order;
}

/* Of fixes that overlap the first counts; the next run does the rest. */
static void drop_overlaps(struct plan *plan)
{
	size_t kept = 0;

	for (size_t i = 0; i < plan->count; i++) {
		const struct fix *fix = plan->list[i]->fix;

		if (kept == 0 || fix->span.start >= plan->list[kept - 1]->fix->span.end)
			plan->list[kept++] = plan->list[i];
	}
	plan->count = kept;
}

static void plan_fixes(struct plan *plan, const struct findings *findings)
{
	for (size_t i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->items[i];

		if (!finding->fix || strcmp(finding->path, plan->document->path) != 0)
			continue;
		GROW(plan->list, plan->count, plan->capacity);
		plan->list[plan->count++] = finding;
	}
	if (plan->count)
		qsort(plan->list, plan->count, sizeof *plan->list, compare_fixes);
	drop_overlaps(plan);
	if (!fix_order(plan->document, &plan->fields, &plan->n_fields))
		plan->n_fields = 0;
}

/* Appends a stretch of the source with the fixes that lie in it. */
static void copy(const struct plan *plan, struct span span, struct buffer *out)
{
	const char *source = plan->document->outline->bytes;
	uint32_t at = span.start;

	for (size_t i = 0; i < plan->count; i++) {
		const struct fix *fix = plan->list[i]->fix;

		if (fix->span.start < at || fix->span.end > span.end ||
			(fix->span.start == span.end && span.end != plan->document->outline->source_len))
			continue;
		buffer_add(out, source + at, fix->span.start - at);
		buffer_add_string(out, fix->text);
		at = fix->span.end;
	}
	buffer_add(out, source + at, span.end - at);
}

static void carry_out(const struct plan *plan, struct buffer *out)
{
	struct span rest = {0, plan->document->outline->source_len};
	uint32_t first = UINT32_MAX;

	for (size_t i = 0; i < plan->n_fields; i++) {
		if (plan->fields[i].span.start < first)
			first = plan->fields[i].span.start;
	}
	if (plan->n_fields) {
		copy(plan, (struct span){0, first}, out);
		rest.start = first;
	}
	for (size_t i = 0; i < plan->n_fields; i++) {
		copy(plan, plan->fields[i].span, out);
		if (plan->fields[i].span.end > rest.start)
			rest.start = plan->fields[i].span.end;
	}
	copy(plan, rest, out);
}

/* What is written has to be read without a fault, and has the fields that it had. */
static struct error *verify(const struct plan *plan, struct doc_pool *pool, struct slice text)
{
	struct outline *outline = NULL;
	struct error *error = doc_pool_parse(pool, DOC_MARKDOWN, text, &outline);

	if (!error && (outline->n_faults > 0 ||
			      outline->n_fields != plan->document->outline->n_fields))
		error = error_new(ERROR_INTERNAL,
			"%s: the fixed document would not be read as before; it is left as it is",
			plan->document->path);
	outline_free(outline);
	return error;
}

static void note(struct fixes *fixes, const struct document *document, struct position start,
	const struct rule *rule, const char *what)
{
	GROW(fixes->items, fixes->count, fixes->capacity);
	fixes->items[fixes->count++] = (struct fixed){
		mem_string(slice_of(document->path)), start, rule, mem_string(slice_of(what))};
}

static void note_all(const struct plan *plan, struct fixes *fixes)
{
	struct outline *outline = plan->document->outline;

	if (plan->n_fields)
		note(fixes, plan->document, outline_position(outline, outline->front.start),
			&rules[RULE_FRONT_ORDER], "fields put in the template's order");
	for (size_t i = 0; i < plan->count; i++)
		note(fixes, plan->document, plan->list[i]->start, plan->list[i]->rule,
			plan->list[i]->fix->what);
}

static struct error *fix_document(const struct document *document, const struct findings *findings,
	struct doc_pool *pool, int dirfd, struct fixes *fixes)
{
	struct plan plan = {.document = document};
	struct buffer text = BUFFER_INIT;
	struct error *error = NULL;

	plan_fixes(&plan, findings);
	if (plan.count || plan.n_fields) {
		carry_out(&plan, &text);
		error = verify(&plan, pool, buffer_slice(&text));
		if (!error)
			error = file_replace_beneath(dirfd, document->path,
				outline_source(document->outline), buffer_slice(&text));
		if (!error)
			note_all(&plan, fixes);
	}
	buffer_dispose(&text);
	free(plan.fields);
	free(plan.list);
	return error;
}

struct error *fix_documents(const struct corpus *corpus, const struct findings *findings,
	struct doc_pool *pool, int dirfd, struct fixes *fixes)
{
	const struct document *documents;
	struct error *error = NULL;
	size_t count;

	documents = corpus_documents(corpus, &count);
	for (size_t i = 0; !error && i < count; i++) {
		const struct document *document = &documents[i];

		if (document->checked && document->kind && !document->refusal &&
			document->outline->n_faults == 0)
			error = fix_document(document, findings, pool, dirfd, fixes);
	}
	return error;
}
