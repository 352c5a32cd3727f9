#include "check/uniques.h"

#include <stdlib.h>

#include "base/mem.h"
#include "check/name_index.h"

/* The documents that one rule is about, by their values. */
struct unique_values {
	const struct rule_spec *rule;
	struct name_index index;
};

struct uniques {
	struct unique_values *list;
	size_t count, capacity;
};

struct uniques *uniques_new(void)
{
	return mem_calloc(1, sizeof(struct uniques));
}

void uniques_free(struct uniques *uniques)
{
	if (!uniques)
		return;
	for (size_t i = 0; i < uniques->count; i++)
		name_index_dispose(&uniques->list[i].index);
	free(uniques->list);
	free(uniques);
}

/* The values of a document in the rule's fields; false if one is empty. */
static bool add_values(
	const struct rule_spec *rule, const struct scope *scope, struct buffer *values)
{
	for (size_t i = 0; i < rule->n_unique; i++) {
		struct operand operand = scope_operand(scope, rule->unique[i]);

		if (!operand.present)
			return false;
		operand_describe(&operand, values);
		buffer_add_char(values, '\x1f');
	}
	return true;
}

static bool is_about(
	const struct rule_spec *rule, const struct document *document, const struct scope *scope)
{
	bool in_status = rule->at == UINT64_MAX ||
			 (document->status >= 0 && (rule->at >> document->status & 1));

	return in_status && condition_holds(rule->when, scope);
}

static void collect(struct unique_values *values, const struct scope *scope)
{
	const struct kind *kind = scope->document->kind;
	const struct document *documents;
	struct scope at = *scope;
	size_t count;

	documents = corpus_documents(scope->corpus, &count);
	for (size_t i = 0; i < count; i++) {
		struct buffer text = BUFFER_INIT;

		at.document = &documents[i];
		if (documents[i].kind == kind && !documents[i].refusal &&
			is_about(values->rule, at.document, &at) &&
			add_values(values->rule, &at, &text))
			name_index_add(&values->index, buffer_slice(&text), i);
		buffer_dispose(&text);
	}
}

static struct unique_values *get(
	struct uniques *uniques, const struct rule_spec *rule, const struct scope *scope)
{
	struct unique_values values = {.rule = rule};

	for (size_t i = 0; i < uniques->count; i++) {
		if (uniques->list[i].rule == rule)
			return &uniques->list[i];
	}
	collect(&values, scope);
	GROW(uniques->list, uniques->count, uniques->capacity);
	uniques->list[uniques->count++] = values;
	return &uniques->list[uniques->count - 1];
}

const struct document *uniques_other(
	struct uniques *uniques, const struct rule_spec *rule, const struct scope *scope)
{
	struct unique_values *values = get(uniques, rule, scope);
	const struct document *documents, *other = NULL;
	struct buffer text = BUFFER_INIT;
	size_t count, at = SIZE_MAX;

	documents = corpus_documents(scope->corpus, &count);
	if (add_values(rule, scope, &text))
		at = name_index_find(&values->index, buffer_slice(&text));
	for (; at != SIZE_MAX && !other; at = name_index_next(&values->index, at)) {
		const struct document *found = &documents[values->index.list[at].number];

		other = found != scope->document ? found : NULL;
	}
	buffer_dispose(&text);
	return other;
}
