/* The rules that a contract has for the words of sections. */
#include <stdlib.h>

#include "base/utf8.h"
#include "check/checker.h"
#include "check/evaluate.h"
#include "check/running_text.h"
#include "policy/pattern.h"

static struct running_text words_of(const struct outline *outline, uint32_t section)
{
	struct running_text words = {.text = BUFFER_INIT};

	buffer_reserve(&words.text, 1);
	running_text_add(&words, outline, section, run_is_text, ' ');
	return words;
}

struct text_check {
	struct checker *checker;
	const struct text_spec *rule;
	uint32_t section; /* of the outline; 0: the whole body */
};

static struct span heading_span(const struct text_check *t)
{
	const struct outline *outline = t->checker->document->outline;

	return t->section ? outline->sections[t->section].title_span
			  : checker_document_span(t->checker);
}

static void report(const struct text_check *t, struct span span, const char *detail)
{
	checker_add_rule(t->checker, RULE_SECTION_RULE, t->rule->id, t->rule->severity, span,
		"%s: %s", t->rule->because, detail);
}

/* Each paragraph and cell by itself: the bound on a search is meant for one of them. */
static struct slice next_line(struct slice text, size_t at)
{
	struct slice line = slice_from(text, at);

	line.len = slice_find(line, '\n');
	return line;
}

static void check_line(
	const struct text_check *t, const struct running_text *words, struct slice line)
{
	size_t base = (size_t)(line.at - words->text.at), at = 0, start, end;
	enum pattern_result result;
	char *detail;

	while ((result = pattern_find(t->rule->pattern, line, at, &start, &end)) == PATTERN_FOUND) {
		detail = mem_format("\"%.*s\"", (int)(end - start), line.at + start);
		report(t, running_text_span(words, base + start, base + end), detail);
		free(detail);
		at = end > at ? end : at + 1;
		if (at > line.len)
			return;
	}
	if (result == PATTERN_UNDECIDED)
		report(t, running_text_span(words, base, base + line.len),
			"this text is too involved for the expression to be decided");
}

static void check_none(const struct text_check *t, const struct running_text *words)
{
	struct slice text = buffer_slice(&words->text);

	for (size_t at = 0; at < text.len;) {
		struct slice line = next_line(text, at);

		if (line.len)
			check_line(t, words, line);
		at += line.len + 1;
	}
}

static void check_some(const struct text_check *t, const struct running_text *words)
{
	struct slice text = buffer_slice(&words->text);
	char *detail;

	for (size_t at = 0; at < text.len;) {
		struct slice line = next_line(text, at);

		if (pattern_matches(t->rule->pattern, line))
			return;
		at += line.len + 1;
	}
	detail = mem_format("nothing here matches %s", t->rule->regex);
	report(t, heading_span(t), detail);
	free(detail);
}

/* What a figure in running text can be as long as: `3 hours 30 minutes`. */
#define MAX_CLAIM 40

/* The longest beginning of a text that is a duration or a time, and nothing behind it: `4 h 10 min`
 * is not 4 hours of some kind. */
static struct amount read_claim(struct slice text, struct slice *claim)
{
	static const enum value_type types[] = {VALUE_DURATION, VALUE_DATETIME, VALUE_DATE};

	while (text.len && strchr(" ~:*", text.at[0]))
		text = slice_from(text, 1);
	claim->at = text.at;
	claim->len = text.len < MAX_CLAIM ? text.len : MAX_CLAIM;
	for (; claim->len > 0; claim->len--) {
		if (claim->at[claim->len - 1] == ' ')
			continue;
		for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
			if (value_has_form(types[i], *claim))
				return amount_read(*claim);
		}
	}
	return (struct amount){.type = AMOUNT_NONE};
}

static void check_claim(
	const struct text_check *t, const struct running_text *words, struct slice rest)
{
	struct scope scope = checker_scope(t->checker);
	struct amount truth = evaluate(t->rule->equals, &scope);
	struct slice claim;
	struct amount amount = read_claim(rest, &claim);
	struct buffer detail = BUFFER_INIT;
	size_t start = (size_t)(claim.at - words->text.at);

	if (truth.type == AMOUNT_NONE || amount.type != truth.type || amount_equals(amount, truth))
		return;
	buffer_addf(&detail, "\"%.*s\", must be ", SLICE_ARG(claim));
	amount_add_text(&detail, truth);
	buffer_addf(&detail, " (%s)", t->rule->equals->text);
	report(t, running_text_span(words, start, start + claim.len), detail.at);
	buffer_dispose(&detail);
}

static void check_claims(const struct text_check *t, const struct running_text *words)
{
	struct slice text = buffer_slice(&words->text);
	size_t start, end;

	for (size_t at = 0; at < text.len;) {
		struct slice line = next_line(text, at);

		for (size_t from = 0; from < line.len && pattern_find(t->rule->pattern, line, from,
								 &start, &end) == PATTERN_FOUND;
			from = end > from ? end : from + 1)
			check_claim(t, words, slice_from(line, end));
		at += line.len + 1;
	}
}

/* Three words in a row, as a hash of their folded letters and digits. */
struct runs {
	uint64_t *list;
	size_t count, capacity;
};

static bool is_word_byte(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c >= 0x80;
}

/* FNV-1a, as in kind_comment_hash. */
static void collect_runs(const struct running_text *words, struct runs *runs)
{
	struct buffer folded = BUFFER_INIT;
	uint64_t last[3] = {0, 0, 0};
	size_t seen = 0, at = 0;

	buffer_reserve(&folded, 1);
	utf8_fold(&folded, buffer_slice(&words->text));
	while (at < folded.len) {
		uint64_t hash = UINT64_C(0xcbf29ce484222325);

		if (!is_word_byte((unsigned char)folded.at[at])) {
			at++;
			continue;
		}
		for (; at < folded.len && is_word_byte((unsigned char)folded.at[at]); at++)
			hash = (hash ^ (unsigned char)folded.at[at]) * UINT64_C(0x100000001b3);
		last[0] = last[1];
		last[1] = last[2];
		last[2] = hash;
		if (++seen < 3)
			continue;
		GROW(runs->list, runs->count, runs->capacity);
		runs->list[runs->count++] = last[0] * 31 * 31 + last[1] * 31 + last[2];
	}
	buffer_dispose(&folded);
}

static int compare_hashes(const void *a, const void *b)
{
	uint64_t one = *(const uint64_t *)a, two = *(const uint64_t *)b;

	return one < two ? -1 : one > two;
}

static double shared_percent(const struct running_text *one, const struct running_text *other)
{
	struct runs mine = {0}, theirs = {0};
	size_t shared = 0;
	double percent;

	collect_runs(one, &mine);
	collect_runs(other, &theirs);
	if (theirs.count)
		qsort(theirs.list, theirs.count, sizeof *theirs.list, compare_hashes);
	for (size_t i = 0; theirs.count && i < mine.count; i++)
		shared += bsearch(&mine.list[i], theirs.list, theirs.count, sizeof *theirs.list,
				  compare_hashes) != NULL;
	percent = mine.count ? 100.0 * (double)shared / (double)mine.count : 0;
	free(mine.list);
	free(theirs.list);
	return percent;
}

static void check_unlike(const struct text_check *t, const struct running_text *words)
{
	const struct document *document = t->checker->document;
	uint32_t other = document->contract->sections[t->rule->other];
	struct running_text theirs;
	double percent;
	char *detail;

	if (other == OUTLINE_NONE)
		return;
	theirs = words_of(document->outline, other);
	percent = shared_percent(words, &theirs);
	running_text_dispose(&theirs);
	if (percent <= t->rule->overlap)
		return;
	detail = mem_format("%.0f %% of it is also in \"%s\", at most %.0f %% may be", percent,
		document->kind->sections[t->rule->other].title, t->rule->overlap);
	report(t, heading_span(t), detail);
	free(detail);
}

static void check_section(const struct text_check *t)
{
	const struct outline *outline = t->checker->document->outline;
	struct running_text words = {.text = BUFFER_INIT};
	struct slice reason;

	if (t->section && (section_not_applicable(outline, t->section, &reason) != OUTLINE_NONE ||
				  !section_has_content(outline, t->section)))
		return;
	buffer_reserve(&words.text, 1);
	if (t->section)
		running_text_add(&words, outline, t->section, run_is_text, ' ');
	for (uint32_t i = 0; !t->section && i < outline->n_sections; i = outline->sections[i].next)
		running_text_add(&words, outline, i, run_is_text, ' ');
	if (t->rule->test == TEXT_NONE)
		check_none(t, &words);
	else if (t->rule->test == TEXT_SOME)
		check_some(t, &words);
	else if (t->rule->test == TEXT_CLAIM)
		check_claims(t, &words);
	else
		check_unlike(t, &words);
	running_text_dispose(&words);
}

void check_texts(struct checker *checker)
{
	const struct document *document = checker->document;
	struct scope scope = checker_scope(checker);

	for (size_t i = 0; i < document->kind->n_texts; i++) {
		const struct text_spec *rule = &document->kind->texts[i];
		struct text_check t = {checker, rule, 0};

		if (!checker_status_in(checker, rule->at) || !condition_holds(rule->where, &scope))
			continue;
		if (rule->n_sections == 0)
			check_section(&t);
		for (size_t j = 0; j < rule->n_sections; j++) {
			t.section = document->contract->sections[rule->sections[j]];
			if (t.section != OUTLINE_NONE)
				check_section(&t);
		}
	}
}
