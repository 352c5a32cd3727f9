/* Text that stands for something still to come: TODO, TBD, {{title}}, guidance of the template. */
#include <ctype.h>

#include "check/checker.h"

static bool is_word_byte(char c)
{
	return isalnum((unsigned char)c) || c == '_' || (unsigned char)c >= 0x80;
}

static const struct {
	const char *text;
	bool word; /* counts only as a word of its own */
} placeholders[] = {
	{"TODO", true},
	{"TBD", true},
	{"FIXME", true},
	{"{{", false},
	{"[More Information Needed]", false},
	{"yyyy-mm-dd", false},
	{"YYYY-MM-DD", false},
	{"waiting-on-url", false},
};

#define N_PLACEHOLDERS (sizeof placeholders / sizeof *placeholders)

/* The placeholder that begins at a byte, or NULL. */
static const char *placeholder_at(struct slice text, size_t at)
{
	for (size_t i = 0; i < N_PLACEHOLDERS; i++) {
		size_t len = strlen(placeholders[i].text);

		if (text.len - at < len || memcmp(text.at + at, placeholders[i].text, len) != 0)
			continue;
		if (placeholders[i].word &&
			((at > 0 && is_word_byte(text.at[at - 1])) ||
				(at + len < text.len && is_word_byte(text.at[at + len]))))
			continue;
		return placeholders[i].text;
	}
	return NULL;
}

/* Bytes that begin a placeholder; this looks at every byte of every document. */
static const bool is_first[256] = {['T'] = true,
	['F'] = true,
	['{'] = true,
	['['] = true,
	['y'] = true,
	['Y'] = true,
	['w'] = true};

static void check_run(struct checker *checker, const struct outline_run *run)
{
	struct slice text = outline_text(checker->document->outline, run->text);
	bool verbatim = run->span.end - run->span.start == text.len;

	for (size_t at = 0; at < text.len; at++) {
		const char *found;
		struct span span = run->span;

		if (!is_first[(unsigned char)text.at[at]])
			continue;
		found = placeholder_at(text, at);
		if (!found)
			continue;
		if (verbatim) {
			span.start = run->span.start + (uint32_t)at;
			span.end = span.start + (uint32_t)strlen(found);
		}
		checker_add(checker, RULE_SECTION_PLACEHOLDER, span, "\"%s\" is left in the text%s",
			found,
			strcmp(found, "{{") == 0 ? ": a variable that nothing filled in" : "");
		return;
	}
}

/* True if a section still is what `new` wrote: rows that the template fills in are nobody's text
 * yet. */
static bool is_untouched(const struct document *document, uint32_t section)
{
	const struct kind *kind = document->kind;
	uint32_t spec = document->contract->specs[section], other;
	struct slice ours, theirs;

	if (spec == OUTLINE_NONE)
		return false;
	other = kind->sections[spec].outline_section;
	ours = outline_spanned(document->outline, document->outline->sections[section].span);
	theirs = outline_spanned(kind->outline, kind->outline->sections[other].span);
	return slice_equal(slice_trim(ours), slice_trim(theirs));
}

static void check_comment(
	struct checker *checker, struct span span, struct view text, uint32_t section)
{
	const struct document *document = checker->document;

	if (!kind_is_guidance(document->kind, outline_text(document->outline, text)) ||
		!section_has_own_content(document->outline, section) ||
		(!checker->strict && is_untouched(document, section)))
		return;
	checker_add(checker, RULE_SECTION_PLACEHOLDER, span,
		"guidance of the template is left beside the text; delete the comment");
}

void check_placeholders(struct checker *checker)
{
	const struct outline *outline = checker->document->outline;

	for (uint32_t i = 0; i < outline->n_runs; i++) {
		const struct outline_run *run = &outline->runs[i];

		/* Cells are looked at with their types (check_tables.c), and a heading such as
		 * "TODO list" names its section. */
		if (run->type == RUN_COMMENT)
			check_comment(checker, run->span, run->text, run->section);
		else if (run->type == RUN_TEXT && run->block != OUTLINE_NONE)
			check_run(checker, run);
	}
	for (uint32_t i = 0; i < outline->n_blocks; i++) {
		const struct outline_block *block = &outline->blocks[i];

		if (block->type == BLOCK_COMMENT)
			check_comment(checker, block->span, block->text, block->section);
	}
}
