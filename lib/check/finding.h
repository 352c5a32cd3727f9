/*
 * finding.h - what a rule says about a place in a document.
 */
#ifndef HANDOFF_CHECK_FINDING_H
#define HANDOFF_CHECK_FINDING_H

#include "check/rule.h"
#include "doc/outline.h"

/* A change of the source that mends a finding, and cannot be wrong. */
struct fix {
	struct span span; /* what is replaced; empty: the text, which ends with a blank line, is put
			     in there as a block */
	char *text;
	char *what;   /* in words: "written as 2026-01-31" */
	size_t order; /* of fixes at one place, that of their findings */
};

struct finding {
	const struct rule *rule;
	enum severity severity;
	const char *path; /* relative to the repository's root; owned by the corpus */
	struct position start;
	struct position end; /* equal to start where a place has no extent */
	char *line;          /* the text of the source line of `start`; "" if there is none */
	char *heading;       /* titles of the sections that hold it, joined with " > " */
	char *document;      /* the document's id, or "" */
	char *message;
	struct fix *fix;     /* or NULL */
	char *reason;        /* why an exception lets it pass, or NULL */
	char *contract_rule; /* the contract's own id of the rule, or NULL */
	char *fingerprint;   /* see findings_keep_fingerprints; NULL: not kept */
	char *subject; /* what it is about, where the line does not tell: what is missing; or NULL
			*/
};

struct findings {
	struct finding *items;
	size_t count;
	size_t capacity;
};

#define FINDINGS_INIT                                                                              \
	{                                                                                          \
		NULL, 0, 0                                                                         \
	}

/* Frees what a finding holds. */
void finding_dispose(struct finding *finding);
void findings_dispose(struct findings *findings);

/* By path, place, rule, message; equal ones once. Output does not depend on the order of discovery.
 */
void findings_sort(struct findings *findings);

/* Of sorted findings those at one path, which stand together: the number of the first, and how many
 * there are. */
size_t findings_of_path(const struct findings *findings, const char *path, size_t *count);

/* How many there are of a severity. */
size_t findings_count(const struct findings *findings, enum severity severity);

/*
 * A fingerprint that stays when lines move: SHA-256 over rule (and the contract's own), path,
 * document id, heading path, the line's text with white space folded, and the ordinal among equals
 * (the findings must be sorted). What is missing has no line: there its subject stands for heading
 * and line, so that the next gap is not taken for the one that was filled.
 *
 * Writes 64 hexadecimal digits and a NUL for each finding into `out`, an array of findings->count.
 */
void findings_fingerprint(const struct findings *findings, char (*out)[65]);

/* Keeps each one's fingerprint with it: findings_fingerprint says it from then on, wherever the
 * others of its kind went meanwhile. */
void findings_keep_fingerprints(struct findings *findings);

#endif
