/*
 * kinds.h - kinds and documents in words: `handoff kinds`, `handoff KIND list`.
 */
#ifndef HANDOFF_REPORT_KINDS_H
#define HANDOFF_REPORT_KINDS_H

#include "base/buffer.h"
#include "check/corpus.h"
#include "policy/policy.h"

/* Appends the list of all kinds: name, what it is for. */
struct error *report_kinds_text(struct policy *policy, bool color, struct buffer *out);
struct error *report_kinds_json(struct policy *policy, struct buffer *out);

/* Appends the contracts of all kinds as sections of a manual page in mdoc(7). */
struct error *report_kinds_mdoc(struct policy *policy, struct buffer *out);

/* Appends a kind's contract explained in words. */
void report_kind_text(const struct kind *kind, bool color, struct buffer *out);
void report_kind_json(const struct kind *kind, struct buffer *out);
void report_kind_mdoc(const struct kind *kind, struct buffer *out);

/* Appends the documents of a corpus that have this kind and, unless it is NULL, this status. */
void report_list_text(const struct corpus *corpus, const char *kind, const char *status,
	const char *prefix, bool color, struct buffer *out);
void report_list_json(
	const struct corpus *corpus, const char *kind, const char *status, struct buffer *out);
void report_list_csv(
	const struct corpus *corpus, const char *kind, const char *status, struct buffer *out);

#endif
