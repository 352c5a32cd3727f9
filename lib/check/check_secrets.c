/* Text that looks like a credential, in all of a document: front matter, text, code, comments. */
#include <stdlib.h>

#include "check/checker.h"
#include "check/secrets.h"

/* The findings of a document are not held against more than these. */
#define MAX_HIDDEN 1000
/* So many bytes of a secret in a row are too many. */
#define PART 8

bool check_secrets(struct checker *checker)
{
	struct slice source = outline_source(checker->document->outline);
	size_t at = 0, start, end;
	bool found = false;
	const char *what;

	while (at < source.len && secrets_find(checker->secrets, source, at, &start, &end, &what)) {
		checker_add(checker, RULE_TEXT_SECRET,
			(struct span){(uint32_t)start, (uint32_t)end},
			"this looks like %s; its text is not shown here", what);
		found = true;
		at = end > at ? end : at + 1;
	}
	return found;
}

static bool contains(const char *text, struct slice secret)
{
	return text && memmem(text, strlen(text), secret.at, secret.len);
}

/* A message may show only a part of what it is about. */
static bool contains_part(const char *text, struct slice secret)
{
	for (size_t at = 0; at + PART <= secret.len; at++) {
		if (contains(text, (struct slice){secret.at + at, PART}))
			return true;
	}
	return false;
}

static void hide(struct finding *finding, struct slice secret, struct span span, uint32_t line)
{
	if (contains(finding->line, secret) || finding->start.line == line)
		finding->line[0] = '\0';
	if (contains(finding->reason, secret)) {
		free(finding->reason);
		finding->reason = mem_string(slice_of("(not shown, as it looks like a secret)"));
	}
	if (finding->rule == &rules[RULE_TEXT_SECRET])
		return;
	if (finding->start.byte < span.end && finding->end.byte > span.start
			? !contains_part(finding->message, secret)
			: !contains(finding->message, secret))
		return;
	free(finding->message);
	finding->message = mem_format("%s; its text is not shown here, as it looks like a secret",
		finding->rule->summary);
}

void hide_secrets(struct checker *checker, size_t first, size_t first_excepted)
{
	struct outline *outline = checker->document->outline;
	struct slice source = outline_source(outline);
	struct findings *findings = checker->findings, *excepted = checker->excepted;
	size_t at = 0, start, end;
	const char *what;

	for (int i = 0; i < MAX_HIDDEN && at < source.len; i++) {
		struct span span;
		struct slice secret;
		uint32_t line;

		if (!secrets_find(checker->secrets, source, at, &start, &end, &what))
			return;
		span = (struct span){(uint32_t)start, (uint32_t)end};
		secret = outline_spanned(outline, span);
		line = outline_position(outline, span.start).line;
		for (size_t j = first; j < findings->count; j++)
			hide(&findings->items[j], secret, span, line);
		for (size_t j = first_excepted; j < excepted->count; j++)
			hide(&excepted->items[j], secret, span, line);
		at = end > at ? end : at + 1;
	}
}
