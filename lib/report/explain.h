/*
 * explain.h - rules explained: `handoff explain`.
 */
#ifndef HANDOFF_REPORT_EXPLAIN_H
#define HANDOFF_REPORT_EXPLAIN_H

#include "base/buffer.h"
#include "check/rule.h"
#include "report/kind_words.h"

/* Appends the list of all rules by family, one line each. */
void report_rule_list(bool color, struct buffer *out);

/* Appends all there is to say of some rules, one after another; JSON is an array. */
void report_rules_text(
	const struct rule *const *list, size_t count, bool color, struct buffer *out);
void report_rules_json(const struct rule *const *list, size_t count, struct buffer *out);

/* The same as sections of a manual page in mdoc(7), one for each family. */
void report_rules_mdoc(const struct rule *const *list, size_t count, struct buffer *out);

/* The same of one rule in Markdown, for viewers of reports. */
void report_rule_markdown(const struct rule *rule, struct buffer *out);

/* The same for rules that contracts name themselves. */
void report_kind_rules_text(
	const struct kind_rule *list, size_t count, bool color, struct buffer *out);
void report_kind_rules_json(const struct kind_rule *list, size_t count, struct buffer *out);

#endif
