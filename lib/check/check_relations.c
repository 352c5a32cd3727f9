/* How documents refer to one another: ids, links back, circles, links to what no longer counts. */
#include <stdlib.h>

#include "base/utf8.h"
#include "check/checker.h"
#include "check/circles.h"

struct back_link {
	const struct document *wanted;
	bool found;
};

static void note_back_link(void *context, const struct document *target)
{
	struct back_link *back = context;

	back->found = back->found || target == back->wanted;
}

static bool links_back(
	const struct checker *checker, const struct document *target, const char *field)
{
	struct scope scope = checker_scope(checker);
	struct back_link back = {checker->document, false};
	struct operand operand;

	scope.document = target;
	operand = scope_operand(&scope, field);
	scope_follow(&scope, &operand, note_back_link, &back);
	return back.found;
}

static void check_inverse(struct checker *checker, const struct field_spec *spec,
	const struct document *target, struct span span)
{
	if (links_back(checker, target, spec->inverse))
		return;
	checker_add(checker, RULE_LINK_ONE_WAY, span,
		"%s does not link back: add this document to its `%s`", target->path,
		spec->inverse);
}

static void check_circle(struct checker *checker, const struct field_spec *spec,
	const struct document *target, struct span span)
{
	struct scope scope = checker_scope(checker);

	if (!circles_has(checker->circles, checker->corpus, &scope, spec->owner, checker->document,
		    target))
		return;
	if (target == checker->document)
		checker_add(checker, RULE_LINK_CYCLE, span, "`%s` links to the document itself",
			spec->owner);
	else
		checker_add(checker, RULE_LINK_CYCLE, span,
			"`%s` leads by way of %s back to this document", spec->owner, target->path);
}

static void check_withdrawn(struct checker *checker, const struct document *target,
	struct slice value, struct span span)
{
	if (!target->kind || target->status < 0 || !(target->kind->withdrawn >> target->status & 1))
		return;
	checker_add(checker, RULE_LINK_WITHDRAWN, span, "\"%.*s\" is %s and counts no more",
		SLICE_ARG(value), target->kind->lifecycle.names[target->status]);
}

void check_relation(struct checker *checker, const struct field_spec *spec,
	const struct document *target, struct slice value, struct span span)
{
	bool self = target == checker->document;

	if (target->refusal)
		return;
	if (spec->inverse && !self)
		check_inverse(checker, spec, target, span);
	else if (!self)
		check_withdrawn(checker, target, value, span);
	if (spec->acyclic && spec->owner)
		check_circle(checker, spec, target, span);
}

struct identified {
	char *id;
	const struct document *document;
};

static int compare_ids(const void *a, const void *b)
{
	const struct identified *one = a, *two = b;
	int order = strcmp(one->id, two->id);

	return order ? order : strcmp(one->document->path, two->document->path);
}

static void report_id(
	struct checker *checker, const struct document *document, const struct document *other)
{
	uint32_t node = document_field(document, "id");
	struct slice id = document_text(document, "id");

	if (!document->checked)
		return;
	checker->document = document;
	checker->recorded = checker->dropped = 0;
	if (slice_equal(id, document_text(other, "id")))
		checker_add(checker, RULE_FRONT_DUPLICATE_ID, checker_field_span(checker, node),
			"the id \"%.*s\" is also that of %s", SLICE_ARG(id), other->path);
	else
		checker_add(checker, RULE_FRONT_DUPLICATE_ID, checker_field_span(checker, node),
			"the id \"%.*s\" differs only in letter case from that of %s",
			SLICE_ARG(id), other->path);
}

/* A document is a Markdown file with a kind; what is only linked to may be anything. */
static char *folded_id(const struct document *document)
{
	struct slice id = document_text(document, "id");
	struct buffer out = BUFFER_INIT;

	if (id.len == 0 || document_text(document, "kind").len == 0)
		return NULL;
	buffer_reserve(&out, 1);
	utf8_fold(&out, id);
	return buffer_take(&out);
}

void check_ids(struct checker *checker)
{
	const struct document *documents;
	struct identified *list;
	size_t count, n = 0;

	documents = corpus_documents(checker->corpus, &count);
	list = mem_calloc(count + 1, sizeof *list);
	for (size_t i = 0; i < count; i++) {
		char *id = folded_id(&documents[i]);

		if (id)
			list[n++] = (struct identified){id, &documents[i]};
	}
	qsort(list, n, sizeof *list, compare_ids);
	for (size_t i = 0; i < n; i++) {
		bool first = i == 0 || strcmp(list[i - 1].id, list[i].id) != 0;
		bool last = i + 1 == n || strcmp(list[i + 1].id, list[i].id) != 0;

		if (!first || !last)
			report_id(checker, list[i].document, list[first ? i + 1 : i - 1].document);
	}
	for (size_t i = 0; i < n; i++)
		free(list[i].id);
	free(list);
}
