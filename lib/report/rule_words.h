/*
 * rule_words.h - what holds for rules in words, for `handoff explain` and its manual page. The
 * words are Markdown.
 */
#ifndef HANDOFF_REPORT_RULE_WORDS_H
#define HANDOFF_REPORT_RULE_WORDS_H

#include "base/buffer.h"
#include "check/rule.h"
#include "check/rule_text.h"
#include "report/kind_words.h"

/* The family's name: what stands before the slash. */
struct slice rule_family(const struct rule *rule);

/* Appends a phrase as a sentence: "a link is broken" as "A link is broken." */
void words_sentence(struct buffer *out, const char *phrase);
/* Appends paragraphs, each on one line. */
void words_unwrapped(struct buffer *out, struct slice prose);

/* Appends where on the web the rule is explained. */
void words_rule_url(struct buffer *out, const struct rule *rule);

/* Appends how severe it is and what lowers it: "error; a gap, ...", "error; no setting lowers it".
 */
void words_rule_severity(struct buffer *out, const struct rule *rule);

/* Appends how to allow an exception from it, or why there is none. */
void words_rule_exception(
	struct buffer *out, const struct rule *rule, const struct rule_text *text);
/* The same for a rule that a contract names itself. */
void words_kind_rule_exception(struct buffer *out, const struct kind_rule *rule);

#endif
