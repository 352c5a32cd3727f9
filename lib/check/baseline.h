/*
 * baseline.h - the findings that a team knows already, so that only new ones count.
 *
 * A file of text: a first line that says what it is, then one finding a line, sorted, so that it
 * merges. Comments begin with #. The columns stand between tabs:
 *
 *     PATH  RULE  SEVERITY  FINGERPRINT  ID  MESSAGE
 *
 * The fingerprint (finding.h) decides, so that a finding is known wherever its line has moved to.
 * Path and id (of the document, or -) let it be known under a new name of the file too: then it is
 * fingerprinted again as if it still had the old one. The severity is the worst that is passed
 * over: a gap that was a warning in a draft counts once the document goes to review. The message is
 * for people. Order, and the same line twice, mean nothing, so that whoever merges two by keeping
 * all lines does it right.
 *
 * A baseline lies in the repository that it is about, and a branch can bring its own: so none holds
 * what trust rests on (rule_allows_baseline), and where a trusted policy is named it comes from
 * there (baseline_file.h).
 */
#ifndef HANDOFF_CHECK_BASELINE_H
#define HANDOFF_CHECK_BASELINE_H

#include "check/corpus.h"
#include "check/finding.h"

struct baseline;

/* Larger ones are refused. */
#define BASELINE_MAX_BYTES ((size_t)32 << 20)

/* Reads one; `name` stands before the line number in messages. ERROR_USAGE says what is wrong. */
struct error *baseline_parse(struct slice text, const char *name, struct baseline **out);
void baseline_free(struct baseline *baseline);

/* True if a text says that it is a baseline, of whatever version: it may be replaced by one. */
bool baseline_is_one(struct slice text);

/* What was looked at: entries of other documents say nothing, and are kept. */
struct baseline_view {
	const struct corpus *corpus;
	bool is_part; /* only some documents were checked */
};

struct baseline_use {
	size_t gone;   /* entries that match nothing any more */
	size_t graver; /* findings that it has, as less grave ones: they count */
};

/* Moves the findings that a baseline passes over to `known`. Both stay sorted. */
struct baseline_use baseline_apply(struct baseline *baseline, const struct baseline_view *view,
	struct findings *findings, struct findings *known);

struct baseline_made {
	size_t written; /* findings that it holds */
	size_t refused; /* those that no baseline holds */
	size_t kept;    /* entries that were there, of documents that were not looked at */
};

/* Appends a baseline of these findings, with the entries of `before` (or NULL) for documents that
 * were not looked at. */
struct baseline_made baseline_format(const struct findings *findings, struct baseline *before,
	const struct baseline_view *view, struct buffer *out);

#endif
