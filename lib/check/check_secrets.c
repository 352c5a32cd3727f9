/* Credentials in documents, anywhere: front matter, text, code, comments. */
#include "check/checker.h"
#include "check/secrets.h"

void check_secrets(struct checker *checker)
{
	struct slice source = outline_source(checker->document->outline);
	size_t at = 0, start, end;
	const char *what;

	while (at < source.len &&
		secrets_find(checker->secrets, source, at, &start, &end, &what)) {
		checker_add(checker, RULE_TEXT_SECRET, (struct span){(uint32_t)start, (uint32_t)end},
			"this looks like %s; its text is not shown here", what);
		at = end > at ? end : at + 1;
	}
}
