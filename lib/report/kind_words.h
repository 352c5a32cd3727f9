/*
 * kind_words.h - the parts of a contract in words: one phrase each, without a full stop or a
 * newline.
 *
 * What a template says is untrusted, and the phrases hold it as it is: whoever prints them escapes
 * them.
 */
#ifndef HANDOFF_REPORT_KIND_WORDS_H
#define HANDOFF_REPORT_KIND_WORDS_H

#include "base/buffer.h"
#include "policy/kind.h"

/* Appends names: "a, b or c" with " or " as what stands before the last one. */
void words_list(
	struct buffer *out, const char *const *names, size_t count, const char *before_last);

/* The statuses of a set: "in-review, approved". */
void words_statuses(struct buffer *out, const struct kind *kind, uint64_t set);
/* Where a status leads, and how strict it is: "-> in-review (a new document; gaps are warnings)".
 */
void words_status(struct buffer *out, const struct kind *kind, size_t status);

/* "Status is done and Proof is filled in". Nothing for NULL. */
void words_condition(struct buffer *out, const struct condition *condition);

/* A field: its type and limits, when it is needed, how it links: "date, not before created;
 * needed". */
void words_field(struct buffer *out, const struct kind *kind, const struct field_spec *field);
/* A column likewise; here what may be left out or empty is said. */
void words_column(struct buffer *out, const struct kind *kind, const struct field_spec *column);
/* How many rows a table has: "at least 1 row"; nothing if any number does. */
void words_rows(struct buffer *out, const struct table_spec *table);

/* "before approved; covers only Risks; valid for 90d; not the author". */
void words_signoff(struct buffer *out, const struct kind *kind, const struct signoff_spec *signoff);

/* What is asked of a section: "may be left out; at most 150 words"; nothing if it only has to be
 * there. */
void words_section(struct buffer *out, const struct kind *kind, const struct section_spec *section);
/* "read by operations where level is 1: words of others are translated" */
void words_audience(struct buffer *out, const struct audience_spec *audience);
/* "all together at most 500 words where level is 1". */
void words_length(struct buffer *out, const struct length_spec *length);

/* A rule that a contract names itself. */
struct kind_rule {
	const struct kind *kind;
	const char *id;
	const char *because;
	enum severity severity;
	uint64_t at;                   /* statuses; all bits: every one */
	const struct rule_spec *field; /* one of these three is set */
	const struct row_spec *row;
	const struct text_spec *text;
};

/* The rules of a kind one after another: *index begins with 0; false after the last one. */
bool kind_rule_next(const struct kind *kind, size_t *index, struct kind_rule *rule);
/* The id of the built-in rule that reports it: "front/rule", "table/row" or "section/rule". */
const char *kind_rule_reported_as(const struct kind_rule *rule);
/* What it is about: "the front matter", "the table of Risks", "the words of Cause". */
void words_rule_place(struct buffer *out, const struct kind_rule *rule);
/* What it asks for: "every row: State is closed, where Blocking is yes [in approved]". */
void words_rule(struct buffer *out, const struct kind_rule *rule);
/* The same after its place: "in the table of Risks, every row: ...". */
void words_kind_rule(struct buffer *out, const struct kind_rule *rule);

#endif
