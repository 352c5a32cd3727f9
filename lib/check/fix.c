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

static bool is_block(const struct fix *fix)
{
	return fix->span.start == fix->span.end;
}

/* Appends the line ends that a block needs behind what stands before it, to begin after a blank
 * line; they are those of the block. */
static void add_lead(struct buffer *out, struct slice before, struct slice block)
{
	size_t end = slice_find(block, '\n');
	const char *line_end =
		end > 0 && end < block.len && block.at[end - 1] == '\r' ? "\r\n" : "\n";

	if (before.len && !slice_ends_with(before, "\n"))
		buffer_addf(out, "%s%s", line_end, line_end);
	else if (before.len && !slice_ends_with(before, "\n\n") &&
		 !slice_ends_with(before, "\n\r\n"))
		buffer_add_string(out, line_end);
}

static void add_block(struct buffer *out, struct slice block)
{
	struct buffer lead = BUFFER_INIT;

	add_lead(&lead, buffer_slice(out), block);
	buffer_add_slice(out, buffer_slice(&lead));
	buffer_add_slice(out, block);
	buffer_dispose(&lead);
}

/* Appends a stretch of the source with the fixes that lie in it. */
static void copy(const struct plan *plan, struct span span, struct buffer *out)
{
	const char *source = plan->document->outline->bytes;
	uint32_t at = span.start;

	for (size_t i = 0; i < plan->count; i++) {
		const struct fix *fix = plan->list[i]->fix;

		if (fix->span.start < at || fix->span.end > span.end ||
			(fix->span.start == span.end &&
				span.end != plan->document->outline->source_len))
			continue;
		buffer_add(out, source + at, fix->span.start - at);
		if (is_block(fix))
			add_block(out, slice_of(fix->text));
		else
			buffer_add_string(out, fix->text);
		at = fix->span.end;
	}
	buffer_add(out, source + at, span.end - at);
}

/* No blank line stands at the end of a file. */
static void trim_end(struct buffer *text)
{
	bool crlf = slice_ends_with(buffer_slice(text), "\n\r\n");

	if (crlf || slice_ends_with(buffer_slice(text), "\n\n"))
		text->len -= crlf ? 2 : 1;
	text->at[text->len] = '\0';
}

static bool reaches_end(const struct plan *plan)
{
	const struct fix *last = plan->count ? plan->list[plan->count - 1]->fix : NULL;

	return last && last->span.start == plan->document->outline->source_len;
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
	if (reaches_end(plan))
		trim_end(out);
}

/*
 * Behind the last line end there is no line any more for whoever counts lines. What is put in there
 * can as well be put in before that line end, which then ends the new text.
 */
static void move_before_last_line_end(struct fix_edit *edit, struct slice source)
{
	const char *line_end = slice_ends_with(source, "\r\n") ? "\r\n" : "\n";
	uint32_t len = (uint32_t)strlen(line_end);
	struct buffer text = BUFFER_INIT;

	if (!slice_ends_with(source, line_end) ||
		!slice_ends_with(buffer_slice(&edit->text), line_end))
		return;
	buffer_add_string(&text, line_end);
	buffer_add(&text, edit->text.at, edit->text.len - len);
	buffer_dispose(&edit->text);
	edit->text = text;
	edit->span.start -= len;
	edit->span.end -= len;
}

void fix_as_edit(const struct fix *fix, struct slice source, struct fix_edit *edit)
{
	*edit = (struct fix_edit){.span = fix->span};
	if (is_block(fix))
		add_lead(&edit->text, (struct slice){source.at, fix->span.start},
			slice_of(fix->text));
	buffer_add_string(&edit->text, fix->text);
	if (is_block(fix) && fix->span.start == source.len) {
		trim_end(&edit->text);
		move_before_last_line_end(edit, source);
	}
}

/* How many sections the blocks that are put in have by themselves. */
static struct error *count_sections(const struct plan *plan, struct doc_pool *pool, uint32_t *count)
{
	struct error *error = NULL;

	for (size_t i = 0; !error && i < plan->count; i++) {
		struct outline *outline = NULL;

		if (!is_block(plan->list[i]->fix))
			continue;
		error = doc_pool_parse(
			pool, DOC_MARKDOWN, slice_of(plan->list[i]->fix->text), &outline);
		*count += error ? 0 : outline->n_sections - 1;
		outline_free(outline);
	}
	return error;
}

/* What is written has to be read without a fault, and has the fields that it had, and the sections.
 */
static struct error *verify(
	const struct plan *plan, struct doc_pool *pool, struct slice text, bool *swallowed)
{
	const struct outline *before = plan->document->outline;
	uint32_t sections = before->n_sections;
	struct outline *outline = NULL;
	struct error *error = count_sections(plan, pool, &sections);

	if (!error)
		error = doc_pool_parse(pool, DOC_MARKDOWN, text, &outline);
	*swallowed = !error && outline->n_sections != sections;
	if (!error && (outline->n_faults > 0 || outline->n_fields != before->n_fields))
		error = error_new(ERROR_INTERNAL,
			"%s: the fixed document would not be read as before; it is left as it is",
			plan->document->path);
	outline_free(outline);
	return error;
}

static void drop_blocks(struct plan *plan)
{
	size_t kept = 0;

	for (size_t i = 0; i < plan->count; i++) {
		if (!is_block(plan->list[i]->fix))
			plan->list[kept++] = plan->list[i];
	}
	plan->count = kept;
}

/* Behind a comment or HTML that is never closed a heading is none: then no section is put in. */
static struct error *write_text(struct plan *plan, struct doc_pool *pool, struct buffer *text)
{
	struct error *error;
	bool swallowed;

	carry_out(plan, text);
	error = verify(plan, pool, buffer_slice(text), &swallowed);
	if (error || !swallowed)
		return error;
	drop_blocks(plan);
	text->len = 0;
	carry_out(plan, text);
	return verify(plan, pool, buffer_slice(text), &swallowed);
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
	if (plan.count || plan.n_fields)
		error = write_text(&plan, pool, &text);
	if (!error && (plan.count || plan.n_fields)) {
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
