/* What the reader of the document found: encoding, front matter that is not there or wrong, limits.
 */
#include "base/utf8.h"
#include "check/checker.h"

static const enum rule_id fault_rules[FAULT_TYPES] = {
	[FAULT_ENCODING] = RULE_TEXT_ENCODING,
	[FAULT_BOM] = RULE_TEXT_ENCODING,
	[FAULT_INVISIBLE] = RULE_TEXT_INVISIBLE,
	[FAULT_NO_FRONT] = RULE_FRONT_MISSING,
	[FAULT_UNCLOSED_FRONT] = RULE_FRONT_MISSING,
	[FAULT_SYNTAX] = RULE_FRONT_SYNTAX,
	[FAULT_ANCHOR] = RULE_FRONT_ANCHOR,
	[FAULT_DUPLICATE_KEY] = RULE_FRONT_DUPLICATE_KEY,
	[FAULT_LIMIT] = RULE_TEXT_LIMIT,
	[FAULT_UNCLOSED_CODE] = RULE_TEXT_UNCLOSED_CODE,
};

/* A name that a terminal or another system would read differently from what it is. */
static void check_name(struct checker *checker)
{
	struct slice path = slice_of(checker->document->path);
	const struct span start = {0, 0};
	uint32_t character;
	size_t bad;

	if (!utf8_valid(path, &bad))
		checker_add(checker, RULE_TEXT_ENCODING, start,
			"the file's name is not valid UTF-8 at byte %zu; rename it", bad);
	else if (utf8_find_invisible(path, 0, &character) < path.len)
		checker_add(checker, RULE_TEXT_ENCODING, start,
			"the file's name holds the invisible character U+%04X; rename it",
			character);
	else if (memchr(path.at, '\n', path.len) || memchr(path.at, '\t', path.len) ||
		 memchr(path.at, '\r', path.len))
		checker_add(checker, RULE_TEXT_ENCODING, start,
			"the file's name holds a line break or tab; rename it");
}

void check_faults(struct checker *checker)
{
	const struct outline *outline = checker->document->outline;

	check_name(checker);
	if (checker->document->refusal) {
		checker_add(checker, RULE_TEXT_FILE, (struct span){0, 0},
			"this is %s, so the document cannot be checked",
			checker->document->refusal);
		return;
	}
	for (uint32_t i = 0; i < outline->n_faults; i++) {
		const struct outline_fault *fault = &outline->faults[i];

		checker_add(checker, fault_rules[fault->type], fault->span, "%.*s",
			SLICE_ARG(outline_text(outline, fault->message)));
	}
}
