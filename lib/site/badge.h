/*
 * badge.h - small pictures for README files: what a document is, and where its sign-offs stand.
 *
 * A badge is one SVG file that needs no other: no font, no style, no script. Texts are untrusted;
 * of each no more than BADGE_MAX_CHARACTERS are shown.
 */
#ifndef HANDOFF_SITE_BADGE_H
#define HANDOFF_SITE_BADGE_H

#include "base/buffer.h"
#include "site/records.h"

#define BADGE_MAX_CHARACTERS 60

enum badge_tone {
	BADGE_GOOD,
	BADGE_WARN,
	BADGE_BAD,
	BADGE_NEUTRAL,
};

/* Appends a badge: the label on the left, the text on the right, on the colour of a tone. */
void badge_write(struct slice label, struct slice text, enum badge_tone tone, struct buffer *out);

/*
 * Appends the badge of a document. Its label is the name of the kind, or else its id or path; its
 * text is badge_text's.
 */
void badge_of_document(const struct record_document *document, struct buffer *out);

/*
 * Appends what there is to tell of a document's sign-offs, untrusted, and returns how good it is:
 *
 *     approved · 2/2 signed                     good: all that the status needs holds
 *     approved, but stale: operations-lead      bad: something that it needs does not
 *     approved · 2/2 signed, but 1 error        bad: what it says is not as its contract wants it
 *     rejected: research-lead                   bad
 *     stale: operations-lead                    warn: it has to be given again
 *     awaiting research-lead, reviewer 1/2      warn: two reviewers are needed, and one signed
 *     draft                                     neutral: only the status
 */
enum badge_tone badge_text(const struct record_document *document, struct buffer *out);

#endif
