#include "check/exception.h"

#include <stdlib.h>

/* So that every finding is not held against thousands of them. */
#define MAX_EXCEPTIONS 100

struct exception {
	struct slice rule; /* a rule's id, or the contract's own */
	struct slice reason;
	struct span span; /* of the comment */
	uint32_t line;    /* the line after it */
	struct span section;
	bool covers_front;
	bool used;
};

struct exceptions {
	struct checker *checker;
	struct exception list[MAX_EXCEPTIONS];
	size_t count;
};

/* The title is not a section: what stands under it speaks of the document's head. */
static bool is_head(const struct document *document, uint32_t section)
{
	if (section == 0)
		return true;
	return section == 1 && document->outline->sections[1].level == 1 &&
	       !(document->contract && document->contract->specs[1] != OUTLINE_NONE);
}

static struct span section_span(const struct document *document, uint32_t section)
{
	const struct outline_section *sections = document->outline->sections;
	struct span span = sections[section].span;

	if (!is_head(document, section))
		span.end = sections[sections[section].next - 1].span.end;
	return span;
}

static bool is_contract_rule(const struct kind *kind, struct slice id)
{
	for (size_t i = 0; kind && i < kind->n_rules; i++) {
		if (slice_is(id, kind->rules[i].id))
			return true;
	}
	for (size_t i = 0; kind && i < kind->n_rows; i++) {
		if (slice_is(id, kind->rows[i].id))
			return true;
	}
	for (size_t i = 0; kind && i < kind->n_texts; i++) {
		if (slice_is(id, kind->texts[i].id))
			return true;
	}
	return false;
}

/* Reports a rule that there is not, or that allows no exception. */
static bool is_allowed(struct checker *checker, struct slice id, struct span span)
{
	const struct rule *rule = rule_find(id);
	const char *near;

	if (!rule && is_contract_rule(checker->document->kind, id))
		return true;
	if (!rule) {
		near = rule_nearest(id);
		checker_add(checker, RULE_EXCEPTION_UNKNOWN_RULE, span,
			near ? "no rule \"%.*s\"; did you mean \"%s\"?" : "no rule \"%.*s\"%s",
			SLICE_ARG(id), near ? near : "");
		return false;
	}
	if (!(rule->flags & (RULE_FIXED | RULE_NO_EXCEPTION)) &&
		strncmp(rule->id, "exception/", 10) != 0)
		return true;
	checker_add(checker, RULE_EXCEPTION_REFUSED, span, "%s allows no exception", rule->id);
	return false;
}

static void add_rule(struct exceptions *e, struct slice rule, struct exception exception)
{
	exception.rule = slice_trim(rule);
	if (exception.rule.len == 0 || e->count == MAX_EXCEPTIONS ||
		!is_allowed(e->checker, exception.rule, exception.span))
		return;
	e->list[e->count++] = exception;
}

/* RULE[, RULE...] because REASON */
static void read_allow(struct exceptions *e, struct slice text, struct exception exception)
{
	static const char word[] = "because";
	const char *because = memmem(text.at, text.len, word, sizeof word - 1);
	size_t end = because ? (size_t)(because - text.at) : text.len;
	struct slice names = {text.at, end};

	exception.reason = slice_trim(slice_from(text, end + sizeof word - 1));
	if (slice_trim(names).len == 0 || !because || text_words(exception.reason) < 3) {
		checker_add(e->checker, RULE_EXCEPTION_REASON, exception.span,
			"an exception says why: `handoff: allow RULE because REASON`, with a "
			"reason of "
			"three words or more");
		return;
	}
	while (names.len) {
		size_t comma = slice_find(names, ',');

		add_rule(e, (struct slice){names.at, comma}, exception);
		names = slice_from(names, comma + 1);
	}
}

static void read_comment(struct exceptions *e, struct view view, struct span span, uint32_t section)
{
	const struct document *document = e->checker->document;
	struct slice text = slice_trim(outline_text(document->outline, view));
	struct exception exception = {.span = span};

	if (!slice_starts_with(text, "handoff:"))
		return;
	text = slice_trim(slice_from(text, strlen("handoff:")));
	if (!slice_starts_with(text, "allow ")) {
		checker_add(e->checker, RULE_EXCEPTION_REASON, span,
			"a comment to handoff reads `handoff: allow RULE because REASON`");
		return;
	}
	exception.line = outline_position(document->outline, span.end).line + 1;
	exception.section = section_span(document, section);
	exception.covers_front = is_head(document, section);
	read_allow(e, slice_from(text, strlen("allow ")), exception);
}

static void read_comments(struct exceptions *e)
{
	const struct outline *outline = e->checker->document->outline;

	for (uint32_t i = 0; i < outline->n_blocks; i++) {
		const struct outline_block *block = &outline->blocks[i];

		if (block->type == BLOCK_COMMENT)
			read_comment(e, block->text, block->span, block->section);
	}
	for (uint32_t i = 0; i < outline->n_runs; i++) {
		const struct outline_run *run = &outline->runs[i];

		if (run->type == RUN_COMMENT)
			read_comment(e, run->text, run->span, run->section);
	}
}

static bool covers(const struct exceptions *e, const struct exception *exception,
	const struct finding *finding)
{
	uint32_t byte = finding->start.byte;

	if (!slice_is(exception->rule, finding->rule->id) &&
		!(finding->contract_rule && slice_is(exception->rule, finding->contract_rule)))
		return false;
	if (finding->start.line == exception->line)
		return true;
	if (byte < e->checker->document->outline->body)
		return exception->covers_front;
	return byte >= exception->section.start && byte < exception->section.end;
}

static struct exception *find_exception(struct exceptions *e, const struct finding *finding)
{
	if (finding->rule->flags & (RULE_FIXED | RULE_NO_EXCEPTION))
		return NULL;
	for (size_t i = 0; i < e->count; i++) {
		if (covers(e, &e->list[i], finding))
			return &e->list[i];
	}
	return NULL;
}

static void move_excepted(struct exceptions *e, size_t first)
{
	struct findings *findings = e->checker->findings, *excepted = e->checker->excepted;
	size_t kept = first;

	for (size_t i = first; i < findings->count; i++) {
		struct finding *finding = &findings->items[i];
		struct exception *exception = find_exception(e, finding);

		if (!exception) {
			findings->items[kept++] = *finding;
			continue;
		}
		exception->used = true;
		finding->reason = mem_string(exception->reason);
		GROW(excepted->items, excepted->count, excepted->capacity);
		excepted->items[excepted->count++] = *finding;
	}
	findings->count = kept;
}

/* Where only some documents are checked, what is used in none is not known. */
static bool was_looked_for(const struct checker *checker, struct slice rule)
{
	return corpus_is_whole(checker->corpus) || !slice_is(rule, rules[RULE_GLOSSARY_UNUSED].id);
}

void check_exceptions(struct checker *checker, size_t first)
{
	struct exceptions e = {.checker = checker};

	read_comments(&e);
	if (e.count == 0)
		return;
	move_excepted(&e, first);
	for (size_t i = 0; i < e.count; i++) {
		if (!e.list[i].used && was_looked_for(checker, e.list[i].rule))
			checker_add(checker, RULE_EXCEPTION_UNUSED, e.list[i].span,
				"nothing here breaks %.*s: this exception is not needed",
				SLICE_ARG(e.list[i].rule));
	}
}
